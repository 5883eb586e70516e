"""The network in PyTorch: the lower layers of multilingual-e5-small, with small heads for tags, trees and names.

`exits` gives the depths that get heads of their own. One run trains them all on the shared layers (deep supervision),
so that the depth to ship can be chosen after training by its accuracy and speed.

The first `merge` layers work on sub-words; then each word becomes the mean of its pieces, and the other layers work on
words: a Dutch word has 1.55 pieces, so these layers cost two thirds (after Dai et al. 2020, Funnel-Transformer, with
words instead of fixed windows).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.weights import Weights

ARC, RELATION = 256, 64  # widths of the head and label scorers


class SharedDropout(nn.Module):
    """Dropout with one mask a sentence, the same for all its positions: steadier, and cheap to draw on a processor."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        mask = (torch.rand(x.shape[0], 1, x.shape[-1]) >= self.p).to(x.dtype) / (1 - self.p)
        return x * mask


class Line(NamedTuple):
    """The pieces of several sentences behind each other: piece, position in its sentence, slot (-1: sentence end)."""

    ids: Tensor
    position: Tensor
    owner: Tensor


class Rows(NamedTuple):
    """How positions in a line sit in rows of several sentences each.

    `at[row, seat]` is the position that sits there (any, where none does), `of[row, seat]` its sentence (-1: none);
    `seat` is for each position its seat, counted through all rows.
    """

    at: Tensor
    seat: Tensor
    of: Tensor

    def bias(self, like: Tensor) -> Tensor:
        """What is added to attention scores, so that no position looks into another sentence."""
        return (self.of[:, None, :, None] != self.of[:, None, None, :]).to(like.dtype) * -1e4


class Layer(nn.Module):
    """One BERT layer. `fake_int8` simulates the rounding of the shipped network's largest activations."""

    def __init__(self, hidden: int, heads: int, feed_forward: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attended = nn.Linear(hidden, hidden)
        self.attended_norm = nn.LayerNorm(hidden, eps=epsilon)
        self.inner = nn.Linear(hidden, feed_forward)
        self.outer = nn.Linear(feed_forward, hidden)
        self.outer_norm = nn.LayerNorm(hidden, eps=epsilon)
        self.dropout = SharedDropout(dropout)
        self.fake_int8 = False

    def forward(self, x: Tensor, bias: Tensor, rows: Rows | None = None) -> Tensor:
        """`x` holds rows of positions; or, with `rows`, positions in a line that only meet in rows to attend."""
        qkv = self.qkv(x) if rows is None else self.qkv(x)[rows.at]
        batch, length, hidden = *qkv.shape[:2], x.shape[-1]
        q, k, v = qkv.view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * (1 / math.sqrt(hidden // self.heads)) + bias.to(q.dtype)
        attended = torch.softmax(scores, -1) @ v
        attended = attended.transpose(1, 2).reshape(batch, length, hidden)
        if rows is not None:
            attended = attended.flatten(0, 1)[rows.seat]
        x = self.attended_norm(x + self.dropout(self.attended(attended)))
        wide = functional.gelu(self.inner(x))
        if self.fake_int8:
            wide = rounded(wide)
        return self.outer_norm(x + self.dropout(self.outer(wide)))


def rounded(x: Tensor) -> Tensor:
    """`x` as 8-bit numbers with one scale for the tensor would hold it; the gradient passes through unchanged."""
    with torch.no_grad():
        low, high = x.amin().clamp(max=0), x.amax().clamp(min=0)
        scale = ((high - low) / 255).clamp(min=1e-8)
        error = (x / scale).round() * scale - x
    return x + error


class Scores(NamedTuple):
    """What one exit says: tags (words × tags), arcs (words × candidates), label vectors, names (words × labels)."""

    tags: Tensor
    arcs: Tensor
    dependents: Tensor
    governors: Tensor
    names: Tensor


class Dense(nn.Sequential):
    """A hidden layer of a head."""

    def __init__(self, inputs: int, outputs: int, dropout: float) -> None:
        super().__init__(nn.Linear(inputs, outputs), nn.GELU(), SharedDropout(dropout))


class Heads(nn.Module):
    """Scorers over a learned mix of the word vectors of `layers` layers, one mix for tags, trees and names each."""

    def __init__(self, layers: int, hidden: int, tags: int, relations: int, names: int) -> None:
        super().__init__()
        self.layers, self.relations = layers, relations
        mix = torch.zeros(3, layers)
        mix[:, -1] = 1.0
        self.mix = nn.Parameter(mix)
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in range(3))
        self.dropout = SharedDropout(0.2)
        self.tag = nn.Linear(hidden, tags)
        self.name = nn.Sequential(Dense(hidden, hidden // 2, 0.2), nn.Linear(hidden // 2, names))
        self.arc_dependent = Dense(hidden, ARC, 0.25)
        self.arc_governor = Dense(hidden, ARC, 0.25)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_prior = nn.Linear(ARC, 1)
        self.label_dependent = Dense(hidden, RELATION, 0.25)
        self.label_governor = Dense(hidden, RELATION, 0.25)
        self.label = nn.Linear(RELATION + 1, relations * (RELATION + 1), bias=False)
        nn.init.normal_(self.label.weight, std=0.02)

    def words(self, layers: list[Tensor], task: int) -> Tensor:
        """Vectors of words (slot 0: the root): the task's mix of layers."""
        share = torch.softmax(self.mix[task], 0)
        mixed = (share.to(layers[0].dtype) @ torch.stack(layers).flatten(1)).view_as(layers[0])
        return self.dropout(self.norms[task](mixed))

    def names(self, layers: list[Tensor]) -> Tensor:
        return self.name(self.words(layers, 2)[:, 1:])

    def forward(self, layers: list[Tensor]) -> Scores:
        tags = self.tag(self.words(layers, 0)[:, 1:])
        words = self.words(layers, 1)
        dependent, governor = self.arc_dependent(words[:, 1:]), self.arc_governor(words)
        arcs = self.arc(dependent) @ governor.transpose(1, 2) * (1 / math.sqrt(ARC))
        arcs = arcs + self.arc_prior(governor).transpose(1, 2)
        dependents, governors = (
            torch.cat([v, torch.ones_like(v[..., :1])], -1)
            for v in (self.label_dependent(words[:, 1:]), self.label_governor(words))
        )
        return Scores(tags, arcs, dependents, governors, self.names(layers))

    def labels_of(self, scores: Scores, heads: Tensor) -> Tensor:
        """Label scores (words × labels) of the arcs to the given heads."""
        d, g = scores.dependents, scores.governors
        chosen = torch.gather(g, 1, heads[..., None].expand(-1, -1, g.shape[-1]))
        projected = self.label(d).view(*d.shape[:2], self.relations, -1)
        return (projected @ chosen.unsqueeze(-1)).squeeze(-1)

    def in_rows(self, layers: list[Tensor], rows: Rows) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The same for slots in a line: tags, arcs (rows × seats × seats), what scores labels (twice), names.

        The labels of an arc are the product of its dependent's (labels × features) and its governor's (features).
        """
        tags, words = self.tag(self.words(layers, 0)), self.words(layers, 1)
        governor = self.arc_governor(words)
        arcs = self.arc(self.arc_dependent(words))[rows.at] @ governor[rows.at].transpose(1, 2) * (1 / math.sqrt(ARC))
        arcs = arcs + self.arc_prior(governor)[rows.at].transpose(1, 2)
        dependents, governors = (
            torch.cat([v, torch.ones_like(v[..., :1])], -1)
            for v in (self.label_dependent(words), self.label_governor(words))
        )
        return tags, arcs, self.label(dependents), governors, self.name(self.words(layers, 2))


class Network(nn.Module):
    """Embedding (frozen, trimmed), `max(exits)` layers, and the heads of each exit."""

    def __init__(
        self,
        weights: Weights,
        keep: list[int],
        shape: dict[str, Any],
        sizes: tuple[int, int, int],
        dropout: float,
    ) -> None:
        """`shape` has `exits` and `merge`; `keep` are the kept pieces; `sizes` counts tags, relations, names."""
        super().__init__()
        s = weights.shape
        self.exits, self.merge = sorted(shape["exits"]), shape["merge"]
        self.word = nn.Embedding(len(keep), s.hidden)
        self.position = nn.Embedding(s.positions, s.hidden)
        self.segment = nn.Parameter(torch.zeros(s.hidden))
        self.norm = nn.LayerNorm(s.hidden, eps=s.epsilon)
        self.dropout = SharedDropout(dropout)
        self.layers = nn.ModuleList(
            Layer(s.hidden, s.attention_heads, s.feed_forward, s.epsilon, dropout) for _ in range(self.exits[-1])
        )
        self.heads = nn.ModuleDict({str(n): Heads(n - self.merge + 1, s.hidden, *sizes) for n in self.exits})
        self._load(weights, keep)

    @torch.no_grad()
    def _load(self, weights: Weights, keep: list[int]) -> None:
        hidden = weights.shape.hidden
        tensor = torch.from_numpy
        self.word.weight = nn.Parameter(tensor(weights.matrix("emb.word", hidden)[keep]), requires_grad=False)
        self.position.weight.copy_(tensor(weights.vector("emb.pos")).view(-1, hidden))
        self.segment.copy_(tensor(weights.vector("emb.type"))[:hidden])
        self.norm.weight.copy_(tensor(weights.vector("emb.ln.w")))
        self.norm.bias.copy_(tensor(weights.vector("emb.ln.b")))
        for i, layer in enumerate(self.layers):
            linear = {"attended": "ao", "inner": "fi", "outer": "fo"}
            for own, theirs in linear.items():
                module = getattr(layer, own)
                module.weight.copy_(tensor(weights.matrix(f"l{i}.{theirs}.w", module.in_features)))
                module.bias.copy_(tensor(weights.vector(f"l{i}.{theirs}.b")))
            layer.qkv.weight.copy_(torch.cat([tensor(weights.matrix(f"l{i}.{n}.w", hidden)) for n in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([tensor(weights.vector(f"l{i}.{n}.b")) for n in "qkv"]))
            for own, theirs in {"attended_norm": "aln", "outer_norm": "oln"}.items():
                module = getattr(layer, own)
                module.weight.copy_(tensor(weights.vector(f"l{i}.{theirs}.w")))
                module.bias.copy_(tensor(weights.vector(f"l{i}.{theirs}.b")))

    def encode(self, ids: Tensor, owner: Tensor, slots: Tensor, depth: int | None = None) -> list[Tensor]:
        """Word vectors: the merged pieces, and the output of every layer above. `owner` is -2 for padding."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.segment
        x = self.dropout(self.norm(x))
        bias = hidden(owner == -2, x)
        for layer in self.layers[: self.merge]:
            x = layer(x, bias)
        pool = pooling(owner, slots).to(x.dtype)
        x = pool @ x
        bias = hidden(pool.sum(-1) == 0, x)
        outputs = [x]
        for layer in self.layers[self.merge : depth or len(self.layers)]:
            x = layer(x, bias)
            outputs.append(x)
        return outputs

    def encode_in_rows(self, line: Line, pieces: Rows, slots: Rows) -> list[Tensor]:
        """`encode` without padding: pieces and slots each in a line."""
        x = self.norm(self.word(line.ids) + self.position(line.position) + self.segment)
        bias = pieces.bias(x)
        for layer in self.layers[: self.merge]:
            x = layer(x, bias, pieces)
        x = pooling(line.owner[None], torch.arange(slots.seat.shape[0]))[0].to(x.dtype) @ x
        bias = slots.bias(x)
        outputs = [x]
        for layer in self.layers[self.merge :]:
            x = layer(x, bias, slots)
            outputs.append(x)
        return outputs


def hidden(absent: Tensor, like: Tensor) -> Tensor:
    """What is added to attention scores, so that no position looks at an absent one."""
    return absent.to(like.dtype)[:, None, None, :] * -1e4


def pooling(owner: Tensor, slots: Tensor) -> Tensor:
    """The matrix that averages pieces into words: `owner[b, piece]` is the word, `slots` the words asked for."""
    pool = (owner[:, None, :] == slots[None, :, None]).float()
    return pool / pool.sum(-1, keepdim=True).clamp(min=1.0)
