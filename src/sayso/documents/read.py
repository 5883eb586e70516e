"""Files, folders and standard input → documents, one after another; what can't be read is said, never raised."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sayso.documents.dates import fill_in, parse_date
from sayso.documents.decode import decode, megabytes
from sayso.documents.document import Document, Published
from sayso.documents.html import read_html
from sayso.documents.pdf import read_pdf
from sayso.documents.sidecar import Known, Sidecar
from sayso.documents.sources import Skipped, Source, find_sources, why_unreadable
from sayso.documents.tables import BadRow, Row, csv_rows, jsonl_rows
from sayso.documents.text import from_text
from sayso.documents.unreadable import BadInput, Unreadable

LIMIT = 20_000_000  # bytes of one file, or of one row of a table: a novel has 1 million

Result = Document | Unreadable


class Intake(Iterator[Result]):
    """The documents that `documents` gives, one at a time; before the first one the files are already counted.

    `files` is how many files will be read (a table counts once), `skipped` what folders held that is no document:
    hidden files, other formats, links.
    """

    def __init__(self, results: Iterator[Result], files: int, skipped: list[Skipped]) -> None:
        self.files = files
        self.skipped = skipped
        self._results = results

    def __next__(self) -> Result:
        return next(self._results)


def documents(
    paths: Iterable[str | Path],
    *,
    meta: str | Path | None = None,
    published: Published | str | None = None,
    publisher: str | None = None,
    limit: int = LIMIT,
) -> Intake:
    """The documents in files, folders (with all folders in them) and standard input (`-`), in order of their names.

    What a page or a table's row says of its date and publisher goes first, then what the text says, then the row of
    `meta` (a CSV file with file, published, publisher, url), then `published` and `publisher`. Whatever can't be read
    comes as an `Unreadable`, in its place among the others; a file (or a row of a table) of more than `limit` bytes
    is one, and is not loaded. Raises ValueError for a `published` that is no date.
    """
    if isinstance(published, str):
        given = parse_date(published)
        if given.day is None:
            raise ValueError(f"no date: {published!r}; write 2023-05-24, 2023-05 or 2023")
        published = given
    sidecar = Sidecar(Path(meta) if meta is not None else None)
    leave_out = Path(meta) if meta is not None else None
    sources, skipped, missing = find_sources(paths, frozenset(FORMATS), leave_out)
    reader = _Reader(sidecar, Known(published, publisher), limit)
    return Intake(reader.read(sources, missing), len(sources), skipped)


class _Reader:
    def __init__(self, sidecar: Sidecar, default: Known, limit: int) -> None:
        self.sidecar = sidecar
        self.default = default
        self.limit = limit
        self._urls: set[str] = set()

    def read(self, sources: list[Source], missing: list[Unreadable]) -> Iterator[Result]:
        yield from missing
        yield from self.sidecar.problems
        for source in sources:
            yield from self._guarded(source)
        yield from self.sidecar.unused()

    def _guarded(self, source: Source) -> Iterator[Result]:
        """The results of one source; an error ends that source only. Parsers of foreign formats may raise anything."""
        try:
            if source.path is None:
                data = sys.stdin.buffer.read(self.limit + 1)
                yield from self._format(_sniffed(data))(self, source.id, io.BytesIO(data))
            else:
                with source.path.open("rb") as stream:
                    yield from self._format(source.path.suffix.lower())(self, source.id, stream)
        except OSError as error:
            yield Unreadable(source.id, *why_unreadable(error))
        except BadInput as error:
            yield Unreadable(source.id, error.reason, error.hint)
        except Exception as error:
            yield Unreadable(
                source.id, f"reading it failed: {type(error).__name__}: {error}", "please report this file"
            )

    def _format(self, suffix: str) -> Callable[[_Reader, str, BinaryIO], Iterator[Result]]:
        return FORMATS.get(suffix, _Reader.text)

    def _bytes(self, stream: BinaryIO) -> bytes:
        """All of a stream that is within the limit; never loads more."""
        data = stream.read(self.limit + 1)
        if len(data) > self.limit:
            raise BadInput(
                f"more than the limit of {megabytes(self.limit)}", "split it into articles, or raise the limit"
            )
        if not data.strip():
            raise BadInput("empty file", "")
        return data

    def text(self, id: str, stream: BinaryIO) -> Iterator[Result]:
        decoded = decode(self._bytes(stream))
        if not decoded.text.strip("\0 \t\r\n\ufeff"):
            raise BadInput("empty file", "")
        yield self._complete(from_text(decoded.text, id), note=decoded.note)

    def html(self, id: str, stream: BinaryIO) -> Iterator[Result]:
        page = read_html(self._bytes(stream))
        own = Known(page.published, page.publisher, page.url)
        yield self._complete(replace(from_text(page.text, id, title=page.title), author=page.author), own, page.note)

    def pdf(self, id: str, stream: BinaryIO) -> Iterator[Result]:
        yield self._complete(from_text(read_pdf(self._bytes(stream)), id))

    def jsonl(self, id: str, stream: BinaryIO) -> Iterator[Result]:
        return self._rows(id, jsonl_rows(stream, self.limit))

    def csv(self, id: str, stream: BinaryIO) -> Iterator[Result]:
        return self._rows(id, csv_rows(stream, self.limit))

    def _rows(self, id: str, rows: Iterator[Row | BadRow]) -> Iterator[Result]:
        count = 0
        for row in rows:
            count += 1
            name = f"{id}#{row.number}"
            if isinstance(row, BadRow):
                yield Unreadable(name, row.reason, row.hint)
            elif (text := row["text"]) is None:
                yield Unreadable(name, "a row without text", "its article belongs in the column text")
            else:
                yield self._row(name, row, text)
        if not count:
            raise BadInput("a table without rows", "")

    def _row(self, name: str, row: Row, text: str) -> Document:
        published = parse_date(row["published"])
        note = f"no date: {row['published']!r}" if row["published"] and published.day is None else None
        url = row["url"]
        id = url if url is not None and url not in self._urls else name
        self._urls.add(id)
        document = from_text(text, id, title=row["title"], language=_language(row["language"]))
        return self._complete(replace(document, author=row["author"]), Known(published, row["publisher"], url), note)

    def _complete(self, document: Document, own: Known | None = None, note: str | None = None) -> Document:
        """`document` with what is known of it from elsewhere, the surest first."""
        own = own or Known()
        beside = self.sidecar.about(document.id)
        published = fill_in(own.published or Published(), document.published)
        for known in (beside, self.default):
            published = fill_in(published, known.published)
        return replace(
            document,
            published=published,
            publisher=own.publisher or beside.publisher or self.default.publisher,
            url=own.url or beside.url,
            notes=(note,) if note else (),
        )


FORMATS: dict[str, Callable[[_Reader, str, BinaryIO], Iterator[Result]]] = {
    ".txt": _Reader.text,
    ".html": _Reader.html,
    ".htm": _Reader.html,
    ".pdf": _Reader.pdf,
    ".jsonl": _Reader.jsonl,
    ".csv": _Reader.csv,
}


def _sniffed(data: bytes) -> str:
    """The format of bytes without a name, by how they begin; plain text when in doubt."""
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"%pdf-"):
        return ".pdf"
    if head.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if head.startswith(b"{") and b'"text"' in head:
        return ".jsonl"
    return ".txt"


def _language(code: str | None) -> str | None:
    return code.lower()[:2] if code and code[:2].isalpha() else None
