"""Who says so: source, cue and content of every attribution in a document.

The conventions are those of PolNeAR (Newell, Margolin and Ruths, 2018): verbs and nouns of saying, thinking and taking
a stance; the source is the whole noun phrase; the cue is the verb with its auxiliaries, adverbs and preposition; the
content takes its quotation marks and a leading "that" or "to".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from watchfloor.coding.certainty import is_gerund
from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.datelines import dateline_words
from watchfloor.coding.quotations import Quotation, find_quotations, marks_of
from watchfloor.coding.speakers import speaker_kind, tells
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import Cue, CueTables, load_cues
from watchfloor.records import Sentence

__all__ = ["Attribution", "find_attributions"]

Offsets = tuple[int, int]

_QUOTES = frozenset("\"“”«»„'‘’")
_DOUBLE = frozenset('"“”«»„')
_WH = frozenset(["who", "whom", "whose", "which", "what", "when", "where", "why", "how", "whether", "if"])
_PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "it", "its"})
# Sources that a later pronoun does not stand for.
_NEVER_BEFORE = _PRONOUNS | {"who", "that", "which", "this", "i", "we", "you"}
_PERSONAL = {"he": 1, "she": 1, "his": 1, "her": 1, "they": 2, "their": 2}
# Verbs that only lend a noun its subject: "expressed concern", "made the claim".
_CARRIERS = frozenset(
    [
        "express",
        "voice",
        "make",
        "issue",
        "raise",
        "give",
        "release",
        "have",
        "repeat",
        "offer",
        "reiterate",
        "share",
        "hold",
        "deliver",
    ]
)
_EXPRESSING = frozenset({"express", "voice"})
_FEELING_PREPOSITIONS = frozenset({"about", "over", "at", "for", "in", "of", "with", "to", "on"})
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
# A speaker's quotation this many sentences behind the cue is not his any more.
MOST_BETWEEN = 80
# Scores from which the learned head's word is taken: for a word that the tables know, and for one that they don't.
_LIKELY, _SURE = 0.25, 0.5
_POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
_SOURCE, _CONTENT = 2, 3  # columns of the reading "roles"
_ANY_PATTERN = frozenset({"that", "wh", "quote", "to", "obj", "ing", "about:", "of:", "to:", "on:", "with:"})
_LABEL = re.compile(r"[\"“]?([A-Z][A-Za-z.'’-]{2,24}(?: [A-Z][A-Za-z.'’-]{1,24}){0,3}):\s+(?=\S)")
_SIGNATURE = re.compile(
    r"([―—–]|--?)\s?([A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|al|bin)){0,4})\.?\s*$"
)
# What the words of a name or a title may be, and how many of them.
_IN_NAMES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "NUM", "PRON"})
_LONGEST_NAME = 12
# How many sentences back a pronoun may find its antecedent.
_REACH = 4


class Attribution(msgspec.Struct, kw_only=True):
    """Somebody's words or thoughts, and the words that say whose they are.

    Attributes:
        source, cue, content: offsets in the document, several pairs for a broken span; source may be empty.
        stance: ``states``, ``confirms``, ``denies``, ``doubts``, ``demands``, ``promises``, ``forecasts``,
            ``believes`` or ``asks``.
        commitment: class of `CueTables.classes` that says what the cue commits to.
        kind: of speaker: ``named``, ``official``, ``unnamed``, ``document`` or ``media``.
        sentence: index of the cue's sentence among those given.
        sentence_start: offset of that sentence in the document.
        cue_word: index of the cue's head word in it.
        source_word: index of the source's head word, -1 for none; ``source_sentence`` is its sentence.
        antecedent: offsets of the words that a source pronoun stands for, None when it is none or not safe to say.
        antecedent_sentence, antecedent_word: where these stand, -1 for none.
        parent: index, in the list returned, of the attribution whose content this one stands in, -1 for none.
        tells: whether its source is the speaker of its content, and not only judges or plans what the text tells.
    """

    source: list[Offsets]
    cue: list[Offsets]
    content: list[Offsets]
    stance: str
    commitment: str
    kind: str = "unnamed"
    sentence: int = 0
    sentence_start: int = 0
    cue_word: int = -1
    source_word: int = -1
    source_sentence: int = -1
    antecedent: Offsets | None = None
    antecedent_sentence: int = -1
    antecedent_word: int = -1
    parent: int = -1
    tells: bool = True


class _Found(msgspec.Struct):
    """An attribution of one sentence, in word indexes."""

    cue: Cue
    head: int
    cue_words: list[int]
    content_words: set[int]
    source_head: int = -1
    source_words: list[int] = []


def find_attributions(sentences: Sequence[Sentence]) -> list[Attribution]:
    """All attributions of a document.

    Args:
        sentences: of one document, in order, with ``start`` and ``paragraph`` set and with trees.

    Returns:
        Attributions in order of their cues.
    """
    quotations = find_quotations(sentences)
    found: list[Attribution] = []
    bare: list[Attribution] = []
    for index, sentence in enumerate(sentences):
        if not _may_attribute(sentence):
            continue
        reader = _SentenceAttributions(sentence, load_cues())
        for one in reader.find():
            attribution = _with_offsets(one, reader.tree, index)
            (found if attribution.content else bare).append(attribution)
    _take_quotations(sentences, quotations, found, bare)
    found.extend(_labelled(sentences))
    found.extend(_signed(sentences, quotations, found))
    found.sort(key=lambda a: (a.sentence, a.cue_word))
    _find_antecedents(sentences, found)
    _nest(found)
    return found


@cache
def _first_words() -> frozenset[str]:
    tables = load_cues()
    return frozenset(
        {key[0].partition(" ")[0] for key in tables.cues} | set(tables.phrases) | {"accord"} | _EXPRESSING
    )


def _may_attribute(sentence: Sentence) -> bool:
    """The cheap look: does any word belong to a cue, by the tables or by the learned head?"""
    known = _first_words()
    if any(lemma.lower() in known for lemma in sentence.lemmas):
        return True
    scores = sentence.readings.get("cues")
    return scores is not None and len(scores) > 0 and float(scores[:, 0].min()) < 1 - _LIKELY


# ---------------------------------------------------------------- one sentence


class _SentenceAttributions:
    """Finds the attributions whose cue stands in one sentence."""

    def __init__(self, sentence: Sentence, tables: CueTables) -> None:
        self.sentence = sentence
        self.tables = tables
        self.tree = cue_tree(sentence)
        # A second cue and the one whose source it shares.
        self.shared: dict[int, int] = {}
        # Words of sources that the tree tore off, by head.
        self.torn: dict[int, list[int]] = {}
        self.dateline = dateline_words(sentence)
        self._marks = list(marks_of(sentence.text))

    def find(self) -> list[_Found]:
        found: list[_Found] = []
        taken: set[int] = set()
        tree = self.tree
        for word, lemma in enumerate(tree.lemmas):
            if word in taken:
                continue
            one: _Found | None = None
            if lemma in self.tables.phrases or tree.low[word] in self.tables.phrases:
                one = self._phrase(word)
            if one is None and lemma in _first_words():
                upos = tree.upos[word]
                if upos == "VERB":
                    one = self._verb(word)
                elif upos == "NOUN":
                    one = self._noun(word)
                elif upos == "ADJ":
                    one = self._adjective(word)
            if one is not None:
                found.append(one)
                taken.update(one.cue_words)
        self._share_citations(found)
        return self._second_opinion(found, taken)

    def _share_citations(self, found: list[_Found]) -> None:
        """ "X reported, citing Y, that ...": both have the one content."""
        for one in found:
            if self.tree.lemmas[one.head] != "cite" or not is_gerund(self.tree, one.head):
                continue
            above = self.tree.heads[one.head]
            main = next((other for other in found if above in (other.head, other.source_head)), None)
            if main is None or main is one:
                continue
            if above == main.source_head:  # "Yonhap, citing the police, reported"
                one.content_words = set(main.content_words)
                below = set(self.sentence.subtree(one.head))
                main.source_words = [k for k in main.source_words if k not in below]
                continue
            if not main.content_words:
                main.content_words = set(one.content_words) - set(main.cue_words) - set(main.source_words)
            else:
                below = set(self.sentence.subtree(one.head))
                one.content_words = main.content_words - below or main.content_words - set(
                    one.source_words
                ) - {one.head}
                main.content_words -= below - one.content_words

    # -------------------------------------------------------- the learned heads

    def _second_opinion(self, found: list[_Found], taken: set[int]) -> list[_Found]:
        """Cues that the learned head saw and the tables did not, and contents for cues that were left without."""
        scores = self.sentence.readings.get("cues")
        if scores is None:
            return found
        roles = self.sentence.readings.get("roles")
        for one in found:
            if (
                not one.content_words
                and roles is not None
                and float(scores[one.head][1]) + float(scores[one.head][2]) > _LIKELY
            ):
                self._by_roles(one, roles)
        inside = {word for one in found for word in one.content_words}
        for word in range(len(self.tree.low)):
            if word in taken or word in inside or self.tree.upos[word] not in ("VERB", "NOUN", "ADJ"):
                continue
            known = (self.tree.lemmas[word], _POS[self.tree.upos[word]]) in self.tables.cues
            if float(scores[word][1]) + float(scores[word][2]) > (_LIKELY if known else _SURE):
                more = self._learned(word, roles)
                if more is not None and not taken & set(more.cue_words):
                    found.append(more)
                    taken.update(more.cue_words)
                    inside |= more.content_words
        return found

    def _learned(self, word: int, roles: Any) -> _Found | None:
        tree = self.tree
        pos = _POS[tree.upos[word]]
        known = self._cue_of(word, pos)
        cue = known or Cue(tree.lemmas[word], "states", "reported", _ANY_PATTERN)
        if pos == "verb":
            lead = self._leading(word)
            passive = tree.arguments(word).passive
            extra: list[int] = []
            wide = Cue(cue.words, cue.stance, cue.commitment, cue.patterns | _ANY_PATTERN)
            content = self._content(word, wide, passive, extra)
            source = self._source_of_verb(word, lead, passive)
            one = _Found(
                cue, word, self._verb_group(word, lead, extra), content, -1 if source in content else source
            )
        else:
            one = _Found(cue, word, [word], set(), -1)
        if not one.content_words or one.source_head < 0:
            self._by_roles(one, roles)
        else:
            self._finish(one)
        return one if one.content_words else None

    def _by_roles(self, one: _Found, roles: Any) -> None:
        """Source and content as the learned head reads them, where the tree gave none."""
        if roles is not None:
            n = len(self.tree.low)
            row = roles[one.head]
            if not one.content_words:
                one.content_words = {k for k in range(n) if float(row[k][_CONTENT]) > 0.5} - set(
                    one.cue_words
                )
                if len(one.content_words) < 2:
                    one.content_words = set()
            if one.source_head < 0:
                words = (
                    {k for k in range(n) if float(row[k][_SOURCE]) > 0.5}
                    - set(one.cue_words)
                    - one.content_words
                )
                heads = [k for k in sorted(words) if self.tree.heads[k] not in words]
                if heads:
                    one.source_head = heads[0]
        self._finish(one)

    # -------------------------------------------------------- verbs

    def _verb(self, word: int) -> _Found | None:
        tree = self.tree
        if tree.relations[word] in ("amod", "compound", "case", "aux", "cop"):
            return None
        if tree.lemmas[word] in _EXPRESSING:
            return self._expressed(word)
        cue = self._cue_of(word, "verb")
        if cue is None:
            return None
        if tree.lemmas[word] == "cite" and is_gerund(tree, word):
            return self._citing(word, cue)
        lead = self._leading(word)
        passive = tree.arguments(word).passive
        extra: list[int] = []
        content = self._content(word, cue, passive, extra)
        source_head = self._source_of_verb(word, lead, passive)
        if source_head < 0 and not passive and lead < 0 and "quote" in cue.patterns:
            source_head = self._torn_source(word)
            if source_head >= 0:
                content -= self._torn_off(source_head)
            elif content and max(content) > word and min(content) < word:
                source_head = self._source_behind(word)
                content -= set(self.torn.get(source_head, ()))
        if not content and not ("quote" in cue.patterns and source_head >= 0 and not passive):
            return None
        if source_head >= 0 and not content and self._objects(word):
            return None
        if source_head in content:
            source_head = -1
        if source_head < 0 and not passive and cue.stance == "believes" and tree.relations[word] != "acl":
            return None
        found = _Found(cue, word, self._verb_group(word, lead, extra), content, source_head)
        self._finish(found)
        return found

    def _expressed(self, word: int) -> _Found | None:
        """ "expressed concern about", "voiced hope that": the noun says what is felt, its complement is the content."""
        tree = self.tree
        objects = [k for k in tree.kids[word] if tree.relations[k] == "obj" and k > word]
        subjects = tree.surface_subject(word)
        if not objects or not subjects or tree.arguments(word).passive:
            return None
        noun = objects[0]
        cue = self.tables.cues.get((tree.lemmas[noun], "noun")) or _FELT
        extra: list[int] = []
        content: set[int] = set()
        for kid in (*tree.kids[noun], *tree.kids[word]):
            if kid < noun or kid == noun or content:
                continue
            marker = [k for k in tree.kids[kid] if tree.relations[k] in ("case", "mark") and k < kid]
            if tree.relations[kid] in ("acl", "ccomp") and tree.preposition(kid).startswith("that"):
                content = self._below(kid)
            elif (
                tree.relations[kid] in ("nmod", "acl", "obl")
                and tree.preposition(kid) in _FEELING_PREPOSITIONS
            ):
                content, extra = self._below(kid) - set(marker), marker
        words = set(self._verb_group(word, -1, ()))
        if content:
            words |= set(range(word, noun + 1)) | set(extra)
        else:
            content = self._below(noun)
        found = _Found(cue, word, sorted(words), content, subjects[-1])
        self._finish(found)
        return found

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
        while first > 0 and tree.low[first - 1] != "," and tree.upos[first - 1] in _IN_NAMES:
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

    def _torn_off(self, source: int) -> set[int]:
        """The words of a torn-off source: from the comma before it to its cue."""
        if source < 0:
            return set()
        tree = self.tree
        first, last = source, source
        while first > 0 and tree.low[first - 1] != ",":
            first -= 1
        while last + 1 < len(tree.low) and tree.upos[last + 1] in _IN_NAMES:
            last += 1
        self.torn[source] = list(range(first, last + 1))
        return set(self.torn[source])

    def _source_behind(self, word: int) -> int:
        """ "..., said a diplomat who": a subject behind its cue that the tree did not hang on it; its head, -1 for none."""
        tree = self.tree
        if word == 0 or not (tree.low[word - 1] == "," or tree.low[word - 1][:1] in _QUOTES):
            return -1
        last = word + 1
        while last < len(tree.low) and tree.upos[last] in _IN_NAMES - {"ADP"} and tree.low[last] not in _WH:
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
            predicate = next(
                (k for k in tree.kids[word] if tree.relations[k] == "xcomp" and k > objects[0]), -1
            )
            return self._below(objects[0]) | self._below(predicate) if predicate >= 0 else set()
        return set()

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
                or not cue.patterns & {"that", "quote"}
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
                if tree.low[word - 1] != "," or above != clause:
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
        if not objects:
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

    def _citing(self, word: int, cue: Cue) -> _Found | None:
        """ "..., citing two diplomats": the object speaks, the clause above is what it says."""
        tree = self.tree
        above = tree.heads[word]
        if above < 0:
            return None
        # Some trees hang the object on the verb above; it begins right behind "citing" all the same.
        near = [
            k
            for k in (*tree.kids[word], *tree.kids[above])
            if k > word and tree.relations[k] in ("obj", "obl")
        ]
        objects = self._objects(word) or [k for k in near if self.sentence.subtree(k)[0] == word + 1]
        if not objects:
            return None
        content = {k for kid in tree.kids[word] if tree.relations[kid] == "ccomp" for k in self._below(kid)}
        content = content or self._below(above) - set(self.sentence.subtree(word))
        found = _Found(cue, word, [word], content, objects[0])
        self._finish(found)
        return found

    # -------------------------------------------------------- nouns, adjectives, phrases

    def _noun(self, word: int) -> _Found | None:
        tree = self.tree
        cue = self._cue_of(word, "noun")
        if cue is None:
            return None
        possessors = tree.possessors(word) or [k for k in tree.kids[word] if k < word and tree.is_possessive(k)]
        source = possessors[0] if possessors else -1
        first = word
        above = tree.heads[word]
        if source < 0 and above >= 0 and tree.relations[word] == "obj" and tree.lemmas[above] in _CARRIERS:
            subject = tree.surface_subject(above)
            if subject and above < word:
                source, first = subject[-1], above
        content: set[int] = set()
        extra: list[int] = []
        for kid in tree.kids[word]:
            if kid < word:
                continue
            relation = tree.relations[kid]
            preposition = tree.preposition(kid)
            if relation in ("acl", "ccomp") and tree.full[kid] != "acl:relcl":
                if preposition.startswith("that") and "that" in cue.patterns:
                    content = self._below(kid)
                    break
                if tree.infinitive(kid) and "to" in cue.patterns and source >= 0:
                    content = self._below(kid)
                    break
            if relation in ("nmod", "acl") and preposition in cue.patterns and source >= 0 and not content:
                marker = [k for k in tree.kids[kid] if tree.relations[k] in ("case", "mark") and k < kid]
                content = self._below(kid) - set(marker)
                extra = marker
            if relation == "nmod" and preposition in ("by", "from") and source < 0:
                source = kid
        if not content:
            return None
        if first == word:
            while (
                first - 1 >= 0
                and tree.heads[first - 1] == word
                and tree.relations[first - 1] in ("amod", "compound")
            ):
                first -= 1
            words = set(range(first, word + 1))
        else:
            words = set(self._verb_group(first, -1, ())) | set(range(first, word + 1))
        found = _Found(cue, word, sorted(words | set(extra)), content, source)
        self._finish(found)
        return found

    def _adjective(self, word: int) -> _Found | None:
        tree = self.tree
        cue = self._cue_of(word, "adj")
        if cue is None or not any(tree.relations[k] == "cop" for k in tree.kids[word]):
            return None
        subject = tree.surface_subject(word)
        if not subject or tree.low[subject[0]] in ("it", "there", "this", "that"):
            return None
        content: set[int] = set()
        extra: list[int] = []
        for kid in tree.kids[word]:
            if kid < word:
                continue
            if (
                tree.relations[kid] in ("ccomp", "advcl")
                and not tree.infinitive(kid)
                and "that" in cue.patterns
            ):
                if tree.preposition(kid) in ("", "that"):
                    content = self._below(kid)
                    break
            if tree.relations[kid] in ("obl", "nmod") and tree.preposition(kid) in cue.patterns:
                extra = [k for k in tree.kids[kid] if tree.relations[k] == "case"]
                content = self._below(kid) - set(extra)
        if not content:
            return None
        own = [k for k in tree.kids[word] if tree.relations[k] == "nsubj"]
        found = _Found(cue, word, self._verb_group(word, -1, extra), content, own[0] if own else subject[0])
        self._finish(found)
        return found

    def _phrase(self, word: int) -> _Found | None:
        """ "according to X", "in the view of X"."""
        tree = self.tree
        for phrase in self.tables.phrases.get(tree.low[word], ()):
            last = word + len(phrase.words) - 1
            if tuple(tree.low[word : last + 1]) != phrase.words:
                continue
            cue_words = list(range(word, last + 1))
            source = self._head_behind(word, last)
            if source < 0:
                continue
            above = tree.heads[source]
            while above in cue_words:
                above = tree.heads[above]
            if above < 0:
                continue
            top = source
            while tree.heads[top] in cue_words:
                top = tree.heads[top]
            content = self._below(above) - set(self.sentence.subtree(top)) - set(cue_words)
            clause = above
            while (
                not self._is_clause(clause) and tree.heads[clause] >= 0 and tree.relations[clause] != "conj"
            ):
                clause = tree.heads[clause]
            phrase_words = set(self.sentence.subtree(top)) | set(cue_words)
            if self._at_edge(phrase_words):
                clause = self.sentence.root
            if clause != above:
                content = self._below(clause) - phrase_words
            cue = Cue(" ".join(phrase.words), phrase.stance, phrase.commitment, frozenset({"that"}))
            found = _Found(cue, word, cue_words, content, source)
            self._finish(found)
            return found
        return None

    def _at_edge(self, words: set[int]) -> bool:
        """Whether a phrase opens or closes its sentence, set off by a comma: then it speaks of the whole."""
        low = self.tree.low
        spoken = [k for k in words if any(c.isalnum() for c in low[k])]
        first, last = min(spoken), max(spoken)
        behind = [k for k in range(last + 1, len(low)) if any(c.isalnum() for c in low[k])]
        if not behind and first > 0 and low[first - 1] == ",":
            return not self._quoted(first)
        return first == 0 and (low[last] == "," or low[last + 1 : last + 2] == [","])

    def _is_clause(self, word: int) -> bool:
        tree = self.tree
        return tree.upos[word] in ("VERB", "AUX") or any(
            tree.relations[k] in ("nsubj", "cop") for k in tree.kids[word]
        )

    def _head_behind(self, first: int, last: int) -> int:
        """The head of the noun phrase behind a prepositional cue, -1 for none."""
        tree = self.tree
        inside = range(first, last + 1)
        for start in inside:
            head = tree.heads[start]
            if head > last and tree.relations[start] in ("case", "mark", "advmod", "fixed"):
                return head
        for start in inside:
            for kid in tree.kids[start]:
                if kid > last and tree.relations[kid] in ("obl", "nmod", "obj", "pobj"):
                    return kid
        return -1

    # -------------------------------------------------------- spans

    def _below(self, word: int) -> set[int]:
        return set(self.sentence.subtree(word))

    def _finish(self, found: _Found) -> None:
        """Words of the source; content and cue lose what belongs to another part."""
        tree = self.tree
        found.content_words -= set(found.cue_words)
        found.content_words -= set(range(self.dateline))
        if 0 <= found.source_head < self.dateline:
            found.source_head = self._behind_dateline(found.head)
        if found.source_head in self.torn:
            found.source_words = list(self.torn[found.source_head])
            found.content_words -= set(found.source_words)
            return
        if found.source_head >= 0:
            words = set(self.sentence.subtree(found.source_head))
            for kid in tree.kids[found.source_head]:
                if tree.relations[kid] in ("parataxis", "cc", "discourse") and kid > found.source_head:
                    if tree.relations[kid] == "parataxis" or not any(
                        tree.relations[k] == "conj" for k in tree.kids[found.source_head]
                    ):
                        words -= set(self.sentence.subtree(kid))
                if (
                    tree.relations[kid] == "case"
                    and not tree.is_possessive(found.source_head)
                    and kid < found.source_head
                ):
                    words.discard(kid)
                    words -= set(tree.kids[kid])
                if tree.relations[kid] in ("cop", "nsubj", "aux", "advcl", "ccomp"):
                    words -= set(self.sentence.subtree(kid))
            cue_clause = set(self.sentence.subtree(found.head))
            if found.source_head not in cue_clause:
                words -= cue_clause
            words -= set(found.cue_words)
            if not words & found.content_words:
                found.source_words = _run_with(sorted(words), found.source_head)
            elif found.source_head in found.content_words:
                found.source_head = -1
            else:
                found.content_words -= words
                found.source_words = _run_with(sorted(words), found.source_head)
        found.content_words -= set(found.source_words)

    def _behind_dateline(self, cue: int) -> int:
        """The head of the noun phrase between a dateline and a cue, -1 for none."""
        tree = self.tree
        last = self.dateline
        while last < cue and tree.upos[last] in _IN_NAMES - {"ADP"}:
            last += 1
        nouns = [k for k in range(self.dateline, last) if tree.upos[k] in ("NOUN", "PROPN", "PRON")]
        if not nouns or any(tree.upos[k] == "VERB" for k in range(last, cue)):
            return -1
        self.torn[nouns[-1]] = list(range(self.dateline, nouns[-1] + 1))
        return nouns[-1]


_FELT = Cue("express", "believes", "reported", frozenset())
_NO_CUE = Cue("", "states", "reported", frozenset())


def _run_with(words: list[int], head: int) -> list[int]:
    """The stretch of neighbouring words that holds the head."""
    if head not in words:
        return []
    at = words.index(head)
    first = last = at
    while first > 0 and words[first - 1] == words[first] - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return words[first : last + 1]


# ---------------------------------------------------------------- offsets


def _runs(words: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_mark(word: str) -> bool:
    return not any(c.isalnum() or c in "$€£%" for c in word)


def _with_offsets(found: _Found, tree: Tree, index: int) -> Attribution:
    sentence = tree.sentence
    content = _content_offsets(found, tree)
    source = _source_offsets(found, sentence)
    kind = "unnamed"
    if found.source_head >= 0:
        antecedent = tree.antecedent(found.source_head)
        kind = speaker_kind(tree, found.source_head if antecedent is None else antecedent)
    return Attribution(
        source=source,
        cue=[_shift(sentence, run) for run in _runs(found.cue_words)],
        content=content,
        stance=found.cue.stance,
        commitment=found.cue.commitment,
        kind=kind,
        sentence=index,
        sentence_start=sentence.start,
        cue_word=found.head,
        source_word=found.source_head if source else -1,
        source_sentence=index if source else -1,
        tells=tells(tree, found.cue, found.head, found.source_head, found.content_words),
    )


def _shift(sentence: Sentence, run: list[int]) -> Offsets:
    return sentence.start + sentence.starts[run[0]], sentence.start + sentence.ends[run[-1]]


def _source_offsets(found: _Found, sentence: Sentence) -> list[Offsets]:
    words = list(found.source_words)
    while words and _is_mark(sentence.words[words[-1]]) and sentence.words[words[-1]] not in (")", "]"):
        words.pop()
    while words and _is_mark(sentence.words[words[0]]):
        words.pop(0)
    if not words:
        return []
    words = _whole_name(words, found, sentence)
    start, end = _shift(sentence, words)
    text, base = sentence.text, sentence.start
    # "Mr. Brandvold, the lawyer," keeps its closing comma in front of the cue.
    if (
        words[-1] < min(found.cue_words)
        and "," in text[start - base : end - base]
        and text[end - base : end - base + 1] == ","
    ):
        end += 1
    return [(start, end)]


def _whole_name(words: list[int], found: _Found, sentence: Sentence) -> list[int]:
    """Names that a tree tore apart: the title or first name before, the party in brackets behind."""
    others = set(found.cue_words) | found.content_words
    upos, texts = sentence.upos, sentence.words
    first, last = words[0], words[-1]
    opening = next((k for k in range(first - 1, max(first - 6, -1), -1) if texts[k] in "()"), -1)
    if opening > 0 and texts[opening] == "(" and upos[opening - 1] == "PROPN":
        first = opening - 1
        closing = next((k for k in range(last, min(last + 8, len(texts))) if texts[k] == ")"), -1)
        last = closing if closing >= 0 else last
    if first > 0 and upos[first - 1] == "DET" and first - 1 not in others and upos[first] in ("NOUN", "ADJ", "PROPN"):
        first -= 1
    if upos[first] == "PROPN":
        while first > 0 and upos[first - 1] == "PROPN" and first - 1 not in others:
            first -= 1
    if upos[last] == "PROPN":
        while last + 1 < len(texts) and upos[last + 1] == "PROPN" and last + 1 not in others:
            last += 1
    if last + 1 < len(texts) and texts[last + 1] == "(":
        closing = next((k for k in range(last + 2, min(last + 9, len(texts))) if texts[k] == ")"), -1)
        if closing >= 0 and not others & set(range(last + 1, closing + 1)):
            last = closing
    return list(range(first, last + 1))


def _content_offsets(found: _Found, tree: Tree) -> list[Offsets]:
    """Content as stretches of text: punctuation at the edges goes, quotation marks stay."""
    sentence = tree.sentence
    others = set(found.cue_words) | set(found.source_words)
    words = set(found.content_words)
    # Punctuation between two words of the content belongs to it, wherever the tree hangs it.
    ordered = sorted(words)
    for left, right in itertools.pairwise(ordered):
        if right - left > 1 and all(
            _is_mark(sentence.words[k]) and k not in others for k in range(left + 1, right)
        ):
            words.update(range(left + 1, right))
    spans: list[Offsets] = []
    runs = _runs(words)
    if len(runs) > 1:
        runs = _told_once(runs, found, tree)
    for run in runs:
        while run and _is_mark(sentence.words[run[-1]]) and sentence.words[run[-1]] not in (")", "]"):
            run.pop()
        while run and _is_mark(sentence.words[run[0]]) and sentence.words[run[0]] not in ("(", "["):
            run.pop(0)
        if run and not all(tree.relations[k] in ("cc", "punct", "case") for k in run):
            spans.append(_with_marks(sentence, *_shift(sentence, run)))
    return spans


def _told_once(runs: list[list[int]], found: _Found, tree: Tree) -> list[list[int]]:
    """ "..., she said in an interview": what stands behind the cue without a verb says where, not what."""
    cue = found.cue_words[0]
    before = [run for run in runs if run[-1] < cue]
    behind = [run for run in runs if run[-1] > cue]
    if not before or not any(tree.upos[k] in ("VERB", "AUX") for run in before for k in run):
        return runs
    kept = [
        run
        for run in behind
        if any(tree.upos[k] in ("VERB", "AUX") for k in run) or tree.low[run[0]][:1] in _QUOTES
    ]
    return before + kept


def _with_marks(sentence: Sentence, start: int, end: int) -> Offsets:
    """Take in the quotation marks that stand round a span, with the comma or full stop inside them."""
    text, base = sentence.text, sentence.start
    first, last = start - base, end - base
    marks = list(marks_of(text))
    for at, width in marks:
        if at + width == first and text[at] not in "”»":
            first = at
    inner = sum(first <= at < last for at, _ in marks)
    if inner % 2 == 1:
        ahead = last
        while ahead < len(text) and text[ahead] in ",.!?…;":
            ahead += 1
        for at, width in marks:
            if at == ahead and text[at] != "“":
                last = at + width
    return base + first, base + last


# ---------------------------------------------------------------- quotations over several sentences


def _take_quotations(
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    found: list[Attribution],
    bare: list[Attribution],
) -> None:
    """Give quotations to attributions: whole where a part was found, unclaimed ones to the cue beside them."""
    if not quotations:
        return
    claimed: dict[int, Attribution] = {}
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in found:
        by_sentence.setdefault(attribution.sentence, []).append(attribution)
    for number, quotation in enumerate(quotations):
        best: Attribution | None = None
        for index in range(quotation.first, quotation.last + 1):
            for attribution in by_sentence.get(index, ()):
                if _inside(attribution.cue[0], quotation):
                    continue
                if any(s < quotation.end and e > quotation.start for s, e in attribution.content):
                    if (
                        best is None
                        or attribution.cue_word < best.cue_word
                        or _inside(best.cue[0], quotation)
                    ):
                        best = attribution
        if best is not None:
            claimed[number] = best
            _take(best, quotation)
    waiting: dict[int, list[Attribution]] = {}
    for attribution in bare:
        waiting.setdefault(attribution.sentence, []).append(attribution)
    for number, quotation in enumerate(quotations):
        if number in claimed or not _is_speech(sentences, quotation):
            continue
        speaker = _speaker_of(sentences, quotations, number, claimed, waiting)
        if speaker is not None:
            claimed[number] = speaker
            if speaker not in found:
                found.append(speaker)
            _take(speaker, quotation)


def _inside(span: Offsets, quotation: Quotation) -> bool:
    return quotation.start <= span[0] and span[1] <= quotation.end


def _take(attribution: Attribution, quotation: Quotation) -> None:
    """Join a quotation with the spans of a content; what the cue and source hold stays out."""
    start, end = quotation.start, quotation.end
    kept: list[Offsets] = []
    for s, e in attribution.content:
        if s <= end and e >= start:
            start, end = min(s, start), max(e, end)
        else:
            kept.append((s, e))
    kept.append((start, end))
    attribution.content = sorted(kept)


def _is_speech(sentences: Sequence[Sentence], quotation: Quotation) -> bool:
    """A quotation that is a sentence or more, not a word or a title in marks."""
    if quotation.last > quotation.first:
        return True
    sentence = sentences[quotation.first]
    body = sentence.text[max(0, quotation.start - sentence.start) : quotation.end - sentence.start]
    share = len(body) / max(1, len(sentence.text))
    return len(body.split()) >= (2 if share > 0.9 else 4) and share >= 0.6


def _speaker_of(
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    number: int,
    claimed: dict[int, Attribution],
    waiting: dict[int, list[Attribution]],
) -> Attribution | None:
    """The cue in the quotation's own sentences, else the speaker of the quotation before, else a cue beside it."""
    quotation = quotations[number]
    for index in (quotation.last, quotation.first):
        for attribution in waiting.get(index, ()):
            if not _inside(attribution.cue[0], quotation):
                return attribution
    before = claimed.get(number - 1)
    if before is not None:
        previous = quotations[number - 1]
        near = quotation.first - previous.last <= 1 and quotation.first - before.sentence <= MOST_BETWEEN
        together = sentences[previous.last].paragraph == sentences[quotation.first].paragraph
        if near and (together or not previous.closed):
            return before
    after = claimed.get(number + 1)
    if after is not None and not quotation.closed:
        return after
    for index in (quotation.first - 1, quotation.last + 1):
        if not 0 <= index < len(sentences):
            continue
        for attribution in waiting.get(index, ()):
            tail = sentences[index].text.rstrip()
            if index > quotation.last and sentences[index].paragraph == sentences[quotation.last].paragraph:
                return attribution
            if index < quotation.first and (
                tail.endswith((":", ","))
                or sentences[index].paragraph == sentences[quotation.first].paragraph
            ):
                return attribution
    return None


# ---------------------------------------------------------------- speakers set beside their words


def _labelled(sentences: Sequence[Sentence]) -> list[Attribution]:
    """ "OKAFOR: We never met." as transcripts have it, and "Poll: voters want change" as headlines do."""
    found: list[Attribution] = []
    kinds = load_cues().speaker_kinds
    for index, sentence in enumerate(sentences):
        match = _LABEL.match(sentence.text)
        if match is None:
            continue
        name = match.group(1)
        first = name.split()[-1].lower()
        if not name.isupper() and not (sentence.kind in ("headline", "title") and kinds.get(first)):
            continue
        last = index
        if name.isupper():
            while (
                last + 1 < len(sentences)
                and sentences[last + 1].paragraph == sentence.paragraph
                and not _LABEL.match(sentences[last + 1].text)
            ):
                last += 1
        base = sentence.start
        end = sentences[last].start + len(sentences[last].text.rstrip().rstrip('."”'))
        colon = match.end(1)
        start = base + match.end()
        word = next((k for k, s in enumerate(sentence.starts) if s >= colon), -1)
        if end - start < 8 or word < 1:
            continue
        found.append(
            Attribution(
                source=[(base + match.start(1), base + match.end(1))],
                cue=[(base + colon, base + colon + 1)],
                content=[(start, end)],
                stance="states",
                commitment="reported",
                kind="named" if name.isupper() else kinds.get(first, "unnamed"),
                sentence=index,
                sentence_start=base,
                cue_word=word,
                source_word=word - 1,
                source_sentence=index,
            )
        )
    return found


def _signed(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """A quotation with its speaker's name behind a dash."""
    signed: list[Attribution] = []
    for quotation in quotations:
        for index in range(quotation.last, min(quotation.last + 2, len(sentences))):
            sentence = sentences[index]
            match = _SIGNATURE.search(sentence.text)
            if match is None or not 0 <= sentence.start + match.start() - quotation.end <= 3:
                continue
            if any(
                s < quotation.end and e > quotation.start
                for a in found
                for s, e in a.content
                if not _inside(a.cue[0], quotation)
            ):
                continue
            base = sentence.start
            word = next((k for k, s in enumerate(sentence.starts) if s >= match.start(1)), -1)
            signed.append(
                Attribution(
                    source=[(base + match.start(2), base + match.end(2))],
                    cue=[(base + match.start(1), base + match.end(1))],
                    content=[(quotation.start, quotation.end)],
                    stance="states",
                    commitment="reported",
                    kind="named",
                    sentence=index,
                    sentence_start=base,
                    cue_word=word,
                    source_word=len(sentence) - 1,
                    source_sentence=index,
                )
            )
            break
    return signed


# ---------------------------------------------------------------- chains


def _find_antecedents(sentences: Sequence[Sentence], found: list[Attribution]) -> None:
    """ "He added": the pronoun stands for the speaker before, where no other person came between."""
    last: Attribution | None = None
    called: dict[Offsets, str] = {}  # how a speaker was referred to before
    for attribution in found:
        sentence = sentences[attribution.sentence]
        if attribution.source_word < 0:
            continue
        pronoun = sentence.words[attribution.source_word].lower()
        number = _PERSONAL.get(pronoun)
        if number is None:
            if pronoun not in _NEVER_BEFORE:
                last = attribution
            continue
        if last is not None and number == 1 and not _is_person(sentences, last):
            continue
        if last is None or attribution.sentence - last.sentence > _REACH:
            continue
        if _number(sentences, last) != number or _other_person(sentences, last, attribution):
            continue
        gender = {"his": "he", "her": "she", "their": "they"}.get(pronoun, pronoun)
        if called.setdefault(last.source[0], gender) != gender:
            continue
        attribution.antecedent = last.source[0]
        attribution.antecedent_sentence, attribution.antecedent_word = last.sentence, last.source_word
        attribution.kind = last.kind
        if attribution.sentence - last.sentence <= 1:
            # The chain goes on from here: "He added ... He also said ...".
            last = msgspec.structs.replace(
                last, sentence=attribution.sentence, source_sentence=last.source_sentence
            )


def _is_person(sentences: Sequence[Sentence], attribution: Attribution) -> bool:
    """Whether "he" may stand for a speaker: a person by name or by office, no body, state or document."""
    if attribution.kind in ("official", "unnamed"):
        return True
    sentence = sentences[attribution.source_sentence]
    start, end = (attribution.source[0][0] - sentence.start, attribution.source[-1][1] - sentence.start)
    return attribution.kind == "named" and any(
        e.label == "PER" and sentence.starts[e.first] < end and sentence.ends[e.last - 1] > start
        for e in sentence.entities
    )


def _number(sentences: Sequence[Sentence], attribution: Attribution) -> int:
    sentence = sentences[attribution.source_sentence]
    word = attribution.source_word
    if attribution.kind in ("document",):
        return 0
    feats = sentence.feats[word] if sentence.feats else ""
    if "Number=Plur" in feats or any(
        h == word and r.startswith("conj") for h, r in zip(sentence.heads, sentence.deprels, strict=True)
    ):
        return 2
    return 1


def _other_person(sentences: Sequence[Sentence], last: Attribution, now: Attribution) -> bool:
    """Whether another person is named between a speaker and a pronoun."""
    known = {w.lower() for s, e in last.source for w in _words_between(sentences[last.source_sentence], s, e)}
    for index in range(last.sentence, now.sentence + 1):
        sentence = sentences[index]
        for entity in sentence.entities:
            if (
                entity.label != "PER"
                or {w.lower() for w in sentence.words[entity.first : entity.last]} & known
            ):
                continue
            at = sentence.start + sentence.starts[entity.first]
            in_content = any(s <= at < e for s, e in last.content)
            if not in_content and at < now.cue[0][0]:
                return True
    return False


def _words_between(sentence: Sentence, start: int, end: int) -> list[str]:
    return [
        word
        for word, first in zip(sentence.words, sentence.starts, strict=True)
        if start <= sentence.start + first < end
    ]


def _nest(found: list[Attribution]) -> None:
    """An attribution inside another's content is handed on by that one; the smallest content round it counts."""
    by_place = sorted(range(len(found)), key=lambda i: found[i].cue[0][0])
    for index in by_place:
        inner = found[index]
        best, best_size = -1, 0
        for other, outer in enumerate(found):
            if other == index or abs(outer.sentence - inner.sentence) > MOST_BETWEEN:
                continue
            for start, end in outer.content:
                if start <= inner.cue[0][0] and inner.cue[-1][1] <= end:
                    size = end - start
                    if best < 0 or size < best_size:
                        best, best_size = other, size
        inner.parent = best
