"""The sentence reader: one int8 ONNX graph gives tree, tags, entities and the readings of the learned heads."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from watchfloor import models
from watchfloor.models.labels import Labels, load_labels
from watchfloor.parsing.lemmas import Lemmatizer, load_lemmatizer
from watchfloor.parsing.pieces import CLS, MAX_PIECES, SEP, Pieces, cut_all, load_tokenizer
from watchfloor.parsing.spans import Decoder
from watchfloor.parsing.tokens import tokenize
from watchfloor.parsing.trees import best_tree
from watchfloor.records import Sentence

__all__ = ["SentenceReader", "default_reader"]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Arrays = dict[str, NDArray[Any]]
LOT_PIECES = 320  # read in one call; more of them bring no more speed


class SentenceReader:
    """Reads sentences with the model that ships with Watchfloor.

    ``readings`` of a sentence of n words then hold (float16 unless told otherwise): ``acts`` (n, 17)
    probabilities of ``NONE`` and the PLOVER types; ``modes`` (n,) names; ``status`` (n, 8) probabilities;
    ``factuality`` (n,); ``cues`` (n, 3) probabilities of outside, begin, inside; ``roles`` (n, n, 4)
    probabilities that the word in the column is actor, recipient, source or content of the predicate in the row;
    ``vectors`` (n, 384), which `watchfloor.models.pairs` reads.

    Args:
        path: the ONNX graph.
        labels: what its heads answer.
        lemmatizer: gives lemmas.
        threads: calls of the graph at the same time; 0 for as many as there are cores.
    """

    def __init__(
        self,
        path: str = str(models.READER),
        labels: Labels | None = None,
        lemmatizer: Lemmatizer | None = None,
        *,
        threads: int = 0,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        # Another model's sentences are not taken for this one's.
        self.name = f"watchfloor-{hashlib.blake2b(Path(path).read_bytes(), digest_size=6).hexdigest()}"
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.labels = labels or load_labels(models.LABELS)
        self.lemmatizer = lemmatizer or load_lemmatizer(models.LEMMAS)
        self.decoder = Decoder(self.labels.entities)
        self.tokenizer = load_tokenizer(models.TOKENIZER)
        self.pool = ThreadPoolExecutor(threads or len(os.sched_getaffinity(0)), "reader")

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        """Read sentences.

        Args:
            texts: one sentence each; any text will do, an empty one gives a sentence without words.

        Returns:
            A `Sentence` for each, in order, its offsets relative to its text.
        """
        sentences = []
        for text in texts:
            # Control characters have no pieces; a space keeps the offsets right.
            words, starts, ends = tokenize(_CONTROL.sub(" ", text))
            sentences.append(Sentence(text=text, words=words, starts=starts, ends=ends))
        return self.read_tokens(sentences)

    def read_tokens(self, sentences: list[Sentence]) -> list[Sentence]:
        """Fill sentences that have words and offsets with all that the model reads; in place."""
        filled = [s for s in sentences if s.words]
        cuts = cut_all(self.tokenizer, [(s.words, _joined(s)) for s in filled]) if filled else []
        parts = [(i, a, part) for i, cut in enumerate(cuts) for a, part in _parts(cut)]
        lots = _lots([part for _, _, part in parts])
        answers: list[dict[int, Arrays]] = [{} for _ in filled]
        found = self.pool.map(self._run, [[parts[number][2] for number in lot] for lot in lots])
        for lot, own in zip(lots, found, strict=True):
            for number, answer in zip(lot, own, strict=True):
                i, start, _ = parts[number]
                answers[i][start] = answer
        for sentence, own_parts in zip(filled, answers, strict=True):
            self._fill(sentence, sorted(own_parts.items(), key=lambda item: item[0]))
        return sentences

    def _run(self, lot: list[Pieces]) -> list[Arrays]:
        """What the graph says of sentences that have the same number of pieces."""
        feeds = {
            "pieces": np.array([pieces for pieces, _, _, _ in lot]),
            "shapes": np.array([shapes for _, shapes, _, _ in lot]),
            "first": _places([first for _, _, first, _ in lot]),
            "last": _places([last for _, _, _, last in lot]),
        }
        results = dict(zip(self.outputs, self.session.run(None, feeds), strict=True))
        answers = []
        for row, (_, _, first, _) in enumerate(lot):
            n = len(first)
            answer = {name: array[row, :n] for name, array in results.items()}
            answer["heads"] = heads = best_tree(_log_softmax(answer["arcs"][:, : n + 1]))
            answer["relations"] = answer["relations"][np.arange(n), heads]
            answer["roles"] = answer["roles"][:, :n]
            answers.append(answer)
        return answers

    def _fill(self, sentence: Sentence, parts: list[tuple[int, Arrays]]) -> None:
        labels, lemma = self.labels, self.lemmatizer.lemma
        heads: list[int] = []
        relations: list[str] = []
        root = -1
        for start, answer in parts:
            for word, (head, relation) in enumerate(
                zip(answer["heads"].tolist(), answer["relations"].tolist(), strict=True)
            ):
                name = labels.relations[relation]
                if head == 0:
                    # The parts of an overlong sentence hang on the root of the first.
                    heads.append(root)
                    relations.append("root" if root < 0 else "parataxis")
                    root = start + word if root < 0 else root
                else:
                    heads.append(start + head - 1)
                    relations.append("dep" if name == "root" else name)
        joined = {
            n: np.concatenate([a[n] for _, a in parts])
            for n in ("upos", "feats", "entities", "acts", "modes", "status", "factuality", "cues", "vectors")
        }
        sentence.heads, sentence.deprels = heads, relations
        sentence.upos = [labels.upos[i] for i in joined["upos"].tolist()]
        sentence.feats = [labels.feats[i] for i in joined["feats"].tolist()]
        sentence.lemmas = [
            lemma(w, u, f) for w, u, f in zip(sentence.words, sentence.upos, sentence.feats, strict=True)
        ]
        sentence.entities = self.decoder.entities(joined["entities"], sentence.words)
        sentence.readings = {
            name: joined[name].astype(np.float16)
            for name in ("acts", "status", "factuality", "cues", "vectors")
        }
        sentence.readings["modes"] = [labels.modes[i] for i in joined["modes"].tolist()]
        if len(parts) == 1:
            # For an overlong sentence the square would not fit; later rooms do without.
            sentence.readings["roles"] = parts[0][1]["roles"].astype(np.float16)


@cache
def default_reader() -> SentenceReader:
    """The reader that ships with Watchfloor, loaded once."""
    return SentenceReader()


def _lots(cuts: Sequence[Pieces]) -> list[list[int]]:
    """Indexes of sentences with the same number of pieces, a few at a time.

    Nothing is padded within a lot and the graph's scales are fixed, so a sentence is read the same in any company.
    """
    by_length: dict[int, list[int]] = {}
    for number, (pieces, _, _, _) in enumerate(cuts):
        by_length.setdefault(len(pieces), []).append(number)
    return [
        numbers[at : at + step]
        for length, numbers in sorted(by_length.items())
        for step in [max(1, LOT_PIECES // length)]
        for at in range(0, len(numbers), step)
    ]


def _places(rows: list[list[int]]) -> NDArray[np.int64]:
    """Where words stand among the pieces: the root's 0, then each word's; rows of fewer words end with zeros."""
    out = np.zeros((len(rows), max(map(len, rows)) + 1), np.int64)
    for i, row in enumerate(rows):
        out[i, 1 : len(row) + 1] = row
    return out


def _log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    top = scores.max(1, keepdims=True)
    shifted: NDArray[np.float32] = scores - top - np.log(np.exp(scores - top).sum(1, keepdims=True))
    return shifted


def _joined(sentence: Sentence) -> list[bool]:
    return [i > 0 and start == sentence.ends[i - 1] for i, start in enumerate(sentence.starts)]


def _parts(cut: Pieces) -> list[tuple[int, Pieces]]:
    """A sentence's pieces with the index of their first word, in parts of whole words where they are too many for the encoder."""
    pieces, shapes, first, last = cut
    if len(pieces) <= MAX_PIECES + 2:
        return [(0, cut)]
    parts = []
    start = 0
    while start < len(first):
        stop = start + 1
        while stop < len(first) and last[stop] - first[start] < MAX_PIECES:
            stop += 1
        a, b = first[start], last[stop - 1] + 1
        part = (
            [CLS, *pieces[a:b], SEP],
            [0, *shapes[a:b], 0],
            [f - a + 1 for f in first[start:stop]],
            [x - a + 1 for x in last[start:stop]],
        )
        parts.append((start, part))
        start = stop
    return parts
