"""How a claim's speaker stands to its figure: an admission, an interested party, a third one, the outlet itself.

By docs/accounts.md: a speaker of a fighting side admits where its own side lost people, things or ground or harmed
civilians, or where the enemy gained ground; whatever else it says it has an interest in. A part of a side speaks for
its side. Who fights whom is what the conflict packs say.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from sayso.accounts.values import Flag
from sayso.packs import bundled, load_pack
from sayso.packs.pack import Pack
from sayso.reading.claim import Claim, Party

_LOSSES = frozenset(
    "killed wounded captured missing casualties displaced retreat equipment_loss unit_loss damage intercepted".split()
)
_HARM = _LOSSES | {"attack"}  # what is done to civilians
_GAINS = frozenset({"advance"})


class Voiced(Protocol):
    """The side that somebody speaks for."""

    @property
    def side(self) -> str | None: ...


class Flagged(Protocol):
    """What this module needs of a Statement."""

    @property
    def claim(self) -> Claim: ...

    @property
    def speaker(self) -> Voiced: ...


def flag(statement: Flagged) -> Flag:
    """How the speaker of one claim stands to its figure.

    Of the claims of one origin a copy may leave the speaker out: they all have their `Origin.flag`, which is the flag
    of the report that names the speaker.
    """
    claim = statement.claim
    if not claim.source:
        return Flag.OWN_VOICE
    side = statement.speaker.side
    if side is None or not _takes_part(side, claim):
        return Flag.THIRD_PARTY
    hurt, doers = _sides(claim.affected), _sides(claim.agent)
    if claim.kind in _LOSSES and side in hurt:
        return Flag.ADMISSION
    if claim.kind in _GAINS and (hurt or doers) & _enemies(side):
        return Flag.ADMISSION
    if claim.kind in _HARM and side in doers and any(_is_civilian(each) for each in hurt):
        return Flag.ADMISSION
    return Flag.INTERESTED


def _sides(party: Party | None) -> frozenset[str]:
    return frozenset(party.side.split("+")) if party is not None and party.side else frozenset()


def _takes_part(side: str, claim: Claim) -> bool:
    """Whether `side` fights in the war that the claim is about.

    A claim doesn't say which war that is, but whom it befell and who did it. Where those are civilians, or nobody is
    named, any side that fights in a war of the packs is taken to speak of its own.
    """
    if _is_civilian(side):
        return False
    named = {each for each in _sides(claim.affected) | _sides(claim.agent) if not _is_civilian(each)}
    if side in named:
        return True
    if named:
        return any(each in _enemies(side) or _allied(side, each) for each in named)
    return any(side in pack.core for pack in _packs())


@cache
def _enemies(side: str) -> frozenset[str]:
    """The sides that fight `side` or that it fights, in any of the packs."""
    found = set()
    for pack in _packs():
        found.update(pack.opponents(side))
        found.update(other.id for other in pack.sides.values() if side in other.against)
    return frozenset(found)


@cache
def _allied(side: str, other: str) -> bool:
    """Whether the two fight in one war without fighting each other: both have an enemy there."""
    return any({side, other} <= pack.core for pack in _packs())


@cache
def _is_civilian(side: str) -> bool:
    return any(pack.sides[side].civilian for pack in _packs() if side in pack.sides)


@cache
def _packs() -> tuple[Pack, ...]:
    return tuple(load_pack(name, alone=True) for name in bundled())
