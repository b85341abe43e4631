"""Figures that somebody vouches for without a clause: "put the toll at 40", "spoke of 40 dead", "counted 40 bodies"."""

from __future__ import annotations

from watchfloor.coding.attributed import Found
from watchfloor.coding.cue_phrases import CuePhrases
from watchfloor.coding.speakers import can_speak, has_voice
from watchfloor.knowledge.cue_tables import Cue
from watchfloor.knowledge.figure_speech import load_figure_speech

__all__ = ["SpokenFigures"]

_PREPOSITIONS = {"at": "at", "as": "as", "to": "to", "about": "of"}
# Numbers that no digits say.
_MANY = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "several", "dozens", "hundreds", "scores"}
)
# Who counts what it has suffered itself is no witness: "the country recorded 40 deaths".
_PLACES = frozenset({"LOC"})


class SpokenFigures(CuePhrases):
    """Finds the attributions of figures by verbs that take no clause there."""

    def _figure(self, word: int) -> Found | None:
        """The attribution of a figure by the verb at ``word``, None where it vouches for none."""
        forms = load_figure_speech().verbs.get(self.tree.lemmas[word])
        if forms is None or self.tree.relations[word] in ("amod", "compound", "case", "aux", "cop"):
            return None
        if any(self.tree.relations[k] == "ccomp" for k in self.tree.kids[word]):
            return None
        passive = self.tree.arguments(word).passive
        for form in sorted(forms):
            content = self._counted(word, form, passive)
            if content and any(self._is_number(k) for k in content):
                return self._vouched(word, form, passive, content)
        return None

    def _vouched(self, word: int, form: str, passive: bool, content: set[int]) -> Found | None:
        lead = self._leading(word)
        source = self._source_of_verb(word, lead, passive)
        if source < 0 or source in content or not self._vouches(source, form):
            return None
        lemma = self.tree.lemmas[word]
        cue = self.tables.cues.get((lemma, "verb")) or Cue(lemma, "states", "reported", frozenset({"that"}))
        if "that" not in cue.patterns:
            cue = Cue(cue.words, cue.stance, cue.commitment, cue.patterns | {"that"})
        extra = [word + 1] if form == "about" and self.tree.low[word + 1 : word + 2] == ["of"] else []
        found = Found(cue, word, self._verb_group(word, lead, extra), content, source, figure=True)
        self._finish(found)
        return found if found.source_words else None

    def _vouches(self, source: int, form: str) -> bool:
        """Whether a subject tells of a figure: somebody with a voice, and no place that has only suffered it."""
        if form not in ("to", "object"):
            return can_speak(self.tree, source)
        if not has_voice(self.tree, source):
            return False
        place = any(e.label in _PLACES and e.first <= source < e.last for e in self.sentence.entities)
        return not (place and form == "object")

    def _counted(self, word: int, form: str, passive: bool) -> set[int]:
        """The words of the figure that a verb of that form has, none where it has not the form."""
        tree, table = self.tree, load_figure_speech()
        if form == "about":
            return self._spoken_of(word) if not passive else set()
        relation = "nsubj" if passive else "obj"
        objects = [k for k in tree.kids[word] if tree.relations[k] == relation]
        if not objects:
            return set()
        noun = objects[0]
        below = self._below(noun) - (set(self._below(word)) & {word} if passive else set())
        if form == "object":
            state = [k for k in tree.kids[word] if tree.relations[k] == "xcomp" and k > noun]
            counted = {noun, *tree.kids[noun], *state}
            if not passive and any(self._is_one_of(k, table.casualties) for k in counted):
                return below.union(*(self._below(k) for k in state))
            return set()
        nouns = table.amounts
        if form == "to" and not any(self._is_one_of(k, table.casualties) for k in below):
            nouns = table.tallies  # "raised the number of its guards to 40" is no saying
        if not self._is_one_of(noun, nouns):
            return set()
        if form == "of":
            return (
                below
                if any(tree.preposition(k) == "of" and self._is_figure(k) for k in tree.kids[noun])
                else set()
            )
        # "put the number of men | freed at 40": trees hang the participle and the phrase on the verb as well.
        torn = [k for kid in tree.kids[word] if tree.relations[kid] == "xcomp" for k in self._below(kid)]
        phrase = self._phrase_with(_PREPOSITIONS[form], word, *sorted(below), *torn)
        if phrase < 0 or not self._is_figure(phrase):
            return set()
        behind = self._below(phrase)
        return below | behind | set(range(noun, min(behind)) if noun > word else ())

    def _spoken_of(self, word: int) -> set[int]:
        """The words behind "spoke of", with the state that a tree hung on the verb ("of 40 | dead")."""
        tree = self.tree
        if tree.low[word + 1 : word + 2] != ["of"]:
            return set()
        found: set[int] = set()
        for kid in tree.kids[word]:
            below = self._below(kid)
            state = bool(found) and (tree.relations[kid] == "xcomp" or self._is_state(kid, max(found) + 1))
            if kid > word and (word + 1 in below or state):
                found |= below
        return found - {word + 1}

    def _is_state(self, word: int, place: int) -> bool:
        """Whether the word at a place is an adjective for what befell those counted ("five | missing")."""
        casualties = load_figure_speech().casualties
        return word == place and self.tree.upos[word] == "ADJ" and self._is_one_of(word, casualties)

    def _phrase_with(self, preposition: str, *heads: int) -> int:
        """The phrase of a preposition below one of some words; its head, -1 for none."""
        tree = self.tree
        for head in heads:
            for kid in tree.kids[head]:
                if (
                    kid > heads[0]
                    and tree.relations[kid] in ("obl", "nmod", "xcomp")
                    and tree.preposition(kid) == preposition
                ):
                    return kid
        return -1

    def _is_one_of(self, word: int, nouns: frozenset[str]) -> bool:
        return self.tree.lemmas[word] in nouns or self.tree.low[word] in nouns

    def _is_figure(self, word: int) -> bool:
        """Whether a word is a number or counted by one."""
        return self._is_number(word) or any(self._is_number(k) for k in self.tree.kids[word])

    def _is_number(self, word: int) -> bool:
        return (
            self.tree.upos[word] == "NUM" or self.tree.low[word] in _MANY or self.tree.lemmas[word] in _MANY
        )
