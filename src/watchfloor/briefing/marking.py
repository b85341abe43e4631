"""An article's text cut where citations begin and end, so that each can be marked however they overlap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import msgspec

__all__ = ["Paragraph", "Segment", "marked_paragraphs"]

_BREAK = re.compile(r"\s*\n\s*")


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text under the same citations.

    Attributes:
        numbers: the citations that it belongs to, empty for words that none cites.
        begins: those of them whose words begin here.
    """

    text: str
    numbers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """The segments of one paragraph."""

    segments: list[Segment]


def marked_paragraphs(text: str, citations: Mapping[int, tuple[int, int]]) -> list[Paragraph]:
    """Cut a text into paragraphs and those at the borders of all citations.

    Args:
        text: a document's cleaned text.
        citations: number of each -> start and end in the text.

    Returns:
        Paragraphs whose segments joined are the text without the white space round its line breaks.
    """
    paragraphs = []
    begun: set[int] = set()
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            paragraphs.append(_paragraph(text, start, end, citations, begun))
        start = match.end() if match else end
    return paragraphs


def _paragraph(
    text: str, start: int, end: int, citations: Mapping[int, tuple[int, int]], begun: set[int]
) -> Paragraph:
    here = {n: (max(s, start), min(e, end)) for n, (s, e) in citations.items() if s < end and e > start}
    borders = sorted({start, end, *(b for span in here.values() for b in span)})
    segments = []
    for first, last in pairwise(borders):
        numbers = tuple(sorted(n for n, (s, e) in here.items() if s <= first and last <= e))
        begins = tuple(n for n in numbers if n not in begun)
        begun.update(begins)
        segments.append(Segment(text[first:last], numbers, begins))
    return Paragraph(segments)
