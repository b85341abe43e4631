"""The slots of event nouns, and those that nouns open for what hangs on them."""

from __future__ import annotations

from watchfloor.coding.clause_forms import is_gerund, marker_index
from watchfloor.coding.verdicts import Verdicts
from watchfloor.coding.views import View, combine

__all__ = ["NounSlots"]

_FREE_CHOICE = frozenset(
    {"any", "anyone", "anybody", "anything", "whoever", "whatever", "whichever", "whoever's"}
)
_BACKGROUND_PREPOSITIONS = frozenset(
    {"after", "during", "despite", "amid", "amidst", "following", "since", "because of", "due to", "in response to",
     "over", "in the wake of", "between", "as a result of", "at"}
)  # fmt: skip
# The subject of these happens if the verb does.
_OCCURRENCE = frozenset({
    "occur", "happen", "erupt", "begin", "start", "continue", "resume", "proceed", "arise", "ensue", "follow", "come",
    "go", "take", "break", "be", "exist", "persist", "last", "end", "escalate", "intensify", "materialise",
    "materialize", "emerge", "fail", "collapse",
})  # fmt: skip
_MEANS = frozenset({
    "time", "trouble", "liberty", "courage", "nerve", "pain", "honour", "honor", "pleasure", "privilege", "luck",
    "audacity", "decency", "initiative", "step",
})  # fmt: skip
_CONSEQUENCE = {
    ("lead", "to"), ("result", "in"), ("culminate", "in"), ("end", "in"), ("pave", "for"), ("give", "to"),
}  # fmt: skip


class NounSlots(Verdicts):
    """Slots of nouns, and of clauses and nouns below nouns."""

    def _noun_clause(self, word: int, noun: int) -> View:
        tree = self.tree
        form = self.form(word)
        relative = not self._says_what(word, noun) and (
            tree.full[word] == "acl:relcl" or any(tree.antecedent(k) is not None for k in tree.kids[word])
        )
        if not relative or form == "to":
            if form == "to" and self._taken(noun):
                return self.view(tree.heads[noun])
            if form == "to" and self._is_one_of_few(noun):
                return self._as_told(noun)
            performed = self._performed(word, noun) if form == "to" else None
            if performed is not None:
                return performed
            known = self._commitments(noun)
            found = known.get(form) if known else None
            if form == "that" or self._is_report(noun):
                verdict = self._verdict(noun, word)
                if verdict is not None:
                    return verdict
            if (
                found is None
                and known
                and form not in ("that", "to", "whether", "ing")
                and is_gerund(tree, word)
            ):
                found = known.get("of") or known.get("to")
            if found is not None and (form != "that" or tree.preposition(word)):
                if self._refused(noun):
                    return View(-1.5, "denied", (("cue", tree.heads[noun]),), True)
                return self._complement(
                    found, self._noun_view(noun), ((self._kind_of_cue(found, noun), noun),)
                )
            if form == "to":
                above = tree.heads[noun]
                if above >= 0 and tree.upos[above] == "VERB" and tree.relations[noun] in ("obj", "obl"):
                    return self._aim(word, above)  # "sent troops to secure the port"
                return View(0.0, "possible", (("cue", noun),), ahead=True)
        return View() if self._past(word) else self._description(word, noun, relative)

    def _says_what(self, word: int, noun: int) -> bool:
        """Whether a clause tells what a report says, though a parser took it for one that says which report."""
        kids = self.tree.kids[word]
        return (
            self._is_report(noun)
            and any(self.tree.relations[k] == "mark" and self.tree.low[k] == "that" for k in kids)
            and any(self.tree.relations[k].startswith("nsubj") for k in kids)
        )

    def _description(self, word: int, noun: int, relative: bool) -> View:
        """A clause not in the past that says which one is meant: of any one, of one wanted, or of one that there is."""
        tree = self.tree
        determiner = next((tree.low[k] for k in tree.kids[noun] if tree.relations[k] == "det"), "")
        if determiner in _FREE_CHOICE or tree.low[noun] in _FREE_CHOICE:
            return View(-0.5, "hypothetical", (("condition", noun),))
        if tree.upos[noun] == "PROPN" or self._definite(noun) or (not relative and tree.is_participle(word)):
            return View()
        if relative and self._perfect(word) and not self._does(noun, word):
            return View()  # "a demand that they have refused": whatever became of the demand
        slot = self.slot(noun)
        if (
            slot.status in ("hypothetical", "possible", "demanded", "forecast", "announced")
            and slot.value < 1.5
        ):
            return View(0.5, slot.status, slot.marks)
        return View()

    def _does(self, noun: int, verb: int) -> bool:
        """Whether a noun is the subject of the relative clause that says which one is meant ("troops that fought")."""
        tree = self.tree
        subjects = [k for k in tree.kids[verb] if tree.relations[k] == "nsubj"]
        return not subjects or any(tree.antecedent(k) == noun for k in subjects)

    def _as_told(self, noun: int) -> View:
        """What the one that is singled out did, as far as that it is the one is told."""
        tree = self.tree
        if self._is_clause(noun):
            return self.view(noun)
        head = tree.heads[noun]
        # "The first to go will be ..."
        return (
            self.view(head)
            if tree.relations[noun] == "nsubj" and self._is_clause(head)
            else self._noun_view(noun)
        )

    def _taken(self, noun: int) -> bool:
        """ "took the time to explain", "had the honour to serve": what there was time or courage for was done."""
        tree = self.tree
        above = tree.heads[noun]
        if above < 0 or tree.relations[noun] != "obj" or tree.lemmas[noun] not in _MEANS:
            return False
        return tree.lemmas[above] == "take" or (tree.lemmas[above] in ("have", "find") and self._past(above))

    def _noun_view(self, noun: int) -> View:
        """A noun that takes a complement: there unless it is negated, whatever hedge its own clause has."""
        local = self.local(noun)
        slot = self.slot(noun)
        if slot.value < -1.5 and self._definite(noun):
            slot = View()
        return combine(slot, local)

    def _nominal(self, word: int, above: int, relation: str) -> View:
        tree = self.tree
        if relation in ("compound", "nmod"):
            return self._of_noun(word, above, relation)
        if relation == "nsubj":
            return self._subject(word, above)
        preposition = tree.preposition(word) if relation == "obl" else ""
        marker = self.tables.markers.get(preposition) if preposition else None
        if marker is not None:
            if marker.kind == "before":
                return View()
            kind = {"negation": "negation", "hypothetical": "condition"}.get(marker.kind, "cue")
            at = marker_index(tree, word)
            return View(marker.value, marker.status, ((kind, at),), marker.kind == "negation")
        if preposition in _BACKGROUND_PREPOSITIONS:
            return View()
        last = preposition.split(" ")[-1]
        form = ("to:" if last == "to" else last) if preposition else "obj"
        particle_verb = self.tables.commitments.get((f"{tree.lemmas[above]} {preposition}", "verb"))
        if particle_verb is not None and "obj" in particle_verb:
            # "ruled out a rise", whether the tree has a particle or a preposition
            return self._complement(particle_verb["obj"], self.view(above), (("cue", above),))
        return self._governed(word, above, form)

    def _governed(self, word: int, above: int, form: str) -> View:
        tree = self.tree
        outer = self.view(above)
        known = self._commitments(above)
        found = known.get(form) if known else None
        if found is not None:
            if found.name in ("preventing", "failing") and form not in ("obj",) and self._definite(word):
                return View()
            if found.name == "light" and self._definite(word) and outer.value < 0:
                return View(outer.value, outer.status, outer.marks, outer.negated)
            return self._complement(found, outer, (("cue", above),))
        if (tree.lemmas[above], form.rstrip(":")) in _CONSEQUENCE:
            return outer
        return self._loose(word, outer)

    def _loose(self, word: int, outer: View) -> View:
        """A noun under a word of which nothing is known: "the" presupposes, "a" goes with its clause."""
        if self._definite(word) or (outer.value >= 1.5 and outer.status in ("", "ongoing")):
            return View()
        if outer.value < 0:
            return View(-1.0, outer.status, outer.marks, outer.negated)
        return View(
            max(outer.value, 0.5) if outer.value < 1.5 else outer.value, outer.status or "", outer.marks
        )

    def _subject(self, word: int, above: int) -> View:
        tree = self.tree
        if tree.full[word] == "nsubj:pass" or tree._passive(above):
            return self._governed(word, above, "obj")
        if tree.lemmas[above] in _OCCURRENCE and self._pos(above) == "verb":
            outer = self.view(above)
            if tree.lemmas[above] in ("fail", "collapse", "end"):
                return View() if self._definite(word) else outer
            return outer
        if self._pos(above) != "verb":
            known = self._commitments(above)
            found = known.get("that") if known else None
            if found is not None and found.name in (
                "forecasting",
                "unlikely",
                "possible",
                "certain",
                "denied",
            ):
                return self._complement(found, self.view(above), (("cue", above),))
            return View()
        local = self.local(above)
        if local.status in ("possible", "hypothetical", "forecast", "announced") and not self._definite(word):
            return View(0.5, local.status, local.marks)
        return View()

    def _of_noun(self, word: int, noun: int, relation: str) -> View:
        tree = self.tree
        known = self._commitments(noun) if self._pos(noun) == "noun" else None
        preposition = tree.preposition(word)
        if known:
            last = preposition.split(" ")[-1]
            found = known.get("to:" if last == "to" else last) if preposition else None
            if relation == "compound":
                found = known.get("of") or known.get("to") or known.get("for")
            if found is not None:
                if self._is_report(noun):
                    if self._refused(noun):
                        return View(-1.5, "denied", (("cue", tree.heads[noun]),), True)
                    verdict = self._verdict(noun)
                    if verdict is not None:
                        return verdict
                return self._complement(found, self._noun_view(noun), (("cue", noun),))
        if preposition == "for" and relation == "nmod" and self._pos(noun) == "noun":
            return View(0.5, "possible", (("cue", noun),), ahead=True)
        if self._definite(word) or preposition in _BACKGROUND_PREPOSITIONS:
            return View()
        return self._noun_view(noun) if preposition in ("of", "") else View()
