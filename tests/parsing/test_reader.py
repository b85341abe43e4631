import pytest

from watchfloor.parsing import Parser, default_parser

TEXT = "South Korea's spy agency said on Friday that Russia had given North Korea air-defence missiles."


@pytest.fixture(scope="module")
def reader():
    return default_parser()


def well_formed(sentence) -> None:
    n = len(sentence.words)
    for column in (
        sentence.starts,
        sentence.ends,
        sentence.lemmas,
        sentence.upos,
        sentence.feats,
        sentence.heads,
        sentence.deprels,
    ):
        assert len(column) == n
    for word, start, end in zip(sentence.words, sentence.starts, sentence.ends, strict=True):
        assert sentence.text[start:end] == word
    if n:
        assert sentence.heads.count(-1) == 1
        assert set(sentence.subtree(sentence.root)) == set(range(n))


def test_is_a_parser(reader):
    assert isinstance(reader, Parser)


def test_reads_who_said_what(reader):
    sentence = reader.read([TEXT])[0]
    well_formed(sentence)
    said, given = sentence.words.index("said"), sentence.words.index("given")
    assert sentence.root == said
    assert sentence.words[sentence.children(said, "nsubj")[0]] == "agency"
    assert sentence.heads[given] == said
    assert sentence.deprels[given] == "ccomp"
    assert sentence.words[sentence.children(given, "nsubj")[0]] == "Russia"
    assert sentence.lemmas[given] == "give"


def test_tells_the_passive(reader):
    sentence = reader.read(["The bridge was destroyed by rebels on Monday."])[0]
    destroyed = sentence.words.index("destroyed")
    assert "nsubj:pass" in sentence.deprels
    assert "aux:pass" in sentence.deprels
    assert sentence.heads[sentence.words.index("rebels")] == destroyed


def test_names_entities(reader):
    sentence = reader.read(["Angela Merkel flew from Berlin to Paris."])[0]
    assert {(sentence.text[sentence.starts[e.first] : sentence.ends[e.last - 1]], e.label) for e in sentence.entities} == {
        ("Angela Merkel", "PER"), ("Berlin", "LOC"), ("Paris", "LOC"),
    }  # fmt: skip


def test_the_order_and_the_company_of_a_text_do_not_change_its_tree(reader):
    others = ["Short.", "It rained for three days in the hills above the town, and the road was cut.", TEXT]
    alone = reader.read([TEXT])[0]
    together = reader.read(others)[2]
    assert together.heads == alone.heads
    assert together.deprels == alone.deprels
    for name in ("vectors", "acts", "status", "factuality", "cues", "roles"):
        assert (together.readings[name] == alone.readings[name]).all()


def test_sentences_of_one_length_are_read_in_one_call_as_each_alone(reader):
    names = ["Peru", "Chad", "Iran", "Mali", "Cuba", "Fiji", "Oman", "Laos"]
    texts = [f"{a} warned {b} on Friday." for a in names for b in names if a != b]
    for together, text in zip(reader.read(texts), texts, strict=True):
        (alone,) = reader.read([text])
        assert together.heads == alone.heads
        assert all((together.readings[n] == alone.readings[n]).all() for n in ("vectors", "acts", "roles"))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\t\n", "\u200b", "\x00\x01\x02", "a\x00b",
        "\U0001f600\U0001f600 \U0001f680\U0001f1f0\U0001f1f5",
        "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645", "\u202eabc def\u202c",
        "\u6731\u9e3f\u660e", "...", "- - -", "x" * 5000, "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    ],
)  # fmt: skip
def test_any_text_gives_a_sentence_with_right_offsets(reader, text: str):
    sentence = reader.read([text])[0]
    assert sentence.text == text
    well_formed(sentence)


def test_a_sentence_of_five_thousand_words_is_one_tree(reader):
    sentence = reader.read([" ".join(["The army moved north and"] * 1000)])[0]
    assert len(sentence) == 5000
    well_formed(sentence)


def test_readings_have_a_row_a_word(reader):
    sentence = reader.read([TEXT])[0]
    n = len(sentence)
    assert sentence.readings["acts"].shape == (n, len(reader.labels.acts))
    assert sentence.readings["roles"].shape == (n, n, len(reader.labels.roles))
    assert sentence.readings["status"].shape == (n, len(reader.labels.status))
    assert len(sentence.readings["modes"]) == n
