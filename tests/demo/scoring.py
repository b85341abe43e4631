"""Score what the program says of the demo situation against what a perfect brief would say.

The truth file and its fields are described in the README beside it. Matching is lenient in form (several types may
be right for one act, a country may be named by an actor of it, one of several words is enough) and strict in fact
(the day within two days, the figure to the unit, the bound, the speaker). One event of the program can stand for one
event of the truth only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path, PurePath
from typing import Any, Protocol

from watchfloor.records import Actor, Claim, Document, Event, Interval, Origin, Quantity, Speaker, Story

DAYS = 2
"""How far the day of an event may lie from the true one."""

REPORTED_WITHIN = 4
"""How many days after a statement an article that gives it may appear."""

LONGEST = 14
"""How many days longer than the true one an event's interval may be before it says nothing about the day."""

HEAD = 40
"""How many letters at the beginning of a sentence tell it from all others."""

HAPPENED = ("occurred", "ongoing")
BOUNDS = {
    "exactly": "point",
    "about": "point",
    "at-least": "lower",
    "more-than": "lower",
    "at-most": "upper",
    "less-than": "upper",
    "range": "range",
}

Row = dict[str, Any]


class Records(Protocol):
    """What a run of the program gives."""

    @property
    def documents(self) -> Sequence[Document]: ...
    @property
    def claims(self) -> Sequence[Claim]: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def origins(self) -> Sequence[Origin]: ...
    @property
    def stories(self) -> Sequence[Story]: ...


def load_truth(path: Path) -> Row:
    """The truth file as it stands."""
    truth: Row = json.loads(path.read_text(encoding="utf-8"))
    return truth


def score(records: Records, truth: Row) -> Row:
    """Compare a run with the truth.

    Returns:
        Shares between 0 and 1 under ``events``, ``event_status``, ``figures``, ``figures_contested``, ``statements``,
        ``forecasts``, ``origin_precision``, ``origin_recall``, ``origin_f1``, ``story_recall`` and ``precision``;
        counts under ``modal_occurred``, ``untrue_events``, ``strays``, ``repeated_events``; and under ``missed`` and
        ``wrong`` lists of ``(kind, id, words)`` for a reader.
    """
    view = _View(records)
    result: Row = {"missed": [], "wrong": []}
    _score_events(view, truth, result)
    _score_precision(view, truth, result)
    _score_figures(view, truth, result)
    _score_share(view, truth["statements"], "statements", _statement_found, result)
    _score_share(view, truth["forecasts"], "forecasts", _forecast_found, result)
    _score_modal(view, truth, result)
    _score_origins(view, truth, result)
    _score_stories(view, truth, result)
    return result


def table(result: Row) -> str:
    """The score as lines of text, with what was missed and what was wrong."""
    lines = ["demo situation: score against truth.json"]
    for name, value in result.items():
        if isinstance(value, float):
            lines.append(f"  {name:<18} {value:.2f}")
        elif isinstance(value, int):
            lines.append(f"  {name:<18} {value}")
    for name in ("missed", "wrong"):
        if result[name]:
            lines.append(f"{name}:")
            lines += [f"  {kind:<11} {key:<5} {words}" for kind, key, words in result[name]]
    return "\n".join(lines)


class _View:
    """The records of a run by id, and documents by the names that the truth file calls them by."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.claims = {claim.id: claim for claim in records.claims}
        self.documents = {document.id: document for document in records.documents}
        # "export.jsonl#3" for one of many in a file
        self.names = {document.id: PurePath(document.address).name for document in records.documents}

    def words(self, event: Event) -> str:
        """All that an event and its claims say, in lower case."""
        told = [self.claims[key] for key in event.claims if key in self.claims]
        return _fold(" ".join([event.summary, *(claim.sentence for claim in told)]))

    def day(self, claim: Claim) -> date | None:
        """The day on which the claim's article was published."""
        document = self.documents.get(claim.document)
        return document.day if document else None


# ---------------------------------------------------------------- events


def _score_events(view: _View, truth: Row, result: Row) -> None:
    rows: list[Row] = truth["events"]
    events = list(view.records.events)
    told = [view.words(event) for event in events]
    edges = [[i for i, event in enumerate(events) if _is_event(event, told[i], row)] for row in rows]
    # an event with the expected status is preferred to one without
    for row, found in zip(rows, edges, strict=True):
        found.sort(key=lambda i: events[i].status not in row["status"])
    pairs = _pairs(edges)
    right = 0
    for number, row in enumerate(rows):
        if number not in pairs:
            result["missed"].append(("event", row["id"], f"{row['day']} {row['type']} {row['what']}"))
            continue
        event = events[pairs[number]]
        if event.status in row["status"]:
            right += 1
        else:
            expected = " or ".join(row["status"])
            result["wrong"].append(("status", row["id"], f"{event.status}, not {expected}: {row['what']}"))
    result["events"] = _share(len(pairs), len(rows))
    result["event_status"] = _share(right, len(pairs))
    result["repeated_events"] = len({i for found in edges for i in found} - set(pairs.values()))


def _is_event(event: Event, words: str, row: Row) -> bool:
    return (
        event.type in (row["type"], *row["also_types"])
        and _any_actor(event.actors, row["actors"])
        and (not row["recipients"] or _any_actor(event.recipients, row["recipients"]))
        and any(word in words for word in row["words"])
        and _on_the_day(_days(event), row)
    )


def _any_actor(actors: Iterable[Actor], codes: Sequence[str]) -> bool:
    """True if one of the actors is one of the codes: a country, an organisation's or a person's id."""
    return any(
        code in (actor.country, actor.id) or actor.id.startswith(f"{code}_")
        for actor in actors
        for code in codes
    )


def _days(event: Event) -> tuple[date, date] | None:
    """First and last day of an event; those of its first report where no time was told."""
    return _interval_days(event.time) or _interval_days(Interval(start=event.first, end=event.first))


def _interval_days(time: Interval | None) -> tuple[date, date] | None:
    if time is None:
        return None
    ends = [date.fromisoformat(end[:10]) for end in (time.start or time.end, time.end or time.start) if end]
    return (ends[0], ends[-1]) if ends else None


def _on_the_day(days: tuple[date, date] | None, row: Row) -> bool:
    if days is None:
        return False
    first, last = date.fromisoformat(row["day"]), date.fromisoformat(row["end"])
    longest = (last - first) + timedelta(days=LONGEST)
    near = timedelta(days=DAYS)
    return days[1] - days[0] <= longest and days[0] <= last + near and days[1] >= first - near


def _pairs(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest one-to-one matching of rows to the items that fit them (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for item in edges[row]:
            if item not in tried:
                tried.add(item)
                if item not in owner or place(owner[item], tried):
                    owner[item] = row
                    return True
        return False

    for row in range(len(edges)):
        place(row, set())
    return {row: item for item, row in owner.items()}


def _score_precision(view: _View, truth: Row, result: Row) -> None:
    """Of the events of the story that are told as happenings: how many the truth file bears out."""
    outside = {row["file"] for row in truth["documents"] if not row["in_story"]}
    checked = borne_out = untrue = 0
    for event in view.records.events:
        files = {view.names.get(key, "") for key in event.documents}
        if event.status not in HAPPENED or (files and files <= outside):
            continue
        if not _any_actor([*event.actors, *event.recipients], ("RUS", "PRK", "UKR")):
            continue
        checked += 1
        words = view.words(event)
        said = f"{event.type} {_codes(event.actors)} > {_codes(event.recipients)}: {words[:110]}"
        lie = next((row for row in truth["untrue"] if _fits(event, row) and _says(words, row)), None)
        if lie:
            untrue += 1
            result["wrong"].append(("untrue", "", f"{lie['what']}: {said}"))
        elif any(_is_event(event, words, row) for row in truth["events"]) or any(
            _fits(event, row) and _within(_days(event), row) for row in truth["also_true"]
        ):
            borne_out += 1
        else:
            result["wrong"].append(("not borne", "", said))
    result["precision"] = _share(borne_out, checked)
    result["untrue_events"] = untrue


def _fits(event: Event, row: Row) -> bool:
    return (
        event.type in row["types"]
        and _any_actor(event.actors, row["actors"])
        and (not row["recipients"] or _any_actor(event.recipients, row["recipients"]))
    )


def _says(words: str, row: Row) -> bool:
    wanted: list[str] = row["words"]
    return (not wanted or any(word in words for word in wanted)) and not any(
        word in words for word in row["but_not"]
    )


def _within(days: tuple[date, date] | None, row: Row) -> bool:
    return days is None or (
        days[1] >= date.fromisoformat(row["from"]) and days[0] <= date.fromisoformat(row["to"])
    )


def _codes(actors: Iterable[Actor]) -> str:
    return ",".join(actor.id or actor.text or "?" for actor in actors) or "-"


# ---------------------------------------------------------------- figures, statements, forecasts


def _score_figures(view: _View, truth: Row, result: Row) -> None:
    rows: list[Row] = truth["figures"]
    found = contested = 0
    held = [
        tuple(holding.value)
        for event in view.records.events
        for contest in event.contested
        if contest.name.startswith("figure")
        for holding in contest.holdings
        if isinstance(holding.value, list | tuple)
    ]
    for row in rows:
        if any(_gives_figure(view, claim, row) for claim in view.records.claims):
            found += 1
            contested += (row["low"], row["high"]) in held
        else:
            value = row["low"] if row["low"] == row["high"] else f"{row['low']} to {row['high'] or '...'}"
            result["missed"].append(
                ("figure", row["id"], f"{row['day']} {row['speaker']}: {value} {row['what']}")
            )
    result["figures"] = _share(found, len(rows))
    result["figures_contested"] = _share(contested, len(rows))


def _gives_figure(view: _View, claim: Claim, row: Row) -> bool:
    return (
        any(_is_figure(quantity, row) for quantity in claim.quantities)
        and _speaks(claim.speakers, [row["country"]] if row["country"] else None)
        and _reported(view, claim, row)
    )


def _is_figure(quantity: Quantity, row: Row) -> bool:
    """The same number, to the unit, with the same bound; only the open end of a bound may be left out or stand."""
    bound = BOUNDS.get(quantity.qualifier)
    if bound not in row["bound"]:
        return False
    if bound == "lower":
        return bool(quantity.low == row["low"])
    if bound == "upper":
        return bool(quantity.high == (row["high"] if row["high"] is not None else row["low"]))
    if bound == "range":
        return (quantity.low, quantity.high) == (row["low"], row["high"])
    return row["low"] in (quantity.low, quantity.high)


def _speaks(speakers: Iterable[Speaker], codes: Sequence[str] | None) -> bool:
    """True if one of the speakers is of the country or has the id; with None, if one without a country speaks."""
    if codes is None:
        return any(speaker.kind in ("official", "unnamed", "named") for speaker in speakers)
    return any(
        code in (speaker.country, speaker.id) or speaker.id.startswith(f"{code}_")
        for speaker in speakers
        for code in codes
    )


def _reported(view: _View, claim: Claim, row: Row) -> bool:
    """True if the claim's article is of the day of the statement or of the days after."""
    day = view.day(claim)
    true_day = date.fromisoformat(row["day"])
    return day is not None and -1 <= (day - true_day).days <= REPORTED_WITHIN


def _score_share(view: _View, rows: Sequence[Row], name: str, found: Any, result: Row) -> None:
    hits = 0
    for row in rows:
        if any(found(view, claim, row) for claim in view.records.claims):
            hits += 1
        else:
            who = row["speaker"] or "the article"
            result["missed"].append((name[:-1], row["id"], f"{row['day']} {who}: {row['what']}"))
    result[name] = _share(hits, len(rows))


def _statement_found(view: _View, claim: Claim, row: Row) -> bool:
    """A denial or confirmation by the speaker: as a speaker's stance, as a claim denied, or as a coded rejection."""
    if not _reported(view, claim, row) or not any(word in _fold(claim.sentence) for word in row["words"]):
        return False
    stances = ("denies", "doubts") if row["stance"] == "denies" else ("confirms", "states")
    by = [speaker for speaker in claim.speakers if _speaks([speaker], row["country"])]
    if any(speaker.stance in stances for speaker in by):
        return True
    if row["stance"] != "denies":
        return False
    return bool(by and claim.status == "denied") or (
        claim.type == "REJECT" and _any_actor(claim.actors, row["country"])
    )


def _forecast_found(view: _View, claim: Claim, row: Row) -> bool:
    words = _fold(claim.sentence)
    return (
        claim.status in row["statuses"]
        and all(word in words for word in row["words"])
        and (not row["country"] or _speaks(claim.speakers, [row["country"]]))
        and _reported(view, claim, row)
    )


def _score_modal(view: _View, truth: Row, result: Row) -> None:
    """Sentences that only say what may be, and are told as happenings all the same."""
    # found by its first letters, wherever they stand: a date line may come before, the next sentence may run on
    heads = {_letters(row["sentence"])[:HEAD] for row in truth["modal"]}
    counted: dict[str, Claim] = {}
    for claim in view.records.claims:
        if claim.status in HAPPENED:
            letters = _letters(claim.sentence)
            head = next((head for head in heads if head in letters), None)
            if head:
                counted.setdefault(head, claim)
    result["modal_occurred"] = len(counted)
    result["wrong"] += [
        ("modal", "", f"{claim.type or 'figure'} {claim.status}: {claim.sentence[:120]}")
        for claim in counted.values()
    ]


# ---------------------------------------------------------------- origins, stories


def _score_origins(view: _View, truth: Row, result: Row) -> None:
    true = set()
    for row in truth["origins"]:
        true |= _links([row["first"], *(copy["file"] for copy in row["copies"])])
    told = set()
    for origin in view.records.origins:
        told |= _links([view.names[key] for key in origin.documents if key in view.names])
    right = len(true & told)
    precision, recall = _share(right, len(told)), _share(right, len(true))
    result["origin_precision"], result["origin_recall"] = precision, recall
    result["origin_f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    result["missed"] += [("origin", "", " = ".join(pair)) for pair in sorted(true - told)]
    result["wrong"] += [("origin", "", " = ".join(pair)) for pair in sorted(told - true)]


def _links(files: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(sorted(pair)) for pair in combinations(set(files), 2)}


def _score_stories(view: _View, truth: Row, result: Row) -> None:
    """The story that holds most of the true one: how much of it, and how many articles that are none of it.

    Articles in another language may be left out, for only English is read.
    """
    inside = {row["file"] for row in truth["documents"] if row["in_story"] and row["language"] == "en"}
    outside = {row["file"] for row in truth["documents"] if not row["in_story"]}
    stories = [{view.names.get(key, "") for key in story.documents} for story in view.records.stories]
    main = max(stories, key=lambda files: len(files & inside), default=set())
    result["story_recall"] = _share(len(main & inside), len(inside))
    strays = sorted(main & outside)
    result["strays"] = len(strays)
    result["missed"] += [("story", "", file) for file in sorted(inside - main)]
    result["wrong"] += [("story", "", file) for file in strays]


# ---------------------------------------------------------------- small things


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _letters(text: str) -> str:
    """A text without what cleaning may change: case, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", text).casefold()
