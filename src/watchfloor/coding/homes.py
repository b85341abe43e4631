"""Which country parties belong to that name none: "the rebels", "police", "President Ramos" act at home.

A country is given only where nothing speaks against it: the place of the act, else the one country that the sentence
names, else the one that the article names. Where two countries compete, where the country is itself the other side, or
where both sides would be organs of one state, the party stays without. What is given is marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from watchfloor.coding.actors import Mention
from watchfloor.coding.acts import MUTUAL
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.actor_tables import SUPRANATIONAL
from watchfloor.records import Place

__all__ = ["Evidence", "Side", "home_of", "kind_of_body", "suffers_as_place"]

# Types whose parties are at home where the act is done, whoever else is named.
_ON_THE_SPOT = frozenset({"PROTEST", "ASSAULT", "COERCE", "CONCEDE"})
# Types whose recipient a mere place may stand for: "reimposed the blockade in", "on alert in".
_AGAINST_PLACES = frozenset({"PROTEST", "COERCE", "MOBILIZE", "SANCTION"})
_DOMESTIC = frozenset({
    "GOV", "LEG", "JUD", "COP", "MIL", "SPY", "OPP", "PTY", "REB", "UAF", "CRM", "CVL", "LAB", "EDU", "MED", "REL",
    "ELI", "AGR", "HLH", "BUS", "ETH", "REF",
})  # fmt: skip
# Organs of a state, which deal with other states rather than with themselves.
_STATE = frozenset({"GOV", "MIL", "SPY"})
# These may act far from home, so that the place alone says nothing of them.
_ABROAD = frozenset({"MIL", "GOV", "SPY", "REF", "BUS", "MED"})
_FOREIGN_WORDS = frozenset({
    "foreign", "international", "western", "overseas", "arab", "african", "european", "asian", "multinational",
    "allied", "coalition", "expatriate", "tourist", "tourists", "foreigner", "foreigners", "ambassador",
    "ambassadors", "embassy", "envoy", "envoys", "diplomat", "diplomats", "delegation", "delegates", "mediator",
    "mediators", "negotiator", "negotiators", "neighbor", "neighbors", "neighbour", "neighbours", "allies", "ally",
    "peacekeeper", "peacekeepers", "peacekeeping", "immigrant", "immigrants", "migrant", "migrants", "correspondent",
    "mercenary", "mercenaries", "enemy", "countries", "country", "nations", "states", "regional", "worldwide",
    "global",
})  # fmt: skip
_PEACEKEEPING = frozenset({"peacekeeper", "peacekeepers", "peacekeeping", "peace-keeping"})


class Side(NamedTuple):
    """A party of an act: its words, and its mention where one was recognised.

    Attributes:
        text: its words.
        head: index of the word that carries it.
        mention: None for a phrase that no table knows.
        actor: on which side of the act it stands.
    """

    text: str
    head: int
    mention: Mention | None
    actor: bool

    @property
    def country(self) -> str | None:
        """Its country, None when its words name none."""
        return self.mention.country if self.mention else None

    @property
    def sector(self) -> str | None:
        """Its sector, None when unknown."""
        return self.mention.sector if self.mention else None

    @property
    def bare(self) -> bool:
        """Whether it is a country as such."""
        return self.mention is not None and self.mention.kind in ("country", "place") and not self.sector


class Evidence(NamedTuple):
    """What a sentence and its article say of where all this is.

    Attributes:
        place: country of the act's place, None when it has none.
        mentions: parties that the sentence names.
        speakers: those among them that are only asked for their view ("..., Chadian officials said").
        places: places that the sentence names.
        article: the one country that the whole article speaks of, None when there are several or none.
    """

    place: str | None
    mentions: Sequence[Mention]
    speakers: Sequence[Mention]
    places: Sequence[Place]
    article: str | None


def home_of(side: Side, sides: Sequence[Side], kind: str, tree: Tree, evidence: Evidence) -> str | None:
    """The country of a party that names none, None where it is not safe.

    Args:
        side: the party.
        sides: all parties of its act.
        kind: the act's type.
        tree: of its sentence.
        evidence: what else is known.
    """
    if not _may_be_at_home(side, tree) or _on_a_border(evidence, tree):
        return None
    if kind in MUTUAL and any(s.head == side.head and s.actor != side.actor for s in sides):
        return None  # where two sides meet is home to neither
    where = {place.country for place in evidence.places if place.country}
    if kind in _ON_THE_SPOT and side.sector not in _ABROAD:
        if evidence.place or len(where) == 1:
            return evidence.place or where.pop()
    if side.mention is not None and side.mention.kind == "group":
        return None  # a people may live in several countries
    named = _countries([m for m in evidence.mentions if m not in evidence.speakers or not _abroad(m.text)])
    told = named | where
    if len(told) > 1:
        told = {s.country for s in sides if s.country and s.country not in SUPRANATIONAL and not s.bare}
        if where - told:
            return None
    if len(told) == 1:
        country = told.pop()
        return country if _vouched(country, side, sides, evidence) else None
    if not told and side.sector not in _STATE:
        return evidence.article
    return None


def kind_of_body(side: Side) -> str | None:
    """What stands in a country's place for bodies of no one country: "aid agencies", "peacekeepers"."""
    if side.mention is None or side.mention.country is not None or side.mention.kind == "pronoun":
        return None
    if _words(side.text) & _PEACEKEEPING:
        return "IGO"
    return side.sector if side.sector in SUPRANATIONAL else None


def suffers_as_place(
    kind: str, actors: Sequence[str | None], recipients: Sequence[str | None], place: str
) -> bool:
    """Whether the country of an act's place stands for its recipient, since nothing else does.

    Those who protest do so against whoever rules there; else it must be another country than the actor's.

    Args:
        kind: the act's type.
        actors, recipients: countries of its parties, None for those without.
        place: the country.
    """
    if kind not in _AGAINST_PLACES or not any(actors) or any(recipients):
        return False
    return kind == "PROTEST" or place not in actors


def _may_be_at_home(side: Side, tree: Tree) -> bool:
    mention = side.mention
    described = " ".join(tree.low[k] for k in tree.modifiers(side.head))
    if side.country is not None or _abroad(side.text) or _abroad(described):
        return False
    if mention is None:
        return tree.upos[side.head] == "NOUN" and _is_someone(side.head, tree)
    if mention.kind == "role":
        return side.sector in _DOMESTIC or side.sector is None
    if mention.kind == "group":
        return True
    return mention.kind in ("person", "organisation") and side.sector in _DOMESTIC


def _on_a_border(evidence: Evidence, tree: Tree) -> bool:
    """Whether two countries stand side by side ("the border of Togo and Benin"), or one behind a border."""
    sentence = tree.sentence
    named = [(p.start, p.end, p.country) for p in evidence.places]
    named += [
        (sentence.starts[m.first], sentence.ends[m.last - 1], m.country)
        for m in evidence.mentions
        if m.kind in ("country", "place")
    ]
    if any(sentence.text[:start].endswith(("border with ", "borders with ")) for start, _, _ in named):
        return True
    return any(
        one[2] != other[2] and sentence.text[one[1] : other[0]].strip() in ("and", "or", "-")
        for one, other in pairwise(sorted(named))
        if one[2] and other[2]
    )


def _is_someone(word: int, tree: Tree) -> bool:
    return tree.lemmas[word] in tree.persons


def _abroad(text: str) -> bool:
    return not _FOREIGN_WORDS.isdisjoint(_words(text))


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _countries(mentions: Iterable[Mention]) -> set[str]:
    """The countries that parties are of; where a broadcaster sits says nothing of those it reports on."""
    told = (m for m in mentions if m.sector != "MED" or m.kind != "organisation")
    return {m.country for m in told if m.country and m.country not in SUPRANATIONAL}


def _vouched(country: str, side: Side, sides: Sequence[Side], evidence: Evidence) -> bool:
    """Whether something else than the very state that the party deals with speaks for a country."""
    against = [s.mention for s in sides if s.actor != side.actor and s.mention and _rivals(side, s)]
    if any(p.country == country for p in evidence.places) and not any(m.sector in _STATE for m in against):
        return True
    return any(m.country == country and m not in against for m in evidence.mentions)


def _rivals(side: Side, other: Side) -> bool:
    """Whether the other side would be a foreign one: a country as such, or an organ of state facing another."""
    return other.bare or (side.sector in _STATE and other.sector in _STATE)
