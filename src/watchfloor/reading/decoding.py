"""Bytes to text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

__all__ = ["Decoded", "binary_kind", "decode"]

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a sound, film or picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet table",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
}
_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})


class Decoded(NamedTuple):
    """A text, and how it was decoded when it was not plain UTF-8 (empty when it was)."""

    text: str
    guess: str = ""


def binary_kind(head: bytes) -> str | None:
    """What a file that begins so is when it is no text ("a PDF"), None for a text."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return None
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROL)) > len(head) // 50 + 2:
        return "a binary file"
    return None


def decode(data: bytes) -> Decoded:
    """Decode bytes: by their mark, as UTF-8, as a page declares, or by a guess.

    A text that is UTF-8 but for some bytes keeps what is right; the others are read as Windows-1252, as a page that
    mixes the two was written.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared[1].decode("ascii", errors="ignore").casefold()
        try:
            if codecs.lookup(name).name != "utf-8":
                return Decoded(data.decode("cp1252" if name == "iso-8859-1" else name))
        except (LookupError, UnicodeDecodeError):
            pass
    whole = data.decode("utf-8", errors="replace")
    broken = whole.count("\ufffd")
    letters = sum(1 for c in whole[:200_000] if c > "\x7f") - whole[:200_000].count("\ufffd")
    if letters >= broken or broken <= 3:
        codecs.register_error("watchfloor-cp1252", _as_cp1252)
        return Decoded(
            data.decode("utf-8", errors="watchfloor-cp1252"), "UTF-8 with some bytes of Windows-1252"
        )
    from charset_normalizer import from_bytes  # only for what nothing else has explained

    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    if name != "cp1252" and _is_western(data):
        name = "cp1252"  # many code pages fit a text with few accents; this is by far the commonest
    return Decoded(data.decode(name, errors="replace"), name.replace("_", "-"))


def _is_western(data: bytes) -> bool:
    """True if hardly any byte stands for a letter with an accent: the text is in English or nearly."""
    sample = data[:200_000]
    return sum(byte > 0x7F for byte in sample) < 0.04 * len(sample)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end
