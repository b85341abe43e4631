"""Copies that share facts: texts that are rewritten from another, and two that rest on one agency's report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.citing import AgencyFinder
from watchfloor.copies.fingerprints import fact_keys, fact_pairs
from watchfloor.copies.lineage import UNKNOWN, Match, Text
from watchfloor.copies.postings import Postings
from watchfloor.copies.rewriting import Facts, Rewriting, compare, fact_stems, read_facts
from watchfloor.copies.words import Reading, Vocabulary, VocabularyState, Words
from watchfloor.knowledge.publishers import Publishers
from watchfloor.records import Document

__all__ = ["FactKeys", "Retellings"]

# What counts as a copy; docs/copies.md explains each and how it was chosen.
_VOTES, _CANDIDATES = 3, 6
_COVERAGE = 0.4
_REWRITTEN = 0.49
_REWRITTEN_FACTS, _REWRITTEN_NAMES, _REWRITTEN_KEPT = 5, 0.75, 0.3
_REWRITTEN_DAYS = 10
_SAME_TIME = 4
_FAMILY_BONUS = 0.04
_ATTRIBUTED_COVERAGE = 0.3
_ATTRIBUTED_DAYS = 3


class FactKeys(msgspec.Struct):
    """What a text's facts are found by.

    Attributes:
        stems: of its names and figures, each once.
        pairs: keys of neighbouring facts.
        period: number of the `_SAME_TIME` days in which it was published, None when unknown.
    """

    stems: NDArray[np.int64]
    pairs: list[int]
    period: int | None

    def keys(self, around: int = 0) -> list[int]:
        """Pairs, and each fact in the text's own period and in so many before and after it."""
        if self.period is None:
            return self.pairs
        periods = tuple(range(self.period - around, self.period + around + 1))
        return self.pairs + fact_keys(self.stems.tolist(), periods)


class Retellings:
    """Compares the facts of a new text with those of known ones.

    Args:
        texts: all that are known, by row.

    Attributes:
        vocabulary: of all texts whose facts were read.
        postings: texts that derive from no other, by their `FactKeys`.
        independent: how many these are, with those that were let go of.
    """

    def __init__(self, texts: Mapping[int, Text], publishers: Publishers) -> None:
        self._texts = texts
        self._publishers = publishers
        self._agencies = AgencyFinder(publishers)
        self.postings = Postings(limit=8)
        self.independent = 0
        self._know(Vocabulary())

    def restore(
        self, vocabulary: VocabularyState, postings: Mapping[int, int | tuple[int, ...]], independent: int
    ) -> None:
        """Go on from what was known."""
        self.postings.update(postings)
        self.independent = independent
        self._know(Vocabulary.restore(vocabulary))

    def _know(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._agency_words = self._agencies.words(vocabulary)

    def read(self, text: Text, words: Words) -> FactKeys:
        """The facts of a text; the numbers of its words are kept in its reading."""
        text.reading.words = words.numbers(self.vocabulary)
        stems = fact_stems(text.reading, self.vocabulary)
        day = _day(text)
        period = None if day is None else day.toordinal() // _SAME_TIME
        return FactKeys(np.unique(stems), fact_pairs(stems), period)

    def enter(self, row: int, facts: FactKeys, same: Callable[[int], bool]) -> None:
        """Know a text that derives from no other from now on.

        Args:
            same: whether another row is of the same origin.
        """
        self.postings.enter(facts.keys(), row, same)
        numbers = self._texts[row].reading.numbers
        self.vocabulary.texts.array[np.unique(self.vocabulary.stems.array[numbers])] += 1
        self.independent += 1

    # ------------------------------------------------------------ comparing

    def find(self, new: Text, facts: FactKeys, document: Document, linked: Collection[int]) -> list[Match]:
        """The text that a new one is a rewriting of, or is rewritten in, and those that rest on the same agency's report.

        Args:
            linked: rows of texts that it is known to be a copy of.
        """
        new.agency = self._agency(document, new.reading)
        matches: list[Match] = []
        mine: Facts | None = None
        for row, count in self.postings.most_voted(facts.keys(around=1), _CANDIDATES):
            if count < _VOTES:
                break
            known = self._texts[row]
            is_later = new.turn > known.turn
            if row in linked or not self._may_retell(new, facts.stems, known, is_later):
                continue
            mine = mine or read_facts(new.reading, self.vocabulary)
            theirs = read_facts(known.reading, self.vocabulary)
            later, earlier = (mine, theirs) if is_later else (theirs, mine)
            found = compare(later, earlier, self._rarity)
            one_agency = bool(new.agency) and new.agency == known.agency
            # Two who print one agency's report, each with much of their own beside it, have not copied each other.
            own_beside = one_agency and 2 * len(found.aligned) < len(later.sentences)
            if not own_beside and _is_rewritten(found, new, known):
                return [*matches, Match(row, "rewritten", found.score, found.aligned)]
            if one_agency and _is_one_report(found, new, known):
                matches.append(Match(row, "attributed", found.coverage, found.aligned))
        return matches

    def _agency(self, document: Document, reading: Reading) -> str:
        """The agency that a text rests on; empty when it rests on none."""
        cites = not self._agency_words.isdisjoint(reading.numbers.tolist())
        if cites or self._publishers.agency_of(document.outlet):
            return self._agencies.rests_on(document.text, document.outlet, reading)
        return ""

    def _may_retell(self, new: Text, stems: NDArray[np.int64], known: Text, is_later: bool) -> bool:
        """Whether enough of the later text's facts, weighed by rarity, are the earlier one's: a cheap look before
        sentences are aligned."""
        their_stems = np.unique(fact_stems(known.reading, self.vocabulary))
        later, earlier = (stems, their_stems) if is_later else (their_stems, stems)
        share = 0.0
        if len(later):
            weights = self._rarity(later)
            share = float(weights[np.isin(later, earlier)].sum() / weights.sum())
        return share >= (_ATTRIBUTED_COVERAGE if new.agency else _COVERAGE)

    def _rarity(self, stems: NDArray[np.int64] | list[int]) -> NDArray[np.float64]:
        """Weight of each stem: the rarer among independent texts, the heavier."""
        counts = self.vocabulary.texts.array[stems]
        weights: NDArray[np.float64] = np.log((self.independent + 20) / (counts + 1))
        return weights

    # ------------------------------------------------------------ forgetting

    def forget(self) -> None:
        """Let go of the words that no text has, and of texts that nothing published from now on can be a rewriting of."""
        self.postings.forget(self._recent())
        kept = np.zeros(self.vocabulary.stems.size, dtype=bool)
        kept[list(self._agency_words)] = True
        kept[np.frombuffer(b"".join(text.reading.words for text in self._texts.values()), np.int32)] = True
        stems = self.vocabulary.forget(kept)
        self.vocabulary.texts.values[~stems] = 0

    def _recent(self) -> Collection[int]:
        dated = [text.published for text in self._texts.values() if text.published != UNKNOWN]
        if not dated:
            return self._texts.keys()
        limit = (datetime.fromisoformat(max(dated)) - timedelta(days=_REWRITTEN_DAYS)).isoformat()
        return {row for row, text in self._texts.items() if text.published >= limit}


def _is_rewritten(found: Rewriting, new: Text, known: Text) -> bool:
    bonus = _FAMILY_BONUS if new.family and new.family == known.family else 0.0
    return (
        found.facts >= _REWRITTEN_FACTS
        and found.names >= _REWRITTEN_NAMES
        and found.kept_names >= _REWRITTEN_KEPT
        and found.score + bonus >= _REWRITTEN
        and _days_apart(new, known) <= _REWRITTEN_DAYS
    )


def _is_one_report(found: Rewriting, new: Text, known: Text) -> bool:
    return (
        max(found.coverage, found.kept_names) >= _ATTRIBUTED_COVERAGE
        and _days_apart(new, known) <= _ATTRIBUTED_DAYS
    )


def _day(text: Text) -> datetime | None:
    return None if text.published == UNKNOWN else datetime.fromisoformat(text.published)


def _days_apart(text: Text, other: Text) -> float:
    """Days between two texts, 0 when either is undated."""
    one, two = _day(text), _day(other)
    return 0.0 if one is None or two is None else abs(one - two) / timedelta(days=1)
