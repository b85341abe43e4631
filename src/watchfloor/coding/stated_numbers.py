"""Numbers given for what a phrase before them names: "put the number of detainees at 21", "the number of homes burned rose to 40"."""

from __future__ import annotations

from watchfloor.coding.counted_nouns import Count, unit_of_noun
from watchfloor.coding.role_assignments import Assignment
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import Role, load_units

__all__ = ["phrase_counted", "stated_role"]

_NUMBERS = frozenset({"number", "total", "count", "tally", "figure"})
_LINKS = frozenset({"at", "to", "as", "is", "was", "are", "were", "of", "reached", "passed", "topped", "hit"})
_ENDS = frozenset({";", ":", ".", "and", "but", "while"})
_OPENS = frozenset({"the", "those", "these", "its", "their", "all", "who", "that", "were", "had", "been"})
_FARTHEST = 16  # words between "the number of" and the number


def stated_role(tree: Tree, count: Count) -> Assignment | None:
    """The role of a bare number by the phrase that it is given for.

    Args:
        tree: of the sentence.
        count: a number without a noun of its own.

    Returns:
        Its node is the noun of the phrase; None where no phrase before the number names what it counts.
    """
    phrase = _phrase(tree, count.first)
    for word in reversed(phrase):
        for role in _roles_of(tree, word):
            unit = next((u for w in phrase if w != word and (u := unit_of_noun(tree, w))), role.unit)
            if not role.unit or unit == role.unit:
                node = next((w for w in reversed(phrase) if tree.upos[w] in ("NOUN", "PROPN")), word)
                return Assignment(node=node, role=role.role, unit=unit, word=word, weight=1)
    return None


def phrase_counted(tree: Tree, first: int) -> str:
    """The words of that phrase ("people arrested"), empty where there is none."""
    phrase = _phrase(tree, first)
    return tree.sentence.span(phrase[0], phrase[-1] + 1).text if phrase else ""


def _phrase(tree: Tree, first: int) -> list[int]:
    """The words behind "the number of" that say what is counted, from the first noun or participle to the link."""
    if not first or tree.low[first - 1] not in _LINKS:
        return []
    for start in range(first - 2, max(0, first - _FARTHEST), -1):
        if tree.low[start] in _ENDS or tree.upos[start] == "NUM":
            return []
        if tree.low[start] in _NUMBERS and tree.low[start + 1] == "of":
            return _until_link(tree, start + 2, first)
    return []


def _until_link(tree: Tree, start: int, first: int) -> list[int]:
    """Words from ``start`` up to the verb or preposition that leads on to the number."""
    while start < first and tree.low[start] in _OPENS:
        start += 1
    found: list[int] = []
    for word in range(start, first):
        leads_on = tree.upos[word] in ("ADP", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ")
        if leads_on or (tree.upos[word] == "VERB" and not _roles_of(tree, word)):
            break
        found.append(word)
    return found


def _roles_of(tree: Tree, word: int) -> list[Role]:
    """What a noun, adjective or participle makes of those counted."""
    tables, low = load_units(), tree.low[word]
    found = list(tables.roles.get((low, "adj"), ()))
    if tree.upos[word] in ("NOUN", "PROPN"):
        nouns = tables.roles.get((tree.lemmas[word], "noun"), ())
        return found + [role for role in nouns if role.slot in ("self", "of")]
    verb = tables.forms.get(low) or (tree.lemmas[word] if tree.upos[word] in ("VERB", "ADJ") else "")
    if low != verb and not low.endswith("ing"):
        found += [role for role in tables.roles.get((verb, "verb"), ()) if role.slot == "object"]
    return found
