"""What a number's words commit to: ranges, shares, ratios and measures.

"850 tot duizend", "acht op de tien", "drie keer zoveel", "vierkante kilometer" and "een raket of vier" are put together
here; what bounds and rounds them ("zeker", "zo'n") is for comparators.py. All of it is part of the mention.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from sayso.language.lexicon import lexicon
from sayso.reading.comparators import Comparators, Figure, phrases, preceded
from sayso.reading.numbers import Number, NumberGrammar, number_grammar
from sayso.reading.units import UnitTable, unit_table
from sayso.reading.words import Words

_HALF = 0.5
_COMPARED = 4  # words of a comparator, at most


class Intervals:
    """Reads figures around numbers, in one language. Make it with `intervals`, which keeps it."""

    def __init__(self, table: dict[str, Any], numbers: NumberGrammar, units: UnitTable) -> None:
        self.numbers, self.units = numbers, units
        self._comparators = Comparators(table)
        self._between = phrases(table["ranges"]["between"])
        self._and = phrases(table["ranges"]["and"])
        self._joins = phrases(table["ranges"]["joins"])
        self._of = phrases(table["shares"]["of"])
        self._partitive = set(phrases(table["shares"]["partitive"]))
        self._wholes = frozenset(table["shares"]["wholes"])
        self._partitive_wholes = frozenset(table["shares"]["partitive_wholes"])
        ratios = table["ratios"]
        self._times = frozenset(ratios["times"])
        self._comparing = frozenset(ratios["comparing"])
        self.ratio_words: dict[str, float] = ratios["words_alone"]
        self.alone = frozenset({*self.ratio_words, *ratios["with_comparison"]})
        self._before_comparison: dict[str, float] = ratios["with_comparison"]
        self.each = frozenset(ratios["each"])
        self.against = frozenset(ratios["words"])
        self._not_comparing = frozenset(ratios["not_comparing"])
        self._definite_articles = frozenset(table["articles"]["definite"])
        self._halved = frozenset(table["articles"]["definite_before"])
        self._exact_of = frozenset(phrases(table["shares"]["exact_of"]))
        self._measured_joins = phrases(table["ranges"]["measured"])
        self._bare_after = phrases(table["shares"]["bare_after"])
        self._so: str = ratios["so"]
        self._loose_joins = frozenset(phrases(table["ranges"]["loose"]))
        self._row_goes_on = frozenset(table["ranges"]["row"])
        self._or: list[str] = table["roughly"]["or"]
        self._comparative: str = ratios.get("suffix", "er")
        self._from, self._by = frozenset(table["ranges"]["from"]), frozenset(table["ranges"]["by"])
        self._rising = frozenset(table["rising"]["words"] if "rising" in table else table["bounding"]["reached"])
        self._scale_once = frozenset(table["ranges"]["scale_once"])
        self._enclosing = frozenset(table["ranges"]["enclosing"])
        self._piece = frozenset(table["roughly"]["piece"])

    def read(self, words: Words, number: Number, barred: Callable[[Number], bool]) -> Figure:
        """The figure around `number`; `barred` says of a following number that it is no figure (a date, a name)."""
        figure = (
            self._share(words, number)
            or self._range(words, number, barred)
            or Figure(
                number.first,
                number.last,
                number.first,
                number.low,
                number.high,
                number.form == "tally",
                "share" if number.form == "fraction" else "times" if number.form == "times" else "count",
                form=number.form,
            )
        )
        figure = self._comparators.applied(words, self._measured(words, self._definite(words, figure)))
        return self._enclosed(words, figure)

    def _enclosed(self, words: Words, figure: Figure) -> Figure:
        """ "more than 100 but fewer than 300": the bound of one side and of the other, of one figure."""
        at = figure.last + 1
        at += words.lower(at) == ","
        if (figure.low is None) == (figure.high is None) or words.lower(at) not in self._enclosing:
            return figure
        starts = range(at + 2, min(at + 2 + _COMPARED, len(words)))
        number = next((n for i in starts if (n := self.numbers.at(words, i)) is not None), None)
        if number is None or number.form != "cardinal":
            return figure
        plain = Figure(number.first, number.last, number.first, number.low, number.high, False, "count")
        other = self._comparators.applied(words, self._measured(words, plain))
        low = figure.low if other.low is None else other.low
        high = figure.high if other.high is None else other.high
        measured = figure.unit is None or figure.unit == other.unit
        if other.first != at + 1 or low is None or high is None or low >= high or not measured:
            return figure
        if figure.unit is None and other.unit is not None:
            return figure  # "more than 100 but less than 3 percent"
        return replace(other, first=figure.first, low=low, high=high, approx=figure.approx or other.approx)

    def _definite(self, words: Words, figure: Figure) -> Figure:
        """ "de helft" takes its article in."""
        before = words.lower(figure.first - 1)
        if (
            figure.form == "fraction"
            and before in self._definite_articles
            and words.lower(figure.first) in self._halved
        ):
            return replace(figure, first=figure.first - 1)
        return figure

    def one_of(self, words: Words, i: int) -> Figure | None:
        """ "een op de tien", where "een" is the number one; and "nog geen tiende (van)"."""
        number = Number(i, i, 1, 1, "cardinal", 1, 1)
        figure = self._share(words, number) if words.lower(i) in self.numbers.articles else None
        if figure is None:
            return None
        return self._comparators.applied(words, self._measured(words, figure))

    def bare_part(self, words: Words, number: Number) -> Number:
        """An ordinal that a comparator makes a share ("nog geen tiende (daarvan)"); any other number as it is."""
        if number.form != "ordinal" or not 3 <= number.low <= 10 or number.digits:
            return number
        if not any(preceded(words, number.first, phrase) for phrase in self._bare_after):
            return number
        share = 1 / number.low
        return replace(number, low=share, high=share, form="fraction")

    def roughly(self, words: Words, i: int) -> Figure | None:
        """ "een raket of vier", "een kilometer of tien": about four rockets, about ten kilometres."""
        if words.lower(i) not in self.numbers.articles or words.kind(i + 1) != "word":
            return None
        if words.lower(i + 2) not in self._or:
            return None
        if words.lower(i + 1) in self._piece:
            return None  # the noun comes after: "een stuk of dertig tanks"
        number = self.numbers.at(words, i + 3) if i + 3 < len(words) else None
        if number is None or number.form != "cardinal" or number.low < 2 or number.low != number.high:
            return None
        if self.numbers.numeral(words.lower(i + 1)):
            return None
        noun = words.lower(i + 1)
        measure = self.units.measures.get(noun)
        if measure:
            value = number.low * measure.factor
            return Figure(i, number.last, number.first, value, value, True, "measure", measure.unit, i + 1)
        known = self.units.known(noun) or self.units.reason(noun) or noun in self.units.classifiers
        if not known:
            return None
        return Figure(i, number.last, number.first, number.low, number.low, True, "count", None, i + 1)

    def and_a_half(self, words: Words, i: int) -> Figure | None:
        """ "a mile and a half"."""
        if self.numbers.links.isdisjoint(words.lowers[i + 2 : i + 6]):
            return None  # cheap, for most numbers have none
        article = words.lower(i) in self.numbers.articles
        number = None if article else self.numbers.at(words, i)
        last = i if article else number.last if number and number.form == "cardinal" else -1
        measure = self._measure_at(words, last + 1) if last >= 0 else None
        if measure is None or words.lower(measure[0] + 1) not in self.numbers.links:
            return None
        half = self.numbers.at(words, measure[0] + 2) if measure[0] + 2 < len(words) else None
        if half is None or half.low != _HALF:
            return None
        value = ((number.low if number else 1) + half.low) * measure[2]
        return self._comparators.applied(words, Figure(i, half.last, i, value, value, False, "measure", measure[1]))

    def ratio_word(self, words: Words, i: int) -> Figure | None:
        """One word that says how many times: "verdubbeld", "dubbel" of "dubbel zoveel"."""
        value = self.ratio_words.get(words.lowers[i])
        if words.lower(i + 1).startswith(self._so):
            value = self._before_comparison.get(words.lowers[i], value)
        return None if value is None else Figure(i, i, i, value, value, False, "ratio", "ratio")

    def _match(self, words: Words, at: int, phrases: list[tuple[str, ...]]) -> int:
        """How many words of the first phrase found at word `at` (0: none of them)."""
        for phrase in phrases:
            if words.lower(at) == phrase[0] and tuple(words.lowers[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _share(self, words: Words, number: Number) -> Figure | None:
        """ "acht op de tien" is 80 percent, "vijf op één" a ratio of five."""
        against = words.lower(number.last + 1)
        if number.form == "cardinal" and number.low > 1 and (against in self.against or against == ":"):
            one = self._small(words, number.last + 2)
            alone = one is not None and one.low == 1 and self._closes(words, one)
            if one and (alone or against == ":" or words.lower(one.last) in self.numbers.stressed):
                return Figure(number.first, one.last, number.first, number.low, number.low, False, "ratio", "ratio")
        size = self._match(words, number.last + 1, self._of)
        if not size:
            return None
        link = tuple(words.lowers[number.last + 1 : number.last + 1 + size])
        at = number.last + 1 + size
        whole = self._small(words, at)
        if whole is None or number.form != "cardinal":
            return None
        if self.units.reason(words.lower(whole.last + 1)) == "duration":
            return None  # "killed two in three days"
        wholes = self._partitive_wholes if link in self._partitive else self._wholes
        any_whole = number.low == 1 and link not in self._partitive and whole.low <= 1000
        if number.low < whole.low and (any_whole or whole.low in wholes):
            if number.low >= 1 and not (link in self._exact_of and number.low > 1):
                share = number.low / whole.low
                return Figure(number.first, whole.last, number.first, share, share, False, "share", form="fraction")
            return None
        return None

    def _closes(self, words: Words, one: Number) -> bool:
        """Whether nothing behind "one" is counted by it: "15 to 1 in places", but not "vijf op een dag"."""
        return words.kind(one.last + 1) != "word" or (
            one.digits and words.lower(one.last + 1) in self.units.function_words
        )

    def _small(self, words: Words, at: int) -> Number | None:
        """A plain cardinal at `at`, "een" included (in "vijf op een")."""
        if at >= len(words):
            return None
        if words.lower(at) in self.numbers.articles:
            return Number(at, at, 1, 1, "cardinal", 1, 1)
        found = self.numbers.at(words, at)
        return found if found and found.form == "cardinal" else None

    def _range(self, words: Words, number: Number, barred: Callable[[Number], bool]) -> Figure | None:
        """ "850 tot duizend", "vijf- à zesduizend", "tussen de 20.000 en 30.000", "zestig, misschien tachtig"."""
        if number.form not in ("cardinal", "fraction", "vague", "tally"):
            return None
        if number.form == "fraction" and (figure := self._to_percent(words, number)) is not None:
            return figure
        at, between = number.last + 1, False
        measure = self._measure_at(words, at)
        if measure and measure[0] != number.last:
            at = measure[0] + 1  # "10 kilometer tot 15 kilometer"
        size = self._match(words, at, self._and) if self._is_between(words, number.first) else 0
        between = size > 0
        size = size or self._match(words, at, self._joins) or self._in_a_row(words, number)
        if not size or at + size >= len(words):
            return None
        join = tuple(words.lowers[at : at + size])
        upper = self.numbers.at(words, at + size)
        if upper is None or upper.form != number.form or barred(upper):
            return None
        if words.lowers[number.first] in self.numbers.stressed and upper.low > 20:
            return None  # "the Russian one to 16,000"
        if self._changes(words, number, upper):
            return None
        if measure:
            other = self._measure_at(words, upper.last + 1)
            if other is None or other[1] != measure[1]:
                return None  # "3 percent to $92"
        low, high = number.low, upper.high
        small = join[0] in self._scale_once and low < 10  # "4 à 500"
        said_once = small or not upper.digits or upper.last > upper.first  # "2 en 57.100" share nothing
        if said_once and number.scale < upper.scale and low < upper.lead and upper.form == "cardinal":
            low *= upper.scale  # the scale is said once: "twee tot drie miljoen"
        if low >= high or (join[0] in ("-", "–", "—") and not self._plausible(words, number, upper, join)):
            return None
        if not between and join in self._loose_joins and (high > 4 * low or number.form == "vague"):
            return None
        about = number.form == "tally"
        return Figure(number.first, upper.last, upper.first, low, high, about, "count", form=number.form)

    def _changes(self, words: Words, number: Number, upper: Number) -> bool:
        """ "Rose from 5 to 8", "rose by 5 to 38" tell of two figures, not of a range; "by 5 to 8 percent" of one."""
        before = words.lowers[max(0, number.first - 12) : number.first]
        if not before or self._rising.isdisjoint(before):
            return False
        measured = self._measure_at(words, upper.last + 1) is not None
        return before[-1] in self._from or (before[-1] in self._by and upper.low > 2 * number.low and not measured)

    def _to_percent(self, words: Words, number: Number) -> Figure | None:
        """ "een kwart tot 30 procent"."""
        size = self._match(words, number.last + 1, self._measured_joins)
        upper = self.numbers.at(words, number.last + 1 + size) if size and number.last + 1 + size < len(words) else None
        measure = self._measure_at(words, upper.last + 1) if upper and upper.form == "cardinal" else None
        if upper is None or measure is None or measure[1] != "percent" or 100 * number.low >= upper.low:
            return None
        low, last = 100 * number.low, measure[0]
        return Figure(number.first, last, upper.first, low, upper.low, False, "share", "percent", form="fraction")

    def _in_a_row(self, words: Words, number: Number) -> int:
        """ "twintig, dertig (per dag)": two number words close together are a range; 1 for its comma, else 0."""
        at = number.last + 2
        if number.digits or words.lower(number.last + 1) != "," or words.kind(at) != "word":
            return 0
        upper = self.numbers.at(words, at)
        if upper is None or upper.form != "cardinal" or not number.low < upper.low <= 2 * number.low:
            return 0
        return 0 if words.lower(upper.last + 1) in self._row_goes_on else 1

    def _plausible(self, words: Words, number: Number, upper: Number, join: tuple[str, ...]) -> bool:
        """Whether digits around a dash are a range and not a score or part of a name."""
        if len(join) > 1 or not number.digits:
            return True
        nxt = words.lower(upper.last + 1)
        known = nxt in self.units.measures or self.units.known(nxt) or self.units.reason(nxt)
        return bool(known) or (number.low > 20 and upper.low > 20 and not 1900 <= number.low <= 2100)

    def _is_between(self, words: Words, first: int) -> bool:
        return any(preceded(words, first, phrase) for phrase in self._between)

    def _measure_at(self, words: Words, at: int) -> tuple[int, str, float] | None:
        """The measure that starts at word `at`: its last word, unit and factor."""
        word = words.lower(at)
        if word in self.units.squared or word in self.units.cubed:
            base = self.units.measures.get(words.lower(at + 1))
            if base is None or base.unit not in self.units.square_factors:
                return None
            if word in self.units.cubed:
                return at + 1, "item", 1
            return at + 1, "km2", self.units.square_factors[base.unit] * base.factor**2
        if word in self.units.money["between"] and words.lower(at + 1) in self.units.measures:
            at, word = at + 1, words.lower(at + 1)
        for phrase, one in self.units.written.items():
            if word == phrase[0] and tuple(words.lowers[at : at + len(phrase)]) == phrase:
                found = self.units.measures[one]
                return at + len(phrase) - 1, found.unit, found.factor
        measure = self.units.measures.get(word)
        if measure is None:
            if word in self.units.money["other"]:
                return at, "item", 1
            return None
        if word == "m" and words.kind(at - 1) != "numeral":
            return None
        last = at
        if measure.unit in self.units.square_factors and words.touch(at) and words.lower(at + 1) == "2":
            return at + 1, "km2", self.units.square_factors[measure.unit]
        if words.touch(at) and words.lower(at + 1) == "'" and words.lower(at + 2) == "s":
            last = at + 2
        return last, measure.unit, measure.factor

    def _measured(self, words: Words, figure: Figure) -> Figure:
        """The figure with the measure that stands behind it, or the currency before it."""
        before = words.lower(figure.first - 1)
        nxt = words.lower(figure.last + 1)
        if figure.form == "fraction":
            if figure.unit is None:
                figure = replace(
                    figure, low=_times(figure.low, 100), high=_times(figure.high, 100), sort="share", unit="percent"
                )
            return figure
        if figure.sort == "ratio":
            return figure
        if before in self.units.money["other"] and not before.isalnum():
            return replace(figure, first=figure.first - 1, sort="measure", unit="item")
        if before in self.units.money["before"]:
            unit = self.units.measures[before].unit
            return replace(figure, first=figure.first - 1, sort="measure", unit=unit)
        if nxt in self._times or figure.sort == "times":
            last = figure.last + (nxt in self._times)
            unit = "ratio" if self._compares(words.lower(last + 1)) else "time"
            return replace(figure, last=last, sort="ratio" if unit == "ratio" else "times", unit=unit)
        if nxt in self.units.money["weights"] and figure.last + 1 < len(words):
            return self._tons(words, figure)
        measure = self._measure_at(words, figure.last + 1)
        if measure is None:
            return figure
        last, unit, factor = measure
        return replace(
            figure,
            last=last,
            low=_times(figure.low, factor),
            high=_times(figure.high, factor),
            sort="measure",
            unit=unit,
        )

    def _compares(self, word: str) -> bool:
        """Whether the word after "keer" makes it compare: "drie keer zoveel", "dertig keer hoger"."""
        return word in self._comparing or (
            bool(self._comparative)
            and word.endswith(self._comparative)
            and len(word) > 4
            and word not in self._not_comparing
        )

    def _tons(self, words: Words, figure: Figure) -> Figure:
        """Weights count as items; a ton of money is read in `ton`."""
        return replace(figure, last=figure.last + 1, sort="measure", unit="item")

    def ton(self, words: Words, i: int) -> Figure | None:
        """ "een ton" without a noun behind it: 100,000 euros."""
        value = float(self.units.money["ton"])
        if not value or words.lower(i) not in self.numbers.articles or words.lower(i + 1) != "ton":
            return None
        return self._comparators.applied(words, Figure(i, i + 1, i, value, value, False, "measure", "euro"))


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


@cache
def intervals(language: str) -> Intervals:
    """The intervals of a language. Raises FileNotFoundError when it lacks numbers.toml or units.toml."""
    return Intervals(lexicon(language, "numbers"), number_grammar(language), unit_table(language))
