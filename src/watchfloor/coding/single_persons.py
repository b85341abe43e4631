"""Persons without a number: "a man was shot dead", "John Smith died", "the victim, 23, died" count as one."""

from __future__ import annotations

import re
from functools import cache

from watchfloor.coding.figure_phrases import harm_behind
from watchfloor.coding.harm_constructions import constructions
from watchfloor.coding.role_assignments import HARM, Assignment
from watchfloor.coding.role_choice import is_doer
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.unit_tables import load_units
from watchfloor.records import Quantity, Sentence

__all__ = ["find_single", "may_tell_of_one"]

_AGE_BEFORE = re.compile(
    r"(?:\b(?:an?|the|his|her|their)\s+)?\b[\w-]{1,12}[- ](?:years?|months?)(?:[- ](?:old\b)?)?\s*\Z",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:years?|months?)[- ]olds?\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"(?:\b(?:an?|the|his|her|their)\s+)?\b\w{1,12}[- ]\Z", re.IGNORECASE)
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "SYM"})
_LONGEST_PHRASE = 9  # words
_PRONOUNS = frozenset({"he", "she", "him", "her", "someone", "another"})
_ONE_MORE = frozenset({"another", "third", "fourth", "fifth", "sixth", "seventh", "eighth"})
_SAYING = (["said"], ["says"], ["told"], ["added"], ["wrote"], ["tells"])
_ACCORDING = re.compile(r"\baccording to [^,;.]*?(\w+),\s+\Z", re.IGNORECASE)
_UNREAL = frozenset({"could", "would", "might", "may", "can", "should", "must", "will", "'ll", "shall"})
_DENIED = frozenset({"not", "n't", "never", "nearly", "almost"})
_REAL_ABOVE = frozenset({"appear", "seem", "happen", "continue", "be", "go"})


def may_tell_of_one(sentence: Sentence) -> bool:
    """Whether any word could give a single person a role; most sentences stop here."""
    telling = _telling_words()
    return not telling.isdisjoint(sentence.lemmas) or any(word.lower() in telling for word in sentence.words)


@cache
def _telling_words() -> frozenset[str]:
    tables = load_units()
    by_role = {
        word.partition(" ")[0]
        for (word, _), roles in tables.roles.items()
        if any(role.role in tables.counting.single_role for role in roles)
    }
    return frozenset({*by_role, *tables.forms, *constructions(), "lives", "death", "struck"})


def find_single(tree: Tree, node: int, assigned: list[Assignment]) -> tuple[Quantity, int] | None:
    """The person that a noun without a number is, None when it is none or nothing befell it.

    Args:
        tree: of the sentence.
        node: the noun, name or pronoun.
        assigned: the roles that it has.

    Returns:
        The quantity and the word that gives the role.
    """
    single = load_units().counting.single_role
    fitting = [one for one in assigned if one.role in single and one.unit in ("persons", "")]
    if not fitting or not _is_person(tree, node):
        return None
    first, last = _phrase(tree, node)
    if is_doer(tree, first, fitting):
        return None
    # Who is told to have died and to have been hurt is dead.
    best = max(fitting, key=lambda one: (one.role == "killed", one.weight))
    role, word = best.role, best.word
    if role in HARM:
        role, word = harm_behind(tree, last, node) or (role, word)
    if (
        word == node
        or _speaks(tree, node)
        or (not _tells_by_denying(tree, word, role) and _is_unreal(tree, word))
    ):
        return None
    sentence = tree.sentence
    start, end = sentence.starts[first], sentence.ends[last - 1]
    before = _NUMBER_BEFORE if _YEARS.match(sentence.text, start) else _AGE_BEFORE
    if age := before.search(sentence.text, max(0, start - 30), start):
        start = age.start()
    text = sentence.text[start:end]
    return Quantity(
        low=1, high=1, unit="persons", role=role, item=text, text=text, start=start, end=end
    ), word


# ---------------------------------------------------------------- who is one person


def _is_person(tree: Tree, node: int) -> bool:
    """Whether a word is a single person: a pronoun, a name, a noun in the singular."""
    upos, low = tree.upos[node], tree.low[node]
    if upos == "PRON" or low in _ONE_MORE:
        return low in _PRONOUNS or low in _ONE_MORE
    if low == "old" and "year" in tree.low[max(0, node - 3) : node]:
        return True  # "a 2-year-old"
    if tree.relations[node] in ("flat", "compound", "list") or _is_tied_to_head(tree, node):
        return False
    if any(entity.label == "PER" and entity.first <= node < entity.last for entity in tree.sentence.entities):
        return True
    if (
        upos not in ("NOUN", "PROPN")
        or low != tree.lemmas[node]
        or "Number=Plur" in tree.sentence.feats[node]
    ):
        return False
    tables = load_units()
    return tables.units.get(low) == "persons" and low not in tables.counting.several


def _is_tied_to_head(tree: Tree, node: int) -> bool:
    """The second half of "Diaz-Ortega" hung on the first: one name."""
    return node >= 2 and tree.heads[node] == node - 2 and _ties_names(tree.sentence, node - 1)


def _phrase(tree: Tree, node: int) -> tuple[int, int]:
    """The words of a noun phrase (the second exclusive), without what follows the noun."""
    first, last = node, node + 1
    below = set(tree.sentence.subtree(node))
    while (
        first - 1 in below
        and node - first < _LONGEST_PHRASE
        and (tree.upos[first - 1] in _BEFORE_NOUN or tree.low[first - 1] == "-")
    ):
        first -= 1
    while tree.low[first] == "-":
        first += 1
    while last < len(tree.low):
        if tree.heads[last] in range(first, last) and tree.relations[last] in ("flat", "goeswith"):
            last += 1
        elif tree.upos[node] == "PROPN" and _ties_names(tree.sentence, last):
            last += 2  # "Jean-Luc", "Diaz-Ortega"
        else:
            break
    return first, last


def _ties_names(sentence: Sentence, hyphen: int) -> bool:
    """Whether a hyphen without spaces ties the name before it to the one behind."""
    return (
        sentence.words[hyphen] == "-"
        and hyphen + 1 < len(sentence.words)
        and sentence.ends[hyphen - 1] == sentence.starts[hyphen]
        and sentence.ends[hyphen] == sentence.starts[hyphen + 1]
        and sentence.words[hyphen + 1][:1].isupper()
    )


# ---------------------------------------------------------------- what befell nobody


def _speaks(tree: Tree, node: int) -> bool:
    """ "..., Sheriff Hess said": the speaker of a sentence that parsers like to make the victim of it."""
    words, after = tree.sentence.words, node + 1
    while after < len(words) and (tree.heads[after] == node and tree.relations[after] in ("flat", "punct")):
        after += 1
    while words[node][:1].isupper() and after < len(words) and words[after][:1].isupper():
        after += 1  # "Captain Lena Korn": parsers part rank and name
    return tree.low[after : after + 1] in _SAYING or _is_source(tree, node)


def _is_source(tree: Tree, node: int) -> bool:
    """ "According to the coroner, Peter Korn, Ilsa Brann was killed": a name beside an office is the source."""
    start, text = tree.sentence.starts[node], tree.sentence.text
    source = _ACCORDING.search(text, 0, start)
    if source is None or tree.upos[node] != "PROPN":
        return False
    another_name = re.compile(r"[\w.' -]+,\s+[A-Z]").match(text, start)
    return another_name is not None and load_units().units.get(source[1].lower()) == "persons"


def _tells_by_denying(tree: Tree, word: int, role: str) -> bool:
    """ "She did not survive", "doctors could not save her"."""
    return role in HARM and tree.lemmas[word] in load_units().harm.keeping


def _is_unreal(tree: Tree, verb: int) -> bool:
    """Whether the predicate is only possible, intended, denied or asked for; explicit numbers are kept even so."""
    above = tree.heads[verb]
    if tree.relations[verb] == "conj" and tree.upos[verb] == "VERB" and 0 <= above < verb:
        if tree.upos[above] == "VERB" and tree.infinitive(above) and _is_unreal(tree, above):
            return True  # "meant to shoot and kill"
    for kid in tree.kids[verb]:
        low, relation = tree.low[kid], tree.relations[kid]
        if low in _DENIED or (relation == "aux" and low in _UNREAL):
            return True
        if relation == "mark" and low in ("if", "unless", "whether"):
            return True
    if tree.upos[verb] == "VERB" and tree.infinitive(verb):
        perfect = any(tree.lemmas[kid] == "have" for kid in tree.kids[verb])
        return not perfect and (above < 0 or tree.lemmas[above] not in _REAL_ABOVE)
    return verb > 0 and tree.low[verb - 1] == "attempted"
