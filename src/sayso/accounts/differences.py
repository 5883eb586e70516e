"""What changed from one comparison to another: two ledgers, or one at two dates.

A question's id changes when what it asks or the smallest of its claims does, so questions are paired by the claims
that they share, and those that share none by what they ask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.accounts.values import Comparison, Question


@dataclass(frozen=True, slots=True)
class Changed:
    """A question before and after: what is in both ledgers, and came out otherwise."""

    old: Question
    new: Question

    @property
    def revised(self) -> bool:
        """Whether the estimate moved."""
        a, b = self.old.estimate, self.new.estimate
        return (a.low, a.best, a.high) != (b.low, b.best, b.high)

    @property
    def graded(self) -> bool:
        """Whether the grade moved."""
        return self.old.grade is not self.new.grade

    @property
    def added(self) -> tuple[str, ...]:
        """Claims that are new in it."""
        before = set(self.old.claims)
        return tuple(id for id in self.new.claims if id not in before)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Claims that are no longer in it."""
        after = set(self.new.claims)
        return tuple(id for id in self.old.claims if id not in after)


@dataclass(frozen=True, slots=True)
class Differences:
    """From an old comparison to a new one. `claims_new` and `claims_gone` count over all questions."""

    appeared: tuple[Question, ...]
    vanished: tuple[Question, ...]
    changed: tuple[Changed, ...]
    claims_new: int
    claims_gone: int

    @property
    def nothing(self) -> bool:
        """Whether nothing changed."""
        return not (self.appeared or self.vanished or self.changed)


def differences(old: Comparison, new: Comparison) -> Differences:
    """What changed from `old` to `new`; in the order of the questions' ids."""
    pairs = _paired(old.questions, new.questions)
    before, after = _claims(old.questions), _claims(new.questions)
    changed = [Changed(a, b) for a, b in pairs]
    paired_old, paired_new = {a.id for a, _ in pairs}, {b.id for _, b in pairs}
    return Differences(
        appeared=tuple(q for q in new.questions if q.id not in paired_new),
        vanished=tuple(q for q in old.questions if q.id not in paired_old),
        changed=tuple(each for each in changed if each.revised or each.graded or each.added or each.dropped),
        claims_new=len(after - before),
        claims_gone=len(before - after),
    )


def _paired(old: Sequence[Question], new: Sequence[Question]) -> list[tuple[Question, Question]]:
    """Each question with the one that it became: first those that share most claims, then those that ask the same."""
    home = {id: question.id for question in old for id in question.claims}
    shared = Counter((home[id], question.id) for question in new for id in question.claims if id in home)
    olds, news = {q.id: q for q in old}, {q.id: q for q in new}
    found: dict[str, str] = {}
    taken: set[str] = set()

    def pair(candidates: Iterable[tuple[str, str]]) -> None:
        for a, b in candidates:
            if a not in found and b not in taken:
                found[a] = b
                taken.add(b)

    pair(sorted(shared, key=lambda ids: (-shared[ids], ids)))
    same = _by(_asked, [q for q in new if q.id not in taken])
    pair((q.id, other.id) for q in sorted(old, key=_id) if q.id not in found for other in same.get(_asked(q), ()))
    return sorted(((olds[a], news[b]) for a, b in found.items()), key=lambda each: each[1].id)


def _asked(question: Question) -> tuple[object, ...]:
    q = question
    when = (q.start, None) if q.cumulative else (q.start, q.end)  # a running total goes on
    return (q.kind, q.unit, q.per, q.affected, q.actor, q.place, q.cumulative, *when, q.label if not q.start else None)


def _by(key: Callable[[Question], tuple[object, ...]], some: Iterable[Question]) -> Mapping[object, list[Question]]:
    groups: dict[object, list[Question]] = defaultdict(list)
    for question in sorted(some, key=_id):
        groups[key(question)].append(question)
    return groups


def _id(question: Question) -> str:
    return question.id


def _claims(questions: Iterable[Question]) -> set[str]:
    return {id for question in questions for id in question.claims}
