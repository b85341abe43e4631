"""Figures of a sentence: the number, what it counts and its part in the event.

Numbers come from `watchfloor.coding.numerals`; the UD tree says which noun they count; the table of roles says which
words make that noun the killed, the deployed, the paid. Persons without a number ("a man was shot dead") count as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import msgspec

from watchfloor.coding.figure_phrases import HARMED, harm_behind, harm_beside, toll_before
from watchfloor.coding.figure_roles import HARM, Assignment, read_roles
from watchfloor.coding.lookup import tree_of
from watchfloor.coding.numerals import Numeral, find_numerals, rate_after
from watchfloor.knowledge.unit_tables import UnitTables, load_units
from watchfloor.records import Quantity, Sentence

__all__ = ["Figure", "find_figures", "find_quantities"]

_TIME_UNITS = frozenset({
    "years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "nights", "centuries",
})  # fmt: skip
_TIME_AROUND = re.compile(r"\s*(?:ago|later|earlier|before|since|prior|old|hence)\b", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    r"\b(?:past|last|next|previous|coming|first|final|within|every|another)\s+\Z", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"(?:\b(?:an?|the|his|her|their)\s+)?\b[\w-]{1,12}[- ](?:years?|months?)(?:[- ](?:old\b)?)?\s*\Z",
    re.IGNORECASE,
)
_COUNTING = frozenset({"nummod", "amod", "det", "compound", "nmod", "advmod", "dep", "flat"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# These words count only when the sentence gives them a part: "one", "both", "none" are mostly something else.
_WEAK = frozenset({"one", "both", "none", "neither", "few", "nobody", "zero"}) | {
    "no one",
    "a few",
    "a couple",
    "a pair",
    "several",
}
# A single person counts as one where that is the news.
_SINGLE = frozenset({
    "killed", "injured", "shot", "captured", "abducted", "arrested", "missing", "released", "rescued",
})  # fmt: skip
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "SYM"})
_DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "our"})
_WEAKLY_COUNTED = frozenset({"day", "night", "time", "point", "side", "another", "thing"})
_COLLECTIVES = frozenset(
    {"group", "total", "contingent", "number", "crowd", "team", "majority", "most", "some"}
)
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MULTIPLIED = {
    "murder": "killed",
    "homicide": "killed",
    "killing": "killed",
    "slaying": "killed",
    "shooting": "shot",
    "stabbing": "injured",
}
# Read as the counted noun where none is said: "two dead".
_HARM_NOUNS = frozenset({"dead", "wounded", "injured", "hurt", "killed", "shot", "others"})
_PRONOUNS = frozenset({"he", "she", "him", "her", "someone", "another"})
_UNREAL = frozenset({"could", "would", "might", "may", "can", "should", "must", "will", "'ll", "shall"})
_DENIED = frozenset({"not", "n't", "never", "nearly", "almost"})
_INTENDING = frozenset({
    "try", "attempt", "threaten", "want", "plan", "plot", "conspire", "intend", "order", "vow", "refuse",
    "fail", "hope", "ask", "tell", "hire", "offer", "dare", "help",
})  # fmt: skip


class Figure(msgspec.Struct, kw_only=True):
    """A quantity with its words in the tree.

    Attributes:
        quantity: the record, offsets relative to the sentence.
        head: the counted noun, or the number where no noun is said.
        predicate: the word that gives the role, -1 when no role is known.
        implied: True for persons that count as one without a number.
    """

    quantity: Quantity
    head: int
    predicate: int = -1
    implied: bool = False


def find_quantities(sentence: Sentence) -> list[Quantity]:
    """The figures of a sentence as records, in order of the text; see `find_figures`."""
    return [figure.quantity for figure in find_figures(sentence)]


def find_figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence.

    Args:
        sentence: with its tree. Without a tree, numbers are found but no roles.

    Returns:
        Figures in order of the text; a number that cannot be read has ``low`` and ``high`` None and a ``doubt``.
    """
    numerals = find_numerals(sentence.text)
    words = len(sentence.words)
    if not words or len(sentence.heads) != words:
        return [_bare(sentence, numeral) for numeral in numerals if not numeral.year]
    if not numerals and not _may_imply(sentence):
        return []
    return _Reader(sentence).figures(numerals)


def _bare(sentence: Sentence, numeral: Numeral) -> Figure:
    quantity = Quantity(
        low=numeral.low, high=numeral.high, qualifier=numeral.qualifier, unit=numeral.unit, rate=numeral.rate, doubt=numeral.doubt,
        text=sentence.text[numeral.full_start : numeral.full_end], start=numeral.full_start, end=numeral.full_end,
    )  # fmt: skip
    return Figure(quantity=quantity, head=-1)


def _may_imply(sentence: Sentence) -> bool:
    """Whether any word could give a single person a role; most sentences stop here."""
    singles = _single_words()
    return any(lemma in singles for lemma in sentence.lemmas) or any(
        word.lower() in singles for word in sentence.words
    )


_SINGLE_WORDS: set[str] = set()


def _single_words() -> set[str]:
    if not _SINGLE_WORDS:
        for (word, _), roles in load_units().roles.items():
            if any(role.role in _SINGLE for role in roles):
                _SINGLE_WORDS.add(word.partition(" ")[0])
        _SINGLE_WORDS.update(load_units().forms)
        _SINGLE_WORDS.update(
            [
                "fatally",
                "mortally",
                "suicide",
                "wound",
                "injury",
                "condition",
                "shooting",
                "life",
                "lives",
                "body",
                "death",
                "hospital",
                "survive",
                "hit",
                "struck",
            ]
        )
    return _SINGLE_WORDS


class _Reader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tables: UnitTables = load_units()
        self.tree = tree_of(sentence)
        self.roles: dict[int, list[Assignment]] = {}
        for one in read_roles(self.tree):
            self.roles.setdefault(one.node, []).append(one)

    def figures(self, numerals: list[Numeral]) -> list[Figure]:
        found: list[Figure] = []
        counted: set[int] = set()
        for numeral in numerals:
            first, last = self._words(numeral)
            if first >= last:
                continue
            node, noun = self._counted(numeral, first, last)
            counted.update((node, noun), range(first, last))
            figure = self._figure(numeral, first, last, node, noun)
            if figure is not None:
                found.append(figure)
        found.extend(self._multiples())
        for node, assigned in self.roles.items():
            if node not in counted and (single := self._single(node, assigned)) is not None:
                found.append(single)
        found.sort(key=lambda figure: figure.quantity.start)
        return found

    # ------------------------------------------------------------ numbers

    def _words(self, numeral: Numeral) -> tuple[int, int]:
        """First and last word (exclusive) of a numeral."""
        sentence = self.sentence
        return bisect_right(sentence.ends, numeral.start), bisect_left(sentence.starts, numeral.full_end)

    def _counted(self, numeral: Numeral, first: int, last: int) -> tuple[int, int]:
        """The word that stands for the figure in the tree, and the noun that it counts (the same when none)."""
        tree = self.tree
        inside = range(first, last)
        tops = [i for i in inside if tree.heads[i] not in inside]
        top = next(
            (i for i in reversed(tops) if tree.upos[i] in ("NUM", "NOUN", "SYM", "DET", "ADJ")),
            (tops or [last - 1])[-1],
        )
        if numeral.unit.isupper() or numeral.unit == "percent":
            of = self._of(top, last)
            return top, of if of is not None else top
        head, relation = tree.heads[top], tree.relations[top]
        if (of := self._of(top, last)) is not None:
            return top, of
        if tree.low[last : last + 1] == ["foot"] and tree.lemmas[last + 1 : last + 2] == ["soldier"]:
            return top, last + 1
        if (
            relation in _COUNTING
            and head >= last
            and tree.upos[head] in (*_NOUNS, "ADJ", "PRON")
            and head - last < 6
        ):
            return self._through_group(head)
        noun = self._next_noun(last)
        if noun is not None:
            return self._through_group(noun)
        return top, top

    def _of(self, top: int, last: int) -> int | None:
        """The noun of "dozens of people", "three of the men"."""
        tree = self.tree
        if last < len(tree.low) and tree.low[last] == "of":
            for word in (top, last - 1):
                for kid in tree.kids[word]:
                    if (
                        kid > last
                        and tree.relations[kid] in ("nmod", "obl", "obj")
                        and tree.preposition(kid) == "of"
                    ):
                        return kid
            kid = tree.heads[last]
            if kid > last:
                return kid
        return None

    def _through_group(self, noun: int) -> tuple[int, int]:
        """ "three groups of men" counts groups; "two dozen pairs of boots" pairs: the noun itself."""
        return noun, noun

    def _next_noun(self, last: int) -> int | None:
        """The noun right behind a number that the parser hung elsewhere."""
        tree = self.tree
        for word in range(last, min(last + 5, len(tree.low))):
            upos = tree.upos[word]
            if upos in _NOUNS and not (
                word + 1 < len(tree.low) and tree.upos[word + 1] in _NOUNS and tree.heads[word] == word + 1
            ):
                return word
            if upos not in ("ADJ", "NOUN", "PROPN") and tree.low[word] not in ("-", "more", "other"):
                return None
        return None

    def _figure(self, numeral: Numeral, first: int, last: int, node: int, noun: int) -> Figure | None:
        """The figure of a numeral whose counted noun is known; None where it counts nothing."""
        tree, text = self.tree, self.sentence.text
        unit = numeral.unit or ("" if first <= noun < last else self._unit(noun))
        if self._is_time_or_year(numeral, first, last, noun, unit):
            return None
        assigned, noun = self._role_of(numeral, first, last, node, noun, unit)
        own = first <= noun < last
        role = assigned.role if assigned else ""
        if self._only_names(numeral, first, node, noun, own, role):
            return None
        if assigned and not numeral.unit and last <= assigned.word == noun + 1 and assigned.role in HARM:
            unit = "persons"
        unit = self._unit_counted(numeral, noun, own, unit, assigned)
        stands_alone = own or (
            assigned is not None and assigned.word == noun and unit == "persons" and tree.upos[noun] != "NOUN"
        )
        item, end = ("", numeral.end) if stands_alone or tree.low[noun] == "shot" else self._item(last, noun)
        quantity = Quantity(
            low=numeral.low, high=numeral.high, qualifier=numeral.qualifier, unit=unit, role=role, item=item,
            rate=numeral.rate or rate_after(text, end), doubt=numeral.doubt,
            text=text[numeral.full_start : numeral.full_end], start=numeral.full_start, end=numeral.full_end,
        )  # fmt: skip
        return Figure(quantity=quantity, head=noun, predicate=assigned.word if assigned else -1)

    def _is_time_or_year(self, numeral: Numeral, first: int, last: int, noun: int, unit: str) -> bool:
        """Whether a number says when or how long and counts nothing."""
        text, tree = self.sentence.text, self.tree
        own = first <= noun < last
        if numeral.year and (own or not self._counts_despite_year(numeral, first, noun)):
            return True
        if unit not in _TIME_UNITS:
            return False
        return bool(
            _TIME_AROUND.match(text, self.sentence.ends[noun])
            or _TIME_BEFORE.search(text, max(0, numeral.start - 12), numeral.start)
            or tree.low[noun + 1 : noun + 2] == ["-"]
        )

    def _role_of(
        self, numeral: Numeral, first: int, last: int, node: int, noun: int, unit: str
    ) -> tuple[Assignment | None, int]:
        """The role of a figure, and the noun that it counts: what stands right beside it goes before the tree."""
        tree = self.tree
        if (
            first
            and tree.low[first - 1] == "by"
            and not numeral.unit
            and self._acts(first, self.roles.get(noun, []))
        ):
            self.roles.pop(noun, None)
        assigned = self._lost(noun) or self._harmed(first, last, noun, unit)
        if assigned is not None and last <= assigned.word <= noun:
            noun = (
                assigned.word - 1
            )  # "two dead and nine wounded": what is counted stands before the word of harm
        assigned = assigned or self._assigned(node, noun, first, last, unit)
        own = first <= noun < last
        if (
            assigned is not None
            and assigned.role in HARM
            and tree.preposition(noun) in ("in", "during", "at")
        ):
            # "nine wounded in three attacks": that in which they were harmed.
            if not own and self.tables.units.get(tree.lemmas[noun]) != "persons":
                assigned = None
        if assigned is None:
            assigned = self._verb_before(numeral, node, unit) or self._participle_behind(noun, unit)
        if assigned is None and own and (harm := toll_before(self.sentence.text, numeral.full_start)):
            assigned = Assignment(node=node, role=harm, unit="persons", word=node, weight=2)
        if assigned and assigned.role in ("killed", "injured") and self._either_harm(assigned.word):
            assigned = msgspec.structs.replace(assigned, role="casualties")
        return assigned, noun

    def _only_names(self, numeral: Numeral, first: int, node: int, noun: int, own: bool, role: str) -> bool:
        """Whether a number names or points and does not count: "the two countries", "one day", "none of the injuries"."""
        tree, text = self.tree, self.sentence.text
        if numeral.high == 0 and not own and tree.lemmas[noun] in ("injury", "wound"):
            return True  # "none of the injuries is life-threatening" does not say that nobody was hurt
        weak = text[numeral.start : numeral.end].lower() in _WEAK
        if weak and (not role or tree.low[noun] in _WEAKLY_COUNTED):
            return True
        if role or (numeral.unit and own):
            return False
        if own:
            return numeral.word or tree.upos[node] == "PROPN"
        small = numeral.word and (numeral.low or 99) <= 10
        return small and first > 0 and tree.low[first - 1] in _DEFINITE

    def _unit_counted(
        self, numeral: Numeral, noun: int, own: bool, unit: str, assigned: Assignment | None
    ) -> str:
        """The unit, where the role tells what the noun does not: the dead are persons."""
        role = assigned.role if assigned else ""
        persons = assigned is not None and assigned.unit == "persons"
        if own and not numeral.unit:
            return "persons" if persons or role in _SINGLE or role == "casualties" else ""
        if not unit and persons:
            return "persons"
        if unit == "bodies" or (not own and unit in ("deaths", "injuries")):
            return "persons"
        return "persons" if self.tree.lemmas[noun] == "life" and role == "killed" else unit

    def _counts_despite_year(self, numeral: Numeral, first: int, noun: int) -> bool:
        """ "2000 troops" against "the 2014 protests" and "in 2014 troops entered"."""
        tree = self.tree
        if self._unit(noun) not in (
            "persons",
            "missiles",
            "drones",
            "munitions",
            "vehicles",
        ) or not self._plural(noun):
            return False
        before = tree.low[first - 1] if first else ""
        if before in (
            "in",
            "since",
            "the",
            "of",
            "by",
            "until",
            "during",
            "from",
            "'s",
            "’s",
            "early",
            "late",
        ):
            return numeral.full_start < numeral.start
        return noun - first <= 3

    def _plural(self, noun: int) -> bool:
        return "Number=Plur" in self.sentence.feats[noun] or self.tree.lemmas[noun] in (
            "people",
            "personnel",
            "troop",
        )

    def _unit(self, noun: int) -> str:
        """The unit of a noun: from the table, else its own plural."""
        tree = self.tree
        lemma, low = tree.lemmas[noun], tree.low[noun]
        if low == "shot" and any(one.role == "shot" for one in self.roles.get(noun, ())):
            return "persons"  # "2 shot"
        units = self.tables.units
        unit = units.get(lemma) or units.get(low) or (units.get(low[:-1]) if low.endswith("s") else None)
        if unit:
            return unit
        if tree.sentence.words[noun][:1].isupper() and low.endswith(
            ("ans", "ians", "ese", "is", "men", "ers", "ish")
        ):
            return "persons"  # demonyms
        return low if tree.upos[noun] in _NOUNS else ""

    def _either_harm(self, word: int) -> bool:
        """Whether a word of harm is coordinated with the other: "killed or wounded", "dead and injured"."""
        low = self.tree.low
        pairs = [low[word - 2 : word + 1], low[word : word + 3]]
        return any(
            len(pair) == 3
            and pair[1] in ("and", "or", "and/or")
            and {HARMED.get(pair[0]), HARMED.get(pair[2])} == {"killed", "injured"}
            for pair in pairs
        )

    def _lost(self, noun: int) -> Assignment | None:
        """ "1,100 casualties, dead and injured together": the noun says it, whatever stands beside it."""
        if self.tree.lemmas[noun] != "casualty" or self.tree.low[noun] == "casualty":
            return None
        return Assignment(node=noun, role="casualties", unit="persons", word=noun, weight=6)

    def _harmed(self, first: int, last: int, noun: int, unit: str) -> Assignment | None:
        """The harm that the words right beside a count of people tell of."""
        tree = self.tree
        bare = unit in ("", "deaths", "injuries") or tree.low[noun] in _HARM_NOUNS
        at_once = (
            tree.low[last : last + 1] != [] and tree.low[last] in HARMED
        )  # "nine wounded in two attacks"
        if (
            unit != "persons"
            and not at_once
            and not (bare and (noun < last or tree.low[noun] in _HARM_NOUNS))
        ):
            return None
        harm = harm_beside(tree, first, last, last - 1 if at_once else noun)
        return Assignment(node=noun, role=harm[0], unit="persons", word=harm[1], weight=6) if harm else None

    def _assigned(self, node: int, noun: int, first: int, last: int, unit: str) -> Assignment | None:
        """The role for a figure: by its noun, its number, or the partitive above it; the most telling wins."""
        candidates: list[Assignment] = []
        for word in {node, noun, *range(first, last)}:
            candidates.extend(self.roles.get(word, ()))
        partitive = node != noun and self.tree.low[last : last + 1] == ["of"]
        # A figure may stand inside of the noun that has the role: "a group of 12 people was captured".
        head = self.tree.heads[node]
        inside = head >= 0 and self.tree.relations[node] == "nmod" and self.tree.preposition(node) == "of"
        if inside and self.tree.lemmas[head] in _COLLECTIVES:
            candidates.extend(self.roles.get(head, ()))
        persons = unit in (
            "persons",
            "",
            "deaths",
            "injuries",
            "bodies",
            "life",
            "lives",
            "households",
            "animals",
        )
        fitting = [
            one
            for one in candidates
            if not one.unit or one.unit == unit or (one.unit == "persons" and persons)
        ]
        if not fitting:
            return None
        return max(
            fitting,
            # "seven of the wounded died": what befell the seven, not what the wounded are.
            key=lambda one: (
                partitive and one.node != noun,
                one.weight,
                one.unit == unit and bool(unit),
                -abs(one.word - noun),
            ),
        )

    def _verb_before(self, numeral: Numeral, node: int, unit: str) -> Assignment | None:
        """ "The collapse injured at least 20 workers": the verb right before a figure that the tree lost."""
        before = bisect_right(self.sentence.ends, numeral.full_start) - 1
        if before < 0:
            return None
        verb = self.tables.forms.get(self.tree.low[before])
        for role in self.tables.roles.get((verb, "verb"), ()) if verb else ():
            if (
                role.slot == "object"
                and role.unit == "persons"
                and self.tree.upos[before] in ("VERB", "ADJ", "NOUN")
            ):
                return Assignment(node=node, role=role.role, unit=role.unit, word=before, weight=1)
        return None

    def _participle_behind(self, noun: int, unit: str) -> Assignment | None:
        """ "2 officers injured in raid": the participle right behind a figure that the tree lost."""
        tree, behind = self.tree, noun + 1
        if unit not in ("persons", "") or behind >= len(tree.low):
            return None
        if tree.upos[behind + 1 : behind + 2] and tree.upos[behind + 1] in (
            "DET",
            "NUM",
            "PRON",
            "NOUN",
            "PROPN",
        ):
            return None  # "five officers injured a man"
        low = tree.low[behind]
        roles = self.tables.roles.get((low, "adj"), ())
        if not roles and low == "shot":
            roles = self.tables.roles["shoot", "verb"]
        return next(
            (
                Assignment(node=noun, role=r.role, unit=r.unit, word=behind, weight=1)
                for r in roles
                if r.unit in ("persons", "")
            ),
            None,
        )

    def _item(self, last: int, noun: int) -> tuple[str, int]:
        """The counted words and where they end."""
        tree, sentence = self.tree, self.sentence
        begin = last
        while begin < noun and (
            tree.upos[begin] in ("ADP", "DET", "PUNCT", "PRON") or tree.low[begin] == "more"
        ):
            begin += 1
        if begin > noun:
            begin = noun
        end = noun + 1
        if tree.lemmas[noun] in (
            "member",
            "unit",
            "piece",
            "soldier",
            "troop",
            "group",
            "body",
            "ton",
            "tonne",
            "barrel",
            "round",
            "case",
            "count",
        ):
            for kid in tree.kids[noun]:
                if kid > noun and tree.relations[kid] == "nmod" and tree.preposition(kid) == "of":
                    final = max(i for i in sentence.subtree(kid))
                    if final - noun <= 7:
                        end = final + 1
        return sentence.text[sentence.starts[begin] : sentence.ends[end - 1]], sentence.ends[end - 1]

    def _multiples(self) -> list[Figure]:
        """ "a triple murder", "the double shooting"."""
        tree, sentence = self.tree, self.sentence
        found: list[Figure] = []
        for word in range(len(tree.low) - 1):
            count = _MULTIPLES.get(tree.low[word])
            role = _MULTIPLIED.get(tree.low[word + 1].rstrip("s")) if count else None
            if count and role:
                span = sentence.span(word, word + 2)
                quantity = Quantity(
                    low=count,
                    high=count,
                    unit="persons",
                    role=role,
                    text=span.text,
                    start=span.start,
                    end=span.end,
                )
                found.append(Figure(quantity=quantity, head=word + 1, predicate=word + 1))
        return found

    # ------------------------------------------------------------ persons without a number

    def _single(self, node: int, assigned: list[Assignment]) -> Figure | None:
        """ "A man was shot dead", "John Smith died", "the victim, 23, died": one person; None when it is not."""
        fitting = [one for one in assigned if one.role in _SINGLE and one.unit in ("persons", "")]
        if not fitting or not self._is_person(node):
            return None
        if self._acts(self._phrase(node)[0], fitting):
            return None
        # Who is told to have died and to have been hurt is dead.
        best = max(fitting, key=lambda one: (one.role == "killed", one.weight))
        first, last = self._phrase(node)
        if (harm := harm_behind(self.tree, last, node)) and best.role in HARM:
            best = Assignment(node=node, role=harm[0], unit="persons", word=harm[1], weight=6)
        if (
            best.word == node
            or self._speaks(node)
            or (self.tree.lemmas[best.word] != "survive" and self._unreal(best.word))
        ):
            return None
        first, last = self._phrase(node)
        start, end = self.sentence.starts[first], self.sentence.ends[last - 1]
        if age := _AGE_BEFORE.search(self.sentence.text, max(0, start - 30), start):
            start = age.start()
        text = self.sentence.text[start:end]
        quantity = Quantity(
            low=1, high=1, unit="persons", role=best.role, item=text, text=text, start=start, end=end
        )
        return Figure(quantity=quantity, head=node, predicate=best.word, implied=True)

    def _acts(self, first: int, assigned: list[Assignment]) -> bool:
        """ "shot by a guard", "killed by two men": who stands behind "by" did it."""
        return first > 0 and self.tree.low[first - 1] == "by" and all(one.role in HARM for one in assigned)

    def _speaks(self, node: int) -> bool:
        """ "..., Sheriff Hess said": the speaker of a sentence that parsers like to make the victim of it."""
        after = node + 1
        while (
            after < len(self.tree.low)
            and self.tree.relations[after] in ("flat", "punct")
            and self.tree.heads[after] == node
        ):
            after += 1
        return self.tree.low[after : after + 1] in (
            ["said"],
            ["says"],
            ["told"],
            ["added"],
            ["wrote"],
            ["tells"],
        )

    def _is_person(self, node: int) -> bool:
        tree = self.tree
        upos, low = tree.upos[node], tree.low[node]
        if upos == "PRON":
            return low in _PRONOUNS
        if low == "old" and "year" in tree.low[max(0, node - 3) : node]:
            return True  # "a 2-year-old"
        if tree.relations[node] in ("flat", "compound", "list"):
            return False
        if any(
            entity.first <= node < entity.last for entity in self.sentence.entities if entity.label == "PER"
        ):
            return True
        if upos != "NOUN" and upos != "PROPN":
            return False
        if "Number=Plur" in self.sentence.feats[node] or low != tree.lemmas[node]:
            return False
        return self.tables.units.get(low) == "persons" and low not in (
            "people",
            "personnel",
            "crew",
            "staff",
            "couple",
            "family",
            "troop",
        )

    def _unreal(self, verb: int) -> bool:
        """Whether the predicate is only possible, intended, denied or asked for; explicit numbers are kept even so."""
        tree = self.tree
        if tree.relations[verb] == "conj" and tree.upos[verb] == "VERB" and 0 <= tree.heads[verb] < verb:
            above = tree.heads[verb]
            if tree.upos[above] == "VERB" and tree.infinitive(above) and self._unreal(above):
                return True  # "meant to shoot and kill"
        for kid in tree.kids[verb]:
            if tree.low[kid] in _DENIED or (tree.relations[kid] == "aux" and tree.low[kid] in _UNREAL):
                return True
            if tree.relations[kid] == "mark" and tree.low[kid] in ("if", "unless", "whether"):
                return True
        if tree.upos[verb] == "VERB" and tree.infinitive(verb):
            perfect = any(tree.lemmas[k] == "have" for k in tree.kids[verb])
            head = tree.heads[verb]
            return not perfect and (
                head < 0 or tree.lemmas[head] not in ("appear", "seem", "happen", "continue", "be", "go")
            )
        return tree.low[verb - 1] == "attempted" if verb else False

    def _phrase(self, node: int) -> tuple[int, int]:
        """The words of a noun phrase, without what follows the noun."""
        tree = self.tree
        first, last = node, node + 1
        below = set(self.sentence.subtree(node))
        while (
            first - 1 in below
            and node - first < 9
            and (tree.upos[first - 1] in _BEFORE_NOUN or tree.low[first - 1] == "-")
        ):
            first -= 1
        while last < len(tree.low):
            if tree.heads[last] in range(first, last) and tree.relations[last] in ("flat", "goeswith"):
                last += 1
            elif tree.upos[node] == "PROPN" and self._hyphenated(last):
                last += 2  # "Jean-Luc", "Diaz-Ortega"
            else:
                break
        return first, last

    def _hyphenated(self, hyphen: int) -> bool:
        """Whether a hyphen without spaces ties the name before it to the one behind."""
        sentence = self.sentence
        return (
            sentence.words[hyphen] == "-"
            and hyphen + 1 < len(sentence.words)
            and sentence.ends[hyphen - 1] == sentence.starts[hyphen]
            and sentence.ends[hyphen] == sentence.starts[hyphen + 1]
            and sentence.words[hyphen + 1][:1].isupper()
        )
