"""Names of bodies that no table has, by their words alone."""

from __future__ import annotations

import pytest

from coding.test_actors import brief, tree
from watchfloor.coding.actors import find_mentions
from watchfloor.coding.long_names import long_names
from watchfloor.records import Sentence


def words(text: str) -> Sentence:
    """A sentence whose words all hang on the last one."""
    listed = text.split()
    return Sentence(
        text=text,
        words=listed,
        upos=["X"] * len(listed),
        heads=[len(listed) - 1] * (len(listed) - 1) + [-1],
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "leaders of the National Front for the Renewal of Togo met",
            ["National Front for the Renewal of Togo"],
        ),
        ("the Movement for Peace and Justice left", ["Movement for Peace and Justice"]),
        ("the Coastal Democratic Party ( CDP ) won", ["Coastal Democratic Party ( CDP )"]),
        ("the World Salt Forum ended", ["World Salt Forum"]),
        ("Togolese Dockers ' Union members spoke", ["Togolese Dockers ' Union"]),
        ("the Foreign Minister of Togo spoke", []),
        ("a party of the people won", []),
        ("National Front Of Togo Wins Vote In Lomé", []),
    ],
)
def test_a_name_runs_from_capital_to_capital(text: str, named: list[str]) -> None:
    sentence = words(text)
    found = long_names(sentence, [])
    assert [" ".join(sentence.words[n.first : n.last]) for n in found] == named


def test_words_of_a_known_body_are_left_to_it() -> None:
    assert long_names(words("the African Union of States met"), [(1, 3)]) == []


def test_a_long_name_is_one_mention_with_the_country_it_names() -> None:
    mentions = find_mentions(
        tree(
            "Police/N/2/nsubj raided/V/0/root the/D/5/det Workers/P/5/compound Front/P/2/obj of/I/7/case"
            " Togo/P/5/nmod ./././punct".replace("./././punct", "././2/punct")
        )
    )
    assert brief(mentions)[1:] == [("Workers Front of Togo", "TGO", "LAB")]
