"""Copies that share runs of words: texts that are nearly the same, and passages of one in another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.fingerprints import shingles, winnow
from watchfloor.copies.lineage import Match, Text
from watchfloor.copies.postings import Postings
from watchfloor.copies.words import Reading

__all__ = ["Passages", "Runs"]

# What counts as a copy; docs/copies.md explains each and how it was chosen.
_CANDIDATES = 8
_NEAR = 0.5
_PARTIAL = 0.2
_PARTIAL_SHINGLES = 18

_QUOTED = re.compile(r"[\"“][^\"“”]{15,}(?:[\"”]|$)")


class Runs(msgspec.Struct):
    """All shingles of a text in order, and the few that are its fingerprints."""

    shingles: NDArray[np.uint64]
    prints: list[int]


class Passages:
    """Compares the words of a new text with those of known ones.

    Args:
        texts: all that are known, by row.

    Attributes:
        postings: texts by their fingerprints.
    """

    def __init__(self, texts: Mapping[int, Text]) -> None:
        self._texts = texts
        self.postings = Postings()

    def read(self, text: Text) -> Runs:
        """The shingles of a text."""
        all_shingles = shingles(text.reading.folded)
        return Runs(all_shingles, winnow(all_shingles))

    def enter(self, row: int, runs: Runs, same: Callable[[int], bool]) -> None:
        """Know a text from now on.

        Args:
            same: whether another row is of the same origin.
        """
        self.postings.enter(runs.prints, row, same)

    def find(self, new: Text, runs: Runs, words: str) -> list[Match]:
        """Near and partial copies of a new text.

        Args:
            words: the text itself.
        """
        found: list[Match] = []
        candidates = self.postings.most_voted(runs.prints, _CANDIDATES)
        if not candidates:
            return found
        mine: list[int] = runs.shingles.tolist()
        own = set(mine)
        for row, count in candidates:
            if count < 2 and len(own) > 40:
                break
            known = self._texts[row]
            theirs: list[int] = shingles(known.reading.folded).tolist()
            their_own = set(theirs)
            shared = own & their_own
            kind = _kind(len(shared), len(own), len(their_own))
            if not kind or (kind == "partial" and _mostly_quotes(new.reading, mine, shared, words)):
                continue
            later, all_of_later = (new, mine) if new.turn > known.turn else (known, theirs)
            shorter, longer = sorted((len(own), len(their_own)))
            found.append(
                Match(
                    row,
                    kind,
                    score=len(shared) / shorter,
                    sentences=_shared_sentences(later.reading, all_of_later, shared),
                    part=len(shared) / longer,
                )
            )
        return found

    def forget(self) -> None:
        """Let go of the fingerprints of texts that are gone."""
        self.postings.forget(self._texts)


def _kind(shared: int, own: int, theirs: int) -> str:
    """What two texts are with so many shingles in common; empty when they are no copies."""
    if shared and shared >= _NEAR * (own + theirs - shared):
        return "near"
    if shared >= _PARTIAL_SHINGLES and shared / min(own, theirs) >= _PARTIAL:
        return "partial"
    return ""


def _mostly_quotes(reading: Reading, own: list[int], shared: set[int], words: str) -> bool:
    """Whether two texts share no sentence but such as are mostly quoted speech: two reporters may have heard one man."""
    bounds = reading.sentences[_shared_sentences(reading, own, shared)].tolist()
    sentences = [words[start:end] for start, end, _ in bounds]
    return all(2 * sum(map(len, _QUOTED.findall(sentence))) >= len(sentence) for sentence in sentences)


def _shared_sentences(reading: Reading, own: list[int], shared: set[int]) -> list[int]:
    """Numbers of the sentences of which most shingles are shared.

    Args:
        own: the text's shingles in order.
    """
    found = list(map(shared.__contains__, own))
    starts = reading.sentences[:, 2].tolist()
    numbers = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(found)], strict=True)):
        inside = found[start : max(start + 1, end - 4)]
        if inside and end > start and sum(inside) >= 0.6 * len(inside):
            numbers.append(number)
    return numbers
