"""What Dutch numbers are worth."""

import unicodedata

import pytest
from dutch import dotted, spell
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.numbers import Number, number_grammar, parse_digits
from sayso.reading.words import split

GRAMMAR = number_grammar("nl")


def at_start(text: str) -> Number | None:
    return GRAMMAR.at(split(text), 0)


def worth(text: str) -> float:
    words = split(text)
    number = GRAMMAR.at(words, 0)
    assert number is not None, text
    assert number.last == len(words) - 1, text
    return number.low


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("driehonderdeenentachtigduizend", 381_000),
        ("tweeëntwintighonderd", 2_200),
        ("tweeendertig", 32),
        ("honderdenacht", 108),
        ("honderd duizend", 100_000),
        ("tweeduizend vijfhonderd", 2_500),
        ("vijf miljard tweehonderd miljoen", 5_200_000_000),
        ("2,63 miljard", 2_630_000_000),
        ("80 duizend", 80_000),
        ("1.5 miljoen", 1_500_000),
        ("een miljoen", 1_000_000),
        ("een half miljoen", 500_000),
        ("half miljoen", 500_000),
        ("anderhalf miljoen", 1_500_000),
        ("tweeënhalf miljoen", 2_500_000),
        ("twee en een half miljoen", 2_500_000),
        ("een half dozijn", 6),
        ("drie dozijn", 36),
        ("2½", 2.5),
        ("½", 0.5),
        ("3/4", 0.75),
        ("een derde", 1 / 3),
        ("twee derde", 2 / 3),
        ("driekwart", 0.75),
        ("drie kwart", 0.75),
        ("een twintigtal", 20),
        ("tienduizendtal", 10_000),
        ("driemaal", 3),
        ("Eén", 1),
        ("nul", 0),
        ("2 1/4", 2.25),
        ("1 234 567,89", 1_234_567.89),
        ("3 miljoen en een half", 3_500_000),
        ("zes miljoen en twee derde", 6_666_666.666666667),
        ("een miljard en een half miljoen", 1_000_500_000),
        ("een en een vierde", 1.25),
        ("een-achtste", 0.125),
        ("twintig vijfde", 4),
    ],
)
def test_phrases(text: str, value: float) -> None:
    assert worth(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tientallen", 20, 99),
        ("honderden", 200, 999),
        ("tienduizenden", 20_000, 99_999),
        ("tientallen miljoenen", 20_000_000, 99_000_000),
    ],
)
def test_vague_magnitudes(text: str, low: float, high: float) -> None:
    number = at_start(text)
    assert number is not None
    assert (number.low, number.high, number.form) == (low, high, "vague")


@pytest.mark.parametrize(
    "word", ["tweetwintig", "achten", "eenen", "tweeën", "twintigtwee", "soldaat", "een", "honderdhonderd"]
)
def test_what_is_no_number_word(word: str) -> None:
    assert at_start(word) is None


@pytest.mark.parametrize(("text", "rank"), [("eerste", 1), ("derde", 3), ("achtste", 8), ("eenentwintigste", 21)])
def test_ordinals_are_told_apart(text: str, rank: int) -> None:
    number = at_start(text)
    assert number is not None
    assert (number.form, number.low) == ("ordinal", rank)


@pytest.mark.parametrize("text", ["192.168.1.2", "1.2.3", "12.34.56"])
def test_addresses_and_dates_are_no_digits(text: str) -> None:
    assert parse_digits(text) is None


@given(st.integers(2, 10**12 - 1))
def test_spelled_numbers_read_back(number: int) -> None:
    assert worth(spell(number)) == number


@given(st.integers(2, 10**12 - 1))
def test_decomposed_and_capital_spelling_reads_back(number: int) -> None:
    assert worth(unicodedata.normalize("NFD", spell(number))) == number
    assert worth(spell(number).capitalize()) == number


@given(st.integers(0, 10**12), st.sampled_from([".", "\u00a0", "\u202f", " ", ""]))
def test_digits_read_back(number: int, separator: str) -> None:
    assert worth(dotted(number, separator)) == number


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_decimals_read_back(whole: int, cents: int) -> None:
    assert worth(f"{dotted(whole)},{cents:02}") == pytest.approx(whole + cents / 100)


def test_what_stands_beside_a_number_stays_apart() -> None:
    assert at_start("twintig vijfde plaatsen") == at_start("twintig")
    assert at_start("3 1/4/2023") == at_start("3")
    assert at_start("12 345 en 6") == at_start("12 345")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a quarter million", 250_000),
        ("a quarter of a million", 250_000),
        ("half a million", 500_000),
        ("nine point four", 9.4),
        ("two hundred point seventy-one", 200.71),
        ("two point nought five million", 2_050_000),
        ("three and one fourth", 3.25),
        ("two million and three fifths", 2_600_000),
        ("one hundred and three and two thirds", 103 + 2 / 3),
        ("3 lakh", 300_000),
        ("zero", 0),
        ("two hundred and fifty-four", 254),
    ],
)
def test_english_words(text: str, value: float) -> None:
    words = split(text)
    number = number_grammar("en").at(words, 0)
    assert number is not None
    assert number.last == len(words) - 1
    assert number.low == pytest.approx(value)
