"""Killed and injured of one incident, from several articles."""

from __future__ import annotations

from datetime import date

from watchfloor.fusing.figures import IncidentFigures, Report, ReportSentence, figures_of_incident
from watchfloor.records import Interval, Quantity

DAY = date(2024, 5, 10)


def count(number: int, role: str, start: int = 0) -> Quantity:
    return Quantity(
        low=number,
        high=number,
        unit="persons",
        role=role,
        item="people",
        text=str(number),
        start=start,
        end=start + 1,
    )


def person(words: str, role: str, start: int = 0) -> Quantity:
    return Quantity(
        low=1, high=1, unit="persons", role=role, item=words, text=words, start=start, end=start + len(words)
    )


def report(*sentences: list[Quantity], day: date = DAY, times: list[Interval] | None = None) -> Report:
    """The first list is the title's; ``times`` are the last sentence's."""
    read = [ReportSentence(quantities=q, title=n == 0, position=n - 1) for n, q in enumerate(sentences)]
    read[-1].times = times or []
    return Report(day=day, sentences=read)


def test_nothing_said_is_not_nobody() -> None:
    assert figures_of_incident([]) == IncidentFigures()
    assert figures_of_incident([report([])]) == IncidentFigures()


def test_shot_who_live_are_injured() -> None:
    assert figures_of_incident([report([count(4, "shot"), count(1, "killed", 60)])]) == IncidentFigures(
        killed=1, injured=3
    )


def test_persons_told_of_twice_count_once() -> None:
    article = report(
        [person("A man", "shot")],
        [person("a 34-year-old man", "shot")],
        [person("John Ward", "killed")],
        [person("He", "killed")],
    )
    assert figures_of_incident([article]) == IncidentFigures(killed=1, injured=0)


def test_persons_who_differ_count_apart() -> None:
    article = report(
        [], [person("a 34-year-old man", "injured"), person("a 20-year-old woman", "injured", 80)]
    )
    assert figures_of_incident([article]) == IncidentFigures(killed=0, injured=2)


def test_person_and_count_side_by_side_add_up() -> None:
    article = report([], [person("A man", "killed"), count(2, "killed", 10)])
    assert figures_of_incident([article]).killed == 3


def test_later_report_prevails() -> None:
    early = report([count(2, "killed")], day=date(2024, 5, 10))
    late = report([count(3, "killed")], day=date(2024, 5, 12))
    assert figures_of_incident([late, early]).killed == 3


def test_older_case_is_left_out() -> None:
    article = report(
        [count(2, "killed")], [count(20, "killed")], times=[Interval(start="2012-12-14", end="2012-12-14")]
    )
    assert figures_of_incident([article]).killed == 2


def test_death_retold_far_down_is_another_case() -> None:
    article = report([count(5, "shot")], [count(5, "shot")], *([[]] * 10), [person("a gunman", "killed")])
    assert figures_of_incident([article]) == IncidentFigures(killed=0, injured=5)
