"""Briefing: what is told about a story, as HTML, Markdown, JSON and PDF, each line with the words it stands on."""

from __future__ import annotations

from watchfloor.briefing.compose import compose, compose_all
from watchfloor.briefing.html import to_html
from watchfloor.briefing.markdown import to_markdown
from watchfloor.briefing.pdf import PdfUnavailableError, to_pdf
from watchfloor.briefing.serial import from_json, to_json

__all__ = [
    "PdfUnavailableError",
    "compose",
    "compose_all",
    "from_json",
    "to_html",
    "to_json",
    "to_markdown",
    "to_pdf",
]
