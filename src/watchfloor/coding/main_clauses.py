"""What a main clause does: it tells, asks, asks for something, or announces it in a headline."""

from __future__ import annotations

from watchfloor.coding.clause_forms import QUESTION_WORDS, ClauseForms
from watchfloor.coding.views import FACT, View
from watchfloor.knowledge.cue_tables import Commitment
from watchfloor.records import Sentence

__all__ = ["MainClauses"]

# Two words that replace what follows by something else.
_REPLACING = frozenset(
    {("rather", "than"), ("instead", "of"), ("short", "of"), ("let", "alone"), ("far", "from")}
)
_REQUESTING = frozenset({"can", "could", "will", "would"})
_ASKED_FOR = frozenset({"you", "someone", "somebody", "anyone", "anybody"})
_PRESUPPOSING = frozenset({"why", "who", "how", "when", "where"})


class MainClauses(ClauseForms):
    """The slots that no word above opens."""

    def __init__(self, sentence: Sentence, spoken: dict[int, tuple[Commitment, int]] | None = None) -> None:
        super().__init__(sentence, spoken)
        self._asks = "?" in sentence.text[-4:]

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

    def is_asked_for(self, word: int) -> bool:
        """Whether a word itself demands: an imperative, "let's", a request in the form of a question."""
        return self._imperative(word) or self.tree.low[word] == "lets" or self.tree.low[word] in _REQUESTING

    def _utterance(self, word: int) -> View:
        """A main clause: told, asked, asked for, or announced in a headline."""
        tree, kids = self.tree, self.tree.kids[word]
        question = self._asked(word)
        if question is not None:
            return question
        if self._imperative(word) or tree.low[word] == "lets":
            return View(-0.5, "demanded", (("cue", word),), ahead=True)
        first = next((k for k in kids if tree.relations[k] in ("aux", "nsubj", "mark")), word)
        if (
            tree.low[first] == "had"
            and self._opens(first)
            and any(tree.relations[k] == "nsubj" and k > first for k in kids)
        ):
            return View(-2.5, "hypothetical", (("condition", first),))
        if tree.relations[first] == "mark" and tree.low[first] in ("if", "unless"):
            return View(-0.5, "hypothetical", (("condition", first),))
        to = next((k for k in kids if tree.low[k] == "to" and tree.relations[k] in ("mark", "aux")), word)
        if to < word and self._to(word):
            if any(tree.relations[k] == "nsubj" and k < to for k in kids):
                return View(1.5, "announced", (("modal", to),), ahead=True)
            if any(tree.low[k] in QUESTION_WORDS and k < to for k in kids):  # "How to vote"
                return View(0.0, "possible", (("cue", to),), ahead=True)
        return View()

    def _asked(self, word: int) -> View | None:
        """The view of a main clause that asks, None for one that does not.

        In "I sent it back, what should I do?" only the clause that has the form of a question asks. What "why",
        "who" and "when" ask about is taken for granted, and "could you send" is a request.
        """
        tree = self.tree
        asker = self._question_word(word)
        if not self._asks and not self._opens_with_auxiliary(word, asker):
            return None
        if asker < 0:
            return self._asked_by_mark(word)
        low = tree.low[asker]
        subject = next((tree.low[k] for k in tree.kids[word] if tree.relations[k] == "nsubj"), "")
        modal = next((tree.low[k] for k in tree.kids[word] if tree.low[k] in self.tables.modals), "")
        if modal in _REQUESTING and subject in _ASKED_FOR and low not in QUESTION_WORDS:
            return View(-0.5, "demanded", (("cue", asker),), ahead=True)
        if modal:
            return View(0.0, "possible", (("cue", asker),), ahead=True)
        if low in _PRESUPPOSING:
            return View(2.0 if low in ("why", "who") else 1.0, "", (("cue", asker),))
        if low in ("what", "which", "whom", "whose") and self._past(word):
            return View(1.5, "", (("cue", asker),))
        return View(0.0, "possible", (("cue", asker),))

    def _asked_by_mark(self, word: int) -> View | None:
        """A clause that only the question mark makes a question: "You left?"; nobody asks what he does himself."""
        tree = self.tree
        asking = (k for k in tree.kids[word] if tree.relations[k] in ("parataxis", "conj"))
        if tree.heads[word] < 0 and any(self._question_word(k) >= 0 for k in asking):
            return None
        subject = next((tree.low[k] for k in tree.kids[word] if tree.relations[k] == "nsubj"), "")
        if tree.relations[word] == "parataxis" or subject in ("i", "we"):
            return None
        return View(0.5, "possible", (("cue", len(tree.low) - 1),))

    def _opens_with_auxiliary(self, word: int, asker: int) -> bool:
        """ "Do you know", "Will it last" without a question mark: nothing but conjunctions before the auxiliary."""
        tree = self.tree
        if asker < 0 or tree.relations[asker] != "aux" or tree.low[asker] in ("had", "should", "were"):
            return False
        first = min(self.sentence.subtree(word))
        return all(tree.upos[k] in ("CCONJ", "INTJ", "PUNCT") for k in range(first, asker)) and not any(
            tree.low[k] in ("nor", "neither") for k in range(first, asker)
        )

    def _question_word(self, word: int) -> int:
        """The wh-word of a clause or its auxiliary when that stands before the subject, -1 for neither."""
        tree = self.tree
        subject = next((k for k in tree.kids[word] if tree.relations[k] == "nsubj"), -1)
        for kid in tree.kids[word]:
            if kid < word and (
                tree.low[kid] in QUESTION_WORDS or any(tree.low[k] in QUESTION_WORDS for k in tree.kids[kid])
            ):
                if tree.relations[kid] in ("advmod", "obj", "nsubj", "obl", "det", "iobj"):
                    return kid
            if tree.relations[kid] in ("aux", "cop") and kid < subject:
                return kid
        if tree.low[word] in QUESTION_WORDS:
            return word
        return -1
