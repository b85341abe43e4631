"""``watchfloor brief``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import Failure, examples, output_option, paths_argument, store_option, write
from watchfloor.cli.session import session

if TYPE_CHECKING:
    from watchfloor.records import Brief

__all__ = ["brief"]

FORMATS = ("html", "markdown", "json", "pdf")
_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".pdf": "pdf",
}


def _moment(context: click.Context, parameter: click.Parameter, said: str | None) -> str | None:
    """Refuse a time that is none before anything is read."""
    from watchfloor.moments import moment

    if said and said.casefold().strip() != "last":
        try:
            moment(said)
        except ValueError as problem:
            raise click.BadParameter(f"{problem}.", context, parameter) from problem
        return said
    return "last" if said else None


@click.command(
    short_help="A sourced brief of each story.",
    epilog=examples(
        "watchfloor brief articles/ --output brief.html",
        "watchfloor brief articles/ --since 2024-10-24 --format markdown",
        "watchfloor brief --store news.db --since last --output brief.pdf",
    ),
)
@paths_argument(required=False)
@click.option(
    "--since",
    metavar="WHEN",
    callback=_moment,
    help="Tell first what is new since then: a date or time (ISO 8601), yesterday, '2 days ago', or last for your "
    "last brief from the store.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="pdf needs watchfloor[pdf] and --output.  [default: by the name of the output file, else markdown]",
)
@store_option(
    "Tell what this store holds; with PATH, read into it first.  [default: watchfloor.db without PATH]"
)
@click.option(
    "--reader", metavar="NAME", help="Whose last brief --since last means.  [default: your login name]"
)
@output_option()
def brief(
    paths: tuple[str, ...],
    since: str | None,
    form: str | None,
    store: str | None,
    reader: str | None,
    output: Path | None,
) -> int:
    """What is known about each story, each line with the words that it stands on.

    With PATH, of the articles there, in memory; without, of all that the store holds. With --output the last line
    on standard output is the file's path.
    """
    if form is None and output is not None and output.suffix and output.suffix.casefold() not in _SUFFIXES:
        raise click.UsageError(f"{output}: no format is known by that ending; name one with --format.")
    form = form or _SUFFIXES.get(output.suffix.casefold() if output else "", "markdown")
    if form == "pdf" and output is None:
        raise click.UsageError("A PDF is not for standard output; name a file with --output.")
    if since == "last" and paths and not store:
        raise click.UsageError("--since last needs a --store, which remembers when you last looked.")
    reader = reader or _login_name()
    with session(paths, store) as now:
        from watchfloor import verbs

        if since == "last" and now.store and now.store.last_look(reader) is None:
            click.echo(f"No brief was made for {reader} from this store before; all of it is told.", err=True)
        briefs = verbs.briefs_of(now.result, since=since, store=now.store, reader=reader)
        write(_rendered(briefs, form), output)
        if now.store:
            verbs.looked(now.result, now.store, reader)
        if output:
            click.echo(str(output))
        return now.exit_code


def _rendered(briefs: list[Brief], form: str) -> bytes:
    from watchfloor import briefing

    told = briefs[0] if len(briefs) == 1 else briefs
    if form == "json":
        return briefing.to_json(told)
    if form == "markdown":
        return briefing.to_markdown(told).encode()
    if form == "html":
        return briefing.to_html(told).encode()
    try:
        return briefing.to_pdf(told)
    except briefing.PdfUnavailableError as problem:
        raise Failure(str(problem)) from problem


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
