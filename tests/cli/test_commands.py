from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cli.conftest import Ran
from watchfloor import pipeline
from watchfloor.store import Store
from watchfloor.tables import POLECAT

Run = Callable[..., Ran]
COMMANDS = ("read", "brief", "claims", "events", "stories", "code", "evaluate")


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"watchfloor {command}" in ran.text.partition("Examples:")[2]


def test_version(run: Run) -> None:
    assert run("--version").text.startswith("watchfloor ")


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'onnxruntime', 'sqlalchemy', 'rich', 'msgspec', 'pyarrow', 'trafilatura', 'watchfloor.pipeline'}"
    check = f"import sys, watchfloor, watchfloor.cli; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


# ---------------------------------------------------------------- reading and telling


def test_read_then_tell_from_the_store(run: Run, articles: Path) -> None:
    first = run("read", articles)
    assert first.code == 0
    assert first.text.startswith("watchfloor.db: 3 of 3 articles were new; it holds 3 articles, ")
    assert first.text.count("\n") == 1
    assert "0 of 3 articles were new; it holds 3 articles" in run("read", articles).text
    assert Path("watchfloor.db").is_file()

    told = run("claims", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.text)))
    strike = next(row for row in rows if row["type"] == "ASSAULT")
    assert (strike["actor_countries"], strike["status"]) == ("RUS", "occurred")
    assert "at least 12" in strike["quantities"]
    assert strike["published"] == "2024-11-02"

    events = [json.loads(line) for line in run("events", "--format", "jsonl").text.splitlines()]
    (attack,) = [event for event in events if event["type"] == "ASSAULT" and event["status"] == "occurred"]
    assert attack["origins"] == 1, "a copy is no second origin"
    stories = [json.loads(line) for line in run("stories", "--format", "jsonl").text.splitlines()]
    assert attack["story"] in {story["id"] for story in stories}


def test_with_paths_nothing_is_kept(run: Run, articles: Path) -> None:
    ran = run("events", articles, "--format", "csv")
    assert ran.code == 0
    assert ran.text.startswith("id,story,type,")
    assert list(Path().iterdir()) == []


def test_with_paths_and_a_store_all_that_it_holds_is_told(run: Run, articles: Path) -> None:
    run("read", articles / "talks.txt", "--store", "news.db")
    ran = run("claims", articles / "strike.txt", "--store", "news.db", "--format", "csv")
    titles = {row["title"] for row in csv.DictReader(io.StringIO(ran.text))}
    assert titles == {"France and Germany hold talks", "Costria strikes a port, Ukraine says"}


def test_parquet_and_table_and_polecat(run: Run, articles: Path) -> None:
    run("read", articles)
    assert run("claims", "--output", "claims.parquet").out == b""
    table = pq.read_table("claims.parquet")
    assert (
        table.num_rows
        == len(
            run("claims", "--format", "csv", "-o", "claims.csv").out
            or Path("claims.csv").read_text().splitlines()
        )
        - 1
    )
    assert table.schema.field("actors").type.value_type == "string"
    polecat = list(csv.reader(io.StringIO(run("events", "--columns", "polecat", "--format", "csv").text)))
    assert tuple(polecat[0]) == POLECAT
    assert "ASSAULT" in {row[2] for row in polecat[1:]}
    drawn = run("events").text
    assert "ASSAULT" in drawn
    assert "\x1b" not in drawn


# ---------------------------------------------------------------- briefs


def test_brief_to_a_file_prints_its_path_last(run: Run, articles: Path) -> None:
    ran = run("brief", articles, "--output", "brief.html")
    assert ran.code == 0
    assert ran.text.splitlines()[-1] == "brief.html"
    assert "<html" in Path("brief.html").read_text()


@pytest.mark.parametrize(("form", "begins"), [("html", "<!"), ("markdown", "# "), ("json", "{")])
def test_brief_to_standard_output(run: Run, articles: Path, form: str, begins: str) -> None:
    ran = run("brief", articles, "--format", form)
    assert ran.code == 0
    assert ran.text.lstrip().lower().startswith(begins)


def test_brief_since_the_last_look(run: Run, articles: Path) -> None:
    run("read", articles / "talks.txt")
    first = run("brief", "--since", "last")
    assert "all of it is told" in first.err
    nothing = json.loads(run("brief", "--since", "last", "--format", "json").text)
    assert _new_lines(nothing) == []
    run("read", articles / "strike.txt")
    briefs = json.loads(run("brief", "--since", "last", "--format", "json").text)
    fresh = _new_lines(briefs)
    assert fresh
    assert all("Odesa" in line or "sanctions" in line for line in fresh)
    assert (
        _new_lines(json.loads(run("brief", "--since", "last", "--format", "json", "--reader", "bob").text))
        == []
    )


def _new_lines(told: dict) -> list[str]:  # type: ignore[type-arg]
    briefs = told.get("briefs", [told])
    return [line["text"] for b in briefs for s in b["sections"] if s["name"] == "new" for line in s["lines"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "whenever"), "'whenever' is no time"),
        (("--format", "pdf"), "--output"),
        (("--since", "last"), "--store"),
        (("--output", "no/such/folder/brief.html"), "no/such/folder is not there"),
        (("--output", "/proc/brief.html"), "written"),
    ],
)
def test_brief_wrong_usage_is_told_at_once(
    run: Run, articles: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = run("brief", articles, *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == b""


# ---------------------------------------------------------------- exit codes


def test_some_input_unreadable_is_1(run: Run, articles: Path) -> None:
    (articles / "broken.json").write_text("{")
    (articles / "empty.txt").touch()
    ran = run("events", articles, "--format", "csv")
    assert ran.code == 1
    assert "broken.json:1: not valid JSON" in ran.err
    assert "empty.txt: the file is empty" in ran.err
    assert "ASSAULT" in ran.text


@pytest.mark.parametrize("command", ["read", "brief", "claims", "events", "stories"])
def test_nothing_readable_is_2(run: Run, command: str, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = run(command, tmp_path / "nothing", "missing.html")
    assert ran.code == 2
    assert "missing.html" in ran.err
    assert "nothing to read" in ran.err
    assert ran.out == b""


@pytest.mark.parametrize("command", ["brief", "claims", "events", "stories"])
def test_no_store_is_3_and_none_is_made(run: Run, command: str) -> None:
    ran = run(command)
    assert ran.code == 3
    assert "watchfloor.db" in ran.err
    assert "watchfloor read PATH" in ran.err
    assert list(Path().iterdir()) == []


def test_a_store_that_cannot_be_used_is_3(run: Run, articles: Path) -> None:
    Path("notes.db").write_text("no database at all, but somebody's notes")
    assert run("read", articles, "--store", "notes.db").code == 3
    assert run("read", articles, "--store", "/proc/news.db").code == 3
    run("read", articles, "--store", "new.db")
    with sqlite3.connect("new.db") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'version'")
    ran = run("events", "--store", "new.db")
    assert ran.code == 3
    assert "newer Watchfloor" in ran.err


def test_interrupted_is_130_and_keeps_what_was_stored(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "LOT", 1)
    whole = pipeline.Pipeline.articles

    def cut(self: pipeline.Pipeline, documents: Iterator[object], *told: object) -> Iterator[object]:
        lots = whole(self, documents, *told)  # type: ignore[arg-type]
        yield next(lots)
        yield next(lots)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.Pipeline, "articles", cut)
        ran = run("read", articles)
    assert ran.code == 130
    assert "holds 2 articles; run the same command again" in ran.err
    assert "1 of 3 articles were new" in run("read", articles).text
    with Store("watchfloor.db") as store:
        assert len(store.documents()) == 3


def test_a_reader_that_has_gone_is_no_error(articles: Path, tmp_path: Path) -> None:
    ended = subprocess.run(
        f"{sys.executable} -m watchfloor --help | true; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


# ---------------------------------------------------------------- evaluate


def test_evaluate_prints_one_object(run: Run, tmp_path: Path) -> None:
    tree = tmp_path / "one.conllu"
    words = [
        ("Russia", "PROPN", 2, "nsubj"),
        ("attacked", "VERB", 0, "root"),
        ("Ukraine", "PROPN", 2, "obj"),
        (".", "PUNCT", 2, "punct"),
    ]
    tree.write_text(
        "".join(f"{n}\t{w}\t{w}\t{u}\t_\t_\t{h}\t{r}\t_\t_\n" for n, (w, u, h, r) in enumerate(words, 1))
        + "\n"
    )
    ran = run("evaluate", "parsing", tree)
    assert ran.code == 0
    scores = json.loads(ran.text)
    assert {"uas", "las", "upos", "sentences_per_s", "n"} <= set(scores)


@pytest.mark.parametrize(
    ("task", "content", "message"),
    [
        ("divining", "", "choose one of parsing, entities"),
        ("parsing", None, "there is no such file"),
        ("parsing", "no\ttree\n\n", "line 1: 2 columns where CoNLL-U has 10"),
        ("event-coding", "{}\n", "labelled data of the task event-coding"),
        ("event-coding", "{\n", "line 1: not JSON"),
    ],
)
def test_evaluate_wrong_input_is_2(
    run: Run, tmp_path: Path, task: str, content: str | None, message: str
) -> None:
    file = tmp_path / "labelled"
    if content is not None:
        file.write_text(content)
    ran = run("evaluate", task, file)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == b""
