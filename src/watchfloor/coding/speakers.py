"""What kind of speaker a noun phrase is: named, official, unnamed, document or media."""

from __future__ import annotations

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import load_cues

__all__ = ["speaker_kind"]


def speaker_kind(tree: Tree, head: int) -> str:
    """The kind of a speaker.

    Args:
        tree: of the sentence.
        head: head word of the source.

    Returns:
        ``named`` for a person, state or institution with a name of its own; ``official`` for an unnamed person of an
        institution ("a ministry spokesman"); ``document``; ``media``; else ``unnamed`` ("analysts", "a resident").
    """
    kinds = load_cues().speaker_kinds
    lemma, low = tree.lemmas[head], tree.low[head]
    kind = kinds.get(low) or kinds.get(lemma)
    if tree.upos[head] == "PROPN":
        return "media" if kind == "media" or _has_media_word(tree, head) else "named"
    if any(_is_name(tree, kid) for kid in tree.kids[head] if tree.relations[kid] in ("flat", "appos")):
        return "named"
    if any(
        _is_person(tree, kid)
        for kid in tree.kids[head]
        if tree.relations[kid] in ("compound", "nmod") and kid < head
    ):
        if kind != "document" and not tree.is_possessive(next(k for k in tree.kids[head] if k < head)):
            return kind or "unnamed"
    if kind is not None:
        return kind
    return "unnamed"


def _is_name(tree: Tree, word: int) -> bool:
    return tree.upos[word] == "PROPN"


def _is_person(tree: Tree, word: int) -> bool:
    return any(e.label == "PER" and e.first <= word < e.last for e in tree.sentence.entities)


def _has_media_word(tree: Tree, head: int) -> bool:
    kinds = load_cues().speaker_kinds
    return any(
        kinds.get(tree.low[k]) == "media"
        for k in tree.kids[head]
        if tree.relations[k] in ("compound", "flat", "amod", "nmod")
    )
