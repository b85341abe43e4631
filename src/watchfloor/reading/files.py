"""Files, folders and standard input: what there is to read and of which kind it is."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from watchfloor.reading.problems import OnProblem, Problem

__all__ = ["KINDS", "UnreadableError", "kind_of", "open_plain", "read_whole", "walk"]

KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PIECE = 1 << 16


class UnreadableError(Exception):
    """A file that can't be read, with what to do about it."""

    def __init__(self, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


def kind_of(path: str) -> str | None:
    """``html``, ``text``, ``json`` or ``jsonl`` by the file's name, None for a name that says nothing."""
    name = path.casefold().removesuffix(".gz")
    return KINDS.get(os.path.splitext(name)[1])


def walk(path: str, on_problem: OnProblem) -> Iterator[str]:
    """The file itself, or those of a folder and its folders by name; hidden ones and links to folders are left out."""
    if path == "-" or not os.path.isdir(path):
        yield path
        return
    any_file = False
    for folder, folders, names in os.walk(path, onerror=lambda error: on_problem(_closed(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            any_file = True
            found = os.path.join(folder, name)
            if kind_of(found):
                yield found
            else:
                on_problem(
                    Problem(
                        found,
                        None,
                        "not a kind of file that is read from a folder",
                        f"Name it on its own to have it tried, or give it one of the endings {' '.join(KINDS)}.",
                        "note",
                    )
                )
    if not any_file:
        on_problem(
            Problem(path, None, "the folder is empty", "Name a folder with articles in it, or a file.")
        )


def _closed(error: OSError) -> Problem:
    return Problem(
        str(error.filename), None, f"the folder can't be opened ({error.strerror})", "Check its permissions."
    )


def open_plain(path: str) -> BinaryIO:
    """Open a file for reading bytes; one that is gzip, whatever its name, comes unpacked.

    Raises:
        UnreadableError: if it is missing, closed to us or no file.
    """
    try:
        if not Path(path).exists():
            raise UnreadableError("there is no such file or folder", "Check the path.")
        if not Path(path).is_file():
            raise UnreadableError(
                "neither a file nor a folder", "Name a file, a folder, or - for standard input."
            )
        file = open(path, "rb")  # noqa: SIM115 - the caller closes it
    except OSError as error:
        raise UnreadableError(f"can't be opened ({error.strerror})", "Check its permissions.") from error
    return unpacked(file)


def unpacked(file: BinaryIO) -> BinaryIO:
    """The stream itself, or what is packed in it if it begins as gzip does. The stream must be able to peek."""
    peek = getattr(file, "peek", None)
    if peek is not None and peek(2)[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    return file


def read_whole(file: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        UnreadableError: if there are more than ``limit``, or if packed data ends early or is damaged.
    """
    pieces: list[bytes] = []
    size = 0
    for piece in pieces_of(file):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise UnreadableError(
                f"larger than {limit / 1e6:g} MB, which is no single article",
                "Split it into one file an article, or turn it into JSONL (one article a line), which may be of any size.",
            )
    return b"".join(pieces)


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """A stream in pieces.

    Raises:
        UnreadableError: if packed data ends early or is damaged, or the disk fails.
    """
    while True:
        try:
            piece = file.read(_PIECE)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableError(
                f"the gzip data is damaged or ends early ({error})", "Fetch or pack the file again."
            ) from error
        except OSError as error:
            raise UnreadableError(
                f"can't be read to its end ({error.strerror or error})", "Check the disk and the permissions."
            ) from error
        if not piece:
            return
        yield piece


def lines_of(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | UnreadableError]]:
    """The lines of a stream with their numbers, in memory for one line; a line that is too long comes as a problem.

    Damaged packed data ends the lines with a problem as the last one: what was read before it counts.
    """
    number, kept, skipping = 1, b"", False
    too_long = UnreadableError(
        f"the line is longer than {limit / 1e6:g} MB", "Take the record out, or split its text."
    )
    try:
        for piece in pieces_of(file):
            *ended, rest = (kept + piece if not skipping else piece).split(b"\n")
            for line in ended:
                yield number, too_long if skipping or len(line) > limit else line
                number, skipping = number + 1, False
            kept = rest
            if len(kept) > limit:
                skipping = True
            if skipping:
                kept = b""
    except UnreadableError as error:
        yield number, error
        return
    if skipping:
        yield number, too_long
    elif kept:
        yield number, too_long if len(kept) > limit else kept
