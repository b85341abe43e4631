"""No sentence is read twice: most news is repetition."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import msgspec

from watchfloor.parsing.protocol import Parser
from watchfloor.parsing.tokens import tokenize
from watchfloor.records import Sentence

__all__ = ["Remembering", "key_of"]


def key_of(text: str, parser: str) -> bytes:
    """Sixteen bytes for a sentence as a parser reads it; white space counts as one blank."""
    return hashlib.blake2b(f"{parser}\t{' '.join(text.split())}".encode(), digest_size=16).digest()


class Remembering:
    """A parser in front of which stands what it has read before.

    Args:
        parser: does the reading.
        size: sentences held in memory, the longest unused goes first; about 15 kB each.
    """

    def __init__(self, parser: Parser, *, size: int = 10_000) -> None:
        self.parser = parser
        self.name = parser.name
        self.size = size
        self.seen: OrderedDict[bytes, Sentence] = OrderedDict()
        self.hits = self.misses = 0

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        """As `Parser.read`; every sentence that comes back is the caller's own to change."""
        keys = [key_of(text, self.name) for text in texts]
        fresh: dict[bytes, str] = {}
        held: dict[bytes, Sentence] = {}
        for key, text in zip(keys, texts, strict=True):
            if key in self.seen:
                self.seen.move_to_end(key)
                held[key] = self.seen[key]
            else:
                fresh.setdefault(key, text)
        self.misses += len(fresh)
        self.hits += len(texts) - len(fresh)
        for key, sentence in zip(fresh, self.parser.read(list(fresh.values())), strict=True):
            held[key] = self.seen[key] = sentence
        while len(self.seen) > self.size:
            self.seen.popitem(last=False)
        return [_as(held[key], text) for key, text in zip(keys, texts, strict=True)]


def _as(known: Sentence, text: str) -> Sentence:
    """The known sentence as it stands in this text, whose white space may be another."""
    if known.text == text:
        return msgspec.structs.replace(known)
    _, starts, ends = tokenize(text)
    if len(starts) != len(known.words):
        starts, ends = _by_hand(known, text)
    return msgspec.structs.replace(known, text=text, starts=starts, ends=ends)


def _by_hand(known: Sentence, text: str) -> tuple[list[int], list[int]]:
    """Offsets of a foreign parser's words, looked up one after the other."""
    starts, ends, at = [], [], 0
    for word in known.words:
        at = max(at, text.find(word, at))
        starts.append(at)
        at += len(word)
        ends.append(at)
    return starts, ends
