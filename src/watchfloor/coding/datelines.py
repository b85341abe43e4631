"""Datelines that stand in the first sentence of a report and not apart from it: "CAIRO: The ministry said ...".

What is filed where is no speaker, whatever the tree makes of it. A dateline before a dash is a sentence of its own
(``kind`` is ``dateline``) and needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchfloor.coding.attributed import Found
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.place_tables import load_places
from watchfloor.records import Sentence

__all__ = ["dateline_words", "without_dateline"]

_NAME = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_DATELINE = re.compile(
    rf"(?P<places>{_NAME}(?:/{_NAME})*)(?:, ?[A-Z][A-Za-z. ]{{1,20}})?(?:, ?[A-Z][a-z]{{2,8}}\.? \d{{1,2}})?"
    r"\s*(?:\([^()]{2,40}\))?:\s+(?=\S)"
)


def dateline_words(sentences: Sequence[Sentence]) -> dict[int, int]:
    """How many words of a sentence are its dateline, by index of the sentence; only those that have one.

    A name before a colon that comes again, or that stands for a person, is the label of a transcript.
    """
    found: dict[int, int] = {}
    names: dict[str, int] = {}
    for index, sentence in enumerate(sentences):
        match = _DATELINE.match(sentence.text)
        if match is None:
            continue
        names[match["places"]] = names.get(match["places"], 0) + 1
        count = sum(start < match.end() for start in sentence.starts)
        person = any(entity.label == "PER" and entity.first < count for entity in sentence.entities)
        places = load_places()
        if (
            0 < count < len(sentence)
            and not person
            and all(places.find(n) for n in match["places"].split("/"))
        ):
            found[index] = count
    repeated = {name for name, times in names.items() if times > 1}
    return {
        index: count
        for index, count in found.items()
        if not any(sentences[index].text.startswith(f"{name}:") for name in repeated)
    }


def without_dateline(one: Found, count: int, tree: Tree) -> None:
    """Take the first ``count`` words of the sentence out of an attribution."""
    one.content_words = {k for k in one.content_words if k >= count}
    one.source_words = [k for k in one.source_words if k >= count]
    if one.source_head >= count:
        return
    tops = [k for k in one.source_words if tree.heads[k] not in one.source_words and tree.upos[k] != "PUNCT"]
    one.source_head = tops[-1] if tops else -1
