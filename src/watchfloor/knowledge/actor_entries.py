"""What the actor tables hold: who can act, with country, sector and offices, and nouns that say what somebody is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

__all__ = ["KINDS", "SECTORS", "SUPRANATIONAL", "ActorEntry", "Office", "Role"]

#: PLOVER sectors, with a few of CAMEO's that the manual keeps.
SECTORS = frozenset({
    "GOV", "MIL", "SPY", "LEG", "JUD", "COP", "PTY", "OPP", "REB", "UAF", "CRM", "CVL", "BUS", "MED", "EDU",
    "REL", "LAB", "AGR", "HLH", "REF", "DEV", "ENV", "HRI", "ELI", "NGO", "IGO", "MNC", "IMG", "ETH",
})  # fmt: skip
#: What stands in a country's place where no one country is behind an actor.
SUPRANATIONAL = frozenset({"IGO", "NGO", "MNC", "IMG"})
KINDS = frozenset({"country", "person", "organisation", "group", "place", "nobody"})


class Office(NamedTuple):
    """One office of a person: first and last day, None where open."""

    sector: str
    title: str
    first: date | None
    last: date | None

    def held(self, on: date) -> bool:
        """Whether it was held on that day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


class ActorEntry(NamedTuple):
    """One row of an actor table.

    Attributes:
        country: ISO 3166-1 alpha-3, one of `SUPRANATIONAL`, or None.
        sector: one of `SECTORS`; of a person the one outside the offices.
        offices: in order of time.
        adjective: the first of the row's adjectives, else its name.
        gone: whether it is a country that is no more.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    offices: tuple[Office, ...] = ()
    adjective: str = ""
    gone: bool = False

    def sector_on(self, on: date | None) -> str | None:
        """The sector on a day: that of the office held, ELI for one who no longer holds any.

        Without a day an office holder is taken to be in the latest office.
        """
        if not self.offices:
            return self.sector
        if on is None:
            return self.offices[-1].sector
        for office in reversed(self.offices):
            if office.held(on):
                return office.sector
        if self.sector:
            return self.sector
        return "ELI" if any(o.last is not None and o.last < on for o in self.offices) else None


class Role(NamedTuple):
    """A noun that says what somebody is ("troops"), not who.

    Attributes:
        how: ``own`` (has its sector), ``takes`` (that of the body it belongs to, ``sector`` where it belongs to none
            that is known) or ``modifier`` (a word before a noun that gives it the sector).
    """

    noun: str
    sector: str | None
    how: str
    plural: bool = False
