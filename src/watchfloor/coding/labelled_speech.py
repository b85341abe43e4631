"""Speakers set beside their words without a cue: labels of transcripts and headlines, names behind a dash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchfloor.coding.attributed import Attribution
from watchfloor.coding.quotations import Quotation
from watchfloor.coding.quoted_speech import inside
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.records import Sentence

__all__ = ["labelled_words", "signed_words"]

_LABEL = re.compile(r"[\"“]?([A-Z][A-Za-z.'’-]{2,24}(?: [A-Z][A-Za-z.'’-]{1,24}){0,3}):\s+(?=\S)")
_SIGNATURE = re.compile(
    r"([―—–]|--?)\s?([A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|al|bin)){0,4})\.?\s*$"
)


def labelled_words(sentences: Sequence[Sentence]) -> list[Attribution]:
    """ "OKAFOR: We never met." as transcripts have it, and "Poll: voters want change" as headlines do."""
    found: list[Attribution] = []
    kinds = load_cues().speaker_kinds
    for index, sentence in enumerate(sentences):
        match = _LABEL.match(sentence.text)
        if match is None:
            continue
        name = match.group(1)
        first = name.split()[-1].lower()
        if not name.isupper() and not (sentence.kind in ("headline", "title") and kinds.get(first)):
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


def signed_words(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """A quotation with its speaker's name behind a dash."""
    signed: list[Attribution] = []
    for quotation in quotations:
        for index in range(quotation.last, min(quotation.last + 2, len(sentences))):
            sentence = sentences[index]
            match = _SIGNATURE.search(sentence.text)
            if match is None or not 0 <= sentence.start + match.start() - quotation.end <= 3:
                continue
            if any(
                s < quotation.end and e > quotation.start
                for a in found
                for s, e in a.content
                if not inside(a.cue[0], quotation)
            ):
                continue
            base = sentence.start
            word = next((k for k, s in enumerate(sentence.starts) if s >= match.start(1)), -1)
            signed.append(
                Attribution(
                    source=[(base + match.start(2), base + match.end(2))],
                    cue=[(base + match.start(1), base + match.end(1))],
                    content=[(quotation.start, quotation.end)],
                    stance="states",
                    commitment="reported",
                    kind="named",
                    sentence=index,
                    sentence_start=base,
                    cue_word=word,
                    source_word=len(sentence) - 1,
                    source_sentence=index,
                )
            )
            break
    return signed
