"""Publication dates keep their precision and are never made up."""

from datetime import date

import pytest

from sayso.documents.dates import fill_in, parse_date
from sayso.documents.document import Precision, Published, ZoneKind
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
        (f"Kop\n\n28 mei 2024 – {BODY}", Published(date(2024, 5, 28), DAY)),
        (f"Kop\n\nWoensdag 3 april 2024 – {BODY}", Published(date(2024, 4, 3), DAY)),
        (f"Kop\n\n18/02/2023 – {BODY}", Published(date(2023, 2, 18), DAY)),
        (f"Kop\n\nDinsdag 28 mei 2024, 12.30 uur - {BODY}", Published(date(2024, 5, 28), DAY)),
        (f"Kop\n\nVrijdag 31 mei 2024. ‘{BODY}’", Published(date(2024, 5, 31), DAY)),
        (f"Kop\n\n(28 mei 2024) {BODY}", Published(date(2024, 5, 28), DAY)),
        (f"Kop\n\nCherson, 18 juni 2023\n\n{BODY}", Published(date(2023, 6, 18), DAY)),
        (f"Kop\n\nJERUZALEM, 2 april 2024\n\n{BODY}", Published(date(2024, 4, 2), DAY)),
        (f"Kop\n\nLUIK | 22/02/2024\n\n{BODY}", Published(date(2024, 2, 22), DAY)),
        (f"Analyse, 28 augustus 2024\n\nKop\n\n{BODY}", Published(date(2024, 8, 28), DAY)),
        (f"Kop\n\n📍Rafah, 26 april 2024\n\n{BODY}", Published(date(2024, 4, 26), DAY)),
        (
            f"De Veenbode - maandag 18 november 2024 - BUITENLAND - 11\n\nKop\n\n{BODY}",
            Published(date(2024, 11, 18), DAY),
        ),
        (f"KOP MET UITROEPTEKEN!\n\n24 aug. 2024 - {BODY}", Published(date(2024, 8, 24), DAY)),
        (f"Kop\n\nDinsdag 26 maart 2024 – lees hier alles terug\n\n{BODY}", Published(date(2024, 3, 26), DAY)),
        # dates that are about the news
        (f"Kop\n\nOp 28 mei 2024 – een dinsdag – viel de stad. {BODY}", Published()),
        (f"Kop\n\nWoensdag 3 april 2024 vielen er doden. {BODY}", Published()),
        (f"Kop\n\n{BODY}\n\n28 mei 2024 – {BODY}", Published()),
        (f"Kop\n\n24 februari 2022 – {BODY}\n\n2 april 2022 – {BODY}", Published()),
        (f"Kop\n\nKYIV, 3 mei 2023\n\n24 februari 2022 – {BODY}", Published(date(2023, 5, 3), DAY)),
        (f"KYIV, zondag – {BODY}", Published()),
        (f"Kop\n\n08.14 uur\n\n{BODY}", Published()),
        (BODY, Published()),
        (f"{BODY}\n\nEen flat in Cherson. © REUTERS / 2023-12-03\n\n© ANP 2023", Published()),
    ],
)
def test_a_text_says_when_it_was_published_only_in_datelines(text, published):
    assert from_text(text, "x.txt").published == published


@pytest.mark.parametrize("dateline", ["28 mei 2024 –", "Vrijdag 31 mei 2024.", "(28 mei 2024)", "18/02/2023 –"])
def test_a_date_before_the_first_sentence_is_a_zone_of_its_own(dateline):
    document = from_text(f"Kop\n\n{dateline} {BODY}", "x.txt")
    lines = [document.text[z.start : z.end] for z in document.zones if z.kind is ZoneKind.DATELINE]
    assert lines == [dateline]
    assert document.text[slice(*document.blocks[-1])] == BODY


def test_what_is_given_refines_what_the_text_says_but_never_contradicts_it():
    month, day = Published(date(2023, 5, 1), MONTH), Published(date(2023, 5, 17), DAY)
    assert fill_in(Published(), day) == day
    assert fill_in(month, day) == day
    assert fill_in(day, month) == day
    assert fill_in(month, Published(date(2023, 6, 2), DAY)) == month
    assert fill_in(month, None) == month
    assert fill_in(Published(date(2023, 1, 1), YEAR), day) == day
