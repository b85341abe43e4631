"""``watchfloor claims``, ``events`` and ``stories``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from watchfloor.cli.options import examples, output_option, paths_argument, store_option, write
from watchfloor.cli.session import session

if TYPE_CHECKING:
    from watchfloor.tables import Table

__all__ = ["claims", "events", "stories"]

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "csv", "jsonl", "parquet")
STORE_HELP = (
    "Tell what this store holds; with PATH, read into it first.  [default: watchfloor.db without PATH]"
)


def _table_options(command: F) -> F:
    for option in (
        output_option(),
        store_option(STORE_HELP),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            help="table for a terminal, csv, jsonl (whole records) or parquet.  [default: by the name of the output "
            "file, else table]",
        ),
        paths_argument(required=False),
    ):
        command = option(command)
    return command


@click.command(
    short_help="What each sentence says, as a table.",
    epilog=examples(
        "watchfloor claims articles/ --format csv --output claims.csv",
        "watchfloor claims --store news.db --format jsonl",
    ),
)
@_table_options
def claims(paths: tuple[str, ...], form: str | None, store: str | None, output: Path | None) -> int:
    """What each sentence says: who did what to whom, who says so, and whether it is so.

    With PATH, of the articles there, in memory; without, of all that the store holds.
    """
    form = _form(form, output)
    with session(paths, store) as now:
        from watchfloor import verbs

        _write(verbs.claims(now.result), form, output, _SHORT_CLAIMS)
        return now.exit_code


@click.command(
    short_help="What happened, put together from all reports, as a table.",
    epilog=examples(
        "watchfloor events articles/", "watchfloor events --columns polecat --format csv --output events.csv"
    ),
)
@_table_options
@click.option(
    "--columns",
    type=click.Choice(("watchfloor", "polecat")),
    default="watchfloor",
    show_default=True,
    help="polecat gives the column names of the POLECAT data set.",
)
def events(
    paths: tuple[str, ...], form: str | None, store: str | None, output: Path | None, columns: Any
) -> int:
    """What happened, put together from all reports of it.

    With PATH, of the articles there, in memory; without, of all that the store holds.
    """
    form = _form(form, output)
    with session(paths, store) as now:
        from watchfloor import verbs

        short = _SHORT_POLECAT if columns == "polecat" else _SHORT_EVENTS
        _write(verbs.events(now.result, columns=columns), form, output, short)
        return now.exit_code


@click.command(
    short_help="The situations that the articles are about, as a table.",
    epilog=examples("watchfloor stories articles/", "watchfloor stories --store news.db --format jsonl"),
)
@_table_options
def stories(paths: tuple[str, ...], form: str | None, store: str | None, output: Path | None) -> int:
    """The situations that the articles are about.

    With PATH, of the articles there, in memory; without, of all that the store holds.
    """
    form = _form(form, output)
    with session(paths, store) as now:
        from watchfloor import verbs

        _write(verbs.stories(now.result), form, output, _SHORT_STORIES)
        return now.exit_code


def _form(form: str | None, output: Path | None) -> str:
    if form is None:
        suffix = output.suffix.lstrip(".").casefold() if output else ""
        form = {"csv": "csv", "jsonl": "jsonl", "ndjson": "jsonl", "parquet": "parquet"}.get(suffix, "table")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; name a file with --output.")
    return form


# ---------------------------------------------------------------- on a terminal

# Heading, the columns that a cell is made of, and its share of the width.
Short = tuple[tuple[str, tuple[str, ...], int], ...]
_SHORT_CLAIMS: Short = (
    ("day", ("published",), 10),
    ("act", ("type", "mode"), 14),
    ("who", ("actors",), 18),
    ("to whom", ("recipients",), 18),
    ("status", ("status",), 12),
    ("figures", ("quantities",), 14),
    ("who says so", ("speakers",), 18),
    ("sentence", ("sentence",), 40),
)
_SHORT_EVENTS: Short = (
    ("first", ("first",), 10),
    ("act", ("type", "mode"), 14),
    ("who", ("actors",), 18),
    ("to whom", ("recipients",), 18),
    ("status", ("status",), 12),
    ("contested", ("contested",), 14),
    ("origins", ("origins",), 7),
    ("what", ("summary",), 44),
)
_SHORT_POLECAT: Short = (
    ("Event Date", ("Event Date",), 10),
    ("Event Type", ("Event Type",), 11),
    ("Event Mode", ("Event Mode",), 11),
    ("Actor Name", ("Actor Name",), 20),
    ("Recipient Name", ("Recipient Name",), 20),
    ("Country", ("Country",), 7),
    ("Source", ("Source",), 20),
)
_SHORT_STORIES: Short = (
    ("first", ("first",), 10),
    ("last", ("last",), 10),
    ("articles", ("document_count",), 8),
    ("events", ("event_count",), 6),
    ("title", ("title",), 60),
)


def _write(table: Table, form: str, output: Path | None, short: Short) -> None:
    if form == "table":
        data = _for_terminal(table, short, output).encode("utf-8", "replace")
    elif form == "csv":
        data = table.to_csv()
    elif form == "jsonl":
        data = table.to_jsonl()
    else:
        data = table.to_parquet()
    write(data, output)


def _for_terminal(table: Table, short: Short, output: Path | None) -> str:
    import io
    import shutil

    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((140, 24)).columns if terminal else 140
    drawn = Drawn(box=None, header_style="bold", pad_edge=False, expand=True)
    for heading, _, share in short:
        # Short cells keep their width, long ones share what is left.
        fixed = share <= 12
        drawn.add_column(
            heading,
            width=share if fixed else None,
            ratio=None if fixed else share,
            overflow="fold" if fixed else "ellipsis",
            no_wrap=not fixed,
        )
    for row in table:
        drawn.add_row(*(Text(_cell(row, names)) for _, names, _ in short))
    console = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, no_color=None if terminal else True
    )
    console.print(drawn)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join([*lines, "", f"{len(table):,} {table.name}"]) + "\n"


def _cell(row: dict[str, Any], names: Sequence[str]) -> str:
    parts = []
    for name in names:
        value = row[name]
        text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        parts.append(text[:10] if name in ("published", "first", "last") else text)
    return " ".join(" ".join(filter(None, parts)).split())
