"""A party named in a sentence, and how the two halves of an apposition become one."""

from __future__ import annotations

import msgspec

from watchfloor.records import Span

__all__ = ["Mention", "joined"]


class Mention(msgspec.Struct, kw_only=True):
    """A party named in a sentence.

    Attributes:
        first, last: its words, ``last`` exclusive.
        head: index of the word that carries it in the tree. Two countries that share a noun ("Russian and North
            Korean troops") are two mentions with one head.
        id: stable id: ``RUS``, ``PRK_MIL``, ``IGO_NATO``, ``PER_VLADIMIR_PUTIN``; empty when nobody known is meant.
        country: ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG; None when unknown.
        sector: PLOVER sector, None where only a country is named.
        name: the table's name, for headings.
        kind: ``country``, ``person``, ``organisation``, ``group``, ``role``, ``place`` or ``pronoun`` (also for
            phrases such as "both sides" that stand for parties named before).
        owner: the word of a possessive pronoun ("its army") whose antecedent gives the country, else None.
        antecedent: the earlier words it stands for, as offsets in the document, once resolved.
    """

    first: int
    last: int
    head: int
    id: str = ""
    country: str | None = None
    sector: str | None = None
    name: str = ""
    text: str = ""
    kind: str = "role"
    owner: int | None = None
    antecedent: Span | None = None


def joined(one: Mention, other: Mention) -> Mention | None:
    """What "Yoon Suk-yeol, the South Korean president" names, each half filling what the other leaves open.

    Args:
        one: the half that the other is an apposition of; its head becomes that of both.
        other: the apposition.

    Returns:
        One mention of both, still without its text; None when they are two parties.
    """
    if one.kind in ("country", "place") or other.kind in ("country", "place"):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if one.id and other.id and one.kind != "role" and other.kind != "role":
        return None
    main, rest = one, other
    if one.kind == "role" and other.id and other.kind in ("person", "group", "organisation"):
        main, rest = other, one
    found = Mention(
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        head=one.head,
        owner=one.owner,
        id=main.id or rest.id,
        country=main.country,
        sector=main.sector,
        name=main.name,
        kind=main.kind,
    )
    if main.country is None or (not main.id and rest.id):
        found.country = rest.country or main.country
    if main.sector is None or (rest.sector == "ELI" and main.kind == "person"):
        found.sector = rest.sector
    if main.kind == "role" and rest.kind == "person":
        found.kind = "person"
    return found
