"""Labelled files as the tasks take them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

__all__ = ["numbered_records", "read_jsonl"]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file, plain or gzip; blank lines are passed over.

    Raises:
        ValueError: a line is not a JSON object; the message names file and line.
    """
    return [record for _, record in numbered_records(path)]


def numbered_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers and objects of a JSONL file, as `read_jsonl`."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield number, msgspec.json.decode(line, type=dict[str, Any])
            except msgspec.DecodeError as problem:
                raise ValueError(
                    f"{path}, line {number}: not JSON, or not an object ({problem})"
                ) from problem
