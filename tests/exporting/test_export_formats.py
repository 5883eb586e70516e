"""Each format holds every claim, and the usual readers read it back without being told anything."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_samples import TEXT, claims, documents, sample, texts
from sayso.documents.document import Document
from sayso.exporting import FORMATS, ExportError, export, ucdp
from sayso.exporting.jsonl import claim_from_json, claim_to_json, dumps
from sayso.exporting.table import COLUMNS, cell, row
from sayso.ledger import Ledger
from sayso.reading.claim import Claim, Reading

KEYS = [
    *("doc", "id", "start", "end", "sentence", "kind", "quantity", "affected", "agent", "source", "place", "period"),
    *("certainty", "polarity", "verification", "confidence", "reader", "question", "repeats"),
]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        opened.store(*sample("a.txt"))
        opened.store(*sample("=b.txt"))
        yield opened


def _lines(ledger: Ledger, **filters) -> list[dict]:
    out = io.StringIO()
    number = export(ledger, "jsonl", out, **filters)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == number
    return lines


def test_json_lines_have_the_keys_of_the_format_in_order(ledger: Ledger) -> None:
    first, second, third, _ = _lines(ledger, doc="a.txt")
    for line in (first, second, third):
        assert list(line) == KEYS
    assert second["quantity"] == {
        "text": "zeker 200",
        "low": 200,
        "high": None,
        "approx": False,
        "unit": "person",
        "per": None,
    }
    assert TEXT[second["start"] : second["end"]] == "zeker 200"
    assert TEXT[second["sentence"]["start"] : second["sentence"]["end"]].startswith("Volgens het leger")
    assert list(second["affected"]) == ["side", "actor", "name", "text", "start", "end"]
    assert second["agent"] is None
    (source,) = second["source"]
    assert list(source) == ["text", "start", "end", "actor", "name", "side", "cue"]
    assert source["cue"] == {"text": "Volgens", "start": 44, "end": 51}
    assert list(second["place"]) == ["name", "geonameid", "lat", "lon", "precision", "text", "start", "end"]
    assert second["period"] == {
        "start": "2023-03-01",
        "end": "2023-03-31",
        "precision": 4,
        "text": "in maart",
        "cumulative": False,
    }
    assert first["repeats"] == second["id"]
    assert first["source"] == []
    assert third["period"] is None


def test_the_documentation_lists_the_keys(ledger: Ledger) -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "ledger-format.md").read_text(encoding="utf-8")
    section = documentation.split("## JSON Lines")[1].split("\n## ")[0]
    listed = re.findall(
        r"`(\w+)`", " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
    )
    assert listed == KEYS
    section = documentation.split("## CSV and Parquet")[1].split("\n## ")[0]
    listed = re.findall(
        r"`(\w+)`", " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
    )
    assert listed == list(COLUMNS)


@given(claims)
def test_json_gives_back_the_claim(claim: Claim) -> None:
    line = claim_to_json(claim)
    assert list(line) == KEYS
    assert claim_from_json(line) == replace(claim, steps=())


@given(claims)
def test_a_line_is_one_line_of_utf8(claim: Claim) -> None:
    line = dumps(claim_to_json(claim))
    assert "\n" not in line
    assert "\r" not in line
    json.loads(line.encode("utf-8"))


def test_numbers_are_written_plainly() -> None:
    _, reading = sample()
    claim = reading.claims[1]
    lows = [200.0, 33.33, 1e15, float("inf"), None]
    written = [
        claim_to_json(replace(claim, quantity=replace(claim.quantity, low=low)))["quantity"]["low"] for low in lows
    ]
    assert json.dumps(written) == "[200, 33.33, 1000000000000000, null, null]"


@given(texts)
def test_a_cell_is_one_line(text: str) -> None:
    clean = cell(text)
    assert clean is not None
    assert len(clean.splitlines()) <= 1
    assert not re.search("[\t\n\r\x00-\x1f\x7f-\x9f\ud800-\udfff]", clean)
    assert cell(clean) == clean
    clean.encode("utf-8")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_tables_are_read_by_naive_readers(ledger: Ledger, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"claims.{format}"
    assert export(ledger, format, path) == 8
    with_polars = pl.read_csv(path) if format == "csv" else pl.read_parquet(path)
    with_duckdb = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert with_polars.columns == list(COLUMNS)
    assert with_polars.shape == (8, len(COLUMNS))
    assert len(with_duckdb) == 8
    first = with_polars.filter(pl.col("doc") == "a.txt").row(1, named=True)
    assert (first["text"], first["low"], first["high"], first["approx"]) == ("zeker 200", 200, None, False)
    assert (first["affected_side"], first["speaker_name"], first["cue"]) == ("RU", "Ukrainian army", "Volgens")
    assert (first["published"], first["published_precision"]) == ("2023-04-01", "month")
    assert first["sentence"].startswith("Volgens het leger zijn in maart zeker 200 Russen")
    last = with_polars.filter(pl.col("doc") == "a.txt").row(3, named=True)
    assert (last["chain"], last["speaker_name"], last["place_name"]) == (
        "Agence France-Presse",
        "Jevgeni Prigozjin",
        None,
    )
    total = duckdb.sql(f"SELECT sum(low), count(high), max(place_lat) FROM '{path}'").fetchall()
    assert total == [(2 * (200 + 200 + 500 + 11), 4, 48.5953)]


def test_csv_is_read_by_the_csv_module(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    export(ledger, "csv", path)
    content = path.read_bytes()
    assert content.count(b"\n") == 9
    assert b"\r" not in content
    assert b"\t" not in content
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 8
    assert {None not in each and None not in each.values() for each in rows} == {True}
    assert rows[0]["doc"] == "'=b.txt"  # no formula
    assert (rows[0]["low"], rows[0]["high"], rows[0]["period_cumulative"]) == ("200.0", "", "false")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents, st.lists(claims, min_size=1, max_size=4))
def test_any_claims_survive_csv(tmp_path: Path, document: Document, some: list[Claim]) -> None:
    from sayso.exporting.table import disarmed, write_csv

    path = tmp_path / "any.csv"
    rows = [row(claim, document) for claim in some]
    with path.open("wb") as out:
        assert write_csv(rows, out) == len(some)
    with path.open(encoding="utf-8", newline="") as lines:
        back = list(csv.DictReader(lines, strict=True))
    for wanted, got in zip(rows, back, strict=True):
        for name, value in wanted.items():
            if isinstance(value, str):
                assert got[name] == disarmed(value)
                assert not got[name].startswith(("=", "+", "-", "@"))
            elif isinstance(value, float):
                assert float(got[name]) == value
            else:
                assert got[name] == ("" if value is None else str(value).lower())
    frame = pl.read_csv(path, schema=COLUMNS)
    assert frame["low"].to_list() == [wanted["low"] for wanted in rows]
    assert duckdb.read_csv(str(path), header=True).shape == (len(some), len(COLUMNS))


def test_types_do_not_depend_on_the_first_rows(tmp_path: Path) -> None:
    # A reader that guesses types from the first rows must not trip over the later ones.
    document, reading = sample()
    whole = reading.claims[1]
    broken = replace(whole, start=whole.start + 1, quantity=replace(whole.quantity, low=33.33, high=0.5))
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.store(document, Reading((*([whole] * 30_000), broken), (), 1))
        export(ledger, "csv", tmp_path / "c.csv")
    frame = pl.read_csv(tmp_path / "c.csv")
    assert (frame["text"].dtype, frame["low"].dtype) == (pl.String, pl.Float64)
    assert duckdb.sql(f"SELECT min(low) FROM '{tmp_path}/c.csv'").fetchall() == [(33.33,)]


def test_geojson_has_a_point_or_nothing_for_each_claim(ledger: Ledger) -> None:
    out = io.BytesIO()
    assert export(ledger, "geojson", out, doc="a.txt") == 4
    collection = json.loads(out.getvalue())
    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        *[{"type": "Point", "coordinates": [38.0, 48.5953]}] * 3,
        None,
    ]
    assert [list(feature["properties"]) for feature in collection["features"]] == [KEYS] * 4
    assert {feature["type"] for feature in collection["features"]} == {"Feature"}


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_to_export_is_a_valid_file(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"none.{format}"
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        assert export(ledger, format, path) == 0
    match format:
        case "jsonl" | "questions" | "relations" | "uncoded":
            assert path.read_bytes() == b""
        case "ucdp":
            assert tuple(pl.read_csv(path).columns) == ucdp.COLUMNS
        case "geojson":
            assert json.loads(path.read_bytes())["features"] == []
        case "csv":
            assert pl.read_csv(path).columns == list(COLUMNS)
        case "parquet":
            assert dict(pl.read_parquet_schema(path)) == COLUMNS


def test_the_filters_are_those_of_the_ledger(ledger: Ledger) -> None:
    assert {line["kind"] for line in _lines(ledger, kind="attack")} == {"attack"}
    assert len(_lines(ledger, speaker="prigozjin", include_repeats=False, side="RU")) == 2
    with pytest.raises(TypeError, match="colour"):
        _lines(ledger, colour="red")


def test_an_unknown_format(ledger: Ledger) -> None:
    with pytest.raises(ExportError, match="no format 'xlsx': choose one of jsonl, csv, parquet, geojson"):
        export(ledger, "xlsx", "-")
