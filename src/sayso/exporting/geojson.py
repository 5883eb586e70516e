"""The ledger on the map: a GeoJSON FeatureCollection (RFC 7946).

Where the claims have been compared each question is a feature, so that an event that ten papers report is one point;
claims that are in no question (pull quotes, or read since) are features beside them. What has no place has no geometry:
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from sayso.accounts.values import Question
from sayso.exporting.accounts import question_to_json
from sayso.exporting.jsonl import claim_to_json, dumps
from sayso.reading.claim import Claim


def feature(claim: Claim) -> dict[str, Any]:
    """The claim as a feature, with the keys of the JSON Lines."""
    place = claim.place
    return _feature(claim.id, place.lon if place else None, place.lat if place else None, claim_to_json(claim))


def question_feature(question: Question) -> dict[str, Any]:
    """The question as a feature, with the keys of `--to questions`."""
    return _feature(question.id, question.lon, question.lat, question_to_json(question))


def _feature(id: str, lon: float | None, lat: float | None, properties: Mapping[str, Any]) -> dict[str, Any]:
    # longitude first, as GeoJSON has it
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    return {"type": "Feature", "id": id, "geometry": point, "properties": properties}


def write(questions: Iterable[Question], claims: Iterable[Claim], out: BinaryIO) -> int:
    """Write the questions, and the claims that are in none, one feature a line; returns how many."""
    number = 0
    out.write(b'{"type": "FeatureCollection", "features": [')

    def put(value: dict[str, Any]) -> None:
        nonlocal number
        out.write((",\n" if number else "\n").encode() + dumps(value).encode())
        number += 1

    for question in questions:
        put(question_feature(question))
    for claim in claims:
        if claim.question is None:
            put(feature(claim))
    out.write(b"\n]}\n")
    return number
