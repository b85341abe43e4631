"""What the words of a speaker's noun phrase say by themselves: their content, and the actor of the tables they name."""

from __future__ import annotations

import re

import msgspec

from watchfloor.coding.actors import Mention
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.records import Sentence

__all__ = [
    "DEFINITE",
    "EMPTY",
    "Known",
    "content_words",
    "in_table",
    "org_entity",
    "short_name",
    "with_office",
]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "both"})
# Words of a name that say nothing of whose it is.
EMPTY = frozenset(
    {"the", "a", "an", "of", "'s", "’s", "s", "for", "and", "same", "former", "two", "-", ",", "."}
)
_LONGEST_NAME = 5
_INTERNATIONAL = frozenset({"IGO", "NGO"})
# Offices of international bodies: who holds one speaks for the body, not for a country.
_OFFICE = re.compile(
    r"\b(secretary[- ]general|director[- ]general|high representative|(?:foreign )?policy chief|commission(?:er| president)|council president)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r",? (?:who|which|whose|whom)\b")


class Known(msgspec.Struct):
    """Somebody named in the article, to whom later words may point back.

    Attributes:
        sentence: where.
        words: of the naming, lower case, singular and plural alike.
        head: its head noun.
        mention: the actor, or what is known of it.
        speaks: whether it was the speaker of an attribution.
        plural: whether it is several.
        body: whether "it" may stand for it.
        named_body: whether it is a body called by its name.
    """

    sentence: int
    words: frozenset[str]
    head: str
    mention: Mention
    speaks: bool = False
    plural: bool = False
    body: bool = False
    named_body: bool = False


def content_words(sentence: Sentence, first: int, last: int) -> frozenset[str]:
    """The words of a noun phrase up to its first relative clause or appositive, in lower case.

    Args:
        sentence: of the phrase.
        first, last: its words, the last exclusive.
    """
    found: list[str] = []
    for k in range(first, last):
        low = sentence.words[k].lower()
        if low in (",", "who", "which", "that") and found:
            break
        if low not in EMPTY and low not in DEFINITE and sentence.upos[k] not in ("VERB", "AUX"):
            found.append(low)
    return frozenset(found)


def short_name(sentence: Sentence, name: str, word: int) -> str:
    """A speaker's words without what is told of him behind: "Lina Haddad" of "Lina Haddad, 40, who runs a bakery".

    Args:
        sentence: of the speaker.
        name: the words.
        word: their head.
    """
    name = name.rstrip(", ")
    relative = _TOLD.search(name)
    name = name[: relative.start()] if relative else name
    short = name.partition(",")[0]
    if word > 0 and sentence.words[word][:1].isupper() and sentence.words[word] in short.split():
        return short
    names = [
        k for k, upos in enumerate(sentence.upos) if upos == "PROPN" and sentence.words[k] in short.split()
    ]
    return short if names and (sentence.upos[word] == "PROPN" or word in names) else name


def in_table(sentence: Sentence, first: int, last: int) -> Mention | None:
    """A name that was read as something else here, "Moscow" as a person, as the tables have it.

    Args:
        sentence: of the name.
        first, last: its words, the last exclusive.
    """
    if sentence.upos[first] != "PROPN" or last - first > _LONGEST_NAME:
        return None
    text = sentence.text[sentence.starts[first] : sentence.ends[last - 1]]
    hits = ActorTable.load().find(text)
    if len(hits) != 1 or hits[0].end - hits[0].start < len(text):
        return None
    entries = {form.entry.id: form.entry for form in hits[0].forms if form.entry is not None}
    known = [entry for entry in entries.values() if entry.kind in ("country", "organisation")]
    if len(known) != 1:
        return None
    entry = known[0]
    return Mention(
        first=first, last=last, head=first, id=entry.id, country=entry.country, sector=entry.sector,
        name=entry.name, text=text, kind=entry.kind,
    )  # fmt: skip


def org_entity(sentence: Sentence, word: int) -> str:
    """The name of the organisation that a word belongs to, as the sentence has it; empty for none."""
    for entity in sentence.entities:
        if entity.label == "ORG" and entity.first <= word < entity.last:
            return sentence.text[sentence.starts[entity.first] : sentence.ends[entity.last - 1]]
    return ""


def with_office(person: Mention) -> Mention | None:
    """The head of an international body with its kind as country, since he speaks for it; None for anybody else."""
    if not _OFFICE.search(person.text):
        return None
    for hit in ActorTable.load().find(person.text):
        for form in hit.forms:
            if form.entry is not None and form.entry.country in _INTERNATIONAL:
                return msgspec.structs.replace(person, country=form.entry.country, sector=form.entry.sector)
    return None
