"""Names of days and months, which are proper nouns but no party."""

from __future__ import annotations

__all__ = ["CALENDAR", "MONTHS", "WEEKDAYS"]

WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
CALENDAR = WEEKDAYS | MONTHS
