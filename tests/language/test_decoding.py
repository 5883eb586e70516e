"""Scores to trees."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language.decoding import repair, trees


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
