"""A brief as Markdown (CommonMark with tables and footnotes), for mail, wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from watchfloor.briefing.evidence import say_day
from watchfloor.briefing.lines import several
from watchfloor.briefing.numbering import Note, Notes
from watchfloor.briefing.parts import parted, percent, shown_url, status_label
from watchfloor.briefing.quoting import tidy
from watchfloor.records import Brief, BriefLine, BriefSection

__all__ = ["escaped", "to_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#!])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def to_markdown(brief: Brief | Sequence[Brief]) -> str:
    """One text with a part for each story; each citation is a footnote that quotes its words."""
    told, listed = parted(brief)
    notes = Notes([*told, *listed])
    lines: list[str] = []
    for part in told:
        lines += _part(part, notes)
    if listed:
        lines += ["## Other stories", ""]
        for part in listed:
            for section in part.sections:
                if section.name == "sources":
                    lines += [_item(line, notes) for line in section.lines]
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
    yield f"# {escaped(brief.title) or 'Untitled story'}"
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
    heading, begun = "", False
    for line in section.lines:
        dated = section.name == "developments"
        wanted = (say_day(line.day) if line.day else "Undated") if dated else line.group
        if wanted != heading:
            heading = wanted
            yield from ([""] if begun else [])
            yield f"### {escaped(heading)}"
            yield ""
        if section.name == "contested":
            yield from _table(line, notes)
        else:
            yield _item(line, notes, mark_new=section.name != "new")
        begun = section.name != "contested"
    yield ""


def _item(line: BriefLine, notes: Notes, *, mark_new: bool = True) -> str:
    found = notes.of(line)
    label = f"**{escaped(line.label)}:** " if line.label else ""
    tags = "".join(
        f" *({tag})*" for tag in (status_label(line), "new" if line.new and mark_new else "") if tag
    )
    note = f" — {escaped(line.note)}" if line.note else ""
    return f"- {label}{escaped(line.text)}{_marks(found[:1])}{note}{_marks(found[1:])}{tags}"


def _table(line: BriefLine, notes: Notes) -> Iterator[str]:
    parties = f" ({escaped(line.label)})" if line.label else ""
    yield f"**{escaped(line.text)}**{parties}: {escaped(line.note)}"
    yield ""
    yield "| Day | Who says so | What they say | Outlet |"
    yield "| --- | --- | --- | --- |"
    for row in line.values:
        citation = row["citation"]
        note = notes.find(citation["document"], citation["start"], citation["end"])
        new = " *(new)*" if row.get("new") else ""
        value = f"{escaped(row['value'])}{_marks([note] if note else [])}{new}"
        yield f"| {say_day(row['day'])} | {escaped(row['speaker'])} | {value} | {escaped(row['outlet'])} |"
    yield ""


def _marks(notes: Iterable[Note]) -> str:
    return "".join(f"[^{note.number}]" for note in notes)


def _footnotes(notes: Notes) -> Iterator[str]:
    for note in notes.notes:
        title = f", *{escaped(note.document.title)}*" if note.document.title.strip() else ""
        words = f": “{escaped(note.citation.text)}”" if note.citation.start >= 0 else ""
        url = shown_url(note.document.url)
        address = f" <{url}>" if url and not re.search(r"[\s<>]", url) else ""
        yield f"[^{note.number}]: {escaped(note.source)}{title}{words}{address}"
