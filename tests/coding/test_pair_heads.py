"""The heads that type what one party does to another."""

import numpy as np

from watchfloor.models.pairs import default_pair_typer


def test_the_heads_that_ship_fit_their_types_and_are_asked_together() -> None:
    typer = default_pair_typer()
    vectors = np.random.default_rng(1).normal(size=(9, 384)).astype(np.float32)
    pairs = [([0, 1], [4]), ([4], []), ([], [7, 8])]
    shares = typer.read(vectors, pairs)
    assert shares.shape == (3, len(typer.types))
    assert np.allclose(shares.sum(1), 1, atol=1e-5)
    assert np.allclose(shares, np.mean([head.read(vectors, pairs) for head in typer.heads], axis=0))
    assert len(typer.heads) > 1
