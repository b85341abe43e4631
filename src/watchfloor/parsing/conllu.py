"""CoNLL-U, the file format of Universal Dependencies: https://universaldependencies.org/format.html."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from watchfloor.records import Sentence

__all__ = ["ConlluError", "read_conllu"]


class ConlluError(ValueError):
    """A file is not CoNLL-U; the message names file and line."""


def read_conllu(path: str | Path) -> Iterator[Sentence]:
    """Read the sentences of a CoNLL-U file, plain or gzip, with gold tokens.

    Multiword-token ranges and empty nodes are passed over. Offsets follow ``SpaceAfter=No``, so that the
    sentence's text is the original one but for unusual white space. ``kind`` keeps the ``sent_id``.

    Args:
        path: the file.

    Yields:
        One `Sentence` a tree, without entities or readings.

    Raises:
        ConlluError: a line has other than ten columns or a head that is not a number.
    """
    path = Path(path)
    with _open(path) as lines:
        rows: list[list[str]] = []
        name = ""
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                if line.startswith("# sent_id"):
                    name = line.partition("=")[2].strip()
            elif line:
                row = line.split("\t")
                if len(row) != 10:
                    raise ConlluError(f"{path}, line {number}: {len(row)} columns where CoNLL-U has 10")
                if row[0].isdigit():
                    if not row[6].isdigit():
                        raise ConlluError(f"{path}, line {number}: the head {row[6]!r} is not a number")
                    rows.append(row)
                elif "-" in row[0]:
                    rows.append(row)
            elif rows:
                yield _sentence(rows, name)
                rows, name = [], ""
        if rows:
            yield _sentence(rows, name)


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _sentence(rows: list[list[str]], name: str) -> Sentence:
    text = ""
    sentence = Sentence(text="", kind=name)
    multiword_until, multiword_space = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            # The parts of "don't" have no space between them; the range says what follows the whole.
            multiword_until, multiword_space = int(row[0].partition("-")[2]), space
            continue
        position = int(row[0])
        if position < multiword_until:
            space = False
        elif position == multiword_until:
            space = multiword_space
        sentence.words.append(row[1])
        sentence.starts.append(len(text))
        text += row[1]
        sentence.ends.append(len(text))
        if space:
            text += " "
        sentence.lemmas.append(row[2])
        sentence.upos.append(row[3])
        sentence.feats.append(row[5])
        sentence.heads.append(int(row[6]) - 1)
        sentence.deprels.append(row[7])
    sentence.text = text.rstrip()
    return sentence
