"""Tables of figures and places: what is in them, and what a wrong row says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from watchfloor.knowledge import place_tables, unit_tables
from watchfloor.knowledge.ontology import TableError
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


def test_wrong_row_names_file_and_row(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    shutil.copytree(Path(unit_tables.__file__).parent / "units", folder)
    with (folder / "roles.tsv").open("a", encoding="utf-8") as file:
        file.write("harm\tverb\tnowhere\t\tharmed\town\n")
    with pytest.raises(TableError, match=r"roles\.tsv, row \d+: 'nowhere' is none of object"):
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
