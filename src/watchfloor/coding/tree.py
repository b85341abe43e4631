"""What stands in which place of a UD tree: deep subjects and objects, whatever the surface order.

A `Tree` looks at one sentence once. Passives, by-phrases, relative clauses, shared subjects and objects of
coordination, control and raising, and reduced participles are undone here, so that whoever matches on it asks for
"the one who does it" and "the one it is done to".
"""

from __future__ import annotations

from collections.abc import Iterator

from watchfloor.knowledge.frame_tables import FrameSet
from watchfloor.records import Sentence

__all__ = ["CLAUSE_MARKERS", "PARTICLES", "Arguments", "Tree"]

# They open a clause with a time and place of its own.
CLAUSE_MARKERS = frozenset(
    ["after", "before", "since", "if", "until", "because", "although", "though", "as", "when", "while"]
)

PARTICLES = frozenset({
    "up", "down", "out", "off", "in", "on", "over", "away", "back", "through", "together", "apart",
    "aside", "around", "round", "along", "forward", "ahead", "by", "under", "behind", "across", "forth",
})  # fmt: skip
_HUNG = frozenset({"mark", "case", "compound", "advmod", "obl", "dep"})
_ABOUT = frozenset({"about", "around", "over", "up to", "nearly", "between", "than"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s'"})
_POSSESSIVE_PRONOUNS = frozenset({"my", "your", "his", "her", "its", "our", "their", "whose"})
_INFLECTED = frozenset({"VERB", "NOUN", "AUX", "ADJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
# Verbs whose subject, not object, does what the infinitive says although they take an object.
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "use", "take", "spend", "swear"})
# Verbs whose infinitive parsers like to call an adverbial.
_OBJECT_CONTROL = frozenset({"urge", "order", "ask", "tell", "force", "press", "push", "want", "beg"})
# Verbs whose object does what the bare infinitive behind it says: "saw men set fire".
_PERCEPTION = frozenset({"see", "watch", "hear", "notice", "observe", "let", "make", "have", "help"})
# Verbs that hand the infinitive's subject to a prepositional phrase: "called on X to leave".
_OBLIQUE_CONTROL = {
    "call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "lean": ("on",), "rely": ("on",),
    "prevail": ("on", "upon"), "signal": ("to",), "press": ("on",), "look": ("to",), "wait": ("for",),
    "vote": ("for",), "push": ("for",), "shout": ("at",), "implore": ("to",), "depend": ("on",),
    "agitate": ("for",), "ask": ("for",), "urge": ("on",), "campaign": ("for",), "lobby": ("for",),
}  # fmt: skip


def _without_loops(heads: list[int]) -> list[int]:
    """The heads, with words that hang on themselves over others cut loose: a foreign parser may give such trees."""
    safe = list(heads)
    checked = [False] * len(safe)
    for start in range(len(safe)):
        path: set[int] = set()
        word = start
        while word >= 0 and not checked[word]:
            if word in path:
                safe[word] = -1
                break
            path.add(word)
            word = safe[word]
            if word >= len(safe):
                break
        for word in path:
            checked[word] = True
    return safe


def _mended(lemma: str, word: str, frames: FrameSet) -> str:
    """The lemma, or the base form of the word when only that is in the vocabulary."""
    for base in (frames.irregular.get(word, lemma), lemma + "e", *_bases(word)):
        if base in frames.vocabulary:
            return base
    return lemma


def _bases(word: str) -> Iterator[str]:
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"


class Arguments:
    """The deep arguments of a verb, each a list of word indexes.

    Attributes:
        subject: who does it (the by-phrase of a passive).
        object: to whom or what it is done (the subject of a passive).
        indirect: the receiver without preposition ("gave X aid", "X was given aid").
        oblique: everything with a preposition.
        passive: whether the clause is passive.
    """

    __slots__ = ("indirect", "object", "oblique", "passive", "subject")

    def __init__(self) -> None:
        self.subject: list[int] = []
        self.object: list[int] = []
        self.indirect: list[int] = []
        self.oblique: list[int] = []
        self.passive = False


class Tree:
    """A sentence's tree with children, prepositions and deep arguments looked up once."""

    __slots__ = (
        "_arguments",
        "_prepositions",
        "_subjects",
        "full",
        "heads",
        "kids",
        "lemmas",
        "low",
        "persons",
        "relations",
        "sentence",
        "times",
        "upos",
    )  # fmt: skip

    def __init__(self, sentence: Sentence, frames: FrameSet) -> None:
        """Look at a sentence.

        Args:
            sentence: with its tree.
            frames: whose words matter; a lemma that none of them uses is mended when that makes it one of theirs
                (a parser may give "massacr" for "massacred").
        """
        vocabulary, self.times = frames.vocabulary, frames.classes["time"]
        self.persons = frames.classes["person"]
        self.sentence = sentence
        self.heads = _without_loops(sentence.heads)
        self.upos = sentence.upos
        self.low = [word.lower() for word in sentence.words]
        self.lemmas = [
            lemma if lemma in vocabulary or upos not in _INFLECTED else _mended(lemma, word, frames)
            for lemma, word, upos in zip(
                [lemma.lower() for lemma in sentence.lemmas], self.low, sentence.upos, strict=True
            )
        ]
        self.full = sentence.deprels
        self.relations = [relation.partition(":")[0] for relation in sentence.deprels]
        kids: list[list[int]] = [[] for _ in sentence.heads]
        for index, head in enumerate(self.heads):
            if head >= 0:
                kids[head].append(index)
        self.kids = kids
        self._prepositions: dict[int, str] = {}
        self._arguments: dict[int, Arguments] = {}
        self._subjects: dict[int, list[int]] = {}
        self._mend()

    def _mend(self) -> None:
        """Undo what parsers often get wrong: a preposition hung on the verb, an object with one, two subjects."""
        relations, heads, upos = self.relations, self.heads, self.upos
        for index, relation in enumerate(relations):
            head = heads[index]
            if head < 0 or upos[head] != "VERB":
                continue
            if index > head and upos[index] in ("ADP", "SCONJ", "PART") and relation in _HUNG:
                self._rehang(index, head)
            elif relation == "obj" and upos[index] in _NOMINAL:
                if self.preposition(index) and self.preposition(index) not in _ABOUT:
                    relations[index] = "obl"
            elif (
                relation == "nsubj"
                and index > head
                and upos[index] in ("NOUN", "PROPN")
                and any(relations[k] == "nsubj" and k < head for k in self.kids[head])
            ):
                relations[index] = "obj"

    def _rehang(self, preposition: int, verb: int) -> None:
        particle = self.low[preposition] in PARTICLES and self.relations[preposition] in (
            "compound",
            "advmod",
        )
        if particle and not any(self.relations[k] == "obj" and k < preposition for k in self.kids[verb]):
            return  # "called off talks" is no "off talks"
        for index in self.kids[verb]:
            if index <= preposition:
                continue
            inside = range(preposition + 1, index + 1)
            if (
                self.upos[index] in _NOMINAL
                and self.relations[index] in ("obj", "obl", "nsubj", "iobj", "ccomp")
                and all(self.heads[word] in inside for word in inside[:-1])
                and not any(self.relations[k] == "case" for k in self.kids[index])
            ):
                self._prepositions[index] = self.low[preposition]
                self.relations[index] = "obl"
            return

    # ------------------------------------------------------------ nominals

    def preposition(self, index: int) -> str:
        """The preposition of a nominal or the marker of a clause ("out of", "from"), empty when it has none."""
        known = self._prepositions.get(index)
        if known is None:
            parts: list[int] = []
            for kid in self.kids[index]:
                if self.relations[kid] in ("case", "mark") and kid < index:
                    parts.append(kid)
                    parts.extend(k for k in self.kids[kid] if self.relations[k] == "fixed")
            known = " ".join(self.low[part] for part in sorted(parts))
            self._prepositions[index] = known
        return known

    def has_preposition(self, index: int, wanted: str) -> bool:
        """Whether a nominal stands behind ``wanted``; "out of" also counts as "of" and as "out"."""
        found = self.preposition(index)
        return found == wanted or (
            " " in found and (found.endswith(" " + wanted) or found.startswith(wanted + " "))
        )

    def is_possessive(self, index: int) -> bool:
        """Whether a word is a possessor: "Kenya" in "Kenya's expulsion", "their"."""
        if self.low[index] in _POSSESSIVE_PRONOUNS:
            return True
        return any(self.relations[k] == "case" and self.low[k] in _POSSESSIVE for k in self.kids[index])

    def possessors(self, index: int) -> list[int]:
        """Words that own a noun."""
        return [
            k
            for k in self.kids[index]
            if k < index and self.relations[k] in ("nmod", "det") and self.is_possessive(k)
        ]

    def modifiers(self, index: int) -> list[int]:
        """Adjectives and nouns that stand before a noun without a preposition."""
        return [
            k
            for k in self.kids[index]
            if self.relations[k] in ("amod", "compound", "flat")
            or (
                self.relations[k] in ("nmod", "nummod")
                and not self.preposition(k)
                and not self.is_possessive(k)
            )
        ]

    def conjuncts(self, index: int) -> list[int]:
        """A nominal and those coordinated with it, in order."""
        found = [index]
        for kid in self.kids[index]:
            if self.relations[kid] == "conj" and self.upos[kid] in _NOMINAL:
                found.extend(self.conjuncts(kid))
        return found

    # ------------------------------------------------------------ verbs

    def particles(self, index: int) -> set[str]:
        """Particles of a verb: "off" in "call off", "out" in "pull out of"."""
        found: set[str] = set()
        for kid in self.kids[index]:
            low, relation = self.low[kid], self.relations[kid]
            if low in PARTICLES:
                if relation in ("compound", "advmod", "dep") or (
                    kid > index and relation in ("obl", "mark", "case")
                ):
                    found.add(low)
            elif relation == "obl" and kid > index and self.upos[kid] != "NUM":
                first = self.preposition(kid).partition(" ")[0]
                if first in PARTICLES:
                    found.add(first)
        return found

    def infinitive(self, index: int) -> bool:
        """Whether a verb is marked with "to"."""
        return any(self.low[k] == "to" and self.relations[k] in ("mark", "aux") for k in self.kids[index])

    def is_gerund(self, index: int) -> bool:
        """Whether a verb ends in -ing."""
        return self.low[index].endswith("ing") and self.lemmas[index] != self.low[index]

    def is_participle(self, index: int) -> bool:
        """Whether a verb form can be a past participle."""
        feats = self.sentence.feats[index] if self.sentence.feats else "_"
        if "VerbForm=Part" in feats:
            return "Tense=Pres" not in feats
        if "VerbForm=Fin" in feats or "VerbForm=Inf" in feats or "VerbForm=Ger" in feats:
            return False
        low = self.low[index]
        return (
            low != self.lemmas[index]
            and low.endswith(("ed", "en", "n", "t", "d", "k", "g", "e"))
            and (not low.endswith("ing"))
        )

    def _relative_pronoun(self, verb: int) -> int | None:
        for kid in self.kids[verb]:
            if (
                kid < verb
                and self.low[kid] in _RELATIVE
                and self.upos[kid] in ("PRON", "DET", "SCONJ")
                and self.relations[kid] in ("nsubj", "obj", "iobj", "obl", "nmod")
            ):
                return kid
        return None

    def antecedent(self, index: int) -> int | None:
        """The noun that a relative pronoun stands for, None for other words."""
        if self.low[index] not in _RELATIVE or self.upos[index] not in ("PRON", "DET"):
            return None
        verb = self.heads[index]
        while verb >= 0 and self.relations[verb] in ("conj", "xcomp", "ccomp"):
            verb = self.heads[verb]
        if verb >= 0 and self.relations[verb] == "acl":
            return self.heads[verb]
        before = index - 1
        while before >= 0 and self.upos[before] == "PUNCT":
            before -= 1
        if before < 0 or self.upos[before] not in ("NOUN", "PROPN") or self.low[index] == "that":
            return None
        while (
            self.relations[before] in ("flat", "compound", "nmod")
            and self.heads[before] >= 0
            and (self.upos[self.heads[before]] in ("NOUN", "PROPN") and self.relations[before] != "nmod")
        ):
            before = self.heads[before]
        return before

    def _passive(self, verb: int) -> bool:
        full, relations = self.full, self.relations
        has_auxiliary = False
        for kid in self.kids[verb]:
            relation = full[kid]
            if relation in ("nsubj:pass", "aux:pass", "obl:agent"):
                return True
            if relations[kid] == "aux":
                has_auxiliary = True
                if self.lemmas[kid] in ("be", "get") and not self.is_gerund(verb):
                    return True
        if has_auxiliary or self.is_gerund(verb) or self.infinitive(verb) or not self.is_participle(verb):
            return False
        relation = relations[verb]
        subject = any(relations[k] == "nsubj" for k in self.kids[verb])
        if relation in ("acl", "amod"):
            return not subject
        if relation in ("advcl", "xcomp"):
            return not subject and not any(relations[k] == "obj" for k in self.kids[verb])
        if relation == "conj" and not subject and not any(relations[k] == "obj" for k in self.kids[verb]):
            return self.arguments(self.heads[verb]).passive
        return False

    def surface_subject(self, verb: int) -> list[int]:
        """The grammatical subject of a predicate, its own or the one that it shares with the word above."""
        known = self._subjects.get(verb)
        if known is None:
            self._subjects[verb] = []  # a loop of sharing finds nothing
            known = self._find_subject(verb)
            self._subjects[verb] = known
        return known

    def _find_subject(self, verb: int) -> list[int]:
        own = [k for k in self.kids[verb] if self.relations[k] == "nsubj"]
        if own and all(self.lemmas[k] in self.times for k in own):  # "Israel Friday closed the border"
            own = [m for k in own for m in self.modifiers(k) if self.upos[m] in _NOMINAL]
        if own:
            found = [self._resolve(k) for k in own if k < verb] or [self._resolve(own[0])]
            return found[-1:]
        above = self.heads[verb]
        if above < 0:
            return []
        relation = self.relations[verb]
        if relation == "xcomp":
            return self._controller(above)
        if relation in ("conj", "ccomp"):
            if self.upos[above] in _NOMINAL and not any(
                self.relations[k] in ("nsubj", "cop") for k in self.kids[above]
            ):
                return []
            if relation == "ccomp":
                marks = [k for k in self.kids[verb] if self.relations[k] == "mark"]
                between = [
                    k
                    for k in self.kids[above]
                    if self.relations[k] in ("obj", "iobj") and marks and marks[0] < k < verb
                ]
                if between:
                    return between
                if not marks and self.lemmas[above] in _PERCEPTION:
                    seen = [k for k in self.kids[above] if self.relations[k] == "obj" and above < k < verb]
                    if seen:
                        return [self._resolve(seen[0])]
            return self.surface_subject(above)
        if relation == "advcl":
            if self.infinitive(verb) and self.lemmas[above] in _OBLIQUE_CONTROL:
                return self._controller(above)
            if (
                self.infinitive(verb)
                and self.lemmas[above] in _OBJECT_CONTROL
                and any(self.relations[k] == "obj" for k in self.kids[above])
            ):
                return self._controller(above)
            return self.surface_subject(above)
        if relation == "acl" or (relation == "amod" and verb > above):
            return self._subject_of_noun_clause(verb, above)
        return []

    def _subject_of_noun_clause(self, verb: int, noun: int) -> list[int]:
        if not self.infinitive(verb):
            return [noun]
        owners = self.possessors(noun)
        if owners:
            return owners
        target = [
            k for k in self.kids[noun] if self.relations[k] == "nmod" and self.preposition(k) in ("for", "on")
        ]
        if target:
            return target
        makers = [
            k for k in self.kids[noun] if self.relations[k] == "nmod" and self.preposition(k) in ("by", "of")
        ]
        if makers:
            return makers
        above = self.heads[noun]
        if above >= 0 and self.relations[noun] in ("obj", "obl", "xcomp"):
            return self.surface_subject(above)
        if self.upos[noun] not in ("NOUN",) or any(
            self.relations[k] in ("cop", "nsubj") for k in self.kids[noun]
        ):
            return self.surface_subject(noun)
        return []

    def _controller(self, above: int) -> list[int]:
        lemma = self.lemmas[above]
        prepositions = _OBLIQUE_CONTROL.get(lemma)
        if prepositions:
            for kid in self.kids[above]:
                if self.relations[kid] in ("obl", "nmod") and self.preposition(kid) in prepositions:
                    return [kid]
        if lemma not in _SUBJECT_CONTROL:
            objects = [k for k in self.kids[above] if self.relations[k] in ("obj", "iobj")]
            if objects:
                return [self._resolve(objects[0])]
        return self.surface_subject(above)

    def _resolve(self, index: int) -> int:
        antecedent = self.antecedent(index)
        return index if antecedent is None else antecedent

    def arguments(self, verb: int) -> Arguments:
        """The deep arguments of a verb."""
        known = self._arguments.get(verb)
        if known is None:
            known = self._arguments[verb] = Arguments()
            self._fill(verb, known)
        return known

    def _fill(self, verb: int, found: Arguments) -> None:
        kids, relations = self.kids[verb], self.relations
        found.passive = self._passive(verb)
        for kid in kids:
            relation = relations[kid]
            if relation == "obj":
                found.object.append(self._resolve(kid))
            elif relation == "iobj":
                found.indirect.append(self._resolve(kid))
            elif relation in ("obl", "nmod"):
                found.oblique.append(kid)
        if len(found.object) > 1 and not found.indirect:
            found.indirect = found.object[:1]
        if not found.object:
            found.object = [k for k in found.oblique if self._is_bare_object(k, verb)][:1]
        surface = self.surface_subject(verb)
        if found.passive:
            agents = [k for k in found.oblique if self._is_agent(k)]
            found.subject = agents
            if found.object:
                found.indirect = found.indirect or surface
            else:
                found.object = surface
        else:
            found.subject = surface
        above, relation = self.heads[verb], relations[verb]
        if above < 0:
            return
        if (
            relation == "acl"
            and not found.passive
            and not found.object
            and self._lacks_object(verb, above, found)
        ):
            found.object = [above]
        if relation == "conj":
            self._share(verb, above, found)
        elif not found.object and not found.passive:
            self._object_of_next(verb, found)

    def _is_agent(self, noun: int) -> bool:
        """Whether an oblique of a passive is who does it; a parser may say so of what stands behind "among them"."""
        if self.full[noun] == "obl:agent":
            return "among" not in self.low[max(0, noun - 5) : noun]
        return self.preposition(noun) == "by"

    def _is_bare_object(self, noun: int, verb: int) -> bool:
        """A noun without preposition behind its verb that a parser took for an adverbial."""
        return (
            noun > verb
            and self.upos[noun] in ("NOUN", "PROPN")
            and self.relations[noun] == "obl"
            and self.lemmas[noun] not in self.times
            and not self.preposition(noun)
        )

    def _lacks_object(self, verb: int, noun: int, found: Arguments) -> bool:
        """Whether a relative clause misses its object: "the man (whom) police arrested"."""
        if not found.subject or found.subject == [noun] or self.infinitive(verb):
            return False
        pronoun = self._relative_pronoun(verb)
        return pronoun is None or self.relations[pronoun] in ("obj", "iobj")

    def _share(self, verb: int, above: int, found: Arguments) -> None:
        """Objects and obliques behind the last of several coordinated verbs belong to all of them."""
        if self.upos[above] not in ("VERB", "AUX"):
            return
        first = self.arguments(above)
        if not found.object and not found.passive:
            found.object = [k for k in first.object if k > verb]
        if found.passive and not found.subject:
            found.subject = [k for k in first.subject if k > verb]
        found.oblique.extend(k for k in first.oblique if k > verb and k not in found.oblique)

    def _object_of_next(self, verb: int, found: Arguments) -> None:
        """ "attacked and looted the village": parsers often hang the object on the second verb."""
        for kid in self.kids[verb]:
            if self.relations[kid] == "conj" and self.upos[kid] == "VERB" and kid - verb <= 3:
                if not any(self.relations[k] == "nsubj" for k in self.kids[kid]):
                    found.object = [self._resolve(k) for k in self.kids[kid] if self.relations[k] == "obj"]
                return

    def complements(self, index: int) -> list[int]:
        """Clauses that a verb, noun or adjective takes: infinitives, that-clauses, gerunds, and those coordinated."""
        found: list[int] = []
        for kid in self.kids[index]:
            relation = self.relations[kid]
            if relation in ("xcomp", "ccomp", "csubj") or (relation == "acl" and self._is_content(kid)):
                found.append(kid)
            elif relation == "advcl":
                marker = self.preposition(kid)
                if (
                    marker in ("to", "that", "of", "from", "against", "for", "by", "with", "on", "over")
                    and kid > index
                ):
                    found.append(kid)
        return found

    def _is_content(self, clause: int) -> bool:
        if self.infinitive(clause):
            return True
        return self.preposition(clause).startswith(("that", "of")) and self._relative_pronoun(clause) is None
