"""Attributions from words to offsets: edges, punctuation, quotation marks and names that a tree tore apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from watchfloor.coding.attributed import Attribution, Found, Offsets
from watchfloor.coding.quotations import marks_of
from watchfloor.coding.speakers import speaker_kind, tells
from watchfloor.coding.tree import Tree
from watchfloor.records import Sentence

__all__ = ["with_offsets"]

_QUOTES = frozenset("\"“”«»„'‘’")


def _runs(words: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_mark(word: str) -> bool:
    return not any(c.isalnum() or c in "$€£%" for c in word)


def with_offsets(found: Found, tree: Tree, index: int) -> Attribution:
    """An attribution of the sentence of that index with its stretches of text, empty where it has no words for one."""
    sentence = tree.sentence
    content = _content_offsets(found, tree)
    source = _source_offsets(found, sentence)
    kind = "unnamed"
    if found.source_head >= 0:
        antecedent = tree.antecedent(found.source_head)
        kind = speaker_kind(tree, found.source_head if antecedent is None else antecedent)
    return Attribution(
        source=source,
        cue=[_shift(sentence, run) for run in _runs(found.cue_words)],
        content=content,
        stance=found.cue.stance,
        commitment=found.cue.commitment,
        kind=kind,
        sentence=index,
        sentence_start=sentence.start,
        cue_word=found.head,
        source_word=found.source_head if source else -1,
        source_sentence=index if source else -1,
        tells=tells(tree, found.cue, found.head, found.source_head, found.content_words),
        figure=found.figure,
    )


def _shift(sentence: Sentence, run: list[int]) -> Offsets:
    return sentence.start + sentence.starts[run[0]], sentence.start + sentence.ends[run[-1]]


def _source_offsets(found: Found, sentence: Sentence) -> list[Offsets]:
    words = list(found.source_words)
    while words and _is_mark(sentence.words[words[-1]]) and sentence.words[words[-1]] not in (")", "]"):
        words.pop()
    while words and _is_mark(sentence.words[words[0]]):
        words.pop(0)
    if not words:
        return []
    words = _whole_name(words, found, sentence)
    start, end = _shift(sentence, words)
    text, base = sentence.text, sentence.start
    # "Mr. Brandvold, the lawyer," keeps its closing comma in front of the cue.
    if (
        words[-1] < min(found.cue_words)
        and "," in text[start - base : end - base]
        and text[end - base : end - base + 1] == ","
    ):
        end += 1
    return [(start, end)]


def _whole_name(words: list[int], found: Found, sentence: Sentence) -> list[int]:
    """Names that a tree tore apart: the title or first name before, the party in brackets behind."""
    others = set(found.cue_words) | found.content_words
    upos, texts = sentence.upos, sentence.words
    first, last = words[0], words[-1]
    opening = next((k for k in range(first - 1, max(first - 6, -1), -1) if texts[k] in "()"), -1)
    if opening > 0 and texts[opening] == "(" and upos[opening - 1] == "PROPN":
        first = opening - 1
        closing = next((k for k in range(last, min(last + 8, len(texts))) if texts[k] == ")"), -1)
        last = closing if closing >= 0 else last
    if (
        first > 0
        and upos[first - 1] == "DET"
        and first - 1 not in others
        and upos[first] in ("NOUN", "ADJ", "PROPN")
    ):
        first -= 1
    if upos[first] == "PROPN":
        while first > 0 and upos[first - 1] == "PROPN" and first - 1 not in others:
            first -= 1
    if upos[last] == "PROPN":
        while last + 1 < len(texts) and upos[last + 1] == "PROPN" and last + 1 not in others:
            last += 1
    if last + 1 < len(texts) and texts[last + 1] == "(":
        closing = next((k for k in range(last + 2, min(last + 9, len(texts))) if texts[k] == ")"), -1)
        if closing >= 0 and not others & set(range(last + 1, closing + 1)):
            last = closing
    return list(range(first, last + 1))


def _content_offsets(found: Found, tree: Tree) -> list[Offsets]:
    """Content as stretches of text: punctuation at the edges goes, quotation marks stay."""
    sentence = tree.sentence
    others = set(found.cue_words) | set(found.source_words)
    words = set(found.content_words)
    # Punctuation between two words of the content belongs to it, wherever the tree hangs it.
    ordered = sorted(words)
    for left, right in itertools.pairwise(ordered):
        if right - left > 1 and all(
            _is_mark(sentence.words[k]) and k not in others for k in range(left + 1, right)
        ):
            words.update(range(left + 1, right))
    spans: list[Offsets] = []
    runs = _runs(words)
    if len(runs) > 1:
        runs = _told_once(runs, found, tree)
    for run in runs:
        while run and _is_mark(sentence.words[run[-1]]) and sentence.words[run[-1]] not in (")", "]"):
            run.pop()
        while run and _is_mark(sentence.words[run[0]]) and sentence.words[run[0]] not in ("(", "["):
            run.pop(0)
        if run and not all(tree.relations[k] in ("cc", "punct", "case") for k in run):
            spans.append(_with_marks(sentence, *_shift(sentence, run)))
    return spans


def _told_once(runs: list[list[int]], found: Found, tree: Tree) -> list[list[int]]:
    """ "..., she said in an interview": what stands behind the cue without a verb says where, not what."""
    cue = found.cue_words[0]
    before = [run for run in runs if run[-1] < cue]
    behind = [run for run in runs if run[-1] > cue]
    if not before or not any(tree.upos[k] in ("VERB", "AUX") for run in before for k in run):
        return runs
    kept = [
        run
        for run in behind
        if any(tree.upos[k] in ("VERB", "AUX") for k in run) or tree.low[run[0]][:1] in _QUOTES
    ]
    return before + kept


def _with_marks(sentence: Sentence, start: int, end: int) -> Offsets:
    """Take in the quotation marks that stand round a span, with the comma or full stop inside them."""
    text, base = sentence.text, sentence.start
    first, last = start - base, end - base
    marks = list(marks_of(text))
    for at, width in marks:
        if at + width == first and text[at] not in "”»":
            first = at
    inner = sum(first <= at < last for at, _ in marks)
    if inner % 2 == 1:
        ahead = last
        while ahead < len(text) and text[ahead] in ",.!?…;":
            ahead += 1
        for at, width in marks:
            if at == ahead and text[at] != "“":
                last = at + width
    return base + first, base + last
