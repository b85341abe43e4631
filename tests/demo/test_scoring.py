"""The scorer itself, on records made by hand: the right answer scores 1, and each kind of mistake is seen."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demo.scoring import load_truth, score, table
from watchfloor.records import (
    Actor,
    Claim,
    Contest,
    Document,
    Event,
    Holding,
    Interval,
    Origin,
    Quantity,
    Speaker,
    Story,
)

TRUTH = load_truth(Path(__file__).parents[2] / "examples" / "truth.json")
QUALIFIERS = {"point": "exactly", "lower": "at-least", "upper": "at-most", "range": "range"}


@dataclass
class Answer:
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)


def perfect() -> Answer:
    """What the program would give if it made no mistake, built from the truth file."""
    answer = Answer()
    for row in TRUTH["documents"]:
        answer.documents.append(
            Document(id=row["file"], address=f"somewhere/{row['file']}", text="", published=row["published"])
        )
    for row in TRUTH["events"]:
        answer.claims.append(claim(f"c{row['id']}", row, row["type"], row["status"][0]))
        answer.events.append(
            Event(
                id=row["id"],
                type=row["type"],
                claims=[f"c{row['id']}"],
                actors=[actor(row["actors"][0])],
                recipients=[actor(code) for code in row["recipients"][:1]],
                time=Interval(start=row["day"], end=row["end"]),
                status=row["status"][0],
                documents=row["files"],
            )
        )
    for row in TRUTH["figures"]:
        told = claim(f"c{row['id']}", row, "", "announced")
        told.quantities = [
            Quantity(low=row["low"], high=row["high"], qualifier=QUALIFIERS[row["bound"][0]]),
        ]
        told.speakers = [Speaker(kind="official", country=row["country"])]
        answer.claims.append(told)
    holdings = [Holding(value=[row["low"], row["high"]]) for row in TRUTH["figures"]]
    answer.events[0].contested = [Contest(name="figure:sent", kind="progression", holdings=holdings)]
    for row in TRUTH["statements"]:
        told = claim(f"c{row['id']}", row, "", "announced")
        told.speakers = [Speaker(kind="named", country=row["country"][0], stance=row["stance"])]
        answer.claims.append(told)
    for row in TRUTH["forecasts"]:
        told = claim(f"c{row['id']}", row, "", row["statuses"][0])
        told.speakers = [Speaker(kind="named", country=row["country"])]
        answer.claims.append(told)
    for number, row in enumerate(TRUTH["modal"]):
        answer.claims.append(
            Claim(
                id=f"m{number}",
                document=row["file"],
                sentence=row["sentence"],
                start=0,
                end=1,
                status="possible",
            )
        )
    for row in TRUTH["origins"]:
        files = [row["first"], *(copy["file"] for copy in row["copies"])]
        answer.origins.append(Origin(id=row["first"], first=row["first"], documents=files))
    inside = [row["file"] for row in TRUTH["documents"] if row["in_story"]]
    answer.stories = [Story(id="s", title="", documents=inside)]
    return answer


def claim(key: str, row: dict[str, Any], kind: str, status: Any) -> Claim:
    words = ", ".join(row.get("words", [])) or row["what"]
    return Claim(id=key, document=row["files"][0], sentence=words, start=0, end=1, type=kind, status=status)


def actor(code: str) -> Actor:
    return Actor(id=code, country=code if len(code) == 3 else None)


SHARES = [
    "events",
    "event_status",
    "figures",
    "figures_contested",
    "statements",
    "forecasts",
    "origin_precision",
    "origin_recall",
    "origin_f1",
    "story_recall",
    "precision",
]
COUNTS = ["modal_occurred", "untrue_events", "strays", "repeated_events"]


@pytest.fixture
def answer() -> Answer:
    return deepcopy(perfect())


def test_the_right_answer_scores_one(answer: Answer) -> None:
    result = score(answer, TRUTH)
    assert {name: result[name] for name in SHARES} == dict.fromkeys(SHARES, 1.0), table(result)
    assert {name: result[name] for name in COUNTS} == dict.fromkeys(COUNTS, 0), table(result)
    assert result["missed"] == []
    assert result["wrong"] == []


def test_no_answer_scores_nothing_and_names_what_is_missed() -> None:
    result = score(Answer(), TRUTH)
    assert [result[name] for name in ("events", "figures", "statements", "forecasts", "origin_recall")] == [
        0.0
    ] * 5
    assert "Putin and Kim sign the partnership treaty" in table(result)
    assert "Sergei Shoigu: 5000 military builders" in table(result)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda event: setattr(event, "type", "PROTEST"),
        lambda event: setattr(event, "actors", [Actor(id="BRA", country="BRA")]),
        lambda event: setattr(event, "recipients", []),
        lambda event: setattr(event, "time", Interval(start="2024-06-23", end="2024-06-23")),
        lambda event: setattr(event, "time", Interval(start="2024-01-01", end="2024-12-31")),
        lambda event: setattr(event, "claims", []),
    ],
    ids=["type", "actor", "recipient", "day", "any day", "words"],
)
def test_an_event_with_a_wrong_fact_is_not_found(answer: Answer, spoil: Any) -> None:
    treaty = next(event for event in answer.events if event.id == "E04")
    spoil(treaty)
    result = score(answer, TRUTH)
    assert result["events"] == pytest.approx(1 - 1 / len(TRUTH["events"]))
    assert [key for kind, key, _ in result["missed"] if kind == "event"] == ["E04"]


def test_an_event_two_days_off_is_found_by_its_first_report(answer: Answer) -> None:
    treaty = next(event for event in answer.events if event.id == "E04")
    treaty.time, treaty.first = None, "2024-06-21"
    assert score(answer, TRUTH)["events"] == 1.0


def test_one_event_does_not_stand_for_two(answer: Answer) -> None:
    # the Duma's vote and the Federation Council's are alike but for the day; with one gone, the other is not both
    answer.events = [event for event in answer.events if event.id != "E17"]
    assert score(answer, TRUTH)["events"] == pytest.approx(1 - 1 / len(TRUTH["events"]))


def test_a_happening_told_as_a_mere_possibility_is_wrong_in_status(answer: Answer) -> None:
    next(event for event in answer.events if event.id == "E04").status = "possible"
    result = score(answer, TRUTH)
    assert result["event_status"] < 1.0
    assert ("status", "E04") in [(kind, key) for kind, key, _ in result["wrong"]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda claim: setattr(claim.quantities[0], "low", 3001),
        lambda claim: setattr(claim.quantities[0], "qualifier", "about"),
        lambda claim: setattr(claim.speakers[0], "country", "KOR"),
        lambda claim: setattr(claim, "document", "56-jcs-three-thousand-more.html"),
    ],
    ids=["value", "bound", "speaker", "day"],
)
def test_a_figure_with_a_wrong_fact_is_not_found(answer: Answer, spoil: Any) -> None:
    spoil(next(claim for claim in answer.claims if claim.id == "cF06"))
    result = score(answer, TRUTH)
    assert [key for kind, key, _ in result["missed"] if kind == "figure"] == ["F06"]


def test_a_figure_outside_every_contest_is_found_but_not_contested(answer: Answer) -> None:
    answer.events[0].contested = []
    result = score(answer, TRUTH)
    assert (result["figures"], result["figures_contested"]) == (1.0, 0.0)


def test_a_modal_sentence_told_as_a_happening_counts_once_however_often_it_is_coded(answer: Answer) -> None:
    told = next(claim for claim in answer.claims if claim.id == "m0")
    told.status = "occurred"
    again = msgspec.structs.replace(told, id="again", sentence=f" {told.sentence} ")
    answer.claims.append(again)
    result = score(answer, TRUTH)
    assert result["modal_occurred"] == 1
    assert told.sentence[:40] in table(result)


def test_a_forecast_told_as_a_happening_is_not_a_forecast(answer: Answer) -> None:
    next(claim for claim in answer.claims if claim.id == "cP01").status = "occurred"
    result = score(answer, TRUTH)
    assert [key for kind, key, _ in result["missed"] if kind == "forecast"] == ["P01"]


def test_copies_not_joined_and_strangers_joined_lower_recall_and_precision(answer: Answer) -> None:
    answer.origins[0].documents = answer.origins[0].documents[:1]
    answer.origins[2].documents.append("63-harbour-dredging.html")
    result = score(answer, TRUTH)
    assert result["origin_recall"] < 1.0
    assert result["origin_precision"] < 1.0
    assert result["origin_f1"] < 1.0


def test_an_article_of_another_topic_in_the_story_is_a_stray(answer: Answer) -> None:
    answer.stories[0].documents.append("63-harbour-dredging.html")
    assert score(answer, TRUTH)["strays"] == 1


def test_what_nobody_said_happened_is_untrue_and_lowers_precision(answer: Answer) -> None:
    answer.claims.append(
        Claim(
            id="lie",
            document="29-speculation.html",
            sentence="Russia hands over satellite technology.",
            start=0,
            end=1,
        )
    )
    answer.events.append(
        Event(
            id="lie",
            type="AID",
            claims=["lie"],
            actors=[actor("RUS")],
            recipients=[actor("PRK")],
            time=Interval(start="2024-10-29", end="2024-10-29"),
            documents=["29-speculation.html"],
        )
    )
    result = score(answer, TRUTH)
    assert result["untrue_events"] == 1
    assert result["precision"] < 1.0
