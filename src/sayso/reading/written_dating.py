"""Dates as letters, forms and tables write them, on top of those that articles use.

"22/04", "4e van juli, 1995", "de 5e", "maandag 21", "week 31", "Q1 2017", "2007", "de jaren '90". The reader of claims
does without these: a bare "3-1" in an article is a score. They are for `sayso.reading.expressions.dates`, which finds
every expression of time in a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sayso.documents.document import Precision, Published
from sayso.language.lexicon import lexicon
from sayso.reading.dating import Dating
from sayso.reading.days import calendar_day
from sayso.reading.named_dates import When

_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2'?(\d{4}|\d\d)$")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})$")
_SHORT = re.compile(r"(\d{1,2})[-/](\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})$")
_ORDINAL = re.compile(r"(\d{1,2})(?:e|ste|de|st|nd|rd|th)$")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d$")
_TWO_DIGITS = re.compile(r"'(\d\d)$")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})$")
_QUARTER = re.compile(r"([qh])([1-4])$")


@dataclass(frozen=True, slots=True)
class Table:
    """expressions.toml of a language, ready for looking up.

    `units` are days and months of one, `words` first and last day from today, `holidays` a sort ("fixed": month and
    day; "easter": days from Easter Sunday) by name, longest first.
    """

    little: dict[str, frozenset[str]]
    units: dict[str, list[int]]
    periods: dict[str, str]
    weekdays: dict[str, int]
    short: dict[str, int]
    words: dict[str, list[int]]
    holidays: dict[tuple[str, ...], tuple[str, list[int]]]


@cache
def table_of(language: str) -> Table:
    """The table of a language; read once. Raises FileNotFoundError when it has no expressions.toml."""
    raw: dict[str, Any] = lexicon(language, "expressions")
    holidays = {tuple(name.split()): ("fixed", day) for name, day in raw["holidays"].items()}
    holidays |= {tuple(name.split()): ("easter", [days]) for name, days in raw["easter"].items()}
    return Table(
        {name: frozenset(words) for name, words in raw["little"].items()},
        raw["units"],
        raw["periods"],
        lexicon(language, "periods")["weekdays"],
        raw["weekdays_short"],
        raw["words"],
        dict(sorted(holidays.items(), key=lambda entry: -len(entry[0]))),
    )


class WrittenDating(Dating):
    """Finds written dates, counted from a day. Days without a year are the last ones, as in articles."""

    def __init__(self, reference: date, language: str) -> None:
        super().__init__(Published(reference, Precision.DAY), language)
        self._t = table_of(language)
        self._l = self._t.little
        self._today = reference

    def _at_word(self, words: Sequence[str], i: int) -> str:
        return words[i] if 0 <= i < len(words) else ""

    def _nth(self, words: Sequence[str], i: int, *, cardinals: bool = False) -> int | None:
        """A day of the month that word `i` gives: "4e", "tweede", "vierentwintigste" (and "vierentwintig")."""
        word = self._at_word(words, i)
        if match := _ORDINAL.match(word):
            value = float(match[1])
        elif word.isdigit() and len(word) <= 2:
            value = float(word) if cardinals else 0
        else:
            numeral = self._numbers.numeral(word) if word.isalpha() and word not in self._l["articles"] else None
            usable = numeral is not None and (numeral.form == "ordinal" or (cardinals and numeral.form == "cardinal"))
            value = numeral.value if numeral is not None and usable else 0
        return int(value) if value == int(value) and 1 <= value <= 31 else None

    def _maybe_year(self, words: Sequence[str], i: int) -> tuple[int, int | None]:
        """A year at word `i`, also behind a comma or "van" ("4e juli van 1995"), in two digits or in words."""
        for k in (i, i + 1) if self._at_word(words, i) in (*self._l["of"], ",") else (i,):
            word = self._at_word(words, k)
            if _YEAR.match(word):
                return k + 1, int(word)
            if match := _TWO_DIGITS.match(word):
                return k + 1, _century(int(match[1]))
            if word and (spelled := self._year_in_words(words, k)):
                return spelled
        return super()._maybe_year(words, i)

    def _year_in_words(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """ "tweeduizend (en) tweeëndertig"."""
        thousands = self._numbers.cardinal(words[i]) if words[i].isalpha() else None
        if thousands is None or not 1900 <= thousands <= 2100:
            return None
        k = i + 1 + (self._at_word(words, i + 1) in self._g["and"])
        rest = self._numbers.cardinal(self._at_word(words, k)) if self._at_word(words, k).isalpha() else None
        return (k + 1, int(thousands + rest)) if rest and rest < 100 and thousands == 2000 else (i + 1, int(thousands))

    def _way(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """ "volgende" (1), "vorige" (-1) or "deze" (0) at word `i`, and the next word: "deze aankomende" is one."""
        word = self._at_word(words, i)
        way = next((n for n, name in ((1, "next"), (-1, "past"), (0, "this")) if word in self._l[name]), None)
        if way is None:
            return None
        if way == 0 and (more := self._way(words, i + 1)) is not None and more[0] != 0:
            return more
        return way, i + 1

    def _weekday_at(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """A weekday at word `i`, short ones with their full stop, and the word behind it."""
        word = self._at_word(words, i)
        if word in self._t.weekdays:
            return self._t.weekdays[word], i + 1
        if word in self._t.short and self._at_word(words, i + 1) == "." and i + 2 < len(words):
            return self._t.short[word], i + 2
        return None

    def _day_and_number(self, words: Sequence[str], i: int) -> When | None:
        """ "maandag 21", "vrijdag de 26e", "vrijdag 12/5", "dinsdag, 15 jan": a weekday with its date."""
        way = self._way(words, i)
        named = self._weekday_at(words, way[1] if way else i)
        if named is None:
            return None
        k = named[1] + (self._at_word(words, named[1]) == ",")
        if dotted := _DOTTED.match(self._at_word(words, k)):
            clock = int(dotted[2]) > 12 or self._at_word(words, k + 1) in self._l["hours"]
            day = None if clock else self._day_month(int(dotted[1]), int(dotted[2]))
            return When(i, k + 1, day, day) if day else None
        for rule in (self._numeric, self._spelled, self._full_date):
            if k < len(words) and (found := rule(words, k)) is not None:
                return When(i, found.end, found.first, found.last)
        k += self._at_word(words, k) in self._l["articles"]
        number = self._nth(words, k, cardinals=self._at_word(words, k).isdigit())
        if number is None or self._at_word(words, k + 1) in self._l["hours"]:
            return None
        back = (self._today - timedelta(d) for d in range(400))
        day = next((d for d in back if d.day == number and d.weekday() == named[0]), None)
        return When(i, k + 1, day, day)

    def _day_month(self, day: int, month: int, year: int | None = None) -> date | None:
        """A day and a month in digits, the other way round where only that makes a date."""
        if month > 12 >= day:
            day, month = month, day
        return self.calendar.day(day, month, year) if 1 <= month <= 12 and 1 <= day <= 31 else None

    def _numeric(self, words: Sequence[str], i: int) -> When | None:
        """ "22/04", "1-1-2016", "5-3-'18", "2016/3/4"."""
        word = words[i]
        if match := _YEAR_FIRST.match(word):
            day = calendar_day(int(match[1]), int(match[3]), int(match[4]))
            return When(i, i + 1, day, day)
        if match := _NUMERIC.match(word):
            year = int(match[4]) if len(match[4]) == 4 else _century(int(match[4]))
            day = self._day_month(int(match[1]), int(match[3]), year)
            return When(i, i + 1, day, day)
        match = _SHORT.match(word)
        if match is None or max(int(match[1]), int(match[2])) > 31 or min(int(match[1]), int(match[2])) > 12:
            return None
        day = self._day_month(int(match[1]), int(match[2]))
        return When(i - (i > 0 and self._way(words, i - 1) is not None), i + 1, day, day)

    def _spelled(self, words: Sequence[str], i: int) -> When | None:
        """ "4e van juli 1995", "vierentwintig januari", "november de 15e", "de 15e dag van volgende maand"."""
        article = words[i] in self._l["articles"]
        start = i + article
        if (month := self._month_number(words, i)) is not None:
            k = i + 1 + (self._at_word(words, i + 1) in self._l["articles"])
            number = self._nth(words, k) if k == i + 2 or self._g["month_first"] else None
            end, year = self._maybe_year(words, k + 1)
        else:
            number = self._nth(words, start, cardinals=not article or self._at_word(words, start).isdigit())
            k = start + 1 + (self._at_word(words, start + 1) in self._t.units)
            k += self._at_word(words, k) in self._g["of"]
            month = self._month_number(words, k)
            if month is None and number is not None and self._at_word(words, k - 1) in self._g["of"]:
                way = self._way(words, k)
                if way and self._at_word(words, way[1]) in self._r["month"]:
                    days = self.calendar.month_off(way[0])
                    day = calendar_day(days[0].year, days[0].month, number) if days else None
                    return When(i, way[1] + 1, day, day)
            end, year = self._maybe_year(words, k + 1)
        if number is None or month is None:
            return None
        words_only = article and not self._at_word(words, start)[:1].isdigit()
        day = self.calendar.day(number, month, year)
        return None if words_only else When(i, end, day, day)

    def _month_number(self, words: Sequence[str], i: int) -> int | None:
        found: int | None = self._w["months"].get(self._at_word(words, i))
        return found

    def _of_month(self, words: Sequence[str], i: int) -> When | None:
        """ "2017 april", "april in 2016", "dec 2018", "deze september", "nov. 2015"."""
        if _YEAR.match(words[i]) and (month := self._month_number(words, i + 1)) is not None:
            days = self.calendar.whole_month(month, int(words[i]))
            return When(i, i + 2, *days) if days and not self._nth(words, i + 2, cardinals=True) else None
        way = self._way(words, i)
        k = way[1] if way else i
        month = self._month_number(words, k)
        if month is None:
            return None
        end, year = self._maybe_year(words, k + 1)
        if way is not None and year is None:
            year = self._today.year + way[0]
        if both := _DAYS.match(self._at_word(words, k + 1)):  # "november 19-20"
            return self._between(i, k + 2, (int(both[1]), month), (int(both[2]), month), None)
        days = self.calendar.whole_month(month, year)
        return When(i, end, *days) if days else None

    def _week(self, words: Sequence[str], i: int) -> When | None:
        """ "week 31 (van 2019)", "de laatste week van juli", "de 3e week van 2018", "de week beginnend op 4 feb"."""
        k = i + (words[i] in self._l["articles"])
        if self._at_word(words, k) in self._r["week"]:
            number = self._at_word(words, k + 1)
            if k == i and number.isdigit() and 1 <= int(number) <= 53:
                end, year = self._maybe_year(words, k + 2)
                return self._iso_week(i, end, year or self._today.year, int(number))
            if number in self._l["week_starting"]:
                at = k + 2 + (self._at_word(words, k + 2) in self._l["on"])
                for rule in (self._spelled, self._numeric, self._full_date):
                    if at < len(words) and (day := rule(words, at)) is not None and day.first is not None:
                        end = day.end + (self._at_word(words, day.end) == ".")
                        return When(i, end, day.first, day.first + timedelta(6))
            return None
        last = self._at_word(words, k) in self._l["last"]
        nth = self._nth(words, k)
        if not (last or nth) or self._at_word(words, k + 1) not in self._r["week"]:
            return None
        if self._at_word(words, k + 2) not in self._l["of"]:
            return None
        _, year = self._maybe_year(words, k + 3)
        if year is not None:
            return self._iso_week(i, k + 4, year, 53 if last else nth or 1)
        month = self._month_number(words, k + 3)
        if month is None:
            return None
        end, year = self._maybe_year(words, k + 4)
        days = self.calendar.whole_month(month, year)
        if days is None:
            return None
        edge = days[1] if last else days[0] + timedelta(7 * ((nth or 1) - 1))
        monday = edge - timedelta(edge.weekday())
        return When(i, end, monday, monday + timedelta(6))

    @staticmethod
    def _iso_week(start: int, end: int, year: int, week: int) -> When:
        week = min(week, date(year, 12, 28).isocalendar().week)
        monday = date.fromisocalendar(year, week, 1)
        return When(start, end, monday, monday + timedelta(6))

    def _quarter(self, words: Sequence[str], i: int) -> When | None:
        """ "Q1 2017", "H2-2019", "2019-Q1", "1e kwartaal van 2013"."""
        k = i + bool(_YEAR.match(words[i]))
        k += k > i and self._at_word(words, k) == "-"
        if match := _QUARTER.match(self._at_word(words, k)):
            months = 3 if match[1] == "q" else 6
            at = k + 1 + (self._at_word(words, k + 1) == "-" and bool(_YEAR.match(self._at_word(words, k + 2))))
            end, year = (k + 1, int(words[i])) if k > i else self._maybe_year(words, at)
            end = end if year is not None else k + 1
            number = int(match[2])
        else:
            nth, unit = self._nth(words, i), self._t.units.get(self._at_word(words, i + 1))
            if nth is None or unit != [0, 3] or nth > 4:
                return None
            number, months = nth, 3
            end, year = self._maybe_year(words, i + 2)
        if number * months > 12:
            return None
        days = self.calendar.whole_month(number * months, year)
        return When(i, end, date(days[1].year, (number - 1) * months + 1, 1), days[1]) if days else None

    def _decade(self, words: Sequence[str], i: int) -> When | None:
        """ "de jaren '90", "jaren negentig", "jaren 1990", "21e eeuw"."""
        k = i + (words[i] in self._l["articles"])
        if self._at_word(words, k) in self._l["decades"]:
            word = self._at_word(words, k + 1)
            tens = self._numbers.cardinal(word) if word.isalpha() else None
            digits = word.removeprefix("'")
            if tens is None and digits.isdigit() and len(digits) in (2, 4):
                tens = int(digits)
            if tens is not None and tens % 10 == 0 and (20 <= tens <= 90 or 1800 <= tens <= 2090):
                first = int(tens) + (1900 if tens < 100 else 0)
                return When(i, k + 2, date(first, 1, 1), date(first + 9, 12, 31))
        if self._at_word(words, i + 1) in self._l["century"] and (nth := self._nth(words, i)):
            return When(i, i + 2, date(100 * (nth - 1), 1, 1) if nth > 1 else None, date(100 * nth - 1, 12, 31))
        return None

    def _bare_ordinal(self, words: Sequence[str], i: int) -> When | None:
        """ "de 5e", "op de 17": a day of this month or the one before."""
        if words[i] not in self._l["bare"] or not self._at_word(words, i + 1)[:1].isdigit():
            return None
        ordinal = _ORDINAL.match(self._at_word(words, i + 1)) is not None
        number = self._nth(words, i + 1, cardinals=True)
        following = self._at_word(words, i + 2)
        ends = not following.isalpha() or following in self._l["ordinal_follow"]
        if number is None or not ends or not (ordinal or self._at_word(words, i - 1) in self._l["on"]):
            return None
        for off in (0, -1, -2):
            month = self.calendar.month_off(off)
            day = calendar_day(month[0].year, month[0].month, number) if month else None
            if day is not None and day <= self._today:
                return When(i, i + 2, day, day)
        return When(i, i + 2)

    def _plain_year(self, words: Sequence[str], i: int) -> When | None:
        """ "2007", "jaar 2008", "jaar '18", "tweeduizend twintig"."""
        said = self._t.periods.get(words[i]) == "year" and words[i] in self._r["year"]
        k = i + said
        word = self._at_word(words, k)
        if _YEAR.match(word):
            return When(i, k + 1, date(int(word), 1, 1), date(int(word), 12, 31))
        if said and (match := _TWO_DIGITS.match(word)):
            year = _century(int(match[1]))
            return When(i, k + 1, date(year, 1, 1), date(year, 12, 31))
        if word and (spelled := self._year_in_words(words, k)) is not None and (said or spelled[0] > k + 1):
            return When(i, spelled[0], date(spelled[1], 1, 1), date(spelled[1], 12, 31))
        return None

    def _short_weekday(self, words: Sequence[str], i: int) -> When | None:
        """ "zat.", "dinsd."."""
        if words[i] in self._t.weekdays or (named := self._weekday_at(words, i)) is None:
            return None
        day = self.calendar.weekday(named[0])
        return When(i, named[1], day, day)


def _century(two_digits: int) -> int:
    """The year that two digits stand for: '18 is 2018, '90 is 1990."""
    return two_digits + (2000 if two_digits < 60 else 1900)
