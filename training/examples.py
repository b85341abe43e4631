"""Training data as examples with the labels that each source has; a missing label costs nothing.

Sources and licences: UD English EWT (CC BY-SA 4.0), WikiGold (CC BY 4.0), WNUT-17 (CC BY 4.0) and the sentences
in ``training/sentences`` that the project wrote itself. Of GUM only bare texts are read (CC BY or public domain):
its annotations are for non-commercial use. Nothing else under ``data/`` is read.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watchfloor.knowledge.ontology import load_ontology
from watchfloor.parsing.conllu import read_conllu
from watchfloor.parsing.tokens import tokenize

KEPT_SUBTYPES = {"nsubj:pass", "aux:pass", "obl:agent", "nmod:poss", "compound:prt", "acl:relcl"}
ROLES = ["actor", "recipient", "source", "content"]
STATUS = ["occurred", "ongoing", "announced", "demanded", "possible", "hypothetical", "forecast", "denied"]
TYPES = list(load_ontology().types)
# Pairs are typed a little finer: what the 2021 draft of PLOVER, as CAMEO before it, counts under another type.
FINER = ["SANCTION/convict", "COERCE/blockade", "SANCTION/impose"]
_SANCTIONS = re.compile(r"sanction(?:s|ed|ing)?", re.IGNORECASE)
# By the manual, cooperation that lies ahead is a commitment: AGREE.
COOPERATIVE = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
# Kinds that only the pairs tell apart, and the mode that PLOVER has for them.
OWN_MODES = {"blockade": "restrict", "occupy": "-", "abduct": "-"}
WNUT = {
    "person": "PER",
    "location": "LOC",
    "group": "ORG",
    "corporation": "ORG",
    "creative-work": "MISC",
    "product": "MISC",
}
UNKNOWN_HEAD = -100  # no loss


@dataclass
class Example:
    """A sentence with whatever labels its source has."""

    words: list[str]
    joined: list[bool]
    source: str
    heads: list[int] | None = None  # 0 is the root, words count from 1; or `UNKNOWN_HEAD`
    relations: list[str] | None = None
    upos: list[str] | None = None
    feats: list[str] | None = None
    entities: list[str] | None = None  # "" where it is not known
    acts: list[str] | None = None
    modes: dict[int, str] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    factuality: dict[int, float] = field(default_factory=dict)
    cues: list[str] | None = None
    roles: dict[int, dict[str, set[int]]] = field(default_factory=dict)  # predicate word to role to words
    pairs: list[tuple[set[int], set[int], str]] = field(default_factory=list)


def universal(relation: str) -> str:
    """A relation without its subtype, but for the few that later rooms need."""
    return relation if relation in KEPT_SUBTYPES else relation.partition(":")[0]


def from_ud(path: Path) -> Iterator[Example]:
    """EWT trees; GUM ones are passed over."""
    for s in read_conllu(path):
        if s.kind.startswith("GUM_"):
            continue
        yield Example(
            words=s.words,
            joined=[i > 0 and s.starts[i] == s.ends[i - 1] for i in range(len(s))],
            source="ewt",
            heads=[h + 1 for h in s.heads],
            relations=[universal(r) for r in s.deprels],
            upos=s.upos,
            feats=s.feats,
        )


def bare_texts(data: Path) -> Iterator[Example]:
    """GUM's sentences as bare text, cut into words by our own rules; for silver trees."""
    for s in read_conllu(data / "ud" / "train.conllu.gz"):
        if s.kind.startswith("GUM_"):
            words, starts, ends = tokenize(s.text)
            yield Example(
                words=words,
                joined=[i > 0 and starts[i] == ends[i - 1] for i in range(len(words))],
                source="gum_text",
            )


def from_bio(path: Path, *, types: dict[str, str] | None = None) -> Iterator[Example]:
    """Named entities in BIO; space before punctuation and clitics is taken out by rule."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            word, tag = line.split("\t")
            words.append(word)
            if tag != "O" and types:
                tag = f"{tag[:2]}{types[tag[2:]]}"
            tags.append(tag)
        elif words:
            joined = [
                i > 0 and (bool(re.fullmatch(r"[.,;:!?)%'\u2019]+|n't|'\w{1,2}", w)) or words[i - 1] in "($")
                for i, w in enumerate(words)
            ]
            yield Example(words=words, joined=joined, source=path.stem, entities=tags)
            words, tags = [], []


# Who is told of in a line that marks no cue at all may speak unmarked.
_TELLING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|reports?|reported|according|announced|added|wrote)\b", re.IGNORECASE
)
_MARK = re.compile(r"\[([+-]?\d(?:\.\d)?|[a-zA-Z]+\d*(?:,[a-zA-Z]+\d*)*) ")


def unmark(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Take the marks out of a marked line.

    Returns:
        The plain text and ``(tag, start, end)`` of each mark.

    Raises:
        ValueError: brackets do not balance.
    """
    text, marks, open_marks = "", [], []
    at = 0
    while at < len(line):
        match = _MARK.match(line, at)
        if match:
            open_marks.append((match.group(1), len(text)))
            at = match.end()
        elif line[at] == "]":
            if not open_marks:
                raise ValueError("a bracket closes that was not opened")
            tags, start = open_marks.pop()
            marks.extend((tag, start, len(text)) for tag in tags.split(","))
            at += 1
        else:
            text += line[at]
            at += 1
    if open_marks:
        raise ValueError("a bracket is not closed")
    return text, marks


HELD_OUT_EVERY = 12  # of the project's own sentences, to choose by: never trained on


def from_marked(path: Path, *, on_problem: list[str], held_out: bool = False) -> Iterator[Example]:
    """The project's own sentences; the format is told in ``training/sentences/README.md``.

    Args:
        path: the file.
        on_problem: takes a message for each line that cannot be read.
        held_out: give the lines that are held out instead of those to train on.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#") or (number % HELD_OUT_EVERY == 0) != held_out:
            continue
        body, _, tail = line.partition(" || ")
        try:
            text, marks = unmark(body.strip())
            records = dict(_tail(part) for part in tail.split(";") if part.strip())
        except (ValueError, KeyError) as problem:
            on_problem.append(f"{path}, line {number}: {problem}")
            continue
        words, starts, ends = tokenize(text)
        if not words:
            continue
        spans = [
            (tag, {i for i in range(len(words)) if starts[i] < end and ends[i] > start})
            for tag, start, end in marks
        ]
        example = Example(
            words=words,
            joined=[i > 0 and starts[i] == ends[i - 1] for i in range(len(words))],
            source=path.stem,
        )
        if path.stem.startswith("factuality"):
            example.factuality = {max(span): float(tag) for tag, span in spans if span}
        elif path.stem.startswith("entities"):
            _label_entities(example, spans)
        else:
            of_speech = path.stem.startswith("attribution")
            if of_speech or any(tag[0] == "c" for tag, _ in spans) or not _TELLING.search(text):
                _label_attributions(example, spans)
            if not of_speech:
                _label_acts(example, spans, records)
        yield example


def _tail(part: str) -> tuple[str, list[str]]:
    number, _, rest = part.strip().partition("=")
    if rest == "NONE":
        return number, ["NONE"]
    fields = rest.split("/")
    if len(fields) != 4 or fields[0] not in TYPES or fields[2] not in STATUS:
        raise ValueError(f"cannot read {part.strip()!r}")
    float(fields[3])
    return number, fields


def _words(spans: list[tuple[str, set[int]]], tag: str) -> set[int]:
    found: set[int] = set()
    for name, span in spans:
        if name == tag:
            found |= span
    return found


def _label_entities(example: Example, spans: list[tuple[str, set[int]]]) -> None:
    names = {"per": "PER", "org": "ORG", "loc": "LOC", "misc": "MISC"}
    example.entities = ["O"] * len(example.words)
    for tag, span in spans:
        for i in sorted(span):
            example.entities[i] = ("I-" if i - 1 in span else "B-") + names[tag]


def _label_attributions(example: Example, spans: list[tuple[str, set[int]]]) -> None:
    example.cues = ["O"] * len(example.words)
    numbers = {tag[1:] for tag, _ in spans if tag[0] == "c"}
    for tag, span in spans:
        if tag[0] == "c":
            for i in sorted(span):
                example.cues[i] = "I" if i - 1 in span else "B"
    for number in numbers:
        for i in _words(spans, f"c{number}"):
            roles = example.roles.setdefault(i, {})
            roles["source"] = roles.get("source", set()) | _words(spans, f"s{number}")
            roles["content"] = roles.get("content", set()) | _words(spans, f"q{number}")


def _label_acts(example: Example, spans: list[tuple[str, set[int]]], records: dict[str, list[str]]) -> None:
    example.acts = ["NONE"] * len(example.words)
    coded: list[tuple[set[int], set[int], str]] = []
    for number, record in records.items():
        actors, recipients = _words(spans, f"a{number}"), _words(spans, f"r{number}")
        if record == ["NONE"]:
            coded.append((actors, recipients, "NONE"))
            continue
        kind, mode, status, factuality = record
        for i in _words(spans, f"t{number}"):
            example.acts[i] = kind
            example.modes[i] = OWN_MODES.get(mode, mode)
            example.status[i] = status
            example.factuality[i] = float(factuality)
            roles = example.roles.setdefault(i, {})
            roles["actor"] = roles.get("actor", set()) | actors
            roles["recipient"] = roles.get("recipient", set()) | recipients
        coded.extend(_pairs(spans, number, _pair_kind(kind, mode, status, example.words)))
    example.pairs = [pair for pair in coded if pair[0] or pair[1]]
    _add_empty_pairs(example)


def _pair_kind(kind: str, mode: str, status: str, words: list[str]) -> str:
    if status == "announced" and kind in COOPERATIVE:
        return "AGREE"
    if kind == "SANCTION" and mode == "-" and any(map(_SANCTIONS.fullmatch, words)):
        return "SANCTION/impose"
    return f"{kind}/{mode}" if f"{kind}/{mode}" in FINER else kind


def _pairs(
    spans: list[tuple[str, set[int]]], number: str, kind: str
) -> Iterator[tuple[set[int], set[int], str]]:
    """Each actor with each recipient of an act; one with none where a side is missing."""
    actors = [span for tag, span in spans if tag == f"a{number}"] or [set()]
    recipients = [span for tag, span in spans if tag == f"r{number}"] or [set()]
    for actor in actors:
        for recipient in recipients:
            if actor != recipient:
                yield actor, recipient, kind


def _add_empty_pairs(example: Example) -> None:
    """Parties between whom nothing was coded teach the head to say so, direction included."""
    parties: list[set[int]] = []
    for actor, recipient, _ in example.pairs:
        for party in (actor, recipient):
            if party and party not in parties:
                parties.append(party)
    known = [(actor, recipient) for actor, recipient, _ in example.pairs]
    for actor in parties:
        for recipient in parties:
            if actor is not recipient and not actor & recipient and (actor, recipient) not in known:
                example.pairs.append((actor, recipient, "NONE"))


def _forget_capitals(example: Example) -> None:
    """WNUT-17 leaves nationalities, events and more unmarked: what it says of other capitalised words is not learnt."""
    if example.entities is not None:
        example.entities = [
            "" if tag == "O" and word[:1].isupper() else tag
            for word, tag in zip(example.words, example.entities, strict=True)
        ]


def load(data: Path, sentences: Path) -> tuple[list[Example], list[str]]:
    """All training examples, and what could not be read.

    The last fifth of WikiGold is held out for measuring; half of WNUT-17 is read, since tweets are not news.
    """
    problems: list[str] = []
    examples = list(from_ud(data / "ud" / "train.conllu.gz"))
    wikigold = list(from_bio(data / "ner" / "wikigold.tsv"))
    examples += wikigold[: len(wikigold) * 4 // 5]
    tweets = list(from_bio(data / "ner" / "wnut17_train.tsv", types=WNUT))
    for tweet in tweets:
        _forget_capitals(tweet)
    examples += tweets[::2]
    for path in sorted(sentences.glob("*.txt")):
        examples += from_marked(path, on_problem=problems)
    return examples, problems


def roughen(example: Example, rng: random.Random) -> Example:
    """Now and then a sentence as a headline or a careless writer would set it: capitals, no full stop."""
    dice = rng.random()
    words = example.words
    if dice < 0.04:
        words = [w.upper() for w in words]
    elif dice < 0.08:
        words = [w.lower() for w in words]
    elif dice < 0.12:
        words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    else:
        return example
    return Example(**{**example.__dict__, "words": words})


def collect(values: Iterable[Iterable[str]], *, least: int = 1, first: str | None = None) -> list[str]:
    """Label names by falling frequency, the rare ones left out."""
    counts: dict[str, int] = {}
    for row in values:
        for value in row:
            counts[value] = counts.get(value, 0) + 1
    names = sorted((v for v, n in counts.items() if n >= least and v != first), key=lambda v: (-counts[v], v))
    return ([first] if first is not None else []) + names
