"""Wording that tells which incident a sentence is about, and how its figures belong together.

All of it is general to news of attacks and accidents: sums over several incidents ("in separate shootings"), cases
told again ("a week after another blast"), statistics ("this year"), teasers of other stories, victims counted in one
another ("including", "one of the six") and one who died by his own hand.
"""

from __future__ import annotations

import re

__all__ = [
    "INCLUDING",
    "begins_another",
    "by_own_hand",
    "has_wounds",
    "is_grave",
    "is_part",
    "is_teaser",
    "lives_on",
    "ordinal",
    "sums_incidents",
    "tells_of_another",
]

_EVENTS = r"(?:shootings|incidents|attacks|accidents|crashes|homicides|stabbings|explosions|bombings|blasts|murders|killings)"
_EVENT = r"(?:shooting|attack|bombing|blast|explosion|crash|accident|killing|murder|stabbing)"
_SUMS = re.compile(
    r"\b(?:separate|unrelated|different|multiple|string of|series of|two|three|four|five|six|\d+)\s+(?:\w+\s+)?"
    rf"{_EVENTS}\b"
    r"|\bacross the (?:city|country|region|county|state|province)\b"
    r"|\b(?:killed|wounded|dead|injured|hurt|shot|died)\b.{0,30}\b(?:in|by|across|over|during)\b.{0,30}\b"
    rf"{_EVENTS}\b(?! (?:of|at|on)\b)"
    r"|\bweekend(?:['’]s)? (?:shootings|violence|gunfire|bloodshed|crashes|toll)\b"
    r"|\b(?:citywide|nationwide|since (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"\b(?:days?|weeks?|months?|years?|hours?) (?:after|since|before) (?:an?|another|the) (?:\w+[- ])?(?:\w+ )?(?:{_EVENT}|girl|boy|man|woman|teen\w*|\d)"
    rf"|\b{_EVENT}s? (?:last|earlier this) (?:week|month|year)\b"
    r"|\b(?:this year|so far|year to date|last year|per cent|percent|statistics|on average|an average of|homicide (?:of|in) (?:the|\d)|of the year|since \w+"
    r"|in recent (?:years|months|weeks)|(?:weeks?|months?|years?) (?:ago|earlier)|each year|every year|annually|in the past"
    r"|over the (?:past|weekend|last))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"\b(?:(?:an)?other|separate|unrelated|similar|different|second|third|earlier|previous)\s+(?:\w+\s+)?(?:{_EVENT}|incident|raid|strike|blast|flood|fire|case)s?\b"
    r"|\b(?:last|earlier this) (?:week|month)\b|\belsewhere\b",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"\(?(?:STORY|RELATED|READ|MORE|WATCH|PHOTOS?|VIDEO|ALSO|UPDATE|SEE|Related|Read|More|Also|Video|Watch)\b[^:]{0,20}:"
)
_OWN_HAND = re.compile(
    r"\b(?:kill\w*|sho[ot]t?\w*|hang\w*|stab\w*|blew|blow\w*)\s+(?:and\s+kill\w*\s+)?(?:(?:him|her|them)sel(?:f|ves)|self)\b"
    r"|\bon\s+(?:him|her)self\b|\b(?:his|her) own life\b|\bsuicide\b|(?:,|\band)\s+(?:then\s+)?(?:himself|herself|self)\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:attempt\w*|tried|trying|unsuccessful\w*|suspected of|planned|wanted)\b", re.IGNORECASE
)
INCLUDING = re.compile(r"\b(?:including|among them|one of whom|of whom|of them)\b", re.IGNORECASE)
_GRAVE = re.compile(
    r"\b(?:critically|seriously|gravely|severely|life.threatening|badly|in (?:critical|serious|grave))\b",
    re.IGNORECASE,
)
_WITH_WOUNDS = re.compile(
    r"[^.;:,]{0,80}?\b(?:with|suffering(?: from)?|sustained|suffered)\s+(?:[\w-]+\s+){0,3}(?:wounds?|injur(?:y|ies))\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:expected to (?:survive|live|recover|make a)|survived|stable condition|(?:non|not)[- ]life[- ]threatening"
    r"|treated and released)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*,?\s*(?:\d+,\s*)?(?:was|were) also\b", re.IGNORECASE)
_PART = re.compile(r"\s+of\s+(?:the|them|those|these|his|her|their|its|\w+'s|whom|which)\b", re.IGNORECASE)
_NTH = {
    word: n
    for n, word in enumerate(
        ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 3
    )
}
_ORDINAL = re.compile(
    rf"(?:an?|the)\s+(?:({'|'.join(_NTH)})|([1-9]|1\d)(?:rd|th|st))\s+(?:\w+\s+)?"
    r"(?:person|victim|man|woman|boy|girl|child|teen\w*|student|soldier|passenger|worker|officer|fatality)\Z",
    re.IGNORECASE,
)


def sums_incidents(text: str) -> bool:
    """Whether a sentence adds up the victims of several incidents."""
    return bool(_SUMS.search(text))


def tells_of_another(text: str) -> bool:
    """Whether a sentence tells of an earlier case or of a sum over a time."""
    return bool(_ANOTHER.search(text))


def begins_another(text: str) -> bool:
    """Whether a sentence turns to another incident: an earlier case, or one told of beside."""
    return bool(_ANOTHER.search(text) or _BESIDE.search(text))


def is_teaser(text: str) -> bool:
    """Whether a line far down in an article is the headline of another story."""
    return bool(_TEASER.match(text)) or text.rstrip()[-1:].isalnum()


def by_own_hand(text: str) -> bool:
    """Whether a sentence tells that somebody died by his own hand."""
    return bool(_OWN_HAND.search(text)) and not _TRIED.search(text)


def is_grave(text: str, start: int = 0, reach: int | None = None) -> bool:
    """Whether harm is said to be grave within ``reach`` characters from ``start``, or anywhere behind it."""
    return bool(_GRAVE.search(text, start, len(text) if reach is None else start + reach))


def has_wounds(text: str, end: int) -> bool:
    """Whether the persons whose number ends there are said to have wounds: "three men came in with stab wounds"."""
    return bool(_WITH_WOUNDS.match(text, end))


def lives_on(text: str, start: int) -> bool:
    """Whether somebody is said behind ``start`` to live, or to have been hurt beside others ("was also shot")."""
    return bool(_LIVES.search(text, start)) or bool(_ALSO.match(text, start))


def is_part(text: str, end: int) -> bool:
    """Whether the number that ends there is a part of others: "two of the wounded"."""
    return bool(_PART.match(text, end))


def ordinal(item: str) -> int:
    """Which victim somebody is said to be ("a third person"), 0 where none is said."""
    match = _ORDINAL.match(item)
    if match is None:
        return 0
    return _NTH[match[1].lower()] if match[1] else int(match[2])
