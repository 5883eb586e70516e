"""From the encoder's scores to trees, for a whole batch of sentences at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_NEVER = np.float32(-1e9)
_IMPOSSIBLE = -1e12
ROOTS = 4  # words that are tried as the root, at most


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
    """The best tree with one root, by the product of the chances of its arcs: maximum spanning tree.

    `scores[d, h]` as in `trees`, for one sentence. The algorithm of Chu and Liu (1965) and Edmonds (1967), tried for
    each of the likeliest roots.
    """
    n = len(scores)
    chances = scores.astype(np.float64)
    chances -= chances.max(1, keepdims=True)
    chances -= np.log(np.exp(chances).sum(1, keepdims=True))
    best, found = -np.inf, np.zeros(n, dtype=np.int64)
    for root in np.argsort(-chances[:, 0])[:ROOTS]:
        arcs = np.full((n + 1, n + 1), _IMPOSSIBLE)
        arcs[1:, 1:] = chances[:, 1:]
        arcs[root + 1] = _IMPOSSIBLE
        arcs[root + 1, 0] = chances[root, 0]
        heads = _spanning(arcs)[1:]
        total = float(arcs[np.arange(1, n + 1), heads].sum())
        if total > best:
            best, found = total, heads
    return found


def _spanning(arcs: npt.NDArray[np.float64]) -> Ints:
    """Heads of the nodes of a maximum spanning tree under node 0; `arcs[d, h]` is worth the arc from `h` to `d`."""
    heads: Ints = arcs.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = np.setdiff1d(np.arange(len(arcs)), cycle)
    one = len(rest)  # the node that the cycle becomes
    smaller = np.full((one + 1, one + 1), _IMPOSSIBLE)
    smaller[:one, :one] = arcs[np.ix_(rest, rest)]
    leaving, entering = arcs[np.ix_(rest, cycle)], arcs[np.ix_(cycle, rest)]
    smaller[:one, one] = leaving.max(1)
    entering = entering - arcs[cycle, heads[cycle]][:, None]  # what it gains or costs to open the cycle there
    smaller[one, :one] = entering.max(0)
    smaller[0] = _IMPOSSIBLE
    above = _spanning(smaller)
    for node in range(1, one):
        heads[rest[node]] = cycle[leaving[node].argmax()] if above[node] == one else rest[above[node]]
    opened = cycle[entering[:, above[one]].argmax()]
    heads[opened] = rest[above[one]]
    return heads


def _cycle(heads: Ints) -> Ints | None:
    """The nodes of a cycle, None when all lead to node 0."""
    seen = {0}
    for start in range(1, len(heads)):
        path: dict[int, None] = {}
        at = start
        while at not in seen and at not in path:
            path[at] = None
            at = int(heads[at])
        if at in path:
            nodes = list(path)
            return np.array(nodes[nodes.index(at) :], dtype=np.int64)
        seen.update(path)
    return None
