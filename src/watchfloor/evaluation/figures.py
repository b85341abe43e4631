"""Killed and injured of incidents, fused from the articles on each, against a registry's counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from watchfloor.coding.quantities import find_quantities
from watchfloor.coding.times import find_times
from watchfloor.evaluation.files import read_jsonl
from watchfloor.fusing.figures import Report, ReportSentence, figures_of_incident
from watchfloor.parsing import Parser, default_parser, split
from watchfloor.records import Sentence

__all__ = ["evaluate", "read_report"]

_LONGEST = (
    40  # sentences of an article that are looked at; what comes later is other stories and page furniture
)
_BATCH = 100  # articles parsed at once
_TELLS = re.compile(
    r"kill|dead|\bdie[sd]?\b|dying|death|fatal|slay|slain|slew|murder|homicid|shot|shoot|wound|injur|hurt|\bhit\b|struck|graz|hospital"
    r"|condition|suicid|casualt|victim|bullet|surviv|\bli(?:fe|ves)\b|\bbod(?:y|ies)\b|stab|massacre|toll|gunned|treated|pronounced",
    re.IGNORECASE,
)


def evaluate(path: Path, parser: Parser | None = None) -> dict[str, Any]:
    """Fused figures of each incident against the registry's; no label is read before all is predicted.

    Args:
        path: JSONL of articles with ``title``, ``text``, ``published`` and the gold ``cluster``; ``killed`` and
            ``injured`` where the incident has an entry.
        parser: reads the sentences; the default one of Watchfloor unless told otherwise.

    Returns:
        ``n`` incidents that state the figures, ``killed_accuracy``, ``injured_accuracy`` over these (an incident
        of which no article says anything counts as nobody), and the share of incidents with either right.
    """
    rows = read_jsonl(path)
    reports: dict[str, list[Report]] = defaultdict(list)
    for row, report in _reports(rows, parser or default_parser()):
        reports[str(row["cluster"])].append(report)
    predicted = {cluster: figures_of_incident(found) for cluster, found in reports.items()}
    gold = {
        str(r["cluster"]): (r["killed"], r["injured"])
        for r in rows
        if r.get("killed") is not None and r.get("injured") is not None
    }
    hits = [
        ((predicted[cluster].killed or 0) == killed, (predicted[cluster].injured or 0) == injured)
        for cluster, (killed, injured) in gold.items()
    ]
    count = max(len(hits), 1)
    return {
        "n": len(hits),
        "killed_accuracy": round(sum(k for k, _ in hits) / count, 4),
        "injured_accuracy": round(sum(i for _, i in hits) / count, 4),
        "both_accuracy": round(sum(k and i for k, i in hits) / count, 4),
    }


def _reports(rows: Sequence[dict[str, Any]], parser: Parser) -> Iterator[tuple[dict[str, Any], Report]]:
    """Each article with its report; parsed in batches."""
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        chosen = [_sentences(row) for row in batch]
        parsed = iter(parser.read([text for sentences in chosen for _, text in sentences]))
        for row, sentences in zip(batch, chosen, strict=True):
            yield row, read_report(_day(row), [(position, next(parsed)) for position, _ in sentences])


def _sentences(row: dict[str, Any]) -> list[tuple[int, str]]:
    """Title (position -1) and the sentences that tell of harm, with their positions: the rest is not parsed."""
    found = [(-1, str(row.get("title") or ""))]
    for position, sentence in enumerate(split(str(row.get("text") or ""))[:_LONGEST]):
        if _TELLS.search(sentence.text):
            found.append((position, sentence.text))
    return found


def _day(row: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(row.get("published") or "")[:10])
    except ValueError:
        return None


def read_report(day: date | None, sentences: Sequence[tuple[int, Sentence]]) -> Report:
    """What one article says in figures.

    Args:
        day: of publication.
        sentences: parsed, each with its position in the text, -1 for the title.
    """
    read = []
    seen: set[str] = set()
    for position, sentence in sentences:
        if sentence.text in seen:
            continue  # captions and teasers are repeated on many pages
        seen.add(sentence.text)
        read.append(
            ReportSentence(
                quantities=find_quantities(sentence),
                times=find_times(sentence, day),
                title=position < 0,
                position=position,
                text=sentence.text,
            )
        )
    return Report(day=day, sentences=read)
