"""The bottom line: what a reader with half a minute has to know."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import msgspec

from watchfloor.briefing.contested import summary
from watchfloor.briefing.naming import say_day
from watchfloor.briefing.words import stems_of
from watchfloor.records import BriefLine

__all__ = ["digest"]

#: Happenings that are told whatever their day, and further ones that are told as the latest.
WHOLE, LATE = 3, 1
#: Positions that are told.
SAID = 1
#: The weight of a happening halves with every so large a part of the story's length before its last day.
HALVES = 0.3
#: Two lines that share more of their words than this tell of one thing.
ALIKE = 0.6
MOST = 8


def digest(
    told: Sequence[BriefLine],
    positions: Sequence[BriefLine],
    disputed: Sequence[BriefLine],
    expected: Sequence[BriefLine],
) -> list[BriefLine]:
    """Up to eight lines: the main happenings in order of the days, positions, the main dispute, the main forecast.

    Args:
        told, positions, disputed, expected: the lines of the other sections, the weightier ones not folded.
    """
    shown = sorted((line for line in told if not line.folded), key=lambda line: -line.weight)
    last = max((line.day for line in shown if line.day), default="")
    latest = [line for line in shown if line.day == last][:1]
    chosen = _spread(shown, WHOLE, latest)
    chosen += _spread(_late_first(shown), LATE, [*latest, *chosen])
    chosen = sorted([*chosen, *latest], key=lambda line: (line.day or "9999", -line.weight))
    lines = [_labelled(line, say_day(line.day) if line.day else "") for line in chosen]
    said = _spread(sorted(positions, key=lambda line: (line.folded, -line.weight)), SAID, chosen)
    lines += [_labelled(line, line.group) for line in said]
    if disputed:
        main = next((line for line in disputed if line.text.startswith("How ")), disputed[0])
        lines.append(_labelled(summary(main), "Contested"))
    if expected:
        lines.append(_labelled(max(expected, key=lambda line: line.weight), "Outlook"))
    return lines[:MOST]


def _labelled(line: BriefLine, label: str) -> BriefLine:
    return msgspec.structs.replace(line, label=label, group="", folded=False)


def _late_first(lines: Sequence[BriefLine]) -> list[BriefLine]:
    """Lines by their weight once it has faded with the days before the last."""
    days = [date.fromisoformat(line.day[:10]) for line in lines if line.day]
    if not days:
        return []
    last, length = max(days), max((max(days) - min(days)).days, 4)

    def rank(line: BriefLine) -> float:
        age = (last - date.fromisoformat(line.day[:10])).days if line.day else length
        return max(line.weight, 0.0) * math.exp2(-age / (HALVES * length))

    return sorted(lines, key=rank, reverse=True)


def _spread(lines: Sequence[BriefLine], count: int, known: Sequence[BriefLine]) -> list[BriefLine]:
    """The first lines that tell of different things, as far as there are so many."""
    chosen: list[BriefLine] = []
    for line in lines:
        if len(chosen) == count:
            break
        if line not in known and not any(_alike(line.text, other.text) for other in (*known, *chosen)):
            chosen.append(line)
    return chosen


def _alike(one: str, other: str) -> bool:
    words, others = stems_of(one), stems_of(other)
    return len(words & others) > ALIKE * min(len(words), len(others))
