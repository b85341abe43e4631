"""Who is named in a sentence: countries, persons, bodies, groups and roles, each grown to its noun phrase.

One pass of the actor table's automaton over the text finds names and role nouns; the UD tree then says which of
them stand in one noun phrase, so that a title, a country's adjective, an apposition and the body that somebody
speaks for end up in one mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from watchfloor.coding.anaphors import find_anaphors
from watchfloor.coding.long_names import LongName, long_names
from watchfloor.coding.named_words import POSSESSIVES, NameHit, NameReader
from watchfloor.knowledge.actor_tables import SUPRANATIONAL, ActorEntry, ActorTable, Role, fold
from watchfloor.records import Sentence, Span

__all__ = ["Mention", "find_mentions"]


class Mention(msgspec.Struct, kw_only=True):
    """A party named in a sentence.

    Attributes:
        first, last: its words, ``last`` exclusive.
        head: index of the word that carries it in the tree. Two countries that share a noun ("Russian and North
            Korean troops") are two mentions with one head.
        id: stable id: ``RUS``, ``PRK_MIL``, ``IGO_NATO``, ``PER_VLADIMIR_PUTIN``; empty when nobody known is meant.
        country: ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG; None when unknown.
        sector: PLOVER sector, None where only a country is named.
        name: the table's name, for headings.
        kind: ``country``, ``person``, ``organisation``, ``group``, ``role``, ``place`` or ``pronoun`` (also for
            phrases such as "both sides" that stand for parties named before).
        owner: the word of a possessive pronoun ("its army") whose antecedent gives the country, else None.
        antecedent: the earlier words it stands for, as offsets in the document, once resolved.
    """

    first: int
    last: int
    head: int
    id: str = ""
    country: str | None = None
    sector: str | None = None
    name: str = ""
    text: str = ""
    kind: str = "role"
    owner: int | None = None
    antecedent: Span | None = None


class _Party(msgspec.Struct):
    """What a noun phrase stands for, before it becomes a mention."""

    id: str
    country: str | None
    sector: str | None
    name: str
    kind: str
    adjective: str = ""


# Which prepositions tie a role noun to the body or country it belongs to.
_TIES = frozenset({"of", "from", "for", "at", "in", "with", "within", "inside"})
# "the US ambassador to Iran" and "troops in Iraq" do not belong to what follows these.
_FOREIGN_IN = frozenset({"MIL", "REF", "NGO", "MED", "IGO", "MNC", "EDU"})
_PLACES = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "outside",
        "around",
        "across",
        "into",
        "inside",
        "through",
        "over",
        "throughout",
    }
)
_GONE_STATES = frozenset({"SUN", "YUG", "SCG", "CSK", "DDR", "ZAR"})
_PARTISAN = frozenset({"person", "group", "organisation"})
_NAMED = frozenset({"country", "group", "organisation"})
# A group's own fighters count as the group.
_ARMED = frozenset({"REB", "UAF", "MIL", "CRM"})
# Whose former holders still count, as elites.
_PUBLIC = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "PTY", "ELI", "COP", "IGO", None})


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
    return _Reader(sentence, on, table or ActorTable.load()).mentions()


class _Reader(NameReader):
    """Reads the noun phrases of one sentence."""

    def __init__(self, sentence: Sentence, on: date | None, table: ActorTable) -> None:
        super().__init__(sentence, table)
        self.on = on
        self.groups: dict[int, list[NameHit]] = {}
        self.parties: dict[int, list[Mention]] = {}
        self.absorbed: set[int] = set()
        self.long: dict[int, Mention] = {}

    # ------------------------------------------------------------ names

    def mentions(self) -> list[Mention]:
        hits = self._with_long_names(list(self._hits()))
        for index, hit in enumerate(hits):
            nucleus = self._nucleus(hit)
            following = hits[index + 1] if index + 1 < len(hits) else None
            if following and following.first == hit.last and _describes(hit, following):
                nucleus = self._nucleus(following)
            self.groups.setdefault(nucleus, []).append(hit)
        named = {word for hit in hits for word in range(hit.first, hit.last)}
        named |= {word for name in self.long.values() for word in range(name.first, name.last)}
        for entity in self.sentence.entities:
            head = self._head(entity.first, entity.last)
            if entity.label in ("PER", "ORG") and head not in named and self._climb(head) not in self.groups:
                self.groups[self._climb(head)] = []
        for nucleus in sorted(self.groups):
            self._read(nucleus)
        found = [
            mention
            for nucleus, mentions in self.parties.items()
            if nucleus not in self.absorbed
            for mention in mentions
            if mention.id
            or mention.country
            or mention.sector
            or mention.kind != "role"
            or mention.owner is not None
        ]
        found.extend(self.long.values())
        taken = {word for mention in found for word in range(mention.first, mention.last)}
        anaphors = find_anaphors(self.sentence, self.rels, self.kids, taken)
        found.extend(self._anaphor(*words) for words in anaphors)
        found.sort(key=lambda mention: (mention.first, mention.last))
        return found

    def _with_long_names(self, hits: list[NameHit]) -> list[NameHit]:
        """Makes one mention of each long name and leaves the hits outside of these."""
        known = [(h.first, h.last) for h in hits if h.entry and h.entry.kind in ("organisation", "group")]
        kept = hits
        for name in long_names(self.sentence, known):
            inside = [h for h in hits if name.first <= h.first < name.last]
            party = self._party_of_name(name, inside)
            self.long[name.head] = self._mention(name.first, name.last, name.head, party)
            kept = [h for h in kept if h not in inside]
        return kept

    def _party_of_name(self, name: LongName, inside: list[NameHit]) -> _Party:
        for hit in inside:
            if hit.first == name.acronym and hit.entry is not None:
                return self._party(hit)
        countries = {h.entry.country for h in inside if h.entry and h.entry.kind in ("country", "place")}
        country = countries.pop() if len(countries) == 1 else "NGO" if name.worldwide else None
        return _Party("", country, name.sector, self._text(name.first, name.last), "organisation")

    # ------------------------------------------------------------ phrases

    def _read(self, nucleus: int) -> list[Mention]:
        """The mentions of the noun phrase under a word; read once, needed phrases below it first."""
        if nucleus in self.parties:
            return self.parties[nucleus]
        self.parties[nucleus] = []  # a circle in a broken tree ends here
        hits = self.groups[nucleus]
        hits.sort(key=lambda hit: hit.first)
        main = self._main(nucleus, hits)
        if main is None:
            found = self._unnamed(nucleus, hits)
        elif main.role is not None:
            found = self._role_phrase(nucleus, hits, main)
        else:
            found = [self._named(nucleus, hits, main)]
            found += [
                self._single(h)
                for h in hits
                if h.form.use in ("country", "capital")
                and not h.used
                and h is not main
                and self._coordinated(h)
            ]
        self.parties[nucleus] = self._with_apposition(nucleus, found)
        return self.parties[nucleus]

    def _main(self, nucleus: int, hits: list[NameHit]) -> NameHit | None:
        """The hit that a phrase is about: a person named in it, else the one on its head."""
        named = [h for h in hits if h.entry and h.entry.kind == "person" and self._names(h, nucleus)]
        if named:
            return named[-1]
        for hit in hits:
            if hit.first <= nucleus < hit.last and hit.form.use not in ("modifier",):
                return hit
        if self.upos[nucleus] == "PROPN" or any(self.rels[k] == "flat" for k in self.kids[nucleus]):
            roles = [h for h in hits if h.role and h.role.how != "modifier" and h.first < nucleus]
            if roles and (self.upos[nucleus] == "PROPN"):
                return roles[-1]
        return None

    def _names(self, hit: NameHit, nucleus: int) -> bool:
        """Whether a person's name names the phrase itself, not what belongs to the person ("a Putin aide")."""
        if hit.first <= nucleus < hit.last:
            return True
        return hit.first > nucleus or self.rels[hit.head] == "flat"

    # ------------------------------------------------------------ readings

    def _party(self, hit: NameHit) -> _Party:
        entry = hit.entry
        assert entry is not None
        if entry.kind == "country":
            sector = "GOV" if hit.form.use == "seat" else None
            if hit.form.use == "capital" and not self._is_place(hit.head):
                sector = "GOV"
            if hit.form.use == "demonym" and hit.form.text.endswith(("s", "men")) and self._is_noun(hit.head):
                sector = "CVL"
            kind = "place" if hit.form.use == "capital" and sector is None else "country"
            id_ = entry.country or entry.id
            if sector == "CVL":
                return _Party(f"{id_}_CVL", entry.country, sector, hit.form.text, "role")
            return _Party(id_, entry.country, sector, entry.name, kind, entry.adjective)
        if entry.kind == "place":
            return _Party(entry.country or "", entry.country, None, entry.name, "place")
        sector = entry.sector_on(self.on)
        country = "IGO" if entry.kind == "person" and sector == "IGO" else entry.country
        return _Party(entry.id, country, sector, entry.name, entry.kind)

    def _is_noun(self, word: int) -> bool:
        """Whether a demonym stands by itself ("Palestinians") and describes no other noun."""
        return self.upos[word] in ("NOUN", "PROPN") and self.rels[word] not in ("amod", "compound", "flat")

    def _is_place(self, word: int) -> bool:
        """Whether a capital's name tells where something is rather than who acts."""
        if self._possessive(word):
            return False
        rel, cases = self.rels[word], self._cases(word)
        if rel == "conj":
            return self._is_place(self.heads[word])
        return rel in ("obl", "nmod") and any(case in _PLACES for case in cases)

    def _named(self, nucleus: int, hits: list[NameHit], main: NameHit) -> Mention:
        """A phrase about a known person, body, country or place, with its titles and descriptions."""
        party = self._party(main)
        words = [main.first, main.last - 1, *self._name_words(nucleus)]
        if party.kind in _PARTISAN:
            for hit in hits:
                if hit is not main and hit.last <= main.first and not self._foreign(hit, party):
                    words.append(hit.first)
                    if hit.entry and hit.entry.kind == "country" and party.country in _GONE_STATES:
                        party.country = (
                            hit.entry.country
                        )  # "Georgian President" of one who served the Soviets
                    if hit.role and hit.role.sector == "ELI" and party.kind == "person":
                        party.sector = "ELI"
            self._absorb_owner(nucleus, party, words)
        first, last = min(words), max(words) + 1
        return self._mention(
            first,
            last,
            self._head(main.first, main.last) if party.kind in ("country", "place") else nucleus,
            party,
        )

    def _foreign(self, hit: NameHit, party: _Party) -> bool:
        return hit.entry is not None and hit.entry.kind == "person"

    def _absorb_owner(self, nucleus: int, party: _Party, words: list[int]) -> None:
        """ "Russia's President Putin": the owner of a title is part of the person's mention."""
        for kid in self.kids[nucleus]:
            if self.rels[kid] == "nmod" and kid < nucleus and self._possessive(kid) and kid in self.groups:
                owner = self._read(kid)
                if owner and owner[0].country == party.country:
                    self.absorbed.add(kid)
                    words.append(owner[0].first)

    def _name_words(self, nucleus: int) -> list[int]:
        return [k for k in self.kids[nucleus] if self.rels[k] in ("flat", "goeswith")]

    def _single(self, hit: NameHit) -> Mention:
        hit.used = True
        return self._mention(hit.first, hit.last, hit.head, self._party(hit))

    def _coordinated(self, hit: NameHit) -> bool:
        return self.rels[hit.head] in ("conj", "compound")

    def _unnamed(self, nucleus: int, hits: list[NameHit]) -> list[Mention]:
        """A phrase whose head is no party ("Russian army base"): the parties that describe it, each by itself."""
        entity = next((e for e in self.sentence.entities if e.first <= nucleus < e.last), None)
        proper = self.upos[nucleus] == "PROPN"
        countries = [
            h for h in hits if h.entry and h.entry.kind in ("country", "place") and h.first < nucleus
        ]
        if (
            entity
            and entity.label in ("PER", "ORG")
            and not any(h.entry and h not in countries for h in hits)
        ):
            first = min([entity.first, *(h.first for h in countries)])
            place = self._party(countries[0]) if countries else None
            sector = next((h.role.sector for h in hits if h.role and h.role.how != "modifier"), None)
            kind = "person" if entity.label == "PER" else "organisation"
            text = self._text(entity.first, entity.last)
            party = _Party("", place.country if place else None, sector, text, kind)
            if party.country is None:
                party.country = self._tied(nucleus, None)[0]
            return [self._mention(first, entity.last, nucleus, party)]
        if (
            proper
            and len(countries) == 1
            and len(hits) == 1
            and nucleus == countries[0].last
            and countries[0].form.use in ("adjective", "demonym")
            and self._single_name(nucleus)
        ):
            return [self._single(countries[0])]
        found: list[Mention] = []
        run: list[NameHit] = []
        for hit in hits:
            if run and (hit.first != run[-1].last or run[-1].role):
                found += self._run(run)
                run = []
            run.append(hit)
        return found + (self._run(run) if run else [])

    def _single_name(self, nucleus: int) -> bool:
        return not self._name_words(nucleus)

    def _run(self, run: list[NameHit]) -> list[Mention]:
        """Hits side by side before a noun: "Russian army" is one party, "US" and "Iran" are two."""
        last = run[-1]
        if last.role and last.role.how != "modifier" and last.role.sector:
            names = [h for h in run if h.entry]
            if len(names) == 1:
                party = self._of_role(last.role, [self._party(names[0])], [])
                return [self._mention(run[0].first, last.last, last.head, party)]
            if not names:
                return [self._mention(run[0].first, last.last, last.head, self._of_role(last.role, [], []))]
        return [self._single(h) for h in run if h.entry]

    def _role_phrase(self, nucleus: int, hits: list[NameHit], main: NameHit) -> list[Mention]:
        """A phrase about a role noun: whose it is comes from what describes, owns or follows it."""
        role = main.role
        assert role is not None
        words = [main.first, main.last - 1, *self._name_words(nucleus)]
        if nucleus > main.first and self.upos[nucleus] == "PROPN":
            words.append(nucleus)
        before = [h for h in hits if h is not main and h.first < main.first]
        after = [h for h in hits if h is not main and h.first > main.first and h.entry]
        names = [h for h in before if h.entry] or after
        roles = [h.role for h in before if h.role]
        words += [h.first for h in before if h.role]
        owner: int | None = None
        parties = [self._party(h) for h in names]
        if not names:
            parties, tied, owner = self._owners(nucleus, role)
            words += tied
        if person := self._by_title(nucleus, role, parties):
            party = _Party(person.id, person.country, person.sector_on(self.on), person.name, "person")
            if any(r.sector == "ELI" for r in roles):
                party.sector = "ELI"
            words += [h.first for h in names]
            return [self._mention(min(words), max(words) + 1, nucleus, party)]
        if len(parties) > 1 and names:
            return self._shared(nucleus, names, role, roles, words)
        words += [h.first for h in names] + [h.last - 1 for h in names]
        if len(parties) > 1:
            first, last = min(words), max(words) + 1
            return [self._mention(first, last, nucleus, self._of_role(role, [p], roles)) for p in parties]
        party = self._of_role(role, parties, roles)
        if self._is_name(nucleus, main):
            party.kind = "person"
        mention = self._mention(min(words), max(words) + 1, nucleus, party)
        mention.owner = owner
        return [mention]

    def _is_name(self, nucleus: int, main: NameHit) -> bool:
        """Whether a title is followed by somebody's name."""
        inside = range(main.first, main.last)
        return any(self.upos[k] == "PROPN" and k not in inside for k in self._name_words(nucleus)) or (
            nucleus not in inside and self.upos[nucleus] == "PROPN"
        )

    def _shared(
        self, nucleus: int, names: list[NameHit], role: Role, roles: list[Role], words: list[int]
    ) -> list[Mention]:
        """ "Russian and North Korean troops": one mention a country, the last with the noun."""
        found = []
        for hit in names[:-1]:
            party = self._of_role(role, [self._party(hit)], roles)
            found.append(self._mention(hit.first, hit.last, nucleus, party))
        last = names[-1]
        inner = [w for w in words if w >= last.first]
        party = self._of_role(role, [self._party(last)], roles)
        found.append(self._mention(last.first, max([last.last - 1, *inner]) + 1, nucleus, party))
        if len({(m.country, m.sector) for m in found}) == 1:
            return [self._mention(found[0].first, found[-1].last, nucleus, party)]
        return found

    def _of_role(self, role: Role, owners: Sequence[_Party], roles: Sequence[Role]) -> _Party:
        """The party that a role noun names, given whose it is and the role words that stand before it."""
        sector = role.sector
        described = [r.sector for r in roles if r.sector]
        if "ELI" in described:
            sector = "ELI" if sector in _PUBLIC else sector
            described = []
        elif role.noun.startswith("minist"):
            described = []  # a labour minister is no union's
        elif described and (role.how == "takes" or sector in ("CVL", "UAF", "EDU")):
            sector = described[-1]
        if not owners:
            return _Party("", None, sector, "", "role")
        owner = owners[0]
        if role.how == "takes" and owner.kind in ("organisation", "group") and not described:
            return _Party(owner.id, owner.country, owner.sector or sector, owner.name, "role")
        if (
            role.how == "takes"
            and owner.sector
            and owner.kind in ("role", "organisation", "group", "country")
            and not described
        ) or (role.how == "takes" and owner.kind == "person" and owner.sector and owner.sector != "ELI"):
            sector = owner.sector
        if owner.kind == "group" and owner.sector in _ARMED and sector in _ARMED and role.how == "own":
            return _Party(owner.id, owner.country, owner.sector, owner.name, "role")
        base = owner.country if owner.kind in ("country", "place", "person", "role") else owner.id
        if owner.country in SUPRANATIONAL and owner.kind == "role":
            base = owner.id
        id_ = f"{base}_{sector}" if base and sector and not (base.endswith(f"_{sector}")) else base or ""
        name = f"{owner.adjective or owner.name} {role.noun}" if owner.kind in _NAMED else role.noun
        return _Party(id_, owner.country, sector, name, "role")

    def _owners(self, nucleus: int, role: Role) -> tuple[list[_Party], list[int], int | None]:
        """Whose a role is by possessor or by "of", "in", "from": parties, the words that say so, a pronoun."""
        for kid in self.kids[nucleus]:
            if kid < nucleus and self.rels[kid] == "nmod" and self._possessive(kid):
                if self.words[kid].lower() in POSSESSIVES:
                    return [], [], kid
                if kid in self.groups and (found := self._read(kid)):
                    self.absorbed.add(kid)
                    return [_as_party(m) for m in found], [found[0].first], None
        _, found = self._tied(nucleus, role)
        if found:
            return [_as_party(m) for m in found], [max(m.last for m in found) - 1], None
        return [], [], None

    def _tied(self, nucleus: int, role: Role | None) -> tuple[str | None, list[Mention]]:
        """The parties that a phrase belongs to by a following preposition; they become part of it."""
        below = [k for k in self.kids[nucleus] if k > nucleus and self.rels[k] == "nmod" and k in self.groups]
        for kid in [*below, *self._misplaced(nucleus)]:
            cases = self._cases(kid)
            if not cases or cases[0] not in _TIES:
                continue
            if cases[0] in ("in", "at") and role is not None and role.sector in _FOREIGN_IN:
                continue
            found = self._read(kid)
            if not found or (found[0].country is None and (role is None or role.how != "takes")):
                continue
            if role is not None and role.how == "own" and found[0].kind == "person":
                continue
            self.absorbed.add(kid)
            together = list(found)
            for other in self.kids[kid]:
                if self.rels[other] == "conj" and other in self.groups:
                    more = self._read(other)
                    if more and more[0].country is not None and more[0].kind in ("country", "place"):
                        self.absorbed.add(other)
                        together += more
            return found[0].country, together
        return None, []

    def _misplaced(self, nucleus: int) -> list[int]:
        """A phrase right behind a noun that the tree hangs on a word further on, which English has not."""
        return [
            kid
            for kid in self.groups
            if nucleus < kid < nucleus + 6
            and self.heads[kid] > kid
            and any(self.rels[k] == "case" and k == nucleus + 1 for k in self.kids[kid])
        ]

    def _by_title(self, nucleus: int, role: Role, parties: Sequence[_Party]) -> ActorEntry | None:
        """The office holder meant by a title and a surname that would be too common alone: "President Bush"."""
        names = [w for w in [nucleus, *self._name_words(nucleus)] if self.upos[w] == "PROPN"]
        if not names or role.how != "takes":
            return None
        country = parties[0].country if parties else None
        found = []
        for person in self.table.people(self.words[max(names)]):
            if country and person.country != country:
                continue
            offices = [o for o in person.offices if _same_title(role.noun, o.title)]
            if not offices:
                continue
            in_office = self.on is None or any(o.held(self.on) for o in offices)
            found.append((in_office, offices[-1].first or date.min, person))
        if len(names) > 1:  # a full name that the table does not have is somebody else
            firsts = {fold(self.words[w]) for w in names if w != max(names)}
            found = [f for f in found if firsts & set(fold(f[2].name).split())]
        if not country and len({f[2].country for f in found if f[0]}) > 1:
            return None
        return max(found, key=lambda f: f[:2])[2] if found else None

    # ------------------------------------------------------------ appositions, conjuncts, pronouns

    def _with_apposition(self, nucleus: int, found: list[Mention]) -> list[Mention]:
        """Joins "Yoon Suk-yeol, the South Korean president" and fills what one half leaves open."""
        if len(found) != 1:
            return found
        mention = found[0]
        for kid in self.kids[nucleus]:
            if self.rels[kid] != "appos" or kid not in self.groups or kid in self.absorbed:
                continue
            others = self._read(kid)
            if len(others) != 1:
                continue
            other = others[0]
            merged = _joined(mention, other)
            if merged:
                self.absorbed.add(kid)
                mention = merged
                mention.first, mention.last = min(mention.first, other.first), max(mention.last, other.last)
                mention.text = self._text(mention.first, mention.last)
        if mention.country is None and mention.kind in ("role", "person") and self.rels[nucleus] == "conj":
            self._inherit(nucleus, mention)
        return [mention]

    def _inherit(self, nucleus: int, mention: Mention) -> None:
        """ "Russian President X and Foreign Minister Y": the country stands once for both."""
        head = self.heads[nucleus]
        if head not in self.groups or any(self.rels[k] in ("det", "amod") for k in self.kids[nucleus]):
            return
        before = self._read(head)
        if (
            (
                before
                and before[0].country
                and before[0].sector == mention.sector
                and not mention.id
                and mention.sector
            )
            and before[0].kind in ("role", "person")
            and before[0].country not in SUPRANATIONAL
        ):
            mention.country = before[0].country
            mention.id = f"{mention.country}_{mention.sector}"

    def _anaphor(self, first: int, last: int, head: int) -> Mention:
        return Mention(first=first, last=last, head=head, text=self._text(first, last), kind="pronoun")

    # ------------------------------------------------------------ small things

    def _text(self, first: int, last: int) -> str:
        return self.sentence.text[self.sentence.starts[first] : self.sentence.ends[last - 1]]

    def _mention(self, first: int, last: int, head: int, party: _Party) -> Mention:
        return Mention(
            first=first,
            last=last,
            head=head,
            id=party.id,
            country=party.country,
            sector=party.sector,
            name=party.name,
            text=self._text(first, last),
            kind=party.kind,
        )


def _describes(hit: NameHit, following: NameHit) -> bool:
    """Whether a name right before a role noun says whose it is ("UN peacekeepers"), whatever the tree says."""
    if hit.entry is None or following.role is None or following.role.how == "modifier":
        return False
    return hit.form.use in ("adjective", "name", "country", "demonym") and hit.entry.kind != "person"


def _as_party(mention: Mention) -> _Party:
    return _Party(mention.id, mention.country, mention.sector, mention.name, mention.kind)


def _same_title(noun: str, title: str) -> bool:
    """Whether the noun of a text may stand for an office: "minister" for "foreign minister"."""
    noun, title = noun.lower().replace("secretary of state", "foreign minister"), title.lower()
    noun = noun.replace("secretary of defense", "defence minister").replace("defense", "defence")
    noun = noun.replace("foreign secretary", "foreign minister").replace(
        "defence secretary", "defence minister"
    )
    if noun in ("leader", "ruler", "dictator", "strongman"):
        return True
    if noun == "premier":
        return "prime minister" in title or "premier" in title
    return title == noun or title.endswith(f" {noun}")


def _joined(one: Mention, other: Mention) -> Mention | None:
    """Two halves of an apposition as one mention, None when they are two parties."""
    if one.kind in ("country", "place") or other.kind in ("country", "place"):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if one.id and other.id and one.kind != "role" and other.kind != "role":
        return None
    main, rest = (one, other)
    if other.kind in _PARTISAN and other.id and one.kind == "role":
        main, rest = other, one
    known = {f: getattr(main, f) for f in ("id", "country", "sector", "name", "kind")}
    if main.country is None or (not main.id and rest.id):
        known["country"] = rest.country or main.country
        if not main.id:
            known["id"] = rest.id
    if main.sector is None or (rest.sector == "ELI" and main.kind == "person"):
        known["sector"] = rest.sector
    if main.kind == "role" and rest.kind == "person":
        known["kind"] = "person"
    return Mention(first=one.first, last=one.last, head=one.head, owner=one.owner, **known)
