"""What a conflict pack knows: sides, actors, people with their offices, places. Values only; loading is in load.py."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

KINDS = (
    "government",  # speaks for a state or for those who rule a territory
    "ministry",
    "army",  # armed forces of a state, their branches and staffs
    "militia",  # armed groups that are not a state's army
    "unit",  # a brigade, battalion, regiment
    "service",  # intelligence and security
    "police",
    "authority",  # other public bodies: courts, rescue services, town councils
    "parliament",
    "agency",  # news agencies
    "medium",  # papers, broadcasters, news sites, channels
    "thinktank",
    "organisation",  # unions of states, the UN and its bodies, NGOs
    "company",
    "people",  # a nation or a population
    "person",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the conflict, or a country that looks on."""

    id: str
    about: str
    countries: tuple[str, ...] = ()  # ISO 3166 codes whose nationality words mean this side
    against: tuple[str, ...] = ()  # the sides that it fights
    civilian: bool = False
    nouns: tuple[str, ...] = ()  # common nouns that always mean this side in this war: "rebellen"
    default: tuple[str, ...] = ()  # nouns that mean it where nothing says whose they are: "leger"
    people: str | None = (
        None  # the side that its people are, where that isn't the side itself: "Sudanezen" are civilians
    )
    unsplit: bool = False  # the dead of its places are its own where a source doesn't say who they were
    given: tuple[str, ...] = ()  # given names that only its people bear
    surnames: tuple[str, ...] = ()  # endings of surnames that only its people bear: "yan"
    arms: tuple[str, ...] = ()  # names of weapons that only this side has: "Shahed", "Leopard"
    helped: bool = False  # aid and arms that a text says nothing more of go to this side


@dataclass(frozen=True, slots=True)
class Office:
    """`who held it` is the person that lists it; `of` is an actor's id, a place or a country; days are inclusive."""

    title: str
    of: str | None = None
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether the office was held on `day`; an unknown day is within every term."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts or speaks: an army, a ministry, a paper, a person (`kind` is one of KINDS)."""

    id: str
    name: str
    kind: str
    side: str | None
    also: tuple[str, ...] = ()  # other names, nicknames, abbreviations
    offices: tuple[Office, ...] = ()  # of a person
    gender: str | None = None  # "f" or "m", of a person

    @property
    def person(self) -> bool:
        return self.kind == "person"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class PackPlace:
    """A place of the conflict. `geonames` is the GeoNames name it stands for, or `lat`/`lon` say where it lies."""

    name: str
    country: str  # ISO 3166
    also: tuple[str, ...] = ()
    geonames: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str = "place"  # place, region, river, sector, facility, country
    inside: str | None = None
    side: str | None = None  # who rules it, where that isn't the country's own side

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


EVENT_KINDS = (
    "war",  # what "the war" of the pack is
    "invasion",  # what "the invasion" is
    "offensive",  # … and "the offensive", "the ground offensive"
    "battle",  # of a place: "the battle of Bakhmut", "the siege"
)


@dataclass(frozen=True, slots=True)
class Event:
    """A war, or a part of one, that texts count from by name. `since` and `until` are its first and last day."""

    name: str
    kinds: tuple[str, ...]  # of EVENT_KINDS
    since: date
    until: date | None = None  # None: it goes on
    places: tuple[str, ...] = ()  # all names of the place that a battle is about

    def last_by(self, day: date) -> date:
        """The last day of the event that a text of `day` can count."""
        return day if self.until is None else min(day, self.until)


@dataclass(frozen=True, slots=True)
class Pack:
    """One conflict, or several merged."""

    id: str
    title: str
    about: str = ""
    sides: dict[str, Side] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    places: tuple[PackPlace, ...] = ()
    core: frozenset[str] = frozenset()  # ids of the sides that fight, as against third parties
    events: tuple[Event, ...] = ()

    def actor(self, id: str | None) -> Actor | None:
        """The actor with this id, or None."""
        return next((a for a in self.actors if a.id == id), None)

    def side_of_country(self, iso: str) -> str:
        """The id of the side that a country is on: the pack's, or else the country's own ISO code."""
        for side in self.sides.values():
            if iso in side.countries:
                return side.id
        return iso

    @property
    def armed_with(self) -> dict[str, str]:
        """The side that fights with a weapon, by its name in lower case."""
        return {arm.lower(): side.id for side in self.sides.values() for arm in side.arms}

    @property
    def fighting(self) -> tuple[str, ...]:
        """The sides that fight, in the pack's order."""
        return tuple(id for id in self.sides if id in self.core)

    def opponents(self, side: str) -> tuple[str, ...]:
        """The sides that fight `side`."""
        known = self.sides.get(side)
        return known.against if known else ()


def merge(packs: list[Pack]) -> Pack:
    """One pack that knows what all of `packs` know; on a clash the earlier pack wins."""
    if len(packs) == 1:
        return packs[0]
    sides: dict[str, Side] = {}
    actors: dict[str, Actor] = {}
    places: dict[tuple[str, str], PackPlace] = {}
    for pack in packs:
        for id, side in pack.sides.items():
            old = sides.get(id)
            sides[id] = side if old is None else _joined(old, side)
        for actor in pack.actors:
            actors.setdefault(actor.id, actor)
        for place in pack.places:
            places.setdefault((place.country, place.name), place)
    return Pack(
        id="+".join(pack.id for pack in packs if pack.id != "world") or "world",
        title=" + ".join(pack.title for pack in packs if pack.id != "world") or "Any conflict",
        sides=sides,
        actors=tuple(actors.values()),
        places=tuple(places.values()),
        core=frozenset().union(*(pack.core for pack in packs)),
        events=tuple(dict.fromkeys(event for pack in packs for event in pack.events)),
    )


def _joined(old: Side, new: Side) -> Side:
    """One side of two packs: what the second knows comes after what the first knows."""

    def both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(first + second))

    return replace(
        old,
        countries=both(old.countries, new.countries),
        against=both(old.against, new.against),
        nouns=both(old.nouns, new.nouns),
        default=both(old.default, new.default),
        people=old.people or new.people,
        unsplit=old.unsplit or new.unsplit,
        helped=old.helped or new.helped,
        given=both(old.given, new.given),
        surnames=both(old.surnames, new.surnames),
        arms=both(old.arms, new.arms),
    )
