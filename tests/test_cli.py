"""The command line: what it prints, where, and with which exit code. Bad input has tests of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

import sayso
from accounts_samples import reports
from ledger_samples import sample
from sayso.cli import app
from sayso.cli.app import tab_separated
from sayso.ledger import Ledger

ROOT = Path(__file__).parent.parent
Run = Callable[..., Result]

ARTICLE = (
    "KIEV – Bij de gevechten om Bachmoet zijn volgens het Oekraïense leger zeker 200 Russische soldaten gedood. Dat"
    " meldt de generale staf zondag. Het Russische ministerie van Defensie zegt dat er 60 Oekraïners krijgsgevangen"
    " zijn gemaakt. De cijfers konden niet onafhankelijk worden bevestigd.\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, in an empty folder and without a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("SAYSO_LEDGER", "SAYSO_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments, **more: CliRunner().invoke(app, list(arguments), **more)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as opened:
        opened.store(*sample("a.txt"))
    return path


def commands() -> list[str]:
    return [command.callback.__name__ for command in app.registered_commands if command.callback]


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in commands():
        assert f"## {command}\n" in text, f"docs/cli.md says nothing of {command}"
        assert f"    sayso {command}" in text
        described = text.split(f"## {command}\n")[1].split("\n## ")[0]
        if command in ("export", "questions"):  # they have the filters of show, told there
            described += text.split("## show\n")[1].split("\n## ")[0]
        help = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
        for word in help.replace(",", " ").split():
            if word.startswith("--") and word not in ("--help", "--ledger"):
                assert word in described, f"docs/cli.md says nothing of {command} {word}"


def test_every_command_explains_itself_in_a_line_and_more(run: Run) -> None:
    for command in commands():
        help = run(command, "--help")
        assert help.exit_code == 0
        assert len(help.stdout.splitlines()) > 5
    assert run("--version").stdout == f"sayso {sayso.__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['sayso', '--help']\n"
        "import sayso.cli\n"
        "try: sayso.cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'polars', 'altair', 'sqlalchemy', 'onnxruntime', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    best = 9.9
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        best = min(best, time.perf_counter() - began)
        assert done.returncode == 0, done.stderr
        assert "read" in done.stdout
    assert best < 2  # 0.3 s where nothing else runs


def test_reading_showing_and_explaining(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bachmoet.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("read", "in", "--published", "2023-03-12", "--publisher", "De Proefkrant", "--report", "r.html")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert "Read 1 document in" in done.stderr
    assert "documents/s" in done.stderr
    assert "2 claims" in done.stderr.replace("\u00a0", " ")
    assert "<td" in (tmp_path / "r.html").read_text(encoding="utf-8")
    shown = run("show")
    assert "Killed" in shown.stdout
    assert "Captured" in shown.stdout
    assert "bachmoet.txt:" in shown.stdout
    claims = [json.loads(line) for line in run("show", "--json").stdout.splitlines()]
    assert {claim["kind"] for claim in claims} == {"killed", "captured"}
    for claim in claims:
        assert ARTICLE[claim["start"] : claim["end"]] == claim["quantity"]["text"]
        why = run("why", claim["id"][:8])
        assert why.exit_code == 0, why.stderr
        assert "because:" in why.stdout
        assert "quantity" in why.stdout
    again = run("read", "in", "--published", "2023-03-12", "--publisher", "De Proefkrant", "-q")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert "1 known already" in run("read", "in", "--published", "2023-03-12", "--publisher", "De Proefkrant").stderr
    stats = run("stats").stdout
    assert "documents" in stats
    assert "coded as claims" in stats


def test_standard_input_and_other_languages(run: Run) -> None:
    spanish = (
        "Según el ejército ucraniano, al menos 200 soldados rusos murieron cerca de Bajmut el domingo pasado. " * 3
    )
    done = run("read", "-", input=spanish)
    assert done.exit_code == 0
    assert "not read yet" in done.stderr
    assert "es 1" in done.stderr
    assert "in languages not read yet" in run("stats").stdout
    assert "no claims" in run("show").stdout


def test_figures_of_a_language_that_is_not_coded_are_listed(run: Run) -> None:
    french = "Selon l'armée ukrainienne, au moins 200 soldats russes ont été tués près de Bakhmout dimanche. " * 3
    assert run("read", "-", input=french).exit_code == 0
    stats = run("stats").stdout
    assert "languages not read" not in stats
    assert re.search(r"left uncoded +3\b", stats)
    assert re.search(r" 3 +not coded: French", stats)
    assert "no claims" in run("show").stdout


def test_what_cant_be_read_is_listed_and_the_rest_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "goed.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("read", "goed.txt", "weg.txt")
    assert done.exit_code == 3
    assert "weg.txt: no such file or folder (check the spelling)" in done.stderr
    assert "2 claims" in done.stderr.replace("\u00a0", " ")
    quiet = run("read", "weg.txt", "-q")
    assert quiet.exit_code == 1
    assert quiet.stderr == "sayso: weg.txt: no such file or folder (check the spelling)\n"
    assert "weg.txt" in run("stats").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["read", "x", "--published", "gisteren"], 2, "write 2023-05-24"),
        (["read", "x", "--pack", "mars"], 2, "bundled ones are"),
        (["read", "x", "--pack", "geen.toml"], 2, "no pack file"),
        (["read", "x", "--jobs", "0"], 2, "--jobs"),
        (["read", "x", "--ledger", "nergens/l.sqlite"], 1, "make it first"),
        (["show"], 1, "`sayso read FOLDER --ledger ledger.sqlite` makes one"),
        (["show", "--kind", "dood"], 2, "there is no kind 'dood': killed"),
        (["show", "--since", "maart"], 2, "write 2023-03-01"),
        (["export", "--to", "xlsx"], 2, "jsonl, csv, parquet, geojson, questions, relations, uncoded, ucdp"),
        (["questions"], 1, "`sayso read FOLDER --ledger ledger.sqlite` makes one"),
        (["questions", "--grade", "goed"], 2, "there is no grade 'goed': contested"),
        (["question"], 2, "Show every account"),
        (["diff", "2023-03-01", "oud.sqlite"], 2, "give two ledgers, or two days"),
        (["diff", "oud.sqlite", "nieuw.sqlite"], 1, "there is no ledger at oud.sqlite"),
        (["why"], 2, "Explain a claim"),
        (["leest", "x"], 2, "No such command"),
    ],
)
def test_errors_teach(run: Run, arguments: list[str], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert said in " ".join(done.output.replace("│", " ").split())
    assert "Traceback" not in done.output


def test_a_pack_with_faults_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mijn.toml").write_text('id = "mijn"\n[sides.A]\nabout = 3\nagainst = ["B"]\n')
    done = run("read", "x", "--pack", "mijn.toml")
    assert done.exit_code == 2
    assert "no side of this pack" in done.stderr


def test_unexpected_errors_are_a_sentence_unless_debugging(
    run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("\x1b[2Jboem")

    monkeypatch.setattr("sayso.showing.stats.show_stats", broken)
    done = run("stats")
    assert done.exit_code == 1
    assert "this should not have happened: KeyError" in done.stderr
    assert "sayso --debug" in done.stderr
    assert "\x1b" not in done.stderr
    monkeypatch.setenv("SAYSO_DEBUG", "1")
    assert isinstance(run("stats").exception, KeyError)


def test_filters(run: Run, ledger: Path) -> None:
    def kinds(*arguments: str) -> list[str]:
        return [json.loads(line)["kind"] for line in run("show", "--json", *arguments).stdout.splitlines()]

    assert kinds() == ["killed", "casualties", "attack"]
    assert kinds("--repeats") == ["killed", "killed", "casualties", "attack"]
    assert kinds("--kind", "killed", "-k", "attack") == ["killed", "attack"]
    assert kinds("--side", "RU") == ["killed", "casualties"]
    assert kinds("--speaker", "prigozjin") == ["casualties", "attack"]
    assert kinds("--place", "bakh", "--kind", "killed") == ["killed"]
    assert kinds("--since", "2023-04") == ["casualties", "attack"]
    assert kinds("--until", "2023-03") == ["killed"]
    assert kinds("--doc", "a*") == kinds()
    assert kinds("--doc", "b.txt") == []


def test_tables_for_other_programs(run: Run, ledger: Path) -> None:
    lines = run("show", "--tsv").stdout.splitlines()
    assert len(lines) == 4
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    frame = pl.read_csv(io.StringIO("\n".join(lines)), separator="\t")
    assert frame["kind"].to_list() == ["killed", "casualties", "attack"]


def test_a_cell_that_opens_with_a_quote_keeps_to_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    tab_separated(["id", "sentence"], [{"id": 1, "sentence": '"Vijf doden", zei hij'}, {"id": None, "sentence": "x"}])
    assert pl.read_csv(io.StringIO(capsys.readouterr().out), separator="\t").rows() == [
        (1, '"Vijf doden", zei hij'),
        (None, "x"),
    ]


@pytest.mark.parametrize("to", ["jsonl", "csv", "parquet", "geojson"])
def test_exports(run: Run, ledger: Path, tmp_path: Path, to: str) -> None:
    done = run("export", "--to", to, "-o", f"claims.{to}", "--kind", "killed")
    assert done.exit_code == 0
    assert f"are in claims.{to}" in done.stderr
    data = (tmp_path / f"claims.{to}").read_bytes()
    if to == "jsonl":
        assert len(data.splitlines()) == 2
    elif to == "csv":
        assert len(list(csv.DictReader(io.StringIO(data.decode())))) == 2
    elif to == "parquet":
        assert pl.read_parquet(io.BytesIO(data)).height == 2
    else:
        assert len(json.loads(data)["features"]) == 2
    assert run("export", "--to", to).stdout_bytes == run("export", "--to", to, "-o", "-").stdout_bytes


def test_an_export_that_cant_be_written(run: Run, ledger: Path) -> None:
    done = run("export", "--to", "csv", "-o", "nergens/x.csv")
    assert done.exit_code == 1
    assert "Name another with -o" in done.stderr


@pytest.fixture
def battle(tmp_path: Path) -> Path:
    """A ledger of a dozen reports, not compared yet."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as opened:
        for document, reading in reports():
            opened.store(document, reading)
    return path


def test_comparing_and_asking(run: Run, battle: Path, tmp_path: Path) -> None:
    done = run("compare", "--report", "r.html")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "Compared 15 claims (12 new documents)" in done.stderr.replace("\u00a0", " ")
    assert "<article" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Nothing changed since the last time" in run("compare").stderr
    assert run("compare", "-q").stderr == ""
    table = run("questions")
    assert table.stderr == ""
    assert "reports" in table.stdout
    found = [json.loads(line) for line in run("questions", "--json").stdout.splitlines()]
    lines = run("questions", "--tsv").stdout.splitlines()
    frame = pl.read_csv(io.StringIO("\n".join(lines)), separator="\t")
    assert frame["id"].to_list() == [line["id"] for line in found]
    contested = [json.loads(line) for line in run("questions", "--json", "--grade", "contested").stdout.splitlines()]
    assert {line["grade"] for line in contested} == {"contested"}
    captured = [json.loads(line) for line in run("questions", "--json", "-k", "captured").stdout.splitlines()]
    assert {line["kind"] for line in captured} == {"captured"}
    one = run("question", contested[0]["id"][:8])
    assert contested[0]["label"] in one.stdout
    whole = json.loads(run("question", contested[0]["id"], "--json").stdout)
    assert [account["id"] for account in whole["accounts"]] == contested[0]["claims"]
    claims = [json.loads(line) for line in run("show", "--json").stdout.splitlines()]
    assert all(claim["question"] for claim in claims)


def test_what_needs_a_comparison_makes_one_and_says_so(run: Run, battle: Path) -> None:
    done = run("questions", "--json")
    assert done.exit_code == 0
    assert done.stderr.startswith("sayso: compared the claims first")
    assert len(done.stdout.splitlines()) > 5
    assert run("questions", "--json").stderr == ""
    with Ledger.open(battle) as opened:
        opened.store(*sample("a2.txt"))
    done = run("export", "--to", "questions")
    assert "compared the claims first" in done.stderr
    assert run("export", "--to", "relations", "-o", "r.jsonl").stderr.endswith("relations are in r.jsonl\n")


def test_a_large_ledger_is_not_compared_unasked(run: Run, battle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.accounts.stored.QUICK", 3)
    done = run("questions")
    assert done.exit_code == 1
    assert "have not been compared yet: run `sayso compare --ledger ledger.sqlite`" in done.stderr
    assert run("compare", "-q").exit_code == 0
    with Ledger.open(battle) as opened:
        opened.store(*sample("a2.txt"))
    done = run("questions")
    assert done.exit_code == 0
    assert "the comparison is older than the ledger: 1 document" in done.stderr
    assert "run `sayso compare" in done.stderr


def test_what_changed(run: Run, battle: Path, tmp_path: Path) -> None:
    assert run("compare", "-q").exit_code == 0
    battle.rename(tmp_path / "old.sqlite")
    with Ledger.open(battle) as opened:
        for document, reading in reports()[:-1]:
            opened.store(document, reading)
    done = run("diff", "ledger.sqlite", "old.sqlite")
    assert done.exit_code == 0, done.output
    assert "1 new claim" in done.stdout.replace("\u00a0", " ")
    assert run("diff", "old.sqlite", "old.sqlite").stdout == "From old.sqlite to old.sqlite: nothing changed.\n"
    days = run("diff", "2023-03-13", "2023-03", "--ledger", "old.sqlite")
    assert "New questions" in days.stdout
    changes = [json.loads(line) for line in run("diff", "ledger.sqlite", "old.sqlite", "--json").stdout.splitlines()]
    assert [line["change"] for line in changes]
    assert list(changes[0]) == ["change", "revised", "graded", "claims_new", "claims_gone", "old", "new"]


@pytest.mark.parametrize("to", ["questions", "relations", "ucdp"])
def test_exports_of_comparisons(run: Run, battle: Path, tmp_path: Path, to: str) -> None:
    done = run("export", "--to", to, "-o", "x")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "x").stat().st_size > 200
    assert run("export", "--to", to).stdout_bytes == (tmp_path / "x").read_bytes()


def test_packs_are_listed(run: Run) -> None:
    listed = run("packs").stdout
    assert "ukraine" in listed
    assert "RU UA" in listed


def test_the_environment_names_the_ledger(
    run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.rename(tmp_path / "ander.sqlite")
    monkeypatch.setenv("SAYSO_LEDGER", "ander.sqlite")
    assert "Killed" in run("show").stdout


def test_a_reader_that_stops_listening(ledger: Path) -> None:
    command = f"{sys.executable} -m sayso show --limit 0 --ledger {ledger} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout == "3 claims by 2 speakers in 1 document\n"
    assert "Traceback" not in done.stderr


def test_a_terminal_without_the_letters(ledger: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "sayso", "show", "--ledger", str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Killed" in done.stdout
