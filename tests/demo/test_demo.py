"""The demo situation, end to end: the pipeline's records against what a perfect brief would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demo.scoring import Row, load_truth, score, table

EXAMPLES = Path(__file__).parents[2] / "examples"
SITUATION = EXAMPLES / "north-korea-russia"
TRUTH = load_truth(EXAMPLES / "truth.json")


@pytest.fixture(scope="module")
def run() -> Any:
    from watchfloor import pipeline

    return pipeline.run([SITUATION])


@pytest.fixture(scope="module")
def result(run: Any) -> Row:
    return score(run, TRUTH)


def test_every_file_of_the_situation_is_read_under_the_name_the_truth_uses(run: Any) -> None:
    names = {Path(document.address).name for document in run.documents}
    assert names == {row["file"] for row in TRUTH["documents"]}


def test_the_score_is_printed(result: Row, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(result)}")


def test_most_events_are_found(result: Row) -> None:
    assert result["events"] >= 0.8, table(result)


def test_nearly_all_contested_figures_are_found(result: Row) -> None:
    assert result["figures"] >= 0.9, table(result)
    assert result["figures_contested"] >= 0.9, table(result)


def test_nothing_that_only_may_be_is_told_as_a_happening(result: Row) -> None:
    assert result["modal_occurred"] == 0, table(result)
    assert result["untrue_events"] == 0, table(result)


def test_copies_and_rewrites_are_joined(result: Row) -> None:
    assert result["origin_f1"] >= 0.8, table(result)


def test_the_article_of_another_topic_stays_out_of_the_story(result: Row) -> None:
    assert result["strays"] == 0, table(result)
    assert result["story_recall"] >= 0.9, table(result)


def test_most_forecasts_stand_under_the_outlook(result: Row) -> None:
    assert result["forecasts"] >= 0.7, table(result)
