"""Frames and the learned heads brought together: which acts a sentence tells of, and whose.

A frame knows exactly which words make the act and where its parties stand; the heads have read many more ways of
saying it but can be led astray. How they are weighed was chosen on the project's own held-out sentences
(``docs/decisions/frames-and-heads.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.coding.actors import Mention
from watchfloor.coding.acts import MUTUAL, Act, ActReader
from watchfloor.coding.calendar_words import CALENDAR
from watchfloor.coding.party_reach import acts_elsewhere, is_mere_owner
from watchfloor.models.labels import Labels
from watchfloor.records import Sentence

__all__ = ["Weights", "combine"]

_FULL = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})

_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})

Floats = NDArray[Any]


class Weights:
    """What was chosen on held-out sentences.

    Attributes:
        head: share of the head's word reading in an act's score, the frame's is the rest.
        alone_head: what a reading without a frame must reach.
        alone_frame: a frame is kept if the head gives at least this much to "some act" at its words.
        role: what a word's role must reach for its mention to be a party.
    """

    head = 0.5
    alone_head = 0.5
    alone_frame = 0.2
    role = 0.5
    role_frame = 0.08


def combine(
    sentence: Sentence, mentions: Sequence[Mention], labels: Labels | None, weights: type[Weights] = Weights
) -> list[Act[Mention]]:
    """The acts of a sentence.

    Args:
        sentence: with its tree, and readings where the parser gives them.
        mentions: its parties.
        labels: names of the readings; None for a parser without.
        weights: how frames and heads are weighed.

    Returns:
        Acts in order of their trigger, ``score`` from 0 to 1.
    """
    reader = ActReader(sentence, mentions)
    framed = reader.acts()
    if labels is None or "acts" not in sentence.readings:
        return framed
    acts = np.asarray(sentence.readings["acts"], np.float32)
    roles = sentence.readings.get("roles")
    roles = None if roles is None else np.asarray(roles, np.float32)
    found: list[Act[Mention]] = []
    taken: set[int] = set()
    clusters = _clusters(sentence, acts, 0.35)
    for act in framed:
        words = set(act.words) | {act.word}
        near = [c for c in clusters if words & set(c)]
        span = sorted(words | {w for c in near for w in c})
        reading = acts[span].max(0)
        some = float(1 - acts[span, 0].min())
        if some < weights.alone_frame and act.score < 0.95:
            continue
        kind = labels.acts.index(act.type)
        scores = weights.head * _with_inner(reading, kind, [labels.acts.index(t) for t in act.inner])
        scores[kind] += (1 - weights.head) * act.score
        scores[0] = 0
        best = int(scores.argmax())
        act.score = float(min(1.0, scores[best]))
        if best != kind:
            act.type, act.mode, act.frame = labels.acts[best], None, f"{act.frame} ({act.type})"
        if roles is not None:
            _weigh_parties(act, sentence, mentions, roles[span], weights)
        taken.update(span)
        found.append(act)
    idle = reader.idle()
    for cluster in clusters:
        if taken & set(cluster) or idle & set(cluster):
            continue
        reading = acts[cluster].max(0)
        best = 1 + int(reading[1:].argmax())
        if reading[best] < weights.alone_head or roles is None:
            continue
        word = _head_of(sentence, cluster)
        if word in taken:
            continue
        act = Act(
            type=labels.acts[best], mode=None, word=word, words=_full_words(sentence, cluster, word), actors=[], recipients=[],
            actor_words=[], recipient_words=[], frame="", path="", score=float(weights.head * reading[best]),
        )  # fmt: skip
        _weigh_parties(act, sentence, mentions, roles[cluster], weights)
        found.append(act)
    for act in found:
        act.by_negation = act.type == "REJECT" and _refuses_by_negation(sentence, act.word, acts, labels)
        if act.mode is None and "modes" in sentence.readings:
            mode = sentence.readings["modes"][act.word]
            act.mode = None if mode == "-" else mode
    found = [
        act
        for act in found
        # "Signing the pact gives Ankara a say": what a clause does, no party does.
        if (act.actor_words or act.recipient_words) and not sentence.children(act.word, "csubj")
    ]
    return sorted(found, key=lambda a: a.word)


def _refuses_by_negation(sentence: Sentence, word: int, acts: Floats, labels: Labels) -> bool:
    """Whether the heads take "not" for a part of a refusal: "will not accept" refuses, "did not reject" does not."""
    refusal = labels.acts.index("REJECT")
    negations = [k for k in sentence.children(word, "advmod") if sentence.words[k].lower() in _NEGATIONS]
    return any(acts[k].argmax() == refusal for k in negations) and (
        labels.status[int(np.argmax(sentence.readings["status"][word]))] != "denied"
    )


def _with_inner(reading: Floats, kind: int, inner: Sequence[int]) -> Floats:
    """A reading in which what the head says of the acts inside another ("refused to *resign*") is said of that one."""
    if not inner:
        return reading
    moved = reading.copy()
    moved[kind] = max(reading[kind], *(reading[i] for i in inner))
    moved[list(inner)] = 0
    return moved


def _clusters(sentence: Sentence, acts: Floats, threshold: float) -> list[list[int]]:
    """Runs of words that the head takes for one act; one of mere auxiliaries stands for its verb, if that has none."""
    found: list[list[int]] = []
    best = acts.argmax(1)
    for i in range(len(sentence)):
        if 1 - acts[i, 0] < threshold:
            continue
        kind = best[i] or 1 + int(acts[i, 1:].argmax())
        if found and i - found[-1][-1] <= 1 and kind == (best[found[-1][-1]] or -1):
            found[-1].append(i)
        else:
            found.append([i])
    full = [c for c in found if any(sentence.upos[w] in _FULL for w in c)]
    for cluster in found:
        if cluster in full:
            continue
        above = _above(sentence, cluster[0])
        if above not in cluster and not any(above in c for c in full):
            full.append([above, *cluster])
    return [sorted(cluster) for cluster in full]


def _full_words(sentence: Sentence, cluster: Sequence[int], word: int) -> list[int]:
    """The words of a cluster from its first full one to its last, and its head word."""
    full = [w for w in cluster if sentence.upos[w] in _FULL]
    return sorted({*(w for w in cluster if full and full[0] <= w <= full[-1]), word})


def _above(sentence: Sentence, word: int) -> int:
    """The first full word at or above a word."""
    for _ in range(len(sentence)):
        if sentence.upos[word] in _FULL or sentence.heads[word] < 0:
            break
        word = sentence.heads[word]
    return word


def _head_of(sentence: Sentence, words: Sequence[int]) -> int:
    """The word among these whose head is not among them; a verb or noun before others.

    An adjective that only says how likely or ready an act is ("likely to leave") gives way to the act.
    """
    inside = set(words)
    tops = [w for w in words if sentence.heads[w] not in inside]
    full = [w for w in tops if sentence.upos[w] in _FULL]
    word = (full or tops or list(words))[0]
    if sentence.upos[word] in ("ADJ", "ADV"):
        verbs = [w for w in sentence.children(word, "xcomp", "ccomp", "csubj") if sentence.upos[w] == "VERB"]
        return verbs[0] if verbs else word
    return word


def _weigh_parties(
    act: Act[Mention], sentence: Sentence, mentions: Sequence[Mention], roles: Floats, weights: type[Weights]
) -> None:
    """Parties that the frame and the head both see or that one is sure of; ``roles`` are the rows of the act's words."""
    best = roles.max(0)
    framed = list(act.actors), list(act.recipients)
    framed_words = set(act.actor_words) & set(act.recipient_words)
    for role, parties, heads in ((0, act.actors, act.actor_words), (1, act.recipients, act.recipient_words)):
        kept = [m for m in parties if _mean(best[:, role], m) >= weights.role_frame]
        dropped = [m for m in parties if m not in kept]
        kept += [
            mention
            for mention in mentions
            if mention not in kept
            and _mean(best[:, role], mention) >= weights.role
            and not (role == 0 and acts_elsewhere(sentence, mention.head, act.word))
        ]
        covered = {w for m in [*kept, *dropped, *mentions] for w in range(m.first, m.last)}
        loose = [w for w in heads if w not in covered and best[w, role] >= weights.role_frame]
        loose += [
            w
            for w in _loose_heads(sentence, best[:, role], weights.role)
            if w not in covered
            and w not in loose
            and not (role == 0 and acts_elsewhere(sentence, w, act.word))
            and not is_mere_owner(sentence, w, act.word)
        ]
        parties[:] = sorted(kept, key=lambda m: m.first)
        heads[:] = sorted({m.head for m in kept} | set(loose))
    if act.type not in MUTUAL:
        _part_sides(act, best, framed)
        both = set(act.actor_words) & set(act.recipient_words) - framed_words
        unnamed = both.difference(m.head for m in (*act.actors, *act.recipients))
        act.recipient_words[:] = [word for word in act.recipient_words if word not in unnamed]


def _part_sides(act: Act[Mention], roles: Floats, framed: tuple[list[Mention], list[Mention]]) -> None:
    """Nobody acts on himself: a party of both sides stays where the frame has it, else where the head sees it more.

    Frames alone know of sides that act on each other ("the two armies clashed").
    """
    for mention in [m for m in act.actors if m in act.recipients]:
        as_actor, as_recipient = mention in framed[0], mention in framed[1]
        if as_actor and as_recipient:
            continue
        if as_actor == as_recipient:
            as_actor = _mean(roles[:, 0], mention) >= _mean(roles[:, 1], mention)
        parties, words = (act.recipients, act.recipient_words) if as_actor else (act.actors, act.actor_words)
        parties.remove(mention)
        words[:] = [w for w in words if not mention.first <= w < mention.last]


def _mean(column: Floats, mention: Mention) -> float:
    """How much the head takes a mention for a party: on average, or by its head word in a long name."""
    average = float(column[mention.first : mention.last].mean())
    return max(average, float(column[mention.head])) if mention.last - mention.first > 4 else average


def _loose_heads(sentence: Sentence, column: Floats, threshold: float) -> list[int]:
    """Head words of noun phrases that no mention covers but that the head takes for a party."""
    inside = {i for i in range(len(column)) if column[i] >= threshold}
    return [
        i
        for i in sorted(inside)
        if sentence.heads[i] not in inside
        and sentence.upos[i] in ("NOUN", "PROPN", "PRON", "NUM")
        and sentence.words[i].lower() not in CALENDAR
    ]
