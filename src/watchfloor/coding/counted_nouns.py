"""Which noun a number counts, in which unit, and whether it counts at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import msgspec

from watchfloor.coding.numerals import Numeral
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["Count", "find_count", "item_of", "only_names", "says_when", "unit_of_noun"]

_NOUNS = frozenset({"NOUN", "PROPN"})
_COUNTING = frozenset({"nummod", "amod", "det", "compound", "nmod", "advmod", "dep", "flat"})
_FARTHEST = 6  # words between a number and its noun
_TIME_AROUND = re.compile(r"\s*(?:ago|later|earlier|before|since|prior|old|hence)\b", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    r"\b(?:past|last|next|previous|coming|first|final|within|every|another)\s+\Z", re.IGNORECASE
)
_YEAR_BEFORE = frozenset({
    "in", "since", "the", "of", "by", "until", "during", "from", "'s", "’s", "early", "late",
})  # fmt: skip
_DEMONYMS = ("ans", "ians", "ese", "is", "men", "ers", "ish")
_DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "our"})
# These words count only when the sentence gives them a part: "one", "both", "none" are mostly something else.
_WEAK = frozenset({
    "one", "both", "none", "neither", "few", "nobody", "zero", "no one", "a few", "a couple", "a pair", "several",
})  # fmt: skip


class Count(msgspec.Struct):
    """A number in the tree and what it counts.

    Attributes:
        numeral: the number.
        first, last: its words, ``last`` exclusive.
        node: the word that stands for the figure in the tree.
        noun: what is counted, one of the number's words where none is said.
    """

    numeral: Numeral
    first: int
    last: int
    node: int
    noun: int

    @property
    def alone(self) -> bool:
        """Whether no noun is said: "12 were killed"."""
        return self.first <= self.noun < self.last


def find_count(tree: Tree, numeral: Numeral) -> Count | None:
    """The words of a number and the noun that it counts; None for a number that has no word of its own."""
    sentence = tree.sentence
    first = bisect_right(sentence.ends, numeral.start)
    last = bisect_left(sentence.starts, numeral.full_end)
    if first >= last:
        return None
    inside = range(first, last)
    tops = [i for i in inside if tree.heads[i] not in inside] or [last - 1]
    top = next((i for i in reversed(tops) if tree.upos[i] in ("NUM", "NOUN", "SYM", "DET", "ADJ")), tops[-1])
    node, noun = _counted(tree, numeral, top, last)
    return Count(numeral, first, last, node, noun)


def _counted(tree: Tree, numeral: Numeral, top: int, last: int) -> tuple[int, int]:
    """The word that stands for a figure in the tree, and the noun that it counts (the same when none)."""
    noun = _noun_of(tree, top, last)
    if noun is not None:
        return top, noun
    if numeral.unit.isupper() or numeral.unit == "percent":
        return top, top
    if tree.low[last : last + 1] == ["foot"] and tree.lemmas[last + 1 : last + 2] == ["soldier"]:
        return top, last + 1
    head = tree.heads[top]
    near = last <= head < last + _FARTHEST
    if near and tree.relations[top] in _COUNTING and tree.upos[head] in ("NOUN", "PROPN", "ADJ", "PRON"):
        return head, head
    noun = _next_noun(tree, last)
    return (top, top) if noun is None else (noun, noun)


def _noun_of(tree: Tree, top: int, last: int) -> int | None:
    """The noun of "dozens of people", "three of the men"."""
    if tree.low[last : last + 1] != ["of"]:
        return None
    for word in (top, last - 1):
        for kid in tree.kids[word]:
            if kid > last and tree.relations[kid] in ("nmod", "obl", "obj") and tree.preposition(kid) == "of":
                return kid
    head = tree.heads[last]
    return head if head > last else None


def _next_noun(tree: Tree, last: int) -> int | None:
    """The noun right behind a number that the parser hung elsewhere."""
    for word in range(last, min(last + 5, len(tree.low))):
        upos = tree.upos[word]
        goes_on = tree.upos[word + 1 : word + 2] in (["NOUN"], ["PROPN"]) and tree.heads[word] == word + 1
        if upos in _NOUNS and not goes_on:
            return word
        if upos not in ("ADJ", "NOUN", "PROPN") and tree.low[word] not in ("-", "more", "other"):
            return None
    return None


# ---------------------------------------------------------------- units and items


def unit_of_noun(tree: Tree, noun: int) -> str:
    """The unit of a noun: from the table, else its own plural; empty for what is no noun."""
    lemma, low = tree.lemmas[noun], tree.low[noun]
    units = load_units().units
    unit = units.get(lemma) or units.get(low) or (units.get(low[:-1]) if low.endswith("s") else None)
    if unit:
        return unit
    if tree.sentence.words[noun][:1].isupper() and low.endswith(_DEMONYMS):
        return "persons"
    return low if tree.upos[noun] in _NOUNS else ""


def item_of(tree: Tree, count: Count) -> tuple[str, int]:
    """The counted words ("tonnes of rice") and where in the text they end."""
    sentence, noun = tree.sentence, count.noun
    begin = count.last
    while begin < noun and (tree.upos[begin] in ("ADP", "DET", "PUNCT", "PRON") or tree.low[begin] == "more"):
        begin += 1
    begin, final = min(begin, noun), noun
    if tree.lemmas[noun] in load_units().counting.portion:
        for kid in tree.kids[noun]:
            if kid > noun and tree.relations[kid] == "nmod" and tree.preposition(kid) == "of":
                farthest = sentence.subtree(kid)[-1]
                if farthest - noun <= 7:
                    final = farthest
    return sentence.text[sentence.starts[begin] : sentence.ends[final]], sentence.ends[final]


# ---------------------------------------------------------------- numbers that count nothing


def says_when(tree: Tree, count: Count, unit: str) -> bool:
    """Whether a number says when or how long and counts nothing."""
    numeral, noun, text = count.numeral, count.noun, tree.sentence.text
    if numeral.year and (count.alone or not _counts_despite_year(tree, count, unit)):
        return True
    if unit not in load_units().counting.time_unit:
        return False
    return bool(
        _TIME_AROUND.match(text, tree.sentence.ends[noun])
        or _TIME_BEFORE.search(text, max(0, numeral.start - 12), numeral.start)
        or tree.low[noun + 1 : noun + 2] == ["-"]
    )


def _counts_despite_year(tree: Tree, count: Count, unit: str) -> bool:
    """ "2000 troops" against "the 2014 protests" and "in 2014 troops entered"."""
    noun = count.noun
    plural = "Number=Plur" in tree.sentence.feats[noun] or tree.lemmas[noun] in (
        "people",
        "personnel",
        "troop",
    )
    if unit not in load_units().counting.year_like_unit or not plural:
        return False
    if count.first and tree.low[count.first - 1] in _YEAR_BEFORE:
        return count.numeral.full_start < count.numeral.start
    return noun - count.first <= 3


def only_names(tree: Tree, count: Count, role: str) -> bool:
    """Whether a number names or points and does not count: "the two countries", "one day", "none of the injuries"."""
    numeral, noun, first = count.numeral, count.noun, count.first
    if numeral.high == 0 and not count.alone and tree.lemmas[noun] in ("injury", "wound"):
        return True  # "none of the injuries is life-threatening" does not say that nobody was hurt
    weak = tree.sentence.text[numeral.start : numeral.end].lower() in _WEAK
    if weak and (not role or tree.low[noun] in load_units().counting.pointed):
        return True
    if role or (numeral.unit and count.alone):
        return False
    if count.alone:
        return numeral.word or tree.upos[count.node] == "PROPN"
    small = numeral.word and (numeral.low or 99) <= 10
    return small and first > 0 and tree.low[first - 1] in _DEFINITE
