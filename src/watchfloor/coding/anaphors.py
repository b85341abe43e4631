"""Words that stand for parties named before: pronouns, "both sides", "the group"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchfloor.records import Sentence

__all__ = ["find_anaphors"]


_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "himself", "herself", "itself", "themselves"}
)
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_BOTH = frozenset(
    {
        "side",
        "country",
        "nation",
        "government",
        "neighbor",
        "neighbour",
        "leader",
        "party",
        "state",
        "rival",
        "foe",
    }
)
_ANAPHORS = frozenset(
    {
        "country",
        "nation",
        "group",
        "pair",
        "duo",
        "trio",
        "organization",
        "organisation",
        "bloc",
        "alliance",
        "kingdom",
        "company",
        "agency",
        "republic",
        "state",
    }
)


def find_anaphors(
    sentence: Sentence, rels: Sequence[str], kids: Sequence[Sequence[int]], taken: set[int]
) -> Iterator[tuple[int, int, int]]:
    """First word, word behind the last, and head of each such phrase.

    Args:
        sentence: with its tree.
        rels: its relations without their subtypes.
        kids: for each word those that hang on it.
        taken: words of parties that are named.
    """
    for index, word in enumerate(sentence.words):
        if index in taken:
            continue
        low = word.lower()
        if sentence.upos[index] == "PRON" and (low in _PRONOUNS or low in _POSSESSIVES):
            if rels[index] != "expl":
                yield index, index + 1, index
        elif sentence.upos[index] == "NOUN" or low in ("two", "both", "latter", "former"):
            first = _anaphoric(sentence, rels, kids, index)
            if first is not None:
                yield first, index + 1, index


def _anaphoric(
    sentence: Sentence, rels: Sequence[str], kids: Sequence[Sequence[int]], index: int
) -> int | None:
    """Where a phrase such as "the two countries" or "the group" begins, None when it is no such phrase."""
    before = [sentence.words[i].lower() for i in range(max(0, index - 2), index)]
    lemma = sentence.lemmas[index].lower() if sentence.lemmas else sentence.words[index].lower()
    if (
        lemma in _BOTH
        and before
        and (before[-1] == "both" or before[-2:] == ["the", "two"] or before[-2:] == ["these", "two"])
    ):
        return index - 1 if before[-1] == "both" else index - 2
    if any(rels[k] in ("amod", "compound", "nmod", "acl") for k in kids[index]):
        return None
    if (
        lemma in _ANAPHORS
        and before
        and before[-1] in ("the", "this", "that")
        and sentence.words[index].lower() == lemma
    ):
        return index - 1
    if lemma == "two" and before[-1:] == ["the"] and rels[index] in ("nsubj", "obj", "obl", "nmod"):
        return index - 1
    if sentence.words[index].lower() == "both" and rels[index] in ("nsubj", "obj"):
        return index
    return None
