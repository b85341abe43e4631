"""What a user relies on: articles of one situation under one id, as they stream in."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from watchfloor.evaluation.clusters import b_cubed
from watchfloor.evaluation.files import read_jsonl
from watchfloor.evaluation.stories import evaluate, to_document
from watchfloor.records import Actor, Claim, Document
from watchfloor.stories import StoryIndex
from watchfloor.stories.index import StateError

_SHARED = Path(os.environ.get("WATCHFLOOR_SHARED", Path(__file__).parents[3] / "shared"))
_COPIES = Path(__file__).parents[1] / "copies" / "data" / "copies.jsonl.gz"


def article(
    name: str, title: str, text: str, published: str | None = "2031-02-01", outlet: str = "a.example"
) -> Document:
    return Document(id=name, address=name, title=title, text=text, outlet=outlet, published=published)


FIRE = article(
    "fire-1",
    "Fire destroys warehouse in Odmark",
    "A fire destroyed a furniture warehouse in Odmark on Saturday night. The owner, Henrik Solvang, 54, was burned on "
    "both hands. Firefighters from four towns fought the flames on Quarry Road until dawn.",
)
FIRE_AGAIN = article(
    "fire-2",
    "Police question former employee over Odmark warehouse fire",
    "Police in Odmark have questioned a former employee about the fire in the warehouse on Quarry Road. The owner Henrik "
    "Solvang, 54, said that he had dismissed the man in January. The furniture stored there was insured.",
    "2031-02-03",
)
OTHER_FIRE = article(
    "fire-3",
    "Fire destroys warehouse in Penrick",
    "A fire destroyed a paper warehouse in Penrick on Sunday. A guard, Olive Marsden, 31, escaped through a window. "
    "Firefighters from two towns fought the flames on Chapel Street for five hours.",
    "2031-02-02",
)


def test_reports_of_one_incident_share_a_story_and_one_of_the_same_kind_elsewhere_does_not() -> None:
    index = StoryIndex()
    first, other, again = (index.add(document) for document in (FIRE, OTHER_FIRE, FIRE_AGAIN))
    assert first == again != other
    titles = {story.id: story.title for story in index.stories()}
    assert titles[first] in (FIRE.title, FIRE_AGAIN.title)
    assert titles[other] == OTHER_FIRE.title


def test_story_closes_when_nothing_comes_and_opens_again_with_the_verdict() -> None:
    index = StoryIndex()
    story = index.add(FIRE)
    index.add(FIRE_AGAIN)
    index.add(
        article(
            "later", "Council debates parking", "The council debated parking fees for hours.", "2031-06-01"
        )
    )
    assert {known.id: known.state for known in index.stories()}[story] == "closed"
    verdict = article(
        "fire-4",
        "Man jailed for Odmark warehouse fire",
        "A court has jailed a former employee for five years for the fire in the warehouse on Quarry Road in Odmark. The "
        "owner, Henrik Solvang, 54, whose hands were burned, heard the sentence. The furniture was insured.",
        "2031-06-20",
    )
    assert index.add(verdict) == story
    known = {known.id: known for known in index.stories()}[story]
    assert (known.state, known.first, known.last) == ("open", "2031-02-01", "2031-06-20")


def test_claims_bring_together_what_words_leave_apart() -> None:
    def claim(document: str) -> Claim:
        parties = {
            "actors": [Actor(id="RUS_MIL", country="RUS")],
            "recipients": [Actor(id="UKR", country="UKR")],
        }
        return Claim(id=document, document=document, sentence="", start=0, end=0, type="ASSAULT", **parties)  # type: ignore[arg-type]

    one = article(
        "1",
        "Night of sirens in the river city",
        "Rockets struck the station quarter before dawn, hurting nine.",
    )
    two = article(
        "2",
        "Nine hurt as trains stand still",
        "Travellers found the station shut; nine were hurt by rockets.",
    )
    with_claims, without = StoryIndex(), StoryIndex()
    for index, claims in ((with_claims, True), (without, False)):
        for document in (one, two):
            index.add(document, [claim(document.id)] if claims else [])
    terms = {term for story in with_claims.stories() for term in story.terms}
    assert not any("\x00" in term for term in terms)
    assert len(with_claims.stories()) <= len(without.stories())


@pytest.mark.parametrize(
    "document",
    [
        article("blob", "Evening briefing: ten things to know", FIRE.text),
        article("blob", "Odmark fire: live updates", FIRE.text),
        article(
            "blob",
            "What happened",
            "".join(f"{h}:15 Something about Odmark and Henrik Solvang.\n" for h in range(10, 19)),
        ),
    ],
)
def test_blob_is_refused_rather_than_grown(document: Document) -> None:
    index = StoryIndex()
    story = index.add(FIRE)
    assert index.add(document) != story
    assert index.add(FIRE_AGAIN) == story
    assert all(len(known.documents) == 1 for known in index.stories() if document.id in known.documents)


def test_adding_again_changes_nothing_and_two_runs_give_what_one_gives() -> None:
    documents = [to_document(record) for record in read_jsonl(_COPIES)][:60]
    whole, half = StoryIndex(), StoryIndex()
    for document in documents:
        whole.add(document)
    for document in documents[:30]:
        half.add(document)
    half = StoryIndex.restore(half.state())
    for document in (*documents[20:30], *documents[30:]):
        half.add(document)
    assert half.stories() == whole.stories()
    assert half.state() == whole.state()


def test_a_story_that_is_let_go_of_is_gone_and_the_others_go_on() -> None:
    index = StoryIndex()
    fire, other = index.add(FIRE), index.add(OTHER_FIRE)
    index.add(FIRE_AGAIN)
    (gone,) = index.forget(date(2031, 2, 3))
    assert (gone.id, gone.documents, gone.state) == (other, ["fire-3"], "closed")
    index = StoryIndex.restore(index.state())
    assert [story.id for story in index.stories()] == [fire]
    third = msgspec.structs.replace(FIRE_AGAIN, id="fire-5", published="2031-02-04")
    assert index.add(third) == fire
    assert index.add(msgspec.structs.replace(OTHER_FIRE, id="fire-6", published="2031-02-05")) != other


def test_letting_go_keeps_the_index_small() -> None:
    documents = [
        msgspec.structs.replace(
            to_document(record), published=(date(2031, 1, 1) + timedelta(number)).isoformat()
        )
        for number, record in enumerate(read_jsonl(_COPIES)[:300])
    ]
    index, sizes = StoryIndex(), []
    for number, document in enumerate(documents):
        if number % 20 == 0:
            index.forget(date(2031, 1, 1) + timedelta(number - 40))
        index.add(document)
        sizes.append(len(index.state()))
    assert max(sizes[200:]) < 1.3 * max(sizes[:150])


def test_state_of_another_kind_is_refused_with_a_remedy() -> None:
    with pytest.raises(StateError, match="rebuild"):
        StoryIndex.restore(b"nothing of ours")


def test_bad_input_has_its_story() -> None:
    index = StoryIndex()
    texts = ["", "\x00", "1 2 3", "a " * 500_000, FIRE.text * 5000]
    ids = [index.add(article(str(number), "", text, None)) for number, text in enumerate(texts)]
    assert all(ids)
    same = {index.add(article(f"same-{number}", FIRE.title, FIRE.text, None)) for number in range(300)}
    assert len(same) == 1
    assert index.add(article("back", FIRE.title, FIRE.text, "1987-01-01"))


def test_order_within_a_day_matters_little() -> None:
    records = read_jsonl(_COPIES)
    gold = {str(record["id"]): str(record["id"])[:3] for record in records}
    scores = []
    for seed in range(3):
        chance = random.Random(seed)
        index = StoryIndex()
        rows = [(record["published"][:10], chance.random(), to_document(record)) for record in records]
        for _, _, document in sorted(rows, key=lambda row: row[:2]):
            index.add(document)
        predicted = {name: index.story_of(name) for name in gold}
        scores.append(b_cubed(predicted, gold)["f1"])
    print(scores)
    assert max(scores) - min(scores) <= 0.02
    assert min(scores) >= 0.9


def test_measured_set_reaches_its_aim() -> None:
    path = _SHARED / "data" / "stories" / "gva_dev.jsonl.gz"
    if not path.exists():
        pytest.skip("the measured set is not here (folder shared/, or WATCHFLOOR_SHARED)")
    result = evaluate(path)
    print(result)
    assert result["bcubed_f1"] >= 0.92
