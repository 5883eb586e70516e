"""The real articles beside the repository: pairs are related as a person related them; no others differ or agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.accounts.compare import compare
from sayso.accounts.copies import Copies
from sayso.accounts.statements import statements
from sayso.documents.document import Document
from sayso.documents.read import documents
from sayso.engine import read_document


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[dict[frozenset[str], str], dict[frozenset[str], str], set[str]]:
    """The gold relations, the program's, and the gold claims that it found; by the gold's claim ids."""
    gold = [json.loads(line) for line in (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [document for document in documents([shared / "seeds"]) if isinstance(document, Document)]
    evidence = [(claim, document) for document in texts for claim in read_document(document).claims]
    names = {}
    for claim, _ in evidence:
        for row in gold:
            if row["doc"] == claim.doc and row["start"] < claim.end and claim.start < row["end"]:
                names[claim.id] = row["id"]
    made = compare(statements(evidence), Copies.of({document.id: document for document in texts}.values()))
    ours = {frozenset((names[r.a], names[r.b])): str(r.kind) for r in made.relations if r.a in names and r.b in names}
    lines = (shared / "gold" / "seeds-relations.jsonl").read_text(encoding="utf-8").splitlines()
    theirs = {frozenset((row["a"], row["b"])): row["relation"] for row in map(json.loads, lines)}
    return theirs, ours, set(names.values())


def test_pairs_that_a_person_related_are_related_so(found):
    theirs, ours, claims = found
    wanted = {pair: kind for pair, kind in theirs.items() if pair <= claims}
    assert {pair: ours.get(pair) for pair in wanted} == wanted
    assert len(wanted) == len(theirs)


def test_no_other_pair_differs_agrees_or_repeats(found):
    theirs, ours, _ = found
    others = {tuple(sorted(pair)): kind for pair, kind in ours.items() if pair not in theirs and kind != "part_of"}
    assert others == {}
