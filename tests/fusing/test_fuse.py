"""What a reader relies on: what is one happening, who holds what, and what stands behind it."""

from __future__ import annotations

import random

import msgspec

from watchfloor.fusing import fuse
from watchfloor.records import Claim, Contest, Document, Event, Origin

from .made import article, city, claim, copied, figure, party, speaker

ARD, COR, DUN = party("ARD"), party("COR"), party("DUN")


def typed(claims: list[Claim], documents: list[Document], origins: list[Origin] | None = None) -> list[Event]:
    return [event for event in fuse(claims, documents, origins or []) if event.type]


def contest(events: list[Event], name: str) -> Contest:
    found = [c for event in events for c in event.contested if c.name == name]
    assert len(found) == 1, [c.name for event in events for c in event.contested]
    return found[0]


def signed(document: Document, sentence: str, **more: object) -> Claim:
    return claim(document, "AGREE", "signed the treaty", [ARD, COR], [ARD, COR], sentence, **more)


# ---------------------------------------------------------------- one happening or two


def test_an_event_needs_one_claim_that_is_sure_enough_and_less_sure_ones_may_join_it() -> None:
    one, two = article("a", "2031-06-20"), article("b", "2031-06-21")
    sure = signed(one, "Ardania and Corvia signed the border treaty.", day="2031-06-19", confidence=0.8)
    unsure = signed(two, "The border treaty was signed by both.", day="2031-06-19", confidence=0.3)
    assert typed([unsure], [two]) == []
    assert [len(event.claims) for event in typed([sure, unsure], [one, two])] == [2]


def test_claims_of_one_happening_are_joined_across_articles_and_the_exact_day_wins_over_the_month() -> None:
    one, two, three = article("a", "2031-06-20"), article("b", "2031-07-08"), article("c", "2031-07-09")
    events = typed(
        [
            signed(one, "Ardania and Corvia signed the border treaty on Thursday.", day="2031-06-19"),
            signed(
                two, "Ardania and Corvia had signed the border treaty in June.", day="2031-06-01..2031-06-30"
            ),
            signed(
                three,
                "The border treaty that Ardania and Corvia signed in June stays.",
                day="2031-06-01..2031-06-30",
            ),
        ],
        [one, two, three],
    )
    assert len(events) == 1
    assert events[0].time is not None
    assert events[0].time.start == events[0].time.end == "2031-06-19"
    assert (events[0].first, events[0].last, len(events[0].claims)) == ("2031-06-20", "2031-07-09", 3)


def test_a_report_days_late_joins_by_its_day() -> None:
    one, late = article("a", "2031-03-02"), article("b", "2031-03-19")
    events = typed(
        [
            claim(
                one,
                "ASSAULT",
                "shelled the harbour",
                [ARD],
                [COR],
                "Ardania shelled the harbour of Corvia on Saturday.",
                day="2031-03-01",
            ),
            claim(
                late,
                "ASSAULT",
                "shelled",
                [ARD],
                [COR],
                "On 1 March Ardania shelled the harbour, a witness said.",
                day="2031-03-01",
            ),
        ],
        [one, late],
    )
    assert len(events) == 1
    assert events[0].last == "2031-03-19"


def test_the_same_act_months_later_is_another_happening() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-06-02")
    events = typed(
        [
            claim(one, "CONSULT", "met", [ARD], [COR], "The presidents of Ardania and Corvia met."),
            claim(two, "CONSULT", "met", [ARD], [COR], "The presidents of Ardania and Corvia met."),
        ],
        [one, two],
    )
    # the same words again are a quotation of the first only where the day allows it
    assert len(events) == 2


def test_a_clashing_actor_keeps_a_claim_out() -> None:
    one = article("a", "2031-03-02")
    events = typed(
        [
            claim(
                one,
                "ACCUSE",
                "condemned the strike",
                [COR],
                [ARD],
                "Corvia condemned the strike.",
                day="2031-03-02",
            ),
            claim(
                one,
                "ACCUSE",
                "condemned the strike",
                [DUN],
                [ARD],
                "Dunmore condemned the strike.",
                day="2031-03-02",
            ),
        ],
        [one],
    )
    assert sorted(event.actors[0].id for event in events) == ["COR", "DUN"]


def test_statements_of_different_groups_on_neighbouring_days_stay_apart() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-03")
    events = typed(
        [
            claim(
                one,
                "ACCUSE",
                "condemned",
                [COR, DUN],
                [ARD],
                "Corvia and Dunmore condemned the arms transfers.",
            ),
            claim(
                two,
                "ACCUSE",
                "condemned",
                [COR, party("EST")],
                [ARD],
                "Corvia and Estmark condemned the arms transfers.",
            ),
        ],
        [one, two],
    )
    assert len(events) == 2


def test_compatible_types_join_on_the_same_act() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-03")
    soldiers = party("ARD", "MIL")
    events = typed(
        [
            claim(
                one, "MOBILIZE", "sent troops", [ARD], [COR], "Ardania sent troops to the delta in Corvia."
            ),
            claim(
                two,
                "AID",
                "sent troops",
                [soldiers],
                [COR],
                "Troops sent to the delta help Corvia, Ardania says.",
            ),
        ],
        [one, two],
    )
    assert len(events) == 1


def test_an_events_actors_are_those_most_origins_name_and_the_finer_of_two() -> None:
    documents = [article(name, "2031-03-02") for name in "abc"]
    sentence = "The president of Ardania met Corvia's envoy in the capital."
    leader = party("ARD", person="Ilmar Tos")
    actors = [[ARD], [party("ARD", "GOV"), leader], [leader, DUN]]
    events = typed(
        [
            claim(d, "CONSULT", "met", own, [COR], f"{sentence} {d.id}", day="2031-03-01")
            for d, own in zip(documents, actors, strict=True)
        ],
        documents,
    )
    assert len(events) == 1
    assert [actor.id for actor in events[0].actors] == ["PER_ILMAR TOS"]


def test_what_may_come_does_not_become_a_happening() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-09")
    events = typed(
        [
            claim(
                one,
                "AID",
                "supply weapons",
                [ARD],
                [COR],
                "Ardania may supply Corvia with weapons.",
                status="possible",
                factuality=0.5,
            ),
            claim(
                two,
                "AID",
                "supplied blankets",
                [ARD],
                [COR],
                "Ardania supplied Corvia with blankets.",
                day="2031-03-08",
            ),
        ],
        [one, two],
    )
    assert sorted(event.status for event in events) == ["occurred", "possible"]


# ---------------------------------------------------------------- status


def raid(document: Document, sentence: str, **more: object) -> Claim:
    return claim(document, "ASSAULT", "raided the camp", [ARD], [COR], sentence, **more)


def test_a_denial_contests_and_a_later_confirmation_by_the_same_side_settles_it() -> None:
    days = [article("a", "2031-03-02"), article("b", "2031-03-03"), article("c", "2031-03-05")]
    told = raid(
        days[0],
        "Ardania raided the camp in Corvia, Corvia's army said.",
        day="2031-03-01",
        speakers=[speaker("COR", sector="MIL")],
    )
    denied = raid(
        days[1], "Ardania denied that it raided the camp in Corvia.", day="2031-03-01",
        status="denied", factuality=-2.0, speakers=[speaker("ARD", "denies")],
    )  # fmt: skip
    confirmed = raid(
        days[2],
        "Ardania confirmed that it raided the camp in Corvia.",
        day="2031-03-01",
        speakers=[speaker("ARD", "confirms")],
    )
    [before] = typed([told, denied], days)
    assert before.status == "contested"
    status = contest([before], "status")
    assert status.kind == "disagreement"
    assert {h.value: h.speakers for h in status.holdings} == {"occurred": ["COR MIL"], "denied": ["ARD GOV"]}
    [after] = typed([told, denied, confirmed], days)
    assert after.status == "occurred"
    assert contest([after], "status").kind == "progression"
    assert [(h["day"], h["status"]) for h in after.history] == [
        ("2031-03-02", "occurred"), ("2031-03-03", "contested"), ("2031-03-05", "occurred")
    ]  # fmt: skip


def test_an_affirmation_that_its_own_side_takes_back_no_longer_counts() -> None:
    days = [article("a", "2031-03-02"), article("b", "2031-03-03")]
    claims = [
        raid(days[0], "Corvia's army said Ardania raided the camp.", day="2031-03-01", speakers=[speaker("COR", sector="MIL")]),
        raid(
            days[1], "Corvia's army denied that Ardania raided the camp.", day="2031-03-01",
            status="denied", factuality=-2.0, speakers=[speaker("COR", "denies", sector="MIL")],
        ),
    ]  # fmt: skip
    [event] = typed(claims, days)
    assert event.status == "denied"


def test_what_was_possible_and_then_told_as_fact_is_a_progression() -> None:
    days = [article("a", "2031-03-02"), article("b", "2031-03-04")]
    [event] = typed(
        [
            raid(
                days[0],
                "Ardania may have raided the camp in Corvia.",
                day="2031-03-01",
                status="possible",
                factuality=0.5,
            ),
            raid(days[1], "Ardania raided the camp in Corvia.", day="2031-03-01"),
        ],
        days,
    )
    assert event.status == "occurred"
    assert contest([event], "status").kind == "progression"


# ---------------------------------------------------------------- counts


def test_outlets_origins_and_speakers_are_counted_apart() -> None:
    wire, copy, own = article("a", "2031-03-02"), article("b", "2031-03-02"), article("c", "2031-03-03")
    ministry = speaker("COR")
    [event] = typed(
        [
            raid(wire, "Ardania raided the camp, the ministry said.", day="2031-03-01", speakers=[ministry]),
            raid(copy, "Ardania raided the camp, the ministry said.", day="2031-03-01", speakers=[ministry]),
            raid(
                own,
                "Ardania raided the camp at dawn, a monitor said.",
                day="2031-03-01",
                speakers=[speaker("DUN", sector="NGO")],
            ),
        ],
        [wire, copy, own],
        [copied(wire, copy)],
    )
    assert (event.outlets, event.origins, event.speakers) == (3, 2, 2)
    assert event.speaker_names == ["COR GOV", "DUN NGO"]


def test_the_order_in_which_claims_come_changes_nothing() -> None:
    days = [article(f"d{n}", f"2031-03-{n + 2:02}") for n in range(6)]
    claims = [
        raid(
            d,
            f"Ardania raided the camp in Corvia, and {n} men were killed.",
            day="2031-03-01",
            quantities=[figure(n + 3, n + 3, "killed")],
        )
        for n, d in enumerate(days)
    ] + [signed(d, "Ardania and Corvia signed the border treaty.", day="2031-03-04") for d in days[2:]]
    expected = msgspec.json.encode(fuse(claims, days, []))
    for seed in range(5):
        shuffled = random.Random(seed).sample(claims, len(claims))
        assert msgspec.json.encode(fuse(shuffled, days, [])) == expected


# ---------------------------------------------------------------- values


def test_figures_of_one_day_that_cannot_both_hold_disagree_and_one_that_grew_does_not() -> None:
    days = [article("a", "2031-03-02"), article("b", "2031-03-02"), article("c", "2031-04-02")]
    first, same_day, later = (
        raid(
            d, f"Ardania raided the camp, {who} said.", day="2031-03-01", speakers=[speaker(who)],
            quantities=[figure(n, n, "killed", "Dunmore workers")],
        )
        for d, who, n in zip(days, ("COR", "DUN", "EST"), (40, 90, 120), strict=True)
    )  # fmt: skip
    assert contest(typed([first, same_day], days), "figure:killed").kind == "disagreement"
    grown = contest(typed([first, later], days), "figure:killed")
    assert grown.kind == "progression"
    assert [(h.value, h.speakers, h.since) for h in grown.holdings] == [
        ([40, 40], ["COR GOV"], "2031-03-02"), ([120, 120], ["EST GOV"], "2031-04-02")
    ]  # fmt: skip


def test_figures_of_a_force_are_side_by_side_whichever_claim_they_stand_in() -> None:
    days = [article("a", "2031-03-02"), article("b", "2031-03-03")]
    told = [
        claim(
            days[0], "AID", "sent", [party("PRK")], [party("RUS")], "North Korea sent 3,000 soldiers to Russia.",
            quantities=[figure(3000, 3000, "sent", "North Korean soldiers")],
        ),
        claim(days[0], "", "train", [], [], "1,500 of them train in the east.", quantities=[figure(1500, 1500, "", "them", unit="")]),
        claim(
            days[1], "", "are", [], [], "About 8,000 North Korean troops are in the region.",
            quantities=[figure(8000, 8000, "", "North Korean troops", "about")],
        ),
        claim(days[1], "", "say", [], [], "The ministry has 40 people.", quantities=[figure(40, 40, "", "people")]),
    ]  # fmt: skip
    force = [e for e in fuse(told, days, []) if e.summary == "force, PRK"]
    assert len(force) == 1
    assert not force[0].type
    assert [h.value for h in contest(force, "figure:force").holdings] == [
        [3000, 3000],
        [1500, 1500],
        [8000, 8000],
    ]


def test_killed_and_injured_of_one_side_are_together_but_not_taken_for_one_count() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-20")
    losses = fuse(
        [
            claim(d, "ASSAULT", "killed", [party("UKR")], [party("PRK", "MIL")], f"{k} North Korean soldiers were killed, {w} wounded.",
                  quantities=[figure(k, k, "killed", "North Korean soldiers"), figure(w, w, "injured", "wounded")])
            for d, k, w in ((one, 100, 1000), (two, 300, 2700))
        ],
        [one, two],
        [],
    )  # fmt: skip
    [event] = [e for e in losses if e.summary == "losses, PRK"]
    assert {c.name: [h.value[0] for h in c.holdings] for c in event.contested} == {
        "figure:killed": [100, 300], "figure:injured": [1000, 2700]
    }  # fmt: skip


def test_two_cities_for_one_happening_are_contested() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-02")
    events = typed(
        [
            raid(
                one,
                "Ardania raided the camp of the northern militia near Lom.",
                day="2031-03-01",
                place=city("Lom", "COR"),
            ),
            raid(
                two,
                "Ardania raided the camp of the northern militia near Ost.",
                day="2031-03-01",
                place=city("Ost", "COR"),
            ),
        ],
        [one, two],
    )
    assert len(events) == 1
    assert {h.value for h in contest(events, "place").holdings} == {"city-Lom", "city-Ost"}


# ---------------------------------------------------------------- the source


def test_announced_by_the_party_itself_or_reported_by_anothers_intelligence() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-03-03")
    claims = [
        claim(
            one, "MOBILIZE", "deployment", [party("PRK")], [party("RUS")], "North Korea has announced a deployment of its troops to Russia.",
            speakers=[speaker("PRK")], status="announced",
        ),
        claim(
            two, "", "train", [party("PRK", "MIL")], [party("RUS")], "American intelligence found at least 3,000 North Korean troops training in Russia.",
            speakers=[speaker("USA", sector="SPY", kind="document")], status="ongoing",
            quantities=[figure(3000, None, "training", "North Korean troops", "at-least")],
        ),
    ]  # fmt: skip
    events = fuse(claims, [one, two], [])
    found = [c for event in events for c in event.contested if c.name == "source"]
    assert found
    assert all(c.kind == "disagreement" for c in found)
    assert {h.value: h.speakers for h in found[0].holdings} == {
        "announced": ["PRK GOV"],
        "reported": ["USA SPY"],
    }


def test_a_party_that_speaks_weeks_later_has_confirmed() -> None:
    one, two = article("a", "2031-03-02"), article("b", "2031-05-03")
    claims = [
        claim(
            d, "MOBILIZE", "sent soldiers", [party("PRK")], [party("RUS")], f"North Korea sent soldiers to Russia, {who} said.", speakers=[speaker(who)]
        )
        for d, who in ((one, "KOR"), (two, "PRK"))
    ]  # fmt: skip
    found = [c for event in fuse(claims, [one, two], []) for c in event.contested if c.name == "source"]
    assert found
    assert all(c.kind == "progression" for c in found)


def test_no_claims_give_no_events() -> None:
    assert fuse([], [], []) == []
