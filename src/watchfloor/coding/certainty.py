"""How far a sentence commits to each of its predicates: a walk up the UD tree.

Every predicate stands in a slot that the words above it open: "managed to", "denied that", "the risk of", "if". The
slot has a value from -3 to 3, found from the value of the word above and what that word commits to. Into its slot the
predicate brings its own negation, modal verb and adverbs. A hedge elsewhere in the sentence is never on that way up,
so it cannot touch a fact; a factive word or a relative clause ends the walk.
"""

from __future__ import annotations

from watchfloor.coding.clause_forms import is_gerund
from watchfloor.coding.clause_slots import ClauseSlots
from watchfloor.coding.noun_slots import NounSlots
from watchfloor.coding.views import View, combine
from watchfloor.knowledge.cue_tables import Commitment
from watchfloor.records import Sentence

__all__ = ["Certainty"]

_LIKE_PREPOSITIONS = frozenset({"considering", "given", "including", "regarding", "concerning", "following"})
_OWN_FORM = frozenset({"nsubj", "aux", "cop", "mark", "expl"})
_NOUN_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})


class Certainty(ClauseSlots, NounSlots):
    """The views of one sentence's words, each found once; takes what `ClauseForms` takes."""

    def __init__(self, sentence: Sentence, spoken: dict[int, tuple[Commitment, int]] | None = None) -> None:
        super().__init__(sentence, spoken)
        self._views: dict[int, View] = {}
        self._slots: dict[int, View] = {}

    def view(self, word: int) -> View:
        """The view of a predicate: its slot with its own negation, modal verb and adverbs."""
        known = self._views.get(word)
        if known is None:
            self._views[word] = View()  # a loop in the tree ends here
            known = self._views[word] = combine(self.slot(word), self.local(word))
        return known

    def slot(self, word: int) -> View:
        """What the words above a predicate make of it."""
        known = self._slots.get(word)
        if known is None:
            self._slots[word] = View()
            known = self._find_slot(word)
            spoken = self.spoken.get(word)
            if spoken is not None:
                commitment, cue = spoken
                marks = (("cue", cue),) if cue >= 0 else ()
                outer = self._complement(commitment, self.view(cue) if cue >= 0 else View(), marks)
                known = combine(outer, known)
            self._slots[word] = known
        return known

    def _find_slot(self, word: int) -> View:
        tree = self.tree
        above = tree.heads[word]
        relation = tree.relations[word]
        if tree.low[word] in _LIKE_PREPOSITIONS and relation in ("advcl", "case", "mark", "acl"):
            return View()  # "considering that", "including", "given"
        condition = self._condition_in_front(word)
        if condition >= 0:
            return self._under_condition(condition)
        special = self._by_words_before(word) or self._headline(word, above)
        if special is not None:
            return special
        if above < 0 or relation in ("parataxis", "list", "discourse", "orphan"):
            return self._utterance(word)
        if relation in ("conj", "flat", "appos", "goeswith", "reparandum"):
            return self._joined(word, above, relation)
        if relation in ("xcomp", "ccomp"):
            return self._clause(word, above)
        if relation == "csubj":
            return self._subject_clause(word, above)
        if relation == "advcl":
            return self._adverbial(word, above)
        if relation == "acl":
            return self._noun_clause(word, above)
        if relation in ("nsubj", "obj", "iobj", "obl", "nmod", "compound", "dislocated"):
            return self._nominal(word, above, relation)
        if relation in ("cop", "aux", "dep", "advmod", "fixed"):
            return self.view(above)
        return View()

    def _joined(self, word: int, above: int, relation: str) -> View:
        """A conjunct stands in the slot of the first; negated conjunctions turn it."""
        tree = self.tree
        if relation != "conj":
            return self.view(above)
        above = self._finite_first(word, above)
        if tree.upos[word] in _NOUN_POS and not self._is_clause(word):
            slot = self._as_first(word, above)
        elif self._commands_beside(word, above):
            slot = View(-0.5, "demanded", (("cue", word),), ahead=True)
        elif (
            any(tree.relations[k] == "nsubj" for k in tree.kids[word])
            and self._asked(above) is None
            and (tree.heads[above] < 0)
        ):
            slot = self._utterance(word)
        else:
            slot = self.slot(above)
        marker = tree.preposition(word) or " ".join(
            tree.low[k] for k in tree.kids[word] if tree.relations[k] == "cc"
        )
        found = self.tables.markers.get(marker)
        if found is not None and found.kind == "negation":
            return combine(slot, View(found.value, found.status, (("negation", word),), True))
        return slot

    def _commands_beside(self, word: int, above: int) -> bool:
        """Whether a conjunct commands where the first does not: "It is late, so call"."""
        tree, feats = self.tree, self.sentence.feats
        if self._imperative(above):
            return False
        if self._imperative(word):
            return self._set_off(word, above)
        own = {tree.relations[k] for k in tree.kids[word]}
        if not feats or tree.upos[word] != "VERB" or tree.low[word] != tree.lemmas[word] or own & _OWN_FORM:
            return False
        if any(form in feats[word] for form in ("Tense=Past", "VerbForm=Part", "VerbForm=Inf", "Mood=Ind")):
            return False
        finite = [above, *(k for k in tree.kids[above] if tree.relations[k] in ("aux", "cop"))]
        # A bare verb cannot share the subject of "he was", "it is".
        return any(
            "VerbForm=Fin" in feats[k] and ("Tense=Past" in feats[k] or "Person=3" in feats[k])
            for k in finite
        ) and not any(tree.low[k] in self.tables.modals or tree.lemmas[k] == "do" for k in finite)

    def _set_off(self, word: int, above: int) -> bool:
        """Whether a comma or "please" stands before a command that follows a statement."""
        tree = self.tree
        if not self._is_clause(above) and tree.upos[above] != "VERB":
            return True
        first = min(self.sentence.subtree(word))
        return tree.upos[first - 1] == "PUNCT" or any(tree.low[k] == "please" for k in tree.kids[word])

    def _finite_first(self, word: int, above: int) -> int:
        """ "considered leaving but decided": a finite verb is coordinated with a finite one, not with an infinitive."""
        tree = self.tree
        if not self._finite(word):
            return above
        first = above
        while self._to(first) or (
            is_gerund(tree, first) and not any(tree.relations[k] == "aux" for k in tree.kids[first])
        ):
            if tree.heads[first] < 0 or tree.relations[first] not in ("xcomp", "advcl", "ccomp", "acl"):
                return above
            first = tree.heads[first]
        return first

    def _as_first(self, word: int, above: int) -> View:
        """A coordinated noun: in the first one's slot, with the first one's "no" or "possible" where it has none."""
        slot = self.slot(above)
        own = {self.tree.relations[k] for k in self.tree.kids[word]}
        return slot if own & {"det", "amod"} else combine(slot, self.local(above))
