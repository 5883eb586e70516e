"""How two claims relate: within a question, and between a part and its whole. By docs/accounts.md, "Relations"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from sayso.accounts import measures, when, where, whom
from sayso.accounts.measures import Measure, committed, exceeds, overlap, rejects, same_bound
from sayso.accounts.questions import Group
from sayso.accounts.speakers import same_voice
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement
from sayso.accounts.values import Levels, Origin, RelationKind
from sayso.accounts.where import Where
from sayso.accounts.whom import Whom, opponents

MANY = 200  # claims, or origins, of one question: beyond it each is related to its neighbours in time only
BESIDE = 40  # how many of those
PAIRS = 600  # of a part's and a whole's claims: beyond it the origins' first reports stand for them
MONTH = 31  # days: totals said further apart may both be right
_T = TypeVar("_T")
_TOLLS = frozenset({"killed", "wounded", "casualties", "missing", "captured", "displaced"})


@dataclass(frozen=True, slots=True)
class Standings:
    """How one claim stands to another in the four respects."""

    measure: Standing
    who: Standing
    where: Standing
    when: Standing

    @property
    def levels(self) -> Levels:
        """The levels, without the direction."""
        return Levels(self.measure.level, self.who.level, self.where.level, self.when.level)

    @property
    def all(self) -> tuple[Standing, ...]:
        return self.measure, self.who, self.where, self.when


@dataclass(frozen=True, slots=True)
class Pair:
    """A relation between two claims: what `a` is to `b`, with what it was seen by."""

    a: Statement
    b: Statement
    kind: RelationKind
    standings: Standings
    reason: str = ""  # a key of wording.REASONS


def standings(a: Statement, b: Statement) -> Standings:
    """How two claims stand to each other."""
    return Standings(
        measures.compare(a.measure, b.measure),
        whom.compare(a.who, b.who),
        where.compare(a.where, b.where),
        when.compare(a.when, b.when),
    )


# Within a question


def within(members: Sequence[Statement], origins: Sequence[Origin]) -> Iterator[Pair]:
    """The relations of the claims of one question, each pair once. `members` in order of publication."""
    by_id = {s.id: s for s in members}
    reports = [[by_id[id] for id in origin.claims] for origin in origins]
    for each in reports:
        for a, b in _pairs(each):
            x, y = (a, b) if a.id < b.id else (b, a)
            yield Pair(x, y, RelationKind.REPEATS, standings(x, y), _why_repeated(x, y))
    told = _Telling(reports)
    few = len(members) <= MANY
    for one, other in _pairs(sorted(reports, key=lambda r: r[0].order)):
        for a in one if few else one[:1]:
            for b in other if few else other[:1]:
                pair = told.relate(a, b)
                if pair is not None:
                    yield pair


def _pairs(items: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    """All pairs of a few; of many each with the next ones, and with the first."""
    if len(items) <= MANY:
        yield from combinations(items, 2)
        return
    for i, item in enumerate(items):
        if i > BESIDE:
            yield items[0], item
        for other in items[i + 1 : i + 1 + BESIDE]:
            yield item, other


def _why_repeated(a: Statement, b: Statement) -> str:
    if a.doc == b.doc:
        return "same text"
    return "same speaker" if same_voice(a.speaker, b.speaker) else "copied"


class _Telling:
    """Relates claims of different origins of one question."""

    def __init__(self, reports: Sequence[Sequence[Statement]]) -> None:
        self._first = {s.id: min(each, key=lambda r: r.order) for each in reports for s in each}
        members = [s for each in reports for s in each]
        # a copy may leave the speaker out: an origin's speaker is the one that any of its reports names
        self._voice = {
            s.id: next((r for r in each if r.claim.source), each[0]).speaker for each in reports for s in each
        }
        self._incident = any(s.when.incident for s in members) and not any(s.when.total for s in members)

    def relate(self, a: Statement, b: Statement) -> Pair | None:
        """What two claims of different origins are to each other, None where nothing holds."""
        met = standings(a, b)

        def pair(x: Statement, y: Statement, kind: RelationKind, reason: str = "") -> Pair:
            return Pair(x, y, kind, met if x is a else _flipped(met), reason)

        if a.denied or b.denied:
            denier, other = (a, b) if a.denied else (b, a)
            if other.denied or not rejects(denier.figure, other.figure) or self._one_voice(a, b):
                return None
            return pair(denier, other, RelationKind.DENIES)
        newer_older = self._in_time(a, b)
        if self._one_voice(a, b):
            if newer_older is None:
                return None
            reason = "correction" if newer_older[0].corrects else "own count"
            return pair(*newer_older, RelationKind.UPDATES, reason)
        if newer_older is not None and self._rises(*newer_older):
            return pair(*newer_older, RelationKind.UPDATES, "rising toll")
        x, y = (a, b) if a.id < b.id else (b, a)
        if overlap(a.figure, b.figure):
            return pair(x, y, RelationKind.AGREES)
        if a.when.total and b.when.total and newer_older is not None and self._outgrown(*newer_older):
            return None
        return pair(x, y, RelationKind.DIFFERS)

    def _one_voice(self, a: Statement, b: Statement) -> bool:
        return same_voice(self._voice[a.id], self._voice[b.id])

    def _opposed(self, a: Statement, b: Statement) -> bool:
        return opposed(self._voice[a.id].side, self._voice[b.id].side)

    def _in_time(self, a: Statement, b: Statement) -> tuple[Statement, Statement] | None:
        """The newer and the older, by when their origins spoke first; in one text by what the words say of that.

        A text that says nothing of it gives the newest figure first, but in one sentence last ("from five to eight").
        """
        first_a, first_b = self._first[a.id], self._first[b.id]
        if first_a.doc == first_b.doc:
            x, y = (a, b) if a.doc == b.doc else (first_a, first_b)
            if x.old != y.old:
                return (b, a) if x.old else (a, b)
            later = (x.claim.start, x.id) > (y.claim.start, y.id)
            return (a, b) if later == (x.claim.sentence == y.claim.sentence) else (b, a)
        said_a, said_b = first_a.said, first_b.said
        if said_a is None or said_b is None or said_a == said_b:
            return None
        if said_a[0] >= said_b[1]:
            return a, b
        return (b, a) if said_b[0] >= said_a[1] else None

    def _rises(self, newer: Statement, older: Statement) -> bool:
        """Whether a count of one incident went up in the meantime, rather than two sides disagreeing."""
        if not self._incident or newer.measure.kind not in _TOLLS or newer.measure.unit != "person":
            return False
        if self._first[newer.id].doc == self._first[older.id].doc or self._opposed(newer, older):
            return False
        high, low = committed(newer.figure), committed(older.figure)
        return high is not None and low is not None and high > low and not same_bound(newer.figure, older.figure)

    def _outgrown(self, newer: Statement, older: Statement) -> bool:
        """Whether a total was counted so much later than another that both may be right."""
        said_new, said_old = self._first[newer.id].said, self._first[older.id].said
        high, low = committed(newer.figure), committed(older.figure)
        apart = said_new is not None and said_old is not None and _days(said_old[1], said_new[0]) > MONTH
        return apart and high is not None and low is not None and high > low


def _days(first: str, last: str) -> int:
    return when.ordinal(last) - when.ordinal(first)


def opposed(a: str | None, b: str | None) -> bool:
    """Whether two sides fight each other."""
    return a is not None and b is not None and (b in opponents(a) or a in opponents(b))


def _flipped(met: Standings) -> Standings:
    return Standings(*(each.flipped for each in met.all))


# Between a part and its whole


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
            parts, wholes = part.members, whole.members
            if len(parts) * len(wholes) > PAIRS:
                parts, wholes = _leading(part, origins(part)), _leading(whole, origins(whole))
                wholes = _nearest(wholes, parts[0], max(PAIRS // len(parts), 1))
            for a in parts:
                for b in wholes:
                    if a.doc != b.doc and (pair := part_of(a, b)) is not None:
                        yield whole, pair


def _leading(group: Group, origins: Sequence[Origin]) -> list[Statement]:
    """The first report of each origin."""
    by_id = {s.id: s for s in group.members}
    return [by_id[origin.claims[0]] for origin in origins][:PAIRS]


def _nearest(wholes: list[Statement], part: Statement, many: int) -> list[Statement]:
    """The `many` wholes that were said soonest after a part."""
    after = [w for w in wholes if w.order >= part.order]
    return (after or wholes)[:many] if len(after) >= many else wholes[-many:]


def part_of(a: Statement, b: Statement) -> Pair | None:
    """`part_of` where `a` is a part of `b`, `differs` where it should be one but is larger; None where it is none."""
    if a.denied or b.denied:
        return None
    met = standings(a, b)
    said_so = a.subset_of == b.id
    if not said_so:
        if any(each not in (Standing.EQUAL, Standing.INSIDE) for each in met.all):
            return None
        if Standing.INSIDE not in met.all or _outdated(b, a):
            return None
    if exceeds(a.figure, b.figure):
        if said_so or same_voice(a.speaker, b.speaker):
            return None
        x, y, levels = (a, b, met) if a.id < b.id else (b, a, _flipped(met))
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
    """Finds the questions that may hold a question's claims, by measure, who, where and month."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._dated: dict[tuple[Measure, Whom, str | None, int], list[Group]] = defaultdict(list)
        self._totals: dict[tuple[Measure, Whom, str | None], list[Group]] = defaultdict(list)
        places: dict[str, Where] = {}
        asked: set[Whom] = set()
        for group in groups:
            if group.bucket[2] is None:
                continue
            asked.add(group.bucket[1])
            for statement in group.members:
                place = statement.where
                if place is not None and (place.around or place.id not in places):
                    places[place.id] = place
            if group.total:
                self._totals[group.bucket].append(group)
            if group.hull is not None:
                for month in range(group.hull[0] // 30, group.hull[1] // 30 + 1):
                    self._dated[*group.bucket, month].append(group)
        self._who = {who: [w for w in asked if _may_hold(w, who)] for who in asked}
        self._where = _wider_places(places)
        self._keys = {(*key[:3],) for key in self._dated} | set(self._totals)

    def around(self, part: Group) -> list[Group]:
        """The questions that may hold some of a question's claims, in a fixed order, without itself."""
        measure, who, place = part.bucket
        if place is None or part.before:
            return []
        months = range(part.hull[0] // 30, part.hull[1] // 30 + 1) if part.hull is not None else range(0)
        found: dict[int, Group] = {}
        for wider in _measures(measure):
            for whole in self._who.get(who, ()):
                for around in self._where.get(place, (place,)):
                    key = (wider, whole, around)
                    if key not in self._keys:
                        continue
                    for group in self._totals.get(key, ()):
                        found[id(group)] = group
                    for month in months:
                        for group in self._dated.get((*key, month), ()):
                            found[id(group)] = group
        found.pop(id(part), None)
        return sorted(found.values(), key=lambda g: g.members[0].order)


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
