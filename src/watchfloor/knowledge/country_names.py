"""Names of countries, for rooms that need nothing else of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from watchfloor.knowledge.ontology import read_rows

__all__ = ["country_names"]

_TABLE = Path(__file__).parent / "actors" / "countries.tsv"


@cache
def country_names() -> frozenset[str]:
    """Names and aliases of the countries and territories in ``actors/countries.tsv``, as they are written there.

    Raises:
        TableError: the table cannot be read.
    """
    rows = read_rows(_TABLE, ("name", "kind", "aliases", "source"))
    names = [
        n for _, row in rows for n in (row["name"], *row["aliases"].split(";")) if row["kind"] == "country"
    ]
    return frozenset(name.strip() for name in names if name.strip())
