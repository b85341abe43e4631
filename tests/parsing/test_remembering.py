from watchfloor.parsing import default_parser
from watchfloor.parsing.remembering import Remembering
from watchfloor.parsing.tokens import tokenize
from watchfloor.records import Sentence


class Counting:
    name = "counting"

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, texts):
        self.read_texts += texts
        found = []
        for text in texts:
            words, starts, ends = tokenize(text)
            found.append(
                Sentence(
                    text=text, words=words, starts=starts, ends=ends, heads=[-1] + [0] * (len(words) - 1)
                )
            )
        return found


def test_a_sentence_seen_before_is_not_read_again():
    parser = Counting()
    remembering = Remembering(parser)
    first = remembering.read(["One is here.", "Two is here.", "One is here."])
    again = remembering.read(["Two is here."])
    assert parser.read_texts == ["One is here.", "Two is here."]
    assert first[2] == first[0]
    assert again[0] == first[1]
    assert (remembering.hits, remembering.misses) == (2, 2)


def test_other_white_space_is_the_same_sentence_at_its_own_offsets():
    remembering = Remembering(Counting())
    remembering.read(["The envoy left."])
    sentence = remembering.read(["The  envoy\nleft."])[0]
    assert remembering.misses == 1
    assert sentence.text == "The  envoy\nleft."
    assert [sentence.text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words


def test_what_a_caller_changes_is_not_remembered():
    remembering = Remembering(Counting())
    remembering.read(["The envoy left."])[0].start = 99
    assert remembering.read(["The envoy left."])[0].start == 0


def test_memory_is_bounded_and_the_longest_unused_goes_first():
    parser = Counting()
    remembering = Remembering(parser, size=2)
    remembering.read(["a", "b"])
    remembering.read(["a"])
    remembering.read(["c"])
    remembering.read(["a"])
    assert parser.read_texts == ["a", "b", "c"]
    remembering.read(["b"])
    assert parser.read_texts == ["a", "b", "c", "b"]


class Shelf:
    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def sentence(self, keys):
        return {k: self.kept[k] for k in keys if k in self.kept}

    def add_sentences(self, sentences):
        self.kept.update(sentences)


def test_what_a_run_has_read_the_next_finds_on_the_shelf():
    text = "Rebels shelled the town on Friday."
    shelf = Shelf()
    first = Remembering(default_parser(), shelf=shelf)
    read = first.read([text])[0]
    second = Remembering(default_parser(), shelf=shelf)
    found = second.read([text])[0]
    assert (second.hits, second.misses) == (1, 0)
    assert (found.words, found.heads, found.deprels, found.entities) == (
        read.words, read.heads, read.deprels, read.entities,
    )  # fmt: skip
    assert found.readings.keys() == read.readings.keys()
    assert (found.readings["acts"] == read.readings["acts"]).all()
    assert found.readings["modes"] == read.readings["modes"]


def test_another_parser_does_not_find_them():
    shelf = Shelf()
    Remembering(Counting(), shelf=shelf).read(["The envoy left."])
    other = Counting()
    other.name = "other"
    remembering = Remembering(other, shelf=shelf)
    remembering.read(["The envoy left."])
    assert remembering.misses == 1
