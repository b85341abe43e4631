"""What was wrong with a text, as a score, counts and sentences for a reader."""

from __future__ import annotations

from watchfloor.cleaning.aligned import Aligned
from watchfloor.records import Document, Quality

__all__ = ["judge"]

# What one change of a kind costs per 100 words, at most _MOST in all for the kind. White space, lists and wrapped
# lines cost nothing: a text is none the worse for them.
_COST = {
    "joined-words": 0.10,
    "mojibake": 0.06,
    "markup": 0.03,
    "entity": 0.01,
    "punctuation": 0.02,
    "characters": 0.01,
}
_MOST = 0.3
_SHORT = 40  # words
_SAID = {
    "joined-words": "Words that ran together were split in {where}.",
    "mojibake": "Wrongly decoded letters were repaired in {where}.",
    "markup": "Markup was taken out in {where}.",
    "punctuation": "Spaces round punctuation were mended in {where}.",
    "furniture": "Page furniture was taken out in {where}.",
}
_FREE = ("white-space", "wrapped", "list")


def judge(document: Document, text: Aligned) -> Quality:
    """Quality of a cleaned document: what reading noted and what cleaning did."""
    problems = dict(document.quality.problems)
    for key in [*_COST, "furniture", "no-text", "short"]:
        problems.pop(key, None)
    notes = [note for note in document.quality.notes if not _is_own(note)]
    changes: dict[str, int] = {}
    for kind, count in text.counts.items():
        name = kind.partition(":")[0]
        if name not in _FREE:
            changes[name] = changes.get(name, 0) + count
    words = text.text.count(" ") + text.text.count("\n") + 1 if text.text else 0
    score = 1.0
    for name, count in sorted(changes.items()):
        score -= min(_MOST, _COST.get(name, 0.0) * count * 100 / max(words, 100))
        if name in _SAID:
            notes.append(_SAID[name].format(where="1 place" if count == 1 else f"{count} places"))
    if text.original.strip():
        lost = 1 - len(text.text) / len(text.original)
        score -= max(0.0, lost - 0.1) * 0.5
    problems.update(changes)
    if not text.text:
        problems["no-text"], score = 1, 0.0
        notes.append(_NO_TEXT)
    elif words < _SHORT:
        problems["short"] = 1
        score -= 0.1
        notes.append(_TOO_SHORT)
    score -= 0.2 * ("invalid-utf-8" in problems) + 0.1 * ("doubtful-date" in problems)
    return Quality(score=round(max(0.0, score), 3), problems=problems, notes=notes)


_NO_TEXT = "Nothing was left of the text."
_TOO_SHORT = "The text is very short."


def _is_own(note: str) -> bool:
    """True for a note of an earlier cleaning of the same document."""
    starts = tuple(said.partition("{where}")[0] for said in _SAID.values())
    return note.startswith(starts) or note in (_NO_TEXT, _TOO_SHORT)
