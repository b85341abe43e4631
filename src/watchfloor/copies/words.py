"""An article as numbers: its words as entries of a vocabulary, its sentences as offsets."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

import watchfloor.knowledge
from watchfloor.copies.growing import Growing
from watchfloor.knowledge.ontology import read_rows
from watchfloor.knowledge.stems import MONTHS_AND_DAYS, NUMBER_WORDS, STOP_WORDS, stem_of

__all__ = ["CONTENT", "MAX_CHARACTERS", "NAME", "NUMBER", "STOP", "Reading", "Vocabulary", "read_words"]

MAX_CHARACTERS = 200_000
"""What stands after this many characters of a text is not compared (an article of 5 MB must not hold up the rest)."""

STOP, CONTENT, NUMBER, NAME = 0, 1, 2, 3

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W_]+")
# The mark comes first, then what must not stand before it: that way few places of a text are looked at twice.
_BREAK = re.compile(
    r"[.!?](?<![\s.(][A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bGen\.)(?<!\bLt\.)(?<!\bCol\.)"
    r"(?<!\bSgt\.)(?<!\bSt\.)[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n\s*"
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


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Vocabulary(dict[str, int]):
    """Words as they are spelt, by number; a new word is entered when it is first looked up.

    Attributes:
        folded: a digest of the word in lower case, for shingles.
        stems: number of the word's stem (a number in digits or letters is its own stem).
        kinds: `STOP`, `CONTENT`, `NUMBER` or `NAME` (written with a capital; sentence starts are not told apart).
        worth: what a word for a number is worth, not a number for all others.
        scales: what a word multiplies the number before it with ("thousand"), 0 for all others.
        stem_numbers: the number of each stem.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folded = Growing(np.uint64)
        self.stems = Growing(np.int32)
        self.kinds = Growing(np.int8)
        self.worth = Growing(np.float64)
        self.scales = Growing(np.float64)
        self.stem_numbers: dict[str, int] = {}
        self._countries = country_words()

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
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
        self.folded.append(np.uint64(_digest(lower)))
        self.stems.append(self.stem_numbers.setdefault(stem, len(self.stem_numbers)))
        self.kinds.append(kind)
        self.worth.append(_value(lower))
        self.scales.append(_SCALES.get(lower.removesuffix("s"), 0.0))
        return number


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


class Reading(msgspec.Struct):
    """What the index looks at of one text.

    Attributes:
        words: numbers of the vocabulary.
        sentences: one row a sentence: its first character, its end, and its first word.
    """

    words: NDArray[np.int32]
    sentences: NDArray[np.int32]


def read_words(text: str, vocabulary: Vocabulary) -> Reading:
    """Words and sentences of a text, up to `MAX_CHARACTERS`; offsets are those of the text."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
    words: list[str] = []
    sentences: list[tuple[int, int, int]] = []
    start = len(text) - len(text.lstrip())
    for found in [*_BREAK.finditer(text), None]:
        end = found.end() if found else len(text)
        here = _WORD.findall(text, start, end)
        if here:
            sentences.append((start, start + len(text[start:end].rstrip()), len(words)))
            words += here
        start = end
    numbers = np.array(list(map(vocabulary.__getitem__, words)), dtype=np.int32)
    return Reading(numbers, np.array(sentences, dtype=np.int32).reshape(-1, 3))
