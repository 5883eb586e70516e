"""What each page says, as plain values: its JSON twin is these very values, its HTML shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sayso.accounts.values import Question
from sayso.documents.document import Document, Precision, Published
from sayso.exporting.accounts import question_to_json
from sayso.exporting.jsonl import claim_to_json
from sayso.ledger import Ledger, LedgerError
from sayso.ledger.counting import Chosen, Counted
from sayso.ledger.entries import Judgement
from sayso.reading.claim import Claim
from sayso.showing import wording
from sayso.showing.mapping import world
from sayso.showing.question import accounts, question_in_full, whys
from sayso.showing.timeline import timeline
from sayso.web import texts
from sayso.web.asked import Asked
from sayso.web.bars import intervals

PAGE = 30  # rows of a list
SPEAKERS = 40
PLACES = 150  # of a map and its list; more are neither told apart nor read
CLAIMS = 500  # of one document that are explained beside its text
WHYS = 300  # pairs of one question that are told
_PERIODS = 300
_TOLD_APART = 5_000  # claims; the periods of more are too many to tell apart in a drawing


def overview(ledger: Ledger, what: Asked) -> dict[str, Any]:
    """Counts, timeline, map, and a page of questions or claims, of what the filters leave."""
    with ledger.counted(what.chosen) as counted:
        counts = counted.tally()
        happened = counted.days(said=False)
        said = counted.days(said=True)
        periods = counted.periods(_PERIODS) if counts["claims"] <= _TOLD_APART else []
        drawn = timeline(happened, said, periods, what.chosen.since, what.chosen.until)
        places = counted.places(PLACES)
        facets = _facets(counted)
        start = (what.page - 1) * PAGE
        ids = counted.questions(start, PAGE, what.order) if what.list == "questions" else counted.claims(start, PAGE)
        undated, placeless = counted.undated(), counted.placeless()
    drawn_map = world(places, what.chosen.box)
    total = counts["questions" if what.list == "questions" else "claims"]
    rows = question_rows(ledger, ids) if what.list == "questions" else claim_rows(ledger, ids)
    return {
        "counts": counts,
        "filters": what.filters,
        "facets": facets,
        "timeline": drawn,
        "periods": bool(periods),
        "undated": undated,
        "places": places,
        "map": drawn_map,
        "areas": areas(drawn_map["box"]) if drawn_map else {},
        "placeless": placeless,
        "undrawn": counts["claims"] - placeless - sum(place["claims"] for place in places),
        "list": {"of": what.list, "order": what.order, "page": what.page, "pages": -(-total // PAGE), "total": total},
        "rows": rows,
    }


def areas(box: Sequence[float]) -> dict[str, tuple[float, ...]]:
    """Areas to choose without drawing a box: what the map shows, and what it would show moved or drawn closer."""
    west, south, east, north = box
    wide, high = (east - west) / 4, (north - south) / 4
    moves = {
        "what is drawn": (0, 0, 0, 0), "closer": (1, 1, -1, -1), "wider": (-2, -2, 2, 2),
        "west": (-2, 0, -2, 0), "east": (2, 0, 2, 0), "north": (0, 2, 0, 2), "south": (0, -2, 0, -2),
    }  # fmt: skip
    found = {}
    for name, (a, b, c, d) in moves.items():
        moved = (west + a * wide, max(south + b * high, -90.0), east + c * wide, min(north + d * high, 90.0))
        if moved[3] - moved[1] > 0.05 and moved[0] >= -540 and moved[2] <= 540:
            found[name] = tuple(round(degree, 3) for degree in moved)
    return found


def _facets(counted: Counted) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{"value": value, "claims": n} for value, n in counted.by(name)]
        for name in ("side", "kind", "grade", "speaker", "outlet")
    }


def question_rows(ledger: Ledger, ids: list[str]) -> list[dict[str, Any]]:
    """Questions in short, in this order."""
    found = ledger.questions_of(ids)
    return [question_row(found[id]) for id in ids if id in found]


def question_row(question: Question) -> dict[str, Any]:
    """A question in short, with the bars of its origins."""
    return {
        **question_to_json(question),
        "figure": wording.answer(question),
        "kind_title": wording.kind_title(question.kind),
        "says": [
            {"speaker": o.speaker, "side": o.side, "figure": wording.origin(o), "reports": len(o.claims)}
            for o in question.origins[:4]
        ],
    }


def claim_rows(ledger: Ledger, ids: list[str]) -> list[dict[str, Any]]:
    """Claims with their sentences, in this order."""
    found = {claim.id: (claim, document) for claim, document in ledger.evidence_of(ids)}
    return [claim_row(*found[id]) for id in ids if id in found]


def claim_row(claim: Claim, document: Document) -> dict[str, Any]:
    """A claim in words, with its sentence."""
    speaker, via = wording.says(claim, document)
    affected = wording.who(claim.affected)
    return {
        "id": claim.id,
        "doc": claim.doc,
        "kind": claim.kind,
        "kind_title": wording.kind_title(claim.kind),
        "figure": wording.figure(claim.quantity, claim.kind),
        "side": affected.side,
        "affected": affected.words,
        "place": claim.place.name if claim.place else None,
        "when": wording.period(claim.period),
        "speaker": speaker.words,
        "speaker_side": speaker.side,
        "via": via,
        "firmness": wording.firmness(claim),
        "question": claim.question,
        "sentence": document.text[claim.sentence[0] : claim.sentence[1]].strip()[:800],
        "outlet": document.publisher,
        "published": wording.published(document.published),
        "title": document.title,
        "confidence": claim.confidence,
    }


def question_page(ledger: Ledger, id: str) -> dict[str, Any]:
    """A question in full: accounts, origins with their bars, relations with their why, grade and rule."""
    question = ledger.question(id)
    reports = accounts(ledger, question)
    pairs = whys(ledger, question, reports)
    return {
        **question_in_full(ledger, question.id),
        "figure": wording.answer(question),
        "kind_title": wording.kind_title(question.kind),
        "support": wording.support(question),
        "chart": intervals(question),
        "told": [
            {
                "number": report.number,
                "side": report.origin.side,
                "speaker": report.origin.speaker,
                "origin": [o.id for o in question.origins].index(report.origin.id) + 1,
                "figure": wording.figure(report.claim.quantity, report.claim.kind),
                "flag": wording.FLAGS[report.flag],
                "firmness": wording.firmness(report.claim),
                "day": report.day,
                "sentence": report.sentence,
                "outlet": report.document.publisher or report.document.id,
                "title": report.document.title,
                "doc": report.document.id,
                "claim": report.claim.id,
            }
            for report in reports
        ],
        "why": [
            {
                "a": pair.first,
                "b": pair.second,
                "a_claim": pair.a,
                "b_claim": pair.b,
                "kind": str(pair.relation.kind),
                "words": wording.RELATIONS[pair.relation.kind],
                "why": pair.relation.why,
                "levels": asdict(pair.relation.levels),
            }
            for pair in pairs[:WHYS]
        ],
        "why_left": max(0, len(pairs) - WHYS),
    }


def document_page(ledger: Ledger, id: str) -> dict[str, Any]:
    """A document with its claims where they stand, and the slots and rules of each."""
    document = ledger.document(id)
    claims = [
        claim for claim in ledger.claims(doc=id) if claim.doc == id
    ]  # an id may hold what a pattern means by ? or *
    standings = {j.claim: j for j in ledger.standings(document=id)}
    added = [j for j in standings.values() if j.verdict == "added"]
    before, after = ledger.beside(id)
    entry = next(ledger.documents(id=id), None)
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "web": document.url,
        "published": wording.published(document.published),
        "language": document.language,
        "status": str(entry.status) if entry else None,
        "reason": entry.reason if entry else None,
        "before": before,
        "after": after,
        "length": len(document.text),
        "pieces": [asdict(piece) for piece in texts.pieces(document, claims[:CLAIMS])],
        "claims": [
            {
                **claim_row(claim, document),
                "start": claim.start,
                "end": claim.end,
                "slots": slots(claim),
                "repeats": claim.repeats,
                "judged": judgement_row(standings.get(claim.id)),
                "family": texts.FAMILIES.get(claim.kind, "other"),
            }
            for claim in claims[:CLAIMS]
        ],
        "claims_left": max(0, len(claims) - CLAIMS),
        "added": [{"claim": dict(j.corrections), "judged": judgement_row(j)} for j in added],
        "uncoded": [asdict(quantity) for _, quantity in ledger.uncoded(doc=id)][:200],
    }


def slots(claim: Claim) -> list[dict[str, Any]]:
    """Each slot's value in words, and the rules and words that filled it."""
    inner = "; passed on by ".join(str(wording.speaker(link)) for link in reversed(claim.source))
    place, period = claim.place, claim.period
    values = {
        "kind": wording.kind_title(claim.kind),
        "quantity": wording.in_words(claim),
        "affected": str(wording.who(claim.affected)),
        "agent": str(wording.who(claim.agent)),
        "source": inner or "the outlet itself",
        "place": f"{place.name}, precision {place.precision}" if place else "",
        "period": wording.period(period) + (", a total so far" if period and period.cumulative else ""),
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "verification": claim.verification or "",
    }
    steps: dict[str, list[dict[str, Any]]] = {}
    for step in claim.steps:
        words = step.evidence.text if step.evidence else None
        steps.setdefault(step.slot, []).append({"rule": step.rule, "words": words})
    names = [*values, *(name for name in steps if name not in values)]
    return [{"slot": name, "value": values.get(name, ""), "because": steps.get(name, [])} for name in names]


def judgement_row(judgement: Judgement | None) -> dict[str, Any] | None:
    """A judgement in plain values."""
    if judgement is None:
        return None
    said = {name: getattr(judgement, name) for name in ("key", "claim", "verdict", "reviewer", "note")}
    return {**said, "corrections": dict(judgement.corrections), "judged": f"{judgement.judged:%d %b %Y %H:%M}"}


def documents_page(ledger: Ledger, words: str, page: int) -> dict[str, Any]:
    """A page of the documents whose title, id or outlet has these words."""
    total, rows = ledger.document_page(words, (page - 1) * PAGE, PAGE)
    for row in rows:
        row["published"] = _published(row.pop("published"), row.pop("precision"))
    return {"words": words, "page": page, "pages": -(-total // PAGE), "total": total, "rows": rows}


def sources_page(ledger: Ledger, what: Asked) -> dict[str, Any]:
    """Who says what about whom: speakers by the sides that they speak of."""
    with ledger.counted(what.chosen) as counted:
        total, rows = counted.speakers((what.page - 1) * SPEAKERS, SPEAKERS)
        sides = [side or "-" for side, _ in counted.by("side", 8)]
    return {
        "filters": what.filters,
        "sides": sides,
        "rows": rows,
        "page": what.page,
        "pages": -(-total // SPEAKERS),
        "total": total,
    }


def review_item(ledger: Ledger, chosen: Chosen, after: tuple[float, int] | None) -> dict[str, Any]:
    """The most doubtful claim that no judgement stands on, with its text: the head of the queue."""
    queue = ledger.queue(chosen, after=after, size=1)
    if not queue:
        return {"item": None, "after": None}
    key, id = queue[0]
    item = review_claim(ledger, id)
    return {"item": item, "after": f"{item['claim']['confidence']!r},{key}"}


def review_claim(ledger: Ledger, id: str) -> dict[str, Any]:
    """One claim as a reviewer needs it: every slot's value, and the paragraphs around it with their offsets."""
    claim, document = next(iter(ledger.evidence_of([id])), (None, None))
    if claim is None or document is None:
        raise LedgerError(f"the ledger has no current claim {id!r}")
    start, end = _window(claim, document)
    around = [
        piece
        for piece in texts.pieces(document, [claim])
        if start <= piece.start < end or piece.start < start < piece.start + len(piece.text)
    ]
    cut = []
    for piece in around:
        skip = max(0, start - piece.start)
        cut.append(asdict(piece) | {"start": piece.start + skip, "text": piece.text[skip : end - piece.start]})
    standing = ledger.standing(id)
    return {
        "claim": claim_to_json(claim),
        "row": claim_row(claim, document),
        "slots": slots(claim),
        "text": {"start": start, "end": end, "pieces": cut, "cut": [start > 0, end < len(document.text)]},
        "document": {
            "id": document.id,
            "title": document.title,
            "publisher": document.publisher,
            "published": wording.published(document.published),
        },
        "standing": judgement_row(standing),
    }


def _window(claim: Claim, document: Document) -> tuple[int, int]:
    """The claim's paragraph with its neighbours, no more than some thousand characters on either side."""
    blocks = list(document.blocks) or [(0, len(document.text))]
    at = next((n for n, (a, b) in enumerate(blocks) if a <= claim.start < b), None)
    if at is None:
        return max(0, claim.start - 600), min(len(document.text), claim.end + 600)
    start, end = blocks[max(0, at - 2)][0], blocks[min(len(blocks) - 1, at + 1)][1]
    return max(start, claim.start - 1500, 0), min(end, claim.end + 1500, len(document.text))


def _published(day: str | None, precision: str) -> str:
    from datetime import date

    return wording.published(Published(date.fromisoformat(day) if day else None, Precision(precision)))


def about(ledger: Ledger) -> dict[str, Any]:
    """What was read, and what was not understood."""
    stats = ledger.stats()
    return {
        "documents": {str(status): n for status, n in stats.documents.items()},
        "languages": dict(stats.languages),
        "sentences": stats.sentences,
        "claims": stats.claims,
        "repeats": stats.repeats,
        "uncoded": dict(list(stats.uncoded.items())[:40]),
        "problems": stats.problems,
        "judgements": stats.judgements,
        "listed": [
            {"path": p.path, "reason": p.reason, "hint": p.hint}
            for p, _ in zip(ledger.problems(), range(200), strict=False)
        ],
    }
