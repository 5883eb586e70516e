"""Numbers that are no figures: dates, clock times, ages, names, ordinals, addresses. Each is refused with a reason."""

from __future__ import annotations

from functools import cache
from typing import Any

from sayso.language.lexicon import lexicon
from sayso.reading.comparators import phrases
from sayso.reading.numbers import Number, NumberGrammar, number_grammar
from sayso.reading.units import UnitTable, unit_table
from sayso.reading.words import Words, split

_DASHES = frozenset("-–—")


class NonFigures:
    """Says of a number why it is no figure, from its neighbours. Make it with `non_figures`, which keeps it."""

    def __init__(self, table: dict[str, Any], numbers: NumberGrammar, units: UnitTable) -> None:
        self.numbers, self.units = numbers, units
        self._months = frozenset(table["dates"]["months"])
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
        self._aged = frozenset(table["ages"]["after"])
        self._age_before = [tuple(split(phrase).lowers) for phrase in table["ages"]["before"]]
        self._people = frozenset(table["ages"]["people"])
        self._age_spans = frozenset(table["ages"]["spans"])
        self._being = frozenset(table["ages"]["being"])
        self._eldest = frozenset(table["ages"]["superlatives"])
        self._subjects = frozenset(table["ages"]["subjects"]) | self._eldest
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
        self._rank: list[list[str]] = table["ranks"]["around"]
        self._halfway = frozenset(table["clock"]["halfway"])
        self._minutes: list[str] = table["clock"]["minutes"]
        self._hour_signs = frozenset(table["clock"]["signs"])
        self._short_labels = frozenset(table["names"]["abbreviations"])
        self._of = frozenset(table["ages"]["of"])
        self._article = frozenset(table["ages"]["article"])
        self._or = frozenset(table["dates"]["and"])
        self._zero = frozenset(table["zero"]["words"])
        self._one_price = frozenset(table["prices"]["before"])
        self._piece = frozenset(table["prices"]["piece"])
        self._halved = frozenset(table["halves"]["words"])
        self._written_units = frozenset(table["dates"]["written_units"])
        self._loose_follow = frozenset(table["names"]["loose_follow"])
        self._month_first: bool = table["dates"].get("month_first", False)
        self._clock_after = phrases(table["clock"].get("after", []))
        self._dotted: bool = table["clock"].get("dotted", True)
        self._after_article: bool = table["names"].get("after_article", True)
        self._site = {place: phrases(table["site"][place]) for place in ("opening", "anywhere")}
        self._site_heads = frozenset(phrase[0] for place in self._site.values() for phrase in place)
        self._page_signs = _DASHES | {"|", "/", "•", "·"}
        self._site_length: int = table["site"]["longest"]

    def reason(self, words: Words, number: Number, *, upper: bool = False) -> str | None:
        """Why `number` is no figure, or None when it may be one; `upper` says that it ends a range ("30-40")."""
        if number.form == "ordinal":
            return "ordinal"
        if reason := self._before(words, number, upper) or self._joined(words, number):
            return reason
        if reason := self._date(words, number):
            return reason
        if reason := self._clock(words, number):
            return reason
        if reason := self._age(words, number):
            return reason
        if reason := self._label(words, number):
            return reason
        lower = words.lowers[number.first]
        following = words.lower(number.last + 1)
        if [words.lower(number.first - 1), following] in self._rank:
            return "a rank"
        if self._page(words, number):
            return "page number"
        if self._spaced_score(words, number):
            return "score or number in a name"
        if lower in self._verbs and following in self._verbs[lower]:
            return "a verb"
        if lower in self._zero or number.high == 0:
            return "zero"
        return None

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
        if before == "'" and number.digits and len(text) == 2 and not self._counts(words, number):
            return "year"
        if before == "/" and tight and earlier == "numeral":
            return "part of a date"
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
            if then in self._aged:
                return "age"
            if words.kind(last + 2) == "word" and not self.numbers.numeral(then):
                return "part of a compound"
            if words.kind(last + 2) == "numeral" and number.digits and self._is_score(words, number):
                return "score or number in a name"
        if following in (":", "/") and words.touch(last + 1) and words.kind(last + 2) == "numeral":
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

    def _is_score(self, words: Words, number: Number) -> bool:
        """Whether digits, a dash and digits are a score or a telephone number and no range."""
        after = self.numbers.at(words, number.last + 2)
        if after is None or after.low <= number.low:
            return True
        nxt = words.lower(after.last + 1)
        return not (nxt in self.units.measures or self.units.known(nxt)) and (
            after.low < 20 or 1900 <= number.low <= 2100
        )

    def _date(self, words: Words, number: Number) -> str | None:
        following = words.lower(number.last + 1)
        text = words.lowers[number.first]
        if following in self._months and number.low <= 31:
            return "date"
        if number.low <= 31 and (size := self._day_join(words, number.last + 1)):  # "25 en 26 mei"
            at = number.last + 1 + size
            after = self.numbers.at(words, at) if at < len(words) else None
            if after and after.low <= 31 and words.lower(after.last + 1) in self._months:
                return "date"
        if words.lower(number.first - 1) in self._months and number.digits and len(text) == 4 and text.isdigit():
            return "year"
        if self._month_first and number.digits and number.low <= 31 and self._behind_month(words, number):
            return "date"
        if number.low < 100 and number.low % 10 == 0:  # "de jaren zestig en zeventig"
            second = words.lower(number.first - 1) in self._or and words.lower(number.first - 3) in self._decades
            if second or words.lower(number.first - 1) in self._decades:
                return "decade"
        if len(text) == 4 and text.isdigit() and number.low == int(text) and not self._counts(words, number):
            introduced = words.lower(number.first - 1) in self._year_before
            if number.low in self._years or (number.low in self._old_years and introduced):
                return "year"
        return None

    def _behind_month(self, words: Words, number: Number) -> bool:
        """ "March 22", "Oct. 7", "June 3 and 4", unless what follows is counted: "in March 22 soldiers"."""
        at = number.first - 1
        at -= words.lower(at) == "."
        if words.lower(at) not in self._months:
            before = words.lower(at - 1)
            if not (
                words.lower(at) in {join[0] for join in self._day_joins} and before.isdigit() and int(before) <= 31
            ):
                return False
            if words.lower(at - 2) not in self._months:
                return False
        following = words.lower(number.last + 1)
        return not (self.units.plural(following) and self.units.known(following))

    def _day_join(self, words: Words, at: int) -> int:
        """How many words join two days of one month at word `at` ("tot en met": 3)."""
        for join in self._day_joins:
            if tuple(words.lowers[at : at + len(join)]) == join:
                return len(join)
        return 0

    def _counts(self, words: Words, number: Number) -> bool:
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
        if words.lower(number.first - 1) in self._halfway and number.low <= 12 and not number.digits:
            return "clock time" if words.lower(number.first - 2) in (*self._clock_before, *self._minutes) else None
        if words.lower(number.first - 1) in self._clock_before and words.lower(number.last + 1) in self._parts_of_day:
            return "clock time"
        return None

    def _age(self, words: Words, number: Number) -> str | None:
        if number.low > 110 or number.form != "cardinal":
            return None
        before, following = words.lower(number.first - 1), words.lower(number.last + 1)
        if before == "(" and following == ")":
            return "age or number in brackets"
        if following in self._aged:
            return "age"
        for phrase in self._age_before:
            start = number.first - len(phrase)
            if start >= 0 and tuple(words.lowers[start : number.first]) == phrase:
                return "age"
        earlier = words.lower(number.first - 2)
        alone = words.kind(number.last + 1) != "word"
        if before in self._of and earlier in self._people and (alone or not self._counts(words, number)):
            return "age"
        if alone and ((before in self._being and earlier in self._subjects) or before in self._eldest):
            return "age"
        span = earlier if before in self._article else before
        if alone and not number.digits and 20 <= number.low <= 90 and span in self._age_spans:
            return "age"
        if before == "," and following == "," and number.digits and number.low > 15 and number.scale == 1:
            return "age"
        return None

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
        weapon = before in self._weapons and words.lower(number.first - 2) != "'"
        if number.digits and weapon and number.low < 1000:
            return "model name"
        if self._after_article and before in self.numbers.articles and number.digits and number.form == "cardinal":
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
        if noun in self._one_after and before in self._one_prepositions:
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
        return words.lower(number.first - 1) in self._page_signs and not self._months.isdisjoint(words.lowers)

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
