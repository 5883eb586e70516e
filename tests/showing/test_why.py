"""The explanation of a claim: its words marked where they stand, and the rule that filled each slot."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from ledger_samples import TEXT, sample
from sayso.documents.document import Document
from sayso.ledger import Ledger, LedgerError
from sayso.reading.claim import Claim, Reading
from sayso.showing.marks import LONGEST, marks, stretches
from sayso.showing.why import explain, version_read


def explained(ledger: Ledger, id: str, width: int = 100) -> str:
    out = io.StringIO()
    explain(Console(file=out, width=width, highlight=False, markup=False), ledger, id)
    return out.getvalue()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger.open(tmp_path / "ledger.sqlite")
    opened.store(*sample())
    return opened


@pytest.fixture
def claim() -> Claim:
    return sample()[1].claims[1]


def test_the_words_are_marked_where_they_stand(ledger: Ledger, claim: Claim) -> None:
    lines = explained(ledger, claim.id).splitlines()
    at = next(n for n, line in enumerate(lines) if "Volgens het leger" in line)
    words, rule = lines[at], lines[at + 1]
    under = "".join(lines[at + 2 : at + 5])
    for mention, label in [("Volgens", "cue"), ("het leger", "source"), ("zeker 200", "quantity"), ("gedood", "kind")]:
        column = words.index(mention)
        assert rule[column : column + len(mention)] == "─" * len(mention)
        assert label in under
    assert cell_len(rule) <= cell_len(words)


def test_each_slot_names_its_rule_and_words(ledger: Ledger, claim: Claim) -> None:
    text = explained(ledger, claim.id).replace("\u00a0", " ")
    assert "verb of killing – “gedood”" in text
    assert "agent         –" in text
    assert "because: none named" in text
    assert "Bakhmut (GeoNames 709932, 48.60, 38.00, precision 2)" in text
    assert "RU Russen = Russia" in text
    assert "confidence 0.91, read by sayso 0.0-test" in text


def test_a_prefix_will_do_and_a_wrong_one_is_said(ledger: Ledger, claim: Claim) -> None:
    assert claim.id in explained(ledger, claim.id[:6])
    with pytest.raises(LedgerError, match="no claim 'cxyz'"):
        explained(ledger, "cxyz")
    with pytest.raises(LedgerError, match="begins with 'c'"):
        explained(ledger, "c")


def test_words_outside_the_sentence_are_shown_too(claim: Claim) -> None:
    document = sample()[0]
    start = TEXT.index("AFP")
    far = replace(claim, source=(replace(claim.source[0], text="AFP", start=start, end=start + 3, cue=None),))
    shown = stretches(far, document)
    assert len(shown) == 2
    assert [mark.label for mark in shown[1].marks] == ["source"]
    assert TEXT[shown[1].start : shown[1].end].endswith("meldt AFP.")


def test_a_claim_of_an_older_version_is_shown_with_its_own_text(ledger: Ledger, claim: Claim) -> None:
    document, _ = sample(text="Correctie. " + TEXT)
    ledger.store(document, Reading((), (), 1), reader="sayso 9")
    assert version_read(ledger, claim).text == TEXT
    assert "Volgens het leger zijn in maart" in explained(ledger, claim.id)


def test_a_judgement_is_shown(ledger: Ledger, claim: Claim) -> None:
    ledger.judge(claim.id, "anna\x1b", "wrong", {"kind": "wounded"}, note="gewond\u202e")
    text = explained(ledger, claim.id)
    assert "judged it wrong" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@settings(deadline=None)
@given(st.text(max_size=300), st.data())
def test_any_text_and_any_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    claim = replace(sample()[1].claims[1], start=start, end=end, sentence=(start, len(text)))
    document = Document("x", text, blocks=((0, len(text)),))
    for mark in marks(claim, document):
        assert 0 <= mark.start < mark.end <= len(text)
    for stretch in stretches(claim, document):
        assert all(stretch.start <= mark.start and mark.end <= stretch.end for mark in stretch.marks)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=400), st.integers(10, 120))
def test_printing_never_fails(text: str, width: int) -> None:
    claim = replace(sample()[1].claims[1], start=0, end=min(5, len(text)), sentence=(0, len(text)))
    document = Document("x", text)
    from sayso.showing.why import _marked  # the part that does the arithmetic

    for stretch in stretches(claim, document):
        for line in _marked(stretch, text, width):
            assert cell_len(line.plain) <= max(width, 2) + 1


def test_a_sentence_without_end_is_clipped(claim: Claim) -> None:
    text = "x" * 5000 + " 200 doden " + "y" * 5000
    at = text.index("200")
    long = replace(claim, start=at, end=at + 3, sentence=(0, len(text)), source=(), steps=(), affected=None, place=None)
    (stretch,) = stretches(long, Document("x", text))
    assert stretch.end - stretch.start <= 2 * LONGEST + 3
    assert not stretch.whole
