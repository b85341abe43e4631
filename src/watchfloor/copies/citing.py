"""Does an article rest on one agency's report?"""

from __future__ import annotations

import re

import msgspec

from watchfloor.copies.words import Reading, Vocabulary
from watchfloor.knowledge.publishers import Publishers

__all__ = ["AgencyFinder"]

_CUES = "reported|reports|said|says|quoted|cited|carried|announced|disclosed|wrote|claimed|added|told|learned|has learned"
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|reported|reports|announced|according to|quoted|stated|claimed|added|cited|citing)\b",
    re.I,
)
_BACK_REFERENCE = re.compile(
    r"\b(?:the (?:news |state |state news )?agency|the report|it (?:said|added|reported))\b", re.I
)
_DATELINE = re.compile(r"^[^.!?\n]{0,80}?\(\s*([^()\d]{2,40}?)\s*\)\s*[-–—:]{0,2}")


class _Patterns(msgspec.Struct):
    citing: re.Pattern[str]
    names: re.Pattern[str]
    agency: dict[str, str]


class AgencyFinder:
    """Finds the agency that an article's body rests on.

    An article rests on an agency when it is its own dateline (``SEOUL (Yonhap) -``), or when the agency is cited in
    one of the first three sentences and at least half of the attributed sentences go back to it.
    """

    def __init__(self, publishers: Publishers) -> None:
        self.publishers = publishers
        agency = {name: known.id for known in publishers.agencies.values() for name in known.names}
        names = "|".join(re.escape(name) for name in sorted(agency, key=len, reverse=True))
        named = rf"(?:the\s+)?(?:[\w’'-]+\s+){{0,4}}?(?:{names})(?:'s|’s)?"
        # "Yonhap reported", "according to the state news agency KCNA", "told Reuters", "citing a report by AFP".
        self._patterns = _Patterns(
            citing=re.compile(
                rf"\b(?:{names})\b(?:'s|’s)?(?:\s+news)?(?:\s+agency)?,?(?:\s+\w+){{0,2}}?\s+(?:{_CUES})\b"
                rf"|(?:[Aa]ccording to|[Cc]iting|[Cc]ited by|[Qq]uoted by|[Rr]eported by|[Tt]old|[Cc]arried by"
                rf"|[Rr]eport (?:by|from)|[Ss]tatement to)\s+{named}\b"
            ),
            names=re.compile(rf"\b({names})\b"),
            agency=agency,
        )
        self._first_words = sorted({re.split(r"[\s-]", name)[0] for name in agency})

    def words(self, vocabulary: Vocabulary) -> frozenset[int]:
        """Numbers of the words that agencies' names start with: a text that has none of them cites no agency."""
        return frozenset(vocabulary[word] for word in self._first_words)

    def rests_on(self, text: str, outlet: str, reading: Reading) -> str:
        """Id of the agency that a text rests on; empty when it rests on none or on several."""
        own = self.publishers.agency_of(outlet)
        if own:
            return own
        dateline = _DATELINE.match(text)
        if dateline and dateline[1] in self._patterns.agency:
            return self._patterns.agency[dateline[1]]
        counts: dict[str, int] = {}
        attributed, first = 0, len(reading.sentences)
        for number, (start, end, _) in enumerate(reading.sentences.tolist()):
            sentence = text[start:end]
            cited = self._patterns.citing.search(sentence)
            if cited:
                named = self._patterns.names.search(cited[0])
                if named:
                    counts[self._patterns.agency[named[1]]] = (
                        counts.get(self._patterns.agency[named[1]], 0) + 1
                    )
                    first = min(first, number)
            elif counts and _BACK_REFERENCE.search(sentence):
                last = next(reversed(counts))
                counts[last] += 1
            elif not _ATTRIBUTED.search(sentence):
                continue
            attributed += 1
        if len(counts) != 1 or first > 2:
            return ""
        agency, times = next(iter(counts.items()))
        return agency if 2 * times >= attributed else ""
