"""Questions about the killed, as rows in the 49 columns of UCDP's Georeferenced Event Dataset (GED 23.1).

docs/ucdp.md says column by column what is filled, how, and what can't be. Sundberg & Melander, "Introducing the UCDP
Georeferenced Event Dataset", Journal of Peace Research 50(4), 2013; Högbladh, "UCDP GED Codebook version 23.1".
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import floor
from typing import BinaryIO

from sayso.accounts.values import Question
from sayso.documents.document import Document
from sayso.exporting.table import Cell, cell, csv_cell
from sayso.packs import Pack, bundled, load_pack
from sayso.places.gazetteer import gazetteer
from sayso.reading.claim import Claim
from sayso.reading.ids import digest

Evidence = Sequence[tuple[Claim, Document]]  # a question's claims, each with its document

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
    *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity"),
    *("date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "high", "low", "gwnoa", "gwnob"),
)

STATE_BASED, NON_STATE = 1, 2  # UCDP's types of violence; 3, one-sided, is not told apart
CLEAR, SUMMARY = 1, 2  # UCDP's event_clarity
CIVILIANS = "civilians"
_FORTNIGHT = 13  # an undated claim is about the fortnight to its publication (docs/accounts.md)
_BETWEEN = "; "  # of several in one cell, as UCDP has it


@dataclass(frozen=True, slots=True)
class Dyad:
    """The two sides of a conflict, as the pack orders them. `iso` is the country whose government a side is."""

    conflict: str
    a: str
    b: str
    name_a: str
    name_b: str
    iso_a: str | None
    iso_b: str | None


def counts(question: Question) -> bool:
    """Whether a question makes a row: it counts killed people (not so many a day), and somebody asserts a figure."""
    estimate = question.estimate
    people = question.kind == "killed" and question.unit == "person" and question.per is None
    return people and any(bound is not None for bound in (estimate.low, estimate.best, estimate.high))


def row(question: Question, evidence: Evidence) -> dict[str, Cell]:
    """The question as a row; what UCDP knows and no text says is None."""
    cells: dict[str, Cell] = dict.fromkeys(COLUMNS)
    first, last = _days(question, evidence)
    place_prec = _where_prec(question, evidence)
    date_prec = _date_prec(first, last)
    cells |= {
        "id": int.from_bytes(digest([question.id], 8)) >> 12,  # a number that spreadsheets hold exactly
        "relid": question.id,
        "year": last.year if last else None,
        "number_of_sources": len(question.origins),
        "where_prec": place_prec,
        "event_clarity": CLEAR
        if (date_prec or 9) <= 2 and (place_prec or 9) <= 3 and not question.cumulative
        else SUMMARY,
        "date_prec": date_prec,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        **_sources(question, evidence),
        **_place(question, evidence),
        **_deaths(question, evidence),
    }
    return {name: cell(value) if isinstance(value, str) else value for name, value in cells.items()}


def write(rows: Iterable[dict[str, Cell]], out: BinaryIO) -> int:
    """Write comma-separated values (UTF-8, one header line, text in quotes); returns how many rows."""
    out.write(",".join(COLUMNS).encode() + b"\n")
    number = 0
    for each in rows:
        out.write(",".join(csv_cell(each[name]) for name in COLUMNS).encode() + b"\n")
        number += 1
    return number


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell (half a degree wide, numbered from the south-west, row by row) of a point in degrees.

    Tollefsen, Strand & Buhaug, "PRIO-GRID: A unified spatial data structure", Journal of Peace Research 49(2), 2012.
    """
    down, across = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return down * 720 + across + 1


# ---------------------------------------------------------------- when


def _days(question: Question, evidence: Evidence) -> tuple[date | None, date | None]:
    """First and last day: of the question, or else of the fortnight to the first publication."""
    start, end = question.start or question.end, question.end or question.start
    if start and end:
        return date.fromisoformat(start), date.fromisoformat(end)
    published = [document.published.day for _, document in evidence if document.published.day]
    if not published:
        return None, None
    return min(published) - timedelta(days=_FORTNIGHT), min(published)


def _date_prec(first: date | None, last: date | None) -> int | None:
    """UCDP's date_prec: 1 a day, 2 up to six, 3 a week, 4 up to a month, 5 longer."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return next((precision for precision, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


# ---------------------------------------------------------------- where


def _where_prec(question: Question, evidence: Evidence) -> int | None:
    """UCDP's where_prec, as most of the claims that name the place have it (the finer of two as frequent)."""
    found = Counter(c.place.precision for c, _ in evidence if c.place and c.place.name == question.place)
    return min(found, key=lambda precision: (-found[precision], precision)) if found else None


def _place(question: Question, evidence: Evidence) -> dict[str, Cell]:
    if question.place is None:
        return {}
    lat, lon = question.lat, question.lon
    iso, region = _lies_in(question.place, question.geonameid, lat, lon)
    mentions = [c.place.text for c, _ in evidence if c.place and c.place.name == question.place and c.place.text]
    point = lat is not None and lon is not None
    number = numbers().get(iso or "")
    return {
        "where_coordinates": question.place,
        "where_description": mentions[0] if mentions else None,
        "adm_1": region,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if point else None,
        "priogrid_gid": priogrid(lat, lon) if lat is not None and lon is not None else None,
        "country": _country(iso),
        "country_id": number,
        "region": _region(number),
    }


@cache
def _lies_in(name: str, geonameid: int | None, lat: float | None, lon: float | None) -> tuple[str | None, str | None]:
    """ISO code of the country and name of the first-level region that a place lies in, as far as known."""
    places = gazetteer()
    entries = places.lookup(name)
    found = next((e for e in entries if geonameid is not None and e.geonameid == geonameid), None)
    if found is None and lat is not None:
        found = next((e for e in entries if (e.lat, e.lon) == (lat, lon)), None)
    if found is not None:
        region = places.region(found.country, found.region) if found.country and found.region else None
        return found.country, region.name if region else None
    for pack in _packs():
        for place in pack.places:
            if place.name == name and (place.lat is None or lat is None or (place.lat, place.lon) == (lat, lon)):
                return place.country, None
    return None, None


@cache
def numbers() -> dict[str, int]:
    """Gleditsch and Ward's number of each country, by ISO code."""
    text = files("sayso.exporting").joinpath("gleditsch-ward.toml").read_text(encoding="utf-8")
    return {iso: int(number) for iso, number in tomllib.loads(text).items()}


def _region(number: int | None) -> str | None:
    if number is None:
        return None
    edges = ((199, "Americas"), (399, "Europe"), (626, "Africa"), (699, "Middle East"), (999, "Asia"))
    return next(name for most, name in edges if number <= most)


@cache
def _country(iso: str | None) -> str | None:
    import pycountry

    found = pycountry.countries.get(alpha_2=iso) if iso else None
    return str(getattr(found, "common_name", found.name)) if found else None


# ---------------------------------------------------------------- who


@cache
def _packs() -> tuple[Pack, ...]:
    return tuple(load_pack(name, alone=True) for name in bundled() if name != "world")


def dyad(question: Question, evidence: Evidence) -> Dyad | None:
    """The two sides that a question is about: the one that it happened to and the one that did it or fights it."""
    country, _ = (
        _lies_in(question.place, question.geonameid, question.lat, question.lon) if question.place else (None, None)
    )
    victims = set((question.affected or "").split("+")) - {CIVILIANS, ""}
    doers = Counter(side for c, _ in evidence if c.agent and c.agent.side for side in c.agent.side.split("+"))
    speakers = Counter(link.side for c, _ in evidence for link in c.source if link.side)
    best: tuple[int, Pack] | None = None
    for pack in _packs():
        named = victims | doers.keys() | speakers.keys()
        homes = {place.country for place in pack.places}
        points = 2 * len(named & set(pack.fighting)) + (country in homes)
        if points and (best is None or points > best[0]):
            best = points, pack
    if best is None:
        return None
    pack = best[1]
    fighting = list(pack.fighting)
    one = next((side for side in fighting if side in victims), None)
    other = next((side for side, _ in doers.most_common() if side in fighting and side != one), None)
    if one is None and other is None:
        return None
    if one is None or other is None:
        known = one or other or ""
        # Without a doer it is the first side that the pack has against it: the main enemy stands first.
        enemies = [side for side in pack.opponents(known) if side in fighting]
        if not enemies:
            return None
        one, other = known, enemies[0]
    a, b = sorted((one, other), key=fighting.index)
    iso_a, iso_b = _government(pack, a), _government(pack, b)
    return Dyad(pack.title, a, b, _side(a, iso_a), _side(b, iso_b), iso_a, iso_b)


def _government(pack: Pack, side: str) -> str | None:
    countries = pack.sides[side].countries
    return countries[0] if countries else None


def _side(id: str, iso: str | None) -> str:
    country = _country(iso)
    return f"Government of {country}" if country else id


def _deaths(question: Question, evidence: Evidence) -> dict[str, Cell]:
    """The sides, and the deaths of each: UCDP's best is the sum of the four."""
    estimate, sides = question.estimate, dyad(question, evidence)
    best, affected = _whole(estimate.best), question.affected
    of: dict[str, Cell] = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    if sides and affected == sides.a:
        of["deaths_a"] = best
    elif sides and affected == sides.b:
        of["deaths_b"] = best
    elif affected == CIVILIANS:
        of["deaths_civilians"] = best
    else:
        of["deaths_unknown"] = best
    cells: dict[str, Cell] = {
        **(of if best is not None else dict.fromkeys(of)),
        "best": best,
        "high": _whole(estimate.high),
        "low": _whole(estimate.low),
    }
    if sides is None:
        return cells
    fought = affected in (sides.a, sides.b)  # with civilians among the dead it might be one-sided
    state = STATE_BASED if sides.iso_a or sides.iso_b else NON_STATE
    return cells | {
        "type_of_violence": state if fought else None,
        "conflict_name": sides.conflict,
        "dyad_name": f"{sides.name_a} - {sides.name_b}",
        "side_a": sides.name_a,
        "side_b": sides.name_b,
        "gwnoa": numbers().get(sides.iso_a or ""),
        "gwnob": numbers().get(sides.iso_b or ""),
    }


def _whole(bound: float | None) -> int | None:
    return floor(bound + 0.5) if bound is not None else None


# ---------------------------------------------------------------- from where


def _sources(question: Question, evidence: Evidence) -> dict[str, Cell]:
    """The articles in order of publication, and the speakers of the origins."""
    documents = {document.id: document for _, document in evidence}
    order = sorted(documents.values(), key=lambda d: (d.published.day or date.max, d.id))
    articles = [
        ", ".join(part for part in (d.publisher, _day(d), d.title or d.id) if part).replace(_BETWEEN, ", ")
        for d in order
    ]
    speakers = dict.fromkeys(origin.speaker for origin in question.origins)
    return {
        "source_article": _BETWEEN.join(articles),
        "source_office": _BETWEEN.join(dict.fromkeys(d.publisher for d in order if d.publisher)) or None,
        "source_date": _BETWEEN.join(dict.fromkeys(day for d in order if (day := _day(d)))) or None,
        "source_headline": _BETWEEN.join(dict.fromkeys(d.title for d in order if d.title)) or None,
        "source_original": _BETWEEN.join(speakers) or None,
    }


def _day(document: Document) -> str | None:
    """No finer than known: 2023-03-12, 2023-03, 2023."""
    published = document.published
    if published.day is None:
        return None
    return published.day.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(str(published.precision), 0)] or None
