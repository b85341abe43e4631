"""Which recent articles have a term: the way to candidates without comparing all with all."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["RecentPostings"]

_KEPT, _SPARE = 48, 12


class RecentPostings(dict[int, list[int]]):
    """Rows by term, no more than the last few of each.

    A common term thus leads to what is recent, a rare one to whatever has it, however old; and the work for one article
    is the same whatever is stored.
    """

    def enter(self, term: int, row: int) -> None:
        """Note that a row has the term."""
        rows = self.get(term)
        if rows is None:
            self[term] = [row]
            return
        rows.append(row)
        if len(rows) >= _KEPT + _SPARE:
            del rows[:-_KEPT]

    def forget(self, kept: Collection[int]) -> None:
        """Leave no row that is older than all kept ones; in the lists that had such, none but kept ones."""
        oldest = min(kept, default=0)
        for term, rows in list(self.items()):
            if kept and rows[0] >= oldest:
                continue
            left = list(filter(kept.__contains__, rows))
            if left:
                self[term] = left
            else:
                del self[term]
