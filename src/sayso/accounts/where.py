"""Where a figure is about, and which place lies in which: by the gazetteer and the places of the packs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

from sayso.accounts.containments import containments
from sayso.accounts.standing import Standing
from sayso.packs import PackPlace, bundled, load_pack
from sayso.packs.names import key
from sayso.places import Entry, gazetteer
from sayso.reading.claim import Place

SURROUNDINGS = 25.0  # km: UCDP's where_prec 2
_SAME = 60.0  # km: two sources' coordinates of one place of that name
_SMALL = frozenset({"town", "place", "facility"})
_NEAR_PRECISION = 2


@dataclass(frozen=True, slots=True)
class Where:
    """A place as comparing knows it: `id` is the same for all its spellings, `chain` the ids of what it lies in."""

    id: str
    name: str
    chain: tuple[str, ...]
    kind: str
    around: bool  # the place with its surroundings
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    population: int

    @property
    def small(self) -> bool:
        """Whether it is a town, a village or a building, which has surroundings, rather than land."""
        return self.kind in _SMALL


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place of a pack or of the gazetteer, with what it lies in still to be looked up."""

    name: str
    kind: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    population: int
    inside: str | None


def where(place: Place | None) -> Where | None:
    """The place of a claim, resolved; None where it has none."""
    if place is None:
        return None
    found = _resolved(place.name, place.geonameid, place.lat, place.lon)
    return found if place.precision != _NEAR_PRECISION else _surroundings(found)


@lru_cache(maxsize=50_000)
def _surroundings(of: Where) -> Where:
    return Where(of.id, of.name, of.chain, of.kind, True, of.country, of.lat, of.lon, of.geonameid, of.population)


@lru_cache(maxsize=100_000)
def _resolved(name: str, geonameid: int | None, lat: float | None, lon: float | None) -> Where:
    spot = _spot(name, geonameid, lat, lon)
    chain: list[str] = []
    inside = spot
    for _ in range(8):
        found = _around(inside)
        if found is None or _id(found) in chain or _id(found) == _id(spot):
            break
        chain.append(_id(found))
        inside = found
    return Where(
        _id(spot),
        spot.name,
        tuple(chain),
        spot.kind,
        False,
        spot.country,
        spot.lat if spot.lat is not None else lat,
        spot.lon if spot.lon is not None else lon,
        spot.geonameid,
        spot.population,
    )


def _id(spot: _Spot) -> str:
    if spot.geonameid is not None:
        return f"g{spot.geonameid}"
    at = f" {spot.lat:.1f} {spot.lon:.1f}" if spot.lat is not None and spot.lon is not None and _is_small(spot) else ""
    return f"{key(spot.name)} {spot.country or ''}{at}".strip()


def _is_small(spot: _Spot) -> bool:
    return spot.kind in _SMALL


def _spot(name: str, geonameid: int | None, lat: float | None, lon: float | None) -> _Spot:
    """The place that a name, its GeoNames number and its coordinates mean."""
    entries = gazetteer().lookup(name)
    if geonameid is not None:
        entry = next((e for e in entries if e.geonameid == geonameid), None)
        pack = _pack_place(name, lat, lon)
        if entry is not None:
            return _of_entry(entry, pack.inside if pack and pack.country == entry.country else None)
        return _Spot(name, pack.kind if pack else "town", pack.country if pack else None, None, lat, lon, geonameid, 0,
                     pack.inside if pack else None)  # fmt: skip
    pack = _pack_place(name, lat, lon)
    entry = _nearest(entries, lat, lon, pack)
    if entry is not None:
        return _of_entry(entry, pack.inside if pack else None)
    if pack is not None:
        at = (pack.lat, pack.lon) if pack.lat is not None else (lat, lon)
        return _Spot(pack.name, pack.kind, pack.country, None, *at, None, 0, pack.inside)
    return _Spot(name, "place", None, None, lat, lon, None, 0, None)


def _of_entry(entry: Entry, inside: str | None) -> _Spot:
    return _Spot(
        entry.name,
        entry.kind,
        entry.country,
        entry.region,
        entry.lat,
        entry.lon,
        entry.geonameid,
        entry.population,
        inside,
    )


@cache
def _pack_places() -> dict[str, tuple[PackPlace, ...]]:
    found: dict[str, list[PackPlace]] = defaultdict(list)
    for pack in bundled():
        for place in load_pack(pack, alone=True).places:
            for name in dict.fromkeys(key(n) for n in place.names):
                found[name].append(place)
    return {name: tuple(places) for name, places in found.items()}


def _pack_place(name: str, lat: float | None, lon: float | None) -> PackPlace | None:
    """The place of a pack with this name, at these coordinates where both are known."""
    for place in _pack_places().get(key(name), ()):
        if lat is None or lon is None or place.lat is None or place.lon is None:
            return place
        wide = place.kind not in _SMALL
        if distance(lat, lon, place.lat, place.lon) <= (_SAME if not wide else 6 * _SAME):
            return place
    return None


def _nearest(entries: tuple[Entry, ...], lat: float | None, lon: float | None, pack: PackPlace | None) -> Entry | None:
    """The gazetteer's entry of that name: the one at the coordinates, or of the pack's country, else the largest.

    A pack's region or country is no town of the same name, nor the other way round.
    """
    wanted = None if pack is None else "small" if pack.kind in _SMALL else pack.kind
    if lat is None and pack is not None:
        lat, lon = pack.lat, pack.lon
    candidates = []
    for entry in entries:
        small = entry.kind == "town"
        if wanted is not None and small != (wanted == "small"):
            continue
        if pack is not None and entry.country != pack.country:
            continue
        if lat is not None and lon is not None and entry.lat is not None and entry.lon is not None:
            away = distance(lat, lon, entry.lat, entry.lon)
            if away > (_SAME / 2 if small else 10 * _SAME):
                continue
            candidates.append((away if small else away + _SAME, entry))
        elif pack is None or pack.kind in ("region", "country"):
            candidates.append((0.0, entry))
    return min(candidates, key=lambda c: c[0])[1] if candidates else None


def _around(spot: _Spot) -> _Spot | None:
    """What a place lies in, one step wider: the pack's word first, then its region, then its country."""
    wider = containments()["regions"].get(spot.name)
    if spot.inside is not None or wider is not None:
        name = str(wider or spot.inside)
        pack = next((p for p in _pack_places().get(key(name), ()) if p.country == spot.country), None)
        entries = tuple(e for e in gazetteer().lookup(name) if e.country == spot.country)
        entry = _nearest(entries, None, None, pack)
        if entry is not None:
            return _of_entry(entry, pack.inside if pack else None)
        if pack is not None:
            return _Spot(pack.name, pack.kind, pack.country, None, pack.lat, pack.lon, None, 0, pack.inside)
    if spot.country is None or spot.kind == "country":
        return None
    if spot.region is not None and spot.kind != "region":
        region = gazetteer().region(spot.country, spot.region)
        if region is not None:
            pack = _pack_place(region.name, region.lat, region.lon)
            return _of_entry(region, pack.inside if pack and pack.kind == "region" else None)
    country = gazetteer().country(spot.country)
    return _of_entry(country, None) if country is not None else None


def compare(a: Where | None, b: Where | None) -> Standing:
    """How two places stand to each other."""
    if a is None or b is None:
        return Standing.UNKNOWN
    if a.id == b.id:
        return Standing.EQUAL
    if b.id in a.chain:
        return Standing.INSIDE
    if a.id in b.chain:
        return Standing.AROUND
    if b.around and in_surroundings(a, b):
        return Standing.OVERLAPPING if a.around and in_surroundings(b, a) else Standing.INSIDE
    if a.around and in_surroundings(b, a):
        return Standing.AROUND
    return Standing.DISJOINT


def in_surroundings(small: Where, town: Where) -> bool:
    """Whether a village lies in the surroundings of a town that is not smaller."""
    if not (small.small and town.small) or small.population > town.population or small.country != town.country:
        return False
    if small.lat is None or small.lon is None or town.lat is None or town.lon is None:
        return False
    return distance(small.lat, small.lon, town.lat, town.lon) <= SURROUNDINGS


@lru_cache(maxsize=100_000)
def distance(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points, along the great circle (haversine)."""
    lat_1, lon_1, lat_2, lon_2 = map(radians, (lat_a, lon_a, lat_b, lon_b))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
