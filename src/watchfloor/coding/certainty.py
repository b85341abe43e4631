"""How far a sentence commits to each of its predicates: a walk up the UD tree.

Every predicate stands in a slot that the words above it open: "managed to", "denied that", "the risk of", "if". The
slot has a value from -3 to 3, found from the value of the word above and what that word commits to. Into its slot the
predicate brings its own negation, modal verb and adverbs. A hedge elsewhere in the sentence is never on that way up,
so it cannot touch a fact; a factive word or a relative clause ends the walk.
"""

from __future__ import annotations

from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import Commitment, CueTables, Modal, load_cues
from watchfloor.records import Sentence

__all__ = ["Certainty", "View", "is_gerund"]

FACT = 3.0
_NOUN_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
_NEGATIVE_WORDS = frozenset({"nobody", "none", "nothing", "neither", "noone", "nought"})
_NEGATIVE_DETERMINERS = frozenset({"no", "neither"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_FREE_CHOICE = frozenset(
    {"any", "anyone", "anybody", "anything", "whoever", "whatever", "whichever", "whoever's"}
)
# A present-tense clause after one of these tells of the same time as the clause above it.
_TEMPORAL = frozenset({"when", "once", "after", "whenever", "until", "till", "before"})
_BACKGROUND_PREPOSITIONS = frozenset(
    {"after", "during", "despite", "amid", "amidst", "following", "since", "because of", "due to", "in response to",
     "over", "in the wake of", "between", "as a result of", "at"}
)  # fmt: skip
# The subject of these happens if the verb does.
_OCCURRENCE = frozenset(
    [
        "occur",
        "happen",
        "erupt",
        "begin",
        "start",
        "continue",
        "resume",
        "proceed",
        "arise",
        "ensue",
        "follow",
        "come",
        "go",
        "take",
        "break",
        "be",
        "exist",
        "persist",
        "last",
        "end",
        "escalate",
        "intensify",
        "materialise",
        "materialize",
        "emerge",
        "fail",
        "collapse",
    ]
)
_CONSEQUENCE = {
    ("lead", "to"),
    ("result", "in"),
    ("culminate", "in"),
    ("end", "in"),
    ("pave", "for"),
    ("give", "to"),
}
_CARRIERS = frozenset(
    [
        "sign",
        "hold",
        "make",
        "offer",
        "issue",
        "give",
        "provide",
        "send",
        "impose",
        "conduct",
        "pay",
        "stage",
        "attend",
        "confirm",
        "announce",
        "approve",
        "commit",
        "deliver",
        "launch",
        "carry",
        "accept",
        "grant",
        "receive",
        "fire",
        "release",
        "reach",
    ]
)
# Two words that replace what follows by something else.
_REPLACING = frozenset(
    {("rather", "than"), ("instead", "of"), ("short", "of"), ("let", "alone"), ("far", "from")}
)
_REAL_PURPOSE = frozenset({"come", "go", "live", "rush", "hasten", "stoop", "use", "help", "proceed"})
_DESIRE = frozenset({"like", "love", "prefer", "hate", "welcome", "appreciate", "want"})
_INVERTED = {"had": (-2.5, "hypothetical"), "should": (-0.5, "hypothetical"), "were": (-1.0, "hypothetical")}
_STARTS_QUESTION = frozenset({"why", "how", "when", "where", "who", "whom", "what", "which", "whose"})
_PRESUPPOSING = frozenset({"why", "who", "how", "when", "where"})


class View:
    """How far a slot or a predicate is committed to.

    Attributes:
        value: factuality, -3 to 3.
        status: one of the eight, empty while nothing speaks against a fact.
        marks: what decided, as (kind, word index); kinds are ``negation``, ``modal``, ``hedge``, ``cue``, ``condition``.
        negated: whether an odd number of negations was met.
        ahead: whether it lies ahead of the telling: willed, wanted, asked for, expected.
    """

    __slots__ = ("ahead", "marks", "negated", "status", "value")

    def __init__(
        self,
        value: float = FACT,
        status: str = "",
        marks: tuple[tuple[str, int], ...] = (),
        negated: bool = False,
        ahead: bool = False,
    ) -> None:
        self.value = value
        self.status = status
        self.marks = marks
        self.negated = negated
        self.ahead = ahead


class Certainty:
    """The views of one sentence's words, each found once.

    Args:
        sentence: with its tree.
        spoken: for words whose cue stands outside their own way up the tree (a cue behind the quoted clause, or in
            another sentence), what the cue commits to and the index of its head word (-1 for another sentence).
    """

    def __init__(self, sentence: Sentence, spoken: dict[int, tuple[Commitment, int]] | None = None) -> None:
        self.sentence = sentence
        self.tree = cue_tree(sentence)
        self.tables: CueTables = load_cues()
        self.spoken = spoken or {}
        self._views: dict[int, View] = {}
        self._slots: dict[int, View] = {}
        self._asks: bool | None = None

    def view(self, word: int) -> View:
        """The view of a predicate: its slot with its own negation, modal verb and adverbs."""
        known = self._views.get(word)
        if known is None:
            self._views[word] = View()  # a loop in the tree ends here
            known = self._views[word] = _combine(self.slot(word), self.local(word))
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
                known = _combine(outer, known)
            self._slots[word] = known
        return known

    # ------------------------------------------------------------ slots

    def _find_slot(self, word: int) -> View:
        tree = self.tree
        above = tree.heads[word]
        relation = tree.relations[word]
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

    def _by_words_before(self, word: int) -> View | None:
        """Where the words right before decide, however a tree hangs them: "rather than", "has yet to"."""
        low = self.tree.low
        if word < 2:
            return None
        if (low[word - 2], low[word - 1]) in _REPLACING:
            return View(-FACT, "denied", (("negation", word - 2),), True)
        if (
            low[word - 2] == "yet"
            and low[word - 1] == "to"
            and word > 2
            and self.tree.lemmas[word - 3] in ("have", "be")
        ):
            return View(-2.5, "denied", (("negation", word - 2),), True)
        if (
            low[word - 2] == "about"
            and low[word - 1] == "to"
            and word > 2
            and self.tree.lemmas[word - 3] == "be"
        ):
            if low[word - 3] in ("was", "were"):
                return View(-1.5, "hypothetical", (("modal", word - 2),), ahead=True)
            return View(1.5, "announced", (("modal", word - 2),), ahead=True)
        return None

    def _headline(self, word: int, above: int) -> View | None:
        """ "Junta to free prisoners": a noun with an infinitive and nothing else, without a full stop."""
        tree = self.tree
        if above < 0 or tree.heads[above] >= 0 or above > word or not self._to(word):
            return None
        if tree.upos[above] not in ("NOUN", "PROPN") or self._is_clause(above):
            return None
        if self.sentence.text.rstrip().endswith((".", "!", "?", ":", ";", "”", '"')):
            return None
        return View(1.5, "announced", (("modal", word - 1),), ahead=True)

    def _utterance(self, word: int) -> View:
        """A main clause: told, asked, asked for, or announced in a headline."""
        tree = self.tree
        question = self._asked(word)
        if question is not None:
            return question
        if self._imperative(word):
            return View(-0.5, "demanded", (("cue", word),), ahead=True)
        first = next((k for k in tree.kids[word] if tree.relations[k] in ("aux", "nsubj", "mark")), word)
        if tree.low[first] == "had" and any(
            tree.relations[k] == "nsubj" and k > first for k in tree.kids[word]
        ):
            return View(-2.5, "hypothetical", (("condition", first),))
        if self._to(word) and any(tree.relations[k] == "nsubj" and k < word for k in tree.kids[word]):
            to = next(
                k for k in tree.kids[word] if tree.low[k] == "to" and tree.relations[k] in ("mark", "aux")
            )
            if to < word:
                return View(1.5, "announced", (("modal", to),), ahead=True)
        return View()

    def _asked(self, word: int) -> View | None:
        """The view of a main clause that asks, None for one that does not.

        In "I sent it back, what should I do?" only the clause that has the form of a question asks.
        """
        if self._asks is None:
            self._asks = "?" in self.sentence.text[-4:]
        if not self._asks:
            return None
        tree = self.tree
        asker = self._question_word(word)
        if asker < 0:
            if tree.heads[word] < 0 and any(
                tree.relations[k] in ("parataxis", "conj") and self._question_word(k) >= 0
                for k in tree.kids[word]
            ):
                return None
            if tree.relations[word] == "parataxis":
                return None
            return View(0.5, "possible", (("cue", len(tree.low) - 1),))
        low = tree.low[asker]
        modal = any(tree.low[k] in self.tables.modals for k in tree.kids[word])
        if low in _PRESUPPOSING and not modal:
            return View(2.0 if low in ("why", "who") else 1.0, "", (("cue", asker),))
        return View(0.0, "possible", (("cue", asker),))

    def _question_word(self, word: int) -> int:
        """The wh-word of a clause or its auxiliary when that stands before the subject, -1 for neither."""
        tree = self.tree
        subject = next((k for k in tree.kids[word] if tree.relations[k] == "nsubj"), -1)
        for kid in tree.kids[word]:
            if kid < word and (
                tree.low[kid] in _STARTS_QUESTION
                or any(tree.low[k] in _STARTS_QUESTION for k in tree.kids[kid])
            ):
                if tree.relations[kid] in ("advmod", "obj", "nsubj", "obl", "det", "iobj"):
                    return kid
            if tree.relations[kid] in ("aux", "cop") and kid < subject:
                return kid
        if tree.low[word] in _STARTS_QUESTION:
            return word
        return -1

    def _imperative(self, word: int) -> bool:
        tree = self.tree
        feats = tree.sentence.feats[word] if tree.sentence.feats else "_"
        if "Mood=Imp" in feats:
            return True
        if tree.upos[word] != "VERB" or tree.low[word] != tree.lemmas[word] or "Mood=Ind" in feats:
            return False
        kids = tree.kids[word]
        if any(
            tree.relations[k] in ("nsubj", "aux", "mark", "expl") and tree.low[k] not in ("do", "please")
            for k in kids
        ):
            return False
        return word == 0 or all(k < word for k in kids if tree.low[k] in ("please", "do", "never"))

    def _joined(self, word: int, above: int, relation: str) -> View:
        """A conjunct stands in the slot of the first; negated conjunctions turn it."""
        tree = self.tree
        if relation != "conj":
            return self.view(above)
        above = self._finite_first(word, above)
        if tree.upos[word] in _NOUN_POS and not self._is_clause(word):
            slot = self._as_first(word, above)
        elif self._imperative(word) and not self._imperative(above):
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
            return _combine(slot, View(found.value, found.status, (("negation", word),), True))
        return slot

    def _finite_first(self, word: int, above: int) -> int:
        """ "considered leaving but decided": a finite verb is coordinated with a finite one, not with an infinitive."""
        tree, feats = self.tree, self.sentence.feats
        if not feats or "VerbForm=Fin" not in feats[word]:
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
        return slot if own & {"det", "amod"} else _combine(slot, self.local(above))

    def _is_clause(self, word: int) -> bool:
        return any(self.tree.relations[k] in ("nsubj", "cop", "aux", "csubj") for k in self.tree.kids[word])

    def _pos(self, word: int) -> str:
        upos = self.tree.upos[word]
        if upos in ("VERB", "AUX"):
            return "verb"
        return "adj" if upos in ("ADJ", "ADV") else "noun"

    def _commitments(self, word: int) -> dict[str, Commitment] | None:
        """What is known of a word as one that takes complements, with its particle first."""
        tree, commitments = self.tree, self.tables.commitments
        pos = self._pos(word)
        lemma = tree.lemmas[word]
        if pos == "verb":
            for particle in tree.particles(word):
                found = commitments.get((f"{lemma} {particle}", pos))
                if found is not None:
                    return found
        found = commitments.get((lemma, pos))
        if found is None and pos == "adj":
            # Participles are tagged now one way, now the other: "is expected", "was supposed".
            found = commitments.get((lemma, "verb")) or commitments.get((tree.low[word], "adj"))
        elif found is None and pos == "verb":
            found = commitments.get((tree.low[word], "adj"))
        return found

    def form(self, clause: int) -> str:
        """How a clause is joined to what is above it: ``to``, ``ing``, ``that``, ``whether`` or a preposition."""
        tree = self.tree
        if self._to(clause):
            return "to"
        marker = tree.preposition(clause)
        if marker in ("if", "whether"):
            return "whether"
        above = tree.heads[clause]
        if is_gerund(tree, clause) and not any(
            tree.relations[k] == "aux" or (tree.relations[k] == "nsubj" and k > above)
            for k in tree.kids[clause]
        ):
            return marker.split(" ")[-1] if marker and marker != "that" else "ing"
        if marker and marker != "that" and tree.relations[clause] in ("acl", "advcl"):
            return marker.split(" ")[-1]
        for kid in tree.kids[clause]:
            if kid < clause and tree.low[kid] in _STARTS_QUESTION and tree.relations[kid] != "nsubj":
                return "wh"
        return "that"

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
        known = self._commitments(above)
        outer = self.view(above)
        particle_verb = self.tables.commitments.get((f"{tree.lemmas[above]} {form}", "verb"))
        if particle_verb is not None:
            known, form = particle_verb, "ing"
        if self._refused(above):
            return View(-1.5, "denied", (("cue", tree.heads[above]),), True)
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
                view = self._complement(found, outer, (("cue", above),))
                if found.name == "wanting" and view.status == "possible" and self._of_another(word, above):
                    view.status = "demanded"
                return view
        if form == "whether":
            return View(0.0, "possible", (("cue", above),))
        if tree.relations[word] == "ccomp" and form == "that":
            return self._complement(self.tables.classes["reported"], outer, (("cue", above),))
        return outer

    def _of_another(self, word: int, above: int) -> bool:
        """ "want the government to act": what is wanted is another's doing."""
        tree = self.tree
        own = any(tree.relations[k] == "nsubj" for k in tree.kids[word])
        return own or any(tree.relations[k] in ("obj", "iobj") and above < k < word for k in tree.kids[above])

    def _overtaken(self, word: int) -> bool:
        """ "had hoped to", "was about to", "were supposed to": it came otherwise."""
        tree = self.tree
        auxiliaries = {tree.low[k] for k in tree.kids[word] if tree.relations[k] in ("aux", "cop")}
        if auxiliaries & {"had", "'d"} and not auxiliaries & set(self.tables.modals) - {"'d"}:
            return tree.low[word] in ("hoped", "planned", "intended", "meant", "wanted", "expected", "wished")
        return bool(auxiliaries & {"was", "were"}) and tree.low[word] in ("about", "supposed")

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
            return _combine(View(1.5, "announced", (("modal", above),), ahead=True), outer)
        if low == "going" and (not outer.status or outer.status == "denied"):
            negated = outer.value < 0
            return View(
                -1.5 if negated else 1.5,
                "denied" if negated else "announced",
                (("modal", above),),
                negated,
                True,
            )
        if any(tree.low[k] == "too" for k in tree.kids[above]):
            return View(
                -2.0,
                "denied",
                (("negation", next(k for k in tree.kids[above] if tree.low[k] == "too")),),
                True,
            )
        return None

    def _complement(self, commitment: Commitment, outer: View, marks: tuple[tuple[str, int], ...]) -> View:
        """The slot of a complement, given the view of the word that takes it."""
        if commitment.if_true == commitment.if_false and not commitment.status_true:
            return View(commitment.if_true)
        holds = outer.value >= 0
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
        kept = marks if status or commitment.if_true < FACT else ()
        return View(value, status, outer.marks + kept, negated, outer.ahead or commitment.ahead)

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
            return View(min(1.0, outer.value), "possible", (("cue", above),)) if form == "to" else View(2.0)
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
                return View(0.5, "hypothetical", (("condition", _marker_index(tree, word)),))
            if first in ("when", "whenever", "once") and self._imperative(above):
                return View(0.5, "hypothetical", (("condition", _marker_index(tree, word)),))
        return View()

    def _marked(self, word: int, above: int, marker: str, kind: str, value: float, status: str) -> View:
        tree = self.tree
        at = _marker_index(tree, word)
        if kind == "before":
            if not self._past(word) and self.view(above).status not in ("", "ongoing"):
                return View(0.5, "hypothetical", (("condition", at),))
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
        return View(value, status, (("cue", at),), ahead=kind == "purpose")

    def _infinitive(self, word: int, above: int) -> View:
        """ "to" without more: after an adjective or a verb that takes it, or a purpose."""
        tree = self.tree
        special = self._special(word, above, "to") if self._pos(above) == "adj" else None
        if special is not None:
            return special
        known = self._commitments(above)
        found = known.get("to") if known else None
        if found is not None and (self._pos(above) != "verb" or tree.lemmas[above] not in _REAL_PURPOSE):
            return self._complement(found, self.view(above), (("cue", above),))
        if word > 0 and tree.low[_marker_index(tree, word) - 1] == "only":
            return View()
        outer = self.view(above)
        share = max(outer.value, 0.0) / FACT
        return View(
            1.5 * share,
            outer.status or "possible",
            (*outer.marks, ("cue", _marker_index(tree, word))),
            ahead=True,
        )

    def _unmarked(self, word: int, above: int) -> View:
        tree = self.tree
        inverted = next(
            (
                k
                for k in tree.kids[word]
                if tree.relations[k] in ("aux", "mark", "cop") and tree.low[k] in _INVERTED and k < word
            ),
            None,
        )
        subject = next((k for k in tree.kids[word] if tree.relations[k] == "nsubj"), None)
        if inverted is not None and subject is not None and inverted < subject:
            value, status = _INVERTED[tree.low[inverted]]
            return View(value, status, (("condition", inverted),))
        if subject is None and not tree.is_participle(word) and word > above:
            return self.view(above)
        return View()

    def _noun_clause(self, word: int, noun: int) -> View:
        tree = self.tree
        form = self.form(word)
        relative = tree.full[word] == "acl:relcl" or any(
            tree.antecedent(k) is not None for k in tree.kids[word]
        )
        if not relative or form == "to":
            known = self._commitments(noun)
            found = known.get(form) if known else None
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
                return self._complement(found, self._noun_view(noun), (("cue", noun),))
            if form == "to":
                share = max(self._noun_view(noun).value, 0.0) / FACT
                return View(1.0 * share, "possible", (("cue", noun),))
        determiner = next((tree.low[k] for k in tree.kids[noun] if tree.relations[k] == "det"), "")
        if determiner in _FREE_CHOICE or tree.low[noun] in _FREE_CHOICE:
            return View(-0.5, "hypothetical", (("condition", noun),))
        if relative and determiner in ("a", "an", "some") and self._finite_present(word):
            slot = self.slot(noun)
            if (
                slot.status in ("hypothetical", "possible", "demanded", "forecast", "announced")
                and slot.value < 1.5
            ):
                return View(0.5, slot.status, slot.marks)
        return View()

    def _refused(self, noun: int) -> bool:
        """ "rejected claims that ...": a claim whose speaker is contradicted."""
        tree = self.tree
        above = tree.heads[noun]
        if (
            above < 0
            or tree.relations[noun] not in ("obj", "nsubj", "obl")
            or (tree.lemmas[noun], "noun") not in self.tables.cues
        ):
            return False
        cue = self.tables.cues.get((tree.lemmas[above], "verb"))
        if (
            cue is None
            or cue.stance != "denies"
            or self.tables.cues[tree.lemmas[noun], "noun"].stance not in ("states", "denies")
        ):
            return False
        return tree.relations[noun] != "nsubj" or tree.arguments(above).passive

    def _noun_view(self, noun: int) -> View:
        """A noun that takes a complement: there unless it is negated, whatever hedge its own clause has."""
        local = self.local(noun)
        slot = self.slot(noun)
        if slot.value < -1.5 and self._definite(noun):
            slot = View()
        return _combine(slot, local)

    # ------------------------------------------------------------ event nouns

    def _definite(self, noun: int) -> bool:
        tree = self.tree
        for kid in tree.kids[noun]:
            if tree.relations[kid] == "det" and tree.low[kid] in _DEFINITE:
                return True
            if tree.relations[kid] == "nmod" and tree.is_possessive(kid):
                return True
        return False

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
            at = _marker_index(tree, word)
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
                return self._complement(found, self._noun_view(noun), (("cue", noun),))
        if preposition == "for" and relation == "nmod" and self._pos(noun) == "noun":
            return View(0.5, "possible", (("cue", noun),), ahead=True)
        if self._definite(word) or preposition in _BACKGROUND_PREPOSITIONS:
            return View()
        return self._noun_view(noun) if preposition in ("of", "") else View()

    # ------------------------------------------------------------ the predicate's own words

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
        if negation < 0 and word > 0 and tree.low[word - 1] == "nor":
            negation = word - 1
        view = self._assemble(word, modal, negation, perfect)
        if adverb is not None:
            if view.status == "announced" and adverb.status:
                adverb.status = "forecast"  # "will probably"
            view = _combine(view, adverb) if view.value != FACT else adverb
        if self._pos(word) == "noun" and not own_auxiliary:
            view = self._described(word, view)
        elif tree.upos[word] == "ADJ":
            view = self._predicated(word, view)
        if tree.relations[word] == "conj" and not own_auxiliary and modal is None and negation < 0:
            view = self._shared(word, view)
        return view

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
                return View()
            if self._until(word):
                return View()
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
        condition = self._condition(word)
        if condition >= 0 and tree.low[at] not in ("must", "should", "ought"):
            return View(0.5, "hypothetical", (*marks, ("condition", condition)))
        if tree.low[at] in ("would", "'d") and self._reported_future(word):
            value, status = 1.0, "announced"
        ahead = entry.status in ("announced", "demanded") or status == "announced"
        return View(value, status, tuple(marks), ahead=ahead)

    def _until(self, word: int) -> bool:
        """ "did not arrive until Monday": it did arrive."""
        tree = self.tree
        return self._past(word) and any(
            tree.relations[k] in ("obl", "advcl") and tree.preposition(k).startswith("until")
            for k in tree.kids[word]
        )

    def _condition(self, word: int) -> int:
        """Index of the word that makes a clause conditional ("if", "unless", inverted "should"), -1 for none."""
        tree = self.tree
        for kid in tree.kids[word]:
            if tree.relations[kid] != "advcl":
                continue
            marker = tree.preposition(kid)
            if marker.startswith(("if", "unless", "provided", "only if", "as long as", "on condition")):
                return _marker_index(tree, kid)
            if not marker and self._unmarked(kid, word).status == "hypothetical":
                return kid
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
                    view = _combine(view, View(found.value, found.status, (("hedge", kid),)))
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
        return _combine(
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
        fits = bare if has_modal else tree.is_participle(word) or is_gerund(tree, word)
        if not fits:
            return view
        if any(tree.relations[k] == "cc" and tree.low[k] == "but" for k in tree.kids[word]) and first.negated:
            return view
        return _combine(first, view) if view.value != FACT else first

    # ------------------------------------------------------------ tense

    def _to(self, word: int) -> bool:
        """Whether a verb is an infinitive with "to", whatever a tree takes that "to" for."""
        tree = self.tree
        if tree.infinitive(word):
            return True
        return (
            word > 0
            and tree.low[word - 1] == "to"
            and tree.upos[word] == "VERB"
            and tree.low[word] == tree.lemmas[word]
            and tree.upos[word - 1] == "PART"
        )

    def _past(self, word: int) -> bool:
        """Whether a clause is in the past: its verb, its copula or its first auxiliary."""
        tree = self.tree
        feats = tree.sentence.feats
        if not feats:
            return False
        for kid in tree.kids[word]:
            if tree.relations[kid] in ("aux", "cop") and "VerbForm=Fin" in feats[kid]:
                return "Tense=Past" in feats[kid]
        return "Tense=Past" in feats[word] and "VerbForm=Fin" in feats[word]

    def _finite_present(self, word: int) -> bool:
        return not self._past(word)


def is_gerund(tree: Tree, word: int) -> bool:
    """Whether a verb ends in -ing, whatever its lemma."""
    return tree.low[word].endswith("ing") and tree.upos[word] in ("VERB", "AUX") and len(tree.low[word]) > 4


def _marker_index(tree: Tree, clause: int) -> int:
    """The word that joins a clause or a nominal to what is above it, the clause's own head when there is none."""
    for kid in tree.kids[clause]:
        if kid < clause and tree.relations[kid] in ("mark", "case", "advmod", "cc"):
            return kid
    return clause


def _combine(outer: View, inner: View) -> View:
    """A predicate in its slot: certainty multiplies, the nearer word decides the status unless the farther one is a
    condition, a demand or a denial."""
    if not outer.marks and not outer.status and outer.value == FACT:
        return inner
    if not inner.marks and not inner.status and inner.value == FACT:
        return outer
    value = outer.value * inner.value / FACT
    negated = outer.negated != inner.negated
    marks = outer.marks + inner.marks
    if outer.status == "hypothetical":
        status = "hypothetical"
    elif outer.status == "denied":
        status = "denied" if value < 0 else (inner.status if inner.status != "denied" else "")
    elif (inner.status in ("denied", "announced") and outer.status in ("demanded", "forecast")) or (
        inner.status == "announced" and outer.status == "possible"
    ):
        status = outer.status
    else:
        status = inner.status or outer.status
    return View(value, status, marks, negated, outer.ahead or inner.ahead)
