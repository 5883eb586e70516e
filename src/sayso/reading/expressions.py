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

from sayso.language.lexicon import lexicon
from sayso.reading.dating import When
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


def _skeleton(
    text: str, spans: list[tuple[int, int, When]], language: str
) -> tuple[str, list[tuple[int, int, When | None]]]:
    """The text with one sign for each date, and for each of its characters the span and date that it stands for."""
    out: list[str] = []
    places: list[tuple[int, int, When | None]] = []
    at = 0
    for start, end, when in spans:
        for i in range(at, start):
            out.append(text[i])
            places.append((i, i + 1, None))
        out.append(_sign(text[start:end], language))
        places.append((start, end, when))
        at = end
    for i in range(at, len(text)):
        out.append(text[i])
        places.append((i, i + 1, None))
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


def _composed(skeleton: str, places: list[tuple[int, int, When | None]], language: str) -> list[Expression]:
    """The longest matches of the patterns, none of which overlap."""
    matches: list[tuple[int, int, int, str]] = []
    for rank, (kind, pattern) in enumerate(_patterns(language)):
        for match in pattern.finditer(skeleton):
            if match.end() > match.start():
                matches.append((match.start(), match.end(), rank, kind))
    matches.sort(key=lambda m: (-_length(places, m), m[2], m[0]))
    taken: list[tuple[int, int, int, str]] = []
    for one in matches:
        if all(one[1] <= other[0] or one[0] >= other[1] for other in taken):
            taken.append(one)
    found = []
    for start, end, _, kind in sorted(taken):
        whens = [when for _, _, when in places[start:end] if when is not None]
        found.append(Expression(places[start][0], places[end - 1][1], *_MEANING[kind](whens)))
    return found


def _length(places: list[tuple[int, int, When | None]], match: tuple[int, int, int, str]) -> int:
    return places[match[1] - 1][1] - places[match[0]][0]


Days = tuple[date | None, date | None]
_NEITHER: Days = (None, None)


def _same(whens: list[When]) -> Days:
    when = next((w for w in whens if w.known), None)
    return (when.first, when.last) if when else _NEITHER


def _range(whens: list[When]) -> Days:
    first, last = whens[0].first, whens[-1].last
    return (first, last) if first and last and first <= last else _NEITHER


_MEANING: dict[str, Callable[[list[When]], Days]] = {
    "same": _same,
    "range": _range,
    "since": lambda whens: (whens[0].first, None),
    "after": lambda whens: (whens[0].last + timedelta(1), None) if whens[0].last else _NEITHER,
    "before": lambda whens: (None, whens[0].first - timedelta(1)) if whens[0].first else _NEITHER,
    "until": lambda whens: (None, whens[0].last) if whens else _NEITHER,
    "none": lambda whens: _NEITHER,
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
