"""A pack's TOML file into a `Pack`: the whole file is checked first, and all faults are reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.packs.names import key, plain
from sayso.packs.pack import EVENT_KINDS, KINDS, Actor, Event, Office, Pack, PackPlace, Side, merge

PLACE_KINDS = ("place", "region", "river", "sector", "facility", "country")
_TOP = {"id", "title", "about", "sides", "actors", "people", "places", "events"}
_SIDE = {
    "about",
    "countries",
    "against",
    "civilian",
    "third_party",
    "nouns",
    "default",
    "people",
    "unsplit",
    "given",
    "surnames",
    "arms",
    "helped",
}
_ACTOR = {"id", "name", "kind", "also"}
_PERSON = {"id", "name", "also", "offices", "gender"}
_OFFICE = {"title", "of", "from", "until"}
_EVENT = {"name", "kinds", "from", "until", "place"}
_PLACE = {"name", "also", "geonames", "lat", "lon", "kind", "inside", "side"}


class PackError(ValueError):
    """A pack that can't be used. `faults` lists everything that is wrong with it, one sentence each."""

    def __init__(self, source: str, faults: list[str]) -> None:
        self.source = source
        self.faults = faults
        plural = "fault" if len(faults) == 1 else "faults"
        super().__init__(f"{source}: {len(faults)} {plural} in this pack\n" + "\n".join(f"  - {f}" for f in faults))


def bundled() -> list[str]:
    """The ids of the packs that come with sayso."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in files("sayso.packs").joinpath("conflicts").iterdir()
        if entry.name.endswith(".toml")
    )


@cache
def load_pack(id_or_path: str | Path, *, alone: bool = False) -> Pack:
    """The pack with this id, or the one in this TOML file, laid over the world's third parties unless `alone`.

    Raises PackError, listing all faults, when the file can't be used, and FileNotFoundError when there is none.
    """
    path = Path(id_or_path)
    if path.suffix == ".toml" or path.is_file():
        if not path.exists():
            raise FileNotFoundError(f"no pack file {path}")
        pack = parse_pack(path.read_text(encoding="utf-8"), str(path))
    else:
        resource = files("sayso.packs").joinpath("conflicts", f"{id_or_path}.toml")
        if not resource.is_file():
            known = ", ".join(bundled())
            raise FileNotFoundError(
                f"no pack {str(id_or_path)!r}: the bundled ones are {known}; name your own by its path, FILE.toml"
            )
        pack = parse_pack(resource.read_text(encoding="utf-8"), f"{id_or_path}.toml")
    return pack if alone or pack.id == "world" else merge([pack, load_pack("world")])


def parse_pack(text: str, source: str = "pack.toml") -> Pack:
    """The pack that `text` describes; `source` names it in messages. Raises PackError with all faults."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(source, [f"this is not valid TOML: {error}"]) from error
    return _Loader(data, source).pack()


class _Loader:
    """Reads one file, gathering faults instead of stopping at the first."""

    def __init__(self, data: dict[str, Any], source: str) -> None:
        self.data = data
        self.source = source
        self.faults: list[str] = []

    def pack(self) -> Pack:
        self._known(self.data, _TOP, "the file")
        id = self._text(self.data, "id", "the file")
        sides = {name: self._side(name, table) for name, table in self._table("sides").items()}
        if not sides:
            self.fault('there are no sides; add at least one, such as [sides.RU] with about = "Russia and its army"')
        core = frozenset(name for name, table in self._table("sides").items() if _fights(table))
        actors = [a for side, table, where in self._entries("actors", sides) if (a := self._actor(side, table, where))]
        actors += [
            a for side, table, where in self._entries("people", sides) if (a := self._person(side, table, where))
        ]
        places = [
            p for iso, table, where in self._entries("places", None) if (p := self._place(iso, table, where, sides))
        ]
        events = self._events(places)
        for side in sides.values():
            for other in side.against:
                if other not in sides:
                    self.fault(
                        f"sides.{side.id}: fights {other!r}, which is no side of this pack{self._meant(other, sides)}"
                    )
        self._unique(actors)
        if self.faults:
            raise PackError(self.source, self.faults)
        return Pack(
            id,
            str(self.data.get("title", id)),
            str(self.data.get("about", "")),
            sides,
            tuple(actors),
            tuple(places),
            core,
            events,
        )

    def fault(self, words: str) -> None:
        self.faults.append(words)

    def _meant(self, word: str, known: Iterable[str]) -> str:
        known = list(known)
        near = get_close_matches(word, known, 1, 0.6) or [k for k in known if k.casefold() == word.casefold()]
        return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known))}"

    def _known(self, table: dict[str, Any], allowed: set[str], where: str) -> None:
        for name in table:
            if name not in allowed:
                self.fault(f"{where}: nothing is called {name!r} here{self._meant(name, allowed)}")

    def _table(self, name: str) -> dict[str, Any]:
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.fault(f"{name}: expected a table, such as [{name}.RU], not {type(value).__name__}")
            return {}
        return value

    def _text(self, table: dict[str, Any], name: str, where: str) -> str:
        value = table.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fault(
                f"{where}: {name} is missing" if value is None else f"{where}: {name} must be a text, not {value!r}"
            )
            return ""
        return value

    def _texts(self, table: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(f'{where}: {name} must be a list of texts, such as ["Wagner", "Wagnergroep"]')
            return ()
        return tuple(value)

    def _day(self, table: dict[str, Any], name: str, where: str) -> date | None:
        value = table.get(name)
        if value is not None and type(value) is not date:
            self.fault(f"{where}: {name} must be a day without quotes, such as 2022-02-24, not {value!r}")
            return None
        return value

    def _entries(self, name: str, sides: dict[str, Side] | None) -> Iterable[tuple[str, dict[str, Any], str]]:
        for group, rows in self._table(name).items():
            where = f"{name}.{group}"
            if sides is not None and group != "none" and group not in sides:
                self.fault(f"{where}: {group!r} is no side of this pack{self._meant(group, sides)}")
            if sides is None and not re.fullmatch("[A-Z]{2}", group):
                self.fault(f"{where}: places are listed by country, as two capitals (ISO 3166), such as places.UA")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self.fault(f'{where}: expected a list of entries such as {{ name = "..." }}')
                continue
            for number, row in enumerate(rows, 1):
                yield group, row, f"{where}, entry {number} ({row.get('name', 'without a name')})"

    def _side(self, id: str, table: Any) -> Side:
        where = f"sides.{id}"
        if not isinstance(table, dict):
            self.fault(f'{where}: expected a table with about = "..."')
            return Side(id, "")
        self._known(table, _SIDE, where)
        return Side(
            id,
            self._text(table, "about", where),
            countries=self._texts(table, "countries", where),
            against=self._texts(table, "against", where),
            civilian=table.get("civilian") is True,
            nouns=self._texts(table, "nouns", where),
            default=self._texts(table, "default", where),
            people=table.get("people"),
            unsplit=table.get("unsplit") is True,
            given=self._texts(table, "given", where),
            surnames=self._texts(table, "surnames", where),
            arms=self._texts(table, "arms", where),
            helped=table.get("helped") is True,
        )

    def _actor(self, side: str, table: dict[str, Any], where: str) -> Actor | None:
        self._known(table, _ACTOR, where)
        name = self._text(table, "name", where)
        kind = self._text(table, "kind", where)
        if kind and (kind not in KINDS or kind == "person"):
            advice = "; people are listed under people, not actors" if kind == "person" else self._meant(kind, KINDS)
            self.fault(f"{where}: {kind!r} is no kind of actor{advice}")
        also = self._texts(table, "also", where)
        return Actor(str(table.get("id") or _slug(name)), name, kind, None if side == "none" else side, also)

    def _person(self, side: str, table: dict[str, Any], where: str) -> Actor | None:
        self._known(table, _PERSON, where)
        name = self._text(table, "name", where)
        also = self._texts(table, "also", where)
        if table.get("gender", "m") not in ("m", "f"):
            self.fault(f'{where}: gender is "f" or "m", not {table["gender"]!r}')
        rows = table.get("offices", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault(f'{where}: offices is a list such as [{{ title = "president", from = 2019-05-20 }}]')
            rows = []
        offices = tuple(self._office(row, where) for row in rows)
        gender = table.get("gender")
        return Actor(
            str(table.get("id") or _slug(name)), name, "person", None if side == "none" else side, also, offices, gender
        )

    def _office(self, table: dict[str, Any], where: str) -> Office:
        where = f"{where}, offices"
        self._known(table, _OFFICE, where)
        since, until = self._day(table, "from", where), self._day(table, "until", where)
        if since and until and until < since:
            self.fault(f"{where}: {table.get('title')} ends on {until}, before it begins on {since}")
        of = table.get("of")
        return Office(self._text(table, "title", where), str(of) if of is not None else None, since, until)

    def _place(self, iso: str, table: dict[str, Any], where: str, sides: dict[str, Side]) -> PackPlace | None:
        self._known(table, _PLACE, where)
        name = self._text(table, "name", where)
        lat, lon = (self._degrees(table, axis, limit, where) for axis, limit in (("lat", 90), ("lon", 180)))
        if (lat is None) != (lon is None):
            self.fault(f"{where}: lat and lon go together")
        kind = table.get("kind", "place")
        if kind not in PLACE_KINDS:
            self.fault(f"{where}: {kind!r} is no kind of place{self._meant(str(kind), PLACE_KINDS)}")
        side = table.get("side")
        if side is not None and side not in sides:
            self.fault(f"{where}: {side!r} is no side of this pack{self._meant(str(side), sides)}")
        also = self._texts(table, "also", where)
        return PackPlace(name, iso, also, table.get("geonames"), lat, lon, str(kind), table.get("inside"), side)

    def _events(self, places: list[PackPlace]) -> tuple[Event, ...]:
        rows = self.data.get("events", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault('events: expected tables such as [[events]] with name = "…", kinds = ["war"], from = 2022-02-24')
            return ()
        found = []
        for number, row in enumerate(rows, 1):
            event = self._event(row, f"events, entry {number} ({row.get('name', 'without a name')})", places)
            if event is not None:
                found.append(event)
        return tuple(found)

    def _event(self, table: dict[str, Any], where: str, places: list[PackPlace]) -> Event | None:
        self._known(table, _EVENT, where)
        name, kinds = self._text(table, "name", where), self._texts(table, "kinds", where)
        since, until = self._day(table, "from", where), self._day(table, "until", where)
        for kind in kinds:
            if kind not in EVENT_KINDS:
                self.fault(f"{where}: {kind!r} is no kind of event{self._meant(kind, EVENT_KINDS)}")
        if not kinds:
            self.fault(f"{where}: kinds says which words mean it; known are {', '.join(EVENT_KINDS)}")
        place = table.get("place")
        if (place is None) == ("battle" in kinds):
            self.fault(f'{where}: a battle, and nothing else, has a place = "…"')
        if since is None:
            if "from" not in table:
                self.fault(f"{where}: from is missing; write its first day, such as from = 2022-02-24")
            return None
        if until is not None and until < since:
            self.fault(f"{where}: it ends on {until}, before it begins on {since}")
        names = next((p.names for p in places if place in p.names), ())
        if place is not None and not names:
            near = get_close_matches(str(place), [name for p in places for name in p.names], 1, 0.6)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            self.fault(f"{where}: {place!r} is not among the places of this pack{meant}")
        return Event(name, kinds, since, until, names)

    def _degrees(self, table: dict[str, Any], name: str, limit: int, where: str) -> float | None:
        value = table.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
            self.fault(f"{where}: {name} is a number of degrees between -{limit} and {limit}, not {value!r}")
            return None
        return float(value)

    def _unique(self, actors: list[Actor]) -> None:
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for actor in actors:
            if actor.id in ids:
                self.fault(
                    f"{actor.name}: the id {actor.id!r} is taken by {ids[actor.id]}; give one of them another id"
                )
            ids[actor.id] = actor.name
            for name in actor.names:
                # An abbreviation is matched with its capitals: IS isn't the verb "is".
                owner = names.setdefault(name if name.isupper() else key(name), actor.id)
                if owner != actor.id:
                    self.fault(
                        f"{actor.name}: the name {name!r} already means {owner!r}; a name can mean only one actor"
                    )


def _fights(table: Any) -> bool:
    return isinstance(table, dict) and bool(table.get("against")) and not table.get("third_party")


def _slug(name: str) -> str:
    return plain(name).replace(" ", "-")
