"""What a mention of an event is compared by: its words, its parties, its sentence and its vectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.fusing.mention_articles import content_stems
from watchfloor.knowledge.stems import stem_of
from watchfloor.records import Sentence

__all__ = ["Mention", "Profile", "head_lemma", "own_words"]

Floats = NDArray[np.float32]
_ARGUMENTS = frozenset(["nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "nummod", "flat"])
_MODIFIERS = frozenset(["compound", "flat", "amod", "nmod", "nummod"])
_CONTENT = frozenset(["NOUN", "PROPN", "VERB", "NUM", "ADJ", "PRON"])
_NEGATIONS = frozenset(["not", "n't", "no", "never"])


class Mention(msgspec.Struct):
    """Words that name an event.

    Attributes:
        article: id of the article.
        topic: articles of different topics are never compared.
        sentence: parsed by the default parser, with ``vectors`` among its readings.
        words: indexes of the words in the sentence.
        alone: (2, 384) vectors of `head_lemma` and of `own_words` when each is read as a sentence of its own. What a
            word means anywhere tells "quake" to be like "earthquake" better than what it means in its sentence.
    """

    article: str
    topic: str
    sentence: Sentence
    words: tuple[int, ...]
    alone: Floats

    @property
    def head(self) -> int:
        """The word of the mention that hangs on none of its others."""
        return head_of(self.sentence, self.words)


def head_of(sentence: Sentence, words: tuple[int, ...]) -> int:
    """The word among some that hangs on none of the others."""
    return next((w for w in words if sentence.heads[w] not in words), words[0])


def head_lemma(sentence: Sentence, words: tuple[int, ...]) -> str:
    """Lemma of the head of some words, in lower case."""
    return sentence.lemmas[head_of(sentence, words)].lower()


def own_words(sentence: Sentence, words: tuple[int, ...]) -> str:
    """Some words of a sentence as a text."""
    return " ".join(sentence.words[w].lower() for w in words)


class Profile:
    """What a mention is compared by. Sets hold stems; ``names`` and ``numbers`` are those of the sentence."""

    def __init__(self, mention: Mention) -> None:
        sentence, head = mention.sentence, mention.head
        self.mention = mention
        self.lemma = sentence.lemmas[head].lower()
        self.stem = stem_of(self.lemma)
        self.upos = sentence.upos[head]
        self.relation = sentence.deprels[head].partition(":")[0]
        above = sentence.heads[head]
        self.governor = stem_of(sentence.lemmas[above].lower()) if above >= 0 else ""
        self.span = frozenset(stem_of(sentence.words[w].lower()) for w in mention.words)
        arguments, subjects, objects = _arguments(mention)
        self.arguments, self.subjects, self.objects = (
            self._stems(side) for side in (arguments, subjects, objects)
        )
        self.argument_words = sorted(
            w for w in arguments if _is_content(sentence, w) and w not in mention.words
        )
        self.argument_names = self._stems(w for w in self.argument_words if sentence.upos[w] == "PROPN")
        self.argument_numbers = frozenset(w for w in self.arguments if any(c.isdigit() for c in w))
        self.sentence = frozenset(content_stems(sentence.words))
        self.names = frozenset(
            w.lower() for w, upos in zip(sentence.words, sentence.upos, strict=True) if upos == "PROPN"
        )
        self.numbers = frozenset(w for w in sentence.words if any(c.isdigit() for c in w))
        self.negated = any(
            h == head and sentence.lemmas[w].lower() in _NEGATIONS for w, h in enumerate(sentence.heads)
        )

    def reading(self, name: str) -> Floats:
        """What a head of the reader says of the words of the sentence."""
        return np.asarray(self.mention.sentence.readings[name], dtype=np.float32)

    def _stems(self, words: Iterable[int]) -> frozenset[str]:
        sentence, own = self.mention.sentence, self.mention.words
        return frozenset(
            stem_of(sentence.lemmas[w].lower()) for w in words if _is_content(sentence, w) and w not in own
        )


def _is_content(sentence: Sentence, word: int) -> bool:
    return sentence.upos[word] in _CONTENT and len(sentence.words[word]) > 1


def _arguments(mention: Mention) -> tuple[set[int], set[int], set[int]]:
    """Words of all parties to an event, of its subjects, and of its objects (those of passives with them)."""
    sentence, head = mention.sentence, mention.head
    below: dict[int, list[int]] = defaultdict(list)
    for word, above in enumerate(sentence.heads):
        below[above].append(word)

    def relation(word: int) -> str:
        return sentence.deprels[word].partition(":")[0]

    parties, subjects, objects = set[int](), set[int](), set[int]()
    near = list(below[head])
    verb = head
    while sentence.heads[verb] >= 0 and relation(verb) in ("conj", "xcomp"):
        # "met and signed", "agreed to sign": the first verb's subject is the second's.
        verb = sentence.heads[verb]
        near += [w for w in below[verb] if relation(w) == "nsubj"]
    if relation(head) in ("obj", "nsubj", "obl") and sentence.upos[head] == "NOUN":
        # "held talks": the verb's parties are the noun's.
        near += [
            w for w in below[sentence.heads[head]] if w != head and relation(w) in ("nsubj", "obj", "obl")
        ]
    if relation(head) in ("acl", "amod") and sentence.heads[head] >= 0:
        parties.add(sentence.heads[head])
        objects.add(sentence.heads[head])
    for word in near:
        if relation(word) not in _ARGUMENTS:
            continue
        phrase = {word, *(w for w in below[word] if relation(w) in _MODIFIERS)}
        parties |= phrase
        if relation(word) == "nsubj":
            (objects if sentence.deprels[word] == "nsubj:pass" else subjects).update(phrase)
        if relation(word) == "obj":
            objects |= phrase
    return parties, subjects, objects
