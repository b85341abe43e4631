"""Small claims and documents made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from watchfloor.records import Actor, Claim, Document, Interval, Origin, Place, Quantity, Span, Speaker

_NUMBERS = count()
NAMES = {"ARD": "Ardania", "BEL_": "Belmark", "COR": "Corvia", "DUN": "Dunmore"}


def party(country: str, sector: str | None = None, person: str = "") -> Actor:
    """An actor of a country, of one of its bodies, or a person of it."""
    name = f"PER_{person.upper()}" if person else f"{country}_{sector}" if sector else country
    return Actor(
        id=name,
        country=country,
        sector=sector,
        text=person or NAMES.get(country, country),
        name=person or country,
    )


def article(name: str, published: str | None, outlet: str = "") -> Document:
    return Document(
        id=name, address=f"{name}.txt", text="", published=published, outlet=outlet or f"The {name} Post"
    )


def speaker(
    country: str, stance: str = "states", kind: str = "named", sector: str = "GOV", name: str = ""
) -> Speaker:
    return Speaker(
        kind=kind,
        id=f"{country}_{sector}",
        country=country,
        sector=sector,
        name=name or f"{country} {sector}",
        stance=stance,
    )


def claim(
    document: Document,
    type: str,
    act: str,
    actors: Sequence[Actor],
    recipients: Sequence[Actor],
    sentence: str,
    **more: Any,
) -> Claim:
    """A claim whose place in its document follows that of the claim made before it."""
    number = next(_NUMBERS)
    day = more.pop("day", None)
    if day:
        first, _, last = day.partition("..")
        more["time"] = Interval(start=first, end=last or first)
    return Claim(
        id=f"c{number:04}",
        document=document.id,
        sentence=sentence,
        start=more.pop("start", number * 100),
        end=number * 100 + 99,
        type=type,
        act=Span(start=number * 100, end=number * 100 + len(act), text=act) if act else None,
        actors=list(actors),
        recipients=list(recipients),
        **more,
    )


def figure(
    low: float | None,
    high: float | None,
    role: str,
    item: str = "",
    qualifier: str = "exactly",
    unit: str = "persons",
) -> Quantity:
    return Quantity(
        low=low, high=high, role=role, item=item, qualifier=qualifier, unit=unit, text=str(low or high)
    )


def city(name: str, country: str) -> Place:
    return Place(id=f"city-{name}", name=name, country=country, kind="city", text=name)


def copied(*documents: Document) -> Origin:
    return Origin(id=f"origin-{documents[0].id}", first=documents[0].id, documents=[d.id for d in documents])
