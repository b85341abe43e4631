"""Prepositional cues ("according to X"), and the words of an attribution shared out among its parts."""

from __future__ import annotations

from watchfloor.coding.attributed import Found
from watchfloor.coding.verb_parts import IN_NAMES, VerbParts
from watchfloor.knowledge.cue_tables import Cue

__all__ = ["CuePhrases"]

_WHO = (["who"], ["whom"], ["whose"], ["which"])


class CuePhrases(VerbParts):
    """Finds attributions by phrases; gives every attribution's words to its source, cue or content."""

    def _phrase(self, word: int) -> Found | None:
        """ "according to X", "in the view of X"."""
        tree = self.tree
        for phrase in self.tables.phrases.get(tree.low[word], ()):
            last = word + len(phrase.words) - 1
            if tuple(tree.low[word : last + 1]) != phrase.words:
                continue
            cue_words = list(range(word, last + 1))
            source = self._head_behind(word, last)
            if source < 0:
                continue
            above = tree.heads[source]
            while above in cue_words:
                above = tree.heads[above]
            if above < 0:
                continue
            top = source
            while tree.heads[top] in cue_words:
                top = tree.heads[top]
            content = self._below(above) - set(self.sentence.subtree(top)) - set(cue_words)
            clause = above
            while (
                not self._is_clause(clause) and tree.heads[clause] >= 0 and tree.relations[clause] != "conj"
            ):
                clause = tree.heads[clause]
            phrase_words = set(self.sentence.subtree(top)) | set(cue_words)
            if self._at_edge(phrase_words):
                clause = self.sentence.root
            if clause != above:
                content = self._below(clause) - phrase_words
            cue = Cue(" ".join(phrase.words), phrase.stance, phrase.commitment, frozenset({"that"}))
            found = Found(cue, word, cue_words, content, source)
            self._finish(found)
            return found
        return None

    def _at_edge(self, words: set[int]) -> bool:
        """Whether a phrase opens or closes its sentence, set off by a comma: then it speaks of the whole."""
        low = self.tree.low
        spoken = [k for k in words if any(c.isalnum() for c in low[k])]
        first, last = min(spoken), max(spoken)
        behind = [k for k in range(last + 1, len(low)) if any(c.isalnum() for c in low[k])]
        if not behind and first > 0 and low[first - 1] == ",":
            return not self._quoted(first)
        return first == 0 and (low[last] == "," or low[last + 1 : last + 2] == [","])

    def _head_behind(self, first: int, last: int) -> int:
        """The head of the noun phrase behind a prepositional cue, -1 for none."""
        tree = self.tree
        inside = range(first, last + 1)
        for start in inside:
            head = tree.heads[start]
            if head > last and tree.relations[start] in ("case", "mark", "advmod", "fixed"):
                return head
        for start in inside:
            for kid in tree.kids[start]:
                if kid > last and tree.relations[kid] in ("obl", "nmod", "obj", "pobj"):
                    return kid
        if tree.upos[first] != "VERB":
            return -1
        behind = last + 1  # "according" taken for the verb of the sentence: the noun phrase right behind
        while behind < len(tree.low) and tree.upos[behind] in IN_NAMES - {"ADP"}:
            behind += 1
        nouns = [k for k in range(last + 1, behind) if tree.upos[k] in ("NOUN", "PROPN", "PRON")]
        return nouns[-1] if nouns and tree.heads[nouns[-1]] >= 0 else -1

    def _finish(self, found: Found) -> None:
        """Words of the source; content and cue lose what belongs to another part."""
        tree = self.tree
        found.content_words -= set(found.cue_words)
        if found.source_head in self.torn:
            found.source_words = list(self.torn[found.source_head])
            found.content_words -= set(found.source_words)
            return
        if found.source_head >= 0:
            words = set(self.sentence.subtree(found.source_head))
            for kid in tree.kids[found.source_head]:
                if tree.relations[kid] in ("parataxis", "cc", "discourse") and kid > found.source_head:
                    if tree.relations[kid] == "parataxis" or not any(
                        tree.relations[k] == "conj" for k in tree.kids[found.source_head]
                    ):
                        words -= set(self.sentence.subtree(kid))
                if (
                    tree.relations[kid] == "case"
                    and not tree.is_possessive(found.source_head)
                    and kid < found.source_head
                ):
                    words.discard(kid)
                    words -= set(tree.kids[kid])
                if tree.relations[kid] in ("cop", "nsubj", "aux", "advcl", "ccomp"):
                    words -= set(self.sentence.subtree(kid))
            cue_clause = set(self.sentence.subtree(found.head))
            if found.source_head not in cue_clause:
                words -= cue_clause
            words -= set(found.cue_words)
            if not words & found.content_words:
                found.source_words = _run_with(sorted(words), found.source_head)
            elif found.source_head in found.content_words:
                found.source_head = -1
            else:
                found.content_words -= words
                found.source_words = _run_with(sorted(words), found.source_head)
        found.content_words -= set(found.source_words)
        self._without_relative(found)

    def _without_relative(self, found: Found) -> None:
        """ "..., said Marta Lund, who stressed": what is told of a speaker behind his name is not what he said."""
        if not found.source_words or not found.content_words or min(found.content_words) > found.head:
            return
        last, low = found.source_words[-1], self.tree.low
        if last > found.head and low[last + 1 : last + 2] == [","] and low[last + 2 : last + 3] in _WHO:
            found.content_words = {k for k in found.content_words if k < last}


def _run_with(words: list[int], head: int) -> list[int]:
    """The stretch of neighbouring words that holds the head."""
    if head not in words:
        return []
    at = words.index(head)
    first = last = at
    while first > 0 and words[first - 1] == words[first] - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return words[first : last + 1]
