"""Which conflict a document is about: the one whose actors, places and countries it names most."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.packs.load import bundled, load_pack
from sayso.packs.match import Names
from sayso.packs.pack import Pack, merge

LEAST = 2.5  # points under which nothing is said about any conflict
ALONE = 1.0  # unless no other conflict is named at all
ALSO = 0.6  # a pack with this share of the best one's points is read with as well
CLEARLY = 5.0  # but only when it has this many points
SIDE = 1.5  # points of the first mention of a side by its country; an actor or a place has 1
AGAIN = 0.15  # points of each further one, up to MOST of them
MOST = 20


def packs_for(doc: Doc, document: Document) -> Pack:
    """The pack to read `document` with: the best one, several merged when they come close, or the world's alone."""
    points = scores(doc, document.language)
    best = max(points.values(), default=0.0)
    if best < (ALONE if sum(p > 0 for p in points.values()) == 1 else LEAST):
        return load_pack("world")
    if best < CLEARLY and _elsewhere(doc, document.language):
        return load_pack("world")
    chosen = [n for n, p in points.items() if p == best or (p >= ALSO * best and p >= CLEARLY)]
    return _merged(tuple(sorted(chosen, key=lambda n: (-points[n], n))))


def scores(doc: Doc, language: str = "nl") -> dict[str, float]:
    """How much `doc` speaks of each bundled conflict: distinct actors, places and sides, and how often of the sides."""
    names, owners = _everything(language)
    distinct: dict[str, set[tuple[str, str]]] = defaultdict(set)
    often: dict[str, int] = defaultdict(int)
    for found in names.find(doc):
        wanted = (found.kind, found.iso if found.kind == "side" else found.id)
        for pack in owners.get(wanted, ()):
            distinct[pack].add(wanted)
            often[pack] += found.kind == "side"
    return {
        pack: sum(SIDE if kind == "side" else 1.0 for kind, _ in seen) + AGAIN * min(often[pack], MOST)
        for pack, seen in distinct.items()
    }


def _elsewhere(doc: Doc, language: str) -> bool:
    """Whether a conflict is named in passing: none of its places, one side, and another country as often as that.

    "Wagner" and "Russian mercenaries" in Mali are no word about Ukraine.
    """
    names, owners = _everything(language)
    found = names.find(doc)
    if any(f.kind == "place" for f in found):
        return False
    named = Counter(f.iso for f in found if f.kind == "side")
    strange = [count for iso, count in named.items() if ("side", iso) not in owners and iso not in _onlookers()]
    sides = [count for iso, count in named.items() if ("side", iso) in owners]
    return len(sides) == 1 and max(strange, default=0) >= sides[0]


@cache
def _onlookers() -> frozenset[str]:
    """The countries that speak about every war."""
    return frozenset(iso for side in load_pack("world").sides.values() for iso in side.countries)


@cache
def _everything(language: str) -> tuple[Names, dict[tuple[str, str], list[str]]]:
    """All conflicts in one list of names, and which packs each name speaks for."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    packs = [load_pack(name, alone=True) for name in bundled() if name != "world"]
    for pack in packs:
        for actor in pack.actors:
            owners["actor", actor.id].append(pack.id)
        for place in pack.places:
            owners["place", place.name].append(pack.id)
        for side in pack.core:
            for iso in pack.sides[side].countries:
                owners["side", iso].append(pack.id)
    return Names(merge(packs), language), owners


@cache
def _merged(names: tuple[str, ...]) -> Pack:
    return merge([load_pack(name, alone=True) for name in names] + [load_pack("world")])
