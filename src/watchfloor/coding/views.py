"""How far a slot or a predicate is committed to, and what comes of one view set into another."""

from __future__ import annotations

__all__ = ["FACT", "View", "combine"]

FACT = 3.0


class View:
    """How far a slot or a predicate is committed to.

    Attributes:
        value: factuality, -3 to 3.
        status: one of the eight, empty while nothing speaks against a fact.
        marks: what decided, as (kind, word index); kinds as in `StatusReading.marks`.
        negated: whether an odd number of negations was met.
        ahead: whether it lies ahead of the telling: willed, wanted, asked for, expected.
    """

    __slots__ = ("ahead", "marks", "negated", "status", "value")

    def __init__(
        self,
        value: float = FACT,
        status: str = "",
        marks: tuple[tuple[str, int], ...] = (),
        negated: bool = False,
        ahead: bool = False,
    ) -> None:
        self.value = value
        self.status = status
        self.marks = marks
        self.negated = negated
        self.ahead = ahead


def combine(outer: View, inner: View) -> View:
    """A predicate in its slot: certainty multiplies, the nearer word decides the status unless the farther one is a
    condition, a demand or a denial."""
    if not outer.marks and not outer.status and outer.value == FACT:
        return inner
    if not inner.marks and not inner.status and inner.value == FACT:
        return outer
    value = outer.value * inner.value / FACT
    negated = outer.negated != inner.negated
    marks = outer.marks + inner.marks
    if outer.status == "hypothetical":
        status = "hypothetical"
    elif outer.status == "denied":
        status = "denied" if value < 0 else (inner.status if inner.status != "denied" else "")
    elif (inner.status in ("denied", "announced") and outer.status in ("demanded", "forecast")) or (
        (inner.status, outer.status) in (("announced", "possible"), ("possible", "demanded"))
    ):
        status = outer.status
    else:
        status = inner.status or outer.status
    return View(value, status, marks, negated, outer.ahead or inner.ahead)
