"""How a claim's speaker stands to its figure: an admission, an interested party, a third one, the outlet itself.

By docs/accounts.md: a speaker of a fighting side admits where its own side lost people, things or ground or harmed
civilians, or where the enemy gained ground; whatever else it says it has an interest in. A part of a side speaks for
its side. Who fights whom is what the conflict packs say.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from sayso.accounts.containments import containments
from sayso.accounts.values import Flag
from sayso.accounts.whom import civilian, opponents, unsplit
from sayso.packs import bundled, load_pack
from sayso.reading.claim import Claim, Party

_HARM = {"killed", "wounded", "captured", "missing", "casualties", "damage"}
_LOSSES = _HARM | {"retreat", "equipment_loss", "unit_loss", "intercepted"}
_GAINS = {"advance", "control"}  # of ground


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
    return Flag.ADMISSION if _admits(side, claim) else Flag.INTERESTED


def _admits(side: str, claim: Claim) -> bool:
    """Whether the figure tells against `side`. Who denies it does not admit it."""
    if claim.polarity == "denied":
        return False
    hurt, doers = _sides(claim.affected), _sides(claim.agent)
    # The toll of a people whose fighters and civilians aren't told apart says what was done to it: no admission.
    if claim.kind in _LOSSES and any(_one_side(side, each) and not unsplit(each) for each in hurt):
        return True
    if claim.kind in _HARM and any(_one_side(side, each) for each in doers) and any(map(civilian, hurt)):
        return True
    return claim.kind in _GAINS and any(_enemies(side, each) for each in hurt or doers)


def _takes_part(side: str, claim: Claim) -> bool:
    """Whether `side` fights in the war that the claim is about.

    A claim doesn't say which war that is, but whom it befell and who did it. Where those are civilians, or nobody is
    named, any side that fights in a war of the packs is taken to speak of its own.
    """
    if civilian(side):
        return False
    named = {each for each in _sides(claim.affected) | _sides(claim.agent) if not civilian(each)}
    if not named:
        return any(side in core for core in _wars())
    return any(_one_side(side, each) or _enemies(side, each) or _in_one_war(side, each) for each in named)


def _sides(party: Party | None) -> frozenset[str]:
    return frozenset(party.side.split("+")) if party is not None and party.side else frozenset()


def _one_side(a: str, b: str) -> bool:
    """The same side, or a people and its fighters (PAL and HAMAS)."""
    within = containments()["sides"]
    return a == b or within.get(a) == b or within.get(b) == a


def _enemies(a: str, b: str) -> bool:
    return b in opponents(a) or a in opponents(b)


@cache
def _in_one_war(a: str, b: str) -> bool:
    return any({a, b} <= core for core in _wars())


@cache
def _wars() -> tuple[frozenset[str], ...]:
    """Of each war of the packs the sides that fight in it."""
    return tuple(load_pack(name, alone=True).core for name in bundled())
