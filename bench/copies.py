"""Cost of an article in the index of copies as it grows: ``python bench/copies.py --sizes 10000 100000 1000000``.

Prints one JSON object. Times are of the processor, not of the clock. ``rensa`` is its MinHash with banding over the same
shingles (64 permutations, 16 bands), which answers for near copies only.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generator import articles
from rensa import RMinHash, RMinHashLSH

from watchfloor.copies import CopyIndex

_MEASURED = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--no-rensa", action="store_true")
    arguments = parser.parse_args()
    result: dict[str, object] = {
        "exact, near, partial": grow(arguments.sizes, rewritten=False),
        "with rewritten and attributed": grow(arguments.sizes, rewritten=True),
    }
    if not arguments.no_rensa:
        result["rensa"] = rensa_only(min(arguments.sizes))
    print(json.dumps(result))


def grow(sizes: list[int], rewritten: bool) -> dict[str, dict[str, float]]:
    """Microseconds an article at each size, over the `_MEASURED` articles that follow."""
    index, rows = CopyIndex(rewritten=rewritten), {}
    stream = articles(max(sizes) + _MEASURED)
    for size in sorted(sizes):
        for document in islice(stream, size - len(index)):
            index.add(document)
        batch = list(islice(stream, _MEASURED))
        started = time.process_time()
        linked = sum(1 for document in batch if index.add(document))
        rows[str(size)] = {
            "microseconds": round((time.process_time() - started) / _MEASURED * 1e6, 1),
            "linked": linked / _MEASURED,
            "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    return rows


def rensa_only(size: int) -> dict[str, float]:
    lsh = RMinHashLSH(threshold=0.5, num_perm=64, num_bands=16)
    batch = list(articles(size + _MEASURED))
    started = 0.0
    for number, document in enumerate(batch):
        if number == size:
            started = time.process_time()
        words = document.text.lower().split()
        sketch = RMinHash(64, 1)
        sketch.update([" ".join(words[i : i + 5]) for i in range(len(words) - 4)])
        lsh.query(sketch)
        lsh.insert(number, sketch)
    return {"size": size, "microseconds": round((time.process_time() - started) / _MEASURED * 1e6, 1)}


if __name__ == "__main__":
    main()
