"""Words that ran together, taken apart where a word list and the document agree.

A run of letters is split only if it is no word of the long list (321,000 forms with names and loanwords), falls into
words of the short list (with a few longer ones from the long one), and something vouches for it: a function word in a
place where no compound or name has one, or other certain joins in the same document. What decides is in
`_verdict`; the reasons are in docs/decisions/joined-words.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from math import log10

from watchfloor.cleaning.aligned import Aligned, Change
from watchfloor.knowledge.furniture import word_parts

__all__ = ["split_joined_words"]

_WORD = re.compile(r"[A-Za-z]+")
_CANDIDATE = re.compile(r"(?<![\w#@&./\\'’‘$-])[A-Za-z]{5,200}(?![\w@/\\-]|\.\w|['’]\w{3})")
_CHUNK = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]{3,}(?=[a-z]{2})|[A-Z]?[a-z]+|[A-Z]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)

_BINDING = word_parts("binding")
_SHORT = word_parts("short")
_SMALL = _BINDING | _SHORT
_PAIR_FIRST = word_parts("pair-first")
_PAIR_LAST = word_parts("pair-last")
_NOT_A_PAIR = word_parts("not-a-pair")
_NEVER_FIRST = word_parts("never-first")
_SURE_FIRST = word_parts("sure-first")
_SHORT_FIRST = word_parts("short-first")
_SHORT_LAST = word_parts("short-last")
_FORMS = word_parts("form")
_WORD_FORMS = word_parts("word-form")
_COMPOUND = word_parts("compound")

_NEAR = 400  # characters
_WELL_KNOWN = 4.0  # Zipf value: ten times in a million words


class _Words:
    """How common each English word is, by wordfreq's lists (frequency of 10 to the power of Zipf value minus 9)."""

    def __init__(self) -> None:
        from wordfreq import get_frequency_dict  # 0.3 s: loaded for the first text that has a doubtful run

        self.known = get_frequency_dict("en", "large")
        self._parts: dict[str, float] = {}
        for word, frequency in get_frequency_dict("en", "small").items():
            zipf = log10(frequency) + 9
            if (
                word.isascii()
                and word.isalpha()
                and (word in _SMALL or len(word) > 3 or (len(word) == 3 and zipf >= 4.6))
            ):
                self._parts[word] = zipf
        for word in [first + last for first in _PAIR_FIRST for last in _PAIR_LAST]:
            self._parts.pop(word, None)

    def part(self, word: str) -> float | None:
        """Zipf value of a word that may be a part of a join, None for any other."""
        value = self._parts.get(word)
        if value is None and len(word) >= 7:
            frequency = self.known.get(word, 0.0)
            if frequency > 3e-7:
                value = log10(frequency) + 9
                self._parts[word] = value
        return value

    def is_word(self, word: str) -> bool:
        return word in self.known


@cache
def _words() -> _Words:
    return _Words()


@cache
def _common() -> frozenset[str]:
    """Words so common that a text of nothing else needs no second look."""
    from wordfreq import get_frequency_dict

    joined = {first + last for first in _PAIR_FIRST for last in _PAIR_LAST} - _NOT_A_PAIR
    return frozenset(word for word in get_frequency_dict("en", "small") if word not in joined)


class _Counts:
    """How often words stand in a text on their own; counted when first asked, as few texts need it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    def __getitem__(self, word: str) -> int:
        return self._counted[word]


def split_joined_words(text: Aligned) -> None:
    """Split joined words of an English text."""
    counts = _Counts(text.text)
    readings: dict[str, tuple[list[str], str]] = {}
    for run in _unusual(text.text):
        reading = _read_run(run, counts)
        if reading:
            readings[run] = reading
    if not readings:
        return
    addresses = [match.span() for match in _ADDRESS.finditer(text.text)]
    found: list[tuple[int, list[str], str]] = []
    for match in _CANDIDATE.finditer(text.text):
        reading = readings.get(match.group())
        if reading and not any(start <= match.start() < end for start, end in addresses):
            found.append((match.start(), *reading))
    text.apply(_splits(found, counts))


def _unusual(text: str) -> set[str]:
    """Runs of letters that are neither words of the list, nor acronyms."""
    common = _common()
    rare = {run for run in set(_WORD.findall(text)) - common if len(run) > 4 and not run.isupper()}
    return {run for run in rare if run.lower() not in common}


def _splits(found: list[tuple[int, list[str], str]], counts: _Counts) -> Iterator[Change]:
    """The splits to be made: certain ones, and doubtful ones where certain ones are near.

    Words run together where a page lost its spaces, so it is the neighbourhood that vouches for a doubtful one.
    """
    sure = [start for start, _, verdict in found if verdict == "sure"]
    fair = [start for start, _, verdict in found if verdict != "possible"]
    for start, parts, verdict in found:
        near_sure = _count_near(sure, start)
        near_fair = _count_near(fair, start)
        once = counts["".join(parts)] == 1  # a run that comes back is a word
        if (
            verdict == "sure"
            or (verdict == "likely" and (near_sure or near_fair > 3))
            or (verdict == "possible" and once and (near_sure > 1 or (near_sure and near_fair > 2)))
        ):
            at = start
            for part in parts[:-1]:
                at += len(part)
                yield Change(at, at, " ", "joined-words")


def _count_near(starts: list[int], start: int) -> int:
    return bisect_left(starts, start + _NEAR) - bisect_left(starts, start - _NEAR)


def _read_run(run: str, counts: _Counts) -> tuple[list[str], str] | None:
    """The words that a run falls into, and how sure that is; None where it is one word."""
    lower = run.lower()
    words = _words()
    if run.islower() and _is_pair(run):
        first = next(word for word in _PAIR_FIRST if run.startswith(word) and run[len(word) :] in _PAIR_LAST)
        return [first, run[len(first) :]], "sure"
    if words.is_word(lower) or _is_inflected(lower, words):
        return None
    parts: list[str] = []
    chunks = _CHUNK.findall(run)
    for chunk in chunks:
        pieces = [chunk] if len(chunks) > 1 and _stands_for_itself(chunk, counts) else _cut(chunk, words)
        if pieces is None:
            return None
        parts += pieces
    if len(parts) < 2 or "".join(parts) != run:
        return None
    verdict = _verdict(run, parts, words, counts)
    return (parts, verdict) if verdict else None


def _is_pair(run: str) -> bool:
    if run in _NOT_A_PAIR:
        return False
    return any(run.startswith(word) and run[len(word) :] in _PAIR_LAST for word in _PAIR_FIRST)


def _is_inflected(lower: str, words: _Words) -> bool:
    """True for a plural, an adverb and the like of a word of the long list."""
    for ending in (
        "s",
        "es",
        "ed",
        "d",
        "ing",
        "ly",
        "er",
        "ers",
        "ness",
        "al",
        "ally",
        "ist",
        "ists",
        "ism",
    ):
        if lower.endswith(ending):
            stem = lower[: -len(ending)]
            if len(stem) > 3 and (words.is_word(stem) or words.is_word(stem + "e")):
                return True
    return False


def _stands_for_itself(chunk: str, counts: _Counts) -> bool:
    """True for the part of a run that is an acronym, or a name that the document has elsewhere."""
    return chunk[0].isupper() and (chunk.isupper() or counts[chunk] > 0)


def _cut(chunk: str, words: _Words) -> list[str] | None:
    """The likeliest way to cut a chunk of one case into words of the list, None if there is none."""
    lower = chunk.lower()
    size = len(lower)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(-1e9, 0)] * size
    for end in range(1, size + 1):
        for start in range(max(0, end - 20), end):
            before = best[start][0]
            if before <= -1e9:
                continue
            value = words.part(lower[start:end])
            if value is not None:
                score = before + value - 9.0
                if score > best[end][0]:
                    best[end] = (score, start)
    if best[size][0] <= -1e9:
        return None
    pieces: list[str] = []
    end = size
    while end:
        start = best[end][1]
        pieces.append(chunk[start:end])
        end = start
    return pieces[::-1]


def _verdict(run: str, parts: list[str], words: _Words, counts: _Counts) -> str:
    """``sure``, ``likely``, ``possible`` or an empty string for a run that had better stay as it is."""
    low = [part.lower() for part in parts]
    content = [part for part in low if part not in _SMALL]
    binding = [
        index
        for index, part in enumerate(low)
        if part in _BINDING and not (index == 0 and part in _NEVER_FIRST)
    ]
    capitals = [index for index, part in enumerate(parts) if part[0].isupper()]
    if any(index > 0 for index in capitals):
        return _mixed_verdict(parts, low, binding, words, counts)
    learned = _FORMS.intersection(low) or (len(parts) < 4 and _WORD_FORMS.intersection(low))
    if learned or low[-1] in ("a", "i", "an") or low[0] in ("a", "i"):
        return ""
    zipfs = [words.part(part) or 0.0 for part in low]
    weakest = min((words.part(part) or 0.0 for part in content), default=9.0)
    chance = sum(zipf - 9 for zipf in zipfs) / len(
        run
    )  # log10 probability a letter: about -0.6 for English words
    long_words = sum(len(part) > 3 or (words.part(part) or 0) > 5.2 for part in content)
    if capitals:  # "Thisaction": a name may look like that
        opens = low[0] in _BINDING and len(low[0]) > 2 and weakest >= 3.8
        return "likely" if opens and len(run) >= 8 and chance > -0.7 and long_words else ""
    if len(parts) > 2:
        return _verdict_on_many(run, low, content, binding, chance, weakest)
    if not content:  # two function words, such as "asboth"
        return "likely" if binding and low[0] not in _NEVER_FIRST and len(run) >= 6 else ""
    if long_words < len(content):
        return ""
    if len(content) == 1:
        return _verdict_on_bound(low, content[0], binding, chance, weakest)
    if low[0] in _COMPOUND or low[1] in _COMPOUND or chance < -1.0 or len(run) < 9:
        return ""
    return "possible"


def _verdict_on_many(
    run: str, low: list[str], content: list[str], binding: list[int], chance: float, weakest: float
) -> str:
    """For three words and more: the more letters they are, the less an accident."""
    if (low[0] in _NEVER_FIRST and len(low) == 3) or not content or max(map(len, content)) < 4:
        return ""
    if chance > -0.75 and len(run) >= 12 and (binding or len(low) > 3) and weakest >= 2.8:
        return "sure"
    if chance > -0.8 and len(run) >= 18 and min(map(len, content)) > 3:
        return "sure"
    return "likely" if chance > -0.8 and binding and weakest >= 3.3 and len(run) >= 10 else ""


def _verdict_on_bound(low: list[str], content: str, binding: list[int], chance: float, weakest: float) -> str:
    """For a function word and a content word."""
    first_binds = low[0] != content
    if binding and chance > -0.8 and weakest >= 3.5 and len(content) + len(low[binding[0]]) >= 8:
        if not first_binds:
            return "sure" if weakest >= 4.0 and content not in _COMPOUND and low[1] != "and" else "likely"
        return "sure" if low[0] in _SURE_FIRST and len(content) >= 5 else "likely"
    if binding:
        return "possible" if weakest >= 3.3 and chance > -0.95 else ""
    if first_binds:
        return "possible" if low[0] in _SHORT_FIRST and weakest >= 4.3 and len(content) >= 5 else ""
    return "possible" if low[1] in _SHORT_LAST and weakest >= 3.8 and content not in _COMPOUND else ""


def _mixed_verdict(
    parts: list[str], low: list[str], binding: list[int], words: _Words, counts: _Counts
) -> str:
    """For a run with a capital inside: brands and names look like that, so its words must be bound or known."""
    stands_alone = all(counts[part] for part in parts if part[0].isupper())
    if binding and len(parts) >= 4:
        return "sure"
    if parts[0][0].islower():
        if low[0] in _BINDING and len(low[0]) > 2 and (stands_alone or len(parts) > 2):
            return "sure"
        if low[0] in _BINDING and len(low[0]) > 3 and (words.part(low[1]) or 0.0) >= _WELL_KNOWN:
            return "sure"
        if low[0] in _SHORT and len(low[0]) == 2 and stands_alone:
            return "likely"
        return "possible" if stands_alone and len(low[0]) > 3 else ""
    if binding and (binding[-1] == len(parts) - 1 or stands_alone):
        return "likely"
    return "possible" if stands_alone and len(parts[0]) > 3 and len(parts) > 1 else ""
