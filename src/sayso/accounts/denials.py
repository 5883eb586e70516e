"""Figures that one text rejects and another asserts: "there are no 272 dead" beside "272 dead".

Alone such words say that there are fewer; beside somebody who says 272 they say that it is not so. Within one text
`discourse` sees to it, where what is left out can be filled in; here it is done across the texts of a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sayso.accounts import when, where, whom
from sayso.accounts.measures import Measure
from sayso.accounts.speakers import same_voice
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement


def with_denials(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a block in their order, those that say "no 272" as denials where another asserts 272."""
    if not any(_says_none(statement) for statement in statements):
        return list(statements)
    asserted: dict[tuple[Measure, float | None], list[Statement]] = defaultdict(list)
    for statement in statements:
        if not statement.denied and not _says_none(statement):
            for bound in {statement.low, statement.high} - {None}:
                asserted[statement.measure, bound].append(statement)
    return [
        _denial(s) if _says_none(s) and any(_of_it(s, o) for o in asserted[s.measure, s.high]) else s
        for s in statements
    ]


def _says_none(statement: Statement) -> bool:
    return statement.none and not statement.denied and statement.high is not None


def _of_it(statement: Statement, other: Statement) -> bool:
    """Whether another speaks of what a statement can reject."""
    met = (
        whom.compare(statement.who, other.who),
        where.compare(statement.where, other.where),
        when.compare(statement.when, other.when),
    )
    return Standing.DISJOINT not in met and not same_voice(statement.speaker, other.speaker)


def _denial(statement: Statement) -> Statement:
    claim, figure = statement.claim, statement.figure
    quantity = replace(claim.quantity, low=claim.quantity.high)
    claim = replace(claim, polarity="denied", quantity=quantity)
    return replace(statement, claim=claim, figure=replace(figure, low=figure.high))
