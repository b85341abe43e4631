"""Claims, events and stories as tables: rows, Arrow, pandas, polars, and files of CSV, JSONL and Parquet.

Rows are flat, with lists where a claim or an event has several of something; JSONL keeps the records whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from watchfloor.records import Actor, Claim, Document, Event, Interval, Place, Quantity, Speaker, Story

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["POLECAT", "Column", "Table", "claims_table", "events_table", "polecat_table", "stories_table"]

Row = dict[str, Any]
LIST_MARK = "; "
"""Stands between the entries of a list in a CSV cell."""


class Column(NamedTuple):
    """A column: its name, what its cells hold, and how a cell is made.

    Attributes:
        kind: ``text``, ``number``, ``whole``, ``texts`` or ``numbers``; any cell may be None, no list is.
    """

    name: str
    kind: str
    value: Callable[[Any], Any]


class Table:
    """Records as a table.

    Args:
        name: ``claims``, ``events`` or ``stories``.
        columns: what a row has, in order.
        items: what the columns' functions are given, one a row.
        records: the whole records as JSON holds them, for JSONL; the rows themselves if None.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        items: Iterable[Any],
        records: Iterable[Row] | None = None,
    ) -> None:
        self.name = name
        self.columns = tuple(columns)
        self.rows: list[Row] = [{c.name: c.value(item) for c in self.columns} for item in items]
        self.records: list[Row] = self.rows if records is None else list(records)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{len(self.rows)} {self.name}, {len(self.columns)} columns>"

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return [column.name for column in self.columns]

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table; the types of its columns are the same for any rows, also for none."""
        import pyarrow as pa

        kinds = {
            "text": pa.string(),
            "number": pa.float64(),
            "whole": pa.int64(),
            "texts": pa.list_(pa.string()),
            "numbers": pa.list_(pa.float64()),
        }
        schema = pa.schema([(column.name, kinds[column.kind]) for column in self.columns])
        return pa.Table.from_pylist(self.rows, schema=schema)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas data frame; needs ``watchfloor[pandas]``."""
        _need("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """A polars data frame; needs ``watchfloor[polars]``."""
        _need("polars")
        import polars

        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def to_csv(self) -> bytes:
        """CSV in UTF-8 with a header; the entries of a list are joined by ``"; "``."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.names)
        writer.writerows([[_cell(row[name]) for name in self.names] for row in self.rows])
        return text.getvalue().encode("utf-8", "replace")

    def to_jsonl(self) -> bytes:
        """One whole record a line, in UTF-8."""
        return b"".join(msgspec.json.encode(record) + b"\n" for record in self.records)

    def to_parquet(self) -> bytes:
        """A Parquet file, compressed with zstd."""
        import pyarrow.parquet as pq

        file = io.BytesIO()
        pq.write_table(self.to_arrow(), file, compression="zstd")
        return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return LIST_MARK.join("" if entry is None else str(entry) for entry in value)
    return value


# ---------------------------------------------------------------- claims


class _Told(NamedTuple):
    """A claim in its article."""

    claim: Claim
    document: Document | None


def claims_table(claims: Iterable[Claim], documents: Iterable[Document]) -> Table:
    """A row a claim, with what its article is."""
    by_id = {document.id: document for document in documents}
    told = [_Told(claim, by_id.get(claim.document)) for claim in claims]
    return Table("claims", _CLAIM_COLUMNS, told, (_claim_record(t) for t in told))


def _claim_record(told: _Told) -> Row:
    record: Row = msgspec.to_builtins(told.claim)
    for name in ("outlet", "published", "title", "address", "url"):
        record[name] = getattr(told.document, name, None)
    return record


def _of_claim(name: str, kind: str = "text") -> Column:
    return Column(name, kind, lambda told: getattr(told.claim, name))


def _of_document(name: str) -> Column:
    return Column(name, "text", lambda told: getattr(told.document, name, None))


def _parties(name: str, parties: Callable[[Any], list[Actor]]) -> list[Column]:
    return [
        Column(f"{name}s", "texts", lambda item: [a.name or a.text for a in parties(item)]),
        Column(f"{name}_ids", "texts", lambda item: [a.id for a in parties(item)]),
        Column(f"{name}_countries", "texts", lambda item: [a.country or "" for a in parties(item)]),
        Column(f"{name}_sectors", "texts", lambda item: [a.sector or "" for a in parties(item)]),
    ]


def _figures(quantities: Callable[[Any], list[Quantity]]) -> list[Column]:
    return [
        Column("quantities", "texts", lambda item: [q.text for q in quantities(item)]),
        Column("quantity_roles", "texts", lambda item: [q.role for q in quantities(item)]),
        Column("quantity_units", "texts", lambda item: [q.unit for q in quantities(item)]),
        Column("quantity_lows", "numbers", lambda item: [q.low for q in quantities(item)]),
        Column("quantity_highs", "numbers", lambda item: [q.high for q in quantities(item)]),
    ]


def _where(place: Callable[[Any], Place | None]) -> list[Column]:
    def part(name: str) -> Callable[[Any], Any]:
        return lambda item: getattr(place(item), name, None)

    return [
        Column("place", "text", part("name")),
        Column("place_id", "text", part("id")),
        Column("place_country", "text", part("country")),
        Column("latitude", "number", part("latitude")),
        Column("longitude", "number", part("longitude")),
    ]


def _when(time: Callable[[Any], Interval | None]) -> list[Column]:
    return [
        Column("time_start", "text", lambda item: getattr(time(item), "start", None)),
        Column("time_end", "text", lambda item: getattr(time(item), "end", None)),
    ]


def speaker_name(speaker: Speaker) -> str:
    """What a speaker is called in a cell: its name, else its words, else its kind."""
    return speaker.name or speaker.text or f"the {speaker.kind}"


_CLAIM_COLUMNS: list[Column] = [
    _of_claim("id"),
    _of_claim("document"),
    _of_document("published"),
    _of_document("outlet"),
    _of_document("title"),
    _of_claim("type"),
    _of_claim("mode"),
    _of_claim("quad"),
    _of_claim("contexts", "texts"),
    *_parties("actor", lambda told: told.claim.actors),
    *_parties("recipient", lambda told: told.claim.recipients),
    _of_claim("status"),
    _of_claim("factuality", "number"),
    _of_claim("auxiliary", "texts"),
    _of_claim("likelihood"),
    Column(
        "probability_low", "whole", lambda told: told.claim.probability[0] if told.claim.probability else None
    ),
    Column(
        "probability_high",
        "whole",
        lambda told: told.claim.probability[1] if told.claim.probability else None,
    ),
    Column("horizon", "text", lambda told: getattr(told.claim.horizon, "end", None)),
    Column("speakers", "texts", lambda told: [speaker_name(s) for s in told.claim.speakers]),
    Column("speaker_kinds", "texts", lambda told: [s.kind for s in told.claim.speakers]),
    Column("speaker_countries", "texts", lambda told: [s.country or "" for s in told.claim.speakers]),
    Column("stances", "texts", lambda told: [s.stance for s in told.claim.speakers]),
    *_figures(lambda told: told.claim.quantities),
    *_where(lambda told: told.claim.place),
    *_when(lambda told: told.claim.time),
    Column("reasons", "texts", lambda told: [reason.text for reason in told.claim.reasons]),
    Column("act", "text", lambda told: getattr(told.claim.act, "text", None)),
    _of_claim("sentence"),
    _of_claim("start", "whole"),
    _of_claim("end", "whole"),
    _of_claim("confidence", "number"),
    _of_document("address"),
    _of_document("url"),
]


# ---------------------------------------------------------------- events


class _Happening(NamedTuple):
    """An event with its story and articles."""

    event: Event
    story: str
    documents: list[Document]


def events_table(
    events: Iterable[Event], stories: Iterable[Story], documents: Iterable[Document] = ()
) -> Table:
    """A row an event; ``outlets``, ``origins`` and ``speakers`` count what stands behind it."""
    happenings = _happenings(events, stories, documents)
    return Table(
        "events",
        _EVENT_COLUMNS,
        happenings,
        ({**msgspec.to_builtins(h.event), "story": h.story} for h in happenings),
    )


def polecat_table(events: Iterable[Event], stories: Iterable[Story], documents: Iterable[Document]) -> Table:
    """A row an event under POLECAT's column names; what Watchfloor does not tell stays empty."""
    return Table(
        "events", [_polecat_column(name) for name in POLECAT], _happenings(events, stories, documents)
    )


def _happenings(
    events: Iterable[Event], stories: Iterable[Story], documents: Iterable[Document]
) -> list[_Happening]:
    story_of = {event: story.id for story in stories for event in story.events}
    by_id = {document.id: document for document in documents}
    return [
        _Happening(event, story_of.get(event.id, ""), [by_id[d] for d in event.documents if d in by_id])
        for event in events
    ]


def _of_event(name: str, kind: str = "text") -> Column:
    return Column(name, kind, lambda happening: getattr(happening.event, name))


_EVENT_COLUMNS: list[Column] = [
    _of_event("id"),
    Column("story", "text", lambda happening: happening.story),
    _of_event("type"),
    _of_event("mode"),
    _of_event("quad"),
    _of_event("contexts", "texts"),
    *_parties("actor", lambda happening: happening.event.actors),
    *_parties("recipient", lambda happening: happening.event.recipients),
    _of_event("status"),
    _of_event("factuality", "number"),
    *_when(lambda happening: happening.event.time),
    *_where(lambda happening: happening.event.place),
    *_figures(lambda happening: happening.event.quantities),
    Column("contested", "texts", lambda happening: [contest.name for contest in happening.event.contested]),
    _of_event("first"),
    _of_event("last"),
    _of_event("outlets", "whole"),
    _of_event("origins", "whole"),
    _of_event("speakers", "whole"),
    _of_event("speaker_names", "texts"),
    _of_event("summary"),
    _of_event("documents", "texts"),
    _of_event("claims", "texts"),
]

POLECAT = tuple(
    """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|
    Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|
    Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|
    Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|
    Publication Date|Story People|Story Organizations|Story Locations|Language|Version""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""The columns of the POLECAT data set, in its order."""


def _polecat_column(name: str) -> Column:
    kind = "number" if name in ("Intensity", "Latitude", "Longitude") else "text"
    return Column(name, kind, _POLECAT_VALUES.get(name, lambda happening: None))


def _intensity(happening: _Happening) -> float | None:
    from watchfloor.knowledge.ontology import load_ontology

    known = load_ontology().types.get(happening.event.type)
    return known.scale if known else None


def _all(values: Iterable[str | None]) -> str:
    """Each value once, as POLECAT lists several in a cell."""
    return ";".join(dict.fromkeys(value for value in values if value))


def _polecat_parties(
    side: str, parties: Callable[[Event], list[Actor]]
) -> dict[str, Callable[[_Happening], Any]]:
    return {
        f"{side} Name": lambda h: _all(a.name or a.text for a in parties(h.event)),
        f"{side} Country": lambda h: _all(a.country for a in parties(h.event)),
        f"Primary {side} Sector": lambda h: next((a.sector for a in parties(h.event) if a.sector), None),
        f"{side} Sectors": lambda h: _all(a.sector for a in parties(h.event)),
        f"{side} Name Raw": lambda h: _all(a.text for a in parties(h.event)),
    }


def _place(name: str, *kinds: str) -> Callable[[_Happening], Any]:
    """A part of the event's place, where that is of one of the kinds."""

    def value(happening: _Happening) -> Any:
        place = happening.event.place
        return getattr(place, name) if place and (not kinds or place.kind in kinds) else None

    return value


def _geonames(happening: _Happening) -> str | None:
    place = happening.event.place
    return place.id if place and place.id.isdigit() else None


def _day(happening: _Happening) -> str | None:
    """The day of the event where it is told, else of its first report."""
    time = happening.event.time
    day = (time.start if time else None) or happening.event.first
    return day[:10] if day else None


def _version(_: _Happening) -> str:
    import watchfloor

    return f"watchfloor {watchfloor.__version__}"


_POLECAT_VALUES: Mapping[str, Callable[[_Happening], Any]] = {
    "Event ID": lambda h: h.event.id,
    "Event Date": _day,
    "Event Type": lambda h: h.event.type,
    "Event Mode": lambda h: h.event.mode,
    "Intensity": _intensity,
    "Quad Code": lambda h: h.event.quad.upper(),
    "Contexts": lambda h: _all(h.event.contexts),
    **_polecat_parties("Actor", lambda event: event.actors),
    **_polecat_parties("Recipient", lambda event: event.recipients),
    "Placename": _place("name"),
    "City": _place("name", "city"),
    "Province": _place("name", "region"),
    "Country": _place("country"),
    "Latitude": _place("latitude"),
    "Longitude": _place("longitude"),
    "GeoNames ID": _geonames,
    "Raw Placename": _place("text"),
    "Feature Type": _place("kind"),
    "Source": lambda h: _all(d.outlet for d in h.documents),
    "Publication Date": lambda h: min(
        (d.published[:10] for d in h.documents if d.published), default=h.event.first
    ),
    "Language": lambda h: _all(d.language for d in h.documents),
    "Version": _version,
}


# ---------------------------------------------------------------- stories


def stories_table(stories: Iterable[Story]) -> Table:
    """A row a story."""
    stories = list(stories)
    return Table("stories", _STORY_COLUMNS, stories, (msgspec.to_builtins(story) for story in stories))


def _of_story(name: str, kind: str = "text") -> Column:
    return Column(name, kind, lambda story: getattr(story, name))


_STORY_COLUMNS: list[Column] = [
    _of_story("id"),
    _of_story("title"),
    _of_story("state"),
    _of_story("first"),
    _of_story("last"),
    Column("document_count", "whole", lambda story: len(story.documents)),
    Column("event_count", "whole", lambda story: len(story.events)),
    _of_story("terms", "texts"),
    _of_story("documents", "texts"),
    _of_story("events", "texts"),
]


def _need(package: str) -> None:
    """Say which extra is missing, before an import fails without a word of it."""
    if find_spec(package) is None:
        raise ModuleNotFoundError(
            f"{package} is not installed; pip install 'watchfloor[{package}]'", name=package
        )
