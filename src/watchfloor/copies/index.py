"""The index of copies: one article at a time, against all that went before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.citing import AgencyFinder
from watchfloor.copies.fingerprints import fact_keys, fact_pairs, shingles, winnow
from watchfloor.copies.postings import Postings
from watchfloor.copies.rewriting import Facts, Rewriting, compare, fact_stems, read_facts
from watchfloor.copies.words import Reading, Vocabulary, VocabularyState, Words
from watchfloor.knowledge.publishers import Publishers, load_publishers
from watchfloor.records import CopyLink, Document, Origin, Span

__all__ = ["CopyIndex", "StateError"]

_VERSION = 3
_UNKNOWN = "9999"
_RANK = {"attributed": 0, "rewritten": 1, "partial": 2, "near": 3, "exact": 4}
_MAX_EVIDENCE = 40

# What counts as a copy; docs/copies.md explains each and how it was chosen.
_MIN_WORDS = 5
_NEAR = 0.5
_PARTIAL = 0.2
_PARTIAL_SHINGLES = 18
_PART_OF_PARENT = 0.2
_CANDIDATES = 8
_FACT_VOTES, _FACT_CANDIDATES = 3, 6
_COVERAGE = 0.4
_REWRITTEN = 0.49
_REWRITTEN_FACTS, _REWRITTEN_NAMES, _REWRITTEN_KEPT = 5, 0.75, 0.3
_REWRITTEN_DAYS = 10
_SAME_TIME = 4
_FAMILY_BONUS = 0.04
_ATTRIBUTED_COVERAGE = 0.3
_ATTRIBUTED_DAYS = 3

_QUOTED = re.compile(r"[\"“][^\"“”]{15,}(?:[\"”]|$)")


class StateError(ValueError):
    """A stored state cannot be used by this version."""


class _Text(msgspec.Struct):
    """What is kept of an article.

    Attributes:
        published, fetched: moments that compare as text, `_UNKNOWN` comes last.
        reading: an exact copy's words are those of the text it copies and not kept twice.
        length: how many words it has.
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


class _State(msgspec.Struct):
    version: int
    vocabulary: VocabularyState
    texts: dict[int, _Text]
    next_row: int
    digests: dict[int, int]
    shingles: dict[int, int | list[int]]
    facts: dict[int, int | list[int]]
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
        self._vocabulary = Vocabulary()
        self._agencies = AgencyFinder(self._publishers)
        self._agency_words = self._agencies.words(self._vocabulary)
        self._texts: dict[int, _Text] = {}
        self._rows: dict[str, int] = {}
        self._next_row = 0
        self._digests: dict[int, int] = {}
        self._shingles = Postings()
        self._facts = Postings(limit=8)
        self._independent = 0

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
        text = document.text
        words = Words(text)
        reading = words.reading()
        row = self._enter(document, reading)
        if self._texts[row].length < _MIN_WORDS:
            return []
        digest = int.from_bytes(blake2b(reading.hashes, digest_size=8).digest(), "little")
        same = self._digests.setdefault(digest, row)
        if same != row:
            reading.hashes = b""
            return [self._link(row, same, "exact", 1.0, range(len(reading.sentences)), text)]
        all_shingles = shingles(reading.folded)
        prints = winnow(all_shingles)
        links = self._copies_by_shingles(row, all_shingles, self._shingles.votes(prints), text)
        pairs: list[int] = []
        if self._look_for_rewritten and self._texts[row].parent < 0:
            reading.words = words.numbers(self._vocabulary)
            stems = fact_stems(reading, self._vocabulary)
            pairs = fact_pairs(stems)
            period = self._period(row)
            single = np.unique(stems)
            nearby = [] if period is None else fact_keys(single.tolist(), (period - 1, period, period + 1))
            votes = self._facts.votes(pairs + nearby)
            links += self._copies_by_facts(row, reading, single, votes, document, links)
            if period is not None:
                pairs += fact_keys(single.tolist(), (period,))
        root = self._root(row)
        self._shingles.enter(prints, row, lambda other: self._root(other) == root)
        if self._look_for_rewritten and root == row:
            self._facts.enter(pairs, row, lambda other: self._root(other) == root)
            self._vocabulary.texts.array[np.unique(self._vocabulary.stems.array[reading.numbers])] += 1
            self._independent += 1
        links.sort(key=lambda link: (-_RANK[link.kind], -link.score))
        return links

    def _enter(self, document: Document, reading: Reading) -> int:
        row = self._rows[document.id] = self._next_row
        self._next_row += 1
        self._texts[row] = _Text(
            document.id,
            _moment(document.published),
            _moment(document.fetched),
            self._publishers.family(document.outlet),
            reading,
            len(reading.hashes) // 4,
        )
        return row

    def _copies_by_shingles(
        self, row: int, mine: NDArray[np.uint64], votes: Mapping[int, int], text: str
    ) -> list[CopyLink]:
        links: list[CopyLink] = []
        if not votes:
            return links
        own = set(mine.tolist())
        for other, count in _most_voted(votes, _CANDIDATES):
            if count < 2 and len(own) > 40:
                break
            theirs = self._shingles_of(other).tolist()
            shared = own.intersection(theirs)
            if not shared:
                continue
            known = len(set(theirs))
            score = len(shared) / min(len(own), known)
            if len(shared) >= _NEAR * (len(own) + known - len(shared)):
                kind = "near"
            elif (
                score >= _PARTIAL
                and len(shared) >= _PARTIAL_SHINGLES
                and self._shares_more_than_quotes(row, mine.tolist(), shared, text)
            ):
                kind = "partial"
            else:
                continue
            later = self._later(row, other)
            evidence = self._shared_sentences(later, mine.tolist() if later == row else theirs, shared)
            part = len(shared) / max(len(own), known)
            links.append(self._link(row, other, kind, score, evidence, text, part))
        return links

    def _shingles_of(self, row: int) -> NDArray[np.uint64]:
        return shingles(self._texts[row].reading.folded)

    def _shares_more_than_quotes(self, row: int, own: list[int], shared: set[int], text: str) -> bool:
        """Whether two texts share a sentence that is not mostly quoted speech: two reporters may have heard one man."""
        rows = self._texts[row].reading.sentences[self._shared_sentences(row, own, shared)].tolist()
        sentences = [text[start:end] for start, end, _ in rows]
        return any(2 * sum(map(len, _QUOTED.findall(sentence))) < len(sentence) for sentence in sentences)

    def _shared_sentences(self, row: int, own: list[int], shared: set[int]) -> list[int]:
        """Numbers of the sentences of which most shingles are shared.

        Args:
            own: the row's shingles in order.
        """
        found = list(map(shared.__contains__, own))
        starts = self._texts[row].reading.sentences[:, 2].tolist()
        numbers = []
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(found)], strict=True)):
            inside = found[start : max(start + 1, end - 4)]
            if inside and end > start and sum(inside) >= 0.6 * len(inside):
                numbers.append(number)
        return numbers

    def _copies_by_facts(
        self,
        row: int,
        reading: Reading,
        own_facts: NDArray[np.int64],
        votes: Mapping[int, int],
        document: Document,
        known: list[CopyLink],
    ) -> list[CopyLink]:
        agency = ""
        if self._publishers.agency_of(document.outlet) or not self._agency_words.isdisjoint(
            reading.numbers.tolist()
        ):
            agency = self._agencies.rests_on(document.text, document.outlet, reading)
            if agency:
                self._texts[row].agency = agency
        own = self._texts[row]
        linked = {self._rows[name] for link in known for name in (link.document, link.of)}
        links: list[CopyLink] = []
        mine: Facts | None = None
        for other, count in _most_voted(votes, _FACT_CANDIDATES):
            if count < _FACT_VOTES:
                break
            if other in linked:
                continue
            their = self._texts[other]
            later = self._later(row, other)
            # A cheap look at the facts alone comes before sentences are aligned.
            their_facts = np.unique(fact_stems(their.reading, self._vocabulary))
            known_share = self._known_share(own_facts, their_facts, later == row)
            if known_share < (_ATTRIBUTED_COVERAGE if agency else _COVERAGE):
                continue
            mine = mine or read_facts(reading, self._vocabulary)
            theirs = read_facts(their.reading, self._vocabulary)
            pair = (mine, theirs) if later == row else (theirs, mine)
            found = compare(*pair, self._rarity)
            score = rewriting_score(found)
            bonus = _FAMILY_BONUS if own.family and own.family == their.family else 0.0
            enough = (
                found.facts >= _REWRITTEN_FACTS
                and found.names >= _REWRITTEN_NAMES
                and found.kept_names >= _REWRITTEN_KEPT
                and self._days_apart(row, other) <= _REWRITTEN_DAYS
            )
            one_agency = bool(agency) and agency == their.agency
            # Two who print one agency's report, each with much of their own beside it, have not copied each other.
            if one_agency and 2 * len(found.aligned) < len(pair[0].sentences):
                enough = False
            if enough and score + bonus >= _REWRITTEN:
                return [*links, self._link(row, other, "rewritten", score, found.aligned, document.text)]
            if (
                one_agency
                and max(found.coverage, found.kept_names) >= _ATTRIBUTED_COVERAGE
                and self._days_apart(row, other) <= _ATTRIBUTED_DAYS
            ):
                links.append(
                    self._link(row, other, "attributed", found.coverage, found.aligned, document.text)
                )
        return links

    def _known_share(self, own: NDArray[np.int64], theirs: NDArray[np.int64], own_are_later: bool) -> float:
        """Share of the later text's facts, weighed by rarity, that the earlier one has."""
        facts, others = (own, theirs) if own_are_later else (theirs, own)
        if not len(facts):
            return 0.0
        weights = self._rarity(facts)
        return float(weights[np.isin(facts, others)].sum() / weights.sum())

    def _rarity(self, stems: NDArray[np.int64] | list[int]) -> NDArray[np.float64]:
        """Weight of each stem: the rarer among independent texts, the heavier."""
        counts = self._vocabulary.texts.array[stems]
        weights: NDArray[np.float64] = np.log((self._independent + 20) / (counts + 1))
        return weights

    # ------------------------------------------------------------ who was first

    def _first_key(self, row: int) -> tuple[str, str, str]:
        text = self._texts[row]
        return (text.published, text.fetched, text.id)

    def _later(self, row: int, other: int) -> int:
        return row if self._first_key(row) > self._first_key(other) else other

    def _days_apart(self, row: int, other: int) -> float:
        one, two = self._texts[row].published, self._texts[other].published
        if _UNKNOWN in (one, two):
            return 0.0
        return abs(datetime.fromisoformat(one) - datetime.fromisoformat(two)) / timedelta(days=1)

    def _period(self, row: int) -> int | None:
        """Number of the `_SAME_TIME` days in which a text was published, None when unknown."""
        published = self._texts[row].published
        return None if published == _UNKNOWN else datetime.fromisoformat(published).toordinal() // _SAME_TIME

    def _join_key(self, row: int) -> tuple[str, int, str, str]:
        """Who derives from whom: by publication, and of two published at once the shorter from the longer."""
        text = self._texts[row]
        return (text.published, -text.length, text.fetched, text.id)

    def _root(self, row: int) -> int:
        while (parent := self._texts[row].parent) >= 0:
            row = parent
        return row

    def _link(
        self,
        row: int,
        other: int,
        kind: str,
        score: float,
        sentences: range | list[int],
        text: str,
        part: float = 1.0,
    ) -> CopyLink:
        """Note that two rows are copies; the later one joins the other's origin if it has no stronger link.

        Args:
            text: of ``row``; the evidence is quoted when that is the later one.
            part: share of the longer text that is common to both.
        """
        later = self._later(row, other)
        earlier = other if later == row else row
        bounds = self._texts[later].reading.sentences.tolist()
        evidence = [
            _span(text if later == row else "", *bounds[number][:2]) for number in sentences[:_MAX_EVIDENCE]
        ]
        link = CopyLink(
            document=self._texts[later].id,
            of=self._texts[earlier].id,
            kind=kind,
            score=round(score, 4),
            evidence=evidence,
        )
        self._texts[later].links.append(link)
        at, above = (row, other) if self._join_key(row) > self._join_key(other) else (other, row)
        child, parent = self._texts[at], self._texts[above]
        # A digest that holds passages of many texts must not make one origin of them all.
        if kind == "partial" and parent.length > child.length and part < _PART_OF_PARENT:
            return link
        if (_RANK[kind], score) > (child.rank, child.score):
            child.parent, child.rank, child.score = above, _RANK[kind], score
        return link

    # ------------------------------------------------------------ origins

    def origins(self) -> list[Origin]:
        """All documents by origin, each in exactly one, in order of their first documents; a text of which no copy
        is known is an origin of its own."""
        return self._read_out(self._groups())

    def _groups(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for row in self._texts:
            groups.setdefault(self._root(row), []).append(row)
        return list(groups.values())

    def _read_out(self, groups: Iterable[list[int]]) -> list[Origin]:
        origins: list[Origin] = []
        for rows in sorted((sorted(rows, key=self._first_key) for rows in groups), key=self._group_key):
            texts = [self._texts[row] for row in rows]
            documents = [text.id for text in texts]
            members = set(documents)
            links = [link for text in texts for link in text.links if link.of in members]
            origins.append(Origin(id=documents[0], first=documents[0], documents=documents, links=links))
        return origins

    def _group_key(self, rows: list[int]) -> tuple[str, str, str]:
        return self._first_key(rows[0])

    def forget(self, before: date) -> list[Origin]:
        """Let go of the origins of which nothing has been published since a day, and of the words only they had.

        What is added later is not compared with them, and rewritings are only looked for among what was published in
        the last days before the newest document, so what the index holds does not grow with what was ever added.

        Returns:
            The origins that are gone, whole; none of them will change any more.
        """
        limit = before.isoformat()
        gone = [rows for rows in self._groups() if max(self._texts[row].published for row in rows) < limit]
        if not gone:
            return []
        origins = self._read_out(gone)
        for row in (row for rows in gone for row in rows):
            del self._rows[self._texts[row].id], self._texts[row]
        self._digests = {digest: row for digest, row in self._digests.items() if row in self._texts}
        self._shingles.forget(self._texts)
        self._facts.forget(self._recent())
        kept = np.zeros(self._vocabulary.stems.size, dtype=bool)
        kept[list(self._agency_words)] = True
        for text in self._texts.values():
            kept[text.reading.numbers] = True
        stems = self._vocabulary.forget(kept)
        self._vocabulary.texts.values[~stems] = 0
        return origins

    def _recent(self) -> set[int]:
        """Rows that a text published from now on can be a rewriting of."""
        dated = [text.published for text in self._texts.values() if text.published != _UNKNOWN]
        if not dated:
            return set(self._texts)
        limit = (datetime.fromisoformat(max(dated)) - timedelta(days=_REWRITTEN_DAYS)).isoformat()
        return {row for row, text in self._texts.items() if text.published >= limit}

    # ------------------------------------------------------------ keeping

    def state(self) -> bytes:
        """All that the index knows, for `restore`."""
        return msgspec.msgpack.encode(
            _State(
                version=_VERSION,
                vocabulary=self._vocabulary.state(),
                texts=self._texts,
                next_row=self._next_row,
                digests=self._digests,
                shingles=self._shingles,  # type: ignore[arg-type]
                facts=self._facts,  # type: ignore[arg-type]
                independent=self._independent,
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
        index._vocabulary = Vocabulary.restore(state.vocabulary)
        index._agency_words = index._agencies.words(index._vocabulary)
        index._texts, index._next_row = state.texts, state.next_row
        index._rows = {text.id: row for row, text in state.texts.items()}
        index._digests, index._independent = state.digests, state.independent
        for postings, kept in ((index._shingles, state.shingles), (index._facts, state.facts)):
            postings.update((key, tuple(own) if isinstance(own, list) else own) for key, own in kept.items())
        return index


def _span(text: str, start: int, end: int) -> Span:
    """A sentence without the white space around it; where the text is not at hand, as it is bounded."""
    if not text:
        return Span(start=start, end=end, text="")
    words = text[start:end].strip()
    start = text.index(words, start)
    return Span(start=start, end=start + len(words), text=words)


def _most_voted(votes: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """Rows with their votes, the most voted first."""
    return sorted(votes.items(), key=lambda vote: -vote[1])[:most]


def rewriting_score(found: Rewriting) -> float:
    """One figure from the measures of `compare`, 0 to 1; docs/copies.md says where the weights are from."""
    return (
        0.2 * found.names
        + 0.1 * found.kept_names
        + 0.12 * found.figures
        + 0.08 * found.kept_figures
        + 0.25 * found.words
        + 0.2 * found.alignment
        + 0.05 * found.order
    )


@lru_cache(maxsize=1 << 10)
def _moment(stamp: str | None) -> str:
    """A date or date and time that compares as text; what is unknown or unreadable comes last."""
    if not stamp:
        return _UNKNOWN
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return _UNKNOWN
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat()
