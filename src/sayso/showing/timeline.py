"""The timeline as shapes: one lane a side, with the day that claims are about above its line and that they were said
below it, and a bar for each period where there is room for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sayso.ledger.counting import NO_ONE

WIDTH = 1000.0  # of the drawing, in its own units
UP, DOWN, BAR, ROWS = 30.0, 16.0, 5.0, 6  # heights of the two clocks and of a bar; rows of bars
BINS = 100
LANES = 6
Days = Sequence[tuple[str | None, str, int]]


def timeline(
    happened: Days,
    said: Days,
    periods: Sequence[tuple[str | None, str, str, int, int]],
    since: str | None,
    until: str | None,
) -> dict[str, Any] | None:
    """What to draw; None if no claim has a day. Days far from all others are counted in `before` and `after`."""
    every = [(day, n) for _, on, n in [*happened, *said] if (day := _day(on)) is not None]
    if not every:
        return None
    first, last = _range(every, _day(since), _day(until))
    length = (last - first).days + 1
    step = max(1, -(-length // BINS))
    scale = WIDTH / length
    sides = Counter[str]()
    for side, _, n in happened:
        sides[side or NO_ONE] += n
    for side, _, _ in said:
        sides[side or NO_ONE] += 0
    lanes = [side for side, _ in sides.most_common(LANES)]
    above, below = _bins(happened, first, last, step), _bins(said, first, last, step)
    most = max([n for side in lanes for n in above[side].values()] + [1])
    most_said = max([n for side in lanes for n in below[side].values()] + [1])
    drawn, top = [], 0.0
    for side in lanes:
        bars = _bars([p for p in periods if (p[0] or NO_ONE) == side], first, last, scale)
        rows = max((bar["row"] for bar in bars), default=-1) + 1
        height = UP + DOWN + 8 + rows * (BAR + 2)
        drawn.append(
            {
                "side": side,
                "claims": sides[side],
                "top": round(top, 1),
                "line": round(top + UP + 4, 1),
                "height": height,
                "happened": _columns(above[side], step, scale, UP / most**0.5, first),
                "said": _columns(below[side], step, scale, DOWN / most_said**0.5, first),
                "bars": [bar | {"y": round(top + UP + DOWN + 8 + bar["row"] * (BAR + 2), 1)} for bar in bars],
            }
        )
        top += height + 10
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "days": length,
        "step": step,
        "lanes": drawn,
        "height": round(top, 1),
        "ticks": _ticks(first, last, scale),
        "others": max(0, len(sides) - LANES),
        "before": sum(n for _, on, n in happened if (d := _day(on)) and d < first),
        "after": sum(n for _, on, n in happened if (d := _day(on)) and d > last),
    }


def _range(every: Sequence[tuple[date, int]], since: date | None, until: date | None) -> tuple[date, date]:
    """From the first to the last day, without the outermost two in a thousand where they lie far away."""
    ordered = sorted(every)
    total, seen = sum(n for _, n in ordered), 0
    low, high = ordered[0][0], ordered[-1][0]
    inner = []
    for day, n in ordered:
        seen += n
        if total * 0.002 <= seen <= total * 0.998 + n:
            inner.append(day)
    if inner and (high - low).days > 2 * (inner[-1] - inner[0]).days + 60:
        low, high = inner[0], inner[-1]
    first, last = max(since or low, date(1800, 1, 1)), min(until or high, date(2200, 1, 1))
    last = max(last, first)
    if (last - first).days < 6:
        first, last = first - timedelta(days=3), last + timedelta(days=3)
    return first, last


def _bins(days: Days, first: date, last: date, step: int) -> Mapping[str, Counter[int]]:
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for side, on, n in days:
        day = _day(on)
        if day is not None and first <= day <= last:
            found[side or NO_ONE][(day - first).days // step] += n
    return found


def _columns(bins: Mapping[int, int], step: int, scale: float, tall: float, first: date) -> list[Any]:
    return [
        {
            "x": round(at * step * scale, 1),
            "width": round(max(step * scale - 0.6, 0.8), 1),
            "height": round(max(tall * n**0.5, 1.5), 1),
            "claims": n,
            "day": (first + timedelta(days=at * step)).isoformat(),
        }
        for at, n in sorted(bins.items())
    ]


def _bars(
    periods: Sequence[tuple[str | None, str, str, int, int]], first: date, last: date, scale: float
) -> list[dict[str, Any]]:
    """Bars in rows that don't overlap, the commonest periods first; none where there are too many to tell apart."""
    ends: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    found: list[dict[str, Any]] = []
    for _, begun, ended, precision, n in periods:
        start, end = _day(begun), _day(ended)
        if start is None or end is None or end < first or start > last:
            continue
        left = max((start - first).days, 0) * scale
        right = min((end - first).days + 1, (last - first).days + 1) * scale
        right = max(right, left + 4)
        row = next((r for r in range(ROWS) if all(right + 2 < a or left - 2 > b for a, b in ends[r])), None)
        if row is None:
            continue
        ends[row].append((left, right))
        found.append(
            {
                "x": round(left, 1),
                "width": round(right - left, 1),
                "row": row,
                "claims": n,
                "start": begun,
                "end": ended,
                "sure": precision in (1, 2),
            }
        )
    return found


def _ticks(first: date, last: date, scale: float) -> list[dict[str, Any]]:
    length = (last - first).days
    found = []
    if length > 4 * 365:
        every = max(1, length // 365 // 8)
        days = [(date(year, 1, 1), str(year)) for year in range(first.year, last.year + 2) if year % every == 0]
    elif length > 45:
        months = [(y, m) for y in range(first.year, last.year + 1) for m in range(1, 13)]
        every = next(n for n in (1, 2, 3, 6) if length / 30 / n <= 10 or n == 6)
        days = [(date(y, m, 1), f"{date(y, m, 1):%b %Y}") for y, m in months if (m - 1) % every == 0]
    else:
        every = max(1, length // 8)
        days = [(d := first + timedelta(days=n), f"{d.day} {d:%b}") for n in range(0, length + 1, every)]
    for day, label in days:
        if first <= day <= last:
            found.append({"x": round((day - first).days * scale, 1), "label": label})
    return found


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
