"""How figures are printed: what is counted, whose, whether only promised, and the words that hold the number."""

from __future__ import annotations

import pytest

from watchfloor.briefing import compose
from watchfloor.briefing.figure_words import table_title
from watchfloor.briefing.outlook import likelihood_words
from watchfloor.records import (
    Actor,
    BriefLine,
    Claim,
    Contest,
    Document,
    Event,
    Holding,
    Place,
    Quantity,
    Speaker,
    Story,
    Value,
)

DEAL = (
    "Ruland and Chad signed a truce during long talks in the harbour of Velm that two other states had called for, the "
    "ministry said, after weeks of fighting along the river in which scores of people died and many farms burned."
)
PROMISE = "A mediator said Ruland had promised to free 11 sailors."
LOSS = "The army said 23 of its soldiers had been killed."
FOE = "Its foe said 58 soldiers had been killed."
TEXT = " ".join([DEAL, PROMISE, LOSS, FOE])


def claim(id_: str, sentence: str, act: str, figure: Quantity | None = None, **more: object) -> Claim:
    start = TEXT.index(sentence)
    return Claim(
        id=id_, document="d1", sentence=sentence, start=start, end=start + len(sentence), type="ASSAULT",
        quantities=[figure] if figure else [], **more,
    )  # fmt: skip


def figure(words: str, value: float, role: str, item: str, after: str) -> Quantity:
    start = TEXT.index(words, TEXT.index(after))
    return Quantity(
        low=value, high=value, unit="persons", role=role, item=item, text=words, start=start, end=start + len(words)
    )  # fmt: skip


def held(claim_: Claim) -> Holding:
    [quantity] = claim_.quantities
    return Holding(value=[quantity.low, quantity.high], claims=[claim_.id], since="2024-05-02", origins=1)


def printed() -> dict[str, list[BriefLine]]:
    """The contested and the single figures of a small story, by section."""
    ministry = Speaker(
        kind="named", text="the ministry", content_start=0, content_end=DEAL.index(", the ministry")
    )
    at = TEXT.index("soldiers", TEXT.index(LOSS))
    army = Actor(country="TCD", sector="MIL", text="soldiers", start=at, end=at + 8)
    claims = [
        claim("c1", DEAL, "signed", figure("scores", 60, "killed", "people", DEAL), speakers=[ministry]),
        claim("c2", PROMISE, "promised", figure("11", 11, "released", "sailors", PROMISE)),
        claim("c3", LOSS, "killed", figure("23", 23, "killed", "soldiers", LOSS), recipients=[army],
              speakers=[Speaker(kind="named", text="The army", id="TCD_MIL")]),
        claim("c4", FOE, "killed", figure("58", 58, "killed", "soldiers", FOE),
              speakers=[Speaker(kind="named", text="Its foe", id="RUL_GOV")]),
    ]  # fmt: skip
    told = [
        Event(id=f"e{c.id}", type="ASSAULT", claims=[c.id], documents=["d1"], status="occurred", first="2024-05-02",
              agreed=[Value(name=f"figure:{c.quantities[0].role}", holding=held(c))])
        for c in claims[:2]
    ]  # fmt: skip
    contest = Contest(name="figure:killed", kind="disagreement", holdings=[held(c) for c in claims[2:]])
    told.append(
        Event(
            id="e3", type="", claims=["c3", "c4"], documents=["d1"], status="contested", contested=[contest]
        )
    )
    made = compose(
        Story(id="s1", title="Truce", documents=["d1"]),
        events=told, claims=claims, origins=[],
        documents=[Document(id="d1", address="a.txt", text=TEXT, outlet="Velm Post", published="2024-05-02")],
    )  # fmt: skip
    return {section.name: section.lines for section in made.sections}


def test_a_single_figure_shows_what_is_counted_and_quotes_the_words_with_the_number() -> None:
    lines = {line.label: line for line in printed()["figures"]}
    scores = lines["Killed: scores of people"]
    assert "scores of people died" in scores.text
    cited = scores.citations[0]
    assert TEXT[cited.start : cited.end] == cited.text
    assert "scores" in cited.text


def test_what_is_promised_says_so() -> None:
    assert "Released: 11 sailors (promised)" in {line.label for line in printed()["figures"]}


def test_a_row_says_whose_they_are_where_the_words_only_say_its() -> None:
    [table] = [line for line in printed()["contested"] if line.text.startswith("How many were killed")]
    assert [(row["value"], row["of"]) for row in table.values] == [
        ("58", "soldiers"),
        ("23", "of its soldiers [of Chad]"),
    ]


@pytest.mark.parametrize(
    ("items", "places", "title"),
    [
        (["young players", "civilians", "people", ""], ["Velm"], "How many were killed (“people”, Velm)"),
        (["bodies", "civilians", ""], [], "How many were killed (“civilians”)"),
        (["volunteers", "", ""], [], "How many were killed"),
        (["miners", "miners"], [], "How many were killed (“miners”)"),
        (["soldiers", "Velmoran soldiers", "Velmoran soldiers"], ["Velm", "Harn"], "How many were killed (“Velmoran soldiers”)"),
    ],
)  # fmt: skip
def test_a_table_is_named_by_the_widest_plain_words(items: list[str], places: list[str], title: str) -> None:
    told: list[tuple[Claim, Quantity | None]] = [
        (Claim(id=f"c{n}", document="d", sentence="", start=0, end=0), Quantity(low=3, high=3, item=item))
        for n, item in enumerate(items)
    ]
    for (one, _), name in zip(told, places, strict=False):
        one.place = Place(id=name, name=name, kind="city")
    assert table_title("How many were killed", told) == title


def test_one_likelihood_is_printed_once() -> None:
    likely = Claim(
        id="c", document="d", sentence="", start=0, end=0, likelihood="likely", probability=(70, 70)
    )
    assert likelihood_words(likely) == "called likely (70 %)"
    likely.probability = (55, 80)
    assert likelihood_words(likely) == "called likely (55 to 80 %)"
