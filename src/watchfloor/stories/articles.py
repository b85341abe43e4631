"""What is remembered of articles, and how a new one is compared with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.records import Claim, Document
from watchfloor.stories.blobs import series_of
from watchfloor.stories.postings import RecentPostings
from watchfloor.stories.terms import Terms, TermsState, read_features

__all__ = ["Article", "Articles", "ArticlesState", "KeptArticle"]

# What makes two articles alike; docs/stories.md says what each does and how coarsely it was set.
_TIME = 0.05
_NAMES = 0.1
_ENOUGH_NAMES = 15.0
_FIGURES = 0.05
_ENOUGH_FIGURES = 3
_STRANGERS = 0.2
_UNKNOWN_GAP = 3
_QUERY_TERMS = 30
_CANDIDATES = 24
_SERIES_DAYS = 3
_SERIES_PENALTY = 0.15
_COMMON_NAME_STORIES = 10


class Article(msgspec.Struct):
    """An article, ready to be compared with those that are remembered.

    Attributes:
        terms: numbers of its terms, with their weights.
        names: numbers of its names.
        figures, proper: as in `Features`.
        day: ordinal of the day of publication, None when unknown.
        penalty: what is taken off each comparison.
    """

    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    names: set[int]
    figures: set[str]
    proper: set[str]
    day: int | None
    penalty: float = 0.0


class KeptArticle(msgspec.Struct, array_like=True):
    """What is remembered of an article beside its terms; the attributes are those of `Article`.

    Attributes:
        story: number of the story that it was put with.
    """

    document: str
    story: int
    day: int | None
    names: list[int]
    figures: list[str]
    proper: list[str]


class ArticlesState(msgspec.Struct, kw_only=True):
    """Articles as they are kept; a vector is its int32 terms and float16 weights, as bytes."""

    terms: TermsState
    names: dict[str, int]
    name_stories: dict[int, int]
    members: dict[int, KeptArticle]
    vectors: dict[int, tuple[bytes, bytes]]
    postings: dict[int, list[int]]
    name_postings: dict[int, list[int]]
    series: dict[str, list[int]]


class Articles:
    """The articles that new ones are compared with, by row.

    Attributes:
        kept: what is remembered of each.
        next_row: row of the next article that is remembered.
        next_name: number of the next name that is met.
    """

    def __init__(self) -> None:
        self.kept: dict[int, KeptArticle] = {}
        self.next_row = self.next_name = 0
        self._vectors: dict[int, tuple[NDArray[np.int32], NDArray[np.float16]]] = {}
        self._terms = Terms()
        self._names: dict[str, int] = {}
        self._name_stories: dict[int, int] = {}
        self._postings = RecentPostings()
        self._name_postings = RecentPostings()
        self._series: dict[str, list[int]] = {}
        self._scratch: NDArray[np.float32] = np.zeros(4096, dtype=np.float32)

    # ------------------------------------------------------------ reading

    def read(self, document: Document, claims: Sequence[Claim]) -> Article:
        """Terms, names and figures of a document, by number; new ones are entered."""
        features = read_features(document, claims)
        day = document.day
        return Article(
            np.array([self._terms.number(term) for term in features.terms], dtype=np.int32),
            np.array(list(features.terms.values()), dtype=np.float32),
            {self._name(name) for name in features.names},
            features.figures,
            features.proper,
            day.toordinal() if day else None,
            self._series_penalty(document),
        )

    def _name(self, name: str) -> int:
        number = self._names.get(name)
        if number is None:
            number = self._names[name] = self.next_name
            self._name_stories[number] = 0
            self.next_name += 1
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

    def count_story(self, article: Article) -> None:
        """One more story has the article's terms and names, and makes them less rare."""
        self._terms.count(article.terms)
        self._terms.stories += 1
        for name in article.names:
            self._name_stories[name] += 1

    # ------------------------------------------------------------ comparing

    def compare(self, article: Article) -> list[tuple[int, float]]:
        """The remembered articles that share most with an article: the story of each, and how like it is."""
        if not len(article.terms):
            return []
        weighted = article.weights * self._terms.rarity(article.terms)
        norm = float(np.sqrt(weighted @ weighted))
        rare = self._rare(article.names)
        candidates = self._candidates(article, weighted, norm, rare)
        if len(self._scratch) < len(self._terms):
            self._scratch = np.zeros(2 * len(self._terms), dtype=np.float32)
        self._scratch[article.terms] = weighted / norm
        found: list[tuple[int, float]] = []
        for row in candidates:
            if (kept := self.kept.get(row)) is None:
                continue
            found.append((kept.story, self._likeness(article, rare, row, kept)))
            if len(found) == _CANDIDATES:
                break
        self._scratch[article.terms] = 0.0
        return found

    def likeness(self, row: int, other: int) -> float:
        """How like two remembered articles are, as it is judged today."""
        one = self.kept[row]
        terms = self._vectors[row][0]
        weights = self._vectors[row][1].astype(np.float32)
        article = Article(terms, weights, set(one.names), set(one.figures), set(one.proper), one.day)
        weighted = weights * self._terms.rarity(terms)
        self._scratch[terms] = weighted / float(np.sqrt(weighted @ weighted))
        score = self._likeness(article, self._rare(one.names), other, self.kept[other])
        self._scratch[terms] = 0.0
        return score

    def _candidates(
        self, article: Article, weighted: NDArray[np.float32], norm: float, rare: list[int]
    ) -> list[int]:
        """Rows of articles that share the heaviest terms and rare names: those that share most first, of two alike
        the older."""
        heaviest = _heaviest(weighted)
        found = [self._postings.get(int(article.terms[place]), ()) for place in heaviest]
        shares = [float(weighted[place]) ** 2 for place in heaviest]
        found += [self._name_postings.get(name, ()) for name in rare]
        shares += [norm] * len(rare)
        sizes = list(map(len, found))
        rows, places = np.unique(
            np.fromiter(chain.from_iterable(found), np.int64, sum(sizes)), return_inverse=True
        )
        votes = np.bincount(places, np.repeat(shares, sizes), len(rows))
        best: list[int] = rows[np.argsort(-votes, kind="stable")].tolist()
        return best

    def _likeness(self, article: Article, rare: list[int], row: int, kept: KeptArticle) -> float:
        """Likeness of words, raised by shared rare names and figures, lowered by the time between and where the leads
        name nobody and no place in common.

        The article's own vector, of length 1, stands in the scratch vector.
        """
        terms, weights = self._vectors[row]
        weighted = weights * self._terms.rarity(terms)
        cosine = float(self._scratch[terms] @ weighted) / float(np.sqrt(weighted @ weighted))
        shared = sum(self._name_rarity(name) for name in rare if name in kept.names)
        figures = len(article.figures.intersection(kept.figures))
        proper = article.proper
        strangers = len(proper) > 1 and len(kept.proper) > 1 and proper.isdisjoint(kept.proper)
        gap = _UNKNOWN_GAP if article.day is None or kept.day is None else abs(article.day - kept.day)
        return (
            cosine
            + _NAMES * min(shared, _ENOUGH_NAMES) / _ENOUGH_NAMES
            + _FIGURES * min(figures, _ENOUGH_FIGURES)
            - _TIME * float(np.log1p(gap))
            - (_STRANGERS if strangers else 0.0)
            - article.penalty
        )

    def _rare(self, names: set[int] | list[int]) -> list[int]:
        return [name for name in names if self._name_stories[name] <= _COMMON_NAME_STORIES]

    def _name_rarity(self, name: int) -> float:
        return float(np.log(self._terms.total / (self._name_stories[name] + 1)))

    def totals(self, rows: Sequence[int]) -> dict[str, float]:
        """Terms of several articles with the sum of their weights. These are those of general English, so that they
        hang on nothing but the articles."""
        if not rows:
            return {}
        terms = np.concatenate([self._vectors[row][0] for row in rows])
        weights = np.concatenate([self._vectors[row][1] for row in rows])
        numbers, places = np.unique(terms, return_inverse=True)
        sums = np.bincount(places, weights * self._terms.plain_rarity(terms))
        names = self._terms.names
        return {names[number]: total for number, total in zip(numbers.tolist(), sums.tolist(), strict=True)}

    # ------------------------------------------------------------ remembering and forgetting

    def remember(self, article: Article, document: str, story: int) -> int:
        """Keep an article to compare newer ones with.

        Returns:
            Its row.
        """
        row = self.next_row
        self.next_row += 1
        self.kept[row] = KeptArticle(
            document,
            story,
            article.day,
            sorted(article.names),
            sorted(article.figures),
            sorted(article.proper),
        )
        self._vectors[row] = (article.terms, article.weights.astype(np.float16))
        for place in _heaviest(article.weights * self._terms.rarity(article.terms)):
            self._postings.enter(int(article.terms[place]), row)
        for name in article.names:
            self._name_postings.enter(name, row)
        return row

    def forget(self, row: int) -> None:
        """No new article is compared with this one any more."""
        del self.kept[row], self._vectors[row]

    def forget_words(self, before: int) -> None:
        """Let go of the postings, terms and names of articles that are forgotten, and of titles that were last printed
        before a day.

        Args:
            before: ordinal of the day.
        """
        for postings in (self._postings, self._name_postings):
            postings.forget(self.kept)
        names = {name for kept in self.kept.values() for name in kept.names}
        self._names = {name: number for name, number in self._names.items() if number in names}
        self._name_stories = {n: count for n, count in self._name_stories.items() if n in names}
        self._terms.forget([terms for terms, _ in self._vectors.values()])
        self._series = {title: days for title, days in self._series.items() if days[-1] >= before}

    # ------------------------------------------------------------ keeping

    def state(self) -> ArticlesState:
        """All that is remembered but the next numbers, for `restore`."""
        return ArticlesState(
            terms=self._terms.state(),
            names=self._names,
            name_stories=self._name_stories,
            members=self.kept,
            vectors={row: (terms.tobytes(), own.tobytes()) for row, (terms, own) in self._vectors.items()},
            postings=self._postings,
            name_postings=self._name_postings,
            series=self._series,
        )

    @classmethod
    def restore(cls, state: ArticlesState, next_row: int, next_name: int) -> Articles:
        """Articles as they were when the state was taken."""
        articles = cls()
        articles.kept, articles.next_row, articles.next_name = state.members, next_row, next_name
        articles._vectors = {
            row: (np.frombuffer(terms, np.int32), np.frombuffer(weights, np.float16))
            for row, (terms, weights) in state.vectors.items()
        }
        articles._terms = Terms.restore(state.terms)
        articles._names, articles._name_stories = state.names, state.name_stories
        articles._postings = RecentPostings(state.postings)
        articles._name_postings = RecentPostings(state.name_postings)
        articles._series = state.series
        return articles


def _heaviest(weighted: NDArray[np.float32]) -> list[int]:
    """Places of the heaviest terms, which lead to an article and from it to others."""
    places: list[int] = np.argsort(-weighted, kind="stable")[:_QUERY_TERMS].tolist()
    return places
