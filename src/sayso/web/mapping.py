"""The map as shapes: outlines of countries and names of cities around the places that claims are about.

The base ships with the program (see training/outlines.py): no tiles, no network. Degrees become units of the drawing
by one scale for both, with a degree of longitude as short as it is at the middle of the map.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sqrt
from typing import Any

WIDTH, HEIGHT = 1000.0, 640.0
LABELS = 14  # places that are named in the drawing; the list beside it has all
_KM = {1: 0.0, 2: 12.0, 3: 35.0, 4: 80.0, 5: 120.0, 6: 250.0, 7: 400.0}  # how wide a place of this precision is taken
Box = tuple[float, float, float, float]


def world(places: Sequence[Mapping[str, Any]], box: Box | None) -> dict[str, Any] | None:
    """What to draw of the places (as `Counted.places` gives them), within `box` or around most claims; None if none
    has coordinates."""
    known = [p for p in places if p["lat"] is not None and p["lon"] is not None]
    if not known and box is None:
        return None
    west, south, east, north = _frame(box or _around(known))
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
                "label": len(taken) < LABELS and _free((at[0], at[1], radius), place["name"], taken),
            }
        )
    base = _base()
    outlines = []
    for country in base["countries"]:
        paths = [ring for ring in country["rings"] if _touches(ring, west, south, east, north)]
        if paths:
            drawn = "".join(
                "M" + "L".join(f"{x(r[n] / 100)} {y(r[n + 1] / 100)}" for n in range(0, len(r), 2)) + "Z" for r in paths
            )
            outlines.append({"name": country["name"], "path": drawn, **_middle(paths, x, y)})
    cities: list[dict[str, Any]] = []
    for name, lon, lat in base["cities"]:
        if west < lon < east and south < lat < north and len(cities) < 14 and name not in {p["name"] for p in points}:
            at = (x(lon), y(lat))
            if _free((*at, 3.0), name, taken):
                cities.append({"name": name, "x": at[0], "y": at[1]})
    return {
        "box": [round(v, 3) for v in (west, south, east, north)],
        "outlines": outlines,
        "cities": cities,
        "points": points,
        "outside": sum(p["claims"] for p in known) - sum(p["claims"] for p in points),
    }


def _around(places: Sequence[Mapping[str, Any]]) -> Box:
    """Where nine tenths of the claims lie."""
    total = sum(p["claims"] for p in places)

    def middle(name: str) -> tuple[float, float]:
        ordered, seen, inner = sorted(places, key=lambda p: p[name]), 0, []
        for place in ordered:
            seen += place["claims"]
            if total * 0.05 <= seen and seen - place["claims"] <= total * 0.95:
                inner.append(place[name])
        return inner[0], inner[-1]

    (west, east), (south, north) = middle("lon"), middle("lat")
    margin = max((north - south) * 0.2, (east - west) * 0.1, 0.4)
    return west - margin, south - margin, east + margin, north + margin


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


def _middle(rings: Sequence[Sequence[int]], x: Any, y: Any) -> dict[str, float]:
    """Where to write the country's name: in the middle of what the drawing shows of it."""
    points = [(x(r[n] / 100), y(r[n + 1] / 100)) for r in rings for n in range(0, len(r), 2)]
    inside = [p for p in points if 0 <= p[0] <= WIDTH and 0 <= p[1] <= HEIGHT]
    if len(inside) < 2:
        return {"x": -1.0, "y": -1.0}
    left, right = min(p[0] for p in inside), max(p[0] for p in inside)
    top, bottom = min(p[1] for p in inside), max(p[1] for p in inside)
    return {"x": round((left + right) / 2, 1), "y": round((top + bottom) / 2, 1)}


@cache
def _base() -> Any:
    return json.loads(files("sayso.web").joinpath("outlines.json").read_text(encoding="utf-8"))
