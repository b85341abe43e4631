from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import watchfloor
from watchfloor.moments import moment
from watchfloor.records import Brief, Claim, Event, Story
from watchfloor.tables import claims_table, events_table, polecat_table, stories_table


def test_verbs_from_one_result(articles: Path) -> None:
    result = watchfloor.read(articles)
    assert len(result.documents) == 3
    events = watchfloor.events(result)
    assert [row["id"] for row in events.rows] == [event.id for event in result.events]
    assert len(watchfloor.claims(result)) == len(result.claims)
    assert watchfloor.stories(result).rows[0]["document_count"] >= 1
    assert all(isinstance(brief, Brief) for brief in watchfloor.brief(result))
    assert isinstance(watchfloor.code("Russia attacked Odesa.")[0], Claim)


def test_verbs_on_a_store(articles: Path, tmp_path: Path) -> None:
    place = tmp_path / "news.db"
    watchfloor.read(articles / "talks.txt", store=place)
    watchfloor.brief(store=place, reader="ann")
    watchfloor.read([articles / "strike.txt"], store=place)
    titles = {d.title for d in watchfloor.read(articles / "talks.txt", store=place).documents}
    assert len(titles) == 2
    assert len(watchfloor.claims(store=place)) > 0
    fresh = [
        line
        for b in watchfloor.brief(store=place, since="last", reader="ann")
        for s in b.sections
        for line in s.lines
        if s.name == "new"
    ]
    assert fresh
    with pytest.raises(watchfloor.StoreError, match="no store"):
        watchfloor.events(store=tmp_path / "other.db")
    with pytest.raises(ValueError, match="needs a store"):
        watchfloor.brief(articles, since="last")


def test_a_room_of_the_same_name_does_not_hide_a_verb() -> None:
    check = (
        "import watchfloor.stories; from watchfloor.stories import StoryIndex; from watchfloor import stories;"
        "import watchfloor; assert callable(watchfloor.stories) and stories.StoryIndex is StoryIndex;"
        "from watchfloor.pipeline import Result; assert len(stories(Result())) == 0"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


def test_frames_have_the_same_columns_with_and_without_rows() -> None:
    claim = Claim(id="c", document="d", sentence="S.", start=0, end=2, type="AID", probability=(55, 80))
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    empty, full = claims_table([], []), claims_table([claim], [])
    assert empty.to_arrow().schema == full.to_arrow().schema
    assert isinstance(full.to_pandas(), pandas.DataFrame)
    frame = full.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame["probability_low"].to_list() == [55]
    assert frame.columns == list(full.to_pandas().columns) == full.names
    event = Event(id="e", type="AID", claims=["c"])
    for table in (
        events_table([event], []),
        polecat_table([event], [], []),
        stories_table([Story(id="s", title="T", documents=[])]),
    ):
        assert table.to_arrow().num_rows == 1
        assert table.to_csv().count(b"\n") == 2


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'divine'"):
        watchfloor.divine  # noqa: B018
    assert "events" in dir(watchfloor)


NOW = datetime(2024, 11, 3, 15, 30)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2024-10-24", datetime(2024, 10, 24)),
        ("2024-10-24T18:05", datetime(2024, 10, 24, 18, 5)),
        ("today", datetime(2024, 11, 3)),
        (" Yesterday ", datetime(2024, 11, 2)),
        ("2 days ago", NOW - timedelta(days=2)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("3  weeks ago", NOW - timedelta(days=21)),
    ],
)
def test_moments(said: str, meant: datetime) -> None:
    assert moment(said, NOW) == meant


@pytest.mark.parametrize("said", ["", "soon", "2024-13-01", "31 February", "-2 days ago", "9999 years ago"])
def test_no_moments(said: str) -> None:
    with pytest.raises(ValueError, match=r"is no time|before all time"):
        moment(said, NOW)
