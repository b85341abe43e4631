"""Times of a sentence as intervals of days, and the time that belongs to one event in it.

`time_expressions` counts the expressions out from the article's day; here ranges, bounds and hours are read. What the
text leaves open stays None; what cannot be counted out (no article date, 31 February, "the next day" of a day named
elsewhere) keeps the doubt on the record.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from watchfloor.coding.lookup import tree_of
from watchfloor.coding.time_expressions import Expression, Frame, find_expressions
from watchfloor.coding.time_spans import first_from, month_span
from watchfloor.coding.tree import CLAUSE_MARKERS, Tree
from watchfloor.records import Interval, Sentence

__all__ = ["event_time", "find_times"]

# Texts without one of these need no closer look.
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
# What may stand before the time that opens a sentence.
_OPENS = re.compile(r"\W*(?:(?:(?:early|late|back)\s+)?(?:in|on|during)\s+)?(?:the\s+)?", re.IGNORECASE)
_NEWS_DAYS = 60  # a day of no year so near before the article's is its news
_END_OF = re.compile(r"(?:the\s+)?(?:end|close)\s+of\b|(?:the\s+)?year(?:-|['’]s )end\b", re.IGNORECASE)
_FUTURE_AUX = frozenset({"will", "'ll", "shall", "wo", "’ll"})
# These look ahead but for what would or must have been.
_OPEN_AUX = frozenset({"would", "'d", "’d", "must"})
# What is put off lies ahead of the putting off, but perhaps not of the article.
_PUTTING_OFF = frozenset({"postpone", "delay", "defer", "reschedule", "cancel"})
_FUTURE_HEADS = frozenset({
    "plan", "expect", "schedule", "due", "set", "intend", "hope", "aim", "want", "prepare", "promise",
    "vow", "pledge", "agree", "order", "urge", "ask", "demand", "call", "need", "slate", "likely",
    "ready", "poised",
})  # fmt: skip


def find_times(sentence: Sentence, published: date | None, thread: Sequence[Interval] = ()) -> list[Interval]:
    """The times that a sentence names, in order.

    A day without a year takes that of a time named before which the account goes on from, and else the one that the
    article's day suggests.

    Args:
        sentence: with its tree, which tells a look back from a look ahead ("on Friday"); works without.
        published: the article's day; relative times carry the doubt ``no article date`` without it.
        thread: times of the sentences just before in the article.

    Returns:
        Intervals with offsets relative to the sentence; one that could not be counted out has both ends None and a ``doubt``.
    """
    text = sentence.text
    if not _TRIGGER.search(text):
        return []
    tense = _Tense(sentence)
    frame = Frame(published, tense.future, text, tense.due)
    found = find_expressions(text, frame)
    if published is not None:
        _take_years(text, found, published, thread)
    found = _join_ranges(text, found)
    for one in found:
        _bound(text, one)
    clocks = list(_CLOCK.finditer(text)) if found else []
    return [_interval(one, _clock_for(one, clocks, text), text) for one in found]


def _take_years(text: str, found: Sequence[Expression], published: date, thread: Sequence[Interval]) -> None:
    """Give days and months without a year that of an earlier time which the account goes on from.

    "In September 2023 they met and on 13 September signed": the earlier one opens the sentence or is the same month;
    of the sentences before only the same month counts, and not for a day that can well be the article's news. A year
    that puts a day behind the article's is not taken.
    """
    before = [month for time in thread if (month := _named_month(time))]
    named: list[date] = []
    opened: date | None = None
    for one in found:
        if one.low is None or one.high is None:
            continue
        opens = bool(_OPENS.fullmatch(text, 0, one.start))
        if one.yearless:
            low = one.low
            told = named if published - low < timedelta(days=_NEWS_DAYS) else [*before, *named]
            start = next((month for month in reversed(told) if month.month == low.month), opened)
            moved = first_from(low, start) if start else None
            if moved is not None and moved <= published:
                whole = one.grain == "month" and (one.low, one.high) == month_span(low.year, low.month)
                one.high = month_span(moved.year, moved.month)[1] if whole else moved + (one.high - low)
                one.low, one.relative = moved, False
        elif not one.relative and one.grain in ("day", "month", "year") and not one.doubt:
            if opens:
                opened = one.low
            if one.grain == "month" and not _PREFIX.search(text, max(0, one.start - 24), one.start):
                named.append(one.low.replace(day=1))


def _named_month(time: Interval) -> date | None:
    """The first day of the month that a time names with its year ("September 2023"); None for any other."""
    if time.relative or not (time.start and time.end) or len(time.text.split()) > 3:
        return None
    whole = time.start[:7] == time.end[:7] and time.start != time.end and time.start[:4] in time.text
    return date.fromisoformat(time.start[:10]).replace(day=1) if whole else None


def _interval(one: Expression, hour: str, text: str) -> Interval:
    return Interval(
        start=_iso(one.low, hour), end=_iso(one.high, hour), relative=one.relative, doubt=one.doubt,
        text=text[one.start : one.end], text_start=one.start, text_end=one.end,
    )  # fmt: skip


def _iso(day: date | None, hour: str) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{hour}" if hour else day.isoformat()


def _join_ranges(text: str, found: list[Expression]) -> list[Expression]:
    """ "from 8 October to 3 November", "between Monday and Friday", "2014-2016"."""
    joined: list[Expression] = []
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
                joined[-1] = Expression(
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


def _bound(text: str, one: Expression) -> None:
    """ "since March" has no end, "by December" no start."""
    prefix = _PREFIX.search(text, max(0, one.start - 24), one.start)
    if prefix is None or one.bounded or one.doubt == "counted from a day named elsewhere":
        return
    word = " ".join(prefix[1].lower().split())
    if word in ("following", "between", "beginning") and word != "beginning":
        return
    own = text[one.start : one.end]
    one.start = prefix.start()
    if word == "from" and one.grain == "day" and one.low != one.high:
        return  # "from 8 to 13 October" has both ends
    if word in ("since", "from", "starting", "beginning", "as of", "as early as"):
        one.high = None
    elif word in ("by", "until", "till", "through", "up to", "no later than"):
        one.low = None
    elif word in ("before", "ahead of"):
        if not _END_OF.match(own):  # it may still be in the last days
            one.high = one.low - timedelta(days=1) if one.low else None
        one.low = None
    elif word == "after":
        one.low, one.high = one.high, None


def _clock_for(one: Expression, clocks: list[re.Match[str]], text: str) -> str:
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
        """Whether the clause round a place in the text tells of what lies ahead."""
        tree, verb = self._clause(offset)
        if tree is None:
            return bool(
                re.search(r"\b(?:will|going to|plans? to|expected to|scheduled|set to)\b", self.sentence.text)
            )
        return verb >= 0 and self._looks_ahead(tree, verb)

    def due(self, offset: int) -> bool:
        """Whether the clause round a place tells of what was to be: "had been due to leave", "put off a vote"."""
        tree, verb = self._clause(offset)
        if tree is None or verb < 0:
            return False
        if tree.lemmas[verb] in _PUTTING_OFF:
            return True
        was = any(tree.low[k] in ("had", "was", "were", "been") for k in tree.kids[verb])
        return was and self._is_due(tree, verb)

    def _clause(self, offset: int) -> tuple[Tree | None, int]:
        """The tree and the predicate above a place in the text, None without a tree, -1 without a predicate."""
        sentence = self.sentence
        if not sentence.words or len(sentence.heads) != len(sentence.words):
            return None, -1
        if self._tree is None:
            self._tree = tree_of(sentence)
        tree = self._tree
        word = min(bisect_right(sentence.ends, offset), len(sentence.words) - 1)
        for _ in range(len(sentence.words)):
            if (
                sentence.upos[word] in ("VERB", "AUX")
                or self._is_due(tree, word)
                or any(tree.relations[k] in ("cop", "aux") for k in tree.kids[word])
            ):
                return tree, word
            word = sentence.heads[word]
            if word < 0:
                break
        return tree, -1

    @staticmethod
    def _is_due(tree: Tree, verb: int) -> bool:
        """ "due in April", "due to leave in April": "due" itself, or a verb that trees hang it on or below it."""
        if tree.low[verb] == "due":
            return True
        near = [k for k in (tree.heads[verb], *tree.kids[verb]) if 0 <= k < verb]
        return any(
            tree.low[k : k + 2] == ["due", "to"] and tree.upos[k + 1] == "PART"
            for k in (verb - 2, *near)
            if k >= 0
        )

    def _looks_ahead(self, tree: Tree, verb: int) -> bool:
        kids = tree.kids[verb]
        have = any(tree.relations[k] == "aux" and tree.lemmas[k] == "have" for k in kids)
        if any(tree.relations[k] == "aux" and tree.low[k] in _FUTURE_AUX for k in kids):
            return True
        if any(tree.relations[k] == "aux" and tree.low[k] in _OPEN_AUX for k in kids):
            return not have
        if self._is_due(tree, verb):
            return not have
        if have:
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


def event_time(
    sentence: Sentence, word: int, times: Sequence[Interval], published: date | None = None
) -> Interval | None:
    """The time that belongs to a predicate, apart from that of the words that report it.

    Args:
        sentence: with its tree.
        word: index of the verb or event noun.
        times: of `find_times` for the same sentence.
        published: the article's day: one that comes after it is no time of what has been done.

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
        own = own or [
            (bool(time.doubt), abs(head - word), time)
            for chain, head, time in hung
            if _past_day(time, published) and at in _through_object(tree, chain)
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


def _past_day(time: Interval, published: date | None) -> bool:
    """Whether a time is one day, not after the article's."""
    if time.start is None or time.start != time.end:
        return False
    return published is None or time.start[:10] <= published.isoformat()


def _through_object(tree: Tree, chain: list[int]) -> list[int]:
    """The words above a gerund that a time hangs on and that tells what a noun is like.

    The day in "vetoed a resolution extending the mandate on 5 May" is that of the veto: a resolution has none.
    """
    if len(chain) > 2:
        return []  # "condemning the attack on 5 May": the attack's
    above: list[int] = []
    while chain and tree.relations[chain[-1]] == "acl" and tree.is_gerund(chain[-1]):
        chain = _governor(tree, chain[-1])[1:]
        above += chain
    return above


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
        return -1 if tree.preposition(word) in CLAUSE_MARKERS else head
    return head
