"""Countries of parties that name none: given where it is safe, marked as inferred, withheld where two compete."""

from __future__ import annotations

from coding.test_acts import tree
from watchfloor.coding.claims import Coder
from watchfloor.records import Actor, Claim, Document


def code(notation: str) -> Claim:
    sentence = tree(notation)
    document = Document(id="0" * 16, address="", text=sentence.text, language="en")
    return next(c for c in Coder(None, explain=True).code(document, [sentence]) if c.type)


def countries(actors: list[Actor]) -> list[tuple[str | None, bool]]:
    return [(actor.country, actor.inferred) for actor in actors]


def test_those_who_act_in_a_country_and_name_none_belong_there() -> None:
    claim = code(
        "Workers/worker/NOUN/nsubj/2 marched/march/VERB/root/0 in/in/ADP/case/4 Togo/Togo/PROPN/obl/2"
        " against/against/ADP/case/7 the/the/DET/det/7 government/government/NOUN/obl/2 ././PUNCT/punct/2"
    )
    assert claim.type == "PROTEST"
    assert countries(claim.actors) == [("TGO", True)]
    assert claim.actors[0].id == "TGO_LAB"
    assert claim.explanation is not None
    assert "Workers: TGO (inferred)" in claim.explanation.path


def test_a_titled_person_takes_the_country_of_the_rebels_he_deals_with() -> None:
    claim = code(
        "Chadian/Chadian/ADJ/amod/2 rebels/rebel/NOUN/nsubj/3 attacked/attack/VERB/root/0"
        " President/President/PROPN/compound/5 Ombolo/Ombolo/PROPN/obj/3 ././PUNCT/punct/3"
    )
    assert countries(claim.actors) == [("TCD", False)]
    assert countries(claim.recipients) == [("TCD", True)]


def test_a_government_is_not_that_of_the_country_it_deals_with() -> None:
    claim = code(
        "The/the/DET/det/2 government/government/NOUN/nsubj/3 condemned/condemn/VERB/root/0"
        " Togo/Togo/PROPN/obj/3 ././PUNCT/punct/3"
    )
    assert countries(claim.actors) == [(None, False)]


def test_two_countries_compete_and_none_is_given() -> None:
    claim = code(
        "The/the/DET/det/2 rebels/rebel/NOUN/nsubj/3 attacked/attack/VERB/root/0 soldiers/soldier/NOUN/obj/3"
        " on/on/ADP/case/7 the/the/DET/det/7 border/border/NOUN/obl/3 of/of/ADP/case/9 Togo/Togo/PROPN/nmod/7"
        " and/and/CCONJ/cc/11 Benin/Benin/PROPN/conj/9 ././PUNCT/punct/3"
    )
    assert countries(claim.actors) == [(None, False)]


def test_strangers_are_left_without_a_country() -> None:
    claim = code(
        "Police/police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 foreign/foreign/ADJ/amod/4"
        " workers/worker/NOUN/obj/2 in/in/ADP/case/6 Togo/Togo/PROPN/obl/2 ././PUNCT/punct/2"
    )
    assert countries(claim.actors) == [("TGO", True)]
    assert (None, False) in countries(claim.recipients)


def test_the_place_stands_for_those_a_blockade_is_imposed_on() -> None:
    claim = code(
        "Malian/Malian/ADJ/amod/2 troops/troops/NOUN/nsubj/3 imposed/impose/VERB/root/0"
        " curfews/curfew/NOUN/obj/3 near/near/ADP/case/6 Lomé/Lomé/PROPN/obl/3 ././PUNCT/punct/3"
    )
    assert countries(claim.recipients) == [("TGO", True)]
    assert claim.recipients[0].text == "Lomé"


def test_peacekeepers_of_no_country_are_an_organisation() -> None:
    claim = code(
        "Chadian/Chadian/ADJ/amod/2 rebels/rebel/NOUN/nsubj/3 attacked/attack/VERB/root/0"
        " peacekeepers/peacekeeper/NOUN/obj/3 ././PUNCT/punct/3"
    )
    assert countries(claim.recipients) == [("IGO", True)]
