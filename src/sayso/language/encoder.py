"""The bundled model: sentences of words in, tags, heads, labels and names out. ONNX Runtime on the CPU, no torch.

A model is a folder with `encoder.onnx`, `vocabulary.json.gz` and `labels.json`. `SAYSO_MODEL` names another folder
than the one in the package.

The sentences of a call stand behind each other in a line: in one line their sub-words (`ids`, with `position` in the
sentence), in another their slots, which are the sentence start (it stands for the root) and the words. `owner` is the
slot of a sub-word, -1 of a sentence end. Most of the network works on these lines, without padding; only to look at
each other do positions take seats in rows of several sentences (`_at`, `_seat`, `_of`: see `_Rows`). For each slot
there come out scores of tags (`upos`), heads (`arc`, by seats) and names (`ner`), and what scores the labels of an
arc: `label` of the dependent (labels × features) times `governor` of its head (features).
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from sayso.language.decoding import trees
from sayso.language.naming import Floats, names
from sayso.language.subwords import BEGIN, END, Subwords

BUNDLED = Path(__file__).parent / "model"
BATCH_PIECES = 512  # sub-words of one call: more runs out of the processor's cache, fewer wastes calls
ROW_PIECES = 64  # sub-words of a row: attention grows with its square, padding shrinks as more sentences fit
LONGEST_CHUNK = 120  # words read at once: scores of heads grow with the square of it
LONGEST_PIECES = 500  # the network has 512 positions

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the network says of one sentence: arrays with one entry a word.

    `tags`, `labels` and `names` index the lists of the same name in `Labels`; `heads` holds word indices, the root's
    is its own.
    """

    tags: Ints
    heads: Ints
    labels: Ints
    names: Ints


@dataclass(frozen=True, slots=True)
class Labels:
    """The inventories that the network was trained with."""

    tags: list[str]
    relations: list[str]
    names: list[str]


class _Read(NamedTuple):
    """As `Analysis`, with the scores of names in place of the names."""

    tags: Ints
    heads: Ints
    labels: Ints
    names: Floats


class Encoder:
    """One loaded model. Safe to share between threads; `threads` is how many each call may use."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        missing = [n for n in ("encoder.onnx", "vocabulary.json.gz", "labels.json") if not (folder / n).is_file()]
        if missing:
            raise FileNotFoundError(f"no language model in {folder}: {', '.join(missing)} missing")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused kernel is the slower one: 8 % of all time
        )
        self.labels = Labels(*json.loads((folder / "labels.json").read_text(encoding="utf-8")))
        self.subwords = Subwords.load(folder / "vocabulary.json.gz")
        self._root = self.labels.relations.index("root")
        self._parataxis = self.labels.relations.index("parataxis")

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Analyse the sentences of words of one document, in order. A sentence without words gets empty arrays.

        A name is read with a view to what the other sentences say of its words.
        Sentences longer than `LONGEST_CHUNK` words are read in chunks that hang together as parataxis, so that memory
        grows with the length of a sentence, not with its square.
        """
        chunks = [chunk for sentence in sentences for chunk in self._chunks(sentence)]
        done = self._run([pieces for _, pieces in chunks])
        results: list[_Read] = []
        at = 0
        for sentence in sentences:
            parts = []
            words = 0
            while words < len(sentence):
                parts.append(done[at])
                words += len(parts[-1].tags)
                at += 1
            results.append(parts[0] if len(parts) == 1 else self._join(parts))
        named = names(sentences, [read.names for read in results], self.labels.names)
        return [Analysis(r.tags, r.heads, r.labels, n) for r, n in zip(results, named, strict=True)]

    def _chunks(self, sentence: Sequence[str]) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
        """Cut a sentence where it is too long, rather behind a punctuation mark than in the middle of a phrase."""
        pieces = [self.subwords.cut(word) for word in sentence]
        start = 0
        while start < len(pieces):
            end, size = start, 0
            while end < len(pieces) and end - start < LONGEST_CHUNK and size + len(pieces[end]) <= LONGEST_PIECES:
                size += len(pieces[end])
                end += 1
            if end < len(pieces):
                stop = next((i for i in range(end, start + (end - start) // 2, -1) if sentence[i - 1] in ",;:–—-"), end)
                end = stop
            yield start, pieces[start:end]
            start = end

    def _run(self, chunks: list[list[tuple[int, ...]]]) -> list[_Read]:
        results: dict[int, _Read] = {}
        for rows in _calls([sum(map(len, chunk)) + 2 for chunk in chunks]):
            batch = [[chunks[index] for index in row] for row in rows]
            results.update(zip(chain.from_iterable(rows), self._batch(batch), strict=True))
        return [results[index] for index in range(len(chunks))]

    def _batch(self, rows: list[list[list[tuple[int, ...]]]]) -> Iterator[_Read]:
        chunks = list(chain.from_iterable(rows))
        flats = [list(chain.from_iterable(chunk)) for chunk in chunks]
        lengths = np.array([len(chunk) for chunk in chunks])
        counts = list(map(len, rows))
        pieces = _Rows(np.array([len(flat) + 2 for flat in flats]), counts)
        slots = _Rows(lengths + 1, counts)
        owner: list[int] = []
        for chunk, first in zip(chunks, slots.first.tolist(), strict=True):
            owner.append(first)
            owner += chain.from_iterable([slot] * len(word) for slot, word in enumerate(chunk, first + 1))
            owner.append(-1)
        upos, arc, label, governor, ner = self._session.run(
            ["upos", "arc", "label", "governor", "ner"],
            {
                "ids": np.array(list(chain.from_iterable((BEGIN, *flat, END) for flat in flats)), dtype=np.int64),
                "position": pieces.position,
                "owner": np.array(owner, dtype=np.int64),
                **{f"piece_{name}": getattr(pieces, name) for name in ("at", "seat", "of")},
                **{f"slot_{name}": getattr(slots, name) for name in ("at", "seat", "of")},
            },
        )
        longest = int(lengths.max())
        arcs = np.zeros((len(chunks), longest, longest + 1), dtype=np.float32)
        spans = [(first, first + n + 1) for first, n in zip(slots.first.tolist(), lengths.tolist(), strict=True)]
        for number, (first, end) in enumerate(spans):
            row, seat = divmod(int(slots.seat[first]), arc.shape[-1])
            n = end - first - 1
            arcs[number, :n, : n + 1] = arc[row, seat + 1 : seat + n + 1, seat : seat + n + 1]
        heads = trees(arcs, lengths)
        chosen = np.zeros(len(label), dtype=np.int64)
        for number, (first, end) in enumerate(spans):
            chosen[first + 1 : end] = heads[number, : end - first - 1] + first
        scores = label.reshape(len(label), -1, governor.shape[-1]) @ governor[chosen][:, :, None]
        tags, labels = upos.argmax(-1), scores[:, :, 0].argmax(-1)
        for number, (first, end) in enumerate(spans):
            n = end - first - 1
            own, found = heads[number, :n], labels[first + 1 : end]
            found = np.where(own == 0, self._root, np.where(found == self._root, self._parataxis, found))
            # 0 is the root: a word that hangs there becomes its own head, the others move to 0-based words.
            own = np.where(own == 0, np.arange(n), own - 1)
            yield _Read(tags[first + 1 : end], own, found, ner[first + 1 : end])

    def _join(self, parts: list[_Read]) -> _Read:
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return _Read(none, none, none, np.zeros((0, len(self.labels.names)), dtype=np.float32))
        offsets = np.cumsum([0] + [len(p.tags) for p in parts[:-1]])
        heads = [p.heads + offset for p, offset in zip(parts, offsets, strict=True)]
        labels = [p.labels.copy() for p in parts]
        first_root = _root(heads[0], 0)
        for part_heads, part_labels, offset in list(zip(heads, labels, offsets.tolist(), strict=True))[1:]:
            root = _root(part_heads, offset) - offset
            part_heads[root] = first_root
            part_labels[root] = self._parataxis
        return _Read(
            np.concatenate([p.tags for p in parts]),
            np.concatenate(heads),
            np.concatenate(labels),
            np.concatenate([p.names for p in parts]),
        )


class _Rows:
    """Sentences in a line, and in rows: `counts` of them a row, each as many positions long as `sizes` says.

    `first` is where a sentence begins in the line and `position` counts from there. `at[row, seat]` is the position of
    the line that sits there (0 where none does) and `of[row, seat]` the number of its sentence (-1: none); `seat` is
    for each position of the line its seat, counted through all rows.
    """

    def __init__(self, sizes: Ints, counts: list[int]) -> None:
        total = int(sizes.sum())
        ends = np.cumsum(sizes)
        self.first = ends - sizes
        self.position = np.arange(total) - np.repeat(self.first, sizes)
        starts = self.first[np.cumsum([0, *counts[:-1]])]  # of the rows, in the line
        filled = np.diff([*starts, total])
        width = int(filled.max())
        self.seat = np.arange(total) + np.repeat(np.arange(len(counts)) * width - starts, filled)
        self.at = np.zeros((len(counts), width), dtype=np.int64)
        self.at.flat[self.seat] = np.arange(total)
        self.of = np.full((len(counts), width), -1, dtype=np.int64)
        self.of.flat[self.seat] = np.repeat(np.arange(len(sizes)), sizes)


def _calls(sizes: list[int]) -> Iterator[list[list[int]]]:
    """Sentences of these sizes as the rows of one call after the other, the longest first, each row as full as can be.

    A row holds the longest of the call, or `ROW_PIECES` when that is more, or an even share of what little is left.
    """
    left = sorted(range(len(sizes)), key=lambda index: (sizes[index], -index))
    room = sum(sizes)
    while left:
        even = -(-room // max(1, round(room / ROW_PIECES)))
        width = max(sizes[left[-1]], min(ROW_PIECES, even))
        rows: list[list[int]] = []
        while left and (not rows or (len(rows) + 1) * width <= BATCH_PIECES):
            row, free = [], width
            while left and free >= sizes[left[0]]:
                index = left.pop(bisect_right(left, free, key=sizes.__getitem__) - 1)
                row.append(index)
                free -= sizes[index]
                room -= sizes[index]
            rows.append(row)
        yield rows


def _root(heads: Ints, offset: int) -> int:
    return int(np.flatnonzero(heads == np.arange(offset, offset + len(heads)))[0]) + offset


@lru_cache(maxsize=4)
def load_encoder(folder: Path | None = None, threads: int = 1) -> Encoder:
    """The model of `folder`, else of `SAYSO_MODEL`, else the bundled one; loaded once a process.

    Raises FileNotFoundError naming what is missing.
    """
    return Encoder(folder or Path(os.environ.get("SAYSO_MODEL") or BUNDLED), threads)
