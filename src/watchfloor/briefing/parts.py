"""What every form of a brief needs: which stories are told, which labels lines carry, which addresses are shown."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Brief, BriefLine, BriefSection

__all__ = ["is_table", "parted", "percent", "shown_place", "shown_url", "status_label"]

#: Stories of this many articles or fewer are only listed at the end when a larger one is told.
SMALL = 1


def parted(brief: Brief | Sequence[Brief]) -> tuple[list[Brief], list[Brief]]:
    """Briefs that are told in full, and small ones that are only listed."""
    briefs = [brief] if isinstance(brief, Brief) else list(brief)
    large = [b for b in briefs if len(b.documents) > SMALL]
    if not large:
        return briefs[:1], briefs[1:]
    return large, [b for b in briefs if len(b.documents) <= SMALL]


def shown_url(url: str) -> str:
    """An address that may be linked: http or https with a host; empty for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def percent(share: float | None) -> str:
    """A share as ``37 %``, ``none`` where there was nothing to share."""
    return "none" if share is None else f"{100 * share:.0f} %"


def status_label(line: BriefLine) -> str:
    """A status worth a label of its own: what is told as fact says so in its note."""
    return "" if line.status in ("", "occurred", "ongoing") else load_wording().status(line.status)


def is_table(section: BriefSection, line: BriefLine) -> bool:
    """Whether a line is told as a table of its values."""
    return bool(line.values) and section.name in ("contested", "figures")


#: Sections whose lines say where a thing happened.
_PLACED = frozenset({"new", "bottom-line", "developments", "cooperation", "conflict", "background"})


def shown_place(section: BriefSection, line: BriefLine) -> str:
    """Where it happened, for the lines of a section that tells of happenings; empty for others."""
    return line.place if section.name in _PLACED else ""
