"""Who a noun phrase makes speak: named, official, unnamed, document or media, and whether it can speak at all."""

from __future__ import annotations

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import Cue, load_cues

__all__ = ["can_speak", "has_voice", "speaker_kind", "tells"]

# Endings of nouns for what has no voice; bodies that have one ("commission", "parliament") are in the table.
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "ism", "ing", "ure", "dom", "sis")
_SHORTEST = 6
_SILENT_PRONOUNS = frozenset(
    {"this", "that", "these", "those", "what", "which", "there", "nothing", "everything"}
)
# Cues of the will: what a text says of a plan or a wish is the text's own word, not the planner's.
_OF_THE_WILL = frozenset(
    {"decide", "plan", "intend", "want", "like", "prefer", "love", "wish", "mull", "weigh", "contemplate",
     "consider", "continue", "choose", "decision", "desire", "offer", "agree", "commit", "undertake",
     "hope", "aspire", "resolve", "propose", "intention", "intent", "refusal"}
)  # fmt: skip
# Cues of knowing: the text vouches for what is known.
_OF_KNOWING = frozenset(
    {"know", "learn", "realise", "realize", "notice", "forget", "remember", "sense", "discover"}
)
# What is shown without somebody who shows it is the text's own conclusion.
_OF_EVIDENCE = frozenset(
    {"show", "prove", "demonstrate", "establish", "illustrate", "indicate", "suggest", "mean"}
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NOBODY = frozenset({"no", "none", "nobody", "neither", "nothing"})
# With one of these a cue gives the words of its speaker; without, it only judges a thing told by another.
_TELLING = frozenset({"that", "quote", "wh", "to", "xobj", "told", "obj>of", "obj>on", "for:", "ing"})


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
    kind = kinds.get(" ".join(tree.low[max(0, head - 1) : head + 1])) or kinds.get(low) or kinds.get(lemma)
    if kind == "named" and _has_media_word(tree, head):
        return "media"  # "the state news agency"
    if tree.upos[head] == "PROPN":
        return "media" if kind == "media" or _has_media_word(tree, head) else "named"
    if any(_is_name(tree, kid) for kid in tree.kids[head] if tree.relations[kid] in ("flat", "appos")):
        return "media" if _has_media_word(tree, head) else "named"
    if any(
        _is_person(tree, kid)
        for kid in tree.kids[head]
        if tree.relations[kid] in ("compound", "nmod") and kid < head
    ):
        if kind != "document" and not tree.is_possessive(next(k for k in tree.kids[head] if k < head)):
            return _spoken(kind)
    return _spoken(kind)


def _spoken(kind: str | None) -> str:
    return kind if kind is not None and kind != "thing" else "unnamed"


def can_speak(tree: Tree, head: int) -> bool:
    """Whether a source is somebody or something with a voice: not "the decision", "navigating the crisis" or "that"."""
    low, lemma, upos = tree.low[head], tree.lemmas[head], tree.upos[head]
    if low in _SILENT_PRONOUNS:
        return False
    if upos in ("PROPN", "PRON", "NUM", "ADJ", "DET", "X"):
        return True
    kinds = load_cues().speaker_kinds
    kind = kinds.get(low) or kinds.get(lemma)
    if kind is not None:
        return kind != "thing"
    if upos == "VERB":
        return not low.endswith("ing")
    return not (len(lemma) >= _SHORTEST and lemma.endswith(_ABSTRACT))


def has_voice(tree: Tree, head: int) -> bool:
    """Whether a noun is known to speak: a name, a pronoun, or one of the tables' persons, bodies and documents."""
    kinds = load_cues().speaker_kinds
    kind = kinds.get(tree.low[head]) or kinds.get(tree.lemmas[head])
    if kind is not None:
        return kind != "thing"
    return tree.upos[head] in ("PROPN", "PRON", "NUM", "ADJ") and tree.low[head] not in _SILENT_PRONOUNS


def tells(tree: Tree, cue: Cue, word: int, source: int, content: set[int]) -> bool:
    """Whether an attribution makes its source the speaker of what is said in its content.

    "Seoul condemned the treaty" and "Moscow decided to send troops" are attributions by their form, but that there is
    a treaty and what was decided is told by the text.

    Args:
        tree: of the cue's sentence.
        cue: as the tables have it.
        word: index of the cue.
        source: index of the source's head, -1 for none.
        content: indexes of the content's words.
    """
    lemma = tree.lemmas[word]
    if source >= 0 and not can_speak(tree, source):
        return False
    if source < 0 and lemma in _OF_EVIDENCE and not tree.arguments(word).passive:
        return False
    if lemma in _OF_KNOWING:
        return False
    if cue.stance in ("states", "confirms", "promises", "demands") and _negated(tree, word):
        return False
    clausal = any(
        tree.relations[k] == "nsubj" and tree.upos[tree.heads[k]] in ("VERB", "ADJ", "NOUN", "AUX")
        for k in content
    )
    if lemma in _OF_THE_WILL and not (clausal and lemma in ("agree", "commit")):
        return False
    if cue.stance in ("states", "believes") and cue.patterns and not cue.patterns & _TELLING:
        return tree.upos[word] != "VERB" or lemma in ("cite", "quote", "accuse", "blame", "allege")
    return True


def _negated(tree: Tree, word: int) -> bool:
    """ "has not confirmed", "neither minister spoke of", "declined to say": nothing was said."""
    above = tree.heads[word]
    if tree.relations[word] == "xcomp" and above >= 0 and tree.lemmas[above] in ("decline", "refuse", "fail"):
        return True
    for kid in tree.kids[word]:
        if tree.relations[kid] in ("advmod", "cc") and tree.low[kid] in _NEGATIONS:
            return not (kid + 1 < len(tree.low) and tree.low[kid + 1] in ("only", "just"))
        if tree.relations[kid] == "nsubj" and (
            tree.low[kid] in _NOBODY or any(tree.low[k] in _NOBODY for k in tree.kids[kid] if k < kid)
        ):
            return True
    return False


def _is_name(tree: Tree, word: int) -> bool:
    return tree.upos[word] == "PROPN"


def _is_person(tree: Tree, word: int) -> bool:
    return any(e.label == "PER" and e.first <= word < e.last for e in tree.sentence.entities)


def _has_media_word(tree: Tree, head: int) -> bool:
    kinds = load_cues().speaker_kinds
    return any(
        kinds.get(tree.low[k]) == "media"
        for k in tree.kids[head]
        if tree.relations[k] in ("compound", "flat", "amod", "nmod", "appos")
    )
