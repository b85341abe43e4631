"""Scores of tagging and parsing against CoNLL-U with gold tokens."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from watchfloor.parsing.conllu import read_conllu
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

__all__ = ["evaluate"]


def evaluate(path: Path) -> dict[str, Any]:
    """Unlabelled and labelled attachment and tagging, over all words, punctuation with them.

    Args:
        path: CoNLL-U, plain or gzip; subtypes of relations are cut off on both sides.

    Returns:
        ``n`` sentences, ``words``, ``uas``, ``las``, ``upos``, ``lemma``, ``sentences_per_s`` (tokens given; tagging, parsing and all
        other heads; measured over the whole file).
    """
    gold = list(read_conllu(path))
    bare = [Sentence(text=s.text, words=s.words, starts=s.starts, ends=s.ends) for s in gold]
    reader = default_reader()
    reader.read_tokens(bare[:8])
    began = time.perf_counter()
    for a, b in pairwise([*range(0, len(bare), 512), len(bare)]):
        reader.read_tokens(bare[a:b])
    seconds = time.perf_counter() - began
    words = heads = labelled = tags = lemmas = 0
    for g, s in zip(gold, bare, strict=True):
        for i in range(len(g)):
            words += 1
            head = g.heads[i] == s.heads[i]
            heads += head
            labelled += head and universal(g.deprels[i]) == universal(s.deprels[i])
            tags += g.upos[i] == s.upos[i]
            lemmas += g.lemmas[i].lower() == s.lemmas[i].lower()
    total = max(words, 1)
    return {
        "n": len(gold),
        "words": words,
        "uas": heads / total,
        "las": labelled / total,
        "upos": tags / total,
        "lemma": lemmas / total,
        "sentences_per_s": len(gold) / seconds,
    }


def universal(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]
