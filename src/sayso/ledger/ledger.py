"""The ledger: documents, what was read from them, and what reviewers made of it, kept in one database.

Nothing in it is overwritten. A document that changed, or that a newer reader read, gets a new row with its own claims,
and the older ones stay beside it; only which of them is current moves on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib.metadata import version
from time import monotonic
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select

from sayso.documents.document import Document, Precision, Published
from sayso.ledger.comparing import chunks
from sayso.ledger.counting import Counting
from sayso.ledger.entries import Entry, Judgement, Problem, Stats, Status, Stored
from sayso.ledger.errors import LedgerError
from sayso.ledger.finding import choose, claims_with
from sayso.ledger.ids import content_hash
from sayso.ledger.judging import Judging, judgement_of
from sayso.ledger.rows import claim_of, document_of
from sayso.ledger.schema import claims, documents, judgements, problems, uncoded
from sayso.ledger.storing import Outcome, note, put
from sayso.reading.claim import Claim, Reading, Uncoded

_d = documents.c
_KNOWN = select(_d.content_hash).where(
    _d.id == bindparam("of"), _d.reader == bindparam("by"), _d.current, _d.status == str(Status.READ)
)
_CHUNK = 1000  # rows that a long answer fetches at once


class Ledger(Judging, Counting):
    """An open ledger. Every method raises LedgerError when the database can't do it, in words for the user.

    It may be used from several threads; several processes may use one ledger, which then write in turn.
    """

    # Writing

    def store(self, document: Document, reading: Reading, *, reader: str | None = None) -> Stored:
        """Store a document and what was read from it, in one transaction.

        Does nothing when the current version has the same content and `reader` (a name and version; by default what
        the claims say read them). Otherwise the new version replaces the current one, which is kept.
        """
        with self._writing() as connection:
            return put(connection, document, _read(reading, reader))

    def store_many(
        self,
        read: Iterable[tuple[Document, Reading]],
        *,
        reader: str | None = None,
        every: int = 100,
        seconds: float = 1.0,
    ) -> Iterator[Stored]:
        """Store documents as they come, `every` so many or after so many `seconds` in one transaction.

        Faster over a network; each document is whole or absent whatever happens, but one that is killed loses the
        documents of its last transaction, which the next run reads again. The database is not held in between.
        """
        waiting: list[tuple[Document, Reading]] = []
        since = monotonic()
        try:
            for pair in read:
                waiting.append(pair)
                if len(waiting) >= every or monotonic() - since >= seconds:
                    done, waiting = waiting, []
                    yield from self._store_all(done, reader)
                    since = monotonic()
        finally:
            done, waiting = waiting, []
            stored = self._store_all(done, reader)
        yield from stored

    def store_unread(self, document: Document, reason: str, *, failed: bool = False) -> Stored:
        """Store a document without claims: not read yet (its language), or `failed`, for the reason given.

        A failure does not replace what an earlier reader read from the same content; it is listed as a problem.
        """
        with self._writing() as connection:
            status = Status.FAILED if failed else Status.UNREAD
            return put(connection, document, Outcome(status, reason=reason))

    def note_unreadable(self, path: str, reason: str, hint: str | None = None) -> bool:
        """List an input that no document could be made of, under the id that its document would have had.

        False if it is listed with this reason already. It leaves the list when a document of that id is stored.
        """
        with self._writing() as connection:
            return note(connection, path, reason, hint)

    # Asking

    def known(self, document: Document, reader: str) -> bool:
        """Whether this very content was read by this reader, so that reading it again would add nothing."""
        with self._reading() as connection:
            found = connection.execute(_KNOWN, {"of": document.id, "by": reader}).scalar()
        return found is not None and found == content_hash(document)

    def documents(self, *, id: str | None = None, status: Status | None = None, old: bool = False) -> Iterator[Entry]:
        """The current documents by id, or all versions with `old`, oldest first: of one `id`, or of one `status`."""
        d = documents.c
        query = select(
            *(column for column in d if column.name not in ("text", "zones", "blocks")),
            _count(claims).label("claims"),
            _count(uncoded).label("uncoded"),
        ).order_by(d.id, d.key)
        if not old:
            query = query.where(d.current)
        if id is not None:
            query = query.where(d.id == id)
        if status is not None:
            query = query.where(d.status == status)
        for row in self._rows(query):
            yield Entry(
                id=row["id"],
                title=row["title"],
                publisher=row["publisher"],
                url=row["url"],
                published=Published(_day(row["published"]), Precision(row["precision"])),
                language=row["language"],
                status=Status(row["status"]),
                reason=row["reason"],
                reader=row["reader"],
                sentences=row["sentences"],
                claims=row["claims"],
                uncoded=row["uncoded"],
                content_hash=row["content_hash"],
                first_read=datetime.fromisoformat(row["first_read"]),
                stored=datetime.fromisoformat(row["stored"]),
                current=row["current"],
            )

    def document(self, id: str, *, content_hash: str | None = None) -> Document:
        """The current version of a document, or the one of that content hash."""
        d = documents.c
        wanted = d.current if content_hash is None else d.content_hash == content_hash
        query = select(documents).where(d.id == id, wanted).order_by(d.key.desc()).limit(1)
        for row in self._rows(query):
            return document_of(row)
        raise LedgerError(f"the ledger {self.where} has no document {id!r}. `sayso show` lists what it has")

    def claims(
        self,
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
    ) -> Iterator[Claim]:
        """The current claims that pass every filter, by document id and then as they stand in the text.

        `kind`: one, or any of several. `side`: whom it happened to, alone or with others. `speaker`, `place`: part of
        the name or mention, whatever the case or accents; any link of the source chain will do, and a side's id too.
        `since`, `until`: what it is about overlaps these days, its own period or else when it was published. `doc`:
        the document's id, or a pattern with `*` and `?`. `question`: those that answer the question of this id, once
        they have been compared. Repeats are pull quotes: what the body says too.
        """
        query = choose(
            kind=kind,
            side=side,
            speaker=speaker,
            place=place,
            since=since,
            until=until,
            doc=doc,
            question=question,
            include_repeats=include_repeats,
        )
        for row in self._rows(query):
            yield claim_of(row, row["doc"])

    def evidence(self, **filters: Any) -> Iterator[tuple[Claim, Document]]:
        """The claims that pass the filters of `claims`, each with the very version of the document it was read from."""
        key, document = None, None
        for row in self._rows(choose(**filters)):
            if document is None or row["document"] != key:
                key = row["document"]
                with self._reading() as connection:
                    found = connection.execute(select(documents).where(documents.c.key == key)).mappings().one()
                document = document_of(found)
            yield claim_of(row, row["doc"]), document

    def evidence_of(self, ids: Iterable[str]) -> Iterator[tuple[Claim, Document]]:
        """The current claims of these ids with their documents, by document and place in it."""
        for some in chunks(ids):
            query = choose().where(claims.c.id.in_(some))
            held: dict[int, Document] = {}
            for row in self._rows(query):
                if row["document"] not in held:
                    with self._reading() as connection:
                        of = select(documents).where(documents.c.key == row["document"])
                        held = {row["document"]: document_of(connection.execute(of).mappings().one())}
                yield claim_of(row, row["doc"]), held[row["document"]]

    def claim(self, id: str) -> Claim:
        """The claim of this id, or the only one whose id begins with it; current ones go before old versions'."""
        c, d = claims.c, documents.c
        query = (
            claims_with(d.id.label("doc"))
            .where(c.id >= id, c.id < id + "\U0010ffff")
            .order_by(d.current.desc(), c.key.desc())
        )
        found: dict[str, Claim] = {}
        for row in self._rows(query):
            found.setdefault(row["id"], claim_of(row, row["doc"]))
        if id in found:
            return found[id]
        if not found or not id:
            raise LedgerError(f"the ledger {self.where} has no claim {id!r}. `sayso show` lists the ids")
        if len(found) > 1:
            some = ", ".join(sorted(found)[:5])
            raise LedgerError(f"{len(found)} claims have an id that begins with {id!r} ({some} …): give more of it")
        return next(iter(found.values()))

    def uncoded(self, *, doc: str | None = None) -> Iterator[tuple[str, Uncoded]]:
        """The quantities that were seen but made no claim, each with its document's id."""
        u, d = uncoded.c, documents.c
        query = select(uncoded, d.id.label("doc")).join_from(uncoded, documents).where(d.current)
        if doc is not None:
            query = query.where(d.id == doc)
        for row in self._rows(query.order_by(d.id, u.start, u.key)):
            yield row["doc"], Uncoded(row["start"], row["end"], row["text"], row["reason"])

    def problems(self) -> Iterator[Problem]:
        """What could not be read or understood, and has not been since; by path."""
        p, d = problems.c, documents.c
        query = select(p.path, p.reason, p.hint, p.noted, d.id.label("doc")).join_from(
            problems, documents, isouter=True
        )
        for row in self._rows(query.where(p.current).order_by(p.path, p.key)):
            yield Problem(row["path"], row["reason"], row["hint"], row["doc"], datetime.fromisoformat(row["noted"]))

    def judgements(self, claim: str | None = None) -> Iterator[Judgement]:
        """The reviewers' judgements, oldest first: all, or those on the claim of this id."""
        query = select(judgements).order_by(judgements.c.key)
        if claim is not None:
            query = query.where(judgements.c.claim == claim)
        for row in self._rows(query):
            yield judgement_of(row)

    def stats(self) -> Stats:
        """Counts over the current documents, all of one moment."""
        c, d = claims.c, documents.c
        of_claims = select(func.count()).select_from(claims).join(documents).where(d.current)
        with self._reading() as connection:

            def tally(query: Select[Any]) -> dict[str, int]:
                return {str(value): count for value, count in connection.execute(query.order_by(func.count().desc()))}

            def number(query: Select[Any]) -> int:
                return int(connection.execute(query).scalar() or 0)

            return Stats(
                documents={
                    Status(name): count
                    for name, count in tally(select(d.status, func.count()).where(d.current).group_by(d.status)).items()
                },
                languages=tally(select(d.language, func.count()).where(d.current).group_by(d.language)),
                sentences=number(select(func.sum(d.sentences)).where(d.current)),
                claims=number(of_claims),
                repeats=number(of_claims.where(c.repeats.is_not(None))),
                kinds=tally(
                    select(c.kind, func.count()).join_from(claims, documents).where(d.current).group_by(c.kind)
                ),
                uncoded=tally(
                    select(uncoded.c.reason, func.count())
                    .join_from(uncoded, documents)
                    .where(d.current)
                    .group_by(uncoded.c.reason)
                ),
                problems=number(select(func.count()).select_from(problems).where(problems.c.current)),
                old_versions=number(select(func.count()).select_from(documents).where(~d.current)),
                judgements=number(select(func.count()).select_from(judgements)),
            )

    def _claim_id(self, claim: str) -> str:
        return self.claim(claim).id

    def _document(self, id: str) -> Document:
        return self.document(id)

    def _store_all(self, read: list[tuple[Document, Reading]], reader: str | None) -> list[Stored]:
        if not read:
            return []
        with self._writing() as connection:
            return [put(connection, document, _read(reading, reader)) for document, reading in read]


def _read(reading: Reading, reader: str | None) -> Outcome:
    if reader is None:
        reader = reading.claims[0].reader if reading.claims else f"sayso {version('sayso')}"
    return Outcome(Status.READ, reader, reading)


def _count(table: Table) -> Any:
    return select(func.count()).where(table.c.document == documents.c.key).scalar_subquery()


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
