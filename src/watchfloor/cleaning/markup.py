"""Markup that was written out as text: HTML tags, also broken ones, and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.cleaning.aligned import Aligned, Change

__all__ = ["drop_markup"]

_INLINE = "strong|em|span|b|i|u|a|small|sup|sub|font|code|mark|abbr|cite|time"
_BLOCK = (
    "p|br|li|ul|ol|div|h[1-6]|blockquote|img|figure|figcaption|iframe|table|tbody|thead|tr|td|th|hr|section"
    "|article|header|footer|aside|nav|center|pre|button|svg|picture|video|dl|dt|dd"
)
_NAME = f"(?:{_BLOCK}|{_INLINE})"
_ATTRIBUTE = r"\s+[\w:-]{1,40}(?:\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s<>\"']{1,500}))?"
_TAG = rf"<\s*/?\s*{_NAME}(?:{_ATTRIBUTE}){{0,20}}\s*/?\s*>|<!--.{{0,2000}}?-->"
# What is left of a closing tag whose "</" got lost: "strong >", "li > ul > p >".
_REMNANT = rf"(?<![^\s>])/?{_NAME}\s?>(?!\s?[\d=])"
_RUN = re.compile(rf"\s*(?:{_TAG}|{_REMNANT})(?:\s*(?:{_TAG}|{_REMNANT}))*[ \t]*", re.IGNORECASE)
_PART = re.compile(rf"(?P<tag>{_TAG})|(?P<remnant>{_REMNANT})", re.IGNORECASE)
_TAG_NAME = re.compile(rf"<?\s*/?\s*({_NAME})\b", re.IGNORECASE)
_IS_BLOCK = re.compile(_BLOCK, re.IGNORECASE)
_OPENS_ITEM = re.compile(r"<\s*li\b", re.IGNORECASE)

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+|[ \t]+#{1,6}[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{2,3})(?=[^\s*_])([^\n*]{1,600}?)(?<=[^\s*_])\1(?![\w*])")
_STRAY_EMPHASIS = re.compile(r"\*{2,3}")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"\n]*\")?\)")
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣●○■□➢►*+]|-|–)[ \t]+(?=\S)", re.MULTILINE)
_NUMBER = re.compile(r"^[ \t]*\(?(\d{1,2}|[a-h])[.)][ \t]+(?=\S)", re.MULTILINE)


def drop_markup(text: Aligned) -> None:
    """Take markup out; list items are left as lines that begin with ``- ``."""
    if "<" in text.text or ">" in text.text:
        text.apply(_tags(text.text))
        text.apply(Change(m.start(), m.end(), "", "markup") for m in _QUOTE.finditer(text.text))
    if "](" in text.text:
        text.apply(
            Change(m.start(), m.end(), "" if m.group().startswith("!") else m.group(1), "markup")
            for m in _LINK.finditer(text.text)
        )
    if "#" in text.text:
        text.apply(Change(m.start(), m.end(), "", "markup") for m in _HEADING.finditer(text.text))
    if (
        "***" in text.text
        or "---" in text.text
        or "___" in text.text
        or "===" in text.text
        or "* *" in text.text
    ):
        text.apply(Change(m.start(), m.end(), "", "markup") for m in _RULE.finditer(text.text))
    text.apply(Change(m.start(), m.end(), "- ", "list") for m in _BULLET.finditer(text.text))
    numbers = list(_NUMBER.finditer(text.text))
    if len(numbers) > 1:
        text.apply(Change(m.start(), m.end(), "- ", "list") for m in numbers)
    if "*" in text.text or "__" in text.text:
        text.apply(_emphasis(text.text))
        text.apply(Change(m.start(), m.end(), "", "markup") for m in _STRAY_EMPHASIS.finditer(text.text))


def _emphasis(text: str) -> Iterator[Change]:
    for match in _EMPHASIS.finditer(text):
        mark = len(match.group(1))
        yield Change(match.start(), match.start() + mark, "", "markup")
        yield Change(match.end() - mark, match.end(), "", "markup")


def _tags(text: str) -> Iterator[Change]:
    """Runs of tags; a run with a block tag parts two lines, one of inline tags leaves a space if one was there."""
    opened = {m.group(1).casefold() for m in re.finditer(rf"<\s*({_NAME})\b", text, re.IGNORECASE)}
    for match in _RUN.finditer(text):
        run = match.group()
        parts = list(_PART.finditer(run))
        at_line_end = match.end() == len(text) or text[match.end()] == "\n"
        if len(parts) == 1 and parts[0].group("remnant"):
            # Alone in the middle of a line it may be a comparison ("p > 0.05", "a > b").
            name = _name(parts[0].group())
            if not at_line_end and (name not in opened or len(name) == 1):
                continue
        names = [_name(part.group()) for part in parts]
        if _OPENS_ITEM.search(run):
            new = "\n- "
        elif any(_IS_BLOCK.fullmatch(name) for name in names):
            new = "\n" if set(names) == {"br"} else "\n\n"
        else:
            spaced = run[0].isspace() or run[-1].isspace() or any(c.isspace() for c in _PART.sub("", run))
            new = "\n" if "\n" in _PART.sub("", run) else " " if spaced else ""
        yield Change(match.start(), match.end(), new, "markup")


def _name(part: str) -> str:
    found = _TAG_NAME.match(part)
    return found.group(1).casefold() if found else ""
