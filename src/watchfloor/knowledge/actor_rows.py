"""Reads the actor tables, ours and a user's, lays them over one another, and refuses what is wrong in them.

Columns of an actor table (TSV, or CSV by its suffix; a header row names them, in any order): ``id`` and ``name``
are required, the others optional. Cells that hold several values part them with semicolons. A name that ends in
``=`` matches only when written exactly so. A table with a column ``noun`` holds role nouns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from watchfloor.knowledge.actor_entries import KINDS, SECTORS, SUPRANATIONAL, ActorEntry, Office, Role

__all__ = ["ActorRow", "ActorTableError", "read_tables"]

#: Rows of all tables together; more are refused, since the automaton would outgrow the memory of a small machine.
MAX_ROWS = 300_000

_SHELF = Path(__file__).parent / "actors"
_OWN_TABLES = ("countries", "organisations", "groups", "people", "places", "nobody", "roles")
_ACTOR_COLUMNS = frozenset({
    "id", "name", "kind", "country", "sector", "aliases", "adjectives", "demonyms", "capitals", "seats",
    "surname", "offices", "gone", "same_as", "source",
})  # fmt: skip
_ROLE_COLUMNS = frozenset({"noun", "plural", "sector", "how", "source"})
_HOW = frozenset({"own", "takes", "modifier"})
_USE_OF_KIND = {"country": "country", "person": "person", "place": "place", "nobody": "nobody"}
_USE_OF_COLUMN = {"adjectives": "adjective", "demonyms": "demonym", "capitals": "capital", "seats": "seat"}


class ActorTableError(ValueError):
    """A table cannot be used; the message names file, row and remedy."""


class ActorRow(NamedTuple):
    """One row of an actor table with its names.

    Attributes:
        where: file and row, for messages.
        names: by their use (``country``, ``adjective``, ``surname`` ...), as they stand in the table.
        surname: of a person, whether or not it is enough by itself.
        same_as: id of the entry whose names these are too, else empty.
        target: that entry, once all tables are read.
    """

    where: str
    entry: ActorEntry
    names: list[tuple[str, list[str]]]
    surname: str
    same_as: str
    target: ActorEntry | None = None


def read_tables(extra: Sequence[Path]) -> tuple[list[ActorRow], list[Role]]:
    """The rows and role nouns of our tables with a user's laid over them, those laid over others first.

    Args:
        extra: a user's tables, later ones over earlier ones.

    Raises:
        ActorTableError: see `watchfloor.knowledge.actor_tables.ActorTable.load`.
    """
    rows: dict[str, ActorRow] = {}
    roles: dict[str, Role] = {}
    total = 0
    for path in [*reversed(extra), *(_SHELF / f"{name}.tsv" for name in _OWN_TABLES)]:
        seen: dict[str, int] = {}
        for where, number, cells in _cells(path):
            total += 1
            if total > MAX_ROWS:
                raise ActorTableError(
                    f"{where}: more than {MAX_ROWS:,} actors in all tables together;"
                    " leave out those that your articles never name"
                )
            # the first row of an id or noun counts: tables laid over others are read before them
            if "noun" in cells:
                for key, role in _roles(where, cells):
                    roles.setdefault(key, role)
                continue
            row = _row(where, cells)
            if (before := seen.setdefault(row.entry.id, number)) != number:
                raise ActorTableError(
                    f"{where}: the id {row.entry.id} is already in row {before}; give each actor one row"
                )
            rows.setdefault(row.entry.id, row)
    _check_countries(rows)
    return _with_targets(rows), list(roles.values())


# ---------------------------------------------------------------- one table


def _cells(path: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The rows of a table by column, each with its place for messages and its number; the header is row 1."""
    name, number = str(path), 0
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            table = (
                csv.reader(lines)
                if path.suffix == ".csv"
                else (li.rstrip("\r\n").split("\t") for li in lines)
            )
            header = next(table, [])
            _check_header(path, header)
            for number, cells in enumerate(table, 2):
                if not any(cells):
                    continue
                where = f"{name}, row {number}"
                if len(cells) > len(header):
                    raise ActorTableError(f"{where}: {len(cells)} cells where the header has {len(header)}")
                yield where, number, dict(zip_longest(header, cells, fillvalue=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        where = f"{name}, after row {number}" if number else name
        raise ActorTableError(f"{where}: cannot be read: {error}") from error


def _check_header(path: Path, header: Sequence[str]) -> None:
    needed, known = ({"noun"}, _ROLE_COLUMNS) if "noun" in header else ({"id", "name"}, _ACTOR_COLUMNS)
    if missing := needed - set(header):
        what = f"lacks the column {min(missing)}"
    elif unknown := set(header) - known:
        what = f"has the unknown column {min(unknown)!r}"
    else:
        return
    raise ActorTableError(f"{path}, row 1: {what}; the columns are {', '.join(sorted(known))}")


# ---------------------------------------------------------------- one row


def _row(where: str, cells: dict[str, str]) -> ActorRow:
    id_, name = cells["id"].strip(), cells["name"].strip()
    if not id_ or not name:
        raise ActorTableError(f"{where}: id and name must not be empty")
    kind = cells.get("kind") or "organisation"
    if kind not in KINDS:
        raise ActorTableError(f"{where}: unknown kind {kind!r}; it is one of {', '.join(sorted(KINDS))}")
    gone = cells.get("gone", "")
    if gone not in ("", "yes"):
        raise ActorTableError(f"{where}: the column gone holds yes or nothing, not {gone!r}")
    entry = ActorEntry(
        id=id_,
        name=name,
        kind=kind,
        country=cells.get("country") or None,
        sector=_sector(where, cells.get("sector", "")),
        offices=tuple(_office(where, text) for text in _values(cells.get("offices"))),
        adjective=next(iter(_values(cells.get("adjectives"))), name),
        gone=bool(gone),
    )
    aliases = _values(cells.get("aliases"))
    names = [(_USE_OF_KIND.get(kind, "name"), aliases if f"{name}=" in aliases else [name, *aliases])]
    for column, use in _USE_OF_COLUMN.items():
        if cells.get(column):
            names.append((use, _values(cells[column])))
    surname = ""
    if kind == "person":
        surname = cells.get("surname", "") or name.rsplit(None, 1)[-1]
        if surname.endswith("!"):
            surname = surname[:-1]
            names.append(("surname", [surname]))
    return ActorRow(where, entry, names, surname, cells.get("same_as", ""))


def _roles(where: str, cells: dict[str, str]) -> Iterator[tuple[str, Role]]:
    """The role nouns of a row, singular and plural, each with what it is told apart by."""
    noun, how = cells["noun"].strip(), cells.get("how") or "own"
    if not noun:
        raise ActorTableError(f"{where}: the noun must not be empty")
    if how not in _HOW:
        raise ActorTableError(
            f"{where}: unknown value {how!r} in column how; it is one of {', '.join(sorted(_HOW))}"
        )
    sector = _sector(where, cells.get("sector", ""))
    # a noun may stand beside a modifier of the same spelling, so the key carries the difference
    mark = "+" if how == "modifier" else ""
    yield noun + mark, Role(noun, sector, how)
    if plural := cells.get("plural", "").strip():
        yield plural + mark, Role(plural, sector, how, True)


def _values(cell: str | None) -> list[str]:
    return [value for part in cell.split(";") if (value := part.strip())] if cell else []


def _sector(where: str, sector: str) -> str | None:
    if sector and sector not in SECTORS:
        raise ActorTableError(
            f"{where}: unknown sector {sector!r}; it is one of {', '.join(sorted(SECTORS))}"
        )
    return sector or None


def _office(where: str, text: str) -> Office:
    """``GOV president 2000-05-07/2008-05-07``; a day may be a year or month, the last one open."""
    match = re.fullmatch(r"([A-Z]{3}) (.+?)(?: (\d[\d-]*)?/(\d[\d-]*)?)?", text)
    if not match:
        raise ActorTableError(
            f"{where}: the office {text!r} is not written as 'GOV president 2000-05-07/2008-05'"
        )
    sector, title, first, last = match.groups()
    _sector(where, sector)
    try:
        return Office(sector, title, _day(first, first=True), _day(last, first=False))
    except ValueError as error:
        raise ActorTableError(f"{where}: the office {text!r} has a day that is none: {error}") from error


def _day(text: str | None, *, first: bool) -> date | None:
    """A day, or the first or last one of a month or year."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 1:
        return date(parts[0], 1, 1) if first else date(parts[0], 12, 31)
    year, month = parts
    if first:
        return date(year, month, 1)
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(next_month.toordinal() - 1)


# ---------------------------------------------------------------- all rows together


def _check_countries(rows: dict[str, ActorRow]) -> None:
    known = {row.entry.country for row in rows.values() if row.entry.kind == "country"} | SUPRANATIONAL
    for row in rows.values():
        country = row.entry.country
        if country is not None and country not in known:
            raise ActorTableError(
                f"{row.where}: unknown country {country!r};"
                " it is an ISO 3166 alpha-3 code, IGO, NGO, MNC, IMG, or the code of a row of kind country"
            )


def _with_targets(rows: dict[str, ActorRow]) -> list[ActorRow]:
    """The rows, each that is the same as another pointed at it."""
    found = []
    for row in rows.values():
        seen, last = [row.entry.id], row
        while last.same_as:
            if last.same_as in seen:
                loop = " -> ".join([*seen, last.same_as])
                raise ActorTableError(f"{row.where}: same_as runs in a circle: {loop}")
            if last.same_as not in rows:
                raise ActorTableError(f"{last.where}: same_as names no actor: {last.same_as!r}")
            seen.append(last.same_as)
            last = rows[last.same_as]
        found.append(row if last is row else row._replace(target=last.entry))
    return found
