"""Which claims answer the same question: the same measure, of the same people, at the same place, at the same time.

Claims are first put together by what is beyond doubt (measure, who, where), then by time within that; claims that
leave the place or the days open come last and join a question only where just one fits. Every step goes through the
claims in order of publication and looks at whole groups, so that the order of reading changes nothing and a chain of
near misses never makes one question of a whole war.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from sayso.accounts.measures import Measure, alike, overlap
from sayso.accounts.statement import Statement
from sayso.accounts.when import FORTNIGHT, SAME_START, When, counted_from, same_count, same_days, same_start
from sayso.accounts.whom import EVERYONE, Whom

Bucket = tuple[Measure, Whom, str | None]  # the place's id, None where none is given
_Index = defaultdict[Measure, defaultdict[Any, dict[int, "Group"]]]
_SHORT = 1  # days after the first: a night is an incident's days, a week is not


class Group:
    """Claims that answer one question, while questions are being made; `bucket` is what is asked.

    It keeps what its claims' times and figures come to, so that asking whether another fits takes as long for a
    thousand claims as for two.
    """

    def __init__(self, bucket: Bucket, members: Iterable[Statement] = ()) -> None:
        self.bucket = bucket
        self.members: list[Statement] = []
        self.texts: set[str] = set()
        self.dates: set[tuple[int, int]] = set()  # of dated claims
        self.night = False
        self.starts: set[int | None] = set()  # of running totals
        self.totals: set[When] = set()  # those that count from a known day
        self.said: list[tuple[int, int]] = []  # of undated claims: the earliest and the latest
        self.before = False
        self.windows: tuple[int, int] | None = None
        self.sayings: set[tuple[str, float]] = set()  # who gives which bound
        self.bounds: set[float] = set()
        for member in members:
            self.add(member)

    def add(self, statement: Statement) -> None:
        """Put a claim in."""
        self.members.append(statement)
        self.texts.add(statement.doc)
        time = statement.when
        if time.before:
            self.before = True
        elif time.total:
            self.starts.add(time.start)
            if time.start is not None:
                self.totals.add(replace(time, said=None, end=time.counted_to))
        elif time.dated:
            self.dates.add((time.start or 0, time.end or 0))
            self.night = self.night or time.night
        elif time.said is not None:
            every = sorted([*self.said, time.said])
            self.said = [every[0], max(every, key=lambda said: (said[1], said))]
        if (window := time.window) is not None and not time.total:
            known = self.windows or window
            self.windows = min(known[0], window[0]), max(known[1], window[1])
        for bound in _bounds(statement):
            self.bounds.add(bound)
            self.sayings.add((statement.speaker.key, bound))

    @property
    def total(self) -> bool:
        """Whether it is a running total."""
        return bool(self.starts)

    @property
    def days(self) -> tuple[int, int] | None:
        """The days of its dated claims, first to last; None where none is dated."""
        return (min(d[0] for d in self.dates), max(d[1] for d in self.dates)) if self.dates else None

    @property
    def hull(self) -> tuple[int, int] | None:
        """All days that its claims can be about; None where that is not known, or where it is a running total."""
        return self.days or self.windows

    def echoes(self, statement: Statement) -> bool:
        """Whether the same speaker gives the same figure in it."""
        return any((statement.speaker.key, bound) in self.sayings for bound in _bounds(statement))

    def agrees(self, statement: Statement) -> bool:
        """Whether anybody gives the same figure in it."""
        return any(bound in self.bounds for bound in _bounds(statement))


def _bounds(statement: Statement) -> tuple[float, ...]:
    return tuple(b for b in (statement.figure.low, statement.figure.high) if b is not None)


def bucket_of(statement: Statement) -> Bucket:
    """What a claim answers, but for the time."""
    return statement.measure, statement.who, statement.where.id if statement.where is not None else None


def groups(statements: Iterable[Statement]) -> list[Group]:
    """The questions of one block of claims, as groups of claims in order of publication."""
    buckets: dict[Bucket, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: s.order):
        buckets[bucket_of(statement)].append(statement)
    made: list[Group] = []
    for bucket, members in buckets.items():
        if bucket[2] is not None and bucket[1].sides:
            made += _by_time(bucket, members)
    made = _join_open(made, buckets)
    every = [part for group in made for part in _consistent(group)]
    for group in every:
        group.members.sort(key=lambda s: s.order)
    return sorted(every, key=lambda g: g.members[0].order)


# By time, within a bucket


def _by_time(bucket: Bucket, members: Sequence[Statement]) -> list[Group]:
    """The questions of claims that agree on measure, who and where."""
    calendar = _Calendar()
    waiting: list[Statement] = []
    for statement in sorted(members, key=_surest_first):
        if not _take(statement, calendar):
            if _sure(statement.when):
                calendar.add(Group(bucket, [statement]))
            else:
                waiting.append(statement)
    for statement in waiting:  # no dated question took them: those said within a fortnight go together
        if not _take(statement, calendar):
            calendar.add(Group(bucket, [statement]))
    return calendar.groups


def _sure(time: When) -> bool:
    """Whether a time says by itself which question it belongs to."""
    return time.before or time.total or time.dated


def _surest_first(statement: Statement) -> tuple[int, int, int, tuple[str, str, int, str]]:
    """Totals, then exact days, then what has no days; each from the earliest and shortest."""
    time = statement.when
    if time.total:
        return 0, time.start if time.start is not None else 10**7, time.end or 0, statement.order
    if time.dated:
        return 1, time.start or 0, time.end or 0, statement.order
    return 2, int(time.said is None) + 2 * int(time.span), 0, statement.order


def _take(statement: Statement, calendar: _Calendar) -> bool:
    """Let the one group that a claim fits take it; False where none, or more than one, fits."""
    found = _the_one(statement, [group for group in calendar.near(statement) if fits(statement, group)])
    if found is None:
        return False
    found.add(statement)
    calendar.note(found, statement)
    return True


def _the_one(statement: Statement, candidates: Sequence[Group]) -> Group | None:
    """The only candidate; of several the one where the same speaker, or else anybody, gives the same figure."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    voiced = [group for group in candidates if group.echoes(statement)]
    if len(voiced) == 1:
        return voiced[0]
    alike = [group for group in candidates if group.agrees(statement)]
    return alike[0] if len(alike) == 1 else None


def fits(statement: Statement, group: Group) -> bool:
    """Whether a claim's time lets it answer the question of a group that it agrees with in all else."""
    time = statement.when
    if time.span:  # it is about days that aren't known: only the same saying can be known to be about the same
        hull = group.hull if not group.total else None
        possible = time.window is None or hull is None or (time.window[0] <= hull[1] and hull[0] <= time.window[1])
        return possible and group.echoes(statement)
    if group.before or time.before:
        return group.before and time.before
    if time.total:
        if group.total:
            return all(same_start(time.start, start) for start in group.starts)
        return bool(group.dates) and all(same_count(days, time) for days in group.dates)
    if group.total:
        days = (time.start or 0, time.end or 0)
        return time.dated and any(same_count(days, count) for count in group.totals)
    if time.dated:
        days = (time.start or 0, time.end or 0)
        return all(same_days(days, other, time.night or group.night) for other in group.dates) and all(
            _in_fortnight(days, said) for said in group.said
        )
    if time.said is None:
        return True
    if group.dates:
        short = all(last - first <= _SHORT for first, last in group.dates)
        return (short or not time.incident) and all(_in_fortnight(days, time.said) for days in group.dates)
    return all(_said_together(time.said, said) for said in group.said)


def _in_fortnight(days: tuple[int, int], said: tuple[int, int]) -> bool:
    """Whether an undated claim can be about these days: they lie in the fortnight to its publication."""
    return days[0] >= said[0] - FORTNIGHT and days[1] <= said[1]


def _said_together(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two undated claims are about the same days as far as they say: published within a fortnight."""
    return a == b or max(a[1] - b[0], b[1] - a[0]) <= FORTNIGHT


class _Calendar:
    """Groups by measure and month, running totals by their first day and their figures: finds those a claim may join.

    What it finds may fit or not, but nothing that fits is left out.
    """

    def __init__(self, made: Iterable[Group] = ()) -> None:
        self.groups: list[Group] = []
        self._by_month: _Index = defaultdict(lambda: defaultdict(dict))  # totals by the month they count from
        self._by_start: _Index = defaultdict(lambda: defaultdict(dict))
        self._by_bound: _Index = defaultdict(lambda: defaultdict(dict))
        self._by_text: dict[str, dict[int, Group]] = defaultdict(dict)
        for group in made:
            self.add(group)

    def add(self, group: Group) -> None:
        """Put a new group in."""
        self.groups.append(group)
        self.note(group, *group.members)

    def note(self, group: Group, *joined: Statement) -> None:
        """Note what claims have brought to a group that they have joined."""
        measure, key = group.bucket[0], id(group)
        if not group.total:
            hull = group.hull if not group.before else None  # that was before the war whenever it is said
            months: Iterable[int | None] = [None] if hull is None else range(hull[0] // 30, hull[1] // 30 + 1)
            for month in months:
                self._by_month[measure][month][key] = group
            return
        for start in group.starts:
            self._by_start[measure][counted_from(start)][key] = group
            if start is not None:
                self._by_month[measure][start // 30][key] = group
        for statement in joined:
            self._by_text[statement.doc][key] = group
            for bound in _bounds(statement):
                self._by_bound[measure][bound][key] = group

    def near(self, statement: Statement, *, open_claim: bool = False) -> list[Group]:
        """The groups of the claim's measure and of a time near to its own, each once. `open_claim`: it leaves open
        where or of whom, so that of the many totals only those count that its own text or its figure points to."""
        measure, time = statement.measure, statement.when
        window, by_month = time.window, self._by_month[measure]
        if window is None and not time.total:
            return [group for group in self.groups if group.bucket[0] == measure]
        found: dict[int, Group] = dict(by_month.get(None, {}))
        if time.span or (time.total and open_claim):
            for bound in _bounds(statement):
                found |= self._by_bound[measure].get(bound, {})
        if time.total and open_claim:
            found |= self._by_text.get(statement.doc, {})
        elif time.total:
            first = counted_from(time.start)
            for start in range(first - SAME_START, first + SAME_START + 1):
                found |= self._by_start[measure].get(start, {})
        if window is not None:
            first = window[0] if time.start is None else min(window[0], time.start)
            months = {
                *range(max(first, window[1] - 400) // 30, window[1] // 30 + 1),
                (first - 1) // 30,
                (first + 1) // 30,
            }
            for month in sorted(months):
                found |= by_month.get(month, {})
        return list(found.values())


# Claims that leave the place or the side open


def _join_open(made: list[Group], buckets: dict[Bucket, list[Statement]]) -> list[Group]:
    """The questions with the claims that say no place, or not whom; those that fit nowhere make questions."""
    waiting = [s for b, members in buckets.items() if b[2] is None or not b[1].sides for s in members]
    calendar = _Calendar(made)
    left: dict[Bucket, list[Statement]] = defaultdict(list)
    joining: list[tuple[Statement, Group]] = []
    for statement in sorted(waiting, key=lambda s: s.order):
        near = calendar.near(statement, open_claim=True)
        candidates = [g for g in near if _alike(statement, g) and fits(statement, g)]
        own = [group for group in candidates if statement.doc in group.texts]
        if statement.when.total:  # a total of nowhere fits any place's: only the same figure tells
            candidates = [group for group in candidates if group.agrees(statement)]
        chosen = _the_one(statement, own or candidates)
        if chosen is not None:
            joining.append((statement, chosen))
        else:
            left[bucket_of(statement)].append(statement)
    for statement, group in joining:  # after all have chosen, so that none hangs on another that is as open as it is
        group.add(statement)
    return made + [group for bucket, members in left.items() for group in _by_time(bucket, members)]


def _alike(statement: Statement, group: Group) -> bool:
    """Whether a claim asks what a group asks, but for what the claim leaves open."""
    measure, who, place = group.bucket
    if statement.measure != measure:
        return False
    if statement.where is not None and statement.where.id != place:
        return False
    mine = statement.who
    if mine.sides:
        return mine == who
    return mine.part == who.part and (mine.group == who.group or EVERYONE in (mine.group, who.group))


# One text that gives two figures


def _consistent(group: Group) -> list[Group]:
    """The group, without claims that can't answer its question since their text gives another figure for it too.

    A speaker who names two figures in one breath ("two million such reservists, 25 million others") speaks of two
    things, unless the text says that the one replaces the other, or both are about one incident or about the same
    days. The one that others give too stays.
    """
    clashes: dict[str, set[str]] = defaultdict(set)
    by_text: dict[str, list[Statement]] = defaultdict(list)
    for statement in group.members:
        by_text[statement.doc].append(statement)
    for members in by_text.values():
        for a, b in combinations(members, 2):
            if _clash(a, b):
                clashes[a.id].add(b.id)
                clashes[b.id].add(a.id)
    if not clashes:
        return [group]

    def support(statement: Statement) -> int:
        return sum(o.doc != statement.doc and overlap(o.figure, statement.figure) for o in group.members)

    kept: set[str] = set()
    for statement in sorted(group.members, key=lambda s: (-support(s), s.order)):
        if not clashes[statement.id] & kept:
            kept.add(statement.id)
    others = [s for s in group.members if s.id not in kept]
    return [Group(group.bucket, [s for s in group.members if s.id in kept]), *_consistent(Group(group.bucket, others))]


def _clash(a: Statement, b: Statement) -> bool:
    return (
        a.speaker.key == b.speaker.key
        and not (a.denied or b.denied or a.corrects or b.corrects or a.when.incident or b.when.incident)
        and not (a.when.dated and b.when.dated)
        and not (a.when.total and b.when.total)
        and not alike(a.figure, b.figure)
    )
