"""Which nouns of a sentence are the killed, the deployed, the paid: roles of figures, read from the tree.

The table of roles names verbs, nouns and adjectives and the slot in which the counted noun stands to them. Here
those slots are looked up in the tree, together with a few constructions that no single word gives: "shot dead",
"lost their lives", "left two dead", "the death toll rose to 12".
"""

from __future__ import annotations

import msgspec

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import Role, load_units

__all__ = ["Assignment", "read_roles"]

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_FATALLY = frozenset({"fatally", "mortally"})
_CONDITIONS = frozenset({"critical", "serious", "stable", "grave", "fair", "guarded"})
_WOUNDS = frozenset({"wound", "injury", "burn", "fracture", "concussion"})
_BEHIND_SHOT = [
    [word]
    for word in (",", ";", "and", "in", "at", "on", "outside", "near", "during", "by", "after", "overnight")
]
_DEADLY_BEHIND = [
    ["to", "death"],
    ["and", "killed"],
    ["and", "kill"],
    ["and", "kills"],
    [",", "killed"],
    [",", "killing"],
]
_BODIES = frozenset({"body", "corpse", "remains"})
_TOLL_LINKS = frozenset({"to", "at", "of", "by", "than", "over", ""})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "themself", "itself"})
_GROUPS = frozenset({"group", "total", "number", "toll", "estimate", "contingent", "pair", "couple"})
HARM = ("killed", "injured", "shot", "casualties")
_WEIGHTS = {"killed": 4, "injured": 4, "casualties": 4, "shot": 3}


class Assignment(msgspec.Struct, frozen=True):
    """A role that a word gives to a noun.

    Attributes:
        node: the noun (or number, pronoun, name) in the tree.
        role: from the table.
        unit: the unit that the figure must have for it, empty for any.
        word: the word that gives the role.
        weight: the higher, the closer and the more telling; decides between several for one noun.
    """

    node: int
    role: str
    unit: str
    word: int
    weight: int


def read_roles(tree: Tree) -> list[Assignment]:
    """The roles that the words of a sentence give, best first for each noun.

    Args:
        tree: of the sentence.

    Returns:
        Assignments in the order of the words that give them.
    """
    found: list[Assignment] = []
    tables = load_units()
    for word, upos in enumerate(tree.upos):
        lemma = tree.lemmas[word]
        if tree.low[word] == "missing":
            upos = "ADJ"
        if upos == "VERB" and (form := tables.forms.get(tree.low[word])):
            lemma = tree.lemmas[word] = form
        if upos in ("VERB", "AUX", "ADJ", "NOUN", "ADV", "PROPN", "PRON"):
            entries = _entries(tree, word, lemma, upos)
            found.extend(
                Assignment(node=node, role=role.role, unit=role.unit, word=word, weight=weight)
                for role, weight in entries
                for node in _nodes(tree, word, role, upos)
            )
            if lemma in _CONSTRUCTIONS:
                found.extend(_CONSTRUCTIONS[lemma](tree, word))
    return _both_harms(tree, found)


def _entries(tree: Tree, word: int, lemma: str, upos: str) -> list[tuple[Role, int]]:
    """Roles that the table gives to a word, with particles before the bare verb; participles are adjectives too."""
    tables = load_units()
    roles = tables.roles
    entries: list[tuple[Role, int]] = []
    if upos in _VERBAL or (upos == "ADJ" and tree.low[word].endswith("ed")):
        particles = tables.particles.get(lemma)
        own: tuple[Role, ...] = ()
        if particles:
            present = tree.particles(word)
            own = next((roles[f"{lemma} {p}", "verb"] for p in particles if p in present), ())
        chosen = own or roles.get((lemma, "verb"), ())
        if chosen and chosen[0].role in ("shot", "injured") and _is_deadly(tree, word):
            chosen = (Role(slot="object", unit="persons", role="killed"),)
        entries.extend((role, _WEIGHTS.get(role.role, 2)) for role in chosen)
        if not chosen and any(
            tree.low[k] in _FATALLY or (tree.low[k] == "death" and tree.preposition(k) == "to")
            for k in tree.kids[word]
        ):
            entries.append((Role(slot="object", unit="persons", role="killed"), 4))
    if upos in ("ADJ", "ADV", "NOUN") or (upos == "VERB" and _stands_as_adjective(tree, word)):
        entries.extend((role, 5) for role in roles.get((tree.low[word], "adj"), ()))
    if (
        tree.low[word] == "shot"
        and word
        and tree.upos[word - 1] == "NUM"
        and tree.low[word + 1 : word + 2] in _BEHIND_SHOT
    ):
        entries.append((Role(slot="self", unit="persons", role="shot"), 3))  # "2 shot, 1 dead"
    if upos in ("NOUN", "PROPN", "ADJ"):
        entries.extend(
            (role, 3 if role.role in HARM or role.slot != "self" else 1)
            for role in roles.get((lemma, "noun"), ())
        )
        if lemma == "toll" and word and tree.low[word - 1] in ("casualty", "injury", "wounded"):
            entries = [(Role(slot="toll", unit="", role="casualties"), 3)]
    return entries


def _stands_as_adjective(tree: Tree, word: int) -> bool:
    """Whether a participle that the parser calls a verb says how somebody is, and not what somebody does."""
    return (
        not any(tree.relations[k] in ("obj", "nsubj", "aux") for k in tree.kids[word])
        and tree.relations[word] != "advcl"
    )


def _is_deadly(tree: Tree, verb: int) -> bool:
    """Whether a verb is one of dying by its company: "shot dead", "beaten to death", "fatally stabbed"."""
    for kid in tree.kids[verb]:
        low, distance = tree.low[kid], kid - verb
        if kid > verb + 1 and _of_others(tree, kid):
            continue
        if low in _FATALLY or (low == "dead" and 0 < distance < 5):
            return True
        if low == "death" and tree.preposition(kid) == "to":
            return True
        if low == "killed" and 0 < distance < 4:
            return True
    nearby = tree.low[verb + 1 : verb + 3]
    return nearby[:1] == ["dead"] or nearby in _DEADLY_BEHIND or (verb > 0 and tree.low[verb - 1] in _FATALLY)


def _of_others(tree: Tree, word: int) -> bool:
    """ "four shot, two dead", "six shot, one fatally", "then fatally turned the gun on himself": not the verb's own."""
    return (
        tree.upos[word - 1] == "NUM"
        or tree.low[word - 1] in ("one", "others", "both")
        or tree.low[word + 1 : word + 2] in (["turned"], ["turning"])
    )


def _nodes(tree: Tree, word: int, role: Role, upos: str) -> list[int]:
    """The nouns that stand in a slot of a word, with those coordinated with them."""
    slot = role.slot
    if slot == "self":
        found = _self(tree, word, upos)
    elif slot == "of":
        found = [
            k
            for k in tree.kids[word]
            if tree.relations[k] in ("nmod", "obl")
            and tree.preposition(k) in ("of", "among", "for")
            and k > word
        ] + tree.possessors(word)
        if role.role in HARM:
            found += _compound_victims(tree, word)
    elif slot == "toll":
        found = _toll(tree, word)
    elif slot == "oblique":
        found = [k for k in tree.arguments(word).oblique if tree.upos[k] == "NUM"]
    else:
        arguments = tree.arguments(word)
        found = list(arguments.object if slot == "object" else arguments.subject)
        if slot == "object" and found:
            # "launched 40 missiles and 120 drones": parsers hang the second object on the verb.
            last = max(found)
            found += [
                k
                for k in tree.kids[word]
                if k > last and tree.relations[k] == "conj" and tree.upos[k] in ("NOUN", "PROPN")
            ]
        # An object of its own behind the verb stands; one lent by a neighbouring verb gives way to a headline's subject.
        own = any(k > word and tree.heads[k] == word and tree.relations[k] != "nsubj" for k in found)
        if slot == "object" and upos == "VERB" and not own:
            found = (
                _headline_subject(tree, word) or found or _loose_subject(tree, word) or _left_so(tree, word)
            )
    nodes: list[int] = []
    for node in found:
        for one in _spread(tree, node):
            if one not in nodes:
                nodes.append(one)
    return nodes


def _spread(tree: Tree, node: int) -> list[int]:
    """A noun, those coordinated with it, and what stands in apposition to it."""
    nodes = tree.conjuncts(node)
    for one in list(nodes):
        for kid in tree.kids[one]:
            if (
                tree.relations[kid] == "appos" and tree.upos[kid] in _NOMINAL and not _has_own_role(tree, kid)
            ) or (
                tree.relations[kid] == "nmod"
                and tree.preposition(kid) == "of"
                and tree.lemmas[one] in _GROUPS | _BODIES
            ):
                nodes.extend(tree.conjuncts(kid))
    return nodes


def _has_own_role(tree: Tree, noun: int) -> bool:
    """ "Boy killed, brother wounded": what looks like an apposition has a participle of its own."""
    return any(k > noun and tree.relations[k] in ("acl", "amod") for k in tree.kids[noun])


def _self(tree: Tree, word: int, upos: str) -> list[int]:
    """What a noun or adjective says of itself: "three deaths", "12 dead", "the missing men", "two were hurt"."""
    found: list[int] = []
    relation, head = tree.relations[word], tree.heads[word]
    before = word - 1
    if before >= 0 and tree.low[before] in (
        "others",
        "people",
        "more",
        "persons",
        "men",
        "women",
        "children",
    ):
        found.append(before)
        before -= 1
    if before >= 0 and (tree.upos[before] == "NUM" or tree.low[before] in _COUNTS):
        found.append(before)
    if upos in ("NOUN", "PROPN", "ADJ"):
        found.append(word)
    if upos in ("ADJ", "VERB", "ADV"):
        if (
            relation in _POSTPOSED
            and not tree.preposition(word)
            and 0 <= head < word
            and tree.upos[head] in _NOMINAL
        ):
            found.extend(_group_before(tree, head, word))
        elif relation in ("amod", "acl") and head >= 0:
            found.append(head)
        if upos != "VERB":
            found.extend(k for k in tree.kids[word] if tree.relations[k] == "nsubj")
        if upos != "VERB" and relation in (
            "xcomp",
            "conj",
            "root",
            "ccomp",
            "advmod",
            "advcl",
            "obj",
            "parataxis",
        ):
            found.extend(tree.surface_subject(word))
        if relation in ("xcomp", "advmod", "obj", "ccomp") and head >= 0 and tree.upos[head] == "VERB":
            arguments = tree.arguments(head)
            if tree.lemmas[head] in _LEAVING:
                found.extend(k for k in arguments.object if k != word)
    return found


def _group_before(tree: Tree, head: int, word: int) -> list[int]:
    """ "3 men, 1 woman wounded": the adjective behind a list belongs to all of it, back to the next such adjective."""
    roles = load_units().roles
    group = [head]
    while True:
        head = group[-1]
        above = tree.heads[head]
        if (
            tree.relations[head] not in ("conj", "appos", "list")
            or above < 0
            or tree.upos[above] not in _NOMINAL
        ):
            return group
        if any((tree.low[i], "adj") in roles for i in range(above, group[-1])):
            return group
        group.append(above)


_POSTPOSED = frozenset({"amod", "acl", "conj", "dep", "advmod", "appos", "nmod"})
_COUNTS = frozenset(
    {"dozen", "dozens", "hundreds", "thousands", "scores", "hundred", "thousand", "several", "none", "both"}
)
_LEAVING = frozenset({
    "leave", "find", "report", "confirm", "declare", "pronounce", "presume", "believe", "fear", "feel",
    "list", "render", "discover", "lie",
})  # fmt: skip


def _compound_victims(tree: Tree, word: int) -> list[int]:
    return [k for k in tree.kids[word] if tree.relations[k] == "compound" and tree.upos[k] == "NUM"]


def _headline_subject(tree: Tree, verb: int) -> list[int]:
    """ "Five killed in blast", "Boy killed, brother hurt": a past form with a subject, no object and no auxiliary."""
    if tree.low[verb].endswith("ing") or tree.low[verb] in (tree.lemmas[verb], tree.lemmas[verb] + "s"):
        return []
    if (
        any(tree.relations[k] in ("obj", "aux", "ccomp") for k in tree.kids[verb])
        or tree.relations[verb] == "acl"
    ):
        return []
    for kid in tree.kids[verb]:
        if tree.relations[kid] == "conj" and any(tree.relations[k] == "obj" for k in tree.kids[kid]):
            return []  # "a boy shot and wounded his brother"
    return [
        k for k in tree.kids[verb] if tree.relations[k] == "nsubj" and k < verb and tree.upos[k] != "PRON"
    ]


def _left_so(tree: Tree, verb: int) -> list[int]:
    """ "They found five people shot": the object of the finding."""
    head = tree.heads[verb]
    if head < 0 or tree.relations[verb] not in ("xcomp", "ccomp") or tree.lemmas[head] not in _LEAVING:
        return []
    return [k for k in tree.arguments(head).object if k < verb]


def _loose_subject(tree: Tree, verb: int) -> list[int]:
    """ "John Carter, 34, was shot": a passive that the parser hung beside its subject."""
    head = tree.heads[verb]
    if (
        not 0 <= head < verb
        or tree.upos[head] not in _NOMINAL
        or tree.relations[verb] not in ("parataxis", "dep", "appos", "conj")
    ):
        return []
    return [head] if tree.arguments(verb).passive else []


def _toll(tree: Tree, word: int) -> list[int]:
    """The number that a toll rises to, stands at, is: "the death toll reached 12", "a toll of 12"."""
    found = [
        k
        for k in tree.kids[word]
        if tree.relations[k] in ("nmod", "appos", "nummod") and tree.preposition(k) in ("of", "at", "")
    ]
    head = tree.heads[word]
    if head < 0 or tree.relations[word] not in ("nsubj", "obj", "conj"):
        return found
    if tree.upos[head] in ("NUM", "NOUN"):
        found.append(head)  # "the death toll is 12"
    for kid in tree.kids[head]:
        behind = kid > word and tree.relations[kid] in ("obl", "obj", "xcomp", "advmod", "nmod", "ccomp")
        if behind and (tree.preposition(kid).partition(" ")[0] in _TOLL_LINKS or tree.upos[kid] == "NUM"):
            found.append(kid)
    return [k for k in found if k != word]


# ---------------------------------------------------------------- constructions


def _deadly_adverb(tree: Tree, word: int) -> list[Assignment]:
    """ "Three were fatally shot" whatever the verb; "four shot, one fatally"."""
    head = tree.heads[word]
    if word and (tree.upos[word - 1] == "NUM" or tree.low[word - 1] == "one"):
        return _assign(tree, [word - 1], "killed", word, 6)
    if head < 0 or tree.upos[head] != "VERB":
        return []
    return _assign(tree, tree.arguments(head).object, "killed", head, 4)


def _lives(tree: Tree, word: int) -> list[Assignment]:
    """ "claimed three lives", "lost their lives", "the lives of 12 people", "took his own life"."""
    head = tree.heads[word]
    if head < 0 or tree.upos[head] != "VERB" or tree.relations[word] not in ("obj", "nsubj", "conj"):
        return []
    verb = tree.lemmas[head]
    if verb == "lose" or (verb == "take" and any(tree.low[k] == "own" for k in tree.kids[word])):
        subjects = tree.arguments(head).subject
        if subjects and not any(tree.relations[k] == "nummod" for k in tree.kids[word]):
            return _assign(tree, subjects, "killed", head, 4)
        return _assign(tree, [word], "killed", head, 4)
    if verb in ("claim", "take", "cost"):
        of = [k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"]
        return _assign(tree, of or [word], "killed", head, 4)
    return []


def _wounds(tree: Tree, word: int) -> list[Assignment]:
    """ "Two men suffered gunshot wounds", "a boy with a gunshot wound", "treated for injuries"."""
    head = tree.heads[word]
    if head < 0:
        return []
    if tree.upos[head] == "VERB":
        verb = tree.lemmas[head]
        if verb in ("suffer", "sustain", "receive", "have") and tree.relations[word] in ("obj", "obl"):
            subjects = tree.arguments(head).subject
            return _assign(tree, subjects, "injured", head, 3)
        if verb in ("treat", "hospitalize", "hospitalise", "recover") and tree.relations[word] == "obl":
            arguments = tree.arguments(head)
            return _assign(tree, arguments.object or arguments.subject, "injured", head, 3)
    if (
        tree.relations[word] == "nmod"
        and tree.preposition(word) in ("with", "from")
        and tree.upos[head] in _NOMINAL
    ):
        return _assign(tree, [head], "injured", word, 3)
    return []


def _condition(tree: Tree, word: int) -> list[Assignment]:
    """ "Four were in critical condition"."""
    if not any(tree.low[k] in _CONDITIONS for k in tree.kids[word]):
        return []
    head = tree.heads[word]
    subjects = [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
    if not subjects and head >= 0:
        if tree.upos[head] == "VERB":
            arguments = tree.arguments(head)
            subjects = (
                arguments.object
                if arguments.passive or tree.lemmas[head] in ("list", "leave")
                else arguments.subject
            )
        elif tree.upos[head] in _NOMINAL and tree.preposition(word) == "in":
            subjects = [head]
    return _assign(tree, subjects, "injured", word, 3)


def _body(tree: Tree, word: int) -> list[Assignment]:
    """ "Three bodies were found", "the bodies of two women"."""
    of = [k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"]
    return _assign(tree, [word, *of, *tree.possessors(word)], "killed", word, 3)


def _self_harm(tree: Tree, word: int) -> list[Assignment]:
    """ "killed himself": the subject is the one."""
    head, relation = tree.heads[word], tree.relations[word]
    while head >= 0 and relation == "conj" and tree.upos[head] in _NOMINAL:
        head, relation = tree.heads[head], tree.relations[head]  # "killed four neighbours and himself"
    if head < 0 or relation not in ("obj", "obl"):
        return []
    verb = tree.lemmas[head]
    deadly = (
        verb in ("kill", "hang")
        or (verb == "shoot" and _is_deadly(tree, head))
        or (verb == "turn" and "gun" in tree.lemmas[head:word])
    )
    if deadly:
        return _assign(tree, tree.arguments(head).subject, "killed", head, 5)
    if verb in ("shoot", "injure", "wound", "stab"):
        return _assign(tree, tree.arguments(head).subject, "shot" if verb == "shoot" else "injured", head, 5)
    return []


def _suicide(tree: Tree, word: int) -> list[Assignment]:
    head = tree.heads[word]
    if head >= 0 and tree.lemmas[head] == "commit":
        return _assign(tree, tree.arguments(head).subject, "killed", head, 4)
    return []


def _training(tree: Tree, word: int) -> list[Assignment]:
    """ "3,000 troops are undergoing training"."""
    head = tree.heads[word]
    if (
        head < 0
        or tree.relations[word] not in ("obj", "xcomp")
        or tree.lemmas[head] not in ("undergo", "receive", "begin", "complete", "start")
    ):
        return []
    return _assign(tree, tree.arguments(head).subject, "training", head, 3)


def _shooting(tree: Tree, word: int) -> list[Assignment]:
    """ "the fatal shooting of a man", "her shooting"; deaths by "shooting death" come from the table."""
    of = [k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"]
    fatal = any(tree.low[k] in ("fatal", "deadly") for k in tree.kids[word])
    return _assign(tree, [*of, *tree.possessors(word)], "killed" if fatal else "shot", word, 3)


def _struck(tree: Tree, word: int) -> list[Assignment]:
    """ "A woman was hit by a bullet", "grazed by gunfire": persons that are hit are injured."""
    arguments = tree.arguments(word)
    by_fire = any(
        tree.lemmas[k] in ("bullet", "gunfire", "round", "shot", "shrapnel", "pellet")
        for k in arguments.subject
    )
    if arguments.passive or by_fire:
        return _assign(tree, arguments.object, "injured", word, 2)
    return []


def _hospital(tree: Tree, word: int) -> list[Assignment]:
    """ "Two were taken to hospital": injured, unless another word says that they died."""
    head = tree.heads[word]
    if (
        head < 0
        or tree.upos[head] != "VERB"
        or tree.preposition(word).partition(" ")[0] not in ("to", "at", "in")
    ):
        return []
    arguments = tree.arguments(head)
    if tree.lemmas[head] in _CARRYING:
        return _assign(tree, arguments.object, "injured", head, 3)
    return []


_CARRYING = frozenset({
    "take", "transport", "rush", "airlift", "fly", "send", "bring", "admit", "carry", "transfer",
    "careflight", "life-flight", "treat", "hospitalize", "hospitalise", "lift", "evacuate", "land",
})  # fmt: skip


def _survive(tree: Tree, word: int) -> list[Assignment]:
    """ "One of them did not survive"; "the two who survived" were hurt."""
    if any(tree.low[k] in ("not", "n't", "never") for k in tree.kids[word]):
        return _assign(tree, tree.arguments(word).subject, "killed", word, 4)
    if any(tree.low[k] in ("expected", "likely") for k in (tree.heads[word],) if k >= 0):
        return _assign(tree, tree.surface_subject(word), "injured", word, 2)
    return []


_CONSTRUCTIONS = {
    "fatally": _deadly_adverb, "mortally": _deadly_adverb, "life": _lives, "wound": _wounds, "injury": _wounds,
    "burn": _wounds, "condition": _condition, "body": _body, "corpse": _body, "himself": _self_harm, "self": _self_harm,
    "herself": _self_harm, "themselves": _self_harm, "suicide": _suicide, "shooting": _shooting, "training": _training, "hit": _struck,
    "strike": _struck, "hospital": _hospital, "surgery": _hospital, "survive": _survive, "recover": _survive,
}  # fmt: skip


def _assign(tree: Tree, nodes: list[int], role: str, word: int, weight: int) -> list[Assignment]:
    return [
        Assignment(node=one, role=role, unit="persons", word=word, weight=weight)
        for node in nodes
        for one in _spread(tree, node)
    ]


def _both_harms(tree: Tree, found: list[Assignment]) -> list[Assignment]:
    """ "3,000 killed or wounded" counts casualties: one noun, two coordinated harms."""
    by_node: dict[int, list[Assignment]] = {}
    for one in found:
        by_node.setdefault(one.node, []).append(one)
    result: list[Assignment] = []
    for node, several in by_node.items():
        roles = {a.role for a in several}
        if {"killed", "injured"} <= roles:
            killed = next(a for a in several if a.role == "killed")
            injured = next(a for a in several if a.role == "injured")
            first, second = sorted((killed.word, injured.word))
            if 0 < second - first <= 2 and tree.low[first + 1 : second] in (["or"], ["and"], ["and/or"]):
                result.append(Assignment(node=node, role="casualties", unit="persons", word=first, weight=6))
        result.extend(several)
    return result
