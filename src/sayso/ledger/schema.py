"""The tables of a ledger, the same on SQLite and PostgreSQL.

A row of `documents` is one version of a document as one reader left it; a new reading is a new row, and only the flag
`current` moves. Claims, uncoded quantities and notes belong to such a row. Change a table here and a migration has to
follow in `migrations/versions`, with REVISION raised; a test compares the two.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from sayso.ledger.safetext import SafeText

REVISION: Final = "0001"  # the newest migration, and so the schema that this program reads and writes
APPLICATION_ID: Final = 0x5341_5953  # "SAYS" in the header of the SQLite file: `file ledger.sqlite` shows it

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", SafeText, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", SafeText, nullable=False, index=True),
    Column("content_hash", Text, nullable=False),
    Column("text", SafeText, nullable=False),
    Column("title", SafeText),
    Column("publisher", SafeText),
    Column("url", SafeText),
    Column("published", Text),  # ISO date
    Column("precision", Text, nullable=False),
    Column("language", SafeText, nullable=False),
    Column("zones", Text, nullable=False),  # JSON: [[start, end, kind], …]
    Column("blocks", Text, nullable=False),  # JSON: [[start, end], …]
    Column("status", Text, nullable=False),  # read, unread, failed
    Column("reason", SafeText),  # why it was not read
    Column("reader", SafeText),  # what read it, and which version; null if nothing did
    Column("sentences", Integer, nullable=False),
    Column("first_read", Text, nullable=False),  # UTC, of the document's first version
    Column("stored", Text, nullable=False),  # UTC, of this version
    Column("current", Boolean(create_constraint=False), nullable=False),
)
# Two processes can't both make a version current: the second one's insert fails and is tried again.
Index(
    "ux_documents_current",
    documents.c.id,
    unique=True,
    sqlite_where=documents.c.current == text("1"),
    postgresql_where=documents.c.current == text("true"),
)


def _document() -> Column[int]:
    return Column("document", Integer, ForeignKey("documents.key"), nullable=False, index=True)


def _party(role: str) -> list[Column[Any]]:
    return [
        Column(f"{role}_side", SafeText),
        Column(f"{role}_actor", SafeText),
        Column(f"{role}_name", SafeText),
        Column(f"{role}_text", SafeText),
        Column(f"{role}_start", Integer),
        Column(f"{role}_end", Integer),
    ]


claims = Table(
    "claims",
    metadata,
    Column("key", Integer, primary_key=True),
    _document(),
    Column("id", SafeText, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("kind", SafeText, nullable=False, index=True),
    Column("quantity_text", SafeText),  # the quantity's columns are null for an event claim
    Column("quantity_low", Double),
    Column("quantity_high", Double),
    Column("quantity_approx", Boolean(create_constraint=False)),
    Column("quantity_unit", SafeText),
    Column("quantity_per", SafeText),
    *_party("affected"),
    *_party("agent"),
    Column("source", SafeText, nullable=False),  # JSON: [[text, start, end, actor, name, side, cue or null], …]
    Column("place_name", SafeText),
    Column("place_geonameid", Integer),
    Column("place_lat", Double),
    Column("place_lon", Double),
    Column("place_precision", Integer),
    Column("place_text", SafeText),
    Column("place_start", Integer),
    Column("place_end", Integer),
    Column("period_start", SafeText),
    Column("period_end", SafeText),
    Column("period_precision", Integer),
    Column("period_text", SafeText),
    Column("period_cumulative", Boolean(create_constraint=False)),
    Column("certainty", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("verification", Text),
    Column("confidence", Double, nullable=False),
    Column("reader", SafeText, nullable=False),
    Column("question", SafeText),
    Column("repeats", SafeText),
    Column("steps", SafeText, nullable=False),  # JSON: [[slot, rule, evidence or null], …]
    # For finding only, made when the claim is stored: folded names, and the days that it is about.
    Column("find_speaker", SafeText, nullable=False),
    Column("find_place", SafeText, nullable=False),
    Column("find_first", SafeText),
    Column("find_last", SafeText),
)

uncoded = Table(
    "uncoded",
    metadata,
    Column("key", Integer, primary_key=True),
    _document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", SafeText, nullable=False),
    Column("reason", SafeText, nullable=False),
)

# What reading a document ran into, and inputs that no document could be made of (`document` is null).
problems = Table(
    "problems",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.key"), index=True),
    Column("path", SafeText, nullable=False, index=True),
    Column("reason", SafeText, nullable=False),
    Column("hint", SafeText),
    Column("noted", Text, nullable=False),
    Column("current", Boolean(create_constraint=False), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("claim", SafeText, nullable=False, index=True),  # the claim's id: it outlives a version of its document
    Column("reviewer", SafeText, nullable=False),
    Column("verdict", SafeText, nullable=False),
    Column("corrections", SafeText, nullable=False),  # JSON object: slot to corrected value
    Column("note", SafeText),
    Column("judged", Text, nullable=False),
)
