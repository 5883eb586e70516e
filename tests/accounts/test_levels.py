"""The four respects in which claims are compared, and what the words around a figure say of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import told

from sayso.accounts import measures, when, where, whom
from sayso.accounts.cues import cues, group_in, make_in, thing_in
from sayso.accounts.measures import Figure, Measure, alike, exceeds, overlap, rejects
from sayso.accounts.standing import Standing
from sayso.accounts.statements import statements
from sayso.accounts.when import When, ordinal
from sayso.accounts.whom import Whom
from sayso.places import gazetteer
from sayso.reading.claim import Place

INSIDE, AROUND, EQUAL, DISJOINT = Standing.INSIDE, Standing.AROUND, Standing.EQUAL, Standing.DISJOINT


def place(name: str, precision: int = 1, country: str | None = None, **at: float) -> where.Where:
    if at:
        found = where.where(Place(name, None, at["lat"], at["lon"], precision, None, None, None))
    else:
        entry = next(e for e in gazetteer().lookup(name) if country in (None, e.country))
        found = where.where(Place(entry.name, entry.geonameid, entry.lat, entry.lon, precision, None, None, None))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Bakhmut", "Donetsk Oblast"),
        ("Bakhmut", "Ukraine"),
        ("Bakhmut", "Donbas"),
        ("Donetsk Oblast", "Donbas"),
        ("Jabalia", "Gaza Strip"),
        ("El Fasher", "Darfur"),
        ("North Darfur", "Sudan"),
    ],
)
def test_places_lie_in_each_other(part, whole):
    assert where.compare(place(part), place(whole)) is INSIDE
    assert where.compare(place(whole), place(part)) is AROUND


def test_a_village_lies_in_the_surroundings_of_a_town_but_not_in_the_town():
    village, town = place("Chasiv Yar"), place("Bakhmut")
    assert where.compare(village, place("Bakhmut", 2)) is INSIDE
    assert where.compare(village, town) is DISJOINT
    assert where.compare(town, place("Chasiv Yar", 2)) is DISJOINT  # the town is the larger of the two
    assert where.compare(town, place("Bakhmut", 2)) is EQUAL


def test_two_places_of_one_name_are_two():
    north, south = place("Stepove", lat=48.2, lon=37.71), place("Stepove", lat=47.19, lon=31.52)
    assert where.compare(north, south) is DISJOINT
    assert where.compare(north, place("Mykolaiv Oblast")) is DISJOINT
    assert where.compare(south, place("Mykolaiv Oblast")) is INSIDE


def test_a_place_without_a_number_is_the_same_as_with_it():
    assert where.compare(place("Bakhmut", lat=48.6, lon=38.0), place("Bakhmut")) is EQUAL
    assert where.compare(None, place("Bakhmut")) is Standing.UNKNOWN


def days(start: str | None, end: str | None = None, **more: object) -> When:
    said = (ordinal(str(more.pop("said"))),) * 2 if "said" in more else None
    return When(ordinal(start) if start else None, ordinal(end or start) if start else None, said=said, **more)  # type: ignore[arg-type]


MARCH = days("2023-03-01", "2023-03-31")
TOTAL = days("2022-02-24", "2023-03-20", total=True)


@pytest.mark.parametrize(
    ("a", "b", "standing"),
    [
        (days("2023-03-10"), MARCH, INSIDE),
        (days("2023-03-10"), days("2023-03-09", "2023-03-10"), INSIDE),
        (days("2023-03-10"), days("2023-03-09", "2023-03-10", night=True), EQUAL),
        (days("2023-03-06", "2023-03-12"), days("2023-03-05", "2023-03-12"), EQUAL),
        (days("2023-03-30", "2023-04-05"), MARCH, Standing.OVERLAPPING),
        (days("2023-04-05"), MARCH, DISJOINT),
        (days("2023-03-10"), TOTAL, INSIDE),
        (days("2023-04-10"), TOTAL, DISJOINT),
        (days(None, total=True), TOTAL, EQUAL),
        (days("2022-12-01", "2023-03-20", total=True), TOTAL, INSIDE),
        (days("2022-02-24", "2023-12-01", total=True), TOTAL, EQUAL),
        (days(None, said="2023-03-19"), TOTAL, INSIDE),
        (days(None, said="2023-03-10"), days(None, said="2023-03-20"), EQUAL),
        (days(None, said="2023-03-10"), days(None, said="2023-04-20"), DISJOINT),
        (days(None, said="2023-03-12"), days("2023-03-10"), Standing.UNKNOWN),
        (days(None, said="2023-03-12"), days("2022-03-10"), DISJOINT),
        (days(None, before=True), days("2023-03-10"), DISJOINT),
        (days(None, before=True), days(None, before=True, said="2023-03-10"), EQUAL),
    ],
)
def test_times(a, b, standing):
    assert when.compare(a, b) is standing
    assert when.compare(b, a) is standing.flipped


@pytest.mark.parametrize(
    ("a", "b", "standing"),
    [
        (Whom(("RU",), None, "soldiers"), Whom(("RU", "UA"), None, "soldiers"), INSIDE),
        (Whom(("RU",), "wagner", "soldiers"), Whom(("RU",), None, "soldiers"), INSIDE),
        (Whom(("RU",), "wagner", "soldiers"), Whom(("RU",), "akhmat", "soldiers"), DISJOINT),
        (Whom(("civilians",), None, "children"), Whom(("civilians",), None, "civilians"), INSIDE),
        (Whom(("civilians",), None, "children"), Whom(("civilians",), None, "medics"), DISJOINT),
        (Whom(("HAMAS",), None, "soldiers"), Whom(("PAL",), None, "people"), INSIDE),
        (Whom(("civilians",), None, "children"), Whom(("PAL",), None, "people"), INSIDE),
        (Whom(("civilians",), None, "civilians"), Whom(("UA",), None, "soldiers"), DISJOINT),
        (Whom(("RU",), "wagner", "soldiers"), Whom(("RU", "UA"), "x", "soldiers"), DISJOINT),
        (Whom((), None, "people"), Whom(("civilians",), None, "civilians"), Standing.UNKNOWN),
        (Whom(("RU",), None, "soldiers", "ernstig"), Whom(("RU",), None, "soldiers"), INSIDE),
    ],
)
def test_people(a, b, standing):
    assert whom.compare(a, b) is standing
    assert whom.compare(b, a) is standing.flipped


def test_ground_is_whose_it_becomes():
    gain = told("a", "Wij rukten [2 km] op.", speaker="UA", side="UA", kind="advance", unit="km")
    loss = told("b", "Zij trokken zich [2 km] terug.", speaker="RU", side="RU", kind="retreat", unit="km")
    first, second = statements([gain, loss])
    assert first.who == second.who == Whom(("UA",), gain=True)
    assert measures.compare(first.measure, second.measure) is EQUAL


def test_measures():
    killed, casualties = Measure("killed", "person", False), Measure("casualties", "person", False)
    assert measures.compare(killed, casualties) is INSIDE
    assert measures.compare(killed, Measure("wounded", "person", False)) is DISJOINT
    assert measures.compare(killed, Measure("killed", "person", True)) is DISJOINT
    tank, vehicle = Measure("equipment_loss", "vehicle", False, "tank"), Measure("equipment_loss", "vehicle", False)
    assert measures.compare(tank, vehicle) is INSIDE
    assert killed.family == casualties.family != tank.family


bounds = st.one_of(st.none(), st.integers(0, 10_000).map(float))
figures = st.builds(Figure, bounds, bounds, st.booleans()).filter(
    lambda f: (f.low, f.high) != (None, None) and (f.low is None or f.high is None or f.low <= f.high)
)


@given(figures, figures)
def test_overlapping_is_mutual_and_nothing_that_overlaps_exceeds(a, b):
    assert overlap(a, b) == overlap(b, a)
    assert not (overlap(a, b) and exceeds(a, b))
    assert overlap(a, a)
    assert alike(a, a)
    assert alike(a, b) == alike(b, a)


def test_bounds_count():
    assert overlap(Figure(200, None, False), Figure(350, 350, False))
    assert overlap(Figure(100, 100, True), Figure(109, 109, False))
    assert not overlap(Figure(None, 900, True), Figure(None, 100, False))  # "bijna 900" is no 100
    assert not alike(Figure(None, 25, False), Figure(2, 2, False))
    assert rejects(Figure(100, None, False), Figure(112, 112, False))
    assert not rejects(Figure(8, 8, False), Figure(5, None, False))  # "no eight died" leaves "at least five"


def test_words_around_a_figure():
    sentence = "Sinds het begin van de oorlog kwamen 300 mensen om, onder wie 20 kinderen."
    at = sentence.index("300")
    whole = cues("nl", sentence, (at, at + 3))
    assert whole.total
    assert not whole.subset
    part = cues("nl", sentence, (sentence.index("20 "), sentence.index("20 ") + 2), at + 3)
    assert part.subset
    assert group_in("nl", "kinderen") == "children"
    assert group_in("nl", "weeskinderen") == "children"
    assert thing_in("nl", "verwoeste tanks") == "tank"
    assert group_in("en", "women and children") == "women+children"
    assert cues("nl", "Vrijdag waren het er nog 112.", (25, 28)).old
    assert cues("nl", "De stad telde voor de oorlog 70.000 inwoners.", (29, 35)).before
    assert cues("nl", "Sinds december sneuvelden er 100.", (29, 32)).since == (None, 12, None)
    assert cues("en", "The death toll has risen to 12.", (28, 30)).toll


def test_a_make_is_told_by_its_name() -> None:
    assert make_in(" Leopards uitgeschakeld") == "Leopard"
    assert make_in(" Abrams-tanks") is None  # tanks, whatever their make
    assert make_in(" Russische voertuigen") is None
    assert make_in(" bussen") is None
    assert make_in("") is None
