from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql

POSTGRES = os.environ.get("WATCHFLOOR_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store may be made: a file, and a fresh database of the server that the environment names."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    if not POSTGRES:
        pytest.skip("WATCHFLOOR_TEST_POSTGRES names no PostgreSQL server (postgresql://user@host/database)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (watchfloor[postgresql])")
    url = sql.make_url(POSTGRES.replace("postgresql://", "postgresql+psycopg://", 1))
    name = f"watchfloor_test_{uuid.uuid4().hex[:12]}"
    server = sql.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sql.text(f"CREATE DATABASE {name}"))
    # As a user writes it, without the driver.
    yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sql.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
