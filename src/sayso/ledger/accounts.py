"""What comparing the claims of a ledger came to, as the ledger keeps it; `sayso.accounts.stored` fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, select

from sayso.accounts.values import Comparison, Flag, Question, Relation
from sayso.ledger import comparing
from sayso.ledger.comparing import Changes, Entered, Passage, Stated, Version, chunks
from sayso.ledger.connected import Connected
from sayso.ledger.entries import Compared
from sayso.ledger.errors import LedgerError
from sayso.ledger.finding import asked
from sayso.ledger.rows import question_of, relation_of
from sayso.ledger.schema import claims, origins, questions, relations, statements

_q, _s = questions.c, statements.c


class Accounts(Connected):
    """The part of a ledger that holds questions, their origins, and how claims relate."""

    # Asking

    def compared(self) -> Compared | None:
        """By what and when the claims were compared, and how much has come in since; None if they never were."""
        with self._reading() as connection:
            return comparing.state(connection)

    def questions(self, **filters: Any) -> Iterator[Question]:
        """The questions one of whose claims passes the filters of `claims`, by kind, whom, where and when."""
        query = select(_q.id).order_by(_q.kind, _q.affected, _q.place, _q.period_start, _q.period_end, _q.id)
        if _chosen(filters):
            query = query.where(_q.id.in_(asked(filters)))
        ids = [row["id"] for row in self._rows(query)]
        for some in chunks(ids):
            found = self._assembled(_q.id.in_(some))
            yield from (found[id] for id in some if id in found)

    def questions_of(self, ids: Iterable[str]) -> dict[str, Question]:
        """The questions of these ids, by id."""
        found: dict[str, Question] = {}
        for some in chunks(ids):
            found |= self._assembled(_q.id.in_(some))
        return found

    def question(self, id: str) -> Question:
        """The question of this id, or the only one whose id begins with it. Raises LedgerError."""
        found = self._assembled((_q.id >= id) & (_q.id < id + "\U0010ffff"), limit=6) if id else {}
        if id in found:
            return found[id]
        if not found:
            raise LedgerError(
                f"the ledger {self.where} has no question {id!r}. `sayso questions` lists the ids,"
                " and `sayso compare` makes them"
            )
        if len(found) > 1:
            raise LedgerError(f"several questions have an id that begins with {id!r} ({', '.join(found)}): give more")
        return next(iter(found.values()))

    def relations(self, *, question: str | None = None, **filters: Any) -> Iterator[Relation]:
        """How pairs of claims relate, by question and pair: of one question, or of those that pass the filters."""
        r = relations.c
        query = select(relations).order_by(r.question, r.a, r.b, r.key)
        if question is not None:
            query = query.where(r.question == question)
        if _chosen(filters):
            query = query.where(r.question.in_(asked(filters)))
        for row in self._rows(query):
            yield relation_of(row)

    def flags(self, question: str | None = None) -> dict[str, Flag]:
        """How each claim's speaker stands to its figure, by the claim's id: of all, or of one question's claims."""
        query = select(claims.c.id, _s.flag).join_from(statements, claims).where(_s.flag.is_not(None))
        if question is not None:
            query = query.where(_s.question == question)
        return {row["id"]: Flag(row["flag"]) for row in self._rows(query.order_by(claims.c.id))}

    def left_out(self) -> dict[str, str]:
        """Why claims were left out of comparing, by the claim's id."""
        query = select(claims.c.id, _s.left_out).join_from(statements, claims).where(_s.left_out.is_not(None))
        return {row["id"]: row["left_out"] for row in self._rows(query.order_by(claims.c.id))}

    def comparison(self) -> Comparison:
        """All that comparing came to."""
        every = sorted(self.questions(), key=lambda q: (q.kind, q.start or "9999", q.id))
        pairs = sorted(self.relations(), key=lambda r: (r.a, r.b))
        return Comparison(tuple(every), tuple(pairs), self.flags(), self.left_out())

    def _assembled(self, condition: ColumnElement[bool], limit: int | None = None) -> dict[str, Question]:
        """The questions that fulfil the condition, by id, with their origins and claims."""
        with self._reading() as connection:
            rows = connection.execute(select(questions).where(condition).order_by(_q.id).limit(limit)).mappings().all()
            ids = [row["id"] for row in rows]
            of: dict[str, list[RowMapping]] = defaultdict(list)
            reports: dict[tuple[str, str | None], list[RowMapping]] = defaultdict(list)
            answers: dict[str, list[str]] = defaultdict(list)
            for some in chunks(ids):
                query = select(origins).where(origins.c.question.in_(some)).order_by(origins.c.position)
                for origin in connection.execute(query).mappings():
                    of[origin["question"]].append(origin)
                placed = select(_s.question, _s.origin, _s.report, claims.c.id).join_from(statements, claims)
                placed = placed.where(_s.question.in_(some)).order_by(_s.position)
                for claim in connection.execute(placed).mappings():
                    answers[claim["question"]].append(claim["id"])
                    reports[claim["question"], claim["origin"]].append(claim)

        def said(question: str, origin: str) -> tuple[str, ...]:
            return tuple(claim["id"] for claim in sorted(reports[question, origin], key=lambda row: row["report"]))

        return {
            row["id"]: question_of(
                row,
                tuple(answers[row["id"]]),
                [(origin, said(row["id"], origin["id"])) for origin in of[row["id"]]],
            )
            for row in rows
        }

    # Comparing: the steps of `sayso.accounts.stored.compare_ledger`

    def lacking(self, by: str) -> Changes:
        """What the comparison by the comparer `by` lacks; what another one made is dropped first."""
        with self._writing() as connection:
            comparing.forget(connection, by)
            return comparing.changes(connection)

    def versions(self, keys: Collection[int]) -> Iterator[Version]:
        """These versions of documents (keys as `lacking` gives them), with the claims as the reader left them."""
        with self._reading() as connection:
            yield from comparing.versions(connection, keys)

    def enter(
        self, new: Mapping[int, Iterable[Entered]], gone: Iterable[int], signed: Mapping[int, Iterable[Passage]]
    ) -> None:
        """Note the claims and the signed passages of `new` documents, drop those of `gone` ones."""
        with self._writing() as connection:
            comparing.enter(connection, new, gone, signed)

    def to_do(self) -> dict[str, tuple[int, frozenset[int]]]:
        """The blocks to compare: each one's number, and the keys of the documents with claims in it."""
        with self._reading() as connection:
            return comparing.to_do(connection)

    def passages(self, keys: Iterable[int]) -> dict[int, list[Passage]]:
        """The signatures of the passages of compared documents, by the keys of their versions, as they were entered;
        documents that have none are left out."""
        with self._reading() as connection:
            return comparing.passages_of(connection, keys)

    def settled(self, block: str) -> bool:
        """Whether all that a block was compared to still stands, so that only what comes in need be looked at."""
        with self._reading() as connection:
            return comparing.settled(connection, block)

    def stated(self, block: str) -> list[Stated]:
        """What was kept of the claims of a block."""
        with self._reading() as connection:
            return list(comparing.stated_in(connection, block))

    def put_block(
        self, block: str, number: int, comparison: Comparison, outdated: Collection[str] | None = None
    ) -> tuple[int, int] | None:
        """Keep what comparing a block came to: how many questions were written and taken away.

        `outdated` are the questions (ids) that are no more, where `comparison` has only those that may have changed.
        None if the block has changed since `to_do` gave it this number; it is still to do then.
        """
        with self._writing() as connection:
            return comparing.put_block(connection, block, number, comparison, outdated)

    def question_count(self) -> int:
        """How many questions there are."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(questions)).scalar() or 0)


def _chosen(filters: Mapping[str, Any]) -> bool:
    """Whether the filters leave anything out. Pull quotes are in no question anyway."""
    return any(value is not None for name, value in filters.items() if name != "include_repeats")
