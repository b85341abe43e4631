"""What a parser must do, so that a user's own can take the default one's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from watchfloor.records import Sentence

__all__ = ["Parser", "default_parser"]


@runtime_checkable
class Parser(Protocol):
    """Any Universal Dependencies pipeline for English.

    Attributes:
        name: kept with cached sentences, so that another parser's are not taken for its own; put the version of the
            model in it.
    """

    name: str

    def read(self, texts: Sequence[str]) -> list[Sentence]:
        """Read sentences.

        Args:
            texts: one sentence each.

        Returns:
            One `Sentence` for each text, in order, with words, offsets relative to the text, lemmas, UPOS,
            features, heads from 0 (-1 for the root) and universal relations; entities and readings may be empty.
        """
        ...


def default_parser() -> Parser:
    """The sentence reader that ships with Watchfloor."""
    from watchfloor.parsing.reader import default_reader  # loads onnxruntime, which not every command needs

    return default_reader()
