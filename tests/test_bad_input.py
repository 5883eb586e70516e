"""Bad input, end to end through the program: a clear message, the rest read, exit code 3 or 1, nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.pdfs import pdf, typeset
from sayso.documents.text import from_text
from sayso.engine import Failed, read_batch
from sayso.ledger import Ledger
from sayso.reading.claim import Claim

GOOD = "Volgens het Oekraïense leger zijn zondag zeker 200 Russische soldaten gedood bij Bachmoet."
ROOT = os.geteuid() == 0


def sayso(
    *arguments: str | Path,
    cwd: Path,
    before: Callable[[], None] | None = None,
    timeout: float = 300,
    user: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program for real."""
    return subprocess.run(
        [sys.executable, "-m", "sayso", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
        timeout=timeout,
        user=user,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def documents(path: Path) -> set[str]:
    with Ledger.open(path, create=False) as ledger:
        return {entry.id for entry in ledger.documents()}


def test_a_folder_of_bad_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "leeg").mkdir(parents=True)
    (folder / "goed.txt").write_text(GOOD, encoding="utf-8")
    (folder / "leeg.txt").touch()
    (folder / "blanco.txt").write_text(" \n\t\r\n", encoding="utf-8")
    (folder / "binair.txt").write_bytes(bytes(range(256)) * 400)
    (folder / "latin1.txt").write_bytes(GOOD.replace("zondag", "in café").encode("latin-1"))
    (folder / "utf16.txt").write_bytes(GOOD.encode("utf-16"))
    (folder / "nul.txt").write_bytes(b"\xef\xbb\xbf" + GOOD.replace(" ", "  ").encode() + b"\x00\r\n\x00")
    (folder / "groot.txt").write_bytes(b"zeker 200 doden " * (200_000_000 // 16))
    page = typeset([["Volgens het leger zijn zeker 200 Russen gedood bij Bachmoet."]])
    (folder / "goed.pdf").write_bytes(pdf([page]))
    (folder / "half.pdf").write_bytes(pdf([page])[:300])
    (folder / "slot.pdf").write_bytes(pdf([page], encrypted=True))
    (folder / "bom.html").write_text("<div>" * 100_000 + GOOD + "</div>" * 100_000, encoding="utf-8")
    (folder / "kring").symlink_to(folder, target_is_directory=True)
    (folder / "lus").symlink_to("lus")
    began = time.monotonic()
    done = sayso("read", "in", "weg.txt", "in/leeg", "--ledger", "l.sqlite", cwd=tmp_path)
    assert time.monotonic() - began < 120
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    said = {line.strip().partition(": ")[0]: line for line in done.stderr.splitlines() if line.startswith("    ")}
    for name, reason in {
        "leeg.txt": "empty file",
        "blanco.txt": "empty file",
        "binair.txt": "not the bytes of a text",
        "groot.txt": "more than the limit",
        "half.pdf": "damaged or cut off",
        "slot.pdf": "password",
        "bom.html": "nested",
        "lus": "in a circle",
        "weg.txt": "no such file",
        "in/leeg": "no documents in this folder",
    }.items():
        assert reason in said.get(name, ""), (name, done.stderr)
    assert documents(tmp_path / "l.sqlite") == {"goed.txt", "latin1.txt", "utf16.txt", "nul.txt", "goed.pdf"}
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        for claim, document in ledger.evidence():
            assert document.text[claim.start : claim.end] == claim.quantity.text
        assert {claim.doc for claim in ledger.claims()} == documents(tmp_path / "l.sqlite")
    assert "weg.txt" in sayso("stats", "--ledger", "l.sqlite", cwd=tmp_path).stdout


def test_a_megabyte_without_a_full_stop(tmp_path: Path) -> None:
    words = (
        "de luchtverdedigingssystemen van het Oekraïense landmachtcommando schoten volgens legerwoordvoerders zeker 20"
        " langeafstandsraketten neer terwijl pantserinfanteriebrigades munitievoorraden terugtrokken en "
    )
    (tmp_path / "lang.txt").write_text((words * 5_000)[:1_000_000], encoding="utf-8")
    (tmp_path / "goed.txt").write_text(GOOD, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))

    began = time.monotonic()
    done = sayso("read", "lang.txt", "goed.txt", "--ledger", "l.sqlite", cwd=tmp_path, before=limit, timeout=600)
    seconds = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    assert documents(tmp_path / "l.sqlite") == {"lang.txt", "goed.txt"}
    assert seconds < 300  # linear in the length; about a minute where nothing else runs
    shown = sayso("show", "--ledger", "l.sqlite", "--limit", "3", cwd=tmp_path)
    assert shown.returncode == 0
    assert len(shown.stdout) < 3000


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter (pytest's own is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def as_nobody(action: Callable[[], int]) -> int:
    """What `action` answers for a user whom permissions bind (they don't bind root), in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if ROOT:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            code = action()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def in_process(output: Path, *arguments: str) -> int:
    """Run the program inside this process; what it says goes to `output`. Other users may not run our Python."""
    from typer.testing import CliRunner

    from sayso.cli import app

    result = CliRunner().invoke(app, list(arguments))
    output.write_text(result.output, encoding="utf-8")
    return result.exit_code


def test_an_unreadable_file(open_folder: Path) -> None:
    (open_folder / "dicht.txt").write_text(GOOD, encoding="utf-8")
    (open_folder / "dicht.txt").chmod(0o000)
    (open_folder / "goed.txt").write_text(GOOD, encoding="utf-8")
    (open_folder / "goed.txt").chmod(0o644)
    output = open_folder / "said"
    warm = ["read", str(open_folder / "goed.txt"), "--ledger", str(open_folder / "warm.sqlite")]
    assert in_process(output, *warm) == 0  # loads everything while we still may
    output.chmod(0o666)
    arguments = ["read", str(open_folder), "--ledger", str(open_folder / "l.sqlite")]
    assert as_nobody(lambda: in_process(output, *arguments)) == 3, output.read_text()
    assert "dicht.txt: no permission to read it" in output.read_text()
    assert documents(open_folder / "l.sqlite") == {"goed.txt"}


def test_a_read_only_ledger(open_folder: Path) -> None:
    path = open_folder / "l.sqlite"
    (open_folder / "goed.txt").write_text(GOOD, encoding="utf-8")
    (open_folder / "goed.txt").chmod(0o644)
    assert in_process(open_folder / "said", "read", str(open_folder / "goed.txt"), "--ledger", str(path), "-q") == 0
    path.chmod(0o444)
    (open_folder / "goed.txt").write_text(GOOD + " Nog eens 30 raakten gewond.", encoding="utf-8")
    output = open_folder / "said2"
    arguments = ["read", str(open_folder / "goed.txt"), "--ledger", str(path)]
    assert as_nobody(lambda: in_process(output, *arguments)) == 1
    assert "can't be written" in output.read_text()
    assert "chmod" in output.read_text()
    assert as_nobody(lambda: in_process(output.with_name("said3"), "show", "--ledger", str(path))) == 0


def test_a_full_disk(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"{GOOD}\n\n{number}" + "\n" * 30_000, encoding="utf-8")

    def limit() -> None:  # what a quota or a full disk does to a file that grows
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    done = sayso("read", "in", "--ledger", "l.sqlite", cwd=tmp_path, before=limit)
    assert done.returncode == 1
    assert "disk of the ledger" in done.stderr
    assert "safe" in done.stderr
    assert "Traceback" not in done.stderr
    with sqlite3.connect(tmp_path / "l.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    before = documents(tmp_path / "l.sqlite")
    again = sayso("read", "in", "--ledger", "l.sqlite", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert len(documents(tmp_path / "l.sqlite")) == 30
    assert before <= documents(tmp_path / "l.sqlite")


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.sqlite"):
        pass
    with sqlite3.connect(tmp_path / "l.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    (tmp_path / "goed.txt").write_text(GOOD, encoding="utf-8")
    for arguments in (["read", "goed.txt"], ["show"], ["stats"], ["why", "c"], ["export", "--to", "csv"]):
        done = sayso(*arguments, "--ledger", "l.sqlite", cwd=tmp_path)
        assert done.returncode == 1
        assert "newer than this program" in done.stderr
        assert "Upgrade" in done.stderr
        assert done.stdout == ""


def test_two_processes_on_one_ledger(tmp_path: Path) -> None:
    for part in "ab":
        (tmp_path / part).mkdir()
        for number in range(25):
            (tmp_path / part / f"{part}{number}.txt").write_text(
                GOOD.replace("200", str(number + 10)), encoding="utf-8"
            )
    command = [sys.executable, "-m", "sayso", "read", "--ledger", "l.sqlite"]
    both = [subprocess.Popen([*command, part], cwd=tmp_path, stderr=subprocess.PIPE, text=True) for part in ("a", "b")]
    for process in both:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
    assert len(documents(tmp_path / "l.sqlite")) == 50
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        assert ledger.stats().claims == 50


# ---------------------------------------------------------------- documents that nobody wrote

_WORDS = """\
Volgens Kiev|zijn zeker 200 Russen gedood|bij Bachmoet|“|”|zegt Poetin|tussen de 20 en 30|tanks
tienduizenden|½|3,5 km²|op 12 maart 2023|😀|é|مئتا قتيل|200|.|?|…|(AFP)|-|–|1.000.000|€ 5 mln|20%
Het leger meldt dat er|nog eens|de helft|geen twee, maar twaalf|van hen
dat kon niet worden bevestigd|aan beide kanten|Lees ook:|12.30 uur|per dag|zo’n|hij|naar schatting
De president van Rusland|raakten gewond|werden krijgsgevangen gemaakt|Hamas|in Gaza|zou
een kwart van de|op de 25e dag"""
_BLANKS = ["\n\n", "\r\n", "\u00a0", "e\u0301", "\u202e", "\x00", "\ufeff", "x" * 300]
_PIECES = st.sampled_from([*_WORDS.replace("\n", "|").split("|"), *_BLANKS])
_TEXTS = st.lists(st.one_of(_PIECES, _PIECES, st.text(max_size=12)), max_size=40).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n"]).map(lambda glue: glue.join(parts))
)


def offsets(claim: Claim) -> Iterator[tuple[int | None, int | None, str | None]]:
    """All spans of a claim with the words that they are said to be."""
    yield claim.start, claim.end, claim.quantity.text
    for part in (claim.affected, claim.agent, claim.place):
        if part is not None and part.start is not None:
            yield part.start, part.end, part.text
    for link in claim.source:
        yield link.start, link.end, link.text
        if link.cue is not None:
            yield link.cue.start, link.cue.end, link.cue.text
    for step in claim.steps:
        if step.evidence is not None:
            yield step.evidence.start, step.evidence.end, step.evidence.text


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(_TEXTS, min_size=10, max_size=10))  # ten documents at a time: 500 in all
def test_any_text_is_read_with_offsets_that_are_right(texts: list[str]) -> None:
    batch = [from_text(text, f"{n}.txt", language="nl") for n, text in enumerate(texts)]
    for document, reading in zip(batch, read_batch(batch), strict=True):
        assert not isinstance(reading, Failed), (reading, document.text)
        assert reading.problems == (), (reading.problems, document.text)
        for claim in reading.claims:
            assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
            for start, end, words in offsets(claim):
                assert start is not None
                assert end is not None
                assert document.text[start:end] == words
        for quantity in reading.uncoded:
            assert document.text[quantity.start : quantity.end] == quantity.text
        assert len({claim.id for claim in reading.claims}) == len(reading.claims)
