from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from watchfloor.cli import main

ARTICLES = {
    "strike.txt": (
        "Costria strikes a port, Ukraine says\n\n2024-11-02\n\n"
        "Russia attacked the port of Odesa with at least 12 drones on Friday, Ukrainian officials said. "
        "The attack may lead to new sanctions against Moscow, analysts said.\n"
    ),
    "talks.txt": (
        "France and Germany hold talks\n\n2024-11-03\n\n"
        "France and Germany signed an agreement on joint air defence in Paris on Saturday, the French government said. "
        "Germany will send two batteries to Poland, its defence minister said.\n"
    ),
    "strike-copy.txt": (
        "Odesa port attacked, Ukraine says\n\n2024-11-03\n\n"
        "Russia attacked the port of Odesa with at least 12 drones on Friday, Ukrainian officials said. "
        "The attack may lead to new sanctions against Moscow, analysts said.\n"
    ),
}


class Ran(NamedTuple):
    """What a command left."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three short articles, two of them alike."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Ran]:
    """Runs a command in an empty working folder, in this process."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: Any, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), out, err.decode())

    return run
