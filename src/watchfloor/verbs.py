"""What Watchfloor does, as functions: the library's face, on which the command line stands too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Literal

from watchfloor import pipeline
from watchfloor.briefing import compose_all
from watchfloor.moments import moment
from watchfloor.parsing import Parser
from watchfloor.pipeline import Result
from watchfloor.reading import Problem
from watchfloor.records import Brief, Claim
from watchfloor.store import DEFAULT, Store, StoreError
from watchfloor.tables import Table, claims_table, events_table, polecat_table, stories_table

__all__ = ["Result", "Store", "StoreError", "brief", "claims", "code", "events", "read", "stories"]

PathLike = str | os.PathLike[str]
Paths = PathLike | Iterable[PathLike]
Place = Store | str | Path


def code(text: str, *, published: str | None = None, explain: bool = False) -> list[Claim]:
    """The claims of a text, as it stands: nothing is cleaned, nothing kept.

    Args:
        text: one article or sentence, in English.
        published: its day, ISO 8601, from which relative times count.
        explain: keep with each claim why it was coded so.
    """
    return pipeline.code(text, published=published, explain=explain)


def read(
    paths: Paths,
    store: Place | None = None,
    *,
    parser: Parser | None = None,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Result:
    """Read articles and say what is known.

    Args:
        paths: files and folders, or one of them; ``-`` for standard input.
        store: a file or a database URL that keeps what is read; articles that it holds are not read again, and the
            result is about all that it holds. In memory if None.
        parser: reads sentences in place of the one that ships with Watchfloor (see docs/parsers.md).
        stdin: what ``-`` reads.
        on_problem: told of everything that could not be read, or only with a doubt.
        on_progress: told how many new articles are done, now and then.

    Returns:
        Documents, claims, origins, stories and events.

    Raises:
        StoreError: the store cannot be used; the message names it and the remedy.
    """
    listed: list[PathLike] = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    with _opened(store) as place:
        return pipeline.run(
            listed,
            place,
            pipeline=pipeline.Pipeline(parser) if parser else None,
            stdin=stdin,
            on_problem=on_problem or _ignore,
            on_progress=on_progress or _ignore,
        )


def brief(
    source: Paths | Result | None = None,
    *,
    store: Place | None = None,
    since: datetime | date | str | None = None,
    reader: str = "",
) -> list[Brief]:
    """A brief of each story, the one with the most articles first.

    Args:
        source: files and folders, or what `read` gave; None for what the store holds.
        store: a file or a database URL, ``watchfloor.db`` if there is no source either.
        since: what was not known then is marked as new and told first: a time, ``"yesterday"``, ``"2 days ago"``,
            or ``"last"`` for the reader's last brief from this store.
        reader: whose look this is; kept in the store.

    Raises:
        StoreError: the store cannot be used.
        ValueError: ``since`` is no time, or ``last`` without a store.
    """
    if store is None and source is None:
        store = DEFAULT
    with _opened(store, create=source is not None) as place:
        if not isinstance(source, Result):
            source = read(source, place) if source is not None else pipeline.stored(_needed(place))
        briefs = briefs_of(source, since=since, store=place, reader=reader)
        if place:
            looked(source, place, reader)
        return briefs


def briefs_of(
    result: Result,
    *,
    since: datetime | date | str | None = None,
    store: Store | None = None,
    reader: str = "",
) -> list[Brief]:
    """A brief of each story of a result; arguments as of `brief`, which notes that the reader has looked as well."""
    known = None
    if since == "last":
        if store is None:
            raise ValueError("since 'last' needs a store, which remembers when you last looked")
        look = store.last_look(reader)
        since = datetime.fromisoformat(look.at) if look else None
        known = store.stored_by(look.newest) if look else None
    return compose_all(
        result.stories,
        events=result.events,
        claims=result.claims,
        documents=result.documents,
        origins=result.origins,
        since=None if since is None else moment(since),
        known=known,
    )


def looked(result: Result, store: Store, reader: str = "") -> None:
    """Note that a reader has seen a brief of all that a result tells."""
    store.look(reader, store.newest(document.id for document in result.documents))


def claims(source: Paths | Result | None = None, *, store: Place | None = None) -> Table:
    """What each sentence says, a row a claim; arguments as of `tell`."""
    result = tell(source, store=store)
    return claims_table(result.claims, result.documents)


def events(
    source: Paths | Result | None = None,
    *,
    store: Place | None = None,
    columns: Literal["watchfloor", "polecat"] = "watchfloor",
) -> Table:
    """What happened, as all reports tell it, a row an event; arguments as of `tell`.

    Args:
        source, store: as of `tell`.
        columns: ``polecat`` for the column names of the POLECAT data set.
    """
    result = tell(source, store=store)
    table = polecat_table if columns == "polecat" else events_table
    return table(result.events, result.stories, result.documents)


def stories(source: Paths | Result | None = None, *, store: Place | None = None) -> Table:
    """The situations that the articles are about, a row a story; arguments as of `tell`."""
    return stories_table(tell(source, store=store).stories)


def tell(source: Paths | Result | None = None, *, store: Place | None = None) -> Result:
    """What is known.

    Args:
        source: files and folders to read, or what `read` gave; None for what the store holds.
        store: a file or a database URL, ``watchfloor.db`` if there is no source either.

    Raises:
        StoreError: the store cannot be used.
    """
    if isinstance(source, Result):
        return source
    if source is not None:
        return read(source, store)
    with _opened(store or DEFAULT, create=False) as place:
        return pipeline.stored(_needed(place))


@contextmanager
def _opened(store: Place | None, *, create: bool = True) -> Iterator[Store | None]:
    """A store for the length of a call; one that the caller opened stays open."""
    if store is None or isinstance(store, Store):
        yield store
        return
    with Store(store, create=create) as opened:
        yield opened


def _ignore(_: object) -> None:
    """Where nobody wants to be told."""


def _needed(store: Store | None) -> Store:
    if store is None:
        raise ValueError("needs a source or a store")
    return store
