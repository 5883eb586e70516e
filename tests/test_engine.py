"""From inputs to a ledger: nothing vanishes, nothing is read twice, a dying worker takes one document along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import sayso
from sayso import engine
from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.documents.unreadable import Unreadable
from sayso.engine import Failed, Run, read_all, read_batch, read_document, read_into
from sayso.language import pipeline
from sayso.language.encoder import load_encoder
from sayso.ledger import Ledger, Status, Stored
from sayso.workers import Died, Workers

NEWS = "Volgens het Oekraïense leger zijn zondag zeker {} Russische soldaten gedood bij Bachmoet. Dat meldt Kiev."


def article(number: int, times: int = 1) -> Document:
    return from_text("\n\n".join([NEWS.format(number)] * times), f"{number}.txt", language="nl")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


def test_everything_is_stored_or_listed(ledger: Ledger) -> None:
    spanish = replace(article(3), id="es.txt", language="es")
    seen: list[int] = []
    inputs = [article(200), Unreadable("weg.txt", "no such file"), spanish, article(300)]
    run = read_into(ledger, inputs, progress=lambda run: seen.append(run.documents + len(run.unreadable)))
    assert (run.documents, run.claims) == (3, 2)
    assert seen[-1] == 4
    assert [item.path for item in run.unreadable] == ["weg.txt"]
    assert [document.id for document, _ in run.unread] == ["es.txt"]
    assert {claim.quantity.low for claim in ledger.claims()} == {200.0, 300.0}
    assert ledger.stats().documents == {Status.READ: 2, Status.UNREAD: 1}
    assert [problem.path for problem in ledger.problems()] == ["weg.txt"]


def test_what_is_known_is_not_read_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    read_into(ledger, [article(200), article(300)])
    monkeypatch.setattr("sayso.engine.read_claims", lambda *_: pytest.fail("it was read again"))
    run = read_into(ledger, [article(200), article(300)])
    assert run.stored[Stored.UNCHANGED] == 2
    assert ledger.stats().claims == 2


def test_a_changed_document_and_another_pack_are_read(ledger: Ledger, tmp_path: Path) -> None:
    read_into(ledger, [article(200)])
    changed = replace(article(999), id="200.txt")
    assert read_into(ledger, [changed]).stored[Stored.REPLACED] == 1
    assert [claim.quantity.low for claim in ledger.claims()] == [999.0]
    assert read_into(ledger, [changed], pack="ukraine").stored[Stored.REPLACED] == 1
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\n[sides.RU]\nabout = "Russia"\ncountries = ["RU"]\n', encoding="utf-8")
    assert read_into(ledger, [changed], pack=str(own)).stored[Stored.REPLACED] == 1
    assert read_into(ledger, [changed], pack=str(own)).stored[Stored.UNCHANGED] == 1
    own.write_text('id = "own"\n[sides.RU]\nabout = "Rusland"\ncountries = ["RU"]\n', encoding="utf-8")
    assert read_into(ledger, [changed], pack=str(own)).stored[Stored.REPLACED] == 1  # the pack was edited


def test_a_document_that_fails_is_listed_and_leaves_the_others(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.reading import reader

    def fails(doc: object, document: Document, pack: object) -> object:
        if document.id == "2.txt":
            raise ZeroDivisionError("kapot")
        return reader.read_claims(doc, document, pack)  # type: ignore[arg-type]

    monkeypatch.setattr("sayso.engine.read_claims", fails)
    run = read_into(ledger, [article(1), article(2), article(3)])
    assert run.failed == [("2.txt", "reading it failed: ZeroDivisionError: kapot")]
    assert ledger.stats().documents == {Status.READ: 2, Status.FAILED: 1}
    monkeypatch.undo()
    assert read_into(ledger, [article(2)]).stored[Stored.REPLACED] == 1  # a failure is tried again


def test_workers_read_the_same(tmp_path: Path) -> None:
    inputs = [article(n, times=10) for n in range(100, 125)]
    here = list(read_all(inputs))
    there = list(read_all(inputs, jobs=2))
    assert [document.id for document, _ in there] == [document.id for document in inputs]
    assert [reading for _, reading in there] == [reading for _, reading in here]


def test_documents_in_a_batch_do_not_touch_each_other() -> None:
    batch = [article(1), from_text("", "leeg.txt", language="nl"), article(3)]
    together = read_batch(batch)
    alone = [read_batch([document])[0] for document in batch]
    assert together == alone


def deadly(numbers: list[int]) -> list[int]:
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number * 2 for number in numbers]


def test_a_worker_that_dies_takes_only_its_own_work_along() -> None:
    batches = [[1, 2], [3, 13], [4], [5, 6], [7], [8], [9]]
    done: list[int] = []
    lost: list[int] = []
    with Workers(2) as workers:
        for batch, wait in workers.ahead(deadly, iter(batches)):
            try:
                done += wait()
            except Died:
                for number in batch:
                    try:
                        done += workers.alone(deadly, [number])
                    except Died:
                        lost.append(number)
    assert lost == [13]
    assert done == [2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_an_error_ends_the_workers_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Workers(2) as workers:  # noqa: PT012
        for _ in workers.ahead(sleepy, iter([60, 60, 60, 60, 60, 60])):
            raise KeyboardInterrupt
    assert time.monotonic() - began < 30


def sleepy(seconds: float) -> None:
    time.sleep(seconds)


def test_a_missing_model_is_said_once(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MODEL", str(tmp_path))
    for cached in (engine._pipeline, pipeline, load_encoder):
        cached.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="no language model in"):
            read_into(ledger, [article(1), article(2)])
    finally:
        engine._pipeline.cache_clear()
    assert ledger.stats().documents == {}


def test_other_languages_come_back_as_failures() -> None:
    spanish = replace(article(3), id="es.txt", language="es")
    pairs = list(read_all([article(1), spanish, article(2)]))
    assert {document.id for document, _ in pairs} == {"1.txt", "es.txt", "2.txt"}
    assert isinstance({document.id: reading for document, reading in pairs}["es.txt"], Failed)
    with pytest.raises(ValueError, match=r"es\.txt is in 'es', which is not read yet"):
        read_document(spanish)


def test_a_notebook(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS.format(200), encoding="utf-8")
    (tmp_path / "leeg.txt").touch()
    with pytest.warns(sayso.ReadWarning, match=r"leeg\.txt: empty file"):
        (claim,) = sayso.read(tmp_path, published="2023-03-12", publisher="De Proefkrant")
    assert (claim.kind, claim.quantity.low, claim.affected and claim.affected.side) == ("killed", 200.0, "RU")
    reading = sayso.read_text(NEWS.format(300), published="2023-03")
    assert [claim.quantity.low for claim in reading.claims] == [300.0]
    with pytest.raises(ValueError, match="no date"):
        sayso.read_text("x", published="ooit")
    assert set(sayso.__all__) <= set(dir(sayso))
    with pytest.raises(AttributeError, match="no attribute 'lezen'"):
        sayso.lezen  # noqa: B018


@pytest.mark.parametrize(("how", "jobs"), [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGKILL, 2)])
def test_a_run_that_is_stopped_goes_on_later(tmp_path: Path, how: signal.Signals, jobs: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:03}.txt").write_text(
            NEWS.format(number + 100) + "\n\n" + (NEWS.format(7) + "\n\n") * 14, encoding="utf-8"
        )
    path = tmp_path / "ledger.sqlite"
    command = [sys.executable, "-m", "sayso", "read", str(folder), "--ledger", str(path), "--jobs", str(jobs)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.2)
        if path.exists() and _documents(path) > 0:
            running.send_signal(how)
            break
    _, said = running.communicate(timeout=60)
    before = _documents(path)
    assert 0 < before <= 40
    if how is signal.SIGINT and before < 40:
        assert running.returncode == 130
        assert f"stopped. {before} documents are in" in said
        assert "Traceback" not in said
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{before} known already" in done.stderr
    assert _documents(path) == 40


def _documents(path: Path) -> int:
    try:
        with Ledger.open(path, create=False, timeout=1) as ledger:
            return sum(ledger.stats().documents.values())
    except sayso.LedgerError:
        return 0


def test_the_run_tells_its_progress_as_one_object(ledger: Ledger) -> None:
    seen: list[Run] = []
    run = read_into(ledger, [article(1), article(2)], progress=seen.append)
    assert seen
    assert all(each is run for each in seen)
    assert run.words > 20
