"""The table of claims: one line a claim, within the width, and safe whatever the articles hold."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from ledger_samples import TEXT, sample
from sayso.ledger import Ledger
from sayso.reading.claim import Reading
from sayso.showing.table import Shown, heading, show_claims


def shown(ledger: Ledger, width: int = 160, limit: int = 0, **filters: object) -> str:
    out = io.StringIO()
    show_claims(Console(file=out, width=width, highlight=False, markup=False), ledger, filters, limit)
    return out.getvalue()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger.open(tmp_path / "ledger.sqlite")
    opened.store(*sample("b/krant.txt"))
    opened.store(*sample("a.txt"))
    return opened


def test_a_claim_a_line(ledger: Ledger) -> None:
    lines = shown(ledger, include_repeats=False).splitlines()
    assert lines[0] == "6 claims by 2 speakers in 2 documents"
    start = TEXT.index("zeker 200", 20)
    killed = [line for line in lines if f"a.txt:{start}-" in line and "b/" not in line]
    assert len(killed) == 1
    for words in ("≥ 200", "RU Russen", "Bakhmut", "Mar 2023", "UA Ukrainian army", "stated · unverified"):
        assert words in killed[0].replace("\u00a0", " ")
    assert lines.index(next(line for line in lines if line.startswith("Killed"))) < lines.index(
        next(line for line in lines if line.startswith("Attacks"))
    )
    assert "2 figures in pull quotes" in lines[-2].replace("\u00a0", " ")


@pytest.mark.parametrize("width", [20, 40, 80, 112, 120, 160, 300])
def test_it_keeps_to_the_width(ledger: Ledger, width: int) -> None:
    lines = shown(ledger, width).splitlines()
    table = [line for line in lines if line.startswith("≥") or "Prigozjin" in line]
    assert table
    assert max(cell_len(line) for line in table) <= width


def test_ids_are_long_enough_to_tell_them_apart(ledger: Ledger) -> None:
    table = Shown(ledger.evidence())
    ids = [claim.id[: table.id_length] for claim, _ in table.evidence]
    assert len(set(ids)) == len(ids) == 8
    for id in ids:
        assert ledger.claim(id).id.startswith(id)


def test_a_limit_keeps_some_of_each_kind(ledger: Ledger) -> None:
    chosen = Shown(ledger.evidence(), 3)
    assert {claim.kind for claim, _ in chosen.evidence} == {"killed", "casualties", "attack"}
    assert all(claim.source for claim, _ in chosen.evidence)
    assert "5 more claims" in shown(ledger, limit=3).replace("\u00a0", " ")


def test_an_empty_ledger_and_filters_that_leave_nothing(ledger: Ledger, tmp_path: Path) -> None:
    assert "no claim that passes these filters" in shown(ledger, kind=["legal"])
    with Ledger.open(tmp_path / "leeg.sqlite") as empty:
        assert "has no claims; `sayso stats`" in shown(empty)


def test_hostile_words(tmp_path: Path) -> None:
    document, reading = sample("\x1b[2J[red]x[/red]\u202e.txt")
    hostile = "\x1b]8;;http://x\x07[bold red]Baas[/] \u202eabc\n\tRegel :smile: {{7*7}}"
    claim = reading.claims[1]
    assert claim.affected is not None
    claim = replace(
        claim,
        doc=document.id,
        affected=replace(claim.affected, side="[RU]\x07", name=hostile, text=hostile),
        source=(replace(claim.source[0], name=hostile),),
        place=replace(claim.place, name=hostile) if claim.place else None,
    )
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        ledger.store(document, Reading((claim,), (), 1))
        for width in (80, 160, 400):
            printed = shown(ledger, width)
            assert not set("\x1b\x07\u202e\t") & set(printed)
            assert "[bold red]Baas[/]" in printed.replace("\n", " ") or width < 400
            assert "😄" not in printed


def test_the_heading_counts_speakers_once() -> None:
    document, reading = sample()
    assert heading([(claim, document) for claim in reading.claims]) == "4 claims by 2 speakers in 1 document"
