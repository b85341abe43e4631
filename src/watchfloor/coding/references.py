"""Whom pronouns and phrases such as "both sides" or "the country" stand for, where the article makes it safe.

An antecedent is taken only if it is the one candidate of its kind nearby, or the one that is subject where the
pronoun is subject too; anything else stays unresolved, since a wrong party is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from watchfloor.coding.actors import Mention
from watchfloor.knowledge.actor_tables import SUPRANATIONAL, fold
from watchfloor.records import Sentence, Span

__all__ = ["resolve_references"]

_ONE_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "themselves"})
_COUNTRY = frozenset({"country", "nation", "kingdom", "republic", "state"})
_GROUP = frozenset({"group", "organization", "organisation", "company", "agency"})
_BLOC = frozenset({"bloc", "alliance"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
#: How many sentences back an antecedent may stand; "the country" and "both sides" reach one further.
_WINDOW = 1


class _Seen(msgspec.Struct, frozen=True):
    """A mention that a later phrase may stand for."""

    number: int  # of its sentence
    sentence: Sentence
    mention: Mention

    @property
    def key(self) -> str:
        return self.mention.id or fold(self.mention.text)

    def span(self) -> Span:
        span = self.sentence.span(self.mention.first, self.mention.last)
        start = self.sentence.start
        return Span(start=start + span.start, end=start + span.end, text=span.text)

    @property
    def subject(self) -> bool:
        return self.sentence.deprels[self.mention.head].startswith("nsubj")


def resolve_references(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> list[list[Mention]]:
    """Fills in who is meant, sentence by sentence in the order of the article.

    Args:
        sentences: the sentences of one article.
        mentions: what `find_mentions` gave for each.

    Returns:
        The mentions of each sentence as new records. A resolved pronoun has its antecedent's id, country, sector
        and name, and the antecedent's words; "both sides" becomes two mentions of the same words. A role with a
        possessive pronoun ("its army") gets the antecedent's country, and a surname the person named in full
        before. What is not safe stays as it was.
    """
    seen: list[_Seen] = []
    people: dict[str, Mention | None] = {}
    resolved: list[list[Mention]] = []
    for number, (sentence, found) in enumerate(zip(sentences, mentions, strict=True)):
        seen = [s for s in seen if number - s.number <= _WINDOW + 1]
        here: list[Mention] = []
        for mention in _with_surnames(sentence, found, people):
            for result in _resolve(number, sentence, mention, seen, people):
                here.append(result)
                if result.kind != "pronoun" or result.antecedent is not None:
                    seen.append(_Seen(number, sentence, result))
                _remember(people, result)
        resolved.append(here)
    return resolved


def _with_surnames(
    sentence: Sentence, found: Sequence[Mention], people: dict[str, Mention | None]
) -> Sequence[Mention]:
    """The mentions and, in their order, bare surnames of people whom the article has named in full."""
    if not people:
        return found
    taken = {word for mention in found for word in range(mention.first, mention.last)}
    more = [
        Mention(first=i, last=i + 1, head=i, text=word, kind="person")
        for i, word in enumerate(sentence.words)
        if sentence.upos[i] == "PROPN" and i not in taken and people.get(fold(word)) is not None
    ]
    return sorted([*found, *more], key=lambda mention: mention.first) if more else found


def _resolve(
    number: int,
    sentence: Sentence,
    mention: Mention,
    seen: Sequence[_Seen],
    people: dict[str, Mention | None],
) -> list[Mention]:
    if mention.kind == "pronoun":
        return _pronoun(number, sentence, mention, seen)
    if mention.owner is not None and mention.country is None:
        owner = Mention(first=mention.owner, last=mention.owner + 1, head=mention.owner, kind="pronoun")
        parties = _pronoun(number, sentence, owner, [s for s in seen if s.mention is not mention])
        return [_owned(mention, parties[0])]
    if mention.kind == "person" and not mention.id.startswith("PER_"):
        known = people.get(fold(mention.text).split()[-1]) if mention.text else None
        if known is not None and (mention.country in (None, known.country)):
            return [_as(mention, known, None)]
    return [mention]


def _pronoun(number: int, sentence: Sentence, mention: Mention, seen: Sequence[_Seen]) -> list[Mention]:
    word = sentence.words[mention.head].lower()
    before = [s for s in seen if s.number < number or s.mention.head < mention.first]
    first_words = {sentence.words[i].lower() for i in range(mention.first, mention.last)}
    if word == "two" or word == "both" or first_words & {"both", "two"}:
        return _both(number, mention, before)
    candidates = [s for s in before if _fits(word, s) and not _beside(sentence, mention, s, number)]
    if word in _ONE_PERSON:
        # "His lawyer said he had been beaten": not the lawyer.
        candidates = [s for s in candidates if s.number < number or not _is_kin_of_one(s)]
    if word in _THING and mention.head == 0:
        # "The training in Russia could ... It may ...": an opening "It" takes up a subject, not what stands below one.
        candidates = [s for s in candidates if s.sentence.deprels[s.mention.head].startswith("nsubj")]
    if word in _MANY:
        candidates = [s for s in candidates if not _rivalled(number, sentence, mention, s)]
    antecedent = _safest(number, sentence, mention, candidates, word in _COUNTRY or word in _GROUP)
    if antecedent is None:
        return [mention]
    return [_as(mention, antecedent.mention, antecedent.mention.antecedent or antecedent.span())]


def _is_kin_of_one(seen: _Seen) -> bool:
    """Whether a mention is somebody's: "his lawyer", "her brother"."""
    owners = seen.sentence.children(seen.mention.head, "nmod:poss")
    return any(seen.sentence.words[owner].lower() in ("his", "her") for owner in owners)


def _fits(word: str, seen: _Seen) -> bool:
    """Whether a pronoun or noun can stand for a mention at all."""
    mention = seen.mention
    plural = _is_plural(seen)
    if word in _ONE_PERSON:
        return mention.kind == "person" or (
            mention.kind in ("role", "pronoun") and not plural and _is_someone(seen)
        )
    if mention.kind == "person":
        return False
    if word in _THING:
        return not plural and not _is_someone(seen) and mention.kind != "place"
    if word in _MANY:
        return plural
    if word in _COUNTRY:
        return (
            mention.kind in ("country", "place") and bool(mention.country) and mention.country == mention.id
        )
    if word in _GROUP:
        return mention.kind in ("group", "organisation") and not mention.id.startswith("ETH_")
    return word in _BLOC and mention.country == "IGO"


def _is_plural(seen: _Seen) -> bool:
    if seen.mention.kind == "country" and seen.mention.country == seen.mention.id:
        # "the United States" is one; "Russians" are many
        word = seen.sentence.words[seen.mention.head]
        return word.endswith(("ns", "is"))
    return "Number=Plur" in seen.sentence.feats[seen.mention.head] if seen.sentence.feats else False


_BODIES = frozenset(
    [
        "government",
        "ministry",
        "army",
        "military",
        "police",
        "parliament",
        "court",
        "navy",
        "administration",
        "regime",
        "junta",
        "agency",
        "service",
        "committee",
        "council",
        "department",
        "party",
        "company",
        "group",
        "force",
        "embassy",
        "office",
        "media",
        "newspaper",
        "bank",
        "senate",
        "congress",
        "cabinet",
        "opposition",
        "militia",
        "treasury",
        "commission",
        "church",
        "union",
        "ngo",
        "charity",
        "gang",
        "cartel",
        "mission",
    ]
)


def _is_someone(seen: _Seen) -> bool:
    """Whether a singular role is a person ("the minister") and not a body ("the ministry")."""
    if seen.mention.kind == "person":
        return True
    if seen.mention.kind == "pronoun":
        return seen.sentence.words[seen.mention.head].lower() in _ONE_PERSON
    return seen.mention.kind == "role" and seen.sentence.lemmas[seen.mention.head].lower() not in _BODIES


def _beside(sentence: Sentence, mention: Mention, seen: _Seen, number: int) -> bool:
    """Whether both are arguments of one verb, so that only a reflexive could stand for the other."""
    if seen.number != number:
        return False
    word = sentence.words[mention.head].lower()
    if word in _POSSESSIVE and sentence.deprels[mention.head].startswith("nmod"):
        return seen.mention.first <= mention.head < seen.mention.last
    if word.endswith(("self", "selves")):
        return False
    return sentence.heads[mention.head] == seen.sentence.heads[seen.mention.head]


def _rivalled(number: int, sentence: Sentence, mention: Mention, seen: _Seen) -> bool:
    """Whether another plural noun stands nearer to "they", party or not."""
    after = seen.mention.last if seen.number == number else 0
    return any("Number=Plur" in sentence.feats[i] for i in range(after, mention.first))


def _safest(
    number: int, sentence: Sentence, mention: Mention, candidates: Sequence[_Seen], noun: bool
) -> _Seen | None:
    """The one candidate of this and the last sentence, or the one subject among several."""
    reach = _WINDOW + 1 if noun else _WINDOW
    near = [s for s in candidates if number - s.number <= reach]
    if not near:
        return None
    if len({s.key for s in near}) == 1:
        return near[-1]
    is_subject = sentence.deprels[mention.head].startswith("nsubj") or (
        mention.head < len(sentence) and (sentence.words[mention.head].lower() in _POSSESSIVE)
    )
    if not is_subject:
        return None
    for distance in range(reach + 1):
        subjects = [s for s in near if s.number == number - distance and s.subject]
        if subjects:
            return subjects[-1] if len({s.key for s in subjects}) == 1 else None
    return None


def _both(number: int, mention: Mention, before: Iterable[_Seen]) -> list[Mention]:
    """The two countries named most closely before, if they are exactly two."""
    near = [s for s in before if s.mention.country and s.mention.kind != "place"]
    for reach in range(_WINDOW + 2):
        parties: dict[str, _Seen] = {}
        for seen in near:
            if number - seen.number <= reach:
                parties.setdefault(seen.mention.country or "", seen)
        if len(parties) == 2:
            return [_side(mention, seen) for seen in parties.values()]
        if len(parties) > 2:
            return [mention]
    return [mention]


def _side(mention: Mention, seen: _Seen) -> Mention:
    """One of "both sides": the country behind the party named, the party itself where none is (NATO)."""
    known = seen.mention
    side = _as(mention, known, known.antecedent or seen.span())
    if known.country in SUPRANATIONAL or known.kind in ("group", "organisation"):
        return side
    return msgspec.structs.replace(side, id=known.country or "", sector=None, name="")


def _as(mention: Mention, known: Mention, antecedent: Span | None) -> Mention:
    """A mention that stands for what another one names."""
    return msgspec.structs.replace(
        mention,
        id=known.id,
        country=known.country,
        sector=known.sector,
        name=known.name,
        antecedent=antecedent,
    )


def _owned(mention: Mention, owner: Mention) -> Mention:
    if owner.antecedent is None or owner.country is None:
        return mention
    base = owner.country if owner.id.startswith(owner.country) or owner.id.startswith("PER_") else owner.id
    return msgspec.structs.replace(
        mention,
        country=owner.country,
        id=f"{base}_{mention.sector}" if mention.sector and not base.endswith(f"_{mention.sector}") else base,
        antecedent=owner.antecedent,
    )


def _remember(people: dict[str, Mention | None], mention: Mention) -> None:
    """Keeps the last word (and for known people the family name) of a full name; None when two share it."""
    names = fold(mention.text).split()
    if mention.kind != "person" or len(names) < 2 or mention.antecedent is not None:
        return
    if not (mention.id or mention.country):
        return
    for name in {names[-1], *(fold(mention.name).split()[:1] if mention.country in _FAMILY_FIRST else ())}:
        other = people.get(name, mention)
        same = other is not None and (other.id or other.text) == (mention.id or mention.text)
        people[name] = mention if same else None


_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM"})
