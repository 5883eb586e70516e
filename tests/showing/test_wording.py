"""Figures, days and speakers in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from ledger_samples import claims, sample
from sayso.accounts.values import Estimate, Flag, Grade, Origin, Question
from sayso.documents.document import Precision, Published
from sayso.reading.claim import Claim, Party, Period, Quantity
from sayso.showing import wording


def quantity(low: float | None, high: float | None, unit: str = "person", **more: object) -> Quantity:
    return Quantity("", low, high, bool(more.get("approx")), unit, more.get("per"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (quantity(200, None), "≥ 200 people"),
        (quantity(None, 2, "km"), "≤ 2 km"),
        (quantity(1, 1), "1 person"),
        (quantity(12000, 12000), "12 000 people"),
        (quantity(20000, 30000), "20 000–30 000 people"),
        (quantity(3, 3, "km2", approx=True), "≈ 3 km²"),
        (quantity(None, 50, approx=True), "≤ ≈ 50 people"),
        (quantity(300, None, approx=True), "≥ ≈ 300 people"),
        (quantity(20, 30, approx=True), "≈ 20–30 people"),
        (quantity(33.333, 33.333, "percent"), "33.33 %"),
        (quantity(6000, 6000, "shell", per="day"), "6 000 shells a day"),
        (quantity(4, 4, "item"), "4"),
        (quantity(None, None, "barrel"), "? barrel"),
    ],
)
def test_figures(given: Quantity, words: str) -> None:
    assert wording.figure(given).replace(wording.SPACE, " ") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"), (12000, "12 000"), (-3, "-3"), (2.5, "2.5"), (0.05, "0.05"), (0.0012, "0.0012"), (33.333333, "33.33"),
        (250_000 / 30.4, "8 220"), (1e8 / 30.4, "3 290 000"), (1234.56, "1 234.56"), (1 / 3, "0.33"),
        (1e307, f"{int(1e307):,}".replace(",", " ")),
    ],
)  # fmt: skip
def test_numbers(value: float, words: str) -> None:
    assert wording.number(value).replace(wording.SPACE, " ") == words


def test_an_event_has_no_figure() -> None:
    assert wording.figure(None) == "no figure"
    assert wording.figure(Quantity(None, None, None, None, None, None)) == "no figure"  # type: ignore[arg-type]


def asked(unit: str, given: list[float], best: float, *, per: str | None = None) -> Question:
    """A question in `unit` whose origins give these figures."""
    origins = tuple(
        Origin(str(n), "someone", None, Flag.THIRD_PARTY, (), v, v, approx=False, denied=False)
        for n, v in enumerate(given)
    )
    spread = Estimate(min(given), best, max(given), "careful", "")
    of = dict.fromkeys(("affected", "actor", "place", "geonameid", "lat", "lon", "start", "end"))
    return Question("q", "Losses", "damage", unit, per, **of, cumulative=False, claims=(), origins=origins,  # type: ignore[arg-type]
                    grade=Grade.CONTESTED, estimate=spread)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (asked("vehicle", [3, 30000], 15001.5), "15 000 (3–30 000) vehicles"),  # nobody counts halves
        (asked("vehicle", [3, 15001, 30000], 15001), "15 001 (3–30 000) vehicles"),  # somebody gives it
        (asked("vehicle", [1, 2], 1.5), "1–2 vehicles"),
        (asked("vehicle", [1, 2], 1.5, per="day"), "1.5 (1–2) vehicles a day"),
        (asked("vehicle", [1, 4], 2.5), "2 (1–4) vehicles"),
        (asked("vehicle", [15120, 15190], 15155), "15 160 (15 120–15 190) vehicles"),
        (asked("percent", [0.1, 0.2], 0.15), "0.15 (0.1–0.2) %"),
        (asked("km", [7, 8], 7.5), "7.5 (7–8) km"),
    ],
)
def test_a_middle_that_nobody_gives_is_told_no_finer_than_it_is(question: Question, words: str) -> None:
    assert wording.answer(question).replace(wording.SPACE, " ") == words


def test_what_nobody_asserts_has_no_unit() -> None:
    none = Estimate(None, None, None, "careful", "Nobody asserts a figure.")
    assert wording.answer(replace(asked("percent", [5], 5), estimate=none)) == "nothing asserted"


def test_people_go_without_saying_where_people_are_counted() -> None:
    assert wording.figure(quantity(7, 7), "killed") == "7"
    assert wording.figure(quantity(7, 7), "deployment").endswith("people")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-02-18", "2023-02-18", "18 Feb 2023"),
        ("2023-03-01", "2023-03-12", "1–12 Mar 2023"),
        ("2023-03-01", "2023-03-31", "Mar 2023"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2023-02-27", "2023-03-02", "27 Feb–2 Mar 2023"),
        ("2022-02-24", "2023-03-02", "24 Feb 2022–2 Mar 2023"),
        ("2022-02-24", None, "from 24 Feb 2022"),
        (None, "2023-03-02", "to 2 Mar 2023"),
        (None, None, ""),
        ("geen dag", "2023-02-31", ""),
    ],
)
def test_periods(start: str | None, end: str | None, words: str) -> None:
    assert wording.period(Period(start, end, 1, "")) == words


def test_a_month_is_not_a_day() -> None:
    day = date(2023, 5, 1)
    words = [wording.published(Published(day, precision)) for precision in Precision]
    assert words == ["1 May 2023", "May 2023", "2023", ""]


def test_who_says_it_and_through_whom() -> None:
    document, reading = sample()
    outlet, army, prigozhin, both = (wording.says(claim, document) for claim in reading.claims)
    assert outlet == (wording.Who(None, "De Proefkrant"), "")
    assert str(army[0]) == "UA Ukrainian army"
    assert prigozhin[0].words == "Jevgeni Prigozjin"
    assert both == (wording.Who("RU", "Jevgeni Prigozjin"), "Agence France-Presse")


def test_pronouns_give_way_to_names() -> None:
    assert wording.who(Party("RU", "wagner", "Wagner", "ons", 3, 6)).words == "Wagner"
    assert wording.who(Party("RU", None, "Russia", "Russische soldaten", 3, 20)).words == "Russische soldaten"
    assert str(wording.who(Party("UA+civilians", None, None, None, None, None))) == "UA+civilians"
    assert not str(wording.who(None))


def test_firmness() -> None:
    _, reading = sample()
    claim = reading.claims[2]
    assert wording.firmness(claim) == "stated"
    assert wording.firmness(replace(claim, certainty="hedged", verification="unverified")) == "hedged · unverified"
    assert wording.firmness(replace(claim, polarity="denied")) == "denied"
    assert wording.firmness(replace(claim, polarity="denied", certainty="hedged")) == "denied · hedged"


@settings(deadline=None)
@given(claims)
def test_any_claim_can_be_worded(claim: Claim) -> None:
    assert wording.figure(claim.quantity)
    wording.period(claim.period)
    assert wording.firmness(claim)
    wording.says(claim)
