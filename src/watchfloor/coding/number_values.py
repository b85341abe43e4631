"""Numbers as values: digits with their marks, numbers in words, and vague ones such as "tens of thousands".

One regular expression finds the atoms (digits, number words, vague words); they are put together by hand, since
"two hundred and fifty thousand" is a sum that a pattern cannot give.
"""

from __future__ import annotations

import re

import msgspec

from watchfloor.coding.number_patterns import PERCENT, number_patterns, table_key
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["Numeral", "read_digits", "read_numbers", "with_article"]

_LONGEST = 18  # digits; a number beyond it is a mistake or a trick
_AMBIGUOUS = "decimal point or thousands mark"
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b|['’]s\b")
_COUNTED_HYPHENS = ("-strong", "-odd", "-plus")
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half(?:\s+(million|billion|thousand|dozen))?\b", re.IGNORECASE)
# "5m away" is metres, not millions.
_DISTANCE_AFTER = re.compile(
    r"\s+(?:away|from|above|below|deep|long|wide|high|tall|race|off|north|south|east|west|altitude|range)\b"
)
_TENS = frozenset({"tens", "hundreds", "dozens", "scores"})


class Numeral(msgspec.Struct, kw_only=True):
    """A number as written.

    Attributes:
        start, end: its characters, with currency, scale and range, without the words that bound it.
        full_start, full_end: with those words.
        low, high: bounds of the value; None where open or unreadable.
        qualifier: as in `watchfloor.records.Quantity`.
        unit: ISO 4217 code, ``percent``, or empty when words outside say what is counted.
        rate: ``per day`` and the like, when it follows the number at once.
        doubt: what is wrong with the number, empty when nothing is.
        word: True for one written in letters only.
        year: True for four bare digits that may be a year.
        scaled: the scale word it ends in, as a number ("million"), 1 without.
        vague: True for "dozens", "several" and the like.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: str = "exactly"
    unit: str = ""
    rate: str = ""
    doubt: str = ""
    word: bool = False
    year: bool = False
    scaled: float = 1.0
    vague: bool = False
    full_start: int = -1
    full_end: int = -1


class _Atom(msgspec.Struct):
    """A stretch of digits, a number word or a vague word; ``kind`` is ``digits``, ``word`` or ``vague``."""

    start: int
    end: int
    kind: str
    text: str


def read_numbers(text: str, masked: list[tuple[int, int]]) -> list[Numeral]:
    """The numbers of a text, in order, each on its own: without currency, range and the words that bound it.

    Args:
        text: a sentence.
        masked: where its numbers count nothing.
    """
    atoms = _atoms(text, masked)
    numerals: list[Numeral] = []
    at = 0
    while at < len(atoms):
        numeral, at = _READERS[atoms[at].kind](text, atoms, at)
        numerals.append(numeral)
    return numerals


def with_article(text: str, start: int) -> int:
    """Where a number begins when an "a" before it belongs to it: "a hundred", "a few"."""
    match = re.search(r"\b[Aa]n?\s+\Z", text[max(0, start - 4) : start])
    return start - len(match[0]) if match else start


# ---------------------------------------------------------------- atoms


def _atoms(text: str, masked: list[tuple[int, int]]) -> list[_Atom]:
    atoms: list[_Atom] = []
    for match in number_patterns().atom.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in masked):
            continue
        kind = match.lastgroup or ""
        before = atoms[-1].end if atoms else None
        stands = (
            _digits_stand(text, start, end, before)
            if kind == "digits"
            else _words_stand(text, start, end, before, kind)
        )
        if stands:
            atoms.append(_Atom(start, end, kind, table_key(match[0])))
    return atoms


def _digits_stand(text: str, start: int, end: int, before: int | None) -> bool:
    """Whether digits are a number of their own: not "Su27", "COVID-19", "#5", "1990s", "3rd".

    ``before`` is where the atom before them ends, None for the first.
    """
    left = text[start - 1] if start else " "
    if left.isalpha() and not number_patterns().money_before.search(text, max(0, start - 5), start):
        return False
    tied = left in "-/'’" and start > 1 and text[start - 2].isalnum() and not text[start - 2].isdigit()
    # A range whose first part ends in letters is no name: "5m-10m", "two-3".
    goes_on = before is not None and before >= start - 4 and left in "-–"
    if (left in "_#.&" or tied) and not goes_on:
        return False
    return not (text[start:end].isdigit() and _ORDINAL.match(text[end : end + 4]))


def _words_stand(text: str, start: int, end: int, before: int | None, kind: str) -> bool:
    """Whether a number word is one of its own: not "one-time", "two-day", "post-nine"; "twenty-three" goes on."""
    if start > 1 and text[start - 1] in "-–'’" and text[start - 2].isalpha():
        return before is not None and start - 1 <= before + 1
    if end + 1 < len(text) and text[end] in "-'’" and text[end + 1].isalpha():
        if number_patterns().atom.match(text, end + 1) or text.startswith(_COUNTED_HYPHENS, end):
            return True
        return kind != "vague" and text[end] == "-" and _counts_unit(text, end + 1)
    return True


def _counts_unit(text: str, at: int) -> bool:
    """ "a five-member team" counts members, "a two-day visit" nobody."""
    word = re.match(r"[A-Za-z]+", text[at:])
    tables = load_units()
    return word is not None and tables.units.get(word[0].lower()) in tables.counting.compound_unit


def _gap(text: str, left: _Atom, right: _Atom) -> str:
    return text[left.end : right.start].strip().lower()


# ---------------------------------------------------------------- digits


def read_digits(text: str) -> tuple[float | None, str]:
    """The value of digits with marks between them.

    Args:
        text: such as ``3,000`` or ``1.5``.

    Returns:
        The value, None when it cannot be told, and what is wrong with the writing, empty when nothing is.
    """
    if (digits := sum(c.isdigit() for c in text)) > _LONGEST:
        return None, f"a number of {digits} digits"
    if not text.isascii():
        # Digits of other scripts: float() reads them, the checks below would not.
        return _plain(text), ""
    if "," not in text:
        if text.count(".") > 1:
            if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
                return float(text.replace(".", "")), ""
            return None, f"cannot read the number {text!r}"
        if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
            return float(text), f"{text!r}: {_AMBIGUOUS}"
        return float(text), ""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) or re.fullmatch(
        r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?", text
    ):
        return float(text.replace(",", "")), ""
    return None, f"digits of {text!r} are grouped oddly"


def _plain(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _digits(text: str, atoms: list[_Atom], at: int) -> tuple[Numeral, int]:
    """A number in digits with its scale ("1.2bn", "3 million"), and the index of the next atom."""
    atom = atoms[at]
    value, doubt = read_digits(atom.text)
    scale, after = _scales(text, atoms, at + 1)
    end = atoms[after - 1].end
    year = scale == 1 and atom.text.isdigit() and len(atom.text) == 4 and 1500 <= int(atom.text) <= 2099
    if scale == 1:
        if suffix := number_patterns().suffix.match(text, end):
            if not _is_distance(text, atom.start, suffix):
                scale, end, year = load_units().suffixes[table_key(suffix[0])], suffix.end(), False
        elif text[end : end + 1].isalpha() and not PERCENT.match(text, end):
            year = False
    if scale > 1 and doubt.endswith(_AMBIGUOUS):
        doubt = ""
    if value is not None:
        value = round(value * scale, 6)
    return Numeral(
        start=atom.start, end=end, low=value, high=value, doubt=doubt, year=year, scaled=scale
    ), after


def _is_distance(text: str, start: int, suffix: re.Match[str]) -> bool:
    """Whether the "m" of "5m away" is metres."""
    return (
        suffix[0].lower() == "m"
        and not number_patterns().money_before.search(text, max(0, start - 5), start)
        and _DISTANCE_AFTER.match(text, suffix.end()) is not None
    )


def _scales(text: str, atoms: list[_Atom], at: int) -> tuple[float, int]:
    """The scale words behind atom ``at - 1``, multiplied, and the next atom's index."""
    scale = 1.0
    numbers = load_units().numbers
    while at < len(atoms) and atoms[at].kind == "word" and _gap(text, atoms[at - 1], atoms[at]) in ("", "-"):
        value, kind = numbers[atoms[at].text]
        if kind in ("unit", "ten"):
            break
        scale *= value
        at += 1
    return scale, at


# ---------------------------------------------------------------- words


def _vague(text: str, atoms: list[_Atom], at: int) -> tuple[Numeral, int]:
    """A vague number ("several hundred", "tens of thousands"), and the index of the next atom."""
    atom = atoms[at]
    low, high, may_scale = load_units().vague[atom.text]
    after, end = at + 1, atom.end
    if may_scale:
        scale, after = _scales(text, atoms, at + 1)
        low, high, end = low * scale, high * scale, atoms[after - 1].end
    elif atom.text in _TENS and after < len(atoms) and _gap(text, atom, atoms[after]) == "of":
        if plural_scale := _plural_scale(atoms[after].text):
            low, high, end = low * plural_scale, (high + 1) * plural_scale - 1, atoms[after].end
            after += 1
    qualifier = "exactly" if low == high else "range"
    return Numeral(
        start=atom.start, end=end, low=low, high=high, qualifier=qualifier, word=True, vague=True
    ), after


def _plural_scale(word: str) -> float:
    """What "hundreds", "thousands", "millions" multiply with; 0 for other words."""
    value, kind = load_units().numbers.get(word.removesuffix("s"), (0.0, ""))
    return value if word.endswith("s") and kind in ("hundred", "scale") else 0.0


def _words(text: str, atoms: list[_Atom], at: int) -> tuple[Numeral, int]:
    """A number in words, and the index of the next atom; after Hurford's grammar: hundreds inside of a scale, scales falling."""
    numbers = load_units().numbers
    first = at
    before = ""  # kind of the word before
    total, current, last_scale = 0.0, 0.0, float("inf")
    while at < len(atoms) and atoms[at].kind == "word":
        value, kind = numbers[atoms[at].text]
        if before and not _follows(_gap(text, atoms[at - 1], atoms[at]), before, current, value, kind):
            break
        if kind == "scale":
            if value >= last_scale:
                break
            total, current, last_scale = total + max(current, 1) * value, 0.0, value
        elif kind in ("hundred", "group"):
            current = max(current, 1) * value
        else:
            current += value
        before = kind
        at += 1
    value, start, end = total + current, atoms[first].start, atoms[at - 1].end
    if numbers[atoms[first].text][1] not in ("unit", "ten"):
        start = with_article(text, start)
    if half := _AND_A_HALF.match(text, end):
        scale = numbers[table_key(half[1])][0] if half[1] else 1.0
        value, end = (value + 0.5) * scale, half.end()
        while at < len(atoms) and atoms[at].start < end:
            at += 1
    scaled = last_scale if total else 1.0
    return Numeral(start=start, end=end, low=value, high=value, word=True, scaled=scaled), at


def _follows(gap: str, before: str, current: float, value: float, kind: str) -> bool:
    """Whether a number word goes on with the number whose last word is of the kind ``before`` and stands at ``current``."""
    if gap not in ("", "-") and not (gap == "and" and before in ("hundred", "scale")):
        return False
    if kind == "unit":
        room = current % 10 == 0 and (current % 100 == 0 or value <= 9)
        return room and value != 0 and before != "group"
    return kind != "ten" or current % 100 == 0


_READERS = {"digits": _digits, "vague": _vague, "word": _words}
