"""Quotation marks paired over the sentences of a document: which stretches are somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from watchfloor.records import Sentence

__all__ = ["Quotation", "find_quotations", "marks_of"]

_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_MARK = re.compile(r"[“”«»„\"]|(?<!')''(?!')|``")
# A quotation that runs on for longer than this was most likely never closed; it ends with its paragraph.
MOST_SENTENCES = 80


class Quotation(msgspec.Struct, frozen=True):
    """A stretch between quotation marks, which it includes.

    Attributes:
        start, end: offsets in the document.
        first, last: indexes of the sentences in which it begins and ends.
        closed: False when its end mark is missing and it ends with its paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    closed: bool


def find_quotations(sentences: Sequence[Sentence]) -> list[Quotation]:
    """Pair the quotation marks of a document.

    A paragraph that ends inside a quotation carries it on when the next one begins with a mark again, as print does;
    otherwise the quotation ends there, so one missing mark spoils one paragraph at most. Single marks are left alone,
    they are apostrophes too often.

    Args:
        sentences: in order of the document.

    Returns:
        The quotations, in order; none overlaps another.
    """
    found: list[Quotation] = []
    opened, opened_in = -1, -1
    end_before = 0
    for index, sentence in enumerate(sentences):
        text, base = sentence.text, sentence.start
        begins_paragraph = index > 0 and sentence.paragraph != sentences[index - 1].paragraph
        skip = -1
        if opened >= 0 and begins_paragraph:
            lead = len(text) - len(text.lstrip())
            goes_on = any(at == lead for at, _ in marks_of(text[: lead + 2])) and text[lead] not in _CLOSING
            if goes_on and index - opened_in < MOST_SENTENCES:
                found.append(Quotation(opened, end_before, opened_in, index - 1, False))
                opened, opened_in, skip = base + lead, index, lead
            else:
                found.append(Quotation(opened, end_before, opened_in, index - 1, False))
                opened = -1
        for at, width in marks_of(text):
            if at == skip or _is_inches(text, at):
                continue
            character = text[at]
            if opened < 0:
                if character not in _CLOSING or _opens_by_mistake(text, at, width):
                    opened, opened_in = base + at, index
            elif character in _OPENING:
                # A second opening mark: the first was never closed, or quotations are nested; the outer one goes on.
                continue
            else:
                found.append(Quotation(opened, base + at + width, opened_in, index, True))
                opened = -1
        end_before = base + len(text.rstrip())
    if opened >= 0:
        found.append(Quotation(opened, end_before, opened_in, len(sentences) - 1, False))
    return found


def marks_of(text: str) -> Iterator[tuple[int, int]]:
    """Places and widths of the double quotation marks of a text; two single ones ('' or ``) count as one."""
    for match in _MARK.finditer(text):
        yield match.start(), match.end() - match.start()


def _opens_by_mistake(text: str, at: int, width: int) -> bool:
    """A closing mark in front of the first word of a text: meant to open."""
    return not text[:at].strip() and text[at + width : at + width + 1].isalnum()


def _is_inches(text: str, at: int) -> bool:
    """ "a 12" pipe": a straight mark right behind a digit in front of a space, with nothing opened for it."""
    if text[at] != '"' or at == 0 or not text[at - 1].isdigit():
        return False
    return text.count('"') % 2 == 1 and at + 1 < len(text) and text[at + 1] == " "
