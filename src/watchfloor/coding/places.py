"""Where it happened: the places that a sentence names, and the place of one event.

A name is looked up as a run of capitalised words (`place_names`); the tree and the entities say whether it stands for
a place at all (`locatives`), the article which of its namesakes is meant (`namesakes`), the tree again what happened
there (`event_places`).
"""

from __future__ import annotations

from watchfloor.coding.event_places import event_place
from watchfloor.coding.locatives import Sureness, how_sure
from watchfloor.coding.lookup import tree_of
from watchfloor.coding.namesakes import PlaceContext, choose
from watchfloor.coding.place_names import Container, PlaceName, container_behind
from watchfloor.coding.tree import Tree
from watchfloor.knowledge.place_words import load_place_words
from watchfloor.records import Place, Sentence

__all__ = ["PlaceContext", "event_place", "find_places"]


def find_places(sentence: Sentence, context: PlaceContext | None = None) -> list[Place]:
    """The places that a sentence names as places, in order.

    Args:
        sentence: with its tree.
        context: of the article; without it the sentence alone decides between namesakes.

    Returns:
        Places with offsets relative to the sentence. A country is one only where it is said to be where something
        is ("in Russia"), not where it acts ("Russia said").
    """
    if not sentence.words or len(sentence.heads) != len(sentence.words):
        return []
    context = context or PlaceContext([sentence])
    names = [name for name in context.names(sentence) if not name.adjective]
    if not names:
        return []
    tree = tree_of(sentence)
    found: list[Place] = []
    free = 0
    for name in names:
        if name.first < free:  # "Ohio" of "Springfield, Ohio"
            continue
        container = container_behind(sentence, name, context.table)
        place = _place(tree, name, container, context)
        if place is not None:
            found.append(place)
            free = container.last if container else free
    return found


def _place(tree: Tree, name: PlaceName, container: Container | None, context: PlaceContext) -> Place | None:
    """The place that a name stands for, None when it stands for none or nothing decides between namesakes."""
    sentence = tree.sentence
    politic = name.key in context.table.capitals or name.entries[0].kind == "country"
    sure = how_sure(tree, name, politic)
    if sure == Sureness.NO_PLACE:
        return None
    unit = tree.low[name.last] if name.last < len(tree.low) else ""
    of_unit = unit in load_place_words().units
    entry = choose(name, container, of_unit, context, sentence)
    if entry is None or ((politic or entry.kind == "country") and sure < Sureness.LOCATIVE):
        return None
    first, last = _extent(tree, name, of_unit)
    start, end = sentence.starts[first], sentence.ends[last - 1]
    return Place(
        id=entry.id,
        name=entry.name,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        kind="region" if of_unit and entry.kind == "city" else entry.kind,
        text=sentence.text[start:end],
        start=start,
        end=end,
    )


def _extent(tree: Tree, name: PlaceName, of_unit: bool) -> tuple[int, int]:
    """The words of a name with its direction ("eastern Russia") and what it is the name of ("Kursk region")."""
    first, last = name.first, name.last
    directions = load_place_words().directions
    if first and tree.low[first - 1] in directions and tree.heads[first - 1] >= first:
        first -= 1
    return first, last + 1 if of_unit else last
