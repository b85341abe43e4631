"""Who a name or a role noun stands for: its country, sector and stable id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from watchfloor.coding.mentions import Mention
from watchfloor.coding.named_words import NameHit
from watchfloor.coding.noun_phrases import PhraseTree
from watchfloor.knowledge.actor_tables import SUPRANATIONAL, Role

__all__ = ["Party", "named_party", "party_of_mention", "party_of_role"]

# A capital behind these is where something is, not who acts.
_LOCATIVES = frozenset({
    "in", "at", "near", "from", "outside", "around", "across", "into", "inside", "through", "over",
    "throughout",
})  # fmt: skip
# A group's own fighters count as the group.
_ARMED = frozenset({"REB", "UAF", "MIL", "CRM"})
# Whose former holders still count, as elites.
_PUBLIC = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "PTY", "ELI", "COP", "IGO", None})
# People who are told apart by what describes them: "student activists" are students.
_GENERAL = frozenset({"CVL", "UAF", "EDU"})
_BODIES = frozenset({"group", "organisation"})


class Party(msgspec.Struct):
    """What a noun phrase stands for, before it becomes a mention; see `Mention` for the fields."""

    id: str
    country: str | None
    sector: str | None
    name: str
    kind: str
    adjective: str = ""

    def mention(
        self, tree: PhraseTree, first: int, last: int, head: int, owner: int | None = None
    ) -> Mention:
        """The party as named by the words ``first`` to ``last`` (exclusive)."""
        return Mention(
            first=first,
            last=last,
            head=head,
            id=self.id,
            country=self.country,
            sector=self.sector,
            name=self.name,
            text=tree.text(first, last),
            kind=self.kind,
            owner=owner,
        )


def party_of_mention(mention: Mention) -> Party:
    """What a mention stands for."""
    return Party(mention.id, mention.country, mention.sector, mention.name, mention.kind)


def named_party(tree: PhraseTree, hit: NameHit, on: date | None) -> Party:
    """The party that a name stands for.

    Args:
        tree: of the sentence.
        hit: of a name, not of a role noun.
        on: the day that decides who is in office.
    """
    entry = hit.entry
    assert entry is not None
    if entry.kind == "country":
        return _country_party(tree, hit)
    if entry.kind == "place":
        return Party(entry.country or "", entry.country, None, entry.name, "place")
    sector = entry.sector_on(on)
    country = "IGO" if entry.kind == "person" and sector == "IGO" else entry.country
    return Party(entry.id, country, sector, entry.name, entry.kind)


def _country_party(tree: PhraseTree, hit: NameHit) -> Party:
    """A country, its government where seat or capital is named, or its people ("Palestinians")."""
    entry, use, text = hit.entry, hit.form.use, hit.form.text
    assert entry is not None
    id_ = entry.country or entry.id
    if use == "demonym" and text.endswith(("s", "men")) and _stands_alone(tree, hit.head):
        return Party(f"{id_}_CVL", entry.country, "CVL", text, "role")
    if use == "capital" and _is_where(tree, hit.head):
        return Party(id_, entry.country, None, entry.name, "place", entry.adjective)
    sector = "GOV" if use in ("seat", "capital") else None
    return Party(id_, entry.country, sector, entry.name, "country", entry.adjective)


def _stands_alone(tree: PhraseTree, word: int) -> bool:
    """Whether a demonym describes no other noun."""
    return tree.upos[word] in ("NOUN", "PROPN") and tree.rels[word] not in ("amod", "compound", "flat")


def _is_where(tree: PhraseTree, capital: int) -> bool:
    """Whether a capital's name tells where something is rather than who acts."""
    word = tree.coordinated_with(capital)
    if tree.possessive(word) or tree.rels[word] not in ("obl", "nmod"):
        return False
    return not _LOCATIVES.isdisjoint(tree.cases(word))


def party_of_role(role: Role, owner: Party | None, before: Sequence[Role]) -> Party:
    """The party that a role noun names.

    Args:
        role: of the noun.
        owner: whose it is, None when that is not said.
        before: the role words that stand before it ("student leader").
    """
    sector, described = _described(role, before)
    if owner is None:
        return Party("", None, sector, "", "role")
    takes = role.how == "takes"
    one_of_them = role.how == "own" and owner.kind == "group" and {owner.sector, sector} <= _ARMED
    if one_of_them or (takes and owner.kind in _BODIES and not described):
        return Party(owner.id, owner.country, owner.sector or sector, owner.name, "role")
    lends = (
        owner.sector != "ELI"
        if owner.kind == "person"
        else owner.kind in ("role", "country") and not described
    )
    if takes and lends:
        sector = owner.sector or sector
    by_id = owner.kind in _BODIES or (owner.country in SUPRANATIONAL and owner.kind == "role")
    base = (owner.id if by_id else owner.country) or ""
    id_ = f"{base}_{sector}" if base and sector and not base.endswith(f"_{sector}") else base
    named = owner.kind == "country" or owner.kind in _BODIES
    name = f"{owner.adjective or owner.name} {role.noun}" if named else role.noun
    return Party(id_, owner.country, sector, name, "role")


def _described(role: Role, before: Sequence[Role]) -> tuple[str | None, bool]:
    """The sector of a role noun, and whether the role words before it gave it that."""
    sectors = [r.sector for r in before if r.sector]
    if "ELI" in sectors:  # former, retired
        return ("ELI" if role.sector in _PUBLIC else role.sector), False
    if not sectors or role.noun.startswith("minist"):  # a labour minister is no union's
        return role.sector, False
    if role.how == "takes" or role.sector in _GENERAL:
        return sectors[-1], True
    return role.sector, False
