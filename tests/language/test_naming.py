"""Scores to names."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language.naming import name_tags, names

LABELS = ["O", "B-LOC", "B-PER", "I-LOC", "I-PER"]


@given(arrays(np.float32, (2, 6, 5), elements=st.floats(-5, 5, width=32)), st.integers(0, 6))
def test_names_are_well_formed(scores, length):
    tags = name_tags(scores, np.array([6, length]), LABELS)
    for row, n in zip(tags.tolist(), (6, length), strict=True):
        before = "O"
        for tag in row:
            label = LABELS[tag]
            assert not label.startswith("I-") or before[2:] == label[2:]
            before = label
        assert not any(row[n:])


def test_a_weak_inside_is_overruled_by_what_can_precede_it():
    scores = np.array([[[0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 1.5]]], dtype=np.float32)
    assert [LABELS[t] for t in name_tags(scores, np.array([2]), LABELS)[0]] == ["B-LOC", "I-LOC"]


def scored(*words: float) -> np.ndarray:
    """Scores of words: how much more each is a person's name than a place's."""
    return np.array([[0.0, 2.0, 2.0 + x, 0.0, 0.0] for x in words], dtype=np.float32)


def test_what_other_sentences_say_of_a_word_decides_where_it_is_unclear():
    clear, unclear = scored(-9, 4), scored(-9, -0.1)
    said = [["volgens", "Bondar"], ["met", "Bondar"]]
    both = names(said, [clear, unclear], LABELS)
    assert LABELS[both[1][1]] == "B-PER"
    assert LABELS[names(said[1:], [unclear], LABELS)[0][1]] == "B-LOC"


def test_the_first_word_of_a_sentence_says_nothing_of_others():
    said = [["Bondar", "zei"], ["met", "Bondar"]]
    assert LABELS[names(said, [scored(4, -9), scored(-9, -0.1)], LABELS)[1][1]] == "B-LOC"


@given(st.lists(st.lists(st.sampled_from(["Kyjiv", "de", "Ada", "x"]), max_size=5), max_size=6), st.randoms())
def test_every_sentence_gets_its_labels_whatever_the_order(sentences, chance):
    scores = [
        np.array([[chance.random() for _ in LABELS] for _ in s], dtype=np.float32).reshape(-1, 5) for s in sentences
    ]
    found = names(sentences, scores, LABELS)
    assert [len(tags) for tags in found] == [len(s) for s in sentences]
    again = names(sentences[::-1], scores[::-1], LABELS)[::-1]
    assert [tags.tolist() for tags in found] == [tags.tolist() for tags in again]
