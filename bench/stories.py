"""Cost of an article in the index of stories as it grows: ``python bench/stories.py --sizes 10000 100000 1000000``.

Prints one JSON object. Times are of the processor, not of the clock.
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

from watchfloor.stories import StoryIndex

_MEASURED = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    index, rows, stored = StoryIndex(), {}, 0
    stream = articles(sizes[-1] + _MEASURED * len(sizes))
    for size in sizes:
        for document in islice(stream, size - stored):
            index.add(document)
        batch = list(islice(stream, _MEASURED))
        stored = size + _MEASURED
        started = time.process_time()
        for document in batch:
            index.add(document)
        rows[str(size)] = {
            "microseconds": round((time.process_time() - started) / _MEASURED * 1e6, 1),
            "stories": len(index.stories()),
            "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    print(json.dumps({"watchfloor": rows}))


if __name__ == "__main__":
    main()
