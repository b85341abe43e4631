"""A brief as HTML, Markdown, JSON and PDF, with articles that mean harm."""

from __future__ import annotations

import builtins
import itertools
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from briefing import situation
from briefing.test_compose import brief
from watchfloor.briefing import (
    PdfUnavailableError,
    compose_all,
    from_json,
    to_html,
    to_json,
    to_markdown,
    to_pdf,
)
from watchfloor.briefing.marking import marked_paragraphs
from watchfloor.records import Brief, Document, Story

VOID = {"meta", "link", "br", "img", "hr", "input", "line", "path", "circle", "rect"}


class Page(HTMLParser):
    """Reads a page, checks that its elements are closed in order, keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open[-1:]:
            self.texts.setdefault(tag, []).append(data)

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.tags for key, value in attrs.items() if key == name]


@pytest.fixture(scope="module")
def told() -> Brief:
    return brief(datetime(2024, 5, 5))


@pytest.fixture(scope="module")
def html(told: Brief) -> str:
    return to_html(told)


def test_elements_are_closed_and_ids_are_unique(html: str) -> None:
    page = Page(html)
    assert page.open == []
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))


def test_links_within_the_page_lead_somewhere(html: str) -> None:
    page = Page(html)
    targets = {href[1:] for href in page.attributes("href") if href.startswith("#")}
    assert len(targets) > 20
    assert targets <= set(page.attributes("id"))


def test_nothing_is_loaded(html: str) -> None:
    page = Page(html)
    assert not page.attributes("src")
    assert not any(tag in ("link", "img", "iframe", "object", "embed", "base") for tag, _ in page.tags)
    assert "@import" not in html
    assert "url(" not in html
    policy = next(
        attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_links_out_are_http_addresses_of_articles(html: str) -> None:
    out = [href for href in Page(html).attributes("href") if not href.startswith("#")]
    assert out == ["https://meridian.example/halden"]


def test_articles_cannot_bring_elements_or_handlers(html: str) -> None:
    page = Page(html)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(key.startswith("on") for _, attrs in page.tags for key in attrs)
    assert not page.attributes("style")
    assert "alert('ferry')" not in "".join(page.texts["script"])
    assert "&lt;script&gt;alert(&#39;ferry&#39;)&lt;/script&gt;" in html


def test_policy_names_the_style_and_script_that_are_there(html: str) -> None:
    import base64
    import hashlib

    for tag in ("style", "script"):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert text
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html.replace("&#39;", "'")


def test_each_citation_marks_its_words(told: Brief, html: str) -> None:
    links = {m[1]: m[2] for m in re.finditer(r'<a class="cite" href="#w(\d+)".*?aria-label="([^"]*)"', html)}
    assert len(links) > 15
    marked: dict[str, str] = {}
    for numbers, words in re.findall(r'data-c="([\d ]+)">([^<]*)<', html):
        for number in numbers.split():
            marked[number] = marked.get(number, "") + words
    shown = {" ".join(c.text.split()) for s in told.sections for line in s.lines for c in line.citations}
    for number in links:
        words = (
            marked[number]
            .replace("&#39;", "'")
            .replace("&#34;", '"')
            .replace("&lt;", "<")
            .replace("&gt;", ">")
        )
        assert " ".join(words.replace("&amp;", "&").split()) in shown


def test_overlapping_citations_are_cut_at_every_border() -> None:
    text = "one two three\n\nfour five"
    paragraphs = marked_paragraphs(text, {1: (0, 7), 2: (4, 13), 3: (0, 24), 4: (4, 7)})
    segments = [[(s.text, s.numbers, s.begins) for s in p.segments] for p in paragraphs]
    assert segments == [
        [("one ", (1, 3), (1, 3)), ("two", (1, 2, 3, 4), (2, 4)), (" three", (2, 3), ())],
        [("four five", (3,), ())],
    ]


def test_page_has_landmarks_one_title_and_headings_in_order(html: str) -> None:
    page = Page(html)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("main") == tags.count("nav") == tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_contested_figures_have_a_drawing_and_the_words(html: str) -> None:
    table = html[html.index("How many were injured", html.index('id="contested"')) :]
    table = table[: table.index("</table>")]
    assert table.count("<svg") == 3
    assert table.count('scope="row"') == 3
    assert "about 40" in table


def test_direction_marks_and_control_characters_do_not_reach_the_page() -> None:
    document = Document(
        id="x", address="a", text="Words.", title="Turned \u202egnp.exe\x00 round", published="2024-01-01"
    )
    from watchfloor.briefing import compose

    told = compose(
        Story(id="s", title="T\u202e", documents=["x"]),
        events=[],
        claims=[],
        documents=[document],
        origins=[],
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", to_html(told))


def test_small_stories_are_listed_at_the_end() -> None:
    small = Document(
        id="y", address="b", text="A bridge was opened.", title="Bridge opened", published="2024-05-01"
    )
    briefs = compose_all(
        [Story(id="s2", title="Bridge", documents=["y"]), situation.story()],
        events=situation.events(),
        claims=situation.claims(),
        documents=[*situation.documents(), small],
        origins=situation.origins(),
    )
    page = to_html(briefs)
    assert Page(page).open == []
    assert page.index("Bridge opened") > page.index('id="others"') > page.index('id="sources"')
    assert "## Other stories\n\n- Bridge opened[^" in to_markdown(briefs)


# ---------------------------------------------------------------- Markdown and JSON


def test_markdown_has_a_note_for_each_mark_and_each_line_says_its_text(told: Brief) -> None:
    text = to_markdown(told)
    body, notes = text.split("\n[^1]: ")
    used = set(re.findall(r"\[\^(\d+)\]", body))
    defined = {"1", *re.findall(r"^\[\^(\d+)\]: ", notes, re.MULTILINE)}
    assert used == defined
    plain = re.sub(r"\\(.)", r"\1", body).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for section in told.sections:
        assert f"## {section.title}" in plain
        for line in section.lines:
            assert (line.text in plain) or line.folded


def test_markdown_escapes_what_articles_bring(told: Brief) -> None:
    text = to_markdown(told)
    assert "<script" not in text
    assert "<img" not in text
    assert "](javascript:" not in text
    assert "javascript:alert(document" not in text


def test_json_and_back(told: Brief) -> None:
    assert from_json(to_json(told)) == [told]
    other = brief()
    assert from_json(to_json([told, other])) == [told, other]


# ---------------------------------------------------------------- PDF


def test_pdf_without_weasyprint_says_what_to_install(told: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PdfUnavailableError, match=r"pip install 'watchfloor\[pdf\]'"):
        to_pdf(told)


def test_pdf(told: Brief) -> None:
    pytest.importorskip("weasyprint", reason="the pdf extra is not installed")
    assert to_pdf(told).startswith(b"%PDF-")


def test_paper_form_has_notes_in_place_of_articles(told: Brief) -> None:
    page = to_html(told, paper=True)
    assert 'href="#n1"' in page
    assert 'id="articles"' not in page
    assert "<script>" not in page
