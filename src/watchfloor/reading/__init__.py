"""Reading: files, folders and standard input become Documents, uncleaned.

`read_paths` goes on when something can't be read, and says what, where and what to do about it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from watchfloor.reading.dates import read_date
from watchfloor.reading.decoding import binary_kind, decode
from watchfloor.reading.draft import Draft
from watchfloor.reading.exports import articles_of, read_record
from watchfloor.reading.files import (
    UnreadableError,
    kind_of,
    lines_of,
    open_plain,
    read_whole,
    unpacked,
    walk,
)
from watchfloor.reading.html import looks_like_html, read_html
from watchfloor.reading.language import language_of
from watchfloor.reading.plain import read_plain
from watchfloor.reading.problems import Problem
from watchfloor.records import Document, Quality

__all__ = ["MAX_BYTES", "Problem", "make_document", "read_paths"]

MAX_BYTES = 20_000_000
"""The largest single page, text, JSON file or JSONL line that is read, in bytes unpacked."""


def read_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[Problem], None],
    max_bytes: int = MAX_BYTES,
    now: datetime | None = None,
) -> Iterator[Document]:
    """Read articles, one after the other, in the order of the paths and of the names in folders.

    Args:
        paths: files and folders; ``-`` is standard input.
        stdin: the stream of bytes that ``-`` stands for, standard input if None.
        on_problem: told of everything that could not be read, or only with a doubt.
        max_bytes: the largest single page, text, JSON file or JSONL line; JSONL files may be of any size.
        now: the time of reading, which a date of publication may not lie behind; with a time zone.

    Yields:
        Documents with ``text == original``. One that was met before in this call (same address or outlet, title and
        text) is told as a note and not given again.
    """
    run = _Run(on_problem, max_bytes, now or datetime.now(UTC))
    for path in paths:
        for name in walk(os.fspath(path), on_problem):
            yield from run.read(name, stdin)


class _Run:
    """One call of `read_paths`: its limits, and the documents that it has met."""

    def __init__(self, on_problem: Callable[[Problem], None], max_bytes: int, now: datetime) -> None:
        self.on_problem = on_problem
        self.max_bytes = max_bytes
        self.now = now
        self.met: dict[str, str] = {}

    def read(self, path: str, stdin: BinaryIO | None) -> Iterator[Document]:
        """All documents of one file."""
        try:
            file = _standard_input(stdin) if path == "-" else open_plain(path)
            with file:
                yield from self._read_stream(path, file)
        except UnreadableError as error:
            self.on_problem(Problem(path, error.line, error.message, error.remedy))

    def _read_stream(self, path: str, file: BinaryIO) -> Iterator[Document]:
        kind = kind_of(path)
        stream = io.BufferedReader(_Raw(file), buffer_size=1 << 16)
        try:
            head = stream.peek(1 << 13)[: 1 << 13]
        except (EOFError, OSError) as error:
            raise UnreadableError(
                f"the gzip data is damaged or ends early ({error})", "Fetch or pack the file again."
            ) from error
        blank = b"\xef\xbb\xbf \t\r\n"
        if not head.strip(blank) and not read_whole(stream, self.max_bytes).strip(blank):
            raise UnreadableError(
                "the file is empty", "Check how it was made; an article has at least a sentence."
            )
        not_text = binary_kind(head)
        if not_text:
            raise UnreadableError(
                f"{not_text}, not a text", "Export its text as HTML, plain text or JSONL and read that."
            )
        if kind == "jsonl" or (kind in (None, "json") and _is_json_lines(head)):
            yield from self._read_lines(path, stream)
            return
        decoded = decode(read_whole(stream, self.max_bytes))
        if kind == "json" or (kind is None and head.lstrip()[:1] in (b"{", b"[")):
            drafts = self._read_json(path, decoded.text)
        elif kind == "html" or looks_like_html(decoded.text):
            drafts = iter([(None, read_html(decoded.text, self.now))])
        else:
            drafts = iter([(None, read_plain(decoded.text, self.now))])
        for number, draft in drafts:
            if decoded.guess:
                draft.note("invalid-utf-8", f"The file is not UTF-8; it was read as {decoded.guess}.")
                self.on_problem(
                    Problem(
                        path,
                        None,
                        f"not valid UTF-8, read as {decoded.guess}",
                        "Save it as UTF-8.",
                        "warning",
                    )
                )
            yield from self._hand_on(path, number, draft)

    def _read_json(self, path: str, text: str) -> Iterator[tuple[int | None, Draft]]:
        try:
            data = json.loads(text.lstrip("\ufeff"))
        except json.JSONDecodeError as error:
            raise UnreadableError(
                f"not valid JSON ({error.msg})",
                "Mend the file, or name it .jsonl if it has one record a line.",
                error.lineno,
            ) from error
        except RecursionError as error:
            raise UnreadableError(
                "the JSON is nested too deep", "Keep each article's fields on one level."
            ) from error
        records = articles_of(data)
        if records is None:
            raise UnreadableError(
                "no articles found in the JSON",
                "Give an object with a 'text', 'body' or 'content' field, or a list of such objects.",
            )
        for number, record in enumerate(records, start=1):
            draft = self._draft_of(path, number, record, "record")
            if draft:
                yield (number if len(records) > 1 else None), draft

    def _read_lines(self, path: str, stream: BinaryIO) -> Iterator[Document]:
        for number, line in lines_of(stream, self.max_bytes):
            if isinstance(line, UnreadableError):
                self.on_problem(Problem(path, number, line.message, line.remedy))
                continue
            if not line.strip(b"\xef\xbb\xbf \t\r"):
                continue
            decoded = decode(line)
            try:
                record = json.loads(decoded.text.lstrip("\ufeff"))
            except (json.JSONDecodeError, RecursionError) as error:
                why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
                self.on_problem(
                    Problem(
                        path,
                        number,
                        f"the line is not valid JSON ({why})",
                        "Mend or remove the line; the others were read.",
                    )
                )
                continue
            draft = self._draft_of(path, number, record, "line")
            if draft:
                if decoded.guess:
                    draft.note("invalid-utf-8", f"The line is not UTF-8; it was read as {decoded.guess}.")
                    self.on_problem(
                        Problem(
                            path,
                            number,
                            f"not valid UTF-8, read as {decoded.guess}",
                            "Save it as UTF-8.",
                            "warning",
                        )
                    )
                yield from self._hand_on(path, number, draft)

    def _draft_of(self, path: str, number: int, record: Any, what: str) -> Draft | None:
        draft = read_record(record, self.now) if isinstance(record, dict) else None
        if draft is None:
            self.on_problem(
                Problem(
                    path,
                    number,
                    f"the {what} has no text",
                    "Give it a 'text', 'body' or 'content' field with the article.",
                )
            )
        return draft

    def _hand_on(self, path: str, number: int | None, draft: Draft) -> Iterator[Document]:
        document = make_document(path, number, draft, self.now)
        address = document.address
        if not document.text.strip():
            self.on_problem(
                Problem(
                    path,
                    number,
                    "no article text was found",
                    "Check that the page has its text in it, not in a script, or export the text.",
                )
            )
            return
        if document.id in self.met:
            self.on_problem(
                Problem(
                    path,
                    number,
                    f"the same document as {self.met[document.id]}",
                    "Nothing to do: it is read once.",
                    "note",
                )
            )
            return
        self.met[document.id] = address
        doubt = document.extra.get("doubtful_published")
        if doubt:
            self.on_problem(
                Problem(
                    path,
                    number,
                    f"the date of publication can't be right: {document.extra['doubtful_published_reason']}",
                    "Correct it in the file; the document was read without a date.",
                    "warning",
                )
            )
        if "not-english" in document.quality.problems:
            self.on_problem(
                Problem(
                    path,
                    number,
                    f"the text is in another language ({document.language})",
                    "Only English is analysed; the document is kept.",
                    "warning",
                )
            )
        yield document


def make_document(path: str, number: int | None, draft: Draft, now: datetime) -> Document:
    """A Document of what a format's reader found.

    A date before 1990, after tomorrow or of two possible months is not used: it is kept in
    ``extra["doubtful_published"]`` with the reason, and the quality record says so.
    """
    published = None
    doubtful: tuple[object, str] | None = None
    for where, value in draft.dates:
        reading = read_date(value, now)
        if reading.value:
            published = reading.value
            draft.found["published"] = where
            break
        if reading.doubt and doubtful is None:
            doubtful = (value, reading.doubt)
    if doubtful and not published:
        draft.extra["doubtful_published"], draft.extra["doubtful_published_reason"] = (
            str(doubtful[0]),
            doubtful[1],
        )
        draft.note("doubtful-date", f"The date of publication can't be right: {doubtful[1]}.")
    elif not published:
        draft.note("no-date", "No date of publication was found.")
    told = language_of(draft.text)
    if told:
        draft.language, draft.found["language"] = told, "text"
    if draft.language and draft.language != "en":
        draft.note("not-english", f"The text is not in English ({draft.language}).")
    return Document(
        id=_identity(path, draft),
        address=path if number is None else f"{path}#{number}",
        text=draft.text,
        original=draft.text,
        title=draft.title,
        url=draft.url,
        outlet=draft.outlet,
        published=published,
        fetched=now.astimezone(UTC).isoformat(timespec="seconds"),
        language=draft.language,
        quality=Quality(problems=draft.problems, notes=draft.notes),
        found=draft.found,
        extra=draft.extra,
    )


def _identity(path: str, draft: Draft) -> str:
    """16 hexadecimal digits of where an article was published, its title and its text.

    Where it was published is its URL (without fragment and tracking), else its outlet, else the name of its file:
    so a file read from another folder is the same document, and the same text from two outlets is two documents.
    """
    where = _plain_url(draft.url) or draft.outlet or PurePath(path).name.removesuffix(".gz")
    own = draft.extra.get("id")
    parts = (where, str(own) if isinstance(own, str | int) else "", draft.title, draft.text)
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _plain_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        query = [
            pair for pair in parse_qsl(parts.query) if not pair[0].startswith(("utm_", "fbclid", "gclid"))
        ]
        return urlunsplit((parts.scheme, parts.netloc.casefold(), parts.path, urlencode(query), ""))
    except ValueError:
        return url


def _is_json_lines(head: bytes) -> bool:
    """True if the first line is a whole JSON object and another line follows."""
    first, newline, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not newline or not first.startswith(b"{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _standard_input(stdin: BinaryIO | None) -> BinaryIO:
    stream = stdin if stdin is not None else sys.stdin.buffer
    return unpacked(io.BufferedReader(_Raw(stream, keep_open=True)))


class _Raw(io.RawIOBase):
    """Any stream of bytes as a raw stream, so that it can be buffered and peeked into."""

    def __init__(self, stream: BinaryIO, keep_open: bool = False) -> None:
        self._stream = stream
        self._keep_open = keep_open

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self._keep_open and not self.closed:
            self._stream.close()
        super().close()
