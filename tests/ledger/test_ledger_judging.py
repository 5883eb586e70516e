"""Judgements and tallies, on every database there is: nothing is lost when two reviewers work at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ledger_samples import READER, sample
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger, LedgerError
from sayso.ledger.counting import NO_ONE, NOWHERE, Chosen


def test_two_reviewers_at_once_lose_no_judgement(ledger: Ledger) -> None:
    for n in range(6):
        ledger.store(*sample(f"{n}.txt"), reader=READER)
    ids = [claim.id for claim in ledger.claims(include_repeats=False)]

    def review(name: str) -> None:
        for number, id in enumerate(ids):
            made = ledger.judge(id, name, "accepted" if number % 2 else "rejected")
            if number % 3 == 0:
                ledger.withdraw(made.key, name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(review, ["Ada", "Bea"]))
    every = list(ledger.judgements())
    taken = sum(1 for n in range(len(ids)) if n % 3 == 0)
    assert len(every) == 2 * (len(ids) + taken)
    for name in ("Ada", "Bea"):
        assert [j.claim for j in every if j.reviewer == name and j.verdict != "withdrawn"] == ids
    standing = {j.claim for j in ledger.standings()}
    assert standing == {id for n, id in enumerate(ids) if n % 3}
    assert ledger.waiting(Chosen()) == taken
    assert {id for _, id in ledger.queue(Chosen(), size=99)} == set(ids) - standing


def test_no_one_takes_back_what_is_not_theirs(ledger: Ledger) -> None:
    ledger.store(*sample(), reader=READER)
    made = ledger.judge(next(ledger.claims()).id, "Ada", "accepted")
    with pytest.raises(LedgerError, match="no judgement of yours"):
        ledger.withdraw(made.key, "Bea")
    ledger.withdraw(made.key, "Ada")
    with pytest.raises(LedgerError, match="no judgement of yours"):
        ledger.withdraw(made.key, "Ada")


def test_the_judgement_before_stands_again(ledger: Ledger) -> None:
    ledger.store(*sample(), reader=READER)
    id = next(ledger.claims(kind="killed")).id
    first = ledger.judge(id, "Ada", "accepted")
    second = ledger.judge(id, "Ada", "rejected")
    assert list(ledger.verified()) == []
    ledger.withdraw(second.key, "Ada")
    stands = ledger.standing(id)
    assert stands is not None
    assert stands.key == first.key
    assert [claim.id for claim, _ in ledger.verified()] == [id]
    assert list(ledger.verified(kind="wounded")) == []


@pytest.mark.parametrize(
    "chosen",
    [
        Chosen(),
        Chosen(kind="killed"),
        Chosen(side="RU"),
        Chosen(side="civilians"),
        Chosen(side=NO_ONE),
        Chosen(place="bakh"),
        Chosen(place=NOWHERE),
        Chosen(since="2023-03-10", until="2023-03-12"),
        Chosen(since="2023-04-01", said=True),
        Chosen(text="RUSSEN zeker"),
        Chosen(box=(37.0, 48.0, 39.0, 49.0)),
        Chosen(speaker="Jevgeni Prigozjin"),
        Chosen(outlet="De Proefkrant"),
        Chosen(speaker_side="UA"),
    ],
)
def test_tallies_agree_with_each_other(ledger: Ledger, chosen: Chosen) -> None:
    for n in range(3):
        ledger.store(*sample(f"{n}.txt"), reader=READER)
    compare_ledger(ledger)
    with ledger.counted(chosen) as counted:
        found = counted.tally()
        for column in ("kind", "side", "grade", "speaker", "outlet"):
            assert sum(n for _, n in counted.by(column)) == found["claims"]
        for said in (False, True):
            assert sum(n for _, _, n in counted.days(said=said)) == found["claims"]
        assert sum(p[4] for p in counted.periods(99)) == found["claims"]
        assert sum(place["claims"] for place in counted.places()) + counted.placeless() == found["claims"]
        ids = counted.claims(0, 99)
        assert len(ids) == found["claims"]
        assert len(set(counted.questions(0, 99))) == found["questions"]
        total, speakers = counted.speakers(0, 99)
        assert total == len(speakers)
        assert sum(row["claims"] for row in speakers) == found["claims"]
    asked = {ledger.claim(id).question for id in ids} - {None}
    assert len(asked) == found["questions"]
    assert found["origins"] == sum(len(ledger.question(id).origins) for id in asked if id)


def test_tallies_are_of_current_claims_alone(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading, reader=READER)
    ledger.store(replace(document, title="another"), replace(reading, claims=reading.claims[:2]), reader=READER)
    compare_ledger(ledger)
    with ledger.counted(Chosen()) as counted:
        assert counted.tally() == {"documents": 1, "claims": 1, "questions": 1, "contested": 0, "origins": 1}
    ledger.store_unread(document, "gone")
    with ledger.counted(Chosen()) as counted:
        assert counted.tally()["claims"] == 0
