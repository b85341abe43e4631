"""A small invented situation: two countries that do not exist quarrel over a seized ferry.

Six articles, one of them a copy and one hostile; the claims and events are written by hand as the coding and
fusing rooms would hand them on.
"""

from __future__ import annotations

from typing import Any

from watchfloor.records import (
    Actor,
    Claim,
    Contest,
    CopyLink,
    Document,
    Event,
    Holding,
    Interval,
    Origin,
    Quality,
    Quantity,
    Reason,
    Span,
    Speaker,
    Story,
    Value,
)

OSTRAND = {"country": "OST", "name": "Ostrand"}
VELMORA = {"country": "VLM", "name": "Velmora"}

WIRE = (
    "Ostrand's navy seized the ferry Halden in the Tarsk Strait on Wednesday, Velmora's defence ministry said. "
    "At least 12 of the crew were injured when sailors boarded the ship, the ministry said.\n\n"
    "Velmora demanded that Ostrand free the crew at once. "
    "The seizure could lead to a naval race in the strait, analysts said. "
    "Velmora will likely ask the United Nations for observers within a week, said Ines Corvo, who teaches law at "
    "Port Ansel.\n\n"
    "In 2019 the two countries signed a treaty on fishing in the strait."
)
RADIO = (
    "Ostrand's foreign ministry denied that anyone was hurt on the ferry. "
    '"Not one person was injured," its spokesman Pavel Orsk said, and he called the reports a provocation. '
    "Ostrand moved two frigates to the strait on Thursday in order to protect its fishing fleet."
)
LEDGER = (
    "The hospital in Port Ansel said on Saturday that three of the Halden's sailors had died and about 40 people "
    "were injured; earlier counts, which came from the ministry, had spoken of 12 injured, and none of the "
    "hospital's doctors would say how the wounds were caused, while relatives waited at the gates. "
    "The United Nations condemned the seizure. "
    "President Mara Lindqvist of Velmora warned that her country would close the strait if the ship was not returned."
)
KESSEL = (
    "Ostrand released the crew of the Halden on Sunday in exchange for landing rights in two harbours, "
    "Velmora's foreign minister Jonas Abel said. "
    "Velmora's navy confirmed that Ostrand had seized the ferry inside Velmoran waters. "
    "Talks may resume in June."
)
HOSTILE = (
    "Velmora asked the United Nations for observers on Tuesday. <script>alert('ferry')</script> "
    "The ministry now says that five sailors were killed. "
    "Velmora sent a hospital ship & two tugs to the strait * [not a link](javascript:alert(1))."
)


def _document(id_: str, outlet: str, published: str, title: str, text: str, **more: Any) -> Document:
    return Document(
        id=id_,
        address=f"articles/{id_}.html",
        outlet=outlet,
        published=published,
        title=title,
        text=text,
        language="en",
        **more,
    )


def documents() -> list[Document]:
    """The articles, in order of publication."""
    return [
        _document("d1", "Meridian Wire", "2024-05-02T08:30:00+00:00", "Ostrand seizes Velmoran ferry", WIRE, url="https://meridian.example/halden"),
        _document("d2", "Harbour Dispatch", "2024-05-02T11:00:00+00:00", "Ferry seized in Tarsk Strait", WIRE),
        _document("d3", "Ostrand State Radio", "2024-05-03", "Ministry: no one hurt on ferry", RADIO),
        _document(
            "d4", "Coastal Ledger", "2024-05-04", "Three dead after ferry seizure, hospital says", LEDGER,
            quality=Quality(score=0.8, problems={"joined-words": 4}, notes=["4 joined words were split."]),
        ),
        _document("d5", "Kessel Post", "2024-05-06", "Crew of the Halden goes free", KESSEL),
        _document(
            "d6", "Velmora \"Today\" <b>", "2024-05-08", "<img src=x onerror=alert(1)> Observers asked for \"at once\"", HOSTILE,
            url="javascript:alert(document.cookie)",
        ),
    ]  # fmt: skip


def origins() -> list[Origin]:
    """Five origins behind six articles."""
    link = CopyLink(document="d2", of="d1", kind="exact", score=1.0)
    pair = Origin(id="o1", first="d1", documents=["d1", "d2"], links=[link])
    return [pair, *(Origin(id=f"o{n}", first=f"d{n}", documents=[f"d{n}"]) for n in (3, 4, 5, 6))]


_TEXTS = {"d1": WIRE, "d2": WIRE, "d3": RADIO, "d4": LEDGER, "d5": KESSEL, "d6": HOSTILE}


class _Maker:
    """Makes a claim on the sentence of a document that starts with some words."""

    def __init__(self, document: str, opening: str, closing: str) -> None:
        self.document, self.text = document, _TEXTS[document]
        self.start = self.text.index(opening)
        self.end = self.text.index(closing, self.start) + len(closing)

    def find(self, words: str) -> tuple[int, int]:
        start = self.text.index(words, self.start, self.end)
        return start, start + len(words)

    def actor(self, words: str, **fields: Any) -> Actor:
        start, end = self.find(words)
        return Actor(
            id=fields.pop("id", fields.get("country", "")), text=words, start=start, end=end, **fields
        )

    def speaker(self, words: str, cue: str, content: str, **fields: Any) -> Speaker:
        (start, end), (cue_start, cue_end), (first, last) = (
            self.find(words),
            self.find(cue),
            self.find(content),
        )
        return Speaker(
            kind=fields.pop("kind", "named"), text=words, start=start, end=end, cue=cue, cue_start=cue_start,
            cue_end=cue_end, content_start=first, content_end=last, **fields,
        )  # fmt: skip

    def quantity(self, words: str, low: float | None, high: float | None, **fields: Any) -> Quantity:
        start, end = self.find(words)
        return Quantity(low=low, high=high, text=words, start=start, end=end, **fields)

    def reason(self, kind: str, words: str, cue: str) -> Reason:
        start, end = self.find(words)
        return Reason(kind=kind, text=words, start=start, end=end, cue=cue)

    def claim(self, number: str, type_: str, act: str, **fields: Any) -> Claim:
        start, end = self.find(act)
        fields.setdefault("speakers", [Speaker()])
        return Claim(
            id=f"c{number}", document=self.document, sentence=self.text[self.start : self.end], start=self.start,
            end=self.end, type=type_, act=Span(start=start, end=end, text=act), **fields,
        )  # fmt: skip


def _wire_claims(document: str, letter: str) -> list[Claim]:
    """What the wire's text says, for the wire and for its copy."""
    seized = _Maker(document, "Ostrand's navy seized", "ministry said.")
    hurt = _Maker(document, "At least 12", "ministry said.")
    demand = _Maker(document, "Velmora demanded", "at once.")
    race = _Maker(document, "The seizure could", "analysts said.")
    observers = _Maker(document, "Velmora will likely", "Port Ansel.")
    treaty = _Maker(document, "In 2019", "strait.")
    ministry = {"id": "VLM_GOV_DEF", "country": "VLM", "sector": "MIL", "name": "Velmora's defence ministry"}
    crew = {
        "low": 12,
        "high": None,
        "qualifier": "at-least",
        "unit": "persons",
        "role": "injured",
        "item": "the crew",
    }
    return [
        seized.claim(
            f"1{letter}", "COERCE", "seized", mode="seize",
            actors=[seized.actor("Ostrand's navy", id="OST_MIL", sector="MIL", **OSTRAND)],
            recipients=[seized.actor("Velmora", **VELMORA)],
            speakers=[seized.speaker("Velmora's defence ministry", "said", "Ostrand's navy seized the ferry Halden in the Tarsk Strait on Wednesday", **ministry)],
            time=Interval(start="2024-05-01", end="2024-05-01", relative=True, text="on Wednesday"), factuality=2.5,
        ),
        hurt.claim(
            f"2{letter}", "COERCE", "injured", mode="seize",
            quantities=[hurt.quantity("At least 12", **crew)],
            speakers=[hurt.speaker("the ministry", "said", "At least 12 of the crew were injured when sailors boarded the ship", **ministry)],
        ),
        demand.claim(
            f"3{letter}", "REQUEST", "demanded", mode="yield",
            actors=[demand.actor("Velmora", **VELMORA)], recipients=[demand.actor("Ostrand", **OSTRAND)],
        ),
        demand.claim(
            f"3b{letter}", "CONCEDE", "free", mode="release", status="demanded", factuality=0.0,
            actors=[demand.actor("Ostrand", **OSTRAND)],
            speakers=[demand.speaker("Velmora", "demanded", "that Ostrand free the crew at once", id="VLM", stance="demands", **VELMORA)],
        ),
        race.claim(
            f"4{letter}", "MOBILIZE", "race", status="possible", factuality=0.5, mode="weapons",
            speakers=[race.speaker("analysts", "said", "The seizure could lead to a naval race in the strait", kind="unnamed")],
            marks={"hedge": [Span(start=race.find("could")[0], end=race.find("could")[1], text="could")]},
        ),
        observers.claim(
            f"5{letter}", "REQUEST", "ask", mode="assist", status="forecast", factuality=1.0, auxiliary=["future"],
            actors=[observers.actor("Velmora", **VELMORA)],
            recipients=[observers.actor("the United Nations", id="IGO_UN", country="IGO", name="United Nations")],
            speakers=[observers.speaker("Ines Corvo", "said", "Velmora will likely ask the United Nations for observers within a week", name="Ines Corvo")],
            likelihood="likely", probability=(55, 80),
            horizon=Interval(start="2024-05-02", end="2024-05-09", relative=True, text="within a week"),
        ),
        treaty.claim(
            f"6{letter}", "AGREE", "signed", actors=[treaty.actor("the two countries")], auxiliary=["historical"],
            time=Interval(start="2019-01-01", end="2019-12-31", text="In 2019"),
        ),
    ]  # fmt: skip


def claims() -> list[Claim]:
    """What each sentence says."""
    denied = _Maker("d3", "Ostrand's foreign", "ferry.")
    none_hurt = _Maker("d3", '"Not one', "provocation.")
    frigates = _Maker("d3", "Ostrand moved", "fleet.")
    hospital = _Maker("d4", "The hospital", "gates.")
    condemned = _Maker("d4", "The United Nations condemned", "seizure.")
    warned = _Maker("d4", "President Mara", "returned.")
    freed = _Maker("d5", "Ostrand released", "Abel said.")
    confirmed = _Maker("d5", "Velmora's navy confirmed", "waters.")
    talks = _Maker("d5", "Talks may", "June.")
    asked = _Maker("d6", "Velmora asked", "Tuesday.")
    five = _Maker("d6", "The ministry now", "killed.")
    ship = _Maker("d6", "Velmora sent", "strait")
    orsk = {"id": "OST_orsk", "country": "OST", "name": "Pavel Orsk"}
    content = "three of the Halden's sailors had died and about 40 people were injured"
    said = {"kind": "named", "name": "hospital in Port Ansel"}
    return [
        *_wire_claims("d1", ""),
        *_wire_claims("d2", "k"),
        denied.claim(
            "10", "COERCE", "hurt", mode="seize", status="denied", factuality=-3.0, auxiliary=["negation"],
            speakers=[denied.speaker("Ostrand's foreign ministry", "denied", "that anyone was hurt on the ferry", id="OST_GOV_FOR", stance="denies")],
        ),
        none_hurt.claim(
            "11", "COERCE", "injured", mode="seize", status="denied", factuality=-3.0, auxiliary=["negation"],
            quantities=[none_hurt.quantity("Not one", 0, 0, unit="persons", role="injured", item="person")],
            speakers=[none_hurt.speaker("its spokesman Pavel Orsk", "said", "Not one person was injured", stance="denies", **orsk)],
        ),
        frigates.claim(
            "12", "MOBILIZE", "moved", mode="troops", actors=[frigates.actor("Ostrand", **OSTRAND)],
            quantities=[frigates.quantity("two", 2, 2, unit="ships", role="deployed", item="frigates")],
            reasons=[frigates.reason("purpose", "to protect its fishing fleet", "in order to")],
            time=Interval(start="2024-05-02", end="2024-05-02", relative=True, text="on Thursday"),
        ),
        hospital.claim(
            "13", "COERCE", "died", mode="seize",
            quantities=[hospital.quantity("three", 3, 3, unit="persons", role="killed", item="Halden's sailors"),
                        hospital.quantity("about 40", 36, 44, qualifier="about", unit="persons", role="injured", item="people")],
            speakers=[hospital.speaker("The hospital in Port Ansel", "said", content, **said)],
        ),
        condemned.claim(
            "14", "ACCUSE", "condemned", mode="disapprove",
            actors=[condemned.actor("The United Nations", id="IGO_UN", country="IGO", name="United Nations")],
        ),
        warned.claim(
            "15", "THREATEN", "warned", mode="territory", actors=[warned.actor("President Mara Lindqvist of Velmora", id="VLM_lindqvist", country="VLM", name="Mara Lindqvist")],
        ),
        warned.claim(
            "16", "COERCE", "close", status="hypothetical", factuality=0.0, auxiliary=["hypothetical"], mode="restrict",
            actors=[warned.actor("her country", **VELMORA)],
            speakers=[warned.speaker("President Mara Lindqvist of Velmora", "warned", "that her country would close the strait if the ship was not returned", id="VLM_lindqvist", name="Mara Lindqvist")],
        ),
        freed.claim(
            "17", "CONCEDE", "released", mode="release", actors=[freed.actor("Ostrand", **OSTRAND)],
            recipients=[freed.actor("Velmora", **VELMORA)],
            reasons=[freed.reason("exchange", "in exchange for landing rights in two harbours", "in exchange for")],
            speakers=[freed.speaker("Velmora's foreign minister Jonas Abel", "said", "Ostrand released the crew of the Halden on Sunday in exchange for landing rights in two harbours", id="VLM_abel", name="Jonas Abel")],
            time=Interval(start="2024-05-05", end="2024-05-05", relative=True, text="on Sunday"),
        ),
        confirmed.claim(
            "18", "COERCE", "seized", mode="seize", actors=[confirmed.actor("Ostrand", **OSTRAND)],
            recipients=[confirmed.actor("Velmora", **VELMORA)],
            speakers=[confirmed.speaker("Velmora's navy", "confirmed", "that Ostrand had seized the ferry inside Velmoran waters", id="VLM_MIL", stance="confirms")],
        ),
        talks.claim("19", "CONSULT", "Talks", status="possible", factuality=0.5),
        asked.claim(
            "20", "REQUEST", "asked", mode="assist", actors=[asked.actor("Velmora", **VELMORA)],
            recipients=[asked.actor("the United Nations", id="IGO_UN", country="IGO", name="United Nations")],
            time=Interval(start="2024-05-07", end="2024-05-07", relative=True, text="on Tuesday"),
        ),
        five.claim(
            "21", "COERCE", "killed", mode="seize",
            quantities=[five.quantity("five", 5, 5, unit="persons", role="killed", item="sailors")],
            speakers=[five.speaker("The ministry", "says", "that five sailors were killed", id="VLM_GOV_DEF", name="Velmora's defence ministry")],
        ),
        ship.claim("22", "AID", "sent", mode="humanitarian", actors=[ship.actor("Velmora", **VELMORA)]),
    ]  # fmt: skip


def events() -> list[Event]:
    """The happenings that the claims speak of."""
    ostrand, velmora = Actor(id="OST", **OSTRAND), Actor(id="VLM", **VELMORA)
    un = Actor(id="IGO_UN", country="IGO", name="United Nations")

    def held(value: Any, text: str, claims: list[str], since: str) -> Holding:
        return Holding(value=value, text=text, claims=claims, since=since, until=since, origins=1)

    injured = Contest(
        name="figure:injured", kind="disagreement",
        holdings=[held([12, None], "At least 12", ["c2", "c2k"], "2024-05-02"), held([0, 0], "Not one", ["c11"], "2024-05-03"),
                  held([36, 44], "about 40", ["c13"], "2024-05-04")],
    )  # fmt: skip
    killed = Contest(
        name="figure:killed", kind="progression",
        holdings=[held([3, 3], "three", ["c13"], "2024-05-04"), held([5, 5], "five", ["c21"], "2024-05-08")],
    )  # fmt: skip
    return [
        Event(id="e1", type="COERCE", mode="seize", quad="material conflict", claims=["c1", "c1k", "c18"], actors=[ostrand], recipients=[velmora],
              time=Interval(start="2024-05-01", end="2024-05-01"), first="2024-05-02", last="2024-05-06", outlets=3, origins=2, speakers=2),
        Event(id="e2", type="COERCE", mode="seize", quad="material conflict", claims=["c2", "c2k", "c10", "c11", "c13", "c21"], actors=[ostrand],
              status="contested", contested=[injured, killed], first="2024-05-02", last="2024-05-08", outlets=5, origins=4, speakers=4,
              agreed=[Value(name="type", holding=held("COERCE", "", ["c2"], "2024-05-02"))]),
        Event(id="e3", type="REQUEST", mode="yield", quad="verbal conflict", claims=["c3", "c3k"], actors=[velmora], recipients=[ostrand]),
        Event(id="e4", type="MOBILIZE", mode="weapons", quad="material conflict", claims=["c4", "c4k"], status="possible"),
        Event(id="e5", type="REQUEST", mode="assist", quad="verbal conflict", claims=["c20", "c5", "c5k"], actors=[velmora], recipients=[un]),
        Event(id="e6", type="MOBILIZE", mode="troops", quad="material conflict", claims=["c12"], actors=[ostrand]),
        Event(id="e7", type="ACCUSE", mode="disapprove", quad="verbal conflict", claims=["c14"], actors=[un]),
        Event(id="e8", type="THREATEN", mode="territory", quad="verbal conflict", claims=["c15"], actors=[velmora]),
        Event(id="e9", type="CONCEDE", mode="release", quad="verbal cooperation", claims=["c17", "c3b", "c3bk"], actors=[ostrand], recipients=[velmora]),
        Event(id="e10", type="AGREE", quad="verbal cooperation", claims=["c6", "c6k"]),
        Event(id="e11", type="AID", mode="humanitarian", quad="material cooperation", claims=["c22"], actors=[velmora]),
        Event(id="e12", type="COERCE", mode="restrict", quad="material conflict", claims=["c16"], status="hypothetical", actors=[velmora]),
        Event(id="e13", type="CONSULT", quad="verbal cooperation", claims=["c19"], status="possible"),
    ]  # fmt: skip


def story() -> Story:
    """The one story that they all tell."""
    return Story(
        id="s1", title="Ostrand seizes Velmoran ferry", documents=["d1", "d2", "d3", "d4", "d5", "d6"]
    )
