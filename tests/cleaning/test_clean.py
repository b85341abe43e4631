from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from watchfloor.cleaning import clean
from watchfloor.reading import read_paths
from watchfloor.records import Document

SHARED = Path(os.environ.get("WATCHFLOOR_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = (
    "The parliament of Verania voted on Tuesday to extend the mission by six months.\n\n"
    "Opposition lawmakers left the hall before the vote, and their leader called it a farce."
)


def cleaned(text: str, title: str = "", language: str = "en", **extra: object) -> Document:
    return clean(
        Document(
            id="0" * 16, address="a", text=text, original=text, title=title, language=language, extra=extra
        )
    )


def test_a_clean_text_stays_as_it_is() -> None:
    document = cleaned(NEWS)
    assert document.text == NEWS
    assert document.edits == []
    assert document.quality.score == pytest.approx(0.9)  # it is short, nothing else
    assert document.quality.problems == {"short": 1}


@pytest.mark.parametrize(
    "line",
    [
        "FOLLOW US",
        "Share this article",
        "Advertisement",
        "Read more: Envoy recalled after port incident",
        "Sign up for our newsletter",
        "featured img",
        "We use cookies to make this site work for you.",
        "By Hana Orlik and Tom Wieck",
        "Published: Tuesday, 12 March 2024, 10:30 GMT",
        "5 min read",
        "Posted by admin | 5 min read | 12 Comments",
        "© 2024 The Plain Gazette. All rights reserved.",
        "(Reporting by Hana Orlik; editing by Tom Wieck)",
        "Home > World > Europe",
        "https://plain.example/a",
        "Photo: Karl Osten/Plain Wire",
        "Please stay tuned to our platform for more.",
        "For updates on this and other stories, follow us on Telegram.",
    ],
)
def test_furniture_goes_at_the_top_and_at_the_end(line: str) -> None:
    assert cleaned(f"{line}\n\n{NEWS}").text == NEWS
    document = cleaned(f"{NEWS}\n\n{line}")
    assert document.text == NEWS
    assert document.quality.problems["furniture"] == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "More from the northern front reached the capital on Monday.",
        "Share prices fell by a third after the attack.",
        "By Monday the bridge had been closed to lorries.",
        "“Follow us on this path and there will be peace,” the president told the crowd.",
        "Next year the two armies will train together.",
        "Officials asked residents to subscribe to our alerts, the mayor said.",
        "Read the treaty and you will see the clause, said the envoy.",
        "Search teams found two soldiers alive.",
        "Video of the launch was shown on state television.",
        "Home guards were called up in May 2024.",
        "Related talks on grain went on in Lind.",
        "May 12, 2024 was the day on which the army crossed the river.",
    ],
)
def test_true_sentences_stay(sentence: str) -> None:
    assert sentence in cleaned(f"{sentence}\n\n{NEWS}\n\n{sentence}").text
    assert cleaned(f"{NEWS} {sentence}").text.endswith(sentence)


def test_the_plea_goes_and_the_sentence_beside_it_stays() -> None:
    text = cleaned(f"{NEWS} Talks resume on Friday. For more updates, stay tuned to our platform.").text
    assert text == f"{NEWS} Talks resume on Friday."


def test_closing_sections_go_with_what_follows_them() -> None:
    card = "Meet the Author\n\nPC\nLea Quint\n\nContent creator\n\nfollow me\n\nINTERESTING TOPICS\n\nThe dam in numbers"
    assert cleaned(f"{NEWS}\n\n{card}").text == NEWS
    biography = "About the author\n\nLea Quint has written about rivers and borders for ten years and lives by the sea."
    assert cleaned(f"{NEWS}\n\n{biography}").text == NEWS


def test_the_repeated_title_and_the_byline_go() -> None:
    text = f"MISSION EXTENDED IN VERANIA\n\nMission extended in Verania\n\nTom Wieck\n\n{NEWS}\n\nTom Wieck"
    assert cleaned(text, title="Mission extended in Verania", author="Tom Wieck").text == NEWS


def test_date_lines_inside_the_text_stay() -> None:
    timeline = "\n\n".join(
        f"{day} March 2024\n\nThe army moved {day} miles to the north on that day." for day in range(2, 12)
    )
    assert "7 March 2024\n\nThe army" in cleaned(timeline).text


def test_broken_tags_become_readable_items() -> None:
    text = (
        "The plan has three parts:\n- Money: a joint fund;\n"
        "< li >< strong >Better Roads : strong > Two bridges and a tunnel ; li >< li >< strong >Trust : strong > "
        "More visits between the towns . li > ul > p >\nWhat comes next"
    )
    assert cleaned(text).text == (
        "The plan has three parts:\n\n- Money: a joint fund;\n- Better Roads: Two bridges and a tunnel;\n"
        "- Trust: More visits between the towns.\n\nWhat comes next"
    )


def test_markdown_goes_and_lists_stay() -> None:
    text = (
        "## Background\n\n1. **Money**: a fund.\n\n2. **Roads**: a [bridge](https://plain.example/b_(x)).\n\n"
        "* * *\n\n> Nobody *expected* it.\n\nAn effect of 2 * 3 and __more__."
    )
    assert cleaned(text).text == (
        "Background\n\n- Money: a fund.\n- Roads: a bridge.\n\nNobody expected it.\n\nAn effect of 2 * 3 and more."
    )


@pytest.mark.parametrize(
    "text", ["The effect was clear (p > 0.05) in all groups.", "If a > b then b < a holds."]
)
def test_comparisons_are_no_markup(text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("The army ‘s plan , he said , is old .", "The army’s plan, he said, is old."),
        ("It ended .The talks resume,and soon.", "It ended. The talks resume, and soon."),
        ("North Koreas aim is plain.", "North Korea’s aim is plain."),
        ("The two Koreas met.", "The two Koreas met."),
        ("They wrote to a.b@plain.example and plain.Example.com/Now today.", None),
        ("Prices rose by .5 per cent to 1,000 in the U.S. Army ...", None),
        ("The donâ€™t of CafÃ© Lind &amp; Co", "The don’t of Café Lind & Co"),
        ("co\u00adoper\u200bate in\xa0May", "cooperate in May"),
        ("Zażółć gęślą jaźń, naïve café, Кремль, 평양", None),
    ],
)
def test_letters_and_punctuation(broken: str, mended: str | None) -> None:
    assert cleaned(broken).text == (mended or broken)


def test_wrapped_lines_are_joined_and_paragraphs_are_not() -> None:
    wrapped = (
        "The parliament of Verania voted on Tuesday to extend the\nmission by six months. Opposition lawmakers left the\n"
        "hall before the vote, and their leader called it a farce\nthat would cost the country dear for years to come, as\n"
        "he put it.\n\nThe mission began in March."
    )
    assert (
        cleaned(wrapped).text
        == " ".join(wrapped.split("\n\n")[0].split("\n")) + "\n\nThe mission began in March."
    )
    assert (
        cleaned("The vote was close.\nThe mission goes on.").text
        == "The vote was close.\n\nThe mission goes on."
    )


def test_quality_falls_with_what_had_to_be_mended() -> None:
    text = "\n\n".join([NEWS] * 3)
    good = cleaned(text)
    bad = cleaned(
        text.replace("of Verania", "ofVerania")
        .replace("on Tuesday", "onTuesday")
        .replace("the vote,", "thevote ,")
    )
    assert bad.quality.score < good.quality.score
    assert bad.quality.problems["punctuation"] == 3


def test_another_language_is_not_split() -> None:
    text = "Im Zweifel galt theregion und ofthe als Wort."
    assert cleaned(text, language="de").text == text


def test_nothing_left_is_said() -> None:
    document = cleaned(" \n\u200b\n ")
    assert document.text == ""
    assert document.quality.problems["no-text"] == 1
    assert document.quality.score == 0.0


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<p " * 60_000, "* " * 100_000, "a | " * 50_000, "[" * 100_000, " ," * 100_000]
)
def test_hostile_repetition_ends(text: str) -> None:
    assert cleaned(text).original == text


@pytest.mark.skipif(not (SHARED / "data/seeds").is_dir(), reason="the seed pages are not here")
def test_the_seed_pages_come_out_clean() -> None:
    problems: list[object] = []
    documents = [
        clean(document) for document in read_paths([SHARED / "data/seeds"], on_problem=problems.append)
    ]
    assert len(documents) == 2
    assert problems == []
    for document in documents:
        lower = document.text.casefold()
        for furniture in (
            "follow us",
            "follow me",
            "author",
            "topics",
            "stay tuned",
            "featured",
            "content creator",
            "twitter",
        ):
            assert furniture not in lower
        assert not set("<>*#") & set(document.text)
        assert " ," not in document.text
        assert max(map(len, re.findall(r"\w+", document.text))) < 20
        assert not document.text.startswith(document.title)
    assert {document.published for document in documents} == {None, "2024-10-26"}
