"""One way out: the claims that pass the filters, or what comparing them came to, in a format, to a file (whole or not
at all), a stream or stdout."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from sayso.documents.document import Document
from sayso.exporting import accounts, geojson, jsonl, table, ucdp, uncoded
from sayso.ledger import Ledger
from sayso.reading.claim import Claim

Writer = Callable[[Ledger, Mapping[str, Any], BinaryIO], int]


def _evidence(ledger: Ledger, filters: Mapping[str, Any]) -> Iterator[tuple[Claim, Document]]:
    """Claims with their documents: as the reader left them, or the verified ones as reviewers did."""
    chosen = {name: value for name, value in filters.items() if name != "verified"}
    return ledger.verified(**chosen) if filters.get("verified") else ledger.evidence(**chosen)


def _claims(ledger: Ledger, filters: Mapping[str, Any]) -> Iterator[Claim]:
    if filters.get("verified"):
        return (claim for claim, _ in _evidence(ledger, filters))
    return ledger.claims(**{name: value for name, value in filters.items() if name != "verified"})


def _table(ledger: Ledger, filters: Mapping[str, Any]) -> Iterator[dict[str, table.Cell]]:
    return (table.row(claim, document) for claim, document in _evidence(ledger, filters))


def _ucdp(ledger: Ledger, filters: Mapping[str, Any]) -> Iterator[dict[str, table.Cell]]:
    for question in ledger.questions(**filters):
        if ucdp.counts(question):
            yield ucdp.row(question, list(ledger.evidence(question=question.id)))


def _uncoded(ledger: Ledger, filters: Mapping[str, Any], out: BinaryIO) -> int:
    others = sorted(name for name, value in filters.items() if value and name not in ("doc", "include_repeats"))
    if others:
        raise ExportError(f"quantities that made no claim can be chosen by document only, not by {', '.join(others)}")
    return uncoded.write(ledger, filters.get("doc"), out)


FORMATS: dict[str, Writer] = {
    "jsonl": lambda ledger, filters, out: jsonl.write(_claims(ledger, filters), out),
    "csv": lambda ledger, filters, out: table.write_csv(_table(ledger, filters), out),
    "parquet": lambda ledger, filters, out: table.write_parquet(_table(ledger, filters), out),
    "geojson": lambda ledger, filters, out: geojson.write(ledger.questions(**filters), ledger.claims(**filters), out),
    "questions": lambda ledger, filters, out: accounts.write_questions(ledger.questions(**filters), out),
    "relations": lambda ledger, filters, out: accounts.write_relations(ledger.relations(**filters), out),
    "uncoded": _uncoded,
    "ucdp": lambda ledger, filters, out: ucdp.write(_ucdp(ledger, filters), out),
}
OF_CLAIMS = ("jsonl", "csv", "parquet")  # a claim a row, so that reviewers' corrections can be written into them
# What these hold comes of comparing, and they are empty before it (`sayso.accounts.stored.compare_ledger`).
COMPARED = ("questions", "relations", "ucdp")


class ExportError(Exception):
    """The export could not be written. The message is meant for the user as it stands."""


def export(ledger: Ledger, to: str, target: str | os.PathLike[str] | IO[Any] = "-", **filters: Any) -> int:
    """Write the claims that pass `filters` (those of `Ledger.claims`) as `to`, one of FORMATS; returns how many.

    With `verified=True` only what reviewers accepted, corrected or added is written, corrections applied; that goes as
    one of OF_CLAIMS. The formats in COMPARED hold questions or relations instead, those with a claim that passes.

    `target` is a path, `-` for stdout, or an open stream, of text or bytes. A file is put in place when it is
    complete: whoever reads it sees the old one or the new one. Raises ExportError on an unknown format or a path
    that can't be written, LedgerError when the ledger can't be read.
    """
    writer = FORMATS.get(to)
    if writer is None:
        raise ExportError(f"there is no format {to!r}: choose one of {', '.join(FORMATS)}")
    if filters.get("verified") and to not in OF_CLAIMS:
        raise ExportError(f"verified claims can't go out as {to!r}: choose one of {', '.join(OF_CLAIMS)}")
    if not isinstance(target, str | os.PathLike):
        if to == "parquet" and isinstance(target, io.StringIO):
            raise ExportError("Parquet is bytes: give a binary stream")
        with _bytes_of(target) as out:
            return writer(ledger, filters, out)
    if os.fspath(target) == "-":
        with _bytes_of(sys.stdout) as out:
            return writer(ledger, filters, out)
    try:
        with _whole_file(Path(target)) as out:
            return writer(ledger, filters, out)
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(
            f"the export can't be written to {os.fspath(target)}: {reason}. Name another with -o"
        ) from error


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` once it is written to the end, and leaves no trace if it is not."""
    path = path.resolve()  # a link goes on pointing at the file
    if path.exists() and not path.is_file():  # /dev/null, a pipe
        with path.open("wb") as out:
            yield out
        return
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def _bytes_of(stream: IO[Any]) -> Iterator[BinaryIO]:
    """The stream as one that takes bytes."""
    stream.flush()
    binary = getattr(stream, "buffer", None)
    if binary is not None:
        yield binary
        binary.flush()
    elif isinstance(stream, io.TextIOBase):
        yield cast(BinaryIO, _Encoded(stream))
    else:
        yield cast(BinaryIO, stream)


class _Encoded:
    """Bytes of UTF-8 written to a text stream that has none beneath it (io.StringIO)."""

    def __init__(self, text: IO[str]) -> None:
        self.text = text

    def write(self, data: bytes) -> int:
        self.text.write(data.decode("utf-8"))
        return len(data)
