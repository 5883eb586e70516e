"""Every expression of time in a text, with the days that it covers.

Dates are found by the same rules as the reader of claims finds them (dating.py), and by those for plans and forms
(wide_dating.py). What stands around them, clock times, bounds, ranges, how long and how often, is put together by the
patterns of expressions.toml, over a text in which each date has become one sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sayso.language.lexicon import lexicon
from sayso.reading.days import calendar_day
from sayso.reading.named_dates import When
from sayso.reading.wide_dating import WideDating

_TOKEN = re.compile(
    r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)"  # 2016-01-05
    r"|(?<!\d)\d{1,2}([-/.])\d{1,2}\2(?:'?\d\d(?!\d)|(?:19|20)\d\d(?!\d))"  # 5-1-2016
    r"|(?<!\d)\d{1,2}[-/]\d{1,2}(?!\d|[.,]\d)"  # 5/1
    r"|(?:19|20)\d\d(?=[-~](?:19|20)\d\d(?![-\d]))|\d+(?:-\d+)+"  # 2014-2018, and what is no date
    r"|\d+(?:[.,:]\d+)+|\d{1,2}(?:e|ste|de|st|nd|rd|th)\b|[qh][1-4]\b|\d+|'\d\d(?!\d)|[^\W\d_]+|[^\w\s]|_"
)
# One sign for a date, by what may be said of it.
_CALENDAR, _PRESENT, _WEEKDAY, _PART, _NUMBERED, _IN_WEEK = map(chr, range(0xE000, 0xE006))  # no letters of any script
_SAYS_YEAR = re.compile(r"\d{4}|'\d\d")
_SIGNS = {
    "day": f"[{_CALENDAR}{_WEEKDAY}{_PART}{_NUMBERED}{_IN_WEEK}]",
    "pinned": f"[{_CALENDAR}{_WEEKDAY}{_IN_WEEK}]",
    "stretch": _PRESENT,
    "week_day": f"[{_WEEKDAY}{_IN_WEEK}]",
    "in_week": _IN_WEEK,
    "part_of_day": _PART,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time, `text[start:end]` in code points, and its first and last day.

    One end is None where it is open ("sinds maart"), both where no days follow ("elke maandag", "drie uur lang").
    """

    start: int
    end: int
    first: date | None
    last: date | None


def dates(text: str, reference: date, language: str = "nl") -> list[Expression]:
    """The expressions of time in `text`, in its order, none inside another; days are counted from `reference`.

    A date without a year is the last such day, as in an article of that day. Raises FileNotFoundError for a language
    without expressions.toml.
    """
    lower = text.lower() if len(text.lower()) == len(text) else text
    lower = lower.replace("’", "'").replace("‘", "'").replace("`", "'")
    tokens = [m for m in _TOKEN.finditer(lower) if not _glue(lower, m)]
    words = [m.group() for m in tokens]
    found = WideDating(reference, language).find(words)
    spans = [(tokens[when.start].start(), tokens[when.end - 1].end(), when) for when in found]
    ambiguous = lexicon(language, "expressions")["ambiguous"]
    spans = [s for s in spans if text[s[0] : s[1]] not in ambiguous]
    skeleton, places = _skeleton(lower, spans, language)
    return _composed(skeleton, places, language)


def _glue(text: str, match: re.Match[str]) -> bool:
    """Whether a dash or slash only holds a date of digits and a month together: "05-aug-2016", "01/aug/2019"."""
    at = match.start()
    if match.group() not in "-/" or not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    return (before.isdigit() and after.isalpha() and after not in "qh") or (before.isalpha() and after.isdigit())


class _Place(NamedTuple):
    """What one sign of the skeleton stands for: a character, or a date with its words."""

    start: int
    end: int
    when: When | None = None
    words: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the words of a date say which year it is."""
        return _SAYS_YEAR.search(self.words) is not None

    @property
    def is_weekday(self) -> bool:
        """Whether a date without digits is one day ("vrijdag", "nu")."""
        return self.when is not None and self.when.first == self.when.last and not any(map(str.isdigit, self.words))


def _skeleton(text: str, spans: list[tuple[int, int, When]], language: str) -> tuple[str, list[_Place]]:
    """The text with one sign for each date, and for each of its characters what it stands for."""
    out: list[str] = []
    places: list[_Place] = []
    at = 0
    for start, end, when in spans:
        out += text[at:start]
        places += [_Place(i, i + 1) for i in range(at, start)]
        out.append(_sign(text[start:end], language))
        places.append(_Place(start, end, when, text[start:end]))
        at = end
    out += text[at:]
    places += [_Place(i, i + 1) for i in range(at, len(text))]
    return "".join(out), places


def _sign(date: str, language: str) -> str:
    """The sign of a date, by its words."""
    table, words = lexicon(language, "expressions"), date.split()
    little, weeks = table["little"], lexicon(language, "periods")["relative"]["week"]
    if words[-1].endswith(tuple(table["part_words"])):
        return _PART
    if any(w.startswith(tuple(lexicon(language, "periods")["weekdays"])) for w in words):
        return _IN_WEEK if any(w in weeks for w in words) else _WEEKDAY
    if words[0] in little["bare"]:
        return _NUMBERED if any(c.isdigit() for c in date) else _PRESENT if len(words) == 2 else _CALENDAR
    turning = any(words[0] in little[name] for name in ("next", "past", "this", "in"))
    return _PRESENT if (turning and not any(c.isdigit() for c in date)) or words[0] in weeks else _CALENDAR


def _composed(skeleton: str, places: list[_Place], language: str) -> list[Expression]:
    """The longest matches of the patterns, none of which overlap."""
    matches: list[tuple[int, int, int, int]] = []  # how long in the text (below zero), rank of the pattern, from, to
    kinds: list[str] = []
    for rank, (kind, pattern) in enumerate(_patterns(language)):
        kinds.append(kind)
        for match in pattern.finditer(skeleton):
            start, end = match.span()
            if end > start:
                matches.append((places[start].start - places[end - 1].end, rank, start, end))
    free = bytearray(b"\1" * len(skeleton))
    found = []
    for _, rank, start, end in sorted(matches):
        if all(free[start:end]):
            free[start:end] = bytes(end - start)
            dated = [place for place in places[start:end] if place.when is not None]
            days = _MEANING[kinds[rank]](dated)
            found.append(Expression(places[start].start, places[end - 1].end, *days))
    return sorted(found, key=lambda expression: expression.start)


Days = tuple[date | None, date | None]
_NEITHER: Days = (None, None)


def _same(dated: list[_Place]) -> Days:
    """The days of the first date that has any."""
    return next((_days(place) for place in dated if _days(place) != _NEITHER), _NEITHER)


def _days(place: _Place) -> Days:
    return (place.when.first, place.when.last) if place.when is not None else _NEITHER


def _range(dated: list[_Place]) -> Days:
    """From the first day of one date to the last of another; one that says no year takes it from the other.

    "nov-feb 2017" begins in 2016, "van 1-10 tot 7-11" ends in the year that it begins in.
    """
    left, right = dated[0], dated[-1]
    (first, _), (_, last) = _days(left), _days(right)
    if first is None or last is None:
        return _NEITHER
    if right.has_year and not left.has_year and not left.is_weekday:
        first = _in_year(first, last.year)
        first = first if first is None or first <= last else _in_year(first, last.year - 1)
    elif first > last and right.is_weekday:
        last += timedelta(-(-(first - last).days // 7) * 7)
    elif first > last and not right.has_year:
        last = _in_year(last, first.year)
        last = last if last is None or first <= last else _in_year(last, first.year + 1)
    return (first, last) if first and last and first <= last else _NEITHER


def _in_year(day: date, year: int) -> date | None:
    return calendar_day(year, day.month, day.day)


def _after(dated: list[_Place]) -> Days:
    last = _days(dated[-1])[1]
    return (last + timedelta(1), None) if last else _NEITHER


def _before(dated: list[_Place]) -> Days:
    first = _days(dated[0])[0]
    return (None, first - timedelta(1)) if first else _NEITHER


_MEANING: dict[str, Callable[[list[_Place]], Days]] = {
    "same": _same,
    "range": _range,
    "since": lambda dated: (_days(dated[0])[0], None),
    "after": _after,
    "before": _before,
    "until": lambda dated: (None, _days(dated[0])[1]) if dated else _NEITHER,
    "none": lambda dated: _NEITHER,
}


@cache
def _patterns(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of a language with their kinds, their parts filled in; earlier ones win among equally long ones."""
    table = lexicon(language, "expressions")
    parts = dict(_SIGNS)
    for name, part in table["parts"].items():
        parts[name] = _filled(part, parts)
    return [
        (group["kind"], re.compile(rf"(?<![^\W_])(?:{_filled(words, parts)})(?![^\W_])"))
        for group in table["patterns"]
        for words in group["words"]
    ]


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with its {parts} put in; doubled braces are plain ones."""
    whole = re.sub(r"(?<!\{)\{([a-z_]+)\}", lambda match: parts[match[1]], pattern)
    return whole.replace("{{", "{").replace("}}", "}")
