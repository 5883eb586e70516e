"""What a figure measures, so that figures of one measure can be set side by side whatever their words and units.

Lengths come to km, areas to km2, rates to a day. Ground that one side gains is ground that the other loses, so both
are the measure `ground`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.accounts.standing import Standing
from sayso.reading.claim import Claim, Quantity

_UNITS = {"m": ("km", 0.001), "m2": ("km2", 1e-6), "ha": ("km2", 0.01)}
_DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_WIDER = {"killed": "casualties", "wounded": "casualties"}
_LESS, _MORE = 0.9, 1.1  # how far "some" reaches
_GROUND = ("advance", "retreat")
_OF_GROUND = ("km", "km2", "place")  # an advance or retreat in these is of ground, in others of people or arms


@dataclass(frozen=True, slots=True)
class Measure:
    """`kind` as compared (`ground` for advance and retreat), metric `unit`, whether it is a `rate`; `thing` is the sort
    of thing that is counted where the unit leaves it open ("tank" of `vehicle`), None where no word says."""

    kind: str
    unit: str
    rate: bool
    thing: str | None = None

    @property
    def family(self) -> str:
        """What figures that can be part of one another have in common: kind and unit without their finer parts."""
        return f"{_WIDER.get(self.kind, self.kind)} {self.unit}{' a day' if self.rate else ''}"

    @property
    def wider(self) -> tuple[Measure, ...]:
        """The measures that this one is a part of."""
        found = []
        if self.thing is not None:
            found.append(Measure(self.kind, self.unit, self.rate))
        if self.kind in _WIDER:
            found.append(Measure(_WIDER[self.kind], self.unit, self.rate, self.thing))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """The interval that the words commit to, in the measure's unit (a rate: per day); None is open."""

    low: float | None
    high: float | None
    approx: bool


def measure_of(claim: Claim, thing: str | None = None, *, lost: bool = False) -> Measure:
    """What a claim measures; `thing` is the sort of thing counted, where words say it. People who are `lost` with
    ground are casualties: they were not driven out."""
    quantity = claim.quantity
    unit, _ = _UNITS.get(quantity.unit, (quantity.unit, 1.0))
    ground = claim.kind in _GROUND and unit in _OF_GROUND
    kind = "casualties" if lost and claim.kind == "retreat" and unit == "person" else claim.kind
    return Measure("ground" if ground else kind, unit, quantity.per is not None, thing)


def figure_of(quantity: Quantity) -> Figure:
    """The interval in the unit in which it is compared."""
    _, factor = _UNITS.get(quantity.unit, (quantity.unit, 1.0))
    if quantity.per is not None:
        factor /= _DAYS.get(quantity.per, 1.0)

    def scaled(bound: float | None) -> float | None:
        return None if bound is None else round(bound * factor, 9)

    return Figure(scaled(quantity.low), scaled(quantity.high), quantity.approx)


def compare(a: Measure, b: Measure) -> Standing:
    """How two measures stand to each other."""
    if (a.unit, a.rate) != (b.unit, b.rate):
        return Standing.DISJOINT
    if a.kind == b.kind:
        kind = Standing.EQUAL
    elif _WIDER.get(a.kind) == b.kind:
        kind = Standing.INSIDE
    elif _WIDER.get(b.kind) == a.kind:
        kind = Standing.AROUND
    else:
        return Standing.DISJOINT
    if a.thing == b.thing:
        return kind
    if a.thing is not None and b.thing is not None:
        return Standing.DISJOINT
    thing = Standing.INSIDE if b.thing is None else Standing.AROUND
    return thing if kind in (Standing.EQUAL, thing) else Standing.DISJOINT


def overlap(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be right: a figure marked as approximate reaches a tenth further on both sides."""
    low_a, high_a = _reach(a)
    low_b, high_b = _reach(b)
    return low_a <= high_b and low_b <= high_a


def rejects(denied: Figure, other: Figure) -> bool:
    """Whether a figure that is denied is what `other` gives: the same, or a closed interval that overlaps it."""
    closed = other.low is not None and other.high is not None
    return same_bound(denied, other) or (closed and overlap(denied, other))


def alike(a: Figure, b: Figure) -> bool:
    """Whether two figures can be one and the same put otherwise: "hundreds" and 350, but not "at most 25" and 2.

    An open figure is taken to mean a number within a factor of two of its bound.
    """
    return overlap(_closed(a), _closed(b))


def _closed(figure: Figure) -> Figure:
    low = figure.low if figure.low is not None or figure.high is None else figure.high / 2
    high = figure.high if figure.high is not None or figure.low is None else figure.low * 2
    return Figure(low, high, figure.approx)


def exceeds(part: Figure, whole: Figure) -> bool:
    """Whether `part` must be larger than `whole`, so that it can't be a part of it."""
    return _reach(part)[0] > _reach(whole)[1]


def same_bound(a: Figure, b: Figure) -> bool:
    """Whether both commit to one and the same bound: "7" and "at least 7", "500" and "some 500"."""
    return (a.low is not None and a.low == b.low) or (a.high is not None and a.high == b.high)


def committed(figure: Figure) -> float | None:
    """The number that a figure stands for: a closed interval's middle, an open one's bound; None where it has none."""
    if figure.low is None or figure.high is None:
        return figure.low if figure.high is None else figure.high
    return (figure.low + figure.high) / 2


def _reach(figure: Figure) -> tuple[float, float]:
    """How far a figure reaches: one that is approximate and open ("nearly 900") lies within a tenth of its bound."""
    low, high = figure.low, figure.high
    if figure.approx and (low is None) != (high is None):
        return (low, low * _MORE) if low is not None else ((high or 0.0) * _LESS, high or 0.0)
    least = float("-inf") if low is None else low * (_LESS if figure.approx else 1)
    most = float("inf") if high is None else high * (_MORE if figure.approx else 1)
    return least, most
