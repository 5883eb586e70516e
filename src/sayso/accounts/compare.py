"""Claims to questions, relations, grades and estimates: the whole of comparing, as one pure function.

Claims fall into blocks that no question and no relation leaves, so that a ledger can compare again only the blocks
that changed: `compare` of all claims is the union of `compare` of each block.
"""

from __future__ import annotations

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sayso.accounts.copies import Copies
from sayso.accounts.denials import with_denials
from sayso.accounts.estimates import estimate
from sayso.accounts.grades import grade, superseded
from sayso.accounts.origins import origins as origins_of
from sayso.accounts.parts import across
from sayso.accounts.questions import Group, groups
from sayso.accounts.relations import Pair, within
from sayso.accounts.statements import Statement
from sayso.accounts.values import Comparison, Flag, Origin, Question, Relation
from sayso.accounts.where import Where
from sayso.accounts.wording import label, saying, why
from sayso.reading.ids import digest

_LENGTH = 11


def blocks(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements by a key that depends on each and its document alone; no question and no relation leaves a block."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.block].append(statement)
    return dict(sorted(found.items()))


def compare(statements: Sequence[Statement], copies: Copies) -> Comparison:
    """Compare claims, made by `statements`, of whole documents. Their order, and how ids fall, change nothing.

    `copies` knows the passages of their documents. Takes some 100 microseconds a claim, and more only where many
    claims answer one question.
    """
    return told(found for block in blocks(statements).values() for found in _block(with_denials(block), copies))


def told(found: Iterable[tuple[Question, Sequence[Pair]]]) -> Comparison:
    """Questions, each with the relations that belong to it, in order and in words."""
    questions: list[Question] = []
    relations: list[Relation] = []
    flags: dict[str, Flag] = {}
    sayings: dict[str, str] = {}
    for question, pairs in found:
        questions.append(question)
        for pair in pairs:
            for each in (pair.a, pair.b):
                if each.id not in sayings:
                    sayings[each.id] = saying(each)
            relations.append(_relation(pair, question.id, sayings))
        flags |= {claim: origin.flag for origin in question.origins for claim in origin.claims}
    questions.sort(key=lambda q: (q.kind, q.start or "9999", q.id))
    relations.sort(key=lambda r: (r.a, r.b))
    return Comparison(tuple(questions), tuple(relations), dict(sorted(flags.items())), {})


def _block(members: Sequence[Statement], copies: Copies) -> list[tuple[Question, list[Pair]]]:
    """The questions of one block, each with the relations that belong to it."""
    made = groups(members)
    found = {id(group): origins_of(group.members, copies) for group in made}
    pairs: dict[int, list[Pair]] = {id(group): list(within(group.members, found[id(group)])) for group in made}
    for group, pair in across(made, lambda group: found[id(group)]):
        pairs[id(group)].append(pair)
    return [(question_of(group, found[id(group)], pairs[id(group)]), pairs[id(group)]) for group in made]


def id_of(group: Group) -> str:
    """The id of a group's question."""
    return _id(group, _fullest(group).where, _days(group)[0])


def _id(group: Group, place: Where | None, start: str | None) -> str:
    measure, who, _ = group.bucket
    asked = [measure.kind, measure.unit, measure.rate, measure.thing or "", list(who.sides), who.part or "",
             who.group or "", place.id if place else "", start or "", group.total]  # fmt: skip
    digits = b32encode(digest([*asked, min(s.id for s in group.members)], 8)).decode("ascii").lower()
    return "q" + digits[:_LENGTH]


def question_of(group: Group, origins: tuple[Origin, ...], pairs: Sequence[Pair]) -> Question:
    """The question that a group of claims answers, with what its origins and its relations make of it."""
    first = _fullest(group)
    measure, who, _ = group.bucket
    place = first.where
    start, end = _days(group)
    return Question(
        id=_id(group, place, start),
        label=label(group, first, start, end),
        kind=first.claim.kind if measure.kind == "ground" else measure.kind,
        unit=measure.unit,
        per="day" if measure.rate else None,
        affected=_affected(group, who.sides),
        actor=None if who.part is None or who.part.startswith("~") else who.part,
        place=place.name if place else None,
        geonameid=place.geonameid if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        start=start,
        end=end,
        cumulative=group.total,
        claims=tuple(s.id for s in group.members),
        origins=origins,
        grade=grade(origins, pairs),
        estimate=estimate(origins, superseded(origins, pairs)),
    )


def _affected(group: Group, sides: Sequence[str]) -> str | None:
    """The side, as the claims name it most; of ground the one that it passes to."""
    named = [s.claim.affected.side for s in group.members if s.claim.affected is not None and s.claim.affected.side]
    if group.bucket[1].gain or not named:
        return "+".join(sides) or None
    return min(set(named), key=lambda side: (-named.count(side), side))


def _fullest(group: Group) -> Statement:
    """The first claim that says where, dated if any of those is."""
    return min(group.members, key=lambda s: (s.where is None, not s.who.sides, not s.when.dated, s.order))


def _days(group: Group) -> tuple[str | None, str | None]:
    """The first and last day (ISO) that the question is about; of a running total to its last count."""

    def iso(day: int | None) -> str | None:
        return date.fromordinal(day).isoformat() if day is not None and day > 0 else None

    if group.total:
        starts = [start for start in group.starts if start is not None]
        ends = [end for s in group.members if (end := s.when.counted_to) is not None]
        return iso(min(starts, default=None)), iso(max(ends, default=None))
    if group.before or group.hull is None:
        return None, None
    return iso(group.hull[0]), iso(group.hull[1])


def _relation(pair: Pair, question: str, sayings: Mapping[str, str]) -> Relation:
    return Relation(pair.a.id, pair.b.id, pair.kind, question, pair.standings.levels, why(pair, sayings))
