from __future__ import annotations

import gzip
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchfloor.cleaning import clean
from watchfloor.reading import Problem, read_paths
from watchfloor.reading.dates import date_in_address, read_date
from watchfloor.records import Document

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2025, 1, 15, 12, tzinfo=UTC)
ART = (
    "The defence ministry said on Friday that two ships had left the port. Officials gave no reason for the move, "
    "and said that more would follow in the coming days."
)


def read(*paths: object, stdin: bytes | None = None, **options: int) -> tuple[list[Document], list[Problem]]:
    problems: list[Problem] = []
    stream = None if stdin is None else io.BytesIO(stdin)
    names = [str(path) for path in paths]
    return list(read_paths(names, stdin=stream, on_problem=problems.append, now=NOW, **options)), problems


def one(path: object, **options: int) -> Document:
    documents, problems = read(path, **options)
    assert [problem for problem in problems if problem.severity == "error"] == []
    (document,) = documents
    return document


# ---------------------------------------------------------------- pages


def test_a_wire_page() -> None:
    page = one(PAGES / "wire.html")
    assert page.title == "Harbour closed after second blast, Verania says"
    assert page.outlet == "The Plain Wire"
    assert page.url == "https://www.plainwire.example/world/europe/harbour-closed-2024-11-03/"
    assert page.published == "2024-11-03T08:15:00+00:00"
    assert page.language == "en"
    assert page.found == {
        "title": "json-ld",
        "outlet": "json-ld",
        "url": "canonical link",
        "published": "json-ld",
        "language": "text",
    }
    text = clean(page).text
    assert text.startswith("PORT ALDA, Nov 3 (Plain Wire) - ")
    assert text.endswith("closed for more than a week.")
    assert "\n\nFerries turned away\n\n" in text
    assert "its foreign ministry said" in text
    for furniture in (
        "cookie",
        "Share",
        "Advertisement",
        "Costria recalls",
        "recipes",
        "Ilse",
        "Photo",
        "2024",
        "newsletter",
    ):
        assert furniture not in text


def test_a_blog_page_is_dated_by_its_address() -> None:
    page = one(PAGES / "blog.html")
    assert (page.title, page.outlet) == ("Why the valley talks stalled", "Observer of the Valley")
    assert page.published == "2024-06-21"
    assert page.found["published"] == "address"
    text = clean(page).text
    assert (
        "What was on the table\n\n- A joint commission for the dam\n- Water rights for the lower valley until 2040"
        in text
    )
    assert text.endswith("the other on the seat of the court.")


def test_a_page_laid_out_as_a_table() -> None:
    page = one(PAGES / "old.html")
    assert page.published == "2004-03-12"
    text = clean(page).text
    assert "Soldiers of the Second Brigade" in text
    assert text.count("\n\n") >= 2
    assert "Letters" not in text


def test_a_page_named_txt_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text((PAGES / "wire.html").read_text("utf-8"), "utf-8")
    assert one(path).found["title"] == "json-ld"


# ---------------------------------------------------------------- plain text


def test_a_date_line_and_a_repeated_headline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"Saturday\n\nNovember 2nd , 2024\n\nFOLLOW US\n\nTWO SHIPS LEAVE THE PORT\n\nTwo Ships Leave the Port\n\n{ART}"
    )
    document = one(path)
    assert document.title == "Two Ships Leave the Port"
    assert document.published == "2024-11-02"
    assert document.found == {"title": "repeated headline", "published": "date line", "language": "text"}
    assert clean(document).text == ART


def test_a_first_line_is_a_title_only_if_it_is_no_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Two ships leave\n{ART}")
    assert one(path).title == "Two ships leave"
    path.write_text(f"{ART}\n{ART} Again.")
    assert one(path).title == ""


@pytest.mark.parametrize("fence", ["", "---\n"])
def test_a_header_block(tmp_path: Path, fence: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"{fence}title: 'Two ships leave'\ndate: 2 November 2024\nsource: The Plain Wire\nmood: calm\n{fence}\n{ART}\n"
    )
    document = one(path)
    assert (document.title, document.published, document.outlet) == (
        "Two ships leave",
        "2024-11-02",
        "The Plain Wire",
    )
    assert document.extra == {"mood": "calm"}
    assert document.text.strip() == ART


@pytest.mark.parametrize(
    ("written", "title"),
    [("EU calls move 'blackmail'", "EU calls move 'blackmail'"), ('"A quiet day"', "A quiet day")],
)
def test_only_marks_round_a_whole_field_are_taken_off(tmp_path: Path, written: str, title: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Title: {written}\nOutlet: The Herald\n\nThe commission met on Monday in the capital.\n")
    assert one(path).title == title


def test_a_colon_in_the_first_sentence_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Source: a ministry that would not be named.\n\n{ART}")
    assert one(path).text.startswith("Source: a ministry")


# ---------------------------------------------------------------- exports


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": "T",
            "text": ART,
            "date": "2024-11-02",
            "url": "https://plain.example/a",
            "outlet": "Plain",
        },
        {
            "headline": "T",
            "body": ART,
            "published": "2024-11-02",
            "link": "https://plain.example/a",
            "publisher": "Plain",
        },
        {
            "Title": "T",
            "content": ART,
            "publishedAt": "2024-11-02",
            "url": "https://plain.example/a",
            "source": {"id": None, "name": "Plain"},
        },
        {
            "title": "T",
            "maintext": ART,
            "date_publish": "2024-11-02",
            "url": "https://plain.example/a",
            "source_domain": "Plain",
        },
        {
            "title": "T",
            "text": ART.split(". "),
            "pub_date": "2024-11-02",
            "url": "https://plain.example/a",
            "domain": "Plain",
        },
        {
            "title": "T",
            "text": f"<p>{ART}</p><ul><li>One</li></ul><p>Two</p>",
            "pubDate": "Sat, 02 Nov 2024 10:00:00 GMT",
            "url": "https://plain.example/a",
            "source": "Plain",
        },
        {
            "title": "T",
            "text": ART,
            "timestamp": 1730541600,
            "url": "https://plain.example/a",
            "source": ["Plain"],
        },
    ],
)
def test_field_names_of_exports(tmp_path: Path, record: dict[str, object]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"status": "ok", "articles": [record | {"section": "World"}]}))
    document = one(path)
    assert (document.title, document.url, document.outlet) == ("T", "https://plain.example/a", "Plain")
    assert (document.published or "").startswith("2024-11-02")
    assert "The defence ministry said" in document.text
    assert "<" not in document.text
    assert document.extra == {"section": "World"}


def test_jsonl_from_standard_input_and_packed(tmp_path: Path) -> None:
    lines = b"\n".join(json.dumps({"id": n, "text": f"{ART} Ship {n}."}).encode() for n in range(50))
    documents, problems = read("-", stdin=lines)
    assert [document.address for document in documents[:2]] == ["-#1", "-#2"]
    assert documents[7].extra == {"id": 7}
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines))
    packed, more = read(path)
    assert [document.text for document in packed] == [document.text for document in documents]
    assert problems == more == []


def test_text_and_page_from_standard_input() -> None:
    assert read("-", stdin=ART.encode())[0][0].text == ART
    assert read("-", stdin=(PAGES / "wire.html").read_bytes())[0][0].found["title"] == "json-ld"


def test_a_folder_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{ART} {name}")
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    documents, problems = read(tmp_path)
    assert [os.path.relpath(document.address, tmp_path) for document in documents] == [
        "a.md",
        "b.txt",
        "sub/c.txt",
    ]
    assert [(Path(problem.path).name, problem.severity) for problem in problems] == [("notes.docx", "note")]


# ---------------------------------------------------------------- identity


def test_the_same_file_twice_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ART)
    other = tmp_path / "moved" / "a.txt"
    other.parent.mkdir()
    other.write_text(ART)
    documents, problems = read(path, path, other)
    assert len(documents) == 1
    assert [(problem.severity, problem.message) for problem in problems] == [
        ("note", f"the same document as {path}")
    ] * 2
    assert read(other)[0][0].id == documents[0].id


def test_the_same_text_of_two_outlets_is_two_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": ART, "title": "T", "outlet": outlet}) for outlet in ("A", "B", "A"))
    )
    documents, problems = read(path)
    assert [document.outlet for document in documents] == ["A", "B"]
    assert [(problem.line, problem.severity) for problem in problems] == [(3, "note")]


def test_tracking_is_no_part_of_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    urls = [
        "https://plain.example/a?id=1",
        "https://plain.example/a?id=1&utm_source=x#top",
        "https://plain.example/a?id=2",
    ]
    path.write_text("\n".join(json.dumps({"text": ART, "url": url}) for url in urls))
    assert [document.url for document in read(path)[0]] == [urls[0], urls[2]]


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\n", "the file is empty"),
        ("a.txt", bytes(range(256)) * 40, "a binary file"),
        ("a.html", b"%PDF-1.7 ...", "a PDF"),
        ("a.txt.gz", gzip.compress(os.urandom(4000).hex().encode())[:500], "gzip data is damaged"),
        ("a.json", b'{"title": "x",\n "text": }', "not valid JSON"),
        ("a.json", b'{"rows": 3}', "no articles found"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        (
            "a.html",
            b"<html><head><title>T</title></head><body><script>1</script></body></html>",
            "no article text",
        ),
        ("a.txt", b"x" * 3000, "larger than 0.002 MB"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_run_goes_on(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    bad = tmp_path / "1" / name
    bad.parent.mkdir()
    bad.write_bytes(data)
    (tmp_path / "2.txt").write_text(ART)
    documents, problems = read(bad, tmp_path / "2.txt", **({"max_bytes": 2000} if "larger" in says else {}))
    assert [document.text for document in documents] == [ART]
    (problem,) = problems
    assert problem.path == str(bad)
    assert problem.severity == "error"
    assert says in problem.message
    assert problem.remedy


def test_missing_and_empty_and_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    _, problems = read(tmp_path / "none.txt", tmp_path / "empty")
    assert [problem.message for problem in problems] == [
        "there is no such file or folder",
        "the folder is empty",
    ]
    (tmp_path / "a.txt").write_text(ART)

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", closed)
    _, problems = read(tmp_path / "a.txt")
    assert problems[0].message == "can't be opened (Permission denied)"


def test_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = [json.dumps({"text": f"{ART} {n}"}) for n in range(2)]
    path.write_text(
        "\n".join(
            [good[0], '{"text": "x', "[1, 2]", '{"title": ""}', "", '{"text": "' + "a" * 5000 + '"}', good[1]]
        )
    )
    documents, problems = read(path, max_bytes=2000)
    assert [document.address for document in documents] == [f"{path}#1", f"{path}#7"]
    assert [problem.line for problem in problems] == [2, 3, 4, 6]
    assert "not valid JSON" in str(problems[0])
    assert str(problems[0]).startswith(f"{path}:2: ")


def test_a_truncated_archive_gives_what_is_before_the_break(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(
        b"\n".join(json.dumps({"text": f"{ART} {os.urandom(9).hex()}"}).encode() for _ in range(3000))
    )
    path.write_bytes(packed[: len(packed) // 2])
    documents, problems = read(path)
    assert 100 < len(documents) < 3000
    (problem,) = problems
    assert problem.line == len(documents) + 1
    assert "ends early" in problem.message


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table"])
def test_fifty_thousand_nested_tags(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><head><title>Deep</title></head><body>{f'<{tag}>' * 50_000}<p>{ART}</p></body></html>"
    )
    document = one(path)
    assert document.title == "Deep"
    assert document.text.strip() == ART
    assert document.quality.problems["deep-markup"] == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("The caf\xe9 on the minister\x92s street. ".encode("latin-1") * 5 + ART.encode(), "cp1252"),
        (
            ("Zürich and Málaga were calm. " * 5 + ART).encode() + b" The minister\x92s caf\xe9.",
            "some bytes of Windows-1252",
        ),
    ],
)
def test_wrong_bytes_are_guessed_and_noted(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (document,), (problem,) = read(path)
    assert problem.severity == "warning"
    assert says in problem.message
    assert "minister’s" in document.text
    assert "café" in document.text
    assert document.quality.problems["invalid-utf-8"] == 1


def test_utf16_is_no_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ART.encode("utf-16"))
    assert one(path).text == ART


@pytest.mark.parametrize("date", ["1850-03-01", "2099-12-31", "03/04/2024"])
def test_doubtful_dates_are_kept_but_not_used(tmp_path: Path, date: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": ART, "published": date}))
    (document,), (problem,) = read(path)
    assert document.published is None
    assert document.extra["doubtful_published"] == date
    assert document.quality.problems["doubtful-date"] == 1
    assert problem.severity == "warning"
    assert "date of publication" in problem.message


def test_another_language_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Die Regierung hat am Freitag neue Maßnahmen angekündigt. Der Sprecher sagte, sie würden bald in Kraft treten."
    )
    (document,), (problem,) = read(path)
    assert document.language == "de"
    assert document.quality.problems["not-english"] == 1
    assert "another language (de)" in problem.message


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-10-26", "2024-10-26"),
        ("2024-10-26T08:00:00Z", "2024-10-26T08:00:00+00:00"),
        ("20241026", "2024-10-26"),
        ("20241026T101500Z", "2024-10-26T10:15:00+00:00"),
        ("Sat, 26 Oct 2024 10:00:00 +0200", "2024-10-26T10:00:00+02:00"),
        ("Saturday, October 26th , 2024", "2024-10-26"),
        ("26 Oct. 2024 at 9:30 pm", "2024-10-26T21:30:00"),
        ("26.10.2024", "2024-10-26"),
        ("10/26/2024", "2024-10-26"),
        (1729929600, "2024-10-26T08:00:00+00:00"),
        (1729929600000, "2024-10-26T08:00:00+00:00"),
        (20241026, "2024-10-26T00:00:00"),
        ("2025-01-16", "2025-01-16"),
        ("31 February 2024", None),
        ("soon", None),
        ("", None),
        (None, None),
        (True, None),
        (1e300, None),
        ("2025-01-18", None),
    ],
)
def test_dates(written: object, value: str | None) -> None:
    assert read_date(written, NOW).value == value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://a.example/2024/10/26/title", "2024-10-26"),
        ("https://a.example/news/title-2024-10-26", "2024-10-26"),
        ("https://a.example/2024/oct/26/title", "2024-10-26"),
        ("https://a.example/article/20241099/title", None),
        ("https://a.example/2024/title", None),
    ],
)
def test_dates_in_addresses(address: str, value: str | None) -> None:
    assert date_in_address(address, NOW).value == value
