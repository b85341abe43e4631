"""``watchfloor read``."""

from __future__ import annotations

import click

from watchfloor.cli.options import examples, paths_argument, store_option
from watchfloor.cli.session import session

__all__ = ["read"]


@click.command(
    short_help="Read articles into a store.",
    epilog=examples(
        "watchfloor read articles/ export.jsonl.gz", "curl -s URL | watchfloor read - --store news.db"
    ),
)
@paths_argument(required=True)
@store_option("Keep what is read here.  [default: watchfloor.db]")
def read(paths: tuple[str, ...], store: str | None) -> int:
    """Read articles into a store.

    PATH is a file or a folder of HTML, plain text, Markdown, JSON or JSONL (any of them also .gz); - is standard
    input. Articles that the store holds are not read again. A run that was cut off goes on when it is started again.
    """
    with session(paths, store, keep=True) as now:
        result, held = now.result, now.result.counts()
        click.echo(
            f"{now.store.place if now.store else ''}: {result.added:,} of {result.read:,} articles were new; it holds "
            f"{held.documents:,} articles, {held.claims:,} claims, {held.events:,} events and "
            f"{held.stories:,} {'story' if held.stories == 1 else 'stories'}"
        )
        return now.exit_code
