"""Cost of an article as what is stored grows, beside others: ``python bench/growth.py``.

Prints a JSON line for each measure: microseconds of processor time an article at each size, over the articles that
follow, ``at_first_size``, the same at the first size in the same minutes, and ``growth``, the one by the other at the last
size, as a multiple of what that is at the first (where it would be 1, were what has grown in memory not slower than what
is just restored). Figures of different machines and runs do not compare; ratios do.

    copies       CopyIndex, exact, near and partial, everything kept
    derivation   what a run does with an article: all kinds of copies, stories, situations; what is long over is let go
    store        the same out of and into a store, with claims and events, for one run over the articles that follow
    datasketch   MinHashLSH over the same shingles (64 permutations, threshold 0.5); near copies only
    tf-idf       one pass: scikit-learn's vectors, each new article against all before; stories only
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from generator import articles, claims

from watchfloor.copies import CopyIndex
from watchfloor.deriving import FORGET_EVERY, Derivation, bring_up_to_date
from watchfloor.records import Claim, Document
from watchfloor.store import Store

Rows = dict[int, dict[str, float]]
_MEASURED = 2000
_TURN = 400
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
    measures: list[tuple[str, Callable[[list[int]], Rows], list[int]]] = [
        ("copies", copies, options.sizes),
        ("datasketch", datasketch, options.peer_sizes),
        ("tf-idf", tf_idf, options.peer_sizes),
        ("store", store, options.store_sizes),
        ("derivation", derivation, options.sizes),
    ]
    for name, measure, sizes in measures:
        if sizes and (not options.only or name in options.only):
            rows = measure(sorted(sizes))
            first, last = (
                (r["microseconds"] / r["at_first_size"]) for r in (rows[min(rows)], rows[max(rows)])
            )
            growth = round(last / first, 2)
            print(json.dumps({"what": name, **rows, "growth": growth}), flush=True)


def copies(sizes: list[int]) -> Rows:
    def started(state: bytes | None) -> Grown:
        index = CopyIndex.restore(state, rewritten=False) if state else CopyIndex(rewritten=False)
        return Grown(index.add, index.state)

    return grow(sizes, started)


def derivation(sizes: list[int]) -> Rows:
    def started(state: bytes | None) -> Grown:
        going = (Derivation.restore(state) if state else None) or Derivation()

        def add(document: Document) -> None:
            going.add(document, claims(document))
            going.over()

        return Grown(add, going.state)

    # As many as lie between two looks for what can be let go of: each figure has the cost of one.
    return grow(sizes, started, FORGET_EVERY * per_day)


def store(sizes: list[int]) -> Rows:
    """One run adds `_MEASURED` articles to those that are stored; beside it one to a store as it was at the first size."""
    rows: Rows = {}
    stream = ((document, claims(document)) for document in stream_of(sizes[-1] + _MEASURED * len(sizes)))
    with tempfile.TemporaryDirectory() as folder:
        path, first, beside = (Path(folder) / name for name in ("store.db", "first.db", "beside.db"))
        first_batch: list[tuple[Document, list[Claim]]] = []
        stored = 0
        for size in sizes:
            with Store(path) as kept:
                while stored < size:
                    lot = list(islice(stream, min(500, size - stored)))
                    kept.add(lot)
                    stored += len(lot)
                bring_up_to_date(kept)
            batch = list(islice(stream, _MEASURED))
            stored += len(batch)
            if not first_batch:
                first_batch = batch
                shutil.copy(path, first)
            shutil.copy(first, beside)
            of_first = run_into(beside, first_batch)
            rows[size] = row(run_into(path, batch), of_first, len(batch))
            beside.unlink()
            print(name_of_size(size), json.dumps(rows[size]), file=sys.stderr, flush=True)
    return rows


def run_into(path: Path, batch: list[tuple[Document, list[Claim]]]) -> float:
    """Seconds that a run takes."""
    with Store(path) as kept:
        started = time.process_time()
        for at in range(0, len(batch), 12):
            kept.add(batch[at : at + 12])
        bring_up_to_date(kept)
        return time.process_time() - started


def datasketch(sizes: list[int]) -> Rows:
    from datasketch import MinHash, MinHashLSH

    def started(state: bytes | None) -> Grown:
        index = pickle.loads(state) if state else MinHashLSH(threshold=0.5, num_perm=64)

        def add(document: Document) -> None:
            words = document.text.lower().split()
            sketch = MinHash(num_perm=64)
            sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
            index.query(sketch)
            index.insert(document.id, sketch)

        return Grown(add, partial(pickle.dumps, index))

    return grow(sizes, started)


def tf_idf(sizes: list[int]) -> Rows:
    """The vectors are fitted once, on the first articles, and each new article is multiplied with all stored ones."""
    from scipy.sparse import vstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows: Rows = {}
    vectors = TfidfVectorizer(sublinear_tf=True)
    stream = articles(sizes[-1] + 100)
    texts = [document.text for document in islice(stream, sizes[0])]
    matrix = first = vectors.fit_transform(texts)

    def compare(matrix: Any, batch: list[str]) -> float:
        started = time.process_time()
        for text in batch:
            (matrix @ vectors.transform([text]).T).toarray().argmax()
        return time.process_time() - started

    for size in sizes:
        more = [document.text for document in islice(stream, size - matrix.shape[0])]
        if more:
            matrix = vstack([matrix, vectors.transform(more)]).tocsr()
        batch = [document.text for document in islice(articles(size + 100), size, None)]
        rows[size] = row(compare(matrix, batch), compare(first, batch), len(batch))
    return rows


class Grown(NamedTuple):
    """Something that articles are added to.

    Attributes:
        state: what it knows, to start another with.
    """

    add: Callable[[Document], Any]
    state: Callable[[], bytes]


def grow(sizes: list[int], started: Callable[[bytes | None], Grown], measured: int = _MEASURED) -> Rows:
    """Add articles one by one and time those that follow each size, a few hundred at a time, in turn with those that
    followed the first size, added to what was known then: a bad minute of the machine is the same for both.

    Args:
        started: gives what articles are added to, new or with a state.
    """
    rows: Rows = {}
    stream: Iterator[Document] = stream_of(sizes[-1] + measured * len(sizes))
    subject = started(None)
    first: tuple[bytes, list[Document]] | None = None
    added = 0
    for size in sizes:
        for document in islice(stream, max(0, size - added)):
            subject.add(document)
        batch = list(islice(stream, measured))
        added = max(added, size) + len(batch)
        first = first or (subject.state(), batch)
        beside = started(first[0])
        seconds = of_first = 0.0
        for at in range(0, len(batch), _TURN):
            of_first += timed(beside.add, first[1][at : at + _TURN])
            seconds += timed(subject.add, batch[at : at + _TURN])
        rows[size] = row(seconds, of_first, len(batch))
        print(name_of_size(size), json.dumps(rows[size]), file=sys.stderr, flush=True)
    return rows


def timed(add: Callable[[Document], Any], batch: list[Document]) -> float:
    """Seconds of processor time that it takes to add a batch."""
    started = time.process_time()
    for document in batch:
        add(document)
    return time.process_time() - started


def row(seconds: float, of_first: float, count: int) -> dict[str, float]:
    """A line of a table, with what the same took at the first size in the same minutes."""
    return {
        "microseconds": round(seconds / count * 1e6, 1),
        "at_first_size": round(of_first / count * 1e6, 1),
        "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def name_of_size(size: int) -> str:
    return f"{size:,} stored:"


if __name__ == "__main__":
    main()
