"""What happens to an article, in order. Each step is a room; they don't know one another, only this module knows them all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import BinaryIO

import msgspec

from watchfloor.cleaning import clean
from watchfloor.coding.claims import Coder
from watchfloor.deriving import bring_up_to_date, derive
from watchfloor.models import LABELS
from watchfloor.models.labels import load_labels
from watchfloor.parsing import Parser, default_parser, split
from watchfloor.parsing.remembering import Remembering
from watchfloor.reading import Problem, read_paths
from watchfloor.records import Claim, Document, Sentence
from watchfloor.results import Result
from watchfloor.store import Store, StoreError, moment_of

__all__ = ["Pipeline", "Result", "code", "code_texts", "run", "stored"]

Article = tuple[Document, list[Claim]]
OnProblem = Callable[[Problem], None]
LOT = 12  # articles whose sentences are read together; a killed run loses no more than these


def _ignore(_: object) -> None:
    """Where nobody wants to be told."""


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

    def articles(
        self, documents: Iterable[Document], on_problem: OnProblem = _ignore
    ) -> Iterator[list[Article]]:
        """Clean, read and code documents, a few at a time; one that cannot be coded is told of and left out."""
        lot: list[Document] = []
        for document in documents:
            lot.append(document)
            if len(lot) == LOT:
                yield self._coded(lot, on_problem)
                lot = []
        if lot:
            yield self._coded(lot, on_problem)

    def _coded(self, documents: Sequence[Document], on_problem: OnProblem) -> list[Article]:
        try:
            return self._code([clean(document) for document in documents])
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one article must not cost the others
            if len(documents) > 1:
                return [article for d in documents for article in self._coded([d], on_problem)]
            on_problem(_uncodable(documents[0], error))
            return []

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

    def derive(self, documents: Iterable[Document], claims: Iterable[Claim]) -> Result:
        """Origins, stories and events of articles, whatever the order in which they came."""
        by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_document[claim.document].append(claim)
        ordered = sorted(documents, key=lambda d: (moment_of(d), d.id))
        origins, stories, events = derive((d, by_document[d.id]) for d in ordered)
        return Result(
            documents=ordered,
            claims=[claim for d in ordered for claim in by_document[d.id]],
            origins=origins,
            stories=stories,
            events=events,
        )


def _uncodable(document: Document, error: Exception) -> Problem:
    return Problem(
        document.address,
        None,
        f"could not be coded and was left out ({type(error).__name__}: {error})",
        "This is a mistake in Watchfloor: please report it with the article; all others are coded.",
    )


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
    on_problem: OnProblem = _ignore,
    on_progress: Callable[[int], None] = _ignore,
) -> Result:
    """Read articles and say what is known.

    Args:
        paths: files, folders, ``-`` for standard input.
        store: keeps what is read; articles that it holds already are not read again, and the result is about all it
            holds. Without one nothing is kept.
        pipeline: the default one if None.
        stdin: what ``-`` reads.
        on_problem: told of whatever could not be read or coded.
        on_progress: told how many articles are done, now and then.
    """
    pipeline = pipeline or default_pipeline()
    read = 0

    def counted() -> Iterator[Document]:
        nonlocal read
        for document in read_paths(paths, stdin=stdin, on_problem=on_problem):
            read += 1
            yield document

    if store is None:
        done: list[Article] = []
        for lot in pipeline.articles(counted(), on_problem):
            done.extend(lot)
            on_progress(len(done))
        result = pipeline.derive([d for d, _ in done], [c for _, own in done for c in own])
        result.read, result.added = read, len(done)
        return result
    added = 0
    pipeline.parser.shelf = store
    for lot in pipeline.articles(_unknown(counted(), store), on_problem):
        store.add(lot)
        added += len(lot)
        on_progress(added)
    pipeline.parser.shelf = None
    result = stored(store)
    result.read, result.added = read, added
    return result


def stored(store: Store) -> Result:
    """What a store holds; what a run that was cut off did not come to is made up for."""
    bring_up_to_date(store)
    return Result(store=store)


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
