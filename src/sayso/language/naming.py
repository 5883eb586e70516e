"""From the encoder's scores to names: one best sequence a sentence, the same word mostly the same through a document.

A surname that one sentence leaves unclear is clear in another: what the other sentences of a document say of a word
weighs in (the idea of non-local features, e.g. Krishnan and Manning 2006, here without training).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
ELSEWHERE = 0.8  # weight of what other sentences say, against the word's own
MOST = 3  # other occurrences that count
BATCH = 64  # sentences decoded at once
_NEVER = np.float32(-1e9)


def names(sentences: Sequence[Sequence[str]], scores: Sequence[Floats], labels: list[str]) -> list[Ints]:
    """The B/I/O labels of a document's sentences, as indices into `labels`.

    `scores[sentence]` holds unnormalised scores, words × labels.
    """
    alike = _alike(sentences, scores, labels)
    order = sorted(range(len(alike)), key=lambda number: len(alike[number]))
    found: dict[int, Ints] = {}
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        lengths = np.array([len(alike[number]) for number in batch])
        padded = np.zeros((len(batch), int(lengths.max()), len(labels)), dtype=np.float32)
        for row, number in enumerate(batch):
            padded[row, : lengths[row]] = alike[number]
        for number, tags, length in zip(batch, name_tags(padded, lengths, labels), lengths.tolist(), strict=True):
            found[number] = tags[:length]
    return [found[number] for number in range(len(alike))]


def _alike(sentences: Sequence[Sequence[str]], scores: Sequence[Floats], labels: list[str]) -> list[Floats]:
    """The scores as log-probabilities, with what the document's other occurrences of a word say of its type."""
    if not scores:
        return []
    own = np.concatenate([*scores, np.zeros((0, len(labels)), dtype=np.float32)])
    own = own - own.max(-1, keepdims=True, initial=_NEVER)
    own = own - np.log(np.exp(own).sum(-1, keepdims=True))
    types = [label[2:] for label in labels]
    same = np.array([[a == b for b in types] for a in types], dtype=np.float32)
    said = np.log(np.exp(own) @ same + np.float32(1e-6))  # of a word's type, whether it begins the name or goes on
    numbers: dict[str, int] = {}
    places, word_of, counts = list[int](), list[int](), list[bool]()
    for place, (word, opens) in enumerate(_words(sentences)):
        if len(word) > 2 and word[0].isupper():
            places.append(place)
            word_of.append(numbers.setdefault(word, len(numbers)))
            counts.append(not opens)  # a sentence's first word has its capital anyway
    at, words = np.array(places, dtype=np.int64), np.array(word_of, dtype=np.int64)
    weight = np.array(counts, dtype=np.float32)
    total, often = np.zeros((len(numbers), len(labels)), dtype=np.float32), np.zeros(len(numbers), dtype=np.float32)
    np.add.at(total, words, said[at] * weight[:, None])
    np.add.at(often, words, weight)
    others = often[words] - weight
    heard = (total[words] - said[at] * weight[:, None]) / np.maximum(others, 1)[:, None]
    own[at] += ELSEWHERE * np.sqrt(np.minimum(others, MOST))[:, None] * heard
    ends = np.cumsum([len(score) for score in scores])
    return np.split(own, ends[:-1])


def _words(sentences: Sequence[Sequence[str]]) -> Iterator[tuple[str, bool]]:
    """All words in order, with whether each opens its sentence."""
    return chain.from_iterable(((word, i == 0) for i, word in enumerate(sentence)) for sentence in sentences)


def name_tags(scores: Floats, lengths: Ints, labels: list[str]) -> Ints:
    """The best well-formed B/I/O sequence of every sentence, as indices into `labels`; 0 ("O") behind its end.

    `scores[b, word, label]` are unnormalised. "I-X" only follows "B-X" or "I-X".
    """
    batch, size, count = scores.shape
    allowed = np.zeros((count, count), dtype=np.float32)
    first = np.zeros(count, dtype=np.float32)
    for j, after in enumerate(labels):
        if after.startswith("I-"):
            first[j] = _NEVER
            for i, before in enumerate(labels):
                if before[2:] != after[2:]:
                    allowed[i, j] = _NEVER
    tags = np.zeros((batch, size), dtype=np.int64)
    if not size:
        return tags
    inside = np.arange(size)[None, :] < lengths[:, None]
    outside_row = np.full(count, _NEVER, dtype=np.float32)
    outside_row[0] = 0.0
    scores = np.where(inside[:, :, None], scores, outside_row)
    total = scores[:, 0] + first
    came_from = np.zeros((batch, size, count), dtype=np.int64)
    for t in range(1, size):
        paths = total[:, :, None] + allowed
        came_from[:, t] = paths.argmax(1)
        total = paths.max(1) + scores[:, t]
    tags[:, -1] = total.argmax(1)
    rows = np.arange(batch)
    for t in range(size - 1, 0, -1):
        tags[:, t - 1] = came_from[rows, t, tags[:, t]]
    return tags
