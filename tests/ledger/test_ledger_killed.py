"""A ledger whose writer is killed, at any moment, opens, has every document that was finished, and can go on."""

import io
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.exporting import export
from sayso.ledger import Ledger

WRITER = Path(__file__).with_name("ledger_writer.py")
DOCUMENTS = 400


def _start(path: Path | str, documents: int = DOCUMENTS) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), str(documents)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _exported(path: Path | str) -> str:
    out = io.StringIO()
    with Ledger.open(path, create=False) as ledger:
        export(ledger, "jsonl", out)
    return out.getvalue()


def test_killed_again_and_again_it_ends_up_the_same(tmp_path: Path) -> None:
    path, moments = tmp_path / "ledger.sqlite", random.Random(7)
    killed = 0
    for _ in range(6):
        writer = _start(path)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(moments.uniform(0.01, 0.15))
        writer.send_signal(signal.SIGKILL)
        finished = writer.stdout.read().split()
        killed += writer.wait() == -signal.SIGKILL
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with Ledger.open(path, create=False) as ledger:
            entries = {entry.id: entry for entry in ledger.documents()}
            assert {id for id in finished if id.endswith(".txt")} <= set(entries)
            assert {entry.claims for entry in entries.values()} <= {4}  # whole or absent
    assert killed >= 3  # or the test tests nothing
    assert _start(path).wait() == 0
    never_killed = tmp_path / "other.sqlite"
    assert _start(never_killed).wait() == 0
    assert _exported(path) == _exported(never_killed)
    with Ledger.open(path) as ledger:
        assert ledger.stats().old_versions == 0


def test_killed_while_it_is_made_it_can_be_made_again(tmp_path: Path) -> None:
    for number in range(8):
        path = tmp_path / f"{number}.sqlite"
        writer = _start(path, 1)
        give_up = time.monotonic() + 20
        while not path.exists() and time.monotonic() < give_up:
            time.sleep(0.001)
        time.sleep(number * 0.02)
        writer.kill()
        writer.wait()
        with Ledger.open(path) as ledger:
            assert ledger.stats().claims in {0, 4}


@pytest.mark.parametrize("writers", [4])
def test_several_processes_write_one_ledger(target: str, writers: int) -> None:
    # All start on a ledger that isn't there, and all want to store the same documents.
    running = [_start(target, 60) for _ in range(writers)]
    results = [(writer.communicate(timeout=120), writer.returncode) for writer in running]
    assert [(errors, code) for (_, errors), code in results] == [("", 0)] * writers
    with Ledger.open(target, create=False) as ledger:
        assert ledger.stats().claims == 60 * 4
        assert ledger.stats().old_versions == 0
