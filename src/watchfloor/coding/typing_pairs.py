"""The type of what one given party does to another in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.coding.actors import Mention
from watchfloor.coding.acts import Act
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.models.labels import Labels
from watchfloor.models.pairs import PairTyper
from watchfloor.records import Sentence

__all__ = ["type_pair"]

# Shares chosen on the project's own held-out sentences.
PAIR, WORDS, FRAMES = 1.0, 0.6, 0.25


def type_pair(
    sentence: Sentence,
    actor: Sequence[int],
    recipient: Sequence[int],
    *,
    labels: Labels,
    typer: PairTyper,
    acts: Sequence[Act[Mention]] = (),
) -> dict[str, float]:
    """How likely each type is, given that something of the 16 happens between the two.

    Three readings are added: the pair head's; the types of the sentence's words, each as far as actor and
    recipient play these roles to it; the frames that hold both parties. What is only announced is a commitment or a
    threat, as in older versions of the manual (`EventType.ahead`).

    Args:
        sentence: with readings.
        actor, recipient: indexes of their words; empty where a side is not named.
        labels: names of the readings.
        typer: the pair head.
        acts: what frames found.

    Returns:
        Types with their shares, which add up to 1; some are finer than PLOVER's, ``TYPE/kind`` (see `Labels`).
    """
    pair = typer.read(sentence.readings["vectors"], [(actor, recipient)])[0]
    scores = np.zeros_like(pair)
    later = np.asarray(sentence.readings["status"], np.float32)[:, labels.status.index("announced")]
    if "roles" in sentence.readings:
        roles = np.asarray(sentence.readings["roles"], np.float32)
        fit = _fit(roles[:, :, 0], actor) * _fit(roles[:, :, 1], recipient)
        words = _commit(np.asarray(sentence.readings["acts"], np.float32), later, labels.acts)
        scores[: words.shape[1]] += WORDS * (words * fit[:, None]).max(0)
    parties = (set(actor), set(recipient))
    for act in acts:
        held = (_words_of(act.actors, act.actor_words), _words_of(act.recipients, act.recipient_words))
        fits = sum(bool(a & b) or not a for a, b in zip(parties, held, strict=True)) / 2
        share = np.zeros((1, len(labels.acts)), np.float32)
        share[0, labels.acts.index(act.type)] = FRAMES * act.score * fits
        scores[: share.shape[1]] += _commit(share, later[[act.word]], labels.acts)[0]
    _refine(scores, pair, labels.pairs)
    scores += PAIR * pair
    scores[0] = 0.0
    scores = scores / scores.sum()
    return dict(zip(labels.pairs[1:], scores[1:].tolist(), strict=True))


def _refine(scores: NDArray[Any], pair: NDArray[Any], names: Sequence[str]) -> None:
    """Part what was given to types among their finer kinds, which the pair head alone tells apart, as it does."""
    for at, name in enumerate(names):
        kind, parts, _ = name.partition("/")
        if parts:
            whole = names.index(kind)
            moved = scores[whole] * pair[at] / (pair[at] + pair[whole])
            scores[at] += moved
            scores[whole] -= moved


def _commit(types: NDArray[Any], later: NDArray[Any], names: Sequence[str]) -> NDArray[Any]:
    """Shares of types of some words; as far as a word tells of what is to come, they go to the type of the announcement."""
    out = types.copy()
    for at, kind in enumerate(names[1:], 1):
        ahead = names.index(load_ontology().types[kind].ahead)
        moved = types[:, at] * later
        out[:, at] -= moved
        out[:, ahead] += moved
    return out


def _fit(column: NDArray[Any], words: Sequence[int]) -> NDArray[Any]:
    fit: NDArray[Any] = (
        column[:, list(words)].mean(1) if len(words) else np.full(len(column), 0.5, np.float32)
    )
    return fit


def _words_of(mentions: Sequence[Mention], words: Sequence[int]) -> set[int]:
    return {w for m in mentions for w in range(m.first, m.last)} | set(words)
