"""HTML pages: main text by trafilatura, metadata from JSON-LD, meta tags, the address and the page itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import LxmlError, _Element

from watchfloor.reading.dates import date_in_address
from watchfloor.reading.draft import Draft

__all__ = ["fragment_text", "looks_like_html", "read_html"]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

MAX_DEPTH = 240
"""Pages nested deeper are read without a tree: libxml2 stops at 256."""

MAX_TREE_BYTES = 4_000_000
"""Larger pages are read without a tree, so that time stays in proportion to size."""

_LAYOUT_CELL = 400  # characters; a cell with more is no cell of a table of figures

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "dd",
        "dt",
        "option",
    ]
)
_LOOKS = re.compile(
    r"<(?:!doctype html|html|head|body|div|article|section|p|h[1-6]|ul|ol|table|span|br)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "WebPage",
    ]
)
_META_DATES = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "datepublished",
    "article.published",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
]
_SITE_IN_TITLE = re.compile(r"\s+[|–—·»-]\s+([^|–—·»]{2,40})$")


def looks_like_html(text: str) -> bool:
    """True for a text that is a page, or a fragment of one, rather than a text with a tag in it."""
    head = text[:20_000]
    start = head.lstrip("\ufeff \t\r\n")[:300].casefold()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<?xml", "<div", "<article", "<!--")):
        return True
    return len(_LOOKS.findall(head)) >= 3 and bool(
        re.search(r"</(?:p|div|li|h[1-6]|span|article|body)>", head, re.I)
    )


def read_html(page: str, now: datetime, address: str = "") -> Draft:
    """Read a page.

    Args:
        address: the page's URL where it is known.
    """
    draft = Draft()
    draft.take("url", address, "address")
    depth = _depth(page)
    if depth > MAX_DEPTH or len(page) > MAX_TREE_BYTES:
        why = (
            f"nested {depth} levels deep"
            if depth > MAX_DEPTH
            else f"{len(page) / 1e6:.0f} million characters long"
        )
        draft.note(
            "deep-markup" if depth > MAX_DEPTH else "long-page",
            f"The page is {why}; it was read without its layout.",
        )
        draft.text = fragment_text(page)
        _read_head(page[:200_000], draft)
        return draft
    try:
        tree = lxml.html.document_fromstring(_without_declaration(page))
    except (LxmlError, ValueError, AssertionError) as error:
        draft.note("broken-markup", f"The page's markup can't be read ({error}); its tags were taken out.")
        draft.text = fragment_text(page)
        return draft
    _read_metadata(tree, draft, now)
    draft.text = _main_text(page, tree, draft)
    return draft


def _without_declaration(page: str) -> str:
    # lxml refuses a str that declares an encoding
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", page, count=1)


def _depth(page: str) -> int:
    """How deep the elements of a page are nested, by a count of its tags."""
    depth = deepest = 0
    for closing, name in _TAG.findall(page):
        if name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


# ---------------------------------------------------------------- main text


def _main_text(page: str, tree: _Element, draft: Draft) -> str:
    from trafilatura import bare_extraction  # 0.2 s: loaded for the first page

    try:
        extracted: Any = bare_extraction(
            _without_declaration(page),
            fast=True,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
        )
    except (LxmlError, ValueError, RecursionError) as error:
        draft.note(
            "broken-markup",
            f"The page's main text can't be told from the rest ({error}); all of it was taken.",
        )
        return fragment_text(page)
    body = getattr(extracted, "body", None)
    if body is not None and any(len("".join(cell.itertext())) > _LAYOUT_CELL for cell in body.iter("cell")):
        return _longest_cell(tree)
    text = "\n\n".join(_blocks(body)) if body is not None else ""
    if len(text) < 200:
        article = tree.xpath("//article | //main | //*[@itemprop='articleBody'] | //*[@role='main']")
        longest = max(
            (fragment_text(lxml.html.tostring(node, encoding="unicode")) for node in article),
            key=len,
            default="",
        )
        if len(longest) > 2 * len(text):
            return longest
    return text


def _longest_cell(tree: _Element) -> str:
    """The text of a page that was laid out as a table: the innermost cell that holds most of it."""
    cells = [(len(str(cell.text_content())), depth, cell) for depth, cell in enumerate(tree.iter("td"))]
    longest = max(length for length, _, _ in cells)
    _, _, cell = max((entry for entry in cells if entry[0] > 0.6 * longest), key=lambda entry: entry[1])
    return fragment_text(lxml.html.tostring(cell, encoding="unicode"))


def _blocks(body: _Element) -> Iterator[str]:
    """Paragraphs, headings and lists of trafilatura's body, each as one block of text."""
    for node in body:
        if node.tag == "list":
            items = [" ".join("".join(item.itertext()).split()) for item in node.iter("item")]
            text = "\n".join(f"- {item}" for item in items if item)
        elif node.tag == "table":
            rows = [
                [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")]
                for row in node.iter("row")
            ]
            text = "\n\n".join(" | ".join(filter(None, row)) for row in rows)
        else:
            for line_break in node.iter("lb"):
                line_break.tail = "\n" + (line_break.tail or "")
            lines = "".join(node.itertext()).split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
        if text:
            yield text
        if node.tail and node.tail.strip():
            yield " ".join(node.tail.split())


class _Flat(HTMLParser):
    """Text of a page without a tree: block elements part lines, scripts and the like are left out."""

    _DROP = frozenset(
        [
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "head",
            "iframe",
            "object",
            "select",
            "button",
            "nav",
            "footer",
            "aside",
            "form",
        ]
    )
    _BLOCK = frozenset(
        [
            "p",
            "div",
            "br",
            "ul",
            "ol",
            "table",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "article",
            "section",
            "header",
            "main",
            "figure",
            "figcaption",
            "dl",
            "dd",
            "dt",
            "pre",
            "hr",
            "address",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._DROP:
            self._dropped.append(tag)
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag in self._BLOCK:
            self.pieces.append("\n\n" if tag != "br" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag in self._dropped:
                del self._dropped[self._dropped.index(tag) :]
        elif tag in self._BLOCK:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.pieces.append(re.sub(r"\s+", " ", data))


def fragment_text(markup: str) -> str:
    """Text of any markup, in time proportional to its length however it is nested."""
    parser = _Flat()
    parser.feed(markup)
    parser.close()
    lines = "".join(parser.pieces).split("\n")
    text = "\n".join(line.strip() for line in lines if line.strip() != "-")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


# ---------------------------------------------------------------- metadata


def _read_head(head: str, draft: Draft) -> None:
    """Title of a page that is read without a tree."""
    title = re.search(r"<title[^>]{0,200}>([^<]{1,500})</title", head, re.IGNORECASE)
    if title:
        draft.take("title", title[1], "title tag")


def _read_metadata(tree: _Element, draft: Draft, now: datetime) -> None:
    meta = _meta(tree)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    for where, value in (("canonical link", canonical), ("og:url", meta.get("og:url"))):
        if value and str(value).startswith(("http://", "https://")):
            draft.take("url", value, where)
    for data in _linked_data(tree):
        _take_linked_data(data, draft)
    draft.take("title", meta.get("og:title"), "og:title")
    draft.take("title", meta.get("twitter:title"), "twitter:title")
    headings = [" ".join("".join(node.itertext()).split()) for node in tree.xpath("//h1")]
    if len(headings) == 1:
        draft.take("title", headings[0], "h1")
    page_title = " ".join(str(tree.xpath("string(//title)")).split())
    site = _site_beside(draft.title, page_title)
    draft.take("title", _SITE_IN_TITLE.sub("", page_title) or page_title, "title tag")
    draft.take("outlet", meta.get("og:site_name"), "og:site_name")
    draft.take("outlet", meta.get("application-name"), "application-name")
    draft.take("outlet", site, "title tag")
    draft.take("language", (tree.get("lang") or meta.get("og:locale") or "")[:2].casefold(), "lang attribute")
    author = meta.get("author") or meta.get("article:author")
    if author and "author" not in draft.extra and not author.startswith("http"):
        draft.extra["author"] = author
    draft.dates += [(name, meta[name]) for name in _META_DATES if meta.get(name)]
    for node in tree.xpath("//*[@itemprop='datePublished']")[:2]:
        draft.dates.append(("itemprop", node.get("content") or node.get("datetime") or node.text_content()))
    for node in tree.xpath(
        "//article//time[@datetime] | //header//time[@datetime] | //main//time[@datetime]"
    )[:1]:
        draft.dates.append(("time tag", node.get("datetime")))
    if draft.url:
        draft.take("outlet", (urlsplit(draft.url).hostname or "").removeprefix("www."), "address")
        in_address = date_in_address(draft.url, now).value
        if in_address:
            draft.dates.append(("address", in_address))
    if not draft.dates:
        guessed = _guessed_date(tree)
        if guessed:
            draft.dates.append(("page text", guessed))


def _guessed_date(tree: _Element) -> str | None:
    from htmldate import find_date

    try:
        return find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, LxmlError, RecursionError):
        return None


def _meta(tree: _Element) -> dict[str, str]:
    """Meta tags by lower-case name; the first of a name counts."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.casefold(), content)
    return meta


def _site_beside(title: str, page_title: str) -> str:
    """The site's name in a page title such as "Headline | Site", where the headline is known from elsewhere."""
    if not title or title not in page_title:
        return ""
    rest = page_title.replace(title, "", 1)
    name = rest.strip(" |–—·»:-")
    return name if 2 < len(name) <= 40 and len(rest) > len(name) + 1 else ""


def _linked_data(tree: _Element) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD blocks describe, articles before pages."""
    found: list[dict[str, Any]] = []
    for node in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            todo = [json.loads(node.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue  # many pages carry broken blocks; the meta tags say the same
        while todo and len(found) < 50:
            item = todo.pop(0)
            if isinstance(item, list):
                todo += item[:50]
            elif isinstance(item, dict):
                todo += [
                    item[key] for key in ("@graph", "mainEntity") if isinstance(item.get(key), dict | list)
                ]
                types = item.get("@type")
                if _ARTICLE_TYPES.intersection(types if isinstance(types, list) else [str(types)]):
                    found.append(item)
    yield from sorted(found, key=lambda item: "WebPage" in str(item.get("@type")))


def _take_linked_data(data: dict[str, Any], draft: Draft) -> None:
    draft.take("title", _string(data.get("headline")), "json-ld")
    publisher = data.get("publisher")
    draft.take("outlet", _name_of(publisher), "json-ld")
    address = _string(data.get("url")) or _string(data.get("mainEntityOfPage"))
    if address and address.startswith(("http://", "https://")):
        draft.take("url", address, "json-ld")
    draft.take("language", (_string(data.get("inLanguage")) or "")[:2].casefold(), "json-ld")
    for key in ("datePublished", "dateCreated"):
        if _string(data.get(key)):
            draft.dates.append(("json-ld", data[key]))
    author = _name_of(data.get("author"))
    if author and "author" not in draft.extra:
        draft.extra["author"] = author


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_name_of, value[:5]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _string(value.get("name"))
    return _string(value)


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value")
    return value.strip() or None if isinstance(value, str) else None
