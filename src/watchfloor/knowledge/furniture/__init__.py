"""Page furniture: the words and line shapes of a web page that are no part of its article.

``phrases.tsv`` has one phrase a row. ``match`` says what is furniture:

line
    a line that is the phrase, whatever the case and the punctuation round it;
line-start
    a short line that starts with it;
sentence
    a sentence in which it stands, wherever that is;
section
    a heading; what follows it at the end of a page is furniture as well.

``word_parts.tsv`` has the words that tell joined words from compounds and names, with their roles.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

import ahocorasick

__all__ = [
    "MAX_LINE",
    "fold",
    "is_byline",
    "is_date_line",
    "line_furniture",
    "section_furniture",
    "sentence_cues",
    "word_parts",
]

MAX_LINE = 160
"""A longer line is never furniture as a whole."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[a-z]{2,4}(?:[+-]\d{1,2})?\)?)?"
_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}\s*(?:st|nd|rd|th)?\s*,?\s*\d{{4}}"
    rf"|\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s*,?\s*\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
_LABEL = (
    r"(?:(?:first |last )?(?:published|updated|posted|modified|date|created)(?:\s+(?:on|at))?\s*[:|]?\s*)"
)
_DATE_LINE = re.compile(
    rf"\W*{_LABEL}?(?:{_WEEKDAY}\s*,?\s*)?(?:{_CLOCK}[\s,|•·-]*)?(?:(?:on\s+)?{_DAY})?"
    rf"(?:[\s,|•·-]*(?:at\s+)?{_CLOCK})?\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[Bb][Yy]|[Ss]tory by|[Ww]ords by|[Rr]eported by)\s*:?\s+"
    r"(?:[A-Z][\w.'’-]*|[a-z]{1,3}|and|&)(?:[ ,]+(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|and|&|in|for)){0,9}\s*[|,]?",
)
_OF_THE_PAGE = re.compile(r"[:|»©]|\b(?:our|us|cookies|article|you)\b")
_PARTS = re.compile(r"\s+[|·•–—-]\s+")
_SHAPES: list[tuple[str, re.Pattern[str]]] = [
    ("page", re.compile(r"[\W_]+")),
    (
        "page",
        re.compile(r"(?:a\s+)?\d{1,3}[ -]?min(?:ute)?s?[ -]read(?:ing time)?|reading time:?.{0,20}", re.I),
    ),
    (
        "page",
        re.compile(
            r"(?:published|posted|updated|last updated)?\s*:?\s*(?:\d{1,3}|an?) (?:second|min|minute|hour|hr|day|week|month|year)s? ago",
            re.I,
        ),
    ),
    ("share", re.compile(r"[\d.,]+\s?[km]?\s+(?:comments?|shares?|likes?|views?|retweets?)", re.I)),
    ("page", re.compile(r"page \d{1,3} of \d{1,3}", re.I)),
    (
        "caption",
        re.compile(
            r"\(?(?:photo|image|picture|video|credit|graphic|illustration)s?\s*(?:by|:|/|credit|courtesy|via)\b.*",
            re.I,
        ),
    ),
    ("caption", re.compile(r"[\[(](?:photo|image|file|ap|reuters|afp|getty|epa|video)\b[^\])]*[\])]", re.I)),
    ("page", re.compile(r"(?:home|news|world|politics)(?:\s*[>›»/|]\s*[\w &-]{2,40}){1,5}", re.I)),
    ("page", re.compile(r"[\w&-]{2,20}(?: [\w&-]{2,15})?(?:\s*[|•·]\s*[\w&-]{2,20}(?: [\w&-]{2,15})?){2,}")),
    ("page", re.compile(r"\(?(?:copyright|©|\(c\)).{0,20}\b(?:19|20)\d\d\b.*", re.I)),
    ("page", re.compile(r"https?://\S+|www\.\S+|#\w+(?:[\s,]+#\w+)*|@\w+")),
    (
        "author",
        re.compile(
            r"\(?(?:additional |with )?(?:reporting|editing|writing|compiled) by [^.]{3,100}\.?\)?", re.I
        ),
    ),
]


def fold(line: str) -> str:
    """A line as the table spells it: lower case, straight apostrophes, single spaces, no outer punctuation."""
    straight = line.replace("’", "'").replace("‘", "'").replace("…", "...")
    return " ".join(straight.casefold().split()).strip(' \t.!*_:;|-–—>»›<«•·→#[]()"“”')


@cache
def _table() -> dict[str, dict[str, str]]:
    """By match: the folded phrase and its kind."""
    table: dict[str, dict[str, str]] = {"line": {}, "line-start": {}, "sentence": {}, "section": {}}
    for row in _rows("phrases.tsv"):
        phrase = " ".join(row["phrase"].casefold().split())
        key = fold(phrase) if row["match"] in ("line", "section") else phrase
        table[row["match"]][key] = row["kind"]
    return table


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def word_parts(role: str) -> frozenset[str]:
    """Words of ``word_parts.tsv`` by the role that they play when words have run together.

    Args:
        role: ``binding`` (function words that are part of no compound), ``short`` (function words with many
            lookalikes), ``pair-first`` and ``pair-last`` (two that are no word when joined, but for those of
            ``not-a-pair``), ``never-first``, ``sure-first``, ``short-first``, ``short-last`` (what may open or end a
            run of two), ``form`` (what learned words are put together from), ``word-form`` (such a form that is a
            word as well), ``compound`` (what makes compounds).

    Raises:
        ValueError: if the table has no such role.
    """
    found = frozenset(row["word"] for row in _rows("word_parts.tsv") if row["role"] == role)
    if not found:
        raise ValueError(f"no words with the role {role!r} in word_parts.tsv")
    return found


@cache
def _starts() -> tuple[str, ...]:
    return tuple(_table()["line-start"])


@cache
def sentence_cues() -> ahocorasick.Automaton:
    """Automaton over the phrases that make their sentence furniture; a hit's value is (phrase, kind).

    The phrases are in lower case with straight apostrophes.
    """
    automaton = ahocorasick.Automaton()
    for phrase, kind in _table()["sentence"].items():
        automaton.add_word(phrase, (phrase, kind))
    automaton.make_automaton()
    return automaton


def is_date_line(line: str) -> bool:
    """True for a line that holds a date, a weekday or a time of day and nothing else."""
    return (
        2 < len(line) < 90 and any(map(str.isalnum, line)) and _DATE_LINE.fullmatch(line.strip()) is not None
    )


def is_byline(line: str) -> bool:
    """True for a line such as "By Jane Doe and John Roe"."""
    line = line.strip()
    return len(line) < 90 and _BYLINE.fullmatch(line) is not None


def section_furniture(line: str) -> str | None:
    """The kind of furniture that a heading opens at the end of a page, None if it opens none."""
    return _table()["section"].get(fold(line)) if len(line) <= 60 else None


def line_furniture(line: str) -> str | None:
    """The kind of furniture that a whole line is, None for a line of the article."""
    line = line.strip()
    if not line or len(line) > MAX_LINE:
        return None
    kind = _one_part(line)
    if kind is None and _PARTS.search(line):
        kinds = [_one_part(part.strip()) for part in _PARTS.split(line) if part.strip()]
        kind = kinds[0] if all(kinds) and kinds else None
    return kind


def _one_part(line: str) -> str | None:
    table = _table()
    folded = fold(line)
    kind = table["line"].get(folded)
    if kind:
        return kind
    words = folded.count(" ") + 1
    if words <= 16 and folded.startswith(_starts()):
        phrase = max((start for start in _starts() if folded.startswith(start)), key=len)
        # A sentence of the article may begin like that ("More from the front arrived."): what ends as a sentence
        # goes only when the phrase itself speaks of the page.
        quoted = line[0] in '"“' and line[-1] in ".!?"
        if line[-1] not in ".!?" or (_OF_THE_PAGE.search(phrase) and not quoted):
            return table["line-start"][phrase]
    for shape_kind, shape in _SHAPES:
        if shape.fullmatch(line):
            return shape_kind
    if is_byline(line):
        return "author"
    return "date" if is_date_line(line) else None
