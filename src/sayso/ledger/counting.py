"""Counting the current claims for who looks at all of them at once: filters, and tallies made by the database.

Everything here reads the narrow table `facets` and answers with a few hundred rows at most, however many claims there
are; pull quotes count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.schema import CreateTable

from sayso.accounts.values import Flag, Grade, RelationKind
from sayso.ledger.connected import Connected
from sayso.ledger.rows import fold
from sayso.ledger.schema import claims, documents, facets, problems, questions, relations, sentences

NOWHERE = "-"  # as a place: claims that name none
NO_ONE = "-"  # as a side: claims that say it of no side
ORDERS = ("support", "time", "figure")
_f, _q = facets.c, questions.c
# What a count sets aside: the chosen claims, and of their questions what lists are ordered by.
_CHOSEN = Table("chosen", MetaData(), *(Column(column.name, column.type) for column in _f), prefixes=["TEMPORARY"])
_SHORT = ("id", "grade", "origins", "reports", "period_start", "best")
_ASKED = Table("asked", MetaData(), *(Column(name, _q[name].type) for name in _SHORT), prefixes=["TEMPORARY"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which claims to count; what is None or empty chooses nothing.

    `side` is whom it happened to, alone or with others, or NO_ONE. `speaker` and `outlet` are whole names as the
    tallies give them. `place` is part of a name, or NOWHERE, `box` is west, south, east, north in degrees. `since` and
    `until` are ISO days, of what it is about or, where `said` is true, of its publication. `text` are words of the
    sentence, all of them, whatever the case or accents.
    """

    kind: str | None = None
    side: str | None = None
    grade: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    place: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    said: bool = False
    box: tuple[float, float, float, float] | None = None
    speaker_side: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filters as conditions on `facets`."""
        found: list[ColumnElement[bool]] = []
        for value, column in (
            (self.kind, _f.kind),
            (self.grade, _f.grade),
            (self.speaker, _f.speaker),
            (self.outlet, _f.outlet),
        ):
            if value:
                found.append(column == value)
        for value, column in ((self.side, _f.side), (self.speaker_side, _f.speaker_side)):
            if value == NO_ONE:
                found.append(column.is_(None))
            elif value:
                sides = literal("+") + column + literal("+")
                found.append(or_(column == value, sides.contains(f"+{value}+", autoescape=True)))
        if self.place == NOWHERE:
            found.append(_f.place.is_(None))
        elif self.place:
            wanted = select(_f.place).distinct().where(_f.place.is_not(None))
            found.append(_f.place.in_(wanted.where(func.lower(_f.place).contains(self.place.lower(), autoescape=True))))
        first, last = (_f.said, _f.said) if self.said else (_f.first, _f.last)
        if self.since:
            found.append(last >= self.since)
        if self.until:
            found.append(first <= self.until)
        if self.box:
            west, south, east, north = self.box
            found += [_f.lon.between(west, east), _f.lat.between(south, north)]
        if words := fold(self.text or "").split():
            said = [sentences.c.words.contains(word, autoescape=True) for word in words]
            found.append(_f.claim.in_(select(sentences.c.claim).where(*said)))
        return found


class Counted:
    """Tallies of chosen claims, all of one moment; made by `Counting.counted`."""

    def __init__(self, connection: Connection, table: Table, asked: Table) -> None:
        self._connection, self._table, self._asked = connection, table, asked

    def tally(self) -> dict[str, int]:
        """How many claims, documents, questions and contested questions there are, and origins of those questions."""
        f, asked = self._table.c, self._asked.c
        query = select(func.count(), func.count(f.document.distinct())).select_from(self._table)
        claims, documents = self._connection.execute(query).one()
        contested = func.count(case((asked.grade == str(Grade.CONTESTED), 1)))
        of_questions = select(func.count(), contested, func.coalesce(func.sum(asked.origins), 0))
        questions, differing, origins = self._connection.execute(of_questions.select_from(self._asked)).one()
        found = {"documents": documents, "claims": claims, "questions": questions, "contested": differing}
        return {name: int(number) for name, number in (found | {"origins": origins}).items()}

    def by(self, column: str, limit: int = 30) -> list[tuple[str | None, int]]:
        """The commonest values of a column of `facets`, each with its number of claims."""
        of, count = self._table.c[column], func.count()
        query = select(of, count).group_by(of).order_by(count.desc(), of).limit(limit)
        return [(value, int(number)) for value, number in self._connection.execute(query).tuples()]

    def days(self, *, said: bool) -> list[tuple[str | None, str, int]]:
        """How many claims there are of each side and first day, of what they are about or of their publication."""
        f = self._table.c
        day = f.said if said else f.first
        query = select(f.side, day, func.count()).where(day.is_not(None)).group_by(f.side, day)
        return [(side, on, int(number)) for side, on, number in self._connection.execute(query).tuples()]

    def undated(self) -> int:
        """How many claims are of no known day."""
        return self._number(self._table.c.first.is_(None))

    def placeless(self) -> int:
        """How many claims name no place."""
        return self._number(self._table.c.place.is_(None))

    def periods(self, limit: int) -> list[tuple[str | None, str, str, int, int]]:
        """Side, first day, last day, precision (0: only the publication tells) and number of claims; the most first."""
        f, count = self._table.c, func.count()
        group = (f.side, f.first, f.last, f.date_precision)
        query = select(*group, count).where(f.first.is_not(None)).group_by(*group)
        query = query.order_by(count.desc(), f.first, f.last, f.side, f.date_precision).limit(limit)
        rows = self._connection.execute(query).tuples()
        return [(side, first, last, exact or 0, int(number)) for side, first, last, exact, number in rows]

    def places(self, limit: int = 400) -> list[dict[str, Any]]:
        """The places with most claims: name, geonameid, lat, lon, precision (the finest), claims, contested ones."""
        f = self._table.c
        query = select(
            f.place.label("name"),
            func.min(f.geonameid).label("geonameid"),
            func.min(f.lat).label("lat"),
            func.min(f.lon).label("lon"),
            func.min(f.place_precision).label("precision"),
            func.count().label("claims"),
            func.count(case((f.grade == str(Grade.CONTESTED), 1))).label("contested"),
        )
        query = query.where(f.place.is_not(None)).group_by(f.place).order_by(func.count().desc(), f.place)
        return [dict(row) for row in self._connection.execute(query.limit(limit)).mappings()]

    def questions(self, start: int, size: int, order: str = "support") -> list[str]:
        """Ids of questions that have a chosen claim: by support (contested first, then most origins), time, figure."""
        asked = self._asked.c
        rank = case({str(grade): n for n, grade in enumerate(Grade)}, value=asked.grade, else_=9)
        by: dict[str, tuple[Any, ...]] = {
            "support": (rank, asked.origins.desc(), asked.reports.desc()),
            "time": (asked.period_start.is_(None), asked.period_start),
            "figure": (asked.best.is_(None), asked.best.desc()),
        }
        return list(self._connection.scalars(select(asked.id).order_by(*by[order], asked.id).offset(start).limit(size)))

    def claims(self, start: int, size: int) -> list[str]:
        """Ids of chosen claims, by the day that they are about."""
        f = self._table.c
        query = select(claims.c.id).join_from(self._table, claims, claims.c.key == f.claim)
        query = query.order_by(f.first.is_(None), f.first, f.claim).offset(start).limit(size)
        return list(self._connection.scalars(query))

    def speakers(self, start: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many speakers there are, and those with most claims: of whom each speaks, how often it is contested,
        admits, speaks in its own interest, and was later revised."""
        f = self._table.c
        group = (f.speaker, f.speaker_side)
        of = select(
            *group,
            func.count().label("claims"),
            func.count(f.outlet.distinct()).label("outlets"),
            *(
                func.count(case((f.flag == str(flag), 1))).label(str(flag))
                for flag in (Flag.ADMISSION, Flag.INTERESTED, Flag.THIRD_PARTY)
            ),
            func.count(case((f.grade == str(Grade.CONTESTED), 1))).label("contested"),
            func.count(case((f.denied, 1))).label("denied"),
        )
        top = of.group_by(*group).order_by(func.count().desc(), *group).offset(start).limit(size)
        everyone = select(func.count()).select_from(select(*group).distinct().subquery())
        total = int(self._connection.execute(everyone).scalar() or 0)
        rows = [dict(row) for row in self._connection.execute(top).mappings()]
        names = [row["speaker"] for row in rows]
        about: dict[tuple[str, str | None], dict[str, int]] = {}
        query = select(*group, f.side, func.count()).where(f.speaker.in_(names)).group_by(*group, f.side)
        for speaker, side, whom, number in self._connection.execute(query).tuples():
            about.setdefault((speaker, side), {})[whom or NO_ONE] = int(number)
        told = select(relations.c.b).where(relations.c.kind == str(RelationKind.UPDATES))
        revised = select(*group, func.count()).join_from(self._table, claims, claims.c.key == f.claim)
        revised = revised.where(claims.c.id.in_(told), f.speaker.in_(names)).group_by(*group)
        changed = {(speaker, side): int(n) for speaker, side, n in self._connection.execute(revised).tuples()}
        for row in rows:
            key = (row["speaker"], row["speaker_side"])
            row["about"], row["revised"] = about.get(key, {}), changed.get(key, 0)
        return total, rows

    def _number(self, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(self._table).where(condition)
        return int(self._connection.execute(query).scalar() or 0)


class Counting(Connected):
    """The part of a ledger that tells how much of what there is."""

    @contextmanager
    def counted(self, chosen: Chosen) -> Iterator[Counted]:
        """What there is of the chosen claims. They are sought once, and set aside until the end of the `with`."""
        with self._reading() as connection:
            conditions = chosen.conditions()
            if not conditions:
                yield Counted(connection, facets, questions)
                return
            connection.execute(CreateTable(_CHOSEN))
            connection.execute(_CHOSEN.insert().from_select(list(_f.keys()), select(facets).where(*conditions)))
            connection.execute(CreateTable(_ASKED))
            asked = select(*(_q[name] for name in _SHORT)).where(_q.id.in_(select(_CHOSEN.c.question)))
            connection.execute(_ASKED.insert().from_select(list(_SHORT), asked))
            yield Counted(connection, _CHOSEN, _ASKED)
            connection.rollback()  # the tables were this transaction's alone

    def document_page(self, words: str, start: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many current documents have these words in title, id or outlet, and some of them, newest first."""
        d = documents.c
        conditions: list[ColumnElement[bool]] = [d.current == true()]
        for word in words.lower().split():
            fields = (d.id, func.coalesce(d.title, ""), func.coalesce(d.publisher, ""))
            conditions.append(or_(*(func.lower(field).contains(word, autoescape=True) for field in fields)))
        total = self._number(select(func.count()).select_from(documents).where(and_(*conditions)))
        count = select(func.count()).where(_f.document == d.key).scalar_subquery().label("claims")
        query = select(d.id, d.title, d.publisher, d.published, d.precision, d.language, d.status, d.reason, count)
        query = query.where(*conditions).order_by(d.published.is_(None), d.published.desc(), d.id)
        return total, [dict(row) for row in self._rows(query.offset(start).limit(size))]

    def beside(self, document: str) -> tuple[str | None, str | None]:
        """The ids of the documents before and after this one, by id."""
        d = documents.c
        before = select(d.id).where(d.current, d.id < document).order_by(d.id.desc()).limit(1)
        after = select(d.id).where(d.current, d.id > document).order_by(d.id).limit(1)
        with self._reading() as connection:
            return connection.execute(before).scalar(), connection.execute(after).scalar()

    def span(self, *, said: bool) -> tuple[str | None, str | None]:
        """The first and the last day of all claims."""
        first, last = (_f.said, _f.said) if said else (_f.first, _f.last)
        with self._reading() as connection:
            row = connection.execute(select(func.min(first), func.max(last))).one()
            return row[0], row[1]

    def state(self) -> tuple[int, ...]:
        """Numbers that change when the ledger does: two equal states have the same tallies."""
        queries: Sequence[Select[Any]] = (
            select(func.max(documents.c.key)),
            select(func.count()).select_from(documents).where(documents.c.current),
            select(func.count()).select_from(questions),
            select(func.max(relations.c.key)),
            select(func.max(problems.c.key)),
        )
        with self._reading() as connection:
            return tuple(int(connection.execute(query).scalar() or 0) for query in queries)

    def _number(self, query: Select[Any]) -> int:
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)
