"""What a reviewer makes of a claim: the slots that may be corrected, and the claim with its corrections applied.

A correction is a JSON object from slot to the value that `claim_to_json` would give for it; a slot that is null is
emptied. Spans are checked against the document's text: no claim without characters, also where a person makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sayso.documents.document import Document
from sayso.ledger.errors import LedgerError
from sayso.reading.claim import Certainty, Claim, Polarity, Verification

SLOTS = ("kind", "quantity", "affected", "agent", "source", "place", "period", "certainty", "polarity", "verification")
_MAY_BE_EMPTY = ("affected", "agent", "place", "period", "verification")
_WORDS = {"certainty": get_args(Certainty), "polarity": get_args(Polarity), "verification": get_args(Verification)}
_LONGEST = 2000


def corrected(claim: Claim, corrections: Mapping[str, Any]) -> Claim:
    """The claim with these corrections (of `checked` form) in place of the machine's answers."""
    from sayso.exporting.jsonl import claim_from_json, claim_to_json  # which needs the ledger itself

    line = claim_to_json(claim) | {slot: corrections[slot] for slot in SLOTS if slot in corrections}
    if "span" in corrections:
        line["start"], line["end"] = corrections["span"]["start"], corrections["span"]["end"]
        line["sentence"] = corrections["span"]["sentence"]
    return claim_from_json(line)


def checked(corrections: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The corrections as the ledger keeps them. Raises LedgerError for a slot or value that no claim may have."""
    found: dict[str, Any] = {}
    for slot, value in corrections.items():
        if slot == "span":
            start, end = _span(value, document, "the figure")
            found["span"] = {"start": start, "end": end, "sentence": _sentence(start, end, document)}
            continue
        if slot not in SLOTS:
            raise LedgerError(f"a claim has no slot {slot!r} to correct: {', '.join(SLOTS)}")
        if value is None:
            if slot not in _MAY_BE_EMPTY:
                raise LedgerError(f"the slot {slot} can't be left empty")
            found[slot] = None
            continue
        found[slot] = _value(slot, value, document)
    return found


def _value(slot: str, value: Any, document: Document) -> Any:
    if slot in _WORDS:
        if value not in _WORDS[slot]:
            raise LedgerError(f"{slot} is one of {', '.join(_WORDS[slot])}, not {value!r}")
        return value
    if slot == "kind":
        return _text(value, slot)
    if slot == "source":
        if not isinstance(value, list):
            raise LedgerError("source is a list of speakers, the innermost last")
        return [_speaker(link, document) for link in value]
    if not isinstance(value, Mapping):
        raise LedgerError(f"{slot} is an object, not {value!r}")
    if slot == "quantity":
        low, high = _number(value.get("low"), "low"), _number(value.get("high"), "high")
        if low is None and high is None:
            raise LedgerError("a figure has a lower bound, an upper one, or both")
        if low is not None and high is not None and low > high:
            raise LedgerError(f"the lower bound {low:g} is above the upper bound {high:g}")
        return {
            "text": _text(value.get("text"), "the figure's words"),
            "low": low,
            "high": high,
            "approx": bool(value.get("approx")),
            "unit": _text(value.get("unit"), "unit"),
            "per": _maybe(value.get("per")),
        }
    if slot in ("affected", "agent"):
        start, end, text = _mention(value, document, slot)
        return {
            "side": _maybe(value.get("side")),
            "actor": _maybe(value.get("actor")),
            "name": _maybe(value.get("name")),
            "text": text,
            "start": start,
            "end": end,
        }
    if slot == "place":
        start, end, text = _mention(value, document, slot)
        gid = value.get("geonameid")
        return {
            "name": _text(value.get("name"), "the place's name"),
            "geonameid": int(gid) if isinstance(gid, int) else None,
            "lat": _number(value.get("lat"), "lat"),
            "lon": _number(value.get("lon"), "lon"),
            "precision": _between(value.get("precision", 1), 1, 7, "precision"),
            "text": text,
            "start": start,
            "end": end,
        }
    return {
        "start": _day(value.get("start")),
        "end": _day(value.get("end")),
        "precision": _between(value.get("precision", 1), 1, 5, "precision"),
        "text": _maybe(value.get("text")) or "",
        "cumulative": bool(value.get("cumulative")),
    }


def _speaker(link: Any, document: Document) -> dict[str, Any]:
    if not isinstance(link, Mapping):
        raise LedgerError("a speaker is an object")
    start, end = _span(link, document, "the speaker")
    cue = link.get("cue")
    if cue is not None:
        at = _span(cue, document, "the cue")
        cue = {"text": document.text[slice(*at)], "start": at[0], "end": at[1]}
    return {
        "text": document.text[start:end],
        "start": start,
        "end": end,
        "actor": _maybe(link.get("actor")),
        "name": _maybe(link.get("name")),
        "side": _maybe(link.get("side")),
        "cue": cue,
    }


def _mention(value: Mapping[str, Any], document: Document, what: str) -> tuple[int | None, int | None, str | None]:
    if value.get("start") is None:
        return None, None, _maybe(value.get("text"))
    start, end = _span(value, document, what)
    return start, end, document.text[start:end]


def _span(value: Any, document: Document, what: str) -> tuple[int, int]:
    start, end = (value.get("start"), value.get("end")) if isinstance(value, Mapping) else (None, None)
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(document.text)):
        raise LedgerError(f"the words of {what} are not characters {start}\u2013{end} of {document.id}")
    return start, end


def _sentence(start: int, end: int, document: Document) -> dict[str, int]:
    """The paragraph around the span: a person's span has no parsed sentence."""
    block = next(((a, b) for a, b in document.blocks if a <= start < b), (0, len(document.text)))
    return {"start": block[0], "end": max(block[1], end)}


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise LedgerError(f"{what} has to be given, in words")
    return value


def _maybe(value: Any) -> str | None:
    return value[:_LONGEST] if isinstance(value, str) and value.strip() else None


def _number(value: Any, what: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 < value < 1e15:
        raise LedgerError(f"{what} is a number, not {value!r}")
    return float(value)


def _between(value: Any, least: int, most: int, what: str) -> int:
    if type(value) is not int or not least <= value <= most:
        raise LedgerError(f"{what} is a whole number from {least} to {most}")
    return value


def _day(value: Any) -> str | None:
    from datetime import date

    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise LedgerError(f"{value!r} is no day: write 2023-03-01") from error
