"""Dates as pages, exports and date lines write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

__all__ = ["Reading", "date_in_address", "read_date"]

EARLIEST_YEAR = 1990

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?m?\.?\s*(utc|gmt|z\b|[+-]\d{2}:?\d{2})?", re.I
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})\b", re.I)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b\.?\s*,?\s*(\d{{4}})\b", re.I
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?")
_IN_ADDRESS = re.compile(
    rf"[/_-](?P<year>(?:19|20)\d\d)[/_-]?(?P<month>0[1-9]|1[0-2]|{_MONTH})[/_-]?(?P<day>0[1-9]|[12]\d|3[01])(?=\D|$)",
    re.I,
)


class Reading(NamedTuple):
    """A date as read: ``value`` in ISO 8601 or None, and why it is doubtful (empty when it is not)."""

    value: str | None
    doubt: str = ""


def read_date(value: object, now: datetime) -> Reading:
    """Read a date of any common spelling: ISO 8601, RFC 2822, seconds or milliseconds since 1970, month names.

    A date before 1990 or later than tomorrow is doubtful, and so is one such as 05/06/2024 that may be of two
    months: it is not used. ``Reading(None)`` for what is no date at all.
    """
    if value is None or isinstance(value, bool):
        return Reading(None)
    found = _from_number(value) if isinstance(value, int | float) else _from_text(str(value).strip()[:80])
    if found is None:
        return Reading(None, f"'{str(value)[:40]}' is no date that can be read" if str(value).strip() else "")
    if isinstance(found, str):
        return Reading(None, found)
    day = found.date() if isinstance(found, datetime) else found
    if day.year < EARLIEST_YEAR:
        return Reading(None, f"{day.isoformat()} lies before {EARLIEST_YEAR}")
    if day > now.date() + timedelta(days=1):
        return Reading(None, f"{day.isoformat()} lies in the future")
    return Reading(found.isoformat())


def date_in_address(address: str, now: datetime) -> Reading:
    """A date in a URL's path such as ``/2024/10/26/``."""
    match = _IN_ADDRESS.search(address)
    if not match:
        return Reading(None)
    month = match["month"].casefold()
    number = _MONTHS.get(month) or int(month)
    day = _day(int(match["year"]), number, int(match["day"]))
    return read_date(day.isoformat(), now) if day else Reading(None)


def _from_number(value: float) -> datetime | None:
    if 19_000_101 <= value <= 21_001_231 and value == int(value):
        day = _day(int(value) // 10_000, int(value) // 100 % 100, int(value) % 100)
        if day:
            return datetime(day.year, day.month, day.day)
    seconds = value / 1000 if abs(value) > 1e11 else value
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _from_text(text: str) -> date | datetime | str | None:
    if not text:
        return None
    try:
        if "T" in text or ":" in text:
            return datetime.fromisoformat(text)
        return date.fromisoformat(text)
    except ValueError:
        pass
    if text.isdigit() and len(text) in (10, 13):
        return _from_number(int(text))
    compact = _COMPACT.fullmatch(text)
    if compact:
        day = _day(*(int(part) for part in compact.groups()[:3]))
        if day and compact[4]:
            hour, minute, second = (int(part) for part in compact.groups()[3:])
            if hour < 24 and minute < 60 and second < 60:
                return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
        return day
    if re.match(r"[A-Za-z]{3},? +\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d", text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError):
            pass
    found = _from_words(text)
    if isinstance(found, date):
        return _with_clock(found, text)
    return found


def _from_words(text: str) -> date | str | None:
    match = _MONTH_FIRST.search(text)
    if match:
        return _day(int(match[3]), _MONTHS[match[1].casefold()], int(match[2]))
    match = _DAY_FIRST.search(text)
    if match:
        return _day(int(match[3]), _MONTHS[match[2].casefold()], int(match[1]))
    match = _YEAR_FIRST.search(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _NUMERIC.search(text)
    if match:
        first, second, year = (int(part) for part in match.groups())
        if first <= 12 and second <= 12 and first != second:
            return f"'{match.group()}' may be of two months"
        return _day(year, second, first) if first > 12 else _day(year, first, second)
    return None


def _with_clock(day: date, text: str) -> date | datetime:
    match = _CLOCK.search(text)
    if not match:
        return day
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].casefold() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    zone = None
    if match[5]:
        name = match[5].casefold()
        if name in ("utc", "gmt", "z"):
            zone = UTC
        else:
            sign = -1 if name[0] == "-" else 1
            digits = name[1:].replace(":", "")
            zone = timezone(sign * timedelta(hours=int(digits[:2]) % 24, minutes=int(digits[2:]) % 60))
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
