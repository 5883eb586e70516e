"""Claims as one flat table, for spreadsheets and data frames: the same columns in CSV and in Parquet.

The cells survive a naive reader: no tabs, line breaks or control characters in them (the JSON Lines keep the exact
text), and in CSV text is always in quotes, so that nobody takes a column of figures as worded for numbers.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable
from typing import BinaryIO

import polars as pl

from sayso.documents.document import Document
from sayso.reading.claim import Claim, Party, Quantity

Cell = str | float | int | bool | None

COLUMNS: dict[str, type[pl.DataType]] = {
    "doc": pl.String,
    "id": pl.String,
    "published": pl.String,
    "published_precision": pl.String,
    "publisher": pl.String,
    "title": pl.String,
    "url": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
    "kind": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "approx": pl.Boolean,
    "unit": pl.String,
    "per": pl.String,
    "affected_side": pl.String,
    "affected_actor": pl.String,
    "affected_name": pl.String,
    "affected_text": pl.String,
    "agent_side": pl.String,
    "agent_actor": pl.String,
    "agent_name": pl.String,
    "agent_text": pl.String,
    "speaker_side": pl.String,
    "speaker_actor": pl.String,
    "speaker_name": pl.String,
    "speaker_text": pl.String,
    "cue": pl.String,
    "chain": pl.String,
    "place_name": pl.String,
    "place_geonameid": pl.Int64,
    "place_lat": pl.Float64,
    "place_lon": pl.Float64,
    "place_precision": pl.Int64,
    "place_text": pl.String,
    "period_start": pl.String,
    "period_end": pl.String,
    "period_precision": pl.Int64,
    "period_text": pl.String,
    "period_cumulative": pl.Boolean,
    "certainty": pl.String,
    "polarity": pl.String,
    "verification": pl.String,
    "confidence": pl.Float64,
    "reader": pl.String,
    "question": pl.String,
    "repeats": pl.String,
    "sentence_start": pl.Int64,
    "sentence_end": pl.Int64,
    "sentence": pl.String,
}

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FORMULA = re.compile("[=+\\-@＝＋－＠]")  # a spreadsheet runs a cell that begins so, in full width too


def cell(text: str | None) -> str | None:
    """`text` in one line: blanks and control characters run together to one space, lone surrogates made U+FFFD."""
    return _SURROGATES.sub("\ufffd", _BLANK.sub(" ", text).strip()) if text is not None else None


def disarmed(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: with an apostrophe before it if it looks like one."""
    return f"'{text}" if _FORMULA.match(text) else text


def row(claim: Claim, document: Document) -> dict[str, Cell]:
    """The claim as a row, with what is known of its document and the words of its sentence."""
    quantity: Quantity | None = claim.quantity
    place, period, published = claim.place, claim.period, document.published
    speaker = claim.source[-1] if claim.source else None
    start, end = claim.sentence
    cells: dict[str, Cell] = {
        "doc": claim.doc,
        "id": claim.id,
        "published": published.day.isoformat() if published.day else None,
        "published_precision": str(published.precision),
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "start": claim.start,
        "end": claim.end,
        "text": document.text[claim.start : claim.end],
        "kind": claim.kind,
        "low": _finite(quantity.low) if quantity else None,
        "high": _finite(quantity.high) if quantity else None,
        "approx": quantity.approx if quantity else None,
        "unit": quantity.unit if quantity else None,
        "per": quantity.per if quantity else None,
        **_party("affected", claim.affected),
        **_party("agent", claim.agent),
        "speaker_side": speaker.side if speaker else None,
        "speaker_actor": speaker.actor if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_text": speaker.text if speaker else None,
        "cue": speaker.cue.text if speaker and speaker.cue else None,
        "chain": " > ".join(link.name or link.text for link in claim.source[:-1]) or None,
        "place_name": place.name if place else None,
        "place_geonameid": place.geonameid if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "place_text": place.text if place else None,
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
        "sentence_start": start,
        "sentence_end": end,
        "sentence": document.text[start:end],
    }
    return {name: cell(value) if isinstance(value, str) else value for name, value in cells.items()}


def write_csv(cells: Iterable[dict[str, Cell]], out: BinaryIO) -> int:
    """Write comma-separated values (UTF-8, one header line); returns how many rows."""
    out.write(",".join(COLUMNS).encode() + b"\n")
    number = 0
    for each in cells:
        out.write(",".join(csv_cell(each[name]) for name in COLUMNS).encode() + b"\n")
        number += 1
    return number


def write_parquet(cells: Iterable[dict[str, Cell]], out: BinaryIO) -> int:
    """Write Parquet with the types of COLUMNS; returns how many rows."""
    frame = pl.DataFrame(list(cells), schema=COLUMNS, orient="row")
    buffer = io.BytesIO()  # polars wants a real file or this
    frame.write_parquet(buffer)
    out.write(buffer.getbuffer())
    return frame.height


def _finite(number: float | None) -> float | None:
    # Always with a decimal point: a reader that guesses types from the first rows must not guess whole numbers.
    return float(number) if number is not None and math.isfinite(number) else None


def csv_cell(value: Cell) -> str:
    """A cell as CSV has it: text in quotes and disarmed, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + disarmed(value).replace('"', '""') + '"'
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _party(role: str, party: Party | None) -> dict[str, Cell]:
    return {
        f"{role}_side": party.side if party else None,
        f"{role}_actor": party.actor if party else None,
        f"{role}_name": party.name if party else None,
        f"{role}_text": party.text if party else None,
    }
