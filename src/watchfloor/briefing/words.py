"""Comparing quotes by the words that carry them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["content_words", "differ_in_names", "numbers_of", "same_words", "stems_of"]

_WORDS = re.compile(r"\w+(?:[.,]\d+)*")
_BRACKETS = re.compile(r" \[[^\[\]]*\]")
_STOP = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on at to for from by with and or that this its it is are was were be been has have had as "
        "will would their his her he they she said says",
    )
)
_NAMES = re.compile(r"\b(?:of|in|near|at|to|from|on|over|against) (?:the )?([A-Z]\w+)")
_DAYS = frozenset(
    re.findall(
        r"\w+",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December",
    )
)
#: Letters that two forms of a word share ("shipped", "shipment").
_STEM = 5


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words = [w.casefold() for w in _WORDS.findall(_BRACKETS.sub("", text))]
    return frozenset(w for w in words if w not in _STOP), frozenset(w for w in words if w[0].isdigit())


def content_words(text: str) -> frozenset[str]:
    """The words of a text without those that every text has, in lower case; what stands in brackets is left out."""
    return _split(text)[0]


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text that are written in digits."""
    return _split(text)[1]


@lru_cache(maxsize=8192)
def stems_of(text: str) -> frozenset[str]:
    """The beginnings of a text's content words."""
    return frozenset(word[:_STEM] for word in content_words(text))


@lru_cache(maxsize=8192)
def _names_of(text: str) -> frozenset[str]:
    """Names that follow a preposition (where, to whom), without those of days and months."""
    return frozenset(name[:_STEM] for name in _NAMES.findall(_BRACKETS.sub("", text)) if name not in _DAYS)


def differ_in_names(one: str, other: str) -> bool:
    """Whether each of two quotes has a place or party that the other lacks: "at Alta", "at Bergen"."""
    names, others = _names_of(one), _names_of(other)
    plain, plain_other = stems_of(one), stems_of(other)
    return any(n.casefold() not in plain_other for n in names) and any(
        n.casefold() not in plain for n in others
    )


def same_words(one: str, other: str) -> bool:
    """Whether two quotes say the same in nearly the same words; those with other figures or names never do."""
    words, other_words = content_words(one), content_words(other)
    same_numbers = numbers_of(one) == numbers_of(other)
    if not same_numbers or not words or not other_words:
        return words == other_words and same_numbers
    if differ_in_names(one, other):
        return False
    shared = len(words & other_words)
    smaller = min(len(words), len(other_words))
    return shared / len(words | other_words) >= 0.7 or (smaller >= 5 and shared / smaller >= 0.9)
