"""A comparison kept in a ledger: the same however the documents came in, and only what changed is made again."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts_samples import Said, report, reports
from sayso.accounts import stored
from sayso.accounts.stored import compare_evidence, compare_ledger, compare_until, up_to_date
from sayso.accounts.values import Comparison, Grade
from sayso.documents.document import Document
from sayso.ledger import Ledger
from sayso.reading.claim import Reading

DOCUMENTS = reports()


def _fill(path: Path, documents: list[tuple[Document, Reading]]) -> Ledger:
    ledger = Ledger.open(path)
    for document, reading in documents:
        ledger.store(document, reading)
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return _fill(tmp_path / "ledger.sqlite", DOCUMENTS)


def _at_hand(documents: list[tuple[Document, Reading]]) -> Comparison:
    return compare_evidence((claim, document) for document, reading in documents for claim in reading.claims)


def test_what_is_kept_is_what_comparing_gives(ledger: Ledger) -> None:
    assert ledger.compared() is None
    assert not up_to_date(ledger)
    done = compare_ledger(ledger)
    made = _at_hand(DOCUMENTS)
    assert ledger.comparison() == made
    assert (done.documents, done.gone, done.questions) == (12, 0, len(made.questions))
    assert done.written == len(made.questions)
    assert up_to_date(ledger)
    assert any(question.grade is Grade.CONTESTED for question in made.questions)
    assert made.relations


def test_claims_know_their_question_afterwards(ledger: Ledger) -> None:
    assert {claim.question for claim in ledger.claims()} == {None}
    compare_ledger(ledger)
    home = {id: question.id for question in ledger.questions() for id in question.claims}
    claims = list(ledger.claims())
    assert len(claims) == 15
    assert {claim.id: claim.question for claim in claims} == home
    one = claims[0]
    assert ledger.claim(one.id) == one
    assert {c.id for c in ledger.claims(question=one.question)} == set(ledger.question(one.question or "").claims)
    assert {c.id for c, _ in ledger.evidence(question=one.question)} == set(ledger.question(one.question or "").claims)


def test_nothing_is_done_twice(ledger: Ledger) -> None:
    compare_ledger(ledger)
    again = compare_ledger(ledger)
    assert (again.documents, again.blocks, again.written, again.removed) == (0, 0, 0, 0)
    ledger.store(*DOCUMENTS[0])  # unchanged
    assert up_to_date(ledger)


def test_only_the_questions_that_changed_are_written(ledger: Ledger) -> None:
    compare_ledger(ledger)
    before = {question.id: question for question in ledger.questions()}
    ledger.store(*report("m.txt", "2023-03-17", Said(300, "het Pentagon", affected="UA"), outlet="De Nieuwe"))
    state = ledger.compared()
    assert state is not None
    assert (state.documents, state.waiting, state.stale) == (12, 1, True)
    done = compare_ledger(ledger)
    after = {question.id: question for question in ledger.questions()}
    changed = {id for id in after if after[id] != before.get(id)}
    assert (done.documents, done.written) == (1, len(changed))
    assert 0 < len(changed) < 3
    assert ledger.comparison() == _at_hand([*DOCUMENTS, *[(ledger.document("m.txt"), _reading(ledger, "m.txt"))]])


def _reading(ledger: Ledger, doc: str) -> Reading:
    return Reading(tuple(replace(claim, question=None) for claim in ledger.claims(doc=doc)), (), 0)


def test_a_changed_document_takes_its_claims_along(ledger: Ledger) -> None:
    compare_ledger(ledger)
    changed = report("a.txt", "2023-03-13", Said(900, "het Oekraïense leger"))
    ledger.store(*changed)
    done = compare_ledger(ledger)
    assert (done.documents, done.gone) == (1, 1)
    assert ledger.comparison() == _at_hand([changed, *DOCUMENTS[1:]])
    gone = report("a.txt", "2023-03-13")
    ledger.store(gone[0], gone[1], reader="r")
    compare_ledger(ledger)
    assert ledger.comparison() == _at_hand(DOCUMENTS[1:])


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 11), max_size=3))
def test_order_and_splitting_change_nothing(chance: random.Random, cuts: list[int]) -> None:
    """Read in any order, compared after any of them, with a document that changes on the way: the end is the same."""
    shuffled = list(DOCUMENTS)
    chance.shuffle(shuffled)
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.sqlite") as ledger:
        ledger.store(*report("a.txt", "2023-03-12", Said(chance.choice([20, 500]), "Prigozjin")))
        for number, pair in enumerate(shuffled):
            if number in cuts:
                compare_ledger(ledger)
            ledger.store(*pair)
        compare_ledger(ledger)
        assert ledger.comparison() == _at_hand(DOCUMENTS)


def test_a_run_that_breaks_off_goes_on_where_it_stopped(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = stored.compare, []

    def breaks(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(stored, "compare", breaks)
    with pytest.raises(KeyboardInterrupt):
        compare_ledger(ledger)
    monkeypatch.setattr(stored, "compare", real)
    state = ledger.compared()
    assert state is not None
    assert (state.waiting, state.documents) == (0, 12)
    assert state.pending > 0
    done = compare_ledger(ledger)
    assert (done.documents, done.blocks) == (0, state.pending)
    assert ledger.comparison() == _at_hand(DOCUMENTS)


def test_what_changes_under_way_is_left_to_whoever_changed_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    compare_ledger(ledger)
    more = report("m.txt", "2023-03-17", Said(120, "het Pentagon"))
    last = report("n.txt", "2023-03-18", Said(90, "Prigozjin"))
    ledger.store(*more)
    real = stored._compare_block

    def meanwhile(*arguments):
        monkeypatch.setattr(stored, "_compare_block", real)
        ledger.store(*last)
        with Ledger.open(ledger.where) as other:  # a second process compares all of it
            compare_ledger(other)
        return real(*arguments)

    monkeypatch.setattr(stored, "_compare_block", meanwhile)
    compare_ledger(ledger)
    assert up_to_date(ledger)
    assert ledger.comparison() == _at_hand([*DOCUMENTS, more, last])


def test_another_comparer_compares_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    compare_ledger(ledger)
    monkeypatch.setattr(stored, "comparer", lambda: "sayso 9 with other rules")
    assert not up_to_date(ledger)
    done = compare_ledger(ledger)
    assert done.documents == 12
    assert ledger.comparison() == _at_hand(DOCUMENTS)


def test_claims_that_cant_be_compared_are_told(tmp_path: Path) -> None:
    document, reading = report("a.txt", "2023-03-13", Said(500, "Prigozjin"))
    event = replace(reading.claims[0], id="cevent", kind="retreat", quantity=None)
    made = compare_evidence([(event, document), (reading.claims[0], document)])
    assert dict(made.left_out) == {"cevent": "no figure to compare"}


def test_what_had_been_published_by_a_day(ledger: Ledger) -> None:
    from datetime import date

    early = compare_until(ledger, date(2023, 3, 14))
    known = [pair for pair in DOCUMENTS if pair[0].id in ("a.txt", "b.txt", "c.txt", "d.txt", "k.txt")]
    assert early == _at_hand(known)


def test_filters_keep_questions_with_a_claim_that_passes(ledger: Ledger) -> None:
    compare_ledger(ledger)
    killed = list(ledger.questions(kind="killed", side="UA"))
    assert {(q.kind, q.affected) for q in killed} == {("killed", "UA")}
    said = list(ledger.questions(speaker="prigozjin"))
    assert said
    for question in said:
        assert any(c.source and c.source[-1].text == "Prigozjin" for c in ledger.claims(question=question.id))
    chosen = {question.id for question in said}
    assert {relation.question for relation in ledger.relations(speaker="prigozjin")} <= chosen
    assert list(ledger.questions(doc="none")) == []
    with pytest.raises(TypeError, match="colour"):
        list(ledger.questions(colour="red"))
