"""The cases of Recognizers-Text (MIT), which of them news prints, and what counts as right.

The cases aren't kept here: `../shared/eval/recognizers`, or the folder given. Those with an even number are the half
that sayso's tables were tuned on, the odd ones the other half.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared" / "eval" / "recognizers"
Days = tuple[date | None, date | None]  # first and last, None where open
Interval = tuple[float | None, float | None]

# What is no text that news prints, as rules over the text of a case and its expected values.
_NOTATION = {
    "exponents, powers and letters for scales (1,1^23, 12e+14, 10G)": re.compile(r"\^|\d[eE][+-]?\d|\d\s*[kKGTbM]\b"),
    "decimals without a whole (,08)": re.compile(r"(?:^|\s)[-+]?[,.]\d"),
    "addresses and telephone numbers": re.compile(r"\d+\.\d+\.\d+\.\d+|\+\d"),
    "fractions in words with a spaced dash or slash (vijf / achtste)": re.compile(r"[^\W\d] [-/] [^\W\d]"),
    "one out of a group, which news counts as one (een van de drie)": re.compile(r"(?:\w+ van de|\w+ out of) \w"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what should be found in it."""

    number: int
    text: str
    reference: datetime
    results: list[dict[str, Any]]

    @property
    def half(self) -> str:
        return "other" if self.number % 2 else "tuning"


def load(folder: Path, language: str, model: str) -> list[Case]:
    """The cases of a model ("NumberModel", …) for a language ("nl", "en")."""
    name = {"nl": "dutch", "en": "english"}[language]
    found = json.loads((folder / f"{name}-{model}.json").read_text(encoding="utf-8-sig"))
    return [Case(i, case["Input"], _reference(case.get("Context")), case["Results"]) for i, case in enumerate(found)]


def _reference(context: dict[str, str] | None) -> datetime:
    return datetime.fromisoformat((context or {}).get("ReferenceDateTime", "2016-11-07T00:00:00")[:19])


def not_news(case: Case) -> str | None:
    """The rule by which the text of a case is none that news prints, or None."""
    if any((result.get("Resolution") or {}).get("value", "").startswith("-") for result in case.results):
        return "values below zero"
    return next((why for why, pattern in _NOTATION.items() if pattern.search(case.text)), None)


def numbers(case: Case) -> list[float]:
    """The values of a case of NumberModel or PercentModel (percents as they are said)."""
    values = [result["Resolution"]["value"] or "null" for result in case.results if result.get("Resolution")]
    return [float(v.rstrip("%").replace(",", ".").replace("null", "nan")) for v in values]  # null: nothing is right


def intervals(case: Case) -> list[Interval]:
    """The ends of a case of NumberRangeModel; that they are open or closed is left out."""
    found = []
    for result in case.results:
        ends = re.fullmatch(r"[\[(](-?[\d.]*),(-?[\d.]*)[\])]", result["Resolution"]["value"])
        found.append((_number(ends[1]), _number(ends[2])) if ends else (math.nan, math.nan))  # one has no comma
    return found


def _number(text: str) -> float | None:
    return float(text) if text else None


def same(ours: list[float], theirs: list[float]) -> bool:
    """Whether the values are the same, in order."""
    return len(ours) == len(theirs) and all(
        abs(a - b) <= 1e-6 * max(1, abs(b)) for a, b in zip(ours, theirs, strict=True)
    )


def spans(case: Case) -> list[tuple[int, int]]:
    """Where the expressions of a case of DateTimeModel stand: first code point, and the one behind the last."""
    return [(result["Start"], result["End"] + 1) for result in case.results]


def days(result: dict[str, Any]) -> set[Days]:
    """The readings, in days, of an expected expression that is a date or a stretch of dates; else nothing.

    The specs end a stretch on the day behind it; an end that the text names is also counted as its last day.
    """
    found: set[Days] = set()
    for value in (result.get("Resolution") or {}).get("values", ()):
        if value.get("type") == "date" and (day := _day(value.get("value"))):
            found.add((day, day))
        elif value.get("type") == "daterange":
            first, end = _day(value.get("start")), _day(value.get("end"))
            if first or end:
                found |= {(first, end), (first, end - timedelta(1) if end else None)}
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
