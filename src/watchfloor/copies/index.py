"""The index of copies: one article at a time, against all that went before."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.citing import AgencyFinder
from watchfloor.copies.fingerprints import fact_keys, fact_pairs, shingles, winnow
from watchfloor.copies.growing import Growing, Rows
from watchfloor.copies.postings import Postings
from watchfloor.copies.rewriting import Facts, Rewriting, compare, fact_stems, read_facts
from watchfloor.copies.words import Reading, Vocabulary, read_words
from watchfloor.knowledge.publishers import Publishers, load_publishers
from watchfloor.records import CopyLink, Document, Origin, Span

__all__ = ["CopyIndex", "StateError"]

_VERSION = 2
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


class _State(msgspec.Struct):
    version: int
    vocabulary: list[str]
    ids: list[str]
    keys: list[tuple[str, str]]
    families: list[str]
    agencies: dict[int, str]
    parents: list[int]
    strengths: list[tuple[int, float]]
    links: dict[int, list[CopyLink]]
    digests: dict[int, int]
    shingles: dict[int, int | list[int]]
    facts: dict[int, int | list[int]]
    words: bytes
    word_ends: bytes
    sentences: bytes
    sentence_ends: bytes
    document_frequency: bytes
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
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._keys: list[tuple[str, str]] = []
        self._families: list[str] = []
        self._agency_of: dict[int, str] = {}
        self._parents: list[int] = []
        self._strengths: list[tuple[int, float]] = []
        self._links: dict[int, list[CopyLink]] = {}
        self._digests: dict[int, int] = {}
        self._shingles = Postings()
        self._facts = Postings(limit=8)
        self._words = Rows(np.int32)
        self._sentences = Rows(np.int32)
        self._frequency = Growing(np.int32)
        self._independent = 0

    def __len__(self) -> int:
        return len(self._ids)

    # ------------------------------------------------------------ adding

    def add(self, document: Document) -> list[CopyLink]:
        """Compare a document with all that are known, and know it from now on.

        Returns:
            Its links to earlier documents, and those of later ones that turn out to copy it, strongest first. For a
            document that is already known, its links to earlier ones.
        """
        if document.id in self._rows:
            return list(self._links.get(self._rows[document.id], ()))
        text = document.text
        reading = read_words(text, self._vocabulary)
        row = self._enter(document, reading)
        if len(reading.words) < _MIN_WORDS:
            return []
        folded = self._vocabulary.folded.array[reading.words]
        digest = int.from_bytes(blake2b(folded.tobytes(), digest_size=8).digest(), "little")
        same = self._digests.setdefault(digest, row)
        if same != row:
            return [self._link(row, same, "exact", 1.0, range(len(reading.sentences)), text)]
        all_shingles = shingles(folded)
        prints = winnow(all_shingles)
        links = self._copies_by_shingles(row, all_shingles, self._shingles.votes(prints), text)
        pairs: list[int] = []
        if self._look_for_rewritten and self._parents[row] < 0:
            stems = fact_stems(reading, self._vocabulary)
            pairs = fact_pairs(stems)
            period = self._period(row)
            single = np.unique(stems).tolist()
            nearby = [] if period is None else fact_keys(single, (period - 1, period, period + 1))
            links += self._copies_by_facts(row, reading, self._facts.votes(pairs + nearby), document, links)
            if period is not None:
                pairs += fact_keys(single, (period,))
        root = self._root(row)
        self._shingles.enter(prints, row, lambda other: self._root(other) == root)
        if self._look_for_rewritten and root == row:
            self._facts.enter(pairs, row, lambda other: self._root(other) == root)
            self._count_stems(reading)
        links.sort(key=lambda link: (-_RANK[link.kind], -link.score))
        return links

    def _enter(self, document: Document, reading: Reading) -> int:
        row = len(self._ids)
        self._ids.append(document.id)
        self._rows[document.id] = row
        self._keys.append((_moment(document.published), _moment(document.fetched)))
        self._families.append(self._publishers.family(document.outlet))
        self._parents.append(-1)
        self._strengths.append((-1, 0.0))
        self._words.append(reading.words)
        self._sentences.append(reading.sentences.ravel())
        return row

    def _count_stems(self, reading: Reading) -> None:
        stems = np.unique(self._vocabulary.stems.array[reading.words])
        self._frequency.make_room(len(self._vocabulary.stem_numbers))
        self._frequency.array[stems] += 1
        self._independent += 1

    def _copies_by_shingles(
        self, row: int, mine: NDArray[np.uint64], votes: Counter[int], text: str
    ) -> list[CopyLink]:
        links: list[CopyLink] = []
        if not votes:
            return links
        own = set(mine.tolist())
        for other, count in votes.most_common(_CANDIDATES):
            if count < 2 and len(own) > 40:
                break
            theirs = set(self._shingles_of(other).tolist())
            shared = own & theirs
            if not shared:
                continue
            small = min(len(own), len(theirs))
            score = len(shared) / small
            jaccard = len(shared) / (len(own) + len(theirs) - len(shared))
            if jaccard >= _NEAR:
                kind = "near"
            elif (
                score >= _PARTIAL
                and len(shared) >= _PARTIAL_SHINGLES
                and self._shares_more_than_quotes(row, shared, text)
            ):
                kind = "partial"
            else:
                continue
            later = self._later(row, other)
            evidence = self._shared_sentences(later, shared)
            part = len(shared) / max(len(own), len(theirs))
            links.append(self._link(row, other, kind, score, evidence, text, part))
        return links

    def _shingles_of(self, row: int) -> NDArray[np.uint64]:
        return shingles(self._vocabulary.folded.array[self._words[row]])

    def _shares_more_than_quotes(self, row: int, shared: set[int], text: str) -> bool:
        """Whether two texts share a sentence that is not mostly quoted speech: two reporters may have heard one man."""
        rows = self._sentences[row].reshape(-1, 3)
        sentences = [text[start:end] for start, end, _ in rows[self._shared_sentences(row, shared)].tolist()]
        return any(2 * sum(map(len, _QUOTED.findall(sentence))) < len(sentence) for sentence in sentences)

    def _shared_sentences(self, row: int, shared: set[int]) -> list[int]:
        """Numbers of the sentences of which most shingles are shared."""
        starts = self._sentences[row].reshape(-1, 3)[:, 2]
        found = np.array([shingle in shared for shingle in self._shingles_of(row).tolist()], dtype=bool)
        if not len(found):
            return []
        ends = [*starts[1:].tolist(), len(found)]
        return [
            number
            for number, (start, end) in enumerate(zip(starts.tolist(), ends, strict=True))
            if start < len(found) and end > start and found[start : max(start + 1, end - 4)].mean() >= 0.6
        ]

    def _copies_by_facts(
        self, row: int, reading: Reading, votes: Counter[int], document: Document, known: list[CopyLink]
    ) -> list[CopyLink]:
        agency = ""
        if self._publishers.agency_of(document.outlet) or not self._agency_words.isdisjoint(
            reading.words.tolist()
        ):
            agency = self._agencies.rests_on(document.text, document.outlet, reading)
            if agency:
                self._agency_of[row] = agency
        own_facts = np.unique(fact_stems(reading, self._vocabulary))
        linked = {self._rows[name] for link in known for name in (link.document, link.of)}
        links: list[CopyLink] = []
        mine: Facts | None = None
        for other, count in votes.most_common(_FACT_CANDIDATES):
            if count < _FACT_VOTES:
                break
            if other in linked:
                continue
            their_reading = self._reading(other)
            later = self._later(row, other)
            # A cheap look at the facts alone comes before sentences are aligned.
            their_facts = np.unique(fact_stems(their_reading, self._vocabulary))
            known_share = self._known_share(own_facts, their_facts, later == row)
            if known_share < (_ATTRIBUTED_COVERAGE if agency else _COVERAGE):
                continue
            mine = mine or read_facts(reading, self._vocabulary)
            theirs = read_facts(their_reading, self._vocabulary)
            pair = (mine, theirs) if later == row else (theirs, mine)
            found = compare(*pair, self._rarity)
            score = rewriting_score(found)
            bonus = (
                _FAMILY_BONUS if self._families[row] and self._families[row] == self._families[other] else 0.0
            )
            enough = (
                found.facts >= _REWRITTEN_FACTS
                and found.names >= _REWRITTEN_NAMES
                and found.kept_names >= _REWRITTEN_KEPT
                and self._days_apart(row, other) <= _REWRITTEN_DAYS
            )
            one_agency = bool(agency) and agency == self._agency_of.get(other)
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
        weights = np.array(self._rarity(facts.tolist()))
        known = set(others.tolist())
        return float(weights[[stem in known for stem in facts.tolist()]].sum() / weights.sum())

    def _reading(self, row: int) -> Reading:
        return Reading(self._words[row], self._sentences[row].reshape(-1, 3))

    def _rarity(self, stems: list[int]) -> list[float]:
        """Weight of each stem: the rarer among independent texts, the heavier."""
        self._frequency.make_room(len(self._vocabulary.stem_numbers))
        frequency = self._frequency.array[stems]
        weights: list[float] = np.log((self._independent + 20) / (frequency + 1)).tolist()
        return weights

    # ------------------------------------------------------------ who was first

    def _first_key(self, row: int) -> tuple[str, str, str]:
        return (*self._keys[row], self._ids[row])

    def _later(self, row: int, other: int) -> int:
        return row if self._first_key(row) > self._first_key(other) else other

    def _days_apart(self, row: int, other: int) -> float:
        try:
            gap = datetime.fromisoformat(self._keys[row][0]) - datetime.fromisoformat(self._keys[other][0])
        except ValueError:
            return 0.0
        return abs(gap) / timedelta(days=1)

    def _period(self, row: int) -> int | None:
        """Number of the `_SAME_TIME` days in which a text was published, None when unknown."""
        try:
            return datetime.fromisoformat(self._keys[row][0]).toordinal() // _SAME_TIME
        except ValueError:
            return None

    def _join_key(self, row: int) -> tuple[str, int, str, str]:
        """Who derives from whom: by publication, and of two published at once the shorter from the longer."""
        return (self._keys[row][0], -len(self._words[row]), self._keys[row][1], self._ids[row])

    def _root(self, row: int) -> int:
        while self._parents[row] >= 0:
            row = self._parents[row]
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
        offsets = self._sentences[later].reshape(-1, 3)
        evidence = [
            Span(start=start, end=end, text=text[start:end] if later == row else "")
            for start, end, _ in offsets[list(sentences[:_MAX_EVIDENCE])].tolist()
        ]
        link = CopyLink(
            document=self._ids[later],
            of=self._ids[earlier],
            kind=kind,
            score=round(score, 4),
            evidence=evidence,
        )
        self._links.setdefault(later, []).append(link)
        child, parent = (row, other) if self._join_key(row) > self._join_key(other) else (other, row)
        parent_is_longer = len(self._words[parent]) > len(self._words[child])
        strength = (_RANK[kind], score)
        # A digest that holds passages of many texts must not make one origin of them all.
        if kind == "partial" and parent_is_longer and part < _PART_OF_PARENT:
            return link
        if strength > self._strengths[child]:
            self._parents[child] = parent
            self._strengths[child] = strength
        return link

    def origins(self) -> list[Origin]:
        """All documents by origin, each in exactly one, in order of their first documents; a text of which no copy
        is known is an origin of its own."""
        groups: dict[int, list[int]] = {}
        for row in range(len(self._ids)):
            groups.setdefault(self._root(row), []).append(row)
        origins: list[Origin] = []
        for rows in groups.values():
            rows.sort(key=self._first_key)
            members = {self._ids[row] for row in rows}
            links = [link for row in rows for link in self._links.get(row, ()) if link.of in members]
            first = self._ids[rows[0]]
            origins.append(
                Origin(id=first, first=first, documents=[self._ids[row] for row in rows], links=links)
            )
        origins.sort(key=lambda origin: self._first_key(self._rows[origin.first]))
        return origins

    # ------------------------------------------------------------ keeping

    def state(self) -> bytes:
        """All that the index knows, for `restore`."""
        return msgspec.msgpack.encode(
            _State(
                version=_VERSION,
                vocabulary=list(self._vocabulary),
                ids=self._ids,
                keys=self._keys,
                families=self._families,
                agencies=self._agency_of,
                parents=self._parents,
                strengths=self._strengths,
                links=self._links,
                digests=self._digests,
                shingles=self._shingles,  # type: ignore[arg-type]
                facts=self._facts,  # type: ignore[arg-type]
                words=self._words.data.tobytes(),
                word_ends=self._words.ends.tobytes(),
                sentences=self._sentences.data.tobytes(),
                sentence_ends=self._sentences.ends.tobytes(),
                document_frequency=self._frequency.array.tobytes(),
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
        for word in state.vocabulary:
            index._vocabulary[word]
        index._agency_words = index._agencies.words(index._vocabulary)
        index._ids, index._keys, index._families = state.ids, state.keys, state.families
        index._rows = {name: row for row, name in enumerate(state.ids)}
        index._agency_of, index._parents = state.agencies, state.parents
        index._strengths, index._links = state.strengths, state.links
        index._digests = state.digests
        for postings, kept in ((index._shingles, state.shingles), (index._facts, state.facts)):
            postings.update((key, tuple(own) if isinstance(own, list) else own) for key, own in kept.items())
        index._words = Rows(
            np.int32, np.frombuffer(state.words, np.int32), np.frombuffer(state.word_ends, np.int64)
        )
        index._sentences = Rows(
            np.int32, np.frombuffer(state.sentences, np.int32), np.frombuffer(state.sentence_ends, np.int64)
        )
        index._frequency = Growing(np.int32, np.frombuffer(state.document_frequency, np.int32))
        index._independent = state.independent
        return index


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


def _moment(stamp: str | None) -> str:
    """A date or date and time that compares as text; what is unknown or unreadable comes last."""
    if not stamp:
        return "9999"
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return "9999"
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat()
