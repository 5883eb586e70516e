"""All bundled packs together: a name that one text's pack doesn't know may be in another's."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache, lru_cache

from sayso.accounts.names import name_key
from sayso.packs import Actor, Pack, bundled, load_pack
from sayso.packs.match import Names
from sayso.packs.names import key
from sayso.packs.pack import merge
from sayso.reading.offices import Offices


@cache
def all_packs() -> Pack:
    """Everything that any bundled pack knows; where two clash, the first by name."""
    return merge([load_pack(id, alone=True) for id in bundled() if id != "world"] + [load_pack("world")])


@cache
def actors() -> dict[str, Actor]:
    """All actors by their ids."""
    return {actor.id: actor for actor in all_packs().actors}


@cache
def names_in(language: str) -> Names:
    """Their names and those of countries and peoples, in one language."""
    return Names(all_packs(), language)


@cache
def people() -> dict[str, tuple[tuple[Actor, str], ...]]:
    """People of the packs by `name_key`, each with the name that has it."""
    found: dict[str, list[tuple[Actor, str]]] = defaultdict(list)
    for actor in all_packs().actors:
        if actor.person:
            for name in actor.names:
                found[name_key(name)].append((actor, name))
    return {k: tuple(v) for k, v in found.items()}


@cache
def _whole_names() -> dict[str, tuple[Actor, ...]]:
    found: dict[str, dict[str, Actor]] = defaultdict(dict)
    for actor in all_packs().actors:
        for name in actor.names:
            found[name if name.isupper() else key(name)][actor.id] = actor
    return {k: tuple(v.values()) for k, v in found.items()}


def only_named(name: str) -> Actor | None:
    """The only actor that is called just so; an abbreviation needs its capitals."""
    known = _whole_names().get(name if name.isupper() else key(name), ())
    return known[0] if len(known) == 1 else None


def by_name(name: str, side: str | None) -> Actor | None:
    """The only actor that is called just so, if it can be on `side`; None is any."""
    known = only_named(name)
    return known if known is not None and (side is None or known.side in (side, None)) else None


@cache
def armies() -> dict[str, str]:
    """The one actor that is the army of a fighting side, by the side's id in small letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for actor in all_packs().actors:
        if actor.kind == "army" and actor.side in all_packs().core:
            found[actor.side.lower()].append(actor.id)
    return {side: ids[0] if len(ids) == 1 else f"{side}-army" for side, ids in found.items()}


@cache
def offices(day: date | None, language: str) -> Offices:
    """Who held which office on `day`."""
    return Offices(all_packs(), day, language)


@lru_cache(maxsize=1 << 12)
def own_side(side: str | None) -> str | None:
    """A country's code as the side that the packs call it: SD is SAF."""
    if side is not None and len(side) == 2 and side not in all_packs().sides:
        return all_packs().side_of_country(side)
    return side
