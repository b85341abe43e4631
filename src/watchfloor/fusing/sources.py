"""Where claims come from: day, outlet and origin, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from watchfloor.records import Claim, Document, Origin

__all__ = ["Sources"]


class Sources:
    """Where claims come from.

    Args:
        documents: of the story.
        origins: groups of copies.
    """

    def __init__(self, documents: Sequence[Document], origins: Sequence[Origin]) -> None:
        self.documents = {d.id: d for d in documents}
        self._days = {d.id: d.day for d in documents}
        self._origins = {document: origin.id for origin in origins for document in origin.documents}

    def in_order(self, claims: Iterable[Claim]) -> list[Claim]:
        """Claims in order of publication and, within an article, of the text; undated articles come last."""

        def place(claim: Claim) -> tuple[str, str, int, int, str]:
            document = self.documents.get(claim.document)
            published = document.published if document else None
            return (
                published or "9999",
                claim.document,
                claim.start,
                claim.act.start if claim.act else -1,
                claim.id,
            )

        return sorted(claims, key=place)

    def paragraph(self, claim: Claim) -> str:
        """The paragraph of a claim's sentence, the sentence alone where the article's text is not known."""
        document = self.documents.get(claim.document)
        if document is None or claim.start < 0 or not document.text.startswith(claim.sentence, claim.start):
            return claim.sentence
        start = document.text.rfind("\n", 0, claim.start) + 1
        end = document.text.find("\n", claim.end)
        return document.text[start : end if end >= 0 else None]

    def opening(self, claim: Claim) -> str:
        """The first paragraph of the claim's article, empty where its text is not known."""
        document = self.documents.get(claim.document)
        return document.text.lstrip().partition("\n")[0] if document else ""

    def day(self, claim: Claim) -> date | None:
        """The day on which the claim was published."""
        return self._days.get(claim.document)

    def days(self, claims: Iterable[Claim]) -> list[str]:
        """The days on which claims were published, in order, ISO 8601; without those of unknown day."""
        return sorted(day.isoformat() for day in map(self.day, claims) if day)

    def outlet(self, claim: Claim) -> str:
        """Its outlet, or its address where that is unknown."""
        document = self.documents.get(claim.document)
        return (document.outlet or document.address) if document else ""

    def origin(self, claim: Claim) -> str:
        """The id of its origin, its own document where it is nobody's copy."""
        return self._origins.get(claim.document, claim.document)

    def voices(self, claim: Claim) -> list[tuple[str, str]]:
        """Who says so, as key and name: speakers, else the origin in its own voice.

        An unnamed speaker is one only within an origin, since two papers' "officials" need not be the same.
        """
        voices = []
        for speaker in claim.speakers:
            if speaker.kind == "article":
                voices.append((f"origin:{self.origin(claim)}", self.outlet(claim)))
            elif speaker.id or speaker.country:
                voices.append(
                    (speaker.id or f"{speaker.country}:{speaker.sector}", speaker.name or speaker.text)
                )
            else:
                name = speaker.name or speaker.text or "unnamed"
                key = name.lower() if speaker.kind == "named" else f"{self.origin(claim)}:{name.lower()}"
                voices.append((key, name))
        return voices or [(f"origin:{self.origin(claim)}", self.outlet(claim))]

    def names(self, claims: Iterable[Claim]) -> dict[str, str]:
        """All voices of claims, key to name, the first heard first."""
        names: dict[str, str] = {}
        for claim in claims:
            for key, name in self.voices(claim):
                names.setdefault(key, name)
        return names
