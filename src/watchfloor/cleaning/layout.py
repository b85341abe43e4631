"""Lines and paragraphs: blank lines part paragraphs and headings, list items follow one another line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.cleaning.aligned import Aligned, Change

__all__ = ["lay_out"]

_BREAK = re.compile(r"\n[ \t\n]*")
_GAPS = re.compile(r"[ \t]{2,}|\t")


def lay_out(text: Aligned) -> None:
    """Make the white space between lines say what they are; lines that were only wrapped are joined."""
    if "  " in text.text or "\t" in text.text:
        text.apply(Change(m.start(), m.end(), " ", "white-space") for m in _GAPS.finditer(text.text))
    lead = len(text.text) - len(text.text.lstrip())
    trail = len(text.text.rstrip())
    if trail:
        text.apply([Change(0, lead, "", "white-space"), Change(trail, len(text.text), "", "white-space")])
    else:
        text.apply([Change(0, len(text.text), "", "white-space")])
    text.apply(_breaks(text.text))


def _breaks(text: str) -> Iterator[Change]:
    breaks = [
        (
            match.start() - 1 if text[match.start() - 1] == " " else match.start(),
            match.end(),
        )  # gaps are one space by now
        for match in _BREAK.finditer(text)
    ]
    if not breaks:
        return
    starts = [0] + [end for _, end in breaks]
    ends = [start for start, _ in breaks] + [len(text)]
    width = _wrap_width(text, breaks, starts, ends)
    for index, (start, end) in enumerate(breaks):
        before = text[starts[index] : ends[index]]
        after = text[starts[index + 1] : ends[index + 1]]
        single = text.count("\n", start, end) == 1
        if after.startswith("- ") and before.startswith("- "):
            new = "\n"
        elif single and not after.startswith("- ") and _is_wrapped(before, after, width):
            new = " "
        else:
            new = "\n\n"
        yield Change(start, end, new, "white-space" if new != " " else "wrapped")


def _wrap_width(text: str, breaks: list[tuple[int, int]], starts: list[int], ends: list[int]) -> int:
    """The width that a text was wrapped at, 0 if it was not: nearly all its lines are filled up to it."""
    singles = [i for i, (start, end) in enumerate(breaks) if text.count("\n", start, end) == 1]
    if len(singles) < 4:
        return 0
    width = max(ends[i] - starts[i] for i in range(len(starts)))
    if not 40 <= width <= 120:
        return 0
    filled = sum(
        _fills(ends[i] - starts[i], text[starts[i + 1] : starts[i + 1] + 40], width) for i in singles
    )
    return width if filled >= 0.6 * len(singles) else 0


def _fills(length: int, after: str, width: int) -> bool:
    """True if the next line's first word would not have fitted."""
    return length + 1 + len(after.split(None, 1)[0] if after.split() else "") > width - 4


def _is_wrapped(before: str, after: str, width: int) -> bool:
    if width and _fills(len(before), after, width):
        return True
    return after[:1].islower() and (before[-1:].isalnum() or before[-1:] in tuple(",–—-"))
