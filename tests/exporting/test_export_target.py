"""Where an export goes: a file that is whole or not there, standard output, or an open stream."""

import io
import os
from pathlib import Path

import polars as pl
import pytest

from ledger_samples import sample
from sayso.exporting import ExportError, export
from sayso.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        opened.store(*sample())
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def test_a_file_keeps_its_mode_and_a_link_its_aim(ledger: Ledger, folder: Path) -> None:
    path, link = folder / "claims.jsonl", folder / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    assert export(ledger, "jsonl", link) == 4
    assert len(path.read_text(encoding="utf-8").splitlines()) == 4
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    umask = os.umask(0)
    os.umask(umask)
    export(ledger, "jsonl", folder / "new.jsonl")
    assert (folder / "new.jsonl").stat().st_mode & 0o777 == 0o666 & ~umask
    assert sorted(p.name for p in folder.iterdir()) == ["claims.jsonl", "link", "new.jsonl"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_export_that_breaks_off_leaves_the_old_file(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    path = folder / "claims.jsonl"
    path.write_text("old")
    real = Ledger.claims

    def broken(self, **filters):
        yield next(real(self, **filters))
        raise error

    monkeypatch.setattr(Ledger, "claims", broken)
    with pytest.raises(error):
        export(ledger, "jsonl", path)
    assert path.read_text() == "old"
    assert list(folder.iterdir()) == [path]


def test_where_nothing_can_be_written(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(ExportError, match=r"nowhere/claims\.csv: No such file or directory.* -o"):
        export(ledger, "csv", folder / "nowhere" / "claims.csv")
    with pytest.raises(ExportError, match="directory"):
        export(ledger, "csv", folder)
    assert list(folder.iterdir()) == []


def test_a_full_disk(ledger: Ledger) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with pytest.raises(ExportError, match="No space left"):
        export(ledger, "jsonl", "/dev/full")


def test_devices_are_written_in_place(ledger: Ledger) -> None:
    assert export(ledger, "jsonl", "/dev/null") == 4
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "geojson"])
def test_standard_output(ledger: Ledger, folder: Path, capfdbinary: pytest.CaptureFixture[bytes], format: str) -> None:
    export(ledger, format, folder / "file")
    export(ledger, format, "-")
    assert capfdbinary.readouterr().out == (folder / "file").read_bytes()


def test_streams_of_text_and_of_bytes(ledger: Ledger, folder: Path) -> None:
    text, data = io.StringIO(), io.BytesIO()
    export(ledger, "csv", text)
    export(ledger, "csv", data)
    assert text.getvalue().encode() == data.getvalue()
    with (folder / "c.csv").open("w", encoding="latin-1") as file:  # UTF-8 all the same
        export(ledger, "csv", file)
    assert (folder / "c.csv").read_bytes() == data.getvalue()
    data = io.BytesIO()
    export(ledger, "parquet", data)
    data.seek(0)
    assert pl.read_parquet(data).height == 4
    with pytest.raises(ExportError, match="bytes"):
        export(ledger, "parquet", io.StringIO())
