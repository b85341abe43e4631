"""Where sentences begin and end in news text: abbreviations, ranks, quotes, headings, bullet lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.parsing.tokens import OTHERS, TITLES
from watchfloor.records import Sentence

__all__ = ["split"]

_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n\s*)+")
_BULLET = re.compile(r"[ \t]*(?:[-*\u2022\u2013\u25aa\u25cf]|\(?\d{1,3}[.)]|[a-z]\))[ \t]+")
# A stop with what closes behind it, then white space, then what can open a sentence.
_STOP = re.compile(
    r"(?:(?<=[.!?\u2026])|(?<=[.!?\u2026][\"'\u201d\u2019)\]\u00bb])|(?<=[.!?\u2026]['\u2019][\"\u201d]))\s+"
    r"(?=[\"'\u201c\u2018(\[\u00ab]*[^\Wa-z_])"
)
_LAST_WORD = re.compile(r"([\w.&'\u2019-]{1,40}?)\.$")
_NEXT_WORD = re.compile(r"[\"'\u201c\u2018(\[\u00ab]*([\w\u2019']+)")
# Words that open a sentence and hardly stand inside a name: after "U.S." or "Inc." they mean a new sentence.
_OPENERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "This",
        "That",
        "These",
        "Those",
        "But",
        "And",
        "Or",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "As",
        "For",
        "From",
        "With",
        "By",
        "To",
        "There",
        "Here",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "My",
        "What",
        "Who",
        "Where",
        "Why",
        "How",
        "Since",
        "Although",
        "Though",
        "However",
        "Meanwhile",
        "Moreover",
        "According",
        "Despite",
        "During",
        "Some",
        "Many",
        "Most",
        "Several",
        "Both",
        "Each",
        "No",
        "Not",
        "Such",
        "One",
        "Two",
        "Three",
        "Officials",
        "Analysts",
        "Earlier",
        "Later",
        "Last",
        "Also",
        "Under",
        "Among",
        "Another",
        "Other",
        "Others",
        "Then",
        "Now",
        "Still",
        "Yet",
        "So",
        "Because",
    ]
)
# "KYIV, Nov 5 (Harbour Wire) - ": where and by whom a report was filed, which is no part of its first sentence.
_DATELINE = re.compile(
    r"(?P<words>(?:[A-Z][A-Za-z]+ )?[A-Z][A-Z.'\u2019-]+(?: [A-Z][A-Z.'\u2019-]+){0,3}(?:/[A-Z][A-Z ]+)?"
    r"(?:, ?[A-Z][A-Za-z. ]{1,20})?(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2})?(?:, ?\d{4})?"
    r"\s*(?:\([^()]{2,40}\))?)\s*(?:--?|\u2013|\u2014)\s+(?=\S)"
)
_LONGEST = 20_000  # characters; a "sentence" beyond it has no stops and is cut at white space


def split(text: str) -> list[Sentence]:
    """Split a document's text into sentences, unparsed.

    A line of its own without a closing stop is a headline, a line with a bullet or number an item; blank lines end
    paragraphs. A dateline stands for itself, so that it does not spoil the tree of the sentence behind it.

    Args:
        text: the cleaned text of a document.

    Returns:
        Sentences with ``text``, ``start``, ``kind`` and ``paragraph``, in order; bullets are left out of them.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for line_start, line_end in _lines(text, start, end):
            dateline = _DATELINE.match(text, line_start, line_end)
            if dateline and _files(dateline["words"], dateline[0]):
                words = dateline["words"].rstrip()
                found.append(Sentence(text=words, start=line_start, kind="dateline", paragraph=number))
                line_start = dateline.end()
            bullet = _BULLET.match(text, line_start, line_end)
            first = bullet.end() if bullet else line_start
            pieces = list(_sentences(text, first, line_end))
            for at, (a, b) in enumerate(pieces):
                kind = "item" if bullet and at == 0 else "prose"
                if len(pieces) == 1 and not bullet and _is_headline(text[a:b]):
                    kind = "headline"
                found.append(Sentence(text=text[a:b], start=a, kind=kind, paragraph=number))
    return found


def _files(words: str, whole: str) -> bool:
    """Whether what stands before a dash is a dateline; "NATO - Russia talks" and "U.S. - Mexico border" begin otherwise."""
    return len(words.rstrip()) > 4 or any(c in whole for c in "\u2013\u2014") or "--" in whole


def _is_headline(line: str) -> bool:
    return line[-1:].isalnum() and len(line) < 200 and "\n" not in line


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines that stand for themselves; a line that goes on in the next (wrapped text) is joined with it."""
    line_start = start
    at = start
    while True:
        stop = text.find("\n", at, end)
        if stop < 0:
            break
        if not _wraps(text, line_start, stop, end):
            yield from _trim(text, line_start, stop)
            line_start = stop + 1
        at = stop + 1
    yield from _trim(text, line_start, end)


def _wraps(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the line ``text[start:stop]`` goes on in the next one: it is long and has no stop, or the next starts small."""
    following = text[stop + 1 : min(stop + 80, end)].lstrip()
    if not following or _BULLET.match(following):
        return False
    line = text[text.rfind("\n", start, stop) + 1 : stop].rstrip()
    if not line or line[-1] in '.!?:\u201d"\u2026':
        return following[0].islower()
    return following[0].islower() or (line[-1] in ",;-\u2013" or 60 <= len(line) <= 100)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() > begin and _ends(text, begin, stop.start(), stop.end(), end):
            yield from _bounded(text, begin, stop.start())
            begin = stop.end()
    yield from _bounded(text, begin, end)


def _ends(text: str, begin: int, stop: int, following: int, end: int) -> bool:
    """Whether the stop before ``stop`` ends the sentence that began at ``begin``."""
    head = text[max(begin, stop - 60) : stop].rstrip("\"'\u201d\u2019)]\u00bb")
    if not head.endswith("."):
        return True
    last = _LAST_WORD.search(head)
    if last is None:
        return True
    word = last.group(1)
    bare = word.replace(".", "")
    opener = _NEXT_WORD.match(text, following, end)
    opens = opener is not None and opener.group(1) in _OPENERS
    if word in TITLES or f"{word}." in ("St.", "Mt.") or (bare in TITLES and "." in word):
        return False
    if len(bare) == 1 and bare.isupper() and bare != "I":
        return opens and opener is not None and opener.group(1) != "A"
    if word in OTHERS or ("." in word and len(bare) <= 4 and bare.isalpha()):
        return opens
    return not (word.isdigit() and begin == stop - len(word) - 1)  # "1. First of all"


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield from _trim(text, start, cut)
        start = cut
    yield from _trim(text, start, end)
