"""Reviewers' judgements: nothing of the machine's is overwritten, and no judgement is ever lost.

Each judgement is a row; taking one back is another row that names it. What stands on a claim is its last judgement
that no one took back. Two reviewers at once simply leave two rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, select

from sayso.documents.document import Document
from sayso.ledger.accounts import Accounts
from sayso.ledger.comparing import chunks
from sayso.ledger.corrections import checked, corrected
from sayso.ledger.counting import Chosen
from sayso.ledger.entries import Judgement
from sayso.ledger.errors import LedgerError
from sayso.ledger.finding import choose
from sayso.ledger.rows import claim_of
from sayso.ledger.schema import claims, documents, facets, judgements
from sayso.reading.claim import Claim
from sayso.reading.ids import claim_id

ACCEPTED, CORRECTED, REJECTED, ADDED, WITHDRAWN = "accepted", "corrected", "rejected", "added", "withdrawn"
VERIFIED = (ACCEPTED, CORRECTED, ADDED)
_j = judgements.c
_later = judgements.alias("later")
_taken = judgements.alias("taken")


def _stands(of: Any) -> ColumnElement[bool]:
    """Whether a judgement was not taken back, and is not itself the taking back of one."""
    return and_(of.verdict != WITHDRAWN, ~select(_taken.c.key).where(_taken.c.withdraws == of.key).exists())


_LAST = ~select(_later.c.key).where(_later.c.claim == _j.claim, _later.c.key > _j.key, _stands(_later.c)).exists()


class Judging(Accounts):
    """The part of a ledger that keeps what people say of its claims."""

    def judge(
        self,
        claim: str,
        reviewer: str,
        verdict: str,
        corrections: Mapping[str, Any] | None = None,
        note: str | None = None,
    ) -> Judgement:
        """Add a reviewer's verdict on the claim of this id, with the slots that it corrects (values as in JSON)."""
        return self._judge(self._claim_id(claim), reviewer, verdict, dict(corrections or {}), note)

    def correct(
        self, claim: Claim, document: Document, reviewer: str, corrections: Mapping[str, Any], note: str | None = None
    ) -> Judgement:
        """Add a reviewer's corrections of `claim`, checked against its `document`. Raises LedgerError."""
        return self._judge(claim.id, reviewer, CORRECTED, checked(corrections, document), note)

    def add_missed(
        self, document: Document, reviewer: str, slots: Mapping[str, Any], note: str | None = None
    ) -> Judgement:
        """Add a claim that the machine missed: its `span` in the document, kind and quantity, and what else is known.

        Raises LedgerError if that can't be a claim.
        """
        missing = [name for name in ("span", "kind", "quantity") if name not in slots]
        if missing:
            raise LedgerError(f"a new claim lacks its {' and '.join(missing)}")
        given = checked(slots, document)
        start, end = given["span"]["start"], given["span"]["end"]
        id = claim_id(document.id, document.text, start, end, given["kind"])
        blank = dict.fromkeys(("affected", "agent", "place", "period", "verification", "question", "repeats"))
        line = {
            **blank,
            "source": [],
            "certainty": "stated",
            "polarity": "asserted",
            **given,
            "doc": document.id,
            "id": id,
            "start": start,
            "end": end,
            "sentence": given["span"]["sentence"],
            "confidence": 1.0,
            "reader": f"reviewer {reviewer}",
        }
        line.pop("span")
        _claim(line)  # a line that makes no claim is refused here
        return self._judge(id, reviewer, ADDED, line, note, document.id)

    def withdraw(self, judgement: int, reviewer: str) -> Judgement:
        """Take back a judgement (its key) of one's own. Raises LedgerError if it is another's, or gone."""
        with self._writing() as connection:
            query = select(judgements).where(_j.key == judgement, _stands(_j))
            row = connection.execute(query).mappings().first()
            if row is None or row["reviewer"] != reviewer:
                raise LedgerError("there is no judgement of yours to take back")
            return self._put(connection, row["claim"], reviewer, WITHDRAWN, {}, None, row["document"], judgement)

    def standing(self, claim: str) -> Judgement | None:
        """The last judgement on this claim that was not taken back."""
        query = select(judgements).where(_j.claim == claim, _stands(_j)).order_by(_j.key.desc()).limit(1)
        for row in self._rows(query):
            return judgement_of(row)
        return None

    def standings(self, *, document: str | None = None) -> Iterator[Judgement]:
        """What stands on every judged claim, by claim: of all, or of those of one document."""
        query = select(judgements).where(_stands(_j), _LAST).order_by(_j.claim)
        if document is not None:
            of = select(claims.c.id).join_from(claims, documents).where(documents.c.id == document)
            query = query.where((_j.document == document) | _j.claim.in_(of))
        for row in self._rows(query):
            yield judgement_of(row)

    def judged(self) -> dict[str, int]:
        """How many claims are judged, by the verdict that stands."""
        query = select(_j.verdict, func.count()).where(_stands(_j), _LAST).group_by(_j.verdict)
        with self._reading() as connection:
            return {verdict: int(number) for verdict, number in connection.execute(query).tuples()}

    def queue(self, chosen: Chosen, *, after: tuple[float, int] | None = None, size: int = 1) -> list[tuple[int, str]]:
        """Keys and ids of chosen claims that no judgement stands on, the most doubtful first; those `after` a place
        (confidence and key) in that order."""
        f = facets.c
        own = judgements.alias("own")
        on_it = select(own.c.key).where(own.c.claim == claims.c.id, _stands(own.c)).exists()
        query = select(f.claim, claims.c.id).join_from(facets, claims, claims.c.key == f.claim)
        query = query.where(~on_it, *chosen.conditions()).order_by(f.confidence, f.claim).limit(size)
        if after is not None:
            query = query.where((f.confidence > after[0]) | ((f.confidence == after[0]) & (f.claim > after[1])))
        return [(row["claim"], row["id"]) for row in self._rows(query)]

    def waiting(self, chosen: Chosen) -> int:
        """How many chosen claims no judgement stands on."""
        f = facets.c
        with self._reading() as connection:
            every = select(func.count()).select_from(facets).where(*chosen.conditions())
            done = select(func.count(_j.claim.distinct())).join_from(judgements, claims, claims.c.id == _j.claim)
            done = done.join(facets, f.claim == claims.c.key).where(_stands(_j), *chosen.conditions())
            return int(connection.execute(every).scalar() or 0) - int(connection.execute(done).scalar() or 0)

    def confidences(self, ids: Collection[str]) -> dict[str, float]:
        """How sure the reader was of these claims; of versions of one claim, the newest."""
        found: dict[str, float] = {}
        for some in chunks(ids):
            query = select(claims.c.id, claims.c.confidence).where(claims.c.id.in_(some)).order_by(claims.c.key)
            found |= {row["id"]: row["confidence"] for row in self._rows(query)}
        return found

    def verified(self, **filters: Any) -> Iterator[tuple[Claim, Document]]:
        """The claims that were accepted or corrected (with the corrections in place) or added, with their documents.

        Filters are those of `claims`; they ask what the machine read. Claims that people added pass `kind` and `doc`
        only, and a rejected one never passes.
        """
        stood = {judgement.claim: judgement for judgement in self.standings() if judgement.verdict in VERIFIED}
        chosen = choose(**filters)
        ids = select(_j.claim).where(_stands(_j))
        found = [claim_of(row, row["doc"]) for row in self._rows(chosen.where(claims.c.id.in_(ids)))]
        pairs = [corrected(claim, stood[claim.id].corrections) for claim in found if claim.id in stood]
        narrowed = any(filters.get(name) for name in ("side", "speaker", "place", "since", "until", "question"))
        if not narrowed:
            pairs += [
                _claim(judgement.corrections)
                for judgement in stood.values()
                if judgement.verdict == ADDED and _passes(judgement.corrections, filters)
            ]
        texts: dict[str, Document] = {}
        for claim in sorted(pairs, key=lambda c: (c.doc, c.start, c.end, c.id)):
            if claim.doc not in texts:
                texts = {claim.doc: self._document(claim.doc)}
            yield claim, texts[claim.doc]

    def _judge(  # noqa: PLR0917
        self,
        claim: str,
        reviewer: str,
        verdict: str,
        corrections: dict[str, Any],
        note: str | None,
        document: str | None = None,
    ) -> Judgement:
        with self._writing() as connection:
            return self._put(connection, claim, reviewer, verdict, corrections, note, document, None)

    def _put(  # noqa: PLR0917
        self,
        connection: Any,
        claim: str,
        reviewer: str,
        verdict: str,
        corrections: dict[str, Any],
        note: str | None,
        document: str | None,
        withdraws: int | None,
    ) -> Judgement:
        judged = datetime.now(UTC)
        values = {
            "claim": claim,
            "reviewer": reviewer,
            "verdict": verdict,
            "note": note,
            "judged": judged.isoformat(),
            "corrections": json.dumps(corrections, ensure_ascii=False),
            "withdraws": withdraws,
            "document": document,
        }
        key = connection.execute(insert(judgements).values(values)).inserted_primary_key[0]
        return Judgement(claim, reviewer, verdict, corrections, note, judged, int(key), withdraws)

    def _claim_id(self, claim: str) -> str:
        raise NotImplementedError

    def _document(self, id: str) -> Document:
        raise NotImplementedError


def _claim(line: Mapping[str, Any]) -> Claim:
    from sayso.exporting.jsonl import claim_from_json  # which needs the ledger itself

    return claim_from_json(line)


def judgement_of(row: RowMapping) -> Judgement:
    """The judgement that a row of `judgements` holds."""
    return Judgement(
        row["claim"],
        row["reviewer"],
        row["verdict"],
        json.loads(row["corrections"]),
        row["note"],
        datetime.fromisoformat(row["judged"]),
        row["key"],
        row["withdraws"],
    )


def _passes(line: Mapping[str, Any], filters: Mapping[str, Any]) -> bool:
    kind, doc = filters.get("kind"), filters.get("doc")
    kinds = [kind] if isinstance(kind, str) else list(kind or [])
    return (not kinds or line["kind"] in kinds) and (not doc or line["doc"] == doc)
