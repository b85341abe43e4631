"""The words of a claim: the shortest stretch of its article that still says it.

A quote is cut at clause borders only and never reworded; ``…`` stands where words of the sentence were left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from watchfloor.records import Claim, Document, Span, Speaker

__all__ = ["FRONTED", "WEAK_WORDS", "Quote", "act_span", "quote", "tidy"]

#: A quote longer than this (in characters) is cut to the clauses that carry the act and its parties.
LONG = 220
#: A quote longer than this is cut at a word, once all that carries it has been said.
TOO_LONG = 420
#: A cut that leaves less than this is no help to a reader.
SHORT = 50

#: The place and agency before a report's first words: ``KYIV, Nov 5 (Harbour Wire) - ``.
DATELINE = re.compile(
    r"[A-Z][A-Z .'/-]{2,40}(?:,[^–—()\n]{0,40}?)?(?:\s*\([^()\n]{1,40}\))?(?:\s*(?:[–—]|-(?=\s))\s*|$)"
)
# "said on Monday that ...": when it was said is no part of what was said.
_SAID_WHEN = re.compile(
    r"\s*(?:on|in|at|over|late|early|earlier|last|this|to)\b[^,.;:“\"]{1,50}?\bthat\s+", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
_LEADING = re.compile(r"(?:[\s,;:.\-–—\"“”„«»'‘’*•·]|that\b)+", re.IGNORECASE)
_OPENERS = (
    "who|whose|which|while|whereas|as|but|after|before|amid|with|where|when|although|though|because|since|"
)
_SUBORDINATORS = _OPENERS + "according|saying|adding|citing|including|despite|following|prompting|raising|so"
#: A clause before the main one.
FRONTED = re.compile(
    r"\W*(?:while|as|after|before|although|though|since|when|amid|despite|following)\b", re.IGNORECASE
)
_FRONT_END = re.compile(r",\s+(?=(?:the|a|an|it|they|he|she|its|their|both|[A-Z0-9])\b)")
# ", and" opens a clause only where what follows can be its subject or verb, not the last of a list.
_AND = r"and\s+(?:it|they|he|she|we|the|its|their|has|have|had|was|were|is|are|will|would|said|that)"
_BORDER = re.compile(
    rf"(?:;|\s[—–-](?=\s)|—|,(?=\s+(?:{_SUBORDINATORS}|{_AND})\b)|:(?=\s)|[.!?][\"”’]?(?=\s+[A-Z“\"]))\s*"
)

#: Stances whose cue may be left out of a quote, since the content says the same without it.
_LEAVES_OUT = frozenset({"states", "believes"})
#: Verbs that may be followed by a whole clause without a "that".
_SAYS = frozenset(
    re.findall(
        r"\w+",
        "say says said add adds added think thinks thought believe believes believed argue argues argued",
    )
)
#: Words that a clause may begin with, where one follows such a verb.
_SUBJECT = re.compile(
    r"(?:[“\"‘']|[A-Z0-9]|(?:the|a|an|its|their|his|her|it|they|he|she|we|this|these|some|about|both|such|all|more|at|no|up)\b)"
)
#: Marks that tell of the speaker, not of how sure the words are.
_ATTRIBUTING = frozenset({"cue", "speaker", "source", "content", "attribution"})


#: Words by which a clause tells what may be.
WEAK_WORDS = re.compile(r"\b(?:may|might|could|would|likely|probably|perhaps|possibly)\b", re.IGNORECASE)


class Quote(NamedTuple):
    """Words of a document: ``text`` is ``document.text[start:end]`` on one line, with ``…`` where it was cut.

    A title's quote has -1 for both offsets.
    """

    start: int
    end: int
    text: str


def tidy(text: str) -> str:
    """A text on one line, without control characters."""
    return _SPACE.sub(" ", "".join(c if c.isprintable() or c.isspace() else " " for c in text)).strip()


def act_span(claim: Claim, document: Document) -> Span | None:
    """Where the act stands in the document, None where it cannot be found in the claim's sentence."""
    act = claim.act
    if act is None or claim.start < 0:
        return None
    for start in (act.start, claim.start + act.start):
        end = start + act.end - act.start
        if claim.start <= start and end <= claim.end and document.text[start:end] == act.text:
            return Span(start=start, end=end, text=act.text)
    return None


def quote(claim: Claim, document: Document) -> Quote:
    """The words that a line of a brief shows for a claim.

    The attributing clause is left out where the claim's speaker has the act within the content that is
    attributed; a long rest is cut to the clauses that hold the act, its parties, figures and reasons.
    """
    if claim.start < 0:
        return Quote(-1, -1, tidy(document.title))
    start, end = claim.start, min(claim.end, len(document.text))
    carriers = list(_carriers(claim, document))
    start, end = _content(claim, document, carriers, start, end)
    cut_start, cut_end = start, end
    # What is told as fact is cut free of a clause that tells what may be.
    told = claim.status in ("occurred", "ongoing") and WEAK_WORDS.search(document.text, start, end)
    if end - start > LONG or told:
        cut_start, cut_end = _clauses(document.text, start, end, carriers)
    cut_start, cut_end = _strip(document.text, cut_start, cut_end)
    if cut_end - cut_start > TOO_LONG:
        cut_end = _at_word(document.text, cut_start, carriers, cut_end)
    before = "… " if _words_between(document.text, _start_of(document.text, start, end), cut_start) else ""
    after = " …" if _words_between(document.text, cut_end, end) else ""
    return Quote(cut_start, cut_end, f"{before}{tidy(document.text[cut_start:cut_end])}{after}")


def _start_of(text: str, start: int, end: int) -> int:
    """Where the words begin that count as left out when they are: after a dateline and a "that"."""
    dateline = DATELINE.match(text, start, end)
    start = dateline.end() if dateline and dateline.end() < end else start
    leading = _LEADING.match(text, start, end)
    return leading.end() if leading else start


def _carriers(claim: Claim, document: Document) -> Iterable[tuple[int, int]]:
    """The offsets that a quote must hold to say what the claim says."""
    act = act_span(claim, document)
    spans = [(act.start, act.end)] if act else []
    spans += [(a.start, a.end) for a in (*claim.actors, *claim.recipients)]
    spans += [(q.start, q.end) for q in claim.quantities] + [(r.start, r.end) for r in claim.reasons]
    spans += [(m.start, m.end) for group in claim.marks.values() for m in group]
    return [(s, e) for s, e in spans if claim.start <= s < e <= claim.end]


def _content(
    claim: Claim, document: Document, carriers: list[tuple[int, int]], start: int, end: int
) -> tuple[int, int]:
    """The attributed words within the sentence, or all of it where they do not say the claim alone.

    What was denied, demanded, promised or forecast keeps the words that say so ("denied that anyone was hurt").
    """
    if claim.status in ("denied", "demanded"):
        return start, end
    for speaker in claim.speakers:
        first, last = max(start, speaker.content_start), min(end, speaker.content_end)
        if speaker.kind == "article" or speaker.stance not in _LEAVES_OUT or last - first < 15:
            continue
        hedges = [m for name, group in claim.marks.items() if name not in _ATTRIBUTING for m in group]
        if claim.status not in ("occurred", "ongoing") and any(
            start <= m.start < end and not first <= m.start < last for m in hedges
        ):
            continue
        if not _is_clause(document.text, speaker, start, first):
            continue
        first, last = _trimmed(document.text, speaker, first, last)
        # Parties may stand in the attributing clause; the act, which comes first of the carriers, may not.
        if not carriers or (first <= carriers[0][0] and carriers[0][1] <= last):
            return first, last
    return start, end


def _is_clause(text: str, speaker: Speaker, start: int, first: int) -> bool:
    """Whether attributed words say the thing by themselves, and are no rest of a clause ("accused X of ...").

    They do where they open the sentence, where "that" or a quotation mark opens them, and after a verb of saying.
    """
    if first <= _start_of(text, start, len(text)):
        return True
    if re.match(r"\W*that\b", text[first : first + 8], re.IGNORECASE):
        return True
    before = text[max(start, first - 40) : first]
    if re.search(r"\bthat\s*[“\"‘']?\s*$", before, re.IGNORECASE) or _SAID_WHEN.match(text, first):
        return True
    rest = text[first : first + 12].lstrip()
    if before.rstrip().endswith((":", ": “", ': "')) or re.search(r"[,:]\s*[“\"]\s*$", before):
        return bool(_SUBJECT.match(rest))
    says = re.findall(r"\w+", speaker.cue.casefold())
    follows = speaker.cue_start < first and not re.search(r"\w", text[speaker.cue_end : first])
    return bool(says and says[-1] in _SAYS and follows and _SUBJECT.match(rest))


def _trimmed(text: str, speaker: Speaker, first: int, last: int) -> tuple[int, int]:
    """Attributed words without the time of saying before them and the speaker's own words at their end."""
    when = _SAID_WHEN.match(text, first, last)
    if when and speaker.cue_end <= first <= speaker.cue_end + 2:
        first = when.end()
    if 0 <= speaker.cue_start - last <= 2:
        # Nothing stands between content and cue, so the speaker is what follows the last comma.
        comma = text.rfind(",", max(first + SHORT // 2, last - 120), last)
        last = comma if comma > 0 else last
    return first, last


def _clauses(text: str, start: int, end: int, carriers: list[tuple[int, int]]) -> tuple[int, int]:
    """The run of clauses of ``text[start:end]`` that holds the carriers within it."""
    borders = [start, *(m.end() for m in _BORDER.finditer(text, start, end) if start < m.end() < end), end]
    inside = [(s, e) for s, e in carriers if start <= s and e <= end]
    if inside and FRONTED.match(text, start, end):
        # The main clause starts after the last comma before the act that a subject may follow.
        fronts = [m.end() for m in _FRONT_END.finditer(text, start, carriers[0][0])]
        borders = sorted({*borders, *fronts[-1:]})
    if len(borders) == 2 or not inside:
        return start, end
    first_word, last_word = min(s for s, _ in inside), max(e for _, e in inside)
    first = max(b for b in borders[:-1] if b <= first_word)
    last = min(b for b in borders[1:] if b >= last_word)
    # A cut that leaves a fragment is widened to the right, where the rest of the thought is.
    while last - first < SHORT and last < end:
        last = borders[borders.index(last) + 1]
    return first, last


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation, the quotation marks and the "that" at its ends."""
    first = min(_start_of(text, start, end), end)
    last = end
    # An opening quotation mark stays where its closing one is within the quote.
    opened = next((i for i in range(first - 1, start - 1, -1) if text[i] in '"“«'), None)
    if opened is not None and _closes(text[opened], text[first : end - 2]):
        first = opened
    while last > first and (text[last - 1].isspace() or text[last - 1] in ",;:.–—-"):
        last -= 1
    inner = text[first:last]
    # A closing quotation mark stays only where its opening one is within the quote.
    while inner and inner[-1] in '"”»' and _unpaired(inner):
        last -= 1
        while last > first and (text[last - 1].isspace() or text[last - 1] in ",;:."):
            last -= 1
        inner = text[first:last]
    return (first, last) if last > first else (start, end)


def _closes(opening: str, rest: str) -> bool:
    """Whether a quotation mark that was opened before is closed in the rest."""
    closing = {"“": "”", "«": "»"}.get(opening)
    return rest.count(closing) > rest.count(opening) if closing else rest.count(opening) % 2 == 1


def _unpaired(inner: str) -> bool:
    mark = inner[-1]
    opening = {"”": "“", "»": "«"}.get(mark)
    return inner.count(opening) < inner.count(mark) if opening else inner.count(mark) % 2 == 1


def _at_word(text: str, start: int, carriers: list[tuple[int, int]], end: int) -> int:
    """The last word border before ``TOO_LONG`` characters, but not before the last carrier that is near enough."""
    needed = max((e for _, e in carriers if start <= e <= start + 2 * TOO_LONG), default=start)
    limit = max(start + TOO_LONG, needed)
    if limit >= end:
        return end
    space = text.rfind(" ", start, limit + 1)
    return space if space > max(start, needed - 1) else limit


def _words_between(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end])
