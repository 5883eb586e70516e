"""From inputs to a ledger: the one loop that the command line, the web app and a notebook drive.

Documents stream in, are read in batches (by worker processes when `jobs` is more than one, each with its own copy of
the language model), and are stored by this process, so that one writer owns the ledger. What was read before, by the
same reader, is not read again: a killed run goes on where it stopped.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from sayso.documents.document import Document
from sayso.documents.unreadable import Unreadable
from sayso.language import Pipeline, pipeline
from sayso.ledger import Ledger, Stored
from sayso.packs import Pack, load_pack
from sayso.reading.claim import Reading
from sayso.reading.reader import LANGUAGES, read_claims, reader_name

BATCH_CHARACTERS = 60_000  # what one worker is handed at a time: enough to fill the model's batches


@dataclass(slots=True)
class Run:
    """What a run has done so far; the same object is handed to `progress` after every document."""

    documents: int = 0
    stored: dict[Stored, int] = field(default_factory=lambda: dict.fromkeys(Stored, 0))
    claims: int = 0
    uncoded: int = 0
    words: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)  # (document, why): another language, say
    unreadable: list[Unreadable] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # (document, a slot or figure that could not be read)


@dataclass(frozen=True, slots=True)
class Failed:
    """A document whose reading failed as a whole, and why."""

    reason: str


def read_document(document: Document, *, pack: str | None = None) -> Reading:
    """The claims of one document, for a notebook or a test. The language model is loaded once a process.

    `pack` is the id of a bundled pack or the path of a TOML file; without it the document's own actors and places
    choose. Raises ValueError for a language that is not read yet.
    """
    if document.language not in LANGUAGES:
        raise ValueError(f"{document.id} is in {document.language!r}; sayso reads {', '.join(LANGUAGES)} so far")
    return read_claims(_pipeline(document.language).parse(document), document, load_pack(pack) if pack else None)


def read_into(
    ledger: Ledger,
    inputs: Iterable[Document | Unreadable],
    *,
    pack: str | None = None,
    jobs: int = 1,
    progress: Callable[[Run], None] = lambda run: None,
) -> Run:
    """Read `inputs` into `ledger` and say what was done. Nothing that comes in vanishes: it is stored, or listed.

    `jobs` is the number of worker processes; 1 reads in this one. Raises LedgerError when the ledger can't be written,
    with every document stored that was finished before.
    """
    run, reader = Run(), reader_name(pack)

    def wanted() -> Iterator[Document]:
        for item in inputs:
            if isinstance(item, Unreadable):
                ledger.note_unreadable(item.path, item.reason, item.hint)
                run.unreadable.append(item)
            elif item.language not in LANGUAGES:
                reason = f"not read yet: its language is {item.language!r}"
                _count(run, ledger.store_unread(item, reason), item)
                run.unread.append((item.id, reason))
            elif ledger.known(item, reader):
                _count(run, Stored.UNCHANGED, item)
            else:
                yield item
                continue
            progress(run)

    def readings() -> Iterator[tuple[Document, Reading]]:
        for document, reading in _read_all(wanted(), pack, jobs):
            if isinstance(reading, Failed):
                _count(run, ledger.store_unread(document, reading.reason, failed=True), document)
                run.problems.append((document.id, reading.reason))
                progress(run)
                continue
            run.claims += len(reading.claims)
            run.uncoded += len(reading.uncoded)
            run.problems += [(document.id, problem) for problem in reading.problems]
            run.words += document.text.count(" ") + 1
            yield document, reading

    for stored in ledger.store_many(readings(), reader=reader):
        run.documents += 1
        run.stored[stored] += 1
        progress(run)
    return run


def _count(run: Run, stored: Stored, document: Document) -> None:
    run.documents += 1
    run.stored[stored] += 1


# ---------------------------------------------------------------- reading, here or in workers


def _read_all(documents: Iterable[Document], pack: str | None, jobs: int) -> Iterator[tuple[Document, Reading | Failed]]:
    """Readings in the order of the documents; at most a few batches are under way at once."""
    if jobs <= 1:
        for batch in _batches(documents):
            yield from zip(batch, read_batch(batch, pack), strict=True)
        return
    # "spawn" starts workers clean: no threads of the model or of a web server are forked half-way.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[tuple[list[Document], Future[list[Reading | Failed]]]] = deque()
        for batch in _batches(documents):
            waiting.append((batch, pool.submit(read_batch, batch, pack)))
            if len(waiting) > 2 * jobs:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())


def _finished(batch: list[Document], future: Future[list[Reading | Failed]]) -> Iterator[tuple[Document, Reading | Failed]]:
    try:
        readings = future.result()
    except Exception as error:  # a worker that died takes its batch along, not the run
        readings = [Failed(f"its worker process died ({type(error).__name__}: {error})")] * len(batch)
    yield from zip(batch, readings, strict=True)


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


def read_batch(batch: list[Document], pack: str | None) -> list[Reading | Failed]:
    """The readings of some documents; one that fails says why and leaves the others whole."""
    chosen = load_pack(pack) if pack else None
    try:
        parsed = {id(d): doc for d, doc in _parse(batch)}
    except Exception:  # find the one that can't be parsed by parsing each alone
        parsed = {}
    return [_read_one(document, parsed.get(id(document)), chosen) for document in batch]


def _parse(batch: list[Document]) -> Iterator[tuple[Document, object]]:
    for language in dict.fromkeys(d.language for d in batch):
        some = [d for d in batch if d.language == language]
        yield from zip(some, _pipeline(language).parse_many(some), strict=True)


def _read_one(document: Document, doc: object, pack: Pack | None) -> Reading | Failed:
    try:
        parsed = doc if doc is not None else _pipeline(document.language).parse(document)
        return read_claims(parsed, document, pack)  # type: ignore[arg-type]
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


@cache
def _pipeline(language: str) -> Pipeline:
    return pipeline(language)
