from hypothesis import given
from hypothesis import strategies as st

from watchfloor.parsing.tokens import tokenize


def words(text: str) -> list[str]:
    return tokenize(text)[0]


def test_contractions_and_possessives_are_words_of_their_own():
    assert words("They don't trust Seoul's allies' word.") == [
        "They", "do", "n't", "trust", "Seoul", "'s", "allies", "'", "word", ".",
    ]  # fmt: skip


def test_typographic_apostrophes_split_alike():
    assert words("Russia\u2019s envoy can\u2019t") == ["Russia", "\u2019s", "envoy", "ca", "n\u2019t"]


def test_abbreviations_and_initials_keep_their_stop():
    assert words("Lt. Gen. J. Doe left the U.S. on Oct. 3.") == [
        "Lt.", "Gen.", "J.", "Doe", "left", "the", "U.S.", "on", "Oct.", "3", ".",
    ]  # fmt: skip


def test_numbers_with_commas_and_points_stay_whole():
    assert words("$1,250.50 or 3.5% by 10:30") == ["$", "1,250.50", "or", "3.5", "%", "by", "10:30"]


def test_compounds_are_split_at_the_hyphen_but_prefixes_are_not():
    assert words("a long-range anti-tank weapon") == ["a", "long", "-", "range", "anti-tank", "weapon"]


def test_addresses_stay_whole_without_the_stop_behind_them():
    assert words("See https://example.org/a?b=1. Mail desk@example.org!") == [
        "See", "https://example.org/a?b=1", ".", "Mail", "desk@example.org", "!",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_every_letter_is_in_exactly_one_word(text: str):
    found, starts, ends = tokenize(text)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == found
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert "".join(found) == "".join(text.split())
