"""German, French and Russian: what numbers are worth, which measure nothing, and that none of them becomes a claim."""

import pytest

from sayso.documents.text import from_text
from sayso.engine import read_document
from sayso.language.encoder import BUNDLED
from sayso.reading.numbers import number_grammar
from sayso.reading.words import split


def first(language: str, text: str) -> tuple[str, float, float] | None:
    words = split(text)
    for i in range(len(words)):
        number = number_grammar(language).at(words, i)
        if number:
            return text[words.starts[number.first] : words.ends[number.last]], number.low, number.high
    return None


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "dreiundzwanzig", 23),
        ("de", "zweihundertfünfzigtausend", 250_000),
        ("de", "hunderttausend", 100_000),
        ("de", "siebzehn", 17),
        ("de", "12.500", 12_500),
        ("de", "12'500", 12_500),
        ("de", "1’250’000", 1_250_000),
        ("de", "2,5 Mio", 2_500_000),
        ("de", "eine Million", 1_000_000),
        ("de", "anderthalb Millionen", 1_500_000),
        ("fr", "vingt et un", 21),
        ("fr", "soixante-dix-sept", 77),
        ("fr", "soixante et onze", 71),
        ("fr", "quatre-vingts", 80),
        ("fr", "quatre-vingt-treize", 93),
        ("fr", "cent quatre-vingt-dix-neuf", 199),
        ("fr", "deux mille cinq cents", 2_500),
        ("fr", "12\u202f500", 12_500),
        ("fr", "3,5 milliards", 3.5e9),
        ("fr", "une centaine", 100),
        ("fr", "deux millions et demi", 2_500_000),
        ("ru", "двадцать три тысячи пятьсот", 23_500),
        ("ru", "сто двадцать три", 123),
        ("ru", "двумстам", None),
        ("ru", "полтора миллиона", 1_500_000),
        ("ru", "1,5 млн", 1_500_000),
        ("ru", "12 500", 12_500),
    ],
)
def test_the_whole_of_a_number(language: str, text: str, value: float | None) -> None:
    assert first(language, text) == (None if value is None else (text, value, value))


def test_numbers_side_by_side_stay_apart() -> None:
    assert first("fr", "vingt trente") == ("vingt", 20, 20)
    assert first("ru", "сто двести") == ("сто", 100, 100)
    assert first("en", "twenty thirty") == ("twenty", 20, 20)
    assert first("en", "sixty twelve") == ("sixty", 60, 60)


@pytest.mark.skipif(not (BUNDLED / "encoder.onnx").exists(), reason="no bundled language model")
@pytest.mark.parametrize(
    ("language", "text", "figures", "others"),
    [
        (
            "de",
            "Laut Kiew fielen am 24. Februar 2022 mindestens 340 Soldaten. Seit 2022 sind 2000 Panzer vom Typ T-72"
            " zerstört. Um 18 Uhr flohen dreißig Menschen.",
            ["340", "2000", "dreißig"],
            {"24": "date", "2022": "year", "72": "part of a name", "18": "clock time"},
        ),
        (
            "fr",
            "Selon Kiev, au moins 340 soldats ont été tués le 24 février 2022. À 18 h 30, des dizaines de milliers de"
            " personnes ont fui en 2022.",
            ["340", "dizaines de milliers"],
            {"24": "date", "2022": "year", "18": "clock time", "30": "clock time"},
        ),
        (
            "ru",
            "По данным Киева, 24 февраля 2022 года погибли 340 солдат. Уничтожено 12 500 танков Т-72 с 2022 года.",
            ["340", "12 500"],
            {"24": "date", "2022": "year", "72": "part of a name"},
        ),
        (
            "de",
            "Seit 2022 sind laut dem Generalstab 2000 Panzer zerstört worden. Das war 2023.",
            ["2000"],
            {"2022": "year", "2023": "year"},
        ),
        (
            "de",
            "Der Generalstab meldete 2000 zerstörte Panzer. Im Jahr 2001 war das anders, und in 2010 Fällen auch.",
            ["2000", "2010"],
            {"2001": "year"},
        ),
        (
            "fr",
            "Depuis 2022 les forces russes ont perdu 2000 chars, dit Kiev.",
            ["2000"],
            {"2022": "year"},
        ),
    ],
)
def test_figures_are_listed_and_not_coded(language: str, text: str, figures: list[str], others: dict[str, str]) -> None:
    reading = read_document(from_text(text, "a.txt", language=language))
    assert reading.claims == ()
    assert reading.sentences == text.count(". ") - text.count("24. ") + 1
    listed = [u for u in reading.uncoded if u.reason.startswith("not coded")]
    assert [u.text for u in listed] == figures
    assert {u.text: u.reason for u in reading.uncoded if u not in listed} == others
    assert all(text[u.start : u.end] == u.text for u in reading.uncoded)
