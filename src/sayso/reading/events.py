"""Wars and battles that a text counts from: "sinds het begin van de invasie", "in de slag om Bachmoet".

Which words mean a war is the language's (`[events]` of periods.toml), which days it lasted is the pack's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

from sayso.language.lexicon import lexicon
from sayso.packs.names import key
from sayso.packs.pack import Event
from sayso.reading.days import Calendar
from sayso.reading.numbers import number_grammar

_BETWEEN = 3  # words at most between an article and its noun: "de grootschalige Russische invasie"
_LONGEST_NAME = 3  # words of a place's name
_PAST = timedelta(90)  # an offensive that ended longer ago is not what "the offensive" means


@cache
def _words(language: str) -> dict[str, Any]:
    table = lexicon(language, "periods")["events"]
    lists = {name: frozenset(table[name]) for name in table if name != "nouns"}
    return {**lists, "nouns": {noun: kind for kind, nouns in table["nouns"].items() for noun in nouns}}


class Events:
    """Finds the wars and battles of a pack in a run of words."""

    def __init__(self, events: Sequence[Event], calendar: Calendar, language: str) -> None:
        self._today = calendar.today
        self._latest = latest = calendar.latest
        self._events = [e for e in events if latest is None or e.since <= latest]
        self._w = _words(language)
        self._numbers = number_grammar(language)
        self.starters = self._w["since"] | self._w["during"] | self._w["within"] if self._events else frozenset()
        self._keys = {event.name: frozenset(key(name) for name in event.places) for event in self._events}

    def at(
        self, words: Sequence[str], i: int, dated: Callable[[int], bool]
    ) -> tuple[int, date | None, date | None] | None:
        """The event that the phrase at word `i` counts from: the phrase's end, and its first and last day.

        `dated` says whether an expression with days of its own stands at a word: what is dated needs no pack.
        """
        if words[i] not in self.starters:
            return None
        found = self._since(words, i) or self._during(words, i) or self._within(words, i)
        if found is None:
            return None
        end, first, last = found
        if any(dated(k) for k in range(end, min(end + 4, len(words)))):
            return None
        return end, first, last

    def _since(self, words: Sequence[str], i: int) -> tuple[int, date | None, date | None] | None:
        """ "sinds (het begin van) de invasie", "sinds de val van Avdiivka"."""
        if words[i] not in self._w["since"]:
            return None
        k = self._skip(words, i + 1, self._w["determiners"])
        began = k < len(words) and words[k] in self._w["beginning"]
        if began:
            k = self._skip(words, self._skip(words, k + 1, self._w["of"]), self._w["determiners"])
        elif k < len(words) and words[k] in self._w["falls"]:
            named = self._place_after(words, k)
            event = next((e for e in self._fought(named[1]) if e.until is not None), None) if named else None
            return (named[0], event.until, self._today) if named and event else None
        return self._named(words, k, whole=began)

    def _during(self, words: Sequence[str], i: int) -> tuple[int, date | None, date | None] | None:
        """ "in deze oorlog", "tijdens de hele oorlog", "in de slag om Bachmoet"."""
        if words[i] not in self._w["during"] or i + 1 >= len(words):
            return None
        bare = self._w["nouns"].get(words[i + 1]) == "battle"  # of a headline: "doden in slag om Bachmoet"
        if not bare and words[i + 1] not in self._w["determiners"]:
            return None
        return self._named(words, i + 1 + (not bare), whole=words[i] in self._w["throughout"])

    def _within(self, words: Sequence[str], i: int) -> tuple[int, date | None, date | None] | None:
        """ "in twee jaar oorlog", "na vijf maanden oorlog"."""
        if words[i] not in self._w["within"] or i + 3 >= len(words):
            return None
        k = self._skip(words, i + 1, self._w["nearly"])
        if k + 2 >= len(words) or self._numbers.cardinal(words[k]) is None or words[k + 1] not in self._w["units"]:
            return None
        k = self._skip(words, k + 2, self._w["of"])
        return self._named(words, k, whole=True) if self._w["nouns"].get(words[k]) == "war" else None

    def _named(self, words: Sequence[str], start: int, *, whole: bool) -> tuple[int, date | None, date | None] | None:
        """The event whose noun stands at `start` or a few adjectives on. `whole`: nothing less than a war is meant."""
        plain = takewhile(lambda k: words[k].isalpha(), range(start, min(start + _BETWEEN + 1, len(words))))
        noun = next((k for k in plain if words[k] in self._w["nouns"] or words[k] in self._w["other"]), None)
        if noun is None or any(words[k] in self._w["never_between"] for k in range(start, noun)):
            return None
        kind = self._w["nouns"].get(words[noun])
        if (named := self._place_after(words, noun)) is not None and kind in (None, "battle", "war"):
            fought = self._fought(named[1])
            if fought:
                return named[0], fought[0].since, self._until(fought[0])
        if kind is None or kind == "battle" or (words[noun] in self._w["only_beginning"] and not whole):
            return None
        event = self._latest_of(kind)
        if event is None:
            return None
        end = self._skip(words, noun + 1, self._w["began"])
        return end, event.since, self._until(event)

    def _latest_of(self, kind: str) -> Event | None:
        """The last event of a kind that had begun; only a war can be long over."""
        alive = [
            event
            for event in self._events
            if kind in event.kinds
            and (kind == "war" or event.until is None or self._latest is None or event.until + _PAST >= self._latest)
        ]
        return max(alive, key=lambda event: event.since, default=None)

    def _fought(self, names: Sequence[str]) -> list[Event]:
        """The battles of a place, the last one first."""
        found = [event for event in self._events if not self._keys[event.name].isdisjoint(names)]
        return sorted(found, key=lambda event: event.since, reverse=True)

    def _place_after(self, words: Sequence[str], noun: int) -> tuple[int, list[str]] | None:
        """Where the name after a noun ends ("slag om Bachmoet"), and the keys that it may have."""
        if noun + 2 >= len(words) or words[noun + 1] not in self._w["about"]:
            return None
        start = noun + 2
        known = {k for keys in self._keys.values() for k in keys}
        for length in range(_LONGEST_NAME, 0, -1):
            name = key(" ".join(words[start : start + length]))
            if start + length <= len(words) and name in known:
                return start + length, [name]
        return None

    def _until(self, event: Event) -> date | None:
        """The last day of `event` that the text can count, where its own day is known or the event had ended."""
        if self._today is not None:
            return event.last_by(self._today)
        ended = event.until is not None and self._latest is not None and event.until <= self._latest
        return event.until if ended else None

    @staticmethod
    def _skip(words: Sequence[str], i: int, these: frozenset[str]) -> int:
        while i < len(words) and words[i] in these:
            i += 1
        return i
