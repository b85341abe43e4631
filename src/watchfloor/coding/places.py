"""Where it happened: names of places in a sentence, told apart by their surroundings, and the place of one event.

A name is looked up as a run of capitalised words; the tree and the entities say whether it stands for a place at all;
among namesakes the text decides ("Springfield, Ohio"), then the countries that the article speaks of, then size.
Where that does not settle it, there is no place rather than a wrong one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from watchfloor.coding.lookup import tree_of
from watchfloor.coding.tree import CLAUSE_MARKERS, Tree
from watchfloor.knowledge.place_tables import PlaceEntry, PlaceTable, fold_name, load_places
from watchfloor.knowledge.unit_tables import load_units
from watchfloor.records import Place, Sentence

__all__ = ["PlaceContext", "event_place", "find_places"]

_STRONG = frozenset({
    "in", "near", "outside", "around", "across", "throughout", "inside", "at", "within", "off", "along",
    "through", "over", "above", "amid", "between", "beyond", "under", "south", "north", "east", "west",
})  # fmt: skip
_WEAK = frozenset({
    "to", "from", "into", "toward", "towards", "for", "onto", "on", "against", "by", "of", "via",
    "between", "and",
})  # fmt: skip
_ADMIN = frozenset({
    "region", "oblast", "province", "governorate", "prefecture", "district", "county", "state",
    "department", "krai", "territory", "republic", "raion", "canton", "municipality",
})  # fmt: skip
_PLACE_NOUNS = _ADMIN | frozenset({
    "city", "town", "village", "suburb", "outskirts", "capital", "port", "area", "coast", "border",
    "airport", "base", "camp", "hospital", "street", "streets", "neighborhood", "neighbourhood",
    "downtown", "centre", "center", "valley", "island", "islands", "peninsula", "strait", "front",
    "frontline", "sector", "axis", "direction", "metro", "enclave", "corridor", "south", "north", "east",
    "west", "northeast", "northwest", "southeast", "southwest", "waters", "coastline", "airfield",
    "crossing", "checkpoint", "prison", "university", "market", "square",
})  # fmt: skip
_DIRECTIONS = frozenset({
    "eastern", "western", "northern", "southern", "central", "northeastern", "northwestern",
    "southeastern", "southwestern", "east", "west", "north", "south", "north-eastern", "north-western",
    "south-eastern", "south-western", "upper", "lower", "rural", "downtown", "occupied", "mainland",
})  # fmt: skip
_NEVER = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "congress", "parliament", "senate", "president", "minister", "police", "army", "state", "government",
    "the", "of", "united", "union", "most", "same", "us", "media", "english", "republic", "general",
    "man", "god", "jr", "sr", "mr", "mrs", "dr", "st", "north", "south", "east", "west", "central",
    "national", "international", "university", "high", "school",
})  # fmt: skip
_INNER = frozenset(
    {
        "of",
        "de",
        "la",
        "el",
        "al",
        "the",
        "and",
        "du",
        "del",
        "-",
        "'",
        "’",
        "'s",
        "’s",
        "e",
        "i",
        "on",
        "upon",
        "ez",
        "es",
        "en",
        "d",
        "az",
        ".",
    }
)
_LONGEST = 7
_MIN_ALONE = 250_000  # a city that no word of the article vouches for must be as large
_BETWEEN = frozenset(
    {
        "between",
        "amid",
        "beyond",
        "over",
        "under",
        "above",
        "off",
        "against",
        "toward",
        "towards",
        "on",
        "along",
        "via",
        "at",
    }
)
_MOTION = frozenset({
    "travel", "go", "fly", "return", "arrive", "deploy", "move", "march", "cross", "flee", "drive",
    "sail", "head", "come", "relocate", "evacuate", "deport", "extradite", "advance", "retreat",
    "withdraw",
})  # fmt: skip
_CARRYING = frozenset(
    {"send", "transfer", "ship", "transport", "bring", "take", "dispatch", "rush", "airlift"}
)
_JOURNEYS = frozenset({
    "deployment", "trip", "visit", "shipment", "way", "road", "transfer", "move", "return", "travel",
    "flight", "journey", "march", "deportation", "extradition",
})  # fmt: skip
_FINE = {"facility": 0, "city": 1, "region": 2, "sea": 3, "country": 4}


class _Hit(msgspec.Struct):
    """A run of words that the gazetteer knows."""

    first: int
    last: int
    key: str
    entries: tuple[PlaceEntry, ...]
    adjective: str = ""


class PlaceContext:
    """What the places and countries of a whole article say about each of its names.

    Args:
        sentences: of the article, with trees.
        table: the gazetteer; ours by default.

    Attributes:
        countries: how often each country is named, by name, adjective or a city that only it can mean.
        states: the same for US states.
        settled: places that the text itself spelt out ("Springfield, Ohio"), by folded name.
    """

    def __init__(self, sentences: Sequence[Sentence] = (), table: PlaceTable | None = None) -> None:
        self.table = table or load_places()
        self.countries: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.settled: dict[str, PlaceEntry] = {}
        self._hits: dict[int, list[_Hit]] = {}
        self._kept: list[Sentence] = list(sentences)  # ids stay those of living objects
        for sentence in sentences:
            hits = self._hits[id(sentence)] = _scan(sentence, self.table)
            self._learn(sentence, hits)

    def hits(self, sentence: Sentence) -> list[_Hit]:
        """The gazetteer's names in a sentence."""
        known = self._hits.get(id(sentence))
        return _scan(sentence, self.table) if known is None else known

    def _learn(self, sentence: Sentence, hits: list[_Hit]) -> None:
        for hit in hits:
            if hit.adjective:
                self.countries[hit.adjective] += 1
                continue
            for entry in hit.entries:
                if entry.kind == "country":
                    self.countries[entry.id] += 2
                elif entry.id.startswith("US-"):
                    self.states[entry.id] += 2
                    self.countries["USA"] += 1
                elif (
                    len(hit.entries) == 1
                    and (entry.kind != "city" or entry.population > 400_000)
                    and entry.country
                ):
                    self.countries[entry.country] += 1
            container = _container(sentence, hit, self.table)
            if container and (inside := _inside(hit.entries, container)):
                self.settled.setdefault(hit.key, inside)
                self.countries[inside.country or ""] += 2
                if inside.state:
                    self.states[f"US-{inside.state}"] += 2


def find_places(sentence: Sentence, context: PlaceContext | None = None) -> list[Place]:
    """The places that a sentence names as places, in order.

    Args:
        sentence: with its tree.
        context: of the article; without it the sentence alone decides between namesakes.

    Returns:
        Places with offsets relative to the sentence. A country is one only where it is said to be where something
        is ("in Russia"), not where it acts ("Russia said").
    """
    if not sentence.words or len(sentence.heads) != len(sentence.words):
        return []
    context = context or PlaceContext([sentence])
    hits = [hit for hit in context.hits(sentence) if not hit.adjective]
    if not hits:
        return []
    tree = tree_of(sentence)
    found: list[Place] = []
    skip = -1
    for hit in hits:
        if hit.first < skip:
            continue
        politic = hit.key in context.table.capitals or hit.entries[0].kind == "country"
        sure = _is_place(sentence, tree, hit, politic)
        if not sure:
            continue
        container = _container(sentence, hit, context.table)
        admin = hit.last < len(tree.low) and tree.low[hit.last] in _ADMIN
        entry = _choose(hit, container, admin, context, sentence)
        if entry is None or ((politic or entry.kind == "country") and sure < 2):
            continue
        first, last = _extent(tree, hit, admin)
        if container:
            skip = container[1]
        start, end = sentence.starts[first], sentence.ends[last - 1]
        kind = "region" if admin and entry.kind == "city" and tree.low[hit.last] != "city" else entry.kind
        found.append(
            Place(
                id=entry.id, name=entry.name, country=entry.country, latitude=entry.latitude, longitude=entry.longitude,
                kind=kind, text=sentence.text[start:end], start=start, end=end,
            )
        )  # fmt: skip
    return found


# ---------------------------------------------------------------- names


def _scan(sentence: Sentence, table: PlaceTable) -> list[_Hit]:
    """The longest runs of words that are a name of the gazetteer or a country's adjective."""
    hits: list[_Hit] = []
    words, starts, ends, text = sentence.words, sentence.starts, sentence.ends, sentence.text
    folded = fold_name(text)
    same = len(folded) == len(text)
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        begins = word[:1].isupper() or (word in _DIRECTIONS or word in ("al", "el", "occupied"))
        if not begins:
            at += 1
            continue
        stop = at + 1
        while (
            stop < count
            and stop - at < _LONGEST
            and (
                words[stop][:1].isupper()
                or words[stop].lower() in _INNER
                or words[stop].lower() in _ADMIN
                or words[stop] in ("peninsula", "corridor", "plant", "dam", "bridge", "base", "air", "naval")
            )
        ):
            stop += 1
        hit = None
        for last in range(stop, at, -1):
            key = (
                folded[starts[at] : ends[last - 1]] if same else fold_name(text[starts[at] : ends[last - 1]])
            )
            entries = table.find_folded(key)
            if entries and not (last == at + 1 and key in _NEVER and word != "US"):
                hit = _Hit(first=at, last=last, key=key, entries=entries)
                break
            country = table.adjectives.get(key)
            if country and not entries:
                hit = _Hit(first=at, last=last, key=key, entries=(), adjective=country)
                break
        if hit is None:
            at += 1
        else:
            hits.append(hit)
            at = hit.last
    return hits


def _container(sentence: Sentence, hit: _Hit, table: PlaceTable) -> tuple[str, int] | None:
    """The state or country behind a comma ("Springfield, Ohio") as an id, and the word behind it."""
    words = sentence.words
    at = hit.last
    if at + 1 < len(words) and words[at] == "," and words[at + 1][:1].isupper():
        for last in range(min(at + 5, len(words)), at + 1, -1):
            key = fold_name(sentence.text[sentence.starts[at + 1] : sentence.ends[last - 1]])
            code = table.states.get(key)
            if code and (len(key) > 2 or words[at + 1].isupper()):
                return code, last
            if key in table.countries:
                return table.countries[key], last
            regions = [e for e in table.find_folded(key) if e.kind == "region" and e.country]
            if regions and last == at + 2:
                return regions[0].country or "", last
    return None


def _inside(entries: Sequence[PlaceEntry], container: tuple[str, int]) -> PlaceEntry | None:
    """The largest of the namesakes that lies in a state or country."""
    code = container[0]
    fitting = [
        e
        for e in entries
        if e.kind != "country" and (f"US-{e.state}" == code if code.startswith("US-") else e.country == code)
    ]
    return max(fitting, key=lambda e: e.population or 10**6) if fitting else None


def _head(sentence: Sentence, first: int, last: int) -> int:
    tops = [i for i in range(first, last) if not first <= sentence.heads[i] < last]
    return tops[-1] if tops else last - 1


def _is_place(sentence: Sentence, tree: Tree, hit: _Hit, politic: bool) -> int:
    """How surely a name stands for where something is: 0 not, 1 a place but no locative, 2 in a locative.

    ``politic`` names (countries, capitals) also stand for governments: "between Moscow and Pyongyang" is nowhere.
    """
    label, whole = "", True
    for entity in sentence.entities:
        if entity.first < hit.last and hit.first < entity.last:
            label = entity.label
            whole = entity.first >= hit.first and entity.last <= hit.last
            if not whole and all(
                tree.low[i] in _PLACE_NOUNS | _DIRECTIONS | {",", "the"}
                for i in range(entity.first, entity.last)
                if not hit.first <= i < hit.last
            ):
                whole = True
    if not whole and label in ("PER", "ORG", "MISC"):
        return 0
    head = _head(sentence, hit.first, hit.last)
    upos = {tree.upos[i] for i in range(hit.first, hit.last)}
    if "PROPN" not in upos and label != "LOC" and hit.last - hit.first == 1:
        return 0
    if hit.last < len(tree.low) and tree.low[hit.last] in ("'s", "’s", "'") and label != "LOC":
        return 0
    preposition = _preposition(tree, head, hit)
    if preposition in ("'s", "’s"):
        return 1 if label == "LOC" and not _only_countries(hit) else 0
    first = preposition.partition(" ")[0]
    if politic and first in _BETWEEN:
        return 1 if label == "LOC" else 0
    if first in _STRONG or preposition in (
        "out of",
        "close to",
        "next to",
        "north of",
        "south of",
        "east of",
        "west of",
    ):
        return 0 if label == "PER" and first == "at" else 2
    if label in ("PER", "ORG"):
        return 0
    if first in ("to", "from", "into", "toward", "towards", "onto", "via", "on") and (
        label == "LOC" or hit.entries[0].kind != "city"
    ):
        return 2 if _moves(tree, head, first) else 1
    if first == "of":
        above = tree.heads[head]
        return (
            2
            if above >= 0
            and tree.lemmas[above]
            in _PLACE_NOUNS | {"part", "rest", "siege", "battle", "bombing", "capture", "fall", "outside"}
            else int(label == "LOC")
        )
    return 1 if label == "LOC" else 0


def _only_countries(hit: _Hit) -> bool:
    return all(entry.kind == "country" for entry in hit.entries)


def _moves(tree: Tree, head: int, preposition: str) -> bool:
    """ "shipped to Vladivostok": the goal of a moving is where it ends; "according to", "aid to", "sold to" are not."""
    above = tree.heads[head]
    if preposition in ("into", "onto", "on", "via"):
        return True
    if above < 0 or tree.relations[head] not in ("obl", "conj", "nmod", "compound"):
        return False
    lemma = tree.lemmas[above]
    if lemma in _JOURNEYS or (tree.upos[above] == "VERB" and lemma in _MOTION):
        return True
    if tree.upos[above] != "VERB" or lemma not in _CARRYING:
        return False
    units = load_units().units
    carried = tree.arguments(above).object
    return any(units.get(tree.lemmas[k]) == "persons" or tree.upos[k] == "PROPN" for k in carried)


def _preposition(tree: Tree, head: int, hit: _Hit) -> str:
    """The preposition that a name stands behind, through "Kursk region", "the city of Kursk", coordination."""
    word = head
    for _ in range(4):
        found = tree.preposition(word)
        if found:
            return found
        if any(tree.relations[k] == "case" and k > word for k in tree.kids[word]):
            return "'s"
        above, relation = tree.heads[word], tree.relations[word]
        if above < 0:
            return ""
        if relation in ("conj", "flat", "appos", "list") or (
            relation in ("compound", "nmod", "amod") and tree.lemmas[above] in _PLACE_NOUNS
        ):
            word = above
            continue
        return ""
    return ""


def _extent(tree: Tree, hit: _Hit, admin: bool) -> tuple[int, int]:
    """The name with its direction ("eastern Russia") and what it is the name of ("Kursk region")."""
    first, last = hit.first, hit.last
    if first and tree.low[first - 1] in _DIRECTIONS and tree.heads[first - 1] >= first:
        first -= 1
    return first, last + 1 if admin else last


# ---------------------------------------------------------------- namesakes


def _choose(
    hit: _Hit, container: tuple[str, int] | None, admin: bool, context: PlaceContext, sentence: Sentence
) -> PlaceEntry | None:
    """One of the places of a name; None when nothing decides."""
    entries = hit.entries
    if container:
        inside = _inside(entries, container)
        if inside is not None:
            return inside
        # The text says where it lies and no namesake lies there: a place that the gazetteer does not have.
        if all(e.kind == "city" for e in entries):
            return None
    if not admin and (settled := context.settled.get(hit.key)):
        return settled
    total = sum(context.countries.values()) or 1
    here = {h.adjective for h in context.hits(sentence)} | {
        e.id for h in context.hits(sentence) for e in h.entries if e.kind == "country"
    }

    def score(entry: PlaceEntry) -> float:
        size = {"country": 8.0, "sea": 7.5, "facility": 6.0, "region": 6.0}.get(
            entry.kind, math.log10(entry.population + 1)
        )
        if entry.kind == "region":
            size += 3 if admin else -0.5
        if entry.country:
            size += 4 * context.countries[entry.country] / total + (
                1.5 if entry.country in here and entry.kind != "country" else 0
            )
            if entry.state:
                size += 2 * min(1.0, context.states[f"US-{entry.state}"] / 2)
        return size

    ranked = sorted(entries, key=score, reverse=True)
    best = ranked[0]
    if best.kind != "city":
        return best
    vouched = bool(best.country) and context.countries[best.country or ""] > 0
    if (
        best.country == "USA"
        and best.state
        and context.states
        and not context.states[f"US-{best.state}"]
        and best.population < 1_000_000
    ):
        vouched = False
    rival = next((e for e in ranked[1:] if e.country != best.country or e.state != best.state), None)
    if not vouched:
        return (
            best
            if best.population >= _MIN_ALONE and (rival is None or best.population >= 4 * rival.population)
            else None
        )
    if (
        rival is not None
        and rival.kind == "city"
        and rival.country == best.country
        and best.population < 3 * rival.population
    ):
        return best if best.state and context.states[f"US-{best.state}"] else None
    return best


# ---------------------------------------------------------------- the place of an event


def event_place(
    sentence: Sentence, word: int, places: Sequence[Place], context: PlaceContext | None = None
) -> Place | None:
    """Where a predicate happened.

    Args:
        sentence: with its tree.
        word: index of the verb or event noun.
        places: of `find_places` for the same sentence.
        context: unused by our tables so far that the tree alone decides; kept for those that need the article.

    Returns:
        The finest place that hangs on the predicate or on the clause that it shares; None when there is none.
    """
    del context
    if not places or not 0 <= word < len(sentence.heads):
        return None
    tree = tree_of(sentence)
    hung = [(place, *_hang(tree, sentence, place)) for place in places]
    at, steps = word, 0
    while at >= 0 and steps < len(sentence.heads):
        own = [
            (0 if p in _STRONG else 1, _FINE.get(place.kind, 2), abs(chain[0] - word), place.start, place)
            for place, chain, p in hung
            if at in chain and p not in ("from", "'s", "’s", "against", "with", "by", "for", "")
        ]
        if own:
            return min(own, key=lambda one: one[:4])[4]
        at, steps = _clause_above(tree, at), steps + 1
    return None


def _hang(tree: Tree, sentence: Sentence, place: Place) -> tuple[list[int], str]:
    """The words a place hangs on up to and with its verb, the place's own head first, and its preposition."""
    first = bisect_right(sentence.ends, place.start)
    last = max(first + 1, bisect_left(sentence.starts, place.end))
    word = _head(sentence, first, last)
    preposition = _preposition(tree, word, _Hit(first=first, last=last, key="", entries=())).partition(" ")[0]
    chain = [word]
    for _ in range(12):
        word = tree.heads[word]
        if word < 0:
            break
        chain.append(word)
        if tree.upos[word] in ("VERB", "AUX") or any(
            tree.relations[k] in ("nsubj", "cop") for k in tree.kids[word]
        ):
            break
    # "began shelling in Kursk": the place of the complement is that of the verb above.
    last_word = chain[-1]
    while tree.relations[last_word] == "xcomp" and tree.heads[last_word] >= 0:
        last_word = tree.heads[last_word]
        chain.append(last_word)
    return chain, preposition


def _clause_above(tree: Tree, word: int) -> int:
    """The word whose place a predicate shares when it has none of its own; -1 when there is none."""
    relation, head = tree.relations[word], tree.heads[word]
    if (
        relation == "parataxis"
        and tree.is_gerund(word)
        and not any(tree.relations[k] == "nsubj" for k in tree.kids[word])
    ):
        return head  # "exploded, killing four"
    if head < 0 or relation in ("ccomp", "parataxis", "csubj"):
        return -1
    if relation == "acl" and any(
        tree.relations[k] in ("nsubj", "aux") or tree.low[k] in ("who", "that", "which")
        for k in tree.kids[word]
    ):
        return -1
    if relation == "advcl" and tree.preposition(word) in CLAUSE_MARKERS:
        return -1
    return head
