"""What docs/commands.md says is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from cli.conftest import Ran
from watchfloor.cli import watchfloor
from watchfloor.cli.evaluating import TASKS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
LINES = re.findall(r"^    \$ (.+)$", PAGE, re.MULTILINE)
Run = Callable[..., Ran]


def test_every_command_and_option_is_told() -> None:
    for name, command in watchfloor.commands.items():
        assert any(re.search(rf"\bwatchfloor {name}\b", line) for line in LINES), f"no example of {name}"
        for parameter in command.params:
            longest = max(parameter.opts, key=len)
            assert not longest.startswith("--") or longest in PAGE, f"{longest} of {name} is not told"


def test_every_option_and_task_that_is_told_is_there() -> None:
    known = {
        option for command in watchfloor.commands.values() for p in command.params for option in p.opts
    } | {"--help"}
    assert set(re.findall(r"--[a-z]+", PAGE.replace("|---|", ""))) <= known
    for task in TASKS:
        assert f"`{task}`" in PAGE


def test_every_example_runs(run: Run) -> None:
    demo = ROOT / "examples" / "north-korea-russia"
    few = Path("examples") / demo.name
    few.mkdir(parents=True)
    # One article in eight is enough to see that each line runs.
    for file in sorted(demo.iterdir())[::8]:
        shutil.copy(file, few)
    for line in LINES:
        before, pipe, command = line.rpartition(" | ")
        arguments = shlex.split(command)[1:]
        if arguments[0] == "evaluate":
            assert arguments[1] in TASKS
            continue
        given = subprocess.run(before, shell=True, capture_output=True, check=True).stdout if pipe else b""
        ran = run(*arguments, stdin=given)
        assert ran.code == 0, f"{line}\n{ran.err}"
        assert ran.out or "--output" in arguments, line
