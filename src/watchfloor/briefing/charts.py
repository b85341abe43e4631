"""Small drawings as inline SVG; each stands beside words that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from watchfloor.records import Brief, BriefLine

__all__ = ["articles_by_day", "figure_bars", "highest"]

# Colours are the style sheet's; these greys are for a printer that does not apply it to drawings.
_GREYS = {"own": "#333", "copied": "#aaa"}
_WIDTH, _HEIGHT = 220.0, 16.0
#: Days beyond which the articles are counted by longer stretches.
_MOST_COLUMNS = 60


def figure_bars(line: BriefLine) -> list[Markup]:
    """For each row of a contested figure its place on the scale that the rows share; empty where there is no figure.

    A dot is an exact figure, a bar with two ends a range; a bar that fades out to the right is "at least", to the
    left "at most".
    """
    bounds = [(row.get("low"), row.get("high")) for row in line.values]
    known = [value for pair in bounds for value in pair if isinstance(value, (int, float))]
    if len(known) < 2 or max(known) <= 0:
        return []
    # Room to the right of the highest figure, for the bar of an "at least".
    top = max(known) * 1.12
    return [_bar(low, high, top) for low, high in bounds]


def highest(line: BriefLine) -> str:
    """The highest figure of a contested line, for the head of the scale; empty where there is none."""
    known = [
        v for row in line.values for v in (row.get("low"), row.get("high")) if isinstance(v, (int, float))
    ]
    return f"{max(known):,.0f}" if known else ""


def _bar(low: float | None, high: float | None, top: float) -> Markup:
    def x(value: float) -> float:
        return round(6 + (_WIDTH - 12) * value / top, 1)

    middle = _HEIGHT / 2
    parts = [f'<line class="axis" stroke="#bbb" x1="6" x2="{_WIDTH - 6}" y1="{middle}" y2="{middle}"/>']
    if low is None and high is None:
        return _svg(_WIDTH, _HEIGHT, parts)
    if low is not None and high is not None:
        parts.append(
            f'<line class="range" stroke="#333" stroke-width="3" x1="{x(low)}" x2="{x(high)}" y1="{middle}" y2="{middle}"/>'
        )
    elif low is not None:
        end = _WIDTH - 6
        parts.append(
            f'<line class="open" stroke="#333" stroke-width="2" stroke-dasharray="3 3" x1="{x(low)}" x2="{end}" y1="{middle}" y2="{middle}"/>'
        )
        parts.append(
            f'<path class="head" fill="none" stroke="#333" d="M{end - 5} {middle - 4}L{end} {middle}L{end - 5} {middle + 4}"/>'
        )
    else:
        parts.append(
            f'<line class="open" stroke="#333" stroke-width="2" stroke-dasharray="3 3" x1="6" x2="{x(high or 0)}" y1="{middle}" y2="{middle}"/>'
        )
        parts.append(
            f'<path class="head" fill="none" stroke="#333" d="M11 {middle - 4}L6 {middle}L11 {middle + 4}"/>'
        )
    parts += [
        f'<circle fill="#333" cx="{x(value)}" cy="{middle}" r="4.5"/>'
        for value in dict.fromkeys((low, high))
        if value is not None
    ]
    return _svg(_WIDTH, _HEIGHT, parts)


def _svg(width: float, height: float, parts: Sequence[str]) -> Markup:
    # All of it is numbers and fixed names: nothing of an article gets in here.
    return Markup(
        f'<svg viewBox="0 0 {width:g} {height:g}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def articles_by_day(brief: Brief) -> Markup:
    """Columns of articles by day, those of an origin of their own dark, copies light; empty for fewer than three days."""
    copies = {d for origin in brief.origins for d in origin.documents if d != origin.first}
    days = [(day, document.id in copies) for document in brief.documents if (day := document.day)]
    if len({day for day, _ in days}) < 3:
        return Markup("")
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    step = max(1, -(-((last - first).days + 1) // _MOST_COLUMNS))
    own = Counter((day - first).days // step for day, copied in days if not copied)
    copied = Counter((day - first).days // step for day, copied in days if copied)
    columns = (last - first).days // step + 1
    highest = max(own[i] + copied[i] for i in range(columns))
    width, height = 300.0, 48.0
    pitch = width / columns
    parts = []
    for i in range(columns):
        bottom = height
        for counts, name in ((own, "own"), (copied, "copied")):
            tall = round((height - 2) * counts[i] / highest, 1)
            if tall:
                bottom -= tall
                parts.append(
                    f'<rect class="{name}" fill="{_GREYS[name]}" x="{i * pitch:.1f}" y="{bottom:.1f}" width="{max(1.5, min(pitch - 1, 14)):.1f}" height="{tall}"/>'
                )
    parts.append(
        f'<line class="axis" stroke="#bbb" x1="0" x2="{width:g}" y1="{height - 0.5}" y2="{height - 0.5}"/>'
    )
    return _svg(width, height, parts)
