"""Numbers in languages whose number words stand apart: "two hundred and fifty thousand", "soixante-dix-sept".

What single words are worth, and digits, are as in every other language (numbers.py); this is how words go together.
"""

from __future__ import annotations

from typing import Any

from sayso.reading.numbers import Number, NumberGrammar
from sayso.reading.numerals import Form, Numeral
from sayso.reading.words import Words


class SpelledGrammar(NumberGrammar):
    """The numbers of one such language, from its numbers.toml. Make it with `number_grammar`, which keeps it."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__(table)
        style = table["style"]
        self._joint = frozenset(style.get("joint", ()))
        self._tens_linked: bool = style.get("tens_linked", False)
        self._twenties = frozenset(style.get("twenties", ()))
        self._points = frozenset(style.get("point", ()))
        self._teens_after = frozenset(style.get("teens_after", ()))

    def _in_words(self, words: Words, i: int, numeral: Numeral) -> Number | None:
        return self._spelled(words, i)

    def _spelled(self, words: Words, i: int, first: int | None = None) -> Number | None:
        """A number whose words stand apart, from word `i` on: "two hundred and fifty thousand", "twenty-one",
        "two-thirds", "one and a half million", "half a million"."""
        start = i if first is None else first
        numeral = self.numeral(words.lower(i))
        if numeral is None:
            return None
        if numeral.form == "fraction" and self._scales.get(words.lower(i + 1), 0) >= 1000:
            return self._with_scale(words, start, i, numeral.value)  # "a quarter million"
        if numeral.form in ("fraction", "ordinal") and words.lower(i) not in self._halves:
            return Number(start, i, numeral.value, numeral.value, numeral.form, numeral.value, 1)
        if words.lower(i) in self._halves:
            at = i + 1 + (words.lower(i + 1) in self.articles or self._behind_hyphen(words, i) in self._scales)
            if words.lower(at) in self._scales:  # "half a million", "half a dozen"
                return self._with_scale(words, start, at - 1, numeral.value)
            form: Form = "fraction" if words.lower(i) in self._fractions else "cardinal"
            return Number(start, i, numeral.value, numeral.value, form, numeral.value, 1)
        total = group = 0.0
        lead, scale, at, last = 0.0, 1.0, i, i
        while (value := self._piece(words, at, last)) is not None:
            if value < 100 and words.lower(at) not in self._scales:
                if group % 100 == 4 and words.lower(at) in self._twenties:
                    value = 76  # four twenties are eighty
                elif group % 100 and not self._adds(group % 100, value):
                    break  # "twenty thirty" are two numbers
                group, lead, scale = group + value, group + value, 1.0
            elif 100 < value < 1000:  # "пятьсот"
                if group:
                    break
                group, lead, scale = value, value / 100, 100.0
            elif value in (100, 12):
                group = (group or 1) * value
                lead, scale = group / value, float(value)
            else:
                if total and group and total % (value * 1000):
                    break
                if total and not group:  # "three thousand million", "two lakh crore"
                    total, lead, scale = total * value, lead * scale, value
                else:
                    total, lead, scale, group = total + (group or 1) * value, group or 1, value, 0.0
            last = at
            at += 1
            joined = words.lower(at) in self._joint and words.touch(at - 1) and words.touch(at)
            above = total or group >= 100 or (self._tens_linked and group >= 20)
            linked = words.lower(at) in self.links and above and words.kind(at + 1) == "word"
            if linked and self._share_at(words, at + 1) is not None:
                break  # "two million and three fifths"
            at += joined or linked
        value = total + group
        if total and group:
            lead, scale = value, 1.0
        if words.lower(last + 1) in self._points and (tail := self._decimals(words, last + 2)) is not None:
            value += tail[0]
            return self._with_scale(words, start, tail[1], value)
        return self._with_part(words, Number(start, last, value, value, "cardinal", lead, scale))

    def _decimals(self, words: Words, at: int) -> tuple[float, int] | None:
        """What words are worth behind the point, and the last of them: "four", "seventy-one", "nought five"."""
        digits, last = "", at
        while (value := self.cardinal(words.lower(at))) is not None and value < 100:
            if value < 10 and digits.endswith("0") and len(digits) == 2 and digits != "00":
                digits = digits[0]  # "seventy-one"
            digits, last = digits + str(int(value)), at
            at += 1
            at += words.lower(at) in self._joint and words.touch(at - 1) and words.touch(at)
        return (float(f"0.{digits}"), last) if digits else None

    def _share_at(self, words: Words, at: int) -> Number | None:
        """A part of one at word `at`: "two thirds", "one fourth", "three quarters"."""
        above = self._piece(words, at, at)
        if above is None or above >= 10:
            return None
        part = self._with_part(words, Number(at, at, above, above, "cardinal", above, 1))
        return part if part.form == "fraction" else None

    def _adds(self, tens: float, value: float) -> bool:
        """Whether `value` may follow tens: "twenty-one"; "soixante-douze" where the table says so."""
        return (value < 20 and tens in self._teens_after) or (value < 10 <= tens and tens % 10 == 0)

    def _piece(self, words: Words, at: int, last: int) -> float | None:
        """The worth of the number word at `at`, when it can stand in a number whose words go up to `last` so far."""
        word = words.lower(at)
        if words.kind(at) != "word" or word in self._halves or (word in self.articles and not self._tens_linked):
            return None
        value = self._pieces.get(word) or (self._scales.get(word) if at > last else None)
        return float(value) if value else None

    def _with_part(self, words: Words, number: Number) -> Number:
        """A whole number with the part of one behind it: "two thirds", "two-thirds", "two and a half million"."""
        at = number.last + 1
        if words.lower(at) in self._joint and words.touch(at - 1) and words.touch(at):
            at += 1
        below = self.numeral(words.lower(at)) if words.kind(at) == "word" else None
        if below and below.form == "ordinal" and below.value > 2 and number.low < below.value:
            share = number.low / below.value
            return Number(number.first, at, share, share, "fraction", number.low, 1)
        if below and below.form == "fraction" and below.value == 0.25 and number.low < 4:
            return Number(number.first, at, 0.25 * number.low, 0.25 * number.low, "fraction", number.low, 1)
        part = self._share_at(words, number.last + 2) if words.lower(number.last + 1) in self.links else None
        if part is not None:  # "two million and three fifths"
            unit = self._scales.get(words.lower(number.last), 1)
            value = number.low + part.low * (unit if unit >= 1e6 else 1)
            return Number(number.first, part.last, value, value, "cardinal", value, 1)
        return self._mixed(words, number.last, number.low, number.first) or number

    def _after_article(self, words: Words, i: int) -> Number | None:
        """ "a hundred", "a dozen", "a third", "a quarter of a million", "a million and a half"."""
        nxt = words.lower(i + 1)
        if nxt in self._scales:
            return self._spelled(words, i + 1, first=i) if nxt in self._pieces else self._with_scale(words, i, i, 1.0)
        numeral = self.numeral(nxt) if nxt and nxt not in self.articles else None
        if numeral is None:
            return None
        share = 1 / numeral.value if numeral.form == "ordinal" and numeral.value > 2 else numeral.value
        if numeral.form not in ("fraction", "ordinal") and nxt not in self._halves:
            return None
        if numeral.form == "ordinal" and numeral.value <= 2:
            return None
        if numeral.form == "fraction" and self._scales.get(words.lower(i + 2), 0) >= 1000:
            return self._with_scale(words, i, i + 1, numeral.value)
        if nxt in self._halves and (scaled := self._spelled(words, i + 1, first=i)) and scaled.scale > 1:
            return scaled  # "a half-dozen"
        of, article = words.lower(i + 2), words.lower(i + 3)
        if of in self._vague_links and article in self.articles and words.lower(i + 4) in self._scales:
            return self._with_scale(words, i, i + 3, share)
        return Number(i, i + 1, share, share, "fraction", 1, share)
