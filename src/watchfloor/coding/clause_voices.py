"""Clauses that a tree put into one speaker's content though they have a speaker of their own.

"Kyiv said it had shot down nine, while Moscow said all had hit": each says what stands in his clause. "He had fled, the
police said, a claim that his lawyer denied": the last remark is the text's. Quotations are left whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from watchfloor.coding.attributed import Found
from watchfloor.coding.speakers import tells
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import load_cues

__all__ = ["part_voices"]

_JOINING = frozenset({"and", "but", "while", "whereas", "though", "although", "yet"})
# Joining words that need no comma before them.
_OPPOSING = frozenset({"while", "whereas"})
# What a remark calls the thing said before it: "a claim that Nairobi denied".
_SAID = frozenset({
    "claim", "charge", "allegation", "accusation", "assertion", "account", "version", "figure", "toll", "estimate",
    "statement", "report", "contention", "suggestion", "number", "something", "explanation", "assessment",
})  # fmt: skip
_ANSWERS = frozenset({"denies", "doubts", "confirms"})
_DISMISSING = frozenset(
    {"dismiss", "denounce", "decry", "ridicule", "mock", "back", "echo", "repeat", "endorse"}
)
_RELATIVE = frozenset({"that", "which"})


def part_voices(found: Sequence[Found], tree: Tree, quoted: Callable[[int], bool]) -> list[Found]:
    """Take out of each content the clauses that are another's or the text's own.

    Args:
        found: the attributions of one sentence; changed.
        tree: of it.
        quoted: whether a word stands inside quotation marks.

    Returns:
        Those that are left: the noun of a remark ("a claim that Nairobi denied") attributes nothing.
    """
    remarks: set[int] = set()
    for inner in found:
        first = _opening(inner, tree, quoted)
        if first < 0:
            continue
        stop = _next_semicolon(tree, first + 1, quoted)
        if tree.low[first] == ";":
            inner.content_words = {k for k in inner.content_words if k > first}
        for outer in found:
            if outer is not inner and outer.head < first and outer.source_head != inner.source_head:
                _leave_out(outer, first, stop, tree)
    for one in found:
        behind = _next_semicolon(tree, one.head, quoted)
        if behind < len(tree.low) and one.content_words and min(one.content_words) < one.head:
            _leave_out(one, behind, len(tree.low), tree)  # "He fell, she said; two more followed"
        first, last = _remark(one, tree, quoted)
        if first >= 0:
            _leave_out(one, first, last + 1, tree)
            remarks.update(range(first, last + 1))
    return [one for one in found if one.source_words or one.head not in remarks]


def _leave_out(one: Found, first: int, stop: int, tree: Tree) -> None:
    """Take a stretch out of a content that has a clause without it."""
    kept = {k for k in one.content_words if not first <= k < stop}
    if any(tree.upos[k] in ("VERB", "AUX") for k in kept) or tree.low[first] == ";":
        one.content_words = kept


def _opening(one: Found, tree: Tree, quoted: Callable[[int], bool]) -> int:
    """Where the clause of a telling verb with a speaker before it is joined to the clause before, -1 where it isn't."""
    if not one.source_words or one.source_words[-1] > one.head or tree.upos[one.head] != "VERB":
        return -1
    first = one.source_words[0]
    before = first - 1
    if before < 2 or quoted(before):
        return -1
    if not tells(tree, one.cue, one.head, one.source_head, one.content_words):
        return -1
    if tree.low[before] == ";":
        return before
    if tree.low[before] not in _JOINING or tree.upos[one.source_head] == "PRON":
        return -1
    if tree.low[before - 1] in (",", ";"):
        return before - 1
    return before if tree.low[before] in _OPPOSING else -1


def _next_semicolon(tree: Tree, first: int, quoted: Callable[[int], bool]) -> int:
    behind = (k for k in range(first, len(tree.low)) if tree.low[k] == ";" and not quoted(k))
    return next(behind, len(tree.low))


def _remark(one: Found, tree: Tree, quoted: Callable[[int], bool]) -> tuple[int, int]:
    """First and last word of ", a claim that Nairobi denied" or ", which Nairobi denied" in a content; -1 for none."""
    for comma in sorted(one.content_words):
        if tree.low[comma] != "," or comma + 2 >= len(tree.low) or quoted(comma):
            continue
        noun = comma + 1
        while noun < len(tree.low) - 1 and tree.upos[noun] in ("DET", "ADJ"):
            noun += 1
        named = tree.lemmas[noun] in _SAID
        if not named and tree.low[comma + 1] != "which":
            continue
        answer = _answer(tree, noun if named else comma + 1)
        if answer >= 0:
            return comma, max(tree.sentence.subtree(answer))
    return -1, -1


def _answer(tree: Tree, word: int) -> int:
    """The verb of denying or confirming of the relative clause behind a word, with a subject of its own; -1 for none."""
    cues = load_cues().cues
    for verb in range(word + 1, min(word + 14, len(tree.low))):
        if tree.low[verb] in (",", ";"):
            return -1
        cue = cues.get((tree.lemmas[verb], "verb"))
        answers = tree.lemmas[verb] in _DISMISSING or (cue is not None and cue.stance in _ANSWERS)
        if tree.upos[verb] != "VERB" or not answers:
            continue
        subject = [
            k for k in tree.kids[verb] if tree.relations[k] == "nsubj" and tree.low[k] not in _RELATIVE
        ]
        below = tree.relations[verb].startswith("acl") or tree.low[word] == "which"
        return verb if subject and subject[0] > word and below else -1
    return -1
