"""A question as bars: each lies where its figure is on the scale, an open bound runs to the edge."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.accounts.estimates import estimate
from sayso.accounts.values import Flag, Grade, Origin, Question
from sayso.web.bars import intervals

_bounds = st.floats(0, 1e9, allow_nan=False) | st.integers(0, 1_000_000).map(float)


def _origin(number: int, low: float | None, high: float | None) -> Origin:
    return Origin(
        str(number), "someone", None, Flag.THIRD_PARTY, (f"c{number}",), low, high, approx=False, denied=False
    )


def question(*bounds: tuple[float | None, float | None]) -> Question:
    """A question whose origins commit to these intervals."""
    origins = tuple(_origin(number, *of) for number, of in enumerate(bounds))
    of = dict.fromkeys(("affected", "actor", "place", "geonameid", "lat", "lon", "start", "end"))
    return Question("q", "Losses", "damage", "vehicle", None, **of, cumulative=False, claims=(), origins=origins,  # type: ignore[arg-type]
                    grade=Grade.CONTESTED, estimate=estimate(origins))  # fmt: skip


def test_an_even_scale_begins_at_nothing() -> None:
    chart = intervals(question((50, 50), (100, 200), (None, 80)))
    assert not chart["log"]
    exact, wide, open_low = chart["bars"]
    assert exact["width"] == 0
    assert (wide["left"], wide["width"]) == pytest.approx((exact["left"] * 2,) * 2, abs=0.02)  # 50, 100 and 200
    assert (open_low["left"], open_low["open_low"], open_low["open_high"]) == (0, True, False)
    assert [tick["label"] for tick in chart["ticks"]] == ["0", "50", "100", "150", "200"]


def test_figures_far_apart_get_a_scale_of_powers() -> None:
    chart = intervals(question((3, 3), (30_000, None)))
    assert chart["log"]
    assert [tick["label"].replace("\u00a0", " ") for tick in chart["ticks"]] == ["10", "100", "1 000", "10 000"]
    few, many = chart["bars"]
    assert few["left"] < 10
    assert many["left"] > 80
    assert many["left"] + many["width"] == 100
    assert many["open_high"]


def test_what_nobody_gives_has_no_bars() -> None:
    assert intervals(question((None, None)))["bars"] == []


@example([(0.0, 5e-324)])
@given(st.lists(st.tuples(_bounds, _bounds).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=8))
def test_bars_lie_in_the_drawing_in_the_order_of_their_figures(pairs: list[tuple[float, float]]) -> None:
    chart = intervals(question(*pairs))
    for bar, (low, high) in zip(chart["bars"], pairs, strict=True):
        assert -0.01 <= bar["left"] <= bar["left"] + bar["width"] <= 100.01
        for other, (other_low, _) in zip(chart["bars"], pairs, strict=True):
            assert low > other_low or bar["left"] <= other["left"]
        assert high > low or bar["width"] == 0
    assert chart["band"] is None or -0.01 <= chart["band"]["best"] <= 100.01
    assert len(chart["ticks"]) <= 12
    assert all(tick["at"] >= -0.01 for tick in chart["ticks"])
