"""Checkpoint → `encoder.onnx`: one exit of the trained network, 8-bit, with the word embedding kept in its 4 bits.

`python -m training.export --work out/training --depth 8 --to out/model`
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.language.subwords import Subwords
from training.model import Heads, Network
from training.train import encode
from training.treebanks import trained
from training.weights import BLOCK, Weights, fetch

OPSET = 18
WIDE = 3.0  # what nearly all activations stay below


class PackedEmbedding(nn.Module):
    """The rows of the 4-bit word embedding, unpacked where they are looked up: an eighth of the float table's size."""

    def __init__(self, weights: Weights, keep: list[int]) -> None:
        super().__init__()
        self.hidden = weights.shape.hidden
        per_row = self.hidden // BLOCK
        scales, packed = weights.blocks("emb.word")
        rows = np.array(keep)
        self.register_buffer("scales", torch.from_numpy(scales.reshape(-1, per_row)[rows].copy()))
        self.register_buffer("packed", torch.from_numpy(packed.reshape(-1, per_row * BLOCK // 2)[rows].copy()))

    def forward(self, ids: Tensor) -> Tensor:
        batch, length = ids.shape
        packed = self.packed[ids].view(batch, length, -1, BLOCK // 2)
        values = torch.cat([torch.bitwise_and(packed, 15), torch.bitwise_right_shift(packed, 4)], -1).float() - 8.0
        return (values * self.scales[ids].float().unsqueeze(-1)).view(batch, length, self.hidden)


class Exported(nn.Module):
    """The inference graph: see `sayso.language.encoder` for its inputs and outputs."""

    def __init__(self, network: Network, depth: int, word: nn.Module) -> None:
        super().__init__()
        self.network, self.depth = network, depth
        self.network.word = word
        self.heads: Heads = network.heads[str(depth)]

    def forward(self, ids: Tensor, owner: Tensor, slots: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        scores = self.heads(self.network.encode(ids, owner, slots, self.depth))
        return scores.tags, scores.arcs, self.heads.labels_of_all(scores).argmax(2), scores.names


class Evened(nn.Module):
    """A product whose widest input channels are made narrower first, and their weights wider in return.

    One channel of the sentence's first piece is ten times as wide as all else; with one 8-bit scale for a whole tensor
    it would round the rest away: 0.3 UAS (after Xiao et al. 2023, SmoothQuant, for these few channels only).
    """

    def __init__(self, product: nn.Linear, widest: Tensor) -> None:
        """`widest` is the greatest absolute value that each input channel was seen to take."""
        super().__init__()
        scale = (widest / WIDE).clamp(min=1.0)
        self.register_buffer("narrowing", 1 / scale)
        self.product = nn.Linear(product.in_features, product.out_features)
        self.product.weight = nn.Parameter(product.weight.detach() * scale)
        self.product.bias = product.bias

    def forward(self, x: Tensor) -> Tensor:
        return self.product(x * self.narrowing)


@torch.no_grad()
def even_out(network: Network, subwords: Subwords, sentences: int = 300) -> None:
    """Even out what goes into every layer's last product, by what trained sentences send there."""
    widest = [torch.zeros(layer.outer.in_features) for layer in network.layers]

    def watch(at: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            torch.maximum(widest[at], inputs[0].abs().flatten(0, -2).amax(0), out=widest[at])

        return seen

    hooks = [layer.outer.register_forward_pre_hook(watch(i)) for i, layer in enumerate(network.layers)]
    for sentence in trained("nl")[:sentences]:
        ids, owner = encode(sentence.words, subwords)
        network.encode(torch.tensor([ids]), torch.tensor([owner]), torch.arange(len(sentence.words) + 1))
    for hook in hooks:
        hook.remove()
    for layer, channels in zip(network.layers, widest, strict=True):
        layer.outer = Evened(layer.outer, channels)


def load(work: Path, recipe: dict) -> tuple[Network, Weights, list[int]]:
    """The trained network of a work folder, in evaluation mode."""
    weights = Weights(fetch(work))
    keep = json.loads((work / "pieces.json").read_text(encoding="utf-8"))
    tags, relations, names = json.loads((work / "labels.json").read_text(encoding="utf-8"))
    network = Network(weights, keep, recipe, (len(tags), len(relations), len(names)), 0.0)
    network.load_state_dict(torch.load(work / "checkpoint.pt")["network"], strict=False)
    return network.eval(), weights, keep


def to_onnx(module: Exported, path: Path) -> None:
    """Write the float graph."""
    ids = torch.randint(4, 900, (2, 9))
    owner = torch.tensor([[0, 1, 1, 2, 3, 4, 5, 6, -1], [0, 1, 2, 2, 3, 4, -1, -2, -2]])
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (ids, owner, torch.arange(7)),
            str(path),
            input_names=["ids", "wid", "slots"],
            output_names=["upos", "arc", "rel", "ner"],
            opset_version=OPSET,
            dynamo=False,
            do_constant_folding=True,
            dynamic_axes={
                "ids": {0: "batch", 1: "pieces"},
                "wid": {0: "batch", 1: "pieces"},
                "slots": {0: "slots"},
                "upos": {0: "batch", 1: "words"},
                "arc": {0: "batch", 1: "words", 2: "slots"},
                "rel": {0: "batch", 1: "words", 2: "slots"},
                "ner": {0: "batch", 1: "words"},
            },
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--work", type=Path, default=Path("out/training"))
    arguments.add_argument("--recipe", type=Path, default=Path(__file__).parent / "recipe.toml")
    arguments.add_argument("--depth", type=int, help="layers to ship (default: the deepest exit)")
    arguments.add_argument("--to", type=Path, default=Path("out/model"))
    arguments.add_argument("--float", action="store_true", help="leave the weights in 32 bits, to compare")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    recipe = tomllib.loads(options.recipe.read_text(encoding="utf-8"))
    network, weights, keep = load(options.work, recipe)
    depth = options.depth or network.exits[-1]
    options.to.mkdir(parents=True, exist_ok=True)
    target = options.to / "encoder.onnx"
    if not options.float:
        even_out(network, Subwords.load(options.work / "vocabulary.json.gz"))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        to_onnx(Exported(network, depth, PackedEmbedding(weights, keep)), plain)
        if options.float:
            shutil.copy(plain, target)
        else:
            quantize_dynamic(
                plain,
                target,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul"],
                extra_options={"MatMulConstBOnly": True},
            )
    onnx.checker.check_model(str(target))
    for name in ("vocabulary.json.gz", "labels.json"):
        shutil.copy(options.work / name, options.to / name)
    print(f"{target}: {depth} layers, {os.path.getsize(target) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
