"""Comparing as a whole: what it comes to does not depend on the order of reading, nor on how a ledger is divided."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import told

from sayso.accounts.compare import blocks, compare
from sayso.accounts.copies import Copies
from sayso.accounts.statements import Statement, statements
from sayso.accounts.values import Comparison, Flag, Grade, RelationKind
from sayso.documents.document import Document
from sayso.reading.claim import Claim

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus" / "accounts"))
from goldclaims import evidence

SETS = ("bakhmut-war", "avdiivka", "gaza", "held-held")


@cache
def corpus(name: str) -> tuple[tuple[Claim, Document], ...]:
    """A set's gold claims, each with its document; ids made unique over the sets."""
    return tuple(
        (replace(claim, id=f"{name} {claim.id}", doc=f"{name}/{claim.doc}"), replace(doc, id=f"{name}/{doc.id}"))
        for claim, doc in evidence(name)
    )


@cache
def whole(name: str) -> Comparison:
    return compared(list(corpus(name)))


def compared(pairs: list[tuple[Claim, Document]]) -> Comparison:
    return compare(statements(pairs), Copies.of({document.id: document for _, document in pairs}.values()))


slow = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(st.sampled_from(SETS), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(name, random):
    pairs = list(corpus(name))
    random.shuffle(pairs)
    made = statements(pairs)
    random.shuffle(made)
    assert compare(made, Copies.of({d.id: d for _, d in pairs}.values())) == whole(name)


@slow
@given(st.sampled_from(SETS), st.randoms(use_true_random=False))
def test_documents_taken_one_by_one_make_the_same_statements(name, random):
    pairs = sorted(corpus(name), key=lambda pair: pair[1].id)
    documents = [list(of) for _, of in groupby(pairs, key=lambda pair: pair[1].id)]
    random.shuffle(documents)
    one_by_one = [statement for of in documents for statement in statements(of)]
    key = lambda s: (s.doc, s.claim.start, s.id)  # noqa: E731
    assert sorted(one_by_one, key=key) == sorted(statements(pairs), key=key)


def test_comparing_everything_is_comparing_each_block():
    pairs = [pair for name in SETS for pair in corpus(name)]
    copies = Copies.of({document.id: document for _, document in pairs}.values())
    every = statements(pairs)
    together = compare(every, copies)
    apart = [compare(members, copies) for members in blocks(every).values()]
    assert set(together.questions) == {q for part in apart for q in part.questions}
    assert set(together.relations) == {r for part in apart for r in part.relations}
    assert together.flags == {claim: flag for part in apart for claim, flag in part.flags.items()}


def test_a_block_is_known_from_its_document_alone():
    pairs = [pair for name in SETS for pair in corpus(name)]
    of_all = {s.id: key for key, members in blocks(statements(pairs)).items() for s in members}
    by_document: dict[str, list[tuple[Claim, Document]]] = {}
    for claim, document in pairs:
        by_document.setdefault(document.id, []).append((claim, document))
    for of in by_document.values():
        for key, members in blocks(statements(of)).items():
            assert all(of_all[s.id] == key for s in members)


def test_every_claim_stands_in_one_question_and_in_one_of_its_origins():
    for name in SETS:
        made = whole(name)
        claims = [claim for question in made.questions for claim in question.claims]
        assert sorted(claims) == sorted(claim.id for claim, _ in corpus(name))
        for question in made.questions:
            assert sorted(c for origin in question.origins for c in origin.claims) == sorted(question.claims)
        assert set(made.flags) == set(claims)


def test_every_pair_has_one_relation_and_a_question_that_holds_one_of_its_claims():
    for name in SETS:
        made = whole(name)
        claims = {question.id: set(question.claims) for question in made.questions}
        pairs = [frozenset((r.a, r.b)) for r in made.relations]
        assert len(pairs) == len(set(pairs))
        for relation in made.relations:
            assert {relation.a, relation.b} & claims[relation.question]
            assert relation.why.endswith(".")
            if relation.kind in (RelationKind.REPEATS, RelationKind.AGREES, RelationKind.DIFFERS):
                assert relation.a < relation.b
            if relation.kind is RelationKind.PART_OF:
                assert relation.b in claims[relation.question]


def test_ids_do_not_repeat():
    made = compared([pair for name in SETS for pair in corpus(name)])
    assert len({question.id for question in made.questions}) == len(made.questions)


def test_one_more_report_of_another_war_leaves_a_question_as_it_was():
    pairs = list(corpus("bakhmut-war"))
    more = compared([*pairs, *corpus("gaza")])
    assert set(whole("bakhmut-war").questions) <= set(more.questions)


# What texts say, in small


def of(*texts: tuple[Claim, Document]) -> tuple[Comparison, dict[str, Statement]]:
    pairs = list(texts)
    return compared(pairs), {s.id: s for s in statements(pairs)}


def relations(made: Comparison) -> dict[tuple[str, str], str]:
    return {(r.a, r.b): str(r.kind) for r in made.relations}


def test_two_sides_that_differ_make_a_contested_question():
    made, _ = of(
        told("a", "De Oekraïense staf meldt [200] dode Russen bij Bachmoet.", speaker="UA", side="RU"),
        told("b", "Moskou spreekt van [50] dode Russen bij Bachmoet.", speaker="RU", side="RU"),
    )
    (question,) = made.questions
    assert relations(made) == {("a", "b"): "differs"}
    assert (question.grade, question.reports, len(question.origins)) == (Grade.CONTESTED, 2, 2)
    assert made.flags == {"a": Flag.INTERESTED, "b": Flag.ADMISSION}
    assert (question.estimate.low, question.estimate.best, question.estimate.high) == (50, 50, 200)
    assert question.label == "Russian soldiers killed at Bakhmut, 10 March 2023"


def test_a_side_that_gives_its_own_losses_admits_them():
    made, _ = of(told("a", "Moskou spreekt van [50] dode Russen bij Bachmoet.", speaker="RU", side="RU"))
    assert made.questions[0].grade is Grade.ADMITTED


def test_a_village_in_its_province_is_part_of_it():
    made, by_id = of(
        told("a", "Er vielen [2] doden.", speaker="UA", side="civilians", place="Chasiv Yar"),
        told("b", "In heel Donetsk vielen [7] doden.", speaker="UA", side="civilians", place="Donetsk Oblast"),
    )
    assert relations(made) == {("a", "b"): "part_of"}
    (relation,) = made.relations
    assert relation.question == next(q.id for q in made.questions if "b" in q.claims)
    assert by_id["a"].block == by_id["b"].block


def test_a_part_larger_than_its_whole_differs():
    made, _ = of(
        told("a", "Er vielen [9] doden.", speaker="UA", side="civilians", place="Chasiv Yar"),
        told("b", "In heel Donetsk vielen [7] doden.", speaker="RU", side="civilians", place="Donetsk Oblast"),
    )
    assert relations(made) == {("a", "b"): "differs"}


def test_the_same_number_of_another_thing_is_not_related():
    made, _ = of(
        told("a", "Het leger verloor [12] tanks.", speaker="UA", side="RU", kind="equipment_loss", unit="vehicle"),
        told("b", "Er vielen [12] doden.", speaker="UA", side="RU"),
        told(
            "c", "Er werden [12] vrachtwagens vernield.", speaker="US", side="RU", kind="equipment_loss", unit="vehicle"
        ),
    )
    assert made.relations == ()
    assert len(made.questions) == 3


def test_a_rate_and_a_total_are_not_related():
    made, _ = of(
        told("a", "Er sneuvelen [100] man per dag.", speaker="UA", side="RU", per="day"),
        told("b", "Er sneuvelden [700] man.", speaker="US", side="RU"),
    )
    assert made.relations == ()


def test_metres_and_kilometres_are_one_measure():
    made, _ = of(
        told("a", "Wij rukten [700 meter] op.", 700, speaker="UA", side="UA", kind="advance", unit="m"),
        told(
            "b",
            "De Russen trokken zich [0,7 kilometer] terug.",
            0.7,
            speaker="RU",
            side="RU",
            kind="retreat",
            unit="km",
        ),
    )
    assert relations(made) == {("a", "b"): "agrees"}


def test_children_said_to_be_among_the_dead_are_part_of_them():
    text = "Er vielen [12] doden, onder wie [3] kinderen."
    made, _ = of(
        told("a", text, 12, speaker="UA", side="civilians"),
        told("b", text, 3, nth=1, speaker="UA", side="civilians", doc="a"),
    )
    assert relations(made) == {("b", "a"): "part_of"}


def test_a_count_that_rises_updates_the_one_before():
    made, _ = of(
        told("a", "Bij de raketaanval op de markt vielen [5] doden.", speaker="UA", side="civilians"),
        told(
            "b", "Het dodental van de aanval is opgelopen tot [8].", speaker="UA", side="civilians", said="2023-03-12"
        ),
    )
    assert relations(made) == {("b", "a"): "updates"}
    (question,) = made.questions
    assert question.estimate.best == 8


def test_a_denial_and_what_it_rejects():
    made, _ = of(
        told("a", "Kiev spreekt van [500] doden.", speaker="UA", side="RU"),
        told("b", "Moskou ontkent dat er [500] man omkwam.", speaker="RU", side="RU", polarity="denied"),
    )
    assert relations(made) == {("b", "a"): "denies"}
    (question,) = made.questions
    assert question.grade is Grade.CONTESTED
    assert question.estimate.best == 500


def test_other_days_are_another_question():
    made, _ = of(
        told("a", "Er sneuvelden [200] Russen.", speaker="UA", side="RU", days=("2023-03-10", "2023-03-10")),
        told("b", "Er sneuvelden [200] Russen.", speaker="UA", side="RU", days=("2023-04-10", "2023-04-10")),
    )
    assert made.relations == ()
    assert len(made.questions) == 2
