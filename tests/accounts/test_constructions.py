"""What a text says of its figures besides the figures: what is broken down, what is rejected, what is some of what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import told

from sayso.accounts.stored import compare_evidence
from sayso.accounts.values import RelationKind


def relations(*claims):
    """The relations of figures in one text, and in others, as (a, kind, b)."""
    return {(r.a, r.kind, r.b) for r in compare_evidence(claims).relations}


def text(words, count, language="nl"):
    """All figures of one text, which one speaker gives, by the ids a, b, c …"""
    every = [told("abcdef"[n], words, doc="text", nth=n, side="civilians", speaker="Jan") for n in range(count)]
    return [(claim, replace(document, language=language)) for claim, document in every]


PART = RelationKind.PART_OF


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("In het dorp zijn [131] mensen gedood: [102] mannen, [17] vrouwen en [12] kinderen.", "nl"),
        ("Er vielen [131] doden, [102] door kogels, [17] door granaten en [12] door brand.", "nl"),
        ("They counted [131] dead in the village: [102] by gunfire, [17] by shells and [12] in a fire.", "en"),
    ],
)
def test_what_adds_up_to_a_figure_are_its_parts(words, language):
    found = relations(*text(words, 4, language))
    assert {(part, PART, "a") for part in "bcd"} <= found
    assert not [pair for pair in found if "a" not in (pair[0], pair[2])]


def test_what_does_not_add_up_is_no_part_for_that():
    words = "Er vielen [131] doden, [90] door kogels en [17] door granaten."
    assert not {("b", PART, "a"), ("c", PART, "a")} & relations(*text(words, 3))


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Op de markt vielen [40] doden, en [13] van de doden waren van één gezin.", "nl"),
        ("Op de markt vielen [40] doden, en [13] van de slachtoffers waren van één gezin.", "nl"),
        ("The strike killed [40] people, and [13] of the dead were of one family.", "en"),
        ("The strike killed [40] people, and [13] of the victims were of one family.", "en"),
    ],
)
def test_some_of_the_dead_are_a_part_of_them(words, language):
    assert relations(*text(words, 2, language)) == {("b", PART, "a")}


def test_a_denial_is_about_whom_it_rejects():
    said = told("a", "In de kliniek zijn [460] patiënten vermoord.", side="civilians", speaker="Jan", doc="x")
    no = told("b", "Er zijn geen [460] mensen gestorven.", side="civilians", speaker="RU", polarity="denied", doc="x")
    later = replace(no[0], start=200, end=203), no[1]
    assert relations(said, later) == {("b", RelationKind.DENIES, "a")}


def test_a_toll_is_of_all_whoever_was_counted_before():
    words = "Bij de aanval zijn [35] kinderen gedood. Het dodental van het dorp is opgelopen tot [104]."
    assert relations(*text(words, 2)) == {("a", PART, "b")}


def test_that_they_are_prisoners_says_nothing_of_who_they_were():
    taken = told("a", "Wij namen [500] soldaten gevangen.", side="RU", speaker="UA", kind="captured")
    denied = told(
        "b", "De [500] gevangenen zijn verzonnen.", side="RU", speaker="RU", kind="captured", polarity="denied"
    )
    assert relations(taken, denied) == {("b", RelationKind.DENIES, "a")}


def test_anothers_rounded_figure_does_not_keep_a_copy_from_being_one():
    passage = (
        "Het leger heeft in de noordelijke heuvels rond het stuwmeer in negen dagen [259] schuttersputten heroverd"
    )
    other = told("b", f"{passage}. Waarnemers houden het op zo'n [250].", side="UA", speaker="Jan", doc="x", nth=1)
    other = replace(other[0], quantity=replace(other[0].quantity, approx=True)), other[1]
    first = told("a", f"{passage}. Waarnemers houden het op zo'n [250].", side="UA", speaker="RU", doc="x")
    again = told("c", f"{passage}.", side="UA", speaker=None)
    assert ("a", RelationKind.REPEATS, "c") in relations(first, other, again)


def killed(id, amount, **slots):
    return told(id, f"Volgens de burgemeester zijn er [{amount}] doden.", side="civilians", **slots)


def test_a_count_of_one_day_in_one_town_rises():
    first, later = killed("a", 29, speaker="RU"), killed("b", 100, speaker="Jan", said="2023-03-20")
    assert relations(first, later) == {("b", RelationKind.UPDATES, "a")}


@pytest.mark.parametrize("slots", [{"side": "UA"}, {"place": "Ukraine"}, {"days": ("2023-03-01", "2023-03-10")}])
def test_a_count_of_soldiers_of_a_country_or_of_many_days_is_no_incident(slots):
    words = "Er zijn volgens hem [29] doden.", "Er zijn volgens hem [100] doden."
    given = {"side": "civilians", **slots}
    first = told("a", words[0], speaker="Piet", **given)
    later = told("b", words[1], speaker="Jan", said="2023-03-20", **given)
    assert relations(first, later) == {("a", RelationKind.DIFFERS, "b")}


def test_before_the_war_is_one_question_whenever_it_is_said():
    words = "Voor de oorlog woonden er in de stad [70.000] mensen."
    slots = {"side": "civilians", "kind": "population", "days": None}
    early = told("a", words, speaker="Jan", said="2022-08-01", **slots)
    late = told("b", words, speaker="Piet", said="2023-09-01", **slots)
    assert relations(early, late) == {("a", RelationKind.AGREES, "b")}


def fewer(told_claim):
    """A claim as the reader has it whose words are "no 40": at most so many."""
    claim, document = told_claim
    return replace(claim, quantity=replace(claim.quantity, low=None)), document


def test_none_of_so_many_rejects_what_another_asserts():
    words = "Er zijn [40] mensen gedood, zegt Jan. ‘Er zijn er geen [40] gedood’, zegt het ministerie."
    asserted = told("a", words, side="civilians", speaker="Jan", doc="x")
    none = fewer(told("b", words, side="civilians", speaker="RU", doc="x", nth=1))
    assert relations(asserted, none) == {("b", RelationKind.DENIES, "a")}


def test_none_of_so_many_rejects_what_another_text_asserts():
    asserted = told("a", "Er zijn [40] mensen gedood.", side="civilians", speaker="Jan")
    none = fewer(told("b", "‘Er zijn daar geen [40] mensen gedood.’", side="civilians", speaker="RU"))
    assert relations(asserted, none) == {("b", RelationKind.DENIES, "a")}


@pytest.mark.parametrize("words", ["Er zijn nog geen [40] mensen gedood.", "Er zijn hooguit [40] mensen gedood."])
def test_a_bound_is_no_denial(words):
    asserted = told("a", "Er zijn [40] mensen gedood.", side="civilians", speaker="Jan")
    bound = fewer(told("b", words, side="civilians", speaker="RU"))
    assert relations(asserted, bound) == {("a", RelationKind.AGREES, "b")}


def test_none_of_so_many_that_nobody_asserts_are_fewer():
    asserted = told("a", "Er zijn [30] mensen gedood.", side="civilians", speaker="Jan")
    bound = fewer(told("b", "Er zijn geen [40] mensen gedood.", side="civilians", speaker="RU"))
    assert relations(asserted, bound) == {("a", RelationKind.AGREES, "b")}
