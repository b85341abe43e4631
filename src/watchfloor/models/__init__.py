"""Trained weights, each with its card, and the little that is needed to ask them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
READER = FOLDER / "reader.onnx"
TOKENIZER = FOLDER / "tokenizer.json"
LABELS = FOLDER / "labels.json"
LEMMAS = FOLDER / "lemmas.json.gz"
PAIRS = FOLDER / "pairs.npz"
