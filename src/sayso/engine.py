"""From inputs to a ledger: the one loop that the command line, the web app and a notebook drive.

Documents stream in, are read by this process (its threads run the language model) or by worker processes (each with
its own copy of the model), and are stored by this process, so that one writer owns the ledger. What was read before, by
the same reader, is not read again: a killed run goes on where it stopped.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.documents.unreadable import Unreadable
from sayso.language import Pipeline, SpacyPipeline
from sayso.language import pipeline as load_pipeline
from sayso.ledger import Ledger, Stored
from sayso.packs import Pack, load_pack
from sayso.reading.claim import Reading
from sayso.reading.listing import LISTED, list_figures
from sayso.reading.reader import LANGUAGES, read_claims, reader_name
from sayso.workers import Died, Workers

READ = (*LANGUAGES, *LISTED)  # what is parsed; of the second ones the figures are listed, not coded
BATCH_CHARACTERS = 8_000  # what a worker is handed at a time: enough for the hand-over to cost nothing


@dataclass(slots=True)
class Run:
    """What a run has done so far; the same object is handed to `progress` after every document.

    `documents` counts those in the ledger by now, `stored` what storing each came to; `claims`, `uncoded` and `words`
    are of the documents that this run itself has read.
    """

    documents: int = 0
    stored: dict[Stored, int] = field(default_factory=lambda: dict.fromkeys(Stored, 0))
    claims: int = 0
    uncoded: int = 0
    words: int = 0
    unread: list[tuple[Document, str]] = field(default_factory=list)  # (document, why): another language
    failed: list[tuple[str, str]] = field(default_factory=list)  # (document's id, why reading it broke off)
    unreadable: list[Unreadable] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # (document's id, a slot that could not be filled)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (document's id, how it was read)


@dataclass(frozen=True, slots=True)
class Failed:
    """A document whose reading failed as a whole, and why."""

    reason: str


def read_document(document: Document, *, pack: str | None = None, pipeline: str | None = None) -> Reading:
    """The claims of one document, for a notebook or a test. The language model is loaded once a process.

    `pack` is the id of a bundled pack or the path of a TOML file; without it the document's own actors and places
    choose. `pipeline` is the name or folder of a spaCy pipeline to parse with. Raises ValueError for a language that is
    not read yet, FileNotFoundError or PackError for the pack, OSError for the pipeline.
    """
    if document.language not in READ:
        raise ValueError(f"{document.id} {_not_read_yet(document)}")
    return _read(_pipeline(document.language, pipeline).parse(document), document, load_pack(pack) if pack else None)


def read_into(
    ledger: Ledger,
    inputs: Iterable[Document | Unreadable],
    *,
    pack: str | None = None,
    pipeline: str | None = None,
    jobs: int = 1,
    progress: Callable[[Run], None] = lambda run: None,
) -> Run:
    """Read `inputs` into `ledger` and say what was done. Nothing that comes in vanishes: it is stored, or listed.

    `jobs` is the number of worker processes; 1 reads in this one, whose threads share the cores. `pipeline` is the name
    or folder of a spaCy pipeline that parses the documents in its language instead of the bundled model; it is part of
    who reads, so that what another pipeline has read is read anew. Raises OSError when there is none, and LedgerError
    when the ledger can't be written, with every document stored that was finished before; so does KeyboardInterrupt.
    """
    run, reader = Run(), _reader(pack, pipeline)

    def wanted() -> Iterator[Document]:
        for item in inputs:
            if isinstance(item, Unreadable):
                ledger.note_unreadable(item.path, item.reason, item.hint)
                run.unreadable.append(item)
                progress(run)
                continue
            run.notes += [(item.id, note) for note in item.notes]
            if item.language not in READ:
                reason = _not_read_yet(item)
                run.unread.append((item, reason))
                count(ledger.store_unread(item, reason))
            elif ledger.known(item, reader):
                count(Stored.UNCHANGED)
            else:
                yield item

    def readings() -> Iterator[tuple[Document, Reading]]:
        for document, reading in _read_all(wanted(), pack, pipeline, jobs):
            if isinstance(reading, Failed):
                run.failed.append((document.id, reading.reason))
                count(ledger.store_unread(document, reading.reason, failed=True))
                continue
            run.claims += len(reading.claims)
            run.uncoded += len(reading.uncoded)
            run.problems += [(document.id, problem) for problem in reading.problems]
            run.words += len(document.text.split())
            yield document, reading

    def count(stored: Stored) -> None:
        run.documents += 1
        run.stored[stored] += 1
        progress(run)

    for stored in ledger.store_many(readings(), reader=reader):
        count(stored)
    return run


def read_all(
    inputs: Iterable[Document], *, pack: str | None = None, pipeline: str | None = None, jobs: int = 1
) -> Iterator[tuple[Document, Reading | Failed]]:
    """The documents with their readings, in order, without a ledger. Other languages come back as `Failed`."""
    pairs: list[tuple[Document, Failed]] = []

    def wanted() -> Iterator[Document]:
        for document in inputs:
            if document.language in READ:
                yield document
            else:
                pairs.append((document, Failed(_not_read_yet(document))))

    for pair in _read_all(wanted(), pack, pipeline, jobs):
        yield pair
        while pairs:
            yield pairs.pop(0)
    yield from pairs


def _not_read_yet(document: Document) -> str:
    return f"is in {document.language!r}, which is not read yet (sayso reads {', '.join(READ)} so far)"


def _reader(pack: str | None, pipeline: str | None) -> str:
    """Who reads: another version, pack or pipeline, or a pack's file that was edited, reads a document anew."""
    name = None
    if pack is not None:
        name, path = load_pack(pack).id, Path(pack)
        if path.is_file():
            name += f" {blake2b(path.read_bytes(), digest_size=4).hexdigest()}"
    return reader_name(name) + (f" on {pipeline}" if pipeline else "")


# ---------------------------------------------------------------- reading, here or in workers


def _read_all(
    documents: Iterable[Document], pack: str | None, pipeline: str | None, jobs: int
) -> Iterator[tuple[Document, Reading | Failed]]:
    """Readings in the order of the documents; at most a few batches are under way at once."""
    if jobs <= 1:
        yield from _read_here(documents, pack, pipeline)
        return
    with Workers(jobs) as workers:
        for batch, future in workers.ahead(read_batch, _batches(documents), pack, pipeline):
            try:
                readings = future()
            except Died:  # who of them killed the worker? Each is read alone, and only that one is lost.
                readings = [_alone(workers, document, pack, pipeline) for document in batch]
            yield from zip(batch, readings, strict=True)


def _read_here(
    documents: Iterable[Document], pack: str | None, pipeline: str | None
) -> Iterator[tuple[Document, Reading | Failed]]:
    """Readings made by this process: threads parse ahead, one a core (the model lets go of Python's lock meanwhile)."""
    chosen = load_pack(pack) if pack else None
    threads = os.cpu_count() or 1
    waiting: deque[tuple[Document, Future[Doc]]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="parse")
    try:
        for document in documents:
            waiting.append((document, pool.submit(_pipeline(document.language, pipeline).parse, document)))
            if len(waiting) > 2 * threads:
                yield _finished(*waiting.popleft(), chosen)
        while waiting:
            yield _finished(*waiting.popleft(), chosen)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _finished(document: Document, parsed: Future[Doc], chosen: Pack | None) -> tuple[Document, Reading | Failed]:
    return document, _read_one(document, parsed.result, chosen)


def _alone(workers: Workers, document: Document, pack: str | None, pipeline: str | None) -> Reading | Failed:
    try:
        return workers.alone(read_batch, [document], pack, pipeline)[0]
    except Died as died:
        return Failed(str(died))


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_batch(batch: list[Document], pack: str | None = None, pipeline: str | None = None) -> list[Reading | Failed]:
    """The readings of some documents; one that fails says why and leaves the others whole.

    Raises FileNotFoundError without a language model: that is no document's fault.
    """
    chosen = load_pack(pack) if pack else None
    readings: list[Reading | Failed] = []
    for document in batch:
        parser = _pipeline(document.language, pipeline)
        readings.append(_read_one(document, partial(parser.parse, document), chosen))
    return readings


def _read_one(document: Document, parse: Callable[[], Doc], pack: Pack | None) -> Reading | Failed:
    try:
        return _read(parse(), document, pack)
    except Exception as error:
        return Failed(f"reading it failed: {type(error).__name__}: {error}")


def _read(doc: Doc, document: Document, pack: Pack | None) -> Reading:
    """The claims of a parsed document, or its figures where its language is not coded."""
    return read_claims(doc, document, pack) if document.language in LANGUAGES else list_figures(doc, document)


@cache
def _pipeline(language: str, name: str | None) -> Pipeline | SpacyPipeline:
    """What parses a language, loaded once a process: the pipeline `name` its own, the bundled model all others.

    Each call uses one core; several may go on at once.
    """
    if name is not None and (other := load_pipeline(name=name)).language == language:
        return other
    return load_pipeline(language)
