"""Acts: who does what to whom, read off a sentence's tree with frames.

A frame names a word, the company that it must stand in, the act it then says and where actor and recipient are to
be looked for. `find_acts` undoes passives, relative clauses, coordination, control and nominalisation (with
`watchfloor.coding.tree`), so that a frame is written once for all of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from watchfloor.coding.slots import COUNTED, Match, SlotReader
from watchfloor.knowledge.frame_tables import NOTHING, Condition, Frame, FrameSet, load_frames
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.records import Sentence

__all__ = ["MUTUAL", "Act", "ActReader", "Party", "find_acts", "find_contexts", "mentions_of"]

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""What parties do with each other: both are actors and recipients."""

THRESHOLD = 0.45
"""Acts that score less are not told: mostly event nouns with neither actor nor recipient."""

_DUTIES = frozenset({"must", "should", "ought"})
_PARTIES_FACTOR = {(True, True): 1.0, (True, False): 0.85, (False, True): 0.8, (False, False): 0.4}
_NOUN_FACTOR = {(True, True): 1.0, (True, False): 0.75, (False, True): 0.75, (False, False): 0.3}


class Party(Protocol):
    """What is asked of a mention: words ``first`` to ``last`` (exclusive) and the head word among them."""

    @property
    def first(self) -> int:
        """Its first word."""

    @property
    def last(self) -> int:
        """The word behind its last one."""

    @property
    def head(self) -> int:
        """The word that carries it in the tree."""


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
        inner: types of the acts that are part of this one ("refused to *resign*"), which are not told by themselves.
        by_negation: a refusal made by "not" ("will *not* accept"), which does not deny it.
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
    inner: frozenset[str] = frozenset()
    by_negation: bool = False


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
    return ActReader(sentence, mentions, frames).acts(threshold)


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


class ActReader(SlotReader, Generic[M]):
    """One sentence with its mentions, read with one set of frames; arguments as of `find_acts`."""

    def __init__(self, sentence: Sentence, mentions: Sequence[M], frames: FrameSet | None = None) -> None:
        self.mention_at = _mention_at(mentions)
        super().__init__(sentence, self.mention_at, frames or load_frames())
        self.sentence = sentence
        self._matches: dict[int, Match | None] = {}

    # ------------------------------------------------------------ all acts

    def acts(self, threshold: float = THRESHOLD) -> list[Act[M]]:
        """What `find_acts` gives."""
        return [self._act(match) for match in self._read(threshold)] if self.sentence.words else []

    def idle(self) -> set[int]:
        """Words that are no act here, whatever they look like: "run out of", "took effect"."""
        matches = [self.match(word) for word in range(len(self.sentence))]
        return {word for m in matches if m is not None and m.type == NOTHING for word in m.words}

    def _read(self, threshold: float) -> list[Match]:
        tree, frames = self.tree, self.frames
        found: list[Match] = []
        for word, lemma in enumerate(tree.lemmas):
            if lemma in frames.verbs or lemma in frames.nouns or lemma in frames.adjectives:
                match = self.match(word)
                if match is not None:
                    found.append(match)
        absorbed: set[int] = set()
        for match in found:
            if not match.frame.is_act or match.score >= threshold:
                absorbed |= match.absorbs
        return [m for m in found if m.frame.is_act and m.score >= threshold and m.word not in absorbed]

    def _act(self, match: Match) -> Act[M]:
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
            inner=self._inner(match),
        )

    def _inner(self, match: Match) -> frozenset[str]:
        found = (self.match(word) for word in match.absorbs)
        return frozenset(m.type for m in found if m is not None and m.frame.is_act and m.type != match.type)

    # ------------------------------------------------------------ one word

    def match(self, word: int) -> Match | None:
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

    def _match(self, word: int) -> Match | None:
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
            heads = self.fillers(slot, word, pos)
            held = (
                bool(heads)
                if condition.words is None
                else any(self.is_one_of(h, condition.words) for h in heads)
            )
        return held != condition.negated

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
            if (
                "that" in wanted
                and tree.relations[clause] in ("ccomp", "acl")
                and not tree.infinitive(clause)
            ):
                return True
            if "must" in wanted and self._is_duty(clause):
                return True
            match = self.deep_match(clause)
            if match is not None and match.frame.is_act:
                conflict = ontology.is_conflict(match.type)
                if match.type in wanted or ("conflict" if conflict else "coop") in wanted:
                    return True
        return False

    def _is_duty(self, clause: int) -> bool:
        """ "said that Chad must leave": somebody else than the speaker is told what to do."""
        tree = self.tree
        duties = [k for k in tree.kids[clause] if tree.low[k] in _DUTIES]
        # "Should X attack, diplomats say": the subject stands behind the verb of a condition.
        return bool(duties) and any(
            tree.relations[k] == "nsubj" and self.is_party(k) and tree.upos[k] != "PRON" and k < duties[0]
            for k in tree.kids[clause]
        )

    # ------------------------------------------------------------ filling

    def _fill(self, frame: Frame, word: int) -> Match:
        match = Match(frame=frame, word=word, words=[word])
        tree = self.tree
        if frame.particle:
            match.words += [k for k in tree.kids[word] if tree.low[k] == frame.particle and k > word]
        if not frame.is_act:
            self._absorb(match)
            return match
        actors, slot = self.first_filled(frame.actor, word, frame.pos, actor=True)
        recipients, _ = self.first_filled(
            (s for s in frame.recipient if s != "both"), word, frame.pos, actor=False
        )
        if frame.pos == "n":
            match.own_actor = slot in ("poss", "by", "mod", "from", "between", "of", "with") and not all(
                tree.low[a] in ("his", "her", "its", "their", "our", "my", "your") for a in actors
            )
            if slot == "poss" and not recipients and "poss" in frame.recipient and self.suffers(word):
                actors, recipients = [], actors
            if not recipients:
                recipients = self.received(word)
        recipients = [r for r in recipients if r not in actors]
        if "both" in frame.recipient and not recipients and self.plural(actors):
            recipients = list(actors)
        if frame.actor[:1] == ("between",) and slot == "between":
            recipients = list(actors)
        match.actors, match.recipients = actors, recipients
        self._absorb(match)
        table = _NOUN_FACTOR if frame.pos == "n" else _PARTIES_FACTOR
        match.score = frame.weight * table[(bool(actors), bool(recipients))]
        return match

    def _absorb(self, match: Match) -> None:
        """Note the words whose own acts are part of this one."""
        frame, word = match.frame, match.word
        for condition in frame.conditions:
            if condition.negated or condition.slot in ("subj", "mod", "case", "poss", "word", "has"):
                continue
            if condition.slot == "comp":
                if not frame.is_act:
                    continue
                for clause in self.tree.complements(word):
                    self._absorb_clause(match, clause)
            elif condition.words is not None and condition.slot not in ("gov",):
                for head in self.fillers(condition.slot, word, frame.pos):
                    if self.is_one_of(head, condition.words):
                        self._absorb_noun(match, head)
                        if condition.slot == "obj" and "party" not in condition.words:
                            match.words.append(head)
        if frame.pos == "v" and frame.is_act:
            for head in self.tree.arguments(word).object:
                inner = self.match(head) if self.tree.upos[head] == "NOUN" else None
                if inner is not None and inner.type == frame.type:
                    self._absorb_noun(match, head)

    def _absorb_noun(self, match: Match, noun: int) -> None:
        inner = self.match(noun)
        if inner is not None and not (inner.own_actor and inner.type != match.type):
            match.absorbs.add(noun)
            match.absorbs |= inner.absorbs

    def _absorb_clause(self, match: Match, clause: int, depth: int = 0) -> None:
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

    def _mode(self, match: Match) -> str | None:
        frame = match.frame
        if frame.mode:
            return frame.mode
        tree = self.tree
        inner: str | None = None
        for clause in tree.complements(match.word):
            found = self.deep_match(clause)
            inner = found.type if found else None
            if inner:
                break
        mode = _COMPLEMENT_MODES.get(match.type, {}).get(inner or "")
        if mode:
            return mode
        top = match.word
        if frame.pos == "n" and tree.heads[top] >= 0 and tree.relations[top] in COUNTED:
            top = tree.heads[top]
        words = {form for i in self._clause(top) for form in (tree.lemmas[i], tree.low[i])}
        cues = self.frames.modes.get(match.type, [])
        return next((mode for mode, listed in cues if not words.isdisjoint(listed)), None)

    def _clause(self, top: int) -> list[int]:
        """Words below a predicate, not going into clauses of their own."""
        tree = self.tree
        found, todo = [top], [top]
        while todo:
            for kid in tree.kids[todo.pop()]:
                if tree.relations[kid] not in ("parataxis", "advcl", "conj") or tree.upos[kid] not in (
                    "VERB",
                    "AUX",
                ):
                    found.append(kid)
                    todo.append(kid)
        return found

    def _path(self, match: Match) -> str:
        words = self.sentence.words
        parts = [f"{self._route(match.word, a)} {words[a]} (actor)" for a in match.actors]
        parts += [f"{self._route(match.word, r)} {words[r]} (recipient)" for r in match.recipients]
        return f"{words[match.word]}: " + "; ".join(parts) if parts else words[match.word]

    def _route(self, start: int, end: int) -> str:
        """The relations from one word to another: ``^xcomp`` goes up, ``nsubj`` goes down."""
        tree = self.tree
        above: dict[int, list[str]] = {start: []}
        word = start
        steps: list[str] = []
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
