"""Number words, currencies, counted things, words of harm and the roles of figures; the tables are in ``units/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["PEOPLE", "QUALIFIERS", "SLOTS", "CountingWords", "HarmWords", "Role", "UnitTables", "load_units"]

QUALIFIERS = ("exactly", "at-least", "more-than", "at-most", "less-than", "about", "range")
PEOPLE = ("anybody", "forces", "irregular", "fighters")
SLOTS = ("object", "subject", "oblique", "self", "of", "toll")
_HARMS = ("killed", "injured", "shot")
_FOLDER = Path(__file__).parent / "units"


class Role(msgspec.Struct, frozen=True):
    """The part in an event that a word gives to a figure.

    Attributes:
        slot: where the figure stands to the word, one of `SLOTS`.
        unit: the role is given to figures of this unit only; empty for any.
        role: ``killed``, ``deployed`` ...
    """

    slot: str
    unit: str
    role: str


class HarmWords(msgspec.Struct, frozen=True):
    """Words that tell of harm to persons, by what they do; the head of ``harm_words.tsv`` says it with examples.

    Attributes:
        state, deed, multiplied: role by word.
    """

    state: dict[str, str]
    deed: dict[str, str]
    multiplied: dict[str, str]
    struck: frozenset[str]
    fatal: frozenset[str]
    condition: frozenset[str]
    wound: frozenset[str]
    suffering: frozenset[str]
    body: frozenset[str]
    projectile: frozenset[str]
    hospital: frozenset[str]
    taking: frozenset[str]
    leaving: frozenset[str]
    keeping: frozenset[str]


class CountingWords(msgspec.Struct, frozen=True):
    """Units, roles and nouns that decide how a number is read; see the head of ``counting_words.tsv``."""

    time_unit: frozenset[str]
    harmed_unit: frozenset[str]
    year_like_unit: frozenset[str]
    compound_unit: frozenset[str]
    single_role: frozenset[str]
    several: frozenset[str]
    collective: frozenset[str]
    total: frozenset[str]
    portion: frozenset[str]
    pointed: frozenset[str]


_PLURALS = {"bodies": "body", "lives": "life", "casualties": "casualty", "fatalities": "fatality"}


class UnitTables(msgspec.Struct, frozen=True):
    """All of the tables.

    Attributes:
        numbers: (value, kind) by lower-case word; kind is ``unit``, ``ten``, ``hundred``, ``scale`` or ``group``.
        suffixes: value by the letters glued to digits ("1.2bn").
        multiples: number of persons by word ("a double murder").
        vague: (low, high, whether a number word may follow) by lower-case words.
        before, after: qualifier by the words that stand before or after a number.
        money_before, money_after: ISO 4217 code by the words or sign.
        common_money: names of currencies that are common words, too.
        streets: what ends an address.
        numbered: names that a number follows ("Article 5").
        units: unit by lemma of the counted noun.
        people: ``anybody``, ``forces``, ``irregular`` or ``fighters`` by noun, for counts of people.
        roles: by (lemma, with its particle; ``verb|noun|adj``).
        particles: for a verb lemma the particles with which it has an entry of its own.
        forms: lemma by inflected form of the verbs that have a role; a learnt lemmatiser errs on some of them.
        harm: words that tell of harm.
        counting: words that decide how a number is read.
    """

    numbers: dict[str, tuple[float, str]]
    suffixes: dict[str, float]
    multiples: dict[str, int]
    vague: dict[str, tuple[float, float, bool]]
    before: dict[str, str]
    after: dict[str, str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    common_money: frozenset[str]
    streets: frozenset[str]
    numbered: frozenset[str]
    units: dict[str, str]
    people: dict[str, str]

    def kind_of_people(self, noun: str) -> str:
        """What ``people`` says of a noun, singular or plural; empty for one that it has not."""
        low = noun.lower()
        singular = f"{low[:-3]}man" if low.endswith("men") else _PLURALS.get(low, low.removesuffix("s"))
        return self.people.get(low) or self.people.get(singular, "")

    roles: dict[tuple[str, str], tuple[Role, ...]]
    particles: dict[str, tuple[str, ...]]
    forms: dict[str, str]
    harm: HarmWords
    counting: CountingWords


@cache
def load_units(folder: Path = _FOLDER) -> UnitTables:
    """Read the tables, once a process.

    Args:
        folder: where they are; ours by default.

    Raises:
        TableError: a table is missing, or a row has a wrong value; the message names file and row.
    """
    numbers, suffixes, multiples = _numbers(folder / "numbers.tsv")
    before, after = _sided(folder / "qualifiers.tsv", "qualifier", QUALIFIERS)
    money_before, money_after = _sided(folder / "currencies.tsv", "code", ())
    uncounted = _by_kind(folder / "uncounted.tsv", ("street", "numbered"))
    roles = _roles(folder / "roles.tsv")
    particles: dict[str, tuple[str, ...]] = {}
    for word, pos in roles:
        verb, space, particle = word.partition(" ")
        if space and pos == "verb":
            particles[verb] = (*particles.get(verb, ()), particle)
    return UnitTables(
        numbers=numbers,
        suffixes=suffixes,
        multiples=multiples,
        vague=_vague(folder / "vague.tsv"),
        before=before,
        after=after,
        money_before=money_before,
        money_after=money_after,
        common_money=_common_money(folder / "currencies.tsv"),
        streets=frozenset(uncounted["street"]),
        numbered=frozenset(uncounted["numbered"]),
        units={
            row["noun"]: row["unit"]
            for _, row in read_rows(folder / "counted.tsv", ("noun", "unit", "source"))
        },
        people={w: kind for kind, words in _by_kind(folder / "people.tsv", PEOPLE).items() for w in words},
        roles=roles,
        particles=particles,
        forms=_forms(folder / "forms.tsv", {word.partition(" ")[0] for word, pos in roles if pos == "verb"}),
        harm=_harm_words(folder / "harm_words.tsv"),
        counting=_counting_words(folder / "counting_words.tsv"),
    )


def _forms(path: Path, verbs: set[str]) -> dict[str, str]:
    """Inflected forms of verbs: those of the table, and the regular ones."""
    forms: dict[str, str] = {}
    for verb in verbs:
        stem = verb[:-1] if verb.endswith("e") else verb
        endings = ["s", "es", "ed", "ing"] if not verb.endswith("e") else ["es", "ed", "ing"]
        made = {stem + ending for ending in endings} | {verb + "s", verb}
        if verb.endswith("y"):
            made |= {verb[:-1] + "ied", verb[:-1] + "ies"}
        if len(verb) > 2 and verb[-1] in "bdglmnprt" and verb[-2] in "aeiou":
            made |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
        for form in made:
            forms.setdefault(form, verb)
    forms.update((row["form"], row["lemma"]) for _, row in read_rows(path, ("form", "lemma", "source")))
    return forms


def _number(path: Path, row: int, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise TableError(f"{path}, row {row}: {text!r} is no number") from error


def _numbers(path: Path) -> tuple[dict[str, tuple[float, str]], dict[str, float], dict[str, int]]:
    words: dict[str, tuple[float, str]] = {}
    suffixes: dict[str, float] = {}
    multiples: dict[str, int] = {}
    for number, row in read_rows(path, ("word", "value", "kind", "source")):
        value = _number(path, number, row["value"])
        if row["kind"] == "suffix":
            suffixes[row["word"]] = value
        elif row["kind"] == "multiple":
            multiples[row["word"]] = int(value)
        elif row["kind"] in ("unit", "ten", "hundred", "scale", "group"):
            words[row["word"]] = (value, row["kind"])
        else:
            raise TableError(f"{path}, row {number}: unknown kind {row['kind']!r}")
    return words, suffixes, multiples


def _vague(path: Path) -> dict[str, tuple[float, float, bool]]:
    return {
        row["words"]: (_number(path, n, row["low"]), _number(path, n, row["high"]), row["before"] == "yes")
        for n, row in read_rows(path, ("words", "low", "high", "before", "source"))
    }


def _sided(path: Path, column: str, allowed: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    sides: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for number, row in read_rows(path, ("words", column, "side", "source")):
        if row["side"] not in sides:
            raise TableError(f"{path}, row {number}: side is before or after, not {row['side']!r}")
        if allowed and row[column] not in allowed:
            raise TableError(f"{path}, row {number}: {row[column]!r} is none of {', '.join(allowed)}")
        sides[row["side"]][row["words"]] = row[column]
    return sides["before"], sides["after"]


def _roles(path: Path) -> dict[tuple[str, str], tuple[Role, ...]]:
    roles: dict[tuple[str, str], tuple[Role, ...]] = {}
    for number, row in read_rows(path, ("word", "pos", "slot", "unit", "role", "source")):
        if row["slot"] not in SLOTS:
            raise TableError(f"{path}, row {number}: {row['slot']!r} is none of {', '.join(SLOTS)}")
        if row["pos"] not in ("verb", "noun", "adj"):
            raise TableError(f"{path}, row {number}: pos is verb, noun or adj, not {row['pos']!r}")
        key = (row["word"], row["pos"])
        roles[key] = (*roles.get(key, ()), Role(slot=row["slot"], unit=row["unit"], role=row["role"]))
    return roles


def _common_money(path: Path) -> frozenset[str]:
    rows = read_rows(path, ("words", "code", "side", "common", "source"))
    return frozenset(row["words"] for _, row in rows if row["common"] == "yes")


def _by_kind(path: Path, kinds: tuple[str, ...], *, value: str = "") -> dict[str, dict[str, str]]:
    """The words of each kind, with what the column ``value`` holds for them."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    columns = ("word", "kind", value, "source") if value else ("word", "kind", "source")
    for number, row in read_rows(path, columns):
        if row["kind"] not in found:
            raise TableError(f"{path}, row {number}: kind {row['kind']!r} is none of {', '.join(kinds)}")
        found[row["kind"]][row["word"]] = row[value] if value else ""
    return found


def _harm_words(path: Path) -> HarmWords:
    words = _by_kind(path, HarmWords.__struct_fields__, value="role")
    told = {kind: words.pop(kind) for kind in ("state", "deed", "multiplied")}
    for kind, roles in told.items():
        for word, role in roles.items():
            if role not in _HARMS:
                raise TableError(f"{path}, {kind} {word!r}: role {role!r} is none of {', '.join(_HARMS)}")
    return HarmWords(**told, **{kind: frozenset(members) for kind, members in words.items()})  # type: ignore[arg-type]


def _counting_words(path: Path) -> CountingWords:
    fields = CountingWords.__struct_fields__
    words = _by_kind(path, tuple(field.replace("_", "-") for field in fields))
    return CountingWords(**{field: frozenset(words[field.replace("_", "-")]) for field in fields})
