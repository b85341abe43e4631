"""Arrays that grow at their end: where the index keeps what it knows of a million articles in few bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["Growing", "Rows"]


class Growing:
    """A one-dimensional array with room to spare at its end; `values` is the part in use."""

    def __init__(self, dtype: DTypeLike, values: NDArray[Any] | None = None) -> None:
        self.array: NDArray[Any] = np.zeros(1024, dtype=dtype)
        self.size = 0
        if values is not None and len(values):
            self.array, self.size = values.astype(dtype), len(values)

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

    def append(self, value: Any) -> None:
        """One entry more."""
        if self.size == len(self.array):
            self.make_room(self.size + 1)
        self.array[self.size] = value
        self.size += 1

    def extend(self, values: NDArray[Any]) -> None:
        """Several entries more."""
        end = self.size + len(values)
        self.make_room(end)
        self.array[self.size : end] = values
        self.size = end

    def tobytes(self) -> bytes:
        """The entries in use, for a stored state."""
        return self.values.tobytes()


class Rows:
    """Rows of unequal length, one after another in one array: ``rows[i]`` is a view of the i-th."""

    def __init__(
        self, dtype: DTypeLike, values: NDArray[Any] | None = None, ends: NDArray[Any] | None = None
    ) -> None:
        self.data = Growing(dtype, values)
        self.ends = Growing(np.int64, ends)

    def __len__(self) -> int:
        return self.ends.size

    def __getitem__(self, row: int) -> NDArray[Any]:
        start = int(self.ends.array[row - 1]) if row else 0
        return self.data.array[start : int(self.ends.array[row])]

    def append(self, values: NDArray[Any]) -> None:
        """One row more."""
        self.data.extend(values)
        self.ends.append(self.data.size)
