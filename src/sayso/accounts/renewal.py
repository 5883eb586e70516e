"""What claims that come in change in a block that has been compared before: most of its questions stay as they are.

A question hangs on its own claims, and on those of the questions that are parts of it. So the claims are put into
questions both as they were and as they are now: a question that is the same both times, with the same parts, need not
be asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from sayso.accounts.compare import id_of, question_of, told
from sayso.accounts.copies import Copies
from sayso.accounts.denials import with_denials
from sayso.accounts.origins import origins
from sayso.accounts.parts import Wholes, across
from sayso.accounts.questions import Bucket, Group, groups
from sayso.accounts.relations import within
from sayso.accounts.statement import Statement
from sayso.accounts.values import Comparison, Origin


class Renewal:
    """The questions of one block that `new` claims may change, beside the `old` ones that it was compared with."""

    def __init__(self, old: Sequence[Statement], new: Sequence[Statement]) -> None:
        measures = {statement.measure for statement in new}  # claims of others answer what they answered before
        old, every = with_denials(old), with_denials([*old, *new])
        others = groups(s for s in every if s.measure not in measures)
        was = {_key(group): group for group in groups(s for s in old if s.measure in measures)}
        now = {_key(group): group for group in groups(s for s in every if s.measure in measures)}
        stay = was.keys() & now.keys()
        now |= {key: was[key] for key in stay}
        self._now = _in_order([*others, *now.values()])
        self._fresh = {group for key, group in now.items() if key not in stay}
        self._gone = [group for key, group in was.items() if key not in stay]
        self._touched = self._with_parts(_in_order([*others, *was.values()]))

    @property
    def texts(self) -> set[str]:
        """The documents whose passages are asked for."""
        every = {*self._touched, *(part for parts in self._touched.values() for part in parts)}
        return {text for group in every for text in group.texts}

    @property
    def outdated(self) -> set[str]:
        """The questions (ids) that are no more, or that have other claims now."""
        return {id_of(group) for group in self._gone}

    def compared(self, copies: Copies) -> Comparison:
        """The questions that the new claims may have changed."""

        @cache
        def origins_of(group: Group) -> tuple[Origin, ...]:
            return origins(group.members, copies)

        pairs = {group: list(within(group.members, origins_of(group))) for group in self._touched}
        for group, pair in across(self._now, origins_of, self._touched):
            pairs[group].append(pair)
        return told((question_of(group, origins_of(group), of), of) for group, of in pairs.items())

    def _with_parts(self, before: Sequence[Group]) -> dict[Group, list[Group]]:
        """The questions that changed, or that have parts which changed, came or went; each with its parts."""
        then, now = Wholes(before), Wholes(self._now)
        changed = {group.bucket for group in (*self._fresh, *self._gone)}
        left = changed - {group.bucket for group in self._now}
        touched = set(self._fresh)
        for part in self._now:
            if part in self._fresh:
                touched.update(now.around(part))
                continue
            bucket = part.bucket
            if (
                now.near(bucket).keys() & changed
                or (left and then.near(bucket).keys() & left)
                or now.wider(bucket[2]) != then.wider(bucket[2])
                or now.said_so(part) & self._fresh
            ):
                touched |= {*now.around(part)} ^ {*then.around(part)}
        for part in self._gone:
            touched.update(then.around(part))
        buckets = {group.bucket for group in touched}
        parts: dict[Group, list[Group]] = defaultdict(list)
        for part in self._now:
            if now.near(part.bucket).keys() & buckets or now.said_so(part) & touched:
                for whole in now.around(part):
                    parts[whole].append(part)
        return {group: parts[group] for group in self._now if group in touched}


def _key(group: Group) -> tuple[Bucket, tuple[tuple[str, bool], ...]]:
    """What tells a group from any other: a claim that has become a denial makes it another one."""
    return group.bucket, tuple((statement.id, statement.denied) for statement in group.members)


def _in_order(some: Iterable[Group]) -> list[Group]:
    return sorted(some, key=lambda group: group.members[0].order)
