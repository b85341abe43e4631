"""A brief as one HTML file that needs no network and runs no code but its own."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from watchfloor.briefing.charts import articles_by_day, figure_bars, highest
from watchfloor.briefing.marking import marked_paragraphs
from watchfloor.briefing.naming import say_day
from watchfloor.briefing.numbering import Note, Notes
from watchfloor.briefing.parts import is_table, parted, percent, shown_place, shown_url, status_label
from watchfloor.records import Brief, BriefLine

__all__ = ["to_html"]

_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def to_html(brief: Brief | Sequence[Brief], *, paper: bool = False) -> str:
    """One page with a part for each story.

    Args:
        brief: one, or several with the largest first; among several, stories of a single article are only
            listed at the end.
        paper: for print alone: citations lead to the notes, and the articles are left out.
    """
    told, listed = parted(brief)
    notes = Notes([*told, *listed])
    style, script = _asset("brief.css") + _target_rules(notes.notes), _asset("brief.js")
    page = _environment().get_template("brief.html.j2")
    return page.render(
        parts=told,
        others=listed,
        notes=notes,
        articles=[] if paper else _articles([*told, *listed], notes),
        paper=paper,
        # Both are the package's own files; the style has the citations' numbers besides.
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def _articles(briefs: Sequence[Brief], notes: Notes) -> list[dict[str, Any]]:
    """The cited articles with their words marked, in the order in which the briefs cite them."""
    found: dict[str, dict[str, Any]] = {}
    for note in notes.notes:
        document = note.document
        if document.id in found:
            continue
        mine = notes.in_document(document.id)
        in_text = {n.number: (n.citation.start, n.citation.end) for n in mine if n.citation.start >= 0}
        found[document.id] = {
            "document": document,
            "source": note.source,
            "url": shown_url(document.url),
            "title_numbers": [n.number for n in mine if n.citation.start < 0],
            "paragraphs": marked_paragraphs(document.text, in_text),
        }
    return list(found.values())


def _target_rules(notes: Sequence[Note]) -> str:
    """What marks the words of the citation that was followed, where no script runs."""
    if not notes:
        return ""
    picked = ",".join(f'#w{n.number}:target~[data-c~="{n.number}"]' for n in notes)
    return f"{picked}{{background:var(--mark);color:var(--mark-ink)}}\n"


def _policy(style: str, script: str) -> str:
    """A content security policy that lets nothing load and runs this page's own style and script only."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


# ---------------------------------------------------------------- template


def _plain(text: object) -> object:
    """Text without what HTML forbids and without marks that turn the direction of what follows them."""
    return text if isinstance(text, Markup) or not isinstance(text, str) else _HARMFUL.sub("\ufffd", text)


def _grouped(lines: Sequence[BriefLine]) -> list[tuple[str, list[BriefLine]]]:
    """Lines under their headings, in the order of the lines."""
    groups: dict[str, list[BriefLine]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return list(groups.items())


def _by_day(lines: Sequence[BriefLine]) -> list[tuple[str, list[BriefLine]]]:
    groups: dict[str, list[BriefLine]] = {}
    for line in lines:
        groups.setdefault(line.day or "", []).append(line)
    return list(groups.items())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("watchfloor.briefing", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    environment.filters |= {
        "day": say_day,
        "bars": figure_bars,
        "highest": highest,
        "grouped": _grouped,
        "by_day": _by_day,
        "percent": percent,
        "status_label": status_label,
        "coverage": articles_by_day,
        "shown": lambda lines: [line for line in lines if not line.folded],
        "folded": lambda lines: [line for line in lines if line.folded],
        "tables": lambda lines, section, wanted: [x for x in lines if is_table(section, x) == wanted],
        "place": lambda line, section: shown_place(section, line),
    }
    return environment


@cache
def _asset(name: str) -> str:
    return resources.files("watchfloor.briefing").joinpath("page", name).read_text(encoding="utf-8")
