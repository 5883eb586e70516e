"""Arithmetic of days as papers count them: back from the day of publication, as far as that is known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sayso.documents.document import Precision, Published


def precision(first: date, last: date) -> int:
    """UCDP's date_prec of a period: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


class Calendar:
    """What dates mean in a text of a certain day: the arithmetic, without any words."""

    def __init__(self, published: Published) -> None:
        known = published.day is not None and published.precision is not Precision.UNKNOWN
        self.today = published.day if published.precision is Precision.DAY else None
        self.year = published.day.year if known and published.day else None
        self.month = (
            published.day.month
            if self.year and published.precision in (Precision.DAY, Precision.MONTH) and published.day
            else None
        )

    @property
    def latest(self) -> date | None:
        """The last day on which the text can have been written."""
        if self.today:
            return self.today
        if self.year and self.month:
            return date(self.year, self.month, monthrange(self.year, self.month)[1])
        return None

    def shifted(self, first: int, last: int) -> tuple[date, date] | None:
        """Days counted from the day of publication."""
        if self.today is None:
            return None
        return self.today + timedelta(first), self.today + timedelta(last)

    def back(self, months: int, days: int) -> tuple[date, date] | None:
        """The last so many months or days up to publication, that day included."""
        if self.today is None:
            return None
        count = self.today.year * 12 + self.today.month - 1 - months
        year, month = count // 12, count % 12 + 1
        start = date(year, month, min(self.today.day, monthrange(year, month)[1]))
        return start - timedelta(days - 1 if days else 0), self.today

    def weekday(self, number: int, *, strictly: bool = False, ahead: bool = False) -> date | None:
        """The last such day of the week up to publication (before it when `strictly`), or the next one when `ahead`."""
        if self.today is None:
            return None
        if ahead:
            return self.today + timedelta((number - self.today.weekday() - 1) % 7 + 1)
        back = (self.today.weekday() - number) % 7
        return self.today - timedelta(back or (7 if strictly else 0))

    def day(self, day: int, month: int, year: int | None = None, ahead: int = 0) -> date | None:
        """A day of the calendar; without a year the last one up to `ahead` days after publication."""
        if year is None:
            if self.latest is None:
                return None
            year = self.latest.year
            candidate = calendar_day(year, month, day)
            if candidate is None or candidate > self.latest + timedelta(ahead):
                year -= 1
        return calendar_day(year, month, day)

    def whole_month(self, month: int, year: int | None = None) -> tuple[date, date] | None:
        """A month from its first to its last day; without a year the last one that had begun."""
        if year is None:
            if self.latest is None:
                return None
            year = self.latest.year - (month > self.latest.month)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])

    def month_off(self, months: int) -> tuple[date, date] | None:
        """The month so many months from that of publication."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 12 + self.month - 1 + months
        return self.whole_month(count % 12 + 1, count // 12)

    def week_off(self, weeks: int) -> tuple[date, date] | None:
        """Monday to Sunday, so many weeks from that of publication."""
        if self.today is None:
            return None
        monday = self.today + timedelta(7 * weeks - self.today.weekday())
        return monday, monday + timedelta(6)

    def weekend(self, weeks: int = 0) -> tuple[date, date] | None:
        """The weekend that publication lies in, or else the one before it; `weeks` moves it."""
        if self.today is None:
            return None
        saturday = self.today - timedelta((self.today.weekday() - 5) % 7) + timedelta(7 * weeks)
        return saturday, saturday + timedelta(1)

    def year_off(self, years: int) -> tuple[date, date] | None:
        """The year so many years from that of publication."""
        if self.year is None:
            return None
        return date(self.year + years, 1, 1), date(self.year + years, 12, 31)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def easter(year: int) -> date:
    """Easter Sunday of a year, by the calendar of the West (the "anonymous" method of Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
