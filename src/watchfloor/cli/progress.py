"""What is told on standard error while articles are read."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from watchfloor.reading import Problem

__all__ = ["Progress"]

PATIENCE = 2.0
"""Seconds after which there is something to be said."""


class Progress:
    """A bar after two seconds where standard error is a terminal, else one quiet line at the end.

    Attributes:
        unread: how many inputs could not be read.

    Args:
        what: what is counted, in the singular.
        total: how many there will be, None when nobody knows.
    """

    def __init__(self, what: str = "article", total: int | None = None) -> None:
        self.what = what
        self.total = total
        self.unread = 0
        self._done = 0
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
        with self._lock:
            bar, self._bar, self._timer = self._bar, None, None
        if bar:
            bar.stop()
        seconds = time.monotonic() - self._began
        if kind is None and not sys.stderr.isatty() and seconds > PATIENCE and self._done:
            click.echo(f"{self._done:,} {self.what}{'s' * (self._done != 1)} in {seconds:.0f} s", err=True)

    def done(self, count: int) -> None:
        """So many are done in all."""
        with self._lock:
            self._done = count
            if self._bar:
                self._bar.update(self._task, completed=count)

    def problem(self, problem: Problem) -> None:
        """Something could not be read, or was read with a doubt."""
        self.unread += problem.severity == "error"
        self.say(str(problem))

    def say(self, line: str) -> None:
        """A line on standard error, above the bar where there is one."""
        with self._lock:
            if self._bar:
                self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(line, err=True)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        counted = MofNCompleteColumn() if self.total else TextColumn("{task.completed:,}")
        bar = Bar(
            SpinnerColumn(),
            BarColumn(),
            counted,
            TextColumn(f"{self.what}s"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
        )
        with self._lock:
            if self._timer is None:
                return
            self._task = bar.add_task("", total=self.total, completed=self._done)
            bar.start()
            self._bar = bar
