"""Publication dates with the precision that the words have: a month stays a month, and nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sayso.documents.document import Precision, Published, Zone, ZoneKind
from sayso.language.lexicon import lexicon

_MARKER = re.compile(r"\s*date\s+(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=\s|$)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|(?<=[-/])\d{2})(?![\d.:-])")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\s+([a-zé]{3,9})\.?\s+(\d{4})(?!\d)", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", re.IGNORECASE)
_MONTH = re.compile(r"\b([a-zé]{3,9})\.?\s+(\d{4})(?!\d)", re.IGNORECASE)
_HEAD = 12  # a dateline further down than this is that of an older message


def published_in(text: str, zones: Iterable[Zone]) -> Published:
    """When a text says it was published: its date marker, else the fullest date in the datelines at its head.

    The first full date wins over an earlier month. Dates inside prose are about the news, not the paper.
    """
    marker = _MARKER.match(text)
    if marker is not None:
        return _published(*marker.groups())
    best = Published()
    for zone in list(zones)[:_HEAD]:
        if zone.kind is ZoneKind.DATELINE:
            found = parse_date(text[zone.start : zone.end])
            best = found if _finer(found, best) else best
    return best


def parse_date(words: str | None) -> Published:
    """The first date in `words`: "2023-05-24", "2023-05", "2023", "24-05-2023", "24 mei 2023", "mei 2023".

    Anything else, a day that no calendar has, and a date without a year give an unknown one.
    """
    words = (words or "").strip()
    whole = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d.*)?", words)
    if whole is not None:
        return _published(*whole.groups())
    if match := _ISO.search(words):
        return _published(*match.groups())
    if match := _NAMED.search(words):
        day, month, year = match.groups()
        return _published(year, _month(month), day)
    if match := _NAMED_FIRST.search(words):
        month, day, year = match.groups()
        return _published(year, _month(month), day)
    if match := _NUMERIC.search(words):
        day, month, year = match.groups()
        return _published(year if len(year) == 4 else f"20{year}", month, day)
    if match := _MONTH.search(words):
        month, year = match.groups()
        return _published(year, _month(month), None) if _month(month) else Published()
    return Published()


def fill_in(own: Published, given: Published | None) -> Published:
    """What the text says, filled in by what the reader was told: a given day refines the text's own month or year."""
    if given is None or given.day is None:
        return own
    if own.day is None:
        return given
    agrees = given.day.year == own.day.year and (own.precision is Precision.YEAR or given.day.month == own.day.month)
    return given if agrees and _finer(given, own) else own


def _finer(one: Published, other: Published) -> bool:
    order = [Precision.UNKNOWN, Precision.YEAR, Precision.MONTH, Precision.DAY]
    return order.index(one.precision) > order.index(other.precision)


def _month(word: str) -> str | None:
    number = lexicon("nl", "dates")["months"].get(word.lower().rstrip("."))
    return None if number is None else str(number)


def _published(year: str, month: str | None, day: str | None) -> Published:
    try:
        if month is None:
            return Published() if day is not None else Published(date(int(year), 1, 1), Precision.YEAR)
        if day is None:
            return Published(date(int(year), int(month), 1), Precision.MONTH)
        return Published(date(int(year), int(month), int(day)), Precision.DAY)
    except ValueError:
        return Published()
