"""Grades and estimates, by the rules of docs/accounts.md."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.accounts.estimates import RULE, estimate
from sayso.accounts.values import Flag, Origin


def origin(low: float | None, high: float | None, flag: Flag, id: str = "o", *, denied: bool = False) -> Origin:
    return Origin(id, "Someone", "RU", flag, ("c",), low, high, approx=False, denied=denied)


A, T, V, P = Flag.ADMISSION, Flag.THIRD_PARTY, Flag.OWN_VOICE, Flag.INTERESTED


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ([], (None, None, None)),
        ([(200, None, P)], (200, 200, None)),
        ([(None, 2, P)], (None, 2, 2)),
        ([(20000, 30000, T)], (20000, 25000, 30000)),
        ([(50, 50, A), (200, 200, P)], (50, 50, 200)),
        ([(50, 50, A), (100, 300, T), (900, 900, P)], (50, 50, 300)),  # of three ranks the two highest
        ([(10, 10, T), (30, 30, V)], (10, 20, 30)),  # an even number: the mean of the middle two
        ([(10, None, T), (500, 500, P)], (10, 10, None)),  # the highest rank leaves it open
        ([(10, 10, T), (500, None, P)], (10, 10, 500)),  # a lower rank's open end opens nothing
    ],
)
def test_the_careful_rule(origins, expected):
    made = estimate([origin(*each, id=str(i)) for i, each in enumerate(origins)])
    assert (made.low, made.best, made.high) == expected
    assert made.rule == RULE
    assert made.how.endswith(".")


def test_denied_and_replaced_figures_count_for_nothing():
    made = estimate([origin(5, 5, T, "old"), origin(8, 8, T, "new"), origin(99, 99, A, "no", denied=True)], {"old"})
    assert (made.low, made.best, made.high) == (8, 8, 8)


figure = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(sorted)


@given(st.lists(st.tuples(figure, st.sampled_from([A, T, V, P])), min_size=1, max_size=8), st.randoms())
def test_low_best_and_high_are_in_order_whatever_the_order_of_origins(rows, random):
    origins = [origin(low, high, flag, str(i)) for i, ((low, high), flag) in enumerate(rows)]
    made = estimate(origins)
    assert made.low is not None
    assert made.best is not None
    assert made.high is not None
    assert made.low <= made.best <= made.high
    random.shuffle(origins)
    assert estimate(origins) == made


@given(st.lists(figure, min_size=1, max_size=5), st.lists(figure, max_size=5))
def test_what_only_an_interested_party_says_never_raises_best(admitted, claimed):
    own = [origin(low, high, A, f"a{i}") for i, (low, high) in enumerate(admitted)]
    others = [origin(low, high, P, f"i{i}") for i, (low, high) in enumerate(claimed)]
    assert estimate(own + others).best == estimate(own).best
