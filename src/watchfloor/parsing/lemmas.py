"""Lemmas from a table of endings, learnt from UD English EWT (see ``training/lemmas.py``)."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

__all__ = ["Lemmatizer", "load_lemmatizer"]

_CLOSED = {"PUNCT", "SYM", "NUM", "X"}


class Lemmatizer:
    """Looks a word up whole, then by its longest known ending.

    Args:
        words: ``"form/UPOS"`` to lemma, for words whose ending would mislead.
        endings: ``"ending/UPOS"`` to ``(letters to take off, letters to put on)``.
    """

    longest = 6

    def __init__(self, words: dict[str, str], endings: dict[str, tuple[int, str]]) -> None:
        self.words, self.endings = words, endings

    def lemma(self, word: str, upos: str, feats: str) -> str:
        """The lemma of a word in its sentence; proper nouns keep their capitals.

        Args:
            word: as written.
            upos: its universal part of speech.
            feats: its features; verbs look up their form, plural nouns their number.
        """
        if upos in _CLOSED:
            return word
        if upos == "PROPN":
            return word
        small = word.lower().replace("\u2019", "'")
        tag = tag_of(upos, feats)
        known = self.words.get(f"{small}/{tag}")
        if known is not None:
            return known
        for length in range(min(self.longest, len(small)), -1, -1):
            edit = self.endings.get(f"{small[len(small) - length :]}/{tag}")
            if edit is not None and edit[0] < len(small):
                return small[: len(small) - edit[0]] + edit[1]
        return small


@cache
def tag_of(upos: str, feats: str) -> str:
    """Part of speech with the features that decide an ending."""
    kept = [f for f in feats.split("|") if f.partition("=")[0] in ("VerbForm", "Tense", "Number", "Degree")]
    return f"{upos}:{'|'.join(kept)}" if upos in ("VERB", "AUX", "NOUN", "ADJ", "ADV") else upos


@cache
def load_lemmatizer(path: Path) -> Lemmatizer:
    """Read the table that ``training/lemmas.py`` writes."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table = json.load(file)
    return Lemmatizer(table["words"], {k: (v[0], v[1]) for k, v in table["endings"].items()})
