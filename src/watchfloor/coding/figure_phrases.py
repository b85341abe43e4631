"""Harm told by the words right beside a figure: "three dead", "killed at least four", "two others in hospital".

Parsers often hang the second of two such figures on the wrong word ("one dead, four wounded"), while the words
themselves leave no doubt. What is read here goes before what the tree says.
"""

from __future__ import annotations

import re

from watchfloor.coding.tree import Tree

__all__ = ["HARMED", "harm_behind", "harm_beside", "toll_before"]

HARMED = {
    "dead": "killed", "killed": "killed", "slain": "killed", "murdered": "killed", "massacred": "killed",
    "wounded": "injured", "injured": "injured", "hurt": "injured", "hospitalized": "injured",
    "hospitalised": "injured", "maimed": "injured", "shot": "shot",
}  # fmt: skip
_STRUCK = frozenset({"hit", "struck", "grazed"})
_HARMING = {
    "killed": "killed", "killing": "killed", "kills": "killed", "kill": "killed",
    "wounded": "injured", "wounding": "injured", "wounds": "injured",
    "injured": "injured", "injuring": "injured", "injures": "injured", "hurting": "injured",
}  # fmt: skip
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "lay", "remain", "remained", "left", "found"}
)
_HAVE = frozenset({"has", "have", "had"})
_ALSO = frozenset({
    "also", "later", "reported", "confirmed", "reportedly", "then", "feared", "already", "either", "all",
})  # fmt: skip
# What may follow a participle that has no auxiliary and yet says what befell those before it.
_ENDS = frozenset({
    "", ",", ";", ".", ":", "-", "–", "—", "and", "or", "in", "on", "after", "by", "when", "near", "outside", "inside",
    "during", "overnight", "as", "while", "following", "since", "amid", "across", "over", "from", "along", "today",
    "yesterday", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
_PHRASE = frozenset({"ADJ", "NOUN", "PROPN"})
_LONGEST_PHRASE = 4
_ILL = re.compile(
    r"in\s+(?:the\s+|an?\s+)?(?:\w+\s+)?(?:hospitals?\b|(?:critical|serious|stable|grave|fair|guarded|good|unknown)(?:\s+but\s+stable)?\s+condition)"
    r"|(?:critical|hospitali[sz]ed)\b",
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


_TOLL = re.compile(
    r"\b(?:(?:death\s+)?toll|(?:number|total|count)\s+of\s+(?:the\s+)?(?:dead|deaths|killed|fatalities|people killed))\b"
    r"(?:(?!\b(?:and|but|while)\b)[^.;\d]){0,60}?\b(?:to|at|of|reached|is|was|stands)\s+\Z",
    re.IGNORECASE,
)
_HURT_TOLL = re.compile(
    r"\b(?:number|total|count)\s+of\s+(?:the\s+)?(?:injured|wounded|hurt|people (?:injured|wounded))\b"
    r"(?:(?!\b(?:and|but|while)\b)[^.;\d]){0,60}?\b(?:to|at|of|reached|is|was|stands)\s+\Z",
    re.IGNORECASE,
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


def harm_behind(tree: Tree, last: int, noun: int) -> tuple[str, int] | None:
    """The harm that the words behind a number or a person tell of; see `harm_beside`."""
    return _behind(tree, last) or _passive(tree, noun)


def _behind(tree: Tree, last: int) -> tuple[str, int] | None:
    """ "12 dead", "three other people were fatally shot", "two others in hospital"."""
    low = tree.low
    at, end = last, len(low)
    while (
        at < end
        and at - last < _LONGEST_PHRASE
        and tree.upos[at] in _PHRASE
        and low[at] not in HARMED
        and low[at] not in _BE
        and low[at] != "critical"
    ):
        at += 1
    if at >= end:
        return None
    if at > last or low[at] == "in":
        start = tree.sentence.starts[at]
        if _ILL.match(tree.sentence.text, start):
            return "injured", at
    passive = fatal = False
    while at < end and (low[at] in _BE or low[at] in _HAVE or low[at] in _ALSO or low[at].endswith("ly")):
        passive = passive or low[at] in _BE
        fatal = fatal or low[at] in ("fatally", "mortally")
        at += 1
    harm = HARMED.get(low[at]) if at < end else None
    if at < end and passive and low[at] in _STRUCK:
        return ("killed" if _to_death(tree, at) else "injured"), at
    if harm is None:
        return None
    behind = low[at + 1] if at + 1 < end else ""
    if behind in ("and", "or") and {harm, HARMED.get(low[at + 2] if at + 2 < end else "")} == {
        "killed",
        "injured",
    }:
        return "casualties", at
    if harm == "shot" and low[at + 1 : at + 3] in (["and", "wounded"], ["and", "injured"]):
        harm = "injured"
    if low[at] == "dead" or passive or behind in _ENDS or (low[at] == "shot" and behind in ("dead", "to")):
        return ("killed" if fatal or _to_death(tree, at) else harm), at
    return None


def _passive(tree: Tree, noun: int) -> tuple[str, int] | None:
    """ "Five men who were on their way home were shot": the participle whose subject the figure is."""
    head = tree.heads[noun]
    if (
        head <= noun
        or not tree.relations[noun].startswith("nsubj")
        or tree.low[head] not in HARMED.keys() | _STRUCK
    ):
        return None
    auxiliaries = [k for k in tree.kids[head] if k > noun and tree.low[k] in _BE]
    if not auxiliaries:
        return None
    fatal = any(tree.low[k] in ("fatally", "mortally") for k in range(auxiliaries[0], head))
    return ("killed" if fatal or _to_death(tree, head) else HARMED.get(tree.low[head], "injured")), head


def _before(tree: Tree, first: int) -> tuple[str, int] | None:
    """ "killing at least 12 people", "killed one guard and wounded six others"."""
    verb = first - 1
    while verb > 0 and (
        tree.low[verb]
        in ("at", "least", "another", "some", "about", "nearly", "around", "the", "up", "to", "all")
        or tree.low[verb] in ("more", "than")
    ):
        verb -= 1
    harm = _HARMING.get(tree.low[verb]) if verb >= 0 else None
    if harm is None or any(low in _BE for low in tree.low[max(0, verb - 2) : verb]):
        return None
    if tree.upos[verb] not in ("VERB", "ADJ"):
        return None
    return harm, verb


def _to_death(tree: Tree, verb: int) -> bool:
    """ "shot dead", "shot to death", "shot and killed"."""
    behind = tree.low[verb + 1 : verb + 3]
    return behind[:1] == ["dead"] or behind in (["to", "death"], ["and", "killed"], [",", "killed"])
