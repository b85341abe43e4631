from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cli.conftest import Ran
from watchfloor import pipeline

Run = Callable[..., Ran]
SENTENCE = "Polish officials said on Monday that Germany had given Ukraine 30 armoured vehicles."
CLAIM_KEYS = {
    "sentence", "start", "end", "type", "mode", "contexts", "quad", "actors", "recipients", "quantities", "place",
    "time", "reasons", "speakers", "status", "factuality", "auxiliary", "confidence",
}  # fmt: skip


def told(ran: Ran) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in ran.text.splitlines()]


def test_a_text_gives_one_object_by_the_contract(run: Run) -> None:
    ran = run("code", stdin=SENTENCE.encode() + b"\n")
    assert ran.code == 0
    (document,) = told(ran)
    assert isinstance(document["id"], str)
    (claim,) = document["claims"]
    assert claim.keys() >= CLAIM_KEYS
    assert (claim["sentence"], claim["start"], claim["end"]) == (SENTENCE, 0, len(SENTENCE))
    assert (claim["type"], claim["quad"], claim["status"]) == ("AID", "material cooperation", "occurred")
    (actor,) = claim["actors"]
    assert actor.keys() >= {"id", "country", "sector", "text", "start", "end"}
    assert actor["country"] == "DEU"
    assert SENTENCE[actor["start"] : actor["end"]] == actor["text"]
    (speaker,) = claim["speakers"]
    assert speaker.keys() >= {"kind", "country", "sector", "text", "cue"}
    assert (speaker["country"], speaker["cue"]) == ("POL", "said")
    assert claim["explanation"] is None


def test_explain(run: Run) -> None:
    (document,) = told(run("code", "--explain", stdin=SENTENCE.encode()))
    why = document["claims"][0]["explanation"]
    assert why["method"]
    assert why["frame"] or why["scores"]


def test_a_text_of_several_lines_is_one_document(run: Run) -> None:
    text = f"\n\n{SENTENCE}\n\nRussia attacked Odesa on Friday.\n"
    (document,) = told(run("code", stdin=text.encode()))
    assert len(document["claims"]) == 2
    for claim in document["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["sentence"]


def test_jsonl_keeps_ids_and_order(run: Run) -> None:
    records = [{"id": 7, "text": SENTENCE}, {"id": "b", "text": "Nothing."}, {"text": SENTENCE, "title": "T"}]
    ran = run("code", stdin=b"\n".join(json.dumps(r).encode() for r in records))
    assert ran.code == 0
    documents = told(ran)
    assert [d["id"] for d in documents[:2]] == [7, "b"]
    assert isinstance(documents[2]["id"], str)
    assert [len(d["claims"]) for d in documents] == [1, 0, 1]


def test_a_day_decides_relative_times(run: Run) -> None:
    record = {"id": "a", "text": "Russia attacked Odesa on Friday.", "published": "2024-11-03"}
    (document,) = told(run("code", stdin=json.dumps(record).encode()))
    assert document["claims"][0]["time"]["start"] == "2024-11-01"


def test_bad_lines_are_told_and_passed_over(run: Run) -> None:
    lines = [
        json.dumps({"id": 1, "text": SENTENCE}),
        "{oops",
        '["a list"]',
        '{"id": 4}',
        "",
        '{"id": 6, "text": 6}',
    ]
    lines.append(json.dumps({"id": 7, "text": SENTENCE, "published": "a while ago"}))
    ran = run("code", stdin="\n".join(lines).encode())
    assert ran.code == 1
    assert [d["id"] for d in told(ran)] == [1, 7]
    for number in (2, 3, 4, 6, 7):
        assert f"-:{number}: " in ran.err
    assert "-:5:" not in ran.err
    assert "'a while ago' is no date" in ran.err


def test_a_text_that_cannot_be_coded_ends_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.code_documents

    def code(documents, **options):  # type: ignore[no-untyped-def]
        if any(d.id == "2" for d in documents):
            raise IndexError("no such word")
        return whole(documents, **options)

    monkeypatch.setattr(pipeline, "code_documents", code)
    ran = run("code", stdin=b"\n".join(json.dumps({"id": n, "text": SENTENCE}).encode() for n in range(1, 4)))
    assert ran.code == 1
    assert [d["id"] for d in told(ran)] == [1, 3]
    assert "-:2: the text could not be coded" in ran.err


def test_another_language_gives_no_claims(run: Run) -> None:
    text = (
        "Die Bundesregierung hat am Freitag angekündigt, dass sie der Ukraine weitere Panzer liefern wird. "
        "Der Verteidigungsminister sagte, die Lieferung werde noch in diesem Jahr beginnen, und dankte den Verbündeten. "
        "Aus Moskau kam scharfe Kritik an dieser Entscheidung."
    )
    ran = run("code", stdin=text.encode())
    assert ran.code == 0
    assert told(ran)[0]["claims"] == []
    assert told(ran)[0]["language"] == "de"
    assert "another language (de)" in ran.err


@pytest.mark.parametrize("stdin", [b"", b"\n  \n"])
def test_nothing_on_standard_input_is_2(run: Run, stdin: bytes) -> None:
    ran = run("code", stdin=stdin)
    assert ran.code == 2
    assert ran.out == b""


@pytest.mark.parametrize(
    "stdin",
    [
        b"\xff\xfe\x00bad",
        "\U0001f6a2 \u202e\u0645\u0631\u062d\u0628\u0627".encode(),
        b'{"text": "\\ud800 x"}',
        b'{"text": ""}',
        b"a" * 100_000,
    ],
)
def test_odd_texts_are_coded_to_something(run: Run, stdin: bytes) -> None:
    ran = run("code", stdin=stdin)
    assert ran.code == 0
    assert len(told(ran)) == 1
