"""Opening a store: a file or a database URL, refused with a plain word where it is none of ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from watchfloor.store.tables import META

__all__ = [
    "DEFAULT",
    "StoreError",
    "begin_sqlite",
    "look_at_file",
    "remedy",
    "set_up_sqlite",
    "shown",
    "url_of",
]

DEFAULT = "watchfloor.db"


class StoreError(Exception):
    """A store cannot be opened, read or written; the message names it and the remedy."""


def shown(place: str) -> str:
    """A store's place as it may be printed: a URL without its password."""
    if "://" not in place:
        return place
    try:
        return sql.make_url(place).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return place


def url_of(place: str) -> str:
    """A store's place as SQLAlchemy wants it."""
    if place.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + place.partition("://")[2]
    return place if "://" in place else f"sqlite:///{place}"


def look_at_file(place: str, path: str | None, create: bool) -> None:
    """Refuse what SQLite would open and then spoil or fail on without a plain word."""
    if not path or path == ":memory:" or path.startswith("file:"):
        return
    file = Path(path)
    if not file.exists():
        if not create:
            raise StoreError(
                f"{place}: there is no store; run `watchfloor read PATH` first, or name one with --store"
            )
        if not file.parent.is_dir():
            raise StoreError(
                f"{place}: the folder {file.parent} is not there; make it or name another with --store"
            )
        return
    if file.is_dir():
        raise StoreError(f"{place}: a folder, not a store; name a file in it, such as {file / DEFAULT}")
    with file.open("rb") as opened:
        head = opened.read(16)
    if head and head != b"SQLite format 3\0":
        raise StoreError(
            f"{place}: not a Watchfloor store but another kind of file; name another with --store"
        )
    if head:
        _refuse_foreign(place, file)


def _refuse_foreign(place: str, file: Path) -> None:
    """Another program's SQLite file is left as it is."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.Error:
        return  # a damaged or locked file: opening it will say so
    if tables and META.name not in tables:
        raise StoreError(f"{place}: a database of another program; name another with --store")


def set_up_sqlite(connection: Any, record: object) -> None:
    """Readers go on while one writes; a second writer waits instead of failing at once."""
    # Transactions are begun by us (`begin_sqlite`): the driver would leave the making of tables outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def begin_sqlite(connection: sql.Connection) -> None:
    """A writer takes its place before it reads, or it could be turned away half way."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def remedy(place: str, problem: Exception) -> str:
    """What is wrong with a store, and what to do about it."""
    lines = str(getattr(problem, "orig", None) or problem).strip().splitlines() or [type(problem).__name__]
    reason = lines[0]
    if "://" in place and not place.startswith("sqlite:"):
        return f"{shown(place)}: the database cannot be used ({reason}); check the URL, that it runs and that you may write there"
    if "locked" in reason:
        return f"{place}: another process has been writing to the store for half a minute; try again when it is done"
    if "full" in reason:
        return f"{place}: the disk is full; make room and run the same command again, what is stored is kept"
    return (
        f"{place}: the store cannot be used ({reason}); check that file and folder can be written and that the file is a "
        "Watchfloor store, or name another with --store"
    )
