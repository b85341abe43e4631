"""The attributions whose cue stands in one sentence: cue, source and content as words of its tree."""

from __future__ import annotations

from functools import cache
from typing import Any

from watchfloor.coding.attributed import Found
from watchfloor.coding.clause_forms import is_gerund
from watchfloor.coding.clause_voices import part_voices
from watchfloor.coding.speakers import has_voice
from watchfloor.coding.spoken_figures import SpokenFigures
from watchfloor.knowledge.cue_tables import Cue, load_cues
from watchfloor.knowledge.figure_speech import load_figure_speech
from watchfloor.records import Sentence

__all__ = ["SentenceAttributions", "may_attribute"]

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
# "You think", said to the reader.
_OF_THE_READER = frozenset(
    {"know", "think", "see", "want", "say", "imagine", "believe", "consider", "like", "mean"}
)
# Nouns of things said that attribute even where nobody is named: "allegations of fraud", "questions about the vote".
_WITHOUT_SPEAKER = frozenset({
    "allegation", "accusation", "claim", "charge", "rumour", "rumor", "suspicion", "concern", "fear",
    "criticism", "outcry", "outrage", "anger", "speculation", "scepticism", "skepticism", "complaint",
})  # fmt: skip
_EXPRESSING = frozenset({"express", "voice"})
_FEELING_PREPOSITIONS = frozenset({"about", "over", "at", "for", "in", "of", "with", "to", "on"})
# Verbs too general for the learned head's word alone to make them cues.
_LIGHT = frozenset({
    "be", "have", "do", "make", "get", "go", "come", "take", "give", "put", "keep", "let", "use", "need", "become",
    "help", "include", "contain", "involve", "face", "hold", "run", "bring", "leave", "start", "begin", "stop", "happen", "lead", "cause",
})  # fmt: skip
# Scores from which the learned head's word is taken: for a word that the tables know, and for one that they don't.
_LIKELY, _SURE = 0.25, 0.5
# The share of a content from which it is that of another cue.
_SAME = 0.8
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
_SOURCE, _CONTENT = 2, 3  # columns of the reading "roles"
_ANY_PATTERN = frozenset({"that", "wh", "quote", "to", "obj", "ing", "about:", "of:", "to:", "on:", "with:"})


@cache
def _first_words() -> frozenset[str]:
    tables = load_cues()
    return frozenset(
        {key[0].partition(" ")[0] for key in tables.cues}
        | set(tables.phrases)
        | set(load_figure_speech().verbs)
        | {"accord"}
        | _EXPRESSING
    )


def may_attribute(sentence: Sentence) -> bool:
    """The cheap look: does any word belong to a cue, by the tables or by the learned head?"""
    known = _first_words()
    if any(lemma.lower() in known for lemma in sentence.lemmas):
        return True
    scores = sentence.readings.get("cues")
    return scores is not None and len(scores) > 0 and float(scores[:, 0].min()) < 1 - _LIKELY


class SentenceAttributions(SpokenFigures):
    """Finds the attributions whose cue stands in one sentence."""

    def find(self) -> list[Found]:
        """All of them, those of the tables first; the content is empty where it stands in another sentence."""
        found: list[Found] = []
        taken: set[int] = set()
        tree = self.tree
        for word, lemma in enumerate(tree.lemmas):
            if word in taken:
                continue
            one: Found | None = None
            if lemma in self.tables.phrases or tree.low[word] in self.tables.phrases:
                one = self._phrase(word)
            if one is None and lemma in _first_words():
                upos = tree.upos[word]
                if upos == "VERB":
                    one = self._figure(word) or self._verb(word)
                elif upos == "NOUN":
                    one = self._noun(word)
                elif upos == "ADJ":
                    one = self._adjective(word)
            if one is not None:
                found.append(one)
                taken.update(one.cue_words)
        self._share_citations(found)
        return part_voices(self._second_opinion(found, taken), tree, self._quoted)

    def _share_citations(self, found: list[Found]) -> None:
        """ "X reported, citing Y, that ...": both have the one content."""
        for one in found:
            if self.tree.lemmas[one.head] != "cite" or not is_gerund(self.tree, one.head):
                continue
            if one.source_head < one.head:  # his own reason: no part of what he said
                for other in found:
                    if other is not one and one.head in other.content_words and other.source_words:
                        other.content_words -= set(self.sentence.subtree(one.head)) | one.content_words
                        one.source_head, one.source_words = other.source_head, list(other.source_words)
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
                below = set(self.sentence.subtree(one.head)) | set(one.source_words) | {one.head}
                one.content_words = main.content_words - below or main.content_words - set(
                    one.source_words
                ) - {one.head}
                main.content_words -= below - one.content_words

    # -------------------------------------------------------- the learned heads

    def _second_opinion(self, found: list[Found], taken: set[int]) -> list[Found]:
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
            if (not known and self.tree.lemmas[word] in _LIGHT) or self._addresses(word):
                continue
            if float(scores[word][1]) + float(scores[word][2]) > (_LIKELY if known else _SURE):
                more = self._learned(word, roles)
                if more is not None and not taken & set(more.cue_words) and not self._echoes(more, found):
                    found.append(more)
                    taken.update(more.cue_words)
                    inside |= more.content_words
        return found

    def _echoes(self, more: Found, found: list[Found]) -> bool:
        """Whether a cue only says by what means one above it spoke: "said in a televised address that".

        Its speaker is that one's, who is given him where the tree gave none.
        """
        content = more.content_words
        for one in found:
            same = len(content & one.content_words) >= _SAME * len(content)
            if not same or more.head not in self.sentence.subtree(one.head):
                continue
            if not one.source_words:
                one.source_head, one.source_words = more.source_head, list(more.source_words)
                one.content_words -= set(more.source_words)
            return True
        return False

    def _learned(self, word: int, roles: Any) -> Found | None:
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
            one = Found(
                cue, word, self._verb_group(word, lead, extra), content, -1 if source in content else source
            )
        else:
            one = Found(cue, word, [word], set(), -1)
        if not one.content_words or one.source_head < 0:
            self._by_roles(one, roles)
        else:
            self._finish(one)
        return one if one.content_words else None

    def _by_roles(self, one: Found, roles: Any) -> None:
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
                tops = [k for k in sorted(words) if self.tree.heads[k] not in words]
                heads = [k for k in tops if self._may_be_source(k)]
                if heads:
                    one.source_head = heads[0]
        self._finish(one)

    def _may_be_source(self, word: int) -> bool:
        """Whether a word can be the head of a speaker: a nominal that is no time ("a day later")."""
        return self.tree.upos[word] in _NOMINAL and self.tree.lemmas[word] not in self.tree.times

    # -------------------------------------------------------- verbs

    def _verb(self, word: int) -> Found | None:
        tree = self.tree
        if tree.relations[word] in ("amod", "compound", "case", "aux", "cop"):
            return None
        if tree.lemmas[word] in _EXPRESSING:
            return self._expressed(word)
        cue = self._cue_of(word, "verb")
        if cue is None or self._addresses(word):
            return None
        if tree.lemmas[word] == "put" and not self._puts_it(word):
            return None
        if tree.lemmas[word] == "cite" and is_gerund(tree, word):
            return self._citing(word, cue)
        lead = self._leading(word)
        passive = tree.arguments(word).passive
        extra: list[int] = []
        content = self._content(word, cue, passive, extra)
        source_head = self._source_of_verb(word, lead, passive)
        if not passive and lead < 0 and "quote" in cue.patterns and self._lacks_subject(word):
            joined = self._joined_source(word)
            source_head = joined if joined >= 0 else source_head
        if source_head < 0 and not passive and lead < 0 and "quote" in cue.patterns:
            source_head = self._torn_source(word)
            if source_head >= 0:
                content -= self._torn_off(source_head)
            elif content and max(content) > word and min(content) < word:
                source_head = self._source_behind(word)
                content -= set(self.torn.get(source_head, ()))
        if source_head > word and content and max(content) < word and tree.relations[word] == "root":
            content = set(range(word))
        if not content and not ("quote" in cue.patterns and source_head >= 0 and not passive):
            return None
        if source_head >= 0 and not content and self._objects(word):
            return None
        if source_head in content:
            source_head = -1
        if source_head < 0 and not passive and cue.stance == "believes" and tree.relations[word] != "acl":
            return None
        found = Found(cue, word, self._verb_group(word, lead, extra), content, source_head)
        self._finish(found)
        return found

    def _lacks_subject(self, word: int) -> bool:
        """Whether a finite verb has no subject of its own in the tree."""
        feats = self.sentence.feats
        finite = bool(feats) and "VerbForm=Fin" in feats[word]
        return finite and not any(self.tree.relations[k] == "nsubj" for k in self.tree.kids[word])

    def _puts_it(self, word: int) -> bool:
        """ "as the governor put it"."""
        tree = self.tree
        return tree.preposition(word) == "as" and tree.low[word + 1 : word + 2] == ["it"]

    def _addresses(self, word: int) -> bool:
        """ "Imagine that ...", "you know", "I think": turned to the reader, who says none of it, or the text's own."""
        tree, feats = self.tree, self.sentence.feats
        if tree.upos[word] != "VERB":
            return False
        subjects = [tree.low[k] for k in tree.kids[word] if tree.relations[k] == "nsubj"]
        if subjects == ["you"]:
            return tree.lemmas[word] in _OF_THE_READER
        if subjects == ["i"]:
            return tree.low[word] in ("mean", "think", "guess", "suppose")
        return bool(feats) and not subjects and "Mood=Imp" in feats[word] and tree.relations[word] == "root"

    def _expressed(self, word: int) -> Found | None:
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
        found = Found(cue, word, sorted(words), content, subjects[-1])
        self._finish(found)
        return found

    def _citing(self, word: int, cue: Cue) -> Found | None:
        """ "..., citing two diplomats": the object speaks, the clause above is what it says."""
        tree = self.tree
        above = tree.heads[word]
        if above < 0:
            return None
        # Some trees hang the object on another verb; it begins right behind "citing" all the same.
        near = [k for k in range(word + 1, len(tree.heads)) if tree.relations[k] in ("obj", "obl")]
        objects = self._objects(word) or [k for k in near if self.sentence.subtree(k)[0] == word + 1]
        if not objects:
            return None
        content = {k for kid in tree.kids[word] if tree.relations[kid] == "ccomp" for k in self._below(kid)}
        content = content or self._below(above) - set(self.sentence.subtree(word))
        content -= self._below(objects[0])
        if not has_voice(tree, objects[0]):  # "citing the cold": the speaker's own reason
            source = tree.surface_subject(above)
            return self._own_reason(word, cue, objects[0], source[-1]) if source else None
        found = Found(cue, word, [word], content, objects[0])
        self._finish(found)
        return found

    def _own_reason(self, word: int, cue: Cue, reason: int, source: int) -> Found:
        found = Found(cue, word, [word], self._below(reason), source)
        self._finish(found)
        return found

    # -------------------------------------------------------- nouns and adjectives

    def _noun(self, word: int) -> Found | None:
        tree = self.tree
        cue = self._cue_of(word, "noun")
        if cue is None:
            return None
        possessors = tree.possessors(word) or [
            k for k in tree.kids[word] if k < word and tree.is_possessive(k)
        ]
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
            owned = source >= 0 or tree.lemmas[word] in _WITHOUT_SPEAKER
            if relation in ("nmod", "acl") and preposition in cue.patterns and owned and not content:
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
        found = Found(cue, word, sorted(words | set(extra)), content, source)
        self._finish(found)
        return found

    def _adjective(self, word: int) -> Found | None:
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
        found = Found(cue, word, self._verb_group(word, -1, extra), content, own[0] if own else subject[0])
        self._finish(found)
        return found


_FELT = Cue("express", "believes", "reported", frozenset())
