"""Which nouns of a sentence are the killed, the deployed, the paid: roles of figures, read from the tree.

The table of roles names verbs, nouns and adjectives and the slot in which the counted noun stands to them; the slots
are looked up in the tree. Constructions that no single word gives come beside them.
"""

from __future__ import annotations

from watchfloor.coding.harm_constructions import constructions, is_deadly
from watchfloor.coding.role_assignments import HARM, Assignment
from watchfloor.coding.role_slots import nodes_in_slot
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import Role, load_units

__all__ = ["read_roles"]

_GIVING = frozenset({"VERB", "AUX", "ADJ", "NOUN", "ADV", "PROPN", "PRON"})
_BEHIND_SHOT = [
    [word]
    for word in (
        *(",", ";", "and", "in", "at", "on", "outside", "near"),
        *("during", "by", "after", "overnight", "accidentally", "allegedly"),
    )
]
_KILLED = Role(slot="object", unit="persons", role="killed")
_SHOT = Role(slot="self", unit="persons", role="shot")
_WEIGHTS = {"killed": 4, "injured": 4, "casualties": 4, "shot": 3}
_Weighted = list[tuple[Role, int]]


def read_roles(tree: Tree) -> dict[int, list[Assignment]]:
    """The roles that the words of a sentence give.

    Args:
        tree: of the sentence; gets the lemmas of the table's irregular verb forms.

    Returns:
        By noun, those of each in the order of the words that give them, casualties first.
    """
    by_noun: dict[int, list[Assignment]] = {}
    for word, upos in enumerate(tree.upos):
        if upos in _GIVING or tree.low[word] in ("missing", "another"):
            for one in _given_by(tree, word, upos):
                by_noun.setdefault(one.node, []).append(one)
    for noun, several in by_noun.items():
        if (first := _both_harms(tree, several)) is not None:
            casualties = Assignment(node=noun, role="casualties", unit="persons", word=first, weight=6)
            several.insert(0, casualties)
    return by_noun


def _given_by(tree: Tree, word: int, upos: str) -> list[Assignment]:
    """The roles that a word gives."""
    if tree.low[word] == "missing":
        upos = "ADJ"
    is_verb = upos == "VERB" or (upos == "ADJ" and tree.low[word] == "shot")
    if is_verb and (form := load_units().forms.get(tree.low[word])):
        tree.lemmas[word] = form
    place = _first_of_pair(tree, word) if upos == "VERB" else word
    compared = _opens_comparison(tree, word) if is_verb else -1
    given = [
        Assignment(node=node, role=role.role, unit=role.unit, word=word, weight=weight)
        for role, weight in _entries(tree, word, upos)
        for node in nodes_in_slot(tree, place, role, upos)
        if node > compared
    ]
    # A parser may give "remain" for "remains".
    known = constructions()
    if construction := known.get(tree.lemmas[word]) or (
        known.get(tree.low[word]) if tree.upos[word] == "NOUN" else None
    ):
        given += construction(tree, word)
    return given


def _opens_comparison(tree: Tree, verb: int) -> int:
    """ "Nine sailors, one fewer than had been promised, came home": "than", -1 where the verb is in no comparison.

    What stands before it is what is compared, and has its role from elsewhere.
    """
    return max((k for k in tree.kids[verb] if tree.low[k] == "than" and k < verb), default=-1)


def _first_of_pair(tree: Tree, verb: int) -> int:
    """ "Guards fled after Korn was shot and killed": the verb before "and", where a parser hung the second higher up."""
    first = verb - 2
    hung_higher = (
        first >= 0
        and tree.low[verb - 1] == "and"
        and tree.upos[first] == "VERB"
        and tree.relations[verb] == "conj"
        and 0 <= tree.heads[verb] < first
        and not any(tree.relations[k] in ("nsubj", "obj", "aux") for k in tree.kids[verb])
    )
    return first if hung_higher else verb


def _entries(tree: Tree, word: int, upos: str) -> _Weighted:
    """Roles that the table gives to a word, with their weights; participles are adjectives too."""
    entries: _Weighted = []
    low, roles = tree.low[word], load_units().roles
    if upos in ("VERB", "AUX") or (upos == "ADJ" and (low.endswith("ed") or low == "shot")):
        entries += _of_verb(tree, word)
    if upos in ("ADJ", "ADV", "NOUN") or (upos == "VERB" and _stands_as_adjective(tree, word)):
        entries += [(role, 5) for role in roles.get((low, "adj"), ())]
    if (
        low == "shot"
        and word
        and (tree.upos[word - 1] == "NUM" or tree.low[word - 1] == "old")
        and tree.low[word + 1 : word + 2] in _BEHIND_SHOT
    ):
        entries.append((_SHOT, 3))  # "2 shot, 1 dead"
    if upos in ("NOUN", "PROPN", "ADJ"):
        if tree.lemmas[word] == "toll" and word and tree.low[word - 1] in ("casualty", "injury", "wounded"):
            return [(Role(slot="toll", unit="", role="casualties"), 3)]
        entries += [
            (role, 3 if role.role in HARM or role.slot != "self" else 1)
            for role in roles.get((tree.lemmas[word], "noun"), ())
        ]
    return entries


def _of_verb(tree: Tree, verb: int) -> _Weighted:
    """Roles of a verb, with a particle before those of the bare one; by deadly company any verb kills."""
    tables = load_units()
    lemma, fatal = tree.lemmas[verb], tables.harm.fatal
    chosen: tuple[Role, ...] = ()
    if particles := tables.particles.get(lemma):
        present = {*tree.particles(verb), *tree.low[verb + 1 : verb + 2]}
        chosen = next((tables.roles[f"{lemma} {p}", "verb"] for p in particles if p in present), ())
    chosen = chosen or tables.roles.get((lemma, "verb"), ())
    if chosen and chosen[0].role in ("shot", "injured") and is_deadly(tree, verb):
        chosen = (_KILLED,)
    if not chosen and any(
        tree.low[k] in fatal or (tree.low[k] == "death" and tree.preposition(k) == "to")
        for k in tree.kids[verb]
    ):
        chosen = (_KILLED,)
    return [(role, _WEIGHTS.get(role.role, 2)) for role in chosen]


def _stands_as_adjective(tree: Tree, word: int) -> bool:
    """Whether a participle that the parser calls a verb says how somebody is, and not what somebody does."""
    if tree.relations[word] == "advcl":
        return False
    return not any(tree.relations[k] in ("obj", "nsubj", "aux") for k in tree.kids[word])


def _both_harms(tree: Tree, several: list[Assignment]) -> int | None:
    """The first of two coordinated words of harm that a noun has: "3,000 killed or wounded" counts casualties."""
    killed = next((one.word for one in several if one.role == "killed"), None)
    injured = next((one.word for one in several if one.role == "injured"), None)
    if killed is None or injured is None:
        return None
    first, second = sorted((killed, injured))
    coordinated = tree.low[first + 1 : second] in (["or"], ["and"], ["and/or"])
    return first if coordinated else None
