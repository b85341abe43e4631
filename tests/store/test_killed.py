"""A run that is killed and started again ends as one that was not."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sql

from store.standing import Quick, dump, write_articles
from watchfloor import pipeline
from watchfloor.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def _small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LOT", 2)
    monkeypatch.setattr("watchfloor.deriving.STRETCH", 2)
    monkeypatch.setattr("watchfloor.store.derived.SPACING", 1)


def read(place: str, folder: Path, at_each_step: Callable[[], None] | None = None) -> None:
    """One run; the function is called before and after each thing that the database is asked to do."""

    def step(*_: Any) -> None:
        if at_each_step:
            at_each_step()

    names = ("before_cursor_execute", "after_cursor_execute", "commit")
    for name in names:
        sql.event.listen(sql.Engine, name, step)
    try:
        with Store(place) as store:
            pipeline.run([folder], store, pipeline=Quick())
    finally:
        for name in names:
            sql.event.remove(sql.Engine, name, step)


def count_steps(place: str, folder: Path) -> int:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    read(place, folder, count)
    return steps


def killed(place: str, folder: Path, *, step: int | None = None, seconds: float = 0.0) -> bool:
    """Run in a process of its own that is killed at a step, or after some time; False if it was done before."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count_down() -> None:
            if left[0] is not None:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            read(place, folder, count_down)
        finally:
            os._exit(0)
    if step is None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def contents(place: str) -> dict[str, Any]:
    with Store(place) as store:
        return dump(store)


def kill_at_steps(folder: Path, stores: Path, every: int) -> None:
    steps = count_steps(str(stores / "unbroken.db"), folder)
    unbroken = contents(str(stores / "unbroken.db"))
    assert unbroken["documents"]
    assert unbroken["Event"]
    assert unbroken["whole"]
    for step in range(0, steps, every):
        place = str(stores / f"{step}.db")
        assert killed(place, folder, step=step)
        if step % 5 == 0:
            # Killed again on the way to the end.
            killed(place, folder, step=steps // 3)
        read(place, folder)
        assert contents(place) == unbroken, f"killed at step {step} of {steps}"


def test_killed_at_many_steps_and_run_again(tmp_path: Path) -> None:
    kill_at_steps(write_articles(tmp_path / "in", 5), tmp_path, every=9)


@pytest.mark.slow
def test_killed_at_every_step_and_run_again(tmp_path: Path) -> None:
    kill_at_steps(write_articles(tmp_path / "in"), tmp_path, every=1)


def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in")
    began = time.monotonic()
    count_steps(str(tmp_path / "unbroken.db"), folder)
    duration = time.monotonic() - began
    unbroken = contents(str(tmp_path / "unbroken.db"))
    moments = random.Random(7)
    for number in range(8):
        place = str(tmp_path / f"{number}.db")
        killed(place, folder, seconds=moments.uniform(0, duration))
        read(place, folder)
        assert contents(place) == unbroken


def test_what_was_stored_before_the_kill_is_told(tmp_path: Path) -> None:
    """Claims of whole articles are there before the next run, and stories and events are made of them."""
    folder = write_articles(tmp_path / "in")
    steps = count_steps(str(tmp_path / "unbroken.db"), folder)
    for step in range(steps // 3, steps, 8):
        place = str(tmp_path / f"{step}.db")
        assert killed(place, folder, step=step)
        with Store(place) as store:
            kept = store.documents()
            if not 0 < len(kept) < 9:
                continue
            assert not store.is_derived()
            told = pipeline.stored(store)
            assert {d for s in told.stories for d in s.documents} == {d.id for d in kept}
            assert {c.document for c in told.claims} == {d.id for d in kept}
            return
    pytest.fail("no kill left a part of the articles")
