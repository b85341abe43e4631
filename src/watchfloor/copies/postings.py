"""Who had a fingerprint first."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

__all__ = ["COMMON", "Postings"]

COMMON = -1


class Postings(dict[int, int | tuple[int, ...]]):
    """Fingerprints with the rows of the texts that brought them.

    A fingerprint is kept for the first text of an origin only, so a wire printed a thousand times costs no more than
    one printed once; one that more than ``limit`` origins share (a publisher's closing line, a stock phrase) becomes
    `COMMON` and says nothing from then on. Looking up and entering cost the same whatever is stored.
    """

    def __init__(self, limit: int = 4) -> None:
        super().__init__()
        self._limit = limit

    def most_voted(self, keys: Iterable[int], most: int) -> list[tuple[int, int]]:
        """Rows with how many of the fingerprints they brought, the highest counts first, and no more than ``most``."""
        counts: dict[int, int] = {}
        for owner in map(self.get, keys):
            if owner is None or owner == COMMON:
                continue
            for row in owner if isinstance(owner, tuple) else (owner,):
                counts[row] = counts.get(row, 0) + 1
        return sorted(counts.items(), key=lambda vote: -vote[1])[:most]

    def enter(self, keys: Sequence[int], row: int, same: Callable[[int], bool]) -> None:
        """Note that a row brings these fingerprints, apart from those that its own origin brought before.

        Args:
            same: whether another row is of the same origin.
        """
        for key in keys:
            owner = self.setdefault(key, row)
            if owner in (row, COMMON):
                continue
            owners = owner if isinstance(owner, tuple) else (owner,)
            if any(same(other) for other in owners):
                continue
            self[key] = (*owners, row) if len(owners) < self._limit else COMMON

    def forget(self, kept: Container[int]) -> None:
        """Leave no row but the kept ones; what was common may show itself to be so again."""
        # A tuple is in none, nor is `COMMON`: the few that need a closer look.
        for key, owner in [entry for entry in self.items() if entry[1] not in kept]:
            left = tuple(filter(kept.__contains__, owner)) if isinstance(owner, tuple) else ()
            if left:
                self[key] = left if len(left) > 1 else left[0]
            else:
                del self[key]
