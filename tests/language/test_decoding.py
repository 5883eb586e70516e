"""Scores to trees."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language.decoding import ROOTS, repair, trees


def is_tree(heads):
    for i in range(len(heads)):
        seen = set()
        at = i
        while at != -1:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at] - 1
    return sum(h == 0 for h in heads) == 1


@given(
    st.integers(1, 4).flatmap(
        lambda b: st.integers(1, 9).flatmap(
            lambda n: st.tuples(
                arrays(np.float32, (b, n, n + 1), elements=st.floats(-5, 5, width=32)),
                st.lists(st.integers(1, n), min_size=b, max_size=b),
            )
        )
    )
)
def test_every_sentence_becomes_one_tree(case):
    scores, lengths = case
    heads = trees(scores, np.array(lengths))
    for row, n in zip(heads.tolist(), lengths, strict=True):
        assert is_tree(row[:n])
        assert not any(row[n:])


@given(
    st.integers(1, ROOTS).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32)),
    )
)
def test_repaired_is_the_best_of_all_trees(scores):
    n = len(scores)
    scores[np.arange(n), np.arange(n) + 1] = -1e9  # nobody is their own head
    chances = scores - np.log(np.exp(scores).sum(1, keepdims=True))

    def worth(heads):
        return sum(float(chances[word, head]) for word, head in enumerate(heads))

    best = max(worth(heads) for heads in product(range(n + 1), repeat=n) if is_tree(heads))
    found = repair(scores).tolist()
    assert is_tree(found)
    assert worth(found) == pytest.approx(best, abs=1e-4)


def test_clear_scores_are_followed():
    gold = [2, 0, 2, 5, 3]
    scores = np.zeros((1, 5, 6), dtype=np.float32)
    for word, head in enumerate(gold):
        scores[0, word, head] = 5.0
    assert trees(scores, np.array([5]))[0].tolist() == gold


def test_repair_breaks_the_cheapest_link_of_a_cycle():
    # words 1 and 2 prefer each other; word 2 has nearly as good a head in word 3, the root
    scores = np.full((3, 4), -9.0, dtype=np.float32)
    scores[0, 2], scores[1, 1], scores[1, 3], scores[2, 0] = 5.0, 5.0, 4.5, 5.0
    assert repair(scores).tolist() == [2, 3, 0]
