"""What the tree gives for a verb of saying or thinking: its group, its speaker and the words of its content."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.coding.clause_forms import is_gerund
from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.quotations import marks_of
from watchfloor.knowledge.cue_tables import Cue, CueTables
from watchfloor.records import Sentence

__all__ = ["IN_NAMES", "VerbParts"]

_QUOTES = frozenset("\"“”«»„'‘’")
_DOUBLE = frozenset('"“”«»„')
_WH = frozenset(["who", "whom", "whose", "which", "what", "when", "where", "why", "how", "whether", "if"])
_PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "it", "its"})
# Verbs above a cue that become part of it: "refused to say", "continued to insist".
_LEADING = frozenset(
    [
        "refuse",
        "decline",
        "continue",
        "go",
        "seem",
        "appear",
        "tend",
        "try",
        "begin",
        "start",
        "use",
        "want",
        "have",
        "fail",
        "need",
        "come",
        "be",
        "expect",
        "quote",
        "cite",
        "rush",
        "hasten",
        "dare",
        "bother",
        "proceed",
        "manage",
        "prefer",
        "seek",
    ]
)
# What the words of a name or a title may be, and how many of them.
IN_NAMES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "NUM", "PRON"})
_LONGEST_NAME = 12
_JOINING = frozenset({"and", "but", "while", "whereas"})
_NAMING = frozenset({"call", "dub", "label", "brand", "deem", "term", "name"})
_NO_CUE = Cue("", "states", "reported", frozenset())


class VerbParts:
    """Speaker and content of the cues of one sentence that are verbs.

    Args:
        sentence: with its tree.
        tables: of cues.
    """

    def __init__(self, sentence: Sentence, tables: CueTables) -> None:
        self.sentence = sentence
        self.tables = tables
        self.tree = cue_tree(sentence)
        # A second cue and the one whose source it shares.
        self.shared: dict[int, int] = {}
        # Words of sources that the tree tore off, by head.
        self.torn: dict[int, list[int]] = {}
        self._marks = list(marks_of(sentence.text))

    def _cue_of(self, word: int, pos: str) -> Cue | None:
        tree = self.tree
        if pos == "verb":
            for particle in tree.particles(word):
                cue = self.tables.cues.get((f"{tree.lemmas[word]} {particle}", pos))
                if cue is not None:
                    return cue
        return self.tables.cues.get((tree.lemmas[word], pos))

    def _leading(self, word: int) -> int:
        """The verb above a cue that belongs to it ("refused" in "refused to say"), -1 for none."""
        tree = self.tree
        above = tree.heads[word]
        if above < 0 or above > word or tree.lemmas[above] not in _LEADING:
            return -1
        if tree.relations[word] == "xcomp" and (tree.infinitive(word) or is_gerund(tree, word)):
            if any(tree.relations[k] == "obj" for k in tree.kids[above]):
                return -1
            return above
        if (
            tree.relations[word] == "advcl"
            and tree.lemmas[above] in ("quote", "cite")
            and tree.preposition(word) == "as"
        ):
            return above
        return -1

    def _verb_group(self, word: int, lead: int, extra: Iterable[int]) -> list[int]:
        """A verb with its auxiliaries, the adverbs among them, its particle and the preposition of its content."""
        tree = self.tree
        start = lead if lead >= 0 else word
        first = start
        for kid in sorted(tree.kids[start], reverse=True):
            if kid == first - 1 and tree.relations[kid] in ("aux", "advmod", "cc", "cop"):
                if tree.relations[kid] == "advmod" and (
                    tree.kids[kid] or tree.low[kid] in _WH or tree.low[kid] == "only"
                ):
                    break
                if tree.relations[kid] == "cc" and tree.low[kid] not in ("neither", "nor"):
                    continue
                first = kid
        last = word
        for kid in tree.kids[word]:
            if kid == last + 1 and tree.relations[kid] == "compound" and tree.upos[kid] == "ADP":
                last = kid
        group = set(range(first, last + 1)) | set(extra)
        return sorted(group)

    def _source_of_verb(self, word: int, lead: int, passive: bool) -> int:
        tree = self.tree
        if passive:
            if lead >= 0 and tree.lemmas[lead] not in ("quote", "cite"):
                lead = -1
            agents = list(tree.arguments(word).subject)
            return agents[0] if agents and lead < 0 else -1
        clause = lead if lead >= 0 else word
        own = [k for k in tree.kids[clause] if tree.relations[k] == "nsubj"]
        if own and all(tree.lemmas[k] in tree.times for k in own):  # "Moscow last week called"
            return next(iter(tree.surface_subject(clause)), -1)
        behind = [k for k in tree.kids[word] if tree.relations[k] in ("nsubj", "obj") and k > word]
        told = any(tree.relations[k] == "ccomp" and k < word for k in tree.kids[word])
        if behind and told and word > 0 and tree.low[word - 1] == ",":
            return behind[0]  # "That is a third of those sent, said the officials"
        if len(own) == 2 and own[1] < word and own[1] - own[0] == 1:  # "the state agency IRNA" torn in two
            self.torn[own[0]] = sorted(self._below(own[0]) | self._below(own[1]))
            return own[0]
        if not own and word in self.shared:
            return self._source_of_verb(self.shared[word], -1, False)
        if own:
            subject = own[-1] if len(own) > 1 and own[-1] < word else own[0]
            return -1 if tree.low[subject] == "it" and tree.relations[subject] == "expl" else subject
        if lead >= 0 and tree.lemmas[lead] in ("expect",) and tree.arguments(lead).passive:
            return tree.arguments(lead).object[0] if tree.arguments(lead).object else -1
        subjects = tree.surface_subject(word)
        return subjects[-1] if subjects else -1

    def _torn_source(self, word: int) -> int:
        """ "..., the state agency said": a subject that the tree hung on the clause before; its head, -1 for none."""
        tree = self.tree
        first = word
        while first > 0 and tree.low[first - 1] != "," and tree.upos[first - 1] in IN_NAMES:
            first -= 1
        run = range(first, word)
        if (
            not 0 < len(run) <= _LONGEST_NAME
            or first == 0
            or tree.relations[word] not in ("root", "parataxis", "ccomp")
        ):
            return -1
        nouns = [k for k in run if tree.upos[k] in ("NOUN", "PROPN", "PRON")]
        end = next((k for k in run if tree.upos[k] == "ADP" and k > run[0]), word)
        early = [k for k in nouns if k < end]
        return early[-1] if early else -1

    def _joined_source(self, word: int) -> int:
        """ "..., and Amal, an aid group, reported": a subject that the tree took for the clause before; its head, -1."""
        tree, low = self.tree, self.tree.low
        last = word - 1
        if last > 1 and low[last] == ",":  # the apposition
            last = (
                next((k for k in range(last - 1, max(last - _LONGEST_NAME, 1), -1) if low[k] == ","), 1) - 1
            )
        first = last + 1
        while first > 1 and tree.upos[first - 1] in IN_NAMES and low[first - 1] not in _WH:
            first -= 1
        if not 0 < last + 1 - first <= _LONGEST_NAME or tree.upos[first] == "ADP":
            return -1
        joined = low[first - 1] == ";" or (low[first - 1] in _JOINING and low[first - 2] == ",")
        end = next((k for k in range(first, last + 1) if tree.upos[k] == "ADP"), last + 1)
        nouns = [k for k in range(first, end) if tree.upos[k] in ("NOUN", "PROPN")]
        if not joined or not nouns or tree.lemmas[nouns[-1]] in tree.times:
            return -1
        behind = word - 1 if low[word - 1] == "," else word
        self.torn[nouns[-1]] = list(range(first, behind))
        return nouns[-1]

    def _torn_off(self, source: int) -> set[int]:
        """The words of a torn-off source: from the comma before it to its cue."""
        if source < 0:
            return set()
        tree = self.tree
        first, last = source, source
        while first > 0 and tree.low[first - 1] != ",":
            first -= 1
        while last + 1 < len(tree.low) and tree.upos[last + 1] in IN_NAMES:
            last += 1
        self.torn[source] = list(range(first, last + 1))
        return set(self.torn[source])

    def _source_behind(self, word: int) -> int:
        """ "..., said a diplomat who": a subject behind its cue that the tree did not hang on it; its head, -1 for none."""
        tree = self.tree
        if word == 0 or not (tree.low[word - 1] == "," or tree.low[word - 1][:1] in _QUOTES):
            return -1
        last = word + 1
        while last < len(tree.low) and tree.upos[last] in IN_NAMES - {"ADP"} and tree.low[last] not in _WH:
            last += 1
        nouns = [k for k in range(word + 1, last) if tree.upos[k] in ("NOUN", "PROPN", "PRON")]
        if not nouns or tree.lemmas[nouns[-1]] in tree.times:
            return -1
        self.torn[nouns[-1]] = list(range(word + 1, nouns[-1] + 1))
        return nouns[-1]

    def _objects(self, word: int) -> list[int]:
        return [k for k in self.tree.kids[word] if self.tree.relations[k] in ("obj", "iobj")]

    def _content(self, word: int, cue: Cue, passive: bool, extra: list[int]) -> set[int]:
        """Words of the content; ``extra`` is given the prepositions that belong to the cue."""
        tree, patterns = self.tree, cue.patterns
        clause = self._clausal(word, cue)
        if clause:
            return clause
        infinitive = next(
            (
                k
                for k in tree.kids[word]
                if tree.relations[k] in ("xcomp", "advcl", "ccomp") and k > word and tree.infinitive(k)
            ),
            -1,
        )
        objects = [
            k for k in self._objects(word) if k > word or tree.low[k] in ("what", "which", "that", "whom")
        ]
        if infinitive >= 0 and (patterns & {"to", "xobj", "told"}):
            return self._with_infinitive(word, infinitive, objects, patterns, passive, extra)
        if passive:
            return self._passive_content(word, cue, extra)
        if "obj" in patterns and not objects and tree.relations[word] == "acl":
            above = tree.heads[word]
            if tree.arguments(word).object == [above]:
                return self._below(above) - self._below(word)  # "a charge that Nairobi denies"
        gerund = next(
            (
                k
                for k in tree.kids[word]
                if tree.relations[k] in ("xcomp", "ccomp") and k > word and is_gerund(tree, k)
            ),
            -1,
        )
        if gerund >= 0 and "ing" in patterns:
            return self._below(gerund)
        joined = self._object_and_phrase(word, objects, patterns)
        if joined:
            return joined
        for preposition in (p[:-1] for p in patterns if p.endswith(":")):
            for kid in tree.kids[word]:
                if (
                    kid > word
                    and tree.relations[kid] in ("obl", "advcl")
                    and tree.preposition(kid) == preposition
                ):
                    if objects and preposition != "for" and "told" not in patterns:
                        continue
                    marker = [k for k in tree.kids[kid] if tree.relations[k] in ("case", "mark") and k < kid]
                    if marker and marker[0] == word + 1:
                        extra.extend(marker)
                    return self._below(kid) - set(marker)
        if objects and "obj" in patterns:
            predicate = next(
                (k for k in tree.kids[word] if tree.relations[k] == "xcomp" and k > objects[0]), -1
            )
            below = self._below(objects[-1])
            if predicate >= 0 and "xobj" in patterns:
                below |= self._below(predicate)
            return below
        if len(objects) > 1 and "xobj" in patterns:
            return self._below(objects[0]) | self._below(objects[1])
        if objects and "xobj" in patterns:
            predicate = next((k for k in tree.kids[word] if k > objects[0] and self._names(k, word)), -1)
            return self._below(objects[0]) | self._below(predicate) if predicate >= 0 else set()
        return set()

    def _names(self, kid: int, word: int) -> bool:
        """The second part of "called the speech | a gift", which trees hang on the verb in several ways."""
        tree = self.tree
        if tree.relations[kid] == "xcomp":
            return True
        bare = not tree.preposition(kid) and tree.lemmas[kid] not in tree.times
        return (
            bare and tree.lemmas[word] in _NAMING and tree.relations[kid] in ("obl", "dep", "appos", "ccomp")
        )

    def _clausal(self, word: int, cue: Cue) -> set[int]:
        """Finite clauses: complements, and the clause in which "he said" or "as he said" was put."""
        tree, patterns = self.tree, cue.patterns
        found: set[int] = set()
        for kid in tree.kids[word]:
            if tree.relations[kid] not in ("ccomp", "xcomp") or tree.infinitive(kid):
                if (
                    tree.relations[kid] in ("parataxis", "dep", "appos")
                    and kid > word
                    and "quote" in patterns
                ):
                    if self._introduced(word, kid):
                        found |= self._below(kid)
                continue
            if tree.relations[word] == "parataxis" and any(tree.relations[k] == "cc" for k in tree.kids[kid]):
                continue  # "..., he hinted, and no ship came": it goes on from the clause before
            if tree.relations[kid] == "xcomp" and not any(
                tree.relations[k] in ("nsubj", "cop", "mark") for k in tree.kids[kid]
            ):
                continue
            if (
                is_gerund(tree, kid)
                and not any(tree.relations[k] == "aux" for k in tree.kids[kid])
                and "ing" not in patterns
            ):
                if not any(tree.relations[k] == "nsubj" for k in tree.kids[kid]):
                    continue
            if patterns & {"that", "quote", "wh", "told"}:
                found |= self._below(kid) - self._intruders(kid, word)
        if found:
            for kid in tree.kids[word]:  # "The toll is expected | to rise, he said", torn in two
                if kid < word and tree.relations[kid] in ("ccomp", "xcomp") and tree.infinitive(kid):
                    found |= self._below(kid)
            return found
        above = tree.heads[word]
        if above < 0 or not patterns & {"that", "quote"} or self._has_own_content(word):
            return found
        if (tree.relations[word] == "parataxis" and "quote" in patterns) or (
            tree.relations[word] == "advcl" and any(tree.low[k] == "as" and k < word for k in tree.kids[word])
        ):
            if (
                any(tree.relations[k] == "nsubj" for k in tree.kids[word])
                or tree.relations[word] == "parataxis"
            ):
                while (
                    tree.relations[word] == "parataxis"
                    and not self._is_clause(above)
                    and tree.heads[above] >= 0
                ):
                    above = tree.heads[above]  # hung on the last noun before it
                return self._below(above) - set(self.sentence.subtree(word))
        return found

    def _intruders(self, clause: int, main: int) -> set[int]:
        """Cues of the same speaker that a tree hung on the content, with all below them.

        "said he would order a review and warned against ...", "said the fire was out, adding that ...", "said she was
        well, though she noted that ...".
        """
        tree = self.tree
        found: set[int] = set()
        below = self.sentence.subtree(clause)
        for word in below:
            if word == clause or tree.upos[word] != "VERB" or word in found or word < main:
                continue
            cue = self.tables.cues.get((tree.lemmas[word], "verb"))
            if (
                cue is None
                or not cue.patterns & {"that", "quote", "xobj"}
                or self._quoted(word) != self._quoted(main)
            ):
                continue
            relation, above = tree.relations[word], tree.heads[word]
            own = [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
            finite = bool(self.sentence.feats) and "VerbForm=Fin" in self.sentence.feats[word]
            marker = tree.preposition(word)
            if (
                relation == "conj"
                and not own
                and finite
                and not any(tree.relations[k] == "aux" for k in tree.kids[word])
            ):
                if above != clause and not tree.infinitive(above):
                    continue
            elif relation == "advcl" and not own and not marker and is_gerund(tree, word):
                if tree.low[word - 1] != "," or (above != clause and cue.stance != "states"):
                    continue
            elif not (
                own
                and above == clause
                and tree.low[own[0]] in _PRONOUNS
                and finite
                and (
                    (relation == "advcl" and marker in ("though", "although", "while", "but"))
                    or (
                        relation == "parataxis" and any(tree.relations[k] == "ccomp" for k in tree.kids[word])
                    )
                )
            ):
                continue
            if not own:
                self.shared[word] = main
            found |= self._below(word)
        return found

    def _quoted(self, word: int) -> bool:
        """Whether a word stands inside quotation marks of its own sentence."""
        at = self.sentence.starts[word]
        return sum(place < at for place, _ in self._marks) % 2 == 1

    def _has_own_content(self, word: int) -> bool:
        tree = self.tree
        if tree.lemmas[word] == "put":  # "as he put it"
            return False
        return (
            any(
                tree.relations[k] in ("obj", "ccomp", "xcomp")
                or (tree.relations[k] == "obl" and f"{tree.preposition(k)}:" in ("about:", "of:"))
                for k in tree.kids[word]
                if k > word
            )
            and "told" not in (self._cue_of(word, "verb") or _NO_CUE).patterns
        )

    def _introduced(self, word: int, kid: int) -> bool:
        """Whether a colon or a quotation mark stands between a cue and a clause behind it."""
        first = min(self.sentence.subtree(kid))
        return any(
            self.tree.low[k] in (":",) or self.tree.low[k][:1] in _DOUBLE
            for k in range(word, min(first + 2, len(self.tree.low)))
        )

    def _with_infinitive(
        self,
        word: int,
        infinitive: int,
        objects: list[int],
        patterns: frozenset[str],
        passive: bool,
        extra: list[int],
    ) -> set[int]:
        tree = self.tree
        below = self._below(infinitive)
        if passive:
            subject = tree.surface_subject(word)
            if subject and tree.low[subject[0]] != "it":
                below |= self._below(subject[0]) - set(self.sentence.subtree(word)) | (
                    self._below(subject[0]) if subject[0] in tree.kids[word] else set()
                )
            return below
        if objects and patterns & {"xobj", "told"}:
            return self._below(objects[0]) | below
        oblique = next(
            (
                k
                for k in tree.kids[word]
                if word < k < infinitive
                and tree.relations[k] == "obl"
                and tree.preposition(k) in ("on", "upon", "for", "to", "with")
            ),
            -1,
        )
        if oblique >= 0 and "xobj" in patterns:
            marker = {k for k in tree.kids[oblique] if tree.relations[k] == "case"}
            if word + 1 in marker:
                extra.extend(marker)
            return (self._below(oblique) - marker) | below
        if "to" in patterns or not objects:
            return below
        return set()

    def _passive_content(self, word: int, cue: Cue, extra: list[int]) -> set[int]:
        """ "the raid was condemned", "the firm was accused of fraud": the subject is content."""
        tree = self.tree
        patterns = cue.patterns
        subject = [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
        with_phrase = [p for p in patterns if p.startswith("obj>")]
        for pattern in with_phrase:
            for kid in tree.kids[word]:
                if (
                    tree.relations[kid] in ("obl", "advcl", "xcomp")
                    and tree.preposition(kid) == pattern[4:]
                    and subject
                ):
                    return self._below(subject[0]) | self._below(kid)
        if (
            "obj" in patterns
            and subject
            and "told" not in patterns
            and any(
                tree.full[k] == "obl:agent" or tree.preposition(k) == "by"
                for k in tree.kids[word]
                if tree.relations[k] == "obl"
            )
        ):
            return self._below(subject[0])
        return set()

    def _object_and_phrase(self, word: int, objects: list[int], patterns: frozenset[str]) -> set[int]:
        """ "accuse X of Y", "describe X as Y", "blame X on Y"."""
        tree = self.tree
        if not objects:  # the object taken for the subject of the phrase: "accused Minsk of hiding"
            phrases = {pattern[4:] for pattern in patterns if pattern.startswith("obj>")}
            for kid in tree.kids[word]:
                own = any(tree.relations[k] == "nsubj" for k in tree.kids[kid])
                if kid > word and own and tree.relations[kid] == "advcl" and tree.preposition(kid) in phrases:
                    return self._below(kid)
            return set()
        for pattern in (p for p in patterns if p.startswith("obj>")):
            wanted = pattern[4:]
            for kid in tree.kids[word]:
                if (
                    kid > objects[0]
                    and tree.relations[kid] in ("obl", "advcl", "xcomp", "nmod")
                    and wanted in (tree.preposition(kid), tree.low[self.sentence.subtree(kid)[0]])
                ):
                    return self._below(objects[0]) | self._below(kid)
            for kid in tree.kids[objects[0]]:
                if (
                    tree.relations[kid] in ("nmod", "acl")
                    and tree.preposition(kid) == wanted
                    and "obj" not in patterns
                ):
                    return self._below(objects[0])
        return set()

    def _is_clause(self, word: int) -> bool:
        tree = self.tree
        return tree.upos[word] in ("VERB", "AUX") or any(
            tree.relations[k] in ("nsubj", "cop") for k in tree.kids[word]
        )

    def _below(self, word: int) -> set[int]:
        return set(self.sentence.subtree(word))
