"""Is one text a rewriting of the other: the same facts in the same order, and nothing new?

A spun or back-translated copy shares no run of words with its source, and may name people by their office, countries
by their capitals, and round the figures; but next to nothing in it is new. An independent report of the same event
shares the main names and figures too, and has others of its own. What is measured: how much of the later text's
names, figures and other words the earlier one has, how much of the earlier one's it keeps, how well each sentence is
matched by one of the other, and whether those stand in the same order (they need not).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.words import CONTENT, NAME, NUMBER, STOP, Reading, Vocabulary

__all__ = ["Facts", "Rewriting", "compare", "fact_stems", "read_facts"]

_MAX_SENTENCES = 60
"""Only so many sentences of each text are aligned."""
_TENS = frozenset(float(ten) for ten in range(20, 100, 10))


class Facts(msgspec.Struct):
    """The words that carry a text's meaning.

    Attributes:
        sentences: a row a sentence that has any: its number, and its stems with the kind of each.
        values: the numbers it gives, "forty-one thousand" and "41,000" alike, each once.
    """

    sentences: list[tuple[int, dict[int, int]]]
    values: list[float]

    @property
    def kinds(self) -> dict[int, int]:
        """All stems with the weightiest kind of each."""
        all_kinds: dict[int, int] = {}
        for _, stems in self.sentences:
            for stem, kind in stems.items():
                if kind > all_kinds.get(stem, 0):
                    all_kinds[stem] = kind
        return all_kinds


class Rewriting(msgspec.Struct):
    """How far a later text retells an earlier one; all but ``facts`` between 0 and 1.

    Attributes:
        names: share of the later text's names that the earlier one has, weighed by rarity.
        figures: share of the later text's figures that the earlier one has, rounded or not.
        kept_names, kept_figures: the same shares of the earlier text's.
        words: share of the later text's other content words that the earlier one has.
        alignment: share of the later text's sentences found again in one sentence each of the earlier.
        order: 1 when those stand in the same order, 0.5 by chance.
        facts: how many names and figures both share.
        aligned: numbers of the later text's sentences that have their like.
    """

    names: float
    figures: float
    kept_names: float
    kept_figures: float
    words: float
    alignment: float
    order: float
    facts: int
    aligned: list[int]

    @property
    def coverage(self) -> float:
        """Share of the later text's facts that are not new."""
        return 0.6 * self.names + 0.4 * self.figures

    @property
    def score(self) -> float:
        """One figure from the measures, 0 to 1; docs/copies.md says where the weights are from."""
        return (
            0.2 * self.names
            + 0.1 * self.kept_names
            + 0.12 * self.figures
            + 0.08 * self.kept_figures
            + 0.25 * self.words
            + 0.2 * self.alignment
            + 0.05 * self.order
        )


def _kinds(reading: Reading, stems: NDArray[np.int32], kinds: NDArray[np.int8]) -> NDArray[np.int8]:
    """Kinds of a text's words, where a capital at the start of a sentence makes no name."""
    names = kinds == NAME
    initial = np.zeros(len(kinds), dtype=bool)
    initial[reading.sentences[:, 2]] = True
    doubtful = names & initial
    if not doubtful.any():
        return kinds
    sure = names & ~initial
    doubtful[:-1] &= ~sure[1:]
    known = set(stems[sure].tolist())
    no_names = [place for place in np.flatnonzero(doubtful).tolist() if int(stems[place]) not in known]
    kinds = kinds.copy()
    kinds[no_names] = CONTENT
    return kinds


def fact_stems(reading: Reading, vocabulary: Vocabulary) -> NDArray[np.int64]:
    """Stems of the names and figures of a text in order; of neighbouring names only the last is kept."""
    stems = vocabulary.stems.array[reading.numbers]
    kinds = _kinds(reading, stems, vocabulary.kinds.array[reading.numbers])
    kept = kinds >= NUMBER
    names = kinds == NAME
    kept[:-1] &= ~(names[:-1] & names[1:])
    found: NDArray[np.int64] = stems[kept].astype(np.int64)
    return found


def read_facts(reading: Reading, vocabulary: Vocabulary) -> Facts:
    """Sentence by sentence, the stems that carry meaning."""
    stems = vocabulary.stems.array[reading.numbers]
    kinds = _kinds(reading, stems, vocabulary.kinds.array[reading.numbers])
    bounds = [*reading.sentences[:, 2].tolist(), len(stems)]
    rows: list[tuple[int, dict[int, int]]] = []
    stem_list, kind_list = stems.tolist(), kinds.tolist()
    for number, (start, end) in enumerate(pairwise(bounds)):
        if len(rows) == _MAX_SENTENCES:
            break
        row = {
            stem: kind
            for stem, kind in zip(stem_list[start:end], kind_list[start:end], strict=True)
            if kind != STOP
        }
        if row:
            rows.append((number, row))
    return Facts(rows, read_values(reading, vocabulary))


def read_values(reading: Reading, vocabulary: Vocabulary) -> list[float]:
    """The numbers of a text, each once: words and scales ("3.2 million", "two hundred and ten") are put together."""
    values = vocabulary.worth.array[reading.numbers].tolist()
    scales = vocabulary.scales.array[reading.numbers].tolist()
    found: dict[float, None] = {}
    # The number being read is whole + part; only what is below the floor can still be added to it ("forty" + "one").
    whole = part = floor = 0.0
    last = -2
    for place, (value, scale) in enumerate(zip(values, scales, strict=True)):
        gap = place - last
        if value == value:
            if not (floor and gap <= 2 and value < floor):
                found[whole + part] = None
                whole, part = 0.0, 0.0
                # "One" alone is a pronoun as often as a number.
                if value == 1.0:
                    floor = 0.0
                    continue
            part += value
            floor = 10.0 if value in _TENS else 0.5
            last = place
        elif scale:
            if not (part and gap == 1):
                found[whole + part] = None
                whole, part = 0.0, 1.0
            floor = scale if part % 1 == 0 else 0.0
            part *= scale
            if scale >= 1000:
                whole, part = whole + part, 0.0
            last = place
    found[whole + part] = None
    found.pop(0.0, None)
    return list(found)


def same_number(later: float, earlier: float) -> bool:
    """Whether a number is the other, or the other made rounder: "nearly 1,200" for 1,180, "over sixty" for 64."""
    if later == earlier:
        return True
    big = max(later, earlier)
    if big < 13:
        return False
    step = 10.0 ** math.floor(math.log10(big))
    is_round = later % (step / 2) == 0 or (later >= 1000 and later % (step / 10) == 0)
    return abs(later - earlier) <= (0.12 if is_round else 0.02) * big


def compare(later: Facts, earlier: Facts, rarity: Callable[[list[int]], NDArray[np.float64]]) -> Rewriting:
    """Measure how far the later text retells the earlier one.

    Args:
        rarity: the weight of each of some stems.
    """
    mine, theirs = later.kinds, earlier.kinds
    stems_of_both = sorted(mine.keys() | theirs.keys())
    weight = dict(zip(stems_of_both, rarity(stems_of_both).tolist(), strict=True))
    names = [stem for stem, kind in mine.items() if kind == NAME]
    their_names = [stem for stem, kind in theirs.items() if kind == NAME]
    other = [stem for stem, kind in mine.items() if kind == CONTENT]
    figures = [any(same_number(value, known) for known in earlier.values) for value in later.values]
    kept = [any(same_number(value, known) for value in later.values) for known in earlier.values]
    places: list[tuple[int, int, float]] = []
    aligned: list[int] = []
    found = total = 0.0
    for number, stems in later.sentences:
        whole = sum(weight[stem] for stem in stems)
        best, at = 0.0, -1
        for index, (_, others) in enumerate(earlier.sentences):
            shared = sum(weight[stem] for stem in stems.keys() & others.keys())
            if shared > best:
                best, at = shared, index
        found += best
        total += whole
        if at >= 0 and best >= 0.3 * whole:
            places.append((at, number, best))
            aligned.append(number)
    return Rewriting(
        names=_share(names, theirs, weight),
        figures=_figure_share(later.values, figures),
        kept_names=_share(their_names, mine, weight),
        kept_figures=_figure_share(earlier.values, kept),
        words=_share(other, theirs, weight),
        alignment=found / total if total else 0.0,
        order=_concordance(places),
        facts=sum(1 for stem in names if stem in theirs) + sum(figures),
        aligned=aligned,
    )


def _figure_share(values: list[float], known: list[bool]) -> float:
    """Share of known figures; a text without any has nothing new and nothing to keep."""
    # Two of anything is soon met again; 61 is not.
    weights = [0.4 if value < 13 else 1.0 for value in values]
    if not weights:
        return 0.5
    return sum(weight for weight, found in zip(weights, known, strict=True) if found) / sum(weights)


def _share(stems: list[int], known: dict[int, int], weight: dict[int, float]) -> float:
    total = sum(weight[stem] for stem in stems)
    return sum(weight[stem] for stem in stems if stem in known) / total if total else 0.0


def _concordance(places: list[tuple[int, int, float]]) -> float:
    """Weighted share of the pairs of aligned sentences that stand in the same order in both texts."""
    agree = total = 0.0
    for index, (at, _, weight) in enumerate(places):
        for later_at, _, later_weight in places[index + 1 :]:
            pair = weight * later_weight
            total += pair
            agree += pair if later_at > at else pair / 2 if later_at == at else 0.0
    return agree / total if total else 0.5
