"""The hard sentences for status and speakers: the score is printed by kind, and must not fall."""

from __future__ import annotations

import pytest

from . import hard_speakers, hard_status


def shown(name: str, by_kind: dict[str, tuple[int, int]], missed: list[str]) -> float:
    right, every = (sum(column) for column in zip(*by_kind.values(), strict=True))
    print(f"\nhard sentences, {name}: {right} of {every}")
    print("".join(f"  {kind:24}{r:4} of {n}\n" for kind, (r, n) in by_kind.items()) + "\n".join(missed))
    return right / every


def test_status_of_hard_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        assert shown("status", *hard_status.score()) >= 0.9


def test_speakers_of_hard_texts(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        assert shown("speakers", *hard_speakers.score()) >= 0.92
