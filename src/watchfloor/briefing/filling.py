"""Whom a pronoun or a bare "the soldiers" of a quote stands for, in square brackets as an editor would put it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from watchfloor.briefing.naming import country_words, listing, speakers_of
from watchfloor.briefing.quoting import Quote, tidy
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Actor, Claim, Document

__all__ = ["filled", "opens_unresolved", "without_fillings"]

#: More than this many in one quote would be harder to read than the pronouns.
MOST = 2
_SUBJECTS = frozenset({"he", "she", "it", "they", "him", "them"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_TROOPS = frozenset(
    {"soldiers", "troops", "forces", "servicemen", "fighters", "units", "personnel", "officers", "men"}
)
_BRACKETS = re.compile(r" \[[^\[\]]*\]")
_OPENING = re.compile(
    r"(?:… )?[\"“‘']?(?:(?:he|she|they|it|this|these|that|those|both)\b|the (?:two|three|pair|group)\b)"
    r"(?!(?: \w+){0,2} \[)",
    re.IGNORECASE,
)


def filled(quote: Quote, claim: Claim, document: Document, others: Sequence[Claim] = ()) -> Quote:
    """A quote with the names of those whom its pronouns stand for, where the claim says whom.

    Args:
        quote: of the claim; a title's is given back as it is.
        others: further claims of the document, which say whose soldiers "the soldiers" are.
    """
    if quote.start < 0:
        return quote
    found = _fillings(quote, claim, document, others)
    if not found:
        return quote
    before = "… " if quote.text.startswith("… ") else ""
    after = " …" if quote.text.endswith(" …") else ""
    parts, at = [], quote.start
    for offset, name in sorted(found.items())[:MOST]:
        parts += [document.text[at:offset], f" [{name}]"]
        at = offset
    parts.append(document.text[at : quote.end])
    return quote._replace(text=f"{before}{tidy(''.join(parts))}{after}")


def without_fillings(text: str) -> str:
    """A quote as the article has it."""
    return _BRACKETS.sub("", text)


def opens_unresolved(text: str) -> bool:
    """Whether a quote begins with a pronoun that it does not say the meaning of."""
    return bool(_OPENING.match(text))


def _fillings(quote: Quote, claim: Claim, document: Document, others: Sequence[Claim]) -> dict[int, str]:
    """Offset in the document -> the name to put there."""
    text = document.text
    names: dict[tuple[int, int], list[str]] = {}
    for start, end, name in _referents(claim, document, others):
        if quote.start <= start < end <= quote.end and name:
            listed = names.setdefault((start, end), [])
            # "Zelensky" and "President Volodymyr Zelensky" are one.
            if not any(n.split()[-1] == name.split()[-1] for n in listed):
                listed.append(name)
    found: dict[int, str] = {}
    for (start, end), listed in names.items():
        word = text[start:end].casefold()
        # "It" further on may stand for nothing; whose a thing is can be told from the sentence's beginning.
        if word in _OWNERS | {"it"} and start > quote.start:
            continue
        # Who is named by the quote already needs no bracket.
        said = tidy(text[quote.start : quote.end]).casefold()
        fresh = [n for n in listed if n.split()[-1].casefold().removesuffix("'s") not in said]
        if fresh == listed and not text[end : end + 2].startswith((" [", "[")):
            owned = "’s" if word in _OWNERS else ""
            found[end] = listing(listed) + owned
    return found


def _referents(claim: Claim, document: Document, others: Sequence[Claim]) -> Iterable[tuple[int, int, str]]:
    for actor in (*claim.actors, *claim.recipients):
        words = document.text[actor.start : actor.end]
        if actor.start < 0 or words != actor.text:
            continue
        low = words.casefold()
        before = document.text[max(0, actor.start - 12) : actor.start].split()
        owned = bool(before) and before[-1].casefold() in _OWNERS
        if low in _SUBJECTS | _OWNERS or (actor.antecedent and words.islower() and not owned):
            yield actor.start, actor.end, _name(actor)
        elif low in _TROOPS and not actor.country and _definite(document.text, actor.start):
            yield actor.start, actor.end, _whose(actor, claim, others)
    for speaker in speakers_of(claim):
        told = speaker.id or speaker.text.casefold() == "they" or speaker.name.istitle()
        if speaker.text.casefold() in _SUBJECTS and speaker.name.casefold() not in _SUBJECTS and told:
            yield speaker.start, speaker.end, speaker.name


def _name(actor: Actor) -> str:
    """The words that an actor's pronoun stands for, else the table's name; empty for neither."""
    if (
        actor.antecedent
        and any(c.isupper() for c in actor.antecedent.text)
        and len(actor.antecedent.text) < 60
    ):
        return " ".join(actor.antecedent.text.split())
    if actor.name or actor.country in load_wording().countries:
        return actor.name or country_words(actor.country or "")
    return ""


def _definite(text: str, start: int) -> bool:
    return text[max(0, start - 6) : start].casefold().endswith(("the ", "these ", "those "))


def _whose(actor: Actor, claim: Claim, others: Sequence[Claim]) -> str:
    """The one country whose soldiers the article has spoken of before; empty where there are several or none."""
    countries = load_wording().countries
    found: set[str] = set()
    for other in others:
        if other.start >= actor.start:
            continue
        for named in (*other.actors, *other.recipients):
            if (
                named.country in countries
                and named.text.split()[-1:]
                and (named.text.split()[-1].casefold() in _TROOPS)
            ):
                found.add(named.country or "")
        sent = any(q.item.split()[-1:] and q.item.split()[-1].casefold() in _TROOPS for q in other.quantities)
        senders = {a.country for a in other.actors if a.country in countries}
        if sent and len(senders) == 1 and other.type in ("AID", "MOBILIZE"):
            found.add(senders.pop() or "")
    return f"of {countries[found.pop()]}" if len(found) == 1 else ""
