"""Speakers set beside their words without a cue: labels of transcripts and headlines, names behind a dash."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from watchfloor.coding.attributed import Attribution
from watchfloor.coding.quotations import Quotation
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.records import Sentence

__all__ = ["labelled_words", "signed_words"]

_LABEL = re.compile(r"[\"“]?([A-Z][A-Za-z.'’-]{2,24}(?: [A-Z][A-Za-z.'’-]{1,24}){0,3}):\s+(?=\S)")
_SIGNATURE = re.compile(
    r"([―—–]|--?)\s?([A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|al|bin)){0,4})\.?[^\S\n]*(?:\n|$)"
)
# How many characters may stand between a quotation and the dash.
_NEAREST = 3
# Labels of headlines that name no speaker.
_COLUMNS = frozenset({
    "latest", "watch", "video", "videos", "live", "update", "updates", "exclusive", "analysis", "opinion", "breaking",
    "factbox", "explainer", "timeline", "review", "editorial", "photos", "correction", "interview", "alert", "quiz",
})  # fmt: skip


def labelled_words(sentences: Sequence[Sentence], datelines: Collection[int] = ()) -> list[Attribution]:
    """ "OKAFOR: We never met." as transcripts have it, and "Poll: voters want change" as headlines do.

    Args:
        sentences: of one document, in order.
        datelines: indexes of those that begin with a dateline, which is no label.
    """
    found: list[Attribution] = []
    kinds = load_cues().speaker_kinds
    for index, sentence in enumerate(sentences):
        match = _LABEL.match(sentence.text)
        if match is None or index in datelines:
            continue
        name = match.group(1)
        first = name.split()[-1].lower()
        if first in _COLUMNS:
            continue
        heads = index == 0 or sentence.kind in ("headline", "title")
        if not name.isupper() and not (heads and (kinds.get(first) or _names_speaker(sentence, name))):
            continue
        last = index
        if name.isupper():
            while (
                last + 1 < len(sentences)
                and sentences[last + 1].paragraph == sentence.paragraph
                and not _LABEL.match(sentences[last + 1].text)
            ):
                last += 1
        base = sentence.start
        end = sentences[last].start + len(sentences[last].text.rstrip().rstrip('."”'))
        colon = match.end(1)
        start = base + match.end()
        word = next((k for k, s in enumerate(sentence.starts) if s >= colon), -1)
        if end - start < 8 or word < 1:
            continue
        found.append(
            Attribution(
                source=[(base + match.start(1), base + match.end(1))],
                cue=[(base + colon, base + colon + 1)],
                content=[(start, end)],
                stance="states",
                commitment="reported",
                kind="named" if name.isupper() else kinds.get(first, "unnamed"),
                sentence=index,
                sentence_start=base,
                cue_word=word,
                source_word=word - 1,
                source_sentence=index,
            )
        )
    return found


def _names_speaker(sentence: Sentence, name: str) -> bool:
    """Whether a label is the name of somebody, and not of a place or a column ("Ukraine:", "Watch:")."""
    last = len(name.split()) - 1
    if sentence.upos[last] != "PROPN" or sentence.words[last].lower() in _COLUMNS:
        return False
    labels = {entity.label for entity in sentence.entities if entity.first <= last < entity.last}
    return not labels or bool(labels & {"PER", "ORG"})


def signed_words(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> tuple[list[Attribution], list[Quotation]]:
    """Quotations with their speaker's name behind a dash, and the quotations that have none."""
    signed: list[Attribution] = []
    unsigned: list[Quotation] = []
    for quotation in quotations:
        one = _signature(sentences, quotation)
        if one is None:
            unsigned.append(quotation)
        else:
            signed.append(one)
    return signed, unsigned


def _signature(sentences: Sequence[Sentence], quotation: Quotation) -> Attribution | None:
    for index in range(quotation.last, min(quotation.last + 2, len(sentences))):
        sentence = sentences[index]
        base = sentence.start
        for match in _SIGNATURE.finditer(sentence.text):
            if not 0 <= base + match.start() - quotation.end <= _NEAREST:
                continue
            inside = [k for k, start in enumerate(sentence.starts) if match.start(2) <= start < match.end(2)]
            cue = next((k for k, start in enumerate(sentence.starts) if start >= match.start(1)), -1)
            if not inside:
                continue
            return Attribution(
                source=[(base + match.start(2), base + match.start(2) + len(match[2].rstrip(".")))],
                cue=[(base + match.start(1), base + match.end(1))],
                content=[(quotation.start, quotation.end)],
                stance="states",
                commitment="reported",
                kind="named",
                sentence=index,
                sentence_start=base,
                cue_word=cue,
                source_word=inside[-1],
                source_sentence=index,
            )
    return None
