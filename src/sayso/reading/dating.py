"""Expressions of time and the days that they cover, counted from the day of publication.

Table-driven (periods.toml and dates.toml of the language) and exact: what doesn't pin both ends to days is recognised
too, as an expression without days, since it keeps an earlier date from carrying over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sayso.documents.document import Published
from sayso.packs.pack import Event
from sayso.reading.date_ranges import DateRanges
from sayso.reading.days import calendar_day
from sayso.reading.events import Events
from sayso.reading.named_dates import When

# what else an expression may begin with
_LITTLE = ("from", "night", "beginning", "articles", "first_of", "last_of", "counts")
_SINCE = 8  # words from "sinds" to its date: "sinds de inval in de buurregio op 6 augustus"


class Dating(DateRanges):
    """Finds the expressions of time in a run of words: those that name a date, and those counted from a day."""

    def __init__(self, published: Published, language: str, events: Sequence[Event] = ()) -> None:
        super().__init__(published, language)
        self._events = Events(events, self.calendar, language)
        self._dayparts = {
            part: night for night, name in ((False, "day"), (True, "night")) for part in self._w["dayparts"][name]
        }
        self._exact = (
            self._event, self._anaphor, self._so_far, self._phrase, self._this_year_on, self._part_of_year,
            self._part_of_month, self._two_days, self._range, self._months, self._full_date, self._month, self._year,
            self._night_between, self._weekday, self._weekend, self._relative, self._word, self._ago,
        )  # fmt: skip

        self._days = (self._range, self._full_date, self._month, self._weekday)
        self._day_names = tuple(self._w["weekdays"])
        little = [word for name in _LITTLE for word in self._g[name]]
        self._starters = frozenset[str]().union(
            *self._first.values(),
            self._w["months"], self._w["words"], self._w["feasts"], little, self._events.starters,
            *(self._r[name] for name in ("past", "this", "next", "stretch")),
        )  # fmt: skip

    def find(self, words: Sequence[str]) -> list[When]:
        """All expressions in `words` (lower case), from left to right, the longest at each place."""
        found: list[When] = []
        i = 0
        while i < len(words):
            if not self._may_begin(words[i]):
                i += 1
                continue
            when = self._at(words, i) or self._stretch(words, i)
            if when is None:
                i += 1
                continue
            found.append(self._as_of(words, self._as_since(words, when)))
            i = when.end
        return found

    def _may_begin(self, word: str) -> bool:
        return word in self._starters or word[:1].isdigit() or word.startswith(self._day_names)

    def _at(self, words: Sequence[str], i: int) -> When | None:
        return next((w for rule in self._exact if (w := rule(words, i)) is not None), None)

    def _as_since(self, words: Sequence[str], when: When) -> When:
        """ "sinds 24 februari" runs to the day of publication, and so does "sinds december" from its first day on.

        Any other stretch of days ("sinds vorige week") begins on no day in particular.
        """
        if when.since or not self._is_since(words, when):
            return when
        first, today = when.first, self.calendar.today
        exact = first is not None and (first == when.last or words[when.start] in self._w["months"])
        if exact and first is not None and today and first <= today:
            return When(when.start, when.end, first, today, since=True)
        return When(when.start, when.end, since=True)

    def _as_of(self, words: Sequence[str], when: When) -> When:
        """ "By Thursday evening", "per 1 maart": a total up to that day, since nobody knows when."""
        before = " ".join(words[max(when.start - 2, 0) : when.start])
        counted = not when.since and when.first is not None and when.first == when.last
        if not counted or not any(before == w or before.endswith(f" {w}") for w in self._g["as_of"]):
            return when
        return When(when.start, when.end, None, when.last, since=True)

    def _is_since(self, words: Sequence[str], when: When) -> bool:
        """Whether a date is one to count from: "sinds (begin) juni", "sinds de inval van maandag"."""
        if any(words[k] in self._r["since"] for k in range(max(when.start - 2, 0), when.start)):
            return True
        if not when.start or words[when.start - 1] not in self._g["since_links"]:
            return False
        for k in range(when.start - 2, max(when.start - _SINCE, 0) - 1, -1):
            if words[k] in self._r["since"]:
                return True
            if not words[k].replace("-", "").isalpha() or words[k] in self._g["no_since"]:
                return False
        return False

    # each rule looks at words[i] and what follows

    def _event(self, words: Sequence[str], i: int) -> When | None:
        """ "sinds het begin van de invasie", "in de slag om Bachmoet": a total since a day that a pack knows."""
        found = self._events.at(words, i, lambda k: self._is_dated(words, k))
        if found is None:
            return None
        end, first, last = found
        known = first is not None and last is not None and first <= last
        return When(i, end, first if known else None, last if known else None, since=True)

    def _anaphor(self, words: Sequence[str], i: int) -> When | None:
        """ "die dag", "in diezelfde maand", "een dag later": days that the text has named before."""
        if words[i] not in self._first["anaphors"]:
            return None
        for phrase, (to, shift) in self._w["anaphors"].items():
            if tuple(words[i : i + len(phrase)]) == phrase:
                return When(i, i + len(phrase), same=to, shift=shift)
        return None

    def _so_far(self, words: Sequence[str], i: int) -> When | None:
        """ "tot nu toe": a total up to the day of publication, since nobody knows when."""
        if words[i] not in self._first["so_far"]:
            return None
        for phrase in self._w["so_far"]:
            if tuple(words[i : i + len(phrase)]) == phrase:
                return When(i, i + len(phrase), None, self.calendar.today, since=True)
        return None

    def _phrase(self, words: Sequence[str], i: int) -> When | None:
        if words[i] not in self._first["phrases"] and words[i] not in self._first["blockers"]:
            return None
        for phrase, days in self._w["phrases"].items():
            if tuple(words[i : i + len(phrase)]) == phrase:
                return When(i, i + len(phrase), *(self.calendar.shifted(*days) or ()))
        for phrase in self._w["blockers"]:
            end = i + len(phrase)
            if tuple(words[i:end]) == phrase:
                begins = next((k for k in range(i, end) if words[k] in self._g["beginning"]), None)
                if begins is not None and self._this_year_on(words, begins) is not None:
                    return None
                # "het begin van de oorlog op 7 oktober" is that day
                dated = begins == i and any(self._is_dated(words, k) for k in range(end, min(end + 3, len(words))))
                return None if dated else When(i, end)
        return None

    def _is_dated(self, words: Sequence[str], i: int) -> bool:
        """Whether words give days of their own."""
        return any(rule(words, i) is not None for rule in self._days)

    def _this_year_on(self, words: Sequence[str], i: int) -> When | None:
        """ "sinds (het) begin (van) dit jaar": from New Year's Day on."""
        rest = [w for w in words[i : i + 6] if w not in self._g["of"] and w not in self._g["articles"]]
        year = [w for w in words[i + 1 : i + 6] if w not in self._g["of"]][:2]
        if not rest or rest[0] not in self._g["beginning"] or year not in self._g["this_year"]:
            return None
        end = i + list(words[i : i + 6]).index(year[1]) + 1
        days = self.calendar.year_off(0)
        known = i > 0 and (words[i - 1] in self._r["since"] or words[i - 1] in self._g["articles"])
        return When(i, end, days[0], days[0]) if days and known else When(i, end)

    def _night_between(self, words: Sequence[str], i: int) -> When | None:
        """ "de nacht van zondag op maandag", "de nacht op maandag", "de nacht naar maandag"."""
        of, to = self._g["night_of"], self._g["night_to"]
        if words[i] not in self._g["night"] or i + 2 >= len(words) or words[i + 1] not in (*of, *to):
            return None
        night_of = self._full_date(words, i + 2) if words[i + 1] in of and self._g["night_of_day"] else None
        if night_of is not None and night_of.first is not None:  # "the night of March 3"
            return When(i, night_of.end, night_of.first, night_of.first + timedelta(1))
        last = 4 if words[i + 1] in of else 2
        name = words[i + last] if i + last < len(words) else ""
        if name not in self._w["weekdays"] or (last == 4 and words[i + 2] not in self._w["weekdays"]):
            return None
        day = self.calendar.weekday(self._w["weekdays"][name])
        return When(i, i + last + 1, day - timedelta(1), day) if day else When(i, i + last + 1)

    def _weekday(self, words: Sequence[str], i: int) -> When | None:
        """ "zondag", "afgelopen zondag", "zondagavond", "zondag in de nacht"."""
        name = next((d for d in self._w["weekdays"] if words[i].startswith(d)), None)
        if name is None:
            return None
        part = words[i][len(name) :]
        if part not in ("", "s") and part not in self._dayparts:
            return None
        before = words[i - 1] if i else ""
        at = i + 1 + (i + 1 < len(words) and words[i + 1] == ",")
        if at < len(words) and self._full_date(words, at) is not None:
            return None  # the date itself follows: "zondag 11 juni"
        day = self.calendar.weekday(
            self._w["weekdays"][name], strictly=before in self._r["past"], ahead=before in self._r["next"]
        )
        start = i - (before in self._r["past"] or before in self._r["next"])
        if day is None:
            return When(start, i + 1)
        following = words[i + 1] if i + 1 < len(words) else ""
        if not part and following in self._dayparts:  # "Sunday night"
            return When(start, i + 2, day, day + timedelta(self._dayparts[following]))
        return When(start, i + 1, day, day + timedelta(self._dayparts.get(part, False)))

    def _weekend(self, words: Sequence[str], i: int) -> When | None:
        """ "in het weekend", "over the weekend": the last one."""
        if words[i] not in self._g["articles"] or i + 1 >= len(words) or words[i + 1] not in self._r["weekend"]:
            return None
        if i + 2 < len(words) and words[i + 2] in self._g["of"]:
            return None
        return When(i + 1, i + 2, *(self.calendar.weekend() or ()))

    def _ago(self, words: Sequence[str], i: int) -> When | None:
        """ "drie dagen geleden"; "twee dagen later", from the last day named. Of weeks and more no day follows."""
        if i + 2 >= len(words) or words[i + 1] not in self._r["units"]:
            return None
        way = self._w["days_on"].get(words[i + 2])
        if words[i + 2] not in self._g["ago"] and way is None:
            return None
        count = int(words[i]) if words[i].isdigit() else self._numbers.cardinal(words[i])
        exact = self._w["counted"].get(words[i + 1]) == [0, 1] and count is not None and 1 <= count <= 30
        if not exact or count is None:
            return When(i, i + 3) if way is None else None
        if way is not None:
            return When(i, i + 3, same="day", shift=way * int(count))
        return When(i, i + 3, *(self.calendar.shifted(-int(count), -int(count)) or ()))

    def _relative(self, words: Sequence[str], i: int) -> When | None:
        """ "afgelopen nacht", "dit weekend", "vorige maand", "dit jaar", "het afgelopen etmaal"."""
        way = next((n for n, name in ((-1, "past"), (0, "this"), (1, "next")) if words[i] in self._r[name]), None)
        if way is None or i + 1 >= len(words):
            return None
        noun, end, days = words[i + 1], i + 2, None
        calendar = self.calendar
        # "the last week" is seven days up to some day, "last week" the one before this
        rolling = words[i] in self._r["rolling"] or " ".join(words[max(i - 1, 0) : i + 1]) in self._r["rolling"]
        if i and words[i - 1] in self._r["vague"]:
            of_month = calendar.month_off(way) if noun in self._r["month"] else None
            return self._begun(words, i - 1, end, of_month) if noun in self._r["units"] else None
        if way < 0 and (counted := self._counted(words, i)) is not None:
            return counted
        if noun in self._g["night"] and way <= 0:
            days = calendar.shifted(-1, 0)
        elif noun in self._r["day_and_night"] or list(words[i + 1 : i + 3]) in self._g["day_hours"]:
            end += noun not in self._r["day_and_night"]
            days = calendar.shifted(-1, 0) if way < 0 else None
        elif noun in self._r["weekend"]:
            days = calendar.weekend(1 if way > 0 else 0)
        elif noun in self._r["week"]:
            days = calendar.shifted(-6, 0) if rolling else calendar.week_off(way) if way else None
        elif noun in self._r["month"]:
            days = calendar.month_off(way) if not rolling else None
        elif noun in self._r["year"]:
            days = calendar.year_off(way) if not rolling else None
            if days and way == 0 and calendar.today:
                days = (days[0], calendar.today)
        elif noun not in self._r["seasons"]:
            return None
        return When(i, end, *days) if days else When(i, end)

    def _counted(self, words: Sequence[str], i: int) -> When | None:
        """ "de afgelopen vijf maanden", "de laatste tien dagen": up to the day of publication."""
        count = self._numbers.cardinal(words[i + 1])
        unit = self._w["counted"].get(words[i + 2]) if i + 2 < len(words) else None
        if count is None and words[i + 1].isdigit():
            count = float(words[i + 1])
        hours = unit == [0, 0] and count is not None and count % 24 == 0
        if hours and count:
            return When(i, i + 3, *(self.calendar.shifted(-int(count) // 24, 0) or ()))
        if count is None or count != int(count) or not 2 <= count <= 100 or unit in (None, [0, 0]):
            return None
        if self.calendar.today is None:
            return None
        days = self.calendar.back(int(count) * unit[0], int(count) * unit[1])
        return When(i, i + 3, *days) if days else When(i, i + 3)

    def _word(self, words: Sequence[str], i: int) -> When | None:
        if words[i] in self._w["words"]:
            days = self.calendar.shifted(*self._w["words"][words[i]])
            return When(i, i + 1, *days) if days else When(i, i + 1)
        if words[i] in self._w["feasts"]:
            month, day, last_month, last_day = self._w["feasts"][words[i]]
            last = self.calendar.day(last_day, last_month)
            first = calendar_day(last.year - (month > last_month), month, day) if last else None
            return When(i, i + 1, first, last) if first else When(i, i + 1)
        return None

    def _stretch(self, words: Sequence[str], i: int) -> When | None:
        """ "in 24 uur tijd", "de afgelopen drie weken": days, but which ones doesn't follow."""
        if words[i] not in self._r["stretch"]:
            return None
        for k in range(i + 1, min(i + 5, len(words))):
            if self._at(words, k) is not None:
                return None
            if words[k] in self._r["units"]:
                return When(i, k + 1)
            if not (words[k].isalnum() or "-" in words[k]):
                return None
        return None
