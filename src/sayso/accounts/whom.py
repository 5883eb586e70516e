"""Whom a figure is about: sides, the named part of a side, the group of people. Ground is about whom it passes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.accounts.containments import containments
from sayso.accounts.measures import Measure
from sayso.accounts.standing import Standing
from sayso.packs import Actor, Side, bundled, load_pack
from sayso.packs.names import key
from sayso.reading.claim import Claim

_PARTS = frozenset({"militia", "unit"})  # kinds of actors that are a part of their side; the others stand for all of it
_NUMBERED = re.compile(
    r"\b(\d+)\s?(?:e|de|ste|th|st|nd|rd)\b.{0,40}?"
    r"(brigad|battal|bataljon|regiment|divisi|leger|korps|corps|army|compagnie|company)",
    re.I | re.S,
)
_STATE = re.compile(r"[a-z]{2,7}(-|$)")  # "ru", "ua-army": a state's body that no pack needs to list
EVERYONE = "people"


@dataclass(frozen=True, slots=True)
class Whom:
    """`sides` in alphabetical order, empty where unknown; `part` a named part of a side; `group` of people (None where
    no people are counted); `some` a name for some of them, where a text says that it counts only some and nothing
    else tells them apart; `gain`: ground that passes to `sides`."""

    sides: tuple[str, ...]
    part: str | None = None
    group: str | None = None
    some: str | None = None
    gain: bool = False


@cache
def _actors() -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    for pack in bundled():
        for actor in load_pack(pack, alone=True).actors:
            found.setdefault(actor.id, actor)
    return found


@cache
def _sides() -> dict[str, tuple[Side, ...]]:
    found: dict[str, list[Side]] = {}
    for pack in bundled():
        for id, side in load_pack(pack, alone=True).sides.items():
            found.setdefault(id, []).append(side)
    return {id: tuple(sides) for id, sides in found.items()}


@cache
def opponents(side: str) -> frozenset[str]:
    """The sides that a side fights in any of the bundled wars."""
    return frozenset(other for entry in _sides().get(side, ()) for other in entry.against)


@cache
def _opponents_in(side: str, country: str | None) -> frozenset[str]:
    """The sides that a side fights in a country: those whose country it is, or else the main one in a war there."""
    packs = [load_pack(pack, alone=True) for pack in bundled()]
    there = [pack for pack in packs if any(place.country == country for place in pack.places)]
    enemies = frozenset(other for pack in there if side in pack.sides for other in pack.sides[side].against)
    at_home = frozenset(e for e in enemies if any(country in entry.countries for entry in _sides().get(e, ())))
    first = next((p.sides[side].against[:1] for p in there if side in p.sides and p.sides[side].against), ())
    return at_home or frozenset(first) or enemies


@cache
def unsplit(side: str) -> bool:
    """Whether the side's dead are fighters and civilians together, where a source does not divide them."""
    return any(entry.unsplit for entry in _sides().get(side, ()))


@cache
def civilian(side: str) -> bool:
    """Whether the side is people outside the fighting."""
    return any(entry.civilian for entry in _sides().get(side, ()))


@cache
def part_of_side(actor: str | None) -> str | None:
    """The part of a side that an actor is or leads: Prigozhin is Wagner; None for who stands for all of it."""
    known = _actors().get(actor or "")
    if known is None:
        return None
    led = (_actors().get(office.of or "") for office in known.offices)
    part = next((each for each in (known, *led) if each is not None and each.kind in _PARTS), None)
    return None if part is None or _is_side(part) else part.id


def _is_side(actor: Actor) -> bool:
    """Whether an actor gives its side the name: Hamas is all of HAMAS, as far as figures go."""
    about = [entry.about for entry in _sides().get(actor.side or "", ())]
    return actor.id == (actor.side or "").lower() or any(words.startswith(actor.name) for words in about)


def whom(
    claim: Claim,
    measure: Measure,
    *,
    group: str | None = None,
    country: str | None = None,
) -> Whom:
    """Whom a claim is about: `group` the people that the words count, `country` (ISO) where it was, which tells who
    fights whom there."""
    party = claim.affected
    sides = tuple(sorted(set((party.side or "").split("+")) - {""})) if party is not None else ()
    if measure.kind == "ground":
        return Whom(_gainer(claim, sides, country), gain=True)
    counted = None
    if measure.unit == "person":
        sides = _by_group(sides, group, country)
        counted = group or _everyone(sides)
    return Whom(sides, _named_part(claim), counted)


def _by_group(sides: tuple[str, ...], group: str | None, country: str | None) -> tuple[str, ...]:
    """The sides of people, as their group has it: children of an unsplit side are civilians, and the dead of whom no
    word says that they were civilians are, on its ground, that side's."""
    if group == "hostages" and sides:
        return ("hostages",)  # whoever they are, they are not counted with the people around them
    civil = group is not None and "civilians" in (group, *wider_groups(group))
    if civil and sides and all(unsplit(side) for side in sides):
        return ("civilians",)
    if group is None and sides == ("civilians",) and (own := _people_of(country)) is not None:
        return (own,)
    return sides


@cache
def _people_of(country: str | None) -> str | None:
    """The unsplit side whose country it is."""
    every = sorted(_sides().items())
    return next((id for id, entries in every if unsplit(id) and any(country in e.countries for e in entries)), None)


def _everyone(sides: tuple[str, ...]) -> str:
    """Whom a figure of people counts where it names no group: a side that fights has soldiers."""
    if sides and all(civilian(side) for side in sides):
        return "civilians"
    if not sides or any(civilian(side) or unsplit(side) for side in sides):
        return EVERYONE
    return "soldiers"


def _gainer(claim: Claim, sides: tuple[str, ...], country: str | None) -> tuple[str, ...]:
    """To whom ground passes: the one who advances, or the opponent of the one who gives it up."""
    if claim.kind == "advance":
        agent = claim.agent.side if claim.agent is not None else None
        return sides or ((agent,) if agent else ())
    enemies = {enemy for side in sides for enemy in opponents(side)}
    agent = claim.agent.side if claim.agent is not None else None
    if agent in enemies:
        return (agent,)
    there = {enemy for side in sides for enemy in _opponents_in(side, country)}
    return tuple(sorted(there or enemies))


def _named_part(claim: Claim) -> str | None:
    party = claim.affected
    if party is None:
        return None
    part = part_of_side(party.actor)
    if part is not None:
        return part
    if party.text and (unit := _NUMBERED.search(party.text)):
        return f"{unit[1]}-{unit[2].lower()[:6]}"
    if party.actor is not None and party.actor not in _actors() and not _STATE.match(party.actor):
        return key(party.actor.replace("-", " "))
    return None


@lru_cache(maxsize=1 << 16)
def compare(a: Whom, b: Whom) -> Standing:
    """How the people (or those to whom ground passes) of two figures stand to each other."""
    if not a.sides or not b.sides:
        side = Standing.UNKNOWN
    else:
        side = _compare_sides(frozenset(a.sides), frozenset(b.sides), a.gain and b.gain)
    if side is Standing.DISJOINT:
        if _lies_in(a, b):
            side = Standing.INSIDE
        elif _lies_in(b, a):
            side = Standing.AROUND
    group = _compare_groups(a.group, b.group) if Standing.UNKNOWN is not side else _loosely(a.group, b.group)
    part = _joined(_compare_parts(a.part, b.part), _compare_some(a.some, b.some))
    return _joined(_joined(side, part), group)


def _compare_sides(a: frozenset[str], b: frozenset[str], gain: bool) -> Standing:
    if a == b:
        return Standing.EQUAL
    if gain:  # the loser may fight several, of whom one is named
        return Standing.EQUAL if a & b else Standing.DISJOINT
    if a < b:
        return Standing.INSIDE
    if a > b:
        return Standing.AROUND
    return Standing.OVERLAPPING if a & b else Standing.DISJOINT


def _lies_in(a: Whom, b: Whom) -> bool:
    """Whether the sides of `a` are among those whom `b` counts without separating them: Hamas in Palestinians."""
    within = containments()["sides"]
    wholes = {side for side in b.sides if unsplit(side)}
    return bool(wholes) and all(side in b.sides or within.get(side) in wholes or civilian(side) for side in a.sides)


def _compare_parts(a: str | None, b: str | None) -> Standing:
    if a == b:
        return Standing.EQUAL
    if a is None:
        return Standing.AROUND
    return Standing.INSIDE if b is None else Standing.DISJOINT


def _compare_some(a: str | None, b: str | None) -> Standing:
    """How "some of them" stand to each other; ">" stands before some of those."""
    if a and b and a != b and (a.startswith(f"{b}>") or b.startswith(f"{a}>")):
        return Standing.INSIDE if len(a) > len(b) else Standing.AROUND
    return _compare_parts(a, b)


def _compare_groups(a: str | None, b: str | None) -> Standing:
    if a == b or a is None or b is None:
        return Standing.EQUAL
    if b in wider_groups(a):
        return Standing.INSIDE
    return Standing.AROUND if a in wider_groups(b) else Standing.DISJOINT


def _loosely(a: str | None, b: str | None) -> Standing:
    """The groups where a side is unknown: "twelve dead" and "twelve civilians dead" may be the same."""
    found = _compare_groups(a, b)
    return Standing.EQUAL if EVERYONE in (a, b) else found


@cache
def wider_groups(group: str | None) -> tuple[str, ...]:
    """The groups that hold a group of people, nearest first."""
    found: list[str] = []
    parents = containments()["groups"]
    while group in parents:
        group = str(parents[group])
        found.append(group)
    return tuple(found)


def of_civilians(who: Whom) -> bool:
    """Whether people outside the fighting are counted, by their side or their group."""
    return bool(who.sides) and all(civilian(side) for side in who.sides)


def _joined(a: Standing, b: Standing) -> Standing:
    """How two figures stand that stand as `a` in one respect and as `b` in another."""
    if a is Standing.EQUAL or a is b:
        return b
    if b is Standing.EQUAL:
        return a
    if Standing.DISJOINT in (a, b):
        return Standing.DISJOINT
    if Standing.UNKNOWN in (a, b):
        return Standing.UNKNOWN
    return Standing.OVERLAPPING
