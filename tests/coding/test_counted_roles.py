"""Roles of figures that stand apart from what they count, and of those let go, handed over and held."""

from __future__ import annotations

import pytest

from watchfloor.coding.quantities import find_quantities
from watchfloor.parsing import default_parser

Told = list[tuple[str, float | None]]


def told(text: str) -> Told:
    """Role and lower bound of each figure with a role."""
    return [(q.role, q.low) for q in find_quantities(default_parser().read([text])[0]) if q.role]


@pytest.mark.parametrize(
    ("text", "role", "number", "item"),
    [
        ("The police put the number of detainees at 21.", "arrested", 21, "detainees"),
        ("The number of people arrested rose to 52.", "arrested", 52, "people arrested"),
        ("The number of arrests has climbed to 260.", "arrested", 260, "arrests"),
        ("A union gave the number of detained protesters as 310.", "arrested", 310, "detained protesters"),
        ("The agency puts the number of displaced at 40,000.", "displaced", 40_000, "displaced"),
        ("The navy put the number of its sailors captured at 14.", "captured", 14, "sailors captured"),
        ("The number of homes destroyed stands at 400.", "destroyed", 400, "homes destroyed"),
    ],
)
def test_a_number_given_for_a_phrase_has_the_role_of_its_words(
    text: str, role: str, number: float, item: str
) -> None:
    [quantity] = [q for q in find_quantities(default_parser().read([text])[0]) if q.role]
    assert (quantity.role, quantity.low, quantity.item) == (role, number, item)


@pytest.mark.parametrize(
    "text",
    [
        "The number of visitors rose to 52.",
        "The number of seats is 120.",
        "He was number 14 of 30 on the list.",
    ],
)
def test_a_number_of_what_nothing_befell_has_no_role(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine sailors, one fewer than had been promised, were handed over on Friday.", [("released", 9)]),
        ("The junta freed 30 prisoners, fewer than it had pledged.", [("released", 30)]),
        ("Ten workers, more than had been arrested in May, were hurt.", [("injured", 10)]),
        ("The rebels handed over 12 sailors to the Red Cross.", [("released", 12)]),
        ("The rebels pledged to hand over about 20 prisoners.", [("released", 20)]),
        ("The rebels returned 12 captured soldiers.", [("released", 12)]),
        ("Twelve refugees returned home.", [("crossed", 12)]),
        ("Villagers handed over two suspects to the police.", [("sent", 2)]),
        ("The army handed over 12 tanks to the police.", [("sent", 12)]),
    ],
)
def test_those_let_go(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corvia returned the bodies of six fighters.", [("bodies returned", 6)]),
        ("The bodies of 28 sailors were handed over at the bridge.", [("bodies returned", 28)]),
        ("The rebels freed nine teachers and the bodies of two others.", [("released", 9), ("bodies returned", 2)]),
        ("The bodies of 12 miners were found on Sunday.", [("killed", 12)]),
        ("The clinic received 14 bodies after the strike.", [("killed", 14)]),
    ],
)  # fmt: skip
def test_the_dead_who_are_handed_over_are_no_new_toll(text: str, expected: Told) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty suspects, most of them sailors, have been detained since Sunday, up from 21.", [("arrested", 40)]),
        ("Nine people were taken into custody after the raid.", [("arrested", 9)]),
        ("Three dockers remain in custody.", [("arrested", 3)]),
        ("Twelve dockers died in custody.", [("killed", 12)]),
    ],
)  # fmt: skip
def test_those_held(text: str, expected: Told) -> None:
    assert told(text) == expected
