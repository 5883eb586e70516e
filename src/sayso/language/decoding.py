"""From the encoder's scores to trees, for a whole batch of sentences at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_NEVER = np.float32(-1e9)


def trees(arcs: Floats, lengths: Ints) -> Ints:
    """Heads of every word of a batch, each sentence one tree with one root.

    `arcs[b, d, h]` scores word `d` (0-based) having head `h` (0 is the root, `k` is word `k - 1`). The result has the
    same numbering; behind a sentence's end it is 0. Nearly all sentences come out as trees when each word takes its
    best head; the few that don't are repaired one by one.
    """
    size = arcs.shape[1]
    words = np.arange(size)
    outside = np.arange(size + 1)[None, :] > lengths[:, None]
    scores = np.where(outside[:, None, :], _NEVER, arcs)
    scores[:, words, words + 1] = _NEVER  # nobody is their own head
    heads: Ints = scores.argmax(-1)
    heads[words[None, :] >= lengths[:, None]] = 0

    rooted = np.concatenate([np.zeros((len(heads), 1), dtype=heads.dtype), heads], axis=1)
    for _ in range(max(1, int(size).bit_length())):  # each round doubles the reach of every pointer
        rooted = np.take_along_axis(rooted, rooted, axis=1)
    roots = ((heads == 0) & (words[None, :] < lengths[:, None])).sum(1)
    for broken in np.flatnonzero(rooted.any(1) | (roots != 1)):
        n = int(lengths[broken])
        if n:
            heads[broken, :n] = repair(scores[broken, :n, : n + 1])
    return heads


def repair(scores: Floats) -> Ints:
    """A tree with one root close to the best one: keep the best root, then open each cycle where it costs least."""
    n = len(scores)
    best = scores.max(1)
    # The root is the word for which being the root costs least against its own best head.
    root = int((scores[:, 0] - best).argmax())
    scores = scores.copy()
    scores[:, 0] = _NEVER
    scores[root] = _NEVER
    scores[root, 0] = 0.0
    heads: Ints = scores.argmax(1)
    while True:
        reaches = _reaching_root(heads)
        if reaches.all():
            return heads
        looping = _on_cycle(heads, int(np.flatnonzero(~reaches)[0]))
        # New heads must already reach the root, so that every round leaves fewer words cut off.
        allowed = np.concatenate([[False], reaches])
        options = np.where(allowed[None, :], scores[looping], _NEVER)
        loss = scores[looping, heads[looping]] - options.max(1)
        cheapest = int(loss.argmin())
        heads[looping[cheapest]] = int(options[cheapest].argmax())
        assert n >= len(looping)


def _reaching_root(heads: Ints) -> npt.NDArray[np.bool_]:
    pointer = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads).bit_length())):
        pointer = pointer[pointer]
    reached: npt.NDArray[np.bool_] = pointer[1:] == 0
    return reached


def _on_cycle(heads: Ints, start: int) -> Ints:
    seen: dict[int, None] = {}
    at = start
    while at not in seen:
        seen[at] = None
        at = int(heads[at]) - 1
    path = list(seen)
    return np.array(path[path.index(at) :], dtype=np.int64)
