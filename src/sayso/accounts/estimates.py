"""What a question comes to: low, best and high as in UCDP GED, by the rule `careful`. By docs/accounts.md, "Estimate".

UCDP's low is the least that reliable reports agree on, its high the most that can be ruled out least (Sundberg and
Melander 2013); here reliability goes by whose interest the figure is in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from statistics import median

from sayso.accounts.measures import Figure, committed
from sayso.accounts.values import Estimate, Flag, Origin

RULE = "careful"
_RANK = {Flag.ADMISSION: 0, Flag.THIRD_PARTY: 1, Flag.OWN_VOICE: 1, Flag.INTERESTED: 2}
_WORDS = (("an admission", "admissions"), ("an outsider", "outsiders"), ("an interested party", "interested parties"))


def estimate(origins: Sequence[Origin], gone: Collection[str] = ()) -> Estimate:
    """The estimate from these origins; those whose ids are in `gone` have been updated and count for nothing."""
    ranked: dict[int, list[Origin]] = {}
    for origin in origins:
        if not origin.denied and origin.id not in gone and _bound(origin) is not None:
            ranked.setdefault(_RANK[origin.flag], []).append(origin)
    if not ranked:
        return Estimate(None, None, None, RULE, "Nobody asserts a figure.")
    present = sorted(ranked)
    top = ranked[present[0]]
    considered = [origin for rank in present[:2] for origin in ranked[rank]]
    best = median(bound for origin in top if (bound := _bound(origin)) is not None)
    bounds = [b for origin in considered for b in (origin.low, origin.high) if b is not None]
    low = None if any(origin.low is None for origin in top) else min(bounds)
    high = None if any(origin.high is None for origin in top) else max(bounds)
    return Estimate(low, best, high, RULE, _how(present, ranked, low, high))


def _bound(origin: Origin) -> float | None:
    return committed(Figure(origin.low, origin.high, origin.approx))


def _how(present: Sequence[int], ranked: dict[int, list[Origin]], low: float | None, high: float | None) -> str:
    def some(rank: int) -> str:
        one, several = _WORDS[rank]
        number = len(ranked[rank])
        return one if number == 1 else f"{number} {several}"

    first = some(present[0])
    words = f"Best is what {first} gives" if len(ranked[present[0]]) == 1 else f"Best is the median of {first}"
    if len(present) > 1:
        words += f"; low and high also take in {some(present[1])}"
    if len(present) > 2:
        words += f", and leave out {some(present[2])}"
    open_ends = [name for name, bound in (("low", low), ("high", high)) if bound is None]
    if open_ends:
        words += f"; {' and '.join(open_ends)} stays open, since the figure is given without that bound"
    return words + "."
