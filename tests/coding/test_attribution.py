"""Who says so: spans, kinds of speaker, quotations over sentences, chains, and bad quotation marks."""

from __future__ import annotations

from watchfloor.coding.attribution import Attribution, find_attributions
from watchfloor.coding.quotations import find_quotations
from watchfloor.parsing import default_parser, split
from watchfloor.records import Sentence

from .test_status import tree


def read(text: str) -> tuple[list[Sentence], list[Attribution]]:
    places = split(text)
    sentences = default_parser().read([place.text for place in places])
    for sentence, place in zip(sentences, places, strict=True):
        sentence.start, sentence.kind, sentence.paragraph = place.start, place.kind, place.paragraph
    return sentences, find_attributions(sentences)


def words(text: str, spans: list[tuple[int, int]]) -> str:
    return " ... ".join(text[start:end] for start, end in spans)


def parts(text: str) -> list[tuple[str, str, str]]:
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in read(text)[1]]


SAID = tree(
    "The/the/DET/det/2 envoy/envoy/NOUN/nsubj/4 had/have/AUX/aux/4 said/say/VERB/root/0 that/that/SCONJ/mark/7 "
    "talks/talk/NOUN/nsubj/7 failed/fail/VERB/ccomp/4 ././PUNCT/punct/4"
)


def test_indirect_speech_on_a_tree() -> None:
    (found,) = find_attributions([SAID])
    assert words(SAID.text, found.source) == "The envoy"
    assert words(SAID.text, found.cue) == "had said"
    assert words(SAID.text, found.content) == "that talks failed"
    assert (found.stance, found.kind, found.cue_word, found.source_word) == ("states", "official", 3, 1)


def test_offsets_count_from_the_document() -> None:
    moved = tree("x/x/X/root/0")
    moved = SAID.__class__(**{field: getattr(SAID, field) for field in SAID.__struct_fields__})
    moved.start = 100
    (found,) = find_attributions([moved])
    assert found.source == [(100, 109)]


def test_according_to_speaks_of_the_whole_sentence() -> None:
    text = "Two bridges were destroyed overnight, according to the regional governor."
    assert parts(text) == [("the regional governor", "according to", "Two bridges were destroyed overnight")]


def test_direct_speech_takes_its_marks_and_goes_on_behind_the_cue() -> None:
    text = '"We have nothing to hide," the minister said. "The books are open to anyone who can read."'
    (found,) = [p for p in parts(text) if p[1] == "said"]
    assert found == (
        "the minister",
        "said",
        '"We have nothing to hide," ... "The books are open to anyone who can read."',
    )


def test_a_quotation_over_two_paragraphs() -> None:
    text = '"We waited for eleven days.\n\n"Nobody ever came," the survivor said.'
    (found,) = [p for p in parts(text) if p[1] == "said"]
    assert found[2].startswith('"We waited')
    assert found[2].endswith('came,"')


def test_chains_are_nested() -> None:
    _, found = read("Reuters reported that the ministry had confirmed that the plan was dropped.")
    outer, inner = found
    assert (outer.kind, outer.parent) == ("media", -1)
    assert (inner.stance, found[inner.parent]) == ("confirms", outer)


def test_a_pronoun_finds_the_speaker_before() -> None:
    text = "Peter Njoroge said on Friday that the road was closed. He added that it would open soon."
    second = read(text)[1][1]
    assert second.antecedent is not None
    assert text[slice(*second.antecedent)] == "Peter Njoroge"
    assert second.kind == "named"


def test_a_plural_pronoun_does_not_stand_for_one_person() -> None:
    second = read(
        "Peter Njoroge said on Friday that the road was closed. They added that it would open soon."
    )[1][1]
    assert second.antecedent is None


def test_kinds_of_speaker() -> None:
    kinds = {}
    for text in (
        "Analysts said the truce would hold.",
        "A senior official who asked for anonymity said the truce would hold.",
        "The report said the truce would hold.",
        "State television said the truce would hold.",
        "Ankara said the truce would hold.",
    ):
        kinds[text.split(" said")[0]] = next(a.kind for a in read(text)[1] if a.stance == "states")
    assert list(kinds.values()) == ["unnamed", "official", "document", "media", "named"]


def test_passive_without_a_source() -> None:
    (found,) = [a for a in read("The general is believed to have fled.")[1] if a.stance == "believes"]
    assert found.source == []


def test_citing_names_the_speaker_behind() -> None:
    text = "State television reported, citing a security official, that the convoy had been seized."
    found = {cue: (source, content) for source, cue, content in parts(text)}
    assert found["citing"][0] == "a security official"
    assert found["reported"] == ("State television", "that the convoy had been seized")


def test_transcripts() -> None:
    text = "OKAFOR: The port was never closed and nobody asked us to close it."
    source, cue, content = parts(text)[0]
    assert (source, cue) == ("OKAFOR", ":")
    assert content.startswith("The port was never closed")


def plain(text: str, start: int = 0, paragraph: int = 0) -> Sentence:
    return Sentence(text=text, start=start, paragraph=paragraph)


def test_one_missing_mark_spoils_one_paragraph_at_most() -> None:
    first = plain('He said "we go and never came back.')
    second = plain('Then "peace" was signed.', start=100, paragraph=1)
    spoiled, sound = find_quotations([first, second])
    assert not spoiled.closed
    assert (spoiled.last, sound.closed) == (0, True)
    assert second.text[sound.start - 100 : sound.end - 100] == '"peace"'


def test_a_quotation_of_sixty_sentences_and_one_without_end() -> None:
    lines = ["“The first sentence opens it.", *["It goes on."] * 58, "It ends here.”"]
    sentences, at = [], 0
    for line in lines:
        sentences.append(plain(line, start=at))
        at += len(line) + 1
    (whole,) = find_quotations(sentences)
    assert (whole.first, whole.last, whole.closed) == (0, 59, True)
    endless, at = [], 0
    for number in range(500):
        endless.append(plain('"And on it goes.', start=at, paragraph=number))
        at += 20
    assert all(q.last - q.first < 3 for q in find_quotations(endless))


def test_text_of_marks_only() -> None:
    assert find_attributions([plain('""""""”“”"'), plain("")]) == []


def test_a_thing_cited_is_a_reason_of_the_same_speaker() -> None:
    text = "Analysts said the port had changed hands twice, citing the depth of its harbour."
    found = {cue: (source, content) for source, cue, content in parts(text)}
    assert found["said"] == ("Analysts", "the port had changed hands twice")
    assert found["citing"] == ("Analysts", "the depth of its harbour")


def test_each_signed_quotation_has_its_own_speaker() -> None:
    text = "“They never paid us.” ― Ana Costa\n“Nobody else would work here.” ― Rosa Diaz"
    found = {source: content for source, _, content in parts(text)}
    assert found == {"Ana Costa": "“They never paid us.”", "Rosa Diaz": "“Nobody else would work here.”"}


def test_a_paragraph_below_a_colon_is_its_speakers() -> None:
    text = (
        "The mayor added:\n\nWe have waited ten years for this road. Nobody came.\n\nThe road is 40 km long."
    )
    assert parts(text) == [("The mayor", "added", "We have waited ten years for this road. Nobody came.")]


def test_words_to_the_reader_are_nobody_elses() -> None:
    assert parts("Imagine that the dam breaks tomorrow.") == []
