"""Whether a name in a sentence says where something is: its entity, its preposition, and what it hangs on."""

from __future__ import annotations

from enum import IntEnum

from watchfloor.coding.place_names import PlaceName
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.place_words import load_place_words
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["LOCATIVE", "Sureness", "head_of", "how_sure", "preposition_of"]

# What stands behind these is where something is.
LOCATIVE = frozenset({
    "in", "near", "outside", "around", "across", "throughout", "inside", "at", "within", "off", "along",
    "through", "over", "above", "amid", "between", "beyond", "under", "south", "north", "east", "west",
})  # fmt: skip
_LOCATIVE_PAIRS = frozenset({"out of", "close to", "next to"})
# Behind these a country or capital is a government: "between Moscow and Pyongyang" is nowhere.
_BETWEEN = frozenset({
    "between", "amid", "beyond", "over", "under", "above", "off", "against", "toward", "towards", "on", "along",
    "via", "at",
})  # fmt: skip
_GOAL = frozenset({"to", "from", "into", "toward", "towards", "onto", "via", "on"})
_ALWAYS_GOAL = frozenset({"into", "onto", "on", "via"})
_POSSESSIVE = frozenset({"'s", "’s"})


class Sureness(IntEnum):
    """How surely a name stands for where something is."""

    NO_PLACE = 0
    PLACE = 1
    """Of a place, but nothing says that something is there."""
    LOCATIVE = 2


def how_sure(tree: Tree, name: PlaceName, politic: bool) -> Sureness:
    """How surely a name stands for where something is.

    Args:
        tree: of its sentence.
        name: with its places.
        politic: of a country or capital, which stands for its government as well.
    """
    label, whole = _entity(tree, name)
    by_label = Sureness.PLACE if label == "LOC" else Sureness.NO_PLACE
    if not whole and label in ("PER", "ORG", "MISC"):
        return Sureness.NO_PLACE
    if not by_label:
        if name.last == name.first + 1 and tree.upos[name.first] != "PROPN":
            return Sureness.NO_PLACE
        if name.last < len(tree.low) and tree.low[name.last] in ("'s", "’s", "'"):
            return Sureness.NO_PLACE
    head = head_of(tree, name.first, name.last)
    preposition = preposition_of(tree, head)
    if preposition in _POSSESSIVE:
        return Sureness.NO_PLACE if name.countries_only else by_label
    first = preposition.partition(" ")[0]
    if politic and first in _BETWEEN:
        return by_label
    if first in LOCATIVE or preposition in _LOCATIVE_PAIRS:
        return Sureness.NO_PLACE if label == "PER" and first == "at" else Sureness.LOCATIVE
    if label in ("PER", "ORG"):
        return Sureness.NO_PLACE
    if first in _GOAL and (by_label or name.entries[0].kind != "city"):
        return Sureness.LOCATIVE if _moves(tree, head, first) else Sureness.PLACE
    above = tree.heads[head]
    if first == "of" and above >= 0 and tree.lemmas[above] in load_place_words().parts:
        return Sureness.LOCATIVE
    return by_label


def _entity(tree: Tree, name: PlaceName) -> tuple[str, bool]:
    """The label of the entity that a name is in, and whether it is all of it but for words that go with places."""
    label, whole = "", True
    for entity in tree.sentence.entities:
        if entity.first < name.last and name.first < entity.last:
            label = entity.label
            others = (i for i in range(entity.first, entity.last) if not name.first <= i < name.last)
            whole = all(_goes_with_places(tree.low[i]) for i in others)
    return label, whole


def _goes_with_places(word: str) -> bool:
    words = load_place_words()
    return word in words.surroundings or word in words.directions or word in (",", "the")


def _moves(tree: Tree, head: int, preposition: str) -> bool:
    """ "shipped to Vladivostok": the goal of a moving is where it ends; "according to", "aid to", "sold to" are not."""
    if preposition in _ALWAYS_GOAL:
        return True
    above = tree.heads[head]
    if above < 0 or tree.relations[head] not in ("obl", "conj", "nmod", "compound"):
        return False
    words, lemma = load_place_words(), tree.lemmas[above]
    if lemma in words.journeys or (tree.upos[above] == "VERB" and lemma in words.moving):
        return True
    if tree.upos[above] != "VERB" or lemma not in words.carrying:
        return False
    units = load_units().units
    carried = tree.arguments(above).object
    return any(units.get(tree.lemmas[k]) == "persons" or tree.upos[k] == "PROPN" for k in carried)


def head_of(tree: Tree, first: int, last: int) -> int:
    """The last word of a span whose head is outside it."""
    tops = [i for i in range(first, last) if not first <= tree.sentence.heads[i] < last]
    return tops[-1] if tops else last - 1


def preposition_of(tree: Tree, word: int) -> str:
    """The preposition that a name stands behind, through "Kursk region", "the city of Kursk", coordination.

    Args:
        tree: of the sentence.
        word: head of the name.

    Returns:
        The preposition in lower case, ``'s`` for a possessor, empty for none.
    """
    surroundings = load_place_words().surroundings
    for _ in range(4):
        found = tree.preposition(word)
        if found:
            return found
        if any(tree.relations[k] == "case" and k > word for k in tree.kids[word]):
            return "'s"
        above, relation = tree.heads[word], tree.relations[word]
        if above < 0:
            break
        beside = relation in ("compound", "nmod", "amod") and tree.lemmas[above] in surroundings
        if not beside and relation not in ("conj", "flat", "appos", "list"):
            break
        word = above
    return ""
