"""Values to rows of the tables, and back: `claim_of(row of claim_row(claim)) == claim` for every claim."""

from __future__ import annotations

import json
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import RowMapping as Row

from sayso.accounts.values import (
    Estimate,
    Flag,
    Grade,
    Level,
    Levels,
    Origin,
    Question,
    Relation,
    RelationKind,
)
from sayso.documents.document import Document, Precision, Published, Zone, ZoneKind
from sayso.ledger.ids import content_hash
from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Span, Speaker, Step

# Not in ASCII: two lone surrogates in a row would come back as one character. SafeText takes care of them.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fold(text: str) -> str:
    """`text` as names are looked up: without case or accents, so that "Zelenský" and "zelensky" are one."""
    if text.isascii():
        return text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def document_row(document: Document) -> dict[str, Any]:
    """The columns of `documents` that the document itself gives."""
    published = document.published
    return {
        "id": document.id,
        "content_hash": content_hash(document),
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": published.day.isoformat() if published.day else None,
        "precision": str(published.precision),
        "language": document.language,
        "zones": _encode([[zone.start, zone.end, str(zone.kind)] for zone in document.zones]),
        "blocks": _encode(document.blocks),
    }


def document_of(row: Row) -> Document:
    """The document that a row of `documents` holds."""
    day = date.fromisoformat(row["published"]) if row["published"] else None
    return Document(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=Published(day, Precision(row["precision"])),
        language=row["language"],
        zones=tuple(Zone(start, end, ZoneKind(kind)) for start, end, kind in json.loads(row["zones"])),
        blocks=tuple((start, end) for start, end in json.loads(row["blocks"])),
    )


def claim_row(claim: Claim, published: Published) -> dict[str, Any]:
    """The columns of `claims` except `document`. `published` dates a claim that has no period of its own."""
    # A claim of a later kind may have no quantity; the reader's claims always have one.
    quantity: Quantity | None = claim.quantity
    place, period = claim.place, claim.period
    first, last = about(claim, published)
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "sentence_start": claim.sentence[0],
        "sentence_end": claim.sentence[1],
        "kind": claim.kind,
        "quantity_text": quantity.text if quantity else None,
        "quantity_low": quantity.low if quantity else None,
        "quantity_high": quantity.high if quantity else None,
        "quantity_approx": quantity.approx if quantity else None,
        "quantity_unit": quantity.unit if quantity else None,
        "quantity_per": quantity.per if quantity else None,
        **_party_row("affected", claim.affected),
        **_party_row("agent", claim.agent),
        "source": _encode([[s.text, s.start, s.end, s.actor, s.name, s.side, _span(s.cue)] for s in claim.source]),
        "place_name": place.name if place else None,
        "place_geonameid": place.geonameid if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "place_text": place.text if place else None,
        "place_start": place.start if place else None,
        "place_end": place.end if place else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_precision": period.precision if period else None,
        "period_text": period.text if period else None,
        "period_cumulative": period.cumulative if period else None,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "verification": claim.verification,
        "confidence": claim.confidence,
        "reader": claim.reader,
        "question": claim.question,
        "repeats": claim.repeats,
        "steps": _encode([[s.slot, s.rule, _span(s.evidence)] for s in claim.steps]),
        "find_speaker": _names(name for s in claim.source for name in (s.name, s.text, s.actor, s.side)),
        "find_place": _names((place.name, place.text)) if place else "",
        "find_first": first,
        "find_last": last,
    }


def claim_of(row: Row, doc: str) -> Claim:
    """The claim that a row of `claims` holds, of the document whose id is `doc`."""
    return Claim(
        doc=doc,
        id=row["id"],
        start=row["start"],
        end=row["end"],
        sentence=(row["sentence_start"], row["sentence_end"]),
        kind=row["kind"],
        quantity=Quantity(
            row["quantity_text"],
            row["quantity_low"],
            row["quantity_high"],
            row["quantity_approx"],
            row["quantity_unit"],
            row["quantity_per"],
        ),
        affected=_party_of("affected", row),
        agent=_party_of("agent", row),
        source=tuple(Speaker(*[*fields, _span_of(cue)]) for *fields, cue in json.loads(row["source"])),
        place=Place(
            row["place_name"],
            row["place_geonameid"],
            row["place_lat"],
            row["place_lon"],
            row["place_precision"],
            row["place_text"],
            row["place_start"],
            row["place_end"],
        )
        if row["place_name"] is not None
        else None,
        period=Period(
            row["period_start"],
            row["period_end"],
            row["period_precision"],
            row["period_text"],
            row["period_cumulative"],
        )
        if row["period_text"] is not None
        else None,
        certainty=row["certainty"],
        polarity=row["polarity"],
        verification=row["verification"],
        confidence=row["confidence"],
        reader=row["reader"],
        question=row["question"],
        repeats=row["repeats"],
        steps=tuple(Step(slot, rule, _span_of(seen)) for slot, rule, seen in json.loads(row["steps"])),
    )


def question_row(question: Question) -> dict[str, Any]:
    """The columns of `questions` that the question itself gives."""
    estimate = question.estimate
    return {
        "id": question.id,
        "label": question.label,
        "kind": question.kind,
        "unit": question.unit,
        "per": question.per,
        "affected": question.affected,
        "actor": question.actor,
        "place": question.place,
        "geonameid": question.geonameid,
        "lat": question.lat,
        "lon": question.lon,
        "period_start": question.start,
        "period_end": question.end,
        "cumulative": question.cumulative,
        "reports": question.reports,
        "origins": len(question.origins),
        "grade": str(question.grade),
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "rule": estimate.rule,
        "how": estimate.how,
    }


def origin_rows(question: Question) -> list[dict[str, Any]]:
    """The rows of `origins` for one question."""
    return [
        {
            "question": question.id,
            "position": position,
            "id": origin.id,
            "speaker": origin.speaker,
            "side": origin.side,
            "flag": str(origin.flag),
            "low": origin.low,
            "high": origin.high,
            "approx": origin.approx,
            "denied": origin.denied,
        }
        for position, origin in enumerate(question.origins)
    ]


def question_of(row: Row, claims: tuple[str, ...], origins: Iterable[tuple[Row, tuple[str, ...]]]) -> Question:
    """The question of a row of `questions`, given its claims, and the rows of its origins with their claims."""
    return Question(
        id=row["id"],
        label=row["label"],
        kind=row["kind"],
        unit=row["unit"],
        per=row["per"],
        affected=row["affected"],
        actor=row["actor"],
        place=row["place"],
        geonameid=row["geonameid"],
        lat=row["lat"],
        lon=row["lon"],
        start=row["period_start"],
        end=row["period_end"],
        cumulative=row["cumulative"],
        claims=claims,
        origins=tuple(
            Origin(
                id=of["id"],
                speaker=of["speaker"],
                side=of["side"],
                flag=Flag(of["flag"]),
                claims=reports,
                low=of["low"],
                high=of["high"],
                approx=of["approx"],
                denied=of["denied"],
            )
            for of, reports in origins
        ),
        grade=Grade(row["grade"]),
        estimate=Estimate(row["low"], row["best"], row["high"], row["rule"], row["how"]),
    )


def relation_row(relation: Relation) -> dict[str, Any]:
    """The row of `relations`."""
    levels = relation.levels
    return {
        "question": relation.question,
        "a": relation.a,
        "b": relation.b,
        "kind": str(relation.kind),
        "measure_level": str(levels.measure),
        "who_level": str(levels.who),
        "where_level": str(levels.where),
        "when_level": str(levels.when),
        "why": relation.why,
    }


def relation_of(row: Row) -> Relation:
    """The relation that a row of `relations` holds."""
    levels = Levels(*(Level(row[f"{name}_level"]) for name in ("measure", "who", "where", "when")))
    return Relation(row["a"], row["b"], RelationKind(row["kind"]), row["question"], levels, row["why"])


def about(claim: Claim, published: Published) -> tuple[str | None, str | None]:
    """First and last day (ISO) that a claim is about: its period, else the days on which it may have been published."""
    if claim.period and (claim.period.start or claim.period.end):
        return claim.period.start or claim.period.end, claim.period.end or claim.period.start
    if published.day is None:
        return None, None
    first, last = published.day, published.day
    if published.precision is Precision.MONTH:
        last = first.replace(day=monthrange(first.year, first.month)[1])
    elif published.precision is Precision.YEAR:
        last = first.replace(month=12, day=31)
    return first.isoformat(), last.isoformat()


def _party_row(role: str, party: Party | None) -> dict[str, Any]:
    # The reader's inferred party may have no mention, but never no side, actor and name at once.
    return {
        f"{role}_side": party.side if party else None,
        f"{role}_actor": party.actor if party else None,
        f"{role}_name": party.name if party else None,
        f"{role}_text": party.text if party else None,
        f"{role}_start": party.start if party else None,
        f"{role}_end": party.end if party else None,
    }


def _party_of(role: str, row: Row) -> Party | None:
    fields = [row[f"{role}_{name}"] for name in ("side", "actor", "name", "text", "start", "end")]
    return Party(*fields) if any(field is not None for field in fields) else None


def _span(span: Span | None) -> list[object] | None:
    return [span.start, span.end, span.text] if span else None


def _span_of(fields: list[Any] | None) -> Span | None:
    return Span(*fields) if fields else None


def _names(names: Iterable[str | None]) -> str:
    return "\n".join(fold(name) for name in names if name)
