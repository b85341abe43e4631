"""Which nouns stand in the slot that the table of roles names for a word: its object, its subject, what it is "of"."""

from __future__ import annotations

from watchfloor.coding.role_assignments import HARM, NOMINAL, with_sharers
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import Role, load_units

__all__ = ["nodes_in_slot"]

_TOLL_LINKS = frozenset({"to", "at", "of", "by", "than", "over", ""})
_COUNTED_BARE = frozenset({"others", "people", "more", "persons", "men", "women", "children"})
_COUNTS = frozenset({
    "dozen", "dozens", "hundreds", "thousands", "scores", "hundred", "thousand", "several", "none", "both",
})  # fmt: skip
_OF_THEM = (["of", "them"], ["of", "whom"])
_GET = frozenset({"get", "gets", "got", "getting"})
_SAME_FORM = frozenset({"hit", "hurt"})
_POSTPOSED = frozenset({"amod", "acl", "conj", "dep", "advmod", "appos", "nmod"})
_PREDICATIVE = frozenset({"xcomp", "conj", "root", "ccomp", "advmod", "advcl", "obj", "parataxis"})


def nodes_in_slot(tree: Tree, word: int, role: Role, upos: str) -> list[int]:
    """The nouns that stand in a slot of a word, with those that share their lot, each once.

    Args:
        tree: of the sentence.
        word: that gives the role.
        role: names the slot.
        upos: what the word is read as.
    """
    if role.slot == "self":
        found = _itself(tree, word, upos)
    elif role.slot == "of":
        found = _owners(tree, word, role)
    elif role.slot == "toll":
        found = _toll(tree, word)
    elif role.slot == "oblique":
        found = [k for k in tree.arguments(word).oblique if tree.upos[k] == "NUM"]
    elif role.slot == "object":
        found = _objects(tree, word, upos)
    else:
        found = tree.arguments(word).subject
    found = [_told_of(tree, word, node) for node in _with_whole(tree, word, found)]
    return list(dict.fromkeys(one for node in found for one in with_sharers(tree, node)))


def _with_whole(tree: Tree, verb: int, nodes: list[int]) -> list[int]:
    """ "Forty suspects, most of them sailors, were held": those of whom some are told stand before, as a second subject."""
    for of in range(2, verb - 1):
        if tree.low[of : of + 2] not in _OF_THEM or "," not in tree.low[of - 2 : of]:
            continue
        comma = of - 2 + tree.low[of - 2 : of].index(",")
        closed = next((k for k in range(of, verb) if tree.low[k] == ","), verb)
        wholes = [k for k in tree.kids[verb] if k < comma and tree.relations[k] == "nsubj"]
        if wholes and any(comma < n < closed for n in nodes):
            return [*(n for n in nodes if not comma < n < closed and n not in wholes), *wholes]
    return nodes


def _told_of(tree: Tree, verb: int, noun: int) -> int:
    """Whom a relative clause tells of: the name in "the father of Ilsa Korn, who was hurt", "six, including two who died"."""
    pronouns = [k for k in tree.kids[verb] if k < verb and tree.low[k] == "who"]
    if tree.relations[verb] != "acl" or tree.heads[verb] != noun or not pronouns:
        return noun
    before = pronouns[0] - 1
    while before > noun and (tree.low[before] == "," or tree.relations[before] == "flat"):
        before -= 1
    named = tree.upos[before] == "PROPN" and tree.upos[noun] == "NOUN" and tree.has_preposition(before, "of")
    part = tree.has_preposition(before, "including")
    return before if before > noun and tree.heads[before] == noun and (named or part) else noun


def _owners(tree: Tree, word: int, role: Role) -> list[int]:
    """ "The deaths of 12 miners", "their arrest", "the 12 deaths"."""
    found = [
        k
        for k in tree.kids[word]
        if k > word and tree.relations[k] in ("nmod", "obl") and tree.preposition(k) in ("of", "among", "for")
    ]
    found += tree.possessors(word)
    if role.role in HARM:
        found += [k for k in tree.kids[word] if tree.relations[k] == "compound" and tree.upos[k] == "NUM"]
    return found


# ---------------------------------------------------------------- objects


def _objects(tree: Tree, word: int, upos: str) -> list[int]:
    """What is done something to, also where a headline leaves the auxiliary out."""
    nearest = _subject_before_auxiliary(tree, word)
    if nearest:
        return nearest
    if (
        word
        and tree.low[word - 1] in _GET
        and tree.heads[word - 1] != word
        and tree.relations[word] == "xcomp"
    ):
        return tree.surface_subject(tree.heads[word])  # "ended up getting shot"
    found = list(tree.arguments(word).object)
    if found:
        # "launched 40 missiles and 120 drones": parsers hang the second object on the verb.
        last = max(found)
        hung = tree.kids[word]
        if tree.relations[word] == "conj" and tree.heads[word] >= 0:
            hung = [*hung, *tree.kids[tree.heads[word]]]  # or even on the verb before
        found += [
            k
            for k in hung
            if k > last
            and tree.relations[k] == "conj"
            and (tree.upos[k] in ("NOUN", "PROPN") or (tree.upos[k] == "NUM" and tree.low[k - 1] == "and"))
            and "VERB" not in tree.upos[word + 1 : k]
        ]
    # An object of its own behind the verb stands; one lent by a neighbouring verb gives way to a headline's subject.
    own = any(k > word and tree.heads[k] == word and tree.relations[k] != "nsubj" for k in found)
    if own or upos != "VERB":
        return found
    if tree.low[word].endswith("ing") and tree.low[word + 1 : word + 2] == ["of"]:
        # "The killing of two men".
        return [k for k in tree.kids[word] if k > word and tree.preposition(k) == "of"]
    return _headline_subject(tree, word) or found or _loose_subject(tree, word) or _left_so(tree, word)


def _subject_before_auxiliary(tree: Tree, verb: int) -> list[int]:
    """ "Guards fired and Korn was shot": the subject right before "was" that a parser hung on the verb before."""
    auxiliaries = [k for k in tree.kids[verb] if k < verb and tree.full[k] == "aux:pass"]
    subject = auxiliaries[0] - 1 if auxiliaries else -1
    while subject >= 0 and tree.relations[subject] in ("flat", "compound") and tree.heads[subject] >= 0:
        subject = tree.heads[subject]
    if subject < 0 or not tree.full[subject].startswith("nsubj"):
        return []
    hung_before = 0 <= tree.heads[subject] < subject and tree.heads[subject] != verb
    return [subject] if hung_before and tree.upos[subject] in ("NOUN", "PROPN", "PRON") else []


def _headline_subject(tree: Tree, verb: int) -> list[int]:
    """ "Five killed in blast", "Boy killed, brother hurt": a past form with a subject, no object and no auxiliary."""
    low, lemma, kids = tree.low[verb], tree.lemmas[verb], tree.kids[verb]
    where = any(tree.relations[k] == "obl" and tree.preposition(k) in ("in", "by") for k in kids)
    told = low not in (lemma, lemma + "s") or (
        low in _SAME_FORM and where
    )  # "a second rider hit in the knee"
    if low.endswith("ing") or not told or tree.relations[verb] == "acl":
        return []
    if any(tree.relations[k] in ("obj", "aux", "ccomp") for k in kids):
        return []
    for kid in kids:
        if tree.relations[kid] == "conj" and any(tree.relations[k] == "obj" for k in tree.kids[kid]):
            return []  # "a boy shot and wounded his brother"
    return [k for k in kids if tree.relations[k] == "nsubj" and k < verb and tree.upos[k] != "PRON"]


def _loose_subject(tree: Tree, verb: int) -> list[int]:
    """ "John Carter, 34, was shot": a passive that the parser hung beside its subject."""
    head = tree.heads[verb]
    if not 0 <= head < verb or tree.upos[head] not in NOMINAL:
        return []
    beside = tree.relations[verb] in ("parataxis", "dep", "appos", "conj")
    return [head] if beside and tree.arguments(verb).passive else []


def _left_so(tree: Tree, verb: int) -> list[int]:
    """ "They found five people shot": the object of the finding."""
    head = tree.heads[verb]
    if head < 0 or tree.relations[verb] not in ("xcomp", "ccomp"):
        return []
    if tree.lemmas[head] not in load_units().harm.leaving:
        return []
    return [k for k in tree.arguments(head).object if k < verb]


# ---------------------------------------------------------------- the word itself


def _itself(tree: Tree, word: int, upos: str) -> list[int]:
    """What a noun or adjective says of itself: "three deaths", "12 dead", "the missing men", "two were hurt"."""
    found = _counts_before(tree, word)
    if upos in ("NOUN", "PROPN", "ADJ"):
        found.append(word)
    if upos in ("ADJ", "VERB", "ADV"):
        found += _described(tree, word)
        if upos != "VERB":
            found += [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
            if tree.relations[word] in _PREDICATIVE:
                found += tree.surface_subject(word)
        found += _left_with(tree, word)
    return found


def _counts_before(tree: Tree, word: int) -> list[int]:
    """ "Twelve dead", "three others hurt"."""
    found: list[int] = []
    before = word - 1
    if before >= 0 and tree.low[before] == "old" and tree.low[word] in load_units().harm.state:
        return [before]  # "9-year-old shot by neighbour"
    if before >= 0 and tree.low[before] in _COUNTED_BARE:
        found.append(before)
        before -= 1
    if before >= 0 and (tree.upos[before] == "NUM" or tree.low[before] in _COUNTS):
        found.append(before)
    return found


def _described(tree: Tree, word: int) -> list[int]:
    """What an adjective stands at: "the missing men", "3 men, 1 woman wounded"."""
    relation, head = tree.relations[word], tree.heads[word]
    behind = relation in _POSTPOSED and not tree.preposition(word)
    if behind and 0 <= head < word and tree.upos[head] in NOMINAL:
        return _group_before(tree, head)
    return [head] if relation in ("amod", "acl") and head >= 0 else []


def _group_before(tree: Tree, head: int) -> list[int]:
    """ "3 men, 1 woman wounded": the adjective behind a list belongs to all of it, back to the next such adjective."""
    roles = load_units().roles
    group = [head]
    while True:
        last = group[-1]
        above = tree.heads[last]
        if tree.relations[last] not in ("conj", "appos", "list") or above < 0:
            return group
        if tree.upos[above] not in NOMINAL or any((low, "adj") in roles for low in tree.low[above:last]):
            return group
        group.append(above)


def _left_with(tree: Tree, word: int) -> list[int]:
    """ "The blast left two men dead", "two were found dead": the object of the leaving."""
    head = tree.heads[word]
    if tree.relations[word] not in ("xcomp", "advmod", "obj", "ccomp") or head < 0:
        return []
    if tree.upos[head] != "VERB" or tree.lemmas[head] not in load_units().harm.leaving:
        return []
    return [k for k in tree.arguments(head).object if k < word or (k > word and "," not in tree.low[word:k])]


# ---------------------------------------------------------------- tolls


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
