"""The gold claims of a set as the values that comparing takes: `evidence("gaza")` gives (Claim, Document) pairs.

Each has the first reading of its annotation, and who its speakers, places and parts are as the annotation says, so that
comparing is measured without the faults of reading. Ids are those of the gold: "03-2".
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sayso.documents.document import Document
from sayso.documents.read import documents
from sayso.packs import Pack, bundled, load_pack
from sayso.packs.names import key
from sayso.places.gazetteer import gazetteer
from sayso.places.toponyms import _pack_entry  # the very place that reading makes of a pack's
from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Speaker
from sayso.reading.days import precision

HERE = Path(__file__).parent
_PRECISION = {"country": 6, "region": 4, "area": 5, "water": 5, "town": 1}  # as sayso.reading.where
_NEAR = 2  # UCDP's where_prec of "near"
_STOP = re.compile(r"[.!?…][\"'”’»]*\s+(?=[\"'“‘„«]?[A-ZÀ-Þ0-9])|\n\s*\n")


def rows(name: str, part: str) -> list[dict[str, Any]]:
    """The rows of one gold file: part is claims, questions, origins or relations."""
    path = HERE / "gold" / f"{name}-{part}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def articles(name: str) -> dict[str, Document]:
    """The documents of a set by id, as the intake reads them."""
    folder = HERE / name
    read = documents([folder], meta=folder / "meta.csv")
    return {document.id: document for document in read if isinstance(document, Document)}


def evidence(name: str) -> list[tuple[Claim, Document]]:
    """Every gold claim of a set with its document, in the order of the gold."""
    found = articles(name)
    return [(_claim(row, found[row["doc"]]), found[row["doc"]]) for row in rows(name, "claims") if "id" in row]


def _claim(row: dict[str, Any], document: Document) -> Claim:
    quantity = row["quantity"]
    return Claim(
        doc=document.id,
        id=row["id"],
        start=row["start"],
        end=row["end"],
        sentence=_sentence(document, row["start"], row["end"]),
        kind=_first(row["kind"]) or "other",
        quantity=Quantity(**{name: quantity[name] for name in ("text", "low", "high", "approx", "unit", "per")}),
        affected=_party(row["affected"], row["affected_part"]),
        agent=_party(row["agent"], row["agent_part"]),
        source=tuple(_speaker(speaker, document) for speaker in row["speakers"]),
        place=_place(row),
        period=_period(row),
        certainty=row["certainty"],
        polarity=row["polarity"],
        verification=row["verification"],
        confidence=1.0,
        reader="gold",
    )


def _first(readings: Any) -> str | None:
    return readings[0] if isinstance(readings, list) else readings


def _party(side: Any, part: str | None) -> Party | None:
    first = _first(side)
    return None if first is None else Party(first, part, None, None, None, None)


def _speaker(speaker: dict[str, str | None], document: Document) -> Speaker:
    words = str(speaker["text"])
    match = re.search(r"\s+".join(map(re.escape, words.split())), document.text)
    start, end = match.span() if match else (0, 0)
    return Speaker(words, start, end, speaker["actor"], speaker["name"] or words, speaker["side"], None)


def _period(row: dict[str, Any]) -> Period | None:
    if row["period"] is None:
        return Period(None, None, 5, "", True) if row["total"] else None
    start, end = row["period"]
    return Period(start, end, precision(date.fromisoformat(start), date.fromisoformat(end)), "", row["total"])


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span: from the last full stop in its paragraph to the next."""
    block = next(((a, b) for a, b in document.blocks if a <= start < b), (0, len(document.text)))
    stops = [match.end() for match in _STOP.finditer(document.text, *block)]
    first = max((stop for stop in stops if stop <= start), default=block[0])
    return first, min((stop for stop in stops if stop >= end), default=block[1])


# -- places ------------------------------------------------------------------------------------------------------------


def _place(row: dict[str, Any]) -> Place | None:
    """The place that is meant: a pack's first, then the most populous of that name (in that region)."""
    name = row["place"]
    if name is None:
        return None
    near = row.get("near", False)
    if "lat" in row:
        return Place(name, None, row["lat"], row["lon"], _NEAR if near else 1, None, None, None)
    gaz = gazetteer()
    entries = list(gaz.lookup(name))
    if region := row.get("region"):
        within = [r for r in gaz.lookup(region) if r.kind == "region"]
        entries = [e for e in entries if any((e.country, e.region) == (r.country, r.region) for r in within)]
    else:
        packed = _packed().get(key(name))
        entries = [_pack_entry(*packed, gaz)] if packed else entries
    if not entries:
        raise LookupError(f"{row['id']}: nobody knows the place {name!r}; write its latitude and longitude behind it")
    entry = entries[0]
    exact = _NEAR if near else _PRECISION[entry.kind]
    return Place(entry.name, entry.geonameid, entry.lat, entry.lon, exact, None, None, None)


@cache
def _packed() -> dict[str, tuple[Any]]:
    packs: list[Pack] = [load_pack(id, alone=True) for id in bundled()]
    return {key(name): (place,) for pack in reversed(packs) for place in reversed(pack.places) for name in place.names}
