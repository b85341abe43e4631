"""Who derives from whom: links between texts, and the origins that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from watchfloor.copies.words import Reading
from watchfloor.records import CopyLink, Origin, Span

__all__ = ["RANK", "UNKNOWN", "Lineage", "Match", "Text", "moment"]

RANK = {"attributed": 0, "rewritten": 1, "partial": 2, "near": 3, "exact": 4}
UNKNOWN = "9999"
"""A moment that is not known; it comes after all others."""

_MAX_EVIDENCE = 40
_PART_OF_PARENT = 0.2  # docs/copies.md explains it


class Text(msgspec.Struct, array_like=True):
    """What is kept of an article.

    Attributes:
        published, fetched: moments that compare as text, `UNKNOWN` comes last.
        reading: an exact copy's words are those of the text it copies and not kept twice.
        length: how many words it has.
        agency: the one whose report it rests on, empty when that is none or was not asked.
        parent: row of the text that it derives from, -1 if none; ``rank`` and ``score`` say how strong that link is.
        links: to earlier texts.
    """

    id: str
    published: str
    fetched: str
    family: str
    reading: Reading
    length: int
    agency: str = ""
    parent: int = -1
    rank: int = -1
    score: float = 0.0
    links: list[CopyLink] = []

    @property
    def turn(self) -> tuple[str, str, str]:
        """Texts in order of who was first."""
        return (self.published, self.fetched, self.id)

    @property
    def descent(self) -> tuple[str, int, str, str]:
        """Who derives from whom: by publication, and of two published at once the shorter from the longer."""
        return (self.published, -self.length, self.fetched, self.id)


class Match(msgspec.Struct):
    """A text that a new one was found to be a copy of, or to be copied by.

    Attributes:
        row: of the text that is known already.
        sentences: numbers of the later text's sentences that both share.
        part: share of the longer text that is common to both.
    """

    row: int
    kind: str
    score: float
    sentences: Sequence[int]
    part: float = 1.0


class Lineage:
    """Derives texts from one another, each from the one that it is most surely a copy of.

    Args:
        texts: all that are known, by row.
    """

    def __init__(self, texts: Mapping[int, Text]) -> None:
        self._texts = texts

    def link(self, row: int, match: Match, text: str) -> CopyLink:
        """Note that two texts are copies; the later one joins the other's origin if it has no stronger link.

        Args:
            row: of the new text.
            text: its words; the evidence is quoted when it is the later one.
        """
        new, known = self._texts[row], self._texts[match.row]
        later, earlier = (new, known) if new.turn > known.turn else (known, new)
        bounds = later.reading.sentences.tolist()
        quoted = text if later is new else ""
        link = CopyLink(
            document=later.id,
            of=earlier.id,
            kind=match.kind,
            score=round(match.score, 4),
            evidence=[_span(quoted, *bounds[number][:2]) for number in match.sentences[:_MAX_EVIDENCE]],
        )
        later.links.append(link)
        if new.descent > known.descent:
            _derive(new, known, match, match.row)
        else:
            _derive(known, new, match, row)
        return link

    def root(self, row: int) -> int:
        """Row of the text that a text goes back to, its own if it derives from none."""
        while (parent := self._texts[row].parent) >= 0:
            row = parent
        return row

    def same_origin(self, row: int) -> Callable[[int], bool]:
        """Whether another row is of the origin that a row is of now."""
        root = self.root(row)
        return lambda other: self.root(other) == root

    def groups(self) -> list[list[int]]:
        """Rows of all texts, those of one origin together."""
        groups: dict[int, list[int]] = {}
        for row in self._texts:
            groups.setdefault(self.root(row), []).append(row)
        return list(groups.values())

    def origins(self, groups: Iterable[Iterable[int]]) -> list[Origin]:
        """Groups as origins, in order of their first texts."""
        origins: list[Origin] = []
        families = (sorted((self._texts[row] for row in rows), key=lambda text: text.turn) for rows in groups)
        for texts in sorted(families, key=lambda texts: texts[0].turn):
            documents = [text.id for text in texts]
            members = set(documents)
            links = [link for text in texts for link in text.links if link.of in members]
            origins.append(Origin(id=documents[0], first=documents[0], documents=documents, links=links))
        return origins


def _derive(child: Text, parent: Text, match: Match, row: int) -> None:
    """Let a text derive from the one of that row, unless it has a stronger link."""
    # A digest that holds passages of many texts must not make one origin of them all.
    if match.kind == "partial" and parent.length > child.length and match.part < _PART_OF_PARENT:
        return
    rank = RANK[match.kind]
    if (rank, match.score) > (child.rank, child.score):
        child.parent, child.rank, child.score = row, rank, match.score


def _span(text: str, start: int, end: int) -> Span:
    """A sentence without the white space around it; where the text is not at hand, as it is bounded."""
    if not text:
        return Span(start=start, end=end, text="")
    words = text[start:end].strip()
    start = text.index(words, start)
    return Span(start=start, end=start + len(words), text=words)


@lru_cache(maxsize=1 << 10)
def moment(stamp: str | None) -> str:
    """A date or date and time that compares as text; `UNKNOWN` when it is missing or unreadable."""
    if not stamp:
        return UNKNOWN
    try:
        read = datetime.fromisoformat(stamp)
    except ValueError:
        return UNKNOWN
    if read.tzinfo is not None:
        read = read.astimezone(UTC).replace(tzinfo=None)
    return read.isoformat()
