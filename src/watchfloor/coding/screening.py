"""Acts that are only ways of telling, and events that share the doubt of the clause they stand in."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.coding.actors import Mention
from watchfloor.coding.acts import Act
from watchfloor.coding.attribution import Attribution
from watchfloor.coding.status import StatusReader, StatusReading
from watchfloor.records import Sentence

__all__ = ["is_telling", "read_act"]

# Cues that commit their speaker to nothing but a view.
_VIEWS = frozenset({"states", "believes", "forecasts", "doubts"})
_UNNAMED = frozenset({"name", "identify", "quote", "cite"})
_UNSURE = frozenset({"possible", "hypothetical", "forecast"})
_ORGANS = frozenset({"COP", "MIL", "GOV", "SPY"})
_SUBJECTS = ("nsubj", "csubj")
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})


def is_telling(
    act: Act[Mention],
    sentence: Sentence,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention] = (),
) -> bool:
    """Whether an act is only how something is told: "expects", "warned that prices would rise", "asked not to be named".

    Args:
        act: as coded.
        sentence: its sentence.
        attributions: those whose cue stands in the sentence.
        mentions: parties of the sentence, among which the speaker's own side may be.
    """
    if sentence.lemmas[act.word].lower() == "ask" and any(
        sentence.lemmas[kid].lower() in _UNNAMED for kid in sentence.children(act.word, "xcomp", "ccomp")
    ):
        return True
    if sentence.lemmas[act.word].lower() == "expect":
        return True
    cue = next((a for a in attributions if a.cue_word == act.word), None)
    if cue is None or cue.stance not in _VIEWS:
        return False
    if sentence.lemmas[act.word].lower() == "warn":
        addressed = set(sentence.children(act.word, "obj", "iobj"))
        if any(m.first <= word < m.last for m in act.recipients for word in addressed):
            return False
        return bool(cue.content) and not _speaks_of_itself(act, sentence, cue, mentions)
    # A reading of the head alone; where it is sure, the cue does more than tell ("called on both to withdraw").
    return not act.frame and act.score < 0.5


def _affirmed(reading: StatusReading) -> StatusReading:
    """What is told by a negation has happened as surely as it was denied."""
    return msgspec.structs.replace(
        reading,
        status="occurred",
        factuality=-reading.factuality,
        happened=-reading.factuality,
        ahead=False,
        auxiliary=[mode for mode in reading.auxiliary if mode not in ("negation", "future")],
        marks={kind: spans for kind, spans in reading.marks.items() if kind != "negation"},
    )


def _speaks_of_itself(
    act: Act[Mention], sentence: Sentence, cue: Attribution, mentions: Sequence[Mention]
) -> bool:
    """Whether what is warned of is the speaker's own doing ("warned that it would strike")."""
    low, high = cue.content[0][0] - sentence.start, cue.content[-1][1] - sentence.start
    speakers = [m for m in act.actors if m.first <= cue.source_word < m.last]
    own = {m.country for m in speakers if m.country} | {m.id for m in speakers if m.id}
    for word, relation in enumerate(sentence.deprels):
        if relation.startswith(_SUBJECTS) and low <= sentence.starts[word] < high:
            if sentence.words[word].lower() in _PRONOUNS:
                return True
            if any(m.first <= word < m.last and m.country is None and m.sector in _ORGANS for m in mentions):
                return True  # "warned that police would not stand by"
            return any(
                {m.country, m.id} & own for m in act.recipients + act.actors if m.first <= word < m.last
            )
    return True


def read_act(act: Act[Mention], sentence: Sentence, status: StatusReader) -> StatusReading:
    """The status of an act; an event noun shares the doubt of its clause unless it is the clause's known subject.

    "The attack could lead to war" tells of an attack, "could order an attack" and "an attack could follow" do not.
    """
    reading = status.read(act.word)
    if act.by_negation and reading.status == "denied":
        return _affirmed(reading)
    if sentence.upos[act.word] not in ("NOUN", "PROPN") or reading.status in _UNSURE:
        return reading
    top = act.word
    while sentence.heads[top] >= 0 and sentence.upos[sentence.heads[top]] in ("NOUN", "PROPN"):
        top = sentence.heads[top]
    clause = sentence.heads[top]
    if clause < 0:
        return reading
    above = status.read(clause)
    known = any(
        sentence.words[kid].lower() in ("the", "this", "that", "these", "those")
        or sentence.deprels[kid] == "nmod:poss"
        for kid in sentence.children(top, "det", "nmod")
    )
    if above.status in _UNSURE and not (sentence.deprels[top].startswith(_SUBJECTS) and known):
        return above
    return reading
