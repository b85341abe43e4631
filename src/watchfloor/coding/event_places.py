"""Where a predicate happened: the place that hangs on it, or on the clause that it shares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from watchfloor.coding.locatives import LOCATIVE, head_of, preposition_of
from watchfloor.coding.lookup import tree_of
from watchfloor.coding.tree import CLAUSE_MARKERS, Tree
from watchfloor.records import Place, Sentence

__all__ = ["event_place"]

_FINENESS = {"facility": 0, "city": 1, "region": 2, "sea": 3, "country": 4}
# A place behind these is where something came from, or a party.
_ELSEWHERE = frozenset({"from", "'s", "’s", "against", "with", "by", "for", ""})
_STEPS = 12  # from a place up to its verb


class _Hung(NamedTuple):
    """A place with the words it hangs on up to and with its verb, its own head first."""

    place: Place
    chain: list[int]
    preposition: str

    def nearness(self, predicate: int) -> tuple[int, int, int, int]:
        """What the places of a predicate are ranked by, the best lowest."""
        return (
            0 if self.preposition in LOCATIVE else 1,
            _FINENESS.get(self.place.kind, 2),
            abs(self.chain[0] - predicate),
            self.place.start,
        )


def event_place(sentence: Sentence, word: int, places: Sequence[Place]) -> Place | None:
    """Where a predicate happened.

    Args:
        sentence: with its tree.
        word: index of the verb or event noun.
        places: of `find_places` for the same sentence.

    Returns:
        The finest place that hangs on the predicate or on the clause that it shares; None when there is none.
    """
    if not places or not 0 <= word < len(sentence.heads):
        return None
    tree = tree_of(sentence)
    hung = [one for place in places if (one := _hung(tree, place)).preposition not in _ELSEWHERE]
    at = word
    for _ in sentence.heads:
        if own := [one for one in hung if at in one.chain]:
            return min(own, key=lambda one: one.nearness(word)).place
        at = _clause_above(tree, at)
        if at < 0:
            break
    return None


def _hung(tree: Tree, place: Place) -> _Hung:
    first = bisect_right(tree.sentence.ends, place.start)
    last = max(first + 1, bisect_left(tree.sentence.starts, place.end))
    word = head_of(tree, first, last)
    preposition = preposition_of(tree, word).partition(" ")[0]
    chain = [word]
    for _ in range(_STEPS):
        word = tree.heads[word]
        if word < 0:
            break
        chain.append(word)
        if tree.upos[word] in ("VERB", "AUX") or _has(tree, word, "nsubj", "cop"):
            break
    # "began shelling in Kursk": the place of the complement is that of the verb above.
    while tree.relations[chain[-1]] == "xcomp" and tree.heads[chain[-1]] >= 0:
        chain.append(tree.heads[chain[-1]])
    return _Hung(place, chain, preposition)


def _clause_above(tree: Tree, word: int) -> int:
    """The word whose place a predicate shares when it has none of its own; -1 when there is none."""
    relation, head = tree.relations[word], tree.heads[word]
    if relation == "parataxis" and tree.is_gerund(word) and not _has(tree, word, "nsubj"):
        return head  # "exploded, killing four"
    if relation in ("ccomp", "parataxis", "csubj"):
        return -1
    if relation == "acl":
        relative = any(tree.low[k] in ("who", "that", "which") for k in tree.kids[word])
        return -1 if relative or _has(tree, word, "nsubj", "aux") else head
    if relation == "advcl" and tree.preposition(word) in CLAUSE_MARKERS:
        return -1
    return head


def _has(tree: Tree, word: int, *relations: str) -> bool:
    return any(tree.relations[k] in relations for k in tree.kids[word])
