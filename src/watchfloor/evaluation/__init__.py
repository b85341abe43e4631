"""Scores of single rooms on labelled data; one module a task, each with ``evaluate(path) -> dict``."""
