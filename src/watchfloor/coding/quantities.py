"""Figures of a sentence: the number, what it counts and its part in the event.

Numbers come from `watchfloor.coding.numerals`; the UD tree says which noun they count; the table of roles says which
words make that noun the killed, the deployed, the paid. Persons without a number ("a man was shot dead") count as one.
"""

from __future__ import annotations

import msgspec

from watchfloor.coding.counted_nouns import Count, find_count, item_of, only_names, says_when, unit_of_noun
from watchfloor.coding.figure_roles import read_roles
from watchfloor.coding.lookup import tree_of
from watchfloor.coding.money_and_rates import rate_after
from watchfloor.coding.numerals import Numeral, find_numerals
from watchfloor.coding.role_assignments import HARM, Assignment
from watchfloor.coding.role_choice import choose_role
from watchfloor.coding.single_persons import find_single, may_tell_of_one
from watchfloor.coding.stated_numbers import phrase_counted
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units
from watchfloor.records import Quantity, Sentence

__all__ = ["Figure", "find_figures", "find_quantities"]


class Figure(msgspec.Struct, kw_only=True):
    """A quantity with its words in the tree.

    Attributes:
        quantity: the record, offsets relative to the sentence.
        head: the counted noun, or the number where no noun is said.
        predicate: the word that gives the role, -1 when no role is known.
        implied: True for persons that count as one without a number.
    """

    quantity: Quantity
    head: int
    predicate: int = -1
    implied: bool = False


def find_quantities(sentence: Sentence) -> list[Quantity]:
    """The figures of a sentence as records, in order of the text; see `find_figures`."""
    return [figure.quantity for figure in find_figures(sentence)]


def find_figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence.

    Args:
        sentence: with its tree. Without a tree, numbers are found but no roles.

    Returns:
        Figures in order of the text; a number that cannot be read has ``low`` and ``high`` None and a ``doubt``.
    """
    numerals = find_numerals(sentence.text)
    words = len(sentence.words)
    if not words or len(sentence.heads) != words:
        return [
            Figure(quantity=_quantity(sentence, numeral, unit=numeral.unit), head=-1)
            for numeral in numerals
            if not numeral.year
        ]
    if not numerals and not may_tell_of_one(sentence):
        return []
    tree = tree_of(sentence)
    roles = read_roles(tree)
    figures, counted = _of_numerals(tree, numerals, roles)
    figures += _multiples(tree)
    for node, assigned in roles.items():
        if node not in counted and (single := find_single(tree, node, assigned)):
            figures.append(Figure(quantity=single[0], head=node, predicate=single[1], implied=True))
    figures.sort(key=lambda figure: figure.quantity.start)
    return figures


def _of_numerals(
    tree: Tree, numerals: list[Numeral], roles: dict[int, list[Assignment]]
) -> tuple[list[Figure], set[int]]:
    """The figures of some numbers, and all words that a number takes or counts."""
    figures: list[Figure] = []
    counted: set[int] = set()
    for numeral in numerals:
        count = find_count(tree, numeral)
        if count is None:
            continue
        counted.update((count.node, count.noun), range(count.first, count.last))
        if figure := _figure(tree, count, roles):
            figures.append(figure)
    return figures, counted


def _figure(tree: Tree, count: Count, roles: dict[int, list[Assignment]]) -> Figure | None:
    """The figure of a number, None where it counts nothing."""
    numeral = count.numeral
    unit = _unit_said(tree, count, roles)
    if says_when(tree, count, unit):
        return None
    assigned = choose_role(tree, count, unit, roles)
    noun = count.noun
    if only_names(tree, count, assigned.role if assigned else ""):
        return None
    unit = _unit_counted(tree, count, unit, assigned)
    is_harm = (
        assigned is not None and assigned.word == noun and unit == "persons" and tree.upos[noun] != "NOUN"
    )
    bare = count.alone or is_harm or tree.low[noun] == "shot"
    item, end = ("", numeral.end) if bare else item_of(tree, count)
    if bare and assigned and assigned.node < count.first and not numeral.unit:
        item = phrase_counted(tree, count.first)
    quantity = _quantity(
        tree.sentence,
        numeral,
        unit=unit,
        role=assigned.role if assigned else "",
        item=item,
        rate=numeral.rate or rate_after(tree.sentence.text, end),
    )
    return Figure(quantity=quantity, head=noun, predicate=assigned.word if assigned else -1)


def _quantity(
    sentence: Sentence, numeral: Numeral, *, unit: str, role: str = "", item: str = "", rate: str = ""
) -> Quantity:
    return Quantity(
        low=numeral.low, high=numeral.high, qualifier=numeral.qualifier, unit=unit, role=role, item=item,
        rate=rate or numeral.rate, doubt=numeral.doubt,
        text=sentence.text[numeral.full_start : numeral.full_end], start=numeral.full_start, end=numeral.full_end,
    )  # fmt: skip


def _unit_said(tree: Tree, count: Count, roles: dict[int, list[Assignment]]) -> str:
    """The unit that the number or its noun says."""
    if count.numeral.unit or count.alone:
        return count.numeral.unit
    if tree.low[count.noun] == "shot" and any(one.role == "shot" for one in roles.get(count.noun, ())):
        return "persons"  # "2 shot"
    return unit_of_noun(tree, count.noun)


def _unit_counted(tree: Tree, count: Count, unit: str, assigned: Assignment | None) -> str:
    """The unit, where the role tells what the noun does not: the dead are persons."""
    if assigned is None:
        role, of_persons = "", False
    else:
        role, of_persons = assigned.role, assigned.unit == "persons"
        if role in HARM and not count.numeral.unit and count.last <= assigned.word == count.noun + 1:
            unit = "persons"
    if count.alone and not count.numeral.unit:
        persons = of_persons or role == "casualties" or role in load_units().counting.single_role
        stated = assigned.unit if assigned and assigned.node < count.first else ""
        return "persons" if persons else stated
    if unit == "bodies" or (not unit and of_persons) or (not count.alone and unit in ("deaths", "injuries")):
        return "persons"
    return "persons" if role == "killed" and tree.lemmas[count.noun] == "life" else unit


def _multiples(tree: Tree) -> list[Figure]:
    """ "a triple murder", "the double shooting"."""
    tables = load_units()
    found: list[Figure] = []
    for word, low in enumerate(tree.low[:-1]):
        number = tables.multiples.get(low)
        role = tables.harm.multiplied.get(tree.low[word + 1].rstrip("s")) if number else None
        if role:
            span = tree.sentence.span(word, word + 2)
            quantity = Quantity(
                low=number,
                high=number,
                unit="persons",
                role=role,
                text=span.text,
                start=span.start,
                end=span.end,
            )
            found.append(Figure(quantity=quantity, head=word + 1, predicate=word + 1))
    return found
