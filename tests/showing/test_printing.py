"""The report as a PDF: the whole page, unfolded, with its drawings and links; and what is said where nothing prints."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from accounts_samples import reports
from sayso.accounts.stored import compare_ledger
from sayso.cli import app
from sayso.ledger import Ledger
from sayso.showing import printing
from sayso.showing.report import ReportError

needs_browser = pytest.mark.skipif(printing.browser() is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with questions to draw."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as opened:
        for document, reading in reports():
            opened.store(document, reading, reader="sayso test")
        compare_ledger(opened)
    return path


@needs_browser
@pytest.mark.parametrize("arguments", [["--to", "pdf", "-o", "dossier"], ["-o", "dossier.pdf"]])
def test_the_pdf_has_all_of_the_page(
    ledger: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["report", "--ledger", str(ledger), *arguments])
    assert done.exit_code == 0, done.output
    pdf = pypdfium2.PdfDocument(tmp_path / arguments[-1])
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    with Ledger.open(ledger) as opened:
        for question in opened.questions():
            assert question.label in words
        for claim, document in opened.evidence(include_repeats=False):  # its accounts are folded on the screen
            assert " ".join(document.text[slice(*claim.sentence)].split())[:60] in words
    assert "Why they relate as they do" in words
    assert "file://" not in words
    drawn = [len(list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]))) for page in pdf]
    assert max(drawn) > 40  # charts, timeline and map are paths
    assert any(pypdfium2.raw.FPDFLink_Enumerate(page, ctypes.c_int(0), pypdfium2.raw.FPDF_LINK()) for page in pdf)


def test_without_a_browser_it_says_what_to_do(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "browser", lambda: None)
    with Ledger.open(ledger) as opened, pytest.raises(ReportError, match="write the report as HTML"):
        printing.write_pdf(opened, tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_a_browser_that_prints_nothing_is_told(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(printing, "browser", lambda: str(broken))
    with Ledger.open(ledger) as opened, pytest.raises(ReportError, match=r"exit 3.*no display"):
        printing.write_pdf(opened, tmp_path / "none.pdf")
