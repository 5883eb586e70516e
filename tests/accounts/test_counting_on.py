"""Counts that go on: what replaces what, what can't be called a rise, and what only recalls an earlier figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import told

from sayso.accounts.stored import compare_evidence
from sayso.accounts.values import RelationKind

UPDATES, DIFFERS, AGREES, REPEATS, PART = (
    RelationKind.UPDATES,
    RelationKind.DIFFERS,
    RelationKind.AGREES,
    RelationKind.REPEATS,
    RelationKind.PART_OF,
)
YEAR, MONTH = ("2023-01-01", "2023-12-31"), ("2023-03-01", "2023-03-31")


def relations(*claims):
    """The relations of the claims as (a, kind, b)."""
    return {(r.a, r.kind, r.b) for r in compare_evidence(claims).relations}


def in_language(language, *claims):
    return [(claim, replace(document, language=language)) for claim, document in claims]


def said(id, words, speaker, **more):
    return told(id, words, side="civilians", speaker=speaker, **more)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Bij de aanval vielen [90] doden, zegt Jan. Een dag eerder sprak een arts nog van [60].", "nl"),
        ("Jan telt [90] doden na de aanval. Twee dagen geleden meldde een arts er [60].", "nl"),
        ("The strike killed [90] people, Jan says. Two days ago a doctor spoke of [60].", "en"),
    ],
)
def test_a_text_that_calls_a_lower_count_earlier_tells_of_a_rise(words, language):
    new, old = said("a", words, "Jan", doc="x"), said("b", words, "Piet Post", doc="x", nth=1)
    assert relations(*in_language(language, new, old)) == {("a", UPDATES, "b")}


def test_two_counts_in_one_text_differ_where_it_calls_neither_earlier():
    words = "Bij de aanval vielen [90] doden, zegt Jan. Een arts heeft er [60] gezien."
    assert relations(said("a", words, "Jan", doc="x"), said("b", words, "Piet Post", doc="x", nth=1)) == {
        ("a", DIFFERS, "b")
    }


def test_for_the_first_time_makes_no_figure_an_earlier_one():
    words = "Bij de aanval vielen [90] doden, zegt Jan. Kees Kok noemde voor het eerst een getal: [60] doden."
    assert relations(said("a", words, "Jan", doc="x"), said("b", words, "Kees Kok", doc="x", nth=1)) == {
        ("a", DIFFERS, "b")
    }


def test_at_most_is_no_count_that_rose():
    first = said("a", "Bij de aanval vielen [53] doden.", "Jan", said="2023-03-11")
    claim, document = said("b", "Bij de aanval vielen hooguit [70] doden.", "Piet Post", said="2023-03-14")
    most = replace(claim, quantity=replace(claim.quantity, low=None)), document
    assert relations(first, most) == {("a", AGREES, "b")}


@pytest.mark.parametrize("days", [MONTH, YEAR])
def test_what_a_month_or_a_year_cost_does_not_rise(days):
    first = said("a", "Bij luchtaanvallen, de zwaarste aanval daarbij, vielen [210] doden.", "Jan", days=days)
    later = said("b", "De aanval en andere kostten [245] doden.", "Piet Post", days=days, said="2024-02-01")
    assert relations(first, later) == {("a", DIFFERS, "b")}


def test_an_earlier_figure_that_is_recalled_later_is_still_the_older():
    new = said("a", "ACLED telde [740] doden.", "ACLED", days=YEAR, said="2024-01-09")
    words = "ACLED telt [740] doden. Een maand geleden telde ACLED er [710]."
    again = said("b", words, "ACLED", doc="x", days=YEAR, said="2024-01-20")
    old = said("c", words, "ACLED", doc="x", nth=1, days=YEAR, said="2024-01-20")
    found = relations(new, again, old)
    assert {("a", UPDATES, "c"), ("b", UPDATES, "c"), ("a", REPEATS, "b")} == found


@pytest.mark.parametrize(
    ("first", "later", "language", "kind"),
    [
        ("een reddingswerker", "Aanvankelijk had een hulpverlener het over [53] doden.", "nl", REPEATS),
        ("a rescue worker", "At first a medic spoke of [53] dead.", "en", REPEATS),
        ("een reddingswerker", "Een hulpverlener heeft het over [53] doden.", "nl", AGREES),
        ("Jan Jansen", "Aanvankelijk had een hulpverlener het over [53] doden.", "nl", AGREES),
    ],
)
def test_somebody_unnamed_who_is_recalled_is_who_said_it_before(first, later, language, kind):
    one = said("a", "[53]", first, said="2023-03-11")
    other = said("b", later, "een hulpverlener" if language == "nl" else "a medic", said="2023-03-12")
    assert relations(*in_language(language, one, other)) == {("a", kind, "b")}


def test_some_of_those_whom_one_text_counts_are_some_of_all_who_are_counted():
    words = "Bij de aanval vielen [33] doden, onder wie [5] artsen."
    first = said("a", "Bij de aanval vielen [31] doden.", "Jan")
    later = said("b", words, "Piet Post", doc="x", said="2023-03-12", days=None)
    some = said("c", words, "Piet Post", doc="x", said="2023-03-12", days=None, nth=1)
    assert {("c", PART, "a"), ("c", PART, "b")} <= relations(first, later, some)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Op de binnenplaats lagen [20] lichamen onder dekens.", "nl"),
        ("In de school liggen nog [20] lijken.", "nl"),
        ("[20] bodies lay in the yard.", "en"),
    ],
)
def test_the_bodies_that_somebody_saw_are_not_all(words, language):
    total = said("a", "Bij de aanval vielen [31] doden.", "Jan")
    seen = said("b", words, "Piet Post", said="2023-03-12")
    assert relations(*in_language(language, total, seen)) == {("b", PART, "a")}


@pytest.mark.parametrize(("pronoun", "language"), [("Het", "nl"), ("Hij", "nl"), ("It", "en"), ("She", "en")])
def test_a_pronoun_at_the_head_of_a_sentence_is_no_name(pronoun, language):
    def by(id, text, name, value):
        claim, document = said(id, value, text, doc=id)
        return replace(claim, source=(replace(claim.source[0], text=text, name=name),)), document

    one, other = by("a", pronoun, "het crisiscentrum", "[30]"), by("b", pronoun, "de brandweer", "[40]")
    assert relations(*in_language(language, one, other)) <= {("a", DIFFERS, "b"), ("b", UPDATES, "a")}
    same = by("c", pronoun, "Justitie Nu", "[30]"), by("d", "Justitie Nu", "Justitie Nu", "[30]")
    assert relations(*in_language(language, *same)) == {("c", REPEATS, "d")}


def test_days_of_a_publication_lie_in_a_year_that_holds_them():
    part = said("a", "Er vielen [20] doden.", "Jan", days=None)
    whole = said("b", "In het hele jaar vielen [900] doden.", "Piet Post", days=YEAR, said="2024-01-10")
    assert relations(part, whole) == {("a", PART, "b")}


@pytest.mark.parametrize(
    ("kind", "days", "later"),
    [
        ("displaced", None, None),
        ("displaced", ("2023-03-08", "2023-03-10"), ("2023-03-08", "2023-03-13")),
        ("killed", ("2023-03-08", "2023-03-10"), ("2023-03-08", "2023-03-13")),
    ],
)
def test_who_flees_a_town_or_dies_since_some_days_ago_is_counted_on(kind, days, later):
    def counted(id, number, speaker, days, said):
        claim, document = told(
            id, f"[{number}]", side="civilians", speaker=speaker, kind=kind, place="Goma", days=days, said=said
        )
        period = replace(claim.period, cumulative=True) if claim.period else None
        return replace(claim, period=period), document

    first = counted("a", 4000, "Jan", days, "2023-03-10")
    second = counted("b", 9000, "Piet Post", later, "2023-03-13")
    assert relations(first, second) == {("b", UPDATES, "a")}


@pytest.mark.parametrize(("place", "since"), [("Goma", "2022-11-01"), ("Goma", None)])
def test_totals_of_a_long_time_by_two_counters_differ(place, since):
    def counted(id, number, speaker, until):
        slots = {"kind": "displaced", "place": place, "days": ("2023-01-01", until), "said": until}
        claim, document = told(id, f"[{number}]", side="civilians", speaker=speaker, **slots)
        return replace(claim, period=replace(claim.period, start=since, cumulative=True)), document

    first, second = counted("a", 4000, "Jan", "2023-03-10"), counted("b", 9000, "Piet Post", "2023-03-13")
    assert relations(first, second) == {("a", DIFFERS, "b")}
