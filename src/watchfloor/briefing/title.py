"""What a brief is called: words of one of its articles' titles that tell the situation best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.quoting import tidy
from watchfloor.briefing.words import stems_of
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Citation, Document

__all__ = ["title"]

#: Articles that a story needs for its title to be chosen; of fewer it is the one it came with.
FEWEST = 2
_MARKS = re.compile(r"\s*[:;|]\s+|\s+[–—-]\s+")
#: "NATO confirms ...", "U.S. reports that ...": the situation is what follows.
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.&’']*\s+){1,4}(?:says?|reports?|confirms?|claims?|warns?|announces?|denies|believes?|sees?)"
    r"\s+(?:that\s+)?(?=[A-Z0-9])",
    re.IGNORECASE,
)
_SAID = re.compile(r",\s+(?:[\w.&’']+\s+){1,5}(?:says?|said|reports?|claims?|tells?(?:\s+\w+)?)$")
_OPENS_BADLY = re.compile(
    r"(?:it|its|he|she|they|their|his|her|this|that|these|and|but|or|what|how|why|who|where)\b", re.IGNORECASE
)
_LENGTHS = range(24, 91)


def title(evidence: Evidence) -> tuple[str, Citation | None]:
    """The title and the words that it is; the story's own, and None, where there is no better one.

    Every title of an article, whole and in parts, is weighed by how many of the story's origins use its words and
    by how many of the main parties it names; what is only one report's (a number, a question) counts against it.
    """
    documents = [d for d in evidence.documents.values() if not evidence.is_copy(d.id)]
    if len(documents) < FEWEST:
        return evidence.story.title, None
    shares = _stem_shares(documents)
    parties = _main_parties(evidence)
    best: tuple[float, str, str] | None = None
    for document in sorted(documents, key=lambda d: (d.published or "9999", d.id)):
        for words in _parts(document.title):
            found = (_weight(words, shares, parties), words, document.id)
            if best is None or found[0] > best[0]:
                best = found
    if best is None:
        return evidence.story.title, None
    _, words, chosen = best
    source = evidence.documents[chosen]
    return tidy(words[:1].upper() + words[1:]), Citation(document=chosen, start=-1, end=-1, text=source.title)


def _parts(words: str) -> Iterator[str]:
    """A title, its parts between colons and dashes, and these without the one who says so."""
    whole = tidy(words)
    for part in dict.fromkeys([whole, *_MARKS.split(whole)]):
        said = _SAID.sub("", part)
        for found in dict.fromkeys([part, said, _SPEAKER.sub("", said, count=1)]):
            if len(found) in _LENGTHS and found in whole and not _OPENS_BADLY.match(found):
                yield found


def _stem_shares(documents: list[Document]) -> dict[str, float]:
    counts = Counter(stem for d in documents for stem in stems_of(f"{d.title}. {d.text}"))
    return {stem: count / len(documents) for stem, count in counts.items()}


def _main_parties(evidence: Evidence) -> list[tuple[set[str], float]]:
    """The stems that the two countries of the most claims are named by, with the share of claims that they are in."""
    countries = load_wording().countries
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for claim in evidence.claims.values():
        actors = [a for a in (*claim.actors, *claim.recipients) if a.country in countries]
        counts.update({a.country or "" for a in actors})
        for actor in actors:
            if actor.text[:1].isupper():
                names.setdefault(actor.country or "", Counter())[actor.text] += 1
    total = max(counts.values(), default=1)
    found = []
    for country, count in counts.most_common(2):
        words = stems_of(
            " ".join([countries[country], *(n for n, _ in names.get(country, Counter()).most_common(4))])
        )
        found.append((set(words), count / total))
    return found


def _weight(words: str, shares: dict[str, float], parties: Iterable[tuple[set[str], float]]) -> float:
    stems = stems_of(words)
    if not stems:
        return -1.0
    weight: float = sum(shares.get(stem, 0.0) for stem in stems) / len(stems) ** 0.75
    weight += 0.5 * sum(share for names, share in parties if names & stems)
    rare = sum(shares.get(stem, 0.0) < 0.1 for stem in stems)
    # A number, a question, several sentences or two statements in one are one report's, not the situation's.
    single = bool(re.search(r"\d", words)) + bool(re.search(r"[?!;:]", words)) + words.endswith("…")
    weight -= 0.3 * bool(_SPEAKER.match(words) or _SAID.search(words))
    return weight - 0.15 * rare - 0.35 * single - 0.15 * bool(re.search(r", ", words))
