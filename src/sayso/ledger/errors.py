"""What can go wrong with a ledger, in words that say what, where and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError


class LedgerError(Exception):
    """A ledger could not be opened, read or written. The message is meant for the user as it stands."""


_SAFE = "What was stored before is safe"

# SQLite's primary result codes (the low byte of sqlite_errorcode), each with what is wrong and what to do about it.
_SQLITE = {
    sqlite3.SQLITE_BUSY: f"the ledger {{where}} is in use by another process that did not let go of it in time."
    f" {_SAFE}; wait until the other run has ended, then run this again",
    sqlite3.SQLITE_READONLY: "the ledger {where} can't be written: the file, its folder or its disk is read-only."
    " Change the permissions (chmod u+w), or name another ledger with --ledger",
    sqlite3.SQLITE_FULL: f"no room is left on the disk of the ledger {{where}}. {_SAFE}; make room, then run this again"
    " and it goes on where it stopped",
    sqlite3.SQLITE_IOERR: f"the disk of the ledger {{where}} refused a read or a write ({{error}}). {_SAFE}; check the"
    " disk, its quota and the room on it, then run this again",
    sqlite3.SQLITE_CORRUPT: "the ledger {where} is damaged ({error}). Put back a copy of it, or save what can be read"
    " with `sqlite3 {where} .recover`",
    sqlite3.SQLITE_NOTADB: "{where} is not a ledger: it is no SQLite database. Name another file with --ledger",
    sqlite3.SQLITE_CANTOPEN: "the ledger {where} can't be opened ({error}). Check that its folder exists and may be"
    " written, since SQLite keeps a file beside it",
}
_SQLITE[sqlite3.SQLITE_LOCKED] = _SQLITE[sqlite3.SQLITE_BUSY]


def explain(error: BaseException, where: str) -> LedgerError:
    """`error`, raised by the database that lies at `where`, as a LedgerError for the user."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(cause, "sqlite_errorcode", None)
    text = _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
    if text is None:
        text = "the database of the ledger {where} answered: {error}"
    return LedgerError(text.format(where=where, error=_words(cause)))


def _words(cause: BaseException) -> str:
    """What the database said; pg8000 says it as a dictionary of the protocol's fields."""
    first = cause.args[0] if cause.args else None
    said = first.get("M") if isinstance(first, dict) else None
    if cause.__cause__ is not None:  # "network error" alone helps nobody
        said = f"{said or cause}: {cause.__cause__}"
    return " ".join(str(said or cause or type(cause).__name__).split())


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Raise what the database raises inside as a LedgerError about the ledger `where`."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explain(error, where) from error
