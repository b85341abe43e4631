"""What several commands share: arguments, options, files to write, and what a failure exits with."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "UNREAD",
    "Failure",
    "examples",
    "output_option",
    "paths_argument",
    "store_errors",
    "store_option",
    "write",
]

F = TypeVar("F", bound=Callable[..., Any])

UNREAD = 1
"""Finished, but some input could not be read."""
WRONG = 2
"""Wrong usage, or nothing that could be read."""
NO_STORE = 3
"""The store cannot be used."""


class Failure(click.ClickException):
    """Wrong usage, or nothing that could be read: an end with a message."""

    exit_code = WRONG


class StoreFailure(Failure):
    """The store cannot be used."""

    exit_code = NO_STORE


def examples(*lines: str) -> str:
    """The end of a help text."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def paths_argument(required: bool) -> Callable[[F], F]:
    """Files and folders to read."""
    return click.argument(
        "paths", nargs=-1, required=required, metavar="PATH..." if required else "[PATH...]"
    )


def store_option(help_text: str) -> Callable[[F], F]:
    """Where things are kept."""
    return click.option("--store", metavar="FILE|URL", help=help_text)


def output_option() -> Callable[[F], F]:
    """Where the result goes."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_checked,
        help="Write to this file instead of standard output.",
    )


def _checked(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Say at once, not after the reading, that a file cannot be written."""
    if path and not path.parent.is_dir():
        raise click.BadParameter(f"the folder {path.parent} is not there; make it first.", context, parameter)
    if path and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise click.BadParameter(
            f"{path} cannot be written; name a file in a folder of yours.", context, parameter
        )
    return path


def write(data: bytes, path: Path | None) -> None:
    """To the file, which is whole or as it was before, or to standard output."""
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    # A pipe or a device (/dev/stdout) is no file that could be replaced.
    target = part if path.is_file() or not path.exists() else path
    try:
        target.write_bytes(data)
        if target is part:
            part.replace(path)
    except OSError as problem:
        raise Failure(
            f"{path}: cannot be written ({problem.strerror}); name another file with --output"
        ) from problem
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def store_errors() -> Iterator[None]:
    """A store that cannot be used ends the command with its exit code."""
    from watchfloor.store import StoreError

    try:
        yield
    except StoreError as problem:
        raise StoreFailure(str(problem)) from problem
