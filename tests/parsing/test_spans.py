"""Entities from label scores."""

import numpy as np
import pytest

from watchfloor.parsing.spans import Decoder

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


def scores(*rows):
    """Rows of {label: score}; a label that is not named has -5."""
    return np.array([[row.get(name, -5.0) for name in NAMES] for row in rows], np.float32)


def spans(entities):
    return [(e.first, e.last, e.label) for e in entities]


@pytest.fixture(scope="module")
def decoder():
    return Decoder(NAMES)


def test_a_name_whose_words_disagree_on_their_type_is_one_name_of_the_likelier(decoder):
    rows = scores({"B-ORG": 1.0, "B-LOC": 0.5}, {"I-LOC": 3.0, "I-ORG": 0.0}, {"O": 5})
    assert spans(decoder.entities(rows, ["Port", "Mourant", "rose"])) == [(0, 2, "LOC")]


def test_an_inside_label_does_not_open_a_name(decoder):
    rows = scores({"O": 2.0, "B-PER": 1.5}, {"I-PER": 3.0}, {"O": 4})
    assert spans(decoder.entities(rows, ["Old", "Tom", "slept"])) == [(0, 2, "PER")]


def test_two_names_of_one_type_side_by_side_stay_two(decoder):
    rows = scores({"B-ORG": 3}, {"B-ORG": 3}, {"I-ORG": 3})
    assert spans(decoder.entities(rows, ["Fiat", "Alfa", "Romeo"])) == [(0, 1, "ORG"), (1, 3, "ORG")]


def test_a_country_is_a_place_also_where_it_acts(decoder):
    rows = scores({"B-ORG": 3}, {"I-ORG": 3}, {"O": 3})
    assert spans(decoder.entities(rows, ["Saudi", "Arabia", "protested"])) == [(0, 2, "LOC")]


def test_a_person_named_like_a_country_stays_a_person(decoder):
    rows = scores({"B-PER": 3}, {"O": 3})
    assert spans(decoder.entities(rows, ["Chad", "laughed"])) == [(0, 1, "PER")]


def test_no_words_no_names(decoder):
    assert decoder.entities(np.zeros((0, len(NAMES)), np.float32), []) == []
