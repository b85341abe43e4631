"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["language_of"]

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "it",
        "was",
        "on",
        "with",
        "as",
        "be",
        "at",
        "by",
        "this",
        "have",
        "from",
        "or",
        "an",
        "are",
        "not",
        "has",
        "had",
        "but",
        "they",
        "which",
        "were",
        "his",
        "their",
        "he",
        "she",
        "been",
        "will",
        "its",
        "said",
        "would",
        "more",
        "also",
    ]
)
# The languages that much news is written in. Others would only be mistaken for one another on a short text.
_LANGUAGES = [
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "kk",
    "ko",
    "ky",
    "lt",
    "lv",
    "mk",
    "mn",
    "ms",
    "my",
    "ne",
    "nl",
    "no",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh",
]


def language_of(text: str) -> str:
    """ISO 639-1 code of the language that a text is written in; empty for one too short to tell.

    English is told by its function words, without loading a model; anything else by py3langid.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words or sum(map(len, words)) < 20:
        return ""
    if len(words) >= 8 and sum(word in _ENGLISH for word in words) >= 0.18 * len(words):
        return "en"
    return str(_classifier()(sample))


@cache
def _classifier() -> Callable[[str], str]:
    import py3langid  # 0.7 s, so only for a text that is not plainly English

    py3langid.set_languages(_LANGUAGES)

    def classify(sample: str) -> str:
        code, _ = py3langid.classify(sample)
        return str(code)

    return classify
