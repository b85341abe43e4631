"""The tables of a store. Records are kept whole, as compressed JSON; columns are only what is searched by."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.dialects import postgresql

__all__ = [
    "CHECKPOINTS",
    "CLAIMS",
    "COPIES",
    "DERIVED",
    "DOCUMENTS",
    "LOOKS",
    "META",
    "OPEN",
    "PENDING",
    "SENTENCES",
    "UNDATED",
    "VERSION",
    "metadata",
]

VERSION = 3
"""Raised by one when a table changes; a store with a higher number is refused, one with a lower number brought up."""

UNDATED = "9999"
"""Stands for an unknown date of publication: it comes after all others."""

OPEN = 2**62
"""In the column ``sealed``: may still change."""


def _ordered(length: int) -> String:
    """Text that is put in order by its code points in every database, as Python does."""
    return String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


metadata = MetaData()
META = Table("meta", metadata, Column("name", String(64), primary_key=True), Column("value", String(255)))
DOCUMENTS = Table(
    "document",
    metadata,
    Column("id", _ordered(32), primary_key=True),
    # ISO 8601, or UNDATED.
    Column("published", _ordered(40), nullable=False),
    # When it was stored, ISO 8601 in UTC with microseconds, so that it sorts as text.
    Column("added", String(40), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    Index("document_order", "published", "id"),
)
# Documents that nothing has been derived from yet.
PENDING = Table(
    "pending",
    metadata,
    Column("id", _ordered(32), primary_key=True),
    Column("published", _ordered(40), nullable=False),
    Index("pending_order", "published", "id"),
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
    # What records of a kind are put in order by.
    Column("place", _ordered(128), nullable=False),
    # How many documents had been gone through when it was seen that the record will not change any more, or OPEN.
    Column("sealed", BigInteger, nullable=False, index=True),
    # How many records the row holds.
    Column("size", Integer, nullable=False),
    # Of all that it was made from.
    Column("digest", LargeBinary(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("derived_order", "kind", "place"),
)
# Which origin each document belongs to that is not the first of its own.
COPIES = Table(
    "copy",
    metadata,
    Column("document", _ordered(32), primary_key=True),
    Column("origin", _ordered(32), nullable=False, index=True),
)
# What was known after so many documents in order of publication, in parts that any database can hold.
CHECKPOINTS = Table(
    "checkpoint",
    metadata,
    Column("documents", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("published", _ordered(40), nullable=False),
    Column("id", _ordered(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
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
