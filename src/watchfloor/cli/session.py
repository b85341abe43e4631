"""One run of a command that reads articles or tells what a store holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from watchfloor.cli.options import UNREAD, Failure, store_errors
from watchfloor.cli.progress import Progress

if TYPE_CHECKING:
    from watchfloor.pipeline import Result
    from watchfloor.store import Store

__all__ = ["Session", "session"]


class Session(NamedTuple):
    """What a command works with.

    Attributes:
        result: what is known.
        store: where it is kept, None in memory.
        exit_code: what the command ends with when nothing else goes wrong.
    """

    result: Result
    store: Store | None
    exit_code: int


@contextmanager
def session(paths: Sequence[str], place: str | None, *, keep: bool = False) -> Iterator[Session]:
    """Read the paths, or what a store holds when there are none.

    Args:
        paths: files and folders.
        place: the store that was named.
        keep: use the default store also when there are paths.
    """
    from watchfloor import pipeline
    from watchfloor.store import DEFAULT, Store

    place = place or (DEFAULT if keep or not paths else None)
    with store_errors():
        store = Store(place, create=bool(paths)) if place else None
        try:
            if paths:
                result, unread = _read(paths, store)
            else:
                with Progress() as progress:
                    result, unread = pipeline.stored(_there(store)), 0
                    progress.done(result.counts().documents)
            if not paths and not result.counts().documents:
                raise Failure(f"{place}: the store is empty; run `watchfloor read PATH` first")
            yield Session(result, store, UNREAD if unread else 0)
        except KeyboardInterrupt:
            if store and paths:
                click.echo(
                    f"{place}: holds {store.count():,} articles; run the same command again to go on.",
                    err=True,
                )
            raise
        finally:
            if store:
                store.close()


def _read(paths: Sequence[str], store: Store | None) -> tuple[Result, int]:
    from watchfloor import verbs

    with Progress(total=_expected(paths) if store is None else None) as progress:
        result = verbs.read(paths, store, on_problem=progress.problem, on_progress=progress.done)
    if not result.read:
        raise Failure(
            f"nothing to read in {', '.join(paths)}; name HTML, text, Markdown, JSON or JSONL files"
        )
    return result, progress.unread


def _there(store: Store | None) -> Store:
    assert store is not None
    return store


def _expected(paths: Sequence[str]) -> int | None:
    """How many articles there will be, None where files hold who knows how many."""
    from watchfloor.reading.files import kind_of, walk

    count = 0
    for path in paths:
        for name in walk(path, lambda problem: None):
            if name == "-" or kind_of(name) in ("json", "jsonl"):
                return None
            count += 1
    return count
