"""Times of a sentence as intervals of days, and the time that belongs to one event in it.

The grammar of expressions is a list of patterns; each has a function that counts it out from the article's day.
What the text leaves open stays None; what cannot be counted out (no article date, 31 February, "the next day" of a day
named elsewhere) keeps the doubt on the record.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from watchfloor.coding.lookup import tree_of
from watchfloor.coding.tree import Tree
from watchfloor.records import Interval, Sentence

__all__ = ["event_time", "find_times"]

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
_TRIGGER = re.compile(
    r"\d|day|night|week|month|year|hour|decade|centur|quarter|moment|minute|spring|summer|autumn|winter|\bfall\b|morning|evening|afternoon"
    r"|tomorrow|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|MAY|fortnight",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\b(since|by|until|till|before|after|from|between|through|as of|starting|beginning|up to|as early as|ahead of|no later than|following)\s+"
    r"(?:on\s+|the\s+|at\s+|about\s+|around\s+|in\s+)?\Z",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*,?\s*(?:-|–|—|to|through|until|till|and|and the|to the)\s*(?:on\s+)?\Z", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?\s*(?P<half>[ap])\.?\s?m\b\.?|\b(?P<h24>[01]?\d|2[0-3]):(?P<min24>[0-5]\d)\b|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_FUTURE_AUX = frozenset({"will", "'ll", "shall", "wo", "’ll"})
_FUTURE_HEADS = frozenset({
    "plan", "expect", "schedule", "due", "set", "intend", "hope", "aim", "want", "prepare", "promise",
    "vow", "pledge", "agree", "order", "urge", "ask", "demand", "call", "need", "slate", "likely",
    "ready", "poised",
})  # fmt: skip


Span = tuple[date | None, date | None]


class _Found(msgspec.Struct):
    """An expression before bounds and ranges are read."""

    start: int
    end: int
    low: date | None
    high: date | None
    relative: bool = False
    doubt: str = ""
    bounded: bool = False  # its own words already say since or by
    grain: str = "day"


class _Frame:
    """What an expression is counted from."""

    def __init__(self, published: date | None, future: Callable[[int], bool], text: str) -> None:
        self.published = published
        self.future = future
        self.text = text


def _month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _shift_month(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _shift(day: date, amount: float, unit: str) -> date:
    """A day moved by an amount of units; hours count as days from a whole day on."""
    try:
        if unit in ("hour", "minute"):
            return day + timedelta(days=int(amount / 24) if unit == "hour" else 0)
        if unit in ("day", "night"):
            return day + timedelta(days=int(amount))
        if unit in ("week", "fortnight"):
            return day + timedelta(days=int(amount * (7 if unit == "week" else 14)))
        return _shift_month(
            day, int(amount * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
        )
    except (OverflowError, ValueError):
        return day


def _period(day: date, unit: str, offset: int) -> tuple[date, date]:
    """The week (Monday first), weekend, month, quarter, year, decade of a day, or the one ``offset`` later."""
    if unit == "week":
        start = day - timedelta(days=day.weekday()) + timedelta(days=7 * offset)
        return start, start + timedelta(days=6)
    if unit == "weekend":
        start = day - timedelta(days=day.weekday()) + timedelta(days=5 + 7 * offset)
        return start, start + timedelta(days=1)
    if unit == "month":
        moved = _shift_month(day.replace(day=1), offset)
        return _month_span(moved.year, moved.month)
    if unit == "quarter":
        first = _shift_month(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * offset)
        last = _shift_month(first, 2)
        return first, _month_span(last.year, last.month)[1]
    length = {"year": 1, "decade": 10, "century": 100}.get(unit, 1)
    year = day.year // length * length + offset * length
    return date(year, 1, 1), date(year + length - 1, 12, 31)


def _part(span: tuple[date, date], part: str) -> tuple[date, date]:
    """The early, middle or late third of a span."""
    first, last = span
    days = (last - first).days + 1
    part = part.lower()
    if part.startswith(("early", "the beginning", "the start", "beginning", "start", "earlier")):
        return first, first + timedelta(days=max(0, round(days / 3) - 1))
    if part.startswith(("late", "the end", "end")):
        return last - timedelta(days=max(0, round(days / 3) - 1)), last
    if part.startswith(("mid", "the middle")):
        return first + timedelta(days=days // 3), last - timedelta(days=days // 3)
    return span


# ---------------------------------------------------------------- the patterns


def _year_for(month: int, day: int, frame: _Frame, at: int) -> int | None:
    """The year of a date named without one: the latest that is past, or the next where the clause looks ahead."""
    published = frame.published
    if published is None:
        return None
    year = published.year
    key, now = (month, day), (published.month, published.day)
    if frame.future(at):
        return year if key >= now else year + 1
    if key <= now:
        return year
    # A few days ahead in a sentence without a future tense: a schedule rather than last year's day.
    ahead = date(year, month, min(day, 28)) - published
    return year if ahead.days <= 21 else year - 1


def _dated(match: re.Match[str], frame: _Frame) -> _Found:
    groups = match.groupdict()
    month = _MONTHS[groups["m"].rstrip(".").lower()]
    first, second = int(groups["d"]), int(groups["d2"] or groups["d"])
    found = _Found(match.start(), match.end(), None, None, relative=not groups["y"])
    year = int(groups["y"]) if groups["y"] else None
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


def _numeric(match: re.Match[str], frame: _Frame) -> _Found | None:
    found = _Found(match.start(), match.end(), None, None)
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


def _month(match: re.Match[str], frame: _Frame) -> _Found | None:
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
    found = _Found(match.start(), match.end(), None, None, relative=not match["my"], grain="month")
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
        year = frame.published.year
        if ahead and month < frame.published.month:
            year += 1
        elif not ahead and month > frame.published.month:
            year -= 1
    if year is None:
        found.doubt = "no article date"
        return found
    found.low, found.high = _part(_month_span(year, month), match["mpart"] or "")
    return found


def _year(match: re.Match[str], frame: _Frame) -> _Found | None:
    year = int(match["yyyy"])
    part = match["ypart"] or ""
    found = _Found(
        match.start("ypart") if part else match.start("yyyy"), match.end(), None, None, grain="year"
    )
    found.low, found.high = _part((date(year, 1, 1), date(year, 12, 31)), part)
    return found


def _decade(match: re.Match[str], frame: _Frame) -> _Found:
    year = int(match["dec"])
    low, high = _part((date(year, 1, 1), date(year + 9, 12, 31)), match["decpart"] or "")
    return _Found(match.start(), match.end(), low, high, grain="decade")


def _fraction(match: re.Match[str], frame: _Frame) -> _Found:
    found = _Found(match.start(), match.end(), None, None, relative=not match["fy"])
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
    found.high = _month_span(year, (number + 1) * months)[1]
    return found


def _season(match: re.Match[str], frame: _Frame) -> _Found | None:
    if not (match["srel"] or match["sy"]):
        return None
    month = _SEASONS[match["season"].lower()]
    found = _Found(match.start(), match.end(), None, None, relative=not match["sy"], grain="season")
    if match["sy"]:
        year = int(match["sy"])
    elif frame.published is None:
        found.doubt = "no article date"
        return found
    else:
        year = frame.published.year
        begun = date(year, month, 1) <= frame.published
        rel = (match["srel"] or "").lower().split()[0]
        over = begun and _shift_month(date(year, month, 1), 3) <= frame.published
        if rel in ("last", "past") and not over:
            year -= 1
        elif rel == "next" and begun:
            year += 1
        elif month == 12 and rel == "this" and frame.published.month < 3:
            year -= 1
    found.low = date(year, month, 1)
    found.high = _shift_month(found.low, 3) - timedelta(days=1)
    if match["srel"] and match["srel"].lower().split()[0] in ("early", "late", "mid"):
        found.low, found.high = _part((found.low, found.high), match["srel"])
    return found


def _weekday(match: re.Match[str], frame: _Frame) -> _Found | None:
    relation = " ".join((match["wrel"] or "").lower().split())
    if relation in ("every", "each"):
        return None
    found = _Found(match.start(), match.end(), None, None, relative=True)
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


def _deictic(match: re.Match[str], frame: _Frame) -> _Found:
    words = " ".join(match[0].lower().split())
    found = _Found(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    if words in ("overnight", "last night"):
        found.low, found.high = frame.published - timedelta(days=1), frame.published
        return found
    name = next((name for name in sorted(_DEICTIC, key=len, reverse=True) if words.startswith(name)), "today")
    found.low = found.high = frame.published + timedelta(days=_DEICTIC[name])
    return found


def _around(match: re.Match[str], frame: _Frame) -> _Found:
    """ "earlier this month", "last week", "next year"."""
    found = _Found(match.start(), match.end(), None, None, relative=True, grain=match["aunit"].lower())
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
        low, high = _period(published, "weekend", offset)
    elif relation in ("past",) and unit != "century":
        low, high = _shift(published, -1, unit), published  # "the past week": up to now
    else:
        low, high = _period(published, unit, offset)
    part = (match["apart"] or "").lower()
    if part.startswith("earlier"):
        high = min(high, published) if offset == 0 else high
    elif part.startswith("later"):
        low = max(low, published) if offset == 0 else low
    elif part:
        low, high = _part((low, high), part)
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


def _stretch(match: re.Match[str], frame: _Frame) -> _Found | None:
    """ "in the past 24 hours", "over the last three weeks", "in the coming days", "in recent months"."""
    found = _Found(match.start(), match.end(), None, None, relative=True)
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
        found.low, found.high = frame.published, _shift(frame.published, most, unit)
        if days_only and most <= 24:
            found.high = frame.published + timedelta(days=1)
    else:
        found.low, found.high = _shift(frame.published, -most, unit), frame.published
        if days_only and most <= 24:
            found.low = frame.published - timedelta(days=1)
    return found


def _ago(match: re.Match[str], frame: _Frame) -> _Found:
    found = _Found(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    unit = match["agounit"].lower()
    low, high = _amount(match["agonum"])
    exact = low == high
    found.low, found.high = _shift(frame.published, -high, unit), _shift(frame.published, -low, unit)
    if exact and unit in ("month", "year", "decade"):
        # "two years ago" is not a day: that month, or that year.
        found.low, found.high = _period(found.low, "month" if unit == "month" else "year", 0)
    elif exact and unit == "week":
        found.low, found.high = found.low - timedelta(days=3), found.high + timedelta(days=3)
    return found


def _within(match: re.Match[str], frame: _Frame) -> _Found | None:
    """ "within weeks", "within 48 hours", "in three weeks" of a clause that looks ahead."""
    if match["inword"].lower() == "in" and not frame.future(match.start()):
        return None
    found = _Found(match.start(), match.end(), None, None, relative=True, bounded=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    low, high = _amount(match["innum"] or "")
    unit = match["inunit"].lower()
    if match["inword"].lower() == "in":
        found.low = _shift(frame.published, low, unit)
    else:
        found.low = frame.published
    found.high = max(
        _shift(frame.published, high, unit), frame.published + timedelta(days=1 if unit == "hour" else 0)
    )
    return found


def _edge(match: re.Match[str], frame: _Frame) -> _Found:
    """ "the end of the year", "the start of this month"."""
    found = _Found(match.start(), match.end(), None, None, relative=True)
    if frame.published is None:
        found.doubt = "no article date"
        return found
    offset = {"last": -1, "next": 1}.get(match["erel"].lower().split()[-1], 0) if match["erel"] else 0
    span = _period(frame.published, (match["eunit"] or "year").lower(), offset)
    found.low, found.high = _part(span, match["epart"] or "end of")
    return found


def _elsewhere(match: re.Match[str], frame: _Frame) -> _Found:
    """ "the next day", "two days earlier": counted from a day that is named elsewhere."""
    return _Found(
        match.start(), match.end(), None, None, relative=True, doubt="counted from a day named elsewhere"
    )


_PATTERNS: list[tuple[re.Pattern[str], Callable[[re.Match[str], _Frame], _Found | None]]] = [
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


# ---------------------------------------------------------------- finding


def find_times(sentence: Sentence, published: date | None) -> list[Interval]:
    """The times that a sentence names, in order.

    Args:
        sentence: with its tree, which tells a look back from a look ahead ("on Friday"); works without.
        published: the article's day; relative times carry the doubt ``no article date`` without it.

    Returns:
        Intervals with offsets relative to the sentence; one that could not be counted out has both ends None and a ``doubt``.
    """
    text = sentence.text
    if not _TRIGGER.search(text):
        return []
    frame = _Frame(published, _Tense(sentence).future, text)
    found = _expressions(text, frame)
    found = _join_ranges(text, found)
    for one in found:
        _bound(text, one)
    clocks = list(_CLOCK.finditer(text)) if found else []
    return [_interval(one, _clock_for(one, clocks, text), text) for one in found]


def _interval(one: _Found, hour: str, text: str) -> Interval:
    return Interval(
        start=_iso(one.low, hour), end=_iso(one.high, hour), relative=one.relative, doubt=one.doubt,
        text=text[one.start : one.end], text_start=one.start, text_end=one.end,
    )  # fmt: skip


def _iso(day: date | None, hour: str) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{hour}" if hour else day.isoformat()


def _expressions(text: str, frame: _Frame) -> list[_Found]:
    taken: list[tuple[int, int]] = []
    found: list[_Found] = []
    for pattern, count in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            try:
                one = count(match, frame)
            except (ValueError, OverflowError):
                one = _Found(start, end, None, None, doubt=f"cannot count out {match[0]!r}")
            if one is not None:
                found.append(one)
                taken.append((one.start, one.end))
    found.sort(key=lambda one: one.start)
    return found


def _join_ranges(text: str, found: list[_Found]) -> list[_Found]:
    """ "from 8 October to 3 November", "between Monday and Friday", "2014-2016"."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.low
            and one.high
            and _LINK.match(text[last.end : one.start])
            and len(text[last.end : one.start]) < 12
        ):
            prefix = _PREFIX.search(text, max(0, last.start - 20), last.start)
            word = prefix[1].lower() if prefix else ""
            link = text[last.end : one.start].strip(" ,").lower()
            if (link.startswith("and") and word == "between") or (
                not link.startswith("and") and word in ("from", "", "between", "starting")
            ):
                start = prefix.start() if prefix and word in ("from", "between") else last.start
                low, high = last.low, one.high
                if low > high and last.relative and last.grain == "month" and not one.relative:
                    low = low.replace(year=high.year - (low.month > high.month))
                elif last.relative and not one.relative:
                    low = (
                        low.replace(year=high.year) if (low.month, low.day) <= (high.month, high.day) else low
                    )
                doubt = "" if low <= high else "the end lies before the start"
                joined[-1] = _Found(
                    start,
                    one.end,
                    low,
                    high,
                    last.relative or one.relative,
                    last.doubt or one.doubt or doubt,
                    True,
                )
                continue
        joined.append(one)
    return joined


def _bound(text: str, one: _Found) -> None:
    """ "since March" has no end, "by December" no start."""
    prefix = _PREFIX.search(text, max(0, one.start - 24), one.start)
    if prefix is None or one.bounded or one.doubt == "counted from a day named elsewhere":
        return
    word = " ".join(prefix[1].lower().split())
    if word in ("following", "between", "beginning") and word != "beginning":
        return
    one.start = prefix.start()
    if word == "from" and one.grain == "day" and one.low != one.high:
        return  # "from 8 to 13 October" has both ends
    if word in ("since", "from", "starting", "beginning", "as of", "as early as"):
        one.high = None
    elif word in ("by", "until", "till", "through", "up to", "no later than"):
        one.low = None
    elif word in ("before", "ahead of"):
        one.high = one.low - timedelta(days=1) if one.low else None
        one.low = None
    elif word == "after":
        one.low, one.high = one.high, None


def _clock_for(one: _Found, clocks: list[re.Match[str]], text: str) -> str:
    """The hour that stands beside a day: "Friday at 8 p.m.", "at 20:30 on 5 May"; empty when none does."""
    if one.low is None or one.low != one.high:
        return ""
    for clock in clocks:
        between = text[one.end : clock.start()] if clock.start() >= one.end else text[clock.end() : one.start]
        if len(between) > 24 or not re.fullmatch(
            r"[\s,]*(?:(?:at|on|around|about|just|before|after|local|time|GMT|UTC|shortly|EST|EDT|of|approximately)?[\s,]*)*",
            between,
            re.IGNORECASE,
        ):
            continue
        if clock["word"]:
            return "12:00" if clock["word"].lower() == "noon" else "00:00"
        if clock["h"]:
            hour = int(clock["h"]) % 12 + (12 if clock["half"].lower() == "p" else 0)
            return (
                f"{hour:02d}:{clock['min'] or '00'}"
                if int(clock["h"]) <= 12 and int(clock["min"] or 0) < 60
                else ""
            )
        return f"{int(clock['h24']):02d}:{clock['min24']}"
    return ""


class _Tense:
    """Whether the clause round a place in the text looks ahead."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._tree: Tree | None = None

    def future(self, offset: int) -> bool:
        sentence = self.sentence
        if not sentence.words or len(sentence.heads) != len(sentence.words):
            return bool(
                re.search(r"\b(?:will|going to|plans? to|expected to|scheduled|set to)\b", sentence.text)
            )
        if self._tree is None:
            self._tree = tree_of(sentence)
        tree = self._tree
        word = min(bisect_right(sentence.ends, offset), len(sentence.words) - 1)
        for _ in range(len(sentence.words)):
            if sentence.upos[word] in ("VERB", "AUX") or any(
                tree.relations[k] in ("cop", "aux") for k in tree.kids[word]
            ):
                return self._looks_ahead(tree, word)
            word = sentence.heads[word]
            if word < 0:
                return False
        return False

    def _looks_ahead(self, tree: Tree, verb: int) -> bool:
        kids = tree.kids[verb]
        if any(tree.relations[k] == "aux" and tree.low[k] in _FUTURE_AUX for k in kids):
            return True
        if any(tree.relations[k] == "aux" and tree.lemmas[k] in ("have",) for k in kids):
            return False
        head = tree.heads[verb]
        if tree.lemmas[verb] in ("plan", "schedule", "due", "expect", "slate") and not any(
            tree.lemmas[k] == "have" for k in kids
        ):
            return True
        if tree.infinitive(verb) and head >= 0 and tree.lemmas[head] in _FUTURE_HEADS:
            return True
        if tree.infinitive(verb) and head < 0:
            return True  # a headline: "Leaders to meet on Friday"
        going = any(tree.lemmas[k] == "go" for k in ([head] if head >= 0 else []))
        if going and tree.infinitive(verb):
            return True
        shares = tree.relations[verb] in ("conj", "xcomp", "advcl") and not any(
            tree.relations[k] in ("aux", "nsubj") for k in kids
        )
        if shares and head >= 0 and tree.upos[head] in ("VERB", "AUX"):
            return self._looks_ahead(tree, head)
        return False


def _head(sentence: Sentence, time: Interval) -> int:
    """The word of a time whose head is outside; a nominal rather than its preposition."""
    first = min(bisect_right(sentence.ends, time.text_start), len(sentence.words) - 1)
    last = max(first + 1, bisect_left(sentence.starts, time.text_end))
    tops = [i for i in range(first, last) if not first <= sentence.heads[i] < last]
    nominal = [i for i in tops if sentence.upos[i] in ("NOUN", "PROPN", "NUM", "ADV")]
    return (nominal or tops or [first])[0]


# ---------------------------------------------------------------- the time of an event

_CLAUSAL = frozenset({"ccomp", "parataxis", "csubj"})


def event_time(sentence: Sentence, word: int, times: Sequence[Interval]) -> Interval | None:
    """The time that belongs to a predicate, apart from that of the words that report it.

    Args:
        sentence: with its tree.
        word: index of the verb or event noun.
        times: of `find_times` for the same sentence.

    Returns:
        The interval of the nearest time that hangs on the predicate, or on the clause that it shares; None when the
        sentence names none for it. In "said on Friday that troops left on Monday" the leaving has Monday only.
    """
    if not times or not 0 <= word < len(sentence.heads):
        return None
    tree = tree_of(sentence)
    hung = [(_hang(tree, sentence, time), _head(sentence, time), time) for time in times]
    seen: set[int] = set()
    at = word
    while at >= 0 and at not in seen:
        seen.add(at)
        own = [(bool(time.doubt), abs(head - word), time) for chain, head, time in hung if at in chain]
        own = own or [
            (bool(time.doubt), abs(head - word), time)
            for chain, head, time in hung
            if _shares_up(tree, chain, at)
        ]
        if own:
            return min(own, key=lambda one: one[:2])[2]
        at = _clause_above(tree, at)
    return None


def _hang(tree: Tree, sentence: Sentence, time: Interval) -> list[int]:
    """The words a time hangs on; "said on Friday that" is the saying's whatever the tree says."""
    first = min(bisect_right(sentence.ends, time.text_start), len(sentence.words) - 1)
    last = max(first + 1, bisect_left(sentence.starts, time.text_end))
    before = first - 1
    while before >= 0 and tree.low[before] in ("on", "in", "late", "early", "at"):
        before -= 1
    if before >= 0 and tree.upos[before] == "VERB" and tree.low[last : last + 1] == ["that"]:
        return [before]
    return _governor(tree, _head(sentence, time))


def _governor(tree: Tree, head: int) -> list[int]:
    """The words a time hangs on, up to and with its verb."""
    chain: list[int] = [head]
    word = tree.heads[head]
    while word >= 0 and len(chain) < 12:
        chain.append(word)
        if tree.upos[word] in ("VERB", "AUX") or any(
            tree.relations[k] in ("nsubj", "cop") for k in tree.kids[word]
        ):
            break
        word = tree.heads[word]
    return chain


def _shares_up(tree: Tree, chain: list[int], word: int) -> bool:
    """ "began shelling on Friday": the time of the infinitive or gerund is that of the verb above."""
    if not chain:
        return False
    last = chain[-1]
    return tree.relations[last] == "xcomp" and tree.heads[last] == word


def _clause_above(tree: Tree, word: int) -> int:
    """The word whose time a predicate shares when it has none of its own; -1 when there is none."""
    relation, head = tree.relations[word], tree.heads[word]
    if (
        relation == "parataxis"
        and tree.is_gerund(word)
        and not any(tree.relations[k] == "nsubj" for k in tree.kids[word])
    ):
        return head  # "exploded, killing four"
    if head < 0 or relation in _CLAUSAL:
        return -1
    if relation == "acl":
        # A relative clause has its own time; a participle ("killed in the attack") shares the clause's.
        return (
            -1
            if any(
                tree.relations[k] in ("nsubj", "aux") or tree.low[k] in ("who", "that", "which")
                for k in tree.kids[word]
            )
            else head
        )
    if relation == "advcl":
        marker = tree.preposition(word)
        return (
            -1
            if marker
            in (
                "after",
                "before",
                "since",
                "if",
                "until",
                "because",
                "although",
                "though",
                "as",
                "when",
                "while",
            )
            else head
        )
    return head
