"""The little that comparing texts needs to know of English words: which carry no meaning, which are numbers, and a
rough stem for the others. All lists are our own."""

from __future__ import annotations

__all__ = ["MONTHS_AND_DAYS", "NUMBER_WORDS", "STOP_WORDS", "stem_of"]

NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "million", "billion": "billion", "dozen": "12",
}  # fmt: skip
# One is an article or a pronoun as often as a number: no fact.
del NUMBER_WORDS["one"]
STOP_WORDS = frozenset(
    """a about after again against all also although am an and any are aren't as at back be because been before being
    between both but by can can't come could couldn't day days did didn't do does doesn't doing don't down during each
    even ever every few for from further get go got had hadn't has hasn't have haven't he her here hers herself him
    himself his how i if in into is isn't it it's its itself just last later like made make many may me might more
    most much must my near new next no nor not now of off on once one only onto or other our ours out over own per
    put said same say saying says see several shall she should since so some still such take than that that's the
    their them then there these they this those though through time to told too toward towards two under until up
    upon us very was wasn't way we week well went were weren't what when where whether which while who whom whose why
    will with within without won't would year years yet you your mr mrs ms dr""".split()  # noqa: SIM905
)
MONTHS_AND_DAYS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()  # noqa: SIM905
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "edly", "ers",
            "es", "ed", "er", "ly", "al", "s", "y", "e")  # fmt: skip


def stem_of(word: str) -> str:
    """A rough stem: the longest known ending is cut where at least four letters stay."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
