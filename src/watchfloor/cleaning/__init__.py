"""Cleaning: a document's text is repaired, and what a page puts round its article is taken out.

`clean` keeps every change as an `Edit`; `source_span` shows where words of the cleaned text stand in the original.
"""

from __future__ import annotations

import msgspec

from watchfloor.cleaning.aligned import Aligned, source_offsets
from watchfloor.cleaning.characters import mend_characters
from watchfloor.cleaning.furniture import drop_furniture
from watchfloor.cleaning.layout import lay_out
from watchfloor.cleaning.markup import drop_markup
from watchfloor.cleaning.punctuation import mend_punctuation
from watchfloor.cleaning.quality import judge
from watchfloor.cleaning.words import split_joined_words
from watchfloor.records import Document

__all__ = ["clean", "source_span"]


def clean(document: Document) -> Document:
    """The document with its text cleaned, its edits and its quality; everything else stays.

    Works from ``document.original``, so that cleaning twice gives the same as once. In the cleaned text blank lines
    part paragraphs and headings, and items of a list stand on lines of their own that begin with ``- ``. Words are
    split in English texts only (and in texts whose language is not known).
    """
    text = Aligned(document.original or document.text)
    mend_characters(text)
    drop_markup(text)
    mend_punctuation(text)
    if document.language in ("", "en"):
        split_joined_words(text)
    drop_furniture(text, document)
    lay_out(text)
    return msgspec.structs.replace(
        document, text=text.text, original=text.original, edits=text.edits, quality=judge(document, text)
    )


def source_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Where ``document.text[start:end]`` stands in ``document.original``.

    Words that were thrown away inside the span are part of what comes back, those right before or behind it are not.
    Where a letter was replaced, the whole of what it replaced comes back.

    Raises:
        ValueError: if the span does not lie in the document's text.
    """
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"no such span in document {document.id}: {start} to {end} of {len(document.text)}")
    return source_offsets(document.edits, start, end)
