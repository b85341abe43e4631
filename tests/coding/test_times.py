"""Times as intervals, and the time of an event apart from that of its report."""

from __future__ import annotations

from datetime import date

import pytest

from watchfloor.coding.times import event_time, find_times
from watchfloor.parsing import default_parser
from watchfloor.records import Interval, Sentence

WEDNESDAY = date(2024, 10, 23)


def read(text: str, published: date | None = WEDNESDAY) -> list[Interval]:
    return find_times(Sentence(text=text), published)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 13 October", "2024-10-13", "2024-10-13"),
        ("on Oct. 13, 2023", "2023-10-13", "2023-10-13"),
        ("from 8 to 13 October", "2024-10-08", "2024-10-13"),
        ("from September 30 to October 2", "2024-09-30", "2024-10-02"),
        ("from October 30 to November 2", "2024-10-30", "2024-11-02"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("in June 2024", "2024-06-01", "2024-06-30"),
        ("late October", "2024-10-22", "2024-10-31"),
        ("since March", "2024-03-01", None),
        ("by December", None, "2024-12-31"),
        ("before Monday", None, "2024-10-20"),
        ("yesterday", "2024-10-22", "2024-10-22"),
        ("two days ago", "2024-10-21", "2024-10-21"),
        ("last week", "2024-10-14", "2024-10-20"),
        ("earlier this month", "2024-10-01", "2024-10-23"),
        ("in the past 24 hours", "2024-10-22", "2024-10-23"),
        ("by the end of the year", None, "2024-12-31"),
        ("Friday", "2024-10-18", "2024-10-18"),
        ("next Friday", "2024-10-25", "2024-10-25"),
        ("last summer", "2024-06-01", "2024-08-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("Saturday at 8:30 p.m.", "2024-10-19T20:30", "2024-10-19T20:30"),
    ],
)
def test_interval(text: str, start: str | None, end: str | None) -> None:
    (interval,) = read(f"It happened {text}.")
    assert (interval.start, interval.end) == (start, end)
    assert interval.text in text


def test_weekday_looks_ahead_with_a_future_verb() -> None:
    past, future = default_parser().read(["They met on Friday.", "They will meet on Friday."])
    assert find_times(past, WEDNESDAY)[0].start == "2024-10-18"
    assert find_times(future, WEDNESDAY)[0].start == "2024-10-25"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The minister is due to visit Oslo in April.", "2025-04-01", "2025-04-30"),
        ("The curator, who had been due to retire in April, was ill.", "2025-04-01", "2025-04-30"),
        ("The trial, which is due to open on 12 February, concerns six men.", "2025-02-12", "2025-02-12"),
        ("The vote is due in March.", "2025-03-01", "2025-03-31"),
        ("Elections due in April were postponed.", "2025-04-01", "2025-04-30"),
        ("The court said the hearing would be held in May.", "2025-05-01", "2025-05-31"),
        ("The envoy had been due to arrive in September, but he stayed at home.", "2024-09-01", "2024-09-30"),
        ("The ship would have arrived in May without the storm.", "2024-05-01", "2024-05-31"),
        ("In April, nine miners drowned.", "2024-04-01", "2024-04-30"),
        ("Due to floods in August, the road was closed.", "2024-08-01", "2024-08-31"),
        ("The bridge will open before the end of November.", None, "2024-11-30"),
        ("The bridge will open before the end of the year.", None, "2024-12-31"),
        ("They must leave before late November.", None, "2024-11-20"),
        ("In 1951 they built the dam.", "1951-01-01", "1951-12-31"),
    ],
)
def test_what_is_due_lies_ahead_and_the_end_of_a_month_has_its_last_day(
    text: str, start: str | None, end: str
) -> None:
    (sentence,) = default_parser().read([text])
    (interval,) = find_times(sentence, WEDNESDAY)
    assert (interval.start, interval.end) == (start, end)


def test_day_that_does_not_exist_has_no_interval_but_a_doubt() -> None:
    (interval,) = read("It happened on 31 February.")
    assert (interval.start, interval.end) == (None, None)
    assert interval.doubt == "there is no 31 February"


def test_relative_time_without_article_date_is_doubtful() -> None:
    (relative,) = read("It happened on Friday.", None)
    assert (relative.start, relative.doubt) == (None, "no article date")
    (absolute,) = read("It happened on 13 October 2024.", None)
    assert (absolute.start, absolute.doubt) == ("2024-10-13", "")


def test_time_counted_from_another_day_is_doubtful() -> None:
    (interval,) = read("The next day they left.")
    assert interval.doubt == "counted from a day named elsewhere"


@pytest.mark.parametrize("text", ["They may march again.", "He won 3 seats.", "Will fell down the stairs."])
def test_words_that_only_look_like_times(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_ends_of_the_calendar(day: date) -> None:
    assert len(read("It began last century, two decades ago, and ends next year.", day)) == 3


def test_time_of_report_is_not_that_of_event() -> None:
    (sentence,) = default_parser().read(["Officials said on Friday that the troops had arrived on Monday."])
    times = find_times(sentence, WEDNESDAY)
    said, arrived = (event_time(sentence, sentence.words.index(word), times) for word in ("said", "arrived"))
    assert said is not None
    assert said.start == "2024-10-18"
    assert arrived is not None
    assert arrived.start == "2024-10-21"


def test_event_without_time_of_its_own_has_none() -> None:
    (sentence,) = default_parser().read(["Officials said on Friday that the troops had arrived."])
    assert event_time(sentence, sentence.words.index("arrived"), find_times(sentence, WEDNESDAY)) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("In September 2021 the envoys met, and on 13 September they signed.", "2021-09-13"),
        ("They met in September 2021 and signed on 13 September.", "2021-09-13"),
        ("In December 2021 the envoys met, and on 5 January they signed.", "2022-01-05"),
        ("In 2019 the court opened the case and on 3 May it heard witnesses.", "2019-05-03"),
        # These give no year to a later day.
        ("Since April 2021 the town is shelled; on 5 April a school was hit.", "2024-04-05"),
        ("The truce of May 2021 was broken on 5 April.", "2024-04-05"),
    ],
)
def test_day_takes_its_year_from_the_time_before(text: str, start: str) -> None:
    assert read(text)[-1].start == start


def test_day_takes_its_year_from_the_sentences_before_unless_it_is_news() -> None:
    thread = read("They met in September 2021.") + read("They met in October 2021.")
    assert find_times(Sentence(text="On 1 August they parted."), WEDNESDAY, thread)[0].start == "2024-08-01"
    assert find_times(Sentence(text="On 13 October they signed."), WEDNESDAY, thread)[0].start == "2024-10-13"
    later = date(2025, 3, 1)
    assert find_times(Sentence(text="On 13 September they signed."), later, thread)[0].start == "2021-09-13"


def hung(text: str, verb: str, above: str) -> tuple[Sentence, int]:
    """A sentence whose day hangs on the word ``above``, and "extending" on the verb's object before it."""
    (sentence,) = default_parser().read([text])
    day = next(i for i, word in enumerate(sentence.words) if word.isdigit())
    sentence.heads[day], sentence.deprels[day] = sentence.words.index(above), "obl"
    at = sentence.words.index("extending")
    sentence.heads[at], sentence.deprels[at] = at - 1, "acl"
    sentence.heads[at - 1], sentence.deprels[at - 1] = sentence.words.index(verb), "obj"
    truce = sentence.words.index("the", at) + 1
    sentence.heads[truce], sentence.deprels[truce] = at, "obj"
    return sentence, sentence.words.index(verb)


@pytest.mark.parametrize(
    ("text", "above", "start"),
    [
        ("Kenya vetoed on 28 March 2024 a resolution extending the mandate.", "vetoed", "2024-03-28"),
        ("Kenya vetoed a resolution extending the mandate on 28 March 2024.", "extending", "2024-03-28"),
        ("Kenya vetoed a resolution extending the mandate until 30 March 2024.", "extending", None),
        ("Kenya vetoed a resolution extending the mandate on 28 November 2024.", "extending", None),
        ("Kenya vetoed a resolution extending the truce of 3 May 2024.", "truce", None),
    ],
)
def test_day_behind_an_object_that_can_have_none_is_the_verbs(
    text: str, above: str, start: str | None
) -> None:
    sentence, verb = hung(text, "vetoed", above)
    time = event_time(sentence, verb, find_times(sentence, WEDNESDAY), WEDNESDAY)
    assert (time.start if time else None) == start
