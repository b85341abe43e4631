"""Reasons and aims: the words of a sentence that say why an act was done or is meant to be done."""

from __future__ import annotations

import msgspec

from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.records import Sentence

__all__ = ["ReasonReading", "find_reasons"]

# Clauses between an act and its reason: "was sent to help", "agreed to send ... in exchange for".
_SAME_ACT = frozenset(
    {
        "xcomp",
        "ccomp",
        "conj",
        "aux",
        "cop",
        "obj",
        "acl",
        "nmod",
        "obl",
        "advcl",
        "nsubj",
        "compound",
        "appos",
    }
)
_CONFLICT = frozenset({"protest", "demonstrate", "rally", "strike", "march", "riot", "clash", "quarrel", "row", "dispute",
                       "sanction", "condemn", "criticise", "criticize", "arrest", "sue", "charge", "expel", "resign",
                       "punish", "fine", "jail", "convict", "sentence", "apologise", "apologize", "walkout", "boycott",
                       "outcry", "anger", "tension", "crackdown"})  # fmt: skip
_PUNISHING = frozenset({"arrest", "sue", "fine", "jail", "convict", "sentence", "punish", "blame", "condemn", "criticise",
                        "criticize", "thank", "praise", "apologise", "apologize", "execute", "award", "honour", "honor"})  # fmt: skip
# "for" and "over" give a reason only behind words such as these; elsewhere they give a receiver, a length or a place.
_NEEDS_HEAD = {"over": _CONFLICT, "for": _PUNISHING}


class ReasonReading(msgspec.Struct, kw_only=True, frozen=True):
    """Why, as the sentence gives it.

    Attributes:
        kind: ``purpose``, ``cause`` or ``exchange``.
        start, end: the words of the reason without their cue, as offsets in the sentence's text.
        text: those words.
        cue, cue_start, cue_end: the words that mark it.
        weak: True for circumstances that may be no reason ("amid").
    """

    kind: str
    start: int
    end: int
    text: str
    cue: str
    cue_start: int
    cue_end: int
    weak: bool = False


def find_reasons(sentence: Sentence, word: int, tree: Tree | None = None) -> list[ReasonReading]:
    """Reasons and aims of one act.

    Args:
        sentence: with its tree.
        word: index of the act's verb or noun.
        tree: of the sentence, when the caller has one.

    Returns:
        In order of the text; empty when the sentence gives none for this act.

    Raises:
        IndexError: the sentence has no such word.
    """
    if not 0 <= word < len(sentence):
        raise IndexError(f"word {word} of a sentence of {len(sentence)} words")
    tree = tree or cue_tree(sentence)
    found: dict[int, ReasonReading] = {}
    table = load_cues().reasons
    for at, low in enumerate(tree.low):
        for words, kind in table.get(low, ()):
            if tuple(tree.low[at : at + len(words)]) == words:
                reason = _read(sentence, tree, word, at, at + len(words), kind)
                if reason is not None:
                    found.setdefault(reason.start, reason)
                break
    for clause in _purposes(tree, word):
        first = _marker(tree, clause)
        reason = _reading(sentence, clause, first, first + 1, "purpose", tree)
        if reason is not None and not any(r.start <= reason.start < r.end for r in found.values()):
            found.setdefault(reason.start, reason)
    return [found[start] for start in sorted(found)]


def _read(
    sentence: Sentence, tree: Tree, word: int, first: int, last: int, kind: str
) -> ReasonReading | None:
    """The reason behind a cue, None when it is another act's or only looks like one."""
    if last >= len(sentence):
        return None
    head = _head_behind(tree, first, last)
    if head < 0:
        return None
    governor = tree.heads[head]
    while first <= governor < last and tree.heads[governor] >= 0:
        governor = tree.heads[governor]
    needed = _NEEDS_HEAD.get(tree.low[first]) if last - first == 1 else None
    if needed is not None and (governor < 0 or tree.lemmas[governor] not in needed):
        return None
    if governor < 0 or not _belongs(tree, word, governor, head):
        return None
    return _reading(sentence, head, first, last, kind, tree)


def _head_behind(tree: Tree, first: int, last: int) -> int:
    """The head of the clause or nominal that a cue introduces, -1 for none."""
    for at in range(first, last):
        head = tree.heads[at]
        if head >= last and tree.relations[at] in ("case", "mark", "advmod", "cc", "fixed"):
            return head
    for at in range(last - 1, first - 1, -1):
        for kid in tree.kids[at]:
            if kid >= last and tree.relations[kid] in (
                "obl",
                "nmod",
                "obj",
                "advcl",
                "acl",
                "xcomp",
                "ccomp",
            ):
                return kid
    return -1


def _belongs(tree: Tree, word: int, governor: int, head: int) -> bool:
    """Whether a reason hung on ``governor`` is one for ``word``: the same word, or one it is part of or governs."""
    if word == governor or (tree.heads[word] == governor and tree.relations[word] == "nsubj"):
        return True
    at, steps = word, 0
    while at >= 0 and at != head and steps < 4:
        if at == governor:
            return True
        if tree.relations[at] not in _SAME_ACT or (tree.relations[at] in ("advcl", "acl", "nsubj") and steps):
            break
        at, steps = tree.heads[at], steps + 1
    at, steps = governor, 0
    while at >= 0 and steps < 3:
        if at == word:
            return True
        if tree.relations[at] not in ("obj", "obl", "nmod", "xcomp", "compound", "conj", "acl"):
            return False
        at, steps = tree.heads[at], steps + 1
    return False


def _purposes(tree: Tree, word: int) -> list[int]:
    """ "to"-clauses that say what an act is for."""
    found: list[int] = []
    for kid in tree.kids[word]:
        if tree.relations[kid] != "advcl" or not tree.infinitive(kid):
            continue
        marker = _marker(tree, kid)
        if marker > 0 and tree.low[marker - 1] in ("only", "never", "order", "as"):
            continue
        if "to" in load_cues().commitments.get((tree.lemmas[word], "verb"), {}):
            continue
        found.append(kid)
    return found


def _marker(tree: Tree, clause: int) -> int:
    return next(
        (
            k
            for k in tree.kids[clause]
            if tree.low[k] == "to" and tree.relations[k] in ("mark", "aux") and k < clause
        ),
        clause,
    )


def _reading(
    sentence: Sentence, head: int, first: int, last: int, kind: str, tree: Tree
) -> ReasonReading | None:
    words = [k for k in sentence.subtree(head) if k >= last]
    while words and tree.relations[words[-1]] == "punct":
        words.pop()
    if not words:
        return None
    start, end = sentence.starts[words[0]], sentence.ends[words[-1]]
    weak = kind == "weak"
    return ReasonReading(
        kind="cause" if weak else kind,
        start=start,
        end=end,
        text=sentence.text[start:end],
        cue=sentence.text[sentence.starts[first] : sentence.ends[last - 1]],
        cue_start=sentence.starts[first],
        cue_end=sentence.ends[last - 1],
        weak=weak,
    )
