"""Whose words and figures are whose: clauses and figures with a speaker of their own, datelines, bodies, owners."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.coding.actors import find_mentions
from watchfloor.coding.references import resolve_references
from watchfloor.coding.sources import Sources
from watchfloor.knowledge.figure_speech import load_figure_speech
from watchfloor.knowledge.ontology import TableError
from watchfloor.records import Document, Speaker

from .test_attribution import read


def speaker(text: str, word: str) -> Speaker:
    """The innermost speaker of the last occurrence of a word."""
    sentences, attributions = read(text)
    mentions = resolve_references(sentences, [find_mentions(s) for s in sentences])
    at = text.rindex(word)
    sources = Sources(
        Document(id="a", address="", text=text, original=text, language="en"),
        sentences,
        mentions,
        attributions,
    )
    return sources.speakers(at, at + len(word))[0]


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("The Lima Nurses' Union put the death toll at 38.", "put", "Lima Nurses' Union"),
        ("Rescue workers gave the number of dead as 17.", "gave", "Rescue workers"),
        ("A Nordic diplomat spoke of at least eight dead.", "spoke", "A Nordic diplomat"),
        ("The hospital counted 30 dead after the storm.", "counted", "The hospital"),
        ("The ministry estimated the dead at 40.", "estimated", "The ministry"),
        ("Locals blamed the militia, and the mayor gave a toll of 22.", "gave", "the mayor"),
        ("The death toll was put at 52 by the provincial health department.", "put", "the provincial health department"),
        ("The government later raised the death toll to 71.", "raised", "The government"),
        ("Norway's army put the number of men freed at 12.", "freed", "Norway army"),
        ("Analysts put the chances of a deal at 30 percent.", "put", "Analysts"),
    ],
)  # fmt: skip
def test_who_vouches_for_a_figure_is_its_speaker(text: str, cue: str, name: str) -> None:
    assert speaker(text, cue).name == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The general put 60 men at the gates.", "put"),
        ("The company raised the number of workers to 400.", "raised"),
        ("The blast raised the death toll to 40.", "raised"),
        ("Kenya recorded 12 deaths last year.", "recorded"),
        ("Rebels in the east counted 20 villages under their control.", "counted"),
        ("The ministry did not put a figure on losses.", "put"),
        ("The governor blamed the rebels for 12 deaths.", "blamed"),
    ],
)
def test_what_is_done_with_a_figure_is_no_saying(text: str, word: str) -> None:
    assert speaker(text, word).kind == "article"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kyiv said it had shot down nine drones, while Moscow said all of them had hit.", {"shot": "Ukraine", "hit": "Russia"}),
        ("The army said four men were killed, but a rebel spokesman said no one had died.", {"killed": "The army", "died": "a rebel spokesman"}),
        ("Tehran said the tanker had drifted; Seoul said the ship had been seized.", {"drifted": "Iran", "seized": "South Korea"}),
        ("Some of them drowned, she said; a Nordic diplomat spoke of five missing.", {"drowned": "she", "missing": "a Nordic diplomat"}),
        ("The road is closed, the mayor said; two bridges have collapsed.", {"closed": "the mayor", "collapsed": ""}),
        ("Witnesses said gunmen opened fire, and Soleil, a local aid group, reported treating eight people.", {"opened": "Witnesses", "treating": "Soleil"}),
        ("Oslo said the ship had sunk, though sailors said it had been towed.", {"sunk": "Norway", "towed": "sailors"}),
        ("The police said the students had thrown stones, a version that three witnesses disputed.", {"thrown": "The police", "disputed": ""}),
        ("Nurses said the cook had been beaten, which the guards deny.", {"beaten": "Nurses", "deny": ""}),
        ("The minister said the plane had been hit, something the airline has confirmed.", {"hit": "The minister", "confirmed": ""}),
    ],
)  # fmt: skip
def test_a_clause_with_a_speaker_of_its_own_is_his(text: str, words: dict[str, str]) -> None:
    assert {word: speaker(text, word).name for word in words} == words


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The envoy said the truce was holding, and that the monitors had reported no shots.", "reported", "The envoy"),
        ("The envoy said the truce was holding and the guns had fallen silent.", "fallen", "The envoy"),
        ("The chairman said that, while officials reported progress, talks had stalled.", "stalled", "The chairman"),
        ("The president said the army, which denied the charge, would investigate.", "investigate", "The president"),
    ],
)  # fmt: skip
def test_a_content_that_only_goes_on_stays_whole(text: str, word: str, name: str) -> None:
    assert speaker(text, word).name == name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("ROME: Mali's transitional council said it had accepted an offer of talks.", "accepted", "Mali"),
        ("HANOI: Laos and Cambodia agreed to a truce, the Thai foreign ministry said.", "agreed", "Thai foreign ministry"),
        ("RABAT/ALGIERS: Moroccan officials said six men were arrested.", "arrested", "Moroccan officials"),
        ("BEIRUT (Harbour Wire): Turkey's army said its jets hit two depots.", "hit", "Turkey army"),
        ("NEW DELHI: Nepal's interim leader said that a vote would be held.", "held", "Nepal"),
    ],
)  # fmt: skip
def test_a_dateline_before_a_colon_speaks_not_and_hands_nothing_on(text: str, word: str, name: str) -> None:
    found = speaker(text, word)
    assert found.name.startswith(name)
    assert not found.via
    assert ":" not in found.text


def test_labels_of_transcripts_are_speakers_even_where_places_bear_their_name() -> None:
    assert speaker("OKAFOR: We never met. We talked by telephone.", "met").name == "OKAFOR"
    transcript = "PARIS: I never saw him.\nOKAFOR: That is false.\nPARIS: It is true."
    assert [a.source_word for a in read(transcript)[1]] == [0, 0, 0]
    assert not read("BREAKING: Two blasts shook the port.")[1]


@pytest.mark.parametrize(
    "text",
    [
        'A day later Idris Mbaye, the harbour master, conceded in a televised address that his pilots had fled "in fear".',
        "Two weeks later Marta Lund, the minister, admitted in a radio interview that the dam had failed.",
        '"We burned no village," its spokesman, Idris Mbaye, said in a video message.',
        "Hours later the ministry announced in a statement that the truce had been agreed.",
    ],
)
def test_a_time_or_a_medium_hands_no_words_on(text: str) -> None:
    _, attributions = read(text)
    word = next(w for w in ("fled", "failed", "burned", "agreed") if w in text)
    assert not speaker(text, word).via
    sources = [text[a.source[0][0] : a.source[-1][1]] for a in attributions if a.source]
    assert not [source for source in sources if source.endswith(("later", "A", "Hours"))]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Three drivers of the Kenyan Red Cross were robbed on the coast, the organisation said.", "robbed", "Kenyan Red Cross"),
        ("Thousands have fled, the World Food Programme said. Two nurses of Save the Children were abducted, the charity said.", "abducted", "Save the Children"),
        ("Gunmen beat three men of Oxfam in Juba, the group said.", "beat", "Oxfam"),
        ("Human Rights Watch said the army had burned villages. Soldiers shot 40 people, the organisation said.", "shot", "Human Rights Watch"),
        ("A local activist group said the market was shelled. Nine people died, the group said.", "died", "A local activist group"),
        ("Kenya Airways halted its flights. One aircraft was hit by shots, the airline said.", "hit", "Kenya Airways"),
        ("Norway's foreign ministry summoned the envoy of Oxfam. Two men were expelled, the ministry said.", "expelled", "Norway foreign ministry"),
        ("The Geneva Doctors' Network said the clinic was hit. The Lima Nurses' Network said two had died.", "died", "Lima Nurses' Network"),
        ("A group of soldiers seized the station, the group of soldiers said.", "seized", "the group of soldiers"),
    ],
)  # fmt: skip
def test_a_general_word_for_a_body_stands_for_the_one_named_last(text: str, word: str, name: str) -> None:
    assert speaker(text, word).name == name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Mayor Lina Haddad said the town was calm. Three homes were hit by shells, her office said.", "hit", "Lina Haddad's office"),
        ("Norway's army told another story. Its press service said that the ship had sunk.", "sunk", "Norway army's press service"),
        ("Two bridges were mined, said Colonel Idris Mbaye, a spokesman for the army.", "mined", "Colonel Idris Mbaye"),
        ("At least nine people drowned, said Marta Lund, who runs the rescue service.", "drowned", "Marta Lund"),
        ("More than 200 men were executed, said the Joint Forces, an ally of the army.", "executed", "the Joint Forces"),
        ("A nurse at the camp, who asked not to be named, said eight people had starved.", "starved", "A nurse at the camp"),
    ],
)  # fmt: skip
def test_a_speaker_is_named_without_what_is_told_of_him_and_with_whose_office_it_is(
    text: str, word: str, name: str
) -> None:
    assert speaker(text, word).name == name


def test_a_wrong_form_in_the_table_of_figures_is_named_with_its_row(tmp_path: Path) -> None:
    table = tmp_path / "figure_speech.tsv"
    table.write_text("word\tform\tsource\nput\tat\town\nput\tbeside\town\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"row 3: form 'beside' is none of"):
        load_figure_speech(table)
