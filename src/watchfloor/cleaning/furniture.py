"""What a page puts round its article: lines, sentences and closing sections that are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.cleaning.aligned import Aligned, Change
from watchfloor.knowledge.furniture import (
    fold,
    line_furniture,
    section_furniture,
    sentence_cues,
)
from watchfloor.records import Document

__all__ = ["drop_furniture"]

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_SPOKEN = re.compile(r"[\"“”]|\b(?:said|says|told|wrote|urged|asked|according)\b")
_MAX_PLEA = 45  # words; a longer sentence that holds such a phrase is about something else as well
_TITLE_LINES = 25


def drop_furniture(text: Aligned, document: Document) -> None:
    """Drop furniture lines, the repeated title, closing sections, then pleading sentences."""
    text.apply(_lines(text.text, document))
    text.apply(_sentences(text.text))


def _lines(text: str, document: Document) -> Iterator[Change]:
    lines = [match.span() for match in _LINE.finditer(text)]
    shown = [text[start:end].strip() for start, end in lines]
    kinds = [line_furniture(line) for line in shown]
    title = fold(document.title)
    author = fold(str(document.extra.get("author", "")))
    for index, line in enumerate(shown):
        folded = fold(line) if len(line) < 400 else line
        if index < _TITLE_LINES and title and folded == title:
            kinds[index] = "title"
        elif author and folded in (author, "by " + author):
            kinds[index] = "author"
    _keep_headings(shown, kinds)
    kinds = [section or kind for section, kind in zip(_closing_sections(shown, kinds), kinds, strict=True)]
    if all(kinds):  # a text of nothing but such lines (a lone "Search") says what it says
        kinds = (
            [kind if kind != "date" else None for kind in kinds] if len(lines) > 1 else [None] * len(lines)
        )
    for (start, end), kind in zip(lines, kinds, strict=True):
        if kind:
            yield Change(start, end, "", f"furniture:{kind}")


def _keep_headings(lines: list[str], kinds: list[str | None]) -> None:
    """Keep the dates that head parts of a text: only at its top and at its end is a date furniture."""
    prose = [index for index, line in enumerate(lines) if kinds[index] is None and _is_prose(line)]
    if not prose:
        return
    dates = [index for index, kind in enumerate(kinds) if kind == "date"]
    inside = [index for index in dates if prose[0] < index < prose[-1]]
    if len(inside) > 1:  # a chronicle: its first date heads a part like the others
        inside += [index for index in dates if index == prose[0] - 1]
    for index in inside:
        kinds[index] = None


def _is_prose(line: str) -> bool:
    return line.count(" ") >= 7 and line.rstrip("\"”’')")[-1:] in (".", "!", "?", "…", ":", ";")


def _closing_sections(lines: list[str], kinds: list[str | None]) -> list[str | None]:
    """Lines of the sections that end a page ("Meet the Author" and what follows), line for line."""
    found: list[str | None] = [None] * len(lines)
    index = 0
    last_prose = max((i for i, line in enumerate(lines) if _is_prose(line) and not kinds[i]), default=-1)
    while index < len(lines):
        kind = section_furniture(lines[index])
        if kind is None or (index < last_prose and kind != "author" and kind != "related"):
            index += 1
            continue
        follows = index + 1
        biography = kind == "author"
        while follows < len(lines):
            line = lines[follows]
            if _is_prose(line) and not kinds[follows]:
                if not biography or follows < len(lines) // 2 or line.count(" ") > 70:
                    break
                biography = False  # one paragraph about the author
            elif index < last_prose and not (line.startswith("- ") or kinds[follows]) and kind == "related":
                break  # in the middle of an article only a list of links goes with its heading
            follows += 1
        if follows - index > 1 or index >= last_prose:
            found[index:follows] = [kind] * (follows - index)
        index = follows
    return found


def _sentences(text: str) -> Iterator[Change]:
    """Sentences that ask something of the reader or speak of the page."""
    lower = text.lower()
    if len(lower) != len(text):  # letters whose lower case is longer: rare, offsets count more than they
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    straight = lower.replace("’", "'").replace("‘", "'")
    hits = [(end + 1 - len(phrase), kind) for end, (phrase, kind) in sentence_cues().iter(straight)]
    done = 0
    for at, kind in sorted(hits):
        if at < done:
            continue
        start, end = _sentence_round(text, at)
        sentence = text[start:end]
        if sentence.count(" ") < _MAX_PLEA and not _SPOKEN.search(sentence):
            yield Change(max(start, done), end, "", f"furniture:{kind}")
            done = end


def _sentence_round(text: str, at: int) -> tuple[int, int]:
    """The sentence in which an offset lies, within its line."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    start, end = line_start, line_end
    for match in _SENTENCE_END.finditer(text, line_start, line_end):
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.end()
            break
    return start, end
