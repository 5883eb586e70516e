"""A question as bars, in hundredths of the chart's width: one an origin, and the estimate across them all."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

from sayso.accounts.values import Question
from sayso.showing import wording

ORIGINS = 60  # that are drawn; the page lists the others below
LEAST = 1e-9  # what is smaller is no figure; dividing it may leave nothing


def intervals(question: Question) -> dict[str, Any]:
    """One bar an origin, in hundredths of the chart's width, by side; the estimate across them all."""
    estimate = question.estimate
    bounds = [b for o in question.origins for b in (o.low, o.high) if b is not None]
    bounds += [b for b in (estimate.low, estimate.best, estimate.high) if b is not None]
    if not bounds:
        return {"bars": [], "ticks": [], "band": None}
    least, most = min(bounds), max(bounds)
    logarithmic = least > 0 and most / least > 50
    if logarithmic:
        low, high = log10(least) - 0.15, log10(most) + 0.15

        def at(value: float) -> float:
            return round(100 * (log10(value) - low) / (high - low), 2)
    else:
        low, high = (0.0 if least >= 0 else least * 1.1), most * 1.08 or 1.0

        def at(value: float) -> float:
            return round(100 * (value - low) / (high - low), 2)

    bars = []
    for origin in question.origins[:ORIGINS]:
        left = at(origin.low) if origin.low is not None else 0.0
        right = at(origin.high) if origin.high is not None else 100.0
        bars.append(
            {
                "speaker": origin.speaker,
                "side": origin.side,
                "flag": wording.FLAGS[origin.flag],
                "reports": len(origin.claims),
                "figure": wording.interval(origin.low, origin.high, approx=origin.approx),
                "denied": origin.denied,
                "left": left,
                "width": round(max(right - left, 0.0), 2),
                "open_low": origin.low is None,
                "open_high": origin.high is None,
                "claim": origin.claims[0] if origin.claims else None,
            }
        )
    band = None
    if estimate.best is not None:
        left = at(estimate.low) if estimate.low is not None else 0.0
        right = at(estimate.high) if estimate.high is not None else 100.0
        band = {"left": left, "width": round(right - left, 2), "best": at(estimate.best)}
    return {
        "bars": bars,
        "band": band,
        "log": logarithmic,
        "left_out": max(0, len(question.origins) - ORIGINS),
        "ticks": [{"at": at(v), "label": wording.number(v)} for v in _round_values(least, most, logarithmic)],
    }


def _round_values(least: float, most: float, logarithmic: bool) -> list[float]:
    if logarithmic:
        first, last = ceil(log10(least) - 0.1), floor(log10(most) + 0.1)
        return [10.0**n for n in range(first, last + 1, max(1, -(-(last - first) // 8)))]
    step = 10 ** floor(log10(most / 3)) if most > LEAST else 1.0
    step = next(step * n for n in (1, 2, 5, 10) if most / (step * n) <= 5)
    return [step * n for n in range(0, int(most / step) + 1)]
