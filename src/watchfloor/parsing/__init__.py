"""Text into sentences, trees and entities.

A parser is anything with ``read(texts) -> list[Sentence]`` (see `Parser`); the default one is the model that
ships with Watchfloor.
"""

from __future__ import annotations

from watchfloor.parsing.protocol import Parser, default_parser
from watchfloor.parsing.sentences import split

__all__ = ["Parser", "default_parser", "split"]
