"""Numbers in a text, in digits and words, with their ranges and bounds, and without those that count nothing.

One regular expression finds the atoms (digits, number words, vague words); they are put together by hand, since
"two hundred and fifty thousand" is a sum that a pattern cannot give. Dates, ages, hours, addresses, telephone
numbers, names of models and the like are masked before.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from watchfloor.knowledge.unit_tables import UnitTables, load_units

__all__ = ["Numeral", "find_numerals", "rate_after", "read_digits"]

_LONGEST = 18  # digits; a number beyond it is a mistake or a trick

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_STREET = (
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Drive|Dr\b\.?|Lane|Ln\b\.?|Boulevard|Blvd\b\.?|Court|Ct\b\.?"
    r"|Place|Way|Highway|Parkway|Circle|Terrace|Pike|Square|Hwy\b\.?)"
)
# What has digits and counts nothing, in the order in which it is looked for.
_MASKED = re.compile(
    "|".join(
        (
            rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}}\b(?![,.]?\d))?(?:,?\s+(?:19|20)\d\d\b)?(?!,\d{{3}})",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+(?:19|20)\d\d\b)?",
            rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b",
            r"\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}(?!\d)(?:T[\d:.+Z-]+)?|\b24/7\b|\b9/11\b|\b\d{1,2}/\d{1,2}\b",
            r"\b\d{1,2}(?::\d\d)?\s*(?:[ap]\.\s?m\b\.?|[ap]m\b|o'clock|hours\s+(?:GMT|local))|\b\d{1,2}:\d\d(?::\d\d)?\b",
            r"(?:\(\d{3}\)\s*|\b1[-.]\d{3}[-.]|\b\d{3}[-.\s])?\b\d{3}[-.]\d{4}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b911\b(?=\s+(?:call|dispatch|emerg|operator|at\b))",
            rf"\b(?:\d{{1,3}}|{_SMALL})(?:\s*(?:-|–|to|and|or)\s*\d{{1,3}})?[-\s](?:and-a-half-)?(?:[Yy]ears?|[Yy]rs?\.?|[Mm]onths?|[Ww]eeks?|[Dd]ays?)[-\s][Oo]lds?\b",
            r"\b[Aa]ge[sd]?:?\s+(?:of\s+|between\s+|from\s+)?\d{1,3}(?:\s*(?:to|and|-|–|or)\s*\d{1,3})?\b(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d{1,3}(?=\s*(?:[,;.)—–]|and\b|$)))*",
            rf"\b[Aa]ged?\s+(?:of\s+)?{_SMALL}\b",
            r"(?<=[A-Za-z.],)\s+\d{1,2}(?=\s*(?:,(?!\d)|\.(?!\d)|;|\)|$|\s+and\s+[A-Z]))|(?<=[A-Za-z])\s+\(\d{1,3}\)",
            rf"\b\d{{1,5}}(?:-\d+)?\s+(?:[NSEW]\b\.?\s+|North\s+|South\s+|East\s+|West\s+)?(?:(?:[A-Z][\w.']*|\d+(?:st|nd|rd|th))\s+){{1,3}}{_STREET}",
            r"\b\d{1,5}(?:-\w+)?\s+[Bb]lock\b(?!s)|\b(?:Image|Photo|Slide|Page|Part|Video)\s+\d+\s+of\s+\d+\b",
            r"\b(?:No|Nos)\.\s?\d+|(?<![\w.])#\s?\d+|\bnumber\s+\d+\b",
            r"\b(?:Route|Highway|Interstate|Hwy\.?|Exit|Flight|Article|Articles|Section|Chapter|Room|Apartment|Apt\.?|Unit|Suite|Page|Psalm"
            r"|Grade|Resolution|Boeing|Airbus|Ward|District|Precinct|Zone|Channel|Phase|Level|Type|Model|Block|Gate|Line"
            r"|Pier|Platform|Station|Engine|Category|Group|Agenda|Vision|Windows|Class|Area|Camp|School|PS|Local|Top|Division|Round"
            r"|Game|Super Bowl|Title|Bill|Proposition|Prop\.?|Amendment|Protocol|Order|Case|US|U\.S\.|County Road|State Road|article|section|paragraph|chapter|page|resolution)\s+\d+(?:-\d+)?[A-Z]?\b(?!,\d|\.\d|\s+(?:people|men|women|children|soldiers|troops|million|billion|dead|killed|injured|wounded))",
            r"(?<![\w,.])\.\d{2,3}(?:[-\s]cal(?:iber|ibre)?\b)?|\b\d+(?:\.\d+)?[-\s]?mm\b|\b\d\d[-\s]cal(?:iber|ibre)\b",
            r"\b\d{1,3}[-–]\d{1,3}\s+(?:win|loss|victory|defeat|draw|record|lead|triumph|score)\b",
        )
    )
)  # fmt: skip
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|until|till|during|from|before|after|early|late|mid|the|year|summer|autumn|fall|winter|spring|through|around|back"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|and|to|between|throughout|'s|’s|last in|his|her|their|its)"
    r"(?:[\s-]+)$",
    re.IGNORECASE,
)
_RANGE_GAP = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b|\band\b|\bup to\b)\s*\Z", re.IGNORECASE)
_RISE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|jump\w*|grew|grow\w*|rais\w+|went|go(?:es)?|fell|fall\w*|drop\w*|declin\w+|decreas\w+|revis\w+|cut|reduc\w+"
    r"|up|down|soar\w*|surg\w+|expand\w*|doubl\w+|lower\w*|chang\w+)\b[^.;]{0,40}\bfrom\s+\Z",
    re.IGNORECASE,
)
_INTRO = re.compile(r"\b(between|from)\s+\Z", re.IGNORECASE)
_RATE = re.compile(
    r"\s+(?:per|an?|each|every)\s+(second|minute|hour|day|night|week|month|quarter|year)\b|\s+(daily|weekly|monthly|annually|yearly|hourly)\b|-(?:a|per)-(day|week|month|year)\b",
    re.IGNORECASE,
)
_RATES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "hourly": "hour",
}
_DISTANCE_AFTER = re.compile(
    r"\s+(?:away|from|above|below|deep|long|wide|high|tall|race|off|north|south|east|west|altitude|range)\b"
)
_PERCENT = re.compile(
    r"\s?%|[\s-]per\s?cent(?:age points?)?\b|[\s-]percentage points?\b|\s?pct\b", re.IGNORECASE
)


_TENS = frozenset({"tens", "hundreds", "dozens", "scores"})
_MANY = {"hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9}


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
    start: int
    end: int
    kind: str
    text: str


class _Patterns:
    """The regular expressions that are made from the tables, and the tables."""

    def __init__(self, tables: UnitTables) -> None:
        self.tables = tables
        words = sorted((w for w in tables.numbers), key=len, reverse=True)
        vague = sorted(tables.vague, key=len, reverse=True)
        self.trigger = re.compile(
            r"\d|\b(?:" + "|".join([re.escape(v).replace(r"\ ", r"\s+") for v in vague] + words) + r")s?\b",
            re.IGNORECASE,
        )
        self.atom = re.compile(
            r"(?P<digits>\d+(?:[.,]\d+)*)"
            r"|\b(?P<vague>" + "|".join(re.escape(v).replace(r"\ ", r"\s+") for v in vague) + r")\b"
            r"|\b(?P<word>" + "|".join(words) + r")\b",
            re.IGNORECASE,
        )
        self.suffix = re.compile(
            r"(?:" + "|".join(sorted(tables.suffixes, key=len, reverse=True)) + r")(?![A-Za-z])",
            re.IGNORECASE,
        )
        self.before = re.compile(
            r"(?<![\w-])(?:" + _either(tables.before) + r")\s+(?:the\s+)?\Z", re.IGNORECASE
        )
        self.after = re.compile(r"\s*,?\s*(?:" + _either(tables.after) + r")(?![\w])", re.IGNORECASE)
        self.money_before = re.compile(
            r"(?<![A-Za-z])(?:" + _either(tables.money_before) + r")\s?\Z", re.IGNORECASE
        )
        self.money_after = re.compile(r"[\s-]?(?:" + _either(tables.money_after) + r")(?!\w)", re.IGNORECASE)


def _either(words: dict[str, str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    return _Patterns(load_units())


def read_digits(text: str) -> tuple[float | None, str]:
    """The value of digits with marks between them.

    Args:
        text: such as ``3,000`` or ``1.5``.

    Returns:
        The value, None when it cannot be told, and what is wrong with the writing, empty when nothing is.
    """
    if sum(c.isdigit() for c in text) > _LONGEST:
        return None, f"a number of {sum(c.isdigit() for c in text)} digits"
    if not text.isascii():
        # Digits of other scripts: float() reads them, the checks below would not.
        return _plain(text), ""
    if "," not in text:
        if text.count(".") > 1:
            if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
                return float(text.replace(".", "")), ""
            return None, f"cannot read the number {text!r}"
        if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
            return float(text), f"{text!r}: decimal point or thousands mark"
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


def find_numerals(text: str) -> list[Numeral]:
    """The numbers of a text that may count something, in order.

    Args:
        text: a sentence.

    Returns:
        Numerals; bare years are kept with ``year`` set, for the reader of the tree to decide.
    """
    patterns = _patterns()
    if not patterns.trigger.search(text):
        return []
    masked = [m.span() for m in _MASKED.finditer(text)]
    atoms = _atoms(text, patterns, masked)
    numerals = _join_atoms(text, atoms, patterns)
    for numeral in numerals:
        _money_and_percent(text, numeral, patterns)
    numerals = _ranges(text, numerals)
    for index, numeral in enumerate(numerals):
        _bounds(text, numeral, patterns, numerals[index - 1].end if index else 0)
        numeral.rate = rate_after(text, numeral.full_end)
    return numerals


def rate_after(text: str, at: int) -> str:
    """The rate that follows ("a day", "per month"), as ``per day``; empty when none does."""
    match = _RATE.match(text, at)
    return f"per {(match[1] or match[3] or _RATES[match[2].lower()]).lower()}" if match else ""


def _atoms(text: str, patterns: _Patterns, masked: list[tuple[int, int]]) -> list[_Atom]:
    atoms: list[_Atom] = []
    for match in patterns.atom.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in masked):
            continue
        kind = match.lastgroup or ""
        stands = (
            _digits_stand(text, start, end, atoms, patterns)
            if kind == "digits"
            else _words_stand(text, match, atoms, patterns)
        )
        if stands:
            atoms.append(_Atom(start, end, kind, " ".join(match[0].lower().split())))
    return atoms


def _digits_stand(text: str, start: int, end: int, atoms: list[_Atom], patterns: _Patterns) -> bool:
    """Whether digits are a number of their own: not "Su27", "COVID-19", "#5", "1990s", "3rd"."""
    left = text[start - 1] if start else " "
    if left.isalpha() and not patterns.money_before.search(text, max(0, start - 5), start):
        return False
    tied = left in "-/'’" and start > 1 and text[start - 2].isalnum() and not text[start - 2].isdigit()
    # A range whose first part ends in letters is no name: "5m-10m", "two-3".
    goes_on = bool(atoms) and atoms[-1].end >= start - 4 and left in "-–"
    if (left in "_#.&" or tied) and not goes_on:
        return False
    return not (text[start:end].isdigit() and re.match(r"(?:st|nd|rd|th|s)\b|['’]s\b", text[end : end + 4]))


def _words_stand(text: str, match: re.Match[str], atoms: list[_Atom], patterns: _Patterns) -> bool:
    """Whether a number word is one of its own: not "one-time", "two-day", "post-nine"; "twenty-three" goes on."""
    start, end = match.span()
    if start > 1 and text[start - 1] in "-–'’" and text[start - 2].isalpha():
        return bool(atoms) and start - 1 <= atoms[-1].end + 1
    if end + 1 < len(text) and text[end] in "-'’" and text[end + 1].isalpha():
        if patterns.atom.match(text, end + 1) or text.startswith(("-strong", "-odd", "-plus"), end):
            return True
        return match.lastgroup != "vague" and text[end] == "-" and _unit_follows(text, end + 1, patterns)
    return True


def _unit_follows(text: str, at: int, patterns: _Patterns) -> bool:
    """ "a five-member team" counts members, "a two-day visit" nobody."""
    word = re.match(r"[A-Za-z]+", text[at:])
    return word is not None and patterns.tables.units.get(word[0].lower()) in (
        "persons",
        "missiles",
        "vehicles",
        "ships",
    )


def _join_atoms(text: str, atoms: list[_Atom], patterns: _Patterns) -> list[Numeral]:
    numerals: list[Numeral] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        if atom.kind == "digits":
            numeral, at = _digits(text, atoms, at, patterns)
        elif atom.kind == "vague":
            numeral, at = _vague(text, atoms, at, patterns)
        else:
            numeral, at = _words(text, atoms, at, patterns)
        numerals.append(numeral)
    return numerals


def _gap(text: str, left: _Atom, right: _Atom) -> str:
    return text[left.end : right.start].strip().lower()


def _scales(text: str, atoms: list[_Atom], at: int, patterns: _Patterns) -> tuple[float, int]:
    """The scale words behind atom ``at - 1``, multiplied, and the next atom's index."""
    scale = 1.0
    numbers = patterns.tables.numbers
    while at < len(atoms) and atoms[at].kind == "word" and _gap(text, atoms[at - 1], atoms[at]) in ("", "-"):
        value, kind = numbers[atoms[at].text]
        if kind in ("unit", "ten"):
            break
        scale *= value
        at += 1
    return scale, at


def _digits(text: str, atoms: list[_Atom], at: int, patterns: _Patterns) -> tuple[Numeral, int]:
    atom = atoms[at]
    value, doubt = read_digits(atom.text)
    scale, after = _scales(text, atoms, at + 1, patterns)
    end = atoms[after - 1].end
    year = scale == 1 and atom.text.isdigit() and len(atom.text) == 4 and 1500 <= int(atom.text) <= 2099
    if scale == 1 and (suffix := patterns.suffix.match(text, end)):
        letters = suffix[0].lower()
        money = patterns.money_before.search(text, max(0, atom.start - 5), atom.start)
        if (
            letters not in ("m", "b")
            or money
            or (letters == "m" and not _DISTANCE_AFTER.match(text, suffix.end()))
        ):
            scale, end, year = patterns.tables.suffixes[letters], suffix.end(), False
    elif scale == 1 and text[end : end + 1].isalpha() and not _PERCENT.match(text, end):
        year = False
    elif scale == 1 and doubt.endswith("thousands mark"):
        pass
    if scale > 1 and doubt.endswith("thousands mark"):
        doubt = ""
    if value is not None:
        value = round(value * scale, 6)
    return Numeral(
        start=atom.start, end=end, low=value, high=value, doubt=doubt, year=year, scaled=scale
    ), after


def _vague(text: str, atoms: list[_Atom], at: int, patterns: _Patterns) -> tuple[Numeral, int]:
    atom = atoms[at]
    low, high, may_scale = patterns.tables.vague[atom.text]
    after, end = at + 1, atom.end
    if may_scale:
        scale, after = _scales(text, atoms, at + 1, patterns)
        low, high, end = low * scale, high * scale, atoms[after - 1].end
    elif (
        atom.text in _TENS
        and after < len(atoms)
        and atoms[after].text in _MANY
        and _gap(text, atom, atoms[after]) == "of"
    ):
        # "tens of thousands", "hundreds of millions"
        scale = _MANY[atoms[after].text]
        low, high, end = low * scale, (high + 1) * scale - 1, atoms[after].end
        after += 1
    qualifier = "exactly" if low == high else "range"
    return Numeral(
        start=atom.start, end=end, low=low, high=high, qualifier=qualifier, word=True, vague=True
    ), after


def _words(text: str, atoms: list[_Atom], at: int, patterns: _Patterns) -> tuple[Numeral, int]:
    """A number in words; after Hurford's grammar: hundreds inside of a scale, scales falling."""
    numbers = patterns.tables.numbers
    first = at
    total, current, last_scale = 0.0, 0.0, float("inf")
    while at < len(atoms) and atoms[at].kind == "word":
        if at > first:
            gap = _gap(text, atoms[at - 1], atoms[at])
            if gap not in ("", "-") and not (
                gap == "and" and numbers[atoms[at - 1].text][1] in ("hundred", "scale")
            ):
                break
        value, kind = numbers[atoms[at].text]
        if kind == "unit":
            if at > first and (current % 10 or (current % 100 and value > 9) or (value == 0)):
                break
            if at > first and numbers[atoms[at - 1].text][1] == "group":
                break
            current += value
        elif kind == "ten":
            if current % 100:
                break
            current += value
        elif kind == "hundred" or kind == "group":
            current = max(current, 1) * value
        else:
            if value >= last_scale:
                break
            total, current, last_scale = total + max(current, 1) * value, 0.0, value
        at += 1
    if at == first:  # a lone word that no rule takes: never loop
        at += 1
        current = numbers[atoms[first].text][0]
    value = total + current
    start, end = atoms[first].start, atoms[at - 1].end
    if numbers[atoms[first].text][1] not in ("unit", "ten"):
        start = _article(text, start)
    if half := re.match(
        r"\s+and\s+a\s+half(?:\s+(million|billion|thousand|dozen))?\b", text[end : end + 30], re.IGNORECASE
    ):
        scale = numbers[half[1].lower()][0] if half[1] else 1.0
        value, end = (value + 0.5) * scale, end + half.end()
        while at < len(atoms) and atoms[at].start < end:
            at += 1
    scaled = last_scale if total else 1.0
    return Numeral(start=start, end=end, low=value, high=value, word=True, scaled=scaled), at


def _article(text: str, start: int) -> int:
    match = re.search(r"\b[Aa]n?\s+\Z", text[max(0, start - 4) : start])
    return start - len(match[0]) if match else start


def _money_and_percent(text: str, numeral: Numeral, patterns: _Patterns) -> None:
    tables = patterns.tables
    before = patterns.money_before.search(text, max(0, numeral.start - 6), numeral.start)
    if before and not (numeral.word and before[0].strip().isalpha()):
        numeral.unit = tables.money_before[before[0].strip().lower()]
        numeral.start = before.start()
        numeral.year = False
        return
    if percent := _PERCENT.match(text, numeral.end):
        numeral.unit, numeral.end, numeral.year = "percent", percent.end(), False
        return
    after = patterns.money_after.match(text, numeral.end)
    if after:
        name = " ".join(after[0].strip(" -").lower().split())
        # "won 5-0" and "13 won seats": the currency needs a scale or thousands.
        if name in ("won", "rand", "dong", "real") and (numeral.low or 0) < 1000:
            return
        numeral.unit, numeral.end, numeral.year = tables.money_after[name], after.end(), False


def _ranges(text: str, numerals: list[Numeral]) -> list[Numeral]:
    joined: list[Numeral] = []
    for numeral in numerals:
        if joined and (pair := _range(text, joined[-1], numeral)):
            joined[-1] = pair
        else:
            joined.append(numeral)
    return joined


def _range(text: str, a: Numeral, b: Numeral) -> Numeral | None:
    """One numeral of two that are the ends of a range; None when they are not."""
    gap = text[a.end : b.start]
    if (
        len(gap) > 8
        or not _RANGE_GAP.match(gap)
        or a.low is None
        or b.low is None
        or a.vague
        or b.vague
        or a.rate
    ):
        return None
    link = gap.strip().lower()
    intro = _INTRO.search(text, max(0, a.start - 10), a.start)
    if link == "and" and not (intro and intro[1].lower() == "between"):
        return None
    if intro and intro[1].lower() == "from" and _RISE.search(text, max(0, a.start - 60), a.start):
        return None
    if a.unit and b.unit and a.unit != b.unit:
        return None
    low, high = a.low, b.high or b.low
    shared = b.scaled > 1 and a.scaled == 1 and not a.unit.isupper()
    if a.unit.isupper() and not b.unit and b.scaled == 1 and a.scaled == 1 and link == "or":
        return None
    if b.scaled > 1 and a.scaled == 1 and (shared or a.unit.isupper()) and low < high / b.scaled:
        low *= b.scaled
    elif link in ("-", "–") and low < 1000 <= high and high % 1000 == 0 and low < high / 1000:
        low *= 1000  # "10-12,000"
    if low >= high or (link == "or" and high > 3 * low + 3):
        return None
    if link == "to" and not intro and low * 100 < high:
        return None
    return Numeral(
        start=intro.start() if intro else a.start,
        end=b.end,
        low=low,
        high=high,
        qualifier="range",
        unit=a.unit or b.unit,
        doubt=a.doubt or b.doubt,
        word=a.word and b.word,
        year=a.year and b.year,
        scaled=b.scaled,
    )


def _bounds(text: str, numeral: Numeral, patterns: _Patterns, floor: int) -> None:
    """Reads the words that bound a number, and sets the ends of its value by them."""
    tables = patterns.tables
    start, qualifier = numeral.start, ""
    start = _article(text, start) if numeral.vague else start
    for _ in range(2):  # "at least some 3,000"
        match = patterns.before.search(text, max(floor, start - 40), start)
        if not match:
            break
        words = match[0].lower().split()
        if words[-1] == "the" and len(words) > 1:
            words = words[:-1]
        start, name = match.start(), tables.before[" ".join(words)]
        if not qualifier or name != "about":
            qualifier = name
    end = numeral.end
    after = patterns.after.match(text, end)
    if after and not (
        after[0].lstrip().startswith(",") and not re.match(r"\s*[.,;)]|\Z", text[after.end() :])
    ):
        end = after.end()
        qualifier = qualifier or tables.after[" ".join(after[0].strip(" ,").lower().split())]
    numeral.full_start, numeral.full_end = start, end
    if not qualifier or qualifier == "exactly" or numeral.low is None:
        return
    if numeral.qualifier == "range":
        # "about 10,000 to 12,000" stays a range; "at least two or three" and "more than a dozen" keep their bound.
        if qualifier in ("at-least", "more-than"):
            numeral.qualifier, numeral.high = qualifier, None
        elif qualifier in ("at-most", "less-than"):
            numeral.qualifier, numeral.low = qualifier, None
        return
    numeral.qualifier = qualifier
    if qualifier in ("at-least", "more-than"):
        numeral.high = None
    elif qualifier in ("at-most", "less-than"):
        numeral.low = None
