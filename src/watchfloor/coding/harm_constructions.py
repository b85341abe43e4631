"""Harm that no single word gives: "shot dead", "lost their lives", "taken to hospital", "turned the gun on himself"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from watchfloor.coding.figure_phrases import harm_behind
from watchfloor.coding.role_assignments import BODIES_RETURNED, NOMINAL, Assignment, assign
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["constructions", "is_deadly"]

_DEADLY_BEHIND = [
    ["to", "death"],
    ["and", "killed"],
    ["and", "kill"],
    ["and", "kills"],
    [",", "killed"],
    [",", "killing"],
]

_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth")
_STAYING = frozenset({"remain", "stay", "recover", "recuperate"})
_FAILING = frozenset({"not", "n't", "n’t", "unable", "never", "failed", "fail", "cannot"})
_COMING = frozenset({"go", "come", "arrive", "walk", "drive", "show", "turn"})  # to hospital, with wounds
_LETTING_GO = frozenset({"release", "discharge"})
_GIVING_BACK = frozenset({
    "return", "repatriate", "exchange", "swap", "release", "free", "transfer", "exhume", "handover", "repatriation",
    "exhumation", "transferral",
})  # fmt: skip
_CAPTIVES = frozenset({
    "prisoner", "hostage", "captive", "detainee", "pow", "soldier", "serviceman", "sailor", "pilot", "troop", "fighter",
})  # fmt: skip
_ACCUSED = frozenset({
    "suspect", "criminal", "fugitive", "police", "court", "prosecutor", "tribunal", "investigator", "officer", "justice",
})  # fmt: skip
_CAPTURED = frozenset({"captured", "detained", "abducted", "kidnapped", "imprisoned"})
_GIVING_BACK_BY = {"hand": ("over", "back"), "give": ("back",), "turn": ("over",), "bring": ("home", "back")}

Construction = Callable[[Tree, int], list[Assignment]]


@cache
def constructions() -> dict[str, Construction]:
    """What reads a construction, by the lemma of the word that it turns on; each takes the tree and that word."""
    harm = load_units().harm
    return {
        **dict.fromkeys(harm.fatal, _deadly_adverb),
        **dict.fromkeys(harm.wound, _wounds),
        **dict.fromkeys(harm.body, _body),
        **dict.fromkeys(harm.hospital, _hospital),
        **dict.fromkeys(("himself", "herself", "themselves", "self"), _self_harm),
        **dict.fromkeys(("hit", "strike"), _struck),
        **dict.fromkeys(("survive", "recover"), _survive),
        **dict.fromkeys(harm.keeping - {"survive"}, _not_saved),
        **dict.fromkeys(("stable", "critical"), _stable),
        **dict.fromkeys(("another", *_ORDINALS), _one_more),
        "life": _lives,
        "condition": _condition,
        "suicide": _suicide,
        "treat": _treated,
        "die": _died_where_taken,
        "shooting": _shooting,
        "training": _training,
        "return": _returned,
        "custody": _custody,
        **dict.fromkeys(("hand", "turn"), _handed_over),
    }


# ---------------------------------------------------------------- deaths


def is_deadly(tree: Tree, verb: int) -> bool:
    """Whether a verb is one of dying by its company: "shot dead", "beaten to death", "fatally stabbed"."""
    fatal = load_units().harm.fatal
    for kid in tree.kids[verb]:
        low, distance = tree.low[kid], kid - verb
        if distance > 1 and _is_of_others(tree, kid):
            continue
        if low in fatal or low in ("fatal", "deadly"):
            return True
        if (low == "dead" and 0 < distance < 5) or (low == "killed" and 0 < distance < 4):
            return True
        if low == "death" and tree.preposition(kid) == "to":
            return True
    nearby = tree.low[verb + 1 : verb + 3]
    return nearby[:1] == ["dead"] or nearby in _DEADLY_BEHIND or (verb > 0 and tree.low[verb - 1] in fatal)


def _is_of_others(tree: Tree, word: int) -> bool:
    """ "four shot, two dead", "six shot, one fatally", "then fatally turned the gun on himself": not the verb's own."""
    return (
        tree.upos[word - 1] == "NUM"
        or tree.low[word - 1] in ("one", "others", "both")
        or tree.upos[word + 1 : word + 2] == ["VERB"]
    )


def _deadly_adverb(tree: Tree, word: int) -> list[Assignment]:
    """ "Three were fatally shot" whatever the verb; "four shot, one fatally"."""
    head = tree.heads[word]
    if word and (tree.upos[word - 1] == "NUM" or tree.low[word - 1] == "one"):
        return assign(tree, [word - 1], "killed", word, 6)
    if tree.upos[word + 1 : word + 2] == ["VERB"]:
        head = word + 1  # "shot two before fatally shooting himself"
    if head < 0 or tree.upos[head] != "VERB":
        return []
    return assign(tree, tree.arguments(head).object, "killed", head, 4)


def _lives(tree: Tree, word: int) -> list[Assignment]:
    """ "claimed three lives", "lost their lives", "the lives of 12 people", "took his own life"."""
    head = tree.heads[word]
    if head < 0 or tree.upos[head] != "VERB" or tree.relations[word] not in ("obj", "nsubj", "conj", "obl"):
        return []
    verb = tree.lemmas[head]
    if verb == "fight" and tree.preposition(word) == "for":
        return assign(tree, tree.arguments(head).subject, "injured", head, 4)
    if verb == "lose" or (verb == "take" and any(tree.low[k] == "own" for k in tree.kids[word])):
        subjects = tree.arguments(head).subject
        numbered = any(tree.relations[k] == "nummod" for k in tree.kids[word])
        return assign(tree, [word] if numbered or not subjects else subjects, "killed", head, 4)
    if verb in ("claim", "take", "cost"):
        return assign(tree, _of_kids(tree, word) or [word], "killed", head, 4)
    return []


def _body(tree: Tree, word: int) -> list[Assignment]:
    """ "Three bodies were found", "the bodies of two women"; those handed over were counted before."""
    persons = [word, *_of_kids(tree, word), *tree.possessors(word)]
    if _given_back(tree, word):
        return assign(tree, persons, BODIES_RETURNED, word, 6)
    return assign(tree, persons, "killed", word, 3)


def _given_back(tree: Tree, word: int) -> bool:
    """ "Returned the bodies of six", "the exchange of 30 bodies", "freed nine teachers and handed over two bodies"."""
    noun = word
    while tree.relations[noun] == "conj" and tree.heads[noun] >= 0 and tree.upos[tree.heads[noun]] in NOMINAL:
        noun = tree.heads[noun]
    head, relation = tree.heads[noun], tree.relations[noun]
    if head < 0 or relation not in ("obj", "nsubj", "nmod", "obl", "acl"):
        return False
    lemma = tree.lemmas[head]
    if tree.upos[head] == "NOUN":
        return lemma in _GIVING_BACK and tree.preposition(noun) == "of"
    if relation == "nsubj" and not tree.arguments(head).passive:
        return False
    behind = tree.low[head + 1 : head + 2]
    return relation in ("obj", "nsubj") and (
        lemma in _GIVING_BACK or any([after] == behind for after in _GIVING_BACK_BY.get(lemma, ()))
    )


def _self_harm(tree: Tree, word: int) -> list[Assignment]:
    """ "killed himself": the subject is the one."""
    head, relation = tree.heads[word], tree.relations[word]
    while head >= 0 and relation == "conj" and tree.upos[head] in NOMINAL:
        head, relation = tree.heads[head], tree.relations[head]  # "killed four neighbours and himself"
    if head < 0 or relation not in ("obj", "obl"):
        return []
    verb = tree.lemmas[head]
    deadly = (
        verb in ("kill", "hang")
        or (verb == "shoot" and is_deadly(tree, head))
        or (verb == "turn" and "gun" in tree.lemmas[head:word])
    )
    if deadly:
        return assign(tree, tree.arguments(head).subject, "killed", head, 5)
    if verb in ("shoot", "injure", "wound", "stab"):
        return assign(tree, tree.arguments(head).subject, "shot" if verb == "shoot" else "injured", head, 5)
    return []


def _suicide(tree: Tree, word: int) -> list[Assignment]:
    """ "Two of the guards committed suicide"."""
    head = tree.heads[word]
    if head < 0 or tree.lemmas[head] != "commit":
        return []
    return assign(tree, tree.arguments(head).subject, "killed", head, 4)


def _survive(tree: Tree, word: int) -> list[Assignment]:
    """ "One of them did not survive"; "the two are expected to survive": they were hurt."""
    if any(tree.low[k] in ("not", "n't", "never") for k in tree.kids[word]):
        return assign(tree, tree.arguments(word).subject, "killed", word, 4)
    head = tree.heads[word]
    if head >= 0 and tree.low[head] in ("expected", "likely"):
        return assign(tree, tree.surface_subject(word), "injured", word, 2)
    return []


def _not_saved(tree: Tree, word: int) -> list[Assignment]:
    """ "Surgeons could not save the pilot", "medics were unable to revive the two"."""
    head = tree.heads[word]
    words = {tree.low[k] for k in tree.kids[word] if k < word}
    if head >= 0 and tree.relations[word] in ("xcomp", "advcl", "acl", "ccomp"):
        words |= {tree.low[head], *(tree.low[k] for k in tree.kids[head] if k < word)}
    if words.isdisjoint(_FAILING):
        return []
    return assign(tree, tree.arguments(word).object, "killed", word, 4)


def _died_where_taken(tree: Tree, word: int) -> list[Assignment]:
    """ "Two guards were taken to a hospital, where they died": the two."""
    above = tree.heads[word]
    if above < 0 or tree.relations[word] not in ("acl", "advcl") or "where" not in tree.low[above:word]:
        return []
    verb = tree.heads[above] if tree.relations[word] == "acl" else above
    subjects = {tree.low[k] for k in tree.kids[word] if tree.relations[k] == "nsubj"}
    if verb < 0 or tree.upos[verb] != "VERB" or subjects.isdisjoint({"they", "both", "all"}):
        return []
    return assign(tree, tree.arguments(verb).object, "killed", word, 5)


def _one_more(tree: Tree, word: int) -> list[Assignment]:
    """ "One guard was killed and another wounded", "a fourth died": one of a kind told of before."""
    low = tree.low
    if low[word + 1 : word + 2] == ["shot"] and word and tree.upos[word - 1] == "VERB":
        return []  # "fired another shot"
    if low[word] != "another" and low[word - 1 : word] not in (["a"], ["the"]):
        return []
    if low[word + 1 : word + 2] in (["died"], ["dies"]):
        return assign(tree, [word], "killed", word + 1, 4)
    harm = harm_behind(tree, word + 1, word)
    if harm is None or (harm[1] > word + 1 and tree.upos[word + 1] in NOMINAL - {"ADJ"}):
        return []
    return assign(tree, [word], harm[0], harm[1], 4)


# ---------------------------------------------------------------- injuries


def _shooting(tree: Tree, word: int) -> list[Assignment]:
    """ "the fatal shooting of a man", "her shooting"; deaths by "shooting death" come from the table."""
    fatal = any(tree.low[k] in ("fatal", "deadly") for k in tree.kids[word])
    victims = [*_of_kids(tree, word), *tree.possessors(word)]
    return assign(tree, victims, "killed" if fatal else "shot", word, 3)


def _wounds(tree: Tree, word: int) -> list[Assignment]:
    """ "Two men suffered gunshot wounds", "a boy with a gunshot wound", "treated for injuries"."""
    head, relation = tree.heads[word], tree.relations[word]
    if head < 0:
        return []
    if tree.upos[head] == "VERB":
        verb, arguments = tree.lemmas[head], tree.arguments(head)
        if verb in load_units().harm.suffering and relation in ("obj", "obl", "xcomp"):
            # "killed the driver and two guards who received injuries": what is said of the two alone goes first.
            own = tree.relations[head] == "acl"
            return assign(tree, arguments.subject, "injured", head, 5 if own else 3)
        if verb in ("treat", "hospitalize", "hospitalise", "recover") and relation == "obl":
            return assign(tree, arguments.object or arguments.subject, "injured", head, 3)
        if verb in _COMING and relation == "obl" and tree.preposition(word) == "with":
            return assign(tree, arguments.subject, "injured", head, 3)
    verb_above = tree.heads[head]
    if relation == "nmod" and tree.lemmas[head] in load_units().harm.hospital and verb_above >= 0:
        if tree.lemmas[verb_above] in _COMING and tree.preposition(word) == "with":
            return assign(tree, tree.arguments(verb_above).subject, "injured", verb_above, 3)
    if relation == "nmod" and tree.preposition(word) in ("with", "from") and tree.upos[head] in NOMINAL:
        # "a driver dead and nine others with burns": the second of two lots is no part of the first.
        return assign(tree, [head], "injured", word, 6 if tree.relations[head] == "conj" else 3)
    return []


def _condition(tree: Tree, word: int) -> list[Assignment]:
    """ "Four were in critical condition"."""
    conditions = load_units().harm.condition
    if not any(tree.low[k] in conditions for k in tree.kids[word]):
        return []
    head = tree.heads[word]
    persons = [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
    if not persons and head >= 0:
        if tree.upos[head] == "VERB":
            arguments = tree.arguments(head)
            listed = arguments.passive or tree.lemmas[head] in ("list", "leave")
            persons = arguments.object if listed else arguments.subject
        elif tree.upos[head] in NOMINAL and tree.preposition(word) == "in":
            persons = [head]
    return assign(tree, persons, "injured", word, 3)


def _treated(tree: Tree, word: int) -> list[Assignment]:
    """ "Two were treated and released", "three were treated at the scene"."""
    ends = tree.low[word + 1 : word + 3] in (["and", "released"], ["and", "discharged"])
    if not ends and tree.low[word + 1 : word + 4] != ["at", "the", "scene"]:
        return []
    return assign(tree, tree.arguments(word).object, "injured", word, 3)


def _struck(tree: Tree, word: int) -> list[Assignment]:
    """ "A woman was hit by a bullet", "grazed by gunfire": persons that are hit are injured."""
    arguments, projectiles = tree.arguments(word), load_units().harm.projectile
    if arguments.passive or any(tree.lemmas[k] in projectiles for k in arguments.subject):
        return assign(tree, arguments.object, "injured", word, 2)
    return []


def _stable(tree: Tree, word: int) -> list[Assignment]:
    """ "The other two are stable": patients; not so "two judges were critical of the law"."""
    kids = tree.kids[word]
    if not any(tree.relations[k] == "cop" for k in kids) or any(tree.preposition(k) == "of" for k in kids):
        return []
    return assign(tree, tree.surface_subject(word), "injured", word, 3)


def _hospital(tree: Tree, word: int) -> list[Assignment]:
    """ "Two were taken to hospital", "one is in hospital": injured, unless another word says that they died."""
    head, preposition = tree.heads[word], tree.preposition(word).partition(" ")[0]
    if preposition == "in" and any(tree.relations[k] == "cop" for k in tree.kids[word]):
        return assign(tree, tree.surface_subject(word), "injured", word, 3)
    if head < 0 or tree.upos[head] != "VERB":
        return []
    verb, arguments = tree.lemmas[head], tree.arguments(head)
    taken = verb in load_units().harm.taking and preposition in ("to", "at", "in", "into")
    if taken or (verb in _LETTING_GO and preposition in ("from", "by")):
        return assign(tree, arguments.object, "injured", head, 3)
    if verb in _STAYING and preposition in ("in", "at"):
        return assign(tree, arguments.subject, "injured", head, 3)
    return []


# ---------------------------------------------------------------- no harm


def _training(tree: Tree, word: int) -> list[Assignment]:
    """ "3,000 troops are undergoing training"."""
    head = tree.heads[word]
    if head < 0 or tree.relations[word] not in ("obj", "xcomp"):
        return []
    if tree.lemmas[head] not in ("undergo", "receive", "begin", "complete", "start"):
        return []
    return assign(tree, tree.arguments(head).subject, "training", head, 3)


def _custody(tree: Tree, word: int) -> list[Assignment]:
    """ "Forty men are in custody", "were taken into custody", "remain in custody"."""
    head, preposition = tree.heads[word], tree.preposition(word).partition(" ")[0]
    if preposition not in ("in", "into"):
        return []
    if any(tree.relations[k] == "cop" for k in tree.kids[word]):
        return assign(tree, tree.surface_subject(word), "arrested", word, 3)
    if head < 0 or tree.upos[head] != "VERB":
        return []
    arguments = tree.arguments(head)
    stays = tree.lemmas[head] in _STAYING
    return assign(tree, arguments.subject if stays else arguments.object, "arrested", word, 3)


def _returned(tree: Tree, word: int) -> list[Assignment]:
    """ "The rebels returned 12 soldiers": captives are let go; not so "12 soldiers returned", "returned 40 migrants"."""
    if tree.upos[word] != "VERB":
        return []
    arguments = tree.arguments(word)
    given = arguments.object if arguments.passive else [k for k in arguments.object if k > word]
    captives = [
        k
        for k in given
        if tree.lemmas[k] in _CAPTIVES or any(tree.low[a] in _CAPTURED for a in tree.kids[k] if a < k)
    ]
    return assign(tree, captives, "released", word, 6)


def _handed_over(tree: Tree, word: int) -> list[Assignment]:
    """ "Nine sailors were handed over": captives are let go; not so "handed over two suspects to the police"."""
    if tree.upos[word] != "VERB" or tree.low[word + 1 : word + 2] not in (["over"], ["back"]):
        return []
    arguments = tree.arguments(word)
    to = [k for k in arguments.oblique if tree.preposition(k) == "to"]
    if any(tree.lemmas[k] in _ACCUSED for k in to) or any(
        tree.lemmas[k] in _ACCUSED - {"officer"} for k in arguments.object
    ):
        return []
    return assign(tree, arguments.object, "released", word, 3)


def _of_kids(tree: Tree, word: int) -> list[int]:
    """What a noun is of: "women" in "the bodies of two women"."""
    return [k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"]
