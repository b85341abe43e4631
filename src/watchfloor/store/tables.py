"""The tables of a store. Records are kept whole, as compressed JSON; columns are only what is searched by."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

__all__ = ["CLAIMS", "DERIVED", "DOCUMENTS", "LOOKS", "META", "SENTENCES", "VERSION", "metadata"]

VERSION = 1
"""Raised by one when a table changes; a store with a higher number is refused."""

metadata = MetaData()
META = Table("meta", metadata, Column("name", String(64), primary_key=True), Column("value", String(255)))
DOCUMENTS = Table(
    "document",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("published", String(40), nullable=False, index=True),
    # When it was stored, ISO 8601 in UTC with microseconds, so that it sorts as text.
    Column("added", String(40), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)
CLAIMS = Table(
    "claim",
    metadata,
    Column("document", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)
DERIVED = Table(
    "derived",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("derived_order", "kind", "number"),
)
SENTENCES = Table(
    "sentence",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
LOOKS = Table(
    "look",
    metadata,
    Column("reader", String(255), primary_key=True),
    Column("at", String(40), nullable=False),
    # ``added`` of the newest document that was told of, empty when there was none.
    Column("newest", String(40), nullable=False),
)
