"""Harm told by the words right beside a figure: "three dead", "killed at least four", "two others in hospital".

Parsers often hang the second of two such figures on the wrong word ("one dead, four wounded"), while the words
themselves leave no doubt. What is read here goes before what the tree says.
"""

from __future__ import annotations

import re
from functools import cache

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["both_harms_beside", "harm_behind", "harm_beside", "toll_before"]

_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "lay", "remain", "remained", "left", "found"}
)
_DIED = frozenset({"died", "dies", "perished", "succumbed"})
_HAVE = frozenset({"has", "have", "had"})
_ALSO = frozenset({
    "also", "later", "reported", "confirmed", "reportedly", "then", "feared", "already", "either", "all",
})  # fmt: skip
# What may follow a participle that has no auxiliary and yet says what befell those before it.
_ENDS = frozenset({
    "", ",", ";", ".", ":", "-", "–", "—", "and", "or", "in", "on", "after", "by", "when", "near", "outside", "inside",
    "during", "overnight", "as", "while", "following", "since", "amid", "across", "over", "from", "along", "today",
    "before", "yesterday", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
_PHRASE = frozenset({"ADJ", "NOUN", "PROPN"})
_LONGEST_PHRASE = 4
_BOUNDING = frozenset({
    "at", "least", "another", "some", "about", "nearly", "around", "the", "up", "to", "all", "more", "than",
})  # fmt: skip
_STANDS_AT = r"(?:(?!\b(?:and|but|while)\b)[^.;\d]){0,60}?\b(?:to|at|of|reached|is|was|stands)\s+\Z"
_TOLL = re.compile(
    r"\b(?:(?:death\s+)?toll|(?:number|total|count)\s+of\s+(?:the\s+)?(?:dead|deaths|killed|fatalities|people killed))\b"
    + _STANDS_AT,
    re.IGNORECASE,
)
_HURT_TOLL = re.compile(
    r"\b(?:number|total|count)\s+of\s+(?:the\s+)?(?:injured|wounded|hurt|people (?:injured|wounded))\b"
    + _STANDS_AT,
    re.IGNORECASE,
)


def harm_beside(tree: Tree, first: int, last: int, noun: int) -> tuple[str, int] | None:
    """The harm that the words beside a figure tell of.

    Args:
        tree: of the sentence.
        first, last: the words of the number, ``last`` exclusive.
        noun: the word that it counts, one of the number where none is said.

    Returns:
        ``killed``, ``injured``, ``shot`` or ``casualties`` ("killed or wounded") and the word that says so; None when the words beside it say nothing.
    """
    return harm_behind(tree, last, noun) or _before(tree, first)


def harm_behind(tree: Tree, last: int, noun: int) -> tuple[str, int] | None:
    """The harm that the words behind a number or a person tell of; see `harm_beside`."""
    return _behind(tree, last) or _passive(tree, noun)


def both_harms_beside(tree: Tree, word: int) -> bool:
    """Whether a word of harm is coordinated with the other: "killed or wounded", "dead and injured"."""
    low, states = tree.low, load_units().harm.state
    return any(
        len(pair) == 3
        and pair[1] in ("and", "or", "and/or")
        and {states.get(pair[0]), states.get(pair[2])} == {"killed", "injured"}
        for pair in (low[word - 2 : word + 1], low[word : word + 3])
    )


def toll_before(text: str, start: int) -> str:
    """The harm that a bare number counts by the words before it: "raised the death toll of the raid to 34".

    Args:
        text: of the sentence.
        start: where the number begins, with the words that bound it.

    Returns:
        ``killed``, ``injured`` or nothing.
    """
    before = text[:start]
    return "killed" if _TOLL.search(before) else "injured" if _HURT_TOLL.search(before) else ""


def _behind(tree: Tree, last: int) -> tuple[str, int] | None:
    """ "12 dead", "three other people were fatally shot", "two others in hospital"."""
    low, harm = tree.low, load_units().harm
    at = _end_of_phrase(tree, last)
    if at >= len(low):
        return None
    if (at > last or low[at] in ("in", "fighting")) and _ill().match(
        tree.sentence.text, tree.sentence.starts[at]
    ):
        return "injured", at
    passive = fatal = False
    while at < len(low) and (
        low[at] in _BE or low[at] in _HAVE or low[at] in _ALSO or low[at].endswith("ly")
    ):
        passive = passive or low[at] in _BE
        fatal = fatal or low[at] in harm.fatal
        at += 1
    if at >= len(low):
        return None
    if passive and low[at - 1] in _BE and _ill().match(tree.sentence.text, tree.sentence.starts[at]):
        return "injured", at
    if low[at] in _DIED and not passive:
        return "killed", at
    if passive and low[at] in harm.struck:
        return ("killed" if _to_death(tree, at) else "injured"), at
    role = harm.state.get(low[at])
    if role is None:
        return None
    behind = low[at + 1] if at + 1 < len(low) else ""
    if behind in ("and", "or") and {role, *map(harm.state.get, low[at + 2 : at + 3])} == {
        "killed",
        "injured",
    }:
        return "casualties", at
    if role == "shot" and low[at + 1 : at + 3] in (["and", "wounded"], ["and", "injured"]):
        role = "injured"
    if low[at] == "dead" or passive or behind in _ENDS or (low[at] == "shot" and behind in ("dead", "to")):
        return ("killed" if fatal or _to_death(tree, at) else role), at
    return None


def _end_of_phrase(tree: Tree, last: int) -> int:
    """The first word behind a number that is not one of a few nouns and adjectives: "12 other young ‖ were shot"."""
    states = load_units().harm.state
    for at in range(last, min(last + _LONGEST_PHRASE, len(tree.low))):
        low = tree.low[at]
        if tree.upos[at] not in _PHRASE or low in states or low in _BE or low == "critical":
            return at
    return min(last + _LONGEST_PHRASE, len(tree.low))


@cache
def _ill() -> re.Pattern[str]:
    """ "In hospital", "in critical but stable condition", "critical"."""
    conditions = "|".join(sorted(load_units().harm.condition | {"good", "unknown"}))
    return re.compile(
        r"in\s+(?:the\s+|an?\s+)?(?:\w+\s+)?"
        rf"(?:hospitals?\b|(?:{conditions})(?:\s+but\s+stable)?\s+condition)|fighting\s+for\s+(?:his|her|their)\s+li(?:fe|ves)\b|(?:critical(?!\s+of)|stable|hospitali[sz]ed)\b",
        re.IGNORECASE,
    )


def _passive(tree: Tree, noun: int) -> tuple[str, int] | None:
    """ "Five men who were on their way home were shot": the participle whose subject the figure is."""
    head, harm = tree.heads[noun], load_units().harm
    if head <= noun or not tree.relations[noun].startswith("nsubj"):
        return None
    low = tree.low[head]
    if low not in harm.state and low not in harm.struck:
        return None
    auxiliaries = [k for k in tree.kids[head] if k > noun and tree.low[k] in _BE]
    if not auxiliaries:
        return None
    fatal = any(word in harm.fatal for word in tree.low[auxiliaries[0] : head])
    return ("killed" if fatal or _to_death(tree, head) else harm.state.get(low, "injured")), head


def _before(tree: Tree, first: int) -> tuple[str, int] | None:
    """ "killing at least 12 people", "killed one guard and wounded six others"."""
    verb = first - 1
    while verb > 0 and tree.low[verb] in _BOUNDING:
        verb -= 1
    harm = load_units().harm
    role = harm.deed.get(tree.low[verb]) if verb >= 0 else None
    if verb > 0 and tree.low[verb - 1] in harm.fatal:
        role = "killed"  # "to fatally shoot nine guards"
    if role is None or tree.upos[verb] not in ("VERB", "ADJ"):
        return None
    return None if any(low in _BE for low in tree.low[max(0, verb - 2) : verb]) else (role, verb)


def _to_death(tree: Tree, verb: int) -> bool:
    """ "shot dead", "shot to death", "shot and killed"."""
    behind = tree.low[verb + 1 : verb + 3]
    return behind[:1] == ["dead"] or behind in (["to", "death"], ["and", "killed"], [",", "killed"])
