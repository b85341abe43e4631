"""The index of stories: one article at a time, against those that it might belong with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b

import msgspec

from watchfloor.records import Claim, Document, Story
from watchfloor.stories.articles import Article, Articles, ArticlesState
from watchfloor.stories.blobs import is_blob
from watchfloor.stories.kept import KeptStory, bounds
from watchfloor.stories.terms import headline

__all__ = ["StateError", "StoryIndex"]

_VERSION = 3

# What holds stories together; docs/stories.md says what each does and how coarsely it was set.
_THRESHOLD = 0.25
_MEMBERS = 24
_FIRST_MEMBERS = 4
_BRIDGED_MEMBERS = 6
_SUPPORT = 0.5
_BRIDGE_PENALTY = 0.1
_MERGE = 0.4
_SPLIT_EVERY = 8
_SPLIT_MARGIN = 0.08
_TITLES = 12


class StateError(ValueError):
    """A stored state cannot be used by this version."""


class _State(ArticlesState, kw_only=True):
    """The index as it is kept; ``counts`` are the next numbers of an article, a story and a name."""

    version: int
    stories: dict[int, KeptStory]
    of_document: dict[str, int]
    counts: tuple[int, int, int]
    latest: int


class StoryIndex:
    """Puts each article with its story as it arrives, in one pass and without looking ahead.

    A story's id is made from its first article and stays; a merged story's articles go to the older one. A document
    that is added again changes nothing.
    """

    def __init__(self) -> None:
        self._articles = Articles()
        self._stories: dict[int, KeptStory] = {}
        self._of_document: dict[str, int] = {}
        self._next_story = 0
        self._latest = 0

    # ------------------------------------------------------------ adding

    def add(self, document: Document, claims: Sequence[Claim] = ()) -> str:
        """Put a document with its story.

        Args:
            claims: what was coded from it, where that is known; they add who acts on whom and where.

        Returns:
            The id of the story that it now belongs to.
        """
        if document.id in self._of_document:
            return self.story_of(document.id)
        article = self._articles.read(document, claims)
        if article.day is not None:
            self._latest = max(self._latest, article.day)
        if is_blob(document):
            self._open(document, article, blob=True)
            return self.story_of(document.id)
        scores = self._scores(article)
        story = self._choose(scores)
        if story < 0:
            story = self._open(document, article)
            self._articles.count_story(article)
        else:
            self._join(story, document, article)
            story = self._merge(story, scores)
        self._remember(story, document, article)
        self._split(story)
        return self.story_of(document.id)

    def _scores(self, article: Article) -> dict[int, list[float]]:
        """For each story that might be the article's, its likeness to that story's articles, highest first."""
        scores: dict[int, list[float]] = {}
        for story, likeness in self._articles.compare(article):
            scores.setdefault(self._standing(story), []).append(likeness)
        for found in scores.values():
            found.sort(reverse=True)
        return scores

    def _choose(self, scores: Mapping[int, list[float]]) -> int:
        """The story with the best score above the threshold, -1 when there is none.

        A story of several articles must have a second one that is at least half as like: one bridge is not enough.
        """
        best, chosen = _THRESHOLD, -1
        for story, found in scores.items():
            score = found[0]
            supported = len(found) > 1 and found[1] >= _SUPPORT * _THRESHOLD
            if not supported and len(self._stories[story].members) >= _BRIDGED_MEMBERS:
                score -= _BRIDGE_PENALTY
            if score >= best:
                best, chosen = score, story
        return chosen

    def _open(self, document: Document, article: Article, blob: bool = False) -> int:
        titles = [(self._articles.next_row, headline(document))]
        story = self._enter(
            KeptStory(_id(document.id), [document.id], [], titles, article.day, article.day, blob=blob)
        )
        self._of_document[document.id] = story
        return story

    def _enter(self, story: KeptStory) -> int:
        number = self._next_story
        self._stories[number] = story
        self._next_story += 1
        return number

    def _join(self, story: int, document: Document, article: Article) -> None:
        known = self._stories[story]
        known.documents.append(document.id)
        if len(known.titles) < _TITLES:
            known.titles.append((self._articles.next_row, headline(document)))
        known.first, known.last = bounds([known.first, known.last, article.day])
        known.since_split += 1
        self._of_document[document.id] = story

    def _remember(self, story: int, document: Document, article: Article) -> None:
        known = self._stories[story]
        known.named = False
        known.members.append(self._articles.remember(article, document.id, story))
        self._shorten(known.members)

    def _shorten(self, members: list[int]) -> None:
        """Of a long story the first few articles and the last ones are remembered."""
        while len(members) > _MEMBERS:
            self._articles.forget(members.pop(_FIRST_MEMBERS))

    def _standing(self, story: int) -> int:
        while self._stories[story].into >= 0:
            story = self._stories[story].into
        return story

    # ------------------------------------------------------------ merging and splitting

    def _merge(self, story: int, scores: Mapping[int, list[float]]) -> int:
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
        self._shorten(old.members)
        old.first, old.last = bounds([old.first, old.last, young.first, young.last])
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
                self._part(known, part)

    def _components(self, rows: list[int]) -> list[list[int]]:
        """Groups of articles that are linked by likeness as it is judged today."""
        groups: list[list[int]] = []
        for row in rows:
            near = [group for group in groups if any(self._linked(row, other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append(sorted([row, *(other for group in near for other in group)]))
        return groups

    def _linked(self, row: int, other: int) -> bool:
        return self._articles.likeness(row, other) >= _THRESHOLD - _SPLIT_MARGIN

    def _part(self, old: KeptStory, rows: list[int]) -> None:
        """Make a story of its own of some articles of another."""
        articles = [self._articles.kept[row] for row in rows]
        leaving = {article.document for article in articles}
        titles = [(row, title) for row, title in old.titles if row in rows] or old.titles[:1]
        documents = [document for document in old.documents if document in leaving]
        first, last = bounds([article.day for article in articles])
        new = self._enter(
            KeptStory(_id(f"{articles[0].document} parted"), documents, rows, titles, first, last)
        )
        old.named = False
        old.documents = [document for document in old.documents if document not in leaving]
        old.members = [row for row in old.members if row not in rows]
        old.titles = [(row, title) for row, title in old.titles if row not in rows] or old.titles[:1]
        for article in articles:
            article.story = new
        for document in leaving:
            self._of_document[document] = new

    # ------------------------------------------------------------ reading out

    def story_of(self, document: str) -> str:
        """Id of the story that a document belongs to now.

        Raises:
            KeyError: the document was never added.
        """
        return self._stories[self._standing(self._of_document[document])].id

    def stories(self) -> list[Story]:
        """All stories in the order in which they began, with titles from their articles."""
        return [self._record(story) for story in self._stories.values() if story.into < 0 and story.documents]

    def _record(self, story: KeptStory) -> Story:
        if not story.named:
            story.name(self._articles.totals(story.members))
        return story.record(self._latest)

    # ------------------------------------------------------------ forgetting

    def forget(self, before: date) -> list[Story]:
        """Let go of the stories of which nothing has been published since a day, with the terms and names only they had.

        Nothing that is added later joins them, and what the index holds does not grow with what was ever added.

        Returns:
            The stories that are gone, in the order in which they began; none of them will change any more.
        """
        limit = before.toordinal()
        gone = {
            number: story
            for number, story in self._stories.items()
            if story.into < 0 and story.last is not None and story.last < limit
        }
        if not gone:
            return []
        left = [
            msgspec.structs.replace(self._record(story), state="closed")
            for story in gone.values()
            if story.documents
        ]
        for row in (row for story in gone.values() for row in story.members):
            self._articles.forget(row)
        self._forget_stories(gone)
        self._articles.forget_words(limit)
        return left

    def _forget_stories(self, gone: Mapping[int, KeptStory]) -> None:
        """Leave those that stand alone: articles of merged ones are known by the story that they went to."""
        standing = {document: self._standing(number) for document, number in self._of_document.items()}
        self._stories = {n: story for n, story in self._stories.items() if story.into < 0 and n not in gone}
        self._of_document = {d: number for d, number in standing.items() if number in self._stories}
        for article in self._articles.kept.values():
            article.story = self._of_document[article.document]

    # ------------------------------------------------------------ keeping

    def state(self) -> bytes:
        """All that the index knows, for `restore`."""
        self.stories()  # finds the titles, which need not be found again then
        articles = self._articles
        return msgspec.msgpack.encode(
            _State(
                version=_VERSION,
                stories=self._stories,
                of_document=self._of_document,
                counts=(articles.next_row, self._next_story, articles.next_name),
                latest=self._latest,
                **msgspec.structs.asdict(articles.state()),
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
        row, index._next_story, name = state.counts
        index._articles = Articles.restore(state, row, name)
        index._stories, index._of_document = state.stories, state.of_document
        index._latest = state.latest
        return index


def _id(seed: str) -> str:
    return blake2b(seed.encode(), digest_size=8).hexdigest()
