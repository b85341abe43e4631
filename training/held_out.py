"""Score event coding on the project's own held-out sentences, to choose between ways of coding.

python training/held_out.py
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from examples import HELD_OUT_EVERY, unmark
from watchfloor.coding.actors import find_mentions
from watchfloor.coding.acts import find_acts
from watchfloor.coding.combining import Weights, combine
from watchfloor.parsing.reader import default_reader

Spans = list[tuple[int, int]]


def load() -> list[tuple[str, list[tuple[str, Spans, Spans]]]]:
    """Texts with their acts: type, actor spans, recipient spans."""
    rows = []
    for path in sorted((Path(__file__).parent / "sentences").glob("events_*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#") or number % HELD_OUT_EVERY:
                continue
            body, _, tail = line.partition(" || ")
            text, marks = unmark(body.strip())
            acts = []
            for part in tail.split(";"):
                event, _, record = part.strip().partition("=")
                if record != "NONE":
                    spans = [[(a, b) for tag, a, b in marks if tag == f"{side}{event}"] for side in "ar"]
                    acts.append((record.split("/")[0], spans[0], spans[1]))
            rows.append((text, acts))
    return rows


def overlaps(span: tuple[int, int], others: Spans) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--frames-only", action="store_true")
    parser.add_argument("--set", nargs="*", default=[], help="name=value of a weight")
    parser.add_argument("--threshold", type=float, default=0.0)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    for setting in options.set:
        name, _, value = setting.partition("=")
        setattr(Weights, name, float(value))
    rows = load()
    reader = default_reader()
    sentences = reader.read([text for text, _ in rows])
    count: Counter[str] = Counter()
    misses = []
    for (text, gold), sentence in zip(rows, sentences, strict=True):
        mentions = find_mentions(sentence)
        acts = (
            find_acts(sentence, mentions)
            if options.frames_only
            else combine(sentence, mentions, reader.labels)
        )
        acts = [a for a in acts if a.score >= options.threshold]
        types, true_types = {a.type for a in acts}, {g[0] for g in gold}
        count.update(types=len(types), true_types=len(true_types), hit_types=len(types & true_types))
        found = []
        for act in acts:
            sides = []
            for parties, words in ((act.actors, act.actor_words), (act.recipients, act.recipient_words)):
                spans = [(sentence.starts[m.first], sentence.ends[m.last - 1]) for m in parties]
                spans += [(sentence.starts[w], sentence.ends[w]) for w in words]
                sides.append(spans)
            found.append((act.type, *sides))
        matched = 0
        for kind, actors, recipients in gold:
            matched += any(
                kind == f[0]
                and (not actors or any(overlaps(a, f[1]) for a in actors))
                and (not recipients or any(overlaps(r, f[2]) for r in recipients))
                for f in found
            )
        count.update(acts=len(found), gold=len(gold), hit=matched)
        if matched < len(gold) or len(found) > len(gold):
            misses.append(
                (
                    text,
                    gold,
                    [(f[0], [text[a:b] for a, b in f[1]], [text[a:b] for a, b in f[2]]) for f in found],
                    [(a.frame, round(a.score, 2)) for a in acts],
                )
            )

    def score(hit: str, found: str, gold: str) -> dict[str, float]:
        p, r = count[hit] / max(1, count[found]), count[hit] / count[gold]
        return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(p + r, 1e-9), 3)}

    print(
        json.dumps(
            {
                "n": len(rows),
                "types": score("hit_types", "types", "true_types"),
                "acts": score("hit", "acts", "gold"),
            }
        )
    )
    for text, gold, found, frames in misses[: options.misses]:
        print(
            text,
            "\n   GOLD",
            [(k, [text[a:b] for a, b in x], [text[a:b] for a, b in y]) for k, x, y in gold],
            "\n   FOUND",
            found,
            frames,
        )


if __name__ == "__main__":
    main()
