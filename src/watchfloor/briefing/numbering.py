"""Numbers for citations: the same words have the same number wherever a brief cites them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from watchfloor.briefing.naming import say_day
from watchfloor.records import Brief, BriefLine, Citation, Document

__all__ = ["Note", "Notes"]


class Note(msgspec.Struct, frozen=True):
    """One cited stretch of an article.

    Attributes:
        number: from 1 in the order in which the briefs cite.
        source: outlet and day.
    """

    number: int
    citation: Citation
    document: Document
    source: str


class Notes:
    """All citations of some briefs, numbered.

    Args:
        folded: whether those of folded lines count.
    """

    def __init__(self, briefs: Iterable[Brief], *, folded: bool = True) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._documents: dict[str, Document] = {}
        self.notes: list[Note] = []
        for brief in briefs:
            self._documents |= {d.id: d for d in brief.documents}
            if brief.title_from:
                self._add(brief.title_from)
            for section in brief.sections:
                for line in section.lines:
                    if folded or not line.folded:
                        for citation in line.citations:
                            self._add(citation)

    def _add(self, citation: Citation) -> None:
        key = (citation.document, citation.start, citation.end)
        document = self._documents.get(citation.document)
        if key in self._numbers or document is None:
            return
        number = self._numbers[key] = len(self.notes) + 1
        day = document.day.isoformat() if document.day else None
        outlet = document.outlet or document.address.rstrip("/").rpartition("/")[2] or "an unnamed outlet"
        self.notes.append(Note(number, citation, document, f"{outlet}, {say_day(day)}"))

    def of(self, line: BriefLine) -> list[Note]:
        """A line's notes, the quoted one first."""
        return [note for c in line.citations if (note := self.find(c.document, c.start, c.end))]

    def find(self, document: str, start: int, end: int) -> Note | None:
        """The note for some words, None where no line cites them."""
        number = self._numbers.get((document, start, end))
        return self.notes[number - 1] if number else None

    def in_document(self, document: str) -> list[Note]:
        """The notes on one article."""
        return [note for note in self.notes if note.document.id == document]
