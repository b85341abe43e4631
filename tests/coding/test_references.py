"""Pronouns and phrases resolved to parties named before, where that is safe."""

from __future__ import annotations

from watchfloor.coding.actors import Mention, find_mentions
from watchfloor.coding.references import resolve_references
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

from .test_actors import tree


def read(*sentences: Sentence) -> list[list[Mention]]:
    return resolve_references(sentences, [find_mentions(s) for s in sentences])


PUTIN = tree("Vladimir/P/3/nsubj Putin/P/1/flat left/V/0/root")
TWO = tree("Kenya/P/2/nsubj met/V/0/root Chad/P/2/obj")
THREE = tree("Kenya/P/2/nsubj told/V/0/root Chad/P/2/obj and/C/5/cc Mali/P/3/conj")


def test_a_pronoun_takes_the_only_person() -> None:
    found = read(PUTIN, tree("He/R/2/nsubj spoke/V/0/root"))[1][0]
    assert (found.id, found.country, found.kind) == ("PER_VLADIMIR_PUTIN", "RUS", "pronoun")
    assert found.antecedent is not None
    assert found.antecedent.text == "Vladimir Putin"


def test_a_pronoun_between_two_persons_stays_open() -> None:
    both = tree("Putin/P/2/nsubj met/V/0/root Macron/P/2/obj")
    assert read(both, tree("They/R/2/nsubj saw/V/0/root him/R/2/obj"))[1][1].country is None


def test_both_sides_are_two_mentions_of_the_same_words() -> None:
    sentence = tree("Both/D/2/det sides/N/3/nsubj agreed/V/0/root")
    sentence.lemmas[1] = "side"  # a hand-written tree has its words for lemmas
    sides = read(TWO, sentence)[1]
    assert [(m.text, m.id) for m in sides] == [("Both sides", "KEN"), ("Both sides", "TCD")]


def test_both_sides_among_three_stay_open() -> None:
    sentence = tree("Both/D/2/det sides/N/3/nsubj agreed/V/0/root")
    sentence.lemmas[1] = "side"
    assert [m.country for m in read(THREE, sentence)[1]] == [None]


def test_the_country_is_the_only_one_named() -> None:
    first = tree("Kenya/P/2/nsubj voted/V/0/root")
    found = read(first, tree("The/D/2/det country/N/3/nsubj waits/V/0/root"))[1]
    assert [m.id for m in found] == ["KEN"]


def test_its_army_is_that_of_the_antecedent() -> None:
    first = tree("Kenya/P/2/nsubj voted/V/0/root")
    found = read(first, tree("Its/R/2/nmod army/N/3/nsubj waits/V/0/root"))[1]
    assert [(m.text, m.country, m.sector) for m in found if m.kind == "role"] == [("army", "KEN", "MIL")]


def test_a_surname_stands_for_the_person_named_before() -> None:
    first = tree("Kenyan/A/2/amod minister/N/3/compound John/P/5/nsubj Obi/P/3/flat left/V/0/root")
    found = read(first, tree("Obi/P/2/nsubj spoke/V/0/root"))[1]
    assert [(m.text, m.country, m.sector) for m in found] == [("Obi", "KEN", "GOV")]


def test_an_object_is_not_the_subject_of_its_own_verb() -> None:
    found = read(tree("Kenya/P/2/nsubj attacked/V/0/root it/R/2/obj"))[0]
    assert found[1].country is None


def test_an_article_that_begins_with_a_pronoun_leaves_it_open() -> None:
    found = read(tree("He/R/2/nsubj spoke/V/0/root"))[0][0]
    assert (found.id, found.antecedent) == ("", None)


def test_another_plural_noun_nearby_keeps_they_open() -> None:
    first = tree("Kenyan/A/2/amod troops/N/3/nsubj left/V/0/root")
    first.feats[1] = "Number=Plur"
    later = tree("When/T/3/advmod prices/N/3/nsubj rose/V/5/advcl they/R/5/nsubj fell/V/0/root")
    later.feats[1] = "Number=Plur"
    assert [m.country for m in read(first, later)[1]] == [None]
    assert [m.country for m in read(first, tree("They/R/2/nsubj fell/V/0/root"))[1]] == ["KEN"]


def test_an_opening_it_does_not_take_up_what_stands_below_the_subject() -> None:
    texts = ["The drill of the marines in Peru could worry many.", "It may draw in others."]
    sentences = default_reader().read(texts)
    found = resolve_references(sentences, [find_mentions(s) for s in sentences])
    assert not any(m.country for m in found[1])
