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
from training.model import Heads, Line, Network, Rows
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
        packed = self.packed[ids].view(*ids.shape, -1, BLOCK // 2)
        values = torch.cat([torch.bitwise_and(packed, 15), torch.bitwise_right_shift(packed, 4)], -1).float() - 8.0
        return (values * self.scales[ids].float().unsqueeze(-1)).view(*ids.shape, self.hidden)


class Exported(nn.Module):
    """The inference graph: see `sayso.language.encoder` for its inputs and outputs."""

    def __init__(self, network: Network, depth: int, word: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.network.word = word
        self.network.layers = self.network.layers[:depth]
        self.heads: Heads = network.heads[str(depth)]

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        line, pieces, slots = Line(*inputs[:3]), Rows(*inputs[3:6]), Rows(*inputs[6:])
        return self.heads.in_rows(self.network.encode_in_rows(line, pieces, slots), slots)


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
    """Even out what goes into every layer's two wide products, by what trained sentences send there."""
    products = [(layer, name) for layer in network.layers for name in ("inner", "outer")]
    widest = [torch.zeros(getattr(layer, name).in_features) for layer, name in products]

    def watch(at: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            torch.maximum(widest[at], inputs[0].abs().flatten(0, -2).amax(0), out=widest[at])

        return seen

    hooks = [getattr(*product).register_forward_pre_hook(watch(i)) for i, product in enumerate(products)]
    for sentence in trained("nl")[:sentences]:
        ids, owner = encode(sentence.words, subwords)
        network.encode(torch.tensor([ids]), torch.tensor([owner]), torch.arange(len(sentence.words) + 1))
    for hook in hooks:
        hook.remove()
    for (layer, name), channels in zip(products, widest, strict=True):
        setattr(layer, name, Evened(getattr(layer, name), channels))


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
    # Three sentences in two rows: of two words (three pieces), of one and of one.
    line = Line(
        torch.randint(4, 900, (11,)),
        torch.tensor([0, 1, 2, 3, 4, 0, 1, 2, 0, 1, 2]),
        torch.tensor([0, 1, 1, 2, -1, 3, 4, -1, 5, 6, -1]),
    )
    pieces = Rows(
        torch.tensor([[0, 1, 2, 3, 4, 0], [5, 6, 7, 8, 9, 10]]),
        torch.tensor([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]),
        torch.tensor([[0, 0, 0, 0, 0, -1], [1, 1, 1, 2, 2, 2]]),
    )
    slots = Rows(
        torch.tensor([[0, 1, 2, 0], [3, 4, 5, 6]]),
        torch.tensor([0, 1, 2, 4, 5, 6, 7]),
        torch.tensor([[0, 0, 0, -1], [1, 1, 2, 2]]),
    )
    rows = {name: {0: "rows", 1: f"{name[:-3]}_seats"} for name in ("piece_at", "piece_of", "slot_at", "slot_of")}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (*line, *pieces, *slots),
            str(path),
            input_names=[*Line._fields, *(f"{kind}_{name}" for kind in ("piece", "slot") for name in Rows._fields)],
            output_names=["upos", "arc", "label", "governor", "ner"],
            opset_version=OPSET,
            dynamo=False,
            do_constant_folding=True,
            dynamic_axes={
                **{key: {0: "pieces"} for key in ("ids", "position", "owner", "piece_seat")},
                **{key: {0: "slots"} for key in ("slot_seat", "upos", "label", "governor", "ner")},
                **rows,
                "arc": {0: "rows", 1: "slot_seats", 2: "slot_seats"},
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
