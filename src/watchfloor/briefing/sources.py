"""Where a brief comes from: articles joined by origin, and how much of what they say has a source."""

from __future__ import annotations

from typing import Any

from watchfloor.briefing.evidence import OPEN, Evidence
from watchfloor.briefing.naming import listing, say_day, several, speakers_of
from watchfloor.records import BriefLine, Citation, Document

__all__ = ["figures", "sources"]

#: Origins that are shown before the others are folded away.
SHOWN = 8

_COPY_WORDS = {
    "exact": "the same text",
    "near": "nearly the same text",
    "partial": "part of the text",
    "rewritten": "a rewrite",
    "attributed": "cites the same report",
}


def figures(evidence: Evidence) -> dict[str, Any]:
    """Counts for the reader; shares are between 0 and 1 of all claims, None where there are none.

    Unsourced is what articles say in their own voice, unnamed what they lay to speakers without a name, and
    speculative what they call possible, conditional or yet to come.
    """
    claims = list(evidence.claims.values())
    spoken = [speakers_of(c) for c in claims]
    days = sorted(d.day.isoformat() for d in evidence.documents.values() if d.day)

    def share(count: int) -> float | None:
        return round(count / len(claims), 3) if claims else None

    return {
        "documents": len(evidence.documents),
        "origins": len({evidence.origin(d) for d in evidence.documents}),
        "outlets": len({evidence.outlet(d) for d in evidence.documents}),
        "claims": len(claims),
        "events": len(evidence.events),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "share_unsourced": share(sum(not s for s in spoken)),
        "share_unnamed": share(sum(bool(s) and all(x.kind == "unnamed" for x in s) for s in spoken)),
        "share_speculative": share(sum(c.status in OPEN for c in claims)),
    }


def sources(evidence: Evidence) -> list[BriefLine]:
    """One line an origin, the most copied first: its earliest article, its copies, and what was wrong with the text."""
    groups: dict[str, list[Document]] = {}
    for document in evidence.documents.values():
        groups.setdefault(evidence.origin(document.id), []).append(document)
    lines = []
    for documents in groups.values():
        documents.sort(key=lambda d: (d.published or "9999", len(evidence.links(d.id)), d.id))
        lines.append(_origin_line(evidence, documents))
    lines.sort(key=lambda line: (-len(line.values), line.day or "9999", line.text))
    for place, line in enumerate(lines):
        line.folded = place >= SHOWN
    return lines


def _origin_line(evidence: Evidence, documents: list[Document]) -> BriefLine:
    first, copies = documents[0], documents[1:]
    day = first.day.isoformat() if first.day else None
    notes = [f"{evidence.outlet(first)}, {say_day(day)}"]
    if copies:
        told = [f"{evidence.outlet(d)} ({_copy_words(evidence, d)})" for d in copies]
        notes.append(f"{several(len(documents), 'article')} of one origin, with {listing(told)}")
    notes += [note.rstrip(".") for note in first.quality.notes]
    return BriefLine(
        text=" ".join(first.title.split()) or _opening(first),
        note="; ".join(notes),
        citations=[_title_citation(first)],
        day=day,
        outlets=len({evidence.outlet(d) for d in documents}),
        origins=1,
        new=evidence.marks_news and all(evidence.is_new_document(d.id) for d in documents),
        values=[
            {
                "document": d.id,
                "outlet": evidence.outlet(d),
                "day": d.day.isoformat() if d.day else None,
                "title": d.title,
                "url": d.url,
                "copy": _copy_words(evidence, d) if d is not first else "",
                "quality": d.quality.score,
                "notes": d.quality.notes,
            }
            for d in documents
        ],
    )


def _copy_words(evidence: Evidence, document: Document) -> str:
    kinds = [_COPY_WORDS.get(link.kind, link.kind) for link in evidence.links(document.id)]
    return kinds[0] if kinds else "the same origin"


def _opening(document: Document) -> str:
    words = " ".join(document.text[:200].split())
    return f"{words[:80].rpartition(' ')[0] or words[:80]} …" if len(words) > 80 else words


def _title_citation(document: Document) -> Citation:
    """An article as a whole: its title, the first of its text where it has none."""
    if document.title.strip():
        return Citation(document=document.id, start=-1, end=-1, text=document.title)
    end = min(len(document.text), 120)
    return Citation(document=document.id, start=0, end=end, text=document.text[:end])
