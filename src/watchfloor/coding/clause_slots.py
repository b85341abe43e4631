"""The slots of clauses: complements, subjects and adverbial clauses."""

from __future__ import annotations

from watchfloor.coding.clause_forms import QUESTION_WORDS, is_gerund, marker_index
from watchfloor.coding.complements import Complements
from watchfloor.coding.views import View

__all__ = ["ClauseSlots"]

# A present-tense clause after one of these tells of the same time as the clause above it.
_TEMPORAL = frozenset({"when", "once", "after", "whenever", "until", "till", "before"})
# What goes with something of these is no more real than that.
_UNREAL = frozenset({"hypothetical", "demanded", "forecast", "announced"})
_REAL_PURPOSE = frozenset({"come", "go", "live", "rush", "hasten", "stoop", "use", "help", "proceed"})
_INVERTED = {"had": (-2.5, "hypothetical"), "should": (-0.5, "hypothetical"), "were": (-1.0, "hypothetical")}


class ClauseSlots(Complements):
    """Slots that a verb or an adjective opens for a clause."""

    def _clause(self, word: int, above: int) -> View:
        tree = self.tree
        if (
            above > word
            and tree.relations[word] == "ccomp"
            and any(tree.relations[k] == "mark" and tree.low[k] == "as" for k in tree.kids[word])
        ):
            return View()
        form = self.form(word)
        if above > word and form == "that" and self._imperative(word):  # "Free them, he said"
            return View(-0.5, "demanded", (("cue", word),), ahead=True)
        if (
            tree.relations[word] == "xcomp"
            and tree.upos[word] in ("NOUN", "PROPN")
            and not self._is_clause(word)
        ):
            form = "obj"  # an object that a parser took for a predicate
        special = self._special(word, above, form)
        if special is not None:
            return special
        if form == "to" and any(tree.low[k] in QUESTION_WORDS and k < word for k in tree.kids[word]):
            return View(0.0, "possible", (("cue", above),), ahead=True)  # "knows how to", "asked where to"
        performed = self._performed(word, above) if form == "to" else None
        if performed is not None:
            return performed
        if form == "to" and tree.lemmas[above] == "become":
            if any(self._is_one_of_few(k) for k in tree.kids[above] if above < k < word):
                return self.view(above)  # "became the first judge to convict him"
        if form == "that" and tree.relations[above] == "parataxis" and above < word:
            judged = tree.heads[above]  # "It is not true, he said, that they left"
            truth = (self._commitments(judged) or {}).get("that")
            if truth is not None and truth.name in ("true", "untrue"):
                return self._complement(truth, self.view(judged), (("cue", judged),))
        known = self._commitments(above)
        outer = self.view(above)
        particle_verb = self.tables.commitments.get((f"{tree.lemmas[above]} {form}", "verb"))
        if particle_verb is not None:
            known, form = particle_verb, "ing"
        if self._refused(above):
            return View(-1.5, "denied", (("cue", tree.heads[above]),), True)
        reports = [k for k in tree.kids[above] if above < k < word and tree.relations[k] == "obj"]
        if form == "that" and any(map(self._refused, reports)):  # "denied a report by a local paper that ..."
            return View(-1.5, "denied", (("cue", above),), True)
        if known is not None:
            found = known.get(form) or known.get("*")
            if found is None and (form == "ing" or (form == "that" and tree.relations[word] == "xcomp")):
                found = known.get("obj") if self._pos(above) == "verb" else known.get("of")
            if found is None and form == "wh":
                found = known.get("that")
            if found is None and form not in ("to", "that", "whether", "ing"):
                found = known.get("ing")
            if found is not None:
                if found.name in ("planning", "wanting", "forecasting", "obliging") and self._overtaken(
                    above
                ):
                    return View(-1.5, "hypothetical", (("cue", above),), ahead=True)
                if found.name == "able" and self._past(above) and not outer.status:
                    return View(2.5, "", (("cue", above),))  # "was able to land": it did
                if found.name == "asking" and form == "wh" and self._takes_for_granted(word):
                    found = self.tables.classes["known"]  # "asked why they left": they did
                if found.name == "habit" and form == "to" and self._would(above):
                    found = self.tables.classes["wanting"]  # "would like to"
                view = self._complement(found, outer, ((self._kind_of_cue(found, above), above),))
                if found.name == "wanting" and view.status == "possible" and self._of_another(word, above):
                    view.status = "demanded"
                return view
        if form == "whether":
            return View(0.0, "possible", (("cue", above),))
        if form == "to" and known is None and tree.upos[above] in ("VERB", "ADJ"):
            return self._aim(word, above)  # "nominated two judges to replace them", "apt to fail"
        if tree.relations[word] == "ccomp" and form == "that":
            return self._complement(self.tables.classes["reported"], outer, (("cue", above),))
        return outer

    def _of_another(self, word: int, above: int) -> bool:
        """ "want the government to act": what is wanted is another's doing."""
        tree = self.tree
        own = any(tree.relations[k] == "nsubj" for k in tree.kids[word])
        return own or any(tree.relations[k] in ("obj", "iobj") and above < k < word for k in tree.kids[above])

    def _takes_for_granted(self, word: int) -> bool:
        kids = (k for k in self.tree.kids[word] if k < word)
        return any(self.tree.low[k] in ("why", "how", "when", "where", "who") for k in kids)

    def _would(self, word: int) -> bool:
        return any(self.tree.low[k] in ("would", "'d", "’d") for k in self.tree.kids[word])

    def _overtaken(self, word: int) -> bool:
        """ "had hoped to", "was about to", "were supposed to": it came otherwise."""
        tree = self.tree
        auxiliaries = {tree.low[k] for k in tree.kids[word] if tree.relations[k] in ("aux", "cop")}
        if auxiliaries & {"had", "'d"} and not auxiliaries & set(self.tables.modals) - {"'d"}:
            return tree.low[word] in ("hoped", "planned", "intended", "meant", "wanted", "expected", "wished")
        return bool(auxiliaries & {"was", "were"}) and tree.low[word] in ("about", "supposed")

    def _subject_clause(self, word: int, above: int) -> View:
        tree = self.tree
        form = self.form(word)
        special = self._special(word, above, form)
        if special is not None and tree.lemmas[above] not in ("be", "have", "go"):
            return special
        known = self._commitments(above)
        found = known.get(form) if known else None
        if found is not None:
            return self._complement(found, self.view(above), (("cue", above),))
        if form == "whether":
            return View(0.0, "possible", (("cue", above),))
        outer = self.view(above)
        if form in ("to", "ing") and tree.upos[above] != "VERB":
            if form == "ing" or self._past(above):  # "It was good to meet them"
                return (
                    View(2.0) if not outer.status else View(0.5, outer.status, outer.marks, ahead=outer.ahead)
                )
            return View(min(0.0, outer.value), "possible", (("cue", above),), ahead=True)
        return outer if form != "that" else View()

    def _adverbial(self, word: int, above: int) -> View:
        tree = self.tree
        marker = tree.preposition(word)
        if not marker:
            marker = next(
                (
                    tree.low[k]
                    for k in tree.kids[word]
                    if k < word and tree.low[k] in ("when", "where", "once", "whenever")
                ),
                "",
            )
        if marker in _INVERTED:
            return self._unmarked(word, above)
        found = (
            self.tables.markers.get(marker) or self.tables.markers.get(marker.split(" ")[0])
            if marker
            else None
        )
        if marker.startswith(("even though", "now that", "given that")):
            return View()
        if found is not None and not (found.kind == "purpose" and self._to(word)):
            return self._marked(word, above, marker, found.kind, found.value, found.status)
        if self._to(word):
            return self._infinitive(word, above)
        if not marker:
            known = self._commitments(above)
            commitment = (known.get("ing") or known.get("obj")) if known and is_gerund(tree, word) else None
            if commitment is not None and word > above and tree.low[word - 1] != ",":
                return self._complement(commitment, self.view(above), (("cue", above),))
            return self._unmarked(word, above)
        known = self._commitments(above)
        commitment = known.get(self.form(word)) if known else None
        particle_verb = self.tables.commitments.get((f"{tree.lemmas[above]} {marker}", "verb"))
        if particle_verb is not None:
            commitment = particle_verb.get("ing") or particle_verb.get("obj")
        if commitment is not None:
            return self._complement(commitment, self.view(above), (("cue", above),))
        first = marker.split(" ")[0]
        if first == "by" or (
            first in ("in", "of", "from", "to", "for", "with", "about", "on") and is_gerund(tree, word)
        ):
            return self.view(above)
        if first in ("while", "as") and is_gerund(tree, word) and word > above:
            return self.view(above)
        if first in _TEMPORAL or marker == "as soon as":
            outer = self.view(above)
            if outer.status not in ("", "ongoing", "denied") and not self._past(word):
                return View(0.5, "hypothetical", (("condition", marker_index(tree, word)),), ahead=True)
            if first in ("when", "whenever", "once") and self._imperative(above):
                return View(0.5, "hypothetical", (("condition", marker_index(tree, word)),), ahead=True)
        outer = self.view(above)
        if is_gerund(tree, word) and first not in ("after", "since", "despite") and outer.status in _UNREAL:
            return View(0.5, outer.status, outer.marks, ahead=outer.ahead)
        return View()

    def _marked(self, word: int, above: int, marker: str, kind: str, value: float, status: str) -> View:
        tree = self.tree
        at = marker_index(tree, word)
        if kind == "before":
            if not self._past(word) and self.view(above).status not in ("", "ongoing"):
                return View(0.5, "hypothetical", (("condition", at),), ahead=True)
            return View() if self._past(word) else View(value)
        if kind == "hypothetical":
            kids = tree.kids[word]
            perfect = any(tree.low[k] in ("had", "'d") for k in kids if tree.relations[k] == "aux")
            wishful = any(tree.low[k] in ("would", "'d") for k in tree.kids[above])
            if perfect and wishful:
                value = -2.5
            elif wishful and self._past(word):
                value = -1.0
            return View(value, status, (("condition", at),))
        if kind == "negation":
            return View(value, status, (("negation", at),), True)
        if kind == "purpose":
            return View(value, status, (("cue", at),), ahead=not self._is_done(above))
        return View(value, status, (("cue", at),))

    def _infinitive(self, word: int, above: int) -> View:
        """ "to" without more: after an adjective or a verb that takes it, or a purpose."""
        tree = self.tree
        special = self._special(word, above, "to") if self._pos(above) == "adj" else None
        if special is not None:
            return special
        performed = self._performed(word, above)
        if performed is not None:
            return performed
        known = self._commitments(above)
        found = known.get("to") if known else None
        if found is not None and (self._pos(above) != "verb" or tree.lemmas[above] not in _REAL_PURPOSE):
            return self._complement(found, self.view(above), (("cue", above),))
        if word > 0 and tree.low[marker_index(tree, word) - 1] == "only":
            return View()
        return self._aim(word, above)

    def _under_condition(self, auxiliary: int) -> View:
        """What stands behind an auxiliary before its subject: "had he known"."""
        value, status = _INVERTED[self.tree.low[auxiliary]]
        return View(value, status, (("condition", auxiliary),))

    def _unmarked(self, word: int, above: int) -> View:
        """A clause that nothing joins: "had he known", "they met, hoping to ..."."""
        tree = self.tree
        inverted = self._inverted(word)
        if inverted >= 0:
            return self._under_condition(inverted)
        has_subject = any(tree.relations[k] == "nsubj" for k in tree.kids[word])
        if not has_subject and not tree.is_participle(word) and word > above:
            return self.view(above)
        return View()
