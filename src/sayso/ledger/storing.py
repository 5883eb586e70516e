"""Putting a document and its reading into the ledger, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, insert, select, update

from sayso.documents.document import Document
from sayso.ledger import facets
from sayso.ledger.entries import Status, Stored
from sayso.ledger.rows import claim_row, document_row
from sayso.ledger.schema import claims, documents, problems, uncoded
from sayso.reading.claim import Reading

_d, _p = documents.c, problems.c
# Made once: to build a statement costs more than to run it.
_CURRENT = select(_d.key, _d.content_hash, _d.status, _d.reader, _d.reason, _d.first_read).where(
    _d.id == bindparam("of"), _d.current
)
_RETIRE = update(documents).where(_d.key == bindparam("of")).values(current=False)
_ADD_DOCUMENT, _ADD_CLAIMS, _ADD_UNCODED, _ADD_PROBLEMS = map(insert, (documents, claims, uncoded, problems))
_SETTLE = update(problems).where(_p.path == bindparam("of"), _p.current).values(current=False)

NOTHING = Reading(claims=(), uncoded=(), sentences=0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How reading a document ended: by `reader` with a `reading`, or not, for a `reason`."""

    status: Status
    reader: str | None = None
    reading: Reading = NOTHING
    reason: str | None = None


def put(connection: Connection, document: Document, outcome: Outcome) -> Stored:
    """Store the document, unless its current version has the same content and outcome; move `current` to it."""
    row = document_row(document)
    before = connection.execute(_CURRENT, {"of": document.id}).first()
    if before is not None:
        same = before.content_hash == row["content_hash"]
        if same and (before.status, before.reader, before.reason) == (outcome.status, outcome.reader, outcome.reason):
            return Stored.UNCHANGED
        if same and before.status == Status.READ and outcome.status == Status.FAILED:
            # What an earlier reader made of these very words is worth more than a later reader's failure.
            note(connection, document.id, outcome.reason or "", None)
            return Stored.UNCHANGED
        connection.execute(_RETIRE, {"of": before.key})
        facets.drop(connection, before.key)
    now = _now()
    added = connection.execute(
        _ADD_DOCUMENT,
        {
            **row,
            "status": str(outcome.status),
            "reason": outcome.reason,
            "reader": outcome.reader,
            "sentences": outcome.reading.sentences,
            "first_read": before.first_read if before else now,
            "stored": now,
            "current": True,
        },
    )
    _put_reading(connection, _key(added), document, outcome.reading, now)
    return Stored.ADDED if before is None else Stored.REPLACED


def _put_reading(connection: Connection, key: int, document: Document, reading: Reading, now: str) -> None:
    connection.execute(_SETTLE, {"of": document.id})
    if reading.claims:
        rows = [{"document": key, **claim_row(claim, document.published)} for claim in reading.claims]
        connection.execute(_ADD_CLAIMS, rows)
        facets.add(connection, key, document, reading.claims)
    if reading.uncoded:
        connection.execute(
            _ADD_UNCODED,
            [
                {"document": key, "start": u.start, "end": u.end, "text": u.text, "reason": u.reason}
                for u in reading.uncoded
            ],
        )
    _put_problems(connection, [(key, document.id, reason, None) for reason in reading.problems], now)


def note(connection: Connection, path: str, reason: str, hint: str | None) -> bool:
    """List an input that could not be read, in place of what was listed for it; False if that is the same."""
    alone = (_p.path == path, _p.document.is_(None), _p.current)
    listed = connection.execute(select(_p.reason, _p.hint).where(*alone)).all()
    if (reason, hint) in [tuple(row) for row in listed]:
        return False
    connection.execute(update(problems).where(*alone).values(current=False))
    _put_problems(connection, [(None, path, reason, hint)], _now())
    return True


def _put_problems(connection: Connection, rows: Iterable[tuple[int | None, str, str, str | None]], now: str) -> None:
    values = [
        {"document": key, "path": path, "reason": reason, "hint": hint, "noted": now, "current": True}
        for key, path, reason, hint in rows
    ]
    if values:
        connection.execute(_ADD_PROBLEMS, values)


def _key(added: CursorResult[Any]) -> int:
    key = added.inserted_primary_key
    assert key is not None  # one row was inserted
    return int(key[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
