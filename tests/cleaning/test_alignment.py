from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from watchfloor.cleaning import clean, source_span
from watchfloor.cleaning.aligned import Aligned, Change
from watchfloor.records import Document

PIECES = st.sampled_from(
    [
        "The minister",
        "said",
        " ,",
        " .As",
        "theregion",
        " ‘s",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "2. ",
        "**",
        "<p>",
        "< li >",
        "strong >",
        " p >",
        "&amp;",
        "â€™",
        "Ã©",
        "é",
        "\xad",
        "\u200b",
        " ",
        "  ",
        "\t",
        "\r\n",
        "Follow us",
        "FOLLOW US\n",
        "Read more\n",
        "Meet the Author\n",
        "Saturday\n",
        "12 May 2024\n",
        "towardsRussia",
        "Russia",
        "iPhone",
        "3,000 troops",
        "North Koreas aim",
        "ofthe",
        "[a](b)",
        "# ",
        "> ",
        "İ",
        "ß",
        "…",
        "“",
        "”",
        "subscribe to our newsletter. ",
        "Talks go on. ",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


def document(text: str, title: str = "") -> Document:
    return Document(id="0" * 16, address="a.txt", text=text, original=text, language="en", title=title)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("a < li >b")
def test_between_edits_the_text_is_the_original(text: str) -> None:
    cleaned = clean(document(text))
    at = source = 0
    for edit in cleaned.edits:
        assert at <= edit.start <= edit.end
        assert source <= edit.source_start <= edit.source_end
        assert cleaned.text[at : edit.start] == text[source : edit.source_start]
        at, source = edit.end, edit.source_end
    assert cleaned.text[at:] == text[source:]
    assert cleaned.original == text


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_source_spans_lie_in_the_original_and_in_order(text: str, data: st.DataObject) -> None:
    cleaned = clean(document(text))
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    first, last = source_span(cleaned, start, end)
    assert 0 <= first <= last <= len(text)
    if end > start and not any(edit.start < end and edit.end > start for edit in cleaned.edits):
        shown = text[first:last]
        assert shown.startswith(cleaned.text[start])
        assert shown.endswith(cleaned.text[end - 1])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(document(text))
    assert clean(once) == once


def test_source_span_shows_the_words_as_they_were() -> None:
    original = "FOLLOW US\n\nTroops went towardsRussia ,officials in theregion ‘s capital said."
    cleaned = clean(document(original))
    assert cleaned.text == "Troops went towards Russia, officials in the region’s capital said."
    for words, before in [
        ("towards Russia", "towardsRussia"),
        ("region’s", "region ‘s"),
        ("officials", "officials"),
    ]:
        start = cleaned.text.index(words)
        first, last = source_span(cleaned, start, start + len(words))
        assert original[first:last] == before


def test_source_span_refuses_a_span_outside() -> None:
    with pytest.raises(ValueError, match="no such span"):
        source_span(clean(document("Talks go on.")), 0, 500)


def test_changes_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Aligned("abcdef").apply([Change(0, 3, "x", "markup"), Change(2, 4, "y", "markup")])
