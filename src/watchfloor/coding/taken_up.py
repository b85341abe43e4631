"""Times that a clause takes up from before: "in that raid" is when the raid was."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.records import Interval, Sentence

__all__ = ["time_taken_up"]

_INSIDE = frozenset({"in", "during"})
_HAPPENINGS = frozenset({
    "episode", "incident", "event", "attack", "raid", "assault", "ambush", "clash", "fighting", "battle", "war", "conflict",
    "strike", "bombing", "blast", "explosion", "shooting", "massacre", "siege", "operation", "offensive", "coup", "riot",
    "protest", "unrest", "crackdown", "crash", "disaster", "quake", "earthquake", "flood", "storm", "fire", "accident",
    "campaign", "election", "vote", "uprising", "violence", "period", "year", "month", "week", "day", "night",
})  # fmt: skip
_THAT = frozenset({"that", "those", "same"})


def time_taken_up(sentence: Sentence, word: int, before: Sequence[Interval]) -> Interval | None:
    """The time named last, where a clause says that it tells of the same: "two sailors were killed in that episode".

    Args:
        word: the clause's predicate.
        before: times of the sentences before, in order.

    Returns:
        The interval with the offsets of the words that take it up; None where the clause names nothing of the kind.
    """
    known = next((time for time in reversed(before) if time.start or time.end), None)
    if known is None:
        return None
    for noun in sentence.children(word, "obl"):
        cases = {sentence.words[k].lower() for k in sentence.children(noun, "case")}
        pointers = {sentence.words[k].lower() for k in sentence.children(noun, "det", "amod")}
        if cases & _INSIDE and pointers & _THAT and sentence.lemmas[noun].lower() in _HAPPENINGS:
            words = [w for w in sentence.subtree(noun) if sentence.upos[w] != "PUNCT"]
            span = sentence.span(min(words), max(words) + 1)
            return msgspec.structs.replace(known, text=span.text, text_start=span.start, text_end=span.end)
    return None
