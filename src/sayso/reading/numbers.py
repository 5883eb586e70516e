"""Numbers in words and digits: "driehonderdeenentachtigduizend", "2,63 miljard", "anderhalf miljoen", "two thirds".

This module knows what a number is worth and which words it takes; what a single one of them is worth stands in
numerals.py; what is counted, and whether "zeker" before it makes it a lower bound, is for others.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sayso.language.lexicon import lexicon
from sayso.reading.numerals import Form, Numeral, Numerals
from sayso.reading.words import SPACES, VULGAR, Words


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: the words `first..last` (inclusive), worth `low..high` (equal unless the magnitude is vague).

    `lead` is what stands before the last scale ("2,63" of "2,63 miljard"), `scale` that scale, so that a range can
    share it ("twee tot drie miljoen"). A fraction is worth its share of one ("een derde": 0.333…); "together" is a
    number of people ("met z'n tweeën").
    """

    first: int
    last: int
    low: float
    high: float
    form: Form
    lead: float
    scale: float
    digits: bool = False


class NumberGrammar(Numerals):
    """The numbers of one language, from its numbers.toml. Make it with `number_grammar`, which keeps it."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__(table)
        self._vague_scales: dict[str, float] = table["vague_scales"]
        self._bare_parts = frozenset(table["mixed"]["bare"])
        self._never_parts = frozenset(table["mixed"]["never"])
        self._together: dict[str, int] = table["together"]["words"]
        self._together_after = frozenset(table["together"]["after"])
        self._plurals = tuple(table["together"]["suffixes"])
        self.articles = frozenset(table["articles"]["words"])
        self.stressed = frozenset(table["articles"]["stressed"])
        style = table.get("style", {})
        self._decimal: str = style.get("decimal", ",")
        self._thousands = frozenset(style.get("thousands", ()))
        self._touching: dict[str, Any] = table.get("touching", {})
        self._vague_links = frozenset(table.get("vague_links", {}).get("words", ()))
        self._hyphened = frozenset(table.get("hyphened", {}).get("about", ()))

    def _people(self, words: Words, i: int) -> Number | None:
        """ "met z'n tweeën", "met hun zessen"."""
        if words.lower(i - 1) not in self._together_after:
            return None
        word = words.lowers[i]
        value = self._together.get(word) or next(
            (self.cardinal(word.removesuffix(end)) for end in self._plurals if word.endswith(end)), None
        )
        return Number(i, i, value, value, "together", value, 1) if value and 1 < value < 100 else None

    def may_start(self, words: Words, i: int) -> bool:
        """Whether a number may start at word `i`; cheap, for most words start none."""
        lower = words.lowers[i]
        if words.kinds[i] != "word":
            return words.kinds[i] == "numeral"
        return lower in self.articles or self.numeral(lower) is not None or lower.endswith(self._plurals)

    def at(self, words: Words, i: int) -> Number | None:
        """The longest number phrase that starts at word `i`, or None.

        The article "een" starts one only where a scale, a fraction or a tally follows ("een miljoen", "een derde",
        "een twintigtal").
        """
        number = self._at(words, i)
        if number and number.form == "cardinal" and self._behind_hyphen(words, number.last) in self._hyphened:
            return replace(number, last=number.last + 2, form="tally")
        return number

    @staticmethod
    def _behind_hyphen(words: Words, last: int) -> str:
        """The word that a hyphen ties to word `last`: "tal" of "40-tal", "odd" of "forty-odd"; "" when none."""
        tied = words.lower(last + 1) == "-" and words.touch(last) and words.touch(last + 1)
        return words.lower(last + 2) if tied else ""

    def _at(self, words: Words, i: int) -> Number | None:
        if words.kinds[i] == "numeral":
            return self._from_digits(words, i)
        if words.kinds[i] != "word":
            return None
        lower = words.lowers[i]
        if lower in self.articles:
            return self._after_article(words, i)
        numeral = self.numeral(lower)
        if (people := self._people(words, i)) is not None:
            return people
        if numeral is None:
            return None
        if numeral.form == "vague":
            return self._vague_at(words, i, numeral)
        return self._in_words(words, i, numeral)

    def _in_words(self, words: Words, i: int, numeral: Numeral) -> Number | None:
        """The number whose words begin at word `i` with `numeral`."""
        if numeral.form != "cardinal":
            return Number(i, i, numeral.value, numeral.value, numeral.form, numeral.value, 1)
        return self._from_words(words, i)

    def _after_article(self, words: Words, i: int) -> Number | None:
        nxt = words.lower(i + 1)
        if nxt in self._scales:  # "een miljoen"; "een honderd" is no Dutch
            return self._from_words(words, i) if self._scales[nxt] not in (100, 1000) else None
        if nxt == "-" and words.touch(i) and words.touch(i + 1) and (part := self.numeral(words.lower(i + 2))):
            if part.form == "ordinal" and part.value > 2:  # "een-achtste"
                return Number(i, i + 2, 1 / part.value, 1 / part.value, "fraction", 1, 1 / part.value)
            return None
        numeral = self.numeral(nxt) if nxt and nxt not in self.articles else None
        if (self._halves.get(nxt) or 1) < 1 and self._scales.get(words.lower(i + 2)) == 12:
            return self._from_words(words, i + 1, first=i)
        if numeral is None:
            if nxt in self.links and (mixed := self._mixed(words, i, 1.0)):
                return mixed
            return None
        if numeral.form == "ordinal" and numeral.value > 2:
            return Number(i, i + 1, 1 / numeral.value, 1 / numeral.value, "fraction", 1, 1 / numeral.value)
        if numeral.form in ("fraction", "tally"):
            found = self._with_scale(words, i, i + 1, numeral.value)
            form = numeral.form if found.last == i + 1 else "cardinal"
            return Number(i, found.last, found.low, found.high, form, found.lead, found.scale)
        if nxt in self._halves:
            return self._from_words(words, i + 1, first=i)
        return None

    def _vague_at(self, words: Words, i: int, numeral: Numeral) -> Number:
        if words.lower(i + 1) in self._vague_links and (scale := self._vague_scales.get(words.lower(i + 2))):
            high = (numeral.high + 1) * scale - 1
            return Number(i, i + 2, numeral.value * scale, high, "vague", numeral.value, scale)
        scale = self._vague_scales.get(words.lower(i + 1))
        if scale is None:
            return Number(i, i, numeral.value, numeral.high, "vague", numeral.value, 1)
        return Number(i, i + 1, numeral.value * scale, numeral.high * scale, "vague", numeral.value, scale)

    def _from_digits(self, words: Words, i: int) -> Number | None:
        text = words.lowers[i]
        value = parse_digits(text, self._decimal)
        if value is None:
            return None
        last = i
        while self._thousands and words.lower(last + 1) in self._thousands and _three_digits(words, last + 2):
            value, last = value * 1000 + int(words.lowers[last + 2]), last + 2
        if words.touch(i) and (factor := self._letter(words, i)) is not None:
            return Number(i, i + 1, value * factor, value * factor, "cardinal", value, factor, True)
        if words.lower(i + 1) in VULGAR and words.kind(i + 1) == "numeral" and text not in VULGAR:
            value, last = value + unicodedata.numeric(words.lowers[i + 1]), i + 1
        elif (share := self._slashed(words, i)) is not None:
            return share
        elif text in VULGAR:
            return Number(i, i, value, value, "fraction", value, 1, True)
        if words.lower(last + 1) == "k" and words.lower(last + 2) not in (".", "-"):
            return Number(i, last + 1, value * 1000, value * 1000, "cardinal", value, 1000, True)
        ordinal = self.numeral(words.lower(last + 1)) if not words.touch(last) else None
        if ordinal and ordinal.form == "ordinal" and 2 < ordinal.value > value:
            return Number(i, last + 1, value / ordinal.value, value / ordinal.value, "fraction", value, 1, True)
        if (part := self._slashed(words, last + 1)) is not None and value.is_integer() and not words.touch(last):
            return Number(i, part.last, value + part.low, value + part.low, "cardinal", value, 1, True)
        found = self._with_scale(words, i, last, value)
        if found.scale >= 1e6 and (mixed := self._mixed(words, found.last, found.low, i)) is not None:
            found = mixed
        return Number(i, found.last, found.low, found.high, "cardinal", found.lead, found.scale, True)

    def _slashed(self, words: Words, i: int) -> Number | None:
        """ "3/4" at word `i`, with nothing else in it: no date."""
        if not (words.kind(i) == "numeral" and words.lower(i + 1) == "/" and words.kind(i + 2) == "numeral"):
            return None
        if not (words.touch(i) and words.touch(i + 1)) or words.lower(i + 3) == "/":
            return None
        above, below = (parse_digits(words.lowers[k], self._decimal) for k in (i, i + 2))
        if above is None or below is None or not above.is_integer() or not above < below <= 100:
            return None
        return Number(i, i + 2, above / below, above / below, "fraction", above, 1 / below, True)

    def _letter(self, words: Words, i: int) -> float | None:
        """What letters that touch the digits at `i` multiply them by: "$60bn", "1.2m people", but "300m deep"."""
        factor = self._touching.get(words.lower(i + 1))
        if not isinstance(factor, int) or words.kind(i + 2) == "numeral":
            return None
        metres = words.lower(i + 1) == "m" and (
            words.lower(i + 2) in self._touching["metres"]
            or words.lower(i - 1) in self._touching["metres_before"]
            or words.kind(i + 2) != "word"
        )
        money = i > 0 and words.kind(i - 1) == "sign" and words.touch(i - 1)
        return None if metres and not money else float(factor)

    def _from_words(self, words: Words, i: int, first: int | None = None) -> Number:
        """A phrase of number words: "vijf miljard tweehonderd miljoen", "twee en een half", "drie vijfde"."""
        start = i if first is None else first
        numeral = self.numeral(words.lowers[i])
        found = self._with_scale(words, start, i, numeral.value if numeral else 1.0)
        total, last, floor = found.low, found.last, found.scale
        if floor == 1:
            floor = 1000 if total >= 1000 and total % 1000 == 0 else 100 if total >= 100 and total % 100 == 0 else 1
        while floor > 1:  # a smaller part may follow: "tweeduizend (en) vijfhonderd"
            j = last + 1 + (words.lower(last + 1) in self.links)
            if (
                words.lower(j) in self.articles
                and words.lower(j + 1) in self._halves
                and words.lower(j + 2) in self._scales
            ):
                j += 1  # "een miljard en een half miljoen"
            more = self.numeral(words.lower(j)) if words.kind(j) == "word" else None
            if more is None or more.form != "cardinal" or words.lower(j) in self.articles:
                break
            part = self._with_scale(words, j, j, more.value)
            if part.low >= floor or part.low < 1 or (words.lower(j) in self._halves and part.scale == 1):
                break
            below = self.numeral(words.lower(part.last + 1))
            if below and below.form == "ordinal" and below.value > 2 and part.low < below.value:
                break  # "zes miljoen en twee derde"
            total, last = total + part.low, part.last
            floor = part.scale if part.scale > 1 else 1
        after = self.numeral(words.lower(last + 1)) if words.kind(last + 1) == "word" else None
        if after and after.form == "ordinal" and after.value > 2 and self._divides(words, last + 1, total, after.value):
            return Number(start, last + 1, total / after.value, total / after.value, "fraction", total, 1)
        if after and after.form == "fraction" and after.value == 0.25 and total == 3:  # "drie kwart"
            return Number(start, last + 1, 0.75, 0.75, "fraction", total, 0.25)
        if (fraction := self._part_after(words, last)) is not None:
            unit = self._scales.get(words.lowers[last], 1)
            total += fraction.low * (unit if unit >= 1e6 else 1)  # "zes miljoen en twee derde"
            return Number(start, fraction.last, total, total, "cardinal", total, 1)
        if (mixed := self._mixed(words, last, total, start)) is not None:
            return mixed
        if words.lower(last + 1) == "komma" and (tail := self.numeral(words.lower(last + 2))):
            return Number(start, last + 2, total + tail.value / 10, total + tail.value / 10, "cardinal", total, 1)
        return Number(start, last, total, total, "cardinal", found.lead, found.scale)

    @staticmethod
    def _divides(words: Words, at: int, above: float, below: float) -> bool:
        """Whether the ordinal at word `at` is a denominator: below it, or with no noun behind it to be the nth of."""
        return above < below or words.kind(at + 1) != "word"

    def _part_after(self, words: Words, last: int) -> Number | None:
        """A part of one behind a whole number: "honderddrie en twee derde", "drie een vijfde"."""
        at = last + 1 + (words.lower(last + 1) in self.links)
        numeral = self.numeral(words.lower(at)) if words.kind(at) == "word" else None
        below = self.numeral(words.lower(at + 1)) if numeral and words.kind(at + 1) == "word" else None
        if numeral is None or below is None or (numeral.form, below.form) != ("cardinal", "ordinal"):
            return None
        if below.value < 3 or numeral.value >= below.value:
            return None
        share = numeral.value / below.value
        return Number(at, at + 1, share, share, "fraction", numeral.value, 1)

    def _with_scale(self, words: Words, first: int, last: int, value: float) -> Number:
        """`value` times the scale words that follow word `last`."""
        lead, scale = value, 1.0
        while (factor := self._scales.get(words.lower(last + 1))) and not (factor <= 1000 and value >= 1000):
            if factor == 12 and scale > 1:
                break
            last += 1
            scale *= factor
            value *= factor
        if scale == 1:
            scale = _own_scale(value)
            lead = value / scale
        return Number(first, last, value, value, "cardinal", lead, scale)

    def _mixed(self, words: Words, last: int, whole: float, first: int | None = None) -> Number | None:
        """A whole and a part: "twee en een half (miljoen)", "vijf en een kwart", "3 miljoen en een half"."""
        if words.lower(last + 1) not in self.links:
            return None
        one = words.lower(last + 2) in self.articles
        part = words.lower(last + 2 + one)
        value = self._halves.get(part) or self._fractions.get(part)
        if (
            value is None
            and one
            and (ordinal := self.numeral(part))
            and ordinal.form == "ordinal"
            and ordinal.value > 2
        ):
            value = 1 / ordinal.value if words.kind(last + 4) != "word" else None  # "een en een vierde"
        if value is None or value >= 1 or not (one or part in self._bare_parts) or part in self._never_parts:
            return None
        start = last if first is None else first
        if self._scales.get(words.lower(last + 3 + one)):
            return self._with_scale(words, start, last + 2 + one, whole + value) if whole < 1000 else None
        unit = self._scales.get(words.lowers[last], 1)
        total = whole + value * unit
        return Number(start, last + 2 + one, total, total, "cardinal", total, 1)


def _own_scale(value: float) -> float:
    """The scale that a number word carries inside: 6000 is six thousands."""
    for scale in (1e9, 1e6, 1e3, 1e2):
        if value >= scale and value % scale == 0:
            return scale
    return 1.0


def _three_digits(words: Words, at: int) -> bool:
    """Whether word `at` is three digits that the mark before them joins to those before it: "12'500"."""
    text = words.lower(at)
    return len(text) == 3 and text.isdigit() and words.touch(at - 1) and words.touch(at - 2)


def parse_digits(text: str, decimal: str = ",") -> float | None:
    """What digits are worth, with `decimal` before the decimals: "1.100" and "4 500" are thousands in Dutch, "2,63" is
    a decimal, "1.5" too; in English "1,100" are thousands.

    None for what looks like an address, a date or a version ("192.168.1.2", "1.2.3").
    """
    if text in VULGAR:
        return unicodedata.numeric(text)
    if decimal == ".":
        text = text.translate(_EXCHANGED)
    if re.fullmatch(rf"\d{{1,3}}(?:[.{SPACES}]\d{{3}})+(?:,\d+)?", text):
        whole, _, part = text.partition(",")
        return float(re.sub(r"\D", "", whole) + "." + (part or "0"))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", text):  # 1,234,567
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    return None


_EXCHANGED = str.maketrans(".,", ",.")


@cache
def number_grammar(language: str) -> NumberGrammar:
    """The numbers of a language. Raises FileNotFoundError when it has no numbers.toml."""
    from sayso.reading.spelled import SpelledGrammar  # it builds on this module

    table = lexicon(language, "numbers")
    return SpelledGrammar(table) if table.get("style", {}).get("apart") else NumberGrammar(table)
