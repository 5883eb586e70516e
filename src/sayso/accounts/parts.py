"""Parts and their wholes: a figure that lies in another one, by what is measured, of whom, where or when.

The wholes of a question are looked up by all that may hold what it asks, not by comparing it with every other question.
Where very many could hold it (each day of a war lies in each of its running totals) the nearest in time stand for the
others, so that the relations grow with the claims and not with their square.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sayso.accounts import measures, when, where, whom
from sayso.accounts.measures import Measure, exceeds
from sayso.accounts.questions import Bucket, Group
from sayso.accounts.relations import MONTH, Pair, Standings, standings
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


Origins = Callable[[Group], Sequence[Origin]]


def across(
    groups: Sequence[Group], origins: Origins, wholes: Mapping[Group, Sequence[Group]] | None = None
) -> Iterator[tuple[Group, Pair]]:
    """The relations between parts and wholes of a block's questions, each pair once, with the question of the whole.

    `origins` gives a question's origins, by which a very large one is represented; `wholes` those questions whose
    relations are wanted, each with those that `Wholes` finds it around, where not all are.
    """
    if wholes is None:
        index = Wholes(groups)
        found = [*_in_texts(groups), *_in_wholes(((part, index.around(part)) for part in groups), origins)]
    else:
        near = {doc for whole in wholes for doc in whole.texts}
        some = [group for group in groups if not near.isdisjoint(group.texts)]
        found = [pair for pair in _in_texts(some, near) if pair[0] in wholes]
        found += _in_wholes(((part, [whole]) for whole, of in wholes.items() for part in of), origins)
    done: set[tuple[str, str]] = set()
    for group, pair in found:
        key = (pair.a.id, pair.b.id) if pair.a.id < pair.b.id else (pair.b.id, pair.a.id)
        if key not in done:
            done.add(key)
            yield group, pair


def _in_texts(groups: Sequence[Group], texts: Collection[str] | None = None) -> Iterator[tuple[Group, Pair]]:
    """Parts and wholes that one text gives, of some `texts` only: what they leave open is the same for both."""
    by_text: dict[str, list[tuple[Statement, Group]]] = defaultdict(list)
    for group in groups:
        for statement in group.members:
            if texts is None or statement.doc in texts:
                by_text[statement.doc].append((statement, group))
    for doc in sorted(by_text):
        for (a, group_a), (b, group_b) in combinations(by_text[doc], 2):
            if group_a is group_b:
                continue
            if (pair := part_of(a, b)) is not None:
                yield group_b, pair
            elif (pair := part_of(b, a)) is not None:
                yield group_a, pair


def _in_wholes(around: Iterable[tuple[Group, Sequence[Group]]], origins: Origins) -> Iterator[tuple[Group, Pair]]:
    for part, wholes_of in around:
        for whole in wholes_of:
            asked = _asked(part, whole)
            if asked is None:
                continue
            parts, wholes = part.members, whole.members
            if len(parts) * len(wholes) > PAIRS:
                parts, wholes = _leading(part, origins(part)), _leading(whole, origins(whole))
                wholes = _nearest(wholes, parts[0], max(PAIRS // len(parts), 1))
            for a in parts:
                some = a.subset_of is not None and any(s.id == a.subset_of for s in whole.members)
                for b in wholes:
                    if a.doc != b.doc and (pair := part_of(a, b, asked, some=some)) is not None:
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


def part_of(
    a: Statement, b: Statement, asked: tuple[Standing, Standing] | None = None, *, some: bool = False
) -> Pair | None:
    """`part_of` where `a` is a part of `b`, `differs` where it should be one but is larger; None where it is none.

    `asked` is how their measures and people stand, where that is known already; `some` whether `a` counts some of
    those whom the question of `b` is about, so that what it leaves open needs no saying.
    """
    if a.denied or b.denied:
        return None
    said_so = a.subset_of == b.id
    met = _met(a, b, asked, _WITHIN | {Standing.UNKNOWN} if some else _WITHIN) if not said_so else standings(a, b)
    if met is None:
        return None
    if exceeds(a.figure, b.figure):
        if said_so or Standing.UNKNOWN in met.all or same_voice(a.speaker, b.speaker):
            return None
        x, y, levels = (a, b, met) if a.id < b.id else (b, a, met.flipped)
        return Pair(x, y, RelationKind.DIFFERS, levels, "part exceeds")
    return Pair(a, b, RelationKind.PART_OF, met, "said so" if said_so else "contained")


def _met(
    a: Statement, b: Statement, asked: tuple[Standing, Standing] | None, within: frozenset[Standing]
) -> Standings | None:
    """How `a` stands to `b` if it lies in it, where and when it may stand `within`; None as soon as one respect says
    that it doesn't."""
    measure = asked[0] if asked else measures.compare(a.measure, b.measure)
    if measure not in _WITHIN:
        return None
    who = asked[1] if asked else whom.compare(a.who, b.who)
    if who not in _WITHIN:
        return None
    time = when.compare(a.when, b.when)
    if time not in within:
        return None
    place = where.compare(a.where, b.where)
    if place not in within or Standing.INSIDE not in (measure, who, place, time) or _outdated(b, a):
        return None
    return Standings(measure, who, place, time)


def _outdated(whole: Statement, part: Statement) -> bool:
    """Whether a whole that is counted on was read off too long before its part, or will have risen above it since."""
    if not (whole.when.total and part.when.total):
        return False
    end, later = whole.when.counted_to, part.when.counted_to
    if end is None or later is None:
        return True
    begun = part.when.start is not None and part.when.start > end
    return begun or later - end > MONTH or (later > end and exceeds(part.figure, whole.figure))


class _Shelf:
    """The questions of one measure, who and place: by month, and the running totals by their first day."""

    def __init__(self) -> None:
        self._months: dict[int, list[Group]] = defaultdict(list)
        self._totals: list[tuple[int, int, int, Group]] = []  # first day, number of the group, last day

    def put(self, group: Group, number: int) -> None:
        """Put a question in; `number` is its place among all."""
        if group.total:
            insort(self._totals, (_first_day(group), number, _last_day(group), group))
        if group.hull is not None:
            for month in range(group.hull[0] // _DAYS, group.hull[1] // _DAYS + 1):
                self._months[month].append(group)

    def counted(self, extent: tuple[int, int]) -> list[Group]:
        """The running totals that began last before the first day, and were counted on after it."""
        stop = bisect_right(self._totals, extent[0], key=_first)
        near = reversed(self._totals[max(0, stop - LOOKED) : stop])
        return [group for _, _, last, group in near if last >= extent[0]][:NEAREST]

    def dated(self, extent: tuple[int, int], part: Group) -> list[Group]:
        """The questions whose days meet those of `part`, the nearest of many."""
        near: dict[int, Group] = {}
        for month in {extent[0] // _DAYS, extent[1] // _DAYS}:
            for group in self._months.get(month, ()):
                if group is not part and group.hull is not None and _meet(group.hull, extent):
                    near[id(group)] = group
        if len(near) <= NEAREST:
            return list(near.values())

        def away(group: Group) -> tuple[int, tuple[str, str, int, str]]:
            hull = group.hull or extent
            return abs(hull[0] - extent[0]) + abs(hull[1] - extent[1]), group.members[0].order

        return sorted(near.values(), key=away)[:NEAREST]


class Wholes:
    """Finds the questions that may hold a question's claims: by measure, who and place, then by days."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._shelves: dict[Measure, dict[Whom, dict[str, _Shelf]]] = {}
        places: dict[str, Where] = {}
        asked: set[Whom] = set()
        home = {statement.id: group for group in groups for statement in group.members}
        for number, group in enumerate(groups):
            measure, who, where_id = group.bucket
            if where_id is None or group.before:
                continue
            asked.add(who)
            for statement in group.members:
                place = statement.where
                if place is not None and (place.around or place.id not in places):
                    places[place.id] = place
            shelves = self._shelves.setdefault(measure, {}).setdefault(who, {})
            shelves.setdefault(where_id, _Shelf()).put(group, number)
        self._said_so = {
            group: {home[s.subset_of] for s in group.members if s.subset_of in home} - {group} for group in groups
        }
        self._who = _wider_whom(asked)
        self._where = _wider_places(places)
        self._near: dict[Bucket, dict[Bucket, _Shelf]] = {}

    def near(self, bucket: Bucket) -> dict[Bucket, _Shelf]:
        """The questions that may hold what a bucket's ask, at any time, by their buckets."""
        if bucket not in self._near:
            measure, who, place = bucket
            self._near[bucket] = {
                (wider, whole, around): shelf
                for wider in _measures(measure)
                for whole in self._who.get(who, ())
                for around in self._where.get(place or "", (place or "",))
                if (shelf := self._shelves.get(wider, {}).get(whole, {}).get(around)) is not None
            }
        return self._near[bucket]

    def wider(self, place: str | None) -> list[str]:
        """The places (ids) at hand that hold a place or that are it."""
        return self._where.get(place or "", [])

    def said_so(self, part: Group) -> set[Group]:
        """The questions of which the texts say that claims of a question count some."""
        return self._said_so[part]

    def around(self, part: Group) -> list[Group]:
        """The questions that may hold some of a question's claims, in a fixed order, without itself."""
        extent = _extent(part)
        found = set(self._said_so[part])
        if part.bucket[2] is not None and not part.before and extent is not None:
            for shelf in self.near(part.bucket).values():
                found.update(shelf.counted(extent), shelf.dated(extent, part))
        found.discard(part)
        return sorted(found, key=lambda group: group.members[0].order)


def _first(total: tuple[int, int, int, Group]) -> int:
    return total[0]


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


def _wider_whom(asked: Iterable[Whom]) -> dict[Whom, list[Whom]]:
    """For each of those asked about the ones that hold it, itself among them, in a fixed order.

    "Some of them" only lie in all of them and in some of the same, so that no two texts' own need be compared.
    """
    families: dict[str | None, list[Whom]] = defaultdict(list)
    for who in sorted(asked, key=repr):
        families[_family(who)].append(who)
    return {
        who: [w for family in {None: 0, _family(who): 0} for w in families[family] if whom.compare(who, w) in _WITHIN]
        for some in list(families.values())
        for who in some
    }


def _family(who: Whom) -> str | None:
    return who.some.split(">")[0] if who.some is not None else None


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
