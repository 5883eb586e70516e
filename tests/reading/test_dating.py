"""Expressions of time and the days they cover: exact, or said not to follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.document import Precision, Published
from sayso.packs import load_pack
from sayso.reading.dating import Dating
from sayso.reading.days import Calendar, precision

MONDAY = Published(date(2023, 12, 4), Precision.DAY)
MAY_2024 = Published(date(2024, 5, 1), Precision.MONTH)
DAYS = st.dates(date(2014, 1, 1), date(2030, 12, 31))
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def days(words: str, published: Published = MONDAY) -> tuple[str, str] | None:
    """First and last day of the last expression in `words`."""
    found = Dating(published, "nl").find(words.lower().split())
    if not found or found[-1].first is None or found[-1].last is None:
        return None
    return found[-1].first.isoformat(), found[-1].last.isoformat()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in november", "2023-11-01", "2023-11-30"),
        ("in april 2022", "2022-04-01", "2022-04-30"),
        ("in april vorig jaar", "2022-04-01", "2022-04-30"),
        ("op 7 oktober", "2023-10-07", "2023-10-07"),
        ("op 24-02-2022", "2022-02-24", "2022-02-24"),
        ("zondag", "2023-12-03", "2023-12-03"),
        ("zondagavond", "2023-12-03", "2023-12-03"),
        ("maandag", "2023-12-04", "2023-12-04"),
        ("vorige maandag", "2023-11-27", "2023-11-27"),
        ("komende vrijdag", "2023-12-08", "2023-12-08"),
        ("afgelopen nacht", "2023-12-03", "2023-12-04"),
        ("in de nacht van zaterdag op zondag", "2023-12-02", "2023-12-03"),
        ("in de nacht op maandag", "2023-12-03", "2023-12-04"),
        ("in de nacht van 5 op 6 november", "2023-11-05", "2023-11-06"),
        ("in de nieuwjaarsnacht", "2022-12-31", "2023-01-01"),
        ("gisteravond", "2023-12-03", "2023-12-03"),
        ("vannacht", "2023-12-03", "2023-12-04"),
        ("dit weekend", "2023-12-02", "2023-12-03"),
        ("van 3 tot 9 juni", "2023-06-03", "2023-06-09"),
        ("tussen 28 mei en 2 juni 2022", "2022-05-28", "2022-06-02"),
        ("zaterdag en zondag", "2023-12-02", "2023-12-03"),
        ("van vrijdag tot en met zondag", "2023-12-01", "2023-12-03"),
        ("vorig jaar", "2022-01-01", "2022-12-31"),
        ("volgend jaar", "2024-01-01", "2024-12-31"),
        ("vorige maand", "2023-11-01", "2023-11-30"),
        ("in het eerste kwartaal van 2023", "2023-01-01", "2023-03-31"),
        ("sinds 24 februari vorig jaar", "2022-02-24", "2023-12-04"),
        ("sinds het begin van dit jaar", "2023-01-01", "2023-12-04"),
        ("sinds oktober", "2023-10-01", "2023-12-04"),
        ("sinds begin november", "2023-11-01", "2023-12-04"),
        ("sinds begin deze maand", "2023-12-01", "2023-12-04"),
        ("sinds de inval van vrijdag", "2023-12-01", "2023-12-04"),
        ("sinds de aanval op 7 oktober", "2023-10-07", "2023-12-04"),
        ("vorige week", "2023-11-27", "2023-12-03"),
        ("de afgelopen week", "2023-11-28", "2023-12-04"),
        ("de afgelopen drie weken", "2023-11-14", "2023-12-04"),
        ("de afgelopen vijf maanden", "2023-07-04", "2023-12-04"),
        ("het afgelopen etmaal", "2023-12-03", "2023-12-04"),
        ("de afgelopen 24 uur", "2023-12-03", "2023-12-04"),
    ],
)
def test_days_that_follow(words: str, first: str, last: str) -> None:
    assert days(words) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "eind november",
        "begin deze maand",
        "eind oktober",
        "sinds eind oktober",
        "sinds vorige week",
        "de afgelopen weken",
        "in 24 uur tijd",
        "op 31 februari",
        "tot nu toe",
    ],
)
def test_days_that_do_not_follow_are_not_given(words: str) -> None:
    assert days(words) is None


def counted(words: str, published: Published = MONDAY, pack: str = "ukraine") -> tuple[str, str] | None:
    """The days of the last expression in `words`, if they are a running total's, read with a pack."""
    found = Dating(published, "nl", load_pack(pack).events).find(words.lower().split())
    last = found[-1] if found else None
    if last is None or not last.since or last.first is None or last.last is None:
        return None
    return last.first.isoformat(), last.last.isoformat()


@pytest.mark.parametrize(
    ("words", "pack", "first", "last"),
    [
        ("sinds het begin van de invasie", "ukraine", "2022-02-24", "2023-12-04"),
        ("sinds het begin van de grootschalige Russische invasie", "ukraine", "2022-02-24", "2023-12-04"),
        ("sinds de oorlog begon", "ukraine", "2022-02-24", "2023-12-04"),
        ("in deze oorlog", "ukraine", "2022-02-24", "2023-12-04"),
        ("tijdens de hele oorlog", "ukraine", "2022-02-24", "2023-12-04"),
        ("in bijna twee jaar oorlog", "ukraine", "2022-02-24", "2023-12-04"),
        ("in de slag om Bachmoet", "ukraine", "2022-08-01", "2023-05-20"),
        ("doden in slag om Bachmoet", "ukraine", "2022-08-01", "2023-05-20"),
        ("tijdens het beleg van Marioepol", "ukraine", "2022-02-24", "2022-05-20"),
        ("in de slag om Avdiivka", "ukraine", "2023-10-10", "2023-12-04"),
        ("sinds de val van Bachmoet", "ukraine", "2023-05-20", "2023-12-04"),
        ("sinds het begin van de oorlog", "gaza", "2023-10-07", "2023-12-04"),
        ("sinds het begin van het grondoffensief", "gaza", "2023-10-27", "2023-12-04"),
        ("sinds het begin van de oorlog op 7 oktober", "gaza", "2023-10-07", "2023-12-04"),
        ("sinds het uitbreken van de burgeroorlog", "sudan", "2023-04-15", "2023-12-04"),
    ],
)
def test_wars_and_battles_are_counted_from_the_days_that_a_pack_knows(
    words: str, pack: str, first: str, last: str
) -> None:
    assert counted(words, pack=pack) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "in de eerste oorlog",
        "bij de slag om de oostelijke poort",
        "voor de oorlog",
        "in het offensief",
        "sinds de val van de stad",
    ],
)
def test_other_wars_and_battles_are_left_alone(words: str) -> None:
    published = Published(date(2022, 3, 1), Precision.DAY)
    assert counted(words, published) is None


def test_a_war_does_not_tell_until_which_day_a_text_of_some_month_counts() -> None:
    assert counted("sinds het begin van de invasie", MAY_2024) is None
    assert counted("in de slag om Bachmoet", MAY_2024) == ("2022-08-01", "2023-05-20")


def test_an_event_that_had_not_begun_is_no_event() -> None:
    assert counted("in de slag om Avdiivka", Published(date(2023, 3, 1), Precision.DAY)) is None


def test_a_month_does_not_tell_which_sunday() -> None:
    assert days("zondag", MAY_2024) is None
    assert days("afgelopen nacht", MAY_2024) is None
    assert days("sinds 24 februari", MAY_2024) is None
    assert days("deze maand", MAY_2024) == ("2024-05-01", "2024-05-31")
    assert days("op 7 oktober", MAY_2024) == ("2023-10-07", "2023-10-07")


def test_without_a_date_only_full_dates_count() -> None:
    assert days("in november", Published()) is None
    assert days("op 7 oktober", Published()) is None
    assert days("op 7 oktober 2023", Published()) == ("2023-10-07", "2023-10-07")


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days(today: date, number: int) -> None:
    day = Calendar(Published(today, Precision.DAY)).weekday(number)
    assert day is not None
    assert day.weekday() == number
    assert timedelta(0) <= today - day < timedelta(7)


@given(DAYS, st.integers(0, 6))
def test_strict_and_coming_weekdays_leave_today_out(today: date, number: int) -> None:
    calendar = Calendar(Published(today, Precision.DAY))
    past, coming = calendar.weekday(number, strictly=True), calendar.weekday(number, ahead=True)
    assert past is not None
    assert coming is not None
    assert past < today < coming
    assert past.weekday() == coming.weekday() == number
    assert coming - past <= timedelta(14)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_last_such_day(today: date, other: date) -> None:
    found = Calendar(Published(today, Precision.DAY)).day(other.day, other.month)
    if found is None:
        assert (other.month, other.day) == (2, 29)
    else:
        assert (found.month, found.day) == (other.month, other.day)
        assert found <= today
        assert today - found <= timedelta(366)


@given(DAYS, st.integers(-30, 30))
def test_months_are_whole(today: date, months: int) -> None:
    found = Calendar(Published(today, Precision.DAY)).month_off(months)
    assert found is not None
    first, last = found
    assert first.day == 1
    assert (last + timedelta(1)).day == 1
    assert (first.year * 12 + first.month) - (today.year * 12 + today.month) == months


@given(DAYS, st.integers(0, 6), st.integers(1, 6))
def test_a_range_of_weekdays_is_as_long_as_it_says(today: date, last: int, length: int) -> None:
    words = f"van {WEEKDAYS[(last - length) % 7]} tot {WEEKDAYS[last]}"
    found = days(words, Published(today, Precision.DAY))
    assert found is not None
    first_day, last_day = map(date.fromisoformat, found)
    assert last_day - first_day == timedelta(length)
    assert last_day <= today


@given(
    st.lists(
        st.sampled_from(
            [
                *WEEKDAYS,
                "van",
                "tot",
                "en",
                "met",
                "op",
                "nacht",
                "de",
                "3",
                "9",
                "31",
                "juni",
                "2023",
                "in",
                "sinds",
                "begin",
                "dit",
                "vorig",
                "jaar",
                "afgelopen",
                "week",
                "eerste",
                "kwartaal",
                "uur",
            ]
        )
    ),
    DAYS,
)
def test_any_words_give_expressions_in_order(words: list[str], today: date) -> None:
    end = 0
    for when in Dating(Published(today, Precision.DAY), "nl").find(words):
        assert end <= when.end
        assert when.start < when.end <= len(words)
        end = when.end
        if when.first is not None and when.last is not None:
            assert when.first <= when.last
            assert 1 <= precision(when.first, when.last) <= 5


FRIDAY = Published(date(2024, 3, 15), Precision.DAY)


def english(words: str) -> tuple[str | None, str | None]:
    """First and last day of the last expression in `words`, counted from a Friday in March."""
    when = Dating(FRIDAY, "en").find(words.lower().split())[-1]
    return tuple(day.isoformat() if day else None for day in (when.first, when.last))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("last week", "2024-03-04", "2024-03-10"),
        ("in the last week", "2024-03-09", "2024-03-15"),
        ("the previous week", "2024-03-04", "2024-03-10"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("over the weekend", "2024-03-09", "2024-03-10"),
        ("two days ago", "2024-03-13", "2024-03-13"),
        ("two weeks ago", None, None),
        ("in the past 48 hours", "2024-03-13", "2024-03-15"),
        ("from Oct . 7 to Nov . 2", "2023-10-07", "2023-11-02"),
        ("between February 24 , 2022 and March 1 , 2023", "2022-02-24", "2023-03-01"),
        ("March 3-9", "2024-03-03", "2024-03-09"),
        ("March 8 and 9", "2024-03-08", "2024-03-09"),
        ("March 3 and 9", "2024-03-03", "2024-03-03"),
        ("in January and February", "2024-01-01", "2024-02-29"),
        ("between November and January", "2023-11-01", "2024-01-31"),
        ("in the first two weeks of February", "2024-02-01", "2024-02-14"),
        ("in the last ten days of February 2023", "2023-02-19", "2023-02-28"),
        ("in the autumn of 2023", "2023-09-01", "2023-11-30"),
        ("at the end of February", None, None),
        ("since the beginning of March", "2024-03-01", "2024-03-15"),
        ("since the start of the year", "2024-01-01", "2024-03-15"),
        ("the night of March 3", "2024-03-03", "2024-03-04"),
        ("overnight into Monday", "2024-03-10", "2024-03-11"),
        ("by Thursday evening", None, "2024-03-14"),
    ],
)
def test_english_dates(words: str, first: str | None, last: str | None) -> None:
    assert english(words) == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("drie dagen geleden", "2023-12-01", "2023-12-01"),
        ("in de afgelopen 72 uur", "2023-12-01", "2023-12-04"),
        ("in het weekend", "2023-12-02", "2023-12-03"),
        ("van januari tot en met maart", "2023-01-01", "2023-03-31"),
        ("van 24 februari 2022 tot 1 maart 2023", "2022-02-24", "2023-03-01"),
        ("in de eerste twee weken van november", "2023-11-01", "2023-11-14"),
        ("in het voorjaar van 2022", "2022-03-01", "2022-05-31"),
    ],
)
def test_stretches_of_days(words: str, first: str, last: str) -> None:
    assert days(words) == (first, last)


def test_so_many_days_later_counts_from_the_last_day_named() -> None:
    when = Dating(MONDAY, "nl").find(["twee", "dagen", "later"])[-1]
    assert (when.same, when.shift) == ("day", 2)
