"""What reads the cases: sayso and three libraries, each asked for the same thing.

A reader of numbers gives the values of a text in order; of ranges, its intervals; of dates, spans with their possible
days. A library that isn't installed raises ImportError when its reader is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from benchmarks.numbers.cases import Days, Interval

Numbers = Callable[[str], list[float]]
Ranges = Callable[[str], list[Interval]]
Dates = Callable[[str, datetime], list[tuple[tuple[int, int], set[Days]]]]


# ---------------------------------------------------------------- sayso


def our_numbers(language: str) -> Numbers:
    """sayso's number table and its shares ("een op de drie"), without what bounds a figure; ones alone are counted."""
    from sayso.reading.intervals import intervals
    from sayso.reading.words import split

    reader = intervals(language)
    numbers = reader.numbers

    def find(text: str) -> list[float]:
        words, found, i = split(text), list[float](), 0
        while i < len(words):
            part = reader.one_of(words, i)
            number = None if part else numbers.at(words, i)
            if number and words.touch(number.last) and words.kind(number.last + 1) == "word":
                i = number.last  # "180ml", "4e": part of another word
            elif number is not None and number.form not in ("ordinal", "vague"):
                figure = reader.read(words, number, lambda _: True)
                if figure.sort == "share" and figure.form == "fraction" and figure.last > number.last:
                    found.append((figure.low or 0) / 100)  # "acht op de tien"
                    i = figure.last
                else:
                    found.append(number.low)
                    i = number.last
            elif part:
                found.append((part.high or part.low or 0) / 100)
                i = part.last
            elif words.lower(i) in numbers.stressed:
                found.append(1.0)
            i += 1
        return found

    return find


def our_intervals(language: str) -> Ranges:
    """What figures commit to: sayso's intervals around each number."""
    from sayso.reading.intervals import intervals
    from sayso.reading.words import split

    reader = intervals(language)

    def find(text: str) -> list[Interval]:
        words, found, i = split(text), list[Interval](), 0
        while i < len(words):
            number = reader.numbers.at(words, i)
            if number is not None and number.form in ("cardinal", "fraction"):
                figure = reader.read(words, number, lambda _: False)
                scale = 100 if figure.unit == "percent" and number.form == "fraction" else 1
                low, high = (None if v is None else v / scale for v in (figure.low, figure.high))
                if figure.first < number.first or figure.last > number.last or low != high:
                    found.append((low, high))
                i = max(figure.last, number.last)
            i += 1
        return found

    return find


def our_percents(language: str) -> Numbers:
    """The figures whose unit is percent."""
    from sayso.reading.intervals import intervals
    from sayso.reading.words import split

    reader = intervals(language)

    def find(text: str) -> list[float]:
        words, found, i = split(text), list[float](), 0
        while i < len(words):
            number = reader.numbers.at(words, i)
            if number is not None:
                figure = reader.read(words, number, lambda _: True)
                if figure.unit == "percent" and number.form != "fraction":
                    found.append(figure.low if figure.low is not None else figure.high or 0)
                i = max(figure.last, number.last)
            i += 1
        return found

    return find


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
