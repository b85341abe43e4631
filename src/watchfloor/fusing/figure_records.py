"""A figure of a claim with what it counts."""

from __future__ import annotations

import msgspec

from watchfloor.records import Claim, Quantity

__all__ = ["FORCE", "LOSSES", "PERSONS_ROLES", "Figure"]

FORCE = "force"
LOSSES = frozenset({"killed", "injured", "casualties", "captured", "missing"})
# Other roles of people, counted whatever noun names them: "14 people", "14 suspects" arrested.
PERSONS_ROLES = frozenset(
    {
        "arrested",
        "abducted",
        "released",
        "displaced",
        "evacuated",
        "rescued",
        "expelled",
        "bodies returned",
        "crossed",
    }
)


class Figure(msgspec.Struct, frozen=True):
    """A figure with what it counts.

    Attributes:
        series: ``force``, a role (``killed``), or the thing counted where there is none.
        side: whose people they are, as country or actor id; the thing counted for what is no people; may be empty.
        civil: losses of people who fight for nobody: they belong to an incident, not to a side.
        incident: of such losses, the same for all figures of one incident.
    """

    claim: Claim
    quantity: Quantity
    series: str
    side: str
    civil: bool = False
    incident: str = ""
