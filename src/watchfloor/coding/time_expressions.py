"""Expressions of time as patterns, each with a function that counts it out from the article's day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from watchfloor.coding.time_spans import month_span, part_of, period, shift, shift_month

__all__ = ["Expression", "Frame", "find_expressions"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "couple of": 2, "a couple of": 2, "half a dozen": 6,
    "a dozen": 12, "dozen": 12, "fifteen": 15, "eighteen": 18, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "fourteen": 14,
    "a hundred": 100, "half a": 0.5, "forty-eight": 48, "twenty-four": 24, "seventy-two": 72,
}  # fmt: skip
# "a few days ago": from so many to so many.
_VAGUE = {
    "few": (2, 5),
    "a few": (2, 5),
    "several": (3, 9),
    "some": (2, 9),
    "many": (3, 20),
    "": (2, 5),
    "couple": (2, 3),
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MON = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WD = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?:1[6-9]|20)\d\d\b(?![,.]\d)"
_ORD = r"(?:st|nd|rd|th)?"
_NUM = (
    r"(?:\d{1,3}|half a dozen|a dozen|dozen|a couple of|couple of|a few|few|several|some|many|forty-eight|twenty-four|seventy-two|half a"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|an?)"
)
_UNIT = r"(?:hour|day|night|week|fortnight|month|year|decade|minute)"
_PART = r"(?:early|late|mid|the beginning of|the start of|the end of|the middle of|beginning of|start of|end of|middle of)"

# Months that are also names or other words need a preposition before them.
_OTHER_WORDS = frozenset({"May", "March", "Mar", "Jan", "June", "April", "August"})
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|from|to|of|and|through|during|between|before|after|around|for|last|next|this|every)\s+\Z"
)


class Expression(msgspec.Struct):
    """An expression before bounds and ranges are read."""

    start: int
    end: int
    low: date | None
    high: date | None
    relative: bool = False
    doubt: str = ""
    bounded: bool = False  # its own words already say since or by
    grain: str = "day"
    yearless: bool = False  # a day or month whose year was reckoned from the article's day


class Frame:
    """What an expression is counted from.

    Args:
        published: the article's day.
        future: whether the clause at an offset of the text looks ahead.
        text: of the sentence.
        due: whether the clause tells of what was to be and may still lie ahead ("had been due to leave in April").
    """

    def __init__(
        self,
        published: date | None,
        future: Callable[[int], bool],
        text: str,
        due: Callable[[int], bool] | None = None,
    ) -> None:
        self.published = published
        self.future = future
        self.text = text
        self._due = due

    def due_year(self, month: int, at: int) -> int | None:
        """The year that puts a month nearest the article's, None where the clause at ``at`` tells of nothing due."""
        if self.published is None or self._due is None or not self._due(at):
            return None
        ahead = (month - self.published.month + 5) % 12 - 5  # months, -5 to 6
        return (self.published.year * 12 + self.published.month - 1 + ahead) // 12


def _year_for(month: int, day: int, frame: Frame, at: int) -> int | None:
    """The year of a date named without one: the latest that is past, or the next where the clause looks ahead."""
    published = frame.published
    if published is None:
        return None
    due = frame.due_year(month, at)
    if due is not None:
        return due
    year = published.year
    key, now = (month, day), (published.month, published.day)
    if frame.future(at):
        return year if key >= now else year + 1
    if key <= now:
        return year
    # A few days ahead in a sentence without a future tense: a schedule rather than last year's day.
    ahead = date(year, month, min(day, 28)) - published
    return year if ahead.days <= 21 else year - 1


def _dated(match: re.Match[str], frame: Frame) -> Expression:
    groups = match.groupdict()
    month = _MONTHS[groups["m"].rstrip(".").lower()]
    first, second = int(groups["d"]), int(groups["d2"] or groups["d"])
    year = int(groups["y"]) if groups["y"] else None
    found = Expression(match.start(), match.end(), None, None, relative=not year, yearless=not year)
    longest = calendar.monthrange(year or 2024, month)[1]
    for day in (first, second):
        if not 1 <= day <= longest:
            found.doubt = f"there is no {day} {calendar.month_name[month]}" + (f" {year}" if year else "")
            return found
    year = year or _year_for(month, first, frame, match.start())
    if year is None:
        found.doubt = "no article date"
        return found
    try:
        found.low, found.high = date(year, month, first), date(year, month, second)
    except ValueError:
        found.doubt = f"there is no {second} {calendar.month_name[month]} {year}"
        found.low = found.high = None
    return found


def _numeric(match: re.Match[str], frame: Frame) -> Expression | None:
    found = Expression(match.start(), match.end(), None, None)
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        one, two, year = int(match["n1"]), int(match["n2"]), int(match["n3"])
        day, month = (one, two) if one > 12 or "." in match[0] else (two, one)
        if one <= 12 and two <= 12 and one != two:
            found.doubt = "day and month may be the other way round"
    try:
        found.low = found.high = date(year, month, day)
    except ValueError:
        found.doubt = f"there is no day {match[0]}"
    return found


def _month(match: re.Match[str], frame: Frame) -> Expression | None:
    name = match["mm"].rstrip(".")
    before = frame.text[max(0, match.start() - 14) : match.start()].lower()
    sure = match["my"] or match["mpart"] or match["mrel"] or match["mof"]
    if not sure and (
        (name in _OTHER_WORDS and not _MONTH_BEFORE.search(before))
        or (
            len(name) <= 4
            and name not in ("May", "June", "July")
            and not match["mm"].endswith(".")
            and not _MONTH_BEFORE.search(before)
        )
    ):
        return None
    month = _MONTHS[name.lower()]
    found = Expression(match.start(), match.end(), None, None, relative=not match["my"], grain="month")
    if match["my"]:
        year: int | None = int(match["my"])
    elif frame.published is None:
        year = None
    elif match["mof"]:
        year = frame.published.year + {"this": 0, "last": -1, "next": 1}[match["mof"].split()[0].lower()]
    elif (rel := (match["mrel"] or "").lower()) == "next":
        year = frame.published.year + (month <= frame.published.month)
    elif rel == "last":
        year = frame.published.year - (month >= frame.published.month)
    else:
        deadline = re.search(r"\b(?:by|until|till)\s+(?:early |late |mid-?|the end of |end of )?\Z", before)
        ahead = bool(deadline) or frame.future(match.start())
        found.yearless = True
        year = frame.published.year
        if not deadline and (due := frame.due_year(month, match.start())) is not None:
            year = due
        elif ahead and month < frame.published.month:
            year += 1
        elif not ahead and month > frame.published.month:
            year -= 1
    if year is None:
        found.doubt = "no article date"
        return found
    found.low, found.high = part_of(month_span(year, month), match["mpart"] or "")
    return found


def _year(match: re.Match[str], frame: Frame) -> Expression | None:
    year = int(match["yyyy"])
    part = match["ypart"] or ""
    found = Expression(
        match.start("ypart") if part else match.start("yyyy"), match.end(), None, None, grain="year"
    )
    found.low, found.high = part_of((date(year, 1, 1), date(year, 12, 31)), part)
    return found


def _decade(match: re.Match[str], frame: Frame) -> Expression:
    year = int(match["dec"])
    low, high = part_of((date(year, 1, 1), date(year + 9, 12, 31)), match["decpart"] or "")
    return Expression(match.start(), match.end(), low, high, grain="decade")


def _fraction(match: re.Match[str], frame: Frame) -> Expression:
    found = Expression(match.start(), match.end(), None, None, relative=not match["fy"])
    year = int(match["fy"]) if match["fy"] else None
    if year is None:
        if frame.published is None:
            found.doubt = "no article date"
            return found
        year = frame.published.year + {"last": -1, "next": 1}.get((match["frel"] or "").lower(), 0)
    number = ("first", "second", "third", "fourth").index(match["fnum"].lower())
    months = 3 if match["funit"].lower() == "quarter" else 6
    number = min(number, 12 // months - 1)
    found.low = date(year, number * months + 1, 1)
    found.high = month_span(year, (number + 1) * months)[1]
    return found


def _season(match: re.Match[str], frame: Frame) -> Expression | None:
    if not (match["srel"] or match["sy"]):
        return None
    month = _SEASONS[match["season"].lower()]
    found = Expression(match.start(), match.end(), None, None, relative=not match["sy"], grain="season")
    if match["sy"]:
        year = int(match["sy"])
    elif frame.published is None:
        found.doubt = "no article date"
        return found
    else:
        year = frame.published.year
        begun = date(year, month, 1) <= frame.published
        rel = (match["srel"] or "").lower().split()[0]
        over = begun and shift_month(date(year, month, 1), 3) <= frame.published
        if rel in ("last", "past") and not over:
            year -= 1
        elif rel == "next" and begun:
            year += 1
        elif month == 12 and rel == "this" and frame.published.month < 3:
            year -= 1
    found.low = date(year, month, 1)
    found.high = shift_month(found.low, 3) - timedelta(days=1)
    if match["srel"] and match["srel"].lower().split()[0] in ("early", "late", "mid"):
        found.low, found.high = part_of((found.low, found.high), match["srel"])
    return found


def _weekday(match: re.Match[str], frame: Frame) -> Expression | None:
    relation = " ".join((match["wrel"] or "").lower().split())
    if relation in ("every", "each"):
        return None
    found = Expression(match.start(), match.end(), None, None, relative=True)
    published = frame.published
    if published is None:
        found.doubt = "no article date"
        return found
    back = (published.weekday() - _DAYS[match["wd"].lower()]) % 7
    if relation in ("next", "this coming", "coming", "the coming"):
        day = published + timedelta(days=7 - back if back else 7)
    elif relation in ("last", "this past", "the previous", "past"):
        day = published - timedelta(days=back or 7)
    elif frame.future(match.start()):
        day = published + timedelta(days=(7 - back) % 7)
    else:
        day = published - timedelta(days=back)
    found.low = found.high = day
    return found


_DEICTIC = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _deictic(match: re.Match[str], frame: Frame) -> Expression:
    words = " ".join(match[0].lower().split())
    found = Expression(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    if words in ("overnight", "last night"):
        found.low, found.high = frame.published - timedelta(days=1), frame.published
        return found
    name = next((name for name in sorted(_DEICTIC, key=len, reverse=True) if words.startswith(name)), "today")
    found.low = found.high = frame.published + timedelta(days=_DEICTIC[name])
    return found


def _around(match: re.Match[str], frame: Frame) -> Expression:
    """ "earlier this month", "last week", "next year"."""
    found = Expression(match.start(), match.end(), None, None, relative=True, grain=match["aunit"].lower())
    published = frame.published
    if published is None:
        found.doubt = "no article date"
        return found
    relation, unit = " ".join(match["arel"].lower().split()), match["aunit"].lower()
    relation = relation.removeprefix("the ")
    offset = {
        "this": 0,
        "last": -1,
        "past": -1,
        "previous": -1,
        "next": 1,
        "coming": 1,
        "following": 1,
        "current": 0,
        "same": 0,
    }.get(relation, 0)
    if unit == "weekend":
        if relation in ("over", "at", "during", "this past", "past"):
            offset = 0 if published.weekday() >= 5 or frame.future(match.start()) else -1
        elif relation == "last":
            offset = -1
        elif relation in ("this", "this coming"):
            offset = 0
        low, high = period(published, "weekend", offset)
    elif relation in ("past",) and unit != "century":
        low, high = shift(published, -1, unit), published  # "the past week": up to now
    else:
        low, high = period(published, unit, offset)
    part = (match["apart"] or "").lower()
    if part.startswith("earlier"):
        high = min(high, published) if offset == 0 else high
    elif part.startswith("later"):
        low = max(low, published) if offset == 0 else low
    elif part:
        low, high = part_of((low, high), part)
    found.low, found.high = low, high
    return found


def _amount(text: str) -> tuple[float, float]:
    """A number of units as (least, most)."""
    words = " ".join(text.lower().split())
    if words.isdigit():
        return float(words), float(words)
    if words in _NUMBERS:
        return float(_NUMBERS[words]), float(_NUMBERS[words])
    return _VAGUE.get(words, (1.0, 1.0))


def _stretch(match: re.Match[str], frame: Frame) -> Expression | None:
    """ "in the past 24 hours", "over the last three weeks", "in the coming days", "in recent months"."""
    found = Expression(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    relation, unit = match["strel"].lower().split()[-1], match["stunit"].lower()
    if unit in ("day", "night") and not match["stnum"] and not match["stpl"]:
        return None  # "the next day": of a day named elsewhere
    plural = match["stpl"]
    most = _amount(match["stnum"])[1] if match["stnum"] else (_VAGUE[""][1] if plural else 1.0)
    days_only = unit in ("hour", "minute")
    if relation in ("next", "coming", "following"):
        found.low, found.high = frame.published, shift(frame.published, most, unit)
        if days_only and most <= 24:
            found.high = frame.published + timedelta(days=1)
    else:
        found.low, found.high = shift(frame.published, -most, unit), frame.published
        if days_only and most <= 24:
            found.low = frame.published - timedelta(days=1)
    return found


def _ago(match: re.Match[str], frame: Frame) -> Expression:
    found = Expression(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    unit = match["agounit"].lower()
    low, high = _amount(match["agonum"])
    exact = low == high
    found.low, found.high = shift(frame.published, -high, unit), shift(frame.published, -low, unit)
    if exact and unit in ("month", "year", "decade"):
        # "two years ago" is not a day: that month, or that year.
        found.low, found.high = period(found.low, "month" if unit == "month" else "year", 0)
    elif exact and unit == "week":
        found.low, found.high = found.low - timedelta(days=3), found.high + timedelta(days=3)
    return found


def _within(match: re.Match[str], frame: Frame) -> Expression | None:
    """ "within weeks", "within 48 hours", "in three weeks" of a clause that looks ahead."""
    if match["inword"].lower() == "in" and not frame.future(match.start()):
        return None
    found = Expression(match.start(), match.end(), None, None, relative=True, bounded=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    low, high = _amount(match["innum"] or "")
    unit = match["inunit"].lower()
    if match["inword"].lower() == "in":
        found.low = shift(frame.published, low, unit)
    else:
        found.low = frame.published
    found.high = max(
        shift(frame.published, high, unit), frame.published + timedelta(days=1 if unit == "hour" else 0)
    )
    return found


def _edge(match: re.Match[str], frame: Frame) -> Expression:
    """ "the end of the year", "the start of this month"."""
    found = Expression(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    offset = {"last": -1, "next": 1}.get(match["erel"].lower().split()[-1], 0) if match["erel"] else 0
    span = period(frame.published, (match["eunit"] or "year").lower(), offset)
    found.low, found.high = part_of(span, match["epart"] or "end of")
    return found


def _elsewhere(match: re.Match[str], frame: Frame) -> Expression:
    """ "the next day", "two days earlier": counted from a day that is named elsewhere."""
    return Expression(
        match.start(), match.end(), None, None, relative=True, doubt="counted from a day named elsewhere"
    )


_PATTERNS: list[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Expression | None]]] = [
    (re.compile(rf"\b(?P<d>\d{{1,2}}){_ORD}(?:\s*(?:-|–|to|and|until)\s*(?:the\s+)?(?P<d2>\d{{1,2}}){_ORD})?\s+(?:of\s+)?(?P<m>{_MON})(?:,?\s+(?P<y>{_YEAR}))?"), _dated),
    (re.compile(rf"\b(?P<m>{_MON})\s+(?:the\s+)?(?P<d>\d{{1,2}}){_ORD}\b(?!,\d\d\d)(?:\s*(?:-|–|to|and|through)\s*(?P<d2>\d{{1,2}}){_ORD}\b(?!,\d\d\d))?(?:,?\s+(?P<y>{_YEAR}))?"), _dated),
    (re.compile(r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<n1>\d{1,2})[/.](?P<n2>\d{1,2})[/.](?P<n3>(?:19|20)\d\d))\b"), _numeric),
    (re.compile(r"\b(?:the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?|today|tonight|overnight|last night|this (?:morning|afternoon|evening))\b(?!['’]s world)", re.IGNORECASE), _deictic),
    (re.compile(rf"\b(?:(?P<wrel>last|next|this past|this coming|this|every|each|the previous|the following|past|coming)\s+)?(?P<wd>{_WD})\b(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night))?", re.IGNORECASE), _weekday),
    (re.compile(rf"\b(?P<fnum>first|second|third|fourth)\s+(?P<funit>quarter|half)\s+of\s+(?:(?P<frel>the|this|last|next)\s+year|(?P<fy>{_YEAR}))", re.IGNORECASE), _fraction),
    (re.compile(r"\b(?:the\s+)?(?:(?P<epart>end|beginning|start|middle|close)\s+of\s+(?P<erel>the|this|last|next|the current)\s+(?P<eunit>week|month|year|decade|century)|(?P<ye>year-end|year's end))\b".replace("(?P<ye>", "(?:"), re.IGNORECASE), _edge),
    (re.compile(rf"\b(?:(?P<mpart>(?i:{_PART}))[\s-]+)?(?:(?P<mrel>(?i:last|this|next))\s+)?(?P<mm>{_MON})(?:(?:,?\s+(?:of\s+)?(?P<my>{_YEAR}))|(?:\s+(?:of\s+)?(?P<mof>(?:this|last|next) year)\b))?"), _month),
    (re.compile(r"\b(?:the\s+)?(?:(?P<decpart>early|late|mid)[\s-]+)?(?P<dec>(?:1[89]|20)\d0)s\b"), _decade),
    (re.compile(rf"\b(?P<srel>last|this|next|the past|past|early|late|mid|in the|in|by|since|by the|until)[\s-]+(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?P<sy>{_YEAR}))?", re.IGNORECASE), _season),
    (re.compile(r"\b(?:(?P<apart>earlier|later|late|early|mid)[\s-]+)?(?P<arel>this past|this coming|this|last|next|the past|the previous|the coming|the current|the following|the same|over the|at the|during the)\s+(?P<aunit>weekend|week|month|quarter|year|decade|century)\b(?!-|['’]s)".replace("over the|at the|during the", "over the(?=\\s+weekend)|at the(?=\\s+weekend)|during the(?=\\s+weekend)"), re.IGNORECASE), _around),
    (re.compile(rf"\b(?P<strel>the past|the last|the previous|the next|the coming|the following|past|last|next|coming|recent)\s+(?:(?P<stnum>{_NUM})\s+)?(?P<stunit>{_UNIT})(?P<stpl>s?)\b(?<!last night)", re.IGNORECASE), _stretch),
    (re.compile(rf"\b(?P<agonum>{_NUM})\s+(?P<agounit>{_UNIT})s?\s+ago\b", re.IGNORECASE), _ago),
    (re.compile(rf"\b(?P<inword>within|in)\s+(?:the\s+)?(?:about\s+|around\s+|just\s+|as little as\s+)?(?:(?P<innum>{_NUM})\s+)?(?P<inunit>{_UNIT})s?\b(?!\s+(?:of|ago|past))", re.IGNORECASE), _within),
    (re.compile(rf"\b(?:the\s+)?(?:next|following|same|previous)\s+(?:day|night|morning|evening|afternoon)\b|\b{_NUM}\s+{_UNIT}s?\s+(?:earlier|later|before|after)\b|\bthe day (?:before|after)\b|\bthat (?:day|night|week|month|year)\b", re.IGNORECASE), _elsewhere),
    (re.compile(rf"(?:\b(?P<ypart>{_PART})[\s-]+|\b(?:in|since|by|during|until|till|from|before|after|of|through|to|and|between|around|year|early in|late in)\s+|\()(?P<yyyy>{_YEAR})(?!-|\s+(?:people|troops|soldiers|men|dead|killed|dollars|euros|feet|metres|meters|miles|km))",re.IGNORECASE), _year),
]  # fmt: skip


def find_expressions(text: str, frame: Frame) -> list[Expression]:
    """The expressions of a text, in order; where two patterns want the same words the earlier pattern has them."""
    taken: list[tuple[int, int]] = []
    found: list[Expression] = []
    for pattern, count in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            try:
                one = count(match, frame)
            except (ValueError, OverflowError):
                one = Expression(start, end, None, None, doubt=f"cannot count out {match[0]!r}")
            if one is not None:
                found.append(one)
                taken.append((one.start, one.end))
    found.sort(key=lambda one: one.start)
    return found
