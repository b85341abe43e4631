"""Cost of an article as what is stored grows, beside others: ``python bench/growth.py``.

Prints a JSON line for each measure: microseconds of processor time an article at each size, over the articles that
follow, and ``growth``, the last of them by the first. Figures of different machines and runs do not compare; ratios do.

    copies       CopyIndex, exact, near and partial, everything kept
    derivation   what a run does with an article: all kinds of copies, stories, situations; what is long over is let go
    store        the same out of and into a store, with claims and events, for one run over the articles that follow
    datasketch   MinHashLSH over the same shingles (64 permutations, threshold 0.5); near copies only
    tf-idf       one pass: scikit-learn's vectors, each new article against all before; stories only
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from generator import articles, claims

from watchfloor.copies import CopyIndex
from watchfloor.deriving import FORGET_EVERY, Derivation, bring_up_to_date
from watchfloor.records import Document
from watchfloor.store import Store

_MEASURED = 2000
stream_of = articles
per_day = 400


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--store-sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--peer-sizes", type=int, nargs="*", default=[10_000, 50_000])
    parser.add_argument("--per-day", type=int, default=400, help="articles of a day of publication")
    parser.add_argument("--only", nargs="*", help="names of measures")
    options = parser.parse_args()
    global stream_of, per_day
    per_day = options.per_day
    stream_of = partial(articles, per_day=per_day)
    measures: list[tuple[str, Callable[[list[int]], dict[int, dict[str, float]]], list[int]]] = [
        ("copies", copies, options.sizes),
        ("datasketch", datasketch, options.peer_sizes),
        ("tf-idf", tf_idf, options.peer_sizes),
        ("store", store, options.store_sizes),
        ("derivation", derivation, options.sizes),
    ]
    for name, measure, sizes in measures:
        if sizes and (not options.only or name in options.only):
            rows = measure(sorted(sizes))
            costs = [row["microseconds"] for row in rows.values()]
            print(
                json.dumps({"what": name, **rows, "growth": round(costs[-1] / costs[0], 2)}),
                flush=True,
            )


def copies(sizes: list[int]) -> dict[int, dict[str, float]]:
    index = CopyIndex(rewritten=False)
    return grow(sizes, index.add)


def derivation(sizes: list[int]) -> dict[int, dict[str, float]]:
    going = Derivation()

    def add(document: Document) -> None:
        going.add(document, claims(document))
        going.over()

    # As many as lie between two looks for what can be let go of: each figure has the cost of one.
    return grow(sizes, add, FORGET_EVERY * per_day)


def store(sizes: list[int]) -> dict[int, dict[str, float]]:
    """One run adds `_MEASURED` articles to those that are stored."""
    rows: dict[int, dict[str, float]] = {}
    stream = ((document, claims(document)) for document in stream_of(sizes[-1] + _MEASURED * len(sizes)))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as kept:
        stored = 0
        for size in sizes:
            while stored < size:
                lot = list(islice(stream, min(500, size - stored)))
                kept.add(lot)
                stored += len(lot)
            bring_up_to_date(kept)
            batch = list(islice(stream, _MEASURED))
            started = time.process_time()
            for at in range(0, len(batch), 12):
                kept.add(batch[at : at + 12])
            bring_up_to_date(kept)
            rows[size] = spent(started, len(batch))
            stored += len(batch)
    return rows


def datasketch(sizes: list[int]) -> dict[int, dict[str, float]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=64)

    def add(document: Document) -> None:
        words = document.text.lower().split()
        sketch = MinHash(num_perm=64)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
        index.query(sketch)
        index.insert(document.id, sketch)

    return grow(sizes, add)


def tf_idf(sizes: list[int]) -> dict[int, dict[str, float]]:
    """The vectors are fitted once, on the first articles, and each new article is multiplied with all stored ones."""
    from scipy.sparse import vstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows: dict[int, dict[str, float]] = {}
    vectors = TfidfVectorizer(sublinear_tf=True)
    stream = articles(sizes[-1] + 100)
    texts = [document.text for document in islice(stream, sizes[0])]
    matrix = vectors.fit_transform(texts)
    for size in sizes:
        more = [document.text for document in islice(stream, size - matrix.shape[0])]
        if more:
            matrix = vstack([matrix, vectors.transform(more)]).tocsr()
        batch = [document.text for document in islice(articles(size + 100), size, None)]
        started = time.process_time()
        for text in batch:
            (matrix @ vectors.transform([text]).T).toarray().argmax()
        rows[size] = spent(started, len(batch))
    return rows


def grow(
    sizes: list[int], add: Callable[[Document], Any], measured: int = _MEASURED
) -> dict[int, dict[str, float]]:
    """Add articles one by one and time those that follow each size."""
    rows: dict[int, dict[str, float]] = {}
    stream: Iterator[Document] = stream_of(sizes[-1] + measured * len(sizes))
    added = 0
    for size in sizes:
        for document in islice(stream, max(0, size - added)):
            add(document)
        batch = list(islice(stream, measured))
        added = max(added, size) + len(batch)
        started = time.process_time()
        for document in batch:
            add(document)
        rows[size] = spent(started, len(batch))
        print(name_of_size(size), json.dumps(rows[size]), file=sys.stderr, flush=True)
    return rows


def name_of_size(size: int) -> str:
    return f"{size:,} stored:"


def spent(started: float, count: int) -> dict[str, float]:
    return {
        "microseconds": round((time.process_time() - started) / count * 1e6, 1),
        "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    main()
