"""``watchfloor evaluate``."""

from __future__ import annotations

import contextlib
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from watchfloor.cli.options import Failure, examples

__all__ = ["TASKS", "evaluate"]

TASKS = {
    "parsing": "watchfloor.evaluation.parsing",
    "entities": "watchfloor.evaluation.entities",
    "action-typing": "watchfloor.evaluation.action_typing",
    "event-coding": "watchfloor.evaluation.event_coding",
    "attribution": "watchfloor.evaluation.attribution",
    "factuality": "watchfloor.evaluation.factuality",
    "stories": "watchfloor.evaluation.stories",
    "coreference": "watchfloor.evaluation.coreference",
    "figures": "watchfloor.evaluation.figures",
    "copies": "watchfloor.evaluation.copies",
}
"""Each task's module, which has ``evaluate(path) -> dict``."""


@click.command(
    short_help="Score a room on labelled data.",
    epilog=examples(
        "watchfloor evaluate parsing dev.conllu.gz", "watchfloor evaluate event-coding records.jsonl"
    ),
)
@click.argument("task")
@click.argument("file", type=click.Path(path_type=Path))
def evaluate(task: str, file: Path) -> None:
    """Score a room on labelled data; print one JSON object.

    TASK is one of parsing, entities, action-typing, event-coding, attribution, factuality, stories, coreference,
    figures and copies; FILE is its labelled data, also as .gz. No label is read before all is predicted.
    """
    name = TASKS.get(task)
    if name is None:
        raise Failure(f"there is no task {task!r}; choose one of {', '.join(TASKS)}")
    if find_spec(name) is None:
        raise Failure(f"the task {task!r} is not there yet in this version")
    if not file.is_file():
        raise Failure(f"{file}: there is no such file; give the labelled data of the task {task}")
    try:
        # Whatever else may print, standard output has the one object.
        with contextlib.redirect_stdout(sys.stderr):
            scores = import_module(name).evaluate(file)
    except (OSError, EOFError, ValueError, KeyError) as problem:
        reason = f"a record has no {problem}" if isinstance(problem, KeyError) else str(problem)
        message = reason if str(file) in reason else f"{file}: {reason}"
        raise Failure(f"{message}; is it labelled data of the task {task}?") from problem
    click.echo(json.dumps(scores, ensure_ascii=False))
