"""The truth file says nothing that its articles don't: names, words, numbers, days and sentences are looked up."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from demo.scoring import HEAD, Row, load_truth
from watchfloor.cleaning import clean
from watchfloor.reading import read_paths

EXAMPLES = Path(__file__).parents[2] / "examples"
TRUTH = load_truth(EXAMPLES / "truth.json")
NUMBERS = {2: "two", 6: "six"}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Title and cleaned text of each article, in lower case."""
    documents = read_paths([EXAMPLES / "north-korea-russia"], on_problem=lambda problem: None)
    return {
        Path(document.address).name: f"{document.title}\n{clean(document).text}".casefold()
        for document in documents
    }


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def test_the_truth_names_each_article_once(texts: dict[str, str]) -> None:
    named = [row["file"] for row in TRUTH["documents"]]
    assert sorted(named) == sorted(texts)


def test_articles_are_as_long_as_short_news(texts: dict[str, str]) -> None:
    assert {file for file, text in texts.items() if not 90 <= len(text.split()) <= 370} == set()


@pytest.mark.parametrize("kind", ["events", "figures", "statements", "forecasts"])
def test_ids_are_given_once_and_files_exist(kind: str, texts: dict[str, str]) -> None:
    rows = TRUTH[kind]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {file for row in rows for file in row["files"]} <= set(texts)


def test_each_file_of_an_event_has_its_words(texts: dict[str, str]) -> None:
    silent = [
        (row["id"], file)
        for row in TRUTH["events"]
        for file in row["files"]
        if not any(word in texts[file] for word in row["words"])
    ]
    assert silent == []


def test_each_figure_stands_in_its_files(texts: dict[str, str]) -> None:
    missing = []
    for row in TRUTH["figures"]:
        for value in {row["low"], row["high"]} - {None}:
            written = NUMBERS.get(value, f"{value:,}")
            missing += [(row["id"], file) for file in row["files"] if written not in texts[file]]
    assert missing == []


def test_a_forecast_has_all_its_words_and_a_statement_one(texts: dict[str, str]) -> None:
    for row in TRUTH["forecasts"]:
        assert all(word in texts[file] for file in row["files"] for word in row["words"]), row["id"]
    for row in TRUTH["statements"]:
        assert all(any(word in texts[file] for word in row["words"]) for file in row["files"]), row["id"]


def test_statements_of_a_day_appear_within_days_in_their_articles() -> None:
    published = {row["file"]: row["published"] for row in TRUTH["documents"]}
    for kind in ("figures", "statements", "forecasts"):
        for row in TRUTH[kind]:
            days = [date.fromisoformat(published[file][:10]) for file in row["files"]]
            lag = [(day - date.fromisoformat(row["day"])).days for day in days]
            assert all(-1 <= days <= 4 for days in lag), (row["id"], lag)


def test_modal_sentences_stand_in_their_articles_and_are_told_apart_by_their_beginning(
    texts: dict[str, str],
) -> None:
    whole = {file: letters(text) for file, text in texts.items()}
    assert [row for row in TRUTH["modal"] if letters(row["sentence"]) not in whole[row["file"]]] == []
    modal = {letters(row["sentence"]) for row in TRUTH["modal"]}
    heads = {sentence[:HEAD] for sentence in modal}
    sentences = {letters(part) for text in texts.values() for part in re.split(r"(?<=[.?!])\s+|\n", text)}
    found = [part for part in sentences if any(head in part for head in heads)]
    # a date line may stand before, nothing else
    assert [part for part in found if not any(part.endswith(sentence) for sentence in modal)] == []


def test_origins_name_other_articles_of_the_folder(texts: dict[str, str]) -> None:
    groups: list[list[Row]] = [[{"file": row["first"]}, *row["copies"]] for row in TRUTH["origins"]]
    files = [copy["file"] for group in groups for copy in group]
    assert len(set(files)) == len(files)
    assert set(files) <= set(texts)
