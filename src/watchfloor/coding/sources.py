"""The speakers behind the words of an article: attributions joined with the actors they name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.coding.actors import Mention
from watchfloor.coding.attribution import Attribution
from watchfloor.coding.called_bodies import bodies_of, kinds_called
from watchfloor.coding.cue_tree import cue_tree
from watchfloor.coding.source_words import (
    DEFINITE,
    EMPTY,
    Known,
    content_words,
    in_table,
    org_entity,
    short_name,
    with_office,
)
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.records import Document, Sentence, Speaker

__all__ = ["Sources"]

_THING = frozenset({"it"})
_PLURAL = frozenset({"they"})
_RELATIVE = frozenset({"who", "which", "that"})
_POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
# Who speaks for nobody but the one who spoke before.
_OWN_VOICES = frozenset(
    {"office", "spokesman", "spokeswoman", "spokesperson", "director", "campaign", "headquarters"}
)
_LONGEST_PHRASE = 10
# How many sentences back "he", "it" and "they" may find the speaker before.
_REACH = 2
# Bodies that are a state's own where nothing else is said; with the dateline of a capital that is whose they are.
_OF_STATE = frozenset(
    {
        "government",
        "ministry",
        "military",
        "army",
        "parliament",
        "presidency",
        "cabinet",
        "police",
        "council",
        "treasury",
        "navy",
    }
)


# Plural by form, one body all the same.
_EVEN_SO = frozenset({"chief", "staff", "force", "police", "authority", "nation", "state", "service"})
# With one of these beside it any speaker is a state's.
_AT_STATE = frozenset({"presidential", "parliamentary", "ministerial", "ministry", "government"})


class Sources:
    """Who stands behind any stretch of one article.

    Args:
        document: the article.
        sentences: in order.
        mentions: of each sentence.
        attributions: of all of them, as `find_attributions` gives them.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Sequence[Mention]],
        attributions: Sequence[Attribution],
    ) -> None:
        self.document = document
        self.sentences = sentences
        self.mentions = mentions
        self.attributions = attributions
        self._state = self._dateline()
        self._known: list[Known] = []
        # Whom the source of each attribution names or points back to.
        self._actors: list[Mention | None] = self._resolve()
        self._speakers: dict[int, Speaker] = {}

    def speakers(self, start: int, end: int) -> list[Speaker]:
        """Speakers of ``text[start:end]``, innermost first; the article's own voice where it is nobody's content."""
        holding = sorted(self.voices(start, end))
        # "is expected to", "reports that": who holds it is not said; somebody further out may answer for it.
        holding = [i for i in holding if self.attributions[i].source] or holding
        if not holding:
            return [Speaker()]
        holding.sort(key=self._depth)
        inner = self._speaker(holding[0])
        inner.via = []
        for outer in holding[1:]:
            name = self._speaker(outer).name
            if name and name != inner.name and name not in inner.via:
                inner.via.append(name)
        return [inner, *self._beside(holding[0], inner)]

    def voices(self, start: int, end: int) -> set[int]:
        """Indexes of the attributions in whose content ``text[start:end]`` stands, or with whose figure it is told."""
        return {
            i
            for i, a in enumerate(self.attributions)
            if a.tells and any(s <= start and end <= e for s, e in (*a.content, *(a.cue if a.figure else ())))
        }

    def _beside(self, index: int, first: Speaker) -> list[Speaker]:
        """ "Moscow and Pyongyang denied": the others that speak in one breath with the first."""
        attribution = self.attributions[index]
        if not attribution.source or attribution.source_word < 0 or not first.id:
            return []
        number, head = attribution.source_sentence, attribution.source_word
        sentence = self.sentences[number]
        start, end = self._words_of(attribution)
        more: list[Speaker] = []
        for mention in self.mentions[number]:
            joined = sentence.heads[mention.head] == head and sentence.deprels[mention.head].startswith(
                "conj"
            )
            if not joined or not start <= mention.head < end or not mention.id or mention.id == first.id:
                continue
            more.append(
                msgspec.structs.replace(
                    first, id=mention.id, country=mention.country, sector=mention.sector,
                    name=mention.name or mention.text, via=list(first.via),
                )
            )  # fmt: skip
        return more

    def _depth(self, index: int) -> tuple[int, bool, int]:
        """Sorts the innermost first; of two with one content the cited speaker, if it is known who that is."""
        attribution = self.attributions[index]
        size = sum(e - s for s, e in attribution.content)
        cue = (
            self.document.text[attribution.cue[0][0] : attribution.cue[0][1]].lower()
            if attribution.cue
            else ""
        )
        cites = cue == "citing" and (attribution.kind != "unnamed" or self._actors[index] is not None)
        return size - size % 10, not cites, size

    def _speaker(self, index: int) -> Speaker:
        known = self._speakers.get(index)
        if known is None:
            known = self._speakers[index] = self._make_speaker(index)
        return msgspec.structs.replace(known, via=[])

    def _make_speaker(self, index: int) -> Speaker:
        attribution, text = self.attributions[index], self.document.text
        speaker = Speaker(kind=attribution.kind, stance=attribution.stance)
        if attribution.source:
            speaker.start, speaker.end = attribution.source[0][0], attribution.source[-1][1]
            speaker.text = text[speaker.start : speaker.end].rstrip(",")
            speaker.end = speaker.start + len(speaker.text)
        if attribution.cue:
            speaker.cue_start, speaker.cue_end = attribution.cue[0][0], attribution.cue[-1][1]
            speaker.cue = " ".join(text[s:e] for s, e in attribution.cue)
        speaker.content_start, speaker.content_end = attribution.content[0][0], attribution.content[-1][1]
        actor = self._actors[index]
        if actor is not None:
            speaker.id, speaker.country, speaker.sector = actor.id, actor.country, actor.sector
            speaker.name = self._person_in(attribution, actor) or actor.name or actor.text
            if actor.kind == "person" and actor.id.startswith("PER_"):
                speaker.kind = "named"
            elif speaker.kind == "unnamed" and self._pronoun(attribution):
                speaker.kind = "official" if self._official(actor) else "named"
        if not speaker.name:
            span = attribution.antecedent
            words = text[span[0] : span[1]] if span else speaker.text
            number, word = attribution.source_sentence, attribution.source_word
            if span:
                number, word = attribution.antecedent_sentence, attribution.antecedent_word
            speaker.name = short_name(self.sentences[number], words, word)
        speaker.name = self._with_owner_name(attribution, speaker.name)
        if not speaker.text:
            speaker.kind = "unnamed"
        return speaker

    def _with_owner_name(self, attribution: Attribution, name: str) -> str:
        """ "Lina Haddad's office" for "her office", where it is known whose it is."""
        pronoun, _, rest = name.partition(" ")
        if pronoun.lower() not in _POSSESSIVE or not rest or attribution.source_word < 0:
            return name
        number = attribution.source_sentence
        first, _ = self._words_of(attribution)
        owner = next(
            (m.name for m in self.mentions[number] if m.first == first and m.kind == "pronoun" and m.name), ""
        )
        if not owner and rest.split()[0] in _OWN_VOICES:
            stands_for = _POSSESSIVE[pronoun.lower()]
            spoke = (k for k in reversed(self._known) if k.speaks and 0 <= number - k.sentence <= _REACH)
            owner = next((k.mention.name or k.mention.text for k in spoke if self._fits(stands_for, k)), "")
            owner = owner.partition(",")[0]
        return f"{owner}'s {rest}" if owner else name

    def _person_in(self, attribution: Attribution, actor: Mention) -> str:
        """The name of a person who is not in the tables and speaks for a body that is."""
        number, word = attribution.source_sentence, attribution.source_word
        if actor.id.startswith("PER_") or actor.kind in ("country", "place") or word < 0:
            return ""
        sentence = self.sentences[number]
        for entity in sentence.entities:
            if entity.label == "PER" and entity.first <= word < entity.last:
                name = self._text(sentence, entity.first, entity.last)
                return actor.name if name in actor.name else name
        return ""

    @staticmethod
    def _official(actor: Mention) -> bool:
        kinds = load_cues().speaker_kinds
        words = actor.text.lower().split(" of ")[0].split()
        head = words[-1] if words else ""
        return actor.kind == "role" and "official" in (kinds.get(head), kinds.get(head.rstrip("s")))

    # ------------------------------------------------------------ whom a source names

    def _resolve(self) -> list[Mention | None]:
        actors: list[Mention | None] = []
        at = 0
        for index, attribution in enumerate(self.attributions):
            while at < len(self.sentences) and at <= attribution.sentence:
                self._remember_mentions(at)
                at += 1
            actor = self._actor_of(index, attribution, actors)
            actors.append(actor)
            if attribution.source_word >= 0 and attribution.tells:
                self._remember_speaker(attribution, actor)
        return actors

    def _actor_of(
        self, index: int, attribution: Attribution, before: Sequence[Mention | None]
    ) -> Mention | None:
        if not attribution.source or attribution.source_word < 0:
            return None
        number = attribution.source_sentence
        sentence, word = self.sentences[number], attribution.source_word
        low = sentence.words[word].lower()
        if sentence.upos[word] == "PRON" and low not in ("some", "many", "others"):
            return self._behind_pronoun(attribution, low, before)
        first, last = self._words_of(attribution)
        found = self._called_body(number, first, last, word) or self._owned(number, first, last)
        if found is not None:
            return found
        own = self._named_in(number, first, last, word)
        if own is not None:
            return own
        return self._named_before(attribution, first, last, word) or in_table(sentence, first, last)

    def _called_body(self, number: int, first: int, last: int, word: int) -> Mention | None:
        """ "the organisation": a body named before it in its sentence, the one that spoke last, or one named just before."""
        kinds = kinds_called(self.sentences[number], first, last, word)
        if not kinds:
            return None
        for at in range(number, max(number - _REACH, 0) - 1, -1):
            for body, may_be in reversed(bodies_of(self.sentences[at], self.mentions[at])):
                if kinds & may_be and (at < number or body.last <= first):
                    return body
            for known in reversed(self._known):
                same = known.named_body or known.head == self.sentences[number].lemmas[word].lower()
                if known.speaks and known.sentence == at - 1 and same:
                    return known.mention
        return None

    def _owned(self, number: int, first: int, last: int) -> Mention | None:
        """ "its Central Military Commission": a body is of whomever the pronoun stands for, whatever its name."""
        sentence = self.sentences[number]
        if sentence.words[first].lower() not in _POSSESSIVE:
            return None
        inside = [m for m in self.mentions[number] if first <= m.head < last]
        owner = next(
            (m for m in inside if m.first <= first < m.last and m.kind == "pronoun" and m.country), None
        )
        named = next((m for m in inside if m.kind != "pronoun" and m.country), None)
        if owner is None or (named is not None and named.country == owner.country):
            return None
        text = self._text(sentence, first, last)
        return msgspec.structs.replace(owner, id="", name="", text=text, kind="role", antecedent=None)

    def _behind_pronoun(
        self, attribution: Attribution, low: str, before: Sequence[Mention | None]
    ) -> Mention | None:
        """Whom "he", "it", "they" or "who" stands for."""
        number, word = attribution.source_sentence, attribution.source_word
        sentence = self.sentences[number]
        if low in _RELATIVE:
            head = cue_tree(sentence).antecedent(word)
            return (
                None if head is None else self._named_in(number, max(0, head - 8), max(head + 1, word), head)
            )
        if attribution.antecedent is not None:
            for other, actor in zip(self.attributions, before, strict=False):
                if other.source and other.source[0] == attribution.antecedent:
                    return actor
        chain = next(
            (
                k
                for k in reversed(self._known)
                if number - k.sentence <= _REACH and k.speaks and self._fits(low, k)
            ),
            None,
        )
        if low in _THING and chain is not None:
            return chain.mention
        content = attribution.content
        for mention in self.mentions[number]:
            if not mention.first <= word < mention.last or not (mention.id or mention.country):
                continue
            inside = mention.antecedent is not None and any(
                s <= mention.antecedent.start < e for s, e in content
            )
            if not inside:
                return self._with_office(mention)
        return chain.mention if chain is not None else None

    def _fits(self, pronoun: str, known: Known) -> bool:
        if pronoun in _PLURAL:
            return known.plural
        return known.body if pronoun in _THING else not known.body and not known.plural

    def _named_in(self, number: int, first: int, last: int, head: int) -> Mention | None:
        """The actor that the words of a source name: its head before what belongs to the head."""
        sentence = self.sentences[number]
        known = [m for m in self.mentions[number] if first <= m.head < last and (m.id or m.country)]
        if not known:
            return None
        at_head = [m for m in known if m.first <= head < m.last]
        beside = ("flat", "appos", "compound", "nmod", "nsubj")
        for person in known:
            if person.kind != "person" or not person.id.startswith("PER_") or not person.country:
                continue
            near = sentence.heads[person.head] == head and sentence.deprels[person.head] in beside
            if person in at_head or (near and not self._is_person(sentence, head)):
                return self._with_office(person)
        if at_head:
            # "officer" alone is no name; the whole phrase is
            bare = at_head[0].kind == "role" and " " not in at_head[0].name
            body = org_entity(sentence, head) if at_head[0].kind == "role" else ""
            name = body or at_head[0].name
            if bare and last - first < _LONGEST_PHRASE:
                name = self._text(sentence, first, last)
            return msgspec.structs.replace(at_head[0], name=name)
        best = next((m for m in known if m.sector), known[0])
        if not self._belongs(sentence, head, best.head):
            return None
        # Somebody of that country or body who is not in the tables himself.
        own = best.kind != "person"
        name = best.name if own else short_name(sentence, self._text(sentence, first, last), head)
        return msgspec.structs.replace(
            best, id=best.id if own else "", name=name, kind="role", antecedent=None
        )

    def _belongs(self, sentence: Sentence, head: int, word: int) -> bool:
        """Whether a word stands under the head without a clause between: "who is in charge of Russian affairs" doesn't."""
        steps = 0
        while word != head:
            if word < 0 or steps > 8 or sentence.upos[word] == "VERB":
                return False
            word, steps = sentence.heads[word], steps + 1
        return True

    def _with_office(self, person: Mention) -> Mention:
        """The head of an international body speaks for it: the person's id with the body's kind as country."""
        office = with_office(person)
        if office is not None:
            return office
        for known in reversed(self._known):
            if known.mention.id == person.id and known.speaks and known.mention.country:
                return msgspec.structs.replace(
                    person, country=known.mention.country, sector=known.mention.sector
                )
        return person

    # ------------------------------------------------------------ whom a source points back to

    def _named_before(self, attribution: Attribution, first: int, last: int, word: int) -> Mention | None:
        """ "the agency", "Singh", "spokesman Pat Ryder": somebody whom the article has named before."""
        sentence = self.sentences[attribution.source_sentence]
        name = sentence.upos[word] == "PROPN"
        words = content_words(sentence, first, last)
        if not words:
            return None
        if name:
            surname = sentence.words[last - 1].lower() if sentence.upos[last - 1] == "PROPN" else ""
            for known in reversed(self._known):
                if known.speaks and (words <= known.words or (surname and surname in known.words)):
                    return known.mention
        head = sentence.lemmas[word].lower()
        definite = sentence.words[first].lower() in DEFINITE
        if not name and not definite:
            return self._of_the_state(sentence, first, last, head, words)
        allowed = load_cues().bodies.get(head, frozenset({head})) | {head, sentence.words[word].lower()}
        plural = "Number=Plur" in (sentence.feats[word] if sentence.feats else "") and head not in _EVEN_SO
        others = words - {head, sentence.words[word].lower()}
        for known in reversed(self._known):
            # One who is not known himself is pointed back to by the same noun only.
            same = (known.head in allowed or bool(known.mention.id)) and known.plural >= plural
            if same and others <= known.words and known.words & allowed:
                return known.mention
        if name and any(sentence.words[k].lower().startswith("spokes") for k in range(first, last)):
            for known in reversed(self._known):
                if known.speaks and known.mention.sector and known.mention.kind != "person":
                    return known.mention
        owner = next(
            (
                k
                for k in range(first, word)
                if sentence.deprels[k] == "nmod:poss" and sentence.heads[k] == word
            ),
            -1,
        )
        if owner >= 0 and sentence.upos[owner] == "NOUN":  # "the military's assessment"
            return self._named_before(attribution, first, owner + 1, owner)
        return self._of_the_state(sentence, first, last, head, words)

    def _of_the_state(
        self, sentence: Sentence, first: int, last: int, head: str, words: frozenset[str]
    ) -> Mention | None:
        """A ministry or "an official of the presidential office" in a report that was filed from a capital."""
        if self._state is None or not (head in _OF_STATE or words & _AT_STATE):
            return None
        text = self._text(sentence, first, last)
        return msgspec.structs.replace(self._state, name="", text=text, kind="role", antecedent=None)

    def _remember_mentions(self, number: int) -> None:
        sentence = self.sentences[number]
        for mention in self.mentions[number]:
            mention = self._with_owner(number, mention)
            if mention.kind in ("pronoun", "place", "country") or not (mention.id or mention.country):
                continue
            words = frozenset(w.lower() for w in sentence.words[mention.first : mention.last])
            if mention.kind == "person":
                words |= frozenset(
                    w.lower() for k, w in enumerate(sentence.words) if sentence.heads[k] == mention.head
                )
            named = frozenset(mention.name.lower().split()) if mention.kind != "person" else frozenset()
            if mention.kind == "person":  # "Kim Yong-hyun, South Korea's defence minister,"
                behind = [w.lower() for w in sentence.words[mention.last : mention.last + 9]]
                if behind[:1] == [","] and "," in behind[1:]:
                    named = frozenset(behind[1 : behind.index(",", 1)])
            self._known.append(
                Known(
                    number, (words | named) - EMPTY, sentence.lemmas[mention.head].lower(), mention,
                    plural="Number=Plur" in (sentence.feats[mention.head] if sentence.feats else ""),
                )
            )  # fmt: skip

    def _with_owner(self, number: int, mention: Mention) -> Mention:
        """ "Israel's army" where the country and the army are two mentions."""
        if mention.country or mention.kind != "role":
            return mention
        sentence = self.sentences[number]
        for other in self.mentions[number]:
            owns = sentence.heads[other.head] == mention.head and sentence.deprels[other.head] == "nmod:poss"
            if other.kind == "country" and (owns or other.last + 1 == mention.first):
                return msgspec.structs.replace(
                    mention, country=other.country, text=self._text(sentence, other.first, mention.last)
                )
        return mention

    def _remember_speaker(self, attribution: Attribution, actor: Mention | None) -> None:
        number, word = attribution.source_sentence, attribution.source_word
        sentence = self.sentences[number]
        pronoun = sentence.upos[word] == "PRON"
        if pronoun and actor is None:
            return
        first, last = self._words_of(attribution)
        words = content_words(sentence, first, last) if not pronoun else frozenset()
        if actor is None:
            kind = "person" if sentence.upos[word] == "PROPN" else "role"
            actor = Mention(
                first=first, last=last, head=word, kind=kind, text=self._text(sentence, first, last)
            )
        else:
            words |= frozenset(actor.name.lower().split()) - EMPTY
        if not pronoun:
            actor = msgspec.structs.replace(actor, name=self._person_in(attribution, actor) or actor.name)
        feats = sentence.feats[word] if sentence.feats else ""
        plural = "Number=Plur" in feats or any(
            h == word and r.startswith("conj") for h, r in zip(sentence.heads, sentence.deprels, strict=True)
        )
        person = (
            actor.kind == "person"
            or attribution.kind in ("official", "unnamed")
            or self._is_person(sentence, word)
        )
        self._known.append(
            Known(
                attribution.sentence, words, sentence.lemmas[word].lower(), actor, True, plural, not person and not plural,
                bool(org_entity(sentence, word)),
            )
        )  # fmt: skip

    # ------------------------------------------------------------ small things

    def _dateline(self) -> Mention | None:
        """The state whose capital the report was filed from, None where it wasn't."""
        for number, sentence in enumerate(self.sentences[:4]):
            if sentence.kind != "dateline":
                continue
            for mention in self.mentions[number]:
                if mention.country and not mention.id.startswith("PER_"):
                    return msgspec.structs.replace(mention, id="", sector="GOV")
        return None

    def _words_of(self, attribution: Attribution) -> tuple[int, int]:
        """First and last word, exclusive, of a source in its sentence."""
        sentence = self.sentences[attribution.source_sentence]
        start, end = attribution.source[0][0] - sentence.start, attribution.source[-1][1] - sentence.start
        inside = [i for i in range(len(sentence)) if start <= sentence.starts[i] < end]
        word = attribution.source_word
        return (inside[0], inside[-1] + 1) if inside else (word, word + 1)

    @staticmethod
    def _is_person(sentence: Sentence, word: int) -> bool:
        return any(e.label == "PER" and e.first <= word < e.last for e in sentence.entities)

    def _pronoun(self, attribution: Attribution) -> bool:
        word = attribution.source_word
        return word >= 0 and self.sentences[attribution.source_sentence].upos[word] == "PRON"

    @staticmethod
    def _text(sentence: Sentence, first: int, last: int) -> str:
        return sentence.text[sentence.starts[first] : sentence.ends[last - 1]]
