import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.parsing import split


def texts(text: str) -> list[str]:
    return [s.text for s in split(text)]


def test_ranks_titles_and_initials_do_not_end_a_sentence():
    text = "Lt. Gen. Mara Voss met U.S. President J. Q. Doe. Mr. Sim of Orlo Inc. was there. It rained."
    assert texts(text) == [
        "Lt. Gen. Mara Voss met U.S. President J. Q. Doe.",
        "Mr. Sim of Orlo Inc. was there.",
        "It rained.",
    ]


def test_an_abbreviation_ends_a_sentence_before_a_word_that_opens_one():
    assert texts("He flew to the U.S. The trip was short.") == ["He flew to the U.S.", "The trip was short."]


def test_a_quotation_ends_with_its_mark():
    assert texts('"We will not go." He sat down. \u201cWhy?\u201d she asked.') == [
        '"We will not go."', "He sat down.", "\u201cWhy?\u201d she asked.",
    ]  # fmt: skip


def test_items_of_a_list_come_without_bullets():
    found = split("Key points:\n\n- Joint drills: more of them.\n- Aid\n* Fuel\n1. Talks")
    assert [(s.text, s.kind) for s in found] == [
        ("Key points:", "prose"),
        ("Joint drills: more of them.", "item"),
        ("Aid", "item"),
        ("Fuel", "item"),
        ("Talks", "item"),
    ]


def test_a_line_without_a_stop_is_a_headline():
    found = split("TROOPS MOVE NORTH\n\nThe army moved two brigades north on Friday.")
    assert [s.kind for s in found] == ["headline", "prose"]
    assert [s.paragraph for s in found] == [0, 1]


def test_wrapped_lines_are_one_sentence():
    text = "The ministry said on Tuesday that it had summoned the envoy of the\nneighbouring state over the shelling of a village.\nIt gave no details."
    assert texts(text) == [
        "The ministry said on Tuesday that it had summoned the envoy of the\nneighbouring state over the shelling of a village.",
        "It gave no details.",
    ]


def test_decimal_points_and_ellipses_inside_do_not_split():
    assert texts("It fell 3.5 per cent ... and then rose.") == ["It fell 3.5 per cent ... and then rose."]


@given(st.text(alphabet=st.sampled_from("aB .!?\n\"'-1\u201c\u201d)"), max_size=200))
def test_offsets_are_right_and_nothing_but_white_space_and_bullets_is_lost(text: str):
    at = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert sentence.start >= at
        assert sentence.text.strip() == sentence.text != ""
        at = sentence.start + len(sentence.text)


def test_a_line_of_a_megabyte_is_cut_into_bounded_pieces():
    found = split("word " * 200_000)
    assert max(len(s.text) for s in found) <= 20_000
    assert sum(len(s.text.split()) for s in found) == 200_000


@pytest.mark.parametrize(
    ("text", "dateline", "first"),
    [
        ("KYIV, Nov 5 (Harbour Wire) - Troops came under fire.", "KYIV, Nov 5 (Harbour Wire)", "Troops came under fire."),
        ("THE HAGUE, Netherlands (Delta News) \u2014 The court ruled.", "THE HAGUE, Netherlands (Delta News)", "The court ruled."),
        ("LIMA -- Peru said no.", "LIMA", "Peru said no."),
        ("MAPUTO/LILONGWE - Two rivers rose.", "MAPUTO/LILONGWE", "Two rivers rose."),
    ],
)  # fmt: skip
def test_a_dateline_stands_apart_from_the_first_sentence(text, dateline, first):
    found = split(text)
    assert [(s.kind, s.text) for s in found] == [("dateline", dateline), ("prose", first)]
    assert all(text[s.start : s.start + len(s.text)] == s.text for s in found)


@pytest.mark.parametrize(
    "text", ["NATO - Russia talks failed again.", "U.S. - Mexico trade fell.", "A - B was his plan."]
)
def test_a_dash_behind_capitals_is_not_yet_a_dateline(text):
    assert [s.text for s in split(text)] == [text]
