"""An article as numbers: its words as entries of a vocabulary, its sentences as offsets."""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

import watchfloor.knowledge
from watchfloor.copies.growing import Growing
from watchfloor.knowledge.ontology import read_rows
from watchfloor.knowledge.stems import MONTHS_AND_DAYS, NUMBER_WORDS, STOP_WORDS, stem_of

__all__ = [
    "CONTENT",
    "MAX_CHARACTERS",
    "NAME",
    "NUMBER",
    "STOP",
    "Reading",
    "Vocabulary",
    "Words",
    "read_words",
]

MAX_CHARACTERS = 200_000
"""What stands after this many characters of a text is not compared (an article of 5 MB must not hold up the rest)."""

STOP, CONTENT, NUMBER, NAME = 0, 1, 2, 3

# Whatever ends a sentence begins with one of a few characters, so that the search runs from one to the next.
_BREAK = re.compile(
    r"[.!?\n](?:(?<=\n)\s*|(?<!\n)(?<![\s.(][A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bGen\.)"
    r"(?<!\bLt\.)(?<!\bCol\.)(?<!\bSgt\.)(?<!\bSt\.)[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9]))"
)


# Words for a number beside those of the table of stems; "half a dozen" is read as a dozen, which is as wrong in both texts.
_COUNTS = {"one": 1.0, "couple": 2.0, "pair": 2.0, "trio": 3.0, "fortnight": 14.0}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0, "decade": 10.0}


@cache
def country_words() -> dict[str, str]:
    """For each single capitalised word that names a country or its capital, seat or people, one word for the country.

    Of names in several words the last is taken, so that Seoul and Pyongyang both stand for "korea": the word beside
    it ("North") tells them apart.
    """
    words: dict[str, str] = {}
    path = Path(watchfloor.knowledge.__file__).parent / "actors" / "countries.tsv"
    for _, row in read_rows(path, ("name", "aliases", "adjectives", "demonyms", "capitals", "seats")):
        country = "country " + row["name"].split()[-1].lower()
        for column in ("name", "adjectives", "demonyms"):
            for name in row[column].split(";"):
                if name.strip():
                    words.setdefault(name.split()[-1], country)
        for column in ("aliases", "capitals", "seats"):
            for name in row[column].split(";"):
                if name.strip() and " " not in name.strip():
                    words.setdefault(name.strip(), country)
    return words


class Vocabulary(dict[str, int]):
    """Words as they are spelt, by number; a new word is entered when it is first looked up.

    The number of a word that was forgotten goes to the next new one.

    Attributes:
        stems: number of the word's stem (a number in digits or letters is its own stem).
        kinds: `STOP`, `CONTENT`, `NUMBER` or `NAME` (written with a capital; sentence starts are not told apart).
        worth: what a word for a number is worth, not a number for all others.
        scales: what a word multiplies the number before it with ("thousand"), 0 for all others.
        stem_numbers: the number of each stem.
        texts: in how many texts each stem was counted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stems = Growing(np.int32)
        self.kinds = Growing(np.int8)
        self.worth = Growing(np.float64)
        self.scales = Growing(np.float64)
        self.stem_numbers: dict[str, int] = {}
        self.texts = Growing(np.int32)
        self._free: list[int] = []
        self._free_stems: list[int] = []
        self._countries = country_words()

    def __missing__(self, word: str) -> int:
        lower = word.lower().replace("’", "'")
        kind, stem = CONTENT, lower
        if lower[0].isdigit():
            kind, stem = NUMBER, lower.replace(",", "")
        elif lower in NUMBER_WORDS:
            kind, stem = NUMBER, NUMBER_WORDS[lower]
        elif word[0].isupper() and (
            country := self._countries.get(word.removesuffix("'s").removesuffix("’s"))
        ):
            kind, stem = NAME, country
        elif lower in STOP_WORDS:
            kind = NAME if word == "May" else STOP
        else:
            kind = NAME if word[0].isupper() else CONTENT
            stem = lower if lower in MONTHS_AND_DAYS else stem_of(lower)
        number = self[word] = self._free.pop() if self._free else self.stems.size
        self.stems.put(number, self._stem(stem))
        self.kinds.put(number, kind)
        self.worth.put(number, _value(lower))
        self.scales.put(number, _SCALES.get(lower.removesuffix("s"), 0.0))
        return number

    def _stem(self, stem: str) -> int:
        number = self.stem_numbers.get(stem)
        if number is None:
            number = self._free_stems.pop() if self._free_stems else self.texts.size
            self.stem_numbers[stem] = number
            self.texts.put(number, 0)
        return number

    def forget(self, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Forget words, and the stems that no other word has.

        Args:
            kept: for each number, whether its word stays.

        Returns:
            For each number of a stem, whether it stays.
        """
        for word in [word for word, number in self.items() if not kept[number]]:
            del self[word]
        kept_stems = np.zeros(self.texts.size, dtype=bool)
        kept_stems[self.stems.values[list(self.values())]] = True
        for stem in [stem for stem, number in self.stem_numbers.items() if not kept_stems[number]]:
            del self.stem_numbers[stem]
        self._free = np.flatnonzero(~kept)[::-1].tolist()
        self._free_stems = np.flatnonzero(~kept_stems)[::-1].tolist()
        return kept_stems

    def state(self) -> VocabularyState:
        """All that the vocabulary knows, for `restore`."""
        columns = (self.stems, self.kinds, self.worth, self.scales, self.texts)
        return VocabularyState(
            dict(self), self.stem_numbers, self._free, self._free_stems, [c.tobytes() for c in columns]
        )

    @classmethod
    def restore(cls, state: VocabularyState) -> Vocabulary:
        """A vocabulary as it was when the state was taken."""
        vocabulary = cls()
        vocabulary.update(state.words)
        vocabulary.stem_numbers = state.stems
        vocabulary._free, vocabulary._free_stems = state.free, state.free_stems
        v = vocabulary
        own = (v.stems, v.kinds, v.worth, v.scales, v.texts)
        for column, kept in zip(own, state.columns, strict=True):
            column.extend(np.frombuffer(kept, column.array.dtype))
        return vocabulary


class VocabularyState(msgspec.Struct):
    """A vocabulary as it is kept; ``columns`` are the arrays' bytes."""

    words: dict[str, int]
    stems: dict[str, int]
    free: list[int]
    free_stems: list[int]
    columns: list[bytes]


def _value(lower: str) -> float:
    if lower[0].isdigit():
        try:
            return min(float(lower.replace(",", "")), 1e15)
        except ValueError:
            return float("nan")
    if lower in _COUNTS:
        return _COUNTS[lower]
    known = NUMBER_WORDS.get(lower, "")
    return float(known) if known.isdigit() and lower not in _SCALES else float("nan")


class Reading(msgspec.Struct, array_like=True):
    """What the index looks at of one text.

    Attributes:
        hashes: a uint32 for each word in lower case, as bytes.
        bounds: three int32 a sentence, as bytes: where it starts, where the next one does, and its first word.
        words: int32 numbers of the vocabulary, as bytes; empty where nobody asked for them.
    """

    hashes: bytes
    bounds: bytes
    words: bytes = b""

    @property
    def folded(self) -> NDArray[np.uint64]:
        """The words' hashes in order."""
        return np.frombuffer(self.hashes, np.uint32).astype(np.uint64)

    @property
    def numbers(self) -> NDArray[np.int32]:
        """Numbers of the words in order."""
        return np.frombuffer(self.words, np.int32)

    @property
    def sentences(self) -> NDArray[np.int32]:
        """One row a sentence: where it starts, where the next one does, and its first word."""
        return np.frombuffer(self.bounds, np.int32).reshape(-1, 3)


def read_words(text: str, vocabulary: Vocabulary) -> Reading:
    """Words and sentences of a text, up to `MAX_CHARACTERS`; offsets are those of the text."""
    found = Words(text)
    return msgspec.structs.replace(found.reading(), words=found.numbers(vocabulary))


# Characters by what they do in a word; all beyond the first plane part words.
_PARTS, _POINT, _APOSTROPHE, _DIGIT, _LETTER = range(5)


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """For each character what it does in a word, and its code in lower case."""
    characters = [chr(code) for code in range(1 << 16)]
    does = np.zeros(1 << 16, dtype=np.uint8)
    lower = np.arange(1 << 16, dtype=np.uint64)
    for code, character in enumerate(characters):
        if character.isalnum():
            does[code] = _DIGIT if character.isdecimal() else _LETTER
            lower[code] = ord(character.lower()[0])
    does[[ord("."), ord(",")]] = _POINT
    does[[ord("'"), ord("’")]] = _APOSTROPHE
    lower[ord("’")] = ord("'")
    return does, lower


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd number and of its inverse modulo 2 to the 64th."""
    base = 0x9E3779B97F4A7C15
    powers = []
    for factor in (base, pow(base, -1, 1 << 64)):
        row = np.full(MAX_CHARACTERS + 2, factor, dtype=np.uint64)
        row[0] = 1
        powers.append(np.multiply.accumulate(row))
    return powers[0], powers[1]


_MIX, _HALF = np.uint64(0xD6E8FEB86659FD93), np.uint64(32)


class Words:
    """The words of a text, found in a few operations over all its characters at once.

    A word is a run of letters and digits; a point or comma between digits and an apostrophe between letters are part
    of it. Its hash is a polynomial in its characters, read off the running sum of the whole text's.
    """

    def __init__(self, text: str) -> None:
        self.text = text = text[:MAX_CHARACTERS]
        does_table, lower_table = _tables()
        codes = np.frombuffer(f" {text} ".encode(_UTF_32, "surrogatepass"), np.uint32)
        does = does_table.take(codes, mode="clip")
        inside = does >= _DIGIT
        for joint, sides in ((_POINT, _DIGIT), (_APOSTROPHE, _LETTER)):
            places = (does == joint).nonzero()[0]
            if len(places):
                inside[places[(does[places - 1] == sides) & (does[places + 1] == sides)]] = True
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        self.starts, self.ends = edges[::2], edges[1::2]
        powers, inverse = _powers()
        values = lower_table.take(codes, mode="clip")
        values *= powers[: len(codes)]
        # The sum up to each character, itself included; a word's is the difference between its end and its start.
        running = np.add.accumulate(values)
        hashes = running[self.ends] - running[self.starts]
        hashes *= inverse[self.starts]
        hashes *= _MIX
        hashes >>= _HALF
        self.hashes: bytes = hashes.astype(np.uint32).tobytes()

    def reading(self) -> Reading:
        """Hashes and sentences; numbers are left out."""
        text = self.text
        ends = [found.end() for found in _BREAK.finditer(text)]
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
        starts = [0, *ends[:-1]]
        # A sentence without words is none.
        firsts = [*self.starts.searchsorted(starts).tolist(), len(self.starts)]
        bounds: list[int] = []
        for start, end, first, after in zip(starts, ends, firsts, firsts[1:], strict=False):
            if first < after:
                bounds += (start, end, first)
        return Reading(self.hashes, array("i", bounds).tobytes())

    def numbers(self, vocabulary: Vocabulary) -> bytes:
        """int32 numbers of the words in the vocabulary, as bytes."""
        text = self.text
        words = [text[a:b] for a, b in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]
        return array("i", list(map(vocabulary.__getitem__, words))).tobytes()


_UTF_32 = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"
