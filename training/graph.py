"""The trained reader as the graph that ships: fused layers, all heads from one matrix, int8 with fixed scales.

Sentences of one call have the same number of pieces, so nothing is padded but the list of words, and activations
are quantised with scales that were fixed beforehand: a sentence is read the same alone and in company.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from network import Biaffine, Reader

INPUTS = ["pieces", "shapes", "first", "last"]
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
HEADS = 12


class _Fused(torch.autograd.Function):
    """An operator of onnxruntime's own, which torch only needs to write down; its shape is that of its input."""

    name = ""
    attributes: dict[str, Any] = {}

    @staticmethod
    def forward(ctx: Any, x: Tensor, *_: Tensor) -> Tensor:
        return x.clone()

    @classmethod
    def symbolic(cls, graph: Any, x: Any, *others: Any) -> Any:
        out = graph.op(f"com.microsoft::{cls.name}", x, *others, **cls.attributes)
        out.setType(x.type())
        return out


class _Attention(_Fused):
    name, attributes = "Attention", {"num_heads_i": HEADS}


class _SkipNorm(_Fused):
    name, attributes = "SkipLayerNormalization", {"epsilon_f": 1e-12}


class _BiasGelu(_Fused):
    name = "BiasGelu"


class Shipped(nn.Module):
    """The reader with its answers as the run time wants them: best labels and probabilities instead of scores.

    ``first`` and ``last`` hold for each of W words the index of its first and last piece, behind a 0 that stands for
    the root.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        heads = [
            reader.arcs.row[0],
            reader.arcs.column[0],
            reader.relations.row[0],
            reader.relations.column[0],
            reader.roles.row[0],
            reader.roles.column[0],
            reader.tags[0],
            reader.acts_hidden[0],
            reader.facts_hidden[0],
            reader.entities,
            reader.cues,
        ]
        self.widths = [head.out_features for head in heads]
        self.register_buffer("heads", torch.cat([head.weight for head in heads]).t().contiguous())
        self.register_buffer("heads_bias", torch.cat([head.bias for head in heads]))
        for name in ("query_key_value", "output", "up", "down"):
            matrices = [getattr(layer, name).weight.t().contiguous() for layer in reader.layers]
            setattr(self, name, nn.ParameterList(nn.Parameter(m) for m in matrices))

    def encode(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """B, P to B, P, size."""
        reader = self.reader
        places = torch.arange(pieces.shape[1])
        x = reader.norm(reader.word(pieces) + reader.position(places) + reader.segment + reader.shape(shapes))
        for i, layer in enumerate(reader.layers):
            mixed = _Attention.apply(x, self.query_key_value[i], layer.query_key_value.bias)
            norm = layer.norm_attention
            x = _SkipNorm.apply(x, mixed @ self.output[i], norm.weight, norm.bias, layer.output.bias)
            inner = _BiasGelu.apply(x @ self.up[i], layer.up.bias)
            norm = layer.norm_output
            x = _SkipNorm.apply(x, inner @ self.down[i], norm.weight, norm.bias, layer.down.bias)
        return x

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        x = self.encode(pieces, shapes)
        size = x.shape[-1]
        states = (
            x.gather(1, first.unsqueeze(-1).expand(-1, -1, size))
            + x.gather(1, last.unsqueeze(-1).expand(-1, -1, size))
        ) * 0.5
        parts = (states @ self.heads + self.heads_bias).split(self.widths, -1)
        arc_row, arc_column, rel_row, rel_column, role_row, role_column, tags, acts, facts, entities, cues = (
            parts
        )
        tags, acts, facts = F.gelu(tags[:, 1:]), F.gelu(acts[:, 1:]), F.gelu(facts[:, 1:])
        return (
            biaffine(reader.arcs, arc_row[:, 1:], arc_column)[:, :, 0],
            biaffine(reader.relations, rel_row[:, 1:], rel_column).argmax(2),
            reader.upos(tags).argmax(-1),
            reader.feats(tags).argmax(-1),
            entities[:, 1:],
            reader.acts(acts).softmax(-1),
            reader.modes(acts).argmax(-1),
            reader.status(facts).softmax(-1),
            reader.factuality(facts)[..., 0],
            cues[:, 1:].softmax(-1),
            biaffine(reader.roles, role_row[:, 1:], role_column[:, 1:]).sigmoid().permute(0, 1, 3, 2),
            states[:, 1:],
        )


def biaffine(head: Biaffine, rows: Tensor, columns: Tensor) -> Tensor:
    """What `Biaffine` gives, from rows and columns already mapped: B, R, labels, C."""
    rows, columns = F.leaky_relu(rows, 0.1), F.leaky_relu(columns, 0.1)
    rows = torch.cat([rows, torch.ones_like(rows[..., :1])], -1)
    columns = torch.cat([columns, torch.ones_like(columns[..., :1])], -1)
    batch, n, d = rows.shape
    mapped = head.weight(rows).view(batch, -1, d)
    scores = mapped @ columns.transpose(1, 2)
    return scores.view(batch, n, head.labels, -1)


def write_float(reader: Reader, target: Path) -> None:
    """The graph with float32 weights."""
    whole = torch.arange(0, 10).repeat(3, 1)
    example = (torch.randint(1000, 2000, (3, 14)), torch.ones(3, 14, dtype=torch.long), whole, whole)
    axes = {name: {0: "batch", 1: "pieces" if i < 2 else "places"} for i, name in enumerate(INPUTS)}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    torch.onnx.export(
        Shipped(reader).eval(),
        example,
        str(target),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )


Feeds = dict[str, NDArray[np.int64]]


def quantise(plain: Path, target: Path, sample: Iterable[Feeds]) -> None:
    """Weights to int8, one scale a channel; activations to uint8 with scales fixed on a sample.

    Args:
        plain: the float graph.
        target: where the int8 graph goes.
        sample: inputs of sentences of the training data, one sentence each.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(plain),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Attention"],
    )
    model = onnx.load(str(target))
    ranges = _ranges(model, sample)
    _fix_scales(model, ranges)
    onnx.save(model, str(target))


def _ranges(model: onnx.ModelProto, sample: Iterable[Feeds]) -> dict[str, tuple[float, float]]:
    """Least and greatest value of every tensor that is quantised: the medians over the sentences of a sample.

    A few words reach far beyond; cut off at the median, the others keep finer steps, which cost 0.1 instead of
    0.2 LAS.
    """
    watched = sorted({n.input[0] for n in model.graph.node if n.op_type == "DynamicQuantizeLinear"})
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    for name in watched:
        probe.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    seen = np.array(  # sentences, tensors, 2
        [[(a.min(), a.max()) for a in session.run(watched, dict(feeds))] for feeds in sample]
    )
    low, high = np.median(seen, axis=0).T
    return {name: (min(0.0, float(low[i])), max(0.0, float(high[i]))) for i, name in enumerate(watched)}


def _fix_scales(model: onnx.ModelProto, ranges: dict[str, tuple[float, float]]) -> None:
    """Put ``QuantizeLinear`` with a known scale where ``DynamicQuantizeLinear`` measures one."""
    graph = model.graph
    for at, node in enumerate(list(graph.node)):
        if node.op_type != "DynamicQuantizeLinear":
            continue
        low, high = ranges[node.input[0]]
        scale = (high - low) / 255
        quantised, scale_name, zero_name = node.output
        graph.initializer.append(onnx.numpy_helper.from_array(np.array(scale, np.float32), scale_name))
        graph.initializer.append(
            onnx.numpy_helper.from_array(np.array(round(-low / scale), np.uint8), zero_name)
        )
        fixed = onnx.helper.make_node(
            "QuantizeLinear", [node.input[0], scale_name, zero_name], [quantised], name=f"{node.name}_fixed"
        )
        graph.node.remove(node)
        graph.node.insert(at, fixed)
