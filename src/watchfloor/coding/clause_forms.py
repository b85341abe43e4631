"""The forms of clauses that decide what is committed to: infinitives, gerunds, tense, mood, markers."""

from __future__ import annotations

from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import Commitment, CueTables, load_cues
from watchfloor.records import Sentence

__all__ = ["QUESTION_WORDS", "ClauseForms", "is_gerund", "marker_index"]

QUESTION_WORDS = frozenset({"why", "how", "when", "where", "who", "whom", "what", "which", "whose"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_BEFORE_COMMANDS = frozenset({"PUNCT", "INTJ", "ADV", "CCONJ", "SYM"})
# Auxiliaries that make a condition when they stand before their subject.
_INVERTING = frozenset({"had", "should", "were"})


class ClauseForms:
    """What can be seen of the words of one sentence, each by itself.

    Args:
        sentence: with its tree.
        spoken: for words whose cue stands outside their own way up the tree (a cue behind the quoted clause, or in
            another sentence), what the cue commits to and the index of its head word (-1 for another sentence).
    """

    def __init__(self, sentence: Sentence, spoken: dict[int, tuple[Commitment, int]] | None = None) -> None:
        self.sentence = sentence
        self.spoken = spoken or {}
        self.tree = cue_tree(sentence)
        self.tables: CueTables = load_cues()

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
            if kid < clause and tree.low[kid] in QUESTION_WORDS and tree.relations[kid] != "nsubj":
                return "wh"
        return "that"

    def _imperative(self, word: int) -> bool:
        """Whether a verb commands: by its mood, or bare, without a subject and first of its sentence."""
        tree = self.tree
        feats = self.sentence.feats[word] if self.sentence.feats else "_"
        own = [k for k in tree.kids[word] if tree.relations[k] in ("nsubj", "aux", "mark", "expl")]
        if any(tree.low[k] not in ("do", "please") and k < word for k in own):
            return False
        if "Mood=Imp" in feats:
            return True
        if tree.upos[word] != "VERB" or tree.low[word] != tree.lemmas[word] or "Mood=Ind" in feats:
            return False
        return not any(
            tree.upos[k] not in _BEFORE_COMMANDS and tree.low[k] not in ("do", "please") for k in range(word)
        )

    def _finite(self, word: int) -> bool:
        """Whether a clause is finite by its verb, its copula or an auxiliary of its own."""
        tree, feats = self.tree, self.sentence.feats
        if not feats:
            return False
        own = (k for k in tree.kids[word] if tree.relations[k] in ("aux", "cop"))
        return "VerbForm=Fin" in feats[word] or any("VerbForm=Fin" in feats[k] for k in own)

    def _going_to(self, word: int) -> bool:
        """ "is going to leave": the future, and no going."""
        tree = self.tree
        if tree.low[word] not in ("going", "gon"):
            return False
        return any(tree.relations[k] == "xcomp" and self._to(k) for k in tree.kids[word])

    def _definite(self, noun: int) -> bool:
        tree = self.tree
        for kid in tree.kids[noun]:
            if tree.relations[kid] == "det" and tree.low[kid] in _DEFINITE:
                return True
            if tree.relations[kid] == "nmod" and tree.is_possessive(kid):
                return True
        return False

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

    def _perfect(self, word: int) -> bool:
        """Whether a clause is in the present perfect: "they have refused"."""
        tree = self.tree
        auxiliaries = [k for k in tree.kids[word] if tree.relations[k] == "aux"]
        return bool(auxiliaries) and tree.low[auxiliaries[0]] in ("has", "have", "'ve", "’ve")

    def _inverted(self, word: int) -> int:
        """ "Had he known", "should they leave": the auxiliary before its subject, -1 for none.

        A tree may hang the auxiliary on another verb ("Were they to attack, he would fall"): then its place counts.
        """
        tree = self.tree
        subject = next((k for k in tree.kids[word] if tree.relations[k] == "nsubj"), -1)
        for kid in tree.kids[word]:
            if kid < word and tree.relations[kid] in ("aux", "mark", "cop") and tree.low[kid] in _INVERTING:
                return kid if kid < subject else self._were_to(word)
        return self._were_to(word)

    def _were_to(self, word: int) -> int:
        """ "Were they to attack": the "were" that opens the clause with nothing but a name before the infinitive."""
        tree = self.tree
        to = next((k for k in tree.kids[word] if tree.low[k] == "to" and tree.relations[k] == "mark"), -1)
        at = to - 1
        while at >= 0 and tree.upos[at] not in ("VERB", "AUX", "PUNCT"):
            at -= 1
        opens = 0 <= at < to - 1 and tree.low[at] == "were" and self._opens(at)
        return at if opens and tree.low[at - 1 : at] != [","] else -1

    def _opens(self, word: int) -> bool:
        """Whether a word is the first of its clause by what stands before it."""
        tree = self.tree
        if word == 0:
            return True
        return tree.upos[word - 1] in ("PUNCT", "SCONJ") or tree.low[word - 1] in (
            "and",
            "but",
            "or",
            "yet",
            "so",
        )

    def _condition_in_front(self, word: int) -> int:
        """ "Should they attack, diplomats say, thousands may flee": the auxiliary that makes the condition, else -1.

        Whatever the tree makes of it: a comma follows and then a clause of its own; nothing is asked.
        """
        tree, text = self.tree, self.sentence.text
        at = self._inverted(word)
        if at < 0 or not self._opens(at) or "?" in text[self.sentence.ends[word] :]:
            return -1
        comma = next((k for k in range(word + 1, len(tree.low)) if tree.low[k] == ","), len(tree.low))
        follows = any(tree.relations[k] in ("nsubj", "expl", "csubj") for k in range(comma, len(tree.low)))
        return at if follows else -1


def is_gerund(tree: Tree, word: int) -> bool:
    """Whether a verb ends in -ing, whatever its lemma."""
    return tree.low[word].endswith("ing") and tree.upos[word] in ("VERB", "AUX") and len(tree.low[word]) > 4


def marker_index(tree: Tree, clause: int) -> int:
    """The word that joins a clause or a nominal to what is above it, the clause's own head when there is none."""
    for kid in tree.kids[clause]:
        if kid < clause and tree.relations[kid] in ("mark", "case", "advmod", "cc"):
            return kid
    return clause
