"""The index of stories: one article at a time, against those that it might belong with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.records import Claim, Document, Story
from watchfloor.stories.blobs import is_blob, series_of
from watchfloor.stories.postings import RecentPostings
from watchfloor.stories.terms import Features, Terms, TermsState, headline, read_features, stems

__all__ = ["StateError", "StoryIndex"]

_VERSION = 2

# What holds articles together; docs/stories.md says what each does and how coarsely it was set.
_THRESHOLD = 0.25
_TIME = 0.05
_NAMES = 0.1
_FIGURES = 0.05
_STRANGERS = 0.2
_UNKNOWN_GAP = 3
_QUERY_TERMS = 30
_CANDIDATES = 24
_MEMBERS = 24
_FIRST_MEMBERS = 4
_SUPPORT = 0.5
_MERGE = 0.4
_SERIES_DAYS = 3
_SERIES_PENALTY = 0.15
_SPLIT_EVERY = 8
_SPLIT_MARGIN = 0.08
_CLOSED_AFTER_DAYS = 30
_COMMON_NAME_STORIES = 10
_TITLES = 12


class StateError(ValueError):
    """A stored state cannot be used by this version."""


class _Member(msgspec.Struct):
    """An article that newer ones are compared with.

    Attributes:
        day: ordinal of the day of publication, None when unknown.
        names: numbers of its names.
    """

    document: str
    story: int
    day: int | None
    names: list[int]
    figures: list[str]
    proper: list[str]


class _Story(msgspec.Struct):
    """What is kept of a story.

    Attributes:
        members: rows of the articles that are compared with new ones, oldest first.
        titles: titles to choose from, with the row of each.
        into: the story that this one was merged into, -1 when it stands.
        title, terms: what it is called, as long as ``named``; looked up again when its articles change.
    """

    id: str
    documents: list[str]
    members: list[int]
    titles: list[tuple[int, str]]
    first: int | None = None
    last: int | None = None
    into: int = -1
    blob: bool = False
    since_split: int = 0
    named: bool = False
    title: str = ""
    terms: list[str] = []


class _State(msgspec.Struct):
    version: int
    terms: TermsState
    names: dict[str, int]
    name_stories: dict[int, int]
    stories: dict[int, _Story]
    members: dict[int, _Member]
    vectors: dict[int, tuple[bytes, bytes]]
    of_document: dict[str, int]
    postings: dict[int, list[int]]
    name_postings: dict[int, list[int]]
    series: dict[str, list[int]]
    counts: tuple[int, int, int]
    latest: int


class _Query(msgspec.Struct):
    """A new article, ready to be compared."""

    features: Features
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    names: set[int]
    figures: set[str]
    day: int | None
    penalty: float = 0.0


class StoryIndex:
    """Puts each article with its story as it arrives, in one pass and without looking ahead.

    A story's id is made from its first article and stays; a merged story's articles go to the older one. A document
    that is added again changes nothing.
    """

    def __init__(self) -> None:
        self._terms = Terms()
        self._names: dict[str, int] = {}
        self._name_stories: dict[int, int] = {}
        self._stories: dict[int, _Story] = {}
        self._members: dict[int, _Member] = {}
        self._vectors: dict[int, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
        self._of_document: dict[str, int] = {}
        self._postings = RecentPostings()
        self._name_postings = RecentPostings()
        self._series: dict[str, list[int]] = {}
        self._rows = self._next_story = self._next_name = 0
        self._latest = 0
        self._scratch: NDArray[np.float32] = np.zeros(4096, dtype=np.float32)

    # ------------------------------------------------------------ adding

    def add(self, document: Document, claims: Sequence[Claim] = ()) -> str:
        """Put a document with its story.

        Args:
            claims: what was coded from it, where that is known; they add who acts on whom and where.

        Returns:
            The id of the story that it now belongs to.
        """
        if document.id in self._of_document:
            return self._story_of(document.id).id
        query = self._read(document, claims)
        if is_blob(document):
            story = self._open(document, query, blob=True)
            return self._stories[story].id
        scores = self._scores(query)
        found = self._choose(scores)
        if found < 0:
            found = self._open(document, query)
            self._terms.count(query.terms)
            self._terms.stories += 1
            for name in query.names:
                self._name_stories[name] += 1
        else:
            self._join(found, document, query)
            found = self._merge(found, scores)
        self._remember(found, document, query)
        self._split(found)
        return self._stories[self._standing(self._of_document[document.id])].id

    def _read(self, document: Document, claims: Sequence[Claim]) -> _Query:
        features = read_features(document, claims)
        terms = np.array([self._terms.number(term) for term in features.terms], dtype=np.int32)
        weights = np.array(list(features.terms.values()), dtype=np.float32)
        names = {self._name(name) for name in features.names}
        day = document.day
        ordinal = day.toordinal() if day else None
        if ordinal is not None:
            self._latest = max(self._latest, ordinal)
        return _Query(
            features, terms, weights, names, features.figures, ordinal, self._series_penalty(document)
        )

    def _name(self, name: str) -> int:
        number = self._names.get(name)
        if number is None:
            number = self._names[name] = self._next_name
            self._name_stories[number] = 0
            self._next_name += 1
        return number

    def _series_penalty(self, document: Document) -> float:
        """What a title costs that its outlet prints day after day with nothing but the date changed."""
        series = series_of(document)
        if not series or document.day is None:
            return 0.0
        days = self._series.setdefault(series, [])
        day = document.day.toordinal()
        if day not in days:
            days.append(day)
            del days[:-_SERIES_DAYS]
        return _SERIES_PENALTY if len(days) >= _SERIES_DAYS else 0.0

    # ------------------------------------------------------------ comparing

    def _scores(self, query: _Query) -> dict[int, list[float]]:
        """For each story that might be the article's, its scores with that story's articles, best first."""
        if not len(query.terms):
            return {}
        weighted = query.weights * self._terms.rarity(query.terms)
        norm = float(np.sqrt(weighted @ weighted))
        rare = [name for name in query.names if self._name_stories[name] <= _COMMON_NAME_STORIES]
        candidates = self._candidates(query, weighted, norm, rare)
        if len(self._scratch) < len(self._terms):
            self._scratch = np.zeros(2 * len(self._terms), dtype=np.float32)
        self._scratch[query.terms] = weighted / norm
        scores: dict[int, list[float]] = {}
        compared = 0
        for row in candidates:
            if row not in self._members:
                continue
            member = self._members[row]
            story = self._standing(member.story)
            scores.setdefault(story, []).append(self._compare(query, rare, row, member))
            compared += 1
            if compared == _CANDIDATES:
                break
        self._scratch[query.terms] = 0.0
        for found in scores.values():
            found.sort(reverse=True)
        return scores

    def _candidates(
        self, query: _Query, weighted: NDArray[np.float32], norm: float, rare: list[int]
    ) -> list[int]:
        """Rows of articles that share the query's heaviest terms and rare names: those that share most first, of two
        alike the older."""
        heaviest = np.argsort(-weighted, kind="stable")[:_QUERY_TERMS]
        found = [self._postings.get(int(query.terms[place]), ()) for place in heaviest.tolist()]
        shares = [float(weighted[place]) ** 2 for place in heaviest.tolist()]
        found += [self._name_postings.get(name, ()) for name in rare]
        shares += [norm] * len(rare)
        sizes = list(map(len, found))
        rows, places = np.unique(
            np.fromiter(chain.from_iterable(found), np.int64, sum(sizes)), return_inverse=True
        )
        votes = np.bincount(places, np.repeat(shares, sizes), len(rows))
        best: list[int] = rows[np.argsort(-votes, kind="stable")].tolist()
        return best

    def _compare(self, query: _Query, rare: list[int], row: int, member: _Member) -> float:
        """Likeness of words, raised by shared rare names and figures, lowered by the time between and where the leads
        name nobody and no place in common."""
        terms, weights = self._vectors[row]
        weighted = weights * self._terms.rarity(terms)
        cosine = float(self._scratch[terms] @ weighted) / float(np.sqrt(weighted @ weighted))
        shared = sum(self._name_rarity(name) for name in rare if name in member.names)
        figures = len(query.figures.intersection(member.figures))
        proper = query.features.proper
        strangers = len(proper) > 1 and len(member.proper) > 1 and proper.isdisjoint(member.proper)
        gap = _UNKNOWN_GAP if query.day is None or member.day is None else abs(query.day - member.day)
        return (
            cosine
            + _NAMES * min(shared, 15.0) / 15.0
            + _FIGURES * min(figures, 3)
            - _TIME * float(np.log1p(gap))
            - (_STRANGERS if strangers else 0.0)
            - query.penalty
        )

    def _name_rarity(self, name: int) -> float:
        return float(np.log((300 + self._terms.stories + 30) / (self._name_stories[name] + 1)))

    def _choose(self, scores: dict[int, list[float]]) -> int:
        """The story with the best score above the threshold, -1 when there is none.

        A story of several articles must have a second one that is at least half as like: one bridge is not enough.
        """
        best, chosen = _THRESHOLD, -1
        for story, found in scores.items():
            score = found[0]
            if len(self._stories[story].members) >= 6 and (
                len(found) < 2 or found[1] < _SUPPORT * _THRESHOLD
            ):
                score -= 0.1
            if score >= best:
                best, chosen = score, story
        return chosen

    # ------------------------------------------------------------ stories

    def _open(self, document: Document, query: _Query, blob: bool = False) -> int:
        name = blake2b(document.id.encode(), digest_size=8).hexdigest()
        titles = [(self._rows, headline(document))]
        story = self._enter(_Story(name, [document.id], [], titles, query.day, query.day, blob=blob))
        self._of_document[document.id] = story
        return story

    def _enter(self, story: _Story) -> int:
        number = self._next_story
        self._stories[number] = story
        self._next_story += 1
        return number

    def _join(self, story: int, document: Document, query: _Query) -> None:
        known = self._stories[story]
        known.documents.append(document.id)
        if len(known.titles) < _TITLES:
            known.titles.append((self._rows, headline(document)))
        if query.day is not None:
            known.first = query.day if known.first is None else min(known.first, query.day)
            known.last = query.day if known.last is None else max(known.last, query.day)
        known.since_split += 1
        self._of_document[document.id] = story

    def _remember(self, story: int, document: Document, query: _Query) -> None:
        """Keep an article to compare newer ones with; of a long story the first few and the last ones are kept."""
        row = self._rows
        self._rows += 1
        self._members[row] = _Member(
            document.id,
            story,
            query.day,
            sorted(query.names),
            sorted(query.figures),
            sorted(query.features.proper),
        )
        self._vectors[row] = (query.terms, query.weights)
        self._stories[story].named = False
        members = self._stories[story].members
        members.append(row)
        while len(members) > _MEMBERS:
            self._forget(members.pop(_FIRST_MEMBERS))
        weighted = query.weights * self._terms.rarity(query.terms)
        for place in np.argsort(-weighted, kind="stable")[:_QUERY_TERMS].tolist():
            self._postings.enter(int(query.terms[place]), row)
        for name in query.names:
            self._name_postings.enter(name, row)

    def _forget(self, row: int) -> None:
        del self._members[row], self._vectors[row]

    def _standing(self, story: int) -> int:
        while self._stories[story].into >= 0:
            story = self._stories[story].into
        return story

    def _story_of(self, document: str) -> _Story:
        return self._stories[self._standing(self._of_document[document])]

    def _merge(self, story: int, scores: dict[int, list[float]]) -> int:
        """Join stories that a new article is clearly about: at least two articles of each are very like it, or the
        only one that there is."""
        for other, found in scores.items():
            if other == story or self._stories[other].blob:
                continue
            pair = [scores[story], found]
            sure = all(
                len(likes) >= min(2, len(self._stories[one].members)) and likes[:2][-1] >= _MERGE
                for one, likes in zip((story, other), pair, strict=True)
            )
            if sure:
                story = self._unite(*sorted((story, other)))
        return story

    def _unite(self, older: int, younger: int) -> int:
        old, young = self._stories[older], self._stories[younger]
        old.documents += young.documents
        old.titles = (old.titles + young.titles)[:_TITLES]
        old.members = sorted(old.members + young.members)
        while len(old.members) > _MEMBERS:
            self._forget(old.members.pop(_FIRST_MEMBERS))
        days = [day for day in (old.first, old.last, young.first, young.last) if day is not None]
        old.first, old.last = (min(days), max(days)) if days else (None, None)
        old.named = False
        young.into, young.documents, young.members = older, [], []
        return older

    def _split(self, story: int) -> None:
        """Now and then look whether a story still holds together: with more seen, words that once seemed rare may
        turn out to be common. Articles that hang on nothing but such words leave as a story of their own."""
        known = self._stories[story]
        if known.since_split < _SPLIT_EVERY or len(known.documents) > _MEMBERS:
            return
        known.since_split = 0
        parts = self._components(known.members)
        if len(parts) < 2:
            return
        keep = max(parts, key=lambda part: (known.members[0] in part, len(part)))
        for part in parts:
            if part is not keep and len(part) >= 2:
                self._part(story, part)

    def _components(self, rows: list[int]) -> list[list[int]]:
        """Groups of articles that are linked by likeness as it is judged today."""
        groups: list[list[int]] = []
        for row in rows:
            near = [group for group in groups if any(self._linked(row, other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append(sorted([row, *(other for group in near for other in group)]))
        return groups

    def _linked(self, row: int, other: int) -> bool:
        member = self._members[row]
        terms, weights = self._vectors[row]
        weighted = weights * self._terms.rarity(terms)
        self._scratch[terms] = weighted / float(np.sqrt(weighted @ weighted))
        query = _Query(
            Features({}, set(), set(), set(member.proper)),
            terms,
            weights,
            set(member.names),
            set(member.figures),
            member.day,
        )
        rare = [name for name in member.names if self._name_stories[name] <= _COMMON_NAME_STORIES]
        score = self._compare(query, rare, other, self._members[other])
        self._scratch[terms] = 0.0
        return score >= _THRESHOLD - _SPLIT_MARGIN

    def _part(self, story: int, rows: list[int]) -> None:
        old = self._stories[story]
        leaving = {self._members[row].document for row in rows}
        first = self._members[rows[0]]
        titles = [(row, title) for row, title in old.titles if row in rows] or old.titles[:1]
        days = [day for day in (self._members[row].day for row in rows) if day is not None]
        new = self._enter(
            _Story(
                blake2b(f"{first.document} parted".encode(), digest_size=8).hexdigest(),
                [document for document in old.documents if document in leaving],
                rows,
                titles,
                min(days, default=None),
                max(days, default=None),
            )
        )
        old.named = False
        old.documents = [document for document in old.documents if document not in leaving]
        old.members = [row for row in old.members if row not in rows]
        old.titles = [(row, title) for row, title in old.titles if row not in rows] or old.titles[:1]
        for row in rows:
            self._members[row].story = new
        for document in leaving:
            self._of_document[document] = new

    # ------------------------------------------------------------ reading out

    def story_of(self, document: str) -> str:
        """Id of the story that a document belongs to now.

        Raises:
            KeyError: the document was never added.
        """
        return self._story_of(document).id

    def stories(self) -> list[Story]:
        """All stories in the order in which they began, with titles from their articles."""
        return [self._record(story) for story in self._stories.values() if story.into < 0 and story.documents]

    def _record(self, story: _Story) -> Story:
        if not story.named:
            story.title, story.terms = self._called(story)
            story.named = True
        closed = story.blob or (story.last is not None and self._latest - story.last > _CLOSED_AFTER_DAYS)
        return Story(
            id=story.id,
            title=story.title,
            documents=list(story.documents),
            first=_iso(story.first),
            last=_iso(story.last),
            terms=list(story.terms),
            state="closed" if closed else "open",
        )

    def _called(self, story: _Story) -> tuple[str, list[str]]:
        """Title and heaviest terms. Weights are those of general English, so that they hang on nothing but the
        story's own articles."""
        if not story.members:
            return self._title(story, {}), []
        terms = np.concatenate([self._vectors[row][0] for row in story.members])
        weights = np.concatenate([self._vectors[row][1] for row in story.members])
        numbers, places = np.unique(terms, return_inverse=True)
        sums = np.bincount(places, weights * self._terms.plain_rarity(terms))
        names = self._terms.names
        totals = {names[number]: total for number, total in zip(numbers.tolist(), sums.tolist(), strict=True)}
        heavy = sorted(totals, key=lambda name: (-totals[name], name))[:60]
        return self._title(story, totals), [name for name in heavy if not name.startswith("\x00")][:12]

    def _title(self, story: _Story, totals: Mapping[str, float]) -> str:
        """The title whose words weigh most in the whole story, long ones held back."""

        def weight(title: str) -> float:
            return sum(totals.get(stem, 0.0) for stem in stems(title)) / (4 + len(title.split()))

        return max((title for _, title in story.titles), key=weight, default="")

    # ------------------------------------------------------------ forgetting

    def forget(self, before: date) -> list[Story]:
        """Let go of the stories of which nothing has been published since a day, with the terms and names only they had.

        Nothing that is added later joins them, and what the index holds does not grow with what was ever added.

        Returns:
            The stories that are gone, in the order in which they began; none of them will change any more.
        """
        limit = before.toordinal()
        gone = [n for n, s in self._stories.items() if s.into < 0 and s.last is not None and s.last < limit]
        if not gone:
            return []
        left = [
            msgspec.structs.replace(self._record(self._stories[number]), state="closed")
            for number in gone
            if self._stories[number].documents
        ]
        standing = {document: self._standing(number) for document, number in self._of_document.items()}
        for number in gone:
            for row in self._stories[number].members:
                self._forget(row)
        self._stories = {
            number: story
            for number, story in self._stories.items()
            if story.into < 0 and number not in set(gone)
        }
        self._of_document = {d: number for d, number in standing.items() if number in self._stories}
        self._series = {title: days for title, days in self._series.items() if days[-1] >= limit}
        self._forget_words()
        return left

    def _forget_words(self) -> None:
        """Postings of articles that are gone, and terms and names that no article has that is still compared."""
        for member in self._members.values():
            # Stories that were merged are gone from the list: their articles are known by the one that stands.
            member.story = self._of_document[member.document]
        for postings in (self._postings, self._name_postings):
            postings.forget(self._members)
        names = {name for member in self._members.values() for name in member.names}
        self._names = {name: number for name, number in self._names.items() if number in names}
        self._name_stories = {n: count for n, count in self._name_stories.items() if n in names}
        self._terms.forget([terms for terms, _ in self._vectors.values()])

    # ------------------------------------------------------------ keeping

    def state(self) -> bytes:
        """All that the index knows, for `restore`."""
        self.stories()  # finds the titles, which need not be found again then
        return msgspec.msgpack.encode(
            _State(
                version=_VERSION,
                terms=self._terms.state(),
                names=self._names,
                name_stories=self._name_stories,
                stories=self._stories,
                members=self._members,
                vectors={r: (terms.tobytes(), own.tobytes()) for r, (terms, own) in self._vectors.items()},
                of_document=self._of_document,
                postings=self._postings,
                name_postings=self._name_postings,
                series=self._series,
                counts=(self._rows, self._next_story, self._next_name),
                latest=self._latest,
            )
        )

    @classmethod
    def restore(cls, data: bytes) -> StoryIndex:
        """An index as it was when `state` was taken.

        Raises:
            StateError: the bytes are no state of this version.
        """
        try:
            state = msgspec.msgpack.decode(data, type=_State)
        except msgspec.MsgspecError as error:
            raise StateError(f"the stored index of stories cannot be read ({error}); rebuild it") from error
        if state.version != _VERSION:
            raise StateError(
                f"the stored index of stories is of version {state.version}, this is version {_VERSION}; rebuild it"
            )
        index = cls()
        index._terms = Terms.restore(state.terms)
        index._names, index._name_stories = state.names, state.name_stories
        index._stories, index._members, index._of_document = state.stories, state.members, state.of_document
        index._vectors = {
            row: (np.frombuffer(terms, np.int32), np.frombuffer(weights, np.float32))
            for row, (terms, weights) in state.vectors.items()
        }
        index._postings = RecentPostings(state.postings)
        index._name_postings = RecentPostings(state.name_postings)
        index._series, index._latest = state.series, state.latest
        index._rows, index._next_story, index._next_name = state.counts
        return index


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
