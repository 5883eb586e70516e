"""What comparing says to people: a question's label, and why two claims are related as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from sayso.accounts.measures import Measure
from sayso.accounts.questions import Group
from sayso.accounts.relations import Pair, Standings
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement
from sayso.accounts.values import RelationKind
from sayso.accounts.whom import EVERYONE, Whom
from sayso.reading.wording import UNITS, figure

_VERBS = {
    "killed": "killed",
    "wounded": "wounded",
    "casualties": "killed or wounded",
    "captured": "captured",
    "missing": "missing",
    "displaced": "displaced",
    "ground": "gained",
    "advance": "advanced",
    "retreat": "driven out or withdrawn",
    "control": "held",
    "position": "from their position",
    "attack": "aimed at them",
    "intercepted": "shot down",
    "equipment_loss": "lost",
    "unit_loss": "destroyed or rebuilt",
    "damage": "damaged or destroyed",
    "deployment": "sent or called up",
    "strength": "under arms",
    "supply": "delivered, promised or lacking",
    "population": "living",
    "legal": "in court",
    "other": "counted otherwise",
}
_ADJECTIVES = {
    "RU": "Russian",
    "UA": "Ukrainian",
    "IL": "Israeli",
    "PAL": "Palestinian",
    "LB": "Lebanese",
    "SY": "Syrian government",
    "TR": "Turkish",
    "UAE": "Emirati",
    "DRC": "Congolese",
    "RW": "Rwandan",
    "AZ": "Azerbaijani",
    "AM": "Armenian",
    "NK": "Karabakh Armenian",
    "ETH": "Ethiopian",
    "ER": "Eritrean",
    "YE": "Yemeni",
    "SAUDI": "Saudi-led",
    "KP": "North Korean",
    "US": "American",
    "UK": "British",
    "HEZ": "Hezbollah",
    "HAMAS": "Hamas",
    "HOUTHI": "Houthi",
    "REBELS": "rebel",
}
_OF_PEOPLE = frozenset({"killed", "wounded", "casualties", "captured", "missing", "displaced", "population"})
_THINGS = {"armoured": "armoured vehicles", "water": "litres of water", "home": "homes"}
_SHARES = {"percent": "Share of", "ratio": "Ratio of", "time": "Times that"}
_UNITLESS = {"percent": "share", "ratio": "ratio", "time": "times"}
_RELATIONS = {
    RelationKind.AGREES: "Two origins whose figures overlap",
    RelationKind.DIFFERS: "Two origins whose figures exclude each other",
    RelationKind.DENIES: "The one rejects what the other asserts",
}
REASONS = {
    "same text": "The same text says it again",
    "same speaker": "The same speaker gives the same figure",
    "copied": "Both go back to one report of it",
    "correction": "The speaker corrects the figure",
    "own count": "The same speaker gave another figure earlier",
    "rising toll": "The count of the same incident has risen since",
    "part exceeds": "The one is part of the other, yet larger",
    "said so": "The text says that it counts some of those",
    "contained": "The one is part of the other",
}
_RESPECTS = {
    "measure": {Standing.INSIDE: "a part of what is measured", Standing.AROUND: "the wider measure"},
    "who": {
        Standing.INSIDE: "some of the people",
        Standing.AROUND: "more of the people",
        Standing.UNKNOWN: "not said whom",
    },
    "where": {
        Standing.INSIDE: "a place in the other's",
        Standing.AROUND: "the wider place",
        Standing.UNKNOWN: "place not said",
    },
    "when": {
        Standing.INSIDE: "days within the other's",
        Standing.AROUND: "the longer time",
        Standing.UNKNOWN: "days not said",
        Standing.OVERLAPPING: "times that overlap",
    },
}


def label(group: Group, example: Statement, start: str | None, end: str | None) -> str:
    """A question in plain English: "Russian soldiers killed at Bakhmut, 8–14 March 2023".

    `example` is the claim that says most; `start` and `end` are ISO days.
    """
    measure, who, place = group.bucket[0], group.bucket[1], example.where
    words = _measured(measure, who)
    if measure.rate:
        words += " a day"
    if place is not None:
        words += f" {'in' if place.kind in ('country', 'region', 'area') else 'at'} {place.name}"
    days = "before the war" if group.before else _days(start, end, group.total)
    return f"{words[0].upper()}{words[1:]}{', ' + days if days else ''}"


def _measured(measure: Measure, who: Whom) -> str:
    """What is counted: "Russian soldiers killed", "Share of Ukrainian soldiers killed", "tanks against …"."""
    people, verb = _people(measure, who), _VERBS.get(measure.kind, measure.kind)
    if measure.kind == "ground":
        return f"{people} ground gained, in {_unit(measure)}"
    side = " and ".join(_ADJECTIVES.get(side, side) for side in who.sides)
    if measure.unit in _SHARES and measure.kind in _OF_PEOPLE:
        return f"{_SHARES[measure.unit]} {people or 'people'} {verb}"
    if measure.unit in _SHARES:
        if measure.kind == "control" and side:
            return f"Share held by {side} forces"
        return f"{side} {_UNITLESS[measure.unit]} {verb}".strip()
    if measure.kind == "attack":
        return f"{_things(measure)} against {side} targets" if side else _things(measure)
    return f"{people} {verb}"


def _unit(measure: Measure) -> str:
    return UNITS.get(measure.unit, (measure.unit, measure.unit))[1] or "items"


def _things(measure: Measure) -> str:
    if measure.thing is None:
        return _unit(measure)
    if measure.thing in _THINGS:
        return _THINGS[measure.thing]
    return measure.thing + ("es" if measure.thing.endswith(("s", "sh", "ch")) else "s")


def _people(measure: Measure, who: Whom) -> str:
    sides = [_ADJECTIVES.get(side, side) for side in who.sides if side != "civilians"]
    sides = [side for side in sides if side != "hostages"]
    civil = "civilians" in who.sides
    side = " and ".join(sides)
    part = who.part.removeprefix("~") if who.part else ""
    part = part[0].upper() + part[1:] if part and who.part and not who.part.startswith("~") else part
    if measure.kind == "ground":
        return side
    if measure.unit == "person" or measure.kind in _OF_PEOPLE:
        group = who.group or ""
        if group in ("", EVERYONE):
            group = "people" if not (side or civil) or who.group == EVERYONE else "soldiers" if sides else ""
        if civil and not sides and group == EVERYONE:
            group = "civilians"
        return " ".join(word for word in (side, part, group.replace("+", " and ")) if word)
    return " ".join(word for word in (side or ("civilian" if civil else ""), part, _things(measure)) if word)


def _days(start: str | None, end: str | None, cumulative: bool) -> str:
    if cumulative:
        since = f"since {_day(start)}" if start else "in all"
        return f"{since}, to {_day(end)}" if end else since
    if start is None or end is None:
        return ""
    if start == end:
        return _day(start)
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(end)}"
    if first.year == last.year:
        return f"{_day(start).rsplit(' ', 1)[0]} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def _day(iso: str | None) -> str:
    if iso is None:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def why(pair: Pair, sayings: Mapping[str, str]) -> str:
    """Why two claims are related as they are, in a sentence: who says what, and in which respects they part.

    `sayings` has the `saying` of each claim by its id, so that it is made once for all pairs of a claim.
    """
    words = REASONS.get(pair.reason) or _RELATIONS[pair.kind]
    return f"{words}: {sayings[pair.a.id]}; {sayings[pair.b.id]}{_respects(pair.standings)}."


@cache
def _respects(met: Standings) -> str:
    """In which respects two claims part, in brackets."""
    standings = (("measure", met.measure), ("who", met.who), ("where", met.where), ("when", met.when))
    said = [words for name, standing in standings if (words := _RESPECTS[name].get(standing))]
    return f" ({', '.join(said)})" if said else ""


def saying(statement: Statement) -> str:
    """Who says what: "Prigozhin says 20,000"."""
    figure_words = figure(statement.claim.quantity).replace("\u00a0", " ")
    verb = "denies" if statement.denied else "says"
    return f"{statement.speaker.name} {verb} {figure_words}"
