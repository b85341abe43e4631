"""Who is named in a sentence: countries, persons, bodies, groups and roles, each grown to its noun phrase.

One pass of the actor table's automaton over the text finds names and role nouns (`named_words`); the tree then says
which of them stand in one noun phrase (`noun_phrases`), and what that phrase names (`named_phrases`). Bodies that no
table has and pronouns are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from watchfloor.coding.anaphors import find_anaphors
from watchfloor.coding.long_names import LongName, long_names
from watchfloor.coding.mentions import Mention
from watchfloor.coding.named_phrases import PhraseReader
from watchfloor.coding.named_words import NameHit, NameReader
from watchfloor.coding.noun_phrases import PhraseTree
from watchfloor.coding.parties import Party, named_party
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.records import Sentence

__all__ = ["Mention", "find_mentions"]


def find_mentions(
    sentence: Sentence, *, on: date | None = None, table: ActorTable | None = None
) -> list[Mention]:
    """The parties that a sentence names, in order of the text, none inside another.

    Args:
        sentence: with its tree; entities help where they are given.
        on: the day the sentence speaks of, which decides who is in office; None takes all to be in the latest
            office that the table knows.
        table: the actors known; ours by default.

    Returns:
        Mentions; those of role nouns without a known country ("police", "rebels") have country None.
    """
    if not sentence.words or len(sentence.heads) != len(sentence.words):
        return []
    table = table or ActorTable.load()
    tree = PhraseTree(sentence)
    hits = list(NameReader(tree, table).hits())
    long, hits = _with_long_names(tree, hits, on)
    found = [*PhraseReader(tree, _phrases(tree, hits, long), table, on).mentions(), *long]
    taken = _words_of(found)
    for first, last, head in find_anaphors(sentence, tree.rels, tree.kids, taken):
        found.append(Mention(first=first, last=last, head=head, text=tree.text(first, last), kind="pronoun"))
    found.sort(key=lambda mention: (mention.first, mention.last))
    return found


def _with_long_names(
    tree: PhraseTree, hits: list[NameHit], on: date | None
) -> tuple[list[Mention], list[NameHit]]:
    """A mention of each body called by its full name, and the hits outside of these."""
    known = [(h.first, h.last) for h in hits if h.entry and h.entry.kind in ("organisation", "group")]
    found = []
    for name in long_names(tree.sentence, known):
        inside = [h for h in hits if name.first <= h.first < name.last]
        party = _party_of_long_name(tree, name, inside, on)
        found.append(party.mention(tree, name.first, name.last, name.head))
        hits = [h for h in hits if h not in inside]
    return found, hits


def _party_of_long_name(
    tree: PhraseTree, name: LongName, inside: Sequence[NameHit], on: date | None
) -> Party:
    for hit in inside:
        if hit.first == name.acronym and hit.entry is not None:
            return named_party(tree, hit, on)
    countries = {h.entry.country for h in inside if h.entry and h.entry.kind in ("country", "place")}
    country = countries.pop() if len(countries) == 1 else "NGO" if name.worldwide else None
    return Party("", country, name.sector, tree.text(name.first, name.last), "organisation")


def _phrases(tree: PhraseTree, hits: Sequence[NameHit], long: Sequence[Mention]) -> dict[int, list[NameHit]]:
    """By head of each noun phrase the hits in it; a person or body that is no hit makes a phrase without any."""
    phrases: defaultdict[int, list[NameHit]] = defaultdict(list)
    for hit, following in zip_longest(hits, hits[1:]):
        beside = following and following.first == hit.last
        head = following.head if beside and _describes(hit, following) else hit.head
        phrases[tree.climb(head)].append(hit)
    entities = [entity for entity in tree.sentence.entities if entity.label in ("PER", "ORG")]
    named = _words_of([*hits, *long]) if entities else set()
    for entity in entities:
        head = tree.head(entity.first, entity.last)
        if head not in named:
            phrases[tree.climb(head)]
    return dict(phrases)


def _describes(hit: NameHit, following: NameHit) -> bool:
    """Whether a name right before a role noun says whose it is ("UN peacekeepers"), whatever the tree says."""
    if hit.entry is None or following.role is None or following.role.how == "modifier":
        return False
    return hit.form.use in ("adjective", "name", "country", "demonym") and hit.entry.kind != "person"


def _words_of(spans: Iterable[NameHit | Mention]) -> set[int]:
    return {word for span in spans for word in range(span.first, span.last)}
