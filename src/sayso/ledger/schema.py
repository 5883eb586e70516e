"""The tables of a ledger, the same on SQLite and PostgreSQL.

A row of `documents` is one version of a document as one reader left it; a new reading is a new row, and only the flag
`current` moves. Claims, uncoded quantities and notes belong to such a row. What comparing the claims came to lies apart
from them (the tables from `compared` on) and is made anew where the claims change. Change a table here and a migration
has to follow in `migrations/versions`, with REVISION raised; a test compares the two.
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
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from sayso.ledger.safetext import SafeText

REVISION: Final = "0004"  # the newest migration, and so the schema that this program reads and writes
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
    Column("withdraws", Integer, index=True),  # the judgement (its key) that this one takes back
    Column("document", SafeText, index=True),  # of a claim that a reviewer added, the id of its document
)

# A narrow copy of what the current claims are counted and filtered by, pull quotes left out: to look at a hundred
# thousand claims at once, a database must not have to read all that is known of each. `sayso.ledger.facets` keeps it.
facets = Table(
    "facets",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), primary_key=True),
    _document(),
    Column("kind", SafeText, nullable=False),
    Column("side", SafeText),  # whom it happened to
    Column("speaker", SafeText, nullable=False),  # the innermost one's name, else the outlet
    Column("speaker_side", SafeText),
    Column("outlet", SafeText),
    Column("place", SafeText),
    Column("geonameid", Integer),
    Column("lat", Double),
    Column("lon", Double),
    Column("place_precision", Integer),
    Column("first", SafeText),  # ISO days that it is about, as in `claims`
    Column("last", SafeText),
    Column("date_precision", Integer),  # null where only the day of publication tells
    Column("said", Text),  # ISO day of publication
    Column("denied", Boolean(create_constraint=False), nullable=False),
    Column("confidence", Double, nullable=False),
    # What comparing made of it.
    Column("question", SafeText, index=True),
    Column("grade", Text),
    Column("flag", Text),
)
Index("ix_facets_doubt", facets.c.confidence, facets.c.claim)

# The words of each of those claims' sentences, folded as names are, for finding words in them.
sentences = Table(
    "sentences",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), primary_key=True),
    _document(),
    Column("words", SafeText, nullable=False),
)

# What comparing came to. The words are those of docs/accounts.md.

# The versions of documents whose claims have been compared.
compared = Table("compared", metadata, Column("document", Integer, ForeignKey("documents.key"), primary_key=True))

questions = Table(
    "questions",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("block", SafeText, nullable=False, index=True),  # what is compared again together
    Column("digest", Text, nullable=False),  # of the question and its relations: tells whether anything changed
    Column("label", SafeText, nullable=False),
    Column("kind", SafeText, nullable=False),
    Column("unit", SafeText, nullable=False),
    Column("per", SafeText),
    Column("affected", SafeText),
    Column("actor", SafeText),
    Column("place", SafeText),
    Column("geonameid", Integer),
    Column("lat", Double),
    Column("lon", Double),
    Column("period_start", SafeText),  # ISO days
    Column("period_end", SafeText),
    Column("cumulative", Boolean(create_constraint=False), nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("grade", Text, nullable=False),
    Column("low", Double),  # null is an open bound
    Column("best", Double),
    Column("high", Double),
    Column("rule", SafeText, nullable=False),
    Column("how", SafeText, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("question", SafeText, ForeignKey("questions.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("id", SafeText, nullable=False),
    Column("speaker", SafeText, nullable=False),
    Column("side", SafeText),
    Column("flag", Text, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("approx", Boolean(create_constraint=False), nullable=False),
    Column("denied", Boolean(create_constraint=False), nullable=False),
)

relations = Table(
    "relations",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("question", SafeText, ForeignKey("questions.id"), nullable=False, index=True),
    Column("a", SafeText, nullable=False, index=True),  # claims' ids
    Column("b", SafeText, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("measure_level", Text, nullable=False),
    Column("who_level", Text, nullable=False),
    Column("where_level", Text, nullable=False),
    Column("when_level", Text, nullable=False),
    Column("why", SafeText, nullable=False),
)

# What comparing made of each claim: the question and the origin that it belongs to, or why it was left out.
statements = Table(
    "statements",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), primary_key=True),
    _document(),
    Column("block", SafeText, index=True),
    Column("question", SafeText, ForeignKey("questions.id"), index=True),
    Column("position", Integer),  # in the question, and in the origin: in order of publication
    Column("origin", SafeText),
    Column("report", Integer),
    Column("flag", Text),
    Column("left_out", SafeText),
)

# Each of those claims in the terms in which it is compared: comparing it with a new one must not begin with its text.
stated = Table(
    "stated",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), primary_key=True),
    _document(),
    Column("words", Text, nullable=False),  # JSON, as `sayso.accounts.kept` has it
)

# Blocks whose claims have changed since they were compared. `number` tells one change from the next.
pending = Table(
    "pending", metadata, Column("block", SafeText, primary_key=True), Column("number", Integer, nullable=False)
)

# The signatures of a document's paragraphs and quotes, by which copied ones are found.
passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True),
    _document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("minhash", LargeBinary, nullable=False),
)
