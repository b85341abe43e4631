"""A brief as PDF, by WeasyPrint where that is installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from watchfloor.briefing.html import to_html
from watchfloor.records import Brief

__all__ = ["PdfUnavailableError", "to_pdf"]


class PdfUnavailableError(RuntimeError):
    """PDF cannot be written here; the message says what to install."""


def to_pdf(brief: Brief | Sequence[Brief]) -> bytes:
    """The printed form: notes in place of the articles, links within the document.

    Raises:
        PdfUnavailableError: WeasyPrint or a library that it needs is absent.
    """
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise PdfUnavailableError(
            "PDF needs WeasyPrint: pip install 'watchfloor[pdf]', or use --format html and print that to PDF"
        ) from error
    except OSError as error:
        raise PdfUnavailableError(
            f"WeasyPrint is there but a system library is not ({error}); install Pango (apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0), or use --format html and print that to PDF"
        ) from error
    written: Any = HTML(string=to_html(brief, paper=True), url_fetcher=_nothing).write_pdf()
    return bytes(written)


def _nothing(url: str, *_: Any, **__: Any) -> NoReturn:
    """A page of ours needs nothing from anywhere, so nothing is fetched."""
    raise ValueError(f"a brief loads nothing, not even {url}")
