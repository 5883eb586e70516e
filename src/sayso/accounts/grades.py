"""How well a question's figure is supported. By docs/accounts.md, "Grades"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.accounts.relations import Pair, opposed
from sayso.accounts.values import Flag, Grade, Origin, RelationKind

_OF_A_SIDE = (Flag.ADMISSION, Flag.INTERESTED)


def grade(origins: Sequence[Origin], pairs: Sequence[Pair]) -> Grade:
    """The grade of a question with these origins, whose claims relate so; `pairs` may hold others' relations too."""
    gone = superseded(origins, pairs)
    of = {claim: origin for origin in origins for claim in origin.claims}
    met: dict[RelationKind, list[tuple[Origin, Origin]]] = {kind: [] for kind in RelationKind}
    for pair in pairs:
        a, b = of.get(pair.a.id), of.get(pair.b.id)
        if a is not None and b is not None and not {a.id, b.id} & gone:
            met[pair.kind].append((a, b))
    exceeded = any(
        pair.kind is RelationKind.DIFFERS
        and pair.reason == "part exceeds"
        and any(o is not None and o.id not in gone for o in (of.get(pair.a.id), of.get(pair.b.id)))
        for pair in pairs
    )
    if met[RelationKind.DIFFERS] or met[RelationKind.DENIES] or exceeded:
        return Grade.CONTESTED
    if any(o.flag is Flag.ADMISSION and not o.denied and o.id not in gone for o in origins):
        return Grade.ADMITTED
    agreeing = met[RelationKind.AGREES]
    if any(_independent(a, b) for a, b in agreeing):
        return Grade.AGREED
    return Grade.CORROBORATED if agreeing else Grade.SINGLE


def superseded(origins: Sequence[Origin], pairs: Sequence[Pair]) -> set[str]:
    """The ids of the origins that another one updates."""
    of = {claim: origin.id for origin in origins for claim in origin.claims}
    return {of[pair.b.id] for pair in pairs if pair.kind is RelationKind.UPDATES and pair.b.id in of}


def _independent(a: Origin, b: Origin) -> bool:
    """Whether two origins stand on both sides, or on a side and on none."""
    if a.flag in _OF_A_SIDE and b.flag in _OF_A_SIDE:
        return opposed(a.side, b.side)
    return {a.flag, b.flag} & set(_OF_A_SIDE) != set() and Flag.THIRD_PARTY in (a.flag, b.flag)
