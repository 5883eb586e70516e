"""What reads the cases: sayso and three libraries, each asked for the same thing.

A reader of numbers gives the values of a text in order; of ranges, its intervals; of dates, spans with their possible
days. A library that isn't installed raises ImportError when its reader is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from benchmarks.numbers.cases import Days, Interval

if TYPE_CHECKING:
    from sayso.reading.comparators import Figure
    from sayso.reading.numbers import Number
    from sayso.reading.words import Words

Numbers = Callable[[str], list[float]]
Ranges = Callable[[str], list[Interval]]
Dates = Callable[[str, datetime], list[tuple[tuple[int, int], set[Days]]]]


# ---------------------------------------------------------------- sayso


def _figures(language: str, text: str, *, ranges: bool) -> Iterator[tuple[Words, Number | None, Figure]]:
    """The figures of a text with the number of each: none where an article is it ("een op de tien")."""
    from sayso.reading.intervals import intervals
    from sayso.reading.words import split

    reader, words, i = intervals(language), split(text), 0
    while i < len(words):
        number, figure = None, reader.one_of(words, i)
        if figure is None and (number := reader.numbers.at(words, i)) is not None:
            figure = reader.read(words, number, lambda _: not ranges)
        if figure is not None:
            yield words, number, figure
            whole = number is None or ranges or figure.form == "fraction"
            i = figure.last if whole else max(i, number.last if number else i)
        i += 1


def our_numbers(language: str) -> Numbers:
    """sayso's numbers and shares ("een op de drie"), without what bounds a figure."""

    def value(words: Words, number: Number | None, figure: Figure) -> float | None:
        if number is None or (figure.form == "fraction" and figure.last > number.last):
            return (figure.high or figure.low or 0) / 100  # "acht op de tien"
        joined = words.touch(number.last) and words.kind(number.last + 1) == "word"  # "180ml", "4e": part of a word
        return None if joined or number.form in ("ordinal", "vague") else number.low

    return lambda text: [v for found in _figures(language, text, ranges=False) if (v := value(*found)) is not None]


def our_intervals(language: str) -> Ranges:
    """What figures commit to: sayso's intervals around each number."""

    def find(text: str) -> list[Interval]:
        found = []
        for _, number, figure in _figures(language, text, ranges=True):
            if number is not None and number.form in ("cardinal", "fraction"):
                scale = 100 if figure.unit == "percent" and number.form == "fraction" else 1
                low, high = (None if v is None else v / scale for v in (figure.low, figure.high))
                if figure.first < number.first or figure.last > number.last or low != high:
                    found.append((low, high))
        return found

    return find


def our_percents(language: str) -> Numbers:
    """The figures whose unit is percent."""
    return lambda text: [
        figure.low if figure.low is not None else figure.high or 0
        for _, number, figure in _figures(language, text, ranges=False)
        if figure.unit == "percent" and number is not None and number.form != "fraction"
    ]


def our_dates(language: str) -> Dates:
    """sayso's expressions of time, with their days."""
    from sayso.reading.expressions import dates

    def find(text: str, reference: datetime) -> list[tuple[tuple[int, int], set[Days]]]:
        return [((e.start, e.end), {(e.first, e.last)}) for e in dates(text, reference.date(), language)]

    return find


# ---------------------------------------------------------------- libraries


def text2num_numbers(language: str) -> Numbers:
    """text2num's alpha2digit, then the numerals that it leaves."""
    from text_to_num import alpha2digit

    def find(text: str) -> list[float]:
        return [float(d) for d in re.findall(r"-?\d+(?:\.\d+)?", alpha2digit(text, language))]

    return find


def microsoft_numbers(language: str) -> Numbers:
    """Recognizers-Text's NumberModel."""
    from ms_recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(_culture(Culture, language)).get_number_model()
    return lambda text: [_number(result.resolution["value"]) for result in model.parse(text)]


def microsoft_percents(language: str) -> Numbers:
    """Recognizers-Text's PercentageModel."""
    from ms_recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(_culture(Culture, language)).get_percentage_model()
    return lambda text: [_number(result.resolution["value"].rstrip("%")) for result in model.parse(text)]


def microsoft_dates(language: str) -> Dates:
    """Recognizers-Text's DateTimeModel."""
    from ms_recognizers_date_time import Culture, DateTimeRecognizer

    from benchmarks.numbers.cases import days

    model = DateTimeRecognizer(_culture(Culture, language)).get_datetime_model()

    def find(text: str, reference: datetime) -> list[tuple[tuple[int, int], set[Days]]]:
        found = model.parse(text, reference)
        return [((r.start, r.end + 1), days({"Resolution": r.resolution})) for r in found]

    return find


def dateparser_dates(language: str) -> Dates:
    """dateparser's search_dates; a whole month or year is what it doesn't tell from its day, and counts as that day."""
    from dateparser.search import search_dates

    def find(text: str, reference: datetime) -> list[tuple[tuple[int, int], set[Days]]]:
        settings = {"RELATIVE_BASE": reference}
        found: list[tuple[tuple[int, int], set[Days]]] = []
        at = 0
        for words, when in search_dates(text, languages=[language], settings=settings) or ():
            start = max(text.find(words, at), 0)
            at = start + len(words)
            found.append(((start, at), {(when.date(), when.date())}))
        return found

    return find


def _culture(cultures: type, language: str) -> str:
    return str({"nl": cultures.Dutch, "en": cultures.English}[language])  # type: ignore[attr-defined]


def _number(text: str) -> float:
    return float(text.replace(",", "."))
