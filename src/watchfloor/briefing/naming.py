"""What speakers, actors, places and days are called in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from watchfloor.briefing.quoting import DATELINE
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Actor, Claim, Interval, Place, Speaker

__all__ = [
    "NAMED",
    "PRONOUNS",
    "UTTERED",
    "actor_words",
    "capital",
    "country_words",
    "doers",
    "fullest_names",
    "is_denial",
    "listing",
    "parties_words",
    "place_words",
    "possessive",
    "say_day",
    "say_days",
    "several",
    "speaker_key",
    "speaker_words",
    "speakers_of",
]

#: How many are named before "and n more".
NAMED = 3
#: A speaker's name and office longer than this (in characters) is not used throughout a brief.
LONGEST_NAME = 60

PRONOUNS = frozenset(
    re.findall(
        r"\w+",
        "he she it they we i him her them his their its my our your who which that this these those others",
    )
)
_MONTHS = re.findall(
    r"\w+", "January February March April May June July August September October November December"
)
# "Few lawyers agree", "Nobody said": that no one says so is told by the sentence itself.
_NO_ONE = re.compile(r"(?:few|no|none|nobody|neither|hardly|not|nothing|little)\b", re.IGNORECASE)
# "Ukraine, which Moscow denies", "Mark Rutte on Monday": not part of who speaks.
_ASIDE = re.compile(
    r"(?:,?\s+(?:which|who|whom|whose)\b.*|\s+(?:on|last|this)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)$",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"(?:its|their|(?:his|her|its|their)\s+(?:country|nation|government)['’]s)\s+", re.IGNORECASE
)
_DENYING = re.compile(r"(?:den[iy]|reject|refut|dismiss|disput|rebut|brush)", re.IGNORECASE)
#: Kinds of organisation that stand in a country's place.
_KINDS = frozenset({"IGO", "NGO", "MNC", "IMG"})
#: Types of acts that are words: who utters one is its actor as well.
UTTERED = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def several(count: int, noun: str, plural: str = "") -> str:
    """``1 outlet``, ``3 outlets``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def listing(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B, C and 4 more``."""
    shown = list(names[:NAMED])
    if len(names) > NAMED:
        return f"{', '.join(shown)} and {len(names) - NAMED} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


# ---------------------------------------------------------------- speakers


def speakers_of(claim: Claim) -> list[Speaker]:
    """Those other than the article whom a claim is laid to; "few lawyers" are nobody."""
    return [s for s in claim.speakers if s.kind != "article" and not _NO_ONE.match(s.text.strip())]


def speaker_key(speaker: Speaker) -> str:
    """What tells one speaker from another: the actor where it resolves to one, else the words."""
    plain = " ".join(re.findall(r"\w+", speaker.text.casefold()))
    return speaker.id or speaker.name.casefold() or plain or speaker.kind


def speaker_words(speaker: Speaker) -> str:
    """What a speaker is called in a line: the article's words, the table's name where those are a pronoun."""
    words = " ".join(speaker.text.split())
    dateline = DATELINE.match(words)
    words = words[dateline.end() :] if dateline and dateline.end() < len(words) else words
    words = _ASIDE.sub("", words).strip(" ,;:-")
    own = _ITS_OWN.match(words)
    if own and speaker.country in load_wording().countries:
        return f"{possessive(country_words(speaker.country or ''))} {words[own.end() :]}"
    first = words.partition(" ")[0].casefold()
    # A bare role ("the ministry"), a pronoun, nothing, or the words for two at once: the table's name says more.
    # "Ukrainian observers" has a capital of its own, "The ministry" only that of the sentence.
    proper = any(c.isupper() for c in words[1:]) or (
        words[:1].isupper() and " " in words and first not in ("the", "a", "an", "some", "other")
    )
    bare = not proper or " and " in words
    if speaker.name.casefold() not in PRONOUNS | {""} and (bare or first in PRONOUNS or len(words) > 90):
        return speaker.name
    if not words:
        return "speakers it does not name"
    if words.casefold() in PRONOUNS:
        return "others" if words.casefold() == "others" else "someone it quotes"
    return f"the {words[4:]}" if words.startswith("The ") else words


def fullest_names(speakers: Iterable[Speaker]) -> dict[str, str]:
    """The fullest proper name that articles give each speaker who resolves to an actor, by `speaker_key`."""
    found: dict[str, str] = {}
    countries = load_wording().countries
    for speaker in speakers:
        words = speaker_words(speaker)
        proper = sum(w[:1].isupper() for w in words.split())
        first = words.partition(" ")[0].casefold()
        if (
            not speaker.id
            or speaker.id in countries
            or proper < 2
            or len(words) > LONGEST_NAME
            or first in PRONOUNS
        ):
            continue
        key = speaker_key(speaker)
        if (proper, len(words), words) > _fullness(found.get(key, "")):
            found[key] = words
    return found


def _fullness(words: str) -> tuple[int, int, str]:
    return sum(w[:1].isupper() for w in words.split()), len(words), words


def is_denial(claim: Claim) -> bool:
    """Whether a claim that says "not so" is someone's denial, and not only a sentence with a "not" in it."""
    return claim.type == "REJECT" or any(
        s.stance in ("denies", "doubts") or _DENYING.match(s.cue) for s in speakers_of(claim)
    )


# ---------------------------------------------------------------- actors and places


def possessive(name: str) -> str:
    """``Russia's``, ``the United States'``."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def country_words(code: str) -> str:
    """A country's name, the code itself where it is none."""
    return load_wording().countries.get(code, code)


def actor_words(actor: Actor | Speaker) -> str:
    """What an actor is called: the table's name, else the words of the article."""
    return actor.name or " ".join(actor.text.split()) or country_words(actor.country or "") or "unnamed"


def _party(actors: Iterable[Actor]) -> list[str]:
    """Actors as one party: countries by name, others by their own."""
    names: dict[str, None] = {}
    countries = load_wording().countries
    for actor in actors:
        # Who could not be told from a table is named by the quote itself.
        if actor.country in countries or (actor.id and actor.name):
            names[countries.get(actor.country or "") or actor_words(actor)] = None
        elif actor.country and actor.country not in _KINDS:
            names[actor_words(actor)] = None
    return list(names)[:NAMED]


def parties_words(actors: Sequence[Actor], recipients: Sequence[Actor]) -> str:
    """``North Korea → Russia``, ``Sudan: Rapid Support Forces → army``; empty where no one is named."""
    by = _party(actors)
    on = [name for name in _party(recipients) if name not in by]
    left, right = " and ".join(by), " and ".join(on)
    if left and right:
        return f"{left} → {right}"
    return _within(left or right, actors, recipients) or left or right


def _within(country: str, actors: Iterable[Actor], recipients: Iterable[Actor]) -> str:
    """The sides of what happens within one country; empty where they are not two."""
    by = list(dict.fromkeys(filter(None, map(_side, actors))))
    on = [side for side in dict.fromkeys(filter(None, map(_side, recipients))) if side not in by]
    if not by or not on:
        return ""
    return f"{country}: {' and '.join(by[:NAMED])} → {' and '.join(on[:NAMED])}"


def _side(actor: Actor) -> str:
    """What an actor is within its country: a body's name, or who its sector is; empty for the country as such."""
    if not actor.country or actor.id == actor.country:
        return ""
    words = load_wording().sectors.get(actor.sector or "", "")
    # "Sudan army" is the army there.
    return words if not actor.name or country_words(actor.country) in actor.name else actor.name


def doers(claim: Claim) -> list[Actor]:
    """A claim's actors without the one who only tells of the act: "the agency put the number at ..."."""
    if claim.type in UTTERED:
        return claim.actors
    told = {(s.start, s.end) for s in claim.speakers if s.kind != "article"}
    return [a for a in claim.actors if (a.start, a.end) not in told] or claim.actors


def place_words(place: Place | None, said: str = "") -> str:
    """``Kursk region, Russia``; empty for none, and for a whole country that the quote names already."""
    if place is None or not (place.name or place.text):
        return ""
    if place.kind == "country" and (place.name in said or (place.text and place.text in said)):
        return ""
    own = " ".join(place.text.split())
    name = own if own[:1].isupper() and place.name and own.startswith(place.name) else place.name or own
    country = load_wording().countries.get(place.country or "", "")
    return name if not country or country in name else f"{name}, {country}"


# ---------------------------------------------------------------- days


def say_day(day: str | None, *, year: bool = True) -> str:
    """A day as a newspaper writes it: "23 October 2024"; hours and an unreadable day stay as they are."""
    if not day:
        return "no date"
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{found.day} {_MONTHS[found.month - 1]}" + (f" {found.year}" if year else "")


def say_days(interval: Interval) -> str:
    """An interval of days: "8 to 13 October 2024"."""
    if not interval.start or not interval.end or interval.start[:10] == interval.end[:10]:
        prefix = "" if interval.start and interval.end else ("since " if interval.start else "by ")
        return prefix + say_day(interval.start or interval.end)
    if interval.start[:7] == interval.end[:7]:
        return f"{int(interval.start[8:10])} to {say_day(interval.end)}"
    return (
        f"{say_day(interval.start, year=interval.start[:4] != interval.end[:4])} to {say_day(interval.end)}"
    )
