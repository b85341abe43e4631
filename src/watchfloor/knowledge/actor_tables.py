"""Who is named in a text: the actor tables compiled once into an Aho-Corasick automaton that reads it in one pass."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from watchfloor.knowledge.actor_entries import KINDS, SECTORS, SUPRANATIONAL, ActorEntry, Office, Role
from watchfloor.knowledge.actor_rows import ActorRow, ActorTableError, read_tables
from watchfloor.knowledge.actor_spelling import fold, key_of, spellings, written_as

__all__ = [
    "KINDS",
    "SECTORS",
    "SUPRANATIONAL",
    "ActorEntry",
    "ActorTable",
    "ActorTableError",
    "Form",
    "Hit",
    "Office",
    "Role",
    "fold",
]

# Which reading of one and the same name comes first; within a use, that of the table laid over the others.
_USES = ("nobody", "country", "seat", "capital", "name", "person", "surname", "demonym", "adjective", "place")
_TOKEN = re.compile(r"\S+")


class Form(NamedTuple):
    """One name of an entry or role: what it stands for, and how it must be written."""

    use: str
    entry: ActorEntry | None
    role: Role | None
    text: str
    exact: bool = False


class Hit(NamedTuple):
    """A name found in a text: ``text[start:end]``, and what it may stand for, likeliest first."""

    start: int
    end: int
    forms: tuple[Form, ...]


class ActorTable:
    """All actors and roles, compiled for matching; make one with `load`.

    Attributes:
        entries: by id.
        roles: how many role nouns there are.
        names: how many different names.
    """

    def __init__(self, rows: Iterable[ActorRow], roles: Sequence[Role]) -> None:
        self.entries: dict[str, ActorEntry] = {}
        self._people: dict[str, list[ActorEntry]] = {}
        forms: dict[str, list[Form]] = {}
        for row in rows:
            self._add(row, forms)
        for readings in forms.values():
            readings.sort(key=lambda form: _USES.index(form.use))
        for role in roles:
            forms.setdefault(key_of(role.noun), []).append(Form(role.how, None, role, role.noun))
        self.roles = len(roles)
        self.names = len(forms)
        self._automaton = ahocorasick.Automaton()
        for key, readings in forms.items():
            self._automaton.add_word(key, (len(key), tuple(readings)))
        if forms:
            self._automaton.make_automaton()

    @classmethod
    def load(cls, extra: Sequence[str | Path] = ()) -> ActorTable:
        """Our tables with a user's laid over them.

        A user's row with an id of ours takes its place; a table with the columns of ``roles.tsv`` adds role nouns.
        Without ``extra`` the same table is given each time. docs/extending-actors.md describes the columns.

        Args:
            extra: paths of tables, later ones over earlier ones.

        Raises:
            ActorTableError: with file and row: an unknown column, kind, sector, country or day, an id that
                occurs twice in one file, rows that are the same as one another in a circle, too many rows.
        """
        if not extra:
            return _default_table()
        return cls(*read_tables([Path(path) for path in extra]))

    def _add(self, row: ActorRow, forms: dict[str, list[Form]]) -> None:
        if row.target is None:
            self.entries[row.entry.id] = row.entry
        entry = row.target or row.entry
        for use, names in row.names:
            for name in names:
                exact = name.endswith("=")
                for spelling in spellings(name.removesuffix("=")):
                    form = Form(use, entry, None, spelling, exact)
                    forms.setdefault(key_of(spelling), []).append(form)
        if row.surname:
            self._people.setdefault(key_of(row.surname), []).append(entry)

    def people(self, surname: str) -> list[ActorEntry]:
        """The persons of that surname, whether or not the surname alone would be taken for one of them."""
        return self._people.get(key_of(surname), [])

    def find(self, text: str) -> list[Hit]:
        """The names in a text, left to right, none inside another; the longest of those that start first wins."""
        folded = fold(text)
        words = folded.split()
        if not words:
            return []
        joined = f" {' '.join(words)} "
        spans = [match.span() for match in _TOKEN.finditer(folded)]
        # which word begins at an offset of the joined text; behind the last one the end
        word_at = {at: i for i, at in enumerate(accumulate([1, *[len(word) + 1 for word in words]]))}
        found: list[tuple[int, int, tuple[Form, ...]]] = []
        for end, (length, readings) in self._automaton.iter(joined):
            start = spans[word_at[end - length + 2]][0]
            stop = spans[word_at[end + 1] - 1][1]
            written = text[start:stop]
            forms = tuple([form for form in readings if written_as(form.text, written, form.exact)])
            if forms:
                found.append((start, -stop, forms))
        found.sort(key=lambda hit: hit[:2])
        hits: list[Hit] = []
        free = 0
        for start, minus_end, forms in found:
            if start >= free:
                free = -minus_end
                hits.append(Hit(start, free, forms))
        return hits


@functools.cache
def _default_table() -> ActorTable:
    return ActorTable(*read_tables([]))
