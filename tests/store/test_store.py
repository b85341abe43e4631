from __future__ import annotations

import random
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sql

from store.standing import Quick, dump, write_articles, write_years
from watchfloor import pipeline
from watchfloor.deriving import Derivation
from watchfloor.reading import Problem
from watchfloor.records import Actor, Claim, Document, Event, Origin, Story
from watchfloor.store import OPEN, Checkpoint, OvertakenError, Place, Row, Store, StoreError
from watchfloor.store.tables import CHECKPOINTS, META


def document(number: int, published: str | None = "2024-11-02") -> Document:
    return Document(
        id=f"{number:016x}",
        address=f"{number}.txt",
        text=f"Text {number}. \x00 \U0001f6a2",
        published=published,
    )


def claim(number: int, of: Document) -> Claim:
    return Claim(
        id=f"{of.id[8:]}{number:08x}",
        document=of.id,
        sentence="A said B.",
        start=0,
        end=9,
        actors=[Actor(id="A")],
    )


def article(
    number: int, claims: int = 2, published: str | None = "2024-11-02"
) -> tuple[Document, list[Claim]]:
    own = document(number, published)
    return own, [claim(n, own) for n in range(claims)]


# ---------------------------------------------------------------- keeping


def test_what_is_kept_comes_back_as_it_was(place: str) -> None:
    late, early, undated = (
        article(1, published="2024-11-02"),
        article(2, published="2024-10-30"),
        article(3, published=None),
    )
    with Store(place) as store:
        store.add([late, early, undated])
    with Store(place, create=False) as store:
        assert store.documents() == [early[0], late[0], undated[0]]
        assert store.claims() == [*early[1], *late[1], *undated[1]]
        assert store.claims([early[0].id]) == early[1]
        assert store.documents([late[0].id, "no such id"]) == [late[0]]
        assert store.known([early[0].id, "no such id"]) == {early[0].id}


def test_adding_again_changes_nothing(place: str) -> None:
    with Store(place) as store:
        store.add([article(1), article(2)])
        store.add([article(2, claims=5), article(3), article(3)])
        assert len(store.documents()) == 3
        assert len(store.claims([document(2).id])) == 2


def test_a_lot_is_kept_whole_or_not_at_all(place: str) -> None:
    unwritable = Claim(id="x", document=document(5).id, sentence=object(), start=0, end=0)  # type: ignore[arg-type]
    broken = (document(5), [claim(0, document(5)), unwritable])
    with Store(place) as store:
        store.add([article(1)])
        with pytest.raises(TypeError):
            store.add([article(4), broken])
        assert [d.id for d in store.documents()] == [document(1).id]
        assert len(store.claims()) == 2


def test_many_documents_at_once(place: str) -> None:
    with Store(place) as store:
        store.add([article(n, claims=1) for n in range(1200)])
        ids = [document(n).id for n in range(2000)]
        assert len(store.known(ids)) == 1200
        assert len(store.documents(ids)) == 1200


def derived_rows(sealed: int, *names: str) -> list[Row]:
    return [
        Row(("story", name), name, sealed, b"0" * 16, [Story(id=name, title=name, documents=[])])
        for name in names
    ]


def write(store: Store, rows: list[Row], after: int, until: int, **changes: Any) -> str:
    arguments: dict[str, Any] = {"kept": {}, "checkpoints": [], "documents": [], "total": 9, **changes}
    return store.write_derived(store.mark(), after=after, until=until, rows=rows, **arguments)


def names_of(store: Store) -> list[str]:
    return [story.id for story in store.derived(Story)]


def test_open_rows_give_way_and_sealed_ones_stay(place: str) -> None:
    with Store(place) as store:
        write(store, [*derived_rows(3, "a"), *derived_rows(OPEN, "b", "c")], 0, OPEN)
        write(store, derived_rows(OPEN, "d"), 5, OPEN, kept={("story", "c"): 7})
        assert names_of(store) == ["a", "c", "d"]
        assert store.digests(6) == {("story", "c"): (b"0" * 16, 7), ("story", "d"): (b"0" * 16, OPEN)}
        write(store, [], 2, OPEN)
        assert names_of(store) == []


def test_what_is_pending_is_derived_first(place: str) -> None:
    with Store(place) as store:
        assert store.is_derived()
        store.add([article(1), article(2, published="2024-10-30"), article(3, published=None)])
        assert store.pending() == Place("2024-10-30", document(2).id)
        write(store, [], 0, 2, documents=[document(2).id])
        assert not store.is_derived()
        write(store, [], 2, OPEN, documents=[document(1).id])
        assert not store.is_derived(), "one was stored in the meantime"
        write(store, [], 2, OPEN, documents=[document(3).id])
        assert store.is_derived()


def test_the_last_checkpoint_before_a_place_is_found(place: str) -> None:
    with Store(place) as store:
        made = [Checkpoint(n, Place(f"2024-11-{n:02}", f"{n}"), b"state" * n) for n in (2, 5)]
        write(store, [], 0, OPEN, checkpoints=made, total=2000)
        assert store.checkpoint(None) == made[1]
        assert store.checkpoint(Place("2024-11-05", "5")) == made[0]
        assert store.checkpoint(Place("2024-11-02", "1")) is None
        write(store, [], 3, OPEN, total=2000)
        assert store.checkpoint(None) == made[0], "what comes after 3 has changed"


def test_few_checkpoints_are_kept_and_the_last_always(place: str) -> None:
    with Store(place) as store:
        made = [Checkpoint(n, Place("2024", f"{n:06}"), b"") for n in range(1000, 100_001, 1000)]
        write(store, [], 0, OPEN, checkpoints=[c._replace(state=b"s") for c in made], total=100_000)
        kept = []
        while found := store.checkpoint(Place("2024", f"{kept[-1]:06}") if kept else None):
            kept.append(found.documents)
        assert kept[0] == 100_000
        assert 5 <= len(kept) <= 9


def test_who_is_overtaken_writes_nothing(place: str) -> None:
    with Store(place) as store:
        mark = store.mark()
        write(store, derived_rows(OPEN, "a"), 0, OPEN)
        with pytest.raises(OvertakenError):
            store.write_derived(
                mark, after=0, until=OPEN, rows=[], kept={}, checkpoints=[], documents=[], total=0
            )
        assert names_of(store) == ["a"]


def test_a_look_counts_what_was_stored_by_then(place: str) -> None:
    with Store(place) as store:
        assert store.last_look("ann") is None
        store.add([article(1)])
        store.look("ann", store.newest([document(1).id]))
        store.add([article(2)])
        look = store.last_look("ann")
        assert look is not None
        assert datetime.fromisoformat(look.at) <= datetime.now(UTC)
        assert store.stored_by(look.newest) == {document(1).id}
        assert store.last_look("bob") is None
        store.look("ann", store.newest([document(1).id, document(2).id]))
        assert store.stored_by(store.last_look("ann").newest) == {document(1).id, document(2).id}  # type: ignore[union-attr]


def test_sentences_are_kept_by_key(place: str) -> None:
    with Store(place) as store:
        store.add_sentences({b"a" * 16: b"one"})
        store.add_sentences({b"a" * 16: b"other", b"b" * 16: b"two"})
        assert store.sentence([b"a" * 16, b"b" * 16, b"c" * 16]) == {b"a" * 16: b"one", b"b" * 16: b"two"}


def test_several_writers_at_once(place: str) -> None:
    def write(start: int) -> None:
        with Store(place) as store:
            for at in range(start, start + 20, 4):
                store.add([article(n) for n in range(at, at + 4)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, [0, 10, 0, 5]))
    with Store(place) as store:
        assert [d.id for d in store.documents()] == [document(n).id for n in range(30)]
        assert len(store.claims()) == 60


# ---------------------------------------------------------------- runs


def run(place: str, *folders: Path) -> pipeline.Result:
    with Store(place) as store:
        return pipeline.run(list(folders), store, pipeline=Quick())


def test_two_runs_or_one_give_the_same(place: str, tmp_path: Path) -> None:
    articles = sorted(write_articles(tmp_path / "in").iterdir())
    run(place, *articles[4:])
    second = run(place, *articles[:4])
    assert (second.read, second.added) == (4, 4)
    with Store(place) as store, Store(tmp_path / "once.db") as once:
        pipeline.run(articles, once, pipeline=Quick())
        assert dump(store) == dump(once)
        in_memory = pipeline.run(articles, pipeline=Quick())
        assert in_memory.stories == once.derived(Story)
        assert in_memory.events == once.derived(Event)


def test_two_runs_at_once_end_as_one(place: str, tmp_path: Path) -> None:
    articles = sorted(write_articles(tmp_path / "in").iterdir())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda own: run(place, *own), [articles[::2], articles[1::2]]))
    with Store(place) as store, Store(tmp_path / "once.db") as once:
        pipeline.run(articles, once, pipeline=Quick())
        assert dump(store) == dump(once)


def test_when_articles_were_read_changes_nothing(tmp_path: Path) -> None:
    once = pipeline.run([write_articles(tmp_path / "in")], pipeline=Quick())
    later = [
        msgspec.structs.replace(d, fetched=f"2025-01-{28 - number:02}T10:00:00+00:00")
        for number, d in enumerate(once.documents)
    ]
    again = Quick().derive(later, once.claims)
    assert again.origins == once.origins
    assert (again.stories, again.events) == (once.stories, once.events)


@pytest.mark.parametrize("seed", range(2))
def test_any_order_in_any_number_of_runs_gives_the_same(tmp_path: Path, seed: int) -> None:
    """Late articles, copies and long silences, with checkpoints and stretches of a few articles."""
    articles = write_years(tmp_path / "in", 160)
    chance = random.Random(seed)
    with (
        pytest.MonkeyPatch.context() as patch,
        Store(tmp_path / "store.db") as store,
        Store(tmp_path / "once.db") as once,
    ):
        pipeline.run(articles, once, pipeline=Quick())
        whole = dump(once)
        in_memory = pipeline.run(articles, pipeline=Quick())
        assert (in_memory.origins, in_memory.stories) == (once.derived(Origin), once.derived(Story))
        assert in_memory.events == once.derived(Event)
        patch.setattr("watchfloor.store.derived.SPACING", 5)
        patch.setattr("watchfloor.deriving.STRETCH", 40)
        left = list(articles)
        # Mostly as published, some of them late, and a few very late.
        left.sort(key=lambda path: path.name if chance.random() < 0.8 else f"{chance.randrange(160):04}")
        while left:
            size = chance.choice([1, 3, 10, 60])
            pipeline.run(left[:size], store, pipeline=Quick())
            del left[:size]
        assert dump(store) == whole
        assert len(whole["Story"]) > 3
        assert any(len(origin["documents"]) > 1 for origin in whole["Origin"])


def test_a_new_article_is_gone_through_with_few_others(tmp_path: Path) -> None:
    articles = write_years(tmp_path / "in", 160)
    with pytest.MonkeyPatch.context() as patch, Store(tmp_path / "store.db") as store:
        patch.setattr("watchfloor.store.derived.SPACING", 5)
        pipeline.run(articles[:-1], store, pipeline=Quick())
        gone_through: list[str] = []
        add = Derivation.add

        def counted(self: Derivation, document: Document, claims: list[Claim]) -> None:
            gone_through.append(document.id)
            add(self, document, claims)

        patch.setattr(Derivation, "add", counted)
        pipeline.run(articles[-1:], store, pipeline=Quick())
        assert 1 <= len(gone_through) <= 3 * 5 + 1
        gone_through.clear()
        pipeline.run(articles, store, pipeline=Quick())
        assert gone_through == [], "nothing was new"


def test_a_store_of_version_1_is_brought_up(place: str, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in")
    run(place, folder)
    with Store(place) as store:
        before = dump(store)
        with store.engine.begin() as connection:
            for table in ("pending", "checkpoint", "copy", "derived"):
                connection.execute(sql.text(f"DROP TABLE {table}"))
            connection.execute(
                sql.text("CREATE TABLE derived (kind TEXT, id TEXT, number INTEGER, data TEXT)")
            )
            connection.execute(sql.update(META).where(META.c.name == "version").values(value="1"))
    with Store(place) as store:
        assert not store.is_derived()
        pipeline.stored(store)
        assert dump(store) == before


def test_a_store_of_version_2_is_brought_up(place: str, tmp_path: Path) -> None:
    articles = write_years(tmp_path / "in", 30)
    with pytest.MonkeyPatch.context() as patch, Store(place) as store:
        patch.setattr("watchfloor.store.derived.SPACING", 5)
        pipeline.run(articles[:-1], store, pipeline=Quick())
        before = dump(store)
        assert store.checkpoint(None)
        with store.engine.begin() as connection:
            connection.execute(sql.update(CHECKPOINTS).values(data=zlib.compress(b"as version 2 kept it")))
            connection.execute(sql.update(META).where(META.c.name == "version").values(value="2"))
    with Store(place) as store, Store(tmp_path / "fresh.db") as fresh:
        assert dump(store) == before
        pipeline.run(articles[-1:], store, pipeline=Quick())
        pipeline.run(articles, fresh, pipeline=Quick())
        assert dump(store) == dump(fresh)


def test_an_article_that_cannot_be_coded_is_told_of_and_the_others_go_on(tmp_path: Path) -> None:
    class Stumbling(Quick):
        def _code(self, documents: Any) -> Any:
            if any("report 3" in document.title for document in documents):
                raise KeyError("frame")
            return super()._code(documents)

    problems: list[Problem] = []
    folder = write_articles(tmp_path / "in")
    with Store(tmp_path / "store.db") as store:
        result = pipeline.run([folder], store, pipeline=Stumbling(), on_problem=problems.append)
        assert (result.read, result.added, store.count()) == (9, 7, 7)
        told = [problem for problem in problems if problem.severity == "error"]
        assert {Path(problem.path).name for problem in told} == {"03.txt", "04.txt"}
        assert "KeyError: 'frame'" in told[0].message
        again = pipeline.run([folder], store, pipeline=Quick())
        assert (again.added, store.count()) == (2, 9)


def test_a_brief_of_one_story_reads_what_that_story_needs(tmp_path: Path) -> None:
    articles = write_years(tmp_path / "in", 60)
    in_memory = pipeline.run(articles, pipeline=Quick())
    with Store(tmp_path / "store.db") as store:
        stored = pipeline.run(articles, store, pipeline=Quick())
        assert msgspec.structs.asdict(stored.counts()) == msgspec.structs.asdict(in_memory.counts())
        for story in in_memory.stories:
            one, other = in_memory.brief(story), stored.brief(story)
            assert (one.sections, one.origins, one.figures) == (other.sections, other.origins, other.figures)
        assert "documents" not in vars(stored)


def test_running_again_adds_nothing(place: str, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in")
    run(place, folder)
    with Store(place) as store:
        before = dump(store)
    again = run(place, folder)
    assert (again.read, again.added) == (9, 0)
    with Store(place) as store:
        assert dump(store) == before


# ---------------------------------------------------------------- what cannot be used


def test_a_store_of_a_newer_version_is_refused(place: str) -> None:
    with Store(place) as store:
        store.add([article(1)])
        with store.engine.begin() as connection:
            connection.execute(sql.update(META).where(META.c.name == "version").values(value="999"))
    with pytest.raises(StoreError, match=r"newer Watchfloor \(store version 999.*upgrade"):
        Store(place)


def test_another_programs_database_is_left_as_it_is(place: str) -> None:
    with Store(place) as store, store.engine.begin() as connection:
        connection.execute(sql.text("DROP TABLE meta"))
    with pytest.raises(StoreError, match="another program"):
        Store(place)


def test_another_programs_file_gets_no_tables(tmp_path: Path) -> None:
    file = tmp_path / "photos.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE photo (name)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store(file)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database, but something that somebody wrote and wants to keep.")
    with pytest.raises(StoreError, match=r"notes\.txt: not a Watchfloor store.*--store"):
        Store(file)
    assert file.read_text().startswith("Not a database")


def test_a_damaged_store(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with Store(file) as store:
        store.add([article(n) for n in range(200)])
    data = bytearray(file.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    file.write_bytes(data)
    with pytest.raises(StoreError, match=r"store\.db"):
        Store(file).documents()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.touch()
    with Store(file) as store:
        assert store.documents() == []


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("/proc/watchfloor.db", "name another"),
        ("no/such/folder/store.db", "the folder no/such/folder is not there"),
        (".", "a folder, not a store"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "check the URL"),
        ("oracle://nobody:secret@somewhere/none", "postgresql|driver|cannot be used"),
    ],
)
def test_a_place_that_cannot_be_used(place: str, remedy: str) -> None:
    if place.startswith("postgresql"):
        pytest.importorskip("psycopg", reason="psycopg is not installed (watchfloor[postgresql])")
    with pytest.raises(StoreError, match=remedy) as caught:
        Store(place)
    assert "secret" not in str(caught.value)


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        store.add([article(1)])
    with Store(f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true") as store:
        assert len(store.documents()) == 1
        with pytest.raises(StoreError, match="can be written"):
            store.add([article(2)])


def test_a_store_that_is_not_there_is_not_made_for_looking(place: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="watchfloor read"):
        Store(place, create=False)
    assert not list(tmp_path.iterdir())
