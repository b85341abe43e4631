"""What a reader is told when a file or a record can't be read, or was read with a doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

__all__ = ["OnProblem", "Problem"]


class Problem(NamedTuple):
    """Something that a person should know of.

    Attributes:
        path: the file, folder or ``-`` as it was given or found.
        line: its line where that is known, else None; counted from 1.
        message: what is wrong.
        remedy: what to do about it.
        severity: ``error`` (something was not read), ``warning`` (it was read, with a doubt) or ``note`` (nothing
            is lost: a file of another kind in a folder, a document met before).
    """

    path: str
    line: int | None
    message: str
    remedy: str
    severity: Literal["error", "warning", "note"] = "error"

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}. {self.remedy}"


OnProblem = Callable[[Problem], None]
