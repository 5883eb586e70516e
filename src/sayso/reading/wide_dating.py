"""Dates counted from a day: "over twee weken", "volgende maandag", "de komende maanden", "Pasen", "eind maart".

With those that are written (written_dating.py) and those that articles use (dating.py) these are all kinds of dates.
The reader of claims does without them: nobody was killed next week.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sayso.reading.days import calendar_day, easter
from sayso.reading.named_dates import When
from sayso.reading.written_dating import WrittenDating


class WideDating(WrittenDating):
    """Finds dates of all kinds, counted from a day."""

    def __init__(self, reference: date, language: str) -> None:
        super().__init__(reference, language)
        wide = (
            self._offset, self._week_and_day, self._day_and_number, self._numeric, self._spelled, self._of_month,
            self._week, self._quarter, self._decade, self._some_of, self._holiday, self._this_or_next,
            self._bare_ordinal, self._plain_year, self._short_weekday, self._word_ahead,
        )  # fmt: skip
        self._rules: list[Callable[[Sequence[str], int], When | None]] = [*wide, *self._exact]

    def find(self, words: Sequence[str]) -> list[When]:
        """All expressions, from left to right, the longest that any rule sees at each place; "since" stays outside."""
        found: list[When] = []
        i = 0
        while i < len(words):
            whens = [w for rule in self._rules if (w := rule(words, i)) is not None and w.end > i]
            whens = [w for w in whens if w.start >= (found[-1].end if found else 0)]
            if not whens:
                i += 1
                continue
            best = max(whens, key=lambda w: (w.end, w.known, -w.start))
            found.append(best)
            i = best.end
        return found

    # numbers

    def _count(self, words: Sequence[str], i: int) -> tuple[float, int] | None:
        """A small number at word `i`, and the word behind it."""
        word = self._at_word(words, i)
        if word.isdigit() and len(word) <= 3:
            return int(word), i + 1
        if word in self._l["articles"] and self._at_word(words, i + 1) in self._l["few"]:
            return 3, i + 2
        if word in self._l["few"]:
            return 3, i + 1
        numeral = self._numbers.numeral(word) if word.isalpha() else None
        if numeral is not None and numeral.form == "cardinal":
            return numeral.value, i + 1
        return None

    def _offset(self, words: Sequence[str], i: int) -> When | None:
        """ "over twee weken", "drie dagen geleden", "2 weken vanaf 15 januari", "in 3 jaar"."""
        ahead = words[i] in self._l["in"]
        count = self._count(words, i + ahead)
        if count is None and words[i + ahead : i + ahead + 1] and words[i + ahead] in self._l["articles"]:
            count = (1, i + ahead + 1) if words[i + ahead] in self._l["one"] else None
        unit = self._t.units.get(self._at_word(words, count[1])) if count else None
        if count is None or unit is None:
            return None
        number, end = count[0], count[1] + 1
        following = self._at_word(words, end)
        if following in self._l["reckoned"]:
            end, following = end + 1, self._at_word(words, end + 1)
        if not ahead and following in self._l["ago"]:
            day = self._moved(self._today, -number, unit)
            return When(i, end + 1, day, day)
        if not ahead and following in (*self._l["after"], *self._l["before"]):
            k = end + 1 + (self._at_word(words, end + 1) in self._l["articles"])
            base = next((w for rule in self._rules if k < len(words) and (w := rule(words, k)) is not None), None)
            if base is not None and base.first is not None:
                sign = -1 if following in self._l["before"] else 1
                day = self._moved(base.first, sign * number, unit)
                return When(i, base.end, day, day)
            return None
        if ahead and words[i] not in self._l["within"]:
            day = self._moved(self._today, number, unit)
            return When(i, end, day, day)
        return None

    @staticmethod
    def _moved(day: date, number: float, unit: list[int]) -> date | None:
        if unit[0] or number != int(number):
            return day + timedelta(round(number * (unit[0] or 30 * unit[1])))
        months = day.year * 12 + day.month - 1 + int(number) * unit[1]
        year, month = months // 12, months % 12 + 1
        return next((found for d in range(day.day, 27, -1) if (found := calendar_day(year, month, d))), None) or (
            calendar_day(year, month, day.day)
        )

    def _week_and_day(self, words: Sequence[str], i: int) -> When | None:
        """ "volgende week (op) dinsdag", "dinsdag van volgende week", "deze aankomende vrijdag"."""
        if (way := self._way(words, i)) is not None:
            if self._at_word(words, way[1]) in self._r["week"]:
                k = way[1] + 1 + (self._at_word(words, way[1] + 1) in self._l["on"])
                if (named := self._weekday_at(words, k)) is not None:
                    return self._in_week(i, named[1], way[0], named[0])
            elif (named := self._weekday_at(words, way[1])) is not None:
                beside = "next" if way[0] > 0 else "past"
                if way[1] == i + 1 and way[0]:  # "volgende vrijdag" is next week's, "aankomende" the first to come
                    ahead = words[i] not in self._l["other_week"]
                    if ahead:
                        day = self.calendar.weekday(named[0], strictly=way[0] < 0, ahead=beside == "next")
                        return When(i, named[1], day, day)
                    return self._in_week(i, named[1], way[0], named[0])
                if way[0]:
                    day = self.calendar.weekday(named[0], strictly=way[0] < 0, ahead=beside == "next")
                    return When(i, named[1], day, day)
                return self._in_week(i, named[1], 0, named[0])
        if (named := self._weekday_at(words, i)) is not None:
            k = named[1] + (self._at_word(words, named[1]) in self._l["of"])
            way = self._way(words, k)
            if way is not None and self._at_word(words, way[1]) in self._r["week"]:
                return self._in_week(i, way[1] + 1, way[0], named[0])
        return None

    def _in_week(self, start: int, end: int, weeks: int, weekday: int) -> When:
        monday = self._today - timedelta(self._today.weekday()) + timedelta(7 * weeks)
        day = monday + timedelta(weekday)
        return When(start, end, day, day)

    def _some_of(self, words: Sequence[str], i: int) -> When | None:
        """ "het einde van maart", "eind dit jaar", "later deze week": a part of a time; which days doesn't follow."""
        k = i + (words[i] in self._l["articles"])
        if self._at_word(words, k) in self._l["vague"]:
            k += 1
            k += self._at_word(words, k) in self._l["of"]
        elif k == i and words[i] in self._l["vague_before"]:
            k += 1
            if self._way(words, k) is None and self._month_number(words, k) is None:
                return None
        else:
            return None
        for rule in (self._this_or_next, self._of_month, self._plain_year, self._quarter):
            if k < len(words) and (found := rule(words, k)) is not None:
                return When(i, found.end)
        k += self._at_word(words, k) in self._l["articles"]
        of = self._at_word(words, k - 1) in self._l["articles"] or self._at_word(words, k - 1) in self._l["of"]
        known = self._t.periods.get(self._at_word(words, k)) not in (None, "day")
        return When(i, k + 1) if of and known else None

    def _holiday(self, words: Sequence[str], i: int) -> When | None:
        """ "Pasen 2018", "(volgende) Koningsdag": the last one where no year is said."""
        way = self._way(words, i)
        k = way[1] if way else i
        for name, (sort, days) in self._t.holidays.items():
            if self._at_word(words, k) != name[0] or tuple(words[k : k + len(name)]) != name:
                continue
            end, year = self._maybe_year(words, k + len(name))
            if year is None:
                year = self._today.year
                this = _feast(sort, days, year)
                if this is not None and way is not None and way[0] > 0 and this <= self._today:
                    year += 1
                elif this is not None and (way is None or way[0] < 0) and this > self._today:
                    year -= 1
            day = _feast(sort, days, year)
            return When(i, end, day, day)
        return None

    def _this_or_next(self, words: Sequence[str], i: int) -> When | None:
        """ "dit kwartaal", "de komende twee dagen", "2 aankomende maanden", "het weekend", "deze zomer"."""
        if (count := self._count(words, i)) is not None and (way := self._way(words, count[1])) is not None:
            unit = self._t.units.get(self._at_word(words, way[1]))
            if unit and way[0]:
                return self._several(i, way[1] + 1, way[0], count[0], unit)
        way = self._way(words, i)
        if way is None:
            bare = words[i] in self._l["bare"]
            the_year = bare and self._t.periods.get(self._at_word(words, i + 1)) == "year"
            if the_year and (found := self._plain_year(words, i + 1)) is not None:
                return found
            k = i + 1 if bare else i
            sort = self._t.periods.get(self._at_word(words, k))
            if sort == "season":
                end, _ = self._maybe_year(words, k + 1)
                return When(k, end)
            known = bare and sort not in (None, "day") and self._alone(words, i + 2)
            return self._period(i, i + 2, 0, sort) if known and sort else None
        if (count := self._count(words, way[1])) is not None:
            unit = self._t.units.get(self._at_word(words, count[1]))
            return self._several(i, count[1] + 1, way[0], count[0], unit) if unit and way[0] else None
        word = self._at_word(words, way[1])
        unit = self._t.units.get(word)
        if unit and word not in self._t.periods and way[0]:
            return self._several(i, way[1] + 1, way[0], 1, unit)  # "komende weken"
        sort = self._t.periods.get(word)
        if sort is None:
            return None
        if sort == "year" and (found := self._plain_year(words, way[1])) is not None and found.end > way[1] + 1:
            return When(i, found.end, found.first, found.last)
        if sort == "season":
            end, _ = self._maybe_year(words, way[1] + 1)
            return When(i, end)
        return self._period(i, way[1] + 1, way[0], sort)

    def _alone(self, words: Sequence[str], i: int) -> bool:
        """Whether no number or "van" goes on from a period: "de week 31", "de week van de waarheid"."""
        word = self._at_word(words, i)
        return word not in self._l["of"] and not word[:1].isdigit() and word not in self._l["week_starting"]

    def _several(self, start: int, end: int, way: int, number: float, unit: list[int]) -> When:
        edge = self._moved(self._today, way * number, unit)
        if edge is None:
            return When(start, end)
        return When(start, end, self._today + timedelta(1), edge) if way > 0 else When(start, end, edge, self._today)

    def _period(self, start: int, end: int, way: int, sort: str) -> When | None:
        calendar, days = self.calendar, None
        if sort in ("week", "working week"):
            days = calendar.week_off(way)
            if days and sort == "working week":
                days = days[0], days[0] + timedelta(4)
        elif sort == "weekend":
            saturday = self._today - timedelta(self._today.weekday()) + timedelta(5 + 7 * way)
            days = saturday, saturday + timedelta(1)
        elif sort == "month":
            days = calendar.month_off(way)
        elif sort == "quarter":
            quarter = self._today.year * 4 + (self._today.month - 1) // 3 + way
            last = calendar.whole_month(quarter % 4 * 3 + 3, quarter // 4)
            days = (date(quarter // 4, quarter % 4 * 3 + 1, 1), last[1]) if last else None
        elif sort == "year":
            days = calendar.year_off(way)
        elif sort == "day":
            days = calendar.shifted(way, way)
        return When(start, end, *days) if days else None

    def _word_ahead(self, words: Sequence[str], i: int) -> When | None:
        days = self._t.words.get(words[i])
        shifted = self.calendar.shifted(*days) if days else None
        return When(i, i + 1, *shifted) if shifted else None


def _feast(sort: str, days: list[int], year: int) -> date | None:
    """The day of a feast in a year; None for one whose day moves by a rule that isn't known here."""
    if sort == "easter":
        return easter(year) + timedelta(days[0])
    return calendar_day(year, days[0], days[1]) if days[1] else None
