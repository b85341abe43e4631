"""A sentence's tree as noun phrases: their heads, what climbs to them, what owns them, how they are written."""

from __future__ import annotations

from watchfloor.records import Sentence

__all__ = ["POSSESSIVES", "PhraseTree"]

POSSESSIVES = frozenset({"his", "her", "its", "their"})
_DESCRIPTIVE = frozenset({"compound", "flat", "goeswith", "fixed", "amod", "nummod", "dep"})
_STEPS = 12  # no phrase is deeper; a circle in a broken tree ends here


class PhraseTree:
    """The tree of one sentence.

    Args:
        sentence: with its tree.

    Attributes:
        rels: relations without their subtypes.
        kids: for each word those that hang on it.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.heads = sentence.heads
        self.upos = sentence.upos
        self.rels = [rel.partition(":")[0] if ":" in rel else rel for rel in sentence.deprels]
        self.kids: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head >= 0:
                self.kids[head].append(index)

    def text(self, first: int, last: int) -> str:
        """The text of the words ``first`` to ``last`` (exclusive)."""
        return self.sentence.text[self.sentence.starts[first] : self.sentence.ends[last - 1]]

    def head(self, first: int, last: int) -> int:
        """The word of a span whose head is outside it."""
        for index in range(last - 1, first - 1, -1):
            if not first <= self.heads[index] < last:
                return index
        return last - 1

    def climb(self, word: int) -> int:
        """The head of the noun phrase that a word describes or names."""
        for _ in range(_STEPS):
            head, rel = self.heads[word], self.rels[word]
            if head < 0 or not (rel in _DESCRIPTIVE or self._describes(word, head, rel)):
                break
            word = head
        return word

    def _describes(self, word: int, head: int, rel: str) -> bool:
        if rel == "nmod":  # a title, by some readings: "President Yoon"
            return word < head and not self.cases(word) and not self.possessive(word)
        if rel == "appos":
            return word == head + 1 and self.upos[word] == "PROPN"
        return (
            rel == "conj"
            and self.upos[word] in ("ADJ", "PROPN")
            and self.rels[head] in ("amod", "compound")
            and self.heads[head] > word
        )

    def coordinated_with(self, word: int) -> int:
        """The first conjunct of the coordination in which a word stands, itself where there is none."""
        for _ in range(_STEPS):
            if self.rels[word] != "conj" or self.heads[word] < 0 or self.possessive(word):
                break
            word = self.heads[word]
        return word

    def cases(self, word: int) -> list[str]:
        """The prepositions before a word, in lower case."""
        return [self.words[k].lower() for k in self.kids[word] if self.rels[k] == "case" and k < word]

    def possessive(self, word: int) -> bool:
        """Whether a word says whose something is: "its", "Russia's"."""
        return (
            self.words[word].lower() in POSSESSIVES
            or self.sentence.deprels[word] == "nmod:poss"
            or any(self.rels[k] == "case" and k > word for k in self.kids[word])
        )

    def name_words(self, nucleus: int) -> list[int]:
        """The further words of the name that a word begins."""
        return [k for k in self.kids[nucleus] if self.rels[k] in ("flat", "goeswith")]
