"""The index of copies: one article at a time, against all that went before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b

import msgspec

from watchfloor.copies.lineage import RANK, Lineage, Match, Text, moment
from watchfloor.copies.passages import Passages
from watchfloor.copies.retellings import Retellings
from watchfloor.copies.words import Reading, VocabularyState, Words
from watchfloor.knowledge.publishers import Publishers, load_publishers
from watchfloor.records import CopyLink, Document, Origin

__all__ = ["CopyIndex", "StateError"]

_VERSION = 4
_MIN_WORDS = 5


class StateError(ValueError):
    """A stored state cannot be used by this version."""


class _State(msgspec.Struct):
    version: int
    vocabulary: VocabularyState
    texts: dict[int, Text]
    next_row: int
    digests: dict[int, int]
    shingles: dict[int, int | tuple[int, ...]]
    facts: dict[int, int | tuple[int, ...]]
    independent: int


class CopyIndex:
    """Tells of each article which earlier or later ones it copies, and groups them into origins.

    The order in which articles are added need not be that of publication: a link always goes from the later
    document to the earlier one (published, then fetched, then id). Adding a document again changes nothing.

    Args:
        publishers: families and agencies; our own tables when left out.
        rewritten: look for rewritten and attributed copies as well, which costs several times as much as the rest.
    """

    def __init__(self, publishers: Publishers | None = None, *, rewritten: bool = True) -> None:
        self._look_for_rewritten = rewritten
        self._publishers = publishers or load_publishers()
        self._texts: dict[int, Text] = {}
        self._rows: dict[str, int] = {}
        self._next_row = 0
        self._digests: dict[int, int] = {}
        self._passages = Passages(self._texts)
        self._retellings = Retellings(self._texts, self._publishers)
        self._lineage = Lineage(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    # ------------------------------------------------------------ adding

    def add(self, document: Document) -> list[CopyLink]:
        """Compare a document with all that are known, and know it from now on.

        Returns:
            Its links to earlier documents, and those of later ones that turn out to copy it, strongest first. For a
            document that is already known, its links to earlier ones.
        """
        if document.id in self._rows:
            return list(self._texts[self._rows[document.id]].links)
        words = Words(document.text)
        row, text = self._enter(document, words.reading())
        if text.length < _MIN_WORDS:
            return []
        first = self._first_with(text.reading, row)
        if first != row:
            text.reading.hashes = b""
            whole = Match(first, "exact", 1.0, range(len(text.reading.sentences)))
            return [self._lineage.link(row, whole, document.text)]
        runs = self._passages.read(text)
        found = self._passages.find(text, runs, document.text)
        links = [self._lineage.link(row, match, document.text) for match in found]
        if self._look_for_rewritten and text.parent < 0:
            facts = self._retellings.read(text, words)
            retold = self._retellings.find(text, facts, document, {match.row for match in found})
            links += [self._lineage.link(row, match, document.text) for match in retold]
            if text.parent < 0:
                self._retellings.enter(row, facts, self._lineage.same_origin(row))
        self._passages.enter(row, runs, self._lineage.same_origin(row))
        links.sort(key=lambda link: (-RANK[link.kind], -link.score))
        return links

    def _enter(self, document: Document, reading: Reading) -> tuple[int, Text]:
        row = self._rows[document.id] = self._next_row
        self._next_row += 1
        text = self._texts[row] = Text(
            document.id,
            moment(document.published),
            moment(document.fetched),
            self._publishers.family(document.outlet),
            reading,
            len(reading.hashes) // 4,
        )
        return row, text

    def _first_with(self, reading: Reading, row: int) -> int:
        """Row of the first text with these very words, the text's own if there is none."""
        digest = int.from_bytes(blake2b(reading.hashes, digest_size=8).digest(), "little")
        return self._digests.setdefault(digest, row)

    # ------------------------------------------------------------ origins

    def origins(self) -> list[Origin]:
        """All documents by origin, each in exactly one, in order of their first documents; a text of which no copy
        is known is an origin of its own."""
        return self._lineage.origins(self._lineage.groups())

    def forget(self, before: date) -> list[Origin]:
        """Let go of the origins of which nothing has been published since a day, and of the words only they had.

        What is added later is not compared with them, and rewritings are only looked for among what was published in
        the last days before the newest document, so what the index holds does not grow with what was ever added.

        Returns:
            The origins that are gone, whole; none of them will change any more.
        """
        limit = before.isoformat()
        gone = [rows for rows in self._lineage.groups() if self._last_published(rows) < limit]
        if not gone:
            return []
        origins = self._lineage.origins(gone)
        for row in (row for rows in gone for row in rows):
            del self._rows[self._texts[row].id], self._texts[row]
        self._digests = {digest: row for digest, row in self._digests.items() if row in self._texts}
        self._passages.forget()
        self._retellings.forget()
        return origins

    def _last_published(self, rows: Sequence[int]) -> str:
        return max(self._texts[row].published for row in rows)

    # ------------------------------------------------------------ keeping

    def state(self) -> bytes:
        """All that the index knows, for `restore`."""
        retellings = self._retellings
        return msgspec.msgpack.encode(
            _State(
                version=_VERSION,
                vocabulary=retellings.vocabulary.state(),
                texts=self._texts,
                next_row=self._next_row,
                digests=self._digests,
                shingles=self._passages.postings,
                facts=retellings.postings,
                independent=retellings.independent,
            )
        )

    @classmethod
    def restore(
        cls, data: bytes, publishers: Publishers | None = None, *, rewritten: bool = True
    ) -> CopyIndex:
        """An index as it was when `state` was taken.

        Raises:
            StateError: the bytes are no state of this version.
        """
        try:
            state = msgspec.msgpack.decode(data, type=_State)
        except msgspec.MsgspecError as error:
            raise StateError(f"the stored index of copies cannot be read ({error}); rebuild it") from error
        if state.version != _VERSION:
            raise StateError(
                f"the stored index of copies is of version {state.version}, this is version {_VERSION}; rebuild it"
            )
        index = cls(publishers, rewritten=rewritten)
        index._texts.update(state.texts)
        index._rows = {text.id: row for row, text in state.texts.items()}
        index._next_row, index._digests = state.next_row, state.digests
        index._passages.postings.update(state.shingles)
        index._retellings.restore(state.vocabulary, state.facts, state.independent)
        return index
