"""Dates by number, month and year, as articles write them: "3 juni", "March 22, 2024", "in april 2022".

Exact: what doesn't pin both ends to days is recognised too, as an expression without days. Those that are counted from
the day of publication are in dating.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sayso.documents.document import Published
from sayso.language.lexicon import lexicon
from sayso.reading.days import Calendar, calendar_day

_YEAR = re.compile(r"(?:19|20)\d\d$")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de|st|nd|rd|th)?$")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)$")
_PHRASES = ("parts_of_years", "blockers", "phrases", "anaphors", "so_far")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)$")


@dataclass(frozen=True, slots=True)
class When:
    """An expression of time, words `start` to `end` (exclusive): its days, or None where they don't follow."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    since: bool = False
    same: str | None = None  # "day", "month" or "long": the last such days that the text has named, …
    shift: int = 0  # … so many days on

    @property
    def known(self) -> bool:
        return self.first is not None and self.last is not None


@cache
def _words(language: str) -> dict[str, Any]:
    table = dict(lexicon(language, "periods"))
    relative = {name: frozenset(words) for name, words in table["relative"].items()}
    blockers = [tuple(p.split()) for p in table["relative"]["blockers"]]
    phrases = {tuple(words.split()): days for words, days in table.get("phrases", {}).items()}
    return {
        **table,
        "relative": relative,
        "blockers": blockers,
        "months": lexicon(language, "dates")["months"],
        "phrases": dict(sorted(phrases.items(), key=lambda entry: -len(entry[0]))),
        "so_far": [tuple(words.split()) for words in table["so_far"]["phrases"]],
        "anaphors": {tuple(words.split()): to for words, to in table["anaphors"].items()},
        "parts_of_years": {tuple(words.split()): months for words, months in table["parts_of_years"].items()},
    }


class NamedDates:
    """The rules for dates that name a day, a month or a year; each looks at words[i] and what follows."""

    def __init__(self, published: Published, language: str) -> None:
        self.calendar = Calendar(published)
        self._w = _words(language)
        self._r = self._w["relative"]
        self._g = self._w["grammar"]
        # The first words of the phrases of each table: most words are none, and then no phrase is tried.
        self._first = {name: frozenset(phrase[0] for phrase in self._w[name]) for name in _PHRASES}

    def _full_date(self, words: Sequence[str], i: int) -> When | None:
        if match := _ISO.match(words[i]):
            day = calendar_day(int(match[1]), int(match[2]), int(match[3]))
            return When(i, i + 1, day, day)
        if match := _NUMERIC.match(words[i]):
            day = calendar_day(int(match[3]), int(match[2]), int(match[1]))
            return When(i, i + 1, day, day)
        number = self._day_number(words, i)
        if number is None and (month := self._w["months"].get(words[i])) and self._g["month_first"]:
            return self._month_first(words, i, month)
        if number is None or i + 1 >= len(words) or words[i + 1] not in self._w["months"]:
            return None
        end, year = self._maybe_year(words, i + 2)
        day = self.calendar.day(number, self._w["months"][words[i + 1]], year)
        return When(i - (i > 0 and words[i - 1] in self._w["weekdays"]), end, day, day)  # "zaterdag 11 maart"

    def _month_first(self, words: Sequence[str], i: int, month: int) -> When | None:
        """ "March 22", "March 22, 2024", "Oct. 7"."""
        k = i + 1 + (i + 1 < len(words) and words[i + 1] == ".")
        number = self._day_number(words, k)
        if number is None:
            return None
        end, year = self._maybe_year(words, k + 1 + (k + 1 < len(words) and words[k + 1] == ","))
        day = self.calendar.day(number, month, year)
        return When(i, end if year is not None else k + 1, day, day)

    def _month(self, words: Sequence[str], i: int) -> When | None:
        month = self._w["months"].get(words[i])
        if month is None:
            return None
        end, year = self._maybe_year(words, i + 1)
        days = self.calendar.whole_month(month, year)
        k = i - 1 - (i > 1 and words[i - 1] == "-")  # "mid-February"
        if i and words[k] in self._r["vague"]:
            return self._begun(words, k, end, days)
        if i > 1 and words[i - 1] in self._g["of"] and words[i - 2] in self._g["vague_of"]:
            return self._begun(words, i - 2, end, days)  # "at the end of February"
        return When(i, end, *days) if days else When(i, end)

    def _begun(self, words: Sequence[str], i: int, end: int, days: tuple[date, date] | None) -> When:
        """ "eind mei" is no day; nor is "begin mei", but what is counted since then counts from the first."""
        k = i - (i > 0 and words[i - 1] in self._g["articles"])
        counted = k > 0 and words[k - 1] in self._r["since"] and words[i] in self._g["beginning"]
        return When(i, end, days[0], days[0]) if counted and days else When(i, end)

    def _year(self, words: Sequence[str], i: int) -> When | None:
        if not _YEAR.match(words[i]) or not i or words[i - 1] not in self._g["before_year"]:
            return None
        if words[i - 1] not in self._g["in_year"]:
            return When(i, i + 1)
        return When(i, i + 1, date(int(words[i]), 1, 1), date(int(words[i]), 12, 31))

    def _day_number(self, words: Sequence[str], i: int) -> int | None:
        if i >= len(words) or not _DAY.match(words[i]):
            return None
        return int(re.sub(r"\D", "", words[i]))

    def _maybe_year(self, words: Sequence[str], i: int) -> tuple[int, int | None]:
        if i < len(words) and _YEAR.match(words[i]):
            return i + 1, int(words[i])
        if self.calendar.year is not None:  # "24 februari vorig jaar", "8 mei van dit jaar"
            k = i + (i < len(words) and words[i] in self._g["of"])
            years = self._g["year_off"].get(" ".join(words[k : k + 2]))
            if years is not None:
                return k + 2, self.calendar.year + years
        return i, None
