"""What can be wrong with a ledger is said: what, where, and what to do about it. And nothing is lost by it."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger_samples import sample
from sayso.ledger import Ledger, LedgerError

WRITER = Path(__file__).with_name("ledger_writer.py")
ROOT = os.geteuid() == 0


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """The path of a ledger with one document."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.store(*sample())
    return path


def _unprivileged(action: Callable[[Path], str], path: Path) -> str:
    """What `action` answers when a user runs it whom permissions bind (they don't bind root)."""
    answer, question = os.pipe()
    child = os.fork()  # not a new Python: other users may not be allowed to run this one
    if child == 0:
        try:
            if ROOT:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(question, action(path).encode())
        except BaseException as error:
            os.write(question, repr(error).encode())
        finally:
            os._exit(0)
    os.close(question)
    with os.fdopen(answer) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def _write(path: Path) -> str:
    """Read the ledger, try to write it, and tell what came of that."""
    try:
        with Ledger.open(path) as ledger:
            number = len(list(ledger.claims()))
            try:
                ledger.store(*sample("b.txt"))
            except LedgerError as error:
                return f"{number} claims, but {error}"
            return f"{number} claims, and written"
    except LedgerError as error:
        return str(error)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter (pytest's own may be closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "content", [b"dit is geen database", b"\x00" * 100, b"%PDF-1.4", b"SQLite format 2\x00" + b"x" * 4096]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"notes\.txt is not a ledger.*--ledger"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program's database"):
        Ledger.open(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.sqlite"]


def test_a_newer_ledger(stored: Path) -> None:
    with sqlite3.connect(stored) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.execute("UPDATE meta SET value = 'sayso 9.1' WHERE name = 'written by'")
    connection.close()
    before = stored.read_bytes()
    with pytest.raises(LedgerError, match=r"newer than this program: sayso 9\.1 .* 0999.*Upgrade"):
        Ledger.open(stored)
    assert stored.read_bytes() == before


def test_a_folder_a_missing_ledger_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"is a folder.*ledger\.sqlite"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match=r"there is no ledger at .*none.* `sayso read"):
        Ledger.open(tmp_path / "none.sqlite", create=False)
    with pytest.raises(LedgerError, match=r"folder .*nowhere.* not there"):
        Ledger.open(tmp_path / "nowhere" / "ledger.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_ledger_only_if_it_may(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.stats().claims == 0


@pytest.mark.parametrize("name", ["met spatie?#%20.sqlite", "кни́га.sqlite", "-.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / name) as ledger:
        ledger.store(*sample())
    assert name in {path.name for path in tmp_path.iterdir()}
    with Ledger.open(f"sqlite:///{tmp_path}/plain.sqlite") as ledger:
        assert ledger.where == f"{tmp_path}/plain.sqlite"


def test_a_damaged_ledger(stored: Path) -> None:
    data = bytearray(stored.read_bytes())
    data[4096:] = b"\xa5" * len(data[4096:])
    stored.write_bytes(data)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite is damaged .*copy"), Ledger.open(stored) as ledger:
        list(ledger.claims())


def test_a_ledger_in_use(stored: Path) -> None:
    other = sqlite3.connect(stored, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger.open(stored, timeout=0.2) as ledger:
        assert len(list(ledger.claims())) == 4  # reading is always possible
        with pytest.raises(LedgerError, match=r"ledger\.sqlite is in use by another process.* wait"):
            ledger.store(*sample("b.txt"))
        other.execute("ROLLBACK")
        ledger.store(*sample("b.txt"))
        assert ledger.stats().claims == 8
    other.close()


@pytest.mark.parametrize("folder_mode", [0o777, 0o555])
def test_a_read_only_ledger_can_be_read(stored: Path, open_folder: Path, folder_mode: int) -> None:
    path = open_folder / "ledger.sqlite"
    shutil.copy(stored, path)
    path.chmod(0o444)
    open_folder.chmod(folder_mode)
    said = _unprivileged(_write, path)
    assert said.startswith(f"4 claims, but the ledger {path} can't be written: the file is read-only")
    assert "chmod" in said


def test_a_ledger_in_a_folder_that_cant_be_written(stored: Path, open_folder: Path) -> None:
    path = open_folder / "ledger.sqlite"
    shutil.copy(stored, path)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    assert "its folder" in _unprivileged(_write, path)
    assert "its folder" in _unprivileged(_write, open_folder / "new.sqlite")


def test_a_ledger_that_cant_be_read(stored: Path, open_folder: Path) -> None:
    path = open_folder / "ledger.sqlite"
    shutil.copy(stored, path)
    path.chmod(0o000)
    assert "can't be opened: you may not read it" in _unprivileged(_write, path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if not ROOT:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk can't be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _check_whole(path: Path, output: str) -> None:
    """Every document that was said to be stored is, whole, and there is at least one."""
    finished = [line for line in output.split() if line.endswith(".txt")]
    assert finished
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with Ledger.open(path, create=False) as ledger:
        assert [entry.id for entry in ledger.documents()] == finished
        assert {entry.claims for entry in ledger.documents()} == {4}


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "ledger.sqlite"
    command = [sys.executable, str(WRITER), str(path), "1000", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "LedgerError: no room is left on the disk of the ledger" in done.stderr
    assert "stored before is safe; make room" in done.stderr
    elsewhere = tmp_path / "moved"
    shutil.copytree(small_disk, elsewhere)  # where there is room again
    _check_whole(elsewhere / "ledger.sqlite", done.stdout)
    again = subprocess.run([*command[:2], str(elsewhere / "ledger.sqlite"), "300", "20"], check=False)
    assert again.returncode == 0


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    path = tmp_path / "ledger.sqlite"
    command = [sys.executable, str(WRITER), str(path), "1000", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert done.returncode == 1
    assert "LedgerError: the disk of the ledger" in done.stderr
    assert "quota" in done.stderr
    _check_whole(path, done.stdout)


def test_urls_that_lead_nowhere() -> None:
    with pytest.raises(LedgerError, match="SQLite file or in PostgreSQL"):
        Ledger.open("mysql://anna@example.org/ledger")
    with pytest.raises(LedgerError, match="neither a path nor a database URL"):
        Ledger.open("postgresql://anna@example.org:haven/ledger")
    pytest.importorskip("pg8000")
    with pytest.raises(LedgerError, match=r"postgresql://anna:\*\*\*@localhost:1/ledger.*") as caught:
        Ledger.open("postgresql://anna:geheim@localhost:1/ledger")
    assert "geheim" not in str(caught.value)


def test_a_postgresql_database_that_is_not_there(postgres: str) -> None:
    with pytest.raises(LedgerError, match="/nergens_"):
        Ledger.open(postgres.replace("/ledger_", "/nergens_"))


def test_a_second_ledger_on_the_file_takes_no_locks_away(stored: Path) -> None:
    # POSIX drops all locks of a process on a file when it closes any descriptor of it, and another process may then
    # do away with the log that is still in use. So nothing here but SQLite may open the file.
    with Ledger.open(stored) as first:
        claims = first.claims()
        next(claims)
        Ledger.open(stored).close()
        code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0.1).execute('PRAGMA journal_mode=DELETE')"
        other = subprocess.run([sys.executable, "-c", code, str(stored)], capture_output=True, text=True, check=False)
        assert "database is locked" in other.stderr
        assert len(list(claims)) == 3
