"""Places: which names are places, which of several namesakes is meant, and where an event was."""

from __future__ import annotations

import pytest

from watchfloor.coding.places import PlaceContext, event_place, find_places
from watchfloor.parsing import default_parser
from watchfloor.records import Place, Sentence


def read(text: str, *before: str) -> list[Place]:
    sentences = default_parser().read([*before, text])
    return find_places(sentences[-1], PlaceContext(sentences))


def test_region_has_id_country_and_point() -> None:
    (place,) = read("Troops were seen in Kursk region.")
    assert (place.id, place.country, place.kind, place.text) == ("RU-KRS", "RUS", "region", "Kursk region")
    assert place.latitude is not None
    assert 50 < place.latitude < 53


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb exploded in Tripoli, Lebanon.", "LBN"),
        ("A bomb exploded in Tripoli, Libya.", "LBY"),
        ("Police arrested a man in Birmingham, Alabama.", "USA"),
    ],
)
def test_text_that_spells_it_out_decides(text: str, country: str) -> None:
    assert [place.country for place in read(text)] == [country]


def test_article_decides_between_namesakes() -> None:
    abroad = read(
        "A bomb exploded in Tripoli.",
        "Lebanon's army is on alert.",
        "Lebanese troops closed the roads to Lebanon's north.",
    )
    assert [place.country for place in abroad] == ["LBN"]


def test_no_place_rather_than_a_wrong_one() -> None:
    assert read("Protesters marched in Springfield.") == []


def test_country_that_acts_is_no_place() -> None:
    assert read("Russia denied the report.") == []
    assert [place.id for place in read("Troops were seen in Russia.")] == ["RUS"]


def test_newspaper_and_person_are_no_places() -> None:
    assert read("The Washington Post quoted Michael Jordan.") == []


def test_place_of_event_is_not_that_of_report() -> None:
    (sentence,) = default_parser().read(["Officials in Seoul said the troops had landed in Vladivostok."])
    context = PlaceContext([sentence])
    places = find_places(sentence, context)
    landed = event_place(sentence, sentence.words.index("landed"), places)
    said = event_place(sentence, sentence.words.index("said"), places)
    assert landed is not None
    assert landed.name == "Vladivostok"
    assert said is not None
    assert said.name == "Seoul"


def test_sentence_without_tree_has_no_places() -> None:
    assert find_places(Sentence(text="In Paris."), PlaceContext()) == []
