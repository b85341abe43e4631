"""How a figure is shown: what it counts, whose, whether it is only promised, and the words that hold the number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from watchfloor.briefing.evidence import OPEN, Evidence
from watchfloor.briefing.naming import PRONOUNS
from watchfloor.briefing.quoting import quote
from watchfloor.knowledge.unit_tables import load_units
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Citation, Claim, Quantity, Span

__all__ = ["counted_words", "figure_quote", "table_title"]

_OWNERS = re.compile(r"\b(?:its|their|his|her|our)\b", re.IGNORECASE)
_PROMISES = {
    "promis": "promised", "pledg": "pledged", "agree": "agreed", "vow": "vowed", "offer": "offered",
    "undert": "promised", "plan": "planned", "demand": "demanded", "refus": "refused",
}  # fmt: skip
# "promised to free 11", "the offer of 20 tanks"; nothing between but what leads on to the number.
_PROMISED = re.compile(rf"\b({'|'.join(_PROMISES)})\w*\s+(?:to|of)\b(?:\s+\w+){{0,3}}\s*\Z", re.IGNORECASE)
_HARMED = re.compile(r"^(?:dead|killed|wounded|injured|hurt|other|more)\s+", re.IGNORECASE)


def counted_words(evidence: Evidence, claim: Claim, quantity: Quantity | None, side: str = "") -> str:
    """The words beside a figure that say what it counts.

    Args:
        evidence: of the brief.
        claim: that gives the figure.
        quantity: the figure; None where the claim has none of that value.
        side: the country whose people are counted, where it is known from elsewhere.

    Returns:
        Such as "trucks", "of its soldiers [of Velmora]", "sailors (promised)"; empty where the claim does not say.
    """
    if quantity is None:
        return ""
    words = _item_words(evidence, claim, quantity)
    if _OWNERS.search(words) and (whose := _owner(claim, quantity) or side) and whose not in words:
        words = f"{words} [of {whose}]"
    return f"{words} {_not_yet(claim, quantity)}".strip()


def _item_words(evidence: Evidence, claim: Claim, quantity: Quantity) -> str:
    item = " ".join(quantity.item.split())
    if not item or item.casefold() in PRONOUNS or item[0].isdigit() or item == quantity.text:
        return ""
    text = evidence.documents[claim.document].text
    at = text.find(quantity.item, quantity.end, quantity.end + len(quantity.item) + 12)
    between = text[quantity.end : at] if at >= 0 else ""
    return f"{' '.join(between.split())} {item}".strip() if not set(between) & set(",;:.") else item


def _owner(claim: Claim, quantity: Quantity) -> str:
    """The country of the party whose words are the counted ones."""
    reach = quantity.end + len(quantity.item) + 8
    for actor in (*claim.recipients, *claim.actors):
        if actor.start < reach and actor.end > quantity.end and actor.country:
            return load_wording().countries.get(actor.country, "")
    return ""


def _not_yet(claim: Claim, quantity: Quantity) -> str:
    """ "(promised)" and the like for what is not told as done."""
    before = claim.sentence[: max(0, quantity.start - max(claim.start, 0))]
    if match := _PROMISED.search(before):
        return f"({_PROMISES[match[1].lower()]})"
    return f"({load_wording().status(claim.status)})" if claim.status in OPEN else ""


def figure_quote(evidence: Evidence, claim: Claim, quantity: Quantity | None) -> tuple[str, Citation]:
    """The words of a claim that hold a figure, as shown and as cited.

    Where the claim's own quote leaves the number out, the clause of its sentence that has it is quoted.
    """
    shown, cited = evidence.quote(claim), evidence.citation(claim)
    if quantity is None or claim.start < 0 or (shown.start <= quantity.start and quantity.end <= shown.end):
        return shown.text, cited
    document = evidence.documents[claim.document]
    words = Span(start=quantity.start, end=quantity.end, text=document.text[quantity.start : quantity.end])
    bare = msgspec.structs.replace(
        claim, act=words, actors=[], recipients=[], quantities=[quantity], reasons=[], marks={}, speakers=[]
    )
    found = quote(bare, document)
    text = document.text[found.start : found.end]
    return found.text, msgspec.structs.replace(cited, start=found.start, end=found.end, text=text)


# ---------------------------------------------------------------- the title of a table


def table_title(words: str, figures: Sequence[tuple[Claim, Quantity | None]]) -> str:
    """What a table of figures asks: the widest plain words for what is counted, and where.

    Args:
        words: the question ("How many were killed").
        figures: of the rows, with their claims.
    """
    counted, where = _widest([q.item for _, q in figures if q]), _where([claim for claim, _ in figures])
    inside = ", ".join(filter(None, (f"“{counted}”" if counted else "", where)))
    return f"{words} ({inside})" if inside else words


def _widest(items: Sequence[str]) -> str:
    """Of the counted words those that hold the others: "people" before "civilians" before "young players"."""
    told = [" ".join(item.split()) for item in items]
    told = [_HARMED.sub("", item) for item in told if item and item.casefold() not in PRONOUNS]
    told = [item for item in told if not item[0].isdigit()]
    plain = Counter(item for item in told if _is_plain(item))
    if not plain:
        same = {item.split()[-1].casefold() for item in told}
        plain = Counter(told if len(same) == 1 and 2 * len(told) >= len(items) else ())
    if "people" in plain and all(_kind(item) == "anybody" for item in plain):
        return "people"
    # The wording that most use, the fullest of those, says best what is counted.
    return max(plain, key=lambda item: (plain[item], len(item)), default="")


def _is_plain(item: str) -> bool:
    """Whether words name people or things at large: not "bodies", "others", "volunteers"."""
    return bool(_kind(item)) and item.split()[-1].casefold() not in (
        "bodies",
        "others",
        "body",
        "other",
        "dead",
    )


def _kind(item: str) -> str:
    """The kind of people that the last of the words names, ``thing`` for what is counted in a unit of its own."""
    last = item.split()[-1]
    low = last.casefold()
    tables = load_units()
    if kind := tables.kind_of_people(last):
        return kind
    unit = tables.units.get(low.removesuffix("s")) or tables.units.get(low)
    if unit and unit != "persons":
        return "thing"
    return "named" if last[0].isupper() else ""


def _where(claims: Sequence[Claim]) -> str:
    """The one place, finer than a country, that the claims name; empty where they name several or none."""
    places = {claim.place.name for claim in claims if claim.place and claim.place.kind != "country"}
    return next(iter(places)) if len(places) == 1 else ""
