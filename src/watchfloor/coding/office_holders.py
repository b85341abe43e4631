"""The office holder meant by a title and a surname that would be too common alone: "President Bush"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from watchfloor.knowledge.actor_tables import ActorEntry, ActorTable, fold
from watchfloor.knowledge.title_tables import load_titles

__all__ = ["office_holder"]


def office_holder(
    title: str, name: Sequence[str], country: str | None, *, table: ActorTable, on: date | None
) -> ActorEntry | None:
    """The person meant, one in office on the day before any other, then the latest.

    Args:
        title: "Prime Minister".
        name: the words of the name, the surname last.
        country: of the office; None where the text does not say it.
        table: the actors known.
        on: the day that decides who is in office; None takes all to be.

    Returns:
        None when nobody of the table fits, or when holders in several countries do.
    """
    firsts = {fold(word) for word in name[:-1]}
    titles = load_titles()
    found = []
    for person in table.people(name[-1]):
        if country and person.country != country:
            continue
        if firsts and firsts.isdisjoint(fold(person.name).split()):
            continue  # a full name that the table does not have is somebody else
        offices = [office for office in person.offices if titles.may_be(title, office.title)]
        if offices:
            in_office = on is None or any(office.held(on) for office in offices)
            found.append((in_office, offices[-1].first or date.min, person))
    if not country and len({person.country for in_office, _, person in found if in_office}) > 1:
        return None
    return max(found, key=lambda one: one[:2])[2] if found else None
