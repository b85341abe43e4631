from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from watchfloor.parsing import Parser
from watchfloor.parsing.adapters import NotUniversalError, SpacyParser, StanzaParser
from watchfloor.pipeline import Pipeline
from watchfloor.records import Document, Entity, Sentence

TEXT = "Russian troops were seen  in Kursk by Ukraine."
# word, lemma, UPOS, features, head (from 1, 0 for the root), relation
TREE = [
    ("Russian", "Russian", "ADJ", "Degree=Pos", 2, "amod"),
    ("troops", "troop", "NOUN", "Number=Plur", 4, "nsubj:pass"),
    ("were", "be", "AUX", "Tense=Past", 4, "aux:pass"),
    ("seen", "see", "VERB", "Tense=Past|VerbForm=Part", 0, "root"),
    ("in", "in", "ADP", "", 6, "case"),
    ("Kursk", "Kursk", "PROPN", "Number=Sing", 4, "obl:tmod"),
    ("by", "by", "ADP", "", 8, "case"),
    ("Ukraine", "Ukraine", "PROPN", "Number=Sing", 4, "obl:agent"),
    (".", ".", "PUNCT", "", 4, "punct"),
]
HEADS = [1, 3, 3, -1, 5, 3, 7, 3, 3]
RELATIONS = ["amod", "nsubj:pass", "aux:pass", "root", "case", "obl", "case", "obl:agent", "punct"]


def check(sentence: Sentence) -> None:
    assert sentence.words == [row[0] for row in TREE]
    assert [TEXT[s:e] for s, e in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
    assert sentence.lemmas == [row[1] for row in TREE]
    assert sentence.upos == [row[2] for row in TREE]
    assert sentence.feats == [row[3] or "_" for row in TREE]
    assert sentence.heads == HEADS
    assert sentence.deprels == RELATIONS
    assert sentence.entities == [Entity(first=5, last=6, label="LOC")]


# ---------------------------------------------------------------- spaCy


@pytest.fixture(scope="module")
def nlp() -> Any:
    """An untrained English pipeline with a component that knows one tree."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed (watchfloor[spacy])")
    from spacy.language import Language
    from spacy.tokens import Span

    @Language.component("one_tree")
    def one_tree(doc: Any) -> Any:
        words = [token for token in doc if not token.is_space]
        known = [token.text for token in words] == [row[0] for row in TREE]
        for number, token in enumerate(words):
            row = TREE[number] if known else (token.text, "", "", "", number, "dep")
            token.lemma_, token.pos_, token.dep_ = row[1], row[2], row[5]
            token.set_morph(row[3])
            token.head = words[row[4] - 1] if row[4] else token
        for token in doc:
            if token.is_space:
                # As spaCy's parser does: white space hangs on the word before it.
                token.head, token.dep_ = doc[max(token.i - 1, 0)], "dep"
        if known:
            doc.ents = [Span(doc, words[5].i, words[5].i + 1, label="GPE"), Span(doc, 0, 1, label="ORDINAL")]
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe("one_tree")
    return nlp


def test_spacy_gives_our_sentences(nlp: Any) -> None:
    parser = SpacyParser(nlp)
    assert isinstance(parser, Parser)
    sentence, empty, blank = parser.read([TEXT, "", "  "])
    check(sentence)
    assert (len(empty), len(blank)) == (0, 0)
    assert parser.name.startswith("spacy en_")


def test_spacy_in_the_pipeline(nlp: Any) -> None:
    document = Document(id="1", address="", text=TEXT, original=TEXT, language="en")
    ((lot,),) = [list(Pipeline(SpacyParser(nlp)).articles([document]))]
    assert [d.id for d, _ in lot] == ["1"]
    assert {actor.country for _, claims in lot for claim in claims for actor in claim.actors} <= {
        "RUS",
        "UKR",
    }


def test_a_scheme_that_is_not_universal_is_refused() -> None:
    foreign = SimpleNamespace(
        pipe_names=["tagger", "parser"],
        pipe_labels={"parser": ["nsubj", "dobj", "pobj"], "tagger": []},
        meta={"lang": "en", "name": "core_web_sm", "version": "3.8.0"},
    )
    with pytest.raises(NotUniversalError, match=r"en_core_web_sm 3\.8\.0.*dobj, pobj.*UD treebank"):
        SpacyParser(foreign)


# ---------------------------------------------------------------- Stanza


def stanza_sentence(rows: list[tuple[str, str, str, str, int, str]], text: str, at: int) -> tuple[Any, int]:
    """What Stanza gives: tokens of words with character offsets in the whole text."""
    tokens = []
    for word, lemma, upos, feats, head, relation in rows:
        at = text.index(word, at)
        made = SimpleNamespace(
            text=word, lemma=lemma, upos=upos, feats=feats or None, head=head, deprel=relation
        )
        tokens.append(SimpleNamespace(start_char=at, end_char=at + len(word), words=[made]))
        at += len(word)
    return SimpleNamespace(tokens=tokens), at


def test_stanza_gives_our_sentences() -> None:
    def nlp(text: str) -> Any:
        sentence, _ = stanza_sentence(TREE, text, 0)
        start = text.index("Kursk")
        ents = [
            SimpleNamespace(type="GPE", start_char=start, end_char=start + 5),
            SimpleNamespace(type="DATE", start_char=0, end_char=7),
        ]
        return SimpleNamespace(sentences=[sentence], ents=ents)

    parser = StanzaParser(nlp, "en 1.10")
    assert isinstance(parser, Parser)
    assert parser.name == "stanza en 1.10"
    sentence, empty = parser.read([TEXT, ""])
    check(sentence)
    assert len(empty) == 0


def test_stanza_splits_what_we_do_not() -> None:
    text = "Kyiv fell. Moscow won't say."

    def nlp(text: str) -> Any:
        first, at = stanza_sentence(
            [
                ("Kyiv", "Kyiv", "PROPN", "", 2, "nsubj"),
                ("fell", "fall", "VERB", "", 0, "root"),
                (".", ".", "PUNCT", "", 2, "punct"),
            ],
            text,
            0,
        )
        second, _ = stanza_sentence(
            [("Moscow", "Moscow", "PROPN", "", 4, "nsubj"), ("say", "say", "VERB", "", 0, "root")], text, at
        )
        start = text.index("won't")
        parts = [
            SimpleNamespace(text=form, lemma=lemma, upos=upos, feats=None, head=4, deprel=relation)
            for form, lemma, upos, relation in (
                ("wo", "will", "AUX", "aux"),
                ("n't", "not", "PART", "advmod"),
            )
        ]
        second.tokens.insert(1, SimpleNamespace(start_char=start, end_char=start + 5, words=parts))
        return SimpleNamespace(sentences=[first, second])

    (sentence,) = StanzaParser(nlp).read([text])
    assert sentence.words == ["Kyiv", "fell", ".", "Moscow", "wo", "n't", "say"]
    assert [text[s:e] for s, e in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
    assert sentence.heads == [1, -1, 1, 6, 6, 6, 1]
    assert sentence.deprels == ["nsubj", "root", "punct", "nsubj", "aux", "advmod", "parataxis"]
    assert sentence.root == 1
