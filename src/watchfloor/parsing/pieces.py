"""Words into the pieces that the encoder reads, with the shape of each word beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

__all__ = ["MAX_PIECES", "SHAPES", "Pieces", "cut", "load_tokenizer", "shape_of"]

MAX_PIECES = 254  # of a sentence, without the two marks at its ends; longer ones are read in parts
SHAPES = 32

Pieces = tuple[list[int], list[int], list[int], list[int]]


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The encoder's WordPiece tokenizer."""
    return Tokenizer.from_file(str(path))


@cache
def _base_shape(word: str) -> int:
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 7
    if not any(c.isalpha() for c in word):
        return 8
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper() and word[1:].islower():
        return 2
    return 5


def shape_of(word: str, *, first: bool, joined: bool) -> int:
    """A number below `SHAPES` for how a word is written.

    Args:
        word: the word.
        first: it is the first of its sentence, where a capital says little.
        joined: no white space stands before it.
    """
    base = _base_shape(word)
    if first and base == 2:
        base = 9
    return base + 16 * (joined and not first)


def cut(tokenizer: Tokenizer, words: list[str], joined: list[bool]) -> Pieces:
    """Cut the words of one sentence into pieces.

    Args:
        tokenizer: see `load_tokenizer`.
        words: at least one.
        joined: for each word whether it follows the one before without a space.

    Returns:
        Piece ids and shapes (both with the marks at the ends), and for each word the index of its first and of
        its last piece. A word without pieces (control characters) has the one that stands for the unknown.
    """
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    return _assemble(words, joined, encoding.ids, encoding.word_ids)


def cut_all(tokenizer: Tokenizer, sentences: list[tuple[list[str], list[bool]]]) -> list[Pieces]:
    """`cut` for many sentences at once."""
    encodings = tokenizer.encode_batch(
        [words for words, _ in sentences], is_pretokenized=True, add_special_tokens=False
    )
    return [
        _assemble(words, joined, encoding.ids, encoding.word_ids)
        for (words, joined), encoding in zip(sentences, encodings, strict=True)
    ]


CLS, SEP, UNKNOWN = 101, 102, 100


def _assemble(words: list[str], joined: list[bool], ids: list[int], owners: list[int | None]) -> Pieces:
    pieces, shapes = [CLS], [0]
    first, last = [], []
    at, total = 0, len(ids)
    for number, word in enumerate(words):
        shape = shape_of(word, first=number == 0, joined=joined[number])
        first.append(len(pieces))
        if at >= total or owners[at] != number:
            pieces.append(UNKNOWN)
            shapes.append(shape)
        while at < total and owners[at] == number:
            pieces.append(ids[at])
            shapes.append(shape)
            at += 1
        # A word of a thousand letters is told by its first pieces.
        if len(pieces) - first[-1] > 12:
            del pieces[first[-1] + 12 :], shapes[first[-1] + 12 :]
        last.append(len(pieces) - 1)
    pieces.append(SEP)
    shapes.append(0)
    return pieces, shapes, first, last


def pad(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    """Rows of unequal length as one array, zeros behind."""
    out = np.zeros((len(rows), width), np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
