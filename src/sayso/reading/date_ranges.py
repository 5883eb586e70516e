"""Stretches of days between dates or parts of a year: "van 3 tot 9 juni", "from Oct. 7 to Nov. 2", "the first two weeks
of May", "tussen januari en maart", "het tweede kwartaal van 2023".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sayso.documents.document import Published
from sayso.reading.days import calendar_day
from sayso.reading.named_dates import NamedDates, When
from sayso.reading.numbers import number_grammar

_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})$")


class DateRanges(NamedDates):
    """The rules for stretches of days; each looks at words[i] and what follows."""

    def __init__(self, published: Published, language: str) -> None:
        super().__init__(published, language)
        self._numbers = number_grammar(language)

    def _two_days(self, words: Sequence[str], i: int) -> When | None:
        """ "zaterdag en zondag", "van maandag tot en met woensdag", "6 en 7 oktober", "de nacht van 5 op 6 juni"."""
        names = self._w["weekdays"]
        first = self._day_number(words, i)
        if (
            first is not None
            and i + 3 < len(words)
            and words[i + 1] in (*self._g["and"], *self._g["night_to"], *self._g["to"])
            and words[i + 3] in self._w["months"]
        ):
            last = self._day_number(words, i + 2)
            end, year = self._maybe_year(words, i + 4)
            month = self._w["months"][words[i + 3]]
            if last == first + 1 or (last is not None and words[i + 1] in self._g["to"] and last > first):
                return self._between(i, end, (first, month), (last, month), year)
            return None
        joins = (*self._g["and"], *self._g["to"])
        if words[i] not in names or i + 2 >= len(words) or words[i + 1] not in joins:
            return None
        k = i + (4 if list(words[i + 1 : i + 4]) in self._g["up_to"] else 2)
        if k >= len(words) or words[k] not in names:
            return None
        last_day = self.calendar.weekday(names[words[k]])
        start = i - (i > 0 and words[i - 1] in self._g["from"])
        if last_day is None:
            return When(start, k + 1)
        return When(start, k + 1, last_day - timedelta((names[words[k]] - names[words[i]]) % 7), last_day)

    def _range(self, words: Sequence[str], i: int) -> When | None:
        """ "van 3 tot (en met) 9 juni (2023)", "tussen 3 en 9 juni", "van 28 mei tot 2 juni", "3-9 juni"."""
        if (both := _DAYS.match(words[i])) and i + 1 < len(words) and words[i + 1] in self._w["months"]:
            end, year = self._maybe_year(words, i + 2)
            month = self._w["months"][words[i + 1]]
            return self._between(i, end, (int(both[1]), month), (int(both[2]), month), year)
        if words[i] in self._w["months"] and self._g["month_first"]:
            return self._days_behind(words, i)
        if words[i] not in self._g["from"]:
            return None
        if (both_dated := self._from_date(words, i)) is not None:
            return both_dated
        first = self._day_number(words, i + 1)
        if first is None:
            return None
        k = i + 2
        first_month = self._w["months"].get(words[k]) if k < len(words) else None
        k += first_month is not None
        if k >= len(words) or words[k] not in (*self._g["to"], *self._g["and"], "-", "–"):
            return None
        k += 3 if list(words[k : k + 3]) in self._g["up_to"] else 1
        last = self._day_number(words, k)
        if last is None or k + 1 >= len(words) or words[k + 1] not in self._w["months"]:
            return None
        month = self._w["months"][words[k + 1]]
        end, year = self._maybe_year(words, k + 2)
        return self._between(i, end, (first, first_month or month), (last, month), year)

    def _between(self, start: int, end: int, a: tuple[int, int], b: tuple[int, int], year: int | None) -> When:
        last = self.calendar.day(*b, year, ahead=31)
        if last is None:
            return When(start, end)
        first = calendar_day(last.year - (a[1] > b[1]), a[1], a[0])
        return When(start, end, first, last) if first is not None and first <= last else When(start, end)

    def _days_behind(self, words: Sequence[str], i: int) -> When | None:
        """ "March 3-9", "March 3 to 9", "March 8 and 9": the month, and both days behind it."""
        month = self._w["months"][words[i]]
        k = i + 1 + (words[i + 1 : i + 2] == ["."])
        if k < len(words) and (both := _DAYS.match(words[k])):
            first, last, k = int(both[1]), int(both[2]), k + 1
        else:
            joined = k + 1 < len(words) and words[k + 1] in (*self._g["to"], *self._g["and"], "-", "–")
            days = self._day_number(words, k), self._day_number(words, k + 2)
            if not joined or days[0] is None or days[1] is None or days[1] <= days[0]:
                return None
            if words[k + 1] in self._g["and"] and days[1] != days[0] + 1:
                return None  # two days apart are no stretch
            first, last, k = days[0], days[1], k + 3
        end, year = self._maybe_year(words, k + (k < len(words) and words[k] == ","))
        return self._between(i, end if year is not None else k, (first, month), (last, month), year)

    def _from_date(self, words: Sequence[str], i: int) -> When | None:
        """ "from Oct. 7 to Nov. 2", "van 24 februari 2022 tot 1 maart 2023": two whole dates."""
        a = self._full_date(words, i + 1) if i + 1 < len(words) else None
        if a is None or a.end >= len(words) or words[a.end] not in (*self._g["to"], *self._g["and"], "-", "–"):
            return None
        k = a.end + (3 if list(words[a.end : a.end + 3]) in self._g["up_to"] else 1)
        b = self._full_date(words, k) if k < len(words) else None
        if b is None or a.first is None or b.first is None:
            return None
        first = a.first
        if first > b.first and (before := calendar_day(b.first.year, first.month, first.day)) is not None:
            first = before if before <= b.first else before.replace(year=before.year - 1, day=min(before.day, 28))
        return When(i, b.end, first, b.first)

    def _months(self, words: Sequence[str], i: int) -> When | None:
        """ "van januari tot (en met) maart", "between January and March 2023", "in januari en februari"."""
        start, months = i, self._w["months"]
        i += words[i] in self._g["from"]
        if i + 2 >= len(words) or words[i] not in months or words[i + 1] not in (*self._g["to"], *self._g["and"]):
            return None
        k = i + (4 if list(words[i + 1 : i + 4]) in self._g["up_to"] else 2)
        if k >= len(words) or words[k] not in months or self._day_number(words, k + 1) is not None:
            return None
        apart = (months[words[k]] - months[words[i]]) % 12
        ranges = words[i + 1] in self._g["to"] or i > start
        if apart == 0 or not (ranges or apart == 1):
            return None
        end, year = self._maybe_year(words, k + 1)
        last = self.calendar.whole_month(months[words[k]], year)
        if last is None:
            return When(start, end)
        first, final = months[words[i]], months[words[k]]
        return When(start, end, date(last[0].year - (first > final), first, 1), last[1])

    def _part_of_month(self, words: Sequence[str], i: int) -> When | None:
        """ "the first two weeks of May", "de laatste tien dagen van december", "de eerste helft van juni 2023"."""
        side = next((n for n, name in enumerate(("first_of", "last_of")) if words[i] in self._g[name]), None)
        if side is None or i + 3 >= len(words):
            return None
        count = self._numbers.cardinal(words[i + 1]) if words[i + 1].isalnum() else None
        if count is None and words[i + 1].isdigit():
            count = float(words[i + 1])
        k = i + 1 + (count is not None)
        length = self._g["parts_of_months"].get(words[k]) if k < len(words) else None
        if length is None or k + 2 >= len(words) or words[k + 1] not in self._g["of"]:
            return None
        month = self._w["months"].get(words[k + 2])
        if month is None:
            return None
        end, year = self._maybe_year(words, k + 3)
        whole = self.calendar.whole_month(month, year)
        days = int(count or 1) * length
        if whole is None or not 0 < days < whole[1].day:
            return When(i, end)
        if side == 0:
            return When(i, end, whole[0], whole[0].replace(day=days))
        return When(i, end, whole[1] - timedelta(days - 1), whole[1])

    def _part_of_year(self, words: Sequence[str], i: int) -> When | None:
        """ "het eerste kwartaal van 2023", "het voorjaar van 2022"; without a year nothing follows."""
        if words[i] not in self._first["parts_of_years"]:
            return None
        for part, (first, last) in self._w["parts_of_years"].items():
            if tuple(words[i : i + len(part)]) == part:
                k = i + len(part)
                k += k < len(words) and words[k] in self._g["of"]
                end, year = self._maybe_year(words, k)
                if year is None:
                    return When(i, k) if part[-1] not in (*self._g["of"], *self._r["seasons"]) else None
                days = self.calendar.whole_month(last, year)
                return When(i, end, date(year, first, 1), days[1]) if days else None
        return None
