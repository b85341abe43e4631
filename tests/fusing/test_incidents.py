"""Tolls of incidents whose victims fight for nobody: what is one incident, and what is told beside it."""

from __future__ import annotations

from watchfloor.fusing import fuse
from watchfloor.records import Claim, Contest, Document, Event

from .made import article, claim, figure, party, speaker


def telling(document: Document, sentence: str, killed: int, who: str = "", item: str = "people") -> Claim:
    """A claim without an act that gives a toll, at its place in the document's text."""
    start = document.text.index(sentence)
    return claim(
        document, "", "", [], [], sentence, start=start,
        quantities=[figure(killed, killed, "killed", item)],
        speakers=[speaker(who)] if who else [],
    )  # fmt: skip


def contest(events: list[Event], name: str) -> Contest:
    [found] = [c for event in events for c in event.contested if c.name == name]
    return found


def paper(name: str, day: str, *sentences: str) -> Document:
    document = article(name, day)
    document.text = "\n".join(sentences)
    return document


def tolls(events: list[Event]) -> list[Event]:
    return [event for event in events if event.summary.startswith("losses")]


CRASH = "At least 9 people died when a bus fell into a gorge near Velm."
RISES = "The toll of the bus accident near Velm is 14 people, the ministry said."
UNION = "A union counted 17 people dead in the crash near Velm."


def test_tolls_of_one_incident_are_side_by_side_across_articles() -> None:
    days = [paper("a", "2031-03-04", CRASH), paper("b", "2031-03-05", RISES), paper("c", "2031-03-05", UNION)]
    told = [
        telling(days[0], CRASH, 9, "COR"),
        telling(days[1], RISES, 14, "DUN"),
        telling(days[2], UNION, 17, "EST"),
    ]
    found = contest(tolls(fuse(told, days, [])), "figure:killed")
    assert [h.value[0] for h in found.holdings] == [9, 14, 17]
    assert found.kind == "disagreement"


def test_an_earlier_case_told_again_contests_nothing() -> None:
    earlier = "In a similar accident last month, 40 people died near Velm."
    days = [paper("a", "2031-03-04", CRASH, earlier)]
    told = [telling(days[0], CRASH, 9, "COR"), telling(days[0], earlier, 40, "DUN")]
    assert not any(event.contested for event in tolls(fuse(told, days, [])))


def test_incidents_of_other_places_or_weeks_apart_are_not_one() -> None:
    other = "A bomb killed 30 people at a market in Harn."
    later = "Another 5 people died when a lorry overturned near Velm."
    days = [paper("a", "2031-03-04", CRASH), paper("b", "2031-03-05", other), paper("c", "2031-06-05", later)]
    told = [
        telling(days[0], CRASH, 9, "COR"),
        telling(days[1], other, 30, "DUN"),
        telling(days[2], later, 5, "EST"),
    ]
    assert not any(event.contested for event in tolls(fuse(told, days, [])))


def test_a_round_up_tells_its_incidents_apart() -> None:
    summed = "Eleven people were killed in three separate attacks."
    first = "Gunmen killed 4 people at a well near Harn."
    second = "In another attack, 5 people died on a bus near Dorl."
    days = [paper("a", "2031-03-04", summed, first, second)]
    told = [telling(days[0], text, n) for text, n in ((summed, 11), (first, 4), (second, 5))]
    assert not any(event.contested for event in tolls(fuse(told, days, [])))


def test_more_bodies_and_a_part_of_the_victims_are_no_toll() -> None:
    more = "Rescuers found 5 more bodies near Velm."
    part = "Three of the dead near Velm were children."
    days = [paper("a", "2031-03-04", CRASH), paper("b", "2031-03-05", more, part)]
    found = days[1].text.index(part)
    part_figure = figure(3, 3, "killed", "")
    part_figure.text, part_figure.start, part_figure.end = "Three", found, found + len("Three")
    more_figure = figure(5, 5, "killed", "bodies")
    more_figure.start, more_figure.end = len("Rescuers found "), len("Rescuers found 5")
    told = [
        telling(days[0], CRASH, 9, "COR"),
        claim(days[1], "", "", [], [], more, start=0, quantities=[more_figure]),
        claim(days[1], "", "", [], [], part, start=found, quantities=[part_figure]),
    ]
    assert not any(event.contested for event in tolls(fuse(told, days, [])))


def test_soldiers_of_another_country_with_the_same_number_stay_out() -> None:
    floods = "Pedro Alba said that 5,000 more soldiers would go to the floods in Spain."
    days = [
        paper("a", "2031-03-02", "North Korea sent 5,000 soldiers to Russia."),
        paper("b", "2031-03-03", "8,000 North Korean soldiers are in Russia."),
        paper("c", "2031-03-04", floods),
    ]
    told = [
        claim(days[0], "AID", "sent", [party("PRK")], [party("RUS")], days[0].text, start=0,
              quantities=[figure(5000, 5000, "sent", "North Korean soldiers")]),
        claim(days[1], "", "are", [], [], days[1].text, start=0, quantities=[figure(8000, 8000, "", "North Korean soldiers")]),
        claim(days[2], "", "", [], [], floods, start=0, quantities=[figure(5000, 5000, "", "soldiers")]),
    ]  # fmt: skip
    [force] = [event for event in fuse(told, days, []) if event.summary == "force, PRK"]
    assert told[2].id not in force.claims
