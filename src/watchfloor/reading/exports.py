"""Articles as JSON: the field names of common exports, lists and wrappers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from watchfloor.reading.dates import date_in_address
from watchfloor.reading.draft import Draft
from watchfloor.reading.html import fragment_text, looks_like_html, read_html

__all__ = ["articles_of", "read_record"]

_TEXT = [
    "text",
    "body",
    "content",
    "article_text",
    "full_text",
    "fulltext",
    "maintext",
    "main_text",
    "articlebody",
    "article",
    "plain_text",
    "description",
    "summary",
]
_TITLE = ["title", "headline", "name"]
_DATE = [
    "published",
    "published_at",
    "publishedat",
    "date_published",
    "datepublished",
    "date_publish",
    "pub_date",
    "pubdate",
    "publish_date",
    "publication_date",
    "published_date",
    "publishdate",
    "date",
    "created_at",
    "timestamp",
    "seendate",
    "webpublicationdate",
    "first_publication_date",
]
_URL = ["url", "link", "web_url", "weburl", "canonical_url", "address", "permalink", "href", "source_url"]
_OUTLET = [
    "outlet",
    "source",
    "publisher",
    "publication",
    "source_name",
    "site",
    "site_name",
    "sitename",
    "domain",
    "source_domain",
    "website",
    "news_site",
]
_LANGUAGE = ["language", "lang"]
_WRAPPERS = (
    "articles",
    "items",
    "documents",
    "results",
    "docs",
    "data",
    "hits",
    "stories",
    "entries",
    "response",
    "news",
)


def articles_of(data: Any) -> list[Any] | None:
    """The records of a JSON file: a list of them, one of them, or a list in a wrapper; None for anything else."""
    for _ in range(4):
        if isinstance(data, list):
            return data
        if not isinstance(data, dict):
            return None
        names = {key.casefold() for key in data}
        if names.intersection(_TEXT[:10]) and any(
            isinstance(v, str) for k, v in data.items() if k.casefold() in _TEXT
        ):
            return [data]
        inner = [data[key] for key in _WRAPPERS if isinstance(data.get(key), list | dict)]
        if not inner:
            return [data] if names.intersection(_TEXT + _TITLE) else None
        data = inner[0]
    return None


def read_record(record: dict[str, Any], now: datetime) -> Draft | None:
    """Read one article of an export; None if it has neither text nor title.

    Fields of other names are kept in ``extra``. A text that is markup is read as a page.
    """
    by_name = {key.casefold().replace("-", "_"): key for key in record}
    draft = Draft()
    used: set[str] = set()

    def pick(names: list[str]) -> tuple[str, Any] | None:
        for name in names:
            key = by_name.get(name)
            value = record.get(key) if key is not None else None
            if key is not None and value not in (None, "", [], {}):
                used.add(key)
                return key, value
        return None

    text = pick(_TEXT)
    if text:
        _take_text(text[1], draft, now)
    for name, names in (("title", _TITLE), ("url", _URL), ("language", _LANGUAGE)):
        picked = pick(names)
        if picked:
            value = picked[1]
            value = value[0] if isinstance(value, list) and value else value
            setattr(draft, name, "")
            draft.take(name, str(value)[:2].casefold() if name == "language" else value, f"field {picked[0]}")
    if draft.title and looks_like_html(draft.title):
        draft.title = fragment_text(draft.title)
    outlet = pick(_OUTLET)
    if outlet:
        draft.outlet = ""
        draft.take("outlet", _outlet(outlet[1]), f"field {outlet[0]}")
    date = pick(_DATE)
    if date:
        draft.dates.insert(0, (f"field {date[0]}", date[1]))
    if draft.url:
        draft.take("outlet", (urlsplit(draft.url).hostname or "").removeprefix("www."), "address")
        in_address = date_in_address(draft.url, now).value
        if in_address:
            draft.dates.append(("address", in_address))
    draft.extra |= {key: value for key, value in record.items() if key not in used}
    if not draft.text.strip() and not draft.title:
        return None
    return draft


def _take_text(value: Any, draft: Draft, now: datetime) -> None:
    if isinstance(value, list):  # paragraphs
        value = "\n\n".join(str(part) for part in value)
    elif isinstance(value, dict):
        value = value.get("text") or value.get("content") or value.get("rendered") or value.get("#text") or ""
    text = str(value)
    if looks_like_html(text):
        if "<html" in text[:2000].casefold() or "<body" in text[:20_000].casefold():
            page = read_html(text, now)
            draft.__dict__.update(page.__dict__)
        else:
            draft.text = fragment_text(text)
    else:
        draft.text = text


def _outlet(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("domain") or value.get("id") or ""
    text = str(value)
    if text.startswith(("http://", "https://")):
        return (urlsplit(text).hostname or "").removeprefix("www.")
    return text
