"""Frames: which words, in which company, say which act, and which of their arguments are actor and recipient.

A row of ``frames/*.tsv`` holds a set of words that behave alike. docs/extending-frames.md explains the columns; a
user's own table has the same ones and is laid over ours with `load_frames`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, load_ontology, read_rows

__all__ = ["NONE", "NOTHING", "PREPOSITIONS", "Condition", "Frame", "FrameSet", "TableError", "load_frames"]

NONE = "NONE"
"""Type of a frame that says: these words in this company are none of the acts that other frames take them for."""

NOTHING = "NOTHING"
"""Type of a frame that says: these words are no act at all, whatever else reads them."""

_NO_ACT = frozenset({NONE, NOTHING})

PREPOSITIONS = frozenset({
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "among", "around",
    "as", "at", "away", "before", "behind", "below", "beside", "between", "beyond", "by", "down",
    "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "out_of",
    "outside", "over", "past", "per", "through", "to", "toward", "towards", "under", "until", "upon",
    "via", "with", "within", "without", "despite", "like", "throughout", "amid",
})  # fmt: skip
_SLOTS = frozenset(
    {"subj", "obj", "iobj", "poss", "mod", "gov", "gov.obj", "both", "comp.subj", "comp.obj", "comp.actor",
     "comp.recipient", "clause.subj", "none"}
)  # fmt: skip
_CONDITIONS = frozenset({"obj", "subj", "iobj", "comp", "mod", "case", "gov", "prt", "poss", "word", "has"})
_FLAGS = frozenset(
    {"noobj", "nocomp", "passive", "active", "nosubj", "plural", "noprt", "bare", "named", "keep"}
)  # fmt: skip
_COMPLEMENTS = frozenset({"to", "that", "ing", "any", "coop", "conflict", "must"})
_POS = {"v": "verb", "n": "noun", "a": "adjective"}
_COLUMNS = ("id", "words", "pos", "needs", "type", "mode", "actor", "recipient", "weight", "source")
_FOLDER = Path(__file__).parent / "frames"


class Condition(msgspec.Struct, frozen=True):
    """One thing that must stand in the tree beside the word.

    Attributes:
        slot: ``obj``, ``subj``, a preposition, ``comp``, ``mod``, ``case``, ``gov`` ... or a flag such as ``noobj``.
        words: any of these must fill it; None if anything may. May hold ``party`` (a person or organisation).
        negated: must not hold.
    """

    slot: str
    words: frozenset[str] | None = None
    negated: bool = False


class Frame(msgspec.Struct, frozen=True):
    """One row for one of its words.

    Attributes:
        id: the row's id.
        lemma: the word that triggers it.
        particle: that must stand with it ("off" of "call off"), empty when none.
        pos: ``v``, ``n`` or ``a``.
        conditions: all of them must hold.
        type: a PLOVER type, `NONE` or `NOTHING`.
        mode: one of the type's modes, empty when the words round it decide.
        actor, recipient: slots to look into, the first that is filled counts.
        weight: how often these words mean this act, 0 to 1.
        rank: how specific it is; of several frames that hold, the highest rank counts, then the weight.
    """

    id: str
    lemma: str
    particle: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    weight: float
    rank: int
    source: str

    @property
    def is_act(self) -> bool:
        """Whether its words are an act."""
        return self.type not in _NO_ACT


class FrameSet(msgspec.Struct, frozen=True):
    """Compiled frames.

    Attributes:
        verbs, nouns, adjectives: frames by lemma, best rank first.
        classes: named sets of words, as used in conditions.
        support: verbs that lend their arguments to an event noun: lemma -> (role of the subject, particle) where the
            role is ``actor`` ("launch an attack"), ``recipient`` ("suffer an attack") or ``event`` ("take place").
        modes: type -> rows (mode, cue words) in order of preference.
        vocabulary: all words of frames, classes and support verbs.
        irregular: base form by irregular form ("froze").
        rows: number of rows read.
    """

    verbs: dict[str, list[Frame]]
    nouns: dict[str, list[Frame]]
    adjectives: dict[str, list[Frame]]
    classes: dict[str, frozenset[str]]
    support: dict[str, str]
    modes: dict[str, list[tuple[str, frozenset[str]]]]
    vocabulary: frozenset[str]
    irregular: dict[str, str]
    rows: int


@cache
def load_frames(*overlays: Path) -> FrameSet:
    """Our frames with a user's tables laid over them.

    A user's row with one of our ids replaces our row; one whose type is ``-`` takes ours away. Two rows of one
    table must not have the same id.

    Args:
        overlays: the user's tables, later ones over earlier ones.

    Raises:
        TableError: a row with an unknown type, mode, slot or class, or a duplicate id; with file and row.
    """
    classes = _read_classes(_FOLDER / "classes.tsv")
    rows: dict[str, list[Frame]] = {}
    for path in sorted(_FOLDER.glob("acts_*.tsv")):
        for name, frames in _read_frames(path, classes):
            if name in rows:
                raise TableError(f"{path}: id {name!r} is in another of our tables already")
            rows[name] = frames
    for path in overlays:
        rows.update(_read_frames(Path(path), classes))
    index: dict[str, dict[str, list[Frame]]] = {"v": {}, "n": {}, "a": {}}
    for frames in rows.values():
        for frame in frames:
            index[frame.pos].setdefault(frame.lemma, []).append(frame)
    for words in index.values():
        for listed in words.values():
            listed.sort(key=lambda frame: (-frame.rank, -frame.weight))
    support = _read_support(_FOLDER / "support_verbs.tsv")
    vocabulary = frozenset().union(
        *index.values(), *classes.values(), (word.partition("_")[0] for word in support)
    )
    return FrameSet(
        verbs=index["v"],
        nouns=index["n"],
        adjectives=index["a"],
        classes=classes,
        support=support,
        modes=_read_mode_cues(_FOLDER / "mode_cues.tsv"),
        vocabulary=vocabulary | _words_of_conditions(index),
        irregular={
            row["form"]: row["lemma"]
            for _, row in read_rows(_FOLDER / "irregular.tsv", ("form", "lemma", "source"))
        },
        rows=len(rows),
    )


def _words_of_conditions(index: dict[str, dict[str, list[Frame]]]) -> frozenset[str]:
    return frozenset(
        word
        for words in index.values()
        for frames in words.values()
        for frame in frames
        for condition in frame.conditions
        for word in condition.words or ()
    )


def spellings(word: str) -> list[str]:
    """A word as Americans and as the British spell it, for the regular endings."""
    found = [word]
    for american, british in (
        (r"iz(e|ation|er|ing)\b", r"is\1"),
        (r"\b(arm|behavi|col|endeav|fav|harb|hon|lab|neighb|val)or", r"\1our"),
        (r"\b(def|off)ense\b", r"\1ence"),
        (r"yze\b", "yse"),
        (r"\bmaneuver", "manoeuvre"),
    ):
        other = re.sub(american, british, word)
        if other != word:
            found.append(other)
    return found


def _read_classes(path: Path) -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for number, row in read_rows(path, ("class", "words", "source")):
        if row["class"] in classes:
            raise TableError(f"{path}, row {number}: class {row['class']!r} is there twice")
        words: set[str] = set()
        for word in filter(None, row["words"].split("|")):
            if word.startswith("@"):
                words |= _class(word[1:], classes, path, number)
            else:
                words.update(spellings(word))
        classes[row["class"]] = frozenset(words)
    return classes


def _class(name: str, classes: dict[str, frozenset[str]], path: Path, number: int) -> frozenset[str]:
    if name not in classes:
        raise TableError(
            f"{path}, row {number}: no class {name!r}; frames/classes.tsv lists them, it must come first"
        )
    return classes[name]


def _read_support(path: Path) -> dict[str, str]:
    support: dict[str, str] = {}
    for number, row in read_rows(path, ("words", "subject", "source")):
        if row["subject"] not in ("actor", "recipient", "event"):
            raise TableError(
                f"{path}, row {number}: the subject is actor, recipient or event, not {row['subject']!r}"
            )
        for word in row["words"].split("|"):
            for spelling in spellings(word):
                support[spelling] = row["subject"]
    return support


def _read_mode_cues(path: Path) -> dict[str, list[tuple[str, frozenset[str]]]]:
    types = load_ontology().types
    cues: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for number, row in read_rows(path, ("type", "mode", "cues", "source")):
        if row["type"] not in types or row["mode"] not in types[row["type"]].modes:
            raise TableError(f"{path}, row {number}: {row['type']} has no mode {row['mode']!r}")
        words = {spelling for word in row["cues"].split("|") for spelling in spellings(word)}
        cues.setdefault(row["type"], []).append((row["mode"], frozenset(words)))
    return cues


def _read_frames(path: Path, classes: dict[str, frozenset[str]]) -> Iterator[tuple[str, list[Frame]]]:
    types = load_ontology().types
    seen: dict[str, int] = {}
    for number, row in read_rows(path, _COLUMNS):
        where = f"{path}, row {number}"
        name = row["id"]
        if not name:
            raise TableError(f"{where}: no id")
        if name in seen:
            raise TableError(f"{where}: id {name!r} is already that of row {seen[name]}")
        seen[name] = number
        if row["type"] == "-":
            yield name, []
            continue
        if row["type"] not in _NO_ACT and row["type"] not in types:
            raise TableError(
                f"{where}: unknown type {row['type']!r}; the types are {', '.join(types)}, {NONE} and {NOTHING}"
            )
        if row["mode"] and (row["type"] in _NO_ACT or row["mode"] not in types[row["type"]].modes):
            known = ", ".join(types[row["type"]].modes) if row["type"] not in _NO_ACT else "none"
            raise TableError(f"{where}: {row['type']} has no mode {row['mode']!r}; it has {known or 'none'}")
        if row["pos"] not in _POS:
            raise TableError(f"{where}: pos is v, n or a, not {row['pos']!r}")
        yield name, _frames(row, classes, path, number)


def _frames(row: dict[str, str], classes: dict[str, frozenset[str]], path: Path, number: int) -> list[Frame]:
    conditions = tuple(_condition(part, classes, path, number) for part in _parts(row["needs"]))
    verb = row["pos"] == "v"
    actor = _slots(row["actor"] or ("subj" if verb else "poss,by,mod,gov"), path, number)
    recipient = _slots(row["recipient"] or ("obj" if verb else "of,against,on,to,with"), path, number)
    try:
        weight = float(row["weight"] or (0.9 if verb else 0.8))
    except ValueError:
        raise TableError(f"{path}, row {number}: the weight {row['weight']!r} is not a number") from None
    if not 0.0 <= weight <= 1.0:
        raise TableError(f"{path}, row {number}: the weight {weight} is not between 0 and 1")
    words = [word for part in row["words"].split("|") if part.strip() for word in spellings(part.strip())]
    if not words:
        raise TableError(f"{path}, row {number}: no words")
    found = []
    for word in words:
        lemma, _, particle = word.partition("_")
        rank = (
            sum(_rank(c) for c in conditions) + (3 if particle else 0) + (2 if row["type"] in _NO_ACT else 0)
        )
        found.append(
            Frame(
                id=row["id"], lemma=lemma, particle=particle, pos=row["pos"], conditions=conditions, type=row["type"],
                mode=row["mode"], actor=actor, recipient=recipient, weight=weight, rank=rank, source=row["source"],
            )
        )  # fmt: skip
    return found


def _rank(condition: Condition) -> int:
    """How much a condition narrows a frame down."""
    if condition.negated:
        return 0
    if condition.words is None:
        return 1
    if condition.slot == "comp":
        return (
            1
            if condition.words <= {"to", "that", "ing", "any", "must"}
            else 2
            if condition.words <= {"coop", "conflict"}
            else 3
        )
    return 2


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _slots(text: str, path: Path, number: int) -> tuple[str, ...]:
    slots = tuple(_parts(text))
    for slot in slots:
        first, _, rest = slot.partition(".")
        if slot in _SLOTS or slot in PREPOSITIONS:
            continue
        if first == "obj" and (rest in PREPOSITIONS or rest in ("poss", "mod")):
            continue
        raise TableError(
            f"{path}, row {number}: unknown slot {slot!r}; use {', '.join(sorted(_SLOTS))}, a preposition, or obj.PREPOSITION"
        )
    return slots


def _condition(text: str, classes: dict[str, frozenset[str]], path: Path, number: int) -> Condition:
    match = re.fullmatch(r"([a-z_]+)(?:(!?=)(.+))?", text)
    if match is None:
        raise TableError(
            f"{path}, row {number}: the condition {text!r} is none of SLOT, SLOT=WORDS, SLOT!=WORDS, FLAG"
        )
    slot, sign, listed = match.groups()
    if slot in _FLAGS and not sign:
        return Condition(slot)
    if slot not in _CONDITIONS and slot not in PREPOSITIONS:
        raise TableError(
            f"{path}, row {number}: unknown slot {slot!r} in {text!r}; use {', '.join(sorted(_CONDITIONS | _FLAGS))} or a preposition"
        )
    words: frozenset[str] | None = None
    if sign:
        found: set[str] = set()
        for word in listed.split("|"):
            found |= _class(word[1:], classes, path, number) if word.startswith("@") else set(spellings(word))
        words = frozenset(found)
        if slot == "comp":
            unknown = words - _COMPLEMENTS - set(load_ontology().types)
            if unknown:
                raise TableError(
                    f"{path}, row {number}: a complement is {', '.join(sorted(_COMPLEMENTS))} or a type, not {sorted(unknown)}"
                )
    return Condition(slot, words, sign == "!=")
