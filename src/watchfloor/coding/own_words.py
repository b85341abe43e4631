"""What a predicate's own negation, modal verb, adverbs and adjectives make of it."""

from __future__ import annotations

from watchfloor.coding.clause_forms import ClauseForms, is_gerund, marker_index
from watchfloor.coding.views import FACT, View, combine
from watchfloor.knowledge.cue_tables import Modal

__all__ = ["OwnWords"]

_NEGATIVE_WORDS = frozenset({"nobody", "none", "nothing", "neither", "noone", "nought"})
_NEGATIVE_DETERMINERS = frozenset({"no", "neither"})
# Nothing is done when the object of one of these is "no": "signed nothing", but not "found nothing".
_CARRIERS = frozenset({
    "sign", "hold", "make", "offer", "issue", "give", "provide", "send", "impose", "conduct", "pay", "stage", "attend",
    "confirm", "announce", "approve", "commit", "deliver", "launch", "carry", "accept", "grant", "receive", "fire",
    "release", "reach",
})  # fmt: skip
# What can be seen, heard and told is so.
_PERCEIVED = frozenset({"see", "hear", "feel", "smell", "taste", "remember", "recall"})
_STATES = frozenset({
    "be", "have", "know", "believe", "own", "contain", "exist", "belong", "depend", "mean", "include", "involve",
    "live", "remain", "need", "want", "fear", "feel", "think", "hold", "lie", "represent", "reflect", "indicate",
})  # fmt: skip
# What an adjective commits to that says what somebody stands ready for.
_DISPOSITIONS = frozenset({"planning", "able", "wanting", "forecasting", "obliging", "enabling"})
_CONDITIONAL = ("if", "unless", "provided", "only if", "as long as", "on condition")
_DESIRE = frozenset({"like", "love", "prefer", "hate", "want"})


class OwnWords(ClauseForms):
    """The views of predicates apart from what stands above them."""

    def local(self, word: int) -> View:
        """What a predicate's own negation, modal verb, adverbs and adjectives make of it."""
        tree, tables = self.tree, self.tables
        modal: tuple[int, Modal] | None = None
        negation = -1
        adverb: View | None = None
        perfect = False
        own_auxiliary = False
        for kid in tree.kids[word]:
            relation, low = tree.relations[kid], tree.low[kid]
            if relation in ("aux", "cop"):
                own_auxiliary = own_auxiliary or relation == "aux"
                below = next((k for k in tree.kids[kid] if tree.low[k] in tables.modals), -1)
                if below >= 0 and relation == "cop":  # "it may be that ..."
                    modal = (below, tables.modals[tree.low[below]])
                    continue
                found = tables.modals.get(low)
                if found is not None and not (low == "'d" and tree.is_participle(word)):
                    modal = (kid, found)
                elif tree.lemmas[kid] == "have" and (modal is not None):
                    perfect = True
                elif low in tables.adverbs:  # "dont", "havent"
                    negation = kid
            elif relation in ("advmod", "cc", "det", "mark") or (relation == "obl" and low in tables.adverbs):
                entry = tables.adverbs.get(low)
                if entry is None:
                    continue
                if entry.kind == "negation" and entry.value <= -2.5:
                    if not self._only(kid):
                        negation = kid
                elif relation in ("advmod", "obl") and not self._quantifies(kid, word):
                    adverb = View(
                        entry.value, entry.status, ((entry.kind.replace("approximation", "negation"), kid),)
                    )
            elif relation in ("nsubj", "obj", "obl") and negation < 0 and not self._existential(word):
                negation = self._negative_noun(kid, word)
        if negation < 0:
            negation = self._negated_in_front(word)
        view = self._assemble(word, modal, negation, perfect)
        if modal is None and self._going_to(word):
            view = self._future(word, negation)
        if adverb is not None:
            if view.status == "announced" and adverb.status:
                adverb.status = "forecast"  # "will probably"
            view = combine(view, adverb) if view.value != FACT else adverb
        if self._pos(word) == "noun" and not own_auxiliary:
            view = self._described(word, view)
        elif tree.upos[word] == "ADJ":
            view = self._predicated(word, view)
        if tree.relations[word] == "conj" and not own_auxiliary and modal is None and negation < 0:
            view = self._shared(word, view)
        return view

    def _negated_in_front(self, word: int) -> int:
        """Index of the "nor" before a verb, or of the "neither" before its auxiliary ("nor had they left"), else -1."""
        tree = self.tree
        first = next((k for k in tree.kids[word] if tree.relations[k] == "aux"), word)
        for at in (word - 1, first - 1):
            if at >= 0 and (
                tree.low[at] == "nor" or (tree.low[at] == "neither" and at + 1 == first < word - 1)
            ):
                return at
        return -1

    def _only(self, kid: int) -> bool:
        """ "not only", "no doubt", "not just": no negation of the verb."""
        low = self.tree.low
        return kid + 1 < len(low) and low[kid + 1] in (
            "only",
            "just",
            "merely",
            "simply",
            "doubt",
            "least",
            "matter",
        )

    def _quantifies(self, kid: int, word: int) -> bool:
        """ "almost 300", "nearly all": the adverb is about the number."""
        upos = self.tree.upos
        return kid + 1 < len(upos) and upos[kid + 1] in ("NUM", "DET") and kid + 1 != word

    def _negative_noun(self, kid: int, word: int) -> int:
        """Index of a negative subject or object ("nobody", "no troops", "nothing"), -1 for none."""
        tree = self.tree
        low = tree.low[kid]
        if low in _NEGATIVE_WORDS:
            return (
                kid
                if tree.relations[kid] == "nsubj" or (tree.relations[kid] == "obj" and self._carries(word))
                else -1
            )
        if low == "one" and any(tree.low[k] == "no" for k in tree.kids[kid]):
            return kid
        if tree.relations[kid] == "obl":
            return -1
        if tree.relations[kid] == "obj" and not self._carries(word):
            return -1
        if self._pos(word) == "verb" or tree.relations[kid] == "nsubj":
            for below in tree.kids[kid]:
                if tree.low[below] in _NEGATIVE_DETERMINERS and tree.relations[below] in ("det", "cc"):
                    return below
                if (
                    tree.low[below] == "not"
                    and below + 1 < len(tree.low)
                    and tree.low[below + 1] in ("one", "a", "every", "all")
                ):
                    return below
        return -1

    def _existential(self, word: int) -> bool:
        """ "there is no": what is negated is the noun."""
        return self.tree.lemmas[word] == "be" and any(
            self.tree.relations[k] == "expl" for k in self.tree.kids[word]
        )

    def _carries(self, word: int) -> bool:
        """Whether nothing is done when the object is "no": "signed nothing", but not "found nothing"."""
        return self.tree.lemmas[word] in _CARRIERS

    def _assemble(self, word: int, modal: tuple[int, Modal] | None, negation: int, perfect: bool) -> View:
        marks: list[tuple[str, int]] = []
        if negation >= 0:
            marks.append(("negation", negation))
        if modal is None:
            if negation < 0:
                return self._if_ready(word)
            if self._until(word):
                return View(marks=tuple(marks))
            return View(-FACT, "denied", tuple(marks), True)
        at, entry = modal
        marks.append(("modal", at))
        tree = self.tree
        if tree.low[at] in ("would", "'d") and tree.lemmas[word] in _DESIRE and not perfect:
            return View(2.5, "", ()) if negation < 0 else View(-2.5, "denied", tuple(marks), True)
        if perfect:
            value, status = entry.perfect_value, entry.perfect_status
            if negation >= 0:
                value = -2.5
                status = "denied"
            return View(value, status, tuple(marks), negation >= 0)
        if negation >= 0:
            return View(entry.negated_value, entry.negated_status, tuple(marks), True)
        value, status = entry.value, entry.status
        if tree.low[at] in ("could", "can") and tree.preposition(word) == "before":
            return View(-FACT, "denied", tuple(marks), True)
        if tree.low[at - 2 : at + 1] == [
            "in",
            "what",
            "would",
        ]:  # "in what would be a blow": if it is so as told
            return View(2.0, marks=tuple(marks))
        condition = self._condition(word)
        if condition >= 0 and tree.low[at] not in ("must", "should", "ought"):
            return View(
                0.5, "hypothetical", (*marks, ("condition", condition)), ahead=not self._stative(word)
            )
        if tree.low[at] in ("would", "'d") and self._reported_future(word):
            value, status = 1.0, "announced"
        if tree.low[at] in ("can", "could") and tree.lemmas[word] in _PERCEIVED:
            return View(2.0, "", tuple(marks))  # "could see the smoke"
        ahead = entry.status in ("announced", "demanded") or status == "announced"
        ahead = ahead or (entry.status in ("possible", "hypothetical") and not self._stative(word))
        return View(value, status, tuple(marks), ahead=ahead)

    def _future(self, word: int, negation: int) -> View:
        """ "is going to", "was going to": the second came to nothing unless somebody said it at the time."""
        past = self._past(word) and not self._reported_future(word)
        marks: tuple[tuple[str, int], ...] = (("modal", word),)
        if negation >= 0:
            return View(-1.5, "denied", (("negation", negation), *marks), True, True)
        return (
            View(-0.5, "hypothetical", marks, ahead=True)
            if past
            else View(1.5, "announced", marks, ahead=True)
        )

    def _stative(self, word: int) -> bool:
        """Whether a clause tells of a state, which may hold now: "may be ill", "could have links to"."""
        tree = self.tree
        return tree.lemmas[word] in _STATES or any(tree.relations[k] == "cop" for k in tree.kids[word])

    def _until(self, word: int) -> bool:
        """ "did not arrive until Monday": it did arrive."""
        tree = self.tree
        return self._past(word) and any(
            tree.relations[k] in ("obl", "advcl") and tree.preposition(k).startswith("until")
            for k in tree.kids[word]
        )

    def _if_ready(self, word: int) -> View:
        """ "If they attack, the army is ready to strike": no more than the condition; a fact without one."""
        tree = self.tree
        held = any(tree.relations[k] in ("cop", "aux") and tree.lemmas[k] == "be" for k in tree.kids[word])
        if not held or self._past(word):
            return View()
        taken = (self._commitments(word) or {}).get("to")
        deeds = [
            k for k in tree.kids[word] if tree.relations[k] in ("xcomp", "advcl", "ccomp") and self._to(k)
        ]
        if not deeds or taken is None or taken.name not in _DISPOSITIONS:
            return View()
        condition = max(self._condition(k) for k in (word, *deeds))
        if condition < 0:
            return View()
        return View(0.5, "hypothetical", (("condition", condition),), ahead=True)

    def _condition(self, word: int) -> int:
        """Index of the word that makes a clause conditional ("if", "unless", inverted "should"), -1 for none."""
        tree = self.tree
        above = tree.heads[word]
        clauses = [k for k in tree.kids[word] if tree.relations[k] == "advcl"]
        if above >= 0 and tree.relations[word] in ("ccomp", "parataxis", "conj"):
            # Said in between, the condition hangs on the saying: "If they attack, he said, we will strike".
            clauses += [k for k in (above, *tree.kids[above]) if k < word]
        for clause in clauses:
            marker = tree.preposition(clause)
            behind = tree.heads[clause] == above and clause > above
            if behind and tree.relations[clause] == "advcl":
                continue  # "says he would go if asked, and ..." may be any clause's
            if marker.startswith(_CONDITIONAL) and tree.relations[clause] == "advcl":
                return marker_index(tree, clause)
            if not marker and tree.relations[clause] == "advcl" and self._inverted(clause) >= 0:
                return clause
            if self._condition_in_front(clause) >= 0:
                return clause
        return -1

    def _reported_future(self, word: int) -> bool:
        """Whether "would" is the past of "will" under a verb of saying."""
        tree = self.tree
        above = tree.heads[word]
        if word in self.spoken:
            return True
        if above < 0 or tree.relations[word] not in ("ccomp", "conj", "acl"):
            return False
        if tree.relations[word] == "conj":
            return self._reported_future(above)
        return self._commitments(above) is not None and self.form(word) == "that"

    def _described(self, noun: int, view: View) -> View:
        """A noun's adjectives: "possible attack", "planned visit", "no attack"."""
        for kid in self.tree.kids[noun]:
            if self.tree.relations[kid] in ("amod", "advmod", "compound"):
                found = self.tables.adjectives.get(self.tree.low[kid])
                if found is not None:
                    view = combine(view, View(found.value, found.status, (("hedge", kid),)))
        return view

    def _predicated(self, word: int, view: View) -> View:
        """ "Casualties are likely": without a clause of its own the adjective says how sure its subject is."""
        tree = self.tree
        found = self.tables.adjectives.get(tree.low[word])
        own = {tree.relations[k] for k in tree.kids[word]}
        if found is None or not found.status or "cop" not in own or "nsubj" not in own:
            return view
        if own & {"ccomp", "xcomp", "csubj"} or any(self._to(k) for k in tree.kids[word]):
            return view
        return combine(
            view, View(found.value, found.status, (("hedge", word),), ahead=found.status == "forecast")
        )

    def _shared(self, word: int, view: View) -> View:
        """A conjunct without auxiliary shares that of the first when its form fits: "could fight and win"."""
        tree = self.tree
        above = tree.heads[word]
        if any(tree.relations[k] in ("nsubj", "mark") for k in tree.kids[word]):
            return view
        feats = tree.sentence.feats[word] if tree.sentence.feats else "_"
        bare = "VerbForm=Inf" in feats or (
            tree.low[word] == tree.lemmas[word] and "VerbForm=Fin" not in feats
        )
        first = self.local(above)
        if first.value == FACT and not first.status:
            return view
        auxiliaries = [k for k in tree.kids[above] if tree.relations[k] == "aux"]
        if not auxiliaries:
            return view
        has_modal = any(tree.low[k] in self.tables.modals or tree.lemmas[k] == "do" for k in auxiliaries)
        of_passive = any(tree.lemmas[k] in ("be", "have") for k in auxiliaries)
        fits = (bare and has_modal) or (of_passive and (tree.is_participle(word) or is_gerund(tree, word)))
        if not fits:
            return view
        if any(tree.relations[k] == "cc" and tree.low[k] == "but" for k in tree.kids[word]) and (
            first.negated or not bare
        ):
            return view
        return combine(first, view) if view.value != FACT else first
