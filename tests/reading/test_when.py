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
from sayso.packs import load_pack
from sayso.reading.when import Periods

MONDAY = Published(date(2023, 12, 4), Precision.DAY)
DECEMBER = Published(date(2023, 12, 1), Precision.MONTH)


def parsed(text: str, published: Published, language: str = "nl") -> tuple[Doc, Document]:
    try:
        bundled = pipeline(language)
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", published=published, language=language)
    return bundled.parse(document), document


def period_of(
    text: str, number: str, published: Published = MONDAY, kind: str | None = None, language: str = "nl"
) -> tuple[str | None, str | None] | None:
    doc, document = parsed(text, published, language)
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


@pytest.mark.parametrize(
    ("text", "number", "first", "last"),
    [
        ("Zondag werd de brug geraakt. Die dag kwamen 3 mensen om.", "3", "2023-12-03", "2023-12-03"),
        ("Zaterdag viel het dorp. Een dag later sneuvelden daar 30 soldaten.", "30", "2023-12-03", "2023-12-03"),
        ("In november viel er sneeuw. In diezelfde maand stierven er 51 burgers.", "51", "2023-11-01", "2023-11-30"),
        (
            "Sinds 7 oktober zijn er 15.899 mensen gedood. Daarvan waren er 4000 kind.",
            "4000",
            "2023-10-07",
            "2023-12-04",
        ),
        (
            "Sinds 1 december zijn er 1100 Russen gedood. Daarbovenop kwamen 1500 gewonden.",
            "1500",
            "2023-12-01",
            "2023-12-04",
        ),
        (
            "De staf telt inmiddels 190.960 militairen die sinds 24 februari 2022 zijn uitgeschakeld.",
            "190.960",
            "2022-02-24",
            "2023-12-04",
        ),
        (
            "Zaterdag zijn in het dorp 471 mensen gedood, zegt het ministerie. Zondag had het het nog over 500 doden.",
            "500",
            "2023-12-02",
            "2023-12-02",
        ),
        (
            "Ruim 1.100 Russen dood\n\nDe prijs is hoog. Sinds 1 december zijn er ruim 1.100 Russen gedood.",
            "1.100",
            "2023-12-01",
            "2023-12-04",
        ),
        ("Hij sprak van 535 doden bij de stad op zaterdag 2 december.", "535", "2023-12-02", "2023-12-02"),
    ],
)
def test_days_that_other_words_of_the_text_give(text: str, number: str, first: str, last: str) -> None:
    assert period_of(text, number) == (first, last)


def test_a_new_incident_is_no_part_of_the_total_before_it() -> None:
    text = "Sinds 7 oktober zijn er 15.899 mensen gedood. Bij een aanval op die school kwamen 40 mensen om."
    assert period_of(text, "40") is None


def test_the_dates_of_an_old_count_are_not_those_of_the_event() -> None:
    assert period_of("Het leger zwijgt. Zondag stond de teller nog op 112 doden.", "112") is None


def test_the_event_of_the_lead_outlives_a_running_total() -> None:
    text = (
        "Bij een aanval op een school zijn zondag 63 soldaten gedood. Zo veel verloor het leger sinds 1 oktober niet."
        "\n\nDe brandweer bluste de brand.\n\nZes raketten zijn daarbij afgevuurd."
    )
    assert period_of(text, "Zes") == ("2023-12-03", "2023-12-03")


def test_a_total_so_far_has_only_an_end() -> None:
    doc, document = parsed("Tot nu toe zijn in het massagraf 283 lichamen gevonden.", MONDAY)
    period = Periods(doc, document).period(next(t for t in doc if t.text == "283"))
    assert period is not None
    assert (period.start, period.end, period.precision, period.cumulative) == (None, "2023-12-04", 5, True)


def test_a_pack_knows_since_when_a_war_is_counted() -> None:
    doc, document = parsed("Sinds het begin van de invasie zijn 31.000 militairen gesneuveld.", MONDAY)
    period = Periods(doc, document, load_pack("ukraine").events).period(next(t for t in doc if t.text == "31.000"))
    assert period is not None
    assert (period.start, period.end, period.precision) == ("2022-02-24", "2023-12-04", 5)
    assert period.cumulative
    assert period.text == "Sinds het begin van de invasie"


def test_a_word_parted_by_a_line_break_is_one_day() -> None:
    lines = [
        "De Russen hebben in de nacht van zater-",
        "dag op zondag volgens de luchtmacht 57",
        "drones op de havenstad afgevuurd, waar",
        "een deel van de stroom uitviel door de",
        "schade aan een centrale bij de rivier.",
    ]
    assert period_of("\n".join(lines), "57") == ("2023-12-02", "2023-12-03")


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


def test_a_day_right_behind_an_event_is_when_it_happened_whoever_confirms_it() -> None:
    text = "The ministry has confirmed 19 deaths in a strike on Sunday morning on a camp, half the number first given."
    assert period_of(text, "19", language="en") == ("2023-12-03", "2023-12-03")
    assert period_of("The ministry said on Sunday that 19 people had died.", "19", language="en") is None


def test_english_words_that_only_look_like_months_and_days() -> None:
    assert period_of("The toll of 40 dead may rise.", "40", language="en") is None
    assert period_of("They sat in the sun when 40 shells fell.", "40", language="en") is None
    assert period_of("In May 40 shells fell.", "40", language="en") == ("2023-05-01", "2023-05-31")


def test_how_things_stand_has_no_date_of_another_clause() -> None:
    text = "In het ziekenhuis, dat 350 bedden heeft, werden zondag 70 gewonden behandeld."
    assert period_of(text, "350", kind="strength") is None
    assert period_of(text, "70", kind="wounded") == ("2023-12-03", "2023-12-03")


def test_a_day_right_behind_a_figure_is_its_own() -> None:
    text = "Sinds 1 november sneuvelden 188 militairen, van wie 12 afgelopen nacht."
    assert period_of(text, "12") == ("2023-12-03", "2023-12-04")
    assert period_of(text, "188") == ("2023-11-01", "2023-12-04")


def test_days_later_are_not_later_than_the_text() -> None:
    text = "Zondag viel het dorp. Twee dagen later sneuvelden daar 30 soldaten."
    assert period_of(text, "30") is None
    assert period_of(text.replace("Zondag", "Donderdag"), "30") == ("2023-12-02", "2023-12-02")
