"""The ledger as JSON Lines (docs/ledger-format.md): one claim a line, always the same keys in the same order."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Span, Speaker
from sayso.reading.wording import told

_SURROGATES = re.compile("[\ud800-\udfff]")


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """The claim as its line holds it: plain values, null (None) where a field does not apply, none left out."""
    # A claim of a later kind may have no quantity, or one that says nothing; the reader's claims always have one.
    quantity: Quantity | None = claim.quantity if told(claim.quantity) else None
    place, period = claim.place, claim.period
    return {
        "doc": claim.doc,
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "sentence": {"start": claim.sentence[0], "end": claim.sentence[1]},
        "kind": claim.kind,
        "quantity": {
            "text": quantity.text,
            "low": plain(quantity.low),
            "high": plain(quantity.high),
            "approx": quantity.approx,
            "unit": quantity.unit,
            "per": quantity.per,
        }
        if quantity
        else None,
        "affected": _party(claim.affected),
        "agent": _party(claim.agent),
        "source": [_speaker(speaker) for speaker in claim.source],
        "place": {
            "name": place.name,
            "geonameid": place.geonameid,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
            "text": place.text,
            "start": place.start,
            "end": place.end,
        }
        if place
        else None,
        "period": {
            "start": period.start,
            "end": period.end,
            "precision": period.precision,
            "text": period.text,
            "cumulative": period.cumulative,
        }
        if period
        else None,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "verification": claim.verification,
        "confidence": claim.confidence,
        "reader": claim.reader,
        "question": claim.question,
        "repeats": claim.repeats,
    }


def claim_from_json(line: Mapping[str, Any]) -> Claim:
    """The claim that `claim_to_json` was given, but for its steps, which the format does not hold.

    Raises KeyError or TypeError when a key is missing or a figure claim's quantity is null.
    """
    quantity, place, period = line["quantity"], line["place"], line["period"]
    return Claim(
        doc=line["doc"],
        id=line["id"],
        start=line["start"],
        end=line["end"],
        sentence=(line["sentence"]["start"], line["sentence"]["end"]),
        kind=line["kind"],
        quantity=Quantity(**quantity),
        affected=Party(**line["affected"]) if line["affected"] else None,
        agent=Party(**line["agent"]) if line["agent"] else None,
        source=tuple(Speaker(**{**s, "cue": Span(**s["cue"]) if s["cue"] else None}) for s in line["source"]),
        place=Place(**place) if place else None,
        period=Period(**period) if period else None,
        certainty=line["certainty"],
        polarity=line["polarity"],
        verification=line["verification"],
        confidence=line["confidence"],
        reader=line["reader"],
        question=line["question"],
        repeats=line.get("repeats"),
    )


def plain(number: float | None) -> float | int | None:
    """A whole number without its ".0"; None for what JSON has no number for (an infinite bound is no bound)."""
    if number is None or not math.isfinite(number):
        return None
    return int(number) if number == int(number) else number


def dumps(value: object) -> str:
    """`value` as JSON in one line that UTF-8 can hold: a lone surrogate becomes U+FFFD, one character for one."""
    return _SURROGATES.sub("\ufffd", json.dumps(value, ensure_ascii=False, allow_nan=False))


def write(claims: Iterable[Claim], out: BinaryIO) -> int:
    """Write the claims; returns how many."""
    number = 0
    for claim in claims:
        out.write(dumps(claim_to_json(claim)).encode() + b"\n")
        number += 1
    return number


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return {
        "side": party.side,
        "actor": party.actor,
        "name": party.name,
        "text": party.text,
        "start": party.start,
        "end": party.end,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "text": speaker.text,
        "start": speaker.start,
        "end": speaker.end,
        "actor": speaker.actor,
        "name": speaker.name,
        "side": speaker.side,
        "cue": {"text": speaker.cue.text, "start": speaker.cue.start, "end": speaker.cue.end} if speaker.cue else None,
    }
