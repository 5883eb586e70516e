"""Numbers that tell a time and measure nothing: dates, years, clock times, ages. Each is refused with a reason."""

from __future__ import annotations

from typing import Any

from sayso.reading.comparators import phrases
from sayso.reading.numbers import Number, NumberGrammar
from sayso.reading.units import UnitTable
from sayso.reading.words import Words, split


class TellingTime:
    """Says of a number which time it tells, from its neighbours. `table` is the nonfigures.toml of its language."""

    def __init__(self, table: dict[str, Any], numbers: NumberGrammar, units: UnitTable) -> None:
        self.numbers, self.units = numbers, units
        self.months = frozenset(table["dates"]["months"])
        self._years = range(table["dates"]["years"][0], table["dates"]["years"][1] + 1)
        self._old_years = range(table["dates"]["old_years"][0], table["dates"]["old_years"][1] + 1)
        self._year_before = frozenset(table["dates"]["year_before"])
        joins = (tuple(split(join).lowers) for join in table["dates"]["day_joins"])
        self._day_joins = sorted(joins, key=len, reverse=True)
        self._function_words = frozenset(table["dates"]["function_words"])
        self._decades = frozenset(table["dates"]["decades"])
        self._hour: str = table["clock"]["word"]
        self._clock_before = frozenset(table["clock"]["before"])
        self._parts_of_day = frozenset(table["clock"]["parts_of_day"])
        self.aged = frozenset(table["ages"]["after"])
        self._age_before = [tuple(split(phrase).lowers) for phrase in table["ages"]["before"]]
        self._people = frozenset(table["ages"]["people"])
        self._age_spans = frozenset(table["ages"]["spans"])
        self._being = frozenset(table["ages"]["being"])
        self._age_joins = frozenset(table["ages"]["joins"])
        self._age_bounds = frozenset(table["ages"]["bounds"])
        self._age_groups = frozenset(table["ages"]["groups"])
        self._eldest = frozenset(table["ages"]["superlatives"])
        self._subjects = frozenset(table["ages"]["subjects"]) | self._eldest
        self._halfway = frozenset(table["clock"]["halfway"])
        self._minutes: list[str] = table["clock"]["minutes"]
        self._of = frozenset(table["ages"]["of"])
        self._article = frozenset(table["ages"]["article"])
        self._or = frozenset(table["dates"]["and"])
        self._month_first: bool = table["dates"].get("month_first", False)
        self._clock_after = phrases(table["clock"].get("after", []))
        self._dotted: bool = table["clock"].get("dotted", True)

    def reason(self, words: Words, number: Number) -> str | None:
        """Why `number` is no figure but tells a time, or None when it doesn't."""
        return self._date(words, number) or self._clock(words, number) or self._age(words, number)

    def _date(self, words: Words, number: Number) -> str | None:
        following = words.lower(number.last + 1)
        text = words.lowers[number.first]
        if following in self.months and number.low <= 31:
            return "date"
        if number.low <= 31 and (size := self._day_join(words, number.last + 1)):  # "25 en 26 mei"
            at = number.last + 1 + size
            after = self.numbers.at(words, at) if at < len(words) else None
            if after and after.low <= 31 and words.lower(after.last + 1) in self.months:
                return "date"
        if words.lower(number.first - 1) in self.months and number.digits and len(text) == 4 and text.isdigit():
            return "year"
        if self._month_first and number.digits and number.low <= 31 and self._behind_month(words, number):
            return "date"
        if number.low < 100 and number.low % 10 == 0:  # "de jaren zestig en zeventig"
            second = words.lower(number.first - 1) in self._or and words.lower(number.first - 3) in self._decades
            if second or words.lower(number.first - 1) in self._decades:
                return "decade"
        if len(text) == 4 and text.isdigit() and number.low == int(text) and not self.counts(words, number):
            introduced = words.lower(number.first - 1) in self._year_before
            if number.low in self._years or (number.low in self._old_years and introduced):
                return "year"
        return None

    def _behind_month(self, words: Words, number: Number) -> bool:
        """ "March 22", "Oct. 7", "June 3 and 4", unless what follows is counted: "in March 22 soldiers"."""
        at = number.first - 1
        at -= words.lower(at) == "."
        if words.lower(at) not in self.months:
            before = words.lower(at - 1)
            if not (
                words.lower(at) in {join[0] for join in self._day_joins} and before.isdigit() and int(before) <= 31
            ):
                return False
            if words.lower(at - 2) not in self.months:
                return False
        following = words.lower(number.last + 1)
        return not (self.units.plural(following) and self.units.known(following))

    def _day_join(self, words: Words, at: int) -> int:
        """How many words join two days of one month at word `at` ("tot en met": 3)."""
        for join in self._day_joins:
            if tuple(words.lowers[at : at + len(join)]) == join:
                return len(join)
        return 0

    def counts(self, words: Words, number: Number) -> bool:
        """Whether what could be a year or an age counts something: "2000 (Russische) militairen"."""
        for at in range(number.last + 1, min(number.last + 3, len(words))):
            if words.kinds[at] != "word" or words.lowers[at] in self._function_words:
                return False
            if self.units.known(words.lowers[at]) or words.lowers[at] in self.units.measures:
                return True
        return False

    def _clock(self, words: Words, number: Number) -> str | None:
        text = words.lowers[number.first]
        counts = self.units.known(words.lower(number.last + 1)) or words.lower(number.last + 1) in self.units.measures
        if any(tuple(words.lowers[number.last + 1 : number.last + 1 + len(p)]) == p for p in self._clock_after):
            return "clock time"
        dotted = self._dotted and len(text) in (4, 5) and text[-3] == "."
        if number.digits and number.first == number.last and dotted and not counts:
            hours, minutes = text[:-3], text[-2:]
            if hours.isdigit() and minutes.isdigit() and int(hours) < 25 and int(minutes) < 60:
                return "clock time"
        before, after = words.lower(number.first - 1), words.lower(number.last + 2)
        hour = words.lower(number.last + 1) == self._hour and number.low <= 24
        if hour and (before in self._clock_before or after in self._parts_of_day):
            return "clock time"
        if number.form == "fraction" and words.lower(number.last + 1) in self._halfway:
            return "clock time" if self.numbers.numeral(words.lower(number.last + 2)) else None
        if words.lower(number.first - 1) in self._halfway and number.low <= 12 and not number.digits:
            return "clock time" if words.lower(number.first - 2) in (*self._clock_before, *self._minutes) else None
        if words.lower(number.first - 1) in self._clock_before and words.lower(number.last + 1) in self._parts_of_day:
            return "clock time"
        return None

    def _other_age(self, words: Words, number: Number) -> bool:
        """Whether the other end of a range is an age: "aged 18 to 60", "18- tot 25-jarigen"."""
        alone = words.kind(number.last + 1) != "word"  # not "aged 41 and 12 others"
        if alone and words.lower(number.first - 1) in self._age_joins and words.kind(number.first - 2) == "numeral":
            earlier = self.numbers.at(words, number.first - 2)
            return earlier is not None and self._age(words, earlier) is not None
        at = number.last + 1
        at += words.lower(at) == "-"
        if words.lower(at) not in self._age_joins or at + 1 >= len(words):
            return False
        later = self.numbers.at(words, at + 1)
        return later is not None and words.lower(later.last + 1) == "-" and words.lower(later.last + 2) in self.aged

    def _age(self, words: Words, number: Number) -> str | None:
        if number.low > 110 or number.form != "cardinal":
            return None
        before, following = words.lower(number.first - 1), words.lower(number.last + 1)
        if before == "(" and following == ")":
            return "age or number in brackets"
        if following in self.aged or self._other_age(words, number):
            return "age"
        for phrase in self._age_before:
            start = number.first - len(phrase)
            if start >= 0 and tuple(words.lowers[start : number.first]) == phrase:
                return "age"
        earlier = words.lower(number.first - 2)
        alone = words.kind(number.last + 1) != "word"
        group = words.lower(number.first - 3) if before in self._article else earlier
        bound = earlier if before in self._article else before
        if bound in self._age_bounds and group in self._age_groups and not self.counts(words, number):
            return "age"
        if before in self._of and earlier in self._people and (alone or not self.counts(words, number)):
            return "age"
        if alone and ((before in self._being and earlier in self._subjects) or before in self._eldest):
            return "age"
        span = earlier if before in self._article else before
        if alone and not number.digits and 20 <= number.low <= 90 and span in self._age_spans:
            return "age"
        if before == "," and following == "," and number.digits and number.low > 15 and number.scale == 1:
            return "age"
        return None
