"""``watchfloor code``: texts in, claims out, nothing kept."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from watchfloor.cli.options import UNREAD, Failure, examples
from watchfloor.cli.progress import Progress

if TYPE_CHECKING:
    from watchfloor.records import Claim, Document

__all__ = ["code"]

LOT = 32
"""Texts that are coded together: enough to fill the model's batches."""
LOT_CHARACTERS = 200_000
MAX_LINE = 20_000_000
SURELY_TOLD = 200
"""Characters below which the language of a text is not told with certainty."""


class _Text(NamedTuple):
    """A text to code.

    Attributes:
        key: its id as it came, or made of its words.
        line: where it began on standard input.
    """

    key: Any
    line: int
    document: Document


@click.command(
    short_help="Texts on standard input to claims as JSON.",
    epilog=examples(
        'echo "Iran sent drones to Russia, Kyiv said." | watchfloor code',
        "zcat articles.jsonl.gz | watchfloor code > claims.jsonl",
    ),
)
@click.option(
    "--explain", is_flag=True, help="Say with each claim why it was coded so: frame, tree path, scores."
)
def code(explain: bool) -> int:
    """Code the text on standard input; print one JSON object a document, with its claims.

    The input is one text, or JSONL with the fields text and, where you have them, id, title, published and outlet; it
    is taken as JSONL when its first line is a JSON object. A line that cannot be read is told on standard error.
    """
    if sys.stdin.isatty():
        raise click.UsageError("Nothing comes on standard input; pipe a text or JSONL into it (see --help).")
    coder = _Coder(explain)
    with Progress("text") as coder.progress:
        count = 0
        for lot in _lots(_texts(sys.stdin.buffer, coder)):
            coder.code(lot)
            count += len(lot)
            coder.progress.done(count)
    if not count:
        raise Failure("no text on standard input; pipe a text or JSONL with a 'text' field into it")
    return UNREAD if coder.unread else 0


class _Coder:
    """One run: it prints what it codes and counts what could not be read."""

    def __init__(self, explain: bool) -> None:
        self.explain = explain
        self.unread = 0
        self.progress = Progress("text")

    def complain(self, line: int, message: str, *, unread: bool = True) -> None:
        self.unread += unread
        self.progress.say(f"-:{line}: {message}")

    def code(self, lot: list[_Text]) -> None:
        from watchfloor import pipeline

        try:
            coded = pipeline.code_documents([text.document for text in lot], explain=self.explain)
        except Exception as problem:  # noqa: BLE001 - one text must not end a run over a million
            if len(lot) == 1:
                self.complain(
                    lot[0].line, f"the text could not be coded ({problem!r}). Please report it with the text."
                )
                return
            for text in lot:
                self.code([text])
            return
        for text, claims in zip(lot, coded, strict=True):
            self._print(text, claims)
        sys.stdout.buffer.flush()

    def _print(self, text: _Text, claims: list[Claim]) -> None:
        import msgspec

        record: dict[str, Any] = {"id": text.key}
        if text.document.language not in ("", "en"):
            record["language"] = text.document.language
        record["claims"] = msgspec.to_builtins(claims)
        sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")


def _lots(texts: Iterator[_Text]) -> Iterator[list[_Text]]:
    lot: list[_Text] = []
    size = 0
    for text in texts:
        lot.append(text)
        size += len(text.document.text)
        if len(lot) == LOT or size > LOT_CHARACTERS:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _texts(stream: BinaryIO, coder: _Coder) -> Iterator[_Text]:
    """The texts of standard input, which is JSONL if its first line that is not blank is a JSON object."""
    from watchfloor.reading.files import lines_of

    # Unbuffered, a slow writer's lines come as they are written.
    lines = lines_of(getattr(stream, "raw", stream), MAX_LINE)
    before: list[bytes] = []
    for number, line in lines:
        if isinstance(line, Exception):
            coder.complain(number, f"{line}. {getattr(line, 'remedy', '')}")
            continue
        if not before and number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            before.append(line)
            continue
        if isinstance(_json(line), dict):
            yield from _records(number, line, lines, coder)
        else:
            yield from _whole([*before, line], lines, coder)
        return


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _whole(lines: list[bytes], rest: Any, coder: _Coder) -> Iterator[_Text]:
    """All of standard input as one text."""
    for number, line in rest:
        if isinstance(line, Exception):
            coder.complain(number, f"{line}. {getattr(line, 'remedy', '')}")
        else:
            lines.append(line)
    data = b"\n".join(lines)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        coder.complain(1, "not valid UTF-8, read as Windows-1252. Save it as UTF-8.", unread=False)
        text = data.decode("cp1252", "replace")
    yield _text(None, 1, {"text": text}, coder)


def _records(number: int, line: bytes, rest: Any, coder: _Coder) -> Iterator[_Text]:
    """A text a line."""
    import itertools

    for at, one in itertools.chain([(number, line)], rest):
        if isinstance(one, Exception):
            coder.complain(at, f"{one}. {getattr(one, 'remedy', '')}")
            continue
        if not one.strip():
            continue
        record = _json(one)
        if not isinstance(record, dict):
            coder.complain(at, "the line is not a JSON object. Mend or remove it; the others were coded.")
        elif not isinstance(record.get("text"), str):
            coder.complain(at, "the record has no text. Give it a 'text' field with the article.")
        else:
            yield _text(record.get("id"), at, record, coder)


def _text(key: Any, line: int, record: dict[str, Any], coder: _Coder) -> _Text:
    from watchfloor.reading.language import language_of
    from watchfloor.records import Document

    # Half of a surrogate pair, which JSON can carry, is no character.
    text = record["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if key is None:
        key = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    published = record.get("published")
    if published is not None and not _is_date(published):
        coder.complain(line, f"{published!r} is no date in ISO 8601; coded without one.", unread=False)
        published = None
    language = language_of(text) if len(text) >= SURELY_TOLD else ""
    if language not in ("", "en"):
        coder.complain(
            line, f"the text is in another language ({language}). Only English is coded.", unread=False
        )
    document = Document(
        id=str(key),
        address=f"-#{line}",
        text=text,
        original=text,
        title=_string(record.get("title")),
        outlet=_string(record.get("outlet")),
        published=published,
        language=language,
    )
    return _Text(key, line, document)


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_date(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
