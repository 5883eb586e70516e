"""How two claims of one question relate. By docs/accounts.md, "Relations"; parts and wholes are in parts.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TypeVar

from sayso.accounts import measures, when, where, whom
from sayso.accounts.measures import committed, overlap, rejects, same_bound
from sayso.accounts.speakers import same_voice
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement
from sayso.accounts.values import Levels, Origin, RelationKind
from sayso.accounts.whom import of_civilians, opponents

MANY = 100  # claims, or origins, of one question: beyond it each is related to its neighbours in time only
BESIDE = 25  # how many of those
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
        return _levels(self)

    @property
    def flipped(self) -> Standings:
        """How the other stands to the one."""
        return Standings(*(each.flipped for each in self.all))

    @property
    def all(self) -> tuple[Standing, ...]:
        return self.measure, self.who, self.where, self.when


@cache
def _levels(met: Standings) -> Levels:
    return Levels(met.measure.level, met.who.level, met.where.level, met.when.level)


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
        self._texts = {s.id: told for each in reports for told in [_texts(each)] for s in each}
        members = [s for each in reports for s in each]
        # a copy may leave the speaker out: an origin's speaker is the one that any of its reports names
        self._voice = {
            s.id: next((r for r in each if r.claim.source), each[0]).speaker for each in reports for s in each
        }
        self._incident = not any(_of_long(s) for s in members) and (
            any(s.when.incident for s in members) or all(_of_one_day(s) or _of_days(s) for s in members)
        )

    def relate(self, a: Statement, b: Statement) -> Pair | None:
        """What two claims of different origins are to each other, None where nothing holds."""
        met = standings(a, b)

        def pair(x: Statement, y: Statement, kind: RelationKind, reason: str = "") -> Pair:
            return Pair(x, y, kind, met if x is a else met.flipped, reason)

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
        (then_a, now_a), (then_b, now_b) = self._texts[a.id], self._texts[b.id]
        if now_a.isdisjoint(then_b) != now_b.isdisjoint(then_a):  # a text says which of the two came first
            return (a, b) if now_b.isdisjoint(then_a) else (b, a)
        if first_a.doc == first_b.doc:
            x, y = (a, b) if a.doc == b.doc else (first_a, first_b)
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
        if self._opposed(newer, older) or newer.figure.low is None:  # "at most" says of no count that it rose
            return False
        if self._first[newer.id].doc == self._first[older.id].doc and not older.old:
            return False
        high, low = committed(newer.figure), committed(older.figure)
        return high is not None and low is not None and high > low and not same_bound(newer.figure, older.figure)

    def _outgrown(self, newer: Statement, older: Statement) -> bool:
        """Whether a total was counted so much later than another that both may be right."""
        said_new, said_old = self._first[newer.id].said, self._first[older.id].said
        high, low = committed(newer.figure), committed(older.figure)
        apart = said_new is not None and said_old is not None and _days(said_old[1], said_new[0]) > MONTH
        return apart and high is not None and low is not None and high > low


def _texts(reports: Sequence[Statement]) -> tuple[frozenset[str], frozenset[str]]:
    """The texts that give an origin's figure as what it was before, and those that give it as what it is."""
    return frozenset(s.doc for s in reports if s.old), frozenset(s.doc for s in reports if not s.old)


def _of_one_day(statement: Statement) -> bool:
    """Whether a claim is about civilians in one town on one day: an event, though no word calls it one; what soldiers
    lose in a day is counted on."""
    time, place = statement.when, statement.where
    if not time.dated or time.start is None or time.end is None or time.end - time.start > int(time.night):
        return False
    return place is not None and place.small and of_civilians(statement.who)


def _of_days(statement: Statement) -> bool:
    """Whether a claim counts people outside the fighting since some days ago, or those who have left a town: that goes
    on while it is counted."""
    if statement.measure.kind == "displaced" and not statement.when.total:
        return statement.where is not None and statement.where.small
    return statement.when.total and (of_civilians(statement.who) or statement.who.group == whom.EVERYONE)


def _of_long(statement: Statement) -> bool:
    """Whether a claim is about more days than the count of one event goes on for: a month's figure doesn't go up."""
    time, end = statement.when, statement.when.counted_to
    if time.total and (time.start is None or end is None):
        return True
    return (time.total or time.dated) and (end or 0) - (time.start or 0) > when.INCIDENT


def _days(first: str, last: str) -> int:
    return when.ordinal(last) - when.ordinal(first)


def opposed(a: str | None, b: str | None) -> bool:
    """Whether two sides fight each other."""
    return a is not None and b is not None and (b in opponents(a) or a in opponents(b))
