"""Whose a noun phrase is: "Russia's army", "its army", "a spokesman for the army of Kenya".

A phrase that says whose another is becomes part of that one and no mention by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from watchfloor.coding.mentions import Mention
from watchfloor.coding.noun_phrases import POSSESSIVES, PhraseTree
from watchfloor.coding.parties import Party, party_of_mention
from watchfloor.knowledge.actor_tables import Role

__all__ = ["Owned", "Owners"]

# Which prepositions tie a role noun to the body or country it belongs to.
_TIES = frozenset({"of", "from", "for", "at", "in", "with", "within", "inside"})
# "troops in Iraq" do not belong to what follows these.
_FOREIGN_IN = frozenset({"MIL", "REF", "NGO", "MED", "IGO", "MNC", "EDU"})
_MISPLACED_WITHIN = 6


class Owned(NamedTuple):
    """Whose a role is.

    Attributes:
        parties: that it belongs to.
        words: that say so and belong to the phrase, the outermost only.
        pronoun: the possessive pronoun that says so, else None.
    """

    parties: list[Party]
    words: list[int]
    pronoun: int | None = None


class Owners:
    """Finds the owners of the phrases of one sentence.

    Args:
        tree: of the sentence.
        phrases: heads of the noun phrases in which a name or role noun stands.
        read: gives the mentions of such a phrase.

    Attributes:
        absorbed: heads of the phrases that became part of another.
    """

    def __init__(
        self, tree: PhraseTree, phrases: Collection[int], read: Callable[[int], list[Mention]]
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.read = read
        self.absorbed: set[int] = set()

    def of_role(self, nucleus: int, role: Role) -> Owned:
        """Whose a role is by possessor or by "of", "in", "from"."""
        for kid in self._possessors(nucleus):
            if self.tree.words[kid].lower() in POSSESSIVES:
                return Owned([], [], kid)
            if kid in self.phrases and (found := self.read(kid)):
                self.absorbed.add(kid)
                return Owned([party_of_mention(m) for m in found], [found[0].first])
        found = self.behind(nucleus, role)
        return Owned([party_of_mention(m) for m in found], [max(m.last for m in found) - 1] if found else [])

    def of_person(self, nucleus: int, country: str | None) -> list[int]:
        """The first words of "Russia's" in "Russia's President Putin", which belong to the person's mention."""
        words = []
        for kid in self._possessors(nucleus):
            if kid in self.phrases:
                owner = self.read(kid)
                if owner and owner[0].country == country:
                    self.absorbed.add(kid)
                    words.append(owner[0].first)
        return words

    def behind(self, nucleus: int, role: Role | None = None) -> list[Mention]:
        """The parties that a phrase belongs to by a following preposition; they become part of it.

        Args:
            nucleus: head of the phrase.
            role: of its head; None for a name, which belongs to no body but to a country only.
        """
        tree = self.tree
        below = [
            k for k in tree.kids[nucleus] if k > nucleus and tree.rels[k] == "nmod" and k in self.phrases
        ]
        for kid in [*below, *self._misplaced(nucleus)]:
            cases = tree.cases(kid)
            if not cases or cases[0] not in _TIES:
                continue
            if cases[0] in ("in", "at") and role is not None and role.sector in _FOREIGN_IN:
                continue
            found = self.read(kid)
            if found and _can_own(found[0], role):
                self.absorbed.add(kid)
                return [*found, *self._coordinated_countries(kid)]
        return []

    def _possessors(self, nucleus: int) -> list[int]:
        tree = self.tree
        return [
            k for k in tree.kids[nucleus] if k < nucleus and tree.rels[k] == "nmod" and tree.possessive(k)
        ]

    def _misplaced(self, nucleus: int) -> list[int]:
        """A phrase right behind a noun that the tree hangs on a word further on, which English has not."""
        tree = self.tree
        return [
            kid
            for kid in self.phrases
            if nucleus < kid < nucleus + _MISPLACED_WITHIN
            and tree.heads[kid] > kid
            and any(tree.rels[k] == "case" and k == nucleus + 1 for k in tree.kids[kid])
        ]

    def _coordinated_countries(self, owner: int) -> list[Mention]:
        """The others of "the leaders of France and Germany"."""
        countries: list[Mention] = []
        for other in self.tree.kids[owner]:
            if self.tree.rels[other] == "conj" and other in self.phrases:
                found = self.read(other)
                if found and found[0].country is not None and found[0].kind in ("country", "place"):
                    self.absorbed.add(other)
                    countries += found
        return countries


def _can_own(owner: Mention, role: Role | None) -> bool:
    """Whether a party may be whose a role is."""
    if owner.country is None and (role is None or role.how != "takes"):
        return False
    return role is None or role.how != "own" or owner.kind != "person"
