"""Times that a sentence takes up from the one before."""

import watchfloor


def test_a_happening_taken_up_keeps_its_time() -> None:
    text = "Last year, Greek tankers were held by Iran. Two sailors were killed in that episode."
    times = [claim.time for claim in watchfloor.code(text, published="2025-11-18") if claim.type == "ASSAULT"]
    assert [(t.start, t.end, t.text) for t in times if t] == [("2024-01-01", "2024-12-31", "in that episode")]
    text = "The army shelled Goma last year. In that city, thousands protested."
    (march,) = [c for c in watchfloor.code(text, published="2025-11-18") if c.type == "PROTEST"]
    assert march.time is None
