"""Frame tables: what ours hold, and what happens to a user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.knowledge.frame_tables import NONE, NOTHING, TableError, load_frames
from watchfloor.knowledge.ontology import load_ontology

HEADER = "id\twords\tpos\tneeds\ttype\tmode\tactor\trecipient\tweight\tsource\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_ours_cover_every_type_with_verbs_and_nouns() -> None:
    frames = load_frames()
    verbs = {frame.type for listed in frames.verbs.values() for frame in listed}
    nouns = {frame.type for listed in frames.nouns.values() for frame in listed}
    assert set(load_ontology().types) | {NONE, NOTHING} == verbs
    assert set(load_ontology().types) <= nouns


def test_a_more_specific_frame_comes_first() -> None:
    ranks = [frame.rank for frame in load_frames().verbs["hold"]]
    assert ranks == sorted(ranks, reverse=True)


def test_american_and_british_spellings() -> None:
    verbs = load_frames().verbs
    assert {"criticize", "criticise", "honor", "honour"} <= set(verbs)


def test_a_users_row_is_added(tmp_path: Path) -> None:
    frames = load_frames(
        table(tmp_path, "mine.defenestrate\tdefenestrate\tv\tobj=party\tASSAULT\t\tsubj\tobj\t0.9\tmine")
    )
    assert [frame.type for frame in frames.verbs["defenestrate"]] == ["ASSAULT"]
    assert "defenestrate" not in load_frames().verbs


def test_a_users_row_replaces_and_removes_ours(tmp_path: Path) -> None:
    ours = load_frames().verbs["boycott"]
    names = {frame.id for frame in ours}
    gone = sorted(names)[0]
    frames = load_frames(table(tmp_path, f"{gone}\tboycott\tv\t\t-\t\t\t\t\tmine"))
    assert {frame.id for frame in frames.verbs.get("boycott", [])} == names - {gone}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x\tgreet\tv\t\tHUG\t\t\t\t\tmine", r"row 2: unknown type 'HUG'"),
        ("x\tgreet\tv\t\tCONSULT\thug\t\t\t\tmine", r"row 2: CONSULT has no mode 'hug'"),
        ("x\tgreet\tv\t\tCONSULT\t\tsubject\t\t\tmine", r"row 2: unknown slot 'subject'"),
        ("x\tgreet\tv\tobject=party\tCONSULT\t\t\t\t\tmine", r"row 2: unknown slot 'object'"),
        ("x\tgreet\tv\tobj=@nobody\tCONSULT\t\t\t\t\tmine", r"row 2: no class 'nobody'"),
        ("x\tgreet\tq\t\tCONSULT\t\t\t\t\tmine", r"row 2: pos is v, n or a"),
        ("x\tgreet\tv\t\tCONSULT\t\t\t\thigh\tmine", r"row 2: the weight 'high' is not a number"),
        ("x\tgreet\tv\t\tCONSULT\t\t\t\t7\tmine", r"row 2: the weight 7.0 is not between 0 and 1"),
        ("\tgreet\tv\t\tCONSULT\t\t\t\t\tmine", r"row 2: no id"),
        ("x\t\tv\t\tCONSULT\t\t\t\t\tmine", r"row 2: no words"),
        ("x\tgreet\tv\tcomp=HUG\tCONSULT\t\t\t\t\tmine", r"row 2: a complement is"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_row(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(TableError, match=r"mine\.tsv, " + message):
        load_frames(table(tmp_path, row))


def test_a_duplicate_id_names_both_rows(tmp_path: Path) -> None:
    row = "x\tgreet\tv\t\tCONSULT\t\t\t\t\tmine"
    with pytest.raises(TableError, match=r"row 3: id 'x' is already that of row 2"):
        load_frames(table(tmp_path, row, row))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_frames(tmp_path / "absent.tsv")
