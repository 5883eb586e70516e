"""Claims on the map: a GeoJSON FeatureCollection (RFC 7946). A claim without a place has no geometry: none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.exporting.jsonl import claim_to_json, dumps
from sayso.reading.claim import Claim


def feature(claim: Claim) -> dict[str, Any]:
    """The claim as a feature: a point, longitude first as GeoJSON has it, with the keys of the JSON Lines."""
    place = claim.place
    point = (
        {"type": "Point", "coordinates": [place.lon, place.lat]}
        if place and place.lat is not None and place.lon is not None
        else None
    )
    return {"type": "Feature", "id": claim.id, "geometry": point, "properties": claim_to_json(claim)}


def write(claims: Iterable[Claim], out: BinaryIO) -> int:
    """Write the claims, one feature a line; returns how many."""
    number = 0
    out.write(b'{"type": "FeatureCollection", "features": [')
    for claim in claims:
        out.write((",\n" if number else "\n").encode() + dumps(feature(claim)).encode())
        number += 1
    out.write(b"\n]}\n")
    return number
