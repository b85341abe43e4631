"""Bringing a store of an older version up to this one, a version at a time."""

from __future__ import annotations

import sqlalchemy as sql

from watchfloor.store.tables import (
    CHECKPOINTS,
    DERIVED,
    DOCUMENTS,
    META,
    PENDING,
    UNDATED,
    VERSION,
    metadata,
)

__all__ = ["upgrade"]


def upgrade(connection: sql.Connection, version: int) -> None:
    """Change the tables of a version in place; what cannot be taken over is derived anew by the next run."""
    if version < 2:
        _from_1(connection)
    if version < 3:
        # Checkpoints were compressed otherwise.
        connection.execute(CHECKPOINTS.delete())
    connection.execute(META.update().where(META.c.name == "version").values(value=str(VERSION)))


def _from_1(connection: sql.Connection) -> None:
    """Version 1 replaced all that was derived at the end of each run, kept no checkpoints, and put undated documents first."""
    DERIVED.drop(connection)
    if connection.dialect.name == "postgresql":
        for name in ("id", "published"):
            column = DOCUMENTS.c[name]
            kind = column.type.compile(connection.dialect)
            connection.execute(sql.text(f"ALTER TABLE document ALTER COLUMN {name} TYPE {kind}"))
    connection.execute(sql.text("DROP INDEX IF EXISTS ix_document_published"))
    metadata.create_all(connection)
    for index in DOCUMENTS.indexes:
        index.create(connection, checkfirst=True)
    connection.execute(DOCUMENTS.update().where(DOCUMENTS.c.published == "").values(published=UNDATED))
    stored = sql.select(DOCUMENTS.c.id, DOCUMENTS.c.published)
    connection.execute(PENDING.insert().from_select(["id", "published"], stored))
    connection.execute(META.delete().where(META.c.name == "derived"))
