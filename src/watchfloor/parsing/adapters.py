"""Other people's Universal Dependencies pipelines in place of ours: spaCy and Stanza.

Neither is imported here: an adapter is given a pipeline that the user has loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from watchfloor.records import Entity, Sentence

__all__ = ["NotUniversalError", "SpacyParser", "StanzaParser"]

_SUBTYPES = frozenset({"nsubj:pass", "aux:pass", "obl:agent"})
# Relations of the ClearNLP scheme, which spaCy's own English models give and UD does not have.
_CLEARNLP = frozenset({"dobj", "pobj", "nsubjpass", "prep", "attr", "npadvmod", "auxpass"})
_ENTITIES = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC",
    "MISC": "MISC", "EVENT": "MISC",
}  # fmt: skip


class NotUniversalError(ValueError):
    """A pipeline does not give Universal Dependencies; the message says what would."""


class _Word(NamedTuple):
    """A word as a foreign pipeline gives it; ``head`` is an index among the words, -1 for a root."""

    start: int
    end: int
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str


class SpacyParser:
    """A spaCy pipeline as a `Parser`.

    Args:
        nlp: a loaded pipeline (`spacy.language.Language`) with a parser trained on Universal Dependencies, and where
            you have them a morphologizer, a lemmatizer and an entity recogniser.
        batch: texts that spaCy works on at once.

    Raises:
        NotUniversalError: its parser gives relations of another scheme, as ``en_core_web_sm`` does.
    """

    def __init__(self, nlp: Any, *, batch: int = 256) -> None:
        labels = {label for pipe in nlp.pipe_names for label in (nlp.pipe_labels.get(pipe) or ())}
        foreign = sorted(labels & _CLEARNLP)
        if foreign:
            raise NotUniversalError(
                f"the spaCy pipeline {_spacy_name(nlp)} gives relations that are not Universal Dependencies "
                f"({', '.join(foreign)}); use one that is trained on a UD treebank, such as en_udv25_englishewt_trf or "
                "your own"
            )
        self.nlp = nlp
        self.batch = batch
        self.name = f"spacy {_spacy_name(nlp)}"

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        """As `Parser.read`."""
        documents = self.nlp.pipe(list(texts), batch_size=self.batch)
        return [self._sentence(text, document) for text, document in zip(texts, documents, strict=True)]

    def _sentence(self, text: str, document: Any) -> Sentence:
        # White space is a token for spaCy and none for UD; what hangs on it moves up to its head.
        kept = [token for token in document if not token.is_space]
        place = {token.i: number for number, token in enumerate(kept)}
        words = []
        for token in kept:
            head = token.head
            while head.i not in place and head.head.i != head.i:
                head = head.head
            is_root = token.head.i == token.i or head.i not in place
            words.append(
                _Word(
                    start=token.idx,
                    end=token.idx + len(token.text),
                    lemma=token.lemma_,
                    upos=token.pos_,
                    feats=str(token.morph),
                    head=-1 if is_root else place[head.i],
                    deprel=token.dep_,
                )
            )
        entities = []
        for entity in document.ents:
            inside = [place[token.i] for token in entity if token.i in place]
            if inside:
                entities.append((inside[0], inside[-1] + 1, entity.label_))
        return _build(text, words, entities)


def _spacy_name(nlp: Any) -> str:
    meta = nlp.meta
    return f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}".strip()


class StanzaParser:
    """A Stanza pipeline as a `Parser`.

    Args:
        nlp: a loaded `stanza.Pipeline` with ``tokenize,pos,lemma,depparse`` and where you have them ``mwt`` and ``ner``.
        name: tells its models from others in what is remembered; put their version in it.
    """

    def __init__(self, nlp: Any, name: str = "en") -> None:
        self.nlp = nlp
        self.name = f"stanza {name}"

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        """As `Parser.read`."""
        return [
            self._sentence(text, self.nlp(text)) if text.strip() else Sentence(text=text) for text in texts
        ]

    def _sentence(self, text: str, document: Any) -> Sentence:
        words: list[_Word] = []
        for sentence in document.sentences:
            base = len(words)
            for token in sentence.tokens:
                for word, (start, end) in zip(token.words, _spans(text, token), strict=True):
                    words.append(
                        _Word(
                            start=start,
                            end=end,
                            lemma=word.lemma or "",
                            upos=word.upos or "",
                            feats=word.feats or "",
                            head=base + word.head - 1 if word.head else -1,
                            deprel=word.deprel or "",
                        )
                    )
        entities = []
        for entity in getattr(document, "ents", None) or ():
            inside = [
                i for i, w in enumerate(words) if w.start >= entity.start_char and w.end <= entity.end_char
            ]
            if inside:
                entities.append((inside[0], inside[-1] + 1, entity.type))
        return _build(text, words, entities)


def _spans(text: str, token: Any) -> list[tuple[int, int]]:
    """Offsets of a token's words; those of "don't" lie within it, one after the other, where they are spelled as it is."""
    at, end = token.start_char, token.end_char
    if len(token.words) == 1:
        return [(at, end)]
    spans = []
    for word in token.words:
        found = text.find(word.text, at, end)
        start = found if found >= 0 else at
        stop = start + len(word.text) if found >= 0 else end
        spans.append((start, stop))
        at = stop
    return spans


# ---------------------------------------------------------------- both


def _build(text: str, words: Sequence[_Word], entities: Iterable[tuple[int, int, str]]) -> Sentence:
    """A `Sentence` with one root and universal relations."""
    sentence = Sentence(text=text)
    root = next((number for number, word in enumerate(words) if word.head < 0), -1)
    for number, word in enumerate(words):
        head, relation = word.head, _relation(word.deprel)
        if head < 0 and number != root:
            # The pipeline saw several sentences: the later ones hang on the first.
            head, relation = root, "parataxis"
        elif head < 0:
            relation = "root"
        form = text[word.start : word.end]
        sentence.words.append(form)
        sentence.starts.append(word.start)
        sentence.ends.append(word.end)
        sentence.lemmas.append(word.lemma or form.lower())
        sentence.upos.append(word.upos or "X")
        sentence.feats.append(word.feats or "_")
        sentence.heads.append(head)
        sentence.deprels.append(relation)
    sentence.entities = [
        Entity(first=first, last=last, label=_ENTITIES[label])
        for first, last, label in entities
        if label in _ENTITIES
    ]
    return sentence


def _relation(name: str) -> str:
    if name in _SUBTYPES:
        return name
    return name.partition(":")[0].lower() or "dep"
