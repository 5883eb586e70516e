"""The shipped network back as a checkpoint: `python -m training.shipped --to out/seventh-start`.

Checkpoints are too large to keep; the shipped 8-bit file holds the same weights but for their rounding, so training can
go on from it. `Evened` (see `export.py`) is undone: its narrowing goes back into the weights.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

MODEL = Path(__file__).resolve().parents[1] / "src" / "sayso" / "language" / "model" / "encoder.onnx"


def weights(path: Path = MODEL) -> dict[str, Tensor]:
    """The state of `training.model.Network` that was exported to `path`, without its word embedding."""
    graph = onnx.load(str(path)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found: dict[str, np.ndarray] = {}
    for name, value in _named(graph, stored):
        plain = name.removeprefix("network.").replace(".product.", ".")
        if "narrowing" in plain or plain.startswith("word."):
            continue
        narrowing = stored.get(name.replace("product.weight", "narrowing"))
        found[plain] = value * narrowing if name.endswith("product.weight") and narrowing is not None else value
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}


def _named(graph: onnx.GraphProto, stored: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Weights by the name they had in the module; 8-bit ones (inputs × outputs) as floats (outputs × inputs)."""
    deepest = next(n.split(".")[2] for n in stored if n.startswith("network.heads."))
    # The exported mix is what softmax made of the learned one; its logarithm gives the same.
    mixes = [np.log(np.maximum(v, 1e-8)) for n, v in stored.items() if re.fullmatch(r"onnx::MatMul_\d+", n)]
    yield f"network.heads.{deepest}.mix", np.stack(mixes)
    for name, value in stored.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            floats = value.astype(np.float32) * stored[f"{base}_scale"].astype(np.float32)
            # The label scorer has no bias, so its product has no module's name.
            yield base if base.startswith("network.") else f"network.heads.{deepest}.label.weight", floats.T
        elif name.startswith("network.") and not name.endswith(("_scale", "_zero_point")):
            yield name, value


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--to", type=Path, required=True)
    options = arguments.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    torch.save({"network": weights()}, options.to / "checkpoint.pt")
    print(f"{options.to / 'checkpoint.pt'}: {len(weights())} tensors")


if __name__ == "__main__":
    main()
