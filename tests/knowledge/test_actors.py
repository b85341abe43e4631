"""The actor tables: what they hold, how they match, and what a user's own table may and may not do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pycountry
import pytest

from watchfloor.knowledge import actor_rows
from watchfloor.knowledge.actor_tables import ActorTable, ActorTableError, fold


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return ActorTable.load()


def found(table: ActorTable, text: str) -> list[tuple[str, str]]:
    """Words and the id or noun of the likeliest reading of each hit."""
    hits = []
    for hit in table.find(text):
        form = hit.forms[0]
        hits.append((text[hit.start : hit.end], form.entry.id if form.entry else form.role.noun))
    return hits


def test_every_country_of_iso_3166_is_there(table: ActorTable) -> None:
    missing = {c.alpha_3 for c in pycountry.countries} - {
        entry.id for entry in table.entries.values() if entry.kind == "country"
    }
    assert missing == set()


@pytest.mark.parametrize("code", ["XKX", "SUN", "YUG", "CSK", "ZAR", "DDR"])
def test_kosovo_and_former_countries_are_there(table: ActorTable, code: str) -> None:
    assert table.entries[code].country == code


def test_the_longest_name_wins(table: ActorTable) -> None:
    assert found(table, "Papua New Guinea borders Indonesia.") == [
        ("Papua New Guinea", "PNG"),
        ("Indonesia", "IDN"),
    ]


@pytest.mark.parametrize(
    "text", ["They told us about turkey.", "a jersey made of china", "Nigerian, not Nigel"]
)
def test_common_words_and_parts_of_words_are_no_countries(table: ActorTable, text: str) -> None:
    assert {"USA", "TUR", "JEY", "CHN", "NER"}.isdisjoint(id_ for _, id_ in found(table, text))


def test_accents_apostrophes_and_line_breaks_do_not_matter(table: ActorTable) -> None:
    assert found(table, "Cote d’Ivoire and North\nKorea") == [
        ("Cote d’Ivoire", "CIV"),
        ("North\nKorea", "PRK"),
    ]


def test_punctuation_parts_two_names(table: ActorTable) -> None:
    assert [id_ for _, id_ in found(table, "Guinea, Bissau")] == ["GIN", "GNB"]


def test_a_war_or_an_agreement_is_nobody(table: ActorTable) -> None:
    assert found(table, "the Korean War")[0][1].startswith("NONE_")


def test_folding_keeps_the_length() -> None:
    text = "İstanbul — Øystein Straße ﬁ Ǆ \u00a0 日本"
    assert len(fold(text)) == len(text)


def test_sector_follows_the_dates_of_office(table: ActorTable) -> None:
    person = table.entries["PER_TONY_BLAIR"]
    assert person.sector_on(date(2003, 3, 20)) == "GOV"
    assert person.sector_on(date(2015, 1, 1)) == "ELI"
    assert person.sector_on(date(1990, 1, 1)) is None
    assert person.sector_on(None) == "GOV"


def test_offices_are_in_order_of_time_and_end_after_they_begin(table: ActorTable) -> None:
    wrong = [
        (entry.name, office)
        for entry in table.entries.values()
        for office in entry.offices
        if office.first and office.last and office.first > office.last
    ]
    assert wrong == []


# ---------------------------------------------------------------- a user's table


def write(path: Path, *rows: str) -> Path:
    path.write_text(
        "\n".join(["id\tname\tkind\tcountry\tsector\taliases\tsame_as", *rows]) + "\n", encoding="utf-8"
    )
    return path


def test_a_users_rows_are_laid_over_ours(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.tsv",
        "NOR_HARBOUR\tHarbour Watch\torganisation\tNOR\tNGO\tHarbour Guardians\t",
        "GBR_REUTERS\tReuters Wire\torganisation\tCAN\tMED\t\t",
        "X\tthe Wire\torganisation\t\t\tBig Wire\tGBR_REUTERS",
    )
    table = ActorTable.load([path])
    assert found(table, "Harbour Guardians")[0][1] == "NOR_HARBOUR"
    assert table.entries["GBR_REUTERS"].country == "CAN"
    assert found(table, "Big Wire")[0][1] == "GBR_REUTERS"
    assert ActorTable.load().entries["GBR_REUTERS"].country == "GBR"


def test_a_csv_table_and_role_nouns_of_ones_own(tmp_path: Path) -> None:
    actors = tmp_path / "own.csv"
    actors.write_text('id,name,country,sector\nPER_X,"Zorblatt, Inc.",USA,MNC\n', encoding="utf-8")
    roles = tmp_path / "roles.tsv"
    roles.write_text("noun\tplural\tsector\thow\nskywatcher\tskywatchers\tSPY\town\n", encoding="utf-8")
    table = ActorTable.load([actors, roles])
    assert found(table, "Zorblatt, Inc. paid skywatchers") == [
        ("Zorblatt, Inc", "PER_X"),
        ("skywatchers", "skywatchers"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A\tAcme\torganisation\tUSA\tXYZ\t\t", "unknown sector 'XYZ'"),
        ("A\tAcme\trobot\tUSA\tBUS\t\t", "unknown kind 'robot'"),
        ("A\tAcme\torganisation\tQQQ\tBUS\t\t", "unknown country 'QQQ'"),
        ("\tAcme\torganisation\tUSA\tBUS\t\t", "id and name"),
        ("A\tAcme\torganisation\tUSA\tBUS\t\tNOBODY_KNOWN", "same_as names no actor"),
        ("A\tAcme\torganisation\tUSA\tBUS\t\t\tmore", "8 cells where the header has 7"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_row(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path / "own.tsv", row)
    with pytest.raises(ActorTableError) as error:
        ActorTable.load([path])
    assert f"{path}, row 2" in str(error.value)
    assert message in str(error.value)


def test_a_duplicate_id_names_both_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "own.tsv", "A\tAcme\t\tUSA\t\t\t", "A\tAcme Two\t\tUSA\t\t\t")
    with pytest.raises(ActorTableError, match=r"row 3: the id A is already in row 2"):
        ActorTable.load([path])


def test_a_circle_of_aliases_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "own.tsv", "A\tAcme\t\tUSA\t\t\tB", "B\tBolt\t\tUSA\t\t\tA")
    with pytest.raises(ActorTableError, match="circle: A -> B -> A"):
        ActorTable.load([path])


def test_a_table_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("id\tname\tcolour\nA\tAcme\tred\n", encoding="utf-8")
    with pytest.raises(ActorTableError, match="unknown column 'colour'"):
        ActorTable.load([path])


def test_a_row_that_ends_before_its_id_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("name\tid\nAcme\n", encoding="utf-8")
    with pytest.raises(ActorTableError, match=r"row 2: id and name must not be empty"):
        ActorTable.load([path])


@pytest.mark.parametrize("name", ["own.csv", "own.tsv"])
def test_an_empty_table_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("", encoding="utf-8")
    with pytest.raises(ActorTableError, match="row 1: lacks the column id"):
        ActorTable.load([path])


def test_a_table_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(b"id\tname\nA\tCaf\xe9 Union\n")
    with pytest.raises(ActorTableError, match=r"own.tsv: cannot be read: .*utf-8"):
        ActorTable.load([path])


def test_a_country_that_is_no_more_says_so(table: ActorTable, tmp_path: Path) -> None:
    assert table.entries["SUN"].gone
    assert not table.entries["RUS"].gone
    path = tmp_path / "own.tsv"
    path.write_text("id\tname\tkind\tcountry\tgone\nUAR\tUAR\tcountry\tUAR\tlong ago\n", encoding="utf-8")
    with pytest.raises(ActorTableError, match=r"row 2: the column gone holds yes or nothing"):
        ActorTable.load([path])


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "id\tname\tkind\toffices\nA\tAnn Ox\tperson\tGOV mayor 2001-02-31/2003\n", encoding="utf-8"
    )
    with pytest.raises(ActorTableError, match=r"row 2: the office .* has a day that is none"):
        ActorTable.load([path])


def test_too_many_rows_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actor_rows, "MAX_ROWS", 50)
    path = write(tmp_path / "own.tsv", *(f"A{i}\tAcme {i}\t\tUSA\t\t\t" for i in range(200)))
    with pytest.raises(ActorTableError, match=r"own.tsv, row 52: more than 50 actors"):
        ActorTable.load([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActorTableError, match=r"nothing.tsv: cannot be read"):
        ActorTable.load([tmp_path / "nothing.tsv"])
