"""What a brief is put together from, looked up in every direction: claims, documents, origins, speakers, days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from watchfloor.briefing.filling import filled, opens_unresolved
from watchfloor.briefing.naming import UTTERED, fullest_names, speaker_key, speaker_words, speakers_of
from watchfloor.briefing.quoting import FRONTED, WEAK_WORDS, Quote, act_span, quote
from watchfloor.briefing.words import content_words, stems_of
from watchfloor.records import Actor, Citation, Claim, CopyLink, Document, Event, Origin, Speaker, Story

__all__ = ["FACTUAL", "KINDS", "OPEN", "Evidence", "Support", "is_attempt", "is_fact"]

#: Statuses of what is told as having happened, as happening, or as made known.
FACTUAL = frozenset({"occurred", "ongoing", "announced"})
#: Statuses of what is told as yet to happen, or as something that may be.
#: Modals of what may be; "will" makes an announcement.
_WEAK = frozenset({"may", "might", "could", "would", "can", "should"})
OPEN = frozenset({"possible", "hypothetical", "forecast"})
#: What stands in an organisation's country.
#: A word that so large a part of the articles use tells nothing apart.
COMMON = 0.3
KINDS = frozenset({"IGO", "NGO", "MNC", "IMG"})


def is_attempt(claim: Claim) -> bool:
    """Whether a claim tells of a try that was made ("tried to kill him"), without another doubt than its outcome."""
    return (
        claim.status == "possible"
        and "attempt" in claim.marks
        and not {"modal", "hedge", "condition"} & set(claim.marks)
    )


def is_fact(claim: Claim) -> bool:
    """Whether a claim is told as having happened or as made known, without a "may" or "likely"."""
    hedged = claim.likelihood or claim.marks.get("hedge")
    return (
        claim.status in FACTUAL
        and not hedged
        and not any(mark.text.casefold() in _WEAK for mark in claim.marks.get("modal", ()))
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
        self._copies = frozenset(
            d
            for d, links in self._links.items()
            if any(k.kind in ("exact", "near", "rewritten") for k in links)
        )
        ordered = sorted(
            self.claims.values(),
            key=lambda c: (self.day(c) or "9999", self.is_copy(c.document), c.document, c.start),
        )
        #: Where each claim stands in the order of `in_order`.
        self._place = {c.id: place for place, c in enumerate(ordered)}
        self._burdens: dict[str, float] = {}
        self._facts: dict[str, list[Claim]] | None = None
        self._shares: dict[str, float] | None = None
        self.main_countries = self._main_countries()
        self._names = fullest_names(s for c in self.claims.values() for s in speakers_of(c))
        self._quotes: dict[str, Quote] = {}
        self._of_document: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            self._of_document.setdefault(claim.document, []).append(claim)
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
        return sorted(claims, key=lambda c: self._place[c.id])

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
        return document in self._copies

    def quote(self, claim: Claim) -> Quote:
        """The words of a claim, looked for once."""
        if claim.id not in self._quotes:
            document = self.documents[claim.document]
            plain = quote(claim, document)
            self._quotes[claim.id] = filled(plain, claim, document, self._of_document[claim.document])
        return self._quotes[claim.id]

    def citation(self, claim: Claim) -> Citation:
        """Where the words of a claim stand; the text is the document's, unchanged."""
        words = self.quote(claim)
        document = self.documents[claim.document]
        text = document.title if words.start < 0 else document.text[words.start : words.end]
        return Citation(document=document.id, start=words.start, end=words.end, text=text, claim=claim.id)

    def name(self, speaker: Speaker) -> str:
        """What a speaker is called throughout the brief: the fullest of the articles' names for them."""
        words = speaker_words(speaker)
        fullest = self._names.get(speaker_key(speaker), "")
        # An institution's spokespeople are not one another.
        return fullest if content_words(words) <= content_words(fullest) else words

    def siblings(self, claim: Claim) -> list[Claim]:
        """The other claims of a claim's sentence."""
        return [c for c in self._of_document[claim.document] if c.start == claim.start and c.id != claim.id]

    def is_told_as_fact(self, claim: Claim) -> bool:
        """Whether a claim is told as fact by a quote that does not tell with it what may be.

        What someone warns of or asks for may be open all the same: "he warned that it would be a mistake".
        """
        if not is_fact(claim):
            return False
        words, document = self.quote(claim), self.documents[claim.document]
        weak = WEAK_WORDS.search(document.text, words.start, words.end) if words.start >= 0 else None
        if weak is None:
            return True
        fronted = bool(FRONTED.match(document.text, words.start, words.end))
        act = act_span(claim, document)
        if claim.type in UTTERED and not fronted and act is not None and act.end <= weak.start():
            return True
        return not fronted and not any(s.status in OPEN for s in self.siblings(claim))

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
            for speaker in speakers_of(claim):
                speakers.setdefault(speaker_key(speaker), self.name(speaker))
        return Support(
            outlets=len({self.outlet(c.document) for c in listed}),
            origins=len({self.origin(c.document) for c in listed}),
            speakers=list(speakers.values()),
        )

    def best(self, claims: Iterable[Claim]) -> Claim:
        """The claim that says most in the fewest words: the one to quote."""
        return min(claims, key=lambda c: (self._burden(c), self._place[c.id]))

    def _burden(self, claim: Claim) -> float:
        """Lower for a claim that is better to quote."""
        if claim.id not in self._burdens:
            self._burdens[claim.id] = self._weigh(claim)
        return self._burdens[claim.id]

    def _weigh(self, claim: Claim) -> float:
        burden = -abs(claim.factuality)
        burden += 6 * (claim.start < 0) + 1.5 * self.is_copy(claim.document)
        burden -= 1.5 * bool(claim.recipients) + 1.0 * bool(claim.quantities) + 0.5 * bool(claim.place)
        burden -= 1.0 * any(s.kind in ("named", "official") for s in claim.speakers)
        # A confirmation is told beside what it confirms, unless who did it owns to it.
        doing = {a.country for a in claim.actors}
        burden += 3.0 * any(s.stance == "confirms" and s.country not in doing for s in claim.speakers)
        length = len(self.quote(claim).text)
        return burden + self.weakness(claim) + max(0, 45 - length) / 10 + max(0, length - 160) / 60

    def weakness(self, claim: Claim) -> float:
        """How badly a claim's quote stands alone: 0 for a whole sentence that names whom it speaks of."""
        text = self.quote(claim).text
        weak = 2.5 * opens_unresolved(text) + 1.0 * text[:1].islower()
        # A heading or a list item is no sentence.
        weak += 2.5 * (claim.start >= 0 and not re.search(r"[.!?…][\"”’)]*\s*$", claim.sentence))
        # "On 13 September": of which year the article does not say.
        weak += 2.0 * (claim.time is not None and not (claim.time.start or claim.time.end))
        weak += 1.0 * (len(text) < 35) + 0.5 * text.startswith("…") + 0.5 * text.endswith("…")
        return weak

    def relevance(self, claim: Claim) -> float:
        """How much a claim's words are those of the story, 0 to 1: by how many of its articles use them."""
        if self._shares is None:
            self._shares = self._word_shares()
        words = content_words(claim.sentence)
        return sum(self._shares.get(w, 0.0) for w in words) / len(words) if words else 0.0

    @property
    def common_stems(self) -> frozenset[str]:
        """Stems of the words that a good part of the story's articles share."""
        if self._shares is None:
            self._shares = self._word_shares()
        return frozenset(stem for w, share in self._shares.items() if share >= COMMON for stem in stems_of(w))

    def is_main(self, actors: Iterable[Actor]) -> bool:
        """Whether one of the actors is of a country (or is an organisation) that the story is about."""
        return any((a.country if a.country not in KINDS else a.id) in self.main_countries for a in actors)

    def _main_countries(self) -> frozenset[str]:
        """Countries and organisations that take part in the claims of at least a tenth of the articles."""
        documents: dict[str, set[str]] = {}
        for claim in self.claims.values():
            for actor in (*claim.actors, *claim.recipients):
                key = actor.id if actor.country in KINDS else actor.country
                if key:
                    documents.setdefault(key, set()).add(claim.document)
        return frozenset(key for key, found in documents.items() if 10 * len(found) >= len(self.documents))

    def _word_shares(self) -> dict[str, float]:
        own = [d for d in self.documents.values() if not self.is_copy(d.id)] or list(self.documents.values())
        counts = Counter(word for d in own for word in content_words(f"{d.title} {d.text}"))
        return {word: count / len(own) for word, count in counts.items()}

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
