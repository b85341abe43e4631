"""Which parties a noun phrase names, given the names and role nouns in it.

A title, a country's adjective, an apposition and the body that somebody speaks for end up in one mention; two
countries that share a noun are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watchfloor.coding.mentions import Mention, joined
from watchfloor.coding.named_words import NameHit
from watchfloor.coding.noun_phrases import PhraseTree
from watchfloor.coding.office_holders import office_holder
from watchfloor.coding.owners import Owners
from watchfloor.coding.parties import Party, named_party, party_of_role
from watchfloor.knowledge.actor_tables import SUPRANATIONAL, ActorEntry, ActorTable, Role
from watchfloor.records import Entity

__all__ = ["PhraseReader"]


class PhraseReader:
    """Reads the noun phrases of one sentence, those that a phrase needs before itself.

    Args:
        tree: of the sentence.
        phrases: by head of the phrase the names and role nouns in it, left to right.
        table: the actors known.
        on: the day that decides who is in office.
    """

    def __init__(
        self, tree: PhraseTree, phrases: dict[int, list[NameHit]], table: ActorTable, on: date | None
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.table = table
        self.on = on
        self.owners = Owners(tree, phrases, self._read)
        self.done: dict[int, list[Mention]] = {}

    def mentions(self) -> Iterator[Mention]:
        """The parties of all phrases, without those that became part of another's."""
        for nucleus in sorted(self.phrases):
            self._read(nucleus)
        for nucleus, found in self.done.items():
            if nucleus not in self.owners.absorbed:
                yield from (mention for mention in found if _tells(mention))

    def _read(self, nucleus: int) -> list[Mention]:
        """The mentions of the noun phrase under a word; read once."""
        if nucleus not in self.done:
            self.done[nucleus] = []  # a circle in a broken tree ends here
            hits = self.phrases[nucleus]
            main = self._main(nucleus, hits)
            if main is None:
                found = self._unnamed(nucleus, hits)
            elif main.role is not None:
                found = self._role_phrase(nucleus, hits, main, main.role)
            else:
                found = [self._named(nucleus, hits, main), *self._beside(hits, main)]
            self.done[nucleus] = self._with_appositions(nucleus, found)
        return self.done[nucleus]

    def _main(self, nucleus: int, hits: list[NameHit]) -> NameHit | None:
        """The hit that a phrase is about: a person named in it, else the one on its head, else a title before it."""
        people = [h for h in hits if h.entry and h.entry.kind == "person" and self._names(h, nucleus)]
        if people:
            return people[-1]
        for hit in hits:
            if hit.first <= nucleus < hit.last and hit.form.use != "modifier":
                return hit
        if self.tree.upos[nucleus] == "PROPN":
            return next((h for h in reversed(hits) if _is_noun(h) and h.first < nucleus), None)
        return None

    def _names(self, hit: NameHit, nucleus: int) -> bool:
        """Whether a person's name names the phrase itself, not what belongs to the person ("a Putin aide")."""
        return nucleus < hit.last or self.tree.rels[hit.head] == "flat"

    def _party(self, hit: NameHit) -> Party:
        return named_party(self.tree, hit, self.on)

    def _single(self, hit: NameHit) -> Mention:
        return self._party(hit).mention(self.tree, hit.first, hit.last, hit.head)

    # ------------------------------------------------------------ phrases about a name

    def _named(self, nucleus: int, hits: list[NameHit], main: NameHit) -> Mention:
        """A phrase about a known person, body, country or place, with its titles and descriptions."""
        party = self._party(main)
        words = [main.first, main.last - 1, *self.tree.name_words(nucleus)]
        if party.kind in ("person", "group", "organisation"):
            for hit in hits:
                if hit.last <= main.first and not (hit.entry and hit.entry.kind == "person"):
                    words.append(hit.first)
                    self._describe(party, hit)
            words += self.owners.of_person(nucleus, party.country)
        head = main.head if party.kind in ("country", "place") else nucleus
        return party.mention(self.tree, min(words), max(words) + 1, head)

    def _describe(self, party: Party, hit: NameHit) -> None:
        """Takes over what a name or role noun before a party says of it."""
        if hit.entry and hit.entry.kind == "country":
            country = self.table.entries.get(party.country or "")
            if country and country.gone:  # "Georgian President" of one who served the Soviets
                party.country = hit.entry.country
        if hit.role and hit.role.sector == "ELI" and party.kind == "person":
            party.sector = "ELI"

    def _beside(self, hits: list[NameHit], main: NameHit) -> list[Mention]:
        """The other countries of a phrase about one: "the France Germany summit"."""
        return [
            self._single(hit)
            for hit in hits
            if hit is not main
            and hit.form.use in ("country", "capital")
            and self.tree.rels[hit.head] in ("conj", "compound")
        ]

    # ------------------------------------------------------------ phrases about nobody known

    def _unnamed(self, nucleus: int, hits: list[NameHit]) -> list[Mention]:
        """A phrase whose head is no party ("Russian army base"): the parties that describe it, each by itself."""
        entity = next((e for e in self.tree.sentence.entities if e.first <= nucleus < e.last), None)
        if entity and entity.label in ("PER", "ORG"):
            names = [h for h in hits if h.entry]
            if all(h.entry and h.entry.kind in ("country", "place") and h.first < nucleus for h in names):
                return [self._entity(nucleus, hits, names, entity)]
        found: list[Mention] = []
        run: list[NameHit] = []
        for hit in hits:
            if run and (hit.first != run[-1].last or run[-1].role):
                found += self._run(run)
                run = []
            run.append(hit)
        return found + (self._run(run) if run else [])

    def _entity(self, nucleus: int, hits: list[NameHit], countries: list[NameHit], entity: Entity) -> Mention:
        """A person or body that no table knows, with the country and the title before the name."""
        party = Party(
            id="",
            country=self._party(countries[0]).country if countries else None,
            sector=next((h.role.sector for h in hits if h.role and _is_noun(h)), None),
            name=self.tree.text(entity.first, entity.last),
            kind="person" if entity.label == "PER" else "organisation",
        )
        if party.country is None:
            party.country = next((owner.country for owner in self.owners.behind(nucleus)), None)
        first = min([entity.first, *(h.first for h in countries)])
        return party.mention(self.tree, first, entity.last, nucleus)

    def _run(self, run: list[NameHit]) -> list[Mention]:
        """Hits side by side before a noun: "Russian army" is one party, "US" and "Iran" are two."""
        last = run[-1]
        names = [h for h in run if h.entry]
        if last.role and _is_noun(last) and last.role.sector and len(names) <= 1:
            party = party_of_role(last.role, self._party(names[0]) if names else None, [])
            return [party.mention(self.tree, run[0].first, last.last, last.head)]
        return [self._single(h) for h in names]

    # ------------------------------------------------------------ phrases about a role

    def _role_phrase(self, nucleus: int, hits: list[NameHit], main: NameHit, role: Role) -> list[Mention]:
        """A phrase about a role noun: whose it is comes from what describes, owns or follows it."""
        before = [h for h in hits if h.first < main.first]
        names = [h for h in before if h.entry] or [h for h in hits if h.first > main.first and h.entry]
        roles = [h.role for h in before if h.role]
        words = [main.first, main.last - 1, *self.tree.name_words(nucleus)]
        words += [h.first for h in before if h.role]
        if nucleus > main.first and self.tree.upos[nucleus] == "PROPN":
            words.append(nucleus)
        owners, pronoun = [self._party(h) for h in names], None
        if not names:
            owners, owning_words, pronoun = self.owners.of_role(nucleus, role)
            words += owning_words
        if person := self._holder(nucleus, role, owners):
            retired = any(r.sector == "ELI" for r in roles)
            sector = "ELI" if retired else person.sector_on(self.on)
            party = Party(person.id, person.country, sector, person.name, "person")
            words += [h.first for h in names]
            return [party.mention(self.tree, min(words), max(words) + 1, nucleus)]
        if len(names) > 1:
            return self._shared(nucleus, names, role, roles, words)
        words += [word for h in names for word in (h.first, h.last - 1)]
        parties = [party_of_role(role, owner, roles) for owner in owners] or [
            party_of_role(role, None, roles)
        ]
        if len(parties) == 1 and self._is_name(nucleus, main):
            parties[0].kind = "person"
        return [p.mention(self.tree, min(words), max(words) + 1, nucleus, pronoun) for p in parties]

    def _holder(self, nucleus: int, role: Role, owners: list[Party]) -> ActorEntry | None:
        """The office holder that a title and a name mean."""
        tree = self.tree
        if role.how != "takes":
            return None
        name = sorted(w for w in [nucleus, *tree.name_words(nucleus)] if tree.upos[w] == "PROPN")
        if not name:
            return None
        country = owners[0].country if owners else None
        return office_holder(role.noun, [tree.words[w] for w in name], country, table=self.table, on=self.on)

    def _is_name(self, nucleus: int, title: NameHit) -> bool:
        """Whether a title is followed by somebody's name."""
        return any(
            self.tree.upos[word] == "PROPN" and not title.first <= word < title.last
            for word in [nucleus, *self.tree.name_words(nucleus)]
        )

    def _shared(
        self, nucleus: int, names: list[NameHit], role: Role, roles: list[Role], words: list[int]
    ) -> list[Mention]:
        """ "Russian and North Korean troops": one mention a country, the last with the noun."""
        *others, last = names
        end = max(last.last, *(word + 1 for word in words))
        found = []
        for hit, stop in [*((hit, hit.last) for hit in others), (last, end)]:
            party = party_of_role(role, self._party(hit), roles)
            found.append(party.mention(self.tree, hit.first, stop, nucleus))
        if len({(m.country, m.sector) for m in found}) == 1:
            return [party.mention(self.tree, found[0].first, end, nucleus)]
        return found

    # ------------------------------------------------------------ phrases beside one another

    def _with_appositions(self, nucleus: int, found: list[Mention]) -> list[Mention]:
        """Joins "Yoon Suk-yeol, the South Korean president" and fills what one half leaves open."""
        if len(found) != 1:
            return found
        mention = found[0]
        for kid in self.tree.kids[nucleus]:
            if self.tree.rels[kid] != "appos" or kid not in self.phrases or kid in self.owners.absorbed:
                continue
            others = self._read(kid)
            if len(others) == 1 and (both := joined(mention, others[0])):
                self.owners.absorbed.add(kid)
                mention = both
                mention.text = self.tree.text(mention.first, mention.last)
        if (
            mention.country is None
            and mention.kind in ("role", "person")
            and self.tree.rels[nucleus] == "conj"
        ):
            self._inherit(nucleus, mention)
        return [mention]

    def _inherit(self, nucleus: int, mention: Mention) -> None:
        """ "Russian President X and Foreign Minister Y": the country stands once for both."""
        tree, head = self.tree, self.tree.heads[nucleus]
        if head not in self.phrases or any(tree.rels[k] in ("det", "amod") for k in tree.kids[nucleus]):
            return
        first = next(iter(self._read(head)), None)
        if first is None or not first.country or first.country in SUPRANATIONAL:
            return
        alike = mention.sector and mention.sector == first.sector and first.kind in ("role", "person")
        if alike and not mention.id:
            mention.country = first.country
            mention.id = f"{mention.country}_{mention.sector}"


def _is_noun(hit: NameHit) -> bool:
    """Whether a hit is a role noun, not a word that describes one."""
    return hit.role is not None and hit.role.how != "modifier"


def _tells(mention: Mention) -> bool:
    """Whether anything is known of a mention: "the leader" alone names nobody."""
    named = mention.id or mention.country or mention.sector
    return bool(named) or mention.kind != "role" or mention.owner is not None
