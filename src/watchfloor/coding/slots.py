"""Where a frame's arguments stand: slots of verbs, nouns and adjectives, and the parties inside what fills them.

An event noun borrows arguments from the verb that it leans on ("launched an attack on", "came under attack from"),
and a filler that is nobody itself is looked into ("the policies of the junta", "Israel's attack").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.frame_tables import PREPOSITIONS, Frame, FrameSet
from watchfloor.records import Sentence

__all__ = ["COUNTED", "Match", "SlotReader"]

_PERSONAL = frozenset(
    ["i", "we", "you", "he", "she", "they", "him", "her", "them", "us", "me", "it", "who", "whom"]
)
_DRILL_ACTOR = ("by", "of", "from", "between", "among")
_DRILL_RECIPIENT = (
    "by", "of", "from", "between", "among", "against", "on", "to", "with", "over", "for", "in", "at", "near",
    "inside", "into", "towards", "toward",
)  # fmt: skip
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "eer", "man")
COUNTED = frozenset({"obj", "obl", "nmod", "nsubj", "iobj"})


@dataclass(slots=True)
class Match:
    """A frame that holds for a word, with what it found.

    Attributes:
        frame, word: which frame, at which word.
        words: trigger, particle and object that belongs to the frame.
        actors, recipients: head words of the parties.
        absorbs: words whose own acts are part of this one.
        own_actor: whether an event noun names its actor itself (and not by a verb that it leans on).
        score: 0 to 1.
    """

    frame: Frame
    word: int
    words: list[int]
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    absorbs: set[int] = field(default_factory=set)
    own_actor: bool = False
    score: float = 0.0

    @property
    def type(self) -> str:
        """The frame's type."""
        return self.frame.type


class SlotReader(ABC):
    """Looks up slots in one sentence.

    Args:
        sentence: with its tree.
        mentioned: the words of recognised parties.
        frames: for support verbs and classes.
    """

    def __init__(self, sentence: Sentence, mentioned: Container[int], frames: FrameSet) -> None:
        self.tree = Tree(sentence, frames)
        self.frames = frames
        self.person = frames.classes["person"]
        self.thing = frames.classes["thing"]
        self.partitive = frames.classes["partitive"]
        self._mentioned = mentioned
        self._parties: dict[tuple[int, bool], list[int]] = {}
        self._names: dict[int, set[str]] = {}
        self._supports: dict[int, list[tuple[int, str]]] = {}

    @abstractmethod
    def match(self, word: int) -> Match | None:
        """The frame that holds for a word, None when none does."""

    def fillers(self, slot: str, word: int, pos: str) -> list[int]:
        """Words in a place, for a condition."""
        tree = self.tree
        if slot == "case":
            return [k for k in tree.kids[word] if tree.relations[k] == "case"]
        if slot == "gov":
            return [tree.heads[word]] if tree.heads[word] >= 0 else []
        if slot == "has":
            return tree.kids[word]
        if slot == "mod":
            return tree.modifiers(word)
        if slot == "poss":
            return tree.possessors(word)
        if slot == "prt":
            return [k for k in tree.kids[word] if tree.relations[k] in ("compound", "advmod")]
        heads = self._slot(slot, word, pos)
        return [c for head in heads for c in tree.conjuncts(head)]

    def is_one_of(self, word: int, wanted: frozenset[str]) -> bool:
        """Whether a nominal is one of the words, or somebody when ``party`` is among them."""
        if not wanted.isdisjoint(self.names_of(word)):
            return True
        return "party" in wanted and self.is_party(word)

    def is_party(self, word: int) -> bool:
        """Whether a nominal itself is somebody, rather than a thing of somebody's."""
        tree = self.tree
        if word in self._mentioned or (tree.low[word] in _PERSONAL and tree.upos[word] == "PRON"):
            return True
        if self._is_person(word) or (
            tree.upos[word] == "PROPN" and tree.lemmas[word] not in self.frames.vocabulary
        ):
            return True
        if tree.upos[word] == "NUM" or tree.lemmas[word] in self.partitive:
            below = [
                k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"
            ]
            return any(self.is_party(k) for k in below) if below else tree.upos[word] == "NUM"
        return False

    def names_of(self, word: int) -> set[str]:
        """What a nominal may be called in a table: lemma, form, modifier_lemma, and what a partitive measures."""
        known = self._names.get(word)
        if known is None:
            tree = self.tree
            lemma = tree.lemmas[word]
            known = {lemma, tree.low[word]}
            for modifier in tree.modifiers(word):
                known.add(f"{tree.lemmas[modifier]}_{lemma}")
            self._names[word] = known
            if lemma in self.partitive:
                for kid in tree.kids[word]:
                    if tree.relations[kid] == "nmod" and tree.preposition(kid) == "of":
                        known |= self.names_of(kid)
        return known

    def deep_match(self, clause: int, depth: int = 0) -> Match | None:
        """The act of a clause, through verbs that say nothing themselves ("begin to", "be ready to")."""
        match = self.match(clause)
        if match is not None and match.frame.is_act:
            return match
        tree = self.tree
        for kid in tree.kids[clause]:
            relation = tree.relations[kid]
            if relation == "obj":
                found = self.match(kid)
                if found is not None and found.frame.is_act and not found.own_actor:
                    return found
            if relation == "xcomp" and depth < 3:
                found = self.deep_match(kid, depth + 1)
                if found is not None:
                    return found
        return None

    def _slot(self, slot: str, word: int, pos: str) -> list[int]:
        """Head words in a place of a verb, noun or adjective."""
        tree = self.tree
        if pos == "n":
            return self._noun_slot(slot, word)
        if slot == "subj":
            if pos == "a" and tree.relations[word] == "amod":
                return [tree.heads[word]]
            return tree.surface_subject(word) if pos == "a" else tree.arguments(word).subject
        arguments = tree.arguments(word)
        if slot == "obj":
            return arguments.object
        if slot == "iobj":
            return arguments.indirect or [
                k
                for head in arguments.object
                for k in tree.modifiers(head)
                if k in self._mentioned and tree.lemmas[k] in self.person
            ]
        if slot.startswith("comp."):
            return self._complement_slot(slot, word)
        if slot.startswith("obj."):
            return [found for head in arguments.object for found in self._below(head, slot[4:])]
        if slot in PREPOSITIONS:
            wanted = slot.replace("_", " ")
            found = [k for k in arguments.oblique if tree.has_preposition(k, wanted)]
            if not found:
                for head in arguments.object:
                    found += [
                        k
                        for k in tree.kids[head]
                        if tree.relations[k] == "nmod" and tree.has_preposition(k, wanted)
                    ]
            if not found:
                for clause in tree.complements(word):
                    if tree.preposition(clause) == wanted:
                        found.append(clause)
            if not found and slot in tree.particles(word):
                found = list(arguments.object)
            if not found:
                for predicate in tree.kids[word]:
                    if tree.relations[predicate] == "xcomp":
                        found += [
                            k
                            for k in tree.kids[predicate]
                            if tree.relations[k] == "obl" and tree.has_preposition(k, wanted)
                        ]
            return found
        return []

    def _below(self, head: int, where: str) -> list[int]:
        tree = self.tree
        if where == "poss":
            return tree.possessors(head)
        if where == "mod":
            return [k for k in tree.modifiers(head) if k in self._mentioned]
        return [k for k in tree.kids[head] if tree.relations[k] == "nmod" and tree.has_preposition(k, where)]

    def _noun_slot(self, slot: str, noun: int) -> list[int]:
        tree = self.tree
        if slot == "poss":
            return tree.possessors(noun)
        if slot == "mod":
            return [k for k in tree.modifiers(noun) if k in self._mentioned]
        if slot == "subj":
            found = [k for k in tree.kids[noun] if tree.relations[k] == "nsubj"]
            above = tree.heads[noun]
            if not found and above >= 0 and tree.relations[noun] in ("obj", "obl", "xcomp"):
                found = tree.surface_subject(above)
            return found
        if slot in ("gov", "gov.obj"):
            return [
                w
                for verb, role in self._support(noun)
                if role == "actor"
                for w in tree.arguments(verb).subject
            ]
        if slot.startswith("comp."):
            return self._complement_slot(slot, noun)
        if slot in PREPOSITIONS:
            return self._noun_oblique(slot.replace("_", " "), noun)
        return []

    def _noun_oblique(self, preposition: str, noun: int) -> list[int]:
        tree = self.tree
        found = [
            k
            for k in tree.kids[noun]
            if tree.relations[k] in ("nmod", "obl") and tree.has_preposition(k, preposition)
        ]
        if found:
            return found
        for verb, _ in self._support(noun):
            arguments = tree.arguments(verb)
            found += [k for k in arguments.oblique if k != noun and tree.has_preposition(k, preposition)]
            if preposition == "to" and not found:
                found += [k for k in arguments.indirect if k != noun]
        if not found:
            for clause in tree.kids[noun]:
                if tree.relations[clause] == "acl":
                    found += [
                        k for k in tree.arguments(clause).oblique if tree.has_preposition(k, preposition)
                    ]
        return found

    def _support(self, noun: int) -> list[tuple[int, str]]:
        """Verbs that lend a noun their arguments, each with the role of its subject."""
        known = self._supports.get(noun)
        if known is None:
            known = self._supports[noun] = []
            tree = self.tree
            first = noun
            while tree.relations[first] == "conj" and tree.upos[tree.heads[first]] == "NOUN":
                first = tree.heads[first]
            verbs = [tree.heads[first]] if tree.heads[first] >= 0 and tree.relations[first] in COUNTED else []
            verbs += [k for k in tree.kids[noun] if tree.relations[k] == "acl" and tree.upos[k] == "VERB"]
            for verb in verbs:
                if tree.upos[verb] not in ("VERB", "AUX"):
                    continue
                role = self._support_role(verb)
                if role is None:
                    continue
                arguments = tree.arguments(verb)
                if (
                    first in arguments.object
                    or first in arguments.oblique
                    or (role == "event" and first in arguments.subject)
                ):
                    known.append((verb, role))
            known += [(verb, "actor") for verb in self._avowal(first)]
        return known

    def _avowal(self, noun: int) -> list[int]:
        """The verb of "claimed responsibility for the attack", whose subject did it."""
        tree = self.tree
        above = tree.heads[noun]
        if above < 0 or tree.lemmas[above] != "responsibility" or not tree.has_preposition(noun, "for"):
            return []
        verb = tree.heads[above]
        return [verb] if verb >= 0 and tree.lemmas[verb] in ("claim", "admit", "take", "accept") else []

    def _support_role(self, verb: int) -> str | None:
        lemma = self.tree.lemmas[verb]
        for particle in self.tree.particles(verb):
            role = self.frames.support.get(f"{lemma}_{particle}")
            if role is not None:
                return role
        return self.frames.support.get(lemma)

    def _complement_slot(self, slot: str, word: int) -> list[int]:
        tree = self.tree
        for clause in tree.complements(word):
            arguments = tree.arguments(clause)
            if slot == "comp.subj":
                subjects = arguments.subject if not arguments.passive else []
                if subjects:
                    return subjects
            elif slot == "comp.obj":
                objects = arguments.object or arguments.indirect
                if any(self.parties_of(k, actor=False) for k in objects):
                    return objects
                others = [
                    k for k in arguments.oblique if tree.preposition(k) not in ("by", "in", "for", "as", "")
                ]
                if others:
                    return others
                own = [k for k in arguments.subject if k in tree.kids[clause]]
                if own and not arguments.passive:
                    return own
            else:
                match = self.deep_match(clause)
                if match is not None:
                    return match.recipients if slot == "comp.recipient" else match.actors
        return []

    def _party_of(self, word: int, *, actor: bool, depth: int = 0) -> list[int]:
        """The parties that a nominal names: itself, or those inside it ("the policies of the junta")."""
        key = (word, actor)
        known = self._parties.get(key)
        if known is not None:
            return known
        self._parties[key] = []
        tree = self.tree
        if word in self._mentioned:
            found = [word]
        elif tree.low[word] in _PERSONAL and tree.upos[word] == "PRON":
            found = [] if tree.low[word] == "it" and not actor and depth else [word]
        else:
            inner = self._drill(word, actor=actor, depth=depth) if depth < 3 else []
            if self._is_person(word) and not (inner and tree.lemmas[word] in self.partitive):
                found = [word]
            elif inner:
                found = inner
            elif (
                tree.upos[word] == "PROPN"
                and tree.lemmas[word] not in tree.times
                and depth == 0
                and not tree.has_preposition(word, "in")
            ):
                found = [word]
            else:
                found = []
        self._parties[key] = found
        return found

    def _is_person(self, word: int) -> bool:
        lemma = self.tree.lemmas[word]
        if lemma in self.person:
            return True
        return (
            self.tree.upos[word] == "NOUN"
            and lemma.endswith(_AGENT_ENDINGS)
            and self.tree.low[word] != lemma
            and lemma not in self.thing
        )

    def _drill(self, word: int, *, actor: bool, depth: int) -> list[int]:
        tree = self.tree
        if depth == 0 and tree.upos[word] == "NOUN":
            match = self.match(word)
            if match is not None and match.frame.is_act and match.own_actor:
                return match.actors
        appositions = [k for k in tree.kids[word] if tree.relations[k] == "appos"]
        for group in (
            appositions,
            tree.possessors(word),
            [k for k in tree.modifiers(word) if k in self._mentioned],
        ):
            found = [p for k in group for p in self.parties_of(k, actor=actor, depth=depth + 1)]
            if found:
                return found
        for preposition in _DRILL_ACTOR if actor else _DRILL_RECIPIENT:
            for kid in tree.kids[word]:
                if tree.relations[kid] in ("nmod", "obl") and tree.has_preposition(kid, preposition):
                    found = self.parties_of(kid, actor=actor, depth=depth + 1)
                    if found:
                        return found
        for kid in tree.kids[word]:
            if tree.relations[kid] == "acl" and tree.upos[kid] == "VERB":
                agents = [a for a in tree.arguments(kid).subject if a != word]
                found = [p for a in agents for p in self.parties_of(a, actor=actor, depth=depth + 1)]
                if found:
                    return found
        return []

    def parties_of(self, word: int, *, actor: bool, depth: int = 0) -> list[int]:
        """The parties that a nominal and those coordinated with it name."""
        found: list[int] = []
        for conjunct in self.tree.conjuncts(word):
            for party in self._party_of(conjunct, actor=actor, depth=depth):
                if party not in found:
                    found.append(party)
        return found

    def first_filled(
        self, slots: Iterable[str], word: int, pos: str, *, actor: bool
    ) -> tuple[list[int], str]:
        """The parties in the first of the slots that has any, and that slot."""
        for slot in slots:
            heads = self._slot(slot, word, pos)
            found: list[int] = []
            for head in heads:
                found += [p for p in self.parties_of(head, actor=actor) if p not in found]
            if found:
                return found, slot
        return [], ""

    def received(self, noun: int) -> list[int]:
        """The subject of a verb such as "suffer" or "face"."""
        found: list[int] = []
        for verb, role in self._support(noun):
            if role == "recipient":
                for head in self.tree.arguments(verb).subject:
                    found += self.parties_of(head, actor=False)
        return found

    def suffers(self, noun: int) -> bool:
        """Whether a possessor is the one it was done to: "the envoy's expulsion", with nothing else it was done to."""
        return not any(self._noun_slot(slot, noun) for slot in ("of", "on", "against"))

    def plural(self, parties: list[int]) -> bool:
        """Whether the parties are several, so that they can act on each other."""
        if len(parties) > 1:
            return True
        return any(
            "Number=Plur" in self.tree.sentence.feats[p]
            or self.tree.lemmas[p] in ("side", "party", "pair")
            or (self.tree.upos[p] == "NOUN" and self.tree.low[p] != self.tree.lemmas[p])
            for p in parties
        )
