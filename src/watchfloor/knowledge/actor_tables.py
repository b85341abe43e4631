"""The actor tables: who can act, under which names, from which country and sector, in which years.

All tables under ``knowledge/actors`` and a user's own are laid over one another into one `ActorTable`, which is
compiled once into an Aho-Corasick automaton and then looks a text over in a single pass.

Columns of an actor table (TSV, or CSV by its suffix; a header row names them, in any order): ``id`` and ``name``
are required, the others optional. Cells that hold several values part them with semicolons. A name that ends in
``=`` matches only when written exactly so (case and accents); any other name that has a capital asks for a
capital, and one written all in capitals (``UN``) for capitals.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import ahocorasick

__all__ = [
    "KINDS",
    "SECTORS",
    "SUPRANATIONAL",
    "ActorEntry",
    "ActorTable",
    "ActorTableError",
    "Form",
    "Hit",
    "Office",
    "Role",
    "fold",
]

#: PLOVER sectors, with a few of CAMEO's that the manual keeps.
SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "SPY",
        "LEG",
        "JUD",
        "COP",
        "PTY",
        "OPP",
        "REB",
        "UAF",
        "CRM",
        "CVL",
        "BUS",
        "MED",
        "EDU",
        "REL",
        "LAB",
        "AGR",
        "HLH",
        "REF",
        "DEV",
        "ENV",
        "HRI",
        "ELI",
        "NGO",
        "IGO",
        "MNC",
        "IMG",
        "ETH",
    ]
)
#: What stands in a country's place where no one country is behind an actor.
SUPRANATIONAL = frozenset({"IGO", "NGO", "MNC", "IMG"})
KINDS = frozenset({"country", "person", "organisation", "group", "place", "nobody"})
#: Rows of all tables together; more are refused, since the automaton would outgrow the memory of a small machine.
MAX_ROWS = 300_000

_SHELF = Path(__file__).parent / "actors"
_OWN_TABLES = ("countries", "organisations", "groups", "people", "places", "nobody")
_COLUMNS = frozenset(
    [
        "id",
        "name",
        "kind",
        "country",
        "sector",
        "aliases",
        "adjectives",
        "demonyms",
        "capitals",
        "seats",
        "surname",
        "offices",
        "same_as",
        "source",
    ]
)
_ROLE_COLUMNS = frozenset(["noun", "plural", "sector", "how", "source"])
_HOW = frozenset({"own", "takes", "modifier"})
# Which reading of one and the same name comes first; within a use, that of the table laid over the others.
_USES = ("nobody", "country", "seat", "capital", "name", "person", "surname", "demonym", "adjective", "place")
_BREAKS = re.compile(r"[,;:()!?\"“”]|\. ")


class ActorTableError(ValueError):
    """A table cannot be used; the message names file, row and remedy."""


class Office(NamedTuple):
    """One office of a person: first and last day, None where open."""

    sector: str
    title: str
    first: date | None
    last: date | None

    def held(self, on: date) -> bool:
        """Whether it was held on that day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


class ActorEntry(NamedTuple):
    """One row of an actor table."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    offices: tuple[Office, ...] = ()
    adjective: str = ""

    def sector_on(self, on: date | None) -> str | None:
        """The sector on a day: that of the office held, ELI for one who no longer holds any.

        Without a day an office holder is taken to be in the latest office.
        """
        if not self.offices:
            return self.sector
        if on is None:
            return self.offices[-1].sector
        for office in reversed(self.offices):
            if office.held(on):
                return office.sector
        if self.sector:
            return self.sector
        return "ELI" if any(o.last is not None and o.last < on for o in self.offices) else None


class Role(NamedTuple):
    """A noun that says what somebody is ("troops"), not who.

    Attributes:
        how: ``own`` (has its sector), ``takes`` (that of the body it belongs to, ``sector`` where it belongs to none
            that is known) or ``modifier`` (a word before a noun that gives it the sector).
    """

    noun: str
    sector: str | None
    how: str
    plural: bool = False


class Form(NamedTuple):
    """One name of an entry or role: what it stands for, and how it must be written."""

    use: str
    entry: ActorEntry | None
    role: Role | None
    text: str
    exact: bool = False


class Hit(NamedTuple):
    """A name found in a text: ``text[start:end]``, and what it may stand for, likeliest first."""

    start: int
    end: int
    forms: tuple[Form, ...]


# ---------------------------------------------------------------- spelling

_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "s", "ı": "i", "æ": "a", "œ": "o", "þ": "t", "ə": "a"}


class _Folding(dict[int, str]):
    """One character for one: lower case without accents, a blank for all that is no letter or digit."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()[:1]
        folded = _PLAIN.get(base, base) if base.isalnum() else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as the automaton reads it; as long as the text, so that offsets stay."""
    return text.translate(_FOLDING)


def _key(name: str) -> str:
    return f" {' '.join(fold(name).split())} "


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return 1 < len(letters) <= 6 and all(c.isupper() for c in letters)


def _written_as(form: Form, words: str) -> bool:
    """Whether the words of a text are written as a name asks."""
    name = form.text
    if form.exact:
        return words == name
    if len(words) > 3 and _BREAKS.search(words) and not _BREAKS.search(name):
        return False
    if name.islower():
        return True
    if _is_acronym(name):
        return words.isupper()
    if not words[:1].isupper() and name[:1].isupper():
        return False
    last_name, last_words = name.rsplit(None, 1)[-1], words.rsplit(None, 1)[-1]
    return not (last_name[:1].isupper() and last_words[:1].islower())


# ---------------------------------------------------------------- the table


class ActorTable:
    """All actors and roles, compiled for matching; make one with `load`.

    Attributes:
        entries: by id.
        roles: how many role nouns there are.
    """

    def __init__(self, rows: Iterable[_Row], roles: Iterable[Role]) -> None:
        self.entries: dict[str, ActorEntry] = {}
        self._people: dict[str, list[ActorEntry]] = {}
        forms: dict[str, list[Form]] = {}
        for row in rows:
            self._add(row, forms)
        self.roles = 0
        for role in roles:
            self.roles += 1
            forms.setdefault(_key(role.noun), []).append(Form(role.how, None, role, role.noun))
        self._automaton = ahocorasick.Automaton()
        for key, readings in forms.items():
            self._automaton.add_word(key, (len(key), tuple(readings)))
        if forms:
            self._automaton.make_automaton()
        self.names = len(forms)

    @classmethod
    def load(cls, extra: Sequence[str | Path] = ()) -> ActorTable:
        """Our tables with a user's laid over them.

        A user's row with an id of ours takes its place; a table with the columns of ``roles.tsv`` adds role nouns.
        Without ``extra`` the same table is given each time.

        Args:
            extra: paths of tables, later ones over earlier ones.

        Raises:
            ActorTableError: with file and row: an unknown column, kind, sector, country or day, an id that
                occurs twice in one file, rows that are the same as one another in a circle, too many rows.
        """
        if not extra:
            return _default_table()
        return cls._from_files([Path(path) for path in extra])

    @classmethod
    def _from_files(cls, extra: Sequence[Path]) -> ActorTable:
        own = [_SHELF / f"{name}.tsv" for name in _OWN_TABLES]
        rows: dict[str, _Row] = {}
        roles: dict[str, Role] = {}
        budget = MAX_ROWS
        for path in [*reversed(extra), *own, _SHELF / "roles.tsv"]:
            header, body = _read(path)
            if "noun" in header:
                for number, cells in body:
                    budget = _spend(budget, path, number)
                    for key, role in _role(path, number, cells).items():
                        roles.setdefault(key, role)
                continue
            _check_header(path, header, {"id", "name"}, _COLUMNS)
            seen: dict[str, int] = {}
            for number, cells in body:
                budget = _spend(budget, path, number)
                row = _row(path, number, cells)
                if row.entry.id in seen:
                    raise ActorTableError(
                        f"{path}, row {number}: the id {row.entry.id} is already in row {seen[row.entry.id]};"
                        " give each actor one row"
                    )
                seen[row.entry.id] = number
                # the first row of an id counts: tables laid over others are read before them
                rows.setdefault(row.entry.id, row)
        _check_countries(rows)
        return cls(_without_aliases(rows), roles.values())

    def _add(self, row: _Row, forms: dict[str, list[Form]]) -> None:
        entry = row.entry
        if row.target is None:
            self.entries[entry.id] = entry
        else:
            entry = row.target
        for use, names in row.names:
            for name in names:
                exact = name.endswith("=")
                text = name.removesuffix("=")
                form = Form(use, entry, None, text, exact)
                for spelling in _spellings(text):
                    readings = forms.setdefault(_key(spelling), [])
                    readings.append(form if spelling == text else form._replace(text=spelling))
                    readings.sort(key=lambda f: _USES.index(f.use))
        if row.surname:
            self._people.setdefault(_key(row.surname), []).append(entry)

    def people(self, surname: str) -> list[ActorEntry]:
        """The persons of that surname, whether or not the surname alone would be taken for one of them."""
        return self._people.get(_key(surname), [])

    def find(self, text: str) -> list[Hit]:
        """The names in a text, left to right, none inside another; the longest of those that start first wins."""
        folded = fold(text)
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(folded)]
        if not tokens:
            return []
        joined = f" {' '.join(folded.split())} "
        token_at: dict[int, int] = {}
        position = 1
        for index, (start, end) in enumerate(tokens):
            token_at[position] = index
            position += end - start + 1
        found: list[tuple[int, int, tuple[Form, ...]]] = []
        token_at[len(joined)] = len(tokens)
        for end, (length, readings) in self._automaton.iter(joined):
            start = tokens[token_at[end - length + 2]][0]
            stop = tokens[token_at[end + 1] - 1][1]
            words = text[start:stop]
            forms = tuple(form for form in readings if _written_as(form, words))
            if forms:
                found.append((start, -stop, forms))
        found.sort(key=lambda hit: hit[:2])
        hits: list[Hit] = []
        free = 0
        for start, minus_end, forms in found:
            if start >= free:
                free = -minus_end
                hits.append(Hit(start, free, forms))
        return hits


_TOKEN = re.compile(r"\S+")


@functools.cache
def _default_table() -> ActorTable:
    return ActorTable._from_files([])


def _spellings(name: str) -> list[str]:
    """A name and its other usual spellings: U.S. and US, St. and Saint, with and without "the"."""
    found = [name]
    if re.match(r"(US|UN|UK|EU) ", name):
        found.append(f"{name[0]}.{name[1]}.{name[2:]}")
    if "Saint " in name:
        found.append(name.replace("Saint ", "St. "))
    if " and " in name:
        found.append(name.replace(" and ", " & "))
    if "efence" in name:
        found.append(name.replace("efence", "efense"))
    if "rganisation" in name:
        found.append(name.replace("rganisation", "rganization"))
    if "rganization" in name:
        found.append(name.replace("rganization", "rganisation"))
    return found


# ---------------------------------------------------------------- reading and checking


class _Row(NamedTuple):
    path: Path
    number: int
    entry: ActorEntry
    names: list[tuple[str, list[str]]]
    surname: str
    same_as: str
    target: ActorEntry | None = None


def _spend(budget: int, path: Path, number: int) -> int:
    if budget == 0:
        raise ActorTableError(
            f"{path}, row {number}: more than {MAX_ROWS:,} actors in all tables together;"
            " leave out those that your articles never name"
        )
    return budget - 1


def _read(path: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    """The header of a table and its rows with their numbers; the header is row 1."""
    try:
        lines = path.open(encoding="utf-8", newline="")
        first = lines.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise ActorTableError(f"{path}: cannot be read: {error}") from error
    comma = path.suffix == ".csv"
    header = next(csv.reader([first])) if comma else first.rstrip("\r\n").split("\t")

    def body() -> Iterator[tuple[int, dict[str, str]]]:
        with lines:
            table = csv.reader(lines) if comma else (line.rstrip("\r\n").split("\t") for line in lines)
            number = 1
            try:
                for cells in table:
                    number += 1
                    if not any(cells):
                        continue
                    if len(cells) > len(header):
                        raise ActorTableError(
                            f"{path}, row {number}: {len(cells)} cells where the header has {len(header)}"
                        )
                    yield number, dict(zip(header, cells, strict=False))
            except UnicodeDecodeError as error:
                raise ActorTableError(f"{path}, after row {number}: not UTF-8: {error}") from error

    return header, body()


def _check_header(path: Path, header: Sequence[str], needed: set[str], known: frozenset[str]) -> None:
    missing, unknown = needed - set(header), set(header) - known
    if missing or unknown:
        what = (
            f"lacks the column {sorted(missing)[0]}"
            if missing
            else f"has the unknown column {sorted(unknown)[0]!r}"
        )
        raise ActorTableError(f"{path}, row 1: {what}; the columns are {', '.join(sorted(known))}")


def _values(cell: str | None) -> list[str]:
    return [value for part in cell.split(";") if (value := part.strip())] if cell else []


def _row(path: Path, number: int, cells: dict[str, str]) -> _Row:
    where = f"{path}, row {number}"
    id_, name = cells["id"].strip(), cells.get("name", "").strip()
    if not id_ or not name:
        raise ActorTableError(f"{where}: id and name must not be empty")
    kind = cells.get("kind") or "organisation"
    if kind not in KINDS:
        raise ActorTableError(f"{where}: unknown kind {kind!r}; it is one of {', '.join(sorted(KINDS))}")
    sector = cells.get("sector") or None
    _check_sector(where, sector)
    offices = tuple(_office(where, text) for text in _values(cells.get("offices")))
    adjective = next(iter(_values(cells.get("adjectives"))), name)
    entry = ActorEntry(id_, name, kind, cells.get("country") or None, sector, offices, adjective)
    use = {"country": "country", "person": "person", "place": "place", "nobody": "nobody"}.get(kind, "name")
    aliases = _values(cells.get("aliases"))
    names = [(use, aliases if f"{name}=" in aliases else [name, *aliases])]
    for column, column_use in _OTHER_NAMES:
        if cells.get(column):
            names.append((column_use, _values(cells[column])))
    surname = ""
    if kind == "person":
        surname = cells.get("surname", "") or name.rsplit(None, 1)[-1]
        if surname.endswith("!"):
            surname = surname[:-1]
            names.append(("surname", [surname]))
    return _Row(path, number, entry, names, surname, cells.get("same_as", ""))


_OTHER_NAMES = (
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)


def _check_sector(where: str, sector: str | None) -> None:
    if sector is not None and sector not in SECTORS:
        raise ActorTableError(
            f"{where}: unknown sector {sector!r}; it is one of {', '.join(sorted(SECTORS))}"
        )


def _office(where: str, text: str) -> Office:
    """``GOV president 2000-05-07/2008-05-07``; a day may be a year or month, the last one open."""
    match = re.fullmatch(r"([A-Z]{3}) (.+?)(?: (\d[\d-]*)?/(\d[\d-]*)?)?", text)
    if not match:
        raise ActorTableError(
            f"{where}: the office {text!r} is not written as 'GOV president 2000-05-07/2008-05'"
        )
    sector, title, first, last = match.groups()
    _check_sector(where, sector)
    try:
        return Office(sector, title, _day(first, first=True), _day(last, first=False))
    except ValueError as error:
        raise ActorTableError(f"{where}: the office {text!r} has a day that is none: {error}") from error


def _day(text: str | None, *, first: bool) -> date | None:
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


def _role(path: Path, number: int, cells: dict[str, str]) -> dict[str, Role]:
    where = f"{path}, row {number}"
    _check_header(path, list(cells), {"noun"}, _ROLE_COLUMNS)
    noun, how = cells["noun"].strip(), cells.get("how") or "own"
    sector = cells.get("sector") or None
    if not noun:
        raise ActorTableError(f"{where}: the noun must not be empty")
    if how not in _HOW:
        raise ActorTableError(
            f"{where}: unknown value {how!r} in column how; it is one of {', '.join(sorted(_HOW))}"
        )
    _check_sector(where, sector)
    # a noun may stand beside a modifier of the same spelling, so the key carries the difference
    mark = "+" if how == "modifier" else ""
    found = {noun + mark: Role(noun, sector, how)}
    if plural := cells.get("plural", "").strip():
        found[plural + mark] = Role(plural, sector, how, True)
    return found


def _check_countries(rows: dict[str, _Row]) -> None:
    known = {row.entry.country for row in rows.values() if row.entry.kind == "country"} | SUPRANATIONAL
    for row in rows.values():
        country = row.entry.country
        if country is not None and country not in known:
            raise ActorTableError(
                f"{row.path}, row {row.number}: unknown country {country!r};"
                " it is an ISO 3166 alpha-3 code, IGO, NGO, MNC, IMG, or the code of a row of kind country"
            )


def _without_aliases(rows: dict[str, _Row]) -> list[_Row]:
    """The rows, each that is the same as another pointed at it; rows laid over others first."""
    found = []
    for row in rows.values():
        seen, last = [row.entry.id], row
        while last.same_as:
            if last.same_as in seen:
                loop = " -> ".join([*seen, last.same_as])
                raise ActorTableError(f"{row.path}, row {row.number}: same_as runs in a circle: {loop}")
            if last.same_as not in rows:
                raise ActorTableError(
                    f"{last.path}, row {last.number}: same_as names no actor: {last.same_as!r}"
                )
            seen.append(last.same_as)
            last = rows[last.same_as]
        found.append(row if last is row else row._replace(target=last.entry))
    return found
