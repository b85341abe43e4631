"""The role of one figure, among those that the words of its sentence give: what stands right beside it goes first."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from watchfloor.coding.counted_nouns import Count
from watchfloor.coding.figure_phrases import both_harms_beside, harm_beside, toll_before
from watchfloor.coding.role_assignments import BODIES_RETURNED, HARM, Assignment
from watchfloor.coding.stated_numbers import stated_role
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["choose_role", "is_denied", "is_doer"]

_SURE = 6  # weight of what the words beside a figure say
# Read as the counted noun where none is said: "two dead".
_HARM_NOUNS = frozenset({"dead", "wounded", "injured", "hurt", "killed", "shot", "others"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
# "Not seriously hurt", "did not suffer life-threatening wounds": hurt all the same.
_GRAVELY = frozenset({
    "seriously", "critically", "gravely", "badly", "severely", "fatally", "mortally", "serious", "critical", "grave",
    "major", "life", "threatening", "life-threatening",
})  # fmt: skip
_OPENS_OBJECT = frozenset({"DET", "NUM", "PRON", "NOUN", "PROPN"})


def choose_role(tree: Tree, count: Count, unit: str, roles: dict[int, list[Assignment]]) -> Assignment | None:
    """The role of a figure, None when it has none.

    Args:
        tree: of the sentence.
        count: the number; its noun is moved back where that was the word of harm ("two dead and nine wounded").
        unit: of the figure.
        roles: of all nouns; a noun that turns out to do the harm ("shot by two men") loses its roles.
    """
    if not count.numeral.unit and is_doer(tree, count.first, roles.get(count.noun, [])):
        roles.pop(count.noun, None)
    for one in roles.get(count.noun, ()):
        if one.role == BODIES_RETURNED:
            return one  # whatever killed them did so before
    chosen = _said_by_noun(tree, count, unit) or _beside(tree, count, unit)
    if chosen is None:
        chosen = _most_telling(tree, count, unit, roles)
    elif count.last <= chosen.word <= count.noun and tree.low[chosen.word] != "injuries":
        count.noun = chosen.word - 1
    if chosen and chosen.role in HARM and is_denied(tree, chosen.word):
        return None
    if chosen and _is_circumstance(tree, count, chosen):
        chosen = None
    chosen = chosen or _verb_before(tree, count) or _participle_behind(tree, count.noun, unit)
    if chosen is None and count.alone and (harm := toll_before(tree.sentence.text, count.numeral.full_start)):
        chosen = Assignment(node=count.node, role=harm, unit="persons", word=count.node, weight=2)
    if chosen is None and count.alone and not count.numeral.unit:
        chosen = stated_role(tree, count)
    if chosen and chosen.role in ("killed", "injured") and both_harms_beside(tree, chosen.word):
        return msgspec.structs.replace(chosen, role="casualties")
    return chosen


def is_doer(tree: Tree, first: int, assigned: list[Assignment]) -> bool:
    """ "shot by a guard", "killed by two men": who stands behind "by" did it.

    Args:
        tree: of the sentence.
        first: the first word of the noun phrase.
        assigned: the roles that the noun has.
    """
    return first > 0 and tree.low[first - 1] == "by" and all(one.role in HARM for one in assigned)


def is_denied(tree: Tree, word: int) -> bool:
    """ "Three guards were not hurt"; not so "did not survive", "not only killed", "could not be saved"."""
    if tree.lemmas[word] in load_units().harm.keeping or tree.upos[word] not in ("VERB", "ADJ"):
        return False
    for kid in tree.kids[word]:
        if kid < word and tree.low[kid] in _NOT and tree.low[kid + 1 : kid + 2] != ["only"]:
            return _GRAVELY.isdisjoint(tree.low[kid : word + 3])
    return False


# ---------------------------------------------------------------- beside the figure


def _said_by_noun(tree: Tree, count: Count, unit: str) -> Assignment | None:
    """ "1,100 casualties, dead and injured together", "dozens of injuries": the noun says it, whatever stands beside it."""
    noun = count.noun
    if tree.lemmas[noun] == "casualty" and tree.low[noun] != "casualty":
        return Assignment(node=noun, role="casualties", unit="persons", word=noun, weight=_SURE)
    if unit == "injuries" and tree.low[noun] == "injuries" and not tree.preposition(count.node):
        return Assignment(node=noun, role="injured", unit="", word=noun, weight=_SURE)
    return None


def _beside(tree: Tree, count: Count, unit: str) -> Assignment | None:
    """The harm that the words right beside a count of people tell of."""
    low, noun, last = tree.low, count.noun, count.last
    at_once = last < len(low) and low[last] in load_units().harm.state  # "nine wounded in two attacks"
    of_harm = low[noun] in _HARM_NOUNS
    bare = of_harm or (noun < last and unit in ("", "deaths", "injuries"))
    if unit != "persons" and not at_once and not bare:
        return None
    # "Three of the men died": what stands behind the men.
    partitive = low[last : last + 1] == ["of"] and noun > last
    harm = harm_beside(tree, count.first, noun + 1 if partitive else last, last - 1 if at_once else noun)
    if harm is None or _says_of_one(tree, count, harm[1]) or (partitive and not _is_predicate(tree, harm[1])):
        return None
    return Assignment(node=noun, role=harm[0], unit="persons", word=harm[1], weight=_SURE)


def _is_predicate(tree: Tree, word: int) -> bool:
    """ "Three of the men died", "were shot"; not so "one of the five people hospitalized after the fire"."""
    return tree.low[word] in ("died", "dies") or any(
        tree.relations[k] in ("aux", "cop") for k in tree.kids[word]
    )


def _says_of_one(tree: Tree, count: Count, word: int) -> bool:
    """ "The youngest of the three is in critical condition": not the three."""
    singular = not {"is", "was", "has"}.isdisjoint(tree.low[count.last : word])
    return singular and (count.numeral.low or 1) > 1 and tree.preposition(count.noun) == "of"


# ---------------------------------------------------------------- by the tree


def _most_telling(
    tree: Tree, count: Count, unit: str, roles: dict[int, list[Assignment]]
) -> Assignment | None:
    """The role that a figure has by its noun, its number, or the partitive above it; the most telling wins."""
    node, noun = count.node, count.noun
    counting = load_units().counting
    candidates: list[Assignment] = []
    for word in {node, noun, *range(count.first, count.last)}:
        candidates.extend(roles.get(word, ()))
    # A figure may stand inside of the noun that has the role: "a group of 12 people was captured".
    head = tree.heads[node]
    inside = head >= 0 and tree.relations[node] == "nmod" and tree.preposition(node) == "of"
    if inside and tree.lemmas[head] in counting.collective:
        candidates.extend(roles.get(head, ()))
    persons = not unit or unit in counting.harmed_unit
    fitting = [c for c in candidates if not c.unit or c.unit == unit or (c.unit == "persons" and persons)]
    # "seven of the wounded died": what befell the seven, not what the wounded are.
    partitive = node != noun and tree.low[count.last : count.last + 1] == ["of"]

    def telling(one: Assignment) -> tuple[bool, int, bool, int]:
        of_part = partitive and one.node != noun
        return of_part, one.weight, one.unit == unit and bool(unit), -abs(one.word - noun)

    return max(fitting, key=telling, default=None)


def _is_circumstance(tree: Tree, count: Count, chosen: Assignment) -> bool:
    """ "nine wounded in three attacks": that in which they were harmed."""
    return (
        chosen.role in HARM
        and not count.alone
        and tree.preposition(count.noun) in ("in", "during", "at")
        and load_units().units.get(tree.lemmas[count.noun]) != "persons"
    )


# ---------------------------------------------------------------- where the tree lost the figure


def _verb_before(tree: Tree, count: Count) -> Assignment | None:
    """ "The collapse injured at least 20 workers": the verb right before a figure that the tree lost."""
    before = bisect_right(tree.sentence.ends, count.numeral.full_start) - 1
    if before < 0 or tree.upos[before] not in ("VERB", "ADJ", "NOUN"):
        return None
    tables = load_units()
    verb = tables.forms.get(tree.low[before])
    for role in tables.roles.get((verb, "verb"), ()) if verb else ():
        if role.slot == "object" and role.unit == "persons":
            return Assignment(node=count.node, role=role.role, unit=role.unit, word=before, weight=1)
    return None


def _participle_behind(tree: Tree, noun: int, unit: str) -> Assignment | None:
    """ "2 officers injured in raid": the participle right behind a figure that the tree lost."""
    behind = noun + 1
    if unit not in ("persons", "") or behind >= len(tree.low):
        return None
    if not _OPENS_OBJECT.isdisjoint(tree.upos[behind + 1 : behind + 2]):
        return None  # "five officers injured a man"
    table, low = load_units().roles, tree.low[behind]
    roles = table.get((low, "adj"), ()) or (table["shoot", "verb"] if low == "shot" else ())
    for role in roles:
        if role.unit in ("persons", ""):
            return Assignment(node=noun, role=role.role, unit=role.unit, word=behind, weight=1)
    return None
