"""Made-up news with the repetition of real news, to measure growth: happenings with a few facts each, told by
several outlets in words of their own, printed again as exact and edited copies, and followed up days later."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from wordfreq import top_n_list

from watchfloor.records import Actor, Claim, Document, Speaker

__all__ = ["articles", "claims"]

_FIRST_DAY = date(2020, 1, 1)
_COUNTRIES = "ALB BEL CHL DNK EST FJI GHA HTI IRN JOR KEN LVA MEX NPL OMN PER QAT ROU".split()  # noqa: SIM905
_TYPES = ("CONSULT", "AID", "ASSAULT", "ACCUSE", "AGREE")
_SYLLABLES = (  # noqa: SIM905
    "ba be bi bo bra da de di do dru fa fe fi ga ge gor ha he hol ka ke kel ki ko la le lin lo ma me mi mor na ne "
    "nor pa pe ra re ri ro sa se ska so ta te ti tor va ve vin wa wel za zo"
).split()


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))).capitalize()


def articles(count: int, seed: int = 1, per_day: int = 400) -> Iterator[Document]:
    """That many articles in order of publication; about a third are copies, and one in eight opens a happening.

    Args:
        count: how many articles.
        seed: the same seed gives the same articles.
        per_day: articles of one day.
    """
    chance = random.Random(seed)
    words = [word for word in top_n_list("en", 30_000) if word.isalpha()]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    total, cumulative = 0.0, []
    for weight in weights:
        total += weight
        cumulative.append(total)
    places = [_name(chance) for _ in range(3000)]
    happenings: list[dict[str, list[str]]] = []
    texts: list[str] = []
    for number in range(count):
        day = (_FIRST_DAY + timedelta(days=number // per_day)).isoformat()
        draw = chance.random()
        if texts and draw < 0.33:
            text = chance.choice(texts)
            if draw < 0.15:
                parts = text.split(" ")
                for _ in range(4):
                    parts[chance.randrange(len(parts))] = chance.choice(words)
                text = " ".join(parts)
        else:
            if not happenings or draw < 0.46:
                happenings.append(
                    {
                        "names": [f"{_name(chance)} {_name(chance)}" for _ in range(4)]
                        + chance.sample(places, 2),
                        "numbers": [str(chance.randrange(2, 20_000)) for _ in range(4)],
                        "words": chance.choices(words, k=25),
                    }
                )
                del happenings[:-300]
            text = _article(chance, chance.choice(happenings[-60:]), words, cumulative)
            texts.append(text)
            del texts[:-500]
        title = " ".join(text.split(" ", 9)[:9])
        yield Document(
            id=f"{number:012d}",
            address="",
            outlet=f"outlet{number % 200}.example",
            published=day,
            title=title,
            text=text,
        )


def _article(
    chance: random.Random, happening: dict[str, list[str]], words: list[str], cumulative: list[float]
) -> str:
    sentences = []
    for _ in range(8):
        row = chance.choices(words, cum_weights=cumulative, k=13)
        row[3:3] = [chance.choice(happening["names"])]
        row[8:8] = chance.choices(happening["words"], k=2)
        row[12:12] = [chance.choice(happening["numbers"])]
        sentences.append(row[0].capitalize() + " " + " ".join(row[1:]) + ".")
    return " ".join(sentences)


def claims(document: Document) -> list[Claim]:
    """Two claims of an article, the same for copies of a text: who acts on whom hangs on its first words."""
    words = document.title.split(" ")
    made = []
    for number in range(2):
        one, other = (_COUNTRIES[len(word) * 7 % len(_COUNTRIES)] for word in words[number : number + 2])
        made.append(
            Claim(
                id=f"{document.id}{number}",
                document=document.id,
                sentence=document.text[:90],
                start=number,
                end=90,
                type=_TYPES[len(words[number]) % len(_TYPES)],
                actors=[Actor(id=one, country=one)],
                recipients=[Actor(id=other, country=other)],
                speakers=[Speaker()],
            )
        )
    return made
