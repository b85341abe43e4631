"""Acts: who does what to whom, read off a sentence's tree with frames.

A frame names a word, the company that it must stand in, the act it then says and where actor and recipient are to
be looked for. `find_acts` undoes passives, relative clauses, coordination, control and nominalisation (with
`watchfloor.coding.tree`), so that a frame is written once for all of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.frame_tables import NONE, PREPOSITIONS, Condition, Frame, FrameSet, load_frames
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.records import Sentence

__all__ = ["Act", "Party", "find_acts", "find_contexts", "mentions_of"]

THRESHOLD = 0.45
"""Acts that score less are not told: mostly event nouns with neither actor nor recipient."""

_PERSONAL = frozenset("i we you he she they him her them us me it who whom".split())
_DRILL_ACTOR = ("by", "of", "from", "between", "among")
_DRILL_RECIPIENT = (
    "by", "of", "from", "between", "among", "against", "on", "to", "with", "over", "for", "in", "at", "near",
    "inside", "into", "towards", "toward",
)  # fmt: skip
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "eer", "man")
_COUNTED = frozenset({"obj", "obl", "nmod", "nsubj", "iobj"})
_PARTITIVE = frozenset(
    "number series round range lot pair group dozen hundred thousand million ton tonne piece batch variety set wave "
    "string spate amount list kind type sort form part most some any all majority one two three member handful "
    "couple barrage hail volley flurry package shipment consignment load truckload planeload convoy billion score".split()
)
_PARTIES_FACTOR = {(True, True): 1.0, (True, False): 0.85, (False, True): 0.8, (False, False): 0.4}
_NOUN_FACTOR = {(True, True): 1.0, (True, False): 0.75, (False, True): 0.75, (False, False): 0.3}


class Party(Protocol):
    """What is asked of a mention: words ``first`` to ``last`` (exclusive) and the head word among them."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...

    @property
    def head(self) -> int: ...


M = TypeVar("M", bound=Party)


@dataclass(slots=True)
class Act(Generic[M]):
    """One act in a sentence.

    Attributes:
        type: PLOVER type.
        mode: one of the type's modes, None when unclear.
        word: index of the trigger (a verb, an event noun, an adjective).
        words: trigger with its particle and the object that belongs to it, in order.
        actors, recipients: the mentions among the parties.
        actor_words, recipient_words: head words of all parties, those without a mention too.
        frame: id of the frame.
        path: the way through the tree from the act to each party, to be read by a person.
        score: 0 to 1.
    """

    type: str
    mode: str | None
    word: int
    words: list[int]
    actors: list[M]
    recipients: list[M]
    actor_words: list[int]
    recipient_words: list[int]
    frame: str
    path: str
    score: float


@dataclass(slots=True)
class _Match:
    frame: Frame
    word: int
    words: list[int]
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    complements: list[int] = field(default_factory=list)
    absorbs: set[int] = field(default_factory=set)
    own_actor: bool = False
    score: float = 0.0

    @property
    def type(self) -> str:
        return self.frame.type


def find_acts(
    sentence: Sentence,
    mentions: Sequence[M],
    *,
    frames: FrameSet | None = None,
    threshold: float = THRESHOLD,
) -> list[Act[M]]:
    """The acts that a sentence tells of, whatever their status.

    Args:
        sentence: with its tree.
        mentions: the parties that were recognised in it.
        frames: by default our own, `load_frames()`.
        threshold: acts with a lower score are left out.

    Returns:
        Acts in order of their trigger.
    """
    if not sentence.words:
        return []
    reader = _Reader(sentence, mentions, frames or load_frames())
    return [reader.act(match) for match in reader.read(threshold)]


def mentions_of(words: Iterable[int], mentions: Sequence[M]) -> list[M]:
    """The mentions that hold the given words, each once, in the words' order; a mention headed by the word is preferred."""
    return _mentions_at(words, _mention_at(mentions))


def _mentions_at(words: Iterable[int], table: dict[int, list[M]]) -> list[M]:
    found: list[M] = []
    for word in words:
        found += [mention for mention in table.get(word, ()) if mention not in found]
    return found


def _mention_at(mentions: Sequence[M]) -> dict[int, list[M]]:
    """The mentions of each word: those that it heads (two countries may share a noun), else the shortest that holds it."""
    table: dict[int, list[M]] = {}
    for mention in sorted(mentions, key=lambda m: m.first - m.last):
        for word in range(mention.first, mention.last):
            table[word] = [mention]
    heads: dict[int, list[M]] = {}
    for mention in mentions:
        heads.setdefault(mention.head, []).append(mention)
    table.update(heads)
    return table


def find_contexts(sentence: Sentence, words: Iterable[int] | None = None) -> list[str]:
    """PLOVER contexts that the words of a sentence speak of, in order of how many cues each has.

    Args:
        sentence: with lemmas.
        words: look at these only, e.g. an act's clause; by default at all.
    """
    cues = load_ontology().context_cues
    lemmas = [lemma.lower() for lemma in sentence.lemmas]
    counts: dict[str, int] = {}
    for index in range(len(lemmas)) if words is None else words:
        pair = f"{lemmas[index]} {lemmas[index + 1]}" if index + 1 < len(lemmas) else ""
        context = cues.get(pair) or cues.get(lemmas[index])
        if context:
            counts[context] = counts.get(context, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


class _Reader(Generic[M]):
    """One sentence with its mentions, read with one set of frames."""

    def __init__(self, sentence: Sentence, mentions: Sequence[M], frames: FrameSet) -> None:
        self.sentence = sentence
        self.tree = Tree(sentence, frames.vocabulary)
        self.frames = frames
        self.person = frames.classes.get("person", frozenset())
        self.mentions = mentions
        self.mention_at = _mention_at(mentions)
        self._matches: dict[int, _Match | None] = {}
        self._parties: dict[tuple[int, bool], list[int]] = {}
        self._names: dict[int, set[str]] = {}
        self._supports: dict[int, list[tuple[int, str]]] = {}

    # ------------------------------------------------------------ all acts

    def read(self, threshold: float) -> list[_Match]:
        tree, frames = self.tree, self.frames
        found: list[_Match] = []
        for word, lemma in enumerate(tree.lemmas):
            if lemma in frames.verbs or lemma in frames.nouns or lemma in frames.adjectives:
                match = self.match(word)
                if match is not None:
                    found.append(match)
        absorbed: set[int] = set()
        for match in found:
            if match.type == NONE or match.score >= threshold:
                absorbed |= match.absorbs
        return [m for m in found if m.type != NONE and m.score >= threshold and m.word not in absorbed]

    def act(self, match: _Match) -> Act[M]:
        return Act(
            type=match.type,
            mode=self._mode(match),
            word=match.word,
            words=sorted(set(match.words)),
            actors=_mentions_at(match.actors, self.mention_at),
            recipients=_mentions_at(match.recipients, self.mention_at),
            actor_words=match.actors,
            recipient_words=match.recipients,
            frame=match.frame.id,
            path=self._path(match),
            score=round(match.score, 3),
        )

    # ------------------------------------------------------------ one word

    def match(self, word: int) -> _Match | None:
        """The frame that holds for a word, with its arguments; None when none does."""
        if word in self._matches:
            return self._matches[word]
        self._matches[word] = None  # a loop of complements finds nothing
        found = self._match(word)
        self._matches[word] = found
        return found

    def _candidates(self, word: int) -> list[Frame]:
        lemma, upos = self.tree.lemmas[word], self.tree.upos[word]
        frames = self.frames
        if upos in ("VERB", "AUX"):
            return frames.verbs.get(lemma, [])
        if upos in ("NOUN", "PROPN"):
            if upos == "PROPN" and word in self.mention_at:
                return []
            return frames.nouns.get(lemma) or frames.nouns.get(self.tree.low[word], [])
        if upos in ("ADJ", "ADV", "ADP"):
            return frames.adjectives.get(lemma, [])
        return []

    def _match(self, word: int) -> _Match | None:
        candidates = self._candidates(word)
        if not candidates:
            return None
        particles = self.tree.particles(word) if candidates[0].pos == "v" else set()
        for frame in candidates:
            if frame.particle and frame.particle not in particles:
                continue
            if all(self._holds(condition, word, frame.pos) for condition in frame.conditions):
                match = self._fill(frame, word)
                if particles and not frame.particle and self._strong_particle(word):
                    match.score *= 0.7
                return match
        return None

    def _strong_particle(self, word: int) -> bool:
        return any(self.tree.relations[k] == "compound" for k in self.tree.kids[word])

    # ------------------------------------------------------------ conditions

    def _holds(self, condition: Condition, word: int, pos: str) -> bool:
        slot = condition.slot
        tree = self.tree
        if slot == "comp":
            held = self._complement_holds(condition.words, word)
        elif slot == "noobj":
            return not tree.arguments(word).object
        elif slot == "nosubj":
            return not tree.surface_subject(word)
        elif slot == "nocomp":
            return not tree.complements(word)
        elif slot in ("passive", "active"):
            return tree.arguments(word).passive == (slot == "passive")
        elif slot == "plural":
            return "Number=Plur" in tree.sentence.feats[word] or tree.low[word] != tree.lemmas[word]
        elif slot == "noprt":
            return not tree.particles(word)
        elif slot == "bare":
            return not any(tree.relations[k] == "det" for k in tree.kids[word])
        elif slot == "named":
            return any(k in self.mention_at for k in (*tree.modifiers(word), *tree.possessors(word)))
        elif slot == "keep":
            return True
        elif slot == "word":
            return condition.words is not None and (tree.low[word] in condition.words) != condition.negated
        else:
            heads = self._fillers(slot, word, pos)
            held = bool(heads) if condition.words is None else any(self._is(h, condition.words) for h in heads)
        return held != condition.negated

    def _fillers(self, slot: str, word: int, pos: str) -> list[int]:
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

    def _is(self, word: int, wanted: frozenset[str]) -> bool:
        if not wanted.isdisjoint(self._names_of(word)):
            return True
        return "party" in wanted and self._is_party(word)

    def _is_party(self, word: int) -> bool:
        """Whether a nominal itself is somebody, rather than a thing of somebody's."""
        tree = self.tree
        if word in self.mention_at or (tree.low[word] in _PERSONAL and tree.upos[word] == "PRON"):
            return True
        if self._is_person(word) or (tree.upos[word] == "PROPN" and tree.lemmas[word] not in self.frames.vocabulary):
            return True
        if tree.upos[word] == "NUM" or tree.lemmas[word] in _PARTITIVE:
            below = [k for k in tree.kids[word] if tree.relations[k] == "nmod" and tree.preposition(k) == "of"]
            return any(self._is_party(k) for k in below) if below else tree.upos[word] == "NUM"
        return False

    def _names_of(self, word: int) -> set[str]:
        """What a nominal may be called in a table: lemma, form, modifier_lemma, and what a partitive measures."""
        known = self._names.get(word)
        if known is None:
            tree = self.tree
            lemma = tree.lemmas[word]
            known = {lemma, tree.low[word]}
            for modifier in tree.modifiers(word):
                known.add(f"{tree.lemmas[modifier]}_{lemma}")
            self._names[word] = known
            if lemma in _PARTITIVE:
                for kid in tree.kids[word]:
                    if tree.relations[kid] == "nmod" and tree.preposition(kid) == "of":
                        known |= self._names_of(kid)
        return known

    def _complement_holds(self, wanted: frozenset[str] | None, word: int) -> bool:
        tree = self.tree
        complements = tree.complements(word)
        if wanted is None or "any" in wanted:
            return bool(complements)
        ontology = load_ontology()
        for clause in complements:
            if "to" in wanted and tree.infinitive(clause):
                return True
            if "ing" in wanted and tree.is_gerund(clause):
                return True
            if "that" in wanted and tree.relations[clause] in ("ccomp", "acl") and not tree.infinitive(clause):
                return True
            match = self._deep_match(clause)
            if match is not None and match.type != NONE:
                conflict = ontology.is_conflict(match.type)
                if match.type in wanted or ("conflict" if conflict else "coop") in wanted:
                    return True
        return False

    def _deep_match(self, clause: int, depth: int = 0) -> _Match | None:
        """The act of a clause, through verbs that say nothing themselves ("begin to", "be ready to")."""
        match = self.match(clause)
        if match is not None and match.type != NONE:
            return match
        tree = self.tree
        for kid in tree.kids[clause]:
            relation = tree.relations[kid]
            if relation == "obj":
                found = self.match(kid)
                if found is not None and found.type != NONE and not found.own_actor:
                    return found
            if relation == "xcomp" and depth < 3:
                found = self._deep_match(kid, depth + 1)
                if found is not None:
                    return found
        return None

    # ------------------------------------------------------------ slots

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
                if k in self.mention_at and tree.lemmas[k] in self.person
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
                    found += [k for k in tree.kids[head] if tree.relations[k] == "nmod" and tree.has_preposition(k, wanted)]
            if not found:
                for clause in tree.complements(word):
                    if tree.preposition(clause) == wanted:
                        found.append(clause)
            if not found and slot in tree.particles(word):
                found = list(arguments.object)
            if not found:
                for predicate in tree.kids[word]:
                    if tree.relations[predicate] == "xcomp":
                        found += [k for k in tree.kids[predicate] if tree.relations[k] == "obl" and tree.has_preposition(k, wanted)]
            return found
        return []

    def _below(self, head: int, where: str) -> list[int]:
        tree = self.tree
        if where == "poss":
            return tree.possessors(head)
        if where == "mod":
            return [k for k in tree.modifiers(head) if k in self.mention_at]
        return [k for k in tree.kids[head] if tree.relations[k] == "nmod" and tree.has_preposition(k, where)]

    def _noun_slot(self, slot: str, noun: int) -> list[int]:
        tree = self.tree
        if slot == "poss":
            return tree.possessors(noun)
        if slot == "mod":
            return [k for k in tree.modifiers(noun) if k in self.mention_at]
        if slot == "subj":
            found = [k for k in tree.kids[noun] if tree.relations[k] == "nsubj"]
            above = tree.heads[noun]
            if not found and above >= 0 and tree.relations[noun] in ("obj", "obl", "xcomp"):
                found = tree.surface_subject(above)
            return found
        if slot in ("gov", "gov.obj"):
            return [w for verb, role in self._support(noun) if role == "actor" for w in tree.arguments(verb).subject]
        if slot.startswith("comp."):
            return self._complement_slot(slot, noun)
        if slot in PREPOSITIONS:
            return self._noun_oblique(slot.replace("_", " "), noun)
        return []

    def _noun_oblique(self, preposition: str, noun: int) -> list[int]:
        tree = self.tree
        found = [k for k in tree.kids[noun] if tree.relations[k] in ("nmod", "obl") and tree.has_preposition(k, preposition)]
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
                    found += [k for k in tree.arguments(clause).oblique if tree.has_preposition(k, preposition)]
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
            verbs = [tree.heads[first]] if tree.heads[first] >= 0 and tree.relations[first] in _COUNTED else []
            verbs += [k for k in tree.kids[noun] if tree.relations[k] == "acl" and tree.upos[k] == "VERB"]
            for verb in verbs:
                if tree.upos[verb] not in ("VERB", "AUX"):
                    continue
                role = self._support_role(verb)
                if role is None:
                    continue
                arguments = tree.arguments(verb)
                if first in arguments.object or first in arguments.oblique or (
                    role == "event" and first in arguments.subject
                ):
                    known.append((verb, role))
        return known

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
                if any(self._parties_of(k, actor=False) for k in objects):
                    return objects
                others = [k for k in arguments.oblique if tree.preposition(k) not in ("by", "in", "for", "as", "")]
                if others:
                    return others
                own = [k for k in arguments.subject if k in tree.kids[clause]]
                if own and not arguments.passive:
                    return own
            else:
                match = self._deep_match(clause)
                if match is not None:
                    return match.recipients if slot == "comp.recipient" else match.actors
        return []

    # ------------------------------------------------------------ parties

    def _party_of(self, word: int, *, actor: bool, depth: int = 0) -> list[int]:
        """The parties that a nominal names: itself, or those inside it ("the policies of the junta")."""
        key = (word, actor)
        known = self._parties.get(key)
        if known is not None:
            return known
        self._parties[key] = []
        tree = self.tree
        if word in self.mention_at:
            found = [word]
        elif tree.low[word] in _PERSONAL and tree.upos[word] == "PRON":
            found = [] if tree.low[word] == "it" and not actor and depth else [word]
        else:
            inner = self._drill(word, actor=actor, depth=depth) if depth < 3 else []
            if self._is_person(word) and not (inner and tree.lemmas[word] in _PARTITIVE):
                found = [word]
            elif inner:
                found = inner
            elif tree.upos[word] == "PROPN" and depth == 0 and not tree.has_preposition(word, "in"):
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
            and lemma not in self.frames.classes["thing"]
        )

    def _drill(self, word: int, *, actor: bool, depth: int) -> list[int]:
        tree = self.tree
        if depth == 0 and tree.upos[word] == "NOUN":
            match = self.match(word)
            if match is not None and match.type != NONE and match.own_actor:
                return match.actors
        appositions = [k for k in tree.kids[word] if tree.relations[k] == "appos"]
        for group in (appositions, tree.possessors(word), [k for k in tree.modifiers(word) if k in self.mention_at]):
            found = [p for k in group for p in self._parties_of(k, actor=actor, depth=depth + 1)]
            if found:
                return found
        for preposition in _DRILL_ACTOR if actor else _DRILL_RECIPIENT:
            for kid in tree.kids[word]:
                if tree.relations[kid] in ("nmod", "obl") and tree.has_preposition(kid, preposition):
                    found = self._parties_of(kid, actor=actor, depth=depth + 1)
                    if found:
                        return found
        for kid in tree.kids[word]:
            if tree.relations[kid] == "acl" and tree.upos[kid] == "VERB":
                agents = [a for a in tree.arguments(kid).subject if a != word]
                found = [p for a in agents for p in self._parties_of(a, actor=actor, depth=depth + 1)]
                if found:
                    return found
        return []

    def _parties_of(self, word: int, *, actor: bool, depth: int = 0) -> list[int]:
        found: list[int] = []
        for conjunct in self.tree.conjuncts(word):
            for party in self._party_of(conjunct, actor=actor, depth=depth):
                if party not in found:
                    found.append(party)
        return found

    def _first_filled(self, slots: Iterable[str], word: int, pos: str, *, actor: bool) -> tuple[list[int], str]:
        for slot in slots:
            heads = self._slot(slot, word, pos)
            found: list[int] = []
            for head in heads:
                found += [p for p in self._parties_of(head, actor=actor) if p not in found]
            if found:
                return found, slot
        return [], ""

    # ------------------------------------------------------------ filling

    def _fill(self, frame: Frame, word: int) -> _Match:
        match = _Match(frame=frame, word=word, words=[word])
        tree = self.tree
        if frame.particle:
            match.words += [k for k in tree.kids[word] if tree.low[k] == frame.particle and k > word]
        if frame.type == NONE:
            self._absorb(match)
            return match
        actors, slot = self._first_filled(frame.actor, word, frame.pos, actor=True)
        recipients, _ = self._first_filled(
            (s for s in frame.recipient if s != "both"), word, frame.pos, actor=False
        )
        if frame.pos == "n":
            match.own_actor = slot in ("poss", "by", "mod", "from", "between", "of", "with") and not all(
                tree.low[a] in ("his", "her", "its", "their", "our", "my", "your") for a in actors
            )
            if slot == "poss" and not recipients and "poss" in frame.recipient and self._suffers(word):
                actors, recipients = [], actors
            if not recipients:
                recipients = self._received(word)
        recipients = [r for r in recipients if r not in actors]
        if "both" in frame.recipient and not recipients and self._plural(actors):
            recipients = list(actors)
        if frame.actor[:1] == ("between",) and slot == "between":
            recipients = list(actors)
        match.actors, match.recipients = actors, recipients
        self._absorb(match)
        table = _NOUN_FACTOR if frame.pos == "n" else _PARTIES_FACTOR
        match.score = frame.weight * table[(bool(actors), bool(recipients))]
        return match

    def _suffers(self, noun: int) -> bool:
        """Whether a possessor is the one it was done to: "the envoy's expulsion", with nothing else it was done to."""
        return not any(self._noun_slot(slot, noun) for slot in ("of", "on", "against"))

    def _received(self, noun: int) -> list[int]:
        """The subject of a verb such as "suffer" or "face"."""
        found: list[int] = []
        for verb, role in self._support(noun):
            if role == "recipient":
                for head in self.tree.arguments(verb).subject:
                    found += self._parties_of(head, actor=False)
        return found

    def _plural(self, parties: list[int]) -> bool:
        if len(parties) > 1:
            return True
        return any(
            "Number=Plur" in self.sentence.feats[p] or self.tree.lemmas[p] in ("side", "party", "pair")
            or (self.tree.upos[p] == "NOUN" and self.tree.low[p] != self.tree.lemmas[p])
            for p in parties
        )

    def _absorb(self, match: _Match) -> None:
        """Note the words whose own acts are part of this one."""
        frame, word = match.frame, match.word
        for condition in frame.conditions:
            if condition.negated or condition.slot in ("subj", "mod", "case", "poss", "word", "has"):
                continue
            if condition.slot == "comp":
                if frame.type == NONE:
                    continue
                for clause in self.tree.complements(word):
                    self._absorb_clause(match, clause)
            elif condition.words is not None and condition.slot not in ("gov",):
                for head in self._fillers(condition.slot, word, frame.pos):
                    if self._is(head, condition.words):
                        self._absorb_noun(match, head)
                        if condition.slot == "obj" and "party" not in condition.words:
                            match.words.append(head)
        if frame.pos == "v" and frame.type != NONE:
            for head in self.tree.arguments(word).object:
                inner = self.match(head) if self.tree.upos[head] == "NOUN" else None
                if inner is not None and inner.type == frame.type:
                    self._absorb_noun(match, head)

    def _absorb_noun(self, match: _Match, noun: int) -> None:
        inner = self.match(noun)
        if inner is not None and not (inner.own_actor and inner.type != match.type):
            match.absorbs.add(noun)
            match.absorbs |= inner.absorbs

    def _absorb_clause(self, match: _Match, clause: int, depth: int = 0) -> None:
        match.absorbs.add(clause)
        tree = self.tree
        inner = self.match(clause)
        if inner is not None:
            match.absorbs |= inner.absorbs
        for kid in tree.kids[clause]:
            relation = tree.relations[kid]
            if relation in ("conj", "xcomp") and depth < 4:
                self._absorb_clause(match, kid, depth + 1)
            elif relation in ("obj", "obl", "nsubj") and tree.upos[kid] == "NOUN":
                self._absorb_noun(match, kid)

    # ------------------------------------------------------------ mode and path

    def _mode(self, match: _Match) -> str | None:
        frame = match.frame
        if frame.mode:
            return frame.mode
        tree = self.tree
        inner: str | None = None
        for clause in tree.complements(match.word):
            found = self._deep_match(clause)
            inner = found.type if found else None
            if inner:
                break
        mode = _COMPLEMENT_MODES.get(match.type, {}).get(inner or "")
        if mode:
            return mode
        cues = self.frames.modes.get(match.type)
        if not cues:
            return None
        top = match.word
        if frame.pos == "n" and tree.heads[top] >= 0 and tree.relations[top] in _COUNTED:
            top = tree.heads[top]
        words = {tree.lemmas[i] for i in self._clause(top)} | {tree.low[i] for i in self._clause(top)}
        for mode, listed in cues:
            if not words.isdisjoint(listed):
                return mode
        return None

    def _clause(self, top: int) -> list[int]:
        """Words below a predicate, not going into clauses of their own."""
        tree = self.tree
        found, todo = [top], [top]
        while todo:
            for kid in tree.kids[todo.pop()]:
                if tree.relations[kid] not in ("parataxis", "advcl", "conj") or tree.upos[kid] not in ("VERB", "AUX"):
                    found.append(kid)
                    todo.append(kid)
        return found

    def _path(self, match: _Match) -> str:
        words = self.sentence.words
        parts = [f"{self._route(match.word, a)} {words[a]} (actor)" for a in match.actors]
        parts += [f"{self._route(match.word, r)} {words[r]} (recipient)" for r in match.recipients]
        return f"{words[match.word]}: " + "; ".join(parts) if parts else words[match.word]

    def _route(self, start: int, end: int) -> str:
        """The relations from one word to another: ``^xcomp`` goes up, ``nsubj`` goes down."""
        tree = self.tree
        above: dict[int, list[str]] = {start: []}
        word, steps = start, []
        while tree.heads[word] >= 0 and len(above) <= len(tree.heads):
            steps = [*steps, "^" + tree.full[word]]
            word = tree.heads[word]
            above[word] = steps
        down: list[str] = []
        word = end
        while word not in above and tree.heads[word] >= 0 and len(down) <= len(tree.heads):
            down.insert(0, tree.full[word])
            word = tree.heads[word]
        return " ".join([*above.get(word, []), *down]) or "itself"


_COMPLEMENT_MODES: dict[str, dict[str, str]] = {
    "REQUEST": {
        "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "CONCEDE": "yield",
        "RETREAT": "yield", "AGREE": "change", "SANCTION": "change", "COERCE": "change", "ASSAULT": "change",
        "REJECT": "change", "ACCUSE": "change",
    },
    "REJECT": {
        "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "CONCEDE": "yield",
        "RETREAT": "yield", "AGREE": "change", "ASSAULT": "accusation", "ACCUSE": "change",
    },
    "THREATEN": {
        "ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "restrict", "PROTEST": "restrict",
        "COERCE": "restrict", "REJECT": "relations",
    },
}  # fmt: skip
