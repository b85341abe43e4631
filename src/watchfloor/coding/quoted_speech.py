"""Quotations given to the speakers of their cues, over several sentences."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.coding.attributed import MOST_BETWEEN, Attribution, Offsets
from watchfloor.coding.quotations import Quotation
from watchfloor.records import Sentence

__all__ = ["take_blocks", "take_quotations"]


def take_quotations(
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    found: list[Attribution],
    bare: list[Attribution],
) -> None:
    """Give quotations to attributions: whole where a part was found, unclaimed ones to the cue beside them."""
    if not quotations:
        return
    claimed: dict[int, Attribution] = {}
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in found:
        by_sentence.setdefault(attribution.sentence, []).append(attribution)
    for number, quotation in enumerate(quotations):
        best: Attribution | None = None
        for index in range(quotation.first, quotation.last + 1):
            for attribution in by_sentence.get(index, ()):
                if _inside(attribution.cue[0], quotation):
                    continue
                if any(s < quotation.end and e > quotation.start for s, e in attribution.content):
                    if (
                        best is None
                        or attribution.cue_word < best.cue_word
                        or _inside(best.cue[0], quotation)
                    ):
                        best = attribution
        if best is not None:
            claimed[number] = best
            _take(best, quotation)
    waiting: dict[int, list[Attribution]] = {}
    for attribution in bare:
        waiting.setdefault(attribution.sentence, []).append(attribution)
    for number, quotation in enumerate(quotations):
        if number in claimed or not _is_speech(sentences, quotation):
            continue
        speaker = _speaker_of(sentences, quotations, number, claimed, waiting)
        if speaker is not None:
            claimed[number] = speaker
            if speaker not in found:
                found.append(speaker)
            _take(speaker, quotation)


def take_blocks(sentences: Sequence[Sentence], found: list[Attribution], bare: list[Attribution]) -> None:
    """ "The mayor added:" and a paragraph without marks: a cue without content whose sentence ends with a colon."""
    for attribution in bare:
        index = attribution.sentence
        if attribution in found or not attribution.source or index + 1 >= len(sentences):
            continue
        paragraph = sentences[index + 1].paragraph
        if not sentences[index].text.rstrip().endswith(":") or paragraph == sentences[index].paragraph:
            continue
        last = index + 1
        while last + 1 < len(sentences) and sentences[last + 1].paragraph == paragraph:
            last += 1
        end = sentences[last].start + len(sentences[last].text.rstrip())
        attribution.content = [(sentences[index + 1].start, end)]
        found.append(attribution)


def _inside(span: Offsets, quotation: Quotation) -> bool:
    """Whether a span lies within a quotation."""
    return quotation.start <= span[0] and span[1] <= quotation.end


def _take(attribution: Attribution, quotation: Quotation) -> None:
    """Join a quotation with the spans of a content; what the cue and source hold stays out."""
    start, end = quotation.start, quotation.end
    kept: list[Offsets] = []
    for s, e in attribution.content:
        if s <= end and e >= start:
            start, end = min(s, start), max(e, end)
        else:
            kept.append((s, e))
    kept.append((start, end))
    attribution.content = sorted(kept)


def _is_speech(sentences: Sequence[Sentence], quotation: Quotation) -> bool:
    """A quotation that is a sentence or more, not a word or a title in marks."""
    if quotation.last > quotation.first:
        return True
    sentence = sentences[quotation.first]
    body = sentence.text[max(0, quotation.start - sentence.start) : quotation.end - sentence.start]
    share = len(body) / max(1, len(sentence.text))
    return len(body.split()) >= (2 if share > 0.9 else 4) and share >= 0.6


def _speaker_of(
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    number: int,
    claimed: dict[int, Attribution],
    waiting: dict[int, list[Attribution]],
) -> Attribution | None:
    """The cue in the quotation's own sentences, else the speaker of the quotation before, else a cue beside it."""
    quotation = quotations[number]
    for index in (quotation.last, quotation.first):
        for attribution in waiting.get(index, ()):
            if not _inside(attribution.cue[0], quotation):
                return attribution
    before = claimed.get(number - 1)
    if before is not None:
        previous = quotations[number - 1]
        near = quotation.first - previous.last <= 1 and quotation.first - before.sentence <= MOST_BETWEEN
        together = sentences[previous.last].paragraph == sentences[quotation.first].paragraph
        if near and (together or not previous.closed):
            return before
    after = claimed.get(number + 1)
    if after is not None and not quotation.closed:
        return after
    for index in (quotation.first - 1, quotation.last + 1):
        if not 0 <= index < len(sentences):
            continue
        for attribution in waiting.get(index, ()):
            tail = sentences[index].text.rstrip()
            if index > quotation.last and sentences[index].paragraph == sentences[quotation.last].paragraph:
                return attribution
            if index < quotation.first and (
                tail.endswith((":", ","))
                or sentences[index].paragraph == sentences[quotation.first].paragraph
            ):
                return attribution
    return None
