"""Which offices a title may stand for: "foreign secretary", "minister", "leader"; the table is ``actors/titles.tsv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["TitleTable", "load_titles"]

_TABLE = Path(__file__).parent / "actors" / "titles.tsv"


class TitleTable(msgspec.Struct, frozen=True):
    """The table.

    Attributes:
        same: words and those that mean the same in the offices of our tables, to be replaced in this order.
        holds: by title, what the offices that it may stand for hold; an empty text is in any.
    """

    same: list[tuple[str, str]]
    holds: dict[str, list[str]]

    def may_be(self, title: str, office: str) -> bool:
        """Whether the title of a text may stand for an office: "minister" for "foreign minister"."""
        title, office = title.lower(), office.lower()
        for words, usual in self.same:
            title = title.replace(words, usual)
        if title in self.holds:
            return any(words in office for words in self.holds[title])
        return office == title or office.endswith(f" {title}")


@cache
def load_titles(path: Path = _TABLE) -> TitleTable:
    """Read the table, once a process.

    Raises:
        TableError: it cannot be read or a row has a wrong value; the message names file and row.
    """
    table = TitleTable(same=[], holds={})
    for number, row in read_rows(path, ("words", "how", "office", "source")):
        if row["how"] == "is":
            table.same.append((row["words"], row["office"]))
        elif row["how"] == "holds":
            table.holds.setdefault(row["words"], []).append(row["office"])
        else:
            raise TableError(f"{path}, row {number}: how is is or holds, not {row['how']!r}")
    return table
