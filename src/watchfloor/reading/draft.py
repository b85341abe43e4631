"""What the readers of each format hand on: fields as found, before they become a Document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Draft"]


@dataclass
class Draft:
    """One article as a format's reader found it.

    Attributes:
        text: the main text, uncleaned.
        published: the date as it was written, of any type; it is read when the document is made.
        dates: further dates to try in turn, with where they were found, if the first can't be used.
        found: where each field was found.
        problems, notes: for the quality record.
    """

    text: str = ""
    title: str = ""
    url: str = ""
    outlet: str = ""
    language: str = ""
    dates: list[tuple[str, object]] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, name: str, value: object, where: str) -> None:
        """Set a field that is still empty, and note where it was found."""
        text = " ".join(str(value).split()) if value is not None else ""
        if text and not getattr(self, name):
            setattr(self, name, text)
            self.found[name] = where

    def note(self, problem: str, sentence: str) -> None:
        """Count a problem and say what it is."""
        self.problems[problem] = self.problems.get(problem, 0) + 1
        self.notes.append(sentence)
