"""The sentence reader: one int8 ONNX graph gives tree, tags, entities and the readings of the learned heads."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from watchfloor import models
from watchfloor.models.labels import Labels, load_labels
from watchfloor.parsing.lemmas import Lemmatizer, load_lemmatizer
from watchfloor.parsing.pieces import CLS, MAX_PIECES, SEP, Pieces, cut_all, load_tokenizer, pad
from watchfloor.parsing.tokens import tokenize
from watchfloor.parsing.trees import best_tree
from watchfloor.records import Entity, Sentence

__all__ = ["SentenceReader", "default_reader"]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Arrays = dict[str, NDArray[Any]]


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
        threads: cores to use; 0 for all.
        batch: pieces read at once, with padding.
    """

    name = "watchfloor"

    def __init__(
        self,
        path: str = str(models.READER),
        labels: Labels | None = None,
        lemmatizer: Lemmatizer | None = None,
        *,
        threads: int = 0,
        batch: int = 1024,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.labels = labels or load_labels(models.LABELS)
        self.lemmatizer = lemmatizer or load_lemmatizer(models.LEMMAS)
        self.tokenizer = load_tokenizer(models.TOKENIZER)
        self.batch = batch

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
        parts = [(i, a, b, p) for i, cut in enumerate(cuts) for a, b, p in _parts(cut)]
        answers: list[list[tuple[int, Arrays]]] = [[] for _ in filled]
        parts.sort(key=lambda part: len(part[3][0]))
        at = 0
        while at < len(parts):
            stop = at + 1
            while stop < len(parts) and (stop - at + 1) * len(parts[stop][3][0]) <= self.batch:
                stop += 1
            for (i, a, _, _), answer in zip(parts[at:stop], self._run([p[3] for p in parts[at:stop]]), strict=True):
                answers[i].append((a, answer))
            at = stop
        for sentence, answer_parts in zip(filled, answers, strict=True):
            answer_parts.sort(key=lambda part: part[0])
            self._fill(sentence, answer_parts)
        return sentences

    def _run(self, cuts: list[Pieces]) -> list[Arrays]:
        width = max(len(cut[0]) for cut in cuts)
        words = max(len(cut[2]) for cut in cuts)
        feeds = {
            "pieces": pad([cut[0] for cut in cuts], width),
            "mask": pad([[1] * len(cut[0]) for cut in cuts], width),
            "shapes": pad([cut[1] for cut in cuts], width),
            "first": pad([cut[2] for cut in cuts], words),
            "last": pad([cut[3] for cut in cuts], words),
        }
        results = dict(zip(self.outputs, self.session.run(None, feeds), strict=True))
        answers = []
        for row, cut in enumerate(cuts):
            n = len(cut[2])
            answer = {name: array[row, :n] for name, array in results.items()}
            heads = best_tree(answer["arcs"][:, : n + 1])
            answer["relations"] = answer["relations"][np.arange(n), heads]
            answer["heads"] = heads
            answer["roles"] = answer["roles"][:, :n]
            answers.append(answer)
        return answers

    def _fill(self, sentence: Sentence, parts: list[tuple[int, Arrays]]) -> None:
        labels, lemma = self.labels, self.lemmatizer.lemma
        heads: list[int] = []
        relations: list[str] = []
        root = -1
        for start, answer in parts:
            for word, (head, relation) in enumerate(zip(answer["heads"].tolist(), answer["relations"].tolist(), strict=True)):
                name = labels.relations[relation]
                if head == 0:
                    # The parts of an overlong sentence hang on the root of the first.
                    heads.append(root)
                    relations.append("root" if root < 0 else "parataxis")
                    root = start + word if root < 0 else root
                else:
                    heads.append(start + head - 1)
                    relations.append("dep" if name == "root" else name)
        joined = {n: np.concatenate([a[n] for _, a in parts]) for n in ("upos", "feats", "entities", "acts", "modes", "status", "factuality", "cues", "vectors")}
        sentence.heads, sentence.deprels = heads, relations
        sentence.upos = [labels.upos[i] for i in joined["upos"].tolist()]
        sentence.feats = [labels.feats[i] for i in joined["feats"].tolist()]
        sentence.lemmas = [lemma(w, u, f) for w, u, f in zip(sentence.words, sentence.upos, sentence.feats, strict=True)]
        sentence.entities = _entities(joined["entities"], labels.entities)
        sentence.readings = {name: joined[name].astype(np.float16) for name in ("acts", "status", "factuality", "cues", "vectors")}
        sentence.readings["modes"] = [labels.modes[i] for i in joined["modes"].tolist()]
        if len(parts) == 1:
            # For an overlong sentence the square would not fit; later rooms do without.
            sentence.readings["roles"] = parts[0][1]["roles"].astype(np.float16)


@cache
def default_reader() -> SentenceReader:
    """The reader that ships with Watchfloor, loaded once."""
    return SentenceReader()


def _joined(sentence: Sentence) -> list[bool]:
    return [i > 0 and start == sentence.ends[i - 1] for i, start in enumerate(sentence.starts)]


def _parts(cut: Pieces) -> list[tuple[int, int, Pieces]]:
    """A sentence's pieces, in parts of whole words where they are too many for the encoder."""
    pieces, shapes, first, last = cut
    if len(pieces) <= MAX_PIECES + 2:
        return [(0, len(first), cut)]
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
        parts.append((start, stop, part))
        start = stop
    return parts


def _entities(scores: NDArray[Any], names: list[str]) -> list[Entity]:
    """Entities from the best BIO label of each word; an I that follows another type begins a new one."""
    found: list[Entity] = []
    first, label = -1, ""
    for i, best in enumerate([*scores.argmax(1).tolist(), 0]):
        position, _, kind = names[best].partition("-")
        if label and (position != "I" or kind != label):
            found.append(Entity(first=first, last=i, label=label))
            label = ""
        if position != "O" and not label:
            first, label = i, kind
    return found
