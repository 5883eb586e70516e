"""Which days a figure covers: its own date, the event's, and none where nothing follows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.documents.document import Document, Precision, Published
from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.reading.when import Periods

MONDAY = Published(date(2023, 12, 4), Precision.DAY)
DECEMBER = Published(date(2023, 12, 1), Precision.MONTH)


def parsed(text: str, published: Published) -> tuple[Doc, Document]:
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", published=published, language="nl")
    return bundled.parse(document), document


def period_of(
    text: str, number: str, published: Published = MONDAY, kind: str | None = None
) -> tuple[str | None, str | None] | None:
    doc, document = parsed(text, published)
    period = Periods(doc, document).period(next(t for t in doc if t.text == number), kind)
    return (period.start, period.end) if period else None


@pytest.mark.parametrize(
    ("text", "number", "first", "last"),
    [
        ("De brigade heeft in november 310 man verloren.", "310", "2023-11-01", "2023-11-30"),
        ("Bij de aanval zijn zondag 2 burgers gedood.", "2", "2023-12-03", "2023-12-03"),
        ("De luchtafweer schoot afgelopen nacht 18 drones neer.", "18", "2023-12-03", "2023-12-04"),
        ("In april 2022 kwamen er 51 mensen om.", "51", "2022-04-01", "2022-04-30"),
        ("Op 7 oktober werden 250 mensen ontvoerd.", "250", "2023-10-07", "2023-10-07"),
        ("Sinds 7 oktober zijn er 15.899 mensen gedood.", "15.899", "2023-10-07", "2023-12-04"),
    ],
)
def test_the_date_in_the_clause(text: str, number: str, first: str, last: str) -> None:
    assert period_of(text, number) == (first, last)


def test_a_total_since_a_day_is_cumulative() -> None:
    doc, document = parsed("Sinds 7 oktober zijn er 15.899 mensen gedood.", MONDAY)
    period = Periods(doc, document).period(next(t for t in doc if t.text == "15.899"))
    assert period is not None
    assert period.cumulative
    assert period.text == "7 oktober"


def test_the_event_of_the_sentence_before_carries() -> None:
    text = "Bij een aanval op een school zijn zondag 4 kinderen gedood. Zeven anderen raakten gewond."
    assert period_of(text, "Zeven") == ("2023-12-03", "2023-12-03")


def test_when_it_was_said_is_not_when_it_happened() -> None:
    assert period_of("De generaal zei zondag dat er 400 soldaten zijn gedood.", "400") is None


def test_how_things_stand_does_not_carry() -> None:
    text = "Zondag werd de fabriek beschoten. In de kelders zitten nog 1000 burgers vast."
    assert period_of(text, "1000") is None


def test_a_month_does_not_tell_which_sunday() -> None:
    assert period_of("Bij de aanval zijn zondag 2 burgers gedood.", "2", DECEMBER) is None


def test_a_strength_has_only_its_own_date() -> None:
    text = "Zondag viel het leger aan. Het telde 5000 man."
    assert period_of(text, "5000", kind="strength") is None


WORDS = [
    "zondag",
    "12",
    "doden",
    "sinds",
    "7",
    "oktober",
    "2023",
    "zei",
    ".",
    "\n\n",
    "🙂",
    "e\u0301",
    "in",
    "november",
    "nacht",
    "van",
    "op",
    "\r\n",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_text_gives_periods_that_begin_before_they_end(words: list[str]) -> None:
    doc, document = parsed(" ".join(words), MONDAY)
    periods = Periods(doc, document)
    for t in doc:
        period = periods.period(t)
        if period is not None and period.start is not None and period.end is not None:
            assert period.start <= period.end
            step = periods.explain(t)
            assert step is not None
            assert step.evidence is not None
            assert document.text[step.evidence.start : step.evidence.end] == step.evidence.text == period.text
