"""What holds for every table of the house: a header, a source for each row, and no row twice; and the small tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import watchfloor.knowledge
from watchfloor.knowledge.ontology import TableError, read_rows
from watchfloor.knowledge.place_words import load_place_words
from watchfloor.knowledge.title_tables import load_titles

SHELVES = Path(watchfloor.knowledge.__file__).parent
TABLES = sorted(SHELVES.rglob("*.tsv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(SHELVES)))
def test_every_row_has_a_source_and_is_there_once(path: Path) -> None:
    rows = [row for _, row in read_rows(path, ("source",))]
    assert rows
    assert [row for row in rows if not row["source"]] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("title", "office", "expected"),
    [
        ("minister", "foreign minister", True),
        ("Foreign Secretary", "foreign minister", True),
        ("defense secretary", "defence minister", True),
        ("premier", "prime minister", True),
        ("leader", "king", True),
        ("minister", "prime minister and chairman", False),
        ("foreign minister", "defence minister", False),
    ],
)
def test_which_offices_a_title_may_stand_for(title: str, office: str, expected: bool) -> None:
    assert load_titles().may_be(title, office) is expected


def test_words_of_places_know_their_kinds() -> None:
    words = load_place_words()
    assert "oblast" in words.units
    assert "oblast" in words.surroundings
    assert "siege" in words.parts
    assert "siege" not in words.surroundings


@pytest.mark.parametrize(
    ("load", "text", "message"),
    [
        (load_titles, "words\thow\toffice\tsource\nboss\tmaybe\tking\town\n", r"row 2: .*'maybe'"),
        (load_place_words, "word\tkind\tsource\nbayou\tswamp\town\n", r"row 2: 'swamp' is none of unit"),
    ],
)
def test_a_wrong_row_names_file_and_row(
    tmp_path: Path, load: Callable[[Path], object], text: str, message: str
) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"t\.tsv, " + message):
        load(path)
