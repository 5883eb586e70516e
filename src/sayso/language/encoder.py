"""The bundled model: sentences of words in, tags, heads, labels and names out. ONNX Runtime on the CPU, no torch.

A model is a folder with `encoder.onnx`, `vocabulary.json.gz` and `labels.json`. `SAYSO_MODEL` names another folder
than the one in the package. The network takes sub-word ids, the word number that each belongs to (0 for the sentence
start, which stands for the root; -1 for the sentence end; -2 for padding) and the list of word numbers, and gives
scores for tags (`upos`), heads (`arc`), the best label for every head (`rel`) and names (`ner`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from sayso.language.decoding import name_tags, trees
from sayso.language.subwords import BEGIN, END, PAD, Subwords

BUNDLED = Path(__file__).parent / "model"
BATCH_PIECES = 512  # sub-words of one call: more runs out of the processor's cache, fewer wastes calls
WIDEST = 1.35  # a call's longest sentence against its shortest: padding costs more than another call
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
        """Analyse sentences of words, in the order given. A sentence without words gets empty arrays.

        Sentences longer than `LONGEST_CHUNK` words are read in chunks that hang together as parataxis, so that memory
        grows with the length of a sentence, not with its square.
        """
        chunks = [chunk for sentence in sentences for chunk in self._chunks(sentence)]
        done = self._run([pieces for _, pieces in chunks])
        results: list[Analysis] = []
        at = 0
        for sentence in sentences:
            parts = []
            words = 0
            while words < len(sentence):
                parts.append(done[at])
                words += len(parts[-1].tags)
                at += 1
            results.append(parts[0] if len(parts) == 1 else self._join(parts))
        return results

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

    def _run(self, chunks: list[list[tuple[int, ...]]]) -> list[Analysis]:
        sizes = [sum(map(len, chunk)) + 2 for chunk in chunks]
        order = sorted(range(len(chunks)), key=sizes.__getitem__)
        results: list[Analysis | None] = [None] * len(chunks)
        at = 0
        while at < len(order):
            end = at + 1
            widest = WIDEST * sizes[order[at]] + 4
            while end < len(order) and sizes[order[end]] <= min(widest, BATCH_PIECES / (end + 1 - at)):
                end += 1
            batch = order[at:end]
            for index, analysis in zip(batch, self._batch([chunks[i] for i in batch]), strict=True):
                results[index] = analysis
            at = end
        return [r for r in results if r is not None]

    def _batch(self, chunks: list[list[tuple[int, ...]]]) -> Iterator[Analysis]:
        lengths = np.array([len(chunk) for chunk in chunks])
        width = max(sum(map(len, chunk)) for chunk in chunks) + 2
        ids = np.full((len(chunks), width), PAD, dtype=np.int64)
        owner = np.full((len(chunks), width), -2, dtype=np.int64)
        for row, chunk in enumerate(chunks):
            flat = list(chain.from_iterable(chunk))
            size = len(flat) + 1
            ids[row, 0], ids[row, size] = BEGIN, END
            ids[row, 1:size] = flat
            owner[row, 0], owner[row, size] = 0, -1
            owner[row, 1:size] = np.repeat(np.arange(1, len(chunk) + 1), [len(p) for p in chunk])
        slots = np.arange(int(lengths.max()) + 1)
        upos, arc, rel, ner = self._session.run(
            ["upos", "arc", "rel", "ner"], {"ids": ids, "wid": owner, "slots": slots}
        )
        heads = trees(arc, lengths)
        labels = np.take_along_axis(rel, heads[:, :, None], axis=2)[:, :, 0].astype(np.int64)
        labels = np.where(heads == 0, self._root, np.where(labels == self._root, self._parataxis, labels))
        tags = upos.argmax(-1)
        names = name_tags(ner, lengths, self.labels.names)
        # 0 is the root: a word that hangs there becomes its own head, the others move to 0-based words.
        own = np.arange(heads.shape[1])[None, :]
        heads = np.where(heads == 0, own, heads - 1)
        for row, n in enumerate(lengths.tolist()):
            yield Analysis(tags[row, :n], heads[row, :n], labels[row, :n], names[row, :n])

    def _join(self, parts: list[Analysis]) -> Analysis:
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return Analysis(none, none, none, none)
        offsets = np.cumsum([0] + [len(p.tags) for p in parts[:-1]])
        heads = [p.heads + offset for p, offset in zip(parts, offsets, strict=True)]
        labels = [p.labels.copy() for p in parts]
        first_root = _root(heads[0], 0)
        for part_heads, part_labels, offset in list(zip(heads, labels, offsets.tolist(), strict=True))[1:]:
            root = _root(part_heads, offset) - offset
            part_heads[root] = first_root
            part_labels[root] = self._parataxis
        return Analysis(
            np.concatenate([p.tags for p in parts]),
            np.concatenate(heads),
            np.concatenate(labels),
            np.concatenate([p.names for p in parts]),
        )


def _root(heads: Ints, offset: int) -> int:
    return int(np.flatnonzero(heads == np.arange(offset, offset + len(heads)))[0]) + offset


@lru_cache(maxsize=4)
def load_encoder(folder: Path | None = None, threads: int = 1) -> Encoder:
    """The model of `folder`, else of `SAYSO_MODEL`, else the bundled one; loaded once a process.

    Raises FileNotFoundError naming what is missing.
    """
    return Encoder(folder or Path(os.environ.get("SAYSO_MODEL") or BUNDLED), threads)
