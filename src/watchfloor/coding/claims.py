"""What each sentence of an article says, as claims: the parts of this room put together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from watchfloor.coding.actors import Mention, find_mentions
from watchfloor.coding.acts import Act, find_contexts
from watchfloor.coding.attribution import Attribution, find_attributions
from watchfloor.coding.combining import combine
from watchfloor.coding.homes import Evidence, Side, home_of, kind_of_body, suffers_as_place
from watchfloor.coding.lookup import tree_of
from watchfloor.coding.places import PlaceContext, event_place, find_places
from watchfloor.coding.quantities import find_quantities
from watchfloor.coding.reasons import find_reasons
from watchfloor.coding.references import resolve_references
from watchfloor.coding.screening import is_telling, read_act
from watchfloor.coding.seats import with_bodies
from watchfloor.coding.sources import Sources
from watchfloor.coding.status import StatusReader, StatusReading
from watchfloor.coding.taken_up import time_taken_up
from watchfloor.coding.times import event_time, find_times
from watchfloor.knowledge.actor_tables import SUPRANATIONAL
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.models.labels import Labels
from watchfloor.records import (
    Actor,
    Claim,
    Document,
    Explanation,
    Interval,
    Place,
    Quantity,
    Reason,
    Sentence,
    Span,
)

__all__ = ["Coder"]

THRESHOLD = 0.25
"""Claims of less confidence are not made; chosen on the project's own held-out sentences."""
_THREAD = 4  # times named last from which a day without a year may take it
_FAR = 1000  # words; further than any two of a sentence
# A predicate that is no PLOVER act still makes a claim if it has not simply happened: forecasts are told too.
_TOLD_UNTYPED = frozenset({"possible", "hypothetical", "forecast", "demanded", "announced", "denied"})


class Coder:
    """Codes articles.

    Args:
        labels: names of the parser's readings, None for a parser without.
        threshold: the least confidence of a claim.
        explain: keep with each claim why it was coded so.
    """

    def __init__(self, labels: Labels | None, *, threshold: float = THRESHOLD, explain: bool = False) -> None:
        self.labels = labels
        self.threshold = threshold
        self.explain = explain

    def code(self, document: Document, sentences: Sequence[Sentence]) -> list[Claim]:
        """The claims of one article, in order of its text.

        Args:
            document: the article; its day decides relative times and who is in office.
            sentences: its sentences in order, parsed.
        """
        article = _Article(document, sentences)
        claims: list[Claim] = []
        for number, sentence in enumerate(sentences):
            if sentence.words and sentence.kind != "dateline":
                claims.extend(_SentenceClaims(self, article, number).claims())
        return claims


class _Article:
    """What the sentences of an article share."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self.document = document
        self.sentences = sentences
        self.day: date | None = document.day
        mentions = with_bodies(sentences, [find_mentions(s, on=self.day) for s in sentences])
        self.mentions = resolve_references(sentences, mentions)
        self.attributions: list[Attribution] = find_attributions(sentences)
        self.places = PlaceContext(sentences)
        self.sources = Sources(document, sentences, self.mentions, self.attributions)
        self.country = _only_country(self.mentions)
        self.thread: list[Interval] = []  # the times named last


class _SentenceClaims:
    """The claims of one sentence."""

    def __init__(self, coder: Coder, article: _Article, number: int) -> None:
        self.coder, self.article = coder, article
        self.sentence = article.sentences[number]
        self.mentions = article.mentions[number]
        self.base = self.sentence.start
        self.tree = tree_of(self.sentence)
        self.status = StatusReader(self.sentence, article.attributions, article.day)
        self.cues = [a for a in article.attributions if a.sentence == number]
        self.quantities = find_quantities(self.sentence)
        self.times_before = article.thread
        self.times = find_times(self.sentence, article.day, article.thread)
        article.thread = [*article.thread, *self.times][-_THREAD:]
        self.place_mentions = find_places(self.sentence, article.places)

    def claims(self) -> list[Claim]:
        acts = [
            a
            for a in combine(self.sentence, self.mentions, self.coder.labels)
            if a.score >= self.coder.threshold and not is_telling(a, self.sentence, self.cues, self.mentions)
        ]
        words = [act.word for act in acts]
        untyped = self._untyped(words)
        words += untyped
        shared = self._share_quantities(words)
        claims = [self._typed(act, shared[n]) for n, act in enumerate(acts)]
        for n, word in enumerate(untyped, len(acts)):
            claims.append(self._claim(word, [word], quantities=shared[n], parties=self._arguments(word)))
        return claims

    # ------------------------------------------------------------ what to claim

    def _untyped(self, taken: list[int]) -> list[int]:
        """Predicates that are no act of the 16 but are forecast, possible, demanded, denied, or carry a figure."""
        found: list[int] = []
        tree, sentence = self.tree, self.sentence
        covering = {w: act_word for act_word in taken for w in (act_word, *sentence.subtree(act_word))}
        covered = set(covering)
        for word in range(len(sentence)):
            if word in taken or not self._is_clause(word):
                continue
            if self.status.read(word).status in _TOLD_UNTYPED and word not in covered and tree.kids[word]:
                found.append(word)
        for quantity in self.quantities:
            if not quantity.role and max(quantity.low or 0, quantity.high or 0) < 10:
                continue  # "the two nations" is no figure
            word = self._predicate_above(self._word_at(quantity.start))
            if word < 0 or word in taken or word in found:
                continue
            if word not in covered or self._apart(word, covering[word]):
                found.append(word)
        # A clause inside one that is told already says nothing of its own, unless another speaks there.
        return sorted(
            w
            for w in found
            if not any(w in sentence.subtree(o) and not self._apart(w, o) for o in found if o != w)
        )

    def _apart(self, word: int, other: int) -> bool:
        """Whether a word has speakers and another has none of them: "X said nine fell, while Y said ten had"."""
        voices = [
            self.article.sources.voices(
                self.base + self.sentence.starts[w], self.base + self.sentence.ends[w]
            )
            for w in (word, other)
        ]
        return bool(voices[0]) and not voices[0] & voices[1]

    def _is_clause(self, word: int) -> bool:
        if self.sentence.upos[word] == "VERB":
            return True
        return bool(self.sentence.children(word, "nsubj"))

    def _predicate_above(self, word: int) -> int:
        steps = 0
        while word >= 0 and steps <= len(self.sentence):
            if self._is_clause(word) or self.sentence.heads[word] < 0:
                return word
            word, steps = self.sentence.heads[word], steps + 1
        return -1

    def _word_at(self, offset: int) -> int:
        for i, end in enumerate(self.sentence.ends):
            if end > offset:
                return i
        return len(self.sentence) - 1

    def _share_quantities(self, words: list[int]) -> list[list[Quantity]]:
        """Each figure goes to the nearest act above it, else to the nearest in the tree; not to another speaker's."""
        shared: list[list[Quantity]] = [[] for _ in words]
        for quantity in self.quantities:
            at = self._word_at(quantity.start)
            distances = [_distance(self.sentence, at, word) + _FAR * self._apart(at, word) for word in words]
            if distances:
                nearest = min(range(len(words)), key=lambda n: distances[n])
                shared[nearest].append(self._moved(quantity))
        return shared

    # ------------------------------------------------------------ one claim

    def _typed(self, act: Act[Mention], quantities: list[Quantity]) -> Claim:
        reading = read_act(act, self.sentence, self.status)
        parties, notes = self._parties(act)
        claim = self._claim(act.word, act.words, quantities=quantities, parties=parties, reading=reading)
        ontology = load_ontology()
        claim.type, claim.mode = act.type, act.mode
        claim.quad = ontology.types[act.type].quad
        claim.contexts = find_contexts(self.sentence, self.sentence.subtree(act.word))
        claim.confidence = round(act.score, 3)
        claim.id = self._id(act.type, act.word)
        if self.coder.explain:
            claim.explanation = self._explanation(act, notes)
        return claim

    # ------------------------------------------------------------ parties

    def _parties(self, act: Act[Mention]) -> tuple[tuple[list[Actor], list[Actor]], list[str]]:
        """Actors and recipients of an act, with the countries inferred for them and a note for each of these."""
        sides = [
            *self._sides(act.actors, act.actor_words, actor=True),
            *self._sides(act.recipients, act.recipient_words, actor=False),
        ]
        place = self._place(act.word)
        told_where = self._where_told()
        evidence = Evidence(
            place=place.country if place else None,
            mentions=[m for m in self.mentions if m.kind != "place" or m.head not in told_where],
            speakers=[m for m in self.mentions if any(m.first <= c.source_word < m.last for c in self.cues)],
            places=self._told_places(),
            article=self.article.country,
        )
        found: tuple[list[Actor], list[Actor]] = ([], [])
        notes: list[str] = []
        for side in sides:
            actor = self._actor(side)
            country = home_of(side, sides, act.type, self.tree, evidence) or kind_of_body(side)
            if country is not None:
                actor.country, actor.inferred = country, True
                actor.id = actor.id or (f"{country}_{actor.sector}" if actor.sector else "")
                notes.append(f"{side.text}: {country} (inferred)")
            found[not side.actor].append(actor)
        if place is not None and place.country is not None:
            countries = [[a.country for a in side] for side in found]
            if suffers_as_place(act.type, countries[0], countries[1], place.country):
                found[1].append(_as_recipient(place))
                notes.append(f"{place.text}: {place.country} (inferred)")
        return found, notes

    def _told_places(self) -> list[Place]:
        """Places of the sentence but those where its speakers are ("officials in Nairobi said", "said in Geneva")."""
        sources = {w for c in self.cues if c.source_word >= 0 for w in self.sentence.subtree(c.source_word)}
        aside = {self.sentence.starts[w] for w in sources | self._where_told()}
        return [p for p in self.place_mentions if p.start not in aside]

    def _where_told(self) -> set[int]:
        """Words that say where somebody spoke."""
        told = [k for c in self.cues if c.cue_word >= 0 for k in self.sentence.children(c.cue_word, "obl")]
        return {w for k in told for w in self.sentence.subtree(k)}

    def _sides(self, mentions: Sequence[Mention], words: Sequence[int], *, actor: bool) -> list[Side]:
        found = [Side(self._words(m.first, m.last), m.head, m, actor) for m in mentions]
        covered = {w for m in mentions for w in (*range(m.first, m.last), m.head)}
        for word in words:
            first, last = self._phrase(word)
            if word not in covered and not any(w in covered for w in range(first, last)):
                found.append(Side(self._words(first, last), word, None, actor))
        return found

    def _words(self, first: int, last: int) -> str:
        return self.sentence.span(first, last).text

    def _claim(
        self,
        word: int,
        words: Sequence[int],
        *,
        quantities: list[Quantity],
        parties: tuple[list[Actor], list[Actor]],
        reading: StatusReading | None = None,
    ) -> Claim:
        sentence, reading = self.sentence, reading or self.status.read(word)
        start = self.base + sentence.starts[word]
        speakers = self.article.sources.speakers(start, self.base + sentence.ends[word])
        return Claim(
            id=self._id("", word),
            document=self.article.document.id,
            sentence=sentence.text,
            start=self.base,
            end=self.base + len(sentence.text),
            actors=parties[0],
            recipients=parties[1],
            quantities=quantities,
            place=self._place(word),
            time=self._time(word),
            reasons=self._reasons(word),
            speakers=speakers,
            status=reading.status,
            factuality=round(reading.factuality, 2),
            auxiliary=list(reading.auxiliary),
            probability=reading.probability,
            likelihood=reading.likelihood,
            horizon=self._horizon(reading),
            act=self._span(min(words), max(words) + 1)
            if max(words) - min(words) < 8
            else self._span(word, word + 1),
            marks={kind: [self._shift(span) for span in spans] for kind, spans in reading.marks.items()},
            confidence=0.5,
        )

    def _id(self, kind: str, word: int) -> str:
        key = f"{self.article.document.id}\t{self.base + self.sentence.starts[word]}\t{kind}"
        return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()

    def _span(self, first: int, last: int) -> Span:
        return self._shift(self.sentence.span(first, last))

    def _shift(self, span: Span) -> Span:
        start, end = span.start, span.end
        return Span(start=self.base + start, end=self.base + end, text=self.sentence.text[start:end])

    def _moved(self, quantity: Quantity) -> Quantity:
        quantity.start, quantity.end = quantity.start + self.base, quantity.end + self.base
        return quantity

    def _actor(self, side: Side) -> Actor:
        mention = side.mention
        if mention is None:
            span = self._span(*self._phrase(side.head))
            return Actor(text=span.text, start=span.start, end=span.end)
        span = self._span(mention.first, mention.last)
        return Actor(
            id=mention.id, country=mention.country, sector=mention.sector, name=mention.name,
            text=span.text, start=span.start, end=span.end, antecedent=mention.antecedent,
        )  # fmt: skip

    def _phrase(self, word: int) -> tuple[int, int]:
        """The noun phrase of a word without clauses and prepositional phrases behind it."""
        keep = {"det", "amod", "compound", "nummod", "flat", "nmod:poss", "case"}
        words = {word}
        for kid in self.sentence.children(word, *keep):
            if kid < word or self.sentence.deprels[kid] == "flat":
                words.update(w for w in self.sentence.subtree(kid) if self.sentence.deprels[kid] != "case")
        first = max(min(words), word - 12)
        return first, min(max(words), word + 12) + 1

    def _arguments(self, word: int) -> tuple[list[Actor], list[Actor]]:
        """Subject and object of a predicate that is no PLOVER act."""
        sides: tuple[list[Actor], list[Actor]] = ([], [])
        for side, relations in zip(sides, (("nsubj",), ("obj", "iobj")), strict=True):
            for kid in self.sentence.children(word, *relations):
                if self.sentence.deprels[kid] == "nsubj:pass":
                    continue
                side.extend(
                    self._actor(Side(m.text, kid, m, relations[0] == "nsubj"))
                    for m in self.mentions
                    if m.first <= kid < m.last
                )
        return sides

    # ------------------------------------------------------------ where, when, why

    def _place(self, word: int) -> Place | None:
        found = event_place(self.sentence, word, self.place_mentions)
        if found is None:
            return None
        place = Place(**{f: getattr(found, f) for f in found.__struct_fields__})
        place.start, place.end = found.start + self.base, found.end + self.base
        return place

    def _time(self, word: int) -> Interval | None:
        own = event_time(self.sentence, word, self.times, self.article.day)
        return self._interval(own or time_taken_up(self.sentence, word, self.times_before))

    def _interval(self, found: Interval | None) -> Interval | None:
        if found is None:
            return None
        moved = Interval(**{f: getattr(found, f) for f in found.__struct_fields__})
        moved.text_start, moved.text_end = found.text_start + self.base, found.text_end + self.base
        return moved

    def _horizon(self, reading: StatusReading) -> Interval | None:
        if reading.horizon is None:
            return None
        for time in self.times:
            if time.text_start < reading.horizon.end and time.text_end > reading.horizon.start:
                return self._interval(time)
        span = self._shift(reading.horizon)
        return Interval(text=span.text, text_start=span.start, text_end=span.end)

    def _reasons(self, word: int) -> list[Reason]:
        return [
            Reason(kind=r.kind, text=r.text, start=r.start + self.base, end=r.end + self.base, cue=r.cue)
            for r in find_reasons(self.sentence, word, self.tree)
            if not r.weak and r.cue_start != self.sentence.starts[word]  # "had given" is no "given that"
        ]

    def _explanation(self, act: Act[Mention], notes: Sequence[str]) -> Explanation:
        readings = self.sentence.readings.get("acts")
        scores = {}
        if readings is not None and self.coder.labels is not None:
            row = readings[act.words].max(0)
            best = sorted(range(len(row)), key=lambda i: -row[i])[:3]
            scores = {self.coder.labels.acts[i]: round(float(row[i]), 3) for i in best}
        method = "both" if act.frame and scores else "frame" if act.frame else "head"
        return Explanation(
            method=method, frame=act.frame, path="; ".join(filter(None, [act.path, *notes])), scores=scores
        )


def _as_recipient(place: Place) -> Actor:
    """The country of a place as a party."""
    country = place.country or ""
    return Actor(
        id=country, country=country, text=place.text, start=place.start, end=place.end, inferred=True
    )


def _only_country(mentions: Sequence[Sequence[Mention]]) -> str | None:
    """The one country that an article speaks of, None when it names several or none."""
    named = {m.country for own in mentions for m in own if m.country and m.country not in SUPRANATIONAL}
    return named.pop() if len(named) == 1 else None


def _distance(sentence: Sentence, word: int, act: int) -> int:
    """Steps in the tree from a word to an act: up to it is near, over a common ancestor far."""
    above: dict[int, int] = {}
    at, steps = word, 0
    while at >= 0 and at not in above:
        above[at] = steps
        at, steps = sentence.heads[at], steps + 1
    if act in above:
        return above[act]
    at, steps = act, 0
    while at >= 0 and at not in above and steps <= len(sentence):
        at, steps = sentence.heads[at], steps + 1
    return 4 + steps + above.get(at, len(sentence))
