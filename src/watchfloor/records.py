"""The nouns of Watchfloor: what each room takes and hands on.

Offsets count Unicode code points in a document's cleaned text, ends are exclusive. Every record can be turned
into JSON and back with msgspec and is the same afterwards; none holds a reference to a model or to a store.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import msgspec

__all__ = [
    "Actor",
    "Brief",
    "BriefLine",
    "BriefSection",
    "Citation",
    "Claim",
    "Contest",
    "CopyLink",
    "Document",
    "Edit",
    "Entity",
    "Event",
    "Explanation",
    "Holding",
    "Interval",
    "Origin",
    "Place",
    "Quality",
    "Quantity",
    "Reason",
    "Sentence",
    "Span",
    "Speaker",
    "Status",
    "Story",
    "Value",
]

Status = Literal[
    "occurred", "ongoing", "announced", "demanded", "possible", "hypothetical", "forecast", "denied"
]


class Record(msgspec.Struct, kw_only=True, omit_defaults=False):
    """Base of all records: keyword arguments only, comparable, serialisable."""


class Span(msgspec.Struct, kw_only=True, frozen=True):
    """Words of a text: ``text[start:end]``."""

    start: int
    end: int
    text: str = ""


# ---------------------------------------------------------------- documents


class Edit(msgspec.Struct, kw_only=True, frozen=True):
    """One thing that cleaning changed: ``cleaned[start:end]`` stands for ``original[source_start:source_end]``.

    Attributes:
        kind: why, e.g. ``furniture``, ``markup``, ``joined-words``, ``mojibake``, ``white-space``.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    kind: str


class Quality(Record):
    """What was wrong with a text.

    Attributes:
        score: 1.0 for a clean text, towards 0.0 the more of it had to be mended or thrown away.
        problems: how often each kind of problem was met (the kinds of `Edit`, and ``no-date``,
            ``doubtful-date``, ``short``, ``not-english``, ``no-text`` ...).
        notes: sentences for a reader, one a problem that a person should know of.
    """

    score: float = 1.0
    problems: dict[str, int] = {}
    notes: list[str] = []


class Document(Record):
    """One article from one outlet.

    Attributes:
        id: 16 hexadecimal digits, a digest of URL (else outlet, else file name), title and original text: the same
            file read twice has the same id, the same text from two outlets has two.
        address: where it was read from: a URL, or a path with ``#line`` for one of many in a file.
        url: its own public address when the page or the export names one.
        outlet: host or name of the publication, empty when unknown.
        published: date or date and time in ISO 8601; None when unknown.
        fetched: when it was read, ISO 8601 in UTC.
        text: the cleaned text; the title is not part of it.
        original: the text before cleaning (main text of a page as extracted).
        language: ISO 639-1 code, empty when unknown.
        found: where each field was found, e.g. ``{"published": "json-ld"}``.
        extra: fields of an export that Watchfloor does not know, kept as they came.
    """

    id: str
    address: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    published: str | None = None
    fetched: str | None = None
    original: str = ""
    language: str = ""
    quality: Quality = msgspec.field(default_factory=Quality)
    edits: list[Edit] = []
    found: dict[str, str] = {}
    extra: dict[str, Any] = {}

    @property
    def day(self) -> date | None:
        """The day of publication, None when unknown or unreadable."""
        if not self.published:
            return None
        try:
            return datetime.fromisoformat(self.published).date()
        except ValueError:
            return None


class CopyLink(Record):
    """Why one document counts as a copy of another.

    Attributes:
        document: the later one.
        of: the earlier one.
        kind: ``exact``, ``near``, ``partial``, ``rewritten`` or ``attributed`` (both cite one agency's report).
        score: how much of the shorter text is shared, 0 to 1.
        evidence: sentences that both share, as spans of the later document.
    """

    document: str
    of: str
    kind: str
    score: float
    evidence: list[Span] = []


class Origin(Record):
    """Documents that are copies or rewrites of one text: they count once.

    Attributes:
        first: id of the earliest document.
        documents: ids of all of them, earliest first.
    """

    id: str
    first: str
    documents: list[str]
    links: list[CopyLink] = []


# ---------------------------------------------------------------- sentences


class Entity(msgspec.Struct, kw_only=True, frozen=True):
    """A named entity of a sentence: words ``first`` to ``last`` (exclusive).

    Attributes:
        label: PER, ORG, LOC or MISC.
    """

    first: int
    last: int
    label: str


class Sentence(Record):
    """A sentence with its UD tree and entities; all lists but ``entities`` have one entry a word.

    Offsets are relative to the sentence's own text, so that a sentence seen before can be used again anywhere;
    ``start`` says where this one stands in its document.

    Attributes:
        text: the words as they stand in the document.
        start: offset of the sentence in the document's text.
        kind: ``prose``, ``headline``, ``title`` (the document's title, which is not in its text), ``item`` (of a
            list) or ``dateline`` ("KYIV, Nov 5 (Reuters)", without the dash).
        paragraph: number of its paragraph, 0 for the first.
        words, starts, ends: the tokens and their offsets in ``text``.
        lemmas, upos, feats, heads, deprels: as in CoNLL-U; ``feats`` is ``"_"`` when there are none, heads are
            indexes from 0 and -1 for the root; relations have no subtype but ``nsubj:pass``, ``aux:pass`` and
            ``obl:agent`` where the parser tells them.
        readings: what the learned heads read from the same vectors, by head name (see
            ``watchfloor.parsing.readings``); empty for a parser that only parses.
    """

    text: str
    start: int = 0
    kind: str = "prose"
    paragraph: int = 0
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    lemmas: list[str] = []
    upos: list[str] = []
    feats: list[str] = []
    heads: list[int] = []
    deprels: list[str] = []
    entities: list[Entity] = []
    readings: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.words)

    @property
    def root(self) -> int:
        """Index of the root word, -1 for a sentence without words."""
        return self.heads.index(-1) if -1 in self.heads else -1

    def children(self, index: int, *relations: str) -> list[int]:
        """Words whose head is ``index``, of the given relations if any are named (subtypes count as theirs)."""
        found = [i for i, head in enumerate(self.heads) if head == index]
        if not relations:
            return found
        return [
            i for i in found if self.deprels[i] in relations or self.deprels[i].partition(":")[0] in relations
        ]

    def subtree(self, index: int) -> list[int]:
        """Indexes of a word and all below it, in order of the text."""
        below: dict[int, list[int]] = {}
        for i, head in enumerate(self.heads):
            below.setdefault(head, []).append(i)
        seen, todo = {index}, [index]
        while todo:
            for child in below.get(todo.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    todo.append(child)
        return sorted(seen)

    def span(self, first: int, last: int) -> Span:
        """The words ``first`` to ``last`` (exclusive) as offsets in the sentence's text."""
        start, end = self.starts[first], self.ends[last - 1]
        return Span(start=start, end=end, text=self.text[start:end])


# ---------------------------------------------------------------- claims


class Actor(Record):
    """A party to an act, as named by the words of one article.

    Attributes:
        id: stable id of the actor table (``RUS``, ``PRK_MIL``, ``IGO_NATO`` ...); empty when unresolved.
        country: ISO 3166-1 alpha-3, or an organisation kind (IGO, NGO, MNC, IMG) where no one country stands behind it.
        sector: PLOVER sector (GOV, MIL, SPY, ...), None where only the country is named.
        text, start, end: the words it was named by, as offsets in the document.
        name: the table's name of the actor, for headings.
        antecedent: the earlier words that a pronoun or a phrase such as "both sides" stands for.
        inferred: True where its words name no country, and the place or the rest of the sentence gave it; the claim's
            explanation says which.
    """

    id: str = ""
    country: str | None = None
    sector: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0
    name: str = ""
    antecedent: Span | None = None
    inferred: bool = False


class Quantity(Record):
    """A number and what it counts.

    Attributes:
        low, high: bounds of the value; equal for an exact number, None where open ("at least 3,000" has no high).
        qualifier: ``exactly``, ``at-least``, ``more-than``, ``at-most``, ``less-than``, ``about``, ``range``.
        unit: what is counted: ``persons``, ``USD``, ``percent``, ``missiles``, ``days`` ...
        role: its part in the event: ``killed``, ``injured``, ``captured``, ``arrested``, ``deployed``,
            ``displaced``, ``sent``, ``paid`` ...; empty when none is known.
        item: the counted words ("North Korean troops").
        rate: ``per day`` and the like.
        doubt: what is wrong with the figure as written, empty when nothing is.
    """

    low: float | None = None
    high: float | None = None
    qualifier: str = "exactly"
    unit: str = ""
    role: str = ""
    item: str = ""
    rate: str = ""
    doubt: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


class Interval(Record):
    """A time as an interval of days, both ends inclusive, ISO 8601 (with hours where they are known).

    Attributes:
        start, end: None where the text leaves that end open ("since March").
        relative: True when it was counted from the article's date.
        doubt: what is wrong with it ("31 February", "no article date"), empty when nothing is.
    """

    start: str | None = None
    end: str | None = None
    relative: bool = False
    doubt: str = ""
    text: str = ""
    text_start: int = 0
    text_end: int = 0


class Place(Record):
    """Where something happened.

    Attributes:
        id: geonames id, or the alpha-3 code of a country.
        kind: ``country``, ``region``, ``city``, ``sea`` ...
    """

    id: str = ""
    name: str = ""
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


class Speaker(Record):
    """Who a content is attributed to.

    Attributes:
        kind: ``named``, ``official`` (unnamed, of an institution), ``unnamed`` (analysts, sources, experts),
            ``document``, ``media``, ``article`` (the article's own voice).
        id, country, sector, name: the actor it resolves to, where it does.
        text, start, end: its words; empty for the article's own voice.
        cue, cue_start, cue_end: the words that attribute.
        content_start, content_end: the words that are attributed.
        stance: ``states``, ``confirms``, ``denies``, ``doubts``, ``demands``, ``promises``, ``forecasts``,
            ``believes``, ``asks``.
        via: the chain that hands it on, nearest first ("Yonhap, citing the spy agency": speaker is the spy
            agency, via Yonhap).
    """

    kind: str = "article"
    id: str = ""
    country: str | None = None
    sector: str | None = None
    name: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    cue: str = ""
    cue_start: int = 0
    cue_end: int = 0
    content_start: int = 0
    content_end: int = 0
    stance: str = "states"
    via: list[str] = []


class Reason(Record):
    """Why, as the text gives it.

    Attributes:
        kind: ``purpose``, ``cause``, ``exchange``.
        cue: the words that mark it ("in exchange for").
    """

    kind: str
    text: str
    start: int
    end: int
    cue: str = ""


class Explanation(Record):
    """Why a claim was coded as it was.

    Attributes:
        method: ``frame``, ``head`` or ``both``.
        frame: the frame's id in the table.
        path: the way through the tree from act to actor and recipient.
        scores: what the learned head gave to the best types.
    """

    method: str = ""
    frame: str = ""
    path: str = ""
    scores: dict[str, float] = {}


class Claim(Record):
    """What one sentence says of one act.

    Attributes:
        id: 16 hexadecimal digits of document, place in it, type and parties.
        start, end: the sentence's offsets in the document; -1 and -1 when it is the title.
        type: one of the 16 PLOVER types; empty for a claim that states a figure or a view without a coded act.
        mode, contexts, quad: PLOVER's.
        act: the words of the act (verb or event noun).
        status: one of the design's eight.
        factuality: -3 (certainly not) to 3 (certainly).
        auxiliary: PLOVER's auxiliary modes: historical, future, hypothetical, negation.
        probability: (low, high) per cent on the ICD 203 scale where the text gives a verbal probability.
        likelihood: the ICD 203 term ("likely", "unlikely", "roughly even chance").
        horizon: by when a forecast is to come true.
        marks: the words that decide status: hedges, negations, cues, as ``{"hedge": [Span]}``; ``attempt`` of what was
            tried.
        confidence: 0 to 1.
    """

    id: str
    document: str
    sentence: str
    start: int
    end: int
    type: str = ""
    mode: str | None = None
    contexts: list[str] = []
    quad: str = ""
    actors: list[Actor] = []
    recipients: list[Actor] = []
    quantities: list[Quantity] = []
    place: Place | None = None
    time: Interval | None = None
    reasons: list[Reason] = []
    speakers: list[Speaker] = []
    status: Status = "occurred"
    factuality: float = 3.0
    auxiliary: list[str] = []
    probability: tuple[int, int] | None = None
    likelihood: str = ""
    horizon: Interval | None = None
    act: Span | None = None
    marks: dict[str, list[Span]] = {}
    confidence: float = 1.0
    explanation: Explanation | None = None


# ---------------------------------------------------------------- events and stories


class Holding(Record):
    """Who holds a value, since when.

    Attributes:
        value: the value as JSON holds it: a figure as ``[low, high]``, a status, a type, a place id, a day.
        text: the words of the earliest claim that gives it.
        speakers: names of the speakers.
        claims: ids of the claims.
        since, until: days of the first and last report.
        origins: how many independent origins.
    """

    value: Any
    text: str = ""
    speakers: list[str] = []
    claims: list[str] = []
    since: str | None = None
    until: str | None = None
    origins: int = 0


class Value(Record):
    """A value that the claims of an event agree on, and who holds it."""

    name: str
    holding: Holding


class Contest(Record):
    """A value on which the claims of an event differ.

    Attributes:
        name: ``status``, ``figure:killed``, ``time``, ``place``, ``actor`` ...
        kind: ``disagreement`` (at the same time) or ``progression`` (a count that grew or a report that was firmed up).
    """

    name: str
    kind: str
    holdings: list[Holding]


class Event(Record):
    """The happening that several claims speak of.

    Attributes:
        status: weighed by independent speakers; ``contested`` when they hold opposite ones.
        agreed, contested: values by name.
        first, last: days of the first and last report.
        outlets, origins, speakers: how many of each, counted apart.
        history: what changed and when: ``{"day", "what", "claim"}``.
    """

    id: str
    type: str
    claims: list[str]
    mode: str | None = None
    contexts: list[str] = []
    quad: str = ""
    actors: list[Actor] = []
    recipients: list[Actor] = []
    place: Place | None = None
    time: Interval | None = None
    quantities: list[Quantity] = []
    status: str = "occurred"
    factuality: float = 3.0
    agreed: list[Value] = []
    contested: list[Contest] = []
    first: str | None = None
    last: str | None = None
    documents: list[str] = []
    outlets: int = 0
    origins: int = 0
    speakers: int = 0
    speaker_names: list[str] = []
    history: list[dict[str, Any]] = []
    summary: str = ""


class Story(Record):
    """Events and documents of one evolving situation.

    Attributes:
        title: taken from one of its articles.
        terms: the weighted terms and entities that hold it together, heaviest first.
        state: ``open`` or ``closed``.
    """

    id: str
    title: str
    documents: list[str]
    events: list[str] = []
    first: str | None = None
    last: str | None = None
    terms: list[str] = []
    state: str = "open"


# ---------------------------------------------------------------- briefs


class Citation(Record):
    """Where a line of a brief comes from: words of a document's text (of its title when ``start`` is -1)."""

    document: str
    start: int
    end: int
    text: str = ""
    claim: str = ""


class BriefLine(Record):
    """One line of a brief, with the words that it stands on.

    Attributes:
        text: put together from claims and quoted words.
        group: the heading that it stands under in its section, empty where the section has none.
        label: who or what it is about ("North Korea → Russia"), told before the text.
        note: who says so, and what stands behind it, told after the text.
        day: the day that it tells of, when known.
        status: of the event or claim behind it.
        speakers: who says so.
        new: True when it was not known at the time the reader asks from.
        values: for contested figures and the like: rows of ``{"value", "speaker", "day", "citation"}``.
        place: where it happened, in words, when known.
        weight: how much it matters beside the other lines of its section.
        folded: True for a line of less weight, which a page folds away and a text only counts.
    """

    text: str
    citations: list[Citation] = []
    group: str = ""
    label: str = ""
    note: str = ""
    day: str | None = None
    status: str = ""
    speakers: list[str] = []
    outlets: int = 0
    origins: int = 0
    event: str = ""
    new: bool = False
    values: list[dict[str, Any]] = []
    place: str = ""
    weight: float = 0.0
    folded: bool = False


class BriefSection(Record):
    """A part of a brief: ``new``, ``bottom-line``, ``developments``, ``reactions``, ``contested``, ``figures``,
    ``outlook``, ``reasons``, ``cooperation``, ``conflict``, ``background``, ``sources``."""

    name: str
    title: str
    lines: list[BriefLine] = []


class Brief(Record):
    """What is told about a story, and what is new in it.

    Attributes:
        figures: counts for the reader: documents, origins, outlets, claims, events, shares unsourced and speculative.
        documents: the articles behind it, for the citations to open.
        since: the time that ``new`` is counted from.
        title_from: the words of an article that the title is taken from, None where the story's own title stands.
    """

    story: str
    title: str
    made: str
    sections: list[BriefSection]
    documents: list[Document] = []
    origins: list[Origin] = []
    figures: dict[str, Any] = {}
    since: str | None = None
    title_from: Citation | None = None
