"""Parts and their wholes: a figure that lies in another one, by what is measured, of whom, where or when.

The wholes of a question are looked up by all that may hold what it asks, not by comparing it with every other question.
Where very many could hold it (each day of a war lies in each of its running totals) the nearest in time stand for the
others, so that the relations grow with the claims and not with their square.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from sayso.accounts import measures, when, where, whom
from sayso.accounts.measures import Measure, exceeds
from sayso.accounts.questions import Group
from sayso.accounts.relations import MONTH, Pair, Standings
from sayso.accounts.speakers import same_voice
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement
from sayso.accounts.values import Origin, RelationKind
from sayso.accounts.when import counted_from
from sayso.accounts.where import Where
from sayso.accounts.whom import Whom

PAIRS = 100  # of a part's and a whole's claims: beyond it the origins' first reports stand for them
NEAREST = 4  # wholes of one measure, who and place, for one part
LOOKED = 30  # running totals that are looked through for those
_WITHIN = frozenset({Standing.EQUAL, Standing.INSIDE})
_DAYS = 30  # of one entry of the index

Key = tuple[Measure, Whom, str | None]


def across(groups: Sequence[Group], origins: Callable[[Group], Sequence[Origin]]) -> Iterator[tuple[Group, Pair]]:
    """The relations between parts and wholes of a block's questions, each pair once, with the question of the whole.

    `origins` gives a question's origins, by which a very large one is represented.
    """
    done: set[tuple[str, str]] = set()
    for group, pair in (*_in_texts(groups), *_in_wholes(groups, origins)):
        key = (pair.a.id, pair.b.id) if pair.a.id < pair.b.id else (pair.b.id, pair.a.id)
        if key not in done:
            done.add(key)
            yield group, pair


def _in_texts(groups: Sequence[Group]) -> Iterator[tuple[Group, Pair]]:
    """Parts and wholes that one text gives: what they leave open is the same for both."""
    by_text: dict[str, list[tuple[Statement, Group]]] = defaultdict(list)
    for group in groups:
        for statement in group.members:
            by_text[statement.doc].append((statement, group))
    for doc in sorted(by_text):
        for (a, group_a), (b, group_b) in combinations(by_text[doc], 2):
            if group_a is group_b:
                continue
            if (pair := part_of(a, b)) is not None:
                yield group_b, pair
            elif (pair := part_of(b, a)) is not None:
                yield group_a, pair


def _in_wholes(groups: Sequence[Group], origins: Callable[[Group], Sequence[Origin]]) -> Iterator[tuple[Group, Pair]]:
    index = _Wholes(groups)
    for part in groups:
        for whole in index.around(part):
            asked = _asked(part, whole)
            if asked is None:
                continue
            parts, wholes = part.members, whole.members
            if len(parts) * len(wholes) > PAIRS:
                parts, wholes = _leading(part, origins(part)), _leading(whole, origins(whole))
                wholes = _nearest(wholes, parts[0], max(PAIRS // len(parts), 1))
            for a in parts:
                for b in wholes:
                    if a.doc != b.doc and (pair := part_of(a, b, asked)) is not None:
                        yield whole, pair


def _asked(part: Group, whole: Group) -> tuple[Standing, Standing] | None:
    """How what two questions measure, and of whom, stands, for all their claims; None if that rules a part out."""
    found = measures.compare(part.bucket[0], whole.bucket[0]), whom.compare(part.bucket[1], whole.bucket[1])
    return found if all(each in _WITHIN for each in found) else None


def _leading(group: Group, origins: Sequence[Origin]) -> list[Statement]:
    """The first reports of the first origins."""
    by_id = {s.id: s for s in group.members}
    return [by_id[origin.claims[0]] for origin in origins][:PAIRS]


def _nearest(wholes: list[Statement], part: Statement, many: int) -> list[Statement]:
    """The `many` wholes that were said soonest after a part."""
    after = [w for w in wholes if w.order >= part.order]
    return after[:many] if len(after) >= many else wholes[-many:]


def part_of(a: Statement, b: Statement, asked: tuple[Standing, Standing] | None = None) -> Pair | None:
    """`part_of` where `a` is a part of `b`, `differs` where it should be one but is larger; None where it is none.

    `asked` is how their measures and people stand, where that is known already.
    """
    if a.denied or b.denied:
        return None
    said_so = a.subset_of == b.id
    measure, who = asked or (measures.compare(a.measure, b.measure), whom.compare(a.who, b.who))
    if not said_so and not (measure in _WITHIN and who in _WITHIN):
        return None
    met = Standings(measure, who, where.compare(a.where, b.where), when.compare(a.when, b.when))
    inside = met.where in _WITHIN and met.when in _WITHIN and Standing.INSIDE in met.all and not _outdated(b, a)
    if not (said_so or inside):
        return None
    if exceeds(a.figure, b.figure):
        if said_so or same_voice(a.speaker, b.speaker):
            return None
        x, y, levels = (a, b, met) if a.id < b.id else (b, a, met.flipped)
        return Pair(x, y, RelationKind.DIFFERS, levels, "part exceeds")
    return Pair(a, b, RelationKind.PART_OF, met, "said so" if said_so else "contained")


def _outdated(whole: Statement, part: Statement) -> bool:
    """Whether a whole that is counted on was read off too long before its part, or will have risen above it since."""
    if not (whole.when.total and part.when.total):
        return False
    end, later = whole.when.counted_to, part.when.counted_to
    if end is None or later is None:
        return True
    begun = part.when.start is not None and part.when.start > end
    return begun or later - end > MONTH or (later > end and exceeds(part.figure, whole.figure))


class _Wholes:
    """Finds the questions that may hold a question's claims: by measure, who and place, then by days."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._dated: dict[Key, dict[int, list[Group]]] = defaultdict(lambda: defaultdict(list))
        self._totals: dict[Key, list[tuple[int, int]]] = defaultdict(list)  # first day, number of the group
        self._groups = groups
        places: dict[str, Where] = {}
        asked: set[Whom] = set()
        for number, group in enumerate(groups):
            if group.bucket[2] is None or group.before:
                continue
            asked.add(group.bucket[1])
            for statement in group.members:
                place = statement.where
                if place is not None and (place.around or place.id not in places):
                    places[place.id] = place
            if group.total:
                self._totals[group.bucket].append((_first_day(group), number))
            if group.hull is not None:
                for month in range(group.hull[0] // _DAYS, group.hull[1] // _DAYS + 1):
                    self._dated[group.bucket][month].append(group)
        for totals in self._totals.values():
            totals.sort()
        self._who = {who: sorted((w for w in asked if _may_hold(w, who)), key=repr) for who in asked}
        self._where = _wider_places(places)

    def around(self, part: Group) -> list[Group]:
        """The questions that may hold some of a question's claims, in a fixed order, without itself."""
        measure, who, place = part.bucket
        extent = _extent(part)
        if place is None or part.before or extent is None:
            return []
        found: dict[int, Group] = {}
        for wider in _measures(measure):
            for whole in self._who.get(who, ()):
                for around in self._where.get(place, (place,)):
                    key = (wider, whole, around)
                    for group in (*self._counted(key, extent), *self._dated_near(key, extent, part)):
                        found[id(group)] = group
        found.pop(id(part), None)
        return sorted(found.values(), key=lambda g: g.members[0].order)

    def _counted(self, key: Key, extent: tuple[int, int]) -> list[Group]:
        """The running totals that began last before the first day, and were counted on after it."""
        totals = self._totals.get(key, [])
        stop = bisect_right(totals, (extent[0], len(self._groups)))
        near = (self._groups[number] for _, number in reversed(totals[max(0, stop - LOOKED) : stop]))
        return [group for group in near if _last_day(group) >= extent[0]][:NEAREST]

    def _dated_near(self, key: Key, extent: tuple[int, int], part: Group) -> list[Group]:
        months = self._dated.get(key)
        if months is None:
            return []
        near: dict[int, Group] = {}
        for month in {extent[0] // _DAYS, extent[1] // _DAYS}:
            for group in months.get(month, ()):
                if group is not part and group.hull is not None and _meet(group.hull, extent):
                    near[id(group)] = group
        if len(near) <= NEAREST:
            return list(near.values())

        def away(group: Group) -> tuple[int, tuple[str, str, int, str]]:
            hull = group.hull or extent
            return abs(hull[0] - extent[0]) + abs(hull[1] - extent[1]), group.members[0].order

        return sorted(near.values(), key=away)[:NEAREST]


def _first_day(group: Group) -> int:
    """The first day of a running total; 0 where it counts from the beginning."""
    return min((counted_from(start) for start in group.starts), default=0)


def _last_day(group: Group) -> int:
    return max((s.when.counted_to or 0 for s in group.members if s.when.total), default=0)


def _extent(group: Group) -> tuple[int, int] | None:
    """The days that a question is about, of a running total from its first day to its last count."""
    if not group.total:
        return group.hull
    return _first_day(group), _last_day(group)


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _measures(measure: Measure) -> Iterable[Measure]:
    """A measure and all that it is a part of."""
    found = [measure]
    for each in found:
        found += [wider for wider in each.wider if wider not in found]
    return found


def _may_hold(whole: Whom, part: Whom) -> bool:
    return whom.compare(part, whole) in (Standing.EQUAL, Standing.INSIDE)


def _wider_places(places: dict[str, Where]) -> dict[str, list[str]]:
    """For each place the places at hand that hold it or that are it, itself first."""
    cells: dict[tuple[int, int], list[Where]] = defaultdict(list)
    for place in places.values():
        if place.around and place.small and place.lat is not None and place.lon is not None:
            cells[int(place.lat * 2), int(place.lon * 2)].append(place)
    found = {}
    for id, place in places.items():
        wider = [id, *(c for c in place.chain if c in places)]
        if place.small and place.lat is not None and place.lon is not None:
            row, column = int(place.lat * 2), int(place.lon * 2)
            near = [w for r in (-1, 0, 1) for c in (-1, 0, 1) for w in cells.get((row + r, column + c), ())]
            wider += sorted(w.id for w in near if w.id != id and where.in_surroundings(place, w))
        found[id] = wider
    return found
