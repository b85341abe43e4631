"""What a brief is put together from, looked up in every direction: claims, documents, origins, speakers, days."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from watchfloor.briefing.quoting import DATELINE, Quote, quote
from watchfloor.records import Citation, Claim, CopyLink, Document, Event, Interval, Origin, Speaker, Story

__all__ = ["FACTUAL", "OPEN", "Evidence", "Support", "say_day", "say_days", "speaker_key", "speaker_words"]

#: Statuses of what is told as having happened, as happening, or as made known.
FACTUAL = frozenset({"occurred", "ongoing", "announced"})
#: Statuses of what is told as yet to happen, or as something that may be.
OPEN = frozenset({"possible", "hypothetical", "forecast"})

_PRONOUNS = frozenset(
    re.findall(
        r"\w+", "he she it they we i him her them his their its my our your who which that this these those"
    )
)
_MONTHS = re.findall(
    r"\w+", "January February March April May June July August September October November December"
)


class Support(NamedTuple):
    """How much stands behind some claims; copies count once among the origins.

    Attributes:
        speakers: named or described, without the articles' own voice, in order of first report.
    """

    outlets: int
    origins: int
    speakers: list[str]


class Evidence:
    """All that one story's brief may use.

    Args:
        story: only claims of its documents are looked at.
        since: what was published later is new; None when nothing is to be marked.
        known: ids of the documents that were known then, instead of those published by then.
    """

    def __init__(
        self,
        story: Story,
        events: Iterable[Event],
        claims: Iterable[Claim],
        documents: Iterable[Document],
        origins: Iterable[Origin],
        since: datetime | None = None,
        known: Collection[str] | None = None,
    ) -> None:
        self.story = story
        wanted = set(story.documents)
        self.documents = {d.id: d for d in documents if d.id in wanted}
        days = [d.day for d in self.documents.values() if d.day]
        #: Days of the story's first and last article, None where no article has a date.
        self.start, self.end = min(days, default=None), max(days, default=None)
        self.claims = {c.id: c for c in claims if c.document in self.documents}
        self.events = [e for e in events if any(c in self.claims for c in e.claims)]
        # An event without a type only holds the figures of several: a claim's own event is the one with a type.
        self.event_of = {c: e for e in sorted(self.events, key=lambda e: bool(e.type)) for c in e.claims}
        self.origins = [o for o in origins if any(d in self.documents for d in o.documents)]
        self._origin_of = {d: o.id for o in self.origins for d in o.documents}
        self._links: dict[str, list[CopyLink]] = {}
        for origin in self.origins:
            for link in origin.links:
                self._links.setdefault(link.document, []).append(link)
        self._facts: dict[str, list[Claim]] | None = None
        self._quotes: dict[str, Quote] = {}
        self.since = since
        self.marks_news = since is not None or known is not None
        self._known = self._known_documents(known)
        self._known_sentences = {
            _plain(c.sentence) for c in self.claims.values() if c.document in self._known
        }

    # ------------------------------------------------------------ looking up

    def claims_of(self, event: Event) -> list[Claim]:
        """An event's claims within this story, earliest first."""
        return self.in_order(self.claims[c] for c in event.claims if c in self.claims)

    def in_order(self, claims: Iterable[Claim]) -> list[Claim]:
        """Claims by day of publication, first of their origin before its copies, then as they stand in the text."""
        return sorted(
            claims, key=lambda c: (self.day(c) or "9999", self.is_copy(c.document), c.document, c.start)
        )

    def day(self, claim: Claim) -> str | None:
        """Day on which a claim was published, ISO 8601."""
        day = self.documents[claim.document].day
        return day.isoformat() if day else None

    def outlet(self, document: Document | str) -> str:
        """What an outlet is called: its name, the host of its address, or the name of the file."""
        found = self.documents[document] if isinstance(document, str) else document
        if found.outlet:
            return found.outlet
        host = urlsplit(found.url).hostname if found.url.startswith(("http://", "https://")) else None
        return host or found.address.rstrip("/").rpartition("/")[2] or "an unnamed outlet"

    def origin(self, document: str) -> str:
        """Id of the origin that a document belongs to; its own where it stands alone."""
        return self._origin_of.get(document, document)

    def links(self, document: str) -> list[CopyLink]:
        """Why a document counts as a copy; empty for one of its own."""
        return self._links.get(document, [])

    def is_copy(self, document: str) -> bool:
        """Whether a document has little of its own: copied or rewritten, not merely citing the same agency."""
        return any(link.kind in ("exact", "near", "rewritten") for link in self.links(document))

    def quote(self, claim: Claim) -> Quote:
        """The words of a claim, looked for once."""
        if claim.id not in self._quotes:
            self._quotes[claim.id] = quote(claim, self.documents[claim.document])
        return self._quotes[claim.id]

    def citation(self, claim: Claim) -> Citation:
        """Where the words of a claim stand; the text is the document's, unchanged."""
        words = self.quote(claim)
        document = self.documents[claim.document]
        text = document.title if words.start < 0 else document.text[words.start : words.end]
        return Citation(document=document.id, start=words.start, end=words.end, text=text, claim=claim.id)

    # ------------------------------------------------------------ weighing

    def facts(self, type_: str) -> list[Claim]:
        """Claims that tell an act of a type as fact, earliest first."""
        if self._facts is None:
            self._facts = {}
            for claim in self.in_order(
                c for c in self.claims.values() if c.status in ("occurred", "ongoing")
            ):
                self._facts.setdefault(claim.type, []).append(claim)
        return self._facts.get(type_, [])

    def support(self, claims: Iterable[Claim]) -> Support:
        """Outlets, origins and speakers of claims."""
        listed = self.in_order(claims)
        speakers: dict[str, str] = {}
        for claim in listed:
            for speaker in claim.speakers:
                if speaker.kind != "article":
                    speakers.setdefault(speaker_key(speaker), speaker_words(speaker))
        return Support(
            outlets=len({self.outlet(c.document) for c in listed}),
            origins=len({self.origin(c.document) for c in listed}),
            speakers=list(speakers.values()),
        )

    def best(self, claims: Iterable[Claim]) -> Claim:
        """The claim that says most in the fewest words: the one to quote."""
        return min(self.in_order(claims), key=self._burden)

    def _burden(self, claim: Claim) -> float:
        """Lower for a claim that is better to quote."""
        burden = -abs(claim.factuality)
        burden += 6 * (claim.start < 0) + 1.5 * self.is_copy(claim.document)
        burden -= 1.5 * bool(claim.recipients) + 1.0 * bool(claim.quantities) + 0.5 * bool(claim.place)
        burden -= 1.0 * any(s.kind in ("named", "official") for s in claim.speakers)
        # A confirmation is told beside what it confirms.
        burden += 3.0 * any(s.stance == "confirms" for s in claim.speakers)
        length = len(self.quote(claim).text)
        return burden + max(0, 45 - length) / 10 + max(0, length - 160) / 60

    # ------------------------------------------------------------ news

    def _known_documents(self, known: Collection[str] | None) -> frozenset[str]:
        if known is not None:
            return frozenset(known) & frozenset(self.documents)
        if self.since is None:
            return frozenset(self.documents)
        return frozenset(d.id for d in self.documents.values() if _was_there(d, self.since))

    def is_new(self, claim: Claim) -> bool:
        """Whether a claim was not known at the time that the reader asks from; what a copy repeats was."""
        if claim.document in self._known:
            return False
        origin = self.origin(claim.document)
        if any(self.origin(d) == origin for d in self._known):
            if self.is_copy(claim.document) or _plain(claim.sentence) in self._known_sentences:
                return False
            shared = [s for link in self.links(claim.document) for s in link.evidence]
            return not any(s.start < claim.end and claim.start < s.end for s in shared)
        return True

    def is_new_document(self, document: str) -> bool:
        """Whether an article came since and is no copy of one that was known."""
        origin = self.origin(document)
        return document not in self._known and not any(self.origin(d) == origin for d in self._known)

    def all_new(self, claims: Iterable[Claim]) -> bool:
        """Whether there are claims, and every one of them is new."""
        listed = list(claims)
        return self.marks_news and bool(listed) and all(self.is_new(c) for c in listed)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _was_there(document: Document, since: datetime) -> bool:
    """Whether a document was published (or, undated, fetched) by a time; a day alone counts from its start."""
    stamp = document.published or document.fetched
    if not stamp:
        return False
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return False
    if (moment.tzinfo is None) != (since.tzinfo is None):
        moment, since = moment.replace(tzinfo=None), since.replace(tzinfo=None)
    return moment < since if len(stamp) <= 10 else moment <= since


def speaker_key(speaker: Speaker) -> str:
    """What tells one speaker from another: the actor where it resolves to one, else the words."""
    return speaker.id or speaker.name.casefold() or _plain(speaker.text) or speaker.kind


def speaker_words(speaker: Speaker) -> str:
    """What a speaker is called in a line: the article's words, the table's name where those are a pronoun."""
    words = DATELINE.sub("", " ".join(speaker.text.split()), count=1).strip(" ,;:-")
    first = words.partition(" ")[0].casefold()
    # A bare role ("the ministry"), a pronoun or nothing: the table's name says more.
    bare = not any(c.isupper() for c in words[1:])
    if speaker.name.casefold() not in _PRONOUNS | {""} and (bare or first in _PRONOUNS or len(words) > 90):
        return speaker.name
    if not words or words.casefold() in _PRONOUNS:
        return {"unnamed": "unnamed speakers", "official": "an unnamed official"}.get(
            speaker.kind, "a speaker it names"
        )
    return f"the {words[4:]}" if words.startswith("The ") else words


def say_day(day: str | None, *, year: bool = True) -> str:
    """A day as a newspaper writes it: "23 October 2024"; hours and an unreadable day stay as they are."""
    if not day:
        return "no date"
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{found.day} {_MONTHS[found.month - 1]}" + (f" {found.year}" if year else "")


def say_days(interval: Interval) -> str:
    """An interval of days: "8 to 13 October 2024"."""
    if not interval.start or not interval.end or interval.start[:10] == interval.end[:10]:
        prefix = "" if interval.start and interval.end else ("since " if interval.start else "by ")
        return prefix + say_day(interval.start or interval.end)
    if interval.start[:7] == interval.end[:7]:
        return f"{int(interval.start[8:10])} to {say_day(interval.end)}"
    return (
        f"{say_day(interval.start, year=interval.start[:4] != interval.end[:4])} to {say_day(interval.end)}"
    )
