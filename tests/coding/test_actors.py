"""Mentions grown to their noun phrases, on trees written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from watchfloor.coding.actors import Mention, find_mentions
from watchfloor.records import Entity, Sentence

_UPOS = {
    "N": "NOUN", "P": "PROPN", "A": "ADJ", "V": "VERB", "D": "DET", "I": "ADP", "C": "CCONJ", "R": "PRON", ".": "PUNCT",
    "T": "PART",
}  # fmt: skip


def tree(rows: str, entities: list[Entity] | None = None) -> Sentence:
    """A sentence of ``word/part of speech/head/relation`` items; heads count from 1, 0 is the root."""
    cells = [item.rsplit("/", 3) for item in rows.split()]
    words = [cell[0] for cell in cells]
    text, starts = "", []
    for word in words:
        if text and word not in (".", ",", "'s"):
            text += " "
        starts.append(len(text))
        text += word
    return Sentence(
        text=text,
        words=words,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        lemmas=[word.lower() for word in words],
        upos=[_UPOS[cell[1]] for cell in cells],
        feats=["_"] * len(words),
        heads=[int(cell[2]) - 1 for cell in cells],
        deprels=[cell[3] for cell in cells],
        entities=entities or [],
    )


def brief(mentions: list[Mention]) -> list[tuple[str, str | None, str | None]]:
    return [(m.text, m.country, m.sector) for m in mentions]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "South/P/2/compound Korean/A/3/amod President/P/4/compound Yoon/P/6/nsubj Suk-yeol/P/4/flat spoke/V/0/root",
            [("South Korean President Yoon Suk-yeol", "KOR", "GOV")],
        ),
        (
            "A/D/2/det spokesman/N/7/nsubj for/I/6/case the/D/6/det Kenyan/A/6/amod army/N/2/nmod spoke/V/0/root",
            [("spokesman for the Kenyan army", "KEN", "MIL")],
        ),
        (
            "South/P/2/compound Korea/P/5/nmod 's/T/2/case spy/N/5/compound agency/N/6/nsubj spoke/V/0/root",
            [("South Korea's spy agency", "KOR", "SPY")],
        ),
        (
            "North/A/2/compound Korean/A/3/amod troops/N/4/nsubj left/V/0/root",
            [("North Korean troops", "PRK", "MIL")],
        ),
        ("Iranian/A/2/amod lawmakers/N/3/nsubj voted/V/0/root", [("Iranian lawmakers", "IRN", "LEG")]),
        ("The/D/2/det Pentagon/P/3/nsubj agreed/V/0/root", [("Pentagon", "USA", "MIL")]),
        (
            "rebels/N/6/nsubj in/I/5/case the/D/5/det Ivory/P/5/compound Coast/P/1/nmod fled/V/0/root",
            [("rebels in the Ivory Coast", "CIV", "REB")],
        ),
        (
            "soldiers/N/4/nsubj from/I/3/case Chad/P/1/nmod fled/V/0/root",
            [("soldiers from Chad", "TCD", "MIL")],
        ),
        (
            "Kenyan/A/2/amod minister/N/3/compound John/P/5/nsubj Obi/P/3/flat left/V/0/root",
            [("Kenyan minister John Obi", "KEN", "GOV")],
        ),
        (
            "Moscow/P/4/nsubj and/C/3/cc Pyongyang/P/1/conj agreed/V/0/root",
            [("Moscow", "RUS", "GOV"), ("Pyongyang", "PRK", "GOV")],
        ),
        (
            "Russian/A/5/amod and/C/4/cc North/P/4/compound Korean/A/1/conj troops/N/6/nsubj left/V/0/root",
            [("Russian", "RUS", "MIL"), ("North Korean troops", "PRK", "MIL")],
        ),
        ("police/N/2/nsubj fired/V/0/root", [("police", None, "COP")]),
        (
            "They/R/2/nsubj met/V/0/root in/I/4/case Moscow/P/2/obl",
            [("They", None, None), ("Moscow", "RUS", None)],
        ),
        (
            "UN/P/2/compound peacekeepers/N/3/nsubj left/V/0/root",
            [("UN peacekeepers", "IGO", "MIL")],
        ),
    ],
)
def test_a_party_is_one_mention(rows: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert brief(find_mentions(tree(rows))) == expected


def test_ids_are_stable() -> None:
    rows = (
        "North/A/2/compound Korean/A/3/amod troops/N/4/nsubj helped/V/0/root Vladimir/P/4/obj Putin/P/5/flat"
    )
    assert [m.id for m in find_mentions(tree(rows))] == ["PRK_MIL", "PER_VLADIMIR_PUTIN"]


def test_two_countries_of_one_noun_share_its_head() -> None:
    rows = "Russian/A/3/amod Chinese/A/1/conj officials/N/4/nsubj met/V/0/root"
    mentions = find_mentions(tree(rows))
    assert {m.head for m in mentions} == {2}


@pytest.mark.parametrize(
    "rows",
    [
        "Michael/P/3/nsubj Jordan/P/1/flat played/V/0/root",
        "They/R/2/nsubj ate/V/0/root turkey/N/2/obj",
        "pro-Russian/A/2/amod songs/N/3/nsubj rang/V/0/root",
    ],
)
def test_namesakes_and_compounds_name_no_country(rows: str) -> None:
    assert all(m.country is None for m in find_mentions(tree(rows)))


@pytest.mark.parametrize(
    ("on", "sector"),
    [(None, "GOV"), (date(2005, 5, 5), "GOV"), (date(2020, 5, 5), "ELI"), (date(1980, 1, 1), None)],
)
def test_who_is_in_office_depends_on_the_day(on: date | None, sector: str | None) -> None:
    sentence = tree("Tony/P/3/nsubj Blair/P/1/flat spoke/V/0/root")
    assert [m.sector for m in find_mentions(sentence, on=on)] == [sector]


def test_a_title_tells_which_holder_of_a_common_surname_is_meant() -> None:
    sentence = tree("British/A/3/amod Prime/A/3/amod Minister/P/4/compound Brown/P/5/nsubj spoke/V/0/root")
    assert [m.id for m in find_mentions(sentence)] == ["PER_GORDON_BROWN"]


def test_an_apposition_joins_its_noun() -> None:
    rows = "John/P/8/nsubj Obi/P/1/flat ,/./6/punct Kenya/P/6/nmod 's/T/4/case minister/N/1/appos ,/./1/punct left/V/0/root"
    assert brief(find_mentions(tree(rows, [Entity(first=0, last=2, label="PER")]))) == [
        ("John Obi, Kenya's minister", "KEN", "GOV")
    ]


def test_an_unknown_person_has_no_id() -> None:
    sentence = tree("Zork/P/3/nsubj Blim/P/1/flat left/V/0/root", [Entity(first=0, last=2, label="PER")])
    assert [(m.text, m.kind, m.id) for m in find_mentions(sentence)] == [("Zork Blim", "person", "")]


def test_an_ambassador_to_a_country_is_not_of_it() -> None:
    rows = "The/D/3/det US/P/3/compound ambassador/N/6/nsubj to/I/5/case Russia/P/3/nmod left/V/0/root"
    assert brief(find_mentions(tree(rows))) == [("US ambassador", "USA", "GOV"), ("Russia", "RUS", None)]


def test_a_sentence_without_words_or_tree_has_no_mentions() -> None:
    assert find_mentions(Sentence(text="")) == []
    assert find_mentions(Sentence(text="Russia", words=["Russia"], starts=[0], ends=[6])) == []


def test_a_circle_in_a_broken_tree_ends() -> None:
    assert find_mentions(tree("Russian/A/2/amod army/N/1/nmod spokesman/N/2/nmod")) is not None


def test_a_circle_of_coordinated_capitals_ends() -> None:
    rows = "Moscow/P/2/conj Seoul/P/1/conj agreed/V/0/root"
    assert {m.country for m in find_mentions(tree(rows))} == {"RUS", "KOR"}
