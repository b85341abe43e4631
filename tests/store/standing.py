"""A pipeline with real derivation and a simple coder, quick enough to be killed at every turn."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from watchfloor.pipeline import Article, Pipeline
from watchfloor.records import Actor, Claim, Document, Event, Origin, Sentence, Speaker, Story
from watchfloor.store import Store

_THINGS = (  # noqa: SIM905
    "mill bridge school hospital orchard barracks station depot tower market chapel quarry sluice granary tannery ferry "
    "lighthouse hangar reservoir bakery archive stable viaduct cannery foundry theatre nursery dockyard armoury"
).split()
PLACES = ("Alda", "Costria", "Verania", "Ostmark", "Lower Dell", "Harbourton")


class NoParser:
    """Reads nothing; `Quick` does not ask it."""

    name = "none"

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        return [Sentence(text=text) for text in texts]


class Quick(Pipeline):
    """Says of every sentence that names two places that the first assaulted the second."""

    def __init__(self) -> None:
        super().__init__(NoParser())

    def _code(self, documents: Sequence[Document]) -> list[Article]:
        return [(document, list(_claims(document))) for document in documents]


def _claims(document: Document) -> Any:
    at = 0
    for number, sentence in enumerate(document.text.split(". ")):
        named = [place for place in PLACES if place in sentence]
        if len(named) > 1:
            first, second = (
                Actor(id=name[:3].upper(), country=name[:3].upper(), name=name, text=name)
                for name in named[:2]
            )
            key = hashlib.blake2b(f"{document.id}{number}".encode(), digest_size=8).hexdigest()
            yield Claim(
                id=key,
                document=document.id,
                sentence=sentence,
                start=at,
                end=at + len(sentence),
                type="ASSAULT",
                quad="material conflict",
                actors=[first],
                recipients=[second],
                speakers=[Speaker()],
            )
        at += len(sentence) + 2


def write_articles(folder: Path, count: int = 9) -> Path:
    """Short articles, some of them copies."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        first, second, third = (PLACES[(number // 3 + step) % len(PLACES)] for step in (0, 1, 3))
        copied = number - number % 3 if number % 3 == 1 else number
        (folder / f"{number:02}.txt").write_text(
            f"{first} and {second}, report {copied}\n\n2024-11-{copied + 1:02}\n\n"
            f"Forces of {first} shelled the port of {second} for the {copied + 2}th day in a row, officials said. "
            f"A ferry with {copied + 11} people on board had to turn back to {third} when {first} closed the strait. "
            f"The mayor of {second} asked the people of the lower town to stay at home until the shelling was over.\n",
            encoding="utf-8",
        )
    return folder


def write_years(folder: Path, count: int) -> list[Path]:
    """Articles over two years with silences, copies of what was just told and of what was told long ago, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(5)
    texts: list[str] = []
    day = date(2022, 1, 1)
    for number in range(count):
        day += timedelta(days=chance.choice([0, 0, 1, 2, 5]) if chance.random() < 0.97 else 170)
        first, second = chance.sample(PLACES, 2)
        toll, hours = chance.randrange(2, 90), chance.randrange(2, 30)
        told = (
            f"Forces of {first} shelled the port of {second} for {hours} hours on that day, officials said. "
            f"A ferry with {toll} people on board had to turn back when {first} closed the strait. "
            f"The mayor of {second} asked the people of the lower town to stay at home until it was over. "
            f"In the evening {' '.join(chance.choices(_THINGS, k=9))} were hit as well, and {' '.join(chance.choices(_THINGS, k=9))} "
            f"burned until the morning. People spoke of {' '.join(chance.choices(_THINGS, k=12))}.\n"
        )
        if texts and chance.random() < 0.3:
            told = chance.choice(texts[-6:]) if chance.random() < 0.8 else chance.choice(texts)
        texts.append(told)
        stamp = day.isoformat() + (f"T{chance.randrange(24):02}:00:00" if chance.random() < 0.5 else "")
        dateline = f"{stamp}\n\n" if chance.random() < 0.97 else ""
        (folder / f"{number:04}.txt").write_text(
            f"{first} and {second}, report {number}\n\n{dateline}{told}", encoding="utf-8"
        )
    return sorted(folder.iterdir())


def dump(store: Store) -> dict[str, Any]:
    """All that a store tells, but for the moments at which articles were read."""
    return {
        "documents": [
            msgspec.to_builtins(msgspec.structs.replace(d, fetched=None)) for d in store.documents()
        ],
        "claims": msgspec.to_builtins(store.claims()),
        **{kind.__name__: msgspec.to_builtins(store.derived(kind)) for kind in (Origin, Story, Event)},
        "whole": store.is_derived(),
    }
