"""Keeping a comparison: which documents and blocks of claims it lacks, and putting in what comparing them came to.

A block is a set of claims that no question or relation leaves (`sayso.accounts.compare.blocks`). What is not compared
yet is written down before it is compared, as `pending` blocks, and struck off block by block: a run that is killed
goes on where it stopped, and two runs at once do each other no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sayso.accounts.values import Comparison, Question, Relation
from sayso.documents.document import Document
from sayso.ledger import facets
from sayso.ledger.entries import Compared, Status
from sayso.ledger.rows import claim_of, document_of, origin_rows, question_row, relation_row
from sayso.ledger.schema import (
    claims,
    compared,
    documents,
    meta,
    origins,
    passages,
    pending,
    questions,
    relations,
    stated,
    statements,
)
from sayso.reading.claim import Claim
from sayso.reading.ids import digest

BY, AT, NUMBER = "compared by", "compared at", "compared number"
_ROWS = 5000  # inserted at a time: a question of the whole war may have a hundred thousand relations
_CHUNK = 500  # keys in one query: databases bind so many values and no more
_s = statements.c
K = TypeVar("K", int, str)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document with its claims, each with the key of its row."""

    key: int
    document: Document
    claims: tuple[tuple[int, Claim], ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A claim (its row's key) on its way into a comparison: the block that it belongs to, or why it is left out, and
    what is kept of it, to be compared with others later (`words`)."""

    key: int
    block: str | None
    left_out: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What is kept of a claim: of the document's version with this key, and whether it has been compared yet."""

    document: int
    words: str
    placed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The signature of `text[start:end]` of a document, as `sayso.accounts.passages` makes it."""

    start: int
    end: int
    words: int
    exact: str
    minhash: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of the documents that a comparison lacks (`new`), and of those that it still has (`gone`)."""

    new: tuple[int, ...]
    gone: tuple[int, ...]


def state(connection: Connection) -> Compared | None:
    """By what, when and over how many documents the claims were compared, and what has come since; None if never."""
    query = select(meta.c.name, meta.c.value).where(meta.c.name.in_([BY, AT]))
    known = dict(connection.execute(query).tuples().all())
    if BY not in known:
        return None
    lacking = changes(connection)
    return Compared(
        by=known[BY],
        at=datetime.fromisoformat(known[AT]),
        documents=_count(connection, compared),
        waiting=len(lacking.new) + len(lacking.gone),
        pending=_count(connection, pending),
    )


def changes(connection: Connection) -> Changes:
    """What has been read, changed or taken away since the last comparing."""
    has = set(connection.scalars(select(compared.c.document)))
    current = set(
        connection.scalars(select(documents.c.key).where(documents.c.current, documents.c.status == str(Status.READ)))
    )
    return Changes(tuple(sorted(current - has)), tuple(sorted(has - current)))


def forget(connection: Connection, by: str) -> None:
    """Drop the comparison that another comparer than `by` made: nothing of it may be mixed with this one's."""
    if connection.execute(select(meta.c.value).where(meta.c.name == BY)).scalar() == by:
        return
    for table in (relations, origins, stated, statements, questions, pending, passages, compared):
        connection.execute(delete(table))
    facets.forget(connection)
    connection.execute(delete(meta).where(meta.c.name.in_([BY, AT])))
    connection.execute(insert(meta), [{"name": BY, "value": by}, {"name": AT, "value": _now()}])


def enter(
    connection: Connection,
    new: Mapping[int, Iterable[Entered]],
    gone: Iterable[int],
    signed: Mapping[int, Iterable[Passage]],
) -> None:
    """Take note of the claims of `new` documents, and drop those of `gone` ones.

    The blocks that this touches are pending from then on.
    """
    number = _next(connection)
    for keys in chunks(gone):
        _touch(connection, connection.scalars(select(_s.block).distinct().where(_s.document.in_(keys))), number)
        for table in (stated, statements, passages, compared):
            connection.execute(delete(table).where(table.c.document.in_(keys)))
    have = set(connection.scalars(select(compared.c.document)))
    fresh = {key: list(entered) for key, entered in new.items() if key not in have}  # another run may have been first
    rows = [
        {"claim": one.key, "document": key, "block": one.block, "left_out": one.left_out}
        for key, of in fresh.items()
        for one in of
    ]
    _insert(connection, compared, ({"document": key} for key in fresh))
    _insert(connection, statements, rows)
    _insert(
        connection,
        stated,
        (
            {"claim": one.key, "document": key, "words": one.words}
            for key, of in fresh.items()
            for one in of
            if one.words is not None
        ),
    )
    _insert(
        connection,
        passages,
        (
            {"document": key, "start": p.start, "end": p.end, "words": p.words, "exact": p.exact, "minhash": p.minhash}
            for key in fresh
            for p in signed.get(key, ())
        ),
    )
    _touch(connection, (one.block for of in fresh.values() for one in of), number)


def to_do(connection: Connection) -> dict[str, tuple[int, frozenset[int]]]:
    """The pending blocks in order, each with its number and the keys of the documents that have claims in it."""
    listed = select(pending.c.block, pending.c.number).order_by(pending.c.block)
    numbers = dict(connection.execute(listed).tuples().all())
    found: dict[str, set[int]] = {block: set() for block in numbers}
    query = select(_s.block, _s.document).join(pending, pending.c.block == _s.block).distinct()
    for block, document in connection.execute(query):
        found[block].add(document)
    return {block: (numbers[block], frozenset(found[block])) for block in numbers}


def versions(connection: Connection, keys: Collection[int]) -> Iterator[Version]:
    """These versions of documents with their claims, as the reader left them."""
    for some in chunks(sorted(keys)):
        of: dict[int, list[tuple[int, Claim]]] = defaultdict(list)
        found = connection.execute(select(documents).where(documents.c.key.in_(some))).mappings().all()
        ids = {row["key"]: row["id"] for row in found}
        query = select(claims).where(claims.c.document.in_(some)).order_by(claims.c.start, claims.c.end, claims.c.key)
        for row in connection.execute(query).mappings():
            of[row["document"]].append((row["key"], claim_of(row, ids[row["document"]])))
        for row in found:
            yield Version(row["key"], document_of(row), tuple(of[row["key"]]))


def passages_of(connection: Connection, keys: Iterable[int]) -> dict[int, list[Passage]]:
    """The signatures of the passages of documents, by the keys of their versions; one without passages is left out."""
    p = passages.c
    found: dict[int, list[Passage]] = defaultdict(list)
    for some in chunks(sorted(keys)):
        query = select(p.document, p.start, p.end, p.words, p.exact, p.minhash)
        for document, *row in connection.execute(query.where(p.document.in_(some)).order_by(p.document, p.key)):
            found[document].append(Passage(*row))
    return dict(found)


def settled(connection: Connection, block: str) -> bool:
    """Whether all that a block was compared to still stands: no claim of its questions has gone since."""
    asked = select(func.sum(questions.c.reports)).where(questions.c.block == block)
    placed = select(func.count()).where(_s.block == block, _s.question.is_not(None))
    return connection.execute(asked).scalar() == connection.execute(placed).scalar()


def stated_in(connection: Connection, block: str) -> Iterator[Stated]:
    """What was kept of the claims of a block."""
    query = select(_s.document, stated.c.words, _s.question.is_not(None)).where(_s.block == block)
    for row in connection.execute(query.join_from(statements, stated, _s.claim == stated.c.claim)):
        yield Stated(*row)


def put_block(
    connection: Connection, block: str, number: int, comparison: Comparison, outdated: Collection[str] | None = None
) -> tuple[int, int] | None:
    """Put in what comparing `block` came to, and strike it off; of its questions only those that changed are written.

    `outdated` are the questions (ids) that are no more, where `comparison` has only those that may have changed.

    Returns how many questions were written and taken away; None, and nothing is done, if the block changed since it
    was `number`: whoever changed it will have it compared again.
    """
    if connection.execute(select(pending.c.number).where(pending.c.block == block)).scalar() != number:
        return None
    of: dict[str, list[Relation]] = defaultdict(list)
    for relation in comparison.relations:
        of[relation.question].append(relation)
    wanted = {q.id: (q, _digest(q, of[q.id], comparison)) for q in comparison.questions}
    made = select(questions.c.id, questions.c.digest).where(questions.c.block == block)
    stored = dict(connection.execute(made).tuples().all())
    changed = [id for id, (_, now) in wanted.items() if stored.get(id) != now]
    outdated = [id for id in stored if id not in wanted and (outdated is None or id in outdated)]
    _take_out(connection, sorted({*outdated, *changed}))
    _put_in(connection, block, [(*wanted[id], of[id]) for id in changed])
    _place(connection, block, comparison)
    connection.execute(delete(pending).where(pending.c.block == block))
    if changed or outdated:
        connection.execute(update(meta).where(meta.c.name == AT).values(value=_now()))
    return len(changed), len(outdated)


def _take_out(connection: Connection, ids: Sequence[str]) -> None:
    bare = {"question": None, "position": None, "origin": None, "report": None}
    for some in chunks(ids):
        connection.execute(update(statements).where(_s.question.in_(some)).values(**bare))
        facets.take_out(connection, some)
        connection.execute(delete(relations).where(relations.c.question.in_(some)))
        connection.execute(delete(origins).where(origins.c.question.in_(some)))
        connection.execute(delete(questions).where(questions.c.id.in_(some)))


def _put_in(connection: Connection, block: str, changed: Sequence[tuple[Question, str, list[Relation]]]) -> None:
    _insert(connection, questions, ({**question_row(q), "block": block, "digest": made} for q, made, _ in changed))
    _insert(connection, origins, (row for q, _, _ in changed for row in origin_rows(q)))
    _insert(connection, relations, (relation_row(relation) for _, _, of in changed for relation in of))


def _place(connection: Connection, block: str, comparison: Comparison) -> None:
    """Tell the block's claims that are in no question yet which they are in: those of questions just written, and
    those that a document's newer version brings into a question that stays as it was."""
    query = select(claims.c.id, _s.claim).join_from(statements, claims)
    query = query.where(_s.block == block, _s.question.is_(None))
    bare = dict(connection.execute(query).tuples().all())
    rows: list[dict[str, Any]] = []
    for question in comparison.questions:
        reports = {id: (origin.id, n) for origin in question.origins for n, id in enumerate(origin.claims)}
        for position, id in enumerate(question.claims):
            if id in bare:
                origin, report = reports.get(id, (None, None))
                flag = str(comparison.flags[id]) if id in comparison.flags else None
                rows.append(
                    {
                        "of": bare[id],
                        "question": question.id,
                        "position": position,
                        "origin": origin,
                        "report": report,
                        "flag": flag,
                    }
                )
    grades = {question.id: str(question.grade) for question in comparison.questions}
    facets.place(connection, [(row["of"], row["question"], grades[row["question"]], row["flag"]) for row in rows])
    out = [{"of": bare[id], "left_out": why} for id, why in sorted(comparison.left_out.items()) if id in bare]
    for some in (rows, out):
        if some:
            values: dict[str, Any] = {name: bindparam(name) for name in some[0] if name != "of"}
            connection.execute(update(statements).where(_s.claim == bindparam("of")).values(values), some)


def _digest(question: Question, of: Sequence[Relation], comparison: Comparison) -> str:
    """What tells one state of a question, its origins, its relations and its claims' flags from another."""
    flags = [[id, comparison.flags[id]] for id in question.claims if id in comparison.flags]
    parts: list[object] = [question_row(question), origin_rows(question), [o.claims for o in question.origins]]
    pairs = [
        (r.a, r.b, r.kind, r.levels.measure, r.levels.who, r.levels.where, r.levels.when, r.why)
        for r in sorted(of, key=attrgetter("a", "b"))
    ]
    return digest([*parts, question.claims, pairs, flags], 16).hex()


def _touch(connection: Connection, blocks: Iterable[str | None], number: int) -> None:
    touched = sorted({block for block in blocks if block is not None})
    for some in chunks(touched):
        connection.execute(delete(pending).where(pending.c.block.in_(some)))
        connection.execute(insert(pending), [{"block": block, "number": number} for block in some])


def _next(connection: Connection) -> int:
    last = connection.execute(select(meta.c.value).where(meta.c.name == NUMBER)).scalar()
    number = int(last or 0) + 1
    connection.execute(delete(meta).where(meta.c.name == NUMBER))
    connection.execute(insert(meta), {"name": NUMBER, "value": str(number)})
    return number


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    every = iter(rows)
    while some := list(islice(every, _ROWS)):
        connection.execute(insert(table), some)


def chunks(keys: Iterable[K]) -> Iterator[list[K]]:
    """The keys, as many at a time as one query holds."""
    every = list(keys)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
