"""Did it happen, by the text: status, factuality, auxiliary modes, verbal probability and horizon of a predicate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from watchfloor.coding.attribution import Attribution
from watchfloor.coding.calendar_words import CALENDAR, WEEKDAYS
from watchfloor.coding.certainty import Certainty
from watchfloor.coding.clause_forms import is_gerund
from watchfloor.coding.views import View
from watchfloor.knowledge.cue_tables import Commitment, Likelihood, load_cues
from watchfloor.records import Sentence, Span, Status

__all__ = ["StatusReader", "StatusReading", "read_status"]

STATUSES: tuple[Status, ...] = (
    "occurred", "ongoing", "announced", "demanded", "possible", "hypothetical", "forecast", "denied",
)  # fmt: skip
# Weight of the rules where a learned head has read the word as well: where no word of the sentence decides, the head
# is asked first; where one does ("tried to", "if", "could"), it is heard, no more.
_RULE_WEIGHT, _RULE_WEIGHT_DECIDED = 0.4, 0.75
# Probability from which it may tell a forecast from another thing to come.
_CERTAIN = 0.8
# Had it happened when the text was written? Of what the text itself sets in the future or asks for; of what somebody
# wanted, was able or was asked to do, at a time that may be past by now; and of what is only imagined.
_AHEAD = -2.0
_OPEN = -1.0
_IMAGINED = -0.5
# Nothing that lies ahead is certain, however firmly it is told.
_SUREST_AHEAD = 2.5
# The learned score may weaken what the words say, not turn it round.
_LEAST_FACT = 0.5
# What is believed by somebody by another's word is told still (1.0 of 3, of which the report leaves half).
_LEAST_TOLD = 0.45
_ONESELF = frozenset({"they", "he", "she", "we", "i"})
# What nobody decides upon: "prices will rise" is a forecast where "the bank will close" is an announcement.
_UNWILLED = frozenset({
    "be", "become", "rise", "fall", "grow", "shrink", "happen", "occur", "collapse", "fail", "face", "suffer",
    "lose", "win", "remain", "lead", "cause", "affect", "increase", "decrease", "decline", "worsen",
    "improve", "die", "need", "mean", "result", "spread", "escalate", "deepen", "emerge", "benefit",
    "survive", "drop", "climb", "surge", "plunge", "slow", "ease", "struggle", "see", "have", "hit",
    "embolden",
})  # fmt: skip
_OF_CHANCE = frozenset({"risk", "possibility", "prospect", "chance", "likelihood", "danger", "potential"})
_LIKELY_SOON = frozenset(
    {"probably", "likely", "eventually", "inevitably", "soon", "surely", "undoubtedly", "certainly"}
)
_HORIZON_PREPOSITIONS = frozenset(
    {"by", "within", "before", "until", "in", "over", "during", "on", "from", "after", "for"}
)
_TIME_NOUNS = CALENDAR | frozenset({
    "second", "minute", "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade",
    "century", "spring", "summer", "autumn", "fall", "winter", "tomorrow", "tonight", "morning", "afternoon",
    "evening", "night", "noon", "midnight", "christmas", "easter", "ramadan", "ramadhan", "deadline", "end",
    "future", "term",
})  # fmt: skip
_UNITS = frozenset({"minute", "hour", "day", "week", "month", "year"})
_COUNTS = frozenset({"a", "an", "two", "three", "four", "five", "six", "ten", "few", "several"})
_HORIZON_WORDS = frozenset({"tomorrow", "tonight", "soon", "shortly", "imminently", "eventually"})
_NEXT = frozenset({"next", "coming", "later", "this", "following"})
_PAST_ERA = frozenset({"ago", "formerly"})
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_PER_CENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:\s?(?:-|–|to)\s?(\d{1,3}))?\s?(?:%|per ?cent)", re.IGNORECASE)
_CHANCE = frozenset({"chance", "probability", "likelihood", "odds", "risk", "possibility"})
# Bands of ICD 203; the bounds are shared, so a figure on one belongs to the more cautious term.
_BANDS = (
    (5, "almost no chance"), (20, "very unlikely"), (45, "unlikely"), (55, "roughly even chance"), (80, "likely"),
    (95, "very likely"), (100, "almost certain"),
)  # fmt: skip


class StatusReading(msgspec.Struct, kw_only=True):
    """What a sentence says of whether one of its predicates happened.

    Attributes:
        status: one of the design's eight.
        factuality: -3 (certainly not) to 3 (certainly); of what lies ahead, how far the text commits to its coming.
        happened: factuality of its having happened by the time of the telling: what lies ahead has not, however sure
            it is.
        ahead: whether it lies ahead of the telling: announced, wanted, asked for, expected.
        auxiliary: PLOVER's auxiliary modes that apply: ``historical``, ``future``, ``hypothetical``, ``negation``.
        likelihood: the ICD 203 term for a forecast or possibility that is given a verbal probability, else empty.
        probability: its bounds in per cent, None without a likelihood.
        horizon: the words that say by when, as offsets in the sentence's text; None when not stated.
        marks: the deciding words by kind (``negation``, ``modal``, ``hedge``, ``cue``, ``condition``, and ``attempt`` for
            a try that was made, whatever came of it), as offsets in
            the sentence's text.
    """

    status: Status
    factuality: float
    happened: float
    ahead: bool = False
    auxiliary: list[str] = []
    likelihood: str = ""
    probability: tuple[int, int] | None = None
    horizon: Span | None = None
    marks: dict[str, list[Span]] = {}


class StatusReader:
    """Reads the status of any number of words of one sentence; what they share is looked up once.

    Args:
        sentence: with its tree.
        attributions: those found in its document or in it; only the ones whose content covers words of the sentence
            are looked at.
        published: day of publication, to tell history ("in 1994") from news.
    """

    def __init__(
        self, sentence: Sentence, attributions: Iterable[Attribution] = (), published: date | None = None
    ) -> None:
        self.sentence = sentence
        self.published = published
        self._forecasters: set[int] = set()
        self.certainty = Certainty(sentence, self._spoken(attributions))

    def _spoken(self, attributions: Iterable[Attribution]) -> dict[int, tuple[Commitment, int]]:
        """Heads of attributed stretches whose cue is not above them in the tree, with what the cue commits to."""
        sentence, classes = self.sentence, load_cues().classes
        low, high = sentence.start, sentence.start + len(sentence.text)
        found: dict[int, tuple[Commitment, int]] = {}
        for attribution in attributions:
            spans = [(s - low, e - low) for s, e in attribution.content if s < high and e > low]
            if not spans:
                continue
            inside = {
                i
                for i in range(len(sentence))
                if any(sentence.starts[i] < end and sentence.ends[i] > start for start, end in spans)
            }
            cue = attribution.cue_word if attribution.sentence_start == low else -1
            if attribution.kind in ("unnamed", "media") or attribution.stance in ("forecasts", "believes"):
                self._forecasters |= inside
            for word in inside:
                head = sentence.heads[word]
                if head in inside or head == cue or sentence.deprels[word] == "punct":
                    continue
                if cue >= 0 and (_below(sentence, word, cue) or _in_clause_on(sentence, cue, word)):
                    continue
                found[word] = (classes[attribution.commitment], cue)
        return found

    def read(self, word: int) -> StatusReading:
        """The status of one predicate, a verb, an event noun or an adjective.

        Raises:
            IndexError: the sentence has no such word.
        """
        if not 0 <= word < len(self.sentence):
            raise IndexError(f"word {word} of a sentence of {len(self.sentence)} words")
        view = self.certainty.view(word)
        if self.certainty.tree.lemmas[word] in _OF_CHANCE and self.certainty.tree.upos[word] == "NOUN":
            if (
                view.value > 0.5 and not view.status
            ):  # "there is a risk of war": a chance, and nothing that happened
                view = View(0.5, "possible", (*view.marks, ("hedge", word)))
        value = self._with_learned_score(word, view)
        status = self._with_learned_status(word, view, self._status(word, view))
        if status in ("announced", "forecast"):
            value = min(value, _SUREST_AHEAD)
        elif status in ("occurred", "ongoing"):
            value = max(value, _LEAST_FACT)
        elif status == "denied":
            value = min(value, -_LEAST_FACT)
        value = round(max(-3.0, min(3.0, value)), 2)
        term = self._likelihood(view, status)
        return StatusReading(
            status=status,
            factuality=value,
            happened=self._happened(word, view, status, value),
            ahead=view.ahead,
            auxiliary=self._auxiliary(word, view, status),
            likelihood=term.term if term else "",
            probability=(term.low, term.high) if term else None,
            horizon=self._horizon(word)
            if status in ("announced", "forecast", "possible", "hypothetical", "demanded")
            else None,
            marks=self._marks(view),
        )

    # ------------------------------------------------------------ status

    def _status(self, word: int, view: View) -> Status:
        status = view.status
        if not status:
            if view.value <= -1:
                return "denied"
            if view.value < _LEAST_TOLD:
                return "possible"
            return self._fact(word)
        if status == "ongoing":
            return "ongoing" if view.value > 0 else "denied"
        if status == "announced":
            return self._future(word, view)
        if status == "possible" and view.value <= -1.5 and view.negated:
            return "denied"
        if status == "denied" and view.value > 0.5:
            return "occurred"
        return status  # type: ignore[return-value]

    def _fact(self, word: int) -> Status:
        """Occurred or ongoing, by tense and aspect."""
        tree = self.certainty.tree
        if tree.upos[word] not in ("VERB", "AUX"):
            return "occurred"
        feats = self.sentence.feats[word] if self.sentence.feats else "_"
        auxiliaries = [k for k in tree.kids[word] if tree.relations[k] == "aux"]
        if not auxiliaries and word > 0 and tree.upos[word - 1] == "AUX":
            auxiliaries = [word - 1]  # hung on another word: "are undergoing training"
        low = {tree.low[k] for k in auxiliaries}
        kids = {tree.low[k] for k in tree.kids[word]}
        if is_gerund(tree, word) and auxiliaries:
            if low & {"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "been"}:
                return "announced" if self._next_time(word) and "been" not in low else "ongoing"
            return "occurred"
        if low & {"has", "have", "'ve", "’ve"} and any(
            tree.preposition(k) == "since" for k in tree.kids[word]
        ):
            return "ongoing"
        if "still" in kids:
            return "ongoing"
        present = not auxiliaries and "Tense=Pres" in feats and "VerbForm=Fin" in feats
        if present:
            if self._next_time(word):
                return "announced"
            if tree.lemmas[word] in ("continue", "persist", "remain"):
                return "ongoing"
            ends = self.sentence.text.rstrip().endswith((".", "”", '"', ";", "!"))
            if (
                self.sentence.kind not in ("headline", "title")
                and ends
                and (tree.lemmas[word], "verb") not in load_cues().cues
            ):
                return "ongoing"
        return "occurred"

    def _next_time(self, word: int) -> bool:
        """Whether a present tense is one of schedules: "meets tomorrow", "are flying out on Friday", "in two weeks"."""
        tree = self.certainty.tree
        for kid in tree.kids[word]:
            if tree.relations[kid] not in ("obl", "advmod", "nmod"):
                continue
            low, below = tree.low[kid], {tree.low[k] for k in tree.kids[kid]}
            if low in ("tomorrow", "tonight", "soon", "shortly") or (
                low in _TIME_NOUNS and below & {"next", "coming"}
            ):
                return True
            if tree.preposition(kid) == "on" and low in WEEKDAYS and not below & {"every", "last"}:
                return True
            if tree.preposition(kid) == "in" and tree.lemmas[kid] in _UNITS and below & _COUNTS:
                return True
        return False

    def _future(self, word: int, view: View) -> Status:
        """Announced by those who decide it, or forecast by others."""
        tree = self.certainty.tree
        modal = next((tree.low[at] for kind, at in view.marks if kind == "modal"), "")
        if modal not in ("will", "'ll", "’ll", "wo", "shall", "would", "'d", "going", "gonna"):
            return "announced"
        if self._promised(view):
            return "announced"
        kids = {tree.low[k] for k in tree.kids[word]}
        subject = self._subject(word)
        own = self._speaks_of_itself(word)
        if (word in self._forecasters and not own) or tree.lemmas[word] in _UNWILLED or kids & _LIKELY_SOON:
            return "forecast"
        if any(tree.relations[k] == "cop" for k in tree.kids[word]):  # "dialogue will be essential"
            return "forecast"
        if subject >= 0 and not own and tree.low[subject] in ("it", "this", "that", "there", "which", "what"):
            return "forecast"
        return "announced"

    def _subject(self, word: int) -> int:
        """The word's subject, -1 if it has none."""
        tree = self.certainty.tree
        return next((k for k in tree.kids[word] if tree.relations[k] == "nsubj"), -1)

    def _speaks_of_itself(self, word: int) -> bool:
        """ "The rebels said they would", "the ministry said it would": of themselves they know."""
        tree, subject = self.certainty.tree, self._subject(word)
        if subject < 0 or tree.low[subject] != "it" or tree.relations[word] != "ccomp":
            return subject >= 0 and tree.low[subject] in _ONESELF
        speakers = tree.arguments(tree.heads[word]).subject
        return any(tree.upos[k] == "PROPN" or tree.lemmas[k] in load_cues().bodies for k in speakers)

    def _happened(self, word: int, view: View, status: Status, value: float) -> float:
        """Factuality by the time of the telling; see the field of that name."""
        if view.ahead or status in ("announced", "forecast", "demanded"):
            asked = any(kind == "modal" or self.certainty.is_asked_for(at) for kind, at in view.marks)
            return min(value, _AHEAD if asked and status != "possible" else _OPEN)
        if status == "hypothetical":
            return min(value, _IMAGINED)
        return value

    def _with_learned_score(self, word: int, view: View) -> float:
        scores = self.sentence.readings.get("factuality")
        if scores is None:
            return view.value
        weight = _RULE_WEIGHT_DECIDED if view.marks else _RULE_WEIGHT
        return weight * view.value + (1 - weight) * float(scores[word])

    def _with_learned_status(self, word: int, view: View, status: Status) -> Status:
        """The learned head may tell a forecast from a possibility or an announcement.

        It neither makes a fact nor undoes one: that must not depend on what cannot be read off the words.
        """
        distribution: Any = self.sentence.readings.get("status")
        if distribution is None or status not in ("possible", "announced"):
            return status
        if self._promised(view) or self._speaks_of_itself(word):
            return status
        row: Sequence[float] = distribution[word]
        return "forecast" if float(row[STATUSES.index("forecast")]) > _CERTAIN else status

    def _promised(self, view: View) -> bool:
        """ "promised that it would": it is the promiser's to decide."""
        cues, lemmas = load_cues().cues, self.certainty.tree.lemmas
        found = (cues.get((lemmas[at], "verb")) for kind, at in view.marks if kind == "cue")
        return any(cue is not None and cue.stance == "promises" for cue in found)

    # ------------------------------------------------------------ what goes with it

    def _auxiliary(self, word: int, view: View, status: Status) -> list[str]:
        found: list[str] = []
        if status in ("occurred", "ongoing", "denied") and self._historical(word):
            found.append("historical")
        if status in ("announced", "forecast"):
            found.append("future")
        if status in ("possible", "hypothetical", "demanded"):
            found.append("hypothetical")
        if status == "denied" or (view.negated and any(kind == "negation" for kind, _ in view.marks)):
            found.append("negation")
        return found

    def _historical(self, word: int) -> bool:
        tree = self.certainty.tree
        latest = (self.published.year if self.published else 2010) - 2
        used = tree.heads[word]
        if (
            used >= 0
            and tree.lemmas[used] == "use"
            and tree.relations[word] == "xcomp"
            and tree.infinitive(word)
        ):
            return True
        for kid in tree.kids[word]:
            if tree.relations[kid] not in ("obl", "advmod", "nmod"):
                continue
            if tree.low[kid] in _PAST_ERA and any(
                tree.lemmas[k] in ("year", "decade", "century") for k in tree.kids[kid]
            ):
                return True
            if tree.preposition(kid) in ("since", "from"):
                continue
            below = [kid, *tree.kids[kid]]
            if any(_YEAR.fullmatch(tree.low[k]) and int(tree.low[k]) <= latest for k in below):
                return True
        return False

    def _marks(self, view: View) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for kind, at in view.marks:
            span = self.sentence.span(at, at + 1)
            listed = found.setdefault(kind, [])
            if span not in listed:
                listed.append(span)
        return found

    def _likelihood(self, view: View, status: Status) -> Likelihood | None:
        """The verbal probability among the deciding words, with its degree word or negation."""
        if status not in ("possible", "forecast", "hypothetical", "announced"):
            return None
        tree, table = self.certainty.tree, self.certainty.tables.likelihoods
        for _, at in reversed(view.marks):
            if tree.low[at] in _CHANCE:
                stated = self._stated_chance(at)
                if stated is not None:
                    return stated
            before = tree.low[max(0, at - 2) : at]
            candidates = [" ".join((*before, tree.low[at])), " ".join((*before[-1:], tree.low[at]))]
            negated = any(tree.low[k] in ("not", "n't", "n’t") for k in tree.kids[at])
            if negated:
                candidates.append(f"not {tree.low[at]}")
            candidates.append(tree.low[at])
            for words in candidates:
                found = table.get(words)
                if found is not None:
                    return found
        return None

    def _stated_chance(self, at: int) -> Likelihood | None:
        """ "a 60 percent chance": the figure beside the noun."""
        sentence = self.sentence
        start = max(0, sentence.starts[at] - 40)
        stretch = sentence.text[start : sentence.ends[at] + 25]
        found = _PER_CENT.search(stretch)
        if found is None:
            return None
        low = min(100, int(found.group(1)))
        high = min(100, int(found.group(2))) if found.group(2) else low
        middle = (low + high) / 2
        term = next(name for bound, name in _BANDS if middle <= bound)
        return Likelihood(term, min(low, high), max(low, high))

    def _horizon(self, word: int) -> Span | None:
        """ "by December", "within weeks", "next year": at the predicate or at what governs it."""
        tree = self.certainty.tree
        at, steps = word, 0
        while at >= 0 and steps < 3:
            for kid in tree.kids[at]:
                if tree.relations[kid] in ("obl", "advmod", "nmod") and self._is_horizon(kid):
                    below = self.sentence.subtree(kid)
                    below = [i for i in below if tree.relations[i] != "punct"]
                    return self.sentence.span(below[0], below[-1] + 1)
            if tree.relations[at] not in ("xcomp", "ccomp", "conj", "obj", "acl", "nmod"):
                return None
            at, steps = tree.heads[at], steps + 1
        return None

    def _is_horizon(self, kid: int) -> bool:
        tree = self.certainty.tree
        low, lemma = tree.low[kid], tree.lemmas[kid]
        if low in _HORIZON_WORDS:
            return True
        is_time = lemma in _TIME_NOUNS or low in _TIME_NOUNS or _YEAR.fullmatch(low) is not None
        below = {tree.low[k] for k in tree.kids[kid]}
        first = tree.preposition(kid).split(" ")[0]
        if first in ("by", "before", "until"):
            return (
                is_time
                or (first != "by" and tree.upos[kid] == "NOUN")
                or (first == "by" and bool(below & _NEXT))
            )
        if first == "within":
            return is_time
        if not is_time:
            return False
        if first in _HORIZON_PREPOSITIONS or not first:
            points_back = bool(below & {"last", "past", "ago"})
            return bool(below & _NEXT) or (bool(first) and not points_back)
        return False


def _below(sentence: Sentence, word: int, above: int) -> bool:
    """Whether ``above`` is on the way from a word to the root."""
    steps = 0
    while word >= 0 and steps <= len(sentence):
        if word == above:
            return True
        word, steps = sentence.heads[word], steps + 1
    return False


def _in_clause_on(sentence: Sentence, cue: int, noun: int) -> bool:
    """Whether a cue stands in a clause that says of a noun which one is meant ("a demand that they have refused")."""
    while cue >= 0 and cue != noun:
        if sentence.heads[cue] == noun:
            return sentence.deprels[cue].startswith("acl")
        cue = sentence.heads[cue]
    return False


def read_status(
    sentence: Sentence, word: int, attributions: Iterable[Attribution] = (), published: date | None = None
) -> StatusReading:
    """The status of one predicate; use a `StatusReader` for several of one sentence.

    Args:
        sentence: with its tree.
        word: index of a verb, an event noun or a predicate adjective.
        attributions: as `StatusReader` takes them.
        published: day of publication.

    Raises:
        IndexError: the sentence has no such word.
    """
    return StatusReader(sentence, attributions, published).read(word)
