"""Plain text and Markdown: a header block, date lines at the top, the headline."""

from __future__ import annotations

import re
from datetime import datetime

from watchfloor.knowledge.furniture import fold, is_byline, is_date_line, line_furniture
from watchfloor.reading.dates import read_date
from watchfloor.reading.draft import Draft

__all__ = ["read_plain"]

_TOP_LINES = 15
_KEYS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "site": "outlet",
    "url": "url",
    "link": "url",
    "address": "url",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "publication-date": "date",
    "language": "language",
    "lang": "language",
    "author": "author",
    "authors": "author",
    "byline": "author",
}
_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):\s+(\S.*)")
_MARK = re.compile(r"^[ \t]*#{1,6}[ \t]+|[ \t]*#+$|^\*\*|\*\*$|^__|__$")
_SENTENCE = re.compile(r"[.!?;]['\"”’)]*$")


def read_plain(text: str, now: datetime) -> Draft:
    """Read a plain text or a Markdown file; the whole of it but a header block is the text."""
    draft = Draft()
    body = _take_header(text, draft)
    draft.text = body
    lines = [line.strip() for line in body[:20_000].split("\n") if line.strip()]
    _take_dates(lines, draft, now)
    _take_dateline(lines, draft)
    if not draft.title:
        _take_title(lines, draft)
    for line in lines[:_TOP_LINES]:
        if is_byline(line) and "author" not in draft.extra:
            draft.extra["author"] = re.sub(
                r"^\S*(?:story |words |reported )?by\s*:?\s+", "", line, flags=re.IGNORECASE
            )
    return draft


def _take_header(text: str, draft: Draft) -> str:
    """Take a header block ("Title: ...", front matter between ``---``) off the top; what is left comes back."""
    lines = text.split("\n")
    start = 0
    while start < len(lines) and not lines[start].strip("\ufeff \t\r"):
        start += 1
    fenced = start < len(lines) and lines[start].strip("\ufeff \t\r") == "---"
    index = start + fenced
    found: list[tuple[str, str]] = []
    closed = False
    while index < len(lines) and index < start + 60:
        line = lines[index].strip()
        if fenced and line in ("---", "..."):
            closed = True
            index += 1
            break
        if not fenced and not line:
            break
        match = _HEADER.fullmatch(line)
        if match:
            found.append((match[1].strip(), _unquoted(match[2].strip())))
        elif not fenced:
            break
        index += 1
    known = [key for key, _ in found if key.casefold() in _KEYS]
    # Without a fence it takes two known fields, or one that stands alone before a blank line and is no sentence.
    whole = (fenced and closed) or (not fenced and index < len(lines) and not lines[index].strip())
    if (
        not whole
        or not known
        or (not fenced and len(known) < 2)
        or (not fenced and len(known) < len(found) / 2)
    ):
        return text
    for key, value in found:
        name = _KEYS.get(key.casefold())
        if name == "date":
            draft.dates.append(("header", value))
        elif name == "author" or name is None:
            draft.extra[name or key] = value
        else:
            draft.take(name, value[:2].casefold() if name == "language" else value, "header")
    return "\n".join(lines[index:])


_DATELINE = re.compile(
    r"[A-Z][A-Z .'\u2019-]{2,40}, (?P<date>\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4})"
    r"(?: \((?P<outlet>[^()]{2,40})\))? ?[-\u2013\u2014]"
)


def _unquoted(value: str) -> str:
    """A field without the quotation marks round it; one that only ends in a quotation keeps its mark."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted and value[0] not in value[1:-1] else value


def _take_dateline(lines: list[str], draft: Draft) -> None:
    """The day, and the agency in brackets, of "LIMA, 4 March 2025 (Condor Wire) -" at the head of a text."""
    for line in lines[:_TOP_LINES]:
        found = _DATELINE.match(line)
        if found:
            draft.dates.append(("dateline", found["date"]))
            if found["outlet"]:
                draft.take("outlet", found["outlet"], "dateline")
            return


def _take_dates(lines: list[str], draft: Draft, now: datetime) -> None:
    """Date lines among the first lines of the text."""
    for line in lines[:_TOP_LINES]:
        if is_date_line(line) and any(c.isdigit() for c in line):
            reading = read_date(line, now)
            if reading.value or "lies" in reading.doubt or "months" in reading.doubt:
                draft.dates.append(("date line", line))


def _take_title(lines: list[str], draft: Draft) -> None:
    """The headline: one that stands twice, else a Markdown heading, else a first line that is no sentence."""
    top = [(line, _MARK.sub("", _MARK.sub("", line)).strip()) for line in lines[:_TOP_LINES]]
    shown = [(raw, line) for raw, line in top if line and not line_furniture(line) and len(line) <= 250]
    seen: dict[str, str] = {}
    for _, line in shown:
        key = fold(line)
        if key in seen and " " in key:
            title = min(seen[key], line, key=lambda text: sum(c.isupper() for c in text))
            draft.take("title", title, "repeated headline")
            return
        seen[key] = line
    for raw, line in shown[:4]:
        if raw.startswith("#"):
            draft.take("title", line, "heading")
            return
    if len(lines) > 1 and shown and " " in shown[0][1] and not _SENTENCE.search(shown[0][1]):
        first = shown[0][1]
        follows = lines[lines.index(shown[0][0]) + 1 :]
        if (
            first[0] not in "-*•"
            and len(first.split()) <= 30
            and any(len(line) > len(first) for line in follows[:8])
        ):
            draft.take("title", first, "first line")
