"""Chains of attributions: whom "he added" stands for, and whose words stand inside whose."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.coding.attributed import MOST_BETWEEN, Attribution, Offsets
from watchfloor.records import Sentence

__all__ = ["find_antecedents", "nest"]

_PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "it", "its"})
# Sources that a later pronoun does not stand for.
_NEVER_BEFORE = _PRONOUNS | {"who", "that", "which", "this", "i", "we", "you"}
_PERSONAL = {"he": 1, "she": 1, "his": 1, "her": 1, "they": 2, "their": 2}
# How many sentences back a pronoun may find its antecedent.
_REACH = 4


def find_antecedents(sentences: Sequence[Sentence], found: list[Attribution]) -> None:
    """ "He added": the pronoun stands for the speaker before, where no other person came between."""
    last: Attribution | None = None
    before: Attribution | None = None  # the speaker before the last
    called: dict[Offsets, str] = {}  # how a speaker was referred to before
    for attribution in found:
        sentence = sentences[attribution.sentence]
        if attribution.source_word < 0:
            continue
        pronoun = sentence.words[attribution.source_word].lower()
        number = _PERSONAL.get(pronoun)
        if number is None:
            if pronoun not in _NEVER_BEFORE:
                before, last = (
                    (last if last is not None and last.source != attribution.source else before),
                    attribution,
                )
            continue
        if last is None or attribution.sentence - last.sentence > _REACH:
            continue
        if any(
            s <= last.source[0][0] < e for s, e in attribution.content
        ):  # "Moscow means to stay, he added"
            last = before
            if last is None or attribution.sentence - last.sentence > _REACH:
                continue
        if number == 1 and not _is_person(sentences, last):
            continue
        if _number(sentences, last) != number or _other_person(sentences, last, attribution):
            continue
        gender = {"his": "he", "her": "she", "their": "they"}.get(pronoun, pronoun)
        if called.setdefault(last.source[0], gender) != gender:
            continue
        attribution.antecedent = last.source[0]
        attribution.antecedent_sentence, attribution.antecedent_word = last.source_sentence, last.source_word
        attribution.kind = last.kind
        if attribution.sentence - last.sentence <= 1:
            # The chain goes on from here: "He added ... He also said ...".
            last = msgspec.structs.replace(
                last, sentence=attribution.sentence, source_sentence=last.source_sentence
            )


def _is_person(sentences: Sequence[Sentence], attribution: Attribution) -> bool:
    """Whether "he" may stand for a speaker: a person by name or by office, no body, state or document."""
    if attribution.kind in ("official", "unnamed"):
        return True
    sentence = sentences[attribution.source_sentence]
    start, end = (attribution.source[0][0] - sentence.start, attribution.source[-1][1] - sentence.start)
    return attribution.kind == "named" and any(
        e.label == "PER" and sentence.starts[e.first] < end and sentence.ends[e.last - 1] > start
        for e in sentence.entities
    )


def _number(sentences: Sequence[Sentence], attribution: Attribution) -> int:
    sentence = sentences[attribution.source_sentence]
    word = attribution.source_word
    if attribution.kind in ("document",):
        return 0
    feats = sentence.feats[word] if sentence.feats else ""
    if "Number=Plur" in feats or any(
        h == word and r.startswith("conj") for h, r in zip(sentence.heads, sentence.deprels, strict=True)
    ):
        return 2
    return 1


def _other_person(sentences: Sequence[Sentence], last: Attribution, now: Attribution) -> bool:
    """Whether another person is named between a speaker and a pronoun."""
    known = {w.lower() for s, e in last.source for w in _words_between(sentences[last.source_sentence], s, e)}
    for index in range(last.sentence, now.sentence + 1):
        sentence = sentences[index]
        for entity in sentence.entities:
            if (
                entity.label != "PER"
                or {w.lower() for w in sentence.words[entity.first : entity.last]} & known
            ):
                continue
            at = sentence.start + sentence.starts[entity.first]
            in_content = any(s <= at < e for s, e in last.content)
            if not in_content and at < now.cue[0][0]:
                return True
    return False


def _words_between(sentence: Sentence, start: int, end: int) -> list[str]:
    return [
        word
        for word, first in zip(sentence.words, sentence.starts, strict=True)
        if start <= sentence.start + first < end
    ]


def nest(found: list[Attribution]) -> None:
    """An attribution inside another's content is handed on by that one; the smallest content round it counts."""
    by_place = sorted(range(len(found)), key=lambda i: found[i].cue[0][0])
    for index in by_place:
        inner = found[index]
        best, best_size = -1, 0
        for other, outer in enumerate(found):
            if other == index or abs(outer.sentence - inner.sentence) > MOST_BETWEEN:
                continue
            for start, end in outer.content:
                if start <= inner.cue[0][0] and inner.cue[-1][1] <= end:
                    size = end - start
                    if best < 0 or size < best_size:
                        best, best_size = other, size
        inner.parent = best
