"""Train the pair heads on the word vectors of the reader that ships, after ``export.py``.

python training/pairs.py --run training/runs/pairs --out src/watchfloor/models

Several heads that began differently are asked together: each errs in ways of its own. The vectors do not change any
more, so this takes minutes; they and the finished heads are kept in the run's folder, and a run that was cut off goes on
with the next head.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from examples import FINER, TYPES, Example, from_marked
from network import PairHead
from watchfloor.models import LABELS
from watchfloor.models.labels import load_labels
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

HERE = Path(__file__).parent
SIZE = 384


class Pair(NamedTuple):
    """Two parties of a sentence, by number of the sentence, and what the one does to the other."""

    sentence: int
    actor: list[int]
    recipient: list[int]
    kind: int


class Data(NamedTuple):
    """Sentences as word vectors, (words, 384) float16, and their pairs."""

    vectors: list[NDArray[np.float16]]
    pairs: list[Pair]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="folder of what ships; nothing is written when left out")
    parser.add_argument("--heads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run.mkdir(parents=True, exist_ok=True)
    names = load_labels(LABELS).pairs
    if names != ["NONE", *TYPES, *FINER]:
        raise SystemExit(f"{LABELS} has other kinds of pairs than training/examples.py: run export.py first")
    train = read(names, options.run / "train.npz", held_out=False)
    held_out = read(names, options.run / "held_out.npz", held_out=True)
    print(len(train.pairs), "pairs,", len(held_out.pairs), "held out", flush=True)
    heads: list[PairHead] = []
    for seed in range(options.heads):
        kept = options.run / f"head{seed}.pt"
        torch.manual_seed(seed)
        head = PairHead(SIZE, len(names))
        if kept.exists():
            head.load_state_dict(torch.load(kept, weights_only=True))
        else:
            fit(head, train, seed, options.epochs)
            torch.save(head.state_dict(), kept)
        heads.append(head)
        print("head", seed, "alone", score([head], held_out), "together", score(heads, held_out), flush=True)
    arrays = {
        f"{number}.{name}": value.numpy().astype(np.float16)
        for number, head in enumerate(heads)
        for name, value in head.state_dict().items()
    }
    if options.out:
        np.savez_compressed(options.out / "pairs.npz", **arrays)


def read(names: Sequence[str], kept: Path, *, held_out: bool) -> Data:
    """The project's own sentences about events, read by the reader that ships."""
    problems: list[str] = []
    examples: list[Example] = []
    for path in sorted((HERE / "sentences").glob("events_*.txt")):
        examples += [e for e in from_marked(path, on_problem=problems, held_out=held_out) if e.pairs]
    for problem in problems:
        print("left out:", problem, file=sys.stderr)
    pairs = [
        Pair(number, sorted(actor), sorted(recipient), names.index(kind))
        for number, e in enumerate(examples)
        for actor, recipient, kind in e.pairs
    ]
    ends = rows = np.zeros(0)
    if kept.exists():
        with np.load(kept) as arrays:
            rows, ends = arrays["rows"], arrays["ends"]
    if [len(e.words) for e in examples] != np.diff(ends, prepend=0).tolist():
        read = default_reader().read_tokens([sentence(e) for e in examples])
        vectors = [np.asarray(s.readings["vectors"], np.float16) for s in read]
        rows, ends = np.concatenate(vectors), np.cumsum([len(v) for v in vectors])
        np.savez(kept, rows=rows, ends=ends)
        for head in kept.parent.glob("head*.pt"):
            head.unlink()  # of other sentences
    return Data(np.split(rows, ends[:-1]), pairs)


def sentence(example: Example) -> Sentence:
    """An example's words with their places in its text."""
    text, starts, ends = "", [], []
    for word, joined in zip(example.words, example.joined, strict=True):
        text += "" if joined or not text else " "
        starts.append(len(text))
        text += word
        ends.append(len(text))
    return Sentence(text=text, words=list(example.words), starts=starts, ends=ends)


def batch_of(data: Data, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Vectors with masks of words, actor and recipient."""
    length = max(len(data.vectors[p.sentence]) for p in pairs)
    words = torch.zeros(len(pairs), length, SIZE)
    masks = torch.zeros(3, len(pairs), length, dtype=torch.bool)
    for row, pair in enumerate(pairs):
        own = data.vectors[pair.sentence]
        words[row, : len(own)] = torch.from_numpy(own.astype(np.float32))
        masks[0, row, : len(own)] = True
        masks[1, row, pair.actor] = True
        masks[2, row, pair.recipient] = True
    return words, masks[0], masks[1], masks[2]


def fit(head: PairHead, data: Data, seed: int, epochs: int, size: int = 64) -> None:
    """Train a head; pairs that do nothing weigh half, since there are many."""
    rng = random.Random(seed)
    weights = torch.ones(head.kind.out_features)
    weights[0] = 0.5
    lots = [data.pairs[at : at + size] for at in range(0, len(data.pairs), size)]
    total = epochs * len(lots)
    optimizer = torch.optim.AdamW(head.parameters(), lr=5e-4, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-4, total_steps=total, pct_start=0.1)
    head.train()
    for epoch in range(epochs):
        # Sentences of about one length together, in another order each time.
        order = sorted(data.pairs, key=lambda p: len(data.vectors[p.sentence]) + 6 * rng.random())
        lots = [order[at : at + size] for at in range(0, len(order), size)]
        rng.shuffle(lots)
        summed = 0.0
        for lot in lots:
            words, *masks = batch_of(data, lot)
            logits = head(F.dropout(words, 0.1), *masks)
            kinds = torch.tensor([pair.kind for pair in lot])
            loss = F.cross_entropy(logits, kinds, weight=weights, label_smoothing=0.05)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            summed += loss.item()
        print(f"head {seed} epoch {epoch} loss {summed / len(lots):.3f}", flush=True)


def score(heads: Sequence[PairHead], data: Data, size: int = 256) -> dict[str, float]:
    """Share of pairs typed right, and the same of those between whom something happens, as `PairTyper` is asked."""
    right = happening = right_kind = 0
    with torch.no_grad():
        for head in heads:
            head.eval()
        for at in range(0, len(data.pairs), size):
            lot = data.pairs[at : at + size]
            shares: Any = sum(head(*batch_of(data, lot)).softmax(-1) for head in heads)
            kinds = torch.tensor([pair.kind for pair in lot])
            right += int((shares.argmax(-1) == kinds).sum())
            shares[:, 0] = 0.0
            real = kinds > 0
            happening += int(real.sum())
            right_kind += int(((shares.argmax(-1) == kinds) & real).sum())
    return {"all": round(right / len(data.pairs), 4), "kinds": round(right_kind / happening, 4)}


if __name__ == "__main__":
    main()
