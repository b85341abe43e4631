"""What the search for attributions finds: in words of one sentence, and in offsets of a document."""

from __future__ import annotations

import msgspec

from watchfloor.knowledge.cue_tables import Cue

__all__ = ["MOST_BETWEEN", "Attribution", "Found", "Offsets"]

Offsets = tuple[int, int]
# A speaker's quotation this many sentences behind the cue is not his any more.
MOST_BETWEEN = 80


class Attribution(msgspec.Struct, kw_only=True):
    """Somebody's words or thoughts, and the words that say whose they are.

    Attributes:
        source, cue, content: offsets in the document, several pairs for a broken span; source may be empty.
        stance: ``states``, ``confirms``, ``denies``, ``doubts``, ``demands``, ``promises``, ``forecasts``,
            ``believes`` or ``asks``.
        commitment: class of `CueTables.classes` that says what the cue commits to.
        kind: of speaker: ``named``, ``official``, ``unnamed``, ``document`` or ``media``.
        sentence: index of the cue's sentence among those given.
        sentence_start: offset of that sentence in the document.
        cue_word: index of the cue's head word in it.
        source_word: index of the source's head word, -1 for none; ``source_sentence`` is its sentence.
        antecedent: offsets of the words that a source pronoun stands for, None when it is none or not safe to say.
        antecedent_sentence, antecedent_word: where these stand, -1 for none.
        parent: index, in the list returned, of the attribution whose content this one stands in, -1 for none.
        tells: whether its source is the speaker of its content, and not only judges or plans what the text tells.
        figure: whether the content is a figure that stands with its cue in one clause ("put the toll at 40").
    """

    source: list[Offsets]
    cue: list[Offsets]
    content: list[Offsets]
    stance: str
    commitment: str
    kind: str = "unnamed"
    sentence: int = 0
    sentence_start: int = 0
    cue_word: int = -1
    source_word: int = -1
    source_sentence: int = -1
    antecedent: Offsets | None = None
    antecedent_sentence: int = -1
    antecedent_word: int = -1
    parent: int = -1
    tells: bool = True
    figure: bool = False


class Found(msgspec.Struct):
    """An attribution of one sentence, in word indexes; ``figure`` as in `Attribution`."""

    cue: Cue
    head: int
    cue_words: list[int]
    content_words: set[int]
    source_head: int = -1
    source_words: list[int] = []
    figure: bool = False
