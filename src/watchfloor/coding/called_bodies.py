"""Which body "the organisation", "the group" or "the company" stands for, as the speaker of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.coding.actors import Mention
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.knowledge.place_tables import load_places
from watchfloor.records import Sentence

__all__ = ["bodies_of", "kinds_called"]

_INTERNATIONAL = frozenset({"IGO", "NGO"})
# Names with one of these are of bodies that are called by it: "the ministry", never "the organisation".
_CALLED_OTHERWISE = frozenset(
    {
        "ministry", "army", "navy", "government", "police", "court", "parliament", "senate", "congress", "council",
        "department", "university", "force", "forces", "guard", "staff", "party", "tv", "television", "news",
    }
)  # fmt: skip


def kinds_called(sentence: Sentence, first: int, last: int, word: int) -> frozenset[str]:
    """The kinds of body that a noun phrase may stand for, none where it is no general word for one.

    Args:
        sentence: of the phrase.
        first, last: its words, the last exclusive.
        word: its head.

    Returns:
        Of ``body``, ``group`` (armed ones) and ``company``.
    """
    bare = word == last - 1 and all(w.islower() for w in sentence.words[first + 1 : last])
    if sentence.words[first].lower() not in ("the", "this", "that") or not bare:
        return frozenset()
    words = load_cues().bodies.get(sentence.lemmas[word].lower(), frozenset())
    return frozenset(w[1:] for w in words if w.startswith("*"))


def bodies_of(sentence: Sentence, mentions: Sequence[Mention]) -> list[tuple[Mention, frozenset[str]]]:
    """The bodies that a sentence names, in order, each with the kinds of body that it may be.

    Args:
        sentence: with its entities.
        mentions: of it.
    """
    found: list[tuple[Mention, frozenset[str]]] = []
    for mention in mentions:
        if mention.kind == "group":
            found.append((mention, frozenset({"group"})))
        elif mention.kind == "organisation" and mention.country in _INTERNATIONAL:
            found.append((mention, frozenset({"body"})))
    for entity in sentence.entities:
        first, last = entity.first, entity.last
        known = any(m.first < last and first < m.last for m, _ in found)
        words = {w.lower() for w in sentence.words[first:last]}
        text = sentence.text[sentence.starts[first] : sentence.ends[last - 1]]
        if (
            entity.label == "ORG"
            and not known
            and not words & _CALLED_OTHERWISE
            and not load_places().find(text)
        ):
            found.append((_named(text, first, last), frozenset({"body", "group", "company"})))
    return sorted(found, key=lambda one: one[0].first)


def _named(text: str, first: int, last: int) -> Mention:
    """A body by its name, with what the tables know of it."""
    mention = Mention(first=first, last=last, head=last - 1, name=text, text=text, kind="organisation")
    for hit in ActorTable.load().find(text):
        entries = [form.entry for form in hit.forms if form.entry is not None]
        if len(entries) == 1 and entries[0].kind == "organisation":
            mention.id, mention.country, mention.sector = entries[0].id, entries[0].country, entries[0].sector
    return mention
