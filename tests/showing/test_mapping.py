"""The map: what is in its frame, which names are written, and where regions are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.showing.mapping import HEIGHT, WIDTH, world


def place(name: str, lon: float, lat: float, claims: int = 1, precision: int = 1) -> dict[str, Any]:
    return {"name": name, "lon": lon, "lat": lat, "claims": claims, "precision": precision, "contested": 0}


FRONT = [place("Bakhmut", 38.0, 48.6, 50), place("Soledar", 38.1, 48.7, 12), place("Dnipro", 35.0, 48.45, 30)]


def test_a_front_is_drawn_with_its_regions() -> None:
    drawn = world(FRONT, None)
    assert drawn is not None
    assert {point["name"] for point in drawn["points"]} == {"Bakhmut", "Soledar", "Dnipro"}
    assert all(0 < point["x"] < WIDTH and 0 < point["y"] < HEIGHT for point in drawn["points"])
    assert {"Donetsk Oblast", "Zaporizhzhia Oblast"} & {region["name"] for region in drawn["regions"]["names"]}
    assert drawn["regions"]["path"].count("M") >= 3
    assert "Ukraine" in {country["name"] for country in drawn["outlines"]}


def test_a_wide_map_has_no_regions() -> None:
    drawn = world([place("Kyiv", 30.5, 50.4), place("Lisbon", -9.1, 38.7)], (-15, 30, 45, 60))
    assert drawn is not None
    assert drawn["regions"] == {"path": "", "names": []}


def test_a_region_that_is_a_place_of_claims_is_named_once() -> None:
    drawn = world([*FRONT, place("Donetsk Oblast", 37.8, 48.15, 40, 4)], None)
    assert drawn is not None
    assert "Donetsk Oblast" in {point["name"] for point in drawn["points"]}
    assert "Donetsk Oblast" not in {region["name"] for region in drawn["regions"]["names"]}


@pytest.mark.parametrize(
    "box",
    [(22.0, 44.0, 40.5, 52.5), (34.0, 46.0, 40.0, 50.0), (34.2, 29.4, 36.0, 33.4), (36.0, 3.0, 48.0, 15.0)],
    ids=["Ukraine", "the front", "Israel and Gaza", "Ethiopia"],
)
def test_no_name_is_written_over_another(box: tuple[float, float, float, float]) -> None:
    drawn = world([place("Bakhmut", 38.0, 48.6)], box)
    assert drawn is not None
    around = [(r["x"] - 4.75 * len(r["name"]), r["y"], 9.5 * len(r["name"])) for r in drawn["regions"]["names"]]
    around += [(c["x"] - 6.75 * len(c["name"]), c["y"], 13.5 * len(c["name"])) for c in drawn["outlines"] if c["x"] > 0]
    assert len(around) > 1
    for number, (x, y, wide) in enumerate(around):
        for other_x, other_y, other_wide in around[:number]:
            apart = x + wide <= other_x or other_x + other_wide <= x or abs(y - other_y) >= 16
            assert apart, (x, y, other_x, other_y)


def test_a_country_across_the_date_line_is_land() -> None:
    drawn = world([place("Moscow", 37.6, 55.75)], (20, 40, 70, 65))
    assert drawn is not None
    russia = next(country for country in drawn["outlines"] if country["name"] == "Russia")
    assert russia["x"] > 0  # and named
    assert russia["path"].count("L") > 500
