"""Publication dates keep their precision and are never made up."""

from datetime import date

import pytest

from sayso.documents.dates import fill_in, parse_date
from sayso.documents.document import Precision, Published
from sayso.documents.text import from_text

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
BODY = "De generaal zei dat op 24 februari 2022 zeker veertig militairen zijn gedood. De gouverneur sprak dat tegen."


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("2023-05-24", date(2023, 5, 24), DAY),
        ("2023-05-24T10:30:00+02:00", date(2023, 5, 24), DAY),
        ("2023-05", date(2023, 5, 1), MONTH),
        ("2023", date(2023, 1, 1), YEAR),
        ("24-05-2023", date(2023, 5, 24), DAY),
        ("24/5/2023 om 10:30", date(2023, 5, 24), DAY),
        ("24-05-23", date(2023, 5, 24), DAY),
        ("Woensdag 24 mei 2023", date(2023, 5, 24), DAY),
        ("May 24, 2023", date(2023, 5, 24), DAY),
        ("mei 2023", date(2023, 5, 1), MONTH),
        ("1 sept. 2022", date(2022, 9, 1), DAY),
    ],
)
def test_dates_are_read_with_their_precision(words, day, precision):
    assert parse_date(words) == Published(day, precision)


@pytest.mark.parametrize(
    "words", ["", None, "gisteren", "woensdag", "24 mei", "2023-13-40", "31 april 2023", "2023-05-", "x"]
)
def test_no_date_is_made_up(words):
    assert parse_date(words) == Published()


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f" date 2023-05 {BODY}", Published(date(2023, 5, 1), MONTH)),
        (f"date 2023-05-17 {BODY}", Published(date(2023, 5, 17), DAY)),
        (f"Kop\n\nWoensdag 24 mei 2023\n\n{BODY}", Published(date(2023, 5, 24), DAY)),
        (f"KYIV, zondag 11 juni 2023. {BODY}", Published(date(2023, 6, 11), DAY)),
        (f"Kop\n\n12-06-23, 10:30\n\n{BODY}", Published(date(2023, 6, 12), DAY)),
        (f"KYIV, zondag – {BODY}", Published()),
        (f"Kop\n\n08.14 uur\n\n{BODY}", Published()),
        (BODY, Published()),
        (f"{BODY}\n\nEen flat in Cherson. © REUTERS / 2023-12-03\n\n© ANP 2023", Published()),
    ],
)
def test_a_text_says_when_it_was_published_only_in_datelines(text, published):
    assert from_text(text, "x.txt").published == published


def test_what_is_given_refines_what_the_text_says_but_never_contradicts_it():
    month, day = Published(date(2023, 5, 1), MONTH), Published(date(2023, 5, 17), DAY)
    assert fill_in(Published(), day) == day
    assert fill_in(month, day) == day
    assert fill_in(day, month) == day
    assert fill_in(month, Published(date(2023, 6, 2), DAY)) == month
    assert fill_in(month, None) == month
    assert fill_in(Published(date(2023, 1, 1), YEAR), day) == day
