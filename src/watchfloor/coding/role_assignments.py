"""A role that a word of a sentence gives to a noun, and to the nouns that share the noun's lot."""

from __future__ import annotations

import msgspec

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["BODIES_RETURNED", "HARM", "NOMINAL", "Assignment", "assign", "with_sharers"]

HARM = ("killed", "injured", "shot", "casualties")
"""The roles of persons that came to harm."""
BODIES_RETURNED = "bodies returned"
"""The role of the dead who are handed over: they were killed, and counted, before."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
"""Parts of speech of words that can stand for what is counted."""


class Assignment(msgspec.Struct, frozen=True):
    """A role that a word gives to a noun.

    Attributes:
        node: the noun (or number, pronoun, name) in the tree.
        role: from the table.
        unit: the unit that the figure must have for it, empty for any.
        word: the word that gives the role.
        weight: the higher, the closer and the more telling; decides between several for one noun.
    """

    node: int
    role: str
    unit: str
    word: int
    weight: int


def assign(tree: Tree, nodes: list[int], role: str, word: int, weight: int) -> list[Assignment]:
    """A role of persons for some nouns and those that share their lot."""
    return [
        Assignment(node=one, role=role, unit="persons", word=word, weight=weight)
        for node in nodes
        for one in with_sharers(tree, node)
    ]


def with_sharers(tree: Tree, node: int) -> list[int]:
    """A noun, those coordinated with it, what stands in apposition to it, and what a total or a body is of."""
    nodes = tree.conjuncts(node)
    for one in list(nodes):
        for kid in tree.kids[one]:
            relation = tree.relations[kid]
            if relation == "conj" and tree.low[kid] == "old" and "year" in tree.low[max(0, kid - 3) : kid]:
                nodes.append(kid)  # "a girl and a 3-year-old", which parsers call an adjective
            if (_is_apposition(tree, one, kid) and _has_no_participle(tree, kid)) or (
                relation == "nmod" and _is_whole(tree.lemmas[one]) and tree.preposition(kid) == "of"
            ):
                nodes.extend(tree.conjuncts(kid))
    return nodes


def _is_apposition(tree: Tree, noun: int, kid: int) -> bool:
    """Whether a word is called an apposition, or is one to "all" and the like: "all of the crew, two men"."""
    if ";" in tree.low[noun:kid] and tree.upos[noun] == "NUM":
        return False  # "Nine dead in storm; ferry adrift"
    bare = tree.relations[kid] == "nmod" and kid > noun and not tree.preposition(kid)
    return tree.relations[kid] == "appos" or (
        bare
        and tree.upos[kid] == "NOUN"
        and tree.upos[noun] in ("DET", "NUM", "PRON")
        and "," in tree.low[noun:kid]
    )


def _has_no_participle(tree: Tree, apposition: int) -> bool:
    """Whether a noun is a true apposition, and not one as in "boy killed, brother wounded"."""
    return tree.upos[apposition] in NOMINAL and not any(
        k > apposition and tree.relations[k] in ("acl", "amod") for k in tree.kids[apposition]
    )


def _is_whole(lemma: str) -> bool:
    """ "A total of 12", "the bodies of two women"."""
    tables = load_units()
    return lemma in tables.counting.total or lemma in tables.harm.body
