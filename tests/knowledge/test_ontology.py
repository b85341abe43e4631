"""The ontology tables: complete, consistent, and loud when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.knowledge.ontology import QUADS, TableError, load_ontology, read_rows

SIXTEEN = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
FIFTEEN = {
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_the_sixteen_types_with_quad_and_scale() -> None:
    ontology = load_ontology()
    assert list(ontology.types) == SIXTEEN
    for event_type in ontology.types.values():
        assert event_type.quad in QUADS
        assert (event_type.scale > 0) == event_type.quad.endswith("cooperation")
        assert event_type.meaning


@pytest.mark.parametrize(
    ("name", "quad"),
    [
        ("SANCTION", "material conflict"),
        ("ACCUSE", "verbal conflict"),
        ("CONCEDE", "verbal cooperation"),
        ("RETREAT", "material cooperation"),
        ("REQUEST", "verbal conflict"),
    ],
)
def test_decided_quad_classes(name: str, quad: str) -> None:
    assert load_ontology().quad(name) == quad


@pytest.mark.parametrize(
    ("code", "scheme", "expected"),
    [
        ("DEMAND", "plover-2018", "REQUEST"),
        ("Disapprove", "plover-2018", "ACCUSE"),
        ("INVESTIGATE", "plover-2018", "ACCUSE"),
        ("FIGHT", "plover-2018", "ASSAULT"),
        ("YIELD", "plover-2018", "CONCEDE"),
        ("AID", "plover-2018", "AID"),
        ("190", "cameo", "ASSAULT"),
        ("1056", "cameo", "REQUEST"),
        ("16", "cameo", "SANCTION"),
        ("01", "cameo", ""),
    ],
)
def test_other_schemes(code: str, scheme: str, expected: str) -> None:
    assert load_ontology().canonical(code, scheme) == expected


def test_every_cameo_root_is_mapped() -> None:
    assert set(load_ontology().mappings["cameo"]) == {f"{root:02d}" for root in range(1, 21)}


def test_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        load_ontology().canonical("APPLAUD")


def test_fifteen_class_set() -> None:
    fifteen = load_ontology().fifteen
    assert set(fifteen) == set(SIXTEEN)
    assert set(fifteen.values()) == FIFTEEN
    assert fifteen["CONCEDE"] == fifteen["RETREAT"] == "YIELD"


def test_cues_lead_to_known_contexts() -> None:
    ontology = load_ontology()
    assert {"military", "nuclear", "economic", "diplomatic", "election", "cyber", "health"} <= set(
        ontology.contexts
    )
    assert set(ontology.context_cues.values()) <= set(ontology.contexts)


def test_a_wrong_quad_class_names_file_and_row(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "src/watchfloor/knowledge/ontology"
    for table in folder.glob("*.tsv"):
        (tmp_path / table.name).write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    types = tmp_path / "types.tsv"
    types.write_text(
        types.read_text(encoding="utf-8").replace("material conflict", "cold war", 1), encoding="utf-8"
    )
    with pytest.raises(TableError, match=r"types\.tsv, row \d+: quad class 'cold war'"):
        load_ontology(tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"t\.tsv, row 1: no column source"):
        list(read_rows(table, ("a", "source")))


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("a\tb\n# a remark\n1\t2\t3\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"t\.tsv, row 3: 3 cells where the header has 2"):
        list(read_rows(table, ("a",)))
