"""Which figures are set against one another: the same people, time and place, whole against whole."""

from __future__ import annotations

import pytest

from watchfloor.fusing import fuse
from watchfloor.fusing.comparing import is_part, kind_of_people
from watchfloor.records import Claim, Contest, Document, Quantity

from .made import article, city, claim, figure, speaker


def paper(name: str, day: str, *sentences: str) -> Document:
    document = article(name, day)
    document.text = "\n".join(sentences)
    return document


def told(
    document: Document,
    sentence: str,
    number: str,
    value: float,
    item: str,
    who: str,
    role: str = "killed",
    qualifier: str = "exactly",
    **more: object,
) -> Claim:
    """A claim that gives one figure, with its offsets in the document."""
    start = document.text.index(sentence)
    counted = figure(value, None if qualifier == "at-least" else value, role, item, qualifier)
    counted.start = start + sentence.index(number)
    counted.end, counted.text = counted.start + len(number), number
    return claim(
        document, "", "", [], [], sentence, start=start, quantities=[counted], speakers=[speaker(who)], **more
    )


def contests(claims: list[Claim], documents: list[Document]) -> list[Contest]:
    return [c for event in fuse(claims, documents, []) for c in event.contested]


def values(contest: Contest) -> list[float]:
    return [held.value[0] for held in contest.holdings]


@pytest.mark.parametrize(
    ("before", "number", "behind"),
    [
        ("The blast killed 19 people, including ", "five", " pupils."),
        ("Nineteen people, among them ", "five", " pupils, were killed."),
        ("Nineteen people were killed, ", "five", " of them pupils."),
        ("The union said ", "three", " young singers who had come for a concert were among the dead."),
        ("Among those killed were ", "four", " children."),
        ("", "Three", " singers among ten killed in raid"),
    ],
)
def test_a_part_of_the_victims(before: str, number: str, behind: str) -> None:
    document = paper("a", "2031-03-04", f"{before}{number}{behind}")
    assert is_part(*_only(told(document, document.text, number, 3, "", "COR")))


@pytest.mark.parametrize(
    ("before", "number", "behind"),
    [
        ("The blast killed two pupils, including a boy, and ", "14", " people were hurt."),
        ("The navy said ", "23", " of its sailors had been killed."),
        ("The force lost 4,700 men, ", "600", " of them killed."),
        ("", "Twelve", " people died and singers were among them."),
    ],
)
def test_no_part_of_the_victims(before: str, number: str, behind: str) -> None:
    document = paper("a", "2031-03-04", f"{before}{number}{behind}")
    assert not is_part(*_only(told(document, document.text, number, 3, "", "COR")))


def _only(one: Claim) -> tuple[Claim, Quantity]:
    return one, one.quantities[0]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("people", ""),
        ("civilians", ""),
        ("people arrested", ""),
        ("Ukrainians", ""),
        ("Belmark soldiers", "forces"),
        ("policemen", "forces"),
        ("militants and their leaders", "irregular"),
        ("allied fighters", "fighters"),
        ("young players", "players"),
        ("volunteers of the relief corps", "volunteers"),
    ],
)
def test_kind_of_people(item: str, kind: str) -> None:
    assert kind_of_people(item) == kind


def test_two_speakers_of_one_article_with_two_figures_disagree_even_with_an_open_end() -> None:
    first, second = "A raid near Velm killed at least 40 people.", "The governor gave a toll of 49."
    day = paper("a", "2031-03-04", first, second)
    found = contests(
        [
            told(day, first, "at least 40", 40, "people", "COR", qualifier="at-least"),
            told(day, second, "49", 49, "", "DUN"),
        ],
        [day],
    )
    assert [(c.kind, values(c)) for c in found] == [("disagreement", [40, 49])]


def test_words_of_growing_make_a_progression_of_one_days_figures() -> None:
    first, second = "A raid near Velm killed 10 people.", "By evening the toll had risen to 14."
    day = paper("a", "2031-03-04", first, second)
    found = contests(
        [told(day, first, "10", 10, "people", "COR"), told(day, second, "14", 14, "", "DUN")], [day]
    )
    assert [(c.kind, values(c)) for c in found] == [("progression", [10, 14])]


def test_one_days_figures_that_may_all_hold_are_no_contest() -> None:
    first, second = "A raid near Velm killed dozens of people.", "The raid killed 40 people."
    day = paper("a", "2031-03-04", first, second)
    vague = told(day, first, "dozens", 24, "people", "COR", qualifier="range")
    vague.quantities[0].high = 99
    assert not contests([vague, told(day, second, "40", 40, "people", "DUN")], [day])


def test_attackers_do_not_contest_the_soldiers_they_fell_among() -> None:
    own, foes = (
        "Belmark lost 23 Ukrainian soldiers.",
        "The army said 40 militants were killed in the assault.",
    )
    other = "The foe said 58 Ukrainian soldiers had died."
    day = paper("a", "2031-03-04", own, foes, other)
    found = contests(
        [
            told(day, own, "23", 23, "Ukrainian soldiers", "COR"),
            told(day, foes, "40", 40, "militants", "COR"),
            told(day, other, "58", 58, "Ukrainian soldiers", "DUN"),
        ],
        [day],
    )
    assert [values(c) for c in found] == [[23, 58]]


def test_the_dead_of_years_and_of_another_day_contest_no_days_dead() -> None:
    own, years = (
        "A raid on Friday killed 23 Ukrainian soldiers.",
        "Raids killed hundreds of Ukrainian soldiers since 2021.",
    )
    later = "An ambush killed seven Ukrainian soldiers."
    days = [paper("a", "2031-03-04", own, years), paper("b", "2031-03-14", later)]
    found = contests(
        [
            told(days[0], own, "23", 23, "Ukrainian soldiers", "COR", day="2031-03-03"),
            told(days[0], years, "hundreds", 200, "Ukrainian soldiers", "DUN"),
            told(days[1], later, "seven", 7, "Ukrainian soldiers", "EST", day="2031-03-13"),
        ],
        days,
    )  # fmt: skip
    assert found == []


def test_a_superlative_over_years_counts_a_single_day() -> None:
    first = "Thirty people died in the worst raid near Velm since 2021."
    second = "A doctor counted 44 dead near Velm."
    day = paper("a", "2031-03-04", first, second)
    found = contests(
        [told(day, first, "Thirty", 30, "people", "COR"), told(day, second, "44", 44, "", "DUN")], [day]
    )
    assert [values(c) for c in found] == [[30, 44]]


def test_a_few_of_one_trade_elsewhere_do_not_contest_the_dead_of_a_city() -> None:
    first, second = (
        "More than 900 civilians were killed near Velm.",
        "Five volunteers of the corps were killed near Velm.",
    )
    day = paper("a", "2031-03-04", first, second)
    found = contests(
        [told(day, first, "900", 900, "civilians", "COR"), told(day, second, "Five", 5, "volunteers", "DUN")],
        [day],
    )  # fmt: skip
    assert found == []


def test_two_cities_far_apart_have_two_tolls() -> None:
    first, second = "A raid killed 12 people near Velm.", "A raid killed 30 people near Velm."
    days = [paper("a", "2031-03-04", first), paper("b", "2031-03-04", second)]
    here, there = city("Velm", "COR"), city("Harn", "COR")
    here.latitude, here.longitude, there.latitude, there.longitude = 10.0, 10.0, 14.0, 10.0
    found = contests(
        [
            told(days[0], first, "12", 12, "people", "COR", place=here),
            told(days[1], second, "30", 30, "people", "DUN", place=there),
        ],
        days,
    )
    assert found == []


def test_those_arrested_are_one_count_whatever_noun_names_them() -> None:
    first, second = "Police said 14 people were arrested.", "A source put the number of detainees at 13."
    later = "About 30 suspects have been detained, up from 14."
    days = [paper("a", "2031-03-04", first, second), paper("b", "2031-03-06", later)]
    claims = [
        told(days[0], first, "14", 14, "people", "COR", role="arrested"),
        told(days[0], second, "13", 13, "detainees", "DUN", role="arrested"),
        told(days[1], later, "30", 30, "suspects", "EST", role="arrested"),
    ]
    assert [(c.kind, values(c)) for c in contests(claims, days)] == [("disagreement", [14, 13, 30])]
    assert [(c.kind, values(c)) for c in contests([claims[0], claims[2]], days)] == [
        ("progression", [14, 30])
    ]


def test_promised_and_handed_over_are_seen_beside_each_other() -> None:
    first, second = (
        "Ruland promised to free 11 Ukrainian soldiers.",
        "Ten Ukrainian soldiers were swapped on Monday.",
    )
    days = [paper("a", "2031-03-04", first), paper("b", "2031-03-14", second)]
    found = contests(
        [
            told(days[0], first, "11", 11, "Ukrainian soldiers", "COR", role="released"),
            told(days[1], second, "Ten", 10, "Ukrainian soldiers", "DUN", role="exchanged", day="2031-03-13"),
        ],
        days,
    )  # fmt: skip
    assert [(c.name, values(c)) for c in found] == [("figure:released", [11, 10])]


def test_those_who_flee_are_no_force_and_a_bare_count_follows_the_sentence_before() -> None:
    first, second = (
        "The agency said 1,900 Ukrainians had crossed the river.",
        "The mayor put the figure at 1,150.",
    )
    day = paper("a", "2031-03-04", first, second)
    bare = told(day, second, "1,150", 1150, "", "DUN", role="")
    bare.quantities[0].unit = ""
    found = contests([told(day, first, "1,900", 1900, "Ukrainians", "COR", role="crossed"), bare], [day])
    assert [(c.name, values(c)) for c in found] == [("figure:crossed", [1900, 1150])]
