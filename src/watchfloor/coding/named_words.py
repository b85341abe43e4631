"""Names and role nouns in a sentence, each with the reading that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from watchfloor.coding.noun_phrases import PhraseTree
from watchfloor.knowledge.actor_tables import ActorEntry, ActorTable, Form, Role, fold

__all__ = ["NameHit", "NameReader"]


class NameHit(msgspec.Struct):
    """A name on the words ``first`` to ``last`` (exclusive), with the reading that was chosen for it."""

    first: int
    last: int
    head: int
    form: Form

    @property
    def role(self) -> Role | None:
        """The role noun that it is, if any."""
        return self.form.role

    @property
    def entry(self) -> ActorEntry | None:
        """The actor that it names, if any."""
        return self.form.entry


# "Iranian-made", "Russian-held": the country did something to the noun but is not the noun's country.
_PARTICIPLES = frozenset({
    "backed", "made", "born", "held", "occupied", "controlled", "speaking", "funded", "trained", "supplied",
    "built", "designed", "bound", "owned", "armed", "sponsored", "brokered", "mediated", "proposed",
    "imposed", "inspired", "educated", "friendly", "style", "administered", "annexed", "seized", "drafted",
    "wide", "registered", "flagged", "linked", "aligned", "sounding", "manufactured", "produced",
    "dominated", "governed", "ruled",
})  # fmt: skip
_PREFIXES = frozenset({"anti", "pro", "non", "pre", "post", "trans"})
# Countries and capitals that people are called by too.
_FIRST_NAMES = frozenset(
    {"chad", "georgia", "georgetown", "hamilton", "jordan", "kingston", "sofia", "stanley", "victoria"}
)
_ADDRESSES = frozenset(
    {"mr", "mrs", "ms", "dr", "gen", "col", "lt", "sen", "rep", "gov", "sir", "lord", "comrade"}
)


class NameReader:
    """Finds the names of one sentence.

    Args:
        tree: of the sentence; its entities help where they are given.
        table: the actors known.
    """

    def __init__(self, tree: PhraseTree, table: ActorTable) -> None:
        self.tree = tree
        self.table = table

    def hits(self) -> Iterator[NameHit]:
        """The names, left to right, none inside another."""
        sentence = self.tree.sentence
        starts, ends = sentence.starts, sentence.ends
        word = 0
        for start, end, forms in self.table.find(sentence.text):
            while word + 1 < len(starts) and ends[word] <= start:
                word += 1
            last = word + 1
            while last < len(starts) and starts[last] < end:
                last += 1
            if not _hyphenated(sentence.text, start, end):
                head = self.tree.head(word, last)
                form = self._reading(forms, head, last - word, sentence.text[start].isupper())
                if form is not None:
                    yield NameHit(word, last, head, form)

    def _reading(self, forms: Sequence[Form], head: int, length: int, capital: bool) -> Form | None:
        """Which of a name's readings fits, None when it names nobody here."""
        for form in forms:
            if form.use == "nobody":
                return None
            if form.role is not None:
                fits = self._is_role(form, head)
            else:
                fits = self._is_name(form, head, length) and (capital or form.use != "adjective")
            if fits:
                return form
        return None

    def _is_role(self, form: Form, head: int) -> bool:
        upos, rel = self.tree.upos[head], self.tree.rels[head]
        if form.use == "modifier":
            return upos in ("ADJ", "NOUN", "PROPN", "VERB") and rel in ("amod", "compound", "nmod")
        # "state", "power": a modifier of the same spelling serves where a noun follows
        return upos == "PROPN" or (upos == "NOUN" and rel != "amod")

    def _is_name(self, form: Form, head: int, length: int) -> bool:
        if length > 1:
            return True
        if form.use not in ("country", "capital", "place", "surname"):
            return not self._in_a_longer_name(head, form)
        return self.tree.upos[head] in ("PROPN", "NOUN", "ADJ", "X") and not self._in_a_person(head, form)

    def _in_a_longer_name(self, word: int, form: Form) -> bool:
        """Whether a body's one-word name is part of another's: "Ghana Labour Congress", "Congress of Mothers",
        "Gul Zaman". Its own country and a describing word may stand before it: "U.S. Congress", "Shiite Hezbollah"."""
        tree, entry = self.tree, form.entry
        if entry is None or entry.kind not in ("organisation", "group"):
            return False
        if any(e.label == "PER" and e.first < word < e.last for e in tree.sentence.entities):
            return True
        before = [
            k for k in tree.kids[word] if k == word - 1 and tree.rels[k] in ("compound", "amod", "flat")
        ]
        if any(tree.words[k][:1].isupper() and not self._may_stand_before(k, entry) for k in before):
            return True
        behind = tree.words[word + 1 : word + 3]
        return (
            len(behind) == 2
            and behind[0] == "of"
            and behind[1][:1].isupper()
            and self._country(word + 2) is None
        )

    def _may_stand_before(self, word: int, entry: ActorEntry) -> bool:
        country = self._country(word)
        return self.tree.upos[word] == "ADJ" if country is None else country == entry.country

    def _country(self, word: int) -> str | None:
        """The country that a single word names."""
        entries = [form.entry for hit in self.table.find(self.tree.words[word]) for form in hit.forms]
        return next((e.country for e in entries if e is not None and e.kind == "country"), None)

    def _in_a_person(self, head: int, form: Form) -> bool:
        """Whether a one-word name is part of another person's name: "Michael Jordan", "Lyudmila Putin"."""
        tree = self.tree
        for entity in tree.sentence.entities:
            if entity.label == "PER" and entity.first <= head < entity.last:
                if form.use in ("country", "capital") and entity.last - entity.first == 1:
                    return fold(form.text) in _FIRST_NAMES  # "Berlin rejected": the readings of a name err
                return form.use != "surname" or (entity.first < head and not self._is_title(head - 1))
        if tree.upos[head] != "PROPN":
            return False
        if tree.rels[head] == "flat":
            return not self._is_title(head - 1)
        return form.use != "surname" and any(
            k == head + 1 and tree.rels[k] == "flat" and tree.upos[k] == "PROPN" for k in tree.kids[head]
        )

    def _is_title(self, word: int) -> bool:
        """Whether a word before a surname is a title or role rather than a first name."""
        if word < 0 or self.tree.upos[word] != "PROPN":
            return True
        title = self.tree.words[word]
        if title.lower().rstrip(".") in _ADDRESSES:
            return True
        return any(form.role is not None for hit in self.table.find(title) for form in hit.forms)


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a name is part of a compound that does not belong to it: "pro-Russian", "Iran-backed"."""
    if text[start - 1 : start] in ("-", "‑", "–") and start > 1:
        prefix = fold(text[max(0, start - 7) : start - 1]).split()
        if prefix and prefix[-1] in _PREFIXES:
            return True
    if text[end : end + 1] in ("-", "‑"):
        following = fold(text[end + 1 : end + 20]).split()
        return bool(following) and following[0] in _PARTICIPLES
    return False
