"""Points in time as a reader says them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

__all__ = ["moment"]

_AGO = re.compile(r"(?P<n>\d{1,4}|an?|one)\s+(?P<unit>minute|hour|day|week|month|year)s?\s+ago")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


def moment(said: datetime | date | str, now: datetime | None = None) -> datetime:
    """A point in time.

    Args:
        said: a time; or ISO 8601, ``today``, ``yesterday`` (their first moment), ``2 days ago`` (to the minute;
            weeks of 7 days, months of 30, years of 365).
        now: what it is counted from, this moment here if None.

    Raises:
        ValueError: it is none of these; the message says what would be.
    """
    if isinstance(said, datetime):
        return said
    if isinstance(said, date):
        return datetime.combine(said, time())
    now = now or datetime.now()
    words = " ".join(said.casefold().split())
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if words == "today":
        return midnight
    if words == "yesterday":
        return midnight - timedelta(days=1)
    if ago := _AGO.fullmatch(words):
        count = int(ago["n"]) if ago["n"].isdigit() else 1
        try:
            return now - count * _UNITS[ago["unit"]]
        except OverflowError:
            raise ValueError(f"{said!r} is before all time") from None
    try:
        return datetime.fromisoformat(said.strip())
    except ValueError:
        raise ValueError(
            f"{said!r} is no time; write a date (2024-10-24), a date and time (2024-10-24T18:00), 'yesterday', "
            "'2 days ago' or 'last'"
        ) from None
