"""Reasons and aims, tied to the act that they explain."""

from __future__ import annotations

import pytest

from watchfloor.coding.reasons import find_reasons
from watchfloor.records import Sentence

from .test_status import tree

EXCHANGE = tree(
    "Minsk/minsk/PROPN/nsubj/2 freed/free/VERB/root/0 nine/nine/NUM/nummod/4 men/man/NOUN/obj/2 in/in/ADP/case/8 "
    "return/return/NOUN/fixed/5 for/for/ADP/fixed/5 grain/grain/NOUN/obl/2 ././PUNCT/punct/2"
)


def read(sentence: Sentence, word: str) -> list[tuple[str, str, str]]:
    return [(r.kind, r.cue, r.text) for r in find_reasons(sentence, sentence.words.index(word))]


def test_exchange_with_its_offsets() -> None:
    (reason,) = find_reasons(EXCHANGE, 1)
    assert (reason.kind, reason.cue, reason.text) == ("exchange", "in return for", "grain")
    assert EXCHANGE.text[reason.start : reason.end] == "grain"
    assert EXCHANGE.text[reason.cue_start : reason.cue_end] == "in return for"


def test_purpose_clause() -> None:
    sentence = tree(
        "Oman/oman/PROPN/nsubj/2 sent/send/VERB/root/0 ships/ship/NOUN/obj/2 to/to/PART/mark/5 "
        "guard/guard/VERB/advcl/2 the/the/DET/det/7 strait/strait/NOUN/obj/5 ././PUNCT/punct/2"
    )
    assert read(sentence, "sent") == [("purpose", "to", "guard the strait")]
    assert read(sentence, "guard") == []


def test_for_is_a_reason_only_behind_words_that_punish_or_praise() -> None:
    sentence = tree(
        "Police/police/NOUN/nsubj/2 held/hold/VERB/root/0 him/he/PRON/obj/2 for/for/ADP/case/6 three/three/NUM/nummod/6 "
        "days/day/NOUN/obl/2 ././PUNCT/punct/2"
    )
    assert read(sentence, "held") == []
    sentence = tree(
        "Police/police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 him/he/PRON/obj/2 for/for/ADP/case/5 "
        "murder/murder/NOUN/obl/2 ././PUNCT/punct/2"
    )
    assert read(sentence, "arrested") == [("cause", "for", "murder")]


def test_a_circumstance_is_weak() -> None:
    sentence = tree(
        "Shares/share/NOUN/nsubj/2 fell/fall/VERB/root/0 amid/amid/ADP/case/4 tension/tension/NOUN/obl/2 ././PUNCT/punct/2"
    )
    (reason,) = find_reasons(sentence, 1)
    assert reason.weak


def test_a_word_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        find_reasons(EXCHANGE, 99)
