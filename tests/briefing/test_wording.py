"""How lines read: whole clauses, names for pronouns, who speaks, what is a denial, which lines come first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from watchfloor.briefing import compose, to_html, to_markdown
from watchfloor.briefing.naming import is_denial, place_words, speaker_words, speakers_of
from watchfloor.briefing.quoting import quote
from watchfloor.records import (
    Actor,
    Brief,
    BriefLine,
    Claim,
    Document,
    Event,
    Place,
    Reason,
    Span,
    Speaker,
    Story,
)

RUSSIA = {"id": "RUS", "country": "RUS", "name": "Russia"}
NORWAY = {"id": "NOR", "country": "NOR", "name": "Norway"}
FIRST = date(2024, 3, 1)


def article(number: int, text: str, title: str = "") -> Document:
    day = (FIRST + timedelta(days=number)).isoformat()
    return Document(
        id=f"d{number}",
        address=f"{number}.txt",
        outlet=f"Outlet {number}",
        published=day,
        text=text,
        title=title,
    )


def at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def claim(document: Document, act: str, sentence: str = "", **fields: Any) -> Claim:
    """A claim on a sentence of an article (all of it by default) whose act is some words of it."""
    sentence = sentence or document.text
    start = document.text.index(sentence)
    fields.setdefault("type", "MOBILIZE")
    fields.setdefault("speakers", [Speaker()])
    return Claim(
        id=f"{document.id}-{act}",
        document=document.id,
        sentence=sentence,
        start=start,
        end=start + len(sentence),
        act=Span(**at(document.text, act)),
        **fields,
    )


def brief(documents: list[Document], claims: list[Claim], title: str = "A story") -> Brief:
    events = [
        Event(id=f"e{n}", type=c.type, claims=[c.id], status=c.status) for n, c in enumerate(claims) if c.type
    ]
    story = Story(id="s", title=title, documents=[d.id for d in documents])
    return compose(story, events=events, claims=claims, documents=documents, origins=[])


def lines(told: Brief, name: str) -> list[BriefLine]:
    return next((s.lines for s in told.sections if s.name == name), [])


def said(text: str, words: str, cue: str, content: str, **fields: Any) -> Speaker:
    cued, told = at(text, cue), at(text, content)
    return Speaker(
        **{"kind": "named", **at(text, words), **fields},
        cue=cue,
        cue_start=cued["start"],
        cue_end=cued["end"],
        content_start=told["start"],
        content_end=told["end"],
    )


# ---------------------------------------------------------------- quotes


@pytest.mark.parametrize(
    ("text", "words", "cue", "content", "act", "shown"),
    [
        (
            "Norway said that Russia had moved ten ships.",
            "Norway", "said", "that Russia had moved ten ships", "moved", "Russia had moved ten ships",
        ),
        (
            "Russia had moved ten ships, Norway said.",
            "Norway", "said", "Russia had moved ten ships", "moved", "Russia had moved ten ships",
        ),
        (
            "Norway accused Russia of moving ten ships.",
            "Norway", "accused", "Russia of moving ten ships", "moving", "Norway accused Russia of moving ten ships",
        ),
        (
            "Norway put the number of the ships moved at ten.",
            "Norway", "put", "the number of the ships moved at ten", "moved",
            "Norway put the number of the ships moved at ten",
        ),
        (
            "President Olsen will move ten ships, the spokesman announced.",
            "the spokesman", "announced", "will move ten ships", "move",
            "President Olsen will move ten ships, the spokesman announced",
        ),
    ],
)  # fmt: skip
def test_a_quote_is_a_whole_clause(
    text: str, words: str, cue: str, content: str, act: str, shown: str
) -> None:
    document = article(0, text)
    told = claim(document, act, speakers=[said(text, words, cue, content)])
    assert quote(told, document).text == shown


def test_a_pronoun_is_followed_by_the_name_that_it_stands_for() -> None:
    text = "Russia held an exercise. It moved ten ships to the strait."
    document = article(0, text)
    it = Actor(**RUSSIA | at(text, "It") | {"antecedent": Span(**at(text, "Russia"))})
    told = brief([document], [claim(document, "moved", "It moved ten ships to the strait.", actors=[it])])
    line = lines(told, "developments")[0]
    assert line.text == "“It [Russia] moved ten ships to the strait”"
    assert line.citations[0].text == "It moved ten ships to the strait"


def test_bare_soldiers_are_given_the_one_country_that_the_article_named() -> None:
    text = "Russian soldiers crossed the river. The soldiers took the bridge."
    document = article(0, text)
    crossed = claim(
        document, "crossed", "Russian soldiers crossed the river.",
        actors=[Actor(**RUSSIA | at(text, "Russian soldiers"))],
    )  # fmt: skip
    bare = Actor(
        **at(text, "soldiers") | {"start": text.rindex("soldiers"), "end": text.rindex("soldiers") + 8}
    )
    took = claim(document, "took", "The soldiers took the bridge.", actors=[bare])
    shown = [line.text for line in lines(brief([document], [crossed, took]), "developments")]
    assert "“The soldiers [of Russia] took the bridge”" in shown
    both = Actor(**NORWAY | at(text, "Russian soldiers"))
    crossed.actors.append(both)
    shown = [line.text for line in lines(brief([document], [crossed, took]), "developments")]
    assert "“The soldiers took the bridge”" in shown


def test_a_clause_on_what_may_be_does_not_stand_under_what_happened() -> None:
    text = "Talks are likely to fail as Norway moves ten ships."
    document = article(0, text)
    norway = [Actor(**NORWAY | at(text, "Norway"))]
    moves = claim(document, "moves", actors=norway)
    fail = claim(document, "fail", type="", status="forecast", actors=norway)
    told = brief([document], [moves, fail])
    assert not lines(told, "developments")
    assert lines(told, "outlook")


# ---------------------------------------------------------------- speakers, denials, places


def test_few_and_nobody_are_no_speakers() -> None:
    text = "Few lawyers agree that Russia moved ten ships."
    document = article(0, text)
    told = claim(
        document, "moved", speakers=[said(text, "Few lawyers", "agree", "that Russia moved ten ships")]
    )
    assert speakers_of(told) == []
    told.speakers[0].text = "Two lawyers"
    assert len(speakers_of(told)) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "Norway, which Moscow derides"}, "Norway"),
        ({"text": "Secretary General Ida Moe on Monday"}, "Secretary General Ida Moe"),
        ({"text": "its army command", "country": "NOR"}, "Norway's army command"),
        ({"text": "he", "name": "Ida Moe"}, "Ida Moe"),
        ({"text": "Norwegian officers", "name": "Norway"}, "Norwegian officers"),
        ({"text": "The ministry", "name": "Norway's defence ministry"}, "Norway's defence ministry"),
        ({"text": "he"}, "someone it quotes"),
    ],
)
def test_what_a_speaker_is_called(fields: dict[str, str], words: str) -> None:
    assert speaker_words(Speaker(kind="named", **fields)) == words  # type: ignore[arg-type]


def test_a_negative_sentence_is_no_denial() -> None:
    text = "Norway did not mention the ships."
    document = article(0, text)
    silent = claim(
        document, "mention", type="", status="denied", actors=[Actor(**NORWAY | at(text, "Norway"))]
    )
    assert not is_denial(silent)
    assert not lines(brief([document], [silent]), "reactions")
    silent.speakers = [said(text, "Norway", "did not mention", "the ships", stance="denies")]
    assert is_denial(silent)


def test_places_are_named_but_not_a_country_that_the_quote_names() -> None:
    assert place_words(Place(name="Narvik", country="NOR", kind="city")) == "Narvik, Norway"
    norway = Place(name="Norway", country="NOR", kind="country")
    assert place_words(norway) == "Norway"
    assert place_words(norway, "Russia sent ships to Norway") == ""
    text = "Russia moved ten ships to Narvik."
    document = article(0, text)
    told = brief(
        [document], [claim(document, "moved", place=Place(name="Narvik", country="NOR", kind="city"))]
    )
    assert lines(told, "developments")[0].place == "Narvik, Norway"
    assert '<span class="place">Narvik, Norway</span>' in to_html(told)
    assert "— Narvik, Norway; " in to_markdown(told)


def test_a_reason_says_who_gives_it() -> None:
    text = "Russia moved ten ships to protect its coast."
    document = article(0, text)
    moved = claim(document, "moved", reasons=[Reason(kind="purpose", **at(text, "to protect its coast"))])
    told = lines(brief([document], [moved]), "reasons")[0]
    assert told.note == "given by Outlet 0, 1 March 2024, in its own voice"


# ---------------------------------------------------------------- the title, and what is shown first


def test_the_title_is_of_all_articles_and_names_no_speaker() -> None:
    texts = [
        "Russian ships moved into the Varanger strait.",
        "Norway watched the Russian ships in the strait.",
    ]
    documents = [
        article(0, texts[0], "Ten fishermen ask for help"),
        article(1, texts[1], "Norway reports Russian ships in Varanger strait"),
        article(2, texts[0] + " " + texts[1], "What the minister ate: five answers"),
    ]
    claims = [claim(documents[0], "moved", actors=[Actor(**RUSSIA | at(texts[0], "Russian"))])]
    told = brief(documents, claims, title="Ten fishermen ask for help")
    assert told.title == "Russian ships in Varanger strait"
    assert told.title_from is not None
    assert told.title_from.document == "d1"
    assert told.title in told.title_from.text
    assert to_markdown(told).startswith("# Russian ships in Varanger strait[^1]\n")


def test_a_story_of_one_article_keeps_its_title() -> None:
    document = article(0, "Russia moved ten ships.", "Norway reports Russian ships near Vardø")
    told = brief([document], [claim(document, "moved")], title="Norway reports Russian ships near Vardø")
    assert (told.title, told.title_from) == ("Norway reports Russian ships near Vardø", None)


NAMES = [
    "Alta", "Bergen", "Bodø", "Drammen", "Elverum", "Florø", "Gjøvik", "Hamar", "Harstad", "Horten", "Kirkenes",
    "Larvik", "Levanger", "Mandal", "Molde", "Moss", "Namsos", "Narvik", "Orkanger", "Porsgrunn", "Risør", "Røros",
    "Sandnes", "Stavanger", "Tromsø",
]  # fmt: skip


def many() -> Brief:
    """A story of many lines, of which one has a second report behind it."""
    documents, claims = [], []
    for number, name in enumerate(NAMES):
        text = f"Russia shelled the harbour of {name} in Norway."
        for copy in range(2 if name == "Moss" else 1):
            document = article(number, text)
            document.id, document.outlet = f"d{number}-{copy}", f"Outlet {number} {copy}"
            documents.append(document)
            actors = {"actors": [Actor(**RUSSIA | at(text, "Russia"))]}
            claims.append(claim(document, "shelled", type="ASSAULT", **actors))
    return brief(documents, claims)


def test_the_weightiest_lines_are_shown_and_the_others_folded() -> None:
    told = many()
    developments = lines(told, "developments")
    shown = [line for line in developments if not line.folded]
    assert len(developments) == len(NAMES)
    assert 8 <= len(shown) < len(developments)
    assert any("Moss" in line.text for line in shown)
    # The latest is always among them.
    assert any("Tromsø" in line.text for line in shown)
    rest = len(developments) - len(shown)
    page, text = to_html(told), to_markdown(told)
    assert f"<summary>{rest} more of less weight</summary>" in page
    assert all(name in page for name in NAMES)
    assert f"*{rest} more lines of less weight.*" in text
    happened = text[text.index("## What happened") : text.index("## Forms of conflict")]
    assert sum(f"harbour of {name} " in happened for name in NAMES) == len(shown)


def test_one_happening_in_two_wordings_is_one_line() -> None:
    texts = [
        "Six Norwegian sailors were killed when a Russian shell hit their boat near Vardø.",
        "Six Norwegian sailors died as a Russian shell hit a boat near Vardø.",
    ]
    documents = [article(n, text) for n, text in enumerate(texts)]
    claims = [
        claim(document, act, type="ASSAULT", actors=[Actor(**RUSSIA | at(document.text, "Russian"))])
        for document, act in zip(documents, ("killed", "died"), strict=True)
    ]
    told = lines(brief(documents, claims), "developments")
    assert len(told) == 1
    assert told[0].outlets == 2
