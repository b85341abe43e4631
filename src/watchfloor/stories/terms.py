"""What an article is about: its weighted words, its names and the figures that single it out."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.knowledge.stems import MONTHS_AND_DAYS, STOP_WORDS, stem_of
from watchfloor.records import Claim, Document

__all__ = ["MAX_CHARACTERS", "Features", "Terms", "TermsState", "headline", "read_features", "stems"]

MAX_CHARACTERS = 20_000
"""Later characters of a text are not looked at: what an article is about is said before."""

_LEAD_WORDS = 80
_LEAD_CHARACTERS = 600
_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 1.5
_CLAIM_WEIGHT = 1.0

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_CAPITALISED = r"[A-Z][a-z'’]*[A-Za-z]+"
_NAME = re.compile(
    rf"{_CAPITALISED}(?:[ \t]+(?:{_CAPITALISED}|[A-Z]\.|de|la|al|bin|van|von))*[ \t]+{_CAPITALISED}"
)
# Ages and house numbers: what tells two incidents of one kind in one town apart.
_FIGURE = re.compile(
    r"\b(\d{1,3})(?=-year|-month|, (?:of|was|and|who|a |has|from)|,)|\b(\d+)(?:st|nd|rd|th)? block"
)
_PROPER = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*[a-z]\w*")
_SITE_NAME = re.compile(r"\s+[|·–—:-]\s+(?=[^|·–—]{2,60}$)")


class Features(msgspec.Struct):
    """An article as the index compares it.

    Attributes:
        terms: weight of each stem: how often it stands, in the title or the lead more than below.
        names: capitalised runs of two words or more.
        figures: ages, house numbers.
        proper: stems that the lead writes with a capital inside a sentence: who and where.
    """

    terms: dict[str, float]
    names: set[str]
    figures: set[str]
    proper: set[str]


def headline(document: Document) -> str:
    """The title without the name of the site at its end."""
    parts = _SITE_NAME.split(document.title.strip())
    kept = (
        " - ".join(parts[:-1]) if len(parts) > 1 and len(parts[-1].split()) <= 6 else document.title.strip()
    )
    return kept if len(kept.split()) >= 3 else document.title.strip()


def read_features(document: Document, claims: Sequence[Claim] = ()) -> Features:
    """Terms, names and figures of a document; claims add who acts on whom and where."""
    text = document.text[:MAX_CHARACTERS]
    counts: Counter[str] = Counter()
    lead: set[str] = set()
    words = _WORD.findall(text)
    for place, word in enumerate(words):
        stem = _stem(word)
        if stem:
            counts[stem] += 1
            if place < _LEAD_WORDS:
                lead.add(stem)
    terms = {
        stem: (1 + math.log(count)) * (_LEAD_WEIGHT if stem in lead else 1.0)
        for stem, count in counts.items()
    }
    for stem in stems(headline(document)):
        terms[stem] = terms.get(stem, 0.0) + _TITLE_WEIGHT
    for term in _claim_terms(claims):
        terms[term] = _CLAIM_WEIGHT
    names = {" ".join(name.split()) for name in _NAME.findall(text)}
    figures = {"age " + age if age else "block " + block for age, block in _FIGURE.findall(text)}
    capitalised = _PROPER.findall(text[:_LEAD_CHARACTERS])
    proper = {_stem(word) for word in capitalised if word.lower() not in MONTHS_AND_DAYS} - {""}
    return Features(terms, {name for name in names if _is_name(name)}, figures, proper)


def stems(title: str) -> list[str]:
    """The stems of a title, each once."""
    return [stem for stem in dict.fromkeys(map(_stem, _WORD.findall(title))) if stem]


@lru_cache(maxsize=1 << 18)
def _stem(word: str) -> str:
    """Stem of a word that carries meaning; empty for one that carries none."""
    lower = word.lower()
    return "" if lower in STOP_WORDS else stem_of(lower)


def _is_name(name: str) -> bool:
    """At least two words that mean something: "The Senate" is no name that singles a story out."""
    return sum(1 for word in name.split() if word.lower() not in STOP_WORDS) >= 2


def _claim_terms(claims: Iterable[Claim]) -> set[str]:
    """Terms of what is claimed: type of act with the countries of both sides, actors by id, places by id."""
    terms: set[str] = set()
    for claim in claims:
        if not claim.type:
            continue
        actors = sorted({actor.country for actor in claim.actors if actor.country})
        recipients = sorted({actor.country for actor in claim.recipients if actor.country})
        terms.add(f"\x00act {claim.type} {' '.join(actors)} > {' '.join(recipients)}")
        terms.update(f"\x00actor {actor.id}" for actor in (*claim.actors, *claim.recipients) if actor.id)
        if claim.place and claim.place.id:
            terms.add(f"\x00place {claim.place.id}")
    return terms


@cache
def _shares() -> dict[str, float]:
    """How large a share of articles has a stem, from the frequencies of its words in general English (wordfreq)."""
    from wordfreq import get_frequency_dict  # 0.3 s: loaded with the first article

    frequency: defaultdict[str, float] = defaultdict(float)
    for word, value in get_frequency_dict("en").items():
        frequency[stem_of(word)] += value
    return {stem: 1 - math.exp(-_WORDS_OF_AN_ARTICLE * value) for stem, value in frequency.items()}


_WORDS_OF_AN_ARTICLE = 300
_PRIOR_STORIES = 300
"""General English counts as much as this many stories seen."""


class TermsState(msgspec.Struct):
    """Terms as they are kept; counts are float32, as bytes."""

    numbers: dict[str, int]
    free: list[int]
    counts: bytes
    prior: bytes
    stories: int


class Terms:
    """Terms by number, with the number of stories that each was met in.

    A term's weight is its rarity among stories (not documents: a story told a thousand times does not make its own
    words common), with general English as the start. The number of a term that was forgotten goes to the next new one.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.stories = 0
        self._free: list[int] = []
        self._counts: NDArray[np.float32] = np.zeros(4096, dtype=np.float32)
        self._prior: NDArray[np.float32] = np.zeros(4096, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.numbers) + len(self._free)

    def number(self, term: str) -> int:
        """The term's number; a new term is entered."""
        known = self.numbers.get(term)
        if known is not None:
            return known
        number = self._free.pop() if self._free else len(self.numbers)
        self.numbers[term], self.names[number] = number, term
        if number >= len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
            self._prior = np.concatenate([self._prior, np.zeros_like(self._prior)])
        self._counts[number] = self._prior[number] = _PRIOR_STORIES * _shares().get(term, 0.0) + 1.0
        return number

    @property
    def total(self) -> int:
        """How many stories rarity is counted among."""
        return _PRIOR_STORIES + self.stories + 30

    def rarity(self, terms: NDArray[np.int32]) -> NDArray[np.float32]:
        """Weight of terms by number: the logarithm of all stories by those that have the term."""
        weights: NDArray[np.float32] = np.log(self.total / self._counts[terms])
        return np.maximum(weights, 0.01)

    def plain_rarity(self, terms: NDArray[np.int32]) -> NDArray[np.float32]:
        """As `rarity`, in general English alone."""
        weights: NDArray[np.float32] = np.log((_PRIOR_STORIES + 30) / self._prior[terms])
        return np.maximum(weights, 0.01)

    def count(self, terms: NDArray[np.int32]) -> None:
        """One more story has these terms."""
        self._counts[terms] += 1

    def forget(self, used: Iterable[NDArray[np.int32]]) -> None:
        """Forget all terms but those that are used."""
        kept = np.zeros(len(self), dtype=bool)
        kept[np.concatenate([np.zeros(0, np.int32), *used])] = True
        is_kept = kept.tolist()
        for number in [number for number in self.names if not is_kept[number]]:
            del self.numbers[self.names.pop(number)]
        self._free = np.flatnonzero(~kept)[::-1].tolist()

    def state(self) -> TermsState:
        """All that is known of terms, for `restore`."""
        size = len(self)
        counts, prior = self._counts[:size].tobytes(), self._prior[:size].tobytes()
        return TermsState(self.numbers, self._free, counts, prior, self.stories)

    @classmethod
    def restore(cls, state: TermsState) -> Terms:
        """Terms as they were when the state was taken."""
        terms = cls()
        terms.numbers, terms._free, terms.stories = state.numbers, state.free, state.stories
        terms.names = {number: name for name, number in state.numbers.items()}
        size = max(4096, 2 * len(terms))
        terms._counts, terms._prior = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        for column, kept in ((terms._counts, state.counts), (terms._prior, state.prior)):
            column[: len(terms)] = np.frombuffer(kept, dtype=np.float32)
        return terms
