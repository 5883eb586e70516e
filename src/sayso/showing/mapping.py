"""The map as shapes: outlines of countries and of their regions, and names of cities, around the places that claims
are about.

The base ships with the program (see training/outlines.py): no tiles, no network. Degrees become units of the drawing
by one scale for both, with a degree of longitude as short as it is at the middle of the map.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sqrt
from typing import Any

WIDTH, HEIGHT = 1000.0, 640.0
REGIONS = 14.0  # degrees from south to north, above which a map is too wide for regions
LABELS = 14  # places that are named in the drawing; the list beside it has all
_COUNTRY = 6  # the precision from which a place is a country, or more
_KM = {1: 0.0, 2: 12.0, 3: 35.0, 4: 80.0, 5: 120.0, 6: 250.0, 7: 400.0}  # how wide a place of this precision is taken
Box = tuple[float, float, float, float]


def world(places: Sequence[Mapping[str, Any]], box: Box | None) -> dict[str, Any] | None:
    """What to draw of the places (as `Counted.places` gives them), within `box` or around most claims; None if none
    has coordinates."""
    known = [p for p in places if p["lat"] is not None and p["lon"] is not None]
    named = [
        p for p in known if (p["precision"] or 1) < _COUNTRY
    ] or known  # a country's middle is nowhere near a front
    if not known and box is None:
        return None
    west, south, east, north = _frame(box or _around(named))
    squeeze = cos(radians((south + north) / 2))
    scale = HEIGHT / (north - south)

    def x(lon: float) -> float:
        return round((lon - west) * squeeze * scale, 1)

    def y(lat: float) -> float:
        return round((north - lat) * scale, 1)

    most = max((p["claims"] for p in known), default=1)
    taken: list[Box] = []
    points = []
    for place in known:
        at = (x(place["lon"]), y(place["lat"]))
        if not (0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT):
            continue
        radius = round(4 + 22 * sqrt(place["claims"] / most), 1)
        around = _KM.get(place["precision"] or 1, 0.0) / 111.0 * scale
        points.append(
            {
                **place,
                "x": at[0],
                "y": at[1],
                "r": radius,
                "around": round(around, 1) if around > radius else 0,
                "label": _label((at[0], at[1], radius), place["name"], taken) if len(taken) < LABELS else "",
            }
        )
    base = _base("outlines")
    outlines = []
    for country in base["countries"]:
        paths = [ring for ring in country["rings"] if _touches(ring, west, south, east, north)]
        if paths:
            drawn = "".join(
                "M" + "L".join(f"{x(r[n] / 100)} {y(r[n + 1] / 100)}" for n in range(0, len(r), 2)) + "Z" for r in paths
            )
            outlines.append({"name": country["name"], "path": drawn, **_middle(paths, country["name"], x, y, taken)})
    named_places = {point["name"] for point in points}
    regions: dict[str, Any] = {"path": "", "names": []}
    if north - south < REGIONS:
        regions = _regions((west, south, east, north), x, y, taken, named_places)
    cities: list[dict[str, Any]] = []
    for name, lon, lat in base["cities"]:
        if west < lon < east and south < lat < north and len(cities) < 14 and name not in named_places:
            at = (x(lon), y(lat))
            if _free((*at, 3.0), name, taken):
                cities.append({"name": name, "x": at[0], "y": at[1]})
    return {
        "box": [round(v, 3) for v in (west, south, east, north)],
        "outlines": outlines,
        "regions": regions,
        "cities": cities,
        "points": points,
        "outside": sum(p["claims"] for p in known) - sum(p["claims"] for p in points),
    }


def _around(places: Sequence[Mapping[str, Any]]) -> Box:
    """Where the most of the claims lie: on each side the outermost seventh doesn't count."""
    total = sum(p["claims"] for p in places)

    def middle(name: str) -> tuple[float, float]:
        ordered, seen, inner = sorted(places, key=lambda p: p[name]), 0, []
        for place in ordered:
            seen += place["claims"]
            if total * 0.15 <= seen and seen - place["claims"] <= total * 0.85:
                inner.append(place[name])
        return inner[0], inner[-1]

    (west, east), (south, north) = middle("lon"), middle("lat")
    margin = max((north - south) * 0.2, (east - west) * 0.1, 0.4)
    beside = max(margin, (east - west) * 0.18)  # a name is written beside its place
    return west - beside, south - margin, east + beside, north + margin


def _frame(box: Box) -> Box:
    """The box, made as wide or as high as the drawing is."""
    west, south, east, north = box
    south, north = max(south, -85.0), min(north, 85.0)
    if north - south < 0.2:
        south, north = south - 0.2, north + 0.2
    squeeze = cos((south + north) / 2 * pi / 180)
    wide, high = (east - west) * squeeze, north - south
    if wide < high * WIDTH / HEIGHT:
        more = (high * WIDTH / HEIGHT - wide) / squeeze / 2
        west, east = west - more, east + more
    else:
        more = (wide * HEIGHT / WIDTH - high) / 2
        south, north = south - more, north + more
    return west, south, east, north


def _label(at: tuple[float, float, float], name: str, taken: list[Box]) -> str:
    """On which side of its disc a place is named: "start" is right of it, "end" left, "" nowhere."""
    if _free(at, name, taken):
        return "start"
    left = (at[0] - 2 * at[2] - 11 - 10.5 * len(name), at[1], at[2])
    return "end" if left[0] > 0 and _free(left, name, taken) else ""


def _free(at: tuple[float, float, float], name: str, taken: list[Box]) -> bool:
    """Whether a label fits right of the point without touching another; it then takes the room."""
    box = (at[0] + at[2] + 3, at[1] - 10, at[0] + at[2] + 8 + 10.5 * len(name), at[1] + 10)
    if box[2] > WIDTH or any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
        return False
    taken.append(box)
    return True


def _touches(ring: Sequence[int], west: float, south: float, east: float, north: float) -> bool:
    lons, lats = ring[::2], ring[1::2]
    if max(lons) - min(lons) > 34000:  # it crosses the date line: a band over the whole drawing
        return False
    return min(lons) / 100 < east and max(lons) / 100 > west and min(lats) / 100 < north and max(lats) / 100 > south


def _regions(frame: Box, x: Any, y: Any, taken: list[Box], places: Set[str]) -> dict[str, Any]:
    """The borders between regions as one path, and the names of those that lie in the frame, are no place of a claim
    themselves, and have room."""
    west, south, east, north = frame
    base = _base("regions")
    drawn = "".join(
        "M" + "L".join(f"{x(line[n] / 100)} {y(line[n + 1] / 100)}" for n in range(0, len(line), 2))
        for line in base["lines"]
        if _touches(line, west, south, east, north)
    )
    names = []
    for name, lon, lat in base["names"]:
        at, wide = (x(lon), y(lat)), 9.5 * len(name)
        inside = wide / 2 < at[0] < WIDTH - wide / 2 and 20 < at[1] < HEIGHT - 10
        if inside and name not in places and _room(at, wide, taken):
            taken.append(_around_words(at, wide))
            names.append({"name": name, "x": at[0], "y": at[1]})
    return {"path": drawn, "names": names}


def _middle(rings: Sequence[Sequence[int]], name: str, x: Any, y: Any, taken: list[Box]) -> dict[str, float]:
    """Where to write the country's name: in the widest stretch of land that the drawing shows of it, if it fits."""
    wide = 13.5 * len(name)
    best = (0.0, 0.0, 0.0)  # width, x, y
    lines = [[(x(r[n] / 100), y(r[n + 1] / 100)) for n in range(0, len(r), 2)] for r in rings]
    for row in range(1, 13):
        at = HEIGHT * row / 13
        for points in lines:
            crossed = sorted(
                a[0] + (at - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
                for a, b in zip(points, [*points[1:], points[0]], strict=True)
                if (a[1] > at) != (b[1] > at)
            )
            for begun, ended in zip(crossed[::2], crossed[1::2], strict=False):
                left, right = max(begun, 0.0), min(ended, WIDTH)
                if right - left > best[0] and _room(((left + right) / 2, at), wide, taken):
                    best = (right - left, (left + right) / 2, at)
    if best[0] < wide:
        return {"x": -1.0, "y": -1.0}
    taken.append(_around_words(best[1:], wide))
    return {"x": round(best[1], 1), "y": round(best[2], 1)}


def _room(at: tuple[float, float], wide: float, taken: Sequence[Box]) -> bool:
    box = _around_words(at, wide)
    return not any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken)


def _around_words(at: tuple[float, float], wide: float) -> Box:
    """What words take up that are written in the middle above a point."""
    return at[0] - wide / 2, at[1] - 16, at[0] + wide / 2, at[1] + 6


@cache
def _base(name: str) -> Any:
    return json.loads(files("sayso.showing").joinpath(f"{name}.json").read_text(encoding="utf-8"))
