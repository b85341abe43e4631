"""What an article says of its own incident: victims under several descriptions, sums, other cases left out."""

from __future__ import annotations

from datetime import date

import pytest

from watchfloor.fusing.casualties import Report, ReportSentence, read_article
from watchfloor.fusing.figures import IncidentFigures, figures_of_incident
from watchfloor.fusing.victims import describe
from watchfloor.records import Interval, Quantity

DAY = date(2031, 5, 10)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12}


def sentence(text: str, *told: tuple[str, str], position: int = 0, title: bool = False) -> ReportSentence:
    """A sentence with its figures, each as the words in the text and a role; a number is followed by its noun."""
    quantities = []
    at = 0
    for words, role in told:
        at = text.index(words, at)
        first, _, rest = words.partition(" ")
        number = NUMBERS.get(first.lower())
        counted = words if number is None else first
        quantities.append(
            Quantity(
                low=number or 1, high=number or 1, unit="persons", role=role,
                item=words if number is None else rest, text=counted, start=at, end=at + len(counted),
            )
        )  # fmt: skip
        at += len(counted)
    return ReportSentence(quantities=quantities, text=text, position=position, title=title)


def incident(*sentences: ReportSentence) -> IncidentFigures:
    return figures_of_incident([Report(day=DAY, sentences=list(sentences))])


def test_one_person_under_several_descriptions_counts_once_and_moves_to_the_dead() -> None:
    article = Report(
        day=DAY,
        sentences=[
            sentence("A 21-year-old man was hurt when a lorry hit a bus.", ("A 21-year-old man", "injured")),
            sentence("The victim, Ilja Korn, was treated.", ("The victim", "injured"), ("Ilja Korn", "injured"), position=1),
            sentence("Korn later died.", ("Korn", "killed"), position=2),
        ],
    )  # fmt: skip
    [person] = read_article(article).persons
    assert (person.names, person.age) == (("Ilja", "Korn"), "21")
    assert figures_of_incident([article]) == IncidentFigures(killed=1, injured=0)


def test_two_of_one_family_name_are_two() -> None:
    ilja, petra, surname = describe("Ilja Korn"), describe("Petra Korn"), describe("Korn")
    assert not ilja.fits(petra)
    assert ilja.fits(surname)
    assert petra.fits(surname)


def test_what_is_listed_behind_its_sum_is_not_added_to_it() -> None:
    text = "Three people - a nurse and two drivers - were killed."
    told = (("Three people", "killed"), ("a nurse", "killed"), ("two drivers", "killed"))
    assert incident(sentence(text, *told)).killed == 3


@pytest.mark.parametrize(
    ("text", "told", "injured"),
    [
        ("Two guards and three clerks were hurt.", (("Two guards", "injured"), ("three clerks", "injured")), 5),
        ("Two men were in critical condition and three others were hurt.",
         (("Two men", "injured"), ("three others", "injured")), 5),
        ("Twelve people were hurt, including four children.", (("Twelve people", "injured"), ("four children", "injured")), 12),
        ("Six people were hurt, two critically.", (("Six people", "injured"), ("two critically", "injured")), 6),
    ],
)  # fmt: skip
def test_what_adds_up_and_what_is_a_part(text: str, told: tuple[tuple[str, str], ...], injured: int) -> None:
    assert incident(sentence(text, *told)).injured == injured


def test_the_dead_are_among_those_shot_unless_others_were() -> None:
    among = sentence("Six people were shot, two fatally.", ("Six people", "shot"), ("two fatally", "killed"))
    assert incident(among) == IncidentFigures(killed=2, injured=4)
    beside = sentence(
        "Two people were killed and five others were shot.",
        ("Two people", "killed"),
        ("five others", "shot"),
    )
    assert incident(beside) == IncidentFigures(killed=2, injured=5)


def test_the_one_who_did_it_and_killed_himself_is_among_the_dead() -> None:
    told = sentence(
        "The guard killed four clerks before turning the gun on himself.",
        ("The guard", "killed"),
        ("four clerks", "killed"),
    )
    assert incident(told).killed == 5
    unsaid = sentence("A guard killed four clerks and then shot himself.", ("four clerks", "killed"))
    assert incident(unsaid).killed == 5
    tried = sentence("A guard killed four clerks and tried to shoot himself.", ("four clerks", "killed"))
    assert incident(tried).killed == 4


def test_a_third_victim_makes_three() -> None:
    assert incident(sentence("A third person died in hospital.", ("A third person", "killed"))).killed == 3


def test_sums_over_several_incidents_and_cases_told_again_are_left_out() -> None:
    own = sentence("Two sailors were killed in a fire on Friday.", ("Two sailors", "killed"))
    summed = sentence("Nine people died in three separate attacks.", ("Nine people", "killed"), position=3)
    again = sentence(
        "It came a week after an explosion that killed five people.", ("five people", "killed"), position=4
    )
    assert incident(own, summed, again).killed == 2


def test_a_round_up_is_read_by_its_largest_telling() -> None:
    title = sentence("Twelve hurt in weekend attacks", ("Twelve hurt", "injured"), title=True, position=-1)
    small = sentence("A clerk was hurt in the harbour.", ("A clerk", "injured"), position=2)
    large = sentence(
        "Two men were killed and four others hurt at a club.",
        ("Two men", "killed"),
        ("four others", "injured"),
        position=3,
    )
    assert incident(title, small, large) == IncidentFigures(killed=2, injured=4)


def test_none_gravely_hurt_is_not_nobody_hurt() -> None:
    told = sentence("Four were hurt.", ("Four were", "injured"))
    none = ReportSentence(
        quantities=[Quantity(low=0, high=0, unit="persons", role="injured", text="None", start=0, end=4)],
        text="None was seriously hurt.",
        position=1,
    )
    assert incident(told, none).injured == 4


def test_who_lived_in_an_early_report_may_have_died_since() -> None:
    early = Report(day=DAY, sentences=[sentence("A boy was hurt.", ("A boy", "injured"))])
    late = Report(
        day=date(2031, 5, 12),
        sentences=[
            sentence("The boy died on Monday.", ("The boy", "killed")),
            sentence("Boy dies", ("Boy", "killed"), title=True),
        ],
    )
    assert figures_of_incident([early, late]) == IncidentFigures(killed=1, injured=0)


def report(day: date, *sentences: ReportSentence) -> Report:
    return Report(day=day, sentences=list(sentences))


def test_those_counted_as_injured_after_the_death_was_known_are_all_alive() -> None:
    early = report(
        DAY,
        sentence("A clerk died.", ("A clerk", "killed")),
        sentence("A clerk is dead after a shooting", ("A clerk", "killed"), title=True),
    )
    late = report(date(2031, 5, 14), sentence("It left three others hurt.", ("three others", "injured")))
    assert figures_of_incident([early, late]) == IncidentFigures(killed=1, injured=3)


def test_whose_son_somebody_is_says_nothing_of_his_sex() -> None:
    assert describe("her young son").gender == "m"
    assert describe("his wife").gender == "f"
    assert describe("her").gender == "f"


def test_a_baby_and_a_grown_woman_are_two() -> None:
    assert not describe("a woman").fits(describe("her baby"))
    assert describe("the child").fits(describe("the baby"))


def test_one_shooting_of_a_weekend_is_no_sum() -> None:
    told = sentence("A weekend shooting at the quay hurt three.", ("three.", "injured"))
    told.quantities[0].low = told.quantities[0].high = 3
    told.quantities[0].text = "three"
    assert incident(told).injured == 3


def test_a_court_report_tells_of_the_incident_it_dates_first() -> None:
    told = sentence(
        "The gang killed a porter and left four women hurt last June.",
        ("a porter", "killed"),
        ("four women", "injured"),
        position=1,
    )
    told.times = [Interval(start="2030-06-01", end="2030-06-30")]
    assert incident(told) == IncidentFigures(killed=1, injured=4)


@pytest.mark.parametrize(
    ("text", "told", "injured"),
    [
        ("A guard was shot and two others were hurt.", (("A guard", "shot"), ("two others", "injured")), 3),
        ("Toddler among five hurt at market.", (("Toddler", "injured"), ("five hurt", "injured")), 5),
        ("One of the clerks, a man of forty, was hurt.", (("One", "injured"), ("a man", "injured")), 1),
        ("Three men walked in with stab wounds.", (("Three men", ""),), 3),
        ("Two girls, two sailors shot at quay.", (("Two girls", ""), ("two sailors", "shot")), 4),
        ("Police name a shooting suspect.", (("suspect", "shot"),), 0),
    ],
)  # fmt: skip
def test_wording_of_the_injured(text: str, told: tuple[tuple[str, str], ...], injured: int) -> None:
    assert (incident(sentence(text, *told)).injured or 0) == injured


def test_harm_told_beside_the_death_is_of_the_same_case_however_late() -> None:
    opening = [
        sentence("Family mourns shot sailor", ("sailor", "shot"), title=True, position=-1),
        sentence("A sailor was shot and died.", ("A sailor", "killed"), position=1),
    ]
    late = sentence(
        "The man killed Korn and hurt three others.",
        ("Korn", "killed"),
        ("three others", "injured"),
        position=14,
    )
    assert incident(*opening, late).injured == 3


def test_one_shot_beside_the_dead_who_lives_on_is_injured() -> None:
    dead = sentence("Three people were killed.", ("Three people", "killed"))
    lives = sentence("A porter was also shot and is expected to recover.", ("A porter", "shot"), position=4)
    assert incident(dead, lives) == IncidentFigures(killed=3, injured=1)


def test_one_killed_and_one_hurt_in_a_sentence_are_two() -> None:
    told = sentence(
        "He killed a 30-year-old and hurt a man.", ("a 30-year-old", "killed"), ("a man", "injured")
    )
    assert incident(told) == IncidentFigures(killed=1, injured=1)


def test_the_title_of_a_round_up_is_no_single_incident() -> None:
    title = sentence("Six hurt at quay and market", ("Six hurt", "injured"), title=True, position=-1)
    summed = sentence("Nine were hurt in three separate attacks.", ("Nine were", "injured"), position=0)
    largest = sentence("Four men were hurt at the quay.", ("Four men", "injured"), position=2)
    assert incident(title, summed, largest).injured == 4
