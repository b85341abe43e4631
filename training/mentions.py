"""Train the model that says whether two mentions name one event, and cross-validate it over topics.

    python training/mentions.py ecbplus.jsonl.gz src/watchfloor/models/mentions.npz

The file is ECB+ as ``watchfloor evaluate coreference`` reads it. Five folds of topics, and one model of all of them;
each is one hidden layer of 24 units over the features of `watchfloor.fusing.mentions`, trained with PyTorch.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray

from watchfloor.evaluation.coreference import evaluate, gold_clusters, read_mentions
from watchfloor.evaluation.files import read_jsonl
from watchfloor.fusing.mentions import pair_features

FOLDS, UNITS, EPOCHS, BATCH, RATE, DECAY, DROPOUT, SEED = 5, 24, 6, 1024, 3e-3, 1e-3, 0.1, 0


def fit(rows: NDArray[np.float32], same: NDArray[np.bool_]) -> dict[str, NDArray[np.float32]]:
    """Weights as `PairModel` takes them."""
    torch.manual_seed(SEED)
    mean, scale = rows.mean(0), rows.std(0) + 1e-6
    hidden, out = torch.nn.Linear(rows.shape[1], UNITS), torch.nn.Linear(UNITS, 1)
    net = torch.nn.Sequential(hidden, torch.nn.ReLU(), torch.nn.Dropout(DROPOUT), out)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    features, labels = torch.tensor((rows - mean) / scale), torch.tensor(same.astype(np.float32))
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(features)).split(BATCH):
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                net(features[batch])[:, 0], labels[batch]
            )
            loss.backward()
            optimiser.step()

    def stacked(layer: torch.nn.Linear) -> NDArray[np.float32]:
        return np.vstack([layer.weight.detach().numpy().T, layer.bias.detach().numpy()[None]])

    return {"mean": mean, "scale": scale, "hidden": stacked(hidden), "out": stacked(out)[:, 0]}


def main(source: Path, target: Path) -> None:
    torch.set_num_threads(1)
    records = read_jsonl(source)
    keys, mentions = read_mentions(records)
    rows, pairs, _ = pair_features(mentions, {str(r["id"]): r["tokens"] for r in records})
    gold = gold_clusters(records, set(keys))
    same = np.array([gold[keys[i]] == gold[keys[j]] for i, j in pairs])
    topics = np.array([mentions[i].topic for i, _ in pairs])
    names = sorted({m.topic for m in mentions}, key=lambda t: (len(t), t))
    folds = {topic: f"fold{n % FOLDS}" for n, topic in enumerate(names)}
    stored: dict[str, Any] = {"folds": np.frombuffer(msgspec.json.encode(folds), np.uint8)}
    for part in ["all", *sorted(set(folds.values()))]:
        used = np.array([folds[t] != part for t in topics])
        stored |= {f"{part}/{name}": array for name, array in fit(rows[used], same[used]).items()}
    np.savez_compressed(target, **stored)
    sys.stdout.write(f"{evaluate(source)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
