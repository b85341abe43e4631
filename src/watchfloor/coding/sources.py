"""The speakers behind the words of an article: attributions joined with the actors they name."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.coding.actors import Mention
from watchfloor.coding.attribution import Attribution
from watchfloor.records import Document, Sentence, Speaker

__all__ = ["Sources"]


class Sources:
    """Who stands behind any stretch of one article.

    Args:
        document: the article.
        sentences: in order.
        mentions: of each sentence.
        attributions: of all of them, as `find_attributions` gives them.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Sequence[Mention]],
        attributions: Sequence[Attribution],
    ) -> None:
        self.document = document
        self.attributions = attributions
        self.spans: list[tuple[int, int, Mention]] = [
            (s.start + s.starts[m.first], s.start + s.ends[m.last - 1], m)
            for s, own in zip(sentences, mentions, strict=True)
            for m in own
        ]

    def speakers(self, start: int, end: int) -> list[Speaker]:
        """Speakers of ``text[start:end]``, innermost first; the article's own voice where it is nobody's content."""
        holding = [a for a in self.attributions if any(s <= start and end <= e for s, e in a.content)]
        if not holding:
            return [Speaker()]
        holding.sort(key=lambda a: sum(e - s for s, e in a.content))
        inner = self._speaker(holding[0])
        inner.via = [name for name in (self._name(outer) for outer in holding[1:]) if name]
        return [inner]

    def _speaker(self, attribution: Attribution) -> Speaker:
        text = self.document.text
        speaker = Speaker(kind=attribution.kind, stance=attribution.stance)
        if attribution.source:
            speaker.start, speaker.end = attribution.source[0][0], attribution.source[-1][1]
            speaker.text = text[speaker.start : speaker.end]
        if attribution.cue:
            speaker.cue_start, speaker.cue_end = attribution.cue[0][0], attribution.cue[-1][1]
            speaker.cue = " ".join(text[s:e] for s, e in attribution.cue)
        speaker.content_start, speaker.content_end = attribution.content[0][0], attribution.content[-1][1]
        for span in [attribution.antecedent, *attribution.source]:
            mention = self._mention(span) if span else None
            if mention is not None and (mention.id or mention.country or mention.sector):
                speaker.id, speaker.country, speaker.sector = mention.id, mention.country, mention.sector
                speaker.name = mention.name or mention.text
                break
        if not speaker.name:
            span = attribution.antecedent
            speaker.name = text[span[0] : span[1]] if span else speaker.text
        if not speaker.text:
            speaker.kind = "unnamed"
        return speaker

    def _mention(self, span: tuple[int, int]) -> Mention | None:
        """The first party that the words of a source name; a person named in it before the body spoken for."""
        inside = [m for s, e, m in self.spans if s < span[1] and e > span[0]]
        people = [m for m in inside if m.kind == "person"]
        return next(iter(people or inside), None)

    def _name(self, attribution: Attribution) -> str:
        return self._speaker(attribution).name
