"""Names and role nouns in a sentence, each with the reading that fits, and the noun phrases they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from watchfloor.knowledge.actor_tables import ActorEntry, ActorTable, Form, Role, fold
from watchfloor.records import Sentence

__all__ = ["POSSESSIVES", "NameHit", "NameReader"]


class NameHit(msgspec.Struct):
    """A name on the words ``first`` to ``last`` (exclusive), with the reading that was chosen for it."""

    first: int
    last: int
    head: int
    form: Form
    readings: tuple[Form, ...]
    used: bool = False

    @property
    def role(self) -> Role | None:
        """The role noun that it is, if any."""
        return self.form.role

    @property
    def entry(self) -> ActorEntry | None:
        """The actor that it names, if any."""
        return self.form.entry


_DESCRIPTIVE = frozenset({"compound", "flat", "goeswith", "fixed", "amod", "nummod", "dep"})
# "Iranian-made", "Russian-held": the country did something to the noun but is not the noun's country.
_PARTICIPLES = frozenset(
    [
        "backed",
        "made",
        "born",
        "held",
        "occupied",
        "controlled",
        "speaking",
        "funded",
        "trained",
        "supplied",
        "built",
        "designed",
        "bound",
        "owned",
        "armed",
        "sponsored",
        "brokered",
        "mediated",
        "proposed",
        "imposed",
        "inspired",
        "educated",
        "friendly",
        "style",
        "administered",
        "annexed",
        "seized",
        "drafted",
        "wide",
        "registered",
        "flagged",
        "linked",
        "aligned",
        "sounding",
        "manufactured",
        "produced",
        "dominated",
        "governed",
        "ruled",
    ]
)
_PREFIXES = frozenset({"anti", "pro", "non", "pre", "post", "trans"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
# Countries and capitals that people are called by too.
_FIRST_NAMES = frozenset(
    {"chad", "georgia", "georgetown", "hamilton", "jordan", "kingston", "sofia", "stanley", "victoria"}
)
_NOUNS = frozenset({"NOUN", "PROPN"})


class NameReader:
    """Finds the names of one sentence and climbs from them to their noun phrases.

    Args:
        sentence: with its tree; entities help where they are given.
        table: the actors known.
    """

    def __init__(self, sentence: Sentence, table: ActorTable) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.heads = sentence.heads
        self.upos = sentence.upos
        self.rels = [rel.partition(":")[0] for rel in sentence.deprels]
        self.table = table
        self.kids: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head >= 0:
                self.kids[head].append(index)

    def _hits(self) -> Iterator[NameHit]:
        starts, ends = self.sentence.starts, self.sentence.ends
        word = 0
        for start, end, forms in self.table.find(self.sentence.text):
            while word + 1 < len(starts) and ends[word] <= start:
                word += 1
            last = word + 1
            while last < len(starts) and starts[last] < end:
                last += 1
            if form := self._reading(forms, start, end, word, last):
                yield NameHit(word, last, self._head(word, last), form, forms)

    def _reading(self, forms: Sequence[Form], start: int, end: int, first: int, last: int) -> Form | None:
        """Which of a name's readings fits, None when it names nobody here."""
        text, head = self.sentence.text, self._head(first, last)
        before = self.words[first - 1].lower() if first else ""
        if self._hyphenated(text, start, end):
            return None
        capital = text[start].isupper()
        for form in forms:
            if form.use == "nobody":
                return None
            if form.role is not None:
                upos = self.upos[head]
                if form.use == "modifier":
                    if upos in ("ADJ", "NOUN", "PROPN", "VERB") and self.rels[head] in (
                        "amod",
                        "compound",
                        "nmod",
                    ):
                        return form
                elif upos in _NOUNS and not (upos == "NOUN" and self.rels[head] == "amod"):
                    # "state", "power": a modifier of the same spelling serves where a noun follows
                    return form
                continue
            if form.use in ("country", "capital", "place", "surname") and last - first == 1:
                if self.upos[head] not in ("PROPN", "NOUN", "ADJ", "X") or self._in_a_person(
                    head, form, before
                ):
                    continue
            if form.use == "adjective" and not capital:
                continue
            return form
        return None

    def _hyphenated(self, text: str, start: int, end: int) -> bool:
        """Whether the name is part of a compound that does not belong to it: "pro-Russian", "Iran-backed"."""
        if text[start - 1 : start] in ("-", "‑", "–") and start > 1:
            prefix = fold(text[max(0, start - 7) : start - 1]).split()
            if prefix and prefix[-1] in _PREFIXES:
                return True
        if text[end : end + 1] in ("-", "‑"):
            following = fold(text[end + 1 : end + 20]).split()
            return bool(following) and following[0] in _PARTICIPLES
        return False

    def _in_a_person(self, head: int, form: Form, before: str) -> bool:
        """Whether a one-word name is part of another person's name: "Michael Jordan", "Lyudmila Putin"."""
        for entity in self.sentence.entities:
            if entity.label == "PER" and entity.first <= head < entity.last:
                if form.use in ("country", "capital") and entity.last - entity.first == 1:
                    return fold(form.text) in _FIRST_NAMES  # "Berlin rejected": the readings of a name err
                return form.use != "surname" or (entity.first < head and not self._is_title(head - 1))
        if self.upos[head] != "PROPN":
            return False
        if self.rels[head] == "flat":
            return not self._is_title(head - 1)
        beside = [
            k for k in self.kids[head] if self.rels[k] == "flat" and self.upos[k] == "PROPN" and k == head + 1
        ]
        return bool(beside) and form.use != "surname"

    def _is_title(self, word: int) -> bool:
        """Whether a word before a surname is a title or role rather than a first name."""
        if word < 0:
            return True
        low = self.words[word].lower().rstrip(".")
        if low in (
            "mr",
            "mrs",
            "ms",
            "dr",
            "gen",
            "col",
            "lt",
            "sen",
            "rep",
            "gov",
            "sir",
            "lord",
            "comrade",
        ):
            return True
        if self.upos[word] != "PROPN":
            return True
        return any(form.role is not None for hit in self.table.find(self.words[word]) for form in hit.forms)

    def _head(self, first: int, last: int) -> int:
        """The word of a span whose head is outside it."""
        for index in range(last - 1, first - 1, -1):
            if not first <= self.heads[index] < last:
                return index
        return last - 1

    def _climb(self, word: int) -> int:
        """The head of the noun phrase that a word describes or names."""
        for _ in range(12):
            head = self.heads[word]
            if head < 0:
                break
            rel = self.rels[word]
            title = rel == "nmod" and word < head and not self._cases(word) and not self._possessive(word)
            flat_left = rel == "appos" and word == head + 1 and self.upos[word] == "PROPN"
            if (
                rel in _DESCRIPTIVE
                or title
                or flat_left
                or (
                    rel == "conj"
                    and self.upos[word] in ("ADJ", "PROPN")
                    and self.rels[head] in ("amod", "compound")
                    and (self.heads[head] > word)
                )
            ):
                word = head
            else:
                break
        return word

    def _nucleus(self, hit: NameHit) -> int:
        return self._climb(hit.head)

    def _cases(self, word: int) -> list[str]:
        return [self.words[k].lower() for k in self.kids[word] if self.rels[k] == "case" and k < word]

    def _possessive(self, word: int) -> bool:
        return (
            self.words[word].lower() in POSSESSIVES
            or self.sentence.deprels[word] == "nmod:poss"
            or any(self.rels[k] == "case" and k > word for k in self.kids[word])
        )
