"""What a word commits to about the clause or the event noun that it takes."""

from __future__ import annotations

from abc import ABC, abstractmethod

from watchfloor.coding.clause_forms import marker_index
from watchfloor.coding.main_clauses import MainClauses
from watchfloor.coding.own_words import OwnWords
from watchfloor.coding.views import FACT, View, combine
from watchfloor.knowledge.cue_tables import Commitment

__all__ = ["Complements"]


# Classes whose complement is told, known or asked of: its time is its own, whenever that is done.
_OF_OTHER_TIMES = frozenset({
    "factive", "confirmed", "reported", "alleged", "believed", "denied", "doubted", "known", "asking",
})  # fmt: skip
# What is done on purpose is taken as done where what it was done for is told as a fact, from this value on.
_DONE = 2.0
# What somebody set out to do, as a deed of its own where it is past.
_ATTEMPTS = frozenset({"try", "attempt", "seek", "endeavour", "endeavor", "bid", "effort"})
# How one of several is singled out, and who may have done what the others did not.
_RANKS = frozenset({
    "only", "first", "last", "sole", "second", "third", "fourth", "fifth", "latest", "youngest", "oldest",
})  # fmt: skip
_DOERS = frozenset({
    "country", "nation", "state", "member", "power", "party", "group", "force", "troop", "one", "man", "woman", "person",
    "people", "leader", "ruler", "king", "queen", "pope", "soldier", "army", "rebel", "militia", "unit", "brigade",
    "ship", "vessel", "plane", "aircraft", "team", "company", "bank", "firm", "airline", "city", "province", "island",
    "government", "regime", "parliament", "court", "judge", "president", "minister", "premier", "general", "lawmaker",
    "senator", "politician", "diplomat", "candidate", "pilot", "civilian", "hostage", "prisoner", "suspect", "victim",
    "child", "visitor", "convoy", "division", "faction", "union", "church",
})  # fmt: skip


class Complements(MainClauses, OwnWords, ABC):
    """The slots that a word opens by its commitment, which the tables hold."""

    @abstractmethod
    def view(self, word: int) -> View:
        """The view of a predicate in its slot."""

    @abstractmethod
    def slot(self, word: int) -> View:
        """What the words above a predicate make of it."""

    def _complement(self, commitment: Commitment, outer: View, marks: tuple[tuple[str, int], ...]) -> View:
        """The slot of a complement, given the view of the word that takes it."""
        if commitment.if_true == commitment.if_false and not commitment.status_true:
            return View(commitment.if_true, marks=marks)
        holds = outer.value >= 0 or (outer.status == "demanded" and not outer.negated)
        share = min(abs(outer.value), FACT) / FACT
        value = (commitment.if_true if holds else commitment.if_false) * share
        status = commitment.status_true if holds else commitment.status_false
        if outer.status == "hypothetical":
            status = "hypothetical"
        elif (
            not status
            and outer.status
            and outer.status != "ongoing"
            and not (outer.status == "denied" and value > 0.5)
        ):
            # "did not say that it fell" leaves it open; "no evidence that it fell" speaks against it.
            open_left = outer.status == "denied" and value >= 0 and self._pos(marks[0][1]) == "verb"
            status = "possible" if open_left else outer.status
        elif status == "ongoing" and outer.status not in ("", "ongoing", "denied"):
            status = outer.status  # "will keep working"
        negated = (outer.negated and commitment.if_false < 0 <= commitment.if_true) or (
            holds and commitment.if_true < 0
        )
        ahead = commitment.ahead or (outer.ahead and commitment.name not in _OF_OTHER_TIMES)
        return View(value, status, outer.marks + marks, negated, ahead)

    def _special(self, word: int, above: int, form: str) -> View | None:
        """Verbs whose own form decides: "is to", "going to", "had to", "has yet to", "used to"."""
        if form != "to":
            return None
        tree = self.tree
        lemma, low = tree.lemmas[above], tree.low[above]
        outer = self.view(above)
        if lemma == "have":
            between = tree.low[above + 1 : word]
            if "yet" in between:
                return View(-2.5, "denied", (("negation", above),), True)
            if low == "had" and outer.value >= 2.5:
                return View()
        if lemma == "be" and any(tree.relations[k] == "nsubj" for k in tree.kids[above]):
            return combine(View(1.5, "announced", (("modal", above),), ahead=True), outer)
        if self._going_to(above):
            return outer
        if any(tree.low[k] == "too" for k in tree.kids[above]):
            return View(
                -2.0,
                "denied",
                (("negation", next(k for k in tree.kids[above] if tree.low[k] == "too")),),
                True,
            )
        return None

    def _is_report(self, noun: int) -> bool:
        """Whether a noun is a word for what somebody says is so: "claim", "rumour", "denial"."""
        cue = self.tables.cues.get((self.tree.lemmas[noun], "noun"))
        return cue is not None and cue.stance in ("states", "denies")

    def _refused(self, noun: int) -> bool:
        """ "rejected claims that ...", "brushed aside reports of ...": a claim whose speaker is contradicted."""
        tree = self.tree
        above = tree.heads[noun]
        if above < 0 or tree.relations[noun] not in ("obj", "nsubj", "obl") or not self._is_report(noun):
            return False
        cue = self.tables.cues.get((tree.lemmas[above], "verb"))
        names = (
            tree.lemmas[above],
            *(f"{tree.lemmas[above]} {particle}" for particle in tree.particles(above)),
        )
        if not (cue is not None and cue.stance == "denies") and not any(
            (name, "verb") in self.tables.verdicts for name in names
        ):
            return False
        return tree.relations[noun] != "nsubj" or tree.arguments(above).passive

    def _aim(self, word: int, above: int) -> View:
        """What something is done for: likely where that was done, ahead where it is not."""
        outer = self.view(above)
        share = max(outer.value, 0.0) / FACT
        marks = (*outer.marks, ("cue", marker_index(self.tree, word)))
        return View(1.5 * share, outer.status or "possible", marks, ahead=not self._is_done(above))

    def _is_one_of_few(self, noun: int) -> bool:
        """ "the only country to vote against it", "the first leaders to visit": those did; no "chance to" or "way to"."""
        tree, lemma = self.tree, self.tree.lemmas[noun]
        if lemma not in _DOERS and lemma not in self.tables.speaker_kinds and lemma not in self.tables.bodies:
            return False
        return any(tree.relations[k] in ("amod", "nummod") and tree.low[k] in _RANKS for k in tree.kids[noun])

    def _kind_of_cue(self, commitment: Commitment, above: int) -> str:
        """ "attempt" for a try that was made, whatever came of it ("tried to kill him"); "cue" for all else."""
        tree = self.tree
        if commitment.name not in ("trying", "attempted") or tree.lemmas[above] not in _ATTEMPTS:
            return "cue"
        verb = above if self._pos(above) == "verb" else tree.heads[above]
        return "attempt" if verb >= 0 and self._is_told(verb) and self.view(above).value > 0 else "cue"

    def _is_told(self, verb: int) -> bool:
        """Whether a verb in the past is told as a fact, if only by somebody's word."""
        view = self.view(verb)
        return view.value > 0 and view.status in ("", "ongoing") and (self._past(verb) or self._perfect(verb))

    def _performed(self, word: int, above: int) -> View | None:
        """ "telephoned to congratulate", "sent a letter to thank": done by that very deed; None for another purpose.

        Args:
            word: head of the infinitive.
            above: the verb or the noun that it hangs on.
        """
        tree, performed = self.tree, self.tables.performed
        if tree.lemmas[word] not in performed["deed"]:
            return None
        verb = above if self._pos(above) == "verb" else tree.heads[above]
        if verb < 0 or not self._is_told(verb):
            return None
        nouns = [k for k in tree.kids[verb] if tree.relations[k] in ("obj", "obl")]
        behind = range(verb + 1, min(verb + 3, len(tree.low)))
        asks = tree.lemmas[verb] == "call" and tree.low[verb + 1 : verb + 2] in (["on"], ["upon"], ["for"])
        asks = asks and not any(tree.lemmas[k] in tree.times for k in behind)  # but "called on Friday"
        by_way = tree.lemmas[verb] in performed["way"] and not asks
        by_means = any(tree.lemmas[k] in performed["means"] for k in nouns)
        if not by_way and not by_means:
            return None
        return combine(self.view(verb), View(2.5, marks=(("cue", verb),)))

    def _is_done(self, above: int) -> bool:
        """ "flew to Rome to meet her": that they met is to be understood where the flight is told as a fact."""
        outer = self.view(above)
        return outer.value >= _DONE and outer.status in ("", "ongoing") and self._past(above)
