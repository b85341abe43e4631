"""What happens to an article, in order. Each step is a room; they don't know one another, only this module knows them all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import BinaryIO

import msgspec

from watchfloor.briefing import compose
from watchfloor.cleaning import clean
from watchfloor.coding.claims import Coder
from watchfloor.copies import CopyIndex
from watchfloor.fusing import fuse
from watchfloor.models import LABELS
from watchfloor.models.labels import load_labels
from watchfloor.parsing import Parser, default_parser, split
from watchfloor.parsing.remembering import Remembering
from watchfloor.reading import Problem, read_paths
from watchfloor.records import Brief, Claim, Document, Event, Origin, Sentence, Story
from watchfloor.store import Store
from watchfloor.stories import StoryIndex
from watchfloor.stories.situations import join_situations

__all__ = ["Pipeline", "Result", "code", "code_texts", "run"]

Article = tuple[Document, list[Claim]]
LOT = 12  # articles whose sentences are read together; a killed run loses no more than these


class Result(msgspec.Struct, kw_only=True):
    """All that a run knows.

    Attributes:
        documents: in order of publication.
        claims: in the same order, within an article in order of its text.
        read: how many articles this run could read, those stored before with them.
        added: how many of them were new.
    """

    documents: list[Document] = []
    claims: list[Claim] = []
    origins: list[Origin] = []
    stories: list[Story] = []
    events: list[Event] = []
    read: int = 0
    added: int = 0

    def briefs(self, since: datetime | None = None) -> list[Brief]:
        """A brief for each story, the one with the most articles first."""
        stories = sorted(self.stories, key=lambda s: (-len(s.documents), s.id))
        return [self.brief(story, since) for story in stories]

    def brief(self, story: Story | None = None, since: datetime | None = None) -> Brief:
        """The brief of one story, of the largest one when none is named."""
        story = story or max(self.stories, key=lambda s: (len(s.documents), s.id))
        inside = set(story.documents)
        return compose(
            story,
            events=[e for e in self.events if e.id in set(story.events)],
            claims=[c for c in self.claims if c.document in inside],
            documents=[d for d in self.documents if d.id in inside],
            origins=[o for o in self.origins if inside & set(o.documents)],
            since=since,
        )


class Pipeline:
    """Articles into claims, claims into stories and events.

    Args:
        parser: reads sentences; the one that ships with Watchfloor by default.
        explain: keep with each claim why it was coded so.
    """

    def __init__(self, parser: Parser | None = None, *, explain: bool = False) -> None:
        self.parser = Remembering(parser or default_parser())
        labels = load_labels(LABELS) if parser is None else None
        self.coder = Coder(labels, explain=explain)

    def articles(self, documents: Iterable[Document]) -> Iterator[list[Article]]:
        """Clean, read and code documents, a few at a time."""
        lot: list[Document] = []
        for document in documents:
            lot.append(clean(document))
            if len(lot) == LOT:
                yield self._code(lot)
                lot = []
        if lot:
            yield self._code(lot)

    def _code(self, documents: Sequence[Document]) -> list[Article]:
        sentences = self._read([split(d.text) if d.language in ("", "en") else [] for d in documents])
        return [(d, self.coder.code(d, own)) for d, own in zip(documents, sentences, strict=True)]

    def _read(self, split_texts: list[list[Sentence]]) -> list[list[Sentence]]:
        parsed = iter(self.parser.read([s.text for own in split_texts for s in own]))
        return [
            [
                msgspec.structs.replace(next(parsed), start=s.start, kind=s.kind, paragraph=s.paragraph)
                for s in own
            ]
            for own in split_texts
        ]

    def derive(self, documents: list[Document], claims: list[Claim]) -> Result:
        """Origins, stories and events of articles, whatever the order in which they came."""
        documents = sorted(documents, key=lambda d: (d.published or "9999", d.id))
        copies, stories = CopyIndex(), StoryIndex()
        by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_document[claim.document].append(claim)
        for document in documents:
            # When a file was read says nothing of who was first, and a run that was cut off would end otherwise.
            copies.add(msgspec.structs.replace(document, fetched=None))
            stories.add(document, by_document[document.id])
        origins, found = copies.origins(), join_situations(stories.stories(), by_document)
        events: list[Event] = []
        for story in found:
            inside = set(story.documents)
            own = fuse(
                [c for d in documents if d.id in inside for c in by_document[d.id]],
                [d for d in documents if d.id in inside],
                origins,
            )
            story.events = [event.id for event in own]
            events.extend(own)
        ordered = [c for d in documents for c in by_document[d.id]]
        return Result(documents=documents, claims=ordered, origins=origins, stories=found, events=events)


@cache
def default_pipeline() -> Pipeline:
    """The pipeline as it ships, loaded once."""
    return Pipeline()


def run(
    paths: Iterable[str | os.PathLike[str]],
    store: Store | None = None,
    *,
    pipeline: Pipeline | None = None,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[Problem], None] = lambda problem: None,
    on_progress: Callable[[int], None] = lambda articles: None,
) -> Result:
    """Read articles and say what is known.

    Args:
        paths: files, folders, ``-`` for standard input.
        store: keeps what is read; articles that it holds already are not read again, and the result is about all it
            holds. Without one nothing is kept.
        pipeline: the default one if None.
        stdin: what ``-`` reads.
        on_problem: told of whatever could not be read.
        on_progress: told how many articles are done, now and then.
    """
    pipeline = pipeline or default_pipeline()
    read = 0

    def counted() -> Iterator[Document]:
        nonlocal read
        for document in read_paths(paths, stdin=stdin, on_problem=on_problem):
            read += 1
            yield document

    done: list[Article] = []
    if store is None:
        for lot in pipeline.articles(counted()):
            done.extend(lot)
            on_progress(len(done))
        result = pipeline.derive([d for d, _ in done], [c for _, own in done for c in own])
        result.read = result.added = read
        return result
    added = 0
    pipeline.parser.shelf = store
    for lot in pipeline.articles(_unknown(counted(), store)):
        store.add(lot)
        added += len(lot)
        on_progress(added)
    pipeline.parser.shelf = None
    result = pipeline.derive(store.documents(), store.claims())
    store.replace_derived(result.origins, result.stories, result.events, documents=len(result.documents))
    result.read, result.added = read, added
    return result


def stored(store: Store) -> Result:
    """What a store holds, as the last run left it; what a run that was cut off did not come to is made up for."""
    if not store.is_derived():
        return default_pipeline().derive(store.documents(), store.claims())
    return Result(
        documents=store.documents(),
        claims=store.claims(),
        origins=store.derived(Origin),
        stories=store.derived(Story),
        events=store.derived(Event),
    )


def _unknown(documents: Iterable[Document], store: Store) -> Iterator[Document]:
    """Those that the store doesn't hold yet, asked for a few at a time."""
    lot: list[Document] = []
    for document in documents:
        lot.append(document)
        if len(lot) == LOT:
            known = store.known(d.id for d in lot)
            yield from (d for d in lot if d.id not in known)
            lot = []
    known = store.known(d.id for d in lot)
    yield from (d for d in lot if d.id not in known)


def code(text: str, *, published: str | None = None, explain: bool = False) -> list[Claim]:
    """The claims of a text.

    Args:
        text: one article or sentence, in English.
        published: its day, ISO 8601, which relative times count from.
        explain: keep with each claim why it was coded so.
    """
    return code_texts([text], published=published, explain=explain)[0]


def code_texts(
    texts: Sequence[str], *, published: str | None = None, explain: bool = False
) -> list[list[Claim]]:
    """The claims of each of several texts, as they stand: nothing is cleaned."""
    documents = [
        Document(
            id=f"{number:016x}", address="", text=text, original=text, published=published, language="en"
        )
        for number, text in enumerate(texts)
    ]
    return code_documents(documents, explain=explain)


def code_documents(documents: Sequence[Document], *, explain: bool = False) -> list[list[Claim]]:
    """The claims of each of several documents, uncleaned."""
    pipeline = default_pipeline()
    pipeline.coder.explain = explain
    claims: list[list[Claim]] = []
    for at in range(0, len(documents), 64):
        claims.extend(own for _, own in pipeline._code(documents[at : at + 64]))
    return claims
