"""Numbers that are no figures: names, ordinals, addresses, scores, prices. Each is refused with a reason.

Those that tell a time are for telling_time.py.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sayso.language.lexicon import lexicon
from sayso.reading.comparators import phrases, preceded
from sayso.reading.numbers import Number, NumberGrammar, number_grammar
from sayso.reading.telling_time import TellingTime
from sayso.reading.units import UnitTable, unit_table
from sayso.reading.words import Words

_DASHES = frozenset("-–—")
_POWERS = frozenset("23")  # "113km2"
_CODE = 3  # letters of an airline's or a hull's code


class NonFigures:
    """Says of a number why it is no figure, from its neighbours. Make it with `non_figures`, which keeps it."""

    def __init__(self, table: dict[str, Any], numbers: NumberGrammar, units: UnitTable) -> None:
        self.numbers, self.units = numbers, units
        self._time = TellingTime(table, numbers, units)
        self._ordinal_endings = frozenset(table["ordinals"]["endings"])
        self._labels = frozenset(table["names"]["labels"])
        self._loose_labels = frozenset(table["names"]["loose_labels"])
        self._weapons = frozenset(table["names"]["weapons"])
        self._calibres = frozenset(table["names"]["calibres"])
        self._priced = frozenset(table["prices"]["per"])
        self._half_before = frozenset(table["halves"]["before"])
        self._verbs: dict[str, list[str]] = table["idioms"]["verbs"]
        self._one_after = frozenset(table["idioms"]["after_preposition"])
        self._one_prepositions = frozenset(table["idioms"]["prepositions"])
        self._one_nouns = frozenset(table["idioms"]["nouns"])
        self._number_words = frozenset(table["idioms"]["number_words"])
        self._except = phrases(table["ranks"]["except"])
        self._rank: list[list[str]] = table["ranks"]["around"]
        self._hour_signs = frozenset(table["clock"]["signs"])
        self._short_labels = frozenset(table["names"]["abbreviations"])
        self._zero = frozenset(table["zero"]["words"])
        self._one_price = frozenset(table["prices"]["before"])
        self._piece = frozenset(table["prices"]["piece"])
        self._halved = frozenset(table["halves"]["words"])
        self._written_units = frozenset(table["dates"]["written_units"])
        self._loose_follow = frozenset(table["names"]["loose_follow"])
        self._after_article: bool = table["names"].get("after_article", True)
        self._site = {place: phrases(table["site"][place]) for place in ("opening", "anywhere")}
        self._site_heads = frozenset(phrase[0] for place in self._site.values() for phrase in place)
        votes, speed = table["votes"], table["speed"]
        self._votes, self._turnout = frozenset(votes["words"]), frozenset(votes["turnout"])
        self._of_votes, self._tallied = frozenset(votes["of"]), frozenset(votes["joins"])
        self._speeds, self._per_time = frozenset(speed["words"]), frozenset(speed["per"])
        self._times = frozenset(speed["times"])
        self._coded = frozenset(table["names"]["coded"])
        self._counting = units.hyphened | {"plus"}
        self._page_signs = _DASHES | {"|", "/", "•", "·"}
        self._site_length: int = table["site"]["longest"]

    def reason(self, words: Words, number: Number, *, upper: bool = False) -> str | None:
        """Why `number` is no figure, or None when it may be one; `upper` says that it ends a range ("30-40")."""
        if number.form == "ordinal":
            return "ordinal"
        if reason := self._before(words, number, upper) or self._joined(words, number):
            return reason
        if reason := self._time.reason(words, number):
            return reason
        if reason := self._label(words, number):
            return reason
        lower = words.lowers[number.first]
        following = words.lower(number.last + 1)
        if [words.lower(number.first - 1), following] in self._rank and not self._tolled(words, number.first - 2):
            return "a rank"
        if number.form == "fraction" and self._after_time(words, number.first):
            return "duration"
        if any(preceded(words, number.first, phrase) for phrase in self._except):
            return "an exception"
        if self._page(words, number):
            return "page number"
        if self._spaced_score(words, number):
            return "score or number in a name"
        if self._vote(words, number):
            return "votes"
        if self._speed(words, number):
            return "speed"
        if lower in self._verbs and following in self._verbs[lower]:
            return "a verb"
        if lower in self._zero or number.high == 0:
            return "zero"
        return None

    def _tolled(self, words: Words, at: int) -> bool:
        """ "Dodental op 45 na aanval" ranks nothing."""
        return words.lower(at) in self.units.victims

    def _after_time(self, words: Words, first: int) -> bool:
        """ "A year and a half"."""
        linked = words.lower(first - 1) in self.numbers.links
        return linked and self.units.reason(words.lower(first - 2)) == self.units.duration

    def _before(self, words: Words, number: Number, upper: bool) -> str | None:
        """What touches the number on its left: "F-16", "020-555", "3-1", "'22"."""
        first = number.first
        text = words.lowers[first]
        if number.digits and words.kind(first - 1) == "numeral" and self._telephone(words, first):
            return "telephone number"
        if number.digits and text[0] == "0" and len(text) > 1 and not text.startswith(("0,", "0.")):
            return "clock time" if len(text) == 5 and text[2] in ".:" else "telephone number"
        if first == 0 or not words.touch(first - 1):
            return None
        before, earlier = words.lower(first - 1), words.kind(first - 2)
        tight = first > 1 and words.touch(first - 2)
        if words.kind(first - 1) in ("word", "numeral"):
            return "part of a name"
        if before in _DASHES and tight:
            if earlier == "word" and not self.numbers.numeral(words.lower(first - 2)):
                return "part of a name"
            if earlier == "numeral" and number.digits and not upper:
                return "score or number in a name"
        if before in ("+", "#", "§"):
            return "telephone number" if before == "+" else "part of a name"
        if before == "'" and number.digits and len(text) == 2 and not self._time.counts(words, number):
            return "year"
        if before in ("/", ":") and tight and earlier == "numeral":
            return "part of a date" if before == "/" else "clock time"
        return None

    @staticmethod
    def _telephone(words: Words, at: int) -> bool:
        """Whether the digits before word `at` are the beginning of a telephone number: "0470 55 01 02"."""
        while at > 0 and (words.kind(at - 1) == "numeral" or words.lower(at - 1) in _DASHES | {"/", "("}):
            at -= 1
        text = words.lowers[at]
        return words.lower(at - 1) == "+" or (text[0] == "0" and text.isdigit() and len(text) > 1)

    def _joined(self, words: Words, number: Number) -> str | None:
        """What touches the number on its right: "72e", "37-jarige", "155mm", "3-1", "15:30"."""
        last = number.last
        following = words.lower(last + 1)
        if not words.touch(last):
            return None
        if words.kind(last + 1) == "word":
            if not number.digits:
                return "part of a name"
            if words.touch(last + 1) and words.kind(last + 2) == "numeral" and words.lower(last + 2) not in _POWERS:
                return "part of a name"  # "3M22", "4x4"
            if following in self._ordinal_endings:
                return "ordinal"
            if following in self._calibres:
                return "calibre"
            if following in self._hour_signs:
                return "clock time"
            if following not in self.units.measures and following not in self._written_units:
                return "part of a name"
        if following == "'" and words.touch(last + 1) and words.lower(last + 2) == "s":
            return "part of a name"
        if following in _DASHES and words.touch(last + 1):
            then = words.lower(last + 2)
            if then in self._time.aged:
                return "age"
            if words.kind(last + 2) == "word" and not self.numbers.numeral(then) and then not in self._counting:
                return "part of a compound"
            if words.kind(last + 2) == "numeral" and number.digits and self._is_score(words, number):
                return "score or number in a name"
        if following in (":", "/") and words.touch(last + 1) and words.kind(last + 2) == "numeral":
            if following == ":" and words.lower(last + 2) == "1":
                return None  # "outnumbered 7:1"
            return "clock time" if following == ":" else "date or slash"
        return None

    def _spaced_score(self, words: Words, number: Number) -> bool:
        """ "3 - 2": small digits around a dash, with nothing behind them that they could count."""
        if not number.digits or number.low > 20:
            return False
        for dash, other in ((number.last + 1, number.last + 2), (number.first - 1, number.first - 2)):
            if words.lower(dash) in _DASHES and words.kind(other) == "numeral" and not words.touch(dash):
                last = max(number.last, other)
                nxt = words.lower(last + 1)
                if nxt not in self.units.measures and not self.units.known(nxt) and len(words.lowers[other]) < 3:
                    return True
        return False

    def _vote(self, words: Words, number: Number) -> bool:
        """ "voted 311 to 112", "met 14 tegen 3 stemmen", "87 percent of the vote", "a turnout of 74 percent"."""
        last = number.last
        if end := self._percent(words, last + 1):
            before, after = words.lowers[max(0, number.first - 3) : number.first], words.lowers[end + 1 : end + 4]
            of_votes = words.lower(end + 1) in self._of_votes and not self._votes.isdisjoint(after)
            return of_votes or not self._turnout.isdisjoint(before)
        if self._votes.isdisjoint(words.lowers[max(0, number.first - 8) : last + 6]):
            return False
        return any(
            words.lower(join) in self._tallied and (self._plain(words, other) or words.lower(other) in self._votes)
            for join, other in ((last + 1, last + 2), (number.first - 1, number.first - 2))
        )

    def _percent(self, words: Words, at: int) -> int:
        """The last word of the "percent" or "per cent" at word `at`; 0 when there is none."""
        for phrase, one in self.units.written.items():
            if tuple(words.lowers[at : at + len(phrase)]) == phrase and self.units.measures[one].unit == "percent":
                return at + len(phrase) - 1
        measure = self.units.measures.get(words.lower(at))
        return at if measure is not None and measure.unit == "percent" else 0

    def _plain(self, words: Words, at: int) -> bool:
        """Whether word `at` is a number of one word."""
        numeral = self.numbers.numeral(words.lower(at))
        return words.kind(at) == "numeral" or (numeral is not None and numeral.form == "cardinal")

    def _speed(self, words: Words, number: Number) -> bool:
        """ "70 kilometer per uur", "300km/h"."""
        measure = self.units.measures.get(words.lower(number.last + 1))
        if measure is None or measure.unit not in ("km", "m"):
            return words.lower(number.last + 1) in self._speeds
        return words.lower(number.last + 2) in self._per_time and words.lower(number.last + 3) in self._times

    def _is_score(self, words: Words, number: Number) -> bool:
        """Whether digits, a dash and digits are a score or a telephone number and no range."""
        after = self.numbers.at(words, number.last + 2)
        if after is None or after.low <= number.low:
            return True
        nxt = words.lower(after.last + 1)
        return not (nxt in self.units.measures or self.units.known(nxt)) and (
            after.low < 20 or 1900 <= number.low <= 2100
        )

    def _label(self, words: Words, number: Number) -> str | None:
        before = words.lower(number.first - 1)
        following = words.lower(number.last + 1)
        if before == "." and words.lower(number.first - 2) in self._short_labels:
            before = words.lower(number.first - 2) + "."
        if number.digits and before in self._labels and not self.units.known(following):
            return "number in a name"
        small = number.low < 1000 and number.form == "cardinal"
        loose = words.kind(number.last + 1) != "word" or following in self._loose_follow
        if small and before in self._loose_labels and loose:
            return "number in a name"
        decade = words.kind(number.first - 2) == "numeral" and words.touch(
            number.first - 2
        )  # "in the 2000s 40 villages"
        weapon = before in self._weapons and words.lower(number.first - 2) != "'" and not decade
        tied = words.lower(number.last + 1) == "-" and words.touch(number.last)
        if number.digits and weapon and number.low < 1000 and not tied:
            return "model name"
        coded = words.kind(number.first - 1) == "word" and len(before) <= _CODE
        if number.digits and coded and words.lower(number.first - 2) in self._coded:
            return "number in a name"
        single = number.digits and number.form == "cardinal" and not tied
        if self._after_article and before in self.numbers.articles and single:
            return "grade or name"
        if following in self._calibres:
            return "calibre"
        if number.form == "fraction" and before in self._half_before and words.lowers[number.first] in self._halved:
            return "part of a period"
        if number.digits and (number.first == 0 or words.lowers[number.first - 1] == "\n") and following in (".", ")"):
            return "number of a list" if number.low < 30 and number.first == 0 and len(words) > 2 else None
        return None

    def idle_one(self, words: Words, at: int) -> bool:
        """Whether "één" at word `at` stands in an idiom: "in één keer", "nummer één"."""
        before, noun = words.lower(at - 1), words.lower(at + 1)
        setting = noun in self._one_after or self.units.known(noun) in ("building", "place")
        if setting and before in self._one_prepositions:
            return True
        return noun in self._one_nouns or before in self._number_words

    def price(self, words: Words, last: int) -> bool:
        """Whether a sum of money (ending at word `last`) is what one of a thing costs: "1 euro per liter"."""
        if words.lower(last + 1) in self._piece:
            return True
        return words.lower(last + 1) in self._one_price and words.lower(last + 2) in self._priced

    def _page(self, words: Words, number: Number) -> bool:
        """Whether the number ends a line that heads a page: "maandag 18 november - BUITENLAND - 11"."""
        if number.last + 1 != len(words) or len(words) > self._site_length or not number.digits:
            return False
        return words.lower(number.first - 1) in self._page_signs and not self._time.months.isdisjoint(words.lowers)

    def site(self, words: Words) -> bool:
        """Whether a short block is the site's and no prose: "Alle berichten (118)", "Stem mee: 62% zegt ja"."""
        if len(words) > self._site_length or self._site_heads.isdisjoint(words.lowers):
            return False
        lowers = words.lowers
        if any(tuple(lowers[: len(phrase)]) == phrase for phrase in self._site["opening"]):
            return True
        anywhere = self._site["anywhere"]
        return any(tuple(lowers[i : i + len(p)]) == p for i in range(len(lowers)) for p in anywhere)


@cache
def non_figures(language: str) -> NonFigures:
    """The non-figures of a language. Raises FileNotFoundError when it has no nonfigures.toml."""
    return NonFigures(lexicon(language, "nonfigures"), number_grammar(language), unit_table(language))
