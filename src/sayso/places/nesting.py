"""Which place lies in which: the most detailed of several, and the widest that a war is fought in."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Span

from sayso.packs.pack import Pack
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.roles import SITE, THEME, Site

_CLOSE = 10  # words from a village to the town that it is near
_DETAIL = {"town": 3, "region": 2, "area": 2, "water": 2, "country": 1}


def theatre(pack: Pack | None, fighting: set[str]) -> Entry | None:
    """Where a figure belongs that the text places nowhere: the country, or the region, that a war is fought over."""
    if pack is None:
        return None
    fought_over = [p for p in pack.places if p.country in fighting]
    if not fought_over:
        return None
    country, most = Counter(p.country for p in fought_over).most_common(1)[0]
    within = {p.name: p.inside for p in fought_over if p.inside}
    regions = Counter(_outermost(p.name, within) for p in fought_over if p.country == country)
    region, inside = regions.most_common(1)[0]
    entry = _region_or_place(region, country) if inside > most / 2 else None
    return entry or gazetteer().country(country)


def _outermost(name: str, within: dict[str, str]) -> str:
    """The widest place around `name` that a pack knows: of Tal as Sultan, in Rafah, in the Gaza Strip."""
    for _ in range(5):
        if name not in within:
            break
        name = within[name]
    return name


def _region_or_place(name: str, country: str) -> Entry | None:
    """The gazetteer's region of that name, else any place of it."""
    entries = [e for e in gazetteer().lookup(name) if e.country == country]
    return next((e for e in entries if e.kind == "region"), entries[0] if entries else None)


def most_detailed(found: list[Site]) -> list[Site]:
    """Without the places that hold another of them, or only tell where it lies: of "Robotyne in de provincie Zaporizja"
    and "Robotyne, een dorp ten zuiden van Orichiv" only Robotyne."""
    return [s for s in found if not any(holds(s.toponym.entry, o.toponym.entry) or _bearing(s, o) for o in found)]


def _bearing(near: Site, site: Site) -> bool:
    """Whether `near` tells where the town `site` lies, close behind it and without a figure in between."""
    start, end = site.toponym.end, near.toponym.start
    if near.weight < SITE or site.weight < THEME or site.toponym.entry.kind != "town":
        return False
    between = near.head.doc[start:end]
    if not 0 <= end - start <= _CLOSE or any(t.pos_ == "NUM" for t in between):
        return False
    return (near.near and not site.near) or _beside(near, between)


def _beside(near: Site, between: Span) -> bool:
    """ "Bij Soledar, even boven Bachmoet": behind a comma, by another preposition, with at most an adverb before it."""
    words = [t for t in between if t.pos_ != "ADV"]
    return len(words) == 2 and words[0].text == "," and words[1].dep_ == "case" and near.near


def holds(big: Entry, small: Entry) -> bool:
    if big.country != small.country or _DETAIL[big.kind] >= _DETAIL[small.kind]:
        return False
    return big.kind == "country" or big.region is None or small.region is None or big.region == small.region
