"""A text that remembers where each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from watchfloor.records import Edit

__all__ = ["Aligned", "Change", "source_offsets"]


class Change(NamedTuple):
    """Put ``new`` in the place of ``text[start:end]`` of the text as it stands."""

    start: int
    end: int
    new: str
    kind: str


class Aligned:
    """A text under repair.

    Every step hands in its changes in offsets of the text as it stands then; ``edits`` always relate the text as
    it stands to the original. Between two edits the text equals the original, letter for letter.

    Attributes:
        text: the text as it stands.
        edits: in order of the text; no two touch.
        counts: how many changes of each kind were made.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self.edits: list[Edit] = []
        self.counts: Counter[str] = Counter()

    def apply(self, changes: Iterable[Change]) -> None:
        """Make changes, given in order and without overlap; one that changes nothing is left out."""
        todo = [change for change in changes if self.text[change.start : change.end] != change.new]
        if not todo:
            return
        self.counts.update(change.kind for change in todo)
        pieces: list[str] = []
        at = 0
        for change in todo:
            if change.start < at:
                raise ValueError(f"changes overlap at {change.start}")
            pieces += (self.text[at : change.start], change.new)
            at = change.end
        pieces.append(self.text[at:])
        self.edits = _compose(self.edits, todo)
        self.text = "".join(pieces)


# Where edits fall together, the kind that tells a reader most is kept.
_TELLING = [
    "white-space",
    "wrapped",
    "characters",
    "list",
    "punctuation",
    "entity",
    "joined-words",
    "mojibake",
    "markup",
    "furniture",
]


def _telling(kind: str) -> int:
    return _TELLING.index(kind.partition(":")[0])


class _Group:
    """Edits and changes that touch one another: they become one edit."""

    def __init__(self) -> None:
        self.start = self.end = self.source_start = self.source_end = self.growth = 0
        self.kind = ""


def _compose(edits: list[Edit], changes: list[Change]) -> list[Edit]:
    """Edits from the original to the text after ``changes``, which are in offsets of the text after ``edits``."""
    composed: list[Edit] = []
    shift = 0  # how much the changes before this point lengthened the text
    source = 0  # original offset minus offset in the text as it stands, after the last old edit passed
    group: _Group | None = None

    def close() -> None:
        nonlocal shift, group
        if group is None:
            return
        start = group.start + shift
        shift += group.growth
        composed.append(
            Edit(
                start=start,
                end=group.end + shift,
                source_start=group.source_start,
                source_end=group.source_end,
                kind=group.kind,
            )
        )
        group = None

    old = new = 0
    while old < len(edits) or new < len(changes):
        take_old = new == len(changes) or (old < len(edits) and edits[old].start <= changes[new].start)
        item: Edit | Change = edits[old] if take_old else changes[new]
        if group is None or item.start > group.end:
            close()
            group = _Group()
            group.start = group.end = item.start
            group.source_start = group.source_end = item.start + source
            group.kind = item.kind
        group.kind = max(group.kind, item.kind, key=_telling)
        if isinstance(item, Edit):
            source = item.source_end - item.end
            old += 1
        else:
            group.growth += len(item.new) - (item.end - item.start)
            new += 1
        group.end = max(group.end, item.end)
        group.source_end = group.end + source
    close()
    return composed


def source_offsets(edits: list[Edit], start: int, end: int) -> tuple[int, int]:
    """The original's offsets for ``start`` to ``end`` of the cleaned text.

    A position inside an edit stands for the whole of what the edit replaced. Words that were thrown away at the
    very edge of the span are left out, those inside it are part of it.
    """
    if end <= start:
        at = _source_of(edits, start, after=True)
        return at, at
    return _source_of(edits, start, after=True), _source_of(edits, end, after=False)


def _source_of(edits: list[Edit], offset: int, *, after: bool) -> int:
    """Where an offset lies in the original: behind (``after``) or before what was thrown away right there."""
    index = bisect_right(edits, offset if after else offset - 1, key=lambda edit: edit.start) - 1
    if index < 0:
        return offset
    edit = edits[index]
    if offset >= edit.end:
        return offset - edit.end + edit.source_end
    return edit.source_start if after else edit.source_end
