"""Figures: numbers, what they count, and their part in the event."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.numerals import find_numerals, read_digits
from watchfloor.coding.quantities import find_figures, find_quantities
from watchfloor.parsing import default_parser
from watchfloor.records import Quantity, Sentence

sys.path.insert(0, str(Path(__file__).parent))
from hard_figures import score


def read(text: str) -> list[Quantity]:
    return find_quantities(default_parser().read([text])[0])


def values(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(n.low, n.high, n.qualifier) for n in find_numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,000 men", (3000, 3000, "exactly")),
        ("three thousand men", (3000, 3000, "exactly")),
        ("two hundred and fifty thousand people", (250_000, 250_000, "exactly")),
        ("1.5 million barrels", (1_500_000, 1_500_000, "exactly")),
        ("two and a half million", (2_500_000, 2_500_000, "exactly")),
        ("half a million", (500_000, 500_000, "exactly")),
        ("a dozen boats", (12, 12, "exactly")),
        ("dozens of boats", (24, 99, "range")),
        ("tens of thousands", (20_000, 99_999, "range")),
        ("tens of trillions", (20e12, 100e12 - 1, "range")),
        ("between 10,000 and 12,000 men", (10_000, 12_000, "range")),
        ("10-12,000 men", (10_000, 12_000, "range")),
        ("1.5 to 2 million tonnes", (1_500_000, 2_000_000, "range")),
        ("two or three boats", (2, 3, "range")),
        ("at least 40 boats", (40, None, "at-least")),
        ("no fewer than 40 boats", (40, None, "at-least")),
        ("more than a dozen boats", (12, None, "more-than")),
        ("as many as 40 boats", (None, 40, "at-most")),
        ("fewer than 40 boats", (None, 40, "less-than")),
        ("some 40 boats", (40, 40, "about")),
        ("nearly 11,000 men", (11_000, 11_000, "about")),
        ("1,000 or more", (1000, None, "at-least")),
        ("no one", (0, 0, "exactly")),
    ],
)
def test_value_of_number(text: str, expected: tuple[float | None, float | None, str]) -> None:
    assert values(text) == [expected]


def test_rising_figure_is_two_numbers_and_no_range() -> None:
    assert values("The toll rose from 5 to 12.") == [(5, 5, "exactly"), (12, 12, "exactly")]


@pytest.mark.parametrize(
    "text",
    [
        "Oct. 18, 2024",
        "13 October 2024",
        "aged 23",
        "the 23-year-old driver",
        "Ward, 61, of Leeds",
        "the 1200 block of Elm Street",
        "call 555-0142",
        "at 9:30 p.m.",
        "an AK-47 and a Su-27",
        "Article 5",
        "a .22-caliber rifle",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["12 Chadian Drivers Freed", "30 Foreign Courtiers", "4 Iraqi Squares"])
def test_noun_that_begins_like_a_street_is_no_address(text: str) -> None:
    assert len(values(text)) == 1


@pytest.mark.parametrize("text", ["5 mıllıon", "ſeven", "5 thouſand", "5\u212a", "12\n, or so"])
def test_letters_that_a_pattern_takes_for_others_are_read(text: str) -> None:
    assert len(values(text)) == 1


def test_digits_with_odd_marks_carry_a_doubt() -> None:
    assert read_digits("3,000,00") == (None, "digits of '3,000,00' are grouped oddly")
    value, doubt = read_digits("9" * 400)
    assert value is None
    assert "400 digits" in doubt
    assert read_digits("3.000")[1]
    assert read_digits("3,000,000") == (3_000_000, "")


def test_money_percent_and_rate() -> None:
    assert [(n.low, n.unit) for n in find_numerals("$1.2bn, €3 million, 500 rubles, 40 percent")] == [
        (1.2e9, "USD"),
        (3e6, "EUR"),
        (500, "RUB"),
        (40, "percent"),
    ]
    assert find_numerals("They fire 5,000 a day.")[0].rate == "per day"


def test_range_in_one_currency() -> None:
    (numeral,) = find_numerals("$5-10 million")
    assert (numeral.low, numeral.high, numeral.unit) == (5e6, 1e7, "USD")


def test_offsets_cover_number_and_qualifier() -> None:
    text = "Officials said at least 40 miners died."
    (quantity,) = read(text)
    assert text[quantity.start : quantity.end] == "at least 40" == quantity.text
    assert quantity.item == "miners"


def test_parts_of_one_sentence_are_kept_apart() -> None:
    found = {(q.role, q.low) for q in read("The attack killed three soldiers and wounded five others.")}
    assert found == {("killed", 3), ("injured", 5)}


def test_single_person_counts_as_one() -> None:
    (figure,) = find_figures(default_parser().read(["A man was shot dead on Friday."])[0])
    assert (figure.quantity.low, figure.quantity.role, figure.implied) == (1, "killed", True)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A woman suffered burns in the blaze.", "injured"),
        ("The guard turned the gun on himself.", "killed"),
    ],
)
def test_single_person_of_a_construction_needs_no_other_word(text: str, role: str) -> None:
    assert [(q.low, q.role) for q in read(text)] == [(1, role)]


def test_remains_are_of_the_dead() -> None:
    assert harm("The remains of three soldiers were found near the river.") == [("killed", 3)]


def test_possible_death_of_one_is_no_figure() -> None:
    assert read("The virus could kill a child.") == []


def test_sentence_without_tree_gives_numbers_only() -> None:
    (quantity,) = find_quantities(Sentence(text="At least 40 died."))
    assert (quantity.low, quantity.role) == (40, "")


@given(st.text(alphabet="0123456789,.-–$%€ kmbn()to orand\n", max_size=80))
def test_no_writing_of_digits_crashes(text: str) -> None:
    for numeral in find_numerals(text):
        assert 0 <= numeral.full_start <= numeral.start < numeral.end <= numeral.full_end <= len(text)
        assert numeral.low is None or numeral.high is None or numeral.low <= numeral.high


def test_hard_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    by_kind, _ = score()
    right, every = (sum(column) for column in zip(*by_kind.values(), strict=True))
    with capsys.disabled():
        print("\nhard figures, times, places:", {kind: f"{r}/{n}" for kind, (r, n) in by_kind.items()})
    assert every >= 150
    assert right / every >= 0.9


def harm(text: str) -> list[tuple[str, float | None]]:
    return [(q.role, q.low) for q in read(text) if q.role in ("killed", "injured", "shot", "casualties")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 dead, 5 injured in explosion at Karst station", [("killed", 1), ("injured", 5)]),
        ("Rockets hit the suburb overnight, leaving three dead and eleven wounded.", [("killed", 3), ("injured", 11)]),
        ("Market blast leaves two dead and nine wounded", [("killed", 2), ("injured", 9)]),
        ("5 Workers Shot, 2 Dead at Quarry", [("shot", 5), ("killed", 2)]),
        ("The crash left two women dead and three others in the hospital.", [("killed", 2), ("injured", 3)]),
        ("Five men returning from a wedding were shot, two fatally.", [("shot", 5), ("killed", 2)]),
        ("The blast that killed one guard and wounded six others began as a quarrel.", [("killed", 1), ("injured", 6)]),
        ("Eleven people were killed and nine wounded in three separate attacks.", [("killed", 11), ("injured", 9)]),
    ],
)  # fmt: skip
def test_harm_told_right_beside_a_number(text: str, expected: list[tuple[str, float]]) -> None:
    assert harm(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police raised the death toll of the market bombing in Karst to 34 on Saturday.", [("killed", 34)]),
        ("The ministry put the number of dead at 14.", [("killed", 14)]),
        ("The army counted some 1,100 casualties, dead and injured taken together.", [("casualties", 1100)]),
        ("Three thousand soldiers were killed or wounded.", [("casualties", 3000)]),
    ],
)
def test_tolls_and_casualties(text: str, expected: list[tuple[str, float]]) -> None:
    assert harm(text) == expected


def test_ages_in_a_list_count_nobody() -> None:
    assert harm("Three other passengers, men aged 17, 22 and 41, were taken to hospital.") == [("injured", 3)]
    assert harm("Two Hurt in Market Fire Including 10-Year-Old Girl") == [("injured", 2)]


def test_who_stands_behind_by_did_it() -> None:
    told = read("A boy is in surgery after he was shot by an 8-year-old relative.")
    assert [q.text for q in told if q.role == "shot"] == ["he"]


def test_none_of_the_injuries_is_grave_says_nothing_of_nobody() -> None:
    assert harm("None of the injuries was life-threatening.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The landslide buried his nephews, 4 and 7, before dawn.",
        "The painters, both 51, were questioned.",
        "Peter Korn Jr., 38 — who was at work — left.",
        "The pupils — 9, 12 and 14, respectively — went home.",
        "A widow of six spoke first.",
    ],
)
def test_ages_and_families_count_nobody(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The storm left seven dead and dozens of injuries.", [("killed", 7), ("injured", 24)]),
        ("The grandmother of eight was shot to death.", [("killed", 1)]),
        ("The gunman was killed, along with two border guards who suffered injuries.", [("killed", 1), ("injured", 2)]),
        ("The raiders gunned down six herders near a well.", [("shot", 6)]),
        ("The guards fatally shot two men in the yard and one on the roof.", [("killed", 2), ("killed", 1)]),
        ("Two hikers lost their way and ended up getting shot.", [("shot", 2)]),
        ("Three of the miners died from their wounds.", [("killed", 3)]),
        ("The dealer shot both clerks before fatally shooting himself.", [("killed", 1), ("shot", 2)]),
        ("He was charged with the killing of two guards in Karst.", [("killed", 2)]),
        ("Two people are dead and one is in the hospital after a raid.", [("killed", 2), ("injured", 1)]),
        ("A fireman remains in critical condition, and the two pilots are stable.", [("injured", 1), ("injured", 2)]),
        ("The oldest of the four is in critical condition.", []),
        ("The sergeant was shot as officers heard a man fire another shot.", [("shot", 1)]),
        ("Two miners were taken to a hospital, where they died.", [("killed", 2)]),
        ("The blast sent six guards to hospital and three others were treated and released.", [("injured", 6), ("injured", 3)]),
        ("Five miners walked into the clinic with shrapnel wounds.", [("injured", 5)]),
    ],
)  # fmt: skip
def test_number_takes_the_lot_of_its_own_noun(text: str, expected: list[tuple[str, float]]) -> None:
    assert harm(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Surgeons could not save the pilot.", [("killed", "the pilot")]),
        ("Medics were unable to revive the guard.", [("killed", "the guard")]),
        ("The boy has been released from the hospital.", [("injured", "The boy")]),
        ("The woman is fighting for her life.", [("injured", "The woman")]),
        ("A 9-year-old suffered a deep wound to the knee.", [("injured", "A 9-year-old")]),
        ("The guard was shot and a fourth died.", [("shot", "The guard"), ("killed", "a fourth")]),
        ("A nurse and a 6-year-old were injured in the blaze.", [("injured", "A nurse"), ("injured", "a 6-year-old")]),
        ("Two officers were placed on leave after Peter Korn was shot and killed.", [("killed", "Peter Korn")]),
        ("According to the county coroner, Otto Lind, Vera Holt, 64, was killed in the raid.", [("killed", "Vera Holt")]),
        ("The father of Ilsa Korn, who was injured in the raid, spoke first.", [("injured", "Ilsa Korn")]),
    ],
)  # fmt: skip
def test_person_without_a_number(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(q.role, q.text) for q in read(text) if q.role] == expected


def test_harm_denied_is_no_harm_unless_only_its_gravity_is() -> None:
    assert harm("Five passengers who were not hurt left the train.") == []
    assert harm("Two guards were not seriously hurt.") == [("injured", 2)]
