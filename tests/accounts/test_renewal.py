"""What comes into a block is compared with what is there as if all had been compared at once."""

from __future__ import annotations

import importlib.util
import random
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sayso.accounts import parts
from sayso.accounts.compare import blocks, compare
from sayso.accounts.copies import Copies
from sayso.accounts.kept import of_text, to_text
from sayso.accounts.renewal import Renewal
from sayso.accounts.statement import Statement
from sayso.accounts.statements import statements
from sayso.accounts.values import Comparison
from sayso.reading.claim import Claim, Party, Speaker

_FILE = Path(__file__).parents[1] / "corpus" / "accounts" / "goldclaims.py"
_SPEC = importlib.util.spec_from_file_location("renewal_goldclaims", _FILE)
goldclaims = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(goldclaims)
SETS = ("avdiivka", "bakhmut-war", "gaza", "held-held")


@cache
def _stated(name: str) -> tuple[list[Statement], Copies]:
    given = goldclaims.evidence(name)
    return statements(given), Copies.of({document.id: document for _, document in given}.values())


def _by_question(made: Comparison) -> dict[str, object]:
    relations = defaultdict(list)
    for relation in made.relations:
        relations[relation.question].append(relation)
    return {q.id: (q, relations[q.id], {c: made.flags[c] for c in q.claims}) for q in made.questions}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("nearest", [1, parts.NEAREST])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_renewed_is_what_comparing_all_gives(
    name: str, seed: int, nearest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one whole for each part those that come in take the places of others, as in a large ledger."""
    monkeypatch.setattr(parts, "NEAREST", nearest)
    stated, copies = _stated(name)
    texts = sorted({statement.doc for statement in stated})
    coming = set(random.Random(seed).sample(texts, 1 + seed % 4))
    kept = 0
    for block in blocks(stated).values():
        old = [statement for statement in block if statement.doc not in coming]
        new = [statement for statement in block if statement.doc in coming]
        if not old or not new:
            continue
        before, whole = _by_question(compare(old, copies)), _by_question(compare(block, copies))
        renewal = Renewal(old, new)
        made = _by_question(renewal.compared(copies))
        stay = {id: question for id, question in before.items() if id not in renewal.outdated}
        assert stay | made == whole
        kept += len(stay.keys() - made.keys())
    assert kept or len(coming) > 1


@pytest.mark.parametrize("name", SETS)
def test_what_is_kept_of_a_statement_compares_as_it_did(name: str) -> None:
    stated, copies = _stated(name)
    again = [of_text(to_text(statement)) for statement in stated]
    assert compare(again, copies) == compare(stated, copies)
    for one, other in zip(stated, again, strict=True):
        assert replace(one, claim=other.claim) == other
        assert _asked(one.claim) == _asked(other.claim)


def _asked(claim: Claim) -> tuple[object, ...]:
    said = tuple(replace(link, cue=None) for link in claim.source)
    at = claim.doc, claim.id, claim.start, claim.end, claim.sentence
    return *at, claim.kind, claim.polarity, claim.quantity, claim.affected, claim.agent, said


def test_any_words_are_kept_as_they_are() -> None:
    statement = _stated("gaza")[0][0]
    odd = "\x00 \ud800 🙂 \"' \\ \n"
    party = Party(odd, None, odd, None, None, None)
    claim = replace(statement.claim, doc=odd, affected=party, source=(Speaker(odd, 1, 2, None, None, None, None),))
    text = to_text(replace(statement, claim=claim, words=odd, outlet=None, where=None, said=None))
    assert text.isascii()
    again = of_text(text)
    assert (again.words, again.claim.affected, again.claim.source) == (odd, party, claim.source)
    assert (again.outlet, again.where, again.said) == (None, None, None)
