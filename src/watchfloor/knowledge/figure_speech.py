"""Verbs by which somebody vouches for a figure ("put the toll at 40"); the table is ``cues/figure_speech.tsv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["FigureSpeech", "load_figure_speech"]

_TABLE = Path(__file__).parent / "cues" / "figure_speech.tsv"
_VERB_FORMS = frozenset({"at", "as", "of", "to", "about", "object"})


class FigureSpeech(msgspec.Struct, frozen=True):
    """The table, lemmas in lower case.

    Attributes:
        verbs: forms by verb: ``at``, ``as``, ``of``, ``to``, ``about``, ``object``.
        amounts: nouns that a figure is given for ("the losses").
        tallies: those of them that are nothing but a count ("the toll"), so that who raises one says so.
        casualties: nouns and adjectives for those who are counted ("30 dead").
    """

    verbs: dict[str, frozenset[str]]
    amounts: frozenset[str]
    tallies: frozenset[str]
    casualties: frozenset[str]


@cache
def load_figure_speech(path: Path = _TABLE) -> FigureSpeech:
    """Read the table, once a process.

    Raises:
        TableError: it cannot be read or a row has an unknown form; the message names file and row.
    """
    verbs: dict[str, set[str]] = {}
    nouns: dict[str, set[str]] = {"amount": set(), "tally": set(), "casualty": set()}
    for number, row in read_rows(path, ("word", "form", "source")):
        if row["form"] in _VERB_FORMS:
            verbs.setdefault(row["word"], set()).add(row["form"])
        elif row["form"] in nouns:
            nouns[row["form"]].add(row["word"])
        else:
            known = ", ".join(sorted(_VERB_FORMS | set(nouns)))
            raise TableError(f"{path}, row {number}: form {row['form']!r} is none of {known}")
    return FigureSpeech(
        verbs={verb: frozenset(forms) for verb, forms in verbs.items()},
        amounts=frozenset(nouns["amount"] | nouns["tally"]),
        tallies=frozenset(nouns["tally"]),
        casualties=frozenset(nouns["casualty"]),
    )
