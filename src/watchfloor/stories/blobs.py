"""Pages that are about no one thing, and would pull all stories together if they were let in."""

from __future__ import annotations

import re

from watchfloor.records import Document

__all__ = ["is_blob", "series_of"]

_BLOB_TITLE = re.compile(
    r"\b(?:live (?:updates?|blog|coverage)|live:|as it happened|minute by minute|morning (?:briefing|report|brief|update)"
    r"|evening (?:briefing|report|brief)|daily (?:briefing|digest|brief|roundup)|news (?:in brief|digest|roundup|briefs|quiz)"
    r"|round-?up\b|newsletter|the week in|week in (?:review|pictures)|in pictures|top (?:stories|headlines)"
    r"|today's (?:headlines|papers|paper)|what the papers say|police blotter|crime (?:log|blotter)|community calendar"
    r"|weather (?:forecast|list|outlook|warnings?)|(?:seven|7|five|5)-day forecast|obituaries|letters to the editor"
    r"|tv (?:listings|guide)|what's on|lottery (?:numbers|results)|market (?:wrap|report)|horoscopes?)",
    re.I,
)
_CLOCK_LINE = re.compile(r"^\W*(?:\d{1,2}[:.]\d{2}|\d{1,2}\s?[ap]\.?m\.?)\b", re.M | re.I)
_MIN_CLOCK_LINES = 6
_VARIABLE = re.compile(
    r"\d+|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b|\b(?:st|nd|rd|th)\b|\W+",
    re.I,
)


def is_blob(document: Document) -> bool:
    """Whether title or layout say that a page is a live blog, a digest or a list."""
    return (
        bool(_BLOB_TITLE.search(document.title))
        or len(_CLOCK_LINE.findall(document.text[:50_000])) >= _MIN_CLOCK_LINES
    )


def series_of(document: Document) -> str:
    """The title without dates and numbers, by outlet: what a daily list has in common with yesterday's. Empty when
    little is left of the title."""
    pattern = _VARIABLE.sub(" ", document.title.lower()).strip()
    return f"{document.outlet}\t{' '.join(pattern.split())}" if len(pattern.split()) >= 2 else ""
