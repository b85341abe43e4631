"""Characters: mojibake, entities, invisible signs, line ends."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from watchfloor.cleaning.aligned import Aligned, Change

__all__ = ["mend_characters"]

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# A letter with the signs that combine with it, or a run of anything that is not ASCII; single spaces inside a run of
# mojibake were no-break spaces once.
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]+"
)
_SPACES = re.compile("\r\n?|[\x0c\x85\u2028\u2029\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_LINE_ENDS = "\r\x0c\x85\u2028\u2029"


def mend_characters(text: Aligned) -> None:
    """Undo wrong decodings and entities, drop invisible signs, make all line ends and spaces plain."""
    if "&" in text.text:
        text.apply(
            Change(match.start(), match.end(), html.unescape(match.group()), "entity")
            for match in _ENTITY.finditer(text.text)
        )
    if not text.text.isascii():
        text.apply(_mojibake(text.text))
        if _COMBINING.search(text.text):
            text.apply(
                Change(match.start(), match.end(), unicodedata.normalize("NFC", match.group()), "characters")
                for match in _DECOMPOSED.finditer(text.text)
            )
        text.apply(
            Change(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), "characters")
            for match in _LIGATURES.finditer(text.text)
        )
    text.apply(
        Change(match.start(), match.end(), "", "characters") for match in _INVISIBLE.finditer(text.text)
    )
    text.apply(
        Change(match.start(), match.end(), "\n" if match.group()[0] in _LINE_ENDS else " ", "white-space")
        for match in _SPACES.finditer(text.text)
    )


def _mojibake(text: str) -> Iterator[Change]:
    """Runs that are UTF-8 read as something else, by ftfy's rules."""
    fix = _fix_run
    for match in _FOREIGN_RUN.finditer(text):
        run = match.group()
        if len(run) > 1:
            fixed = fix(run) if len(run) <= 40 else _fix(run)
            if fixed != run:
                yield Change(match.start(), match.end(), fixed, "mojibake")


def _fix(run: str) -> str:
    from ftfy import fix_encoding  # loaded for a text that has such runs only

    fixed = str(fix_encoding(run))
    return fixed if fixed.strip("\ufffd") else run


_fix_run = cache(_fix)
