"""A brief as Markdown (CommonMark with tables and footnotes), for mail, wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from watchfloor.briefing.naming import say_day, several
from watchfloor.briefing.numbering import Note, Notes
from watchfloor.briefing.parts import is_table, parted, percent, shown_place, shown_url, status_label
from watchfloor.briefing.quoting import tidy
from watchfloor.records import Brief, BriefLine, BriefSection

__all__ = ["escaped", "to_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#!])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def to_markdown(brief: Brief | Sequence[Brief]) -> str:
    """One text with a part for each story; each citation is a footnote that quotes its words.

    Lines of less weight are counted, not told: the page and the JSON form hold them all.
    """
    told, listed = parted(brief)
    # Those of the stories that are only listed are told whole: a line each.
    notes = Notes([*told, *listed], folded=False)
    lines: list[str] = []
    for part in told:
        lines += _part(part, notes)
    if listed:
        lines += ["## Other stories", ""]
        for part in listed:
            for section in part.sections:
                if section.name == "sources":
                    lines += [_item(line, notes, section) for line in section.lines]
        lines.append("")
    lines += [*_footnotes(notes), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text of an article as Markdown that shows it as it is, on one line."""
    plain = _SPECIAL.sub(r"\\\1", "".join(_HTML.get(c, c) for c in tidy(text)))
    # What would start a list or a numbered item at the start of a line.
    return re.sub(r"^([-+]|\d+[.)])(?=\s|$)", lambda m: m[0][:-1] + "\\" + m[0][-1], plain)


def _part(brief: Brief, notes: Notes) -> Iterator[str]:
    f = brief.figures
    days = f" {say_day(f['first'])} to {say_day(f['last'])}." if f.get("first") else ""
    source = brief.title_from
    found = notes.find(source.document, source.start, source.end) if source else None
    yield f"# {escaped(brief.title) or 'Untitled story'}{_marks([found] if found else [])}"
    yield ""
    yield (
        f"{several(f['documents'], 'article')} from {several(f['outlets'], 'outlet')}, "
        f"{several(f['origins'], 'independent origin')}.{days} Put together on {say_day(brief.made[:10])}."
    )
    yield ""
    for section in brief.sections:
        yield f"## {section.title}"
        yield ""
        yield from _section(brief, section, notes)


def _section(brief: Brief, section: BriefSection, notes: Notes) -> Iterator[str]:
    if not section.lines:
        yield "Nothing new: what was published since repeats what was known."
        yield ""
    if section.name == "sources":
        f = brief.figures
        yield (
            f"Claims in the articles' own voice: {percent(f['share_unsourced'])}; by speakers without a name: "
            f"{percent(f['share_unnamed'])}; speculation: {percent(f['share_speculative'])}."
        )
        yield ""
    shown = [line for line in section.lines if not line.folded]
    heading, begun = "", False
    for line in shown:
        dated = section.name == "developments"
        wanted = (say_day(line.day) if line.day else "Undated") if dated else line.group
        if wanted != heading:
            heading = wanted
            yield from ([""] if begun else [])
            yield f"### {escaped(heading)}"
            yield ""
        if is_table(section, line):
            yield from _table(line, notes)
        else:
            yield _item(line, notes, section)
        begun = not is_table(section, line)
    if rest := len(section.lines) - len(shown):
        yield from ([""] if begun else [])
        yield f"*{several(rest, 'more line')} of less weight.*"
    yield ""


def _item(line: BriefLine, notes: Notes, section: BriefSection) -> str:
    found = notes.of(line)
    label = f"**{escaped(line.label)}:** " if line.label else ""
    new = "new" if line.new and section.name != "new" else ""
    tags = "".join(f" *({tag})*" for tag in (status_label(line), new) if tag)
    told = "; ".join(filter(None, [shown_place(section, line), line.note]))
    note = f" — {escaped(told)}" if told else ""
    return f"- {label}{escaped(line.text)}{_marks(found[:1])}{note}{_marks(found[1:])}{tags}"


def _table(line: BriefLine, notes: Notes) -> Iterator[str]:
    parties = f" ({escaped(line.label)})" if line.label else ""
    yield f"**{escaped(line.text)}**{parties}: {escaped(line.note)}"
    yield ""
    yield "| Day | Who says so | What they say | Outlet |"
    yield "| --- | --- | --- | --- |"
    for place, row in enumerate(line.values):
        if not row.get("folded"):
            yield _row(row, notes)
        if place == 0 and (rest := sum(bool(r.get("folded")) for r in line.values)):
            yield f"| … | | {several(rest, 'statement')} between | |"
    yield ""


def _row(row: dict[str, Any], notes: Notes) -> str:
    citation = row["citation"]
    note = notes.find(citation["document"], citation["start"], citation["end"])
    new = " *(new)*" if row.get("new") else ""
    of = f" {escaped(row['of'])}" if row.get("of") else ""
    value = f"{escaped(row['value'])}{of}{_marks([note] if note else [])}{new}"
    return f"| {say_day(row['day'])} | {escaped(row['speaker'])} | {value} | {escaped(row['outlet'])} |"


def _marks(notes: Iterable[Note]) -> str:
    return "".join(f"[^{note.number}]" for note in notes)


def _footnotes(notes: Notes) -> Iterator[str]:
    for note in notes.notes:
        title = f", *{escaped(note.document.title)}*" if note.document.title.strip() else ""
        words = f": “{escaped(note.citation.text)}”" if note.citation.start >= 0 else ""
        url = shown_url(note.document.url)
        address = f" <{url}>" if url and not re.search(r"[\s<>]", url) else ""
        yield f"[^{note.number}]: {escaped(note.source)}{title}{words}{address}"
