"""Cities that stand for a body: in an article that names the European Union, "Brussels said" is the Union, not Belgium."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.coding.mentions import Mention
from watchfloor.knowledge.seats import Body, load_seats
from watchfloor.records import Sentence

__all__ = ["with_bodies"]

# Behind these a city acts or is acted on; behind all others it is where something is.
_ACTING = frozenset({"by", "with", "against", "between", "of", "for"})


def with_bodies(sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The mentions with the body in place of its seat, where the article names the body.

    Args:
        sentences: of one article.
        mentions: what `find_mentions` gave for each.
    """
    named = {"_".join(mention.id.split("_")[:2]) for found in mentions for mention in found}
    seats = {seat: body for seat, body in load_seats().items() if body.id in named}
    return [
        [_as_body(m, seats[m.text]) if m.text in seats and _acts(sentence, m) else m for m in found]
        for sentence, found in zip(sentences, mentions, strict=True)
    ]


def _acts(sentence: Sentence, mention: Mention) -> bool:
    if sentence.deprels[mention.head] in ("appos", "list", "flat", "compound"):
        return False
    cases = {sentence.words[k].lower() for k in sentence.children(mention.head, "case")}
    return cases - {"'s", "’s", "'", "’"} <= _ACTING


def _as_body(seat: Mention, body: Body) -> Mention:
    country = body.id.partition("_")[0]
    return msgspec.structs.replace(
        seat, id=body.id, country=country, sector=None, name=body.name, kind="organisation"
    )
