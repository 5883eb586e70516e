"""Numbers and dates stay above the floors of quality.toml, on the shared cases of Recognizers-Text."""

import tomllib
from pathlib import Path

import pytest
from benchmarks.numbers import cases, measure, readers

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((ROOT / "quality.toml").read_text(encoding="utf-8"))["numbers"]


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_floors(language, shared):
    folder = shared / "eval" / "recognizers"
    texts = [c for c in cases.load(folder, language, "NumberModel") if cases.not_news(c) is None]
    find = readers.our_numbers(language)
    right = sum(cases.same(find(case.text), cases.numbers(case)) for case in texts)
    dated = cases.load(folder, language, "DateTimeModel")
    find_dates = readers.our_dates(language)
    rows = measure.date_rows(dated, [find_dates(case.text, case.reference) for case in dated])
    measured = {"numbers": right / len(texts), "dates": float(rows[0]), "dates_other_half": float(rows[2])}
    below = {name: (measured[name], floor) for name, floor in FLOORS[language].items() if measured[name] < floor}
    assert not below, f"below the floor (measured, floor): {below}"


def test_what_news_prints_is_told_by_rules():
    day = cases._reference(None)

    def why(text, *values):
        return cases.not_news(cases.Case(0, text, day, [{"Resolution": {"value": value}} for value in values]))

    assert why("driehonderd soldaten", "300") is None
    assert why("2,5 miljoen", "2500000") is None
    assert why("het was -5", "-5") == "values below zero"
    assert "exponents" in why("1,1^23", "8,9")
    assert "addresses" in why("192.168.1.2", "192168")
    assert "one out of a group" in why("een van de drie", "0,333")
    assert why("een op de drie", "0,333") is None
