"""What comparing came to, in each format: the keys that are promised, the figures meant, whole for any reader."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts_samples import Said, report, reports
from sayso.accounts.stored import compare_ledger
from sayso.accounts.values import Estimate, Question
from sayso.exporting import export, ucdp
from sayso.exporting.accounts import figure
from sayso.exporting.table import Cell
from sayso.exporting.ucdp import COLUMNS, counts, priogrid, row
from sayso.ledger import Ledger

DOCS = Path(__file__).parents[2] / "docs"
QUESTION = ["id", "label", "kind", "affected", "place", "period", "claims", "reports", "origins", "grade"]
QUESTION += ["low", "best", "high", "rule", "unit", "per"]
HOSTILE = '=1+1, "x"\n\tregel\x00 ; \u2028'


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        for document, reading in reports():
            opened.store(document, reading)
        compare_ledger(opened)
        yield opened


def lines(ledger: Ledger, to: str, **filters: object) -> list[dict]:
    out = io.StringIO()
    number = export(ledger, to, out, **filters)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == number
    return found


def listed(section: str) -> list[str]:
    text = (DOCS / "ledger-format.md").read_text(encoding="utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"`(\w+)`", " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("|")))


def test_questions_have_the_keys_that_are_promised(ledger: Ledger) -> None:
    found = lines(ledger, "questions")
    assert [list(line) for line in found] == [QUESTION] * len(found)
    assert listed("Questions") == QUESTION
    stored = {question.id: question for question in ledger.questions()}
    for line in found:
        question = stored[line["id"]]
        assert (line["reports"], line["origins"]) == (len(line["claims"]), len(question.origins))
        assert (line["grade"], line["best"], line["unit"]) == (question.grade, question.estimate.best, question.unit)
    assert {line["kind"] for line in lines(ledger, "questions", kind="captured")} == {"captured"}


def test_relations_have_the_keys_that_are_promised(ledger: Ledger) -> None:
    found = lines(ledger, "relations")
    assert found
    assert listed("Relations") == ["a", "b", "relation", "question", "levels", "why"]
    for line in found:
        assert list(line) == ["a", "b", "relation", "question", "levels", "why"]
        assert list(line["levels"]) == ["measure", "who", "where", "when"]
        assert line["why"]
    claims = {claim.id for claim in ledger.claims()}
    assert {id for line in found for id in (line["a"], line["b"])} <= claims
    few = lines(ledger, "relations", doc="a.txt")
    assert {line["question"] for line in few} == {claim.question for claim in ledger.claims(doc="a.txt")}


def test_the_map_has_each_question_once(ledger: Ledger) -> None:
    ledger.store(*report("z.txt", "2023-04-01", Said(9, None)))  # read since
    out = io.BytesIO()
    count = export(ledger, "geojson", out)
    features = json.loads(out.getvalue())["features"]
    questions = [feature for feature in features if feature["id"].startswith("q")]
    others = [feature for feature in features if feature["id"].startswith("c")]
    assert len(features) == count == len(questions) + len(others)
    assert [list(feature["properties"]) for feature in questions] == [QUESTION] * ledger.question_count()
    assert [feature["properties"]["doc"] for feature in others] == ["z.txt"]
    held = {id for feature in questions for id in feature["properties"]["claims"]}
    assert held | {feature["id"] for feature in others} == {claim.id for claim in ledger.claims()}
    placed = next(feature for feature in questions if feature["properties"]["place"])
    assert placed["geometry"] == {"type": "Point", "coordinates": [37.9989, 48.5942]}


def test_rows_for_conflict_data(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "ucdp.csv"
    number = export(ledger, "ucdp", path)
    killed = [question for question in ledger.questions(kind="killed") if counts(question)]
    assert number == len(killed) > 3
    assert len(COLUMNS) == 49
    frame, table = pl.read_csv(path), duckdb.sql(f"SELECT * FROM '{path}'")
    assert tuple(frame.columns) == tuple(table.columns) == COLUMNS
    assert frame.height == number
    ids = [row[COLUMNS.index("relid")] for row in table.fetchall()]
    assert frame["relid"].to_list() == ids == [question.id for question in killed]
    week = next(q for q in killed if q.affected == "UA" and q.start == "2023-03-06")
    (cells,) = [each for each in pl.read_csv(path).rows(named=True) if each["relid"] == week.id]
    assert (cells["date_start"], cells["date_end"], cells["year"]) == ("2023-03-06", "2023-03-12", 2023)
    assert (cells["date_prec"], cells["where_prec"], cells["event_clarity"]) == (3, 1, 2)
    assert (cells["side_a"], cells["side_b"]) == ("Government of Russian Federation", "Government of Ukraine")
    assert (cells["gwnoa"], cells["gwnob"], cells["country_id"]) == (365, 369, 369)
    assert (cells["country"], cells["region"], cells["adm_1"]) == ("Ukraine", "Europe", "Donetsk Oblast")
    assert (cells["latitude"], cells["longitude"], cells["priogrid_gid"]) == (48.5942, 37.9989, 199876)
    assert cells["type_of_violence"] == 1
    deaths = [cells[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert deaths == [0, cells["best"], 0, 0]
    assert cells["number_of_sources"] == len(week.origins)
    assert cells["source_article"].count("; ") == len(week.claims) - 1
    assert "2023-03-14, d.txt" in cells["source_article"]
    civilians = [each for each in pl.read_csv(path).rows(named=True) if each["deaths_civilians"]]
    assert civilians
    assert all(each["best"] == each["deaths_civilians"] and each["type_of_violence"] is None for each in civilians)


def test_the_documentation_lists_the_columns_in_order() -> None:
    text = (DOCS / "ucdp.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = [name for cells in rows for name in re.findall(r"`(\w+)`", cells)]
    # a line may explain columns together that stand apart in the file
    assert sorted(named) == sorted(COLUMNS)
    assert len(named) == 49


@pytest.mark.parametrize(
    ("change", "made"),
    [
        ({}, True),
        ({"kind": "wounded"}, False),
        ({"per": "day"}, False),
        ({"unit": "percent"}, False),
        ({"estimate": Estimate(None, None, None, "careful", "")}, False),
        ({"estimate": Estimate(None, 20, 20, "careful", "")}, True),
    ],
)
def test_which_questions_make_a_row(ledger: Ledger, change: dict, made: bool) -> None:
    killed = next(q for q in ledger.questions(kind="killed") if q.estimate.best)
    assert counts(replace(killed, **change)) is made


def test_what_is_not_known_is_empty(ledger: Ledger) -> None:
    killed = next(q for q in ledger.questions(kind="killed") if q.estimate.best)
    bare = replace(killed, place=None, geonameid=None, lat=None, lon=None, affected=None, start=None, end=None)
    evidence = [
        (replace(claim, agent=None, source=(), place=None), replace(document, publisher=None, title=None))
        for claim, document in ledger.evidence(question=killed.id)
    ]
    cells = row(bare, evidence)
    for name in ("side_a", "country", "latitude", "priogrid_gid", "where_prec", "geom_wkt", "gwnoa", "source_office"):
        assert cells[name] is None
    assert cells["deaths_unknown"] == cells["best"]
    published = min(document.published.day for _, document in evidence if document.published.day)
    assert cells["date_end"] == published.isoformat()
    assert (published - date.fromisoformat(str(cells["date_start"]))).days == 13
    assert cells["date_prec"] == 4


def test_halves_are_rounded_up_and_open_bounds_stay_open(ledger: Ledger) -> None:
    killed = next(q for q in ledger.questions(kind="killed") if q.estimate.best)
    cells = row(replace(killed, estimate=Estimate(2.5, 3.5, None, "careful", "")), [])
    assert (cells["low"], cells["best"], cells["high"]) == (3, 4, None)


def test_figures_have_no_dust() -> None:
    assert [figure(n) for n in (0.1 + 0.2, 0.15000000000000002, 1e6, 2.5, None)] == [0.3, 0.15, 1_000_000, 2.5, None]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (90, 180, 360 * 720), (34.53, 69.17, 179779), (48.5942, 37.9989, 199876), (0, 0, 180 * 720 + 361)],
)
def test_priogrid_cells(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_cell_around_it(lat: float, lon: float) -> None:
    down, across = divmod(priogrid(lat, lon) - 1, 720)
    assert 0 <= down < 360
    assert down / 2 - 90 - 1e-9 <= lat <= down / 2 - 89.5 + 1e-9
    assert across / 2 - 180 - 1e-9 <= lon <= across / 2 - 179.5 + 1e-9


def test_countries_have_their_numbers() -> None:
    numbers = ucdp.numbers()
    assert len(set(numbers.values())) == len(numbers) > 190
    assert (numbers["UA"], numbers["RU"], numbers["SD"], numbers["CD"], numbers["IL"]) == (369, 365, 625, 490, 666)
    regions = {iso: ucdp._region(numbers[iso]) for iso in ("BR", "AZ", "LY", "EG", "TR", "AF", "AU")}
    assert list(regions.values()) == ["Americas", "Europe", "Africa", "Middle East", "Middle East", "Asia", "Asia"]


def test_hostile_words_survive_naive_readers(ledger: Ledger, tmp_path: Path) -> None:
    question = next(q for q in ledger.questions(kind="killed") if q.estimate.best)
    origins = tuple(replace(origin, speaker=HOSTILE) for origin in question.origins)
    evidence = [
        (claim, replace(document, title=HOSTILE, publisher=HOSTILE))
        for claim, document in ledger.evidence(question=question.id)
    ]
    rows: list[dict[str, Cell]] = [row(replace(question, origins=origins, place=HOSTILE), evidence)] * 3
    path = tmp_path / "x.csv"
    with path.open("wb") as out:
        assert ucdp.write(rows, out) == 3
    assert path.read_bytes().count(b"\n") == 4
    with path.open(encoding="utf-8", newline="") as text:
        back = list(csv.DictReader(text, strict=True))
    assert [None in each for each in back] == [False] * 3
    assert not any(value.startswith(("=", "+", "-", "@")) for each in back for value in each.values())
    assert pl.read_csv(path).height == duckdb.read_csv(str(path)).shape[0] == 3


def test_a_question_is_not_a_row_twice(ledger: Ledger) -> None:
    def only(question: Question) -> int:
        return int(str(row(question, [])["id"]))

    ids = [only(question) for question in ledger.questions()]
    assert len(set(ids)) == len(ids)
    assert max(ids) < 2**53
