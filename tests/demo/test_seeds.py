"""The two real pages that the program was first asked to make sense of; they are not part of the project."""

import os
import re
from pathlib import Path

import pytest

from watchfloor import pipeline
from watchfloor.briefing import to_html

SHARED = Path(os.environ.get("WATCHFLOOR_SHARED", Path(__file__).parents[3] / "shared"))
SEEDS = SHARED / "data" / "seeds"
MODAL = re.compile(r"\b(?:could|may|might|likely|risk)\b", re.IGNORECASE)

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two real pages are not here")


@pytest.fixture(scope="module")
def result():
    return pipeline.run([SEEDS])


@pytest.fixture(scope="module")
def brief(result):
    return result.brief()


def section(brief, name: str):
    return next(s for s in brief.sections if s.name == name)


def test_both_pages_are_one_story(result):
    assert [len(story.documents) for story in result.stories] == [2]


def test_no_furniture_or_markup_is_shown(brief):
    page = to_html(brief)
    shown = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).casefold()
    for rest in ("follow us", "follow me", "meet the author", "li &gt;", "strong &gt;", "stay tuned"):
        assert rest not in shown


def test_at_least_3000_is_told_with_its_speaker(result):
    told = [c for c in result.claims for q in c.quantities if (q.low, q.qualifier) == (3000, "at-least")]
    assert any(s.country == "USA" and s.sector == "SPY" for c in told for s in c.speakers)


def test_the_south_korean_president_calls_for_cooperation(result):
    assert any(
        c.type == "REQUEST" and any(a.id == "PER_YOON_SUK_YEOL" for a in c.actors) for c in result.claims
    )


def test_announced_by_one_and_reported_by_another_is_contested(brief):
    rows = [row for line in section(brief, "contested").lines for row in line.values]
    told = " ".join(str(row["value"]) for row in rows)
    assert "announced by North Korea" in told
    assert "reported by United States" in told


def test_what_may_be_is_no_happening(result, brief):
    words = {d.id: d.text for d in result.documents}
    for claim in result.claims:
        if claim.act is None or not MODAL.search(claim.sentence):
            continue
        clause = words[claim.document][max(claim.start, claim.act.start - 20) : claim.act.end]
        if MODAL.search(clause):
            assert claim.status not in ("occurred", "ongoing"), claim.sentence
    assert section(brief, "outlook").lines
