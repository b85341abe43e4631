"""The tables of cues, commitments and hedges hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.knowledge import cue_tables
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.knowledge.ontology import TableError


def test_signatures_of_well_known_verbs() -> None:
    commitments = load_cues().commitments
    assert commitments["manage", "verb"]["to"].if_true == 3
    assert commitments["manage", "verb"]["to"].if_false == -3
    assert commitments["forget", "verb"]["to"].if_true == -3
    regret = commitments["regret", "verb"]["that"]
    assert regret.if_true == regret.if_false == 3
    assert commitments["urge", "verb"]["to"].status_true == "demanded"


def test_each_cue_commits_and_has_a_construction() -> None:
    tables = load_cues()
    assert len(tables.cues) > 300
    for cue in tables.cues.values():
        assert cue.commitment in tables.classes
        assert cue.patterns


def test_the_probability_scale_has_no_gap() -> None:
    bands = {(entry.low, entry.high): entry.term for entry in load_cues().likelihoods.values()}
    assert sorted(bands) == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]


def test_an_unknown_class_is_named_with_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for table in cue_tables._FOLDER.glob("*.tsv"):
        (tmp_path / table.name).write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "commitments.tsv").open("a", encoding="utf-8") as file:
        file.write("juggle\tverb\tto\tnonsense\town\n")
    monkeypatch.setattr(cue_tables, "_FOLDER", tmp_path)
    load_cues.cache_clear()
    try:
        with pytest.raises(TableError, match=r"commitments\.tsv, row \d+: class 'nonsense'"):
            load_cues()
    finally:
        load_cues.cache_clear()
