"""Text into words, as Universal Dependencies English EWT splits them.

Hyphenated compounds are several words ("wheel - chair"), contractions and possessives are split ("do n't",
"Koreas '"), abbreviations, decimal numbers, times, addresses and e-mail stay whole. One compiled pattern reads the text once,
so the time is linear in its length whatever the text is.
"""

from __future__ import annotations

import re

__all__ = ["ABBREVIATIONS", "tokenize"]

# Words that keep their full stop. Titles and ranks come before a name, so a sentence never ends in them;
# `parsing.sentences` relies on that split of the table.
TITLES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Messrs",
        "Dr",
        "Prof",
        "Rev",
        "Fr",
        "Hon",
        "Gov",
        "Sen",
        "Rep",
        "Reps",
        "Sens",
        "Pres",
        "Gen",
        "Lt",
        "Col",
        "Maj",
        "Capt",
        "Cmdr",
        "Cpl",
        "Sgt",
        "Adm",
        "Brig",
        "Pvt",
        "Supt",
        "Insp",
        "Det",
        "Amb",
        "Sec",
        "Msgr",
        "St",
        "Mt",
        "Ft",
        "Sr",
        "Sra",
        "Mme",
        "Mlle",
        "Dep",
        "Asst",
        "Atty",
        "Supt",
        "Comdr",
        "Ens",
        "Spc",
        "Pfc",
        "Vice-Adm",
        "Lt-Gen",
        "Maj-Gen",
        "Lt-Col",
        "Brig-Gen",
    ]
)
OTHERS = frozenset(
    [
        "Jr",
        "Inc",
        "Corp",
        "Co",
        "Ltd",
        "Bros",
        "Cos",
        "Dept",
        "Univ",
        "Assn",
        "Ave",
        "Blvd",
        "Rd",
        "Hwy",
        "No",
        "Nos",
        "vs",
        "etc",
        "approx",
        "est",
        "al",
        "cf",
        "ed",
        "eds",
        "vol",
        "fig",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Mon",
        "Tue",
        "Tues",
        "Wed",
        "Thu",
        "Thur",
        "Thurs",
        "Fri",
        "Sat",
        "Sun",
        "Ala",
        "Ariz",
        "Ark",
        "Calif",
        "Colo",
        "Conn",
        "Del",
        "Fla",
        "Ga",
        "Ill",
        "Ind",
        "Kan",
        "Ky",
        "La",
        "Md",
        "Mass",
        "Mich",
        "Minn",
        "Miss",
        "Mo",
        "Mont",
        "Neb",
        "Nev",
        "Okla",
        "Ore",
        "Pa",
        "Penn",
        "Tenn",
        "Tex",
        "Va",
        "Vt",
        "Wash",
        "Wis",
        "Wyo",
        "ft",
        "lb",
        "lbs",
        "oz",
        "hr",
        "hrs",
        "min",
        "mins",
        "sec",
        "secs",
        "yr",
        "yrs",
        "pp",
        "ca",
        "viz",
        "a.m",
        "p.m",
    ]
)
ABBREVIATIONS = TITLES | OTHERS

_APOSTROPHE = "['\u2019\u02bc\u2018`]"
_WORD = r"[^\W_]"
_TOKEN = re.compile(
    rf"""
    (?P<address> (?:https?://|www\.)[^\s<>"']{{1,2000}} | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,5}}
               | (?<![\w.])[a-zA-Z0-9-]{{2,40}}(?:\.[a-zA-Z0-9-]{{2,20}}){{0,3}}\.(?:com|org|net|gov|edu|co\.uk|info|ru|de|fr)\b )
  | (?P<tag> [@\#][\w_]{{2,50}} )
  | (?P<phone> \d{{3}}-\d{{3}}-\d{{4}}(?!\w) )
  | (?P<number> \d{{1,3}}(?:,\d{{3}}){{1,8}}(?:\.\d+)?(?![\w]) | \d+(?:[.:/]\d+)+(?!\w) | \.\d+(?!\w) | \d+(?:st|nd|rd|th|s)(?!\w) | \d+(?!\w) )
  | (?P<unit> (?P<digits>\d+(?:\.\d+)?)(?=(?:am|pm|km|kg|mm|cm|m|k|bn|mn|mph|kmh)(?!\w)) )
  | (?P<initials> (?:[A-Za-z]\.){{2,6}}(?!\w) )
  | (?P<clitic> {_APOSTROPHE}(?:s|S|m|M|re|RE|ve|VE|ll|LL|d|D)(?!\w) )
  | (?P<prefixed> (?:[Nn]on|[Aa]nti|[Mm]id|[Pp]re|[Pp]ro|[Cc]o|[Rr]e|[Ee]x|[EeXx])-[a-zA-Z]+(?!\w) )
  | (?P<word> {_WORD}+(?:{_APOSTROPHE}(?={_WORD}){_WORD}+)* )
  | (?P<dots> \.{{2,}} | \u2026 ) | (?P<dashes> -{{2,}} | [\u2013\u2014]+ )
  | (?P<repeat> !+ | \?+ | \*+ | =+ | ~+ | _+ ) | (?P<quotes> `` | '' )
  | (?P<emoticon> [:;]-?[)(DPp](?!\w) )
  | (?P<other> \S )
    """,
    re.VERBOSE,
)
_CONTRACTION = re.compile(
    rf"(?P<stem>.+?)(?P<clitic>n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|m|re|ve|ll|d))$", re.IGNORECASE
)
# Words written as one that are two in UD.
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2}


def tokenize(text: str) -> tuple[list[str], list[int], list[int]]:
    """Split a text into words.

    Args:
        text: a sentence; control characters count as white space or as words of their own, never as errors.

    Returns:
        The words and their start and end offsets; ``text[start:end] == word`` for each.
    """
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "address":
            end -= len(match.group()) - len(match.group().rstrip(".,;:!?)]}\"'"))
        if kind == "word":
            _split_word(text, start, end, starts, ends)
            continue
        if kind == "digits":
            kind = "unit"
        starts.append(start)
        ends.append(end)
        if kind == "address" and end < match.end():
            for position in range(end, match.end()):
                starts.append(position)
                ends.append(position + 1)
    _join_abbreviations(text, starts, ends)
    return [text[a:b] for a, b in zip(starts, ends, strict=True)], starts, ends


def _split_word(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Split clitics and fused words off ``text[start:end]``."""
    word = text[start:end]
    cut = _FUSED.get(word.lower(), 0)
    if not cut and len(word) > 2:
        contraction = _CONTRACTION.fullmatch(word)
        cut = contraction.start("clitic") if contraction else 0
    if cut:
        starts.append(start)
        ends.append(start + cut)
        start += cut
    starts.append(start)
    ends.append(end)


def _join_abbreviations(text: str, starts: list[int], ends: list[int]) -> None:
    """Give abbreviations and single initials their full stop back, in place."""
    at = 0
    while at < len(starts) - 1:
        if ends[at] == starts[at + 1] and text[starts[at + 1] : ends[at + 1]] == ".":
            word = text[starts[at] : ends[at]]
            last = at + 2 >= len(starts)
            if (word in ABBREVIATIONS and (not last or word in OTHERS)) or (
                len(word) == 1 and word.isupper() and not last and word != "I"
            ):
                ends[at] = ends[at + 1]
                del starts[at + 1], ends[at + 1]
        at += 1
