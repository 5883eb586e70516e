"""Figures in sentences: their span, interval, unit and rate, and the numbers that are no figures.

The table runs on a bare tokenizer, so that it tests words and tables alone; what needs tags and trees is in the second
half, on the bundled pipeline.
"""

from __future__ import annotations

import math

import pytest
import spacy
from dutch import dotted, spell
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from sayso.documents.document import Document, Zone, ZoneKind
from sayso.reading.quantities import Mention, QuantityScan, find_quantities

BLANK = spacy.blank("nl")
Expected = tuple[str, float | None, float | None, bool, str | None, str | None]


def scan(text: str, nlp: Language = BLANK, **document: object) -> QuantityScan:
    return find_quantities(nlp(text), Document(id="test", text=text, **document))  # type: ignore[arg-type]


def slots(mention: Mention) -> Expected:
    return mention.text, mention.low, mention.high, mention.approx, mention.unit, mention.per


INTERVALS: list[tuple[str, list[Expected]]] = [
    ("Er kwamen er al meer dan 500 om.", [("meer dan 500", 500, None, False, "person", None)]),
    ("Het aandeel loopt mogelijk op tot 40 procent.", [("40 procent", 40, 40, False, "percent", None)]),
    (
        "Dat is een kwart tot 35 procent van de voorraad.",
        [("een kwart tot 35 procent", 25, 35, False, "percent", None)],
    ),
    ("Voor nog geen vijfde is betaald.", [("nog geen vijfde", None, 20, False, "percent", None)]),
    ("Tweederde van de stad ligt plat.", [("Tweederde", 200 / 3, 200 / 3, False, "percent", None)]),
    ("Zo'n één op de dertien vluchtte.", [("Zo'n één op de dertien", 100 / 13, 100 / 13, True, "percent", None)]),
    ("Anderhalfduizend man viel weg.", [("Anderhalfduizend", 1500, 1500, False, "person", None)]),
    ("Ze kwamen met z'n zessen terug.", [("zessen", 6, 6, False, "person", None)]),
    ("Er zaten tweehonder-\nddertig mensen vast.", [("tweehonder-\nddertig", 230, 230, False, "person", None)]),
    ("Het dodental is de 12.000 gepasseerd.", [("12.000", 12_000, None, False, "person", None)]),
    ("Het waren soldaten, veertig hoogstens.", [("veertig hoogstens", None, 40, False, None, None)]),
    ("Wij hebben geen zeven burgers gedood.", [("zeven", 7, 7, False, "person", None)]),
    ("Er lagen duizenden mijntjes.", [("duizenden", 2000, 9999, False, "item", None)]),
    ("Er vielen zeker 200 doden.", [("zeker 200", 200, None, False, "person", None)]),
    ("Ruim driehonderd mensen vluchtten.", [("Ruim driehonderd", 300, None, True, "person", None)]),
    ("Bijna 25 miljoen inwoners.", [("Bijna 25 miljoen", None, 25e6, True, "person", None)]),
    ("Zo’n drie vierkante kilometer.", [("Zo’n drie vierkante kilometer", 3, 3, True, "km2", None)]),
    ("Hooguit tien tanks bleven over.", [("Hooguit tien", None, 10, False, "vehicle", None)]),
    ("Het ligt op nog geen acht kilometer.", [("nog geen acht kilometer", None, 8, False, "km", None)]),
    (
        "Ze kwamen nergens meer dan tien kilometer ver.",
        [("nergens meer dan tien kilometer", None, 10, False, "km", None)],
    ),
    ("Een kleine 32 drones.", [("Een kleine 32", None, 32, True, "drone", None)]),
    ("Tussen de 20.000 en 30.000 soldaten.", [("20.000 en 30.000", 20_000, 30_000, False, "person", None)]),
    ("Honderd tot tweehonderd militairen.", [("Honderd tot tweehonderd", 100, 200, False, "person", None)]),
    ("Vijf- à zesduizend granaten.", [("Vijf- à zesduizend", 5000, 6000, False, "shell", None)]),
    ("Twee tot drie miljoen inwoners.", [("Twee tot drie miljoen", 2e6, 3e6, False, "person", None)]),
    (
        "Driehonderd, hooguit vierhonderd strijders.",
        [("Driehonderd, hooguit vierhonderd", 300, 400, False, "person", None)],
    ),
    ("Zo'n 3.500 tot 4.000 huurlingen.", [("Zo'n 3.500 tot 4.000", 3500, 4000, True, "person", None)]),
    ("Er waren 850-1000 soldaten.", [("850-1000", 850, 1000, False, "person", None)]),
    ("Er kwam een raket of vier neer.", [("een raket of vier", 4, 4, True, "missile", None)]),
    ("Dat is een kilometer of tien.", [("een kilometer of tien", 10, 10, True, "km", None)]),
    ("Een stuk of dertig huizen.", [("Een stuk of dertig", 30, 30, True, "building", None)]),
    ("Een tiental busjes stond klaar.", [("Een tiental", 10, 10, True, "vehicle", None)]),
    ("Vele honderden doden.", [("Vele honderden", 200, 999, False, "person", None)]),
    ("Een paar duizend man.", [("Een paar duizend", 2000, 9999, False, "person", None)]),
    ("Zeker tientallen gewonden.", [("Zeker tientallen", 20, None, False, "person", None)]),
    ("Geen vijfhonderd soldaten waren er.", [("Geen vijfhonderd", None, 500, False, "person", None)]),
    ("Tot 120.000 soldaten.", [("Tot 120.000", None, 120_000, False, "person", None)]),
    ("Het dodental is opgelopen tot 14 mensen.", [("14", 14, 14, False, "person", None)]),
    ("Tot wel ‘achttien golven’.", [("achttien", None, 18, False, "attack", None)]),
    ("Er zijn 200 of meer doden.", [("200 of meer", 200, None, False, "person", None)]),
    ("Zeker nog twaalf huizen.", [("Zeker nog twaalf", 12, None, False, "building", None)]),
    ("Er viel één dode.", [("één", 1, 1, False, "person", None)]),
    (
        "Een dertigtal tot een veertigtal soldaten.",
        [("Een dertigtal tot een veertigtal", 30, 40, True, "person", None)],
    ),
    ("Zo'n vijf-, zesduizend man.", [("Zo'n vijf-, zesduizend", 5000, 6000, True, "person", None)]),
    ("Een 40-tal tanks.", [("40-tal", 40, 40, True, "vehicle", None)]),
    (
        "Meer dan 100, maar minder dan 300 doden.",
        [("Meer dan 100, maar minder dan 300", 100, 300, False, "person", None)],
    ),
    (
        "Meer dan 100 doden en hooguit 20 gewonden.",
        [("Meer dan 100", 100, None, False, "person", None), ("hooguit 20", None, 20, False, "person", None)],
    ),
    ("Onder de 20 doden zijn soldaten.", [("20", 20, 20, False, "person", None)]),
    ("Het bleef onder de 20 doden.", [("onder de 20", None, 20, False, "person", None)]),
    ("Er kwam een vracht of acht.", [("een vracht of acht", 8, 8, True, "item", None)]),
    ("Ze hebben er over 5 S-300-batterijen.", [("5", 5, 5, False, "gun", None)]),
    ("Het gaat om 4 à 500 man.", [("4 à 500", 400, 500, False, "person", None)]),
    ("Tussen de vijf- en zesduizend man.", [("vijf- en zesduizend", 5000, 6000, False, "person", None)]),
    ("Het steeg met 20 tot 30 procent.", [("20 tot 30 procent", 20, 30, False, "percent", None)]),
    (
        "Het aantal doden steeg met 83 tot 41.788.",
        [("83", 83, 83, False, "person", None), ("41.788", 41_788, 41_788, False, "person", None)],
    ),
    ("De 300-koppige eenheid.", [("300", 300, 300, False, "person", None)]),
]

MEASURES: list[tuple[str, list[Expected]]] = [
    ("Dat is 12 mijl verder.", [("12 mijl", 12 * 1.609344, 12 * 1.609344, False, "km", None)]),
    ("Ze namen 50 hectare in.", [("50 hectare", 0.5, 0.5, False, "km2", None)]),
    ("Het gaat om 113 km².", [("113 km²", 113, 113, False, "km2", None)]),
    ("Het gaat om 113 km2.", [("113 km2", 113, 113, False, "km2", None)]),
    ("Meer dan 70% is stuk.", [("Meer dan 70%", 70, None, False, "percent", None)]),
    ("Dat kost € 2,5 miljard.", [("€ 2,5 miljard", 2.5e9, 2.5e9, False, "euro", None)]),
    ("Dat kost 60 miljard Amerikaanse dollar.", [("60 miljard Amerikaanse dollar", 6e10, 6e10, False, "dollar", None)]),
    ("De gemeente gaf een ton.", [("een ton", 1e5, 1e5, False, "euro", None)]),
    ("Ruim de helft van de huizen.", [("Ruim de helft", 50, None, True, "percent", None)]),
    ("Een derde van de tanks.", [("Een derde", 100 / 3, 100 / 3, False, "percent", None)]),
    ("Nog geen tiende daarvan.", [("Nog geen tiende", None, 10, False, "percent", None)]),
    ("Acht op de tien gebouwen.", [("Acht op de tien", 80, 80, False, "percent", None)]),
    ("Negen van de tien doden.", [("Negen van de tien", 90, 90, False, "percent", None)]),
    ("Een op de acht vluchtte.", [("Een op de acht", 12.5, 12.5, False, "percent", None)]),
    ("De verhouding is vijf op één.", [("vijf op één", 5, 5, False, "ratio", None)]),
    ("Bijna drie keer zoveel als eerst.", [("Bijna drie keer", None, 3, True, "ratio", None)]),
    ("Tot dertig keer hoger.", [("Tot dertig keer", None, 30, False, "ratio", None)]),
    ("Hij werd zes keer geopereerd.", [("zes keer", 6, 6, False, "time", None)]),
    ("De post lag 81 keer onder vuur.", [("81 keer", 81, 81, False, "attack", None)]),
    ("Het aantal is verdubbeld.", [("verdubbeld", 2, 2, False, "ratio", None)]),
    ("De verhouding is 7:1.", [("7:1", 7, 7, False, "ratio", None)]),
    (
        "Dat is 3 procent van 92 dollar.",
        [("3 procent", 3, 3, False, "percent", None), ("92 dollar", 92, 92, False, "dollar", None)],
    ),
]

COUNTED: list[tuple[str, list[Expected]]] = [
    (
        "18 van de 23 Shahed-drones zijn neergehaald.",
        [("18", 18, 18, False, "drone", None), ("23", 23, 23, False, "drone", None)],
    ),
    ("Er kwamen 200 155-millimetergranaten.", [("200", 200, 200, False, "shell", None)]),
    ("Er kwamen 3 500 122 mm granaten.", [("3 500", 3500, 3500, False, "shell", None)]),
    ("Er is plaats voor 300.", [("300", 300, 300, False, "person", None)]),
    ("Twee F-16's en een Su-25.", [("Twee", 2, 2, False, "aircraft", None)]),
    (
        "Tachtig T-72's en drie Leopards.",
        [("Tachtig", 80, 80, False, "vehicle", None), ("drie", 3, 3, False, "vehicle", None)],
    ),
    ("Er kwamen 23 stukken geschut.", [("23", 23, 23, False, "gun", None)]),
    ("12 Hamasstrijders.", [("12", 12, 12, False, "person", None)]),
    ("Het leger kreeg 250 waterfilters.", [("250", 250, 250, False, "item", None)]),
    ("Vijf van hen zijn dood.", [("Vijf", 5, 5, False, "person", None)]),
    ("Er zijn 121 gewond geraakt.", [("121", 121, 121, False, "person", None)]),
    ("Verliezen van de dag: tanks: 12.", [("12", 12, 12, False, "vehicle", None)]),
    ("Vijf soldaten op iedere burger.", [("Vijf", 5, 5, False, "ratio", None)]),
    (
        "Van 9.500 naar 4.959 vrouwen.",
        [("9.500", 9500, 9500, False, "person", None), ("4.959", 4959, 4959, False, "person", None)],
    ),
]

ENGLISH: list[tuple[str, list[Expected]]] = [
    ("Several dozen drones fell.", [("Several dozen", 20, 99, False, "drone", None)]),
    ("A half-dozen tanks burned.", [("A half-dozen", 6, 6, False, "vehicle", None)]),
    ("A pair of drones came.", [("A pair", 2, 2, False, "drone", None)]),
    ("Some 40-odd tanks burned.", [("Some 40-odd", 40, 40, True, "vehicle", None)]),
    ("Fifty-plus men came.", [("Fifty-plus", 50, None, False, "person", None)]),
    ("There were 200+ soldiers.", [("200+", 200, None, False, "person", None)]),
    ("A 300-strong unit came.", [("300", 300, 300, False, "person", None)]),
    ("A 12-man crew came.", [("12", 12, 12, False, "person", None)]),
    ("Hundreds if not thousands died.", [("Hundreds if not thousands", 200, 9999, False, "person", None)]),
    ("The toll passed 30,000.", [("30,000", 30_000, None, False, "person", None)]),
    ("Under a $120m contract.", [("$120m", 1.2e8, 1.2e8, False, "dollar", None)]),
    ("They moved a mile and a half.", [("a mile and a half", 1.5 * 1.609344, 1.5 * 1.609344, False, "km", None)]),
    ("It is 12 km (8 miles) long.", [("12 km", 12, 12, False, "km", None)]),
    ("It was 15 to 1 in places.", [("15 to 1", 15, 15, False, "ratio", None)]),
    ("In the 2000s 40 villages fell.", [("40", 40, 40, False, "place", None)]),
    ("The toll rose by 5 to 17.", [("5", 5, 5, False, "person", None), ("17", 17, 17, False, "person", None)]),
    ("Attacks grew by 20 to 30 percent.", [("20 to 30 percent", 20, 30, False, "percent", None)]),
    ("It has a 2:1 edge.", [("2:1", 2, 2, False, "ratio", None)]),
    ("Windows within 500m were broken.", [("500m", 500, 500, False, "m", None)]),
    ("They passed 102 bodies.", [("102", 102, 102, False, "person", None)]),
    ("Ten 155-millimetre shells.", [("Ten", 10, 10, False, "shell", None)]),
    ("At least 20 but no more than 40 drones.", [("At least 20 but no more than 40", 20, 40, False, "drone", None)]),
    (
        "Over 100 soldiers and under 20 tanks.",
        [("Over 100", 100, None, False, "person", None), ("under 20", None, 20, False, "vehicle", None)],
    ),
    (">300 people died.", [(">300", 300, None, False, "person", None)]),
    ("Two lakh crore rupees.", [("Two lakh crore rupees", 2e12, 2e12, False, "item", None)]),
    ("There was food for 400.", [("400", 400, 400, False, "person", None)]),
]

RATES: list[tuple[str, list[Expected]]] = [
    ("Er sneuvelen dertig man per dag.", [("dertig", 30, 30, False, "person", "day")]),
    ("Elke week komen er 40 trucks.", [("40", 40, 40, False, "vehicle", "week")]),
    ("Dagelijks zijn het 150 tot 300 doden.", [("150 tot 300", 150, 300, False, "person", "day")]),
    (
        "Zestig doden en honderd gewonden per dag.",
        [("Zestig", 60, 60, False, "person", "day"), ("honderd", 100, 100, False, "person", "day")],
    ),
    ("Twintig tanks per jaar.", [("Twintig", 20, 20, False, "vehicle", None)]),
]


@pytest.mark.parametrize(("text", "expected"), INTERVALS + MEASURES + COUNTED + RATES)
def test_figures(text: str, expected: list[Expected]) -> None:
    same(scan(text), expected)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_figures(text: str, expected: list[Expected]) -> None:
    same(scan(text, spacy.blank("en"), language="en"), expected)


def same(given: QuantityScan, expected: list[Expected]) -> None:
    found = [slots(mention) for mention in given.mentions]
    assert [f[0] for f in found] == [e[0] for e in expected]
    for got, want in zip(found, expected, strict=True):
        assert got[3:] == want[3:]
        for a, b in zip(got[1:3], want[1:3], strict=True):
            assert (a is None) == (b is None)
            assert a is None or b is None or math.isclose(a, b)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Op 24 februari 2022 begon het.", "date"),
        ("In 2014 vocht hij al.", "year"),
        ("Van 11 tot en met 29 juli.", "date"),
        ("In de jaren zestig en zeventig.", "decade"),
        ("Om 15.30 uur viel de stroom uit.", "clock time"),
        ("Rond vijf uur 's ochtends.", "clock time"),
        ("Henk (61) ging mee.", "age or number in brackets"),
        ("De 37-jarige Olena bleef.", "age"),
        ("Een man van 78 stierf.", "age"),
        ("De oudste was 58.", "age"),
        ("Het duurde vier maanden.", "duration"),
        ("In 24 uur tijd.", "duration"),
        ("De 72e brigade kwam aan.", "ordinal"),
        ("De 155ste ook.", "ordinal"),
        ("De derde aanval.", "ordinal"),
        ("Een F-16 vloog over.", "part of a name"),
        ("Granaten van 155 millimeter.", "calibre"),
        ("Volgens artikel 5 van het verdrag.", "number in a name"),
        ("Het werd 3-1 voor ons.", "score or number in a name"),
        ("Het werd 3 - 1 voor ons.", "score or number in a name"),
        ("Bel 020-5559876.", "telephone number"),
        ("Bel 0460 51 02 03.", "telephone number"),
        ("Alle berichten (97)", "site furniture"),
        ("Haven in beeld: stem mee, 71% zegt nee", "site furniture"),
        ("Luister terug (31 min.)", "duration"),
        ("donderdag 9 mei 2024 - BINNENLAND - 14", "page number"),
        ("Eenmaal thuis was hij moe.", "one that measures nothing"),
        ("Bij min 12 graden.", "temperature"),
        ("Er zijn twee soorten.", "counts nothing here"),
        ("In één keer was het over.", "one that measures nothing"),
        ("Voor 1 euro per liter.", "price"),
        ("Kinderen onder de vijf stierven.", "age"),
        ("De 18- tot 25-jarigen zijn vrij.", "age"),
        ("Dat staat op bladzijde 112.", "number in a name"),
        ("Vlucht KL 1234 keerde om.", "number in a name"),
        ("Hij kreeg 87 procent van de stemmen.", "votes"),
        ("Bij een opkomst van 74 procent.", "votes"),
        ("Met 14 stemmen tegen 3 aangenomen.", "counts nothing here"),
        ("De kamer stemde met 80 tegen 70.", "votes"),
        ("Met 70 kilometer per uur.", "speed"),
        ("Om 20:45 uur.", "clock time"),
    ],
)
def test_numbers_that_are_no_figures(text: str, reason: str) -> None:
    refused(scan(text), reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Most were children under five.", "age"),
        ("It killed a boy of six.", "age"),
        ("They took men aged 18 to 60.", "age"),
        ("A 4x4 burned.", "part of a name"),
        ("The 3M22 is fast.", "part of a name"),
        ("It took a year and a half.", "duration"),
        ("They shot down all but two.", "an exception"),
        ("It was half past eight.", "clock time"),
        ("It came at 20:45.", "clock time"),
        ("The House voted 311 to 112.", "votes"),
        ("He won 87 per cent of the vote.", "votes"),
        ("On a turnout of 74%.", "votes"),
        ("It flew at 500 miles an hour.", "speed"),
        ("Flight KL 1234 turned back.", "number in a name"),
    ],
)
def test_english_numbers_that_are_no_figures(text: str, reason: str) -> None:
    refused(scan(text, spacy.blank("en"), language="en"), reason)


def refused(found: QuantityScan, reason: str) -> None:
    assert found.mentions == []
    assert reason in {skipped.reason for skipped in found.skipped}


@pytest.mark.parametrize(
    "text",
    ["Een van de soldaten.", "Mail naar a1@krant.example of kijk op www.krant1.example.", "Hij acht de kans klein."],
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert scan(text).mentions == []


@pytest.mark.parametrize("kind", [ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE, ZoneKind.QUESTION])
def test_silent_zones_say_nothing(kind: ZoneKind) -> None:
    text = "Er vielen 12 doden. Lees ook: 5 doden."
    found = scan(text, zones=(Zone(20, len(text), kind),))
    assert [mention.text for mention in found.mentions] == ["12"]
    assert [(skipped.text, skipped.reason) for skipped in found.skipped] == [("5", kind.value)]


def test_headlines_speak() -> None:
    text = "Negen doden in Odesa"
    assert len(scan(text, zones=(Zone(0, len(text), ZoneKind.HEADLINE),)).mentions) == 1


def test_mentions_run_over_hard_line_breaks_but_not_over_blocks() -> None:
    text = "Zo'n 68 \n\nprocent.\n\nRuim\n\n12 doden."
    end = text.index("Ruim")
    found = scan(text, blocks=((0, end - 2), (end, end + 4), (end + 6, len(text))))
    assert [mention.text for mention in found.mentions] == ["Zo'n 68 \n\nprocent", "12"]


@given(st.integers(2, 10**9), st.booleans(), st.sampled_from(["soldaten", "tanks", "kilometer", "procent"]))
def test_any_number_is_found_with_its_value(number: int, words: bool, noun: str) -> None:
    written = spell(number) if words else dotted(number)
    mentions = scan(f"Er waren meer dan {written} {noun} bij.").mentions
    assert [(m.low, m.high) for m in mentions] == [(number, None)]


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_ranges_run_upward(low: int, more: int) -> None:
    (mention,) = scan(f"Tussen de {dotted(low)} en {dotted(low + more)} doden.").mentions
    assert (mention.low, mention.high) == (low, low + more)


WORDS = [
    "Zo'n",
    "zeker",
    "tot",
    "van",
    "de",
    "een",
    "één",
    "tussen",
    "en",
    "of",
    "200",
    "3.000",
    "1,5",
    "miljoen",
    "twee",
    "honderden",
    "helft",
    "derde",
    "keer",
    "procent",
    "kilometer",
    "soldaten",
    "per dag",
    "€",
    "%",
    "-",
    "/",
    ":",
    ".",
    "(",
    ")",
    "‘",
    "’",
    "F-16",
    "mei",
    "uur",
    "op",
    "tien",
    "half",
    "geen",
    "maar",
    "\n\n",
    "\r\n",
    "😀",
    "e\u0301",
    "\u202f",
    "ﷺ",
    "\x00",
    "½",
    "2e",
    "T-72's",
    "dagelijks",
    "stuk",
    "ton",
    "nadert",
    "het",
    "dubbel zo",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=25).map(" ".join))
def test_any_text_gives_sound_mentions(text: str) -> None:
    found = scan(text)
    ends = 0
    for mention in found.mentions:
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= ends
        ends = mention.end
        assert mention.low is not None or mention.high is not None
        assert mention.low is None or mention.high is None or mention.low <= mention.high
    for skipped in found.skipped:
        assert skipped.text == text[skipped.start : skipped.end]


@pytest.fixture(scope="session")
def parse() -> Language:
    from sayso.language import pipeline

    try:
        bundled = pipeline("nl")
    except FileNotFoundError as missing:
        pytest.skip(f"no bundled model: {missing}")

    def parsed(text: str) -> spacy.tokens.Doc:
        return bundled.parse(Document(id="test", text=text))

    return parsed  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Russen verloren 20 tanks, de Oekraïners tien.", [("20", "vehicle"), ("tien", "vehicle")]),
        (
            "Ze vuurden honderd raketten af, waarvan er 84 werden neergeschoten.",
            [("honderd", "missile"), ("84", "missile")],
        ),
        ("Het dodental is opgelopen tot 33.", [("33", "person")]),
        ("Er waren tien door kogels geraakte personen.", [("tien", "person")]),
        (
            "Er zijn 52 doden geborgen: 35 op de Russisch bezette oever, 17 op de Oekraïense.",
            [("52", "person"), ("35", "person"), ("17", "person")],
        ),
        (
            "Er werden 90 gewonden naar Kramatorsk vervoerd, van wie er 31 schotwonden hadden.",
            [("90", "person"), ("31", "person")],
        ),
        ("Ze vielen aan met 338 voertuigen, vliegtuigen en wapensystemen.", [("338", "item")]),
        ("Er kwamen zeshonderd gesneuvelde of gewonde soldaten om.", [("zeshonderd", "person")]),
        (
            "Het leger telde drieduizend vierkante kilometer, een denktank 2.500.",
            [("drieduizend vierkante kilometer", "km2"), ("2.500", "km2")],
        ),
        ("Acht dood, elf gewond.", [("Acht", "person"), ("elf", "person")]),
        ("Vijf soldaten vluchtten. Eén van hen overleed.", [("Vijf", "person"), ("Eén", "person")]),
        ("Vijf soldaten vluchtten. Eén van hen vertelde het verhaal.", [("Vijf", "person")]),
        ("Eén raket sloeg in, één werd neergehaald.", [("Eén", "missile"), ("één", "missile")]),
        ("Bij één aanval vielen 12 doden.", [("12", "person")]),
        ("Dodental op 45 na aanval.", [("45", "person")]),
        ("Er vielen 12 doden in één dorp.", [("12", "person")]),
        ("* Granaten: op het hoogtepunt vuurden ze er 500 af.", [("500", "shell")]),
        (
            "Er gingen 64 tanks verloren binnen 25 kilometer en twaalf werden dubbel geteld.",
            [("64", "vehicle"), ("25 kilometer", "km"), ("twaalf", "vehicle")],
        ),
        ("Twee functionarissen zeiden dat er 500 man sneuvelden.", [("500", "person")]),
        ("Volgens twee bronnen en drie diplomaten sneuvelden er 500 man.", [("500", "person")]),
        (
            "Van 60 miljard is 14 miljard dollar voor wapens.",
            [("60 miljard", "dollar"), ("14 miljard dollar", "dollar")],
        ),
        ("Moskou noemt 1.395 Oekraïense verliezen.", [("1.395", "person")]),
        ("Ze schoten 17 van de in totaal 20 drones neer.", [("17", "drone"), ("20", "drone")]),
    ],
)
def test_what_is_counted(parse: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.unit) for mention in scan(text, parse).mentions] == expected


def test_what_is_said_again_by_the_day_has_no_share_in_the_rate(parse: Language) -> None:
    for text in ("Het kostte 7.000 granaten, of duizend per dag.", "Er vielen 7.000 doden, duizend per dag."):
        found = scan(text, parse).mentions
        assert [(mention.text, mention.per) for mention in found] == [("7.000", None), ("duizend", "day")]
