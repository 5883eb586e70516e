"""Expressions of time in any text: where they stand and which days they are, counted from Wednesday 8 March 2023."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.days import easter
from sayso.reading.expressions import dates

TODAY = date(2023, 3, 8)
PIECES = """de van tot 3e 31 29/2 2019 week maandag volgende jaren '90 's avonds half drie over om tussen - , . jan Q1
een jaar eind nu İ ½ Pasen dagen na 0 000 eerste laatste geleden 99/99 31.12 24:00"""


def found(text: str, language: str = "nl") -> list[tuple[str, str | None, str | None]]:
    return [
        (text[e.start : e.end], e.first and e.first.isoformat(), e.last and e.last.isoformat())
        for e in dates(text, TODAY, language)
    ]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        # as articles write them: the reader's own rules
        ("Zondag vielen er doden.", "Zondag", "2023-03-05", "2023-03-05"),
        ("Op 24 februari begon het.", "24 februari", "2023-02-24", "2023-02-24"),
        ("Dat was in mei 2022 al zo.", "mei 2022", "2022-05-01", "2022-05-31"),
        # days ahead and back
        ("Zij vertrekt overmorgen.", "overmorgen", "2023-03-10", "2023-03-10"),
        ("Over twee weken keert hij terug.", "Over twee weken", "2023-03-22", "2023-03-22"),
        ("Drie maanden geleden viel de stad.", "Drie maanden geleden", "2022-12-08", "2022-12-08"),
        ("Kom twee dagen na 27 februari.", "twee dagen na 27 februari", "2023-03-01", "2023-03-01"),
        ("Ze komen volgende week dinsdag.", "volgende week dinsdag", "2023-03-14", "2023-03-14"),
        ("Hij zag haar aankomende vrijdag.", "aankomende vrijdag", "2023-03-10", "2023-03-10"),
        ("Hij zag haar volgende vrijdag.", "volgende vrijdag", "2023-03-17", "2023-03-17"),
        # in figures
        ("Geboren 9-11-1989 in Leiden.", "9-11-1989", "1989-11-09", "1989-11-09"),
        ("Voldaan 22/02 per bank.", "22/02", "2023-02-22", "2023-02-22"),
        ("Gezien: 07-mrt-2023.", "07-mrt-2023", "2023-03-07", "2023-03-07"),
        ("De vergadering is maandag 6.", "maandag 6", "2023-03-06", "2023-03-06"),
        ("Tot de 3e van maart duurde het.", "de 3e van maart", "2023-03-03", "2023-03-03"),
        ("Op vierentwintig januari sneeuwde het.", "vierentwintig januari", "2023-01-24", "2023-01-24"),
        # weeks, quarters, years
        ("Vakantie in week 9, zoals altijd.", "week 9", "2023-02-27", "2023-03-05"),
        ("Het was de laatste week van februari.", "de laatste week van februari", "2023-02-27", "2023-03-05"),
        ("De omzet in Q4 2022 daalde.", "Q4 2022", "2022-10-01", "2022-12-31"),
        ("Dit kwartaal gaat het beter.", "Dit kwartaal", "2023-01-01", "2023-03-31"),
        ("De muziek van de jaren '70 leeft.", "de jaren '70", "1970-01-01", "1979-12-31"),
        ("Schrijvers uit de 19e eeuw.", "19e eeuw", "1800-01-01", "1899-12-31"),
        ("Het boek verscheen in tweeduizend eenentwintig.", "tweeduizend eenentwintig", "2021-01-01", "2021-12-31"),
        # feasts
        ("Met Pasen 2022 was het warm.", "Pasen 2022", "2022-04-17", "2022-04-17"),
        ("Vorige Koningsdag regende het.", "Vorige Koningsdag", "2022-04-27", "2022-04-27"),
        # bounds and ranges
        ("Van 3 tot en met 6 maart staakten zij.", "Van 3 tot en met 6 maart", "2023-03-03", "2023-03-06"),
        ("Tussen 2014 en 2016 woonde zij er.", "Tussen 2014 en 2016", "2014-01-01", "2016-12-31"),
        ("De bouw duurde nov-feb 2017.", "nov-feb 2017", "2016-11-01", "2017-02-28"),
        ("Zij staakten van 1-2 tot 7-3-2021.", "van 1-2 tot 7-3-2021", "2021-02-01", "2021-03-07"),
        ("Ze is er van volgende maandag tot vrijdag.", "van volgende maandag tot vrijdag", "2023-03-13", "2023-03-17"),
        ("Het was tot nu toe rustig.", "tot nu toe", None, "2023-03-08"),
        ("Sinds maart 2022 is het stil.", "Sinds maart 2022", "2022-03-01", None),
        ("Dat gebeurde na 2018.", "na 2018", "2019-01-01", None),
        ("Dat gebeurde vóór 2018.", "vóór 2018", None, "2017-12-31"),
        # with a clock time, and without days
        ("Ze belt zondag om half drie.", "zondag om half drie", "2023-03-05", "2023-03-05"),
        ("Op 1 maart van 14.00 tot 16.30 was er brand.", "1 maart van 14.00 tot 16.30", "2023-03-01", "2023-03-01"),
        ("De trein gaat rond kwart over negen.", "rond kwart over negen", None, None),
        ("Het duurde anderhalf uur.", "anderhalf uur", None, None),
        ("Zij zingt elke donderdag.", "elke donderdag", None, None),
        ("Aan het eind van dit jaar stopt hij.", "het eind van dit jaar", None, None),
    ],
)  # fmt: skip
def test_an_expression(text: str, words: str, first: str | None, last: str | None) -> None:
    assert found(text) == [(words, first, last)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("She left on March 1, 2023.", "March 1, 2023", "2023-03-01", "2023-03-01"),
        ("He comes back in two weeks.", "in two weeks", "2023-03-22", "2023-03-22"),
        ("They met next Tuesday.", "next Tuesday", "2023-03-14", "2023-03-14"),
        ("It was the 4th of July 2021.", "the 4th of July 2021", "2021-07-04", "2021-07-04"),
        ("Sales rose in 2022 Q4.", "2022 Q4", "2022-10-01", "2022-12-31"),
        ("They talked tomorrow at half past three.", "tomorrow at half past three", "2023-03-09", "2023-03-09"),
        ("Nothing since March 2022.", "since March 2022", "2022-03-01", None),
        ("It took three hours.", "three hours", None, None),
        ("Come every Monday.", "every Monday", None, None),
        ("We may march in May.", "May", "2022-05-01", "2022-05-31"),
    ],
)
def test_in_english(text: str, words: str, first: str | None, last: str | None) -> None:
    assert found(text, "en") == [(words, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "De rente was 6.45 procent.",
        "Ze wonnen met 3 tegen 1 in gebouw 12.",
        "Zijn nummer is 010-2015-86.",
        "De vlucht duurt even; maak de weg vrij.",
        "",
    ],
)
def test_no_expression(text: str) -> None:
    assert found(text) == []


def test_several_in_one_text() -> None:
    assert [words for words, _, _ in found("Maandag 9.30 uur, of anders over een week; daarna elke maand.")] == [
        "Maandag 9.30 uur",
        "over een week",
        "elke maand",
    ]


@pytest.mark.parametrize(
    "day", [date(1961, 4, 2), date(2000, 4, 23), date(2018, 4, 1), date(2024, 3, 31), date(2038, 4, 25)]
)
def test_easter(day: date) -> None:
    assert easter(day.year) == day


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join))
def test_any_words_give_spans_in_order(text: str) -> None:
    spans = [(e.start, e.end) for e in dates(text, TODAY)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
