"""The command line. Only click is loaded before a command runs, so that help comes at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from watchfloor.cli.briefs import brief
from watchfloor.cli.coding import code
from watchfloor.cli.evaluating import evaluate
from watchfloor.cli.reading import read
from watchfloor.cli.telling import claims, events, stories

__all__ = ["main", "watchfloor"]

INTERRUPTED = 130
BROKEN_PIPE = 141


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib import import_module

        click.echo(f"watchfloor {import_module('watchfloor').__version__}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Example:
  watchfloor brief articles/ --output brief.html

\b
Exit codes: 0 all well, 1 finished but some input could not be read, 2 wrong usage or nothing readable,
3 the store cannot be used, 130 interrupted (what was stored is kept).""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def watchfloor() -> None:
    """Reads the news about an evolving situation and says what is known about it, with the words that say so."""


for _command in (read, brief, claims, events, stories, code, evaluate):
    watchfloor.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its code."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        given = None if arguments is None else list(arguments)
        code = watchfloor.main(given, prog_name="watchfloor", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; the interpreter must not complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code if isinstance(code, int) else 0
