"""The queries that choose claims: which filters there are and what each of them means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from sayso.ledger.rows import fold
from sayso.ledger.schema import claims, documents, statements


def choose(
    *,
    kind: str | Iterable[str] | None = None,
    side: str | None = None,
    speaker: str | None = None,
    place: str | None = None,
    since: date | None = None,
    until: date | None = None,
    doc: str | None = None,
    question: str | None = None,
    include_repeats: bool = True,
) -> Select[Any]:
    """The query for the current claims that pass every filter given, by document and place in it."""
    query = claims_with(documents.c.id.label("doc"), documents.c.published)
    conditions: list[ColumnElement[bool]] = [documents.c.current]
    if kind is not None:
        conditions.append(claims.c.kind.in_([kind] if isinstance(kind, str) else list(kind)))
    if side is not None:
        sides = literal("+") + func.lower(claims.c.affected_side) + literal("+")
        conditions.append(sides.contains(f"+{side.lower()}+", autoescape=True))
    if speaker is not None:
        conditions.append(claims.c.find_speaker.contains(fold(speaker), autoescape=True))
    if place is not None:
        conditions.append(claims.c.find_place.contains(fold(place), autoescape=True))
    if since is not None:
        conditions.append(claims.c.find_last >= since.isoformat())
    if until is not None:
        conditions.append(claims.c.find_first <= until.isoformat())
    if doc is not None:
        conditions.append(_doc(doc))
    if question is not None:
        conditions.append(statements.c.question == question)
    if not include_repeats:
        conditions.append(claims.c.repeats.is_(None))
    return query.where(*conditions).order_by(documents.c.id, claims.c.start, claims.c.end, claims.c.key)


def claims_with(*columns: ColumnElement[Any]) -> Select[Any]:
    """The query for claims with these columns of their documents, and the question that comparing put each into."""
    own = [column for column in claims.c if column.name != "question"]
    question = func.coalesce(statements.c.question, claims.c.question).label("question")
    of_claim = statements.c.claim == claims.c.key
    return select(*own, question, *columns).join_from(claims, documents).outerjoin(statements, of_claim)


def asked(filters: Mapping[str, Any]) -> Select[Any]:
    """The query for the ids of the questions that have a claim that passes the filters of `choose`."""
    chosen = choose(**filters).with_only_columns(statements.c.question).order_by(None)
    return chosen.where(statements.c.question.is_not(None)).distinct()


def _doc(pattern: str) -> ColumnElement[bool]:
    """The document of that id; with `*` or `?` in it, those of the ids that it fits, case ignored."""
    if "*" not in pattern and "?" not in pattern:
        return documents.c.id == pattern
    plain = pattern.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return documents.c.id.ilike(plain.replace("*", "%").replace("?", "_"), escape="/")
