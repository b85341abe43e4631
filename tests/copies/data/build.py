"""Makes ``copies.jsonl.gz`` from the articles beside it: ``python tests/copies/data/build.py``.

``articles_*.txt`` were written by hand: originals (``@o number | published | outlet | title``), spun versions
(``@s``), versions that read as if translated there and back (``@t``), and reports of the same event that owe the
original nothing (``@n``); each with ``published | outlet``. Exact, edited and excerpted versions are derived here, by
rules and a seed made of the article's number, so that the file is the same each time.

Kinds in the file: ``original``, ``exact``, ``edited``, ``excerpt``, ``translated``, ``spun``, ``neighbour``. Each original
and all that belongs to it is in one ``half``: ``held-out`` where its number is even and above 50, else ``development``.
Rules and thresholds are chosen on the development half only.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from datetime import datetime, timedelta
from pathlib import Path

_FOLDER = Path(__file__).parent
_SENTENCE = re.compile(r"(?<=[.!?][\"”])\s+(?=[A-Z\"])|(?<=[a-z0-9%][.!?])\s+(?=[A-Z\"])")
_KINDS = {"s": "spun", "t": "translated", "n": "neighbour"}
_EDITS = [
    ("said", "stated"), ("about", "around"), ("killed", "slain"), ("more than", "over"), ("began", "started"),
    ("asked", "requested"), ("because of", "owing to"), ("children", "youngsters"), ("people", "persons"),
    ("former", "ex-"), ("would", "will"), ("company", "firm"), ("announced", "made known"), ("after", "following"),
]  # fmt: skip
# What the pages round an excerpt talk about: three of these stand before it and four after.
_PAGE_LINES = """Good morning and welcome to what the neighbours are reading today.
The kettle is on and the post is late again.
The choir at St Mark's still needs two tenors before Easter.
Our columnist has spent the weekend repainting a garden shed.
Opinions about undercoat may be sent to the usual box.
The squirrel in the letter box has moved out, readers will be glad to know.
A word on the bus timetable before we come to the rest.
The number nine now leaves from the lower stop, which surprised its drivers.
The ticket machine takes coins on odd days only.
Basil can be kept alive on a north-facing sill with some luck.
The library has a new list of thrillers in large print.
Our setter calls this week's crossword mild and nobody believes him.
Answers go to the front desk by noon, please, and in ink.
At the market opinions on all this were easy to collect.
A fishmonger saw it coming, though he sees most things coming.
The florist did not, and a man with a ladder spoke of gutters.
That is the state of things as we close the page.
Tomorrow we shall have photographs from the rowing club.
An interview with a beekeeper who is allergic to honey is promised.
The recipe for plum dumplings had to be postponed once more.
Letters have come in on the new benches by the canal.
Three readers find them too low and two of them too blue.
One would have done it with oak, patience and fewer bolts.
The editor's cat follows world affairs from the radiator.
Our accountant asks for receipts, pencils apart from cake.
Rain was forecast for the fete and did as it was told.
The clock on the town hall is four minutes fast, on purpose.
Somebody left a tuba on platform two; it can be claimed there.
Chess in the park begins at six when the wind allows.
We print below what others have to say on the subject.
So far the quotation, and each may think of it what they like.
More was not to be learned before the presses ran.
Our own view has not changed since the spring.
Whoever wants the longer story will find it at the kiosk.
The museum's stuffed owl has been cleaned and looks alarmed.
Swimming lessons for the over-sixties are full until the autumn.
There will be jazz in the cellar of the brewery on Friday.
The allotment society warns of early slugs.
Two kittens seek a quiet home without a piano.
A correction: the mayor's hat was grey, not green.
The baker thanks everyone who returned the trays.
Night school offers bookbinding, Welsh and the repair of bicycles.
Frost is not expected, but then it never is.
The swimming bath smells of paint for the last time this week.
Our weather stone is dry, which means that it is not raining.
On the back page, the puzzle corner has a puzzle about corners.
The parish pump works again and should not be leaned upon.
Those who know the person in the old photograph may call us.""".splitlines()


def read_articles() -> list[dict[str, str]]:
    """The hand-written articles with ``number``, ``kind``, ``published``, ``outlet``, ``title``, ``text``."""
    articles: list[dict[str, str]] = []
    number = title = ""
    for path in sorted(_FOLDER.glob("articles_*.txt")):
        for block in re.split(r"^@", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            head, _, text = block.partition("\n")
            mark, _, fields = head.partition(" ")
            cells = [cell.strip() for cell in fields.split("|")]
            if mark == "o":
                number, published, outlet, title = cells
            else:
                published, outlet = cells[-2:]
            articles.append(
                {
                    "number": number,
                    "kind": "original" if mark == "o" else _KINDS[mark],
                    "published": published,
                    "outlet": outlet,
                    "title": title if mark == "o" else "",
                    "text": " ".join(text.split()),
                }
            )
    return articles


def edited(text: str, chance: random.Random) -> str:
    """An editor's work: one sentence cut where there are five, words exchanged, a closing line added."""
    sentences = _SENTENCE.split(text)
    if len(sentences) >= 5:
        del sentences[chance.randrange(1, len(sentences) - 1)]
    result = " ".join(sentences)
    for old, new in chance.sample(_EDITS, 6):
        result = re.sub(rf"\b{old}\b", new, result, count=1)
    return result + " Reporting by our staff."


def exact(text: str, chance: random.Random) -> str:
    """The same words: other line breaks and quotation marks, capitals in the first three words."""
    words = text.split(" ")
    words[:3] = [word.upper() for word in words[:3]]
    broken = _SENTENCE.split(" ".join(words))
    joined = "".join(sentence + ("\n\n" if chance.random() < 0.5 else " ") for sentence in broken)
    return re.sub(r'"([^"]*)"', r"“\1”", joined).strip()


def excerpt(text: str, chance: random.Random) -> str:
    """A longer page with about half of the text in it."""
    sentences = _SENTENCE.split(text)
    count = max(2, round(len(sentences) / 2))
    start = chance.randrange(0, len(sentences) - count + 1)
    lines = chance.sample(_PAGE_LINES, 7)
    return "\n\n".join([" ".join(lines[:3]), " ".join(sentences[start : start + count]), " ".join(lines[3:])])


def build() -> list[dict[str, str]]:
    """All records with their ``half``, by publication."""
    records: list[dict[str, str]] = []
    for article in read_articles():
        number, kind = article["number"], article["kind"]
        chance = random.Random(f"{number} {kind}")
        origin = number if kind != "neighbour" else f"{number}-n"
        base = {"outlet": article["outlet"], "published": article["published"], "title": article["title"]}
        records.append(
            {"id": f"{number}-{kind}", **base, "text": article["text"], "origin": origin, "kind": kind}
        )
        if kind != "original":
            continue
        moment = datetime.fromisoformat(article["published"])
        for name, make in (("exact", exact), ("edited", edited), ("excerpt", excerpt)):
            records.append(
                {
                    "id": f"{number}-{name}",
                    "outlet": f"{name}-{chance.randrange(9)}.example",
                    "published": (moment + timedelta(minutes=chance.randrange(30, 2000))).isoformat(),
                    "title": article["title"],
                    "text": make(article["text"], chance),
                    "origin": number,
                    "kind": name,
                }
            )
    for record in records:
        number = int(record["id"][:3])
        record["half"] = "held-out" if number > 50 and number % 2 == 0 else "development"
    return sorted(records, key=lambda record: (record["published"], record["id"]))


if __name__ == "__main__":
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in build())
    with (
        open(_FOLDER / "copies.jsonl.gz", "wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
    ):
        packed.write(lines.encode())
