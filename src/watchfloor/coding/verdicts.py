"""Reports that are called true or false: "reports that ... were untrue", "no truth in claims that ..."."""

from __future__ import annotations

from watchfloor.coding.complements import Complements
from watchfloor.coding.views import FACT, View, combine
from watchfloor.knowledge.cue_tables import Commitment

__all__ = ["Verdicts"]

# What takes a name for its object without "as": "called the reports false".
_NAMING = frozenset({
    "call", "brand", "label", "deem", "term", "declare", "pronounce", "find", "consider", "think",
})  # fmt: skip
_OWNING = frozenset({"have", "lack", "contain"})
# Relations of a verdict to the verb that brings it: "proved false", "were dismissed as lies".
_BROUGHT = frozenset({"xcomp", "obl", "advcl", "ccomp"})
_BESIDE = frozenset({"ADJ", "ADV", "DET", "VERB", "NOUN", "PUNCT"})
_UNDECIDED = frozenset({"possible", "hypothetical", "forecast", "demanded"})
_RIGHT_BEFORE = 4  # words between "as" and the verdict that it brings


class Verdicts(Complements):
    """What a sentence says of the truth of a report that it tells of."""

    def _verdict(self, report: int, clause: int = -1) -> View | None:
        """The slot of what a report tells, where the report is called true or false; None where it is not.

        Args:
            report: the noun that takes the clause or the event ("reports", "claims").
            clause: head of that clause, -1 for an event.
        """
        above = self.tree.heads[report]
        for kid in self.tree.kids[report]:  # "false reports that"
            if self.tree.relations[kid] in ("amod", "compound") and self._is_untrue(kid):
                return self._complement(self.tables.classes["untrue"], View(), (("cue", kid),))
        for judge in self._predicates_of(report, clause):
            found = self._by_predicate(judge, report)
            if found is not None:
                return found
        if above < 0:
            return None
        if (
            self.tree.relations[report] == "nmod"
        ):  # "no truth in reports that", not "on the basis of reports that"
            return self._judged(above, report) if self.view(above).negated else None
        if self.tree.upos[above] not in ("VERB", "AUX"):
            return None
        if self.tree.lemmas[above] == "be":  # the same, hung on "there is"
            carriers = (k for k in self.tree.kids[above] if self.tree.relations[k] == "nsubj" and k != report)
            return next((found for k in carriers if (found := self._judged(k, report)) is not None), None)
        return self._by_speaker(report, above)

    def _truth(self, word: int) -> Commitment | None:
        """What calling a report by this word commits to: its own ("baseless"), or its adjective's ("fake news")."""
        tree, verdicts = self.tree, self.tables.verdicts
        pos = self._pos(word)
        if pos == "verb":
            return verdicts.get((tree.low[word], "adj")) if tree.is_participle(word) else None
        found = verdicts.get((tree.lemmas[word], pos)) or verdicts.get((tree.low[word], "adj"))
        if found is None and pos == "noun":
            described = (
                verdicts.get((tree.low[k], "adj")) for k in tree.kids[word] if tree.relations[k] == "amod"
            )
            found = next((truth for truth in described if truth is not None), None)
        return found

    def _is_untrue(self, word: int) -> bool:
        found = self._truth(word)
        return found is not None and found.name == "untrue"

    def _judged(self, word: int, report: int) -> View | None:
        """The slot of what a report tells that is called by this word, None where the word is no verdict."""
        tree = self.tree
        found = self._truth(word)
        if found is None:
            return None
        # Below the report itself only by a slip of the tree: then it stands where the report stands.
        outer = (
            combine(self.slot(report), self.local(word)) if tree.heads[word] == report else self.view(word)
        )
        if outer.status in _UNDECIDED:  # "may be false"
            return View(min(0.5, outer.value), outer.status, (*outer.marks, ("cue", word)))
        marker = self.tables.markers.get(tree.preposition(word))
        if marker is not None and marker.kind == "negation":  # "are without foundation"
            outer = combine(outer, View(-FACT, "denied", (("negation", word),), True))
        return self._complement(found, outer, (("cue", word),))

    def _predicates_of(self, report: int, clause: int) -> list[int]:
        """What a report may be the subject of: by the tree, and by the order of the words, which trees often miss."""
        tree = self.tree
        found = [tree.heads[report]] if tree.relations[report] == "nsubj" else []
        for at in range(clause + 1 if clause > report else len(tree.low), len(tree.low)):
            judge = tree.heads[at]
            if tree.upos[at] == "PUNCT":
                break
            if tree.upos[at] != "AUX" or judge <= at:
                continue
            if not any(tree.relations[k] == "nsubj" and k > clause for k in tree.kids[judge]):
                found.append(judge)
            break
        return found

    def _by_predicate(self, judge: int, report: int) -> View | None:
        """ "were false", "proved false", "were dismissed as lies", "have no basis"."""
        tree = self.tree
        if not self._is_own(judge):
            return None
        found = self._judged(judge, report)
        if found is not None or self._pos(judge) != "verb":
            return found
        owned = tree.lemmas[judge] in _OWNING
        for kid in tree.kids[judge]:
            relation = tree.relations[kid]
            brought = kid > judge and (relation == "xcomp" or tree.preposition(kid) == "as")
            if (owned and relation == "obj") or (brought and relation in _BROUGHT):
                found = self._judged(kid, report)
            if found is not None:
                return found
        return None

    def _is_own(self, judge: int) -> bool:
        """Whether a verb judges its subject: in the passive, by a copula, or as "prove" and "have" do."""
        tree = self.tree
        if self._pos(judge) != "verb" or tree.arguments(judge).passive or tree.lemmas[judge] in _OWNING:
            return True
        return not any(tree.relations[k] == "obj" for k in tree.kids[judge])

    def _by_speaker(self, report: int, verb: int) -> View | None:
        """ "called reports that ... false", "dismissed as baseless reports that ...": one speaker's word, no more."""
        for word in self.sentence.subtree(verb):
            if word <= verb or not self._named_so(word, report, verb):
                continue
            found = self._truth(word)
            if found is not None:
                name = "denied" if found.name == "untrue" else "reported"
                marks = (("cue", word),)
                return self._complement(self.tables.classes[name], self.view(verb), marks)
        return None

    def _named_so(self, word: int, report: int, verb: int) -> bool:
        """Whether a word names a report, by the order of the words: trees hang it on the clause between, too."""
        tree = self.tree
        if any(tree.relations[k] in ("cop", "nsubj", "aux") for k in tree.kids[word]):
            return False
        at = word - 1
        while at > verb and word - at <= _RIGHT_BEFORE and tree.upos[at] in _BESIDE and tree.low[at] != "as":
            at -= 1
        if tree.low[at] == "as":
            return tree.heads[word] != report
        ends = word + 1 >= len(tree.low) or tree.upos[word + 1] in ("PUNCT", "CCONJ")
        opens = word == verb + 1
        return tree.lemmas[verb] in _NAMING and (ends or opens) and tree.upos[word] in ("ADJ", "NOUN", "VERB")
