"""Tables of figures and places: what is in them, and what a wrong row says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from watchfloor.knowledge import place_tables, unit_tables
from watchfloor.knowledge.ontology import TableError, read_rows
from watchfloor.knowledge.place_tables import load_places
from watchfloor.knowledge.unit_tables import load_units


def test_units_and_roles() -> None:
    units = load_units()
    assert units.units["soldier"] == "persons"
    assert units.units["howitzer"] == "weapons"
    assert {r.role for r in units.roles["kill", "verb"]} == {"killed"}
    assert units.forms["shot"] == "shoot"
    assert units.forms["deployed"] == "deploy"
    assert units.money_before["$"] == "USD"
    assert "won" in units.common_money
    assert units.harm.state["slain"] == "killed"
    assert units.multiples["triple"] == 3


def test_every_list_of_words_has_rows() -> None:
    units = load_units()
    for words in (units.harm, units.counting):
        assert all(getattr(words, field) for field in words.__struct_fields__)
    assert units.streets
    assert units.numbered
    assert units.counting.single_role <= {role.role for roles in units.roles.values() for role in roles}


def test_every_row_says_its_source() -> None:
    for table in sorted((Path(unit_tables.__file__).parent / "units").glob("*.tsv")):
        assert all(row["source"] for _, row in read_rows(table, ("source",))), table.name


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("roles.tsv", "harm\tverb\tnowhere\t\tharmed\town", r"row \d+: 'nowhere' is none of object"),
        ("harm_words.tsv", "singed\tscorched\tinjured\town", r"row \d+: kind 'scorched' is none of state"),
        ("harm_words.tsv", "singed\tstate\tburnt\town", r"state 'singed': role 'burnt' is none of killed"),
        ("counting_words.tsv", "spoons\tcutlery\town", r"row \d+: kind 'cutlery' is none of time-unit"),
        ("uncounted.tsv", "Mews\troad\town", r"row \d+: kind 'road' is none of street"),
    ],
)
def test_wrong_row_names_file_and_row(tmp_path: Path, table: str, row: str, message: str) -> None:
    folder = tmp_path / "units"
    shutil.copytree(Path(unit_tables.__file__).parent / "units", folder)
    with (folder / table).open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(TableError, match=rf"{re.escape(table)}, {message}"):
        load_units(folder)


def test_places_by_name_accent_and_older_spelling() -> None:
    places = load_places()
    assert {p.country for p in places.find("Tripoli")} >= {"LBY", "LBN"}
    assert places.find("Kiev") == places.find("kiev")
    assert any(p.name == "Kyiv" for p in places.find("Kiev"))
    assert [p.kind for p in places.find("South China Sea")] == ["sea"]
    assert places.find("Atlantis by the Sea") == ()


def test_spelling_of_an_unknown_city_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    shutil.copytree(Path(place_tables.__file__).parent / "places", folder)
    with (folder / "spellings.tsv").open("a", encoding="utf-8") as file:
        file.write("Nowhere\tUSA\tNowheresville\town\n")
    with pytest.raises(TableError, match=r"spellings\.tsv, row \d+: no city 'Nowhere' in USA"):
        load_places(folder)
