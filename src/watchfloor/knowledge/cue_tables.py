"""Words that attribute, hedge, deny and give reasons, as tables; the tables are in ``cues/``.

`commitments.tsv` says, of a word that takes a clause or an event noun, what it commits to: "managed to leave" and
"failed to leave" tell of a leaving that was and of one that was not. `cues.tsv` says which words attribute, in which
constructions. Both name a commitment class; `commitment_classes.tsv` holds what a class means for factuality and
status. The idea of signatures is that of Nairn, Condoravdi and Karttunen, "Computing relative polarity for textual
inference" (2006); the words and the values are the project's own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = [
    "Adverb",
    "Commitment",
    "Cue",
    "CueTables",
    "Likelihood",
    "Marker",
    "Modal",
    "PhraseCue",
    "load_cues",
]

STANCES = ("states", "confirms", "denies", "doubts", "demands", "promises", "forecasts", "believes", "asks")
STATUSES = (
    "",
    "occurred",
    "ongoing",
    "announced",
    "demanded",
    "possible",
    "hypothetical",
    "forecast",
    "denied",
)
_FOLDER = Path(__file__).parent / "cues"


class Commitment(msgspec.Struct, frozen=True):
    """What a predicate commits to about its complement.

    Attributes:
        name: of the class.
        if_true, if_false: factuality of the complement, -3 to 3, when the predicate itself certainly holds or does
            not hold.
        status_true, status_false: status that the complement then has, empty when it is told as a fact.
        ahead: whether the complement lies ahead of the predicate: "wants to", "plans to", "may".
    """

    name: str
    if_true: float
    if_false: float
    status_true: str
    status_false: str
    ahead: bool


class Cue(msgspec.Struct, frozen=True):
    """A verb, noun or adjective that attributes.

    Attributes:
        words: the lemma, with its particle where it needs one ("rule out").
        stance: one of `STANCES`.
        commitment: class name for its finite complement.
        patterns: the constructions in which it attributes: ``that``, ``wh``, ``quote``, ``to``, ``ing``, ``obj``,
            ``xobj`` (object and infinitive are both content), ``told`` (the object is the hearer), ``obj>as``
            (object and as-phrase are both content), ``of:`` (the preposition belongs to the cue); for nouns and
            adjectives the bare preposition.
    """

    words: str
    stance: str
    commitment: str
    patterns: frozenset[str]


class PhraseCue(msgspec.Struct, frozen=True):
    """A prepositional phrase that attributes: "according to"."""

    words: tuple[str, ...]
    stance: str
    commitment: str


class Modal(msgspec.Struct, frozen=True):
    """What a modal verb makes of its clause: plainly, negated, and with a perfect ("could have left")."""

    value: float
    status: str
    negated_value: float
    negated_status: str
    perfect_value: float
    perfect_status: str
    likelihood: str


class Adverb(msgspec.Struct, frozen=True):
    """A negation, hedge or near miss; ``kind`` is ``negation``, ``hedge`` or ``approximation``."""

    kind: str
    value: float
    status: str


class Marker(msgspec.Struct, frozen=True):
    """A conjunction or preposition that decides on its clause: "if", "without", "before"."""

    kind: str
    value: float
    status: str


class Likelihood(msgspec.Struct, frozen=True):
    """A term of the ICD 203 scale with its bounds in per cent.

    Source: Intelligence Community Directive 203, "Analytic Standards" (2 January 2015), section D.6.e(2)(a).
    """

    term: str
    low: int
    high: int


class CueTables(msgspec.Struct, frozen=True):
    """All of the tables.

    Attributes:
        classes: commitment classes by name.
        commitments: by (lemma, ``verb|noun|adj``), then by form of the complement (``to``, ``that``, ``whether``,
            ``ing``, ``obj``, a preposition, ``*``).
        cues: by (lemma with particle, ``verb|noun|adj``).
        phrases: prepositional cues by their first word.
        modals, adverbs, adjectives: by lower-case word; the adjectives are those that say whether the event that
            they describe was.
        markers: by their lower-case words.
        likelihoods: by their lower-case words.
        reasons: by first word: (all words, kind) with the longest first.
        speaker_kinds: kind of speaker by lower-case noun lemma.
        verdicts: by (lemma, or participle as adjective, ``verb|noun|adj``), what calling a report so commits to; of the
            verbs, what doing so to a report does.
        performed: lemmas by kind: ``deed`` for what is done by the very speaking or gathering ("telephoned to
            congratulate"), ``way`` for the verbs of that, ``means`` for nouns ("sent a message to thank").
        bodies: by the noun that a body or office is called by later ("the agency"): words that its first naming may hold,
            and ``*body``, ``*group`` or ``*company`` where it may stand for any such one by name.
        words: all lemmas of the commitments and cues, without particles.
    """

    classes: dict[str, Commitment]
    commitments: dict[tuple[str, str], dict[str, Commitment]]
    cues: dict[tuple[str, str], Cue]
    phrases: dict[str, list[PhraseCue]]
    modals: dict[str, Modal]
    adverbs: dict[str, Adverb]
    adjectives: dict[str, Adverb]
    markers: dict[str, Marker]
    likelihoods: dict[str, Likelihood]
    reasons: dict[str, list[tuple[tuple[str, ...], str]]]
    speaker_kinds: dict[str, str]
    verdicts: dict[tuple[str, str], Commitment]
    performed: dict[str, frozenset[str]]
    bodies: dict[str, frozenset[str]]
    words: frozenset[str]


@cache
def load_cues() -> CueTables:
    """Read the tables, once a process.

    Raises:
        TableError: a row names an unknown class, stance or status, or holds other than a number where one is due.
    """
    classes = _read_classes(_FOLDER / "commitment_classes.tsv")
    cues = _read_cues(_FOLDER / "cues.tsv", classes)
    commitments = _read_commitments(_FOLDER / "commitments.tsv", classes, cues)
    return CueTables(
        classes=classes,
        commitments=commitments,
        cues=cues,
        phrases=_read_phrases(_FOLDER / "phrases.tsv"),
        modals=_read_modals(_FOLDER / "modals.tsv"),
        adverbs={
            row["adverb"]: Adverb(
                row["kind"], _number(path, number, row["value"]), _status(path, number, row["status"])
            )
            for path, number, row in _rows("adverbs.tsv", "adverb", "kind", "value", "status")
        },
        adjectives={
            row["adjective"]: Adverb(
                "hedge", _number(path, number, row["value"]), _status(path, number, row["status"])
            )
            for path, number, row in _rows("adjectives.tsv", "adjective", "value", "status")
        },
        markers={
            row["marker"]: Marker(
                row["kind"], _number(path, number, row["value"]), _status(path, number, row["status"])
            )
            for path, number, row in _rows("markers.tsv", "marker", "kind", "value", "status")
        },
        likelihoods={
            row["words"]: Likelihood(
                row["term"], int(_number(path, number, row["low"])), int(_number(path, number, row["high"]))
            )
            for path, number, row in _rows("likelihoods.tsv", "words", "term", "low", "high")
        },
        reasons=_read_reasons(_FOLDER / "reasons.tsv"),
        speaker_kinds={row["noun"]: row["kind"] for _, _, row in _rows("speaker_kinds.tsv", "noun", "kind")},
        verdicts={
            (row["word"], row["pos"]): _class(path, number, row["class"], classes)
            for path, number, row in _rows("verdicts.tsv", "word", "pos", "class")
        },
        performed=_read_performed(_FOLDER / "performed.tsv"),
        bodies={
            row["noun"]: frozenset(row["words"].split()) for _, _, row in _rows("bodies.tsv", "noun", "words")
        },
        words=frozenset(lemma.partition(" ")[0] for lemma, _ in (*commitments, *cues)),
    )


def _rows(name: str, *columns: str) -> list[tuple[Path, int, dict[str, str]]]:
    path = _FOLDER / name
    return [(path, number, row) for number, row in read_rows(path, (*columns, "source"))]


def _number(path: Path, row: int, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise TableError(f"{path}, row {row}: {text!r} is not a number") from None


def _status(path: Path, row: int, text: str) -> str:
    if text not in STATUSES:
        raise TableError(f"{path}, row {row}: status {text!r} is none of {', '.join(filter(None, STATUSES))}")
    return text


def _read_classes(path: Path) -> dict[str, Commitment]:
    columns = ("class", "if_true", "if_false", "status_true", "status_false", "ahead", "meaning", "source")
    return {
        row["class"]: Commitment(
            name=row["class"],
            if_true=_number(path, number, row["if_true"]),
            if_false=_number(path, number, row["if_false"]),
            status_true=_status(path, number, row["status_true"]),
            status_false=_status(path, number, row["status_false"]),
            ahead=row["ahead"] == "yes",
        )
        for number, row in read_rows(path, columns)
    }


def _class(path: Path, row: int, name: str, classes: dict[str, Commitment]) -> Commitment:
    if name not in classes:
        raise TableError(f"{path}, row {row}: class {name!r} is not in commitment_classes.tsv")
    return classes[name]


def _read_cues(path: Path, classes: dict[str, Commitment]) -> dict[tuple[str, str], Cue]:
    cues: dict[tuple[str, str], Cue] = {}
    for number, row in read_rows(path, ("cue", "pos", "stance", "commitment", "patterns", "source")):
        if row["stance"] not in STANCES:
            raise TableError(
                f"{path}, row {number}: stance {row['stance']!r} is none of {', '.join(STANCES)}"
            )
        _class(path, number, row["commitment"], classes)
        key = (row["cue"], row["pos"])
        if key in cues:
            raise TableError(f"{path}, row {number}: {row['cue']!r} is there twice as {row['pos']}")
        cues[key] = Cue(
            words=row["cue"],
            stance=row["stance"],
            commitment=row["commitment"],
            patterns=frozenset(row["patterns"].split()),
        )
    return cues


def _read_commitments(
    path: Path, classes: dict[str, Commitment], cues: dict[tuple[str, str], Cue]
) -> dict[tuple[str, str], dict[str, Commitment]]:
    found: dict[tuple[str, str], dict[str, Commitment]] = {}
    for number, row in read_rows(path, ("lemma", "pos", "form", "class", "source")):
        forms = found.setdefault((row["lemma"], row["pos"]), {})
        if row["form"] in forms:
            raise TableError(f"{path}, row {number}: {row['lemma']} with {row['form']} is there twice")
        forms[row["form"]] = _class(path, number, row["class"], classes)
    for key, cue in cues.items():
        found.setdefault(key, {}).setdefault("that", classes[cue.commitment])
    return found


def _read_performed(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {"deed": set(), "way": set(), "means": set()}
    for number, row in read_rows(path, ("word", "kind", "source")):
        if row["kind"] not in found:
            raise TableError(f"{path}, row {number}: kind {row['kind']!r} is none of {', '.join(found)}")
        found[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


def _read_phrases(path: Path) -> dict[str, list[PhraseCue]]:
    found: dict[str, list[PhraseCue]] = {}
    for _, row in read_rows(path, ("phrase", "stance", "commitment", "source")):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append(PhraseCue(words, row["stance"], row["commitment"]))
    return found


def _read_modals(path: Path) -> dict[str, Modal]:
    columns = (
        "modal", "value", "status", "negated_value", "negated_status", "perfect_value", "perfect_status", "likelihood",
        "source",
    )  # fmt: skip
    return {
        row["modal"]: Modal(
            value=_number(path, number, row["value"]),
            status=_status(path, number, row["status"]),
            negated_value=_number(path, number, row["negated_value"]),
            negated_status=_status(path, number, row["negated_status"]),
            perfect_value=_number(path, number, row["perfect_value"]),
            perfect_status=_status(path, number, row["perfect_status"]),
            likelihood=row["likelihood"],
        )
        for number, row in read_rows(path, columns)
    }


def _read_reasons(path: Path) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for number, row in read_rows(path, ("cue", "kind", "source")):
        if row["kind"] not in ("purpose", "cause", "exchange", "weak"):
            raise TableError(
                f"{path}, row {number}: kind {row['kind']!r} is none of purpose, cause, exchange, weak"
            )
        words = tuple(row["cue"].split())
        found.setdefault(words[0], []).append((words, row["kind"]))
    for listed in found.values():
        listed.sort(key=lambda item: -len(item[0]))
    return found
