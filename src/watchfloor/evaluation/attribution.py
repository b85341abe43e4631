"""Scores of attribution: source, cue and content spans against marked articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from watchfloor.coding.attribution import Attribution, find_attributions
from watchfloor.evaluation.files import numbered_records
from watchfloor.evaluation.scores import f1
from watchfloor.parsing import Parser, default_parser, split
from watchfloor.records import Sentence

__all__ = ["evaluate", "read_document"]

PARTS = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]


def evaluate(path: Path, parser: Parser | None = None) -> dict[str, Any]:
    """Exact and overlap F1 of source, cue and content spans, micro over all articles.

    A span may be broken into several pairs. Exact: its first start and its last end agree. Overlap: any character is
    shared. Found and marked spans are matched one to one within an article; the same span in two attributions
    counts twice. PolNeAR marks the outermost attribution only, so those found inside another's content are left out.

    Args:
        path: JSONL or JSONL.gz with ``text`` and ``attributions`` of ``source``, ``cue``, ``content``, each a list of
            ``[start, end]``.
        parser: instead of the default one.

    Returns:
        ``n`` articles, ``attributions`` marked, ``found``, and ``source_f1``, ``cue_f1``, ``content_f1`` with their
        ``_overlap`` kind and each one's precision and recall.

    Raises:
        ValueError: a line is not what it should be; the message names file and line.
    """
    path = Path(path)
    texts: list[str] = []
    labels: list[Any] = []
    for number, record in numbered_records(path):
        if not isinstance(record.get("text"), str) or not isinstance(record.get("attributions"), list):
            raise ValueError(f"{path}, line {number}: needs text and attributions")
        texts.append(record["text"])
        labels.append(record["attributions"])
    parser = parser or default_parser()
    predicted = [find_attributions(read_document(text, parser)) for text in texts]
    result: dict[str, Any] = {"n": len(texts)}
    result["attributions"] = sum(len(listed) for listed in labels)
    result["found"] = sum(len(listed) for listed in predicted)
    for part in PARTS:
        exact = overlap = found = gold = 0
        for listed, marked in zip(predicted, labels, strict=True):
            ours = _spans(listed, part)
            theirs = [
                tuple(sorted((int(s), int(e)) for s, e in one[part])) for one in marked if one.get(part)
            ]
            exact += _exact(ours, theirs)
            overlap += _overlapping(ours, theirs)
            found += len(ours)
            gold += len(theirs)
        for name, hits in ((part, exact), (f"{part}_overlap", overlap)):
            result.update({f"{name}_{key}": value for key, value in f1(hits, found, gold).items()})
    return result


def read_document(text: str, parser: Parser) -> list[Sentence]:
    """The parsed sentences of a text, with their places in it."""
    places = split(text)
    sentences = parser.read([place.text for place in places])
    for sentence, place in zip(sentences, places, strict=True):
        sentence.start, sentence.kind, sentence.paragraph = place.start, place.kind, place.paragraph
    return sentences


def _spans(listed: Sequence[Attribution], part: str) -> list[Spans]:
    return [tuple(spans) for one in listed if one.parent < 0 and (spans := getattr(one, part))]


def _exact(ours: list[Spans], theirs: list[Spans]) -> int:
    """Spans whose ends agree, each used once."""
    found, gold = (Counter((spans[0][0], spans[-1][1]) for spans in listed) for listed in (ours, theirs))
    return (found & gold).total()


def _overlapping(ours: list[Spans], theirs: list[Spans]) -> int:
    """Size of a largest matching in which matched spans share a character (augmenting paths; Kuhn 1955)."""
    near = [
        [j for j, b in enumerate(theirs) if any(s < y and x < e for s, e in a for x, y in b)] for a in ours
    ]
    holder: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in near[i]:
            if j not in tried:
                tried.add(j)
                if j not in holder or place(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(ours)))
