"""Who says so: source, cue and content of every attribution in a document.

The conventions are those of PolNeAR (Newell, Margolin and Ruths, 2018): verbs and nouns of saying, thinking and taking
a stance; the source is the whole noun phrase; the cue is the verb with its auxiliaries, adverbs and preposition; the
content takes its quotation marks and a leading "that" or "to".
"""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.coding.attributed import Attribution
from watchfloor.coding.attribution_spans import with_offsets
from watchfloor.coding.cue_reading import SentenceAttributions, may_attribute
from watchfloor.coding.datelines import dateline_words, without_dateline
from watchfloor.coding.labelled_speech import labelled_words, signed_words
from watchfloor.coding.quotations import find_quotations
from watchfloor.coding.quoted_speech import take_blocks, take_quotations
from watchfloor.coding.speaker_chains import find_antecedents, nest
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.records import Sentence

__all__ = ["Attribution", "find_attributions"]


def find_attributions(sentences: Sequence[Sentence]) -> list[Attribution]:
    """All attributions of a document.

    Args:
        sentences: of one document, in order, with ``start`` and ``paragraph`` set and with trees.

    Returns:
        Attributions in order of their cues.
    """
    quotations = find_quotations(sentences)
    found: list[Attribution] = []
    bare: list[Attribution] = []
    datelines = dateline_words(sentences)
    for index, sentence in enumerate(sentences):
        if not may_attribute(sentence):
            continue
        reader = SentenceAttributions(sentence, load_cues())
        for one in reader.find():
            if index in datelines:
                without_dateline(one, datelines[index], reader.tree)
            attribution = with_offsets(one, reader.tree, index)
            (found if attribution.content else bare).append(attribution)
    signed, quotations = signed_words(sentences, quotations)
    take_quotations(sentences, quotations, found, bare)
    take_blocks(sentences, found, bare)
    found.extend(labelled_words(sentences, datelines))
    found.extend(signed)
    found.sort(key=lambda a: (a.sentence, a.cue_word))
    find_antecedents(sentences, found)
    nest(found)
    return found
