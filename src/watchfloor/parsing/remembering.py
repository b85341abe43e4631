"""No sentence is read twice: most news is repetition."""

from __future__ import annotations

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

import msgspec
import numpy as np

from watchfloor.parsing.protocol import Parser
from watchfloor.parsing.tokens import tokenize
from watchfloor.records import Sentence

__all__ = ["Remembering", "Shelf", "key_of"]


def key_of(text: str, parser: str) -> bytes:
    """Sixteen bytes for a sentence as a parser reads it; white space counts as one blank."""
    return hashlib.blake2b(f"{parser}\t{' '.join(text.split())}".encode(), digest_size=16).digest()


class Shelf(Protocol):
    """Where sentences are kept between runs."""

    def sentence(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys."""
        ...

    def add_sentences(self, sentences: dict[bytes, bytes]) -> None:
        """Keep new ones."""
        ...


class Remembering:
    """A parser in front of which stands what it has read before.

    Word vectors are not remembered: they are ten times the rest, and what is read from them is.

    Args:
        parser: does the reading.
        size: sentences held in memory, the longest unused goes first; about 8 kB each.
        shelf: asked for what is not in memory, and given what was read.
    """

    def __init__(self, parser: Parser, *, size: int = 10_000, shelf: Shelf | None = None) -> None:
        self.parser = parser
        self.shelf = shelf
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
        if self.shelf is not None and fresh:
            for key, data in self.shelf.sentence(list(fresh)).items():
                held[key] = self.seen[key] = _unpack(data)
                del fresh[key]
        self.misses += len(fresh)
        self.hits += len(texts) - len(fresh)
        new: dict[bytes, bytes] = {}
        for key, sentence in zip(fresh, self.parser.read(list(fresh.values())), strict=True):
            sentence.readings.pop("vectors", None)
            held[key] = self.seen[key] = sentence
            if self.shelf is not None:
                new[key] = _pack(sentence)
        if self.shelf is not None and new:
            self.shelf.add_sentences(new)
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


class _Kept(msgspec.Struct):
    """A sentence with its arrays as type, shape and bytes."""

    sentence: Sentence
    arrays: dict[str, tuple[str, list[int], bytes]]


def _pack(sentence: Sentence) -> bytes:
    arrays = {n: v for n, v in sentence.readings.items() if isinstance(v, np.ndarray)}
    others = {n: v for n, v in sentence.readings.items() if n not in arrays}
    kept = _Kept(
        msgspec.structs.replace(sentence, readings=others),
        {n: (v.dtype.str, list(v.shape), np.ascontiguousarray(v).tobytes()) for n, v in arrays.items()},
    )
    return zlib.compress(msgspec.msgpack.encode(kept), 1)


def _unpack(data: bytes) -> Sentence:
    kept = msgspec.msgpack.decode(zlib.decompress(data), type=_Kept)
    readings: dict[str, Any] = dict(kept.sentence.readings)
    for name, (kind, shape, raw) in kept.arrays.items():
        readings[name] = np.frombuffer(raw, kind).reshape(shape)
    return msgspec.structs.replace(kept.sentence, readings=readings)
