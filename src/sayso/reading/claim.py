"""What reading makes: claims, and quantities that were seen but not coded.

A claim is one statement by one source. It is immutable; a reviewer's correction is another row in the ledger. The
fields are those of the ledger's JSON Lines (see docs/ledger-format.md); offsets count code points of the document's
text, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["stated", "hedged"]
Polarity = Literal["asserted", "denied"]
Verification = Literal["unverified", "confirmed"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document's text: `text == document.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """The interval that the words commit to, in `unit` (metric), per `per` (day, week, month) where it is a rate.

    `low`/`high` of None is unbounded: "zeker 200" is 200..None.
    """

    text: str
    low: float | None
    high: float | None
    approx: bool
    unit: str
    per: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a figure happened to, or who did it. `side` may join several with `+`; `text` may be empty if inferred."""

    side: str | None
    actor: str | None
    name: str | None
    text: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of a source chain: the mention, what it refers to, and the words that make it a source."""

    text: str
    start: int
    end: int
    actor: str | None
    name: str | None
    side: str | None
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry; `precision` is UCDP's where_prec, 1 (exact) to 7 (international)."""

    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    precision: int
    text: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (ISO) that a figure covers; `precision` is UCDP's date_prec, 1 (day) to 5 (year or more)."""

    start: str | None
    end: str | None
    precision: int
    text: str
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Why a slot holds what it holds: the rule's name and the words it saw (None where it saw an absence)."""

    slot: str
    rule: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that one source gives; `source` runs from the outermost link to the innermost speaker."""

    doc: str
    id: str
    start: int
    end: int
    sentence: tuple[int, int]
    kind: str
    quantity: Quantity
    affected: Party | None
    agent: Party | None
    source: tuple[Speaker, ...]
    place: Place | None
    period: Period | None
    certainty: Certainty
    polarity: Polarity
    verification: Verification | None
    confidence: float
    reader: str
    question: str | None = None
    repeats: str | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A quantity that was seen but made no claim, and why: nothing that was read vanishes."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one document gave."""

    claims: tuple[Claim, ...]
    uncoded: tuple[Uncoded, ...]
    sentences: int
    problems: tuple[str, ...] = ()
