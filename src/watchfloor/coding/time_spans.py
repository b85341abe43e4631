"""Periods of the calendar as first and last day, and days moved by units."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

__all__ = ["first_from", "month_span", "part_of", "period", "shift", "shift_month"]


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def first_from(day: date, start: date) -> date | None:
    """The first day of the same name from ``start`` on; None where that year has none (29 February)."""
    try:
        return day.replace(year=start.year + ((day.month, day.day) < (start.month, start.day)))
    except ValueError:
        return None


def shift_month(day: date, months: int) -> date:
    """A day moved by months, to the last of the month where that one is shorter; unmoved beyond the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, amount: float, unit: str) -> date:
    """A day moved by an amount of units; hours count as days from a whole day on."""
    try:
        if unit in ("hour", "minute"):
            return day + timedelta(days=int(amount / 24) if unit == "hour" else 0)
        if unit in ("day", "night"):
            return day + timedelta(days=int(amount))
        if unit in ("week", "fortnight"):
            return day + timedelta(days=int(amount * (7 if unit == "week" else 14)))
        return shift_month(
            day, int(amount * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
        )
    except (OverflowError, ValueError):
        return day


def period(day: date, unit: str, offset: int) -> tuple[date, date]:
    """The week (Monday first), weekend, month, quarter, year, decade of a day, or the one ``offset`` later."""
    if unit == "week":
        start = day - timedelta(days=day.weekday()) + timedelta(days=7 * offset)
        return start, start + timedelta(days=6)
    if unit == "weekend":
        start = day - timedelta(days=day.weekday()) + timedelta(days=5 + 7 * offset)
        return start, start + timedelta(days=1)
    if unit == "month":
        moved = shift_month(day.replace(day=1), offset)
        return month_span(moved.year, moved.month)
    if unit == "quarter":
        first = shift_month(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * offset)
        last = shift_month(first, 2)
        return first, month_span(last.year, last.month)[1]
    length = {"year": 1, "decade": 10, "century": 100}.get(unit, 1)
    year = day.year // length * length + offset * length
    return date(year, 1, 1), date(year + length - 1, 12, 31)


def part_of(span: tuple[date, date], part: str) -> tuple[date, date]:
    """The early, middle or late third of a span."""
    first, last = span
    days = (last - first).days + 1
    part = part.lower()
    if part.startswith(("early", "the beginning", "the start", "beginning", "start", "earlier")):
        return first, first + timedelta(days=max(0, round(days / 3) - 1))
    if part.startswith(("late", "the end", "end")):
        return last - timedelta(days=max(0, round(days / 3) - 1)), last
    if part.startswith(("mid", "the middle")):
        return first + timedelta(days=days // 3), last - timedelta(days=days // 3)
    return span
