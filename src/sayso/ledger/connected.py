"""The database of an open ledger, and the two ways into it: reading, and writing in transactions of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, Select, text

from sayso.ledger.errors import LedgerError, explained
from sayso.ledger.opening import Database, open_database

CHUNK = 1000  # rows that a long answer fetches at once


class Connected:
    """An open ledger. Every method raises LedgerError when the database can't do it, in words for the user.

    It may be used from several threads; several processes may use one ledger, which then write in turn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(
        cls, target: str | os.PathLike[str] = "ledger.sqlite", *, create: bool = True, timeout: float = 30.0
    ) -> Self:
        """The ledger in the SQLite file at `target`, or in the PostgreSQL database of that URL.

        It is made if it is not there and `create` is true, and brought up to date if an older sayso wrote it.
        `timeout` is how many seconds to wait for another process that is writing.
        """
        return cls(open_database(target, create=create, timeout=timeout))

    def close(self) -> None:
        """Let go of the database. Everything stored is in it already."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The path, or the URL without its password."""
        return self._database.where

    @property
    def read_only(self) -> bool:
        """Whether it can't be written: the file's permissions forbid it."""
        return self._database.read_only

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.where), self._database.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that has the ledger to itself for writing: committed at the end, undone on any error."""
        if self._database.read_only:
            raise LedgerError(
                f"the ledger {self.where} can't be written: the file is read-only. Change its permissions"
                " (chmod u+w), or name another ledger with --ledger"
            )
        engine = self._database.engine
        with explained(self.where), engine.connect().execution_options(writing=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
                connection.execute(text("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    def _rows(self, query: Select[Any]) -> Iterator[RowMapping]:
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=CHUNK).execute(query).mappings()
