"""`sayso score` and `sayso export --verified`: what reviewers found, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger_samples import READER, sample
from sayso.cli import app
from sayso.ledger import Ledger
from sayso.showing.score import score_of

TEXT_OF_MISSED = "de stad"


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Four documents of three claims: of the twelve, four accepted, two corrected, two rejected; one was missed."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        for number in range(4):
            ledger.store(*sample(f"{number}.txt"), reader=READER)
        killed = list(ledger.claims(kind="killed", include_repeats=False))
        lost = list(ledger.claims(kind="casualties"))
        for claim in killed:
            ledger.judge(claim.id, "Ada", "accepted")
        for claim in lost[:2]:
            document = ledger.document(claim.doc)
            ledger.correct(claim, document, "Ada", {"kind": "killed", "certainty": "hedged"})
        for claim in lost[2:]:
            ledger.judge(claim.id, "Bea", "rejected", None, "no figure of losses")
        document = ledger.document("0.txt")
        start = document.text.index(TEXT_OF_MISSED)
        figure = {"text": TEXT_OF_MISSED, "low": 1, "high": 1, "approx": False, "unit": "place", "per": None}
        span = {"start": start, "end": start + len(TEXT_OF_MISSED)}
        ledger.add_missed(document, "Bea", {"span": span, "kind": "control", "quantity": figure})
    return path


def test_the_numbers(judged: Path) -> None:
    with Ledger.open(judged) as ledger:
        found = score_of(ledger)
    counts = {name: found[name] for name in ("judged", "accepted", "corrected", "rejected", "missed")}
    assert counts == {"judged": 8, "accepted": 4, "corrected": 2, "rejected": 2, "missed": 1}
    assert found["precision"] == 0.75  # six of eight are claims
    assert found["whole"] == 0.5  # four of eight need no correction
    assert found["recall"] == round(6 / 7, 4)
    assert found["slots"]["kind"] == found["slots"]["certainty"] == round(4 / 6, 4)
    assert found["slots"]["place"] == found["slots"]["span"] == 1.0
    # Wilson's half width by hand: z/(1+z²/n)·√(p(1-p)/n + z²/4n²) with p = 3/4, n = 8
    assert found["margin"] == pytest.approx(0.2596, abs=1e-4)
    by_confidence = {
        (tier["from"], tier["to"]): (tier["judged"], tier["claim"], tier["whole"]) for tier in found["confidence"]
    }
    assert by_confidence[0.5, 0.75] == (4, 0.5, 0.0)  # the claims of losses, at 0.5
    assert by_confidence[0.75, 1.0] == (4, 1.0, 1.0)


def test_the_command(judged: Path) -> None:
    assert json.loads(_run("score", "--ledger", str(judged), "--json"))["precision"] == 0.75
    words = _run("score", "--ledger", str(judged))
    assert "8 claims judged: 4 accepted, 2 corrected, 2 rejected; 1 missed" in words
    assert "75.0%" in words
    assert "not drawn by chance" in words


def test_a_judgement_taken_back_counts_for_nothing(judged: Path) -> None:
    with Ledger.open(judged) as ledger:
        for judgement in list(ledger.judgements()):
            ledger.withdraw(judgement.key, judgement.reviewer)
        found = score_of(ledger)
    assert (found["judged"], found["missed"], found["precision"], found["margin"]) == (0, 0, None, None)
    assert "No claim has been judged yet" in _run("score", "--ledger", str(judged))


def test_only_what_was_verified_goes_out(judged: Path, tmp_path: Path) -> None:
    target = tmp_path / "verified.jsonl"
    _run("export", "--verified", "--ledger", str(judged), "--to", "jsonl", "-o", str(target))
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    kinds = sorted(line["kind"] for line in lines)
    assert kinds == ["control"] + ["killed"] * 6
    with Ledger.open(judged) as ledger:
        texts = {line["doc"]: ledger.document(line["doc"]).text for line in lines}
        rejected = {judgement.claim for judgement in ledger.standings() if judgement.verdict == "rejected"}
    assert not rejected & {line["id"] for line in lines}
    assert all(texts[line["doc"]][line["start"] : line["end"]] == line["quantity"]["text"] for line in lines)
    assert sorted(line["certainty"] for line in lines if line["kind"] == "killed").count("hedged") == 2


def test_what_is_made_by_comparing_is_not_verified(judged: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "x")
    done = CliRunner().invoke(app, ["export", "--verified", "--ledger", str(judged), "--to", "questions", "-o", target])
    assert done.exit_code == 2
    assert not Path(target).exists()
