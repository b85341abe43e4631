"""Arrays that grow at their end: where the index keeps what it knows of a million articles in few bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["Growing"]


class Growing:
    """A one-dimensional array with room to spare at its end; `values` is the part in use."""

    def __init__(self, dtype: DTypeLike) -> None:
        self.array: NDArray[Any] = np.zeros(1024, dtype=dtype)
        self.size = 0

    @property
    def values(self) -> NDArray[Any]:
        """A view of the entries in use."""
        return self.array[: self.size]

    def make_room(self, wanted: int) -> None:
        """See that ``wanted`` entries fit; entries not yet used are zero."""
        if wanted > len(self.array):
            bigger = np.zeros(max(wanted, 2 * len(self.array)), dtype=self.array.dtype)
            bigger[: len(self.array)] = self.array
            self.array = bigger

    def put(self, place: int, value: Any) -> None:
        """Set an entry, or the one after the last."""
        if place == self.size:
            self.make_room(place + 1)
            self.size += 1
        self.array[place] = value

    def extend(self, values: NDArray[Any]) -> None:
        """Several entries more."""
        end = self.size + len(values)
        self.make_room(end)
        self.array[self.size : end] = values
        self.size = end

    def tobytes(self) -> bytes:
        """The entries in use, for a stored state."""
        return self.values.tobytes()
