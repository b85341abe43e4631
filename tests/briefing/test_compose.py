"""What a brief says of a small situation, and that each line points at words that are there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest

from briefing import situation
from watchfloor.briefing import compose, compose_all
from watchfloor.briefing.filling import without_fillings
from watchfloor.records import (
    Brief,
    BriefLine,
    Claim,
    Document,
    Event,
    Interval,
    Span,
    Speaker,
    Story,
)


def brief(since: datetime | None = None, known: list[str] | None = None) -> Brief:
    return compose(
        situation.story(),
        events=situation.events(),
        claims=situation.claims(),
        documents=situation.documents(),
        origins=situation.origins(),
        since=since,
        known=known,
    )


def lines(told: Brief, name: str) -> list[BriefLine]:
    return next((s.lines for s in told.sections if s.name == name), [])


def texts(told: Brief, name: str) -> list[str]:
    return [line.text for line in lines(told, name)]


def all_lines(told: Brief) -> list[tuple[str, BriefLine]]:
    return [(s.name, line) for s in told.sections for line in s.lines]


@pytest.mark.parametrize("since", [None, datetime(2024, 5, 5)])
def test_every_line_cites_words_that_stand_in_the_article(since: datetime | None) -> None:
    told = brief(since)
    documents = {d.id: d for d in told.documents}
    assert len(all_lines(told)) > 25
    for name, line in all_lines(told):
        assert line.citations, (name, line.text)
        for citation in line.citations:
            document = documents[citation.document]
            if citation.start < 0:
                assert citation.text == document.title
            else:
                assert citation.text == document.text[citation.start : citation.end]
                assert citation.text.strip()


def test_quoted_lines_show_the_cited_words() -> None:
    told = brief()
    for name, line in all_lines(told):
        if line.text.startswith("“"):
            shown = without_fillings(line.text.strip("“”").removeprefix("… ").removesuffix(" …"))
            assert shown == " ".join(line.citations[0].text.split()), name


def test_every_section_is_there_in_order() -> None:
    assert [s.name for s in brief().sections] == [
        "bottom-line", "developments", "reactions", "contested", "figures", "outlook", "reasons", "cooperation",
        "conflict", "background", "sources",
    ]  # fmt: skip


def test_what_may_be_is_told_under_outlook_alone() -> None:
    told = brief()
    claims = {c.id: c for c in situation.claims()}
    for name in ("developments", "cooperation", "conflict", "background"):
        for line in lines(told, name):
            lead = claims[line.citations[0].claim]
            assert lead.status in ("occurred", "ongoing", "announced"), line.text
    uncertain = [c for c in claims.values() if c.status in ("possible", "forecast", "hypothetical")]
    cited = {(c.document, c.claim) for line in lines(told, "outlook") for c in line.citations}
    originals = [c for c in uncertain if c.document != "d2"]
    assert originals
    assert all((c.document, c.id) in cited for c in originals)


def _of_one_article(text: str, *told: tuple[str, dict[str, Any]]) -> Brief:
    """A brief of one article that is one sentence, with a claim of one party for each (act, fields of the claim)."""
    party = msgspec.structs.replace(situation.claims()[0].actors[0], start=-1, end=-1)
    claims, events = [], []
    for number, (act, fields) in enumerate(told):
        start = text.index(act)
        span = Span(start=start, end=start + len(act), text=act)
        claims.append(
            Claim(
                id=f"k{number}", document="x", sentence=text, start=0, end=len(text), type="ASSAULT", act=span,
                actors=[party], speakers=[Speaker()], **fields,
            )
        )  # fmt: skip
        events.append(
            Event(id=f"v{number}", type="ASSAULT", quad="material conflict", claims=[f"k{number}"], status=fields["status"], actors=[party])
        )  # fmt: skip
    document = Document(id="x", address="a", text=text, title="Strait", published="2024-05-06")
    return compose(
        Story(id="s", title="Strait", documents=["x"]),
        events=events,
        claims=claims,
        documents=[document],
        origins=[],
    )


def test_an_attempt_that_was_made_is_told_as_a_development() -> None:
    text = "Ostrand's navy tried to sink the ferry in the Tarsk Strait."
    tried = Span(start=15, end=20, text="tried")
    attempt = _of_one_article(text, ("sink", {"status": "possible", "marks": {"attempt": [tried]}}))
    assert texts(attempt, "developments") == [f"“{text.rstrip('.')}”"]
    assert not texts(attempt, "outlook")
    hedged = _of_one_article(text, ("sink", {"status": "possible", "marks": {"modal": [tried]}}))
    assert not texts(hedged, "developments")
    assert texts(hedged, "outlook")


def test_news_in_a_sentence_with_history_is_no_background() -> None:
    text = "Ostrand's navy, which has fought the smugglers since 2019, shelled the pier on Saturday."
    war, day = Interval(start="2019-01-01"), Interval(start="2024-05-04", end="2024-05-04")
    told = _of_one_article(
        text, ("fought", {"status": "ongoing", "time": war}), ("shelled", {"status": "occurred", "time": day})
    )
    assert [line.day for line in lines(told, "developments")] == ["2024-05-04"]
    assert not lines(told, "background")
    undated = _of_one_article(
        text, ("fought", {"status": "ongoing", "time": war}), ("shelled", {"status": "occurred"})
    )
    assert lines(undated, "developments")


def test_a_figure_without_a_coded_act_is_told() -> None:
    claim = msgspec.structs.replace(
        situation.claims()[1], id="c99", type="", actors=[situation.claims()[0].actors[0]]
    )
    kept = [c for c in situation.claims() if c.id not in ("c2", "c2k")]
    told = compose(
        situation.story(),
        events=situation.events(),
        claims=[*kept, claim],
        documents=situation.documents(),
        origins=situation.origins(),
    )
    assert any("At least 12 of the crew" in text for text in texts(told, "developments"))


def test_copies_count_once() -> None:
    seized = next(line for line in lines(brief(), "developments") if "seized the ferry Halden" in line.text)
    assert (seized.outlets, seized.origins) == (3, 2)
    assert "confirmed by Velmora's navy" in seized.note
    assert "3 outlets, 2 independent origins" in seized.note


def test_each_happening_is_told_once() -> None:
    developments = texts(brief(), "developments")
    assert len(developments) == len(set(developments)) == 5


def test_a_denial_stands_beside_what_it_denies() -> None:
    hurt = next(line for line in lines(brief(), "developments") if "12 of the crew" in line.text)
    assert hurt.status == "contested"
    assert "denied by Ostrand's foreign ministry" in hurt.note


def test_attributing_clause_is_taken_off_and_told_apart() -> None:
    freed = next(line for line in lines(brief(), "developments") if "landing rights" in line.text)
    assert freed.text.endswith("landing rights in two harbours”")
    assert freed.note.startswith("Velmora's foreign minister Jonas Abel (Kessel Post, 6 May 2024)")


def test_contested_figures_are_rows_by_speaker_and_day() -> None:
    injured = next(
        line for line in lines(brief(), "contested") if line.text.startswith("How many were injured")
    )
    rows = [(row["day"], row["speaker"], row["value"]) for row in injured.values]
    assert rows == [
        ("2024-05-02", "Velmora's defence ministry", "At least 12"),
        ("2024-05-03", "Pavel Orsk", "Not one"),
        ("2024-05-04", "The hospital in Port Ansel", "about 40"),
    ]
    assert (injured.values[0]["low"], injured.values[0]["high"]) == (12, None)


def test_a_disagreement_is_kept_apart_from_a_progression() -> None:
    disputed = {line.text.split(" (")[0]: line.group for line in lines(brief(), "contested")}
    assert disputed == {"How many were injured": "Disagreement", "Whether it happened": "Disagreement"}
    later = {line.text.split(" (")[0]: line.group for line in lines(brief(), "figures") if line.values}
    assert later == {"How many were killed": "Changed as time went on"}


def test_a_forecast_says_who_how_likely_by_when_and_what_came_of_it() -> None:
    forecast = next(line for line in lines(brief(), "outlook") if line.group == "Forecasts")
    assert "Ines Corvo" in forecast.note
    assert "called likely (55 to 80 %)" in forecast.note
    assert "time stated: 2 to 9 May 2024" in forecast.note
    assert (
        "since reported as fact: “Velmora asked the United Nations for observers on Tuesday”" in forecast.note
    )
    assert forecast.citations[-1].claim == "c20"


def test_a_forecast_whose_time_went_by_says_so() -> None:
    claims = [c for c in situation.claims() if c.id != "c20"]
    late = msgspec.structs.replace(next(c for c in claims if c.id == "c5"))
    assert late.horizon is not None
    late.horizon = msgspec.structs.replace(late.horizon, end="2024-05-05")
    told = compose(
        situation.story(),
        events=situation.events(),
        claims=[late if c.id == "c5" else c for c in claims],
        documents=situation.documents(),
        origins=situation.origins(),
    )
    forecast = next(line for line in lines(told, "outlook") if line.group == "Forecasts")
    assert "not reported as having happened by 5 May 2024" in forecast.note


def test_reasons_background_and_reactions() -> None:
    told = brief()
    assert {line.group for line in lines(told, "reasons")} == {"Aims", "In exchange"}
    assert [line.day for line in lines(told, "background")] == ["2019-01-01"]
    assert {line.group for line in lines(told, "reactions")} >= {"Velmora", "United Nations"}


def test_bottom_line_has_events_the_main_figure_and_the_main_forecast() -> None:
    bottom = lines(brief(), "bottom-line")
    assert 5 <= len(bottom) <= 8
    assert [line.label for line in bottom[-2:]] == ["Contested", "Outlook"]
    assert "about 40 (The hospital in Port Ansel, 4 May 2024)" in bottom[-2].text
    days = [line.day for line in bottom[:-3]]
    assert days == sorted(days, key=str)
    assert not any(line.folded for line in bottom)


def test_sources_join_copies_and_tell_quality() -> None:
    told = brief()
    first = lines(told, "sources")[0]
    assert "2 articles of one origin" in first.note
    assert [row["outlet"] for row in first.values] == ["Meridian Wire", "Harbour Dispatch"]
    assert any("joined words" in line.note for line in lines(told, "sources"))
    figures = told.figures
    assert (figures["documents"], figures["origins"], figures["outlets"]) == (6, 5, 6)
    unsourced = [c for c in situation.claims() if all(s.kind == "article" for s in c.speakers)]
    assert figures["share_unsourced"] == pytest.approx(len(unsourced) / len(situation.claims()), abs=0.001)


# ---------------------------------------------------------------- what is new


def test_new_section_comes_first_and_tells_each_kind_of_news() -> None:
    told = brief(datetime(2024, 5, 5))
    assert (told.sections[0].name, told.sections[0].title) == ("new", "New since 5 May 2024")
    groups: dict[str, list[str]] = {}
    for line in told.sections[0].lines:
        groups.setdefault(line.group, []).append(line.label or line.text)
    assert len(groups["New events"]) == 2
    assert groups["Changed values"] == ["five"]
    assert groups["New speakers"] == ["Velmora's navy"]
    assert groups["Forecasts since borne out"] == ["Velmora → United Nations"]


def test_a_new_figure_that_disagrees_is_a_new_contradiction() -> None:
    told = brief(datetime(2024, 5, 3, 12))
    contradictions = [line for line in told.sections[0].lines if line.group == "New contradictions"]
    assert [line.label for line in contradictions] == ["about 40"]
    assert "before: At least 12 and Not one" in contradictions[0].note


def test_lines_known_before_are_not_marked() -> None:
    told = brief(datetime(2024, 5, 5))
    marked = {line.text: line.new for line in lines(told, "developments")}
    assert marked["“Velmora sent a hospital ship & two tugs to the strait”"]
    assert not marked[
        "“Ostrand moved two frigates to the strait on Thursday in order to protect its fishing fleet”"
    ]


def test_a_copy_brings_nothing_new() -> None:
    told = brief(known=["d1", "d3", "d4", "d5", "d6"])
    assert told.sections[0].name == "new"
    assert told.sections[0].lines == []
    assert not any(line.new for _, line in all_lines(told))


def test_nothing_is_marked_without_a_time() -> None:
    assert not any(line.new for _, line in all_lines(brief()))


# ---------------------------------------------------------------- odd input


def test_order_of_claims_and_events_does_not_matter() -> None:
    turned = compose(
        situation.story(),
        events=situation.events()[::-1],
        claims=situation.claims()[::-1],
        documents=situation.documents()[::-1],
        origins=situation.origins()[::-1],
    )
    straight = brief()
    assert [s.name for s in turned.sections] == [s.name for s in straight.sections]
    for ours, theirs in zip(straight.sections, turned.sections, strict=True):
        assert sorted(line.text for line in ours.lines) == sorted(line.text for line in theirs.lines)


def test_articles_without_date_outlet_or_claims_still_make_a_brief() -> None:
    bare = Document(
        id="x", address="/tmp/notes/page.txt", text="Nothing is known of it yet, and no one said so."
    )
    told = compose(
        Story(id="s", title="", documents=["x"]), events=[], claims=[], documents=[bare], origins=[]
    )
    assert [s.name for s in told.sections] == ["sources"]
    assert lines(told, "sources")[0].note == "page.txt, no date"


def test_long_sentence_is_cut_at_a_clause_and_marked_as_cut() -> None:
    text = (
        "While the harbour had been quiet for most of the week and the fishing boats had gone out as they always do, "
        "the coast guard arrested nine men on the northern pier, which the council had closed to visitors in the "
        "spring after a storm had torn away the railings and two of the lamps that used to stand at its far end."
    )
    start = text.index("arrested")
    words = msgspec.structs.replace(situation.claims()[0].act, start=start, end=start + 8, text="arrested")  # type: ignore[type-var]
    claim = Claim(id="c", document="x", sentence=text, start=0, end=len(text), type="COERCE", act=words)
    story = Story(id="s", title="Pier", documents=["x"])
    document = Document(id="x", address="a", text=text, title="Pier", published="2024-01-01")
    event = situation.events()[0]
    event = msgspec.structs.replace(event, claims=["c"])
    told = compose(story, events=[event], claims=[claim], documents=[document], origins=[])
    assert texts(told, "developments") == ["“… the coast guard arrested nine men on the northern pier …”"]


def test_several_stories_come_largest_first() -> None:
    small = Document(
        id="y", address="b", text="A bridge was opened.", title="Bridge opened", published="2024-05-01"
    )
    told = compose_all(
        [Story(id="s2", title="Bridge", documents=["y"]), situation.story()],
        events=situation.events(),
        claims=situation.claims(),
        documents=[*situation.documents(), small],
        origins=situation.origins(),
    )
    assert [b.story for b in told] == ["s1", "s2"]
    assert msgspec.structs.asdict(told[0])["sections"] == brief().sections
