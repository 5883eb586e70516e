"""What a notebook calls, beside `read` (tests/test_engine.py): comparing a ledger, or files at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from accounts_samples import reports

ARTICLE = "Bij een raketaanval op Kramatorsk zijn dinsdag volgens burgemeester Hontsjarenko {} burgers gedood.\n"


def test_a_ledger_keeps_what_comparing_it_came_to(tmp_path: Path) -> None:
    with sayso.Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for document, reading in reports():
            ledger.store(document, reading)
        made = sayso.compare(ledger)
        assert isinstance(made, sayso.Comparison)
        assert list(made.questions) == list(ledger.comparison().questions)
        with pytest.raises(TypeError, match="one ledger, or files"):
            sayso.compare(ledger, tmp_path)


def test_files_are_read_and_compared(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.format("twaalf"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE.format("twaalf"), encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    with pytest.warns(sayso.ReadWarning, match=r"c\.txt: empty file"):
        made = sayso.compare(tmp_path, published="2023-05-03", publisher="De Proefkrant")
    (question,) = made.questions
    assert (question.kind, question.reports, len(question.origins)) == ("killed", 2, 1)
    assert [relation.kind for relation in made.relations] == ["repeats"]
