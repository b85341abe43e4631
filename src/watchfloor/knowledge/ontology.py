"""PLOVER as tables: types, modes, contexts, auxiliary modes, and the mapping of other schemes onto it.

The tables are in ``ontology/``; docs/decisions/plover.md says how the manual's contradictions were decided.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

__all__ = [
    "AUXILIARY_MODES",
    "QUADS",
    "EventType",
    "Ontology",
    "TableError",
    "load_ontology",
    "read_rows",
]

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
AUXILIARY_MODES = ("historical", "future", "hypothetical", "negation")
_FOLDER = Path(__file__).parent / "ontology"


class TableError(ValueError):
    """A table cannot be used; the message names file and row and says what would help."""


class EventType(msgspec.Struct, frozen=True):
    """One of PLOVER's types.

    Attributes:
        name: as the 2024 manual spells it.
        quad: one of `QUADS`.
        scale: conflict (-10) to cooperation (+10).
        recipient: ``required``, ``optional`` or ``object`` (the recipient is who the act is directed against).
        reciprocal: whether the parties of such an act usually act on each other.
        ahead: what older versions of the manual, and CAMEO, code such an act as while it is only announced.
        modes: what its mode may be, with the meaning of each.
        meaning: in one sentence.
    """

    name: str
    quad: str
    scale: float
    recipient: str
    reciprocal: bool
    ahead: str
    modes: dict[str, str]
    meaning: str


class Ontology(msgspec.Struct, frozen=True):
    """All of the tables.

    Attributes:
        types: by name, in PLOVER's order.
        contexts: name of each context and its meaning.
        context_cues: context by cue word (lower-case lemma, or several joined by a blank).
        mappings: scheme -> its code -> PLOVER type; schemes are ``plover-2021``, ``plover-2018``, ``cameo``.
        fifteen: PLOVER type -> type of the 15-class set.
    """

    types: dict[str, EventType]
    contexts: dict[str, str]
    context_cues: dict[str, str]
    mappings: dict[str, dict[str, str]]
    fifteen: dict[str, str]

    def quad(self, name: str) -> str:
        """Quad class of a type, empty for a type that is not known."""
        known = self.types.get(name)
        return known.quad if known else ""

    def is_conflict(self, name: str) -> bool:
        """Whether a type is conflict, verbal or material."""
        return self.quad(name).endswith("conflict")

    def canonical(self, name: str, scheme: str = "plover-2018") -> str:
        """The 2024 type for a name or code of another scheme.

        Args:
            name: ``DEMAND``, ``Fight``, ``190`` ...; CAMEO codes may have up to four digits, the root decides.
            scheme: a key of ``mappings``.

        Raises:
            KeyError: the scheme or the code is not known.
        """
        upper = name.strip().upper()
        if upper in self.types:
            return upper
        table = self.mappings[scheme]
        return table[upper[:2]] if scheme == "cameo" and upper not in table else table[upper]


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a TSV table with its header in the first line; lines that start with ``#`` are remarks.

    Args:
        path: the table.
        columns: those that it must have.

    Yields:
        Line number (from 1) and the row by column name; values are stripped, missing ones are empty.

    Raises:
        TableError: the file cannot be read, a column is missing, or a row has more cells than the header.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if not header:
            header = [cell.strip() for cell in cells]
            missing = [column for column in columns if column not in header]
            if missing:
                raise TableError(
                    f"{path}, row {number}: no column {', '.join(missing)}; the header needs {', '.join(columns)}"
                )
            continue
        if len(cells) > len(header):
            raise TableError(f"{path}, row {number}: {len(cells)} cells where the header has {len(header)}")
        cells += [""] * (len(header) - len(cells))
        yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


@cache
def load_ontology(folder: Path = _FOLDER) -> Ontology:
    """Read and check the tables.

    Raises:
        TableError: a row names an unknown type, quad class or context, or a number is none.
    """
    modes = _read_modes(folder / "modes.tsv")
    types = _read_types(folder / "types.tsv", modes)
    for name, listed in modes.items():
        if name not in types:
            raise TableError(
                f"{folder / 'modes.tsv'}: modes of {name}, which types.tsv does not have ({', '.join(listed)})"
            )
    contexts, cues = _read_contexts(folder / "contexts.tsv")
    for known in types.values():
        if known.ahead not in types:
            raise TableError(
                f"{folder / 'types.tsv'}: {known.name} is {known.ahead!r} when it lies ahead, which is no type"
            )
    mappings, fifteen = _read_mappings(folder / "mappings.tsv", types)
    return Ontology(types=types, contexts=contexts, context_cues=cues, mappings=mappings, fifteen=fifteen)


def _read_modes(path: Path) -> dict[str, dict[str, str]]:
    modes: dict[str, dict[str, str]] = {}
    for number, row in read_rows(path, ("type", "mode", "meaning", "source")):
        listed = modes.setdefault(row["type"], {})
        if row["mode"] in listed:
            raise TableError(f"{path}, row {number}: mode {row['mode']} of {row['type']} is there twice")
        listed[row["mode"]] = row["meaning"]
    return modes


def _read_types(path: Path, modes: dict[str, dict[str, str]]) -> dict[str, EventType]:
    types: dict[str, EventType] = {}
    for number, row in read_rows(
        path, ("type", "quad", "scale", "recipient", "reciprocal", "ahead", "meaning", "source")
    ):
        if row["quad"] not in QUADS:
            raise TableError(
                f"{path}, row {number}: quad class {row['quad']!r} is none of {', '.join(QUADS)}"
            )
        try:
            scale = float(row["scale"])
        except ValueError:
            raise TableError(f"{path}, row {number}: the scale {row['scale']!r} is not a number") from None
        if row["type"] in types:
            raise TableError(f"{path}, row {number}: {row['type']} is there twice")
        types[row["type"]] = EventType(
            name=row["type"],
            quad=row["quad"],
            scale=scale,
            recipient=row["recipient"],
            reciprocal=row["reciprocal"] == "yes",
            ahead=row["ahead"],
            modes=modes.get(row["type"], {}),
            meaning=row["meaning"],
        )
    return types


def _read_contexts(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    contexts: dict[str, str] = {}
    cues: dict[str, str] = {}
    for number, row in read_rows(path, ("context", "meaning", "cues", "source")):
        contexts[row["context"]] = row["meaning"]
        for cue in filter(None, (part.strip().lower() for part in row["cues"].split("|"))):
            if cues.setdefault(cue, row["context"]) != row["context"]:
                raise TableError(
                    f"{path}, row {number}: {cue!r} already stands for {cues[cue]}; a cue has one context"
                )
    return contexts, cues


def _read_mappings(
    path: Path, types: dict[str, EventType]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    mappings: dict[str, dict[str, str]] = {}
    fifteen: dict[str, str] = {}
    for number, row in read_rows(path, ("scheme", "code", "type", "source")):
        if row["scheme"] == "fifteen":
            if row["code"] not in types:
                raise TableError(f"{path}, row {number}: {row['code']} is no PLOVER type")
            fifteen[row["code"]] = row["type"]
        elif row["type"] and row["type"] not in types:
            raise TableError(f"{path}, row {number}: {row['type']} is no PLOVER type; types.tsv lists them")
        else:
            mappings.setdefault(row["scheme"], {})[row["code"]] = row["type"]
    return mappings, fifteen
