"""What a user relies on: which articles are one text, why, and who had it first."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from watchfloor.copies import CopyIndex
from watchfloor.copies.index import StateError
from watchfloor.copies.rewriting import read_values, same_number
from watchfloor.copies.words import Vocabulary, read_words
from watchfloor.evaluation.copies import evaluate
from watchfloor.evaluation.files import read_jsonl
from watchfloor.evaluation.stories import to_document
from watchfloor.knowledge.ontology import TableError
from watchfloor.knowledge.publishers import load_publishers
from watchfloor.records import Document

_SET = Path(__file__).parent / "data" / "copies.jsonl.gz"

WIRE = (
    "The harbour of Tessel was closed on Monday after a freighter struck the northern pier. Two dock workers were "
    "hurt and taken to St Anne's hospital. Captain Boris Lindgren of the Marula told the coastguard that the rudder "
    "had jammed. About 300 tonnes of grain went into the water. The port office hopes to open one lane on Thursday. "
    "Engineers from Hafen Tech will inspect the pier with a diving robot."
)


def article(
    name: str, text: str, published: str | None = "2031-01-05", outlet: str = "a.example"
) -> Document:
    return Document(id=name, address=name, text=text, outlet=outlet, published=published)


def kinds(index: CopyIndex, document: Document) -> list[tuple[str, str, str]]:
    return [(link.document, link.of, link.kind) for link in index.add(document)]


def groups(index: CopyIndex) -> list[list[str]]:
    return [origin.documents for origin in index.origins()]


def test_same_words_are_exact_whatever_case_breaks_and_quotation_marks() -> None:
    index = CopyIndex()
    index.add(article("1", WIRE))
    changed = WIRE.upper().replace(". ", ".\n\n").replace("'", "’")
    assert kinds(index, article("2", changed, "2031-01-06")) == [("2", "1", "exact")]


def test_passage_inside_a_longer_page_is_partial_with_the_shared_sentences_as_evidence() -> None:
    index = CopyIndex()
    index.add(article("1", WIRE))
    passage = WIRE[: WIRE.index(" About")]
    page = (
        "Our reporter spent the morning in the fish market, where nobody talked of anything else. "
        + passage
        + " Whether the regatta can be held as planned is for the sailing club to decide, and the club will meet "
        "over coffee on Wednesday. Tickets bought so far remain good, says its treasurer."
    )
    (link,) = index.add(article("2", page, "2031-01-06"))
    assert (link.document, link.of, link.kind) == ("2", "1", "partial")
    assert " ".join(span.text for span in link.evidence) == passage
    assert all(page[span.start : span.end] == span.text for span in link.evidence)


def test_shared_quotation_alone_makes_no_copy() -> None:
    quote = (
        '"We regret what has happened in our harbour and we shall not rest until every worker who goes out on that '
        'pier in the morning can be certain to come home in the evening"'
    )
    index = CopyIndex()
    index.add(
        article("1", f"Mayor Ruth Falk spoke to the families on Tuesday. {quote}, she said in the town hall.")
    )
    other = f"A hundred people came to listen, some with candles. {quote}, the mayor promised before a silent crowd."
    assert index.add(article("2", other)) == []


def test_earlier_publication_is_first_even_when_added_later() -> None:
    index = CopyIndex()
    index.add(article("late", WIRE, "2031-01-06T10:00:00"))
    assert kinds(index, article("early", WIRE, "2031-01-06T09:00:00+00:00")) == [("late", "early", "exact")]
    assert [origin.first for origin in index.origins()] == ["early"]


def test_document_without_a_date_comes_after_one_with() -> None:
    index = CopyIndex()
    index.add(article("a", WIRE, None))
    assert kinds(index, article("b", WIRE, "2031-01-06")) == [("a", "b", "exact")]


def test_digest_of_two_wires_does_not_make_one_origin_of_them() -> None:
    index = CopyIndex()
    other = (
        "Parliament in Ostrand approved the budget by nine votes late on Sunday night. Finance minister Clara Boyd "
        "had given way on the tax for heating oil. Spending on schools rises by 80 million. The opposition walked "
        "out before the last ballot and will call for a recount on Tuesday."
    )
    index.add(article("1", WIRE, "2031-01-05"))
    index.add(article("2", other, "2031-01-05"))
    links = index.add(article("3", WIRE + "\n\n" + other, "2031-01-06"))
    assert {link.of for link in links} == {"1", "2"}
    assert sorted(map(sorted, groups(index))) == [["1", "3"], ["2"]]


def test_two_articles_that_rest_on_one_agency_share_an_origin_of_that_kind() -> None:
    index = CopyIndex()
    one = (
        "North Korea fired two missiles from Wonsan on Monday, Yonhap reported. The South Korean news agency said "
        "they flew 430 kilometres and fell into the East Sea. According to Yonhap, General Park Min-jae ordered units to "
        "be on watch."
    )
    two = (
        "Two missiles launched out of Wonsan dropped into the East Sea after 430 kilometres, according to Yonhap. "
        "Fishing boats near Ulleung were told to turn back and radio stations broke into their programmes. The agency "
        "added that units under General Park Min-jae stand ready; markets in Seoul hardly moved and Tokyo protested."
    )
    index.add(article("1", one))
    assert kinds(index, article("2", two, "2031-01-06", "b.example")) == [("2", "1", "attributed")]
    three = two.replace("according to Yonhap", "the Joint Chiefs told this paper").replace(
        "The agency", "The chiefs"
    )
    assert all(link.kind != "attributed" for link in CopyIndex().add(article("3", three)))


def test_adding_again_changes_nothing() -> None:
    index = CopyIndex()
    index.add(article("1", WIRE))
    links = index.add(article("2", WIRE, "2031-01-06"))
    before = index.state()
    assert index.add(article("2", WIRE, "2031-01-06")) == links
    assert index.state() == before


def test_two_runs_give_what_one_gives() -> None:
    documents = [to_document(record) for record in read_jsonl(_SET)][:60]
    whole, half = CopyIndex(), CopyIndex()
    for document in documents:
        whole.add(document)
    for document in documents[:30]:
        half.add(document)
    half = CopyIndex.restore(half.state())
    for document in documents[30:]:
        half.add(document)
    assert half.origins() == whole.origins()
    assert half.state() == whole.state()


def test_state_of_another_kind_is_refused_with_a_remedy() -> None:
    with pytest.raises(StateError, match="rebuild"):
        CopyIndex.restore(b"nothing of ours")


def test_what_was_last_printed_long_ago_is_let_go_of_whole() -> None:
    index = CopyIndex()
    other = WIRE.replace("harbour", "airport").replace("Tessel", "Ostrand")[: WIRE.index(" About")]
    index.add(article("old", "Parliament in Ostrand approved the budget by nine votes late on Sunday night."))
    index.add(article("first", WIRE))
    index.add(article("again", WIRE, "2031-03-01"))
    index.add(article("later", other + " Nobody knows why.", "2031-03-02"))
    (gone,) = index.forget(date(2031, 2, 1))
    assert gone.documents == ["old"]
    assert index.origins()[0].documents[:2] == ["first", "again"]
    assert kinds(index, article("third", WIRE, "2031-03-03")) == [("third", "first", "exact")]
    budget = "Parliament in Ostrand approved the budget by nine votes late on Sunday night."
    assert kinds(index, article("new", budget, "2031-03-04")) == []


def test_letting_go_keeps_the_index_small_and_the_rest_as_it_was() -> None:
    documents = [
        msgspec.structs.replace(
            to_document(record), published=(date(2031, 1, 1) + timedelta(number)).isoformat()
        )
        for number, record in enumerate(read_jsonl(_SET)[:300])
    ]
    index, sizes = CopyIndex(), []
    let_go: list[str] = []
    for number, document in enumerate(documents):
        if number % 20 == 0:
            for origin in index.forget(date(2031, 1, 1) + timedelta(number - 40)):
                let_go += origin.documents
            index = CopyIndex.restore(index.state())
        index.add(document)
        sizes.append(len(index.state()))
    assert max(sizes[200:]) < 1.3 * max(sizes[:150])
    held = [name for origin in index.origins() for name in origin.documents]
    assert sorted(let_go + held) == sorted(document.id for document in documents)


def test_thousand_articles_of_one_text_are_one_origin() -> None:
    index = CopyIndex()
    for number in range(1000):
        assert len(index.add(article(f"{number:04d}", WIRE, None))) == (number > 0)
    assert [len(documents) for documents in groups(index)] == [1000]


def test_short_and_empty_texts_are_nobodys_copies() -> None:
    index = CopyIndex()
    for number, text in enumerate(["", "", "Read more here", "Read more here", "\x00\n", "..."]):
        assert index.add(article(str(number), text)) == []
    assert len(index.origins()) == 6


def test_huge_article_is_read_in_part() -> None:
    index = CopyIndex()
    index.add(article("1", WIRE))
    filler = " ".join(f"word{number}" for number in range(600_000))
    assert kinds(index, article("2", f"{WIRE} {filler}", "2031-01-06")) == [("2", "1", "partial")]
    assert kinds(index, article("3", f"{filler[::-1]} {WIRE}", "2031-01-06")) == []
    assert len(index.state()) < 5_000_000


def test_publishers_of_the_users_own_are_laid_over_ours(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("outlet\tfamily\nwww.Alpha.example\tGreek Press\nbeta.example\tGreek Press\n")
    publishers = load_publishers(table)
    assert publishers.family("news.alpha.example") == publishers.family("beta.example") == "Greek Press"
    assert publishers.agency_of("www.reuters.com") == "reuters"
    table.write_text("outlet\tfamily\nalpha.example\t\n")
    load_publishers.cache_clear()
    with pytest.raises(TableError, match="row 2"):
        load_publishers(table)


def test_loose_retelling_with_capitals_for_countries_and_rounded_figures_is_rewritten() -> None:
    index = CopyIndex()
    index.add(
        article(
            "1",
            "Norway will send 1,180 tents and 41 nurses to Iceland after the flood at Selfoss, minister Ragnhild Moen "
            "said on Monday. The flood destroyed 312 houses. Iceland's rescue chief Einar Blondal asked for boats as "
            "well. A ferry with the tents leaves Bergen on Wednesday.",
        )
    )
    retold = (
        "Boats are what rescue chief Blondal wishes for besides. Oslo does not leave its neighbours in Reykjavik "
        "alone: nearly 1,200 tents and some forty nurses go to Selfoss, where the flood took more than three hundred "
        "houses, as Moen, the minister, let it be known. From Bergen the ferry with them leaves this week."
    )
    assert kinds(index, article("2", retold, "2031-01-06", "b.example")) == [("2", "1", "rewritten")]
    assert index.add(article("3", retold.replace("Boats are", "A boat is"), None))[0].of == "2"


def test_own_report_of_the_same_event_with_names_and_figures_of_its_own_is_no_copy() -> None:
    index = CopyIndex()
    index.add(article("1", WIRE))
    own = (
        "Boris Lindgren sat on a bollard in Tessel on Monday and watched 300 tonnes of barley float away. His ship, "
        "the Marula, had rammed the northern pier at 06:40. Harbour pilot Wim Teunis told reporters that a storm cone "
        "had been up since midnight. The insurer Baltic Lloyd sent two surveyors. Ferries to Norderhag carried 900 "
        "passengers from the old quay."
    )
    assert index.add(article("2", own, "2031-01-05T12:00:00", "b.example")) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("forty-one thousand and 41,000 people", [41000.0]),
        ("3.2 million, two hundred and ten, seven", [3200000.0, 210.0, 7.0]),
        ("two dozen boats, a pair of oars", [24.0, 2.0]),
        ("three soldiers, 1,400 tents", [3.0, 1400.0]),
    ],
)
def test_numbers_in_words_are_those_in_digits(text: str, numbers: list[float]) -> None:
    vocabulary = Vocabulary()
    assert read_values(read_words(text, vocabulary), vocabulary) == numbers


@pytest.mark.parametrize(
    ("later", "earlier", "same"),
    [(1200, 1180, True), (60, 64, True), (13, 13, True), (3, 4, False), (61, 64, False), (1500, 1180, False)],
)
def test_rounded_figure_is_the_same_and_another_is_not(later: float, earlier: float, same: bool) -> None:
    assert same_number(later, earlier) is same


def test_set_of_our_own_reaches_its_aims() -> None:
    halves = evaluate(_SET)["halves"]
    for name, result in halves.items():
        f1 = {kind: score["f1"] for kind, score in result["per_kind"].items()}
        print(name, f1, "neighbours kept apart:", result["neighbours_kept_apart"])
        for kind in ("exact", "edited", "excerpt"):
            assert f1[kind] >= 0.95, (name, kind)
        for kind in ("spun", "translated"):
            assert f1[kind] >= 0.75, (name, kind)
        assert result["neighbours_kept_apart"] >= 0.98, name
