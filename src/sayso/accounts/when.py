"""When a figure is about: days, a running total, or the days just before it was said. Days are counted as ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sayso.accounts.containments import containments
from sayso.accounts.standing import Standing
from sayso.reading.claim import Period

FORTNIGHT = 14  # days: what an undated claim is about, up to its publication
INCIDENT = 21  # days: so long may the toll of one incident be counted on
_SLACK = 1  # days: "the week to 12 March" is counted from the fifth or the sixth
SAME_START = 3  # days: "since 7 October", "since the start of the war"


@dataclass(frozen=True, slots=True)
class When:
    """`start`, `end`: first and last day (inclusive), None where not given. `total`: a running total, counted from
    `start` (None: from the beginning). `said`: first and last possible day of publication. `span`: about some span of
    days that is not known. `before`: about the time before the war. `incident`: about one event, whenever it was.
    `night`: its two days are one night."""

    start: int | None = None
    end: int | None = None
    total: bool = False
    said: tuple[int, int] | None = None
    span: bool = False
    before: bool = False
    incident: bool = False
    night: bool = False

    @property
    def dated(self) -> bool:
        """Whether its days are known."""
        return self.start is not None and self.end is not None and not self.total and not self.before

    @property
    def counted_to(self) -> int | None:
        """The day to which a running total is counted."""
        return self.end if self.end is not None else self.said[1] if self.said else None

    @property
    def window(self) -> tuple[int, int] | None:
        """The days that it can be about: its own, or the fortnight to its publication."""
        if self.dated and self.start is not None and self.end is not None:
            return self.start, self.end
        return (self.said[0] - FORTNIGHT, self.said[1]) if self.said else None


def when(
    period: Period | None,
    said: tuple[str, str] | None,
    *,
    total: bool = False,
    span: bool = False,
    before: bool = False,
    incident: bool = False,
    night: bool = False,
) -> When:
    """When a claim is about. `period` and `said` as the claim and its document have them (ISO days)."""
    published = (ordinal(said[0]), ordinal(said[1])) if said else None
    if before:
        return When(said=published, before=True)
    if period is None or (period.start is None and period.end is None):
        return When(None, None, total or bool(period and period.cumulative), published, span, incident=incident)
    start = ordinal(period.start) if period.start else None
    end = ordinal(period.end) if period.end else None
    cumulative = period.cumulative or total
    if not cumulative:
        start, end = (start if start is not None else end), (end if end is not None else start)
    elif start is not None and start == end:
        cumulative, incident = False, True  # a toll that is counted on, of what happened on one day
    return When(start, end, cumulative, published, incident=incident, night=night)


def ordinal(day: str) -> int:
    """The number of an ISO day."""
    return date.fromisoformat(day).toordinal()


def compare(a: When, b: When) -> Standing:
    """How the times of two figures stand to each other."""
    if a.before or b.before:
        return Standing.EQUAL if a.before and b.before else Standing.DISJOINT
    if a.total and b.total:
        return _totals(a, b)
    if a.total:
        return _in_total(b, a).flipped
    if b.total:
        return _in_total(a, b)
    if a.dated and b.dated:
        return _days(a, b)
    if a.dated or b.dated:
        return _undated(a, b) if a.dated else _undated(b, a).flipped
    return _both_undated(a, b)


def _totals(a: When, b: When) -> Standing:
    if same_start(a.start, b.start):
        return Standing.EQUAL
    return Standing.INSIDE if counted_from(a.start) > counted_from(b.start) else Standing.AROUND


def same_start(a: int | None, b: int | None) -> bool:
    """Whether two running totals count from the same day."""
    return a == b or abs(counted_from(a) - counted_from(b)) <= SAME_START


@lru_cache(maxsize=1 << 16)
def counted_from(start: int | None) -> int:
    """The first day of a running total; one without a start, or since the war began, counts from the beginning."""
    if start is None or any(abs(start - beginning) <= SAME_START for beginning in _beginnings()):
        return 0
    return start


@cache
def _beginnings() -> tuple[int, ...]:
    return tuple(day.toordinal() for day in containments()["beginnings"]["days"])


def _in_total(part: When, total: When) -> Standing:
    """How days stand to a running total."""
    days, end = part.window, total.counted_to
    if part.dated and days is not None and same_count(days, total):
        return Standing.EQUAL
    if part.dated and days is not None and total.start is not None and end is not None:
        return _days(part, When(total.start, end))
    if days is None or end is None or part.span:
        # What one text tells with a running total happened before that was counted.
        return Standing.INSIDE if part.said == total.said and part.said and not part.dated else Standing.UNKNOWN
    first, last = days
    if first > end or (total.start is not None and last < total.start):
        return Standing.DISJOINT
    if last <= end and (total.start is None or first >= total.start):
        return Standing.INSIDE
    return Standing.OVERLAPPING if part.dated else Standing.UNKNOWN


def same_count(days: tuple[int, int], total: When) -> bool:
    """Whether a running total counts just these days; or an incident's toll, from those on."""
    first, last = days
    start, end = total.start, total.counted_to
    if start is None or end is None:
        return False
    if same_days(days, (start, end)):
        return True
    return total.incident and last - first <= 1 and first <= start <= last and end - start <= INCIDENT


def same_days(a: tuple[int, int], b: tuple[int, int], night: bool = False) -> bool:
    """Whether two spans are the same days; a `night` is the same as either of its two days."""
    if a == b:
        return True
    long_a, long_b = a[1] - a[0], b[1] - b[0]
    if night and min(long_a, long_b) == 0 and max(long_a, long_b) == 1:
        return a[0] <= b[0] and b[1] <= a[1] if long_a else b[0] <= a[0] and a[1] <= b[1]
    return min(long_a, long_b) >= 4 and abs(a[0] - b[0]) <= _SLACK and abs(a[1] - b[1]) <= _SLACK


def _days(a: When, b: When) -> Standing:
    one, other = a.window, b.window
    if one is None or other is None:
        return Standing.UNKNOWN
    if same_days(one, other, a.night or b.night):
        return Standing.EQUAL
    if one[1] < other[0] or other[1] < one[0]:
        return Standing.DISJOINT
    if one[0] >= other[0] and one[1] <= other[1]:
        return Standing.INSIDE
    if other[0] >= one[0] and other[1] <= one[1]:
        return Standing.AROUND
    return Standing.OVERLAPPING


def _undated(dated: When, undated: When) -> Standing:
    """How known days and the fortnight to a publication stand: `dated` to `undated`."""
    days, around = dated.window, undated.window
    if around is None or days is None:
        return Standing.UNKNOWN
    if days[0] <= around[0] and around[1] <= days[1] and not undated.span:
        return Standing.AROUND
    return Standing.DISJOINT if days[1] < around[0] or days[0] > around[1] else Standing.UNKNOWN


def _both_undated(a: When, b: When) -> Standing:
    if a.said is None or b.said is None:
        return Standing.UNKNOWN
    nearest = max(a.said[0] - b.said[1], b.said[0] - a.said[1], 0)
    farthest = max(a.said[1] - b.said[0], b.said[1] - a.said[0])
    if nearest > FORTNIGHT:
        return Standing.DISJOINT
    return Standing.EQUAL if farthest <= FORTNIGHT and not a.span and not b.span else Standing.UNKNOWN
