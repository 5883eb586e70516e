"""Keeping the narrow copy of the current claims that the overview counts: see `facets` in the schema.

Storing a document and placing claims in questions call in here, inside their own transactions, so that the copy is
never older than what it is a copy of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sayso.documents.document import Document
from sayso.ledger.rows import about, claim_of, document_of, fold
from sayso.ledger.schema import claims, documents, facets, questions, sentences, statements
from sayso.reading.claim import Claim

UNNAMED = "unknown outlets"  # who speaks where no one is named and the outlet is unknown
_f = facets.c
# Made once: to build a statement costs more than to run it.
_KEYS = select(claims.c.key).where(claims.c.document == bindparam("of")).order_by(claims.c.key)
_ADD, _ADD_SENTENCES = insert(facets), insert(sentences)
_DROP = [delete(table).where(table.c.document == bindparam("of")) for table in (facets, sentences)]
_PLACE = (
    update(facets)
    .where(_f.claim == bindparam("of"))
    .values(question=bindparam("to"), grade=bindparam("grade"), flag=bindparam("flag"))
)


def add(connection: Connection, document_key: int, document: Document, read: Sequence[Claim]) -> None:
    """Enter the claims of a document's new version, just stored in this order."""
    keys = connection.scalars(_KEYS, {"of": document_key}).all()
    pairs = [(key, claim) for key, claim in zip(keys, read, strict=True) if claim.repeats is None]
    if pairs:
        connection.execute(_ADD, [_row(key, document_key, claim, document) for key, claim in pairs])
        connection.execute(
            _ADD_SENTENCES,
            [{"claim": key, "document": document_key, "words": _words(claim, document)} for key, claim in pairs],
        )


def drop(connection: Connection, document_key: int) -> None:
    """Leave out the claims of a version that is no longer current."""
    for statement in _DROP:
        connection.execute(statement, {"of": document_key})


def place(connection: Connection, placed: Iterable[tuple[int, str, str, str | None]]) -> None:
    """Note of claims (their keys) their question, its grade and their flag."""
    rows = [{"of": key, "to": question, "grade": grade, "flag": flag} for key, question, grade, flag in placed]
    if rows:
        connection.execute(_PLACE, rows)


def take_out(connection: Connection, questions: Sequence[str]) -> None:
    """The claims of these questions are in none for now."""
    bare = {"question": None, "grade": None, "flag": None}
    connection.execute(update(facets).where(_f.question.in_(questions)).values(**bare))


def forget(connection: Connection) -> None:
    """No claim is in a question any more."""
    bare = {"question": None, "grade": None, "flag": None}
    connection.execute(update(facets).where(_f.question.is_not(None)).values(**bare))


def fill(connection: Connection) -> None:
    """Enter all current claims of a ledger that had no such copy."""
    keys = connection.scalars(select(documents.c.key).where(documents.c.current).order_by(documents.c.key)).all()
    for key in keys:
        row = connection.execute(select(documents).where(documents.c.key == key)).mappings().one()
        document = document_of(row)
        of = select(claims).where(claims.c.document == key).order_by(claims.c.key)
        add(connection, key, document, [claim_of(r, document.id) for r in connection.execute(of).mappings()])
    placed = select(statements.c.claim, statements.c.question, questions.c.grade, statements.c.flag)
    place(connection, list(connection.execute(placed.join_from(statements, questions)).tuples()))


def _row(key: int, document_key: int, claim: Claim, document: Document) -> dict[str, Any]:
    first, last = about(claim, document.published)
    speaker, speaker_side = _speaker(claim, document)
    spot, period, published = claim.place, claim.period, document.published.day
    return {
        "claim": key,
        "document": document_key,
        "kind": claim.kind,
        "side": claim.affected.side if claim.affected else None,
        "speaker": speaker,
        "speaker_side": speaker_side,
        "outlet": document.publisher,
        "place": spot.name if spot else None,
        "geonameid": spot.geonameid if spot else None,
        "lat": spot.lat if spot else None,
        "lon": spot.lon if spot else None,
        "place_precision": spot.precision if spot else None,
        "first": first,
        "last": last,
        "date_precision": period.precision if period and (period.start or period.end) else None,
        "said": published.isoformat() if published else None,
        "denied": claim.polarity == "denied",
        "confidence": claim.confidence,
    }


def _speaker(claim: Claim, document: Document) -> tuple[str, str | None]:
    """The innermost speaker as comparing names it, so that one who is spelt in many ways is one, and the side."""
    if not claim.source:
        return document.publisher or UNNAMED, None
    from sayso.accounts.speakers import voice  # it loads all that is known of people: not for who only looks

    found = voice(claim, document)
    return found.name or claim.source[-1].text or UNNAMED, found.side


def _words(claim: Claim, document: Document) -> str:
    return fold(" ".join(document.text[claim.sentence[0] : claim.sentence[1]].split()))
