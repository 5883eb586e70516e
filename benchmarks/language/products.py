"""How much of the network's time is matrix products, and at what share of the peak of this machine they run.

    python -m benchmarks.language.products        (takes the package onnx, as training/ does)

The time of every operator comes from ONNX Runtime's own profile of the bundled network over Alpino's test sentences, by
one thread, in calls of twenty sentences (about a document). The operations of a product are two for each element of
the result and each element summed over. The peak is what one plain product of 8-bit matrices (1024 × 1024 × 1024)
reaches in the same runtime, in the same run and by one thread; the products of the network that are in 32 bits
(attention) are held to the same peak.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
from training.treebanks import SHARED, Sentence, alpino_test

from sayso.language.encoder import BUNDLED, Encoder

TOGETHER = 20  # sentences in a call
SIDE = 1024
ROUNDS = 3


def session_options() -> onnxruntime.SessionOptions:
    """One thread, no messages."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def profile(sentences: list[Sentence], folder: Path) -> list[dict[str, object]]:
    """The events of operators while the bundled network reads the sentences; `folder` is for the profile's file."""
    encoder = Encoder(BUNDLED)
    options = session_options()
    options.enable_profiling = True
    options.profile_file_prefix = str(folder / "profile")
    encoder._session = onnxruntime.InferenceSession(
        str(BUNDLED / "encoder.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    words = [sentence.words for sentence in sentences]
    for at in range(0, len(words), TOGETHER):
        encoder.analyse(words[at : at + TOGETHER])
    events = json.loads(Path(encoder._session.end_profiling()).read_text())
    return [e for e in events if e.get("cat") == "Node" and e["name"].endswith("_kernel_time")]


def is_product(operator: str) -> bool:
    """MatMul, Gemm and what the runtime makes of them."""
    return "MatMul" in operator or "Gemm" in operator


def operations(arguments: dict[str, list[dict[str, list[int]]]]) -> float:
    """Multiplications and additions of one product, from the shapes in its profile."""
    (first,) = arguments["input_type_shape"][0].values()
    (result,) = arguments["output_type_shape"][0].values()
    return 2.0 * np.prod(result) * first[-1]


def peak(seconds: float = 2.0) -> float:
    """Operations a second of one plain product of 8-bit matrices, the best of those that fit into `seconds`."""
    import onnx
    from onnx import TensorProto, helper

    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    sides = [helper.make_tensor_value_info(n, t, [SIDE, SIDE]) for n, t in (("a", TensorProto.UINT8),)]
    right = np.random.default_rng(1).integers(-127, 127, (SIDE, SIDE), np.int8)
    graph = helper.make_graph(
        [node], "product", sides,
        [helper.make_tensor_value_info("c", TensorProto.INT32, [SIDE, SIDE])],
        [onnx.numpy_helper.from_array(right, "b")],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), session_options())
    left = np.random.default_rng(2).integers(0, 255, (SIDE, SIDE), np.uint8)
    best, began = np.inf, time.perf_counter()
    while time.perf_counter() - began < seconds:
        start = time.perf_counter()
        session.run(None, {"a": left})
        best = min(best, time.perf_counter() - start)
    return 2.0 * SIDE**3 / best


def measure() -> dict[str, float]:
    """Share of time in products, their operations a second, the peak, and the share of it, in percent and 10⁹.

    The best of some runs: whatever else the machine does makes the products slower and the peak hardly.
    """
    return max((once() for _ in range(ROUNDS)), key=lambda figures: figures["% of the peak"])


def once() -> dict[str, float]:
    """The figures of one run, the peak taken before and after it."""
    reached = peak()
    with tempfile.TemporaryDirectory() as folder:
        events = profile(alpino_test(), Path(folder))
    reached = max(reached, peak())
    in_products = elsewhere = done = 0.0
    for event in events:
        arguments, duration = event["args"], event["dur"]  # microseconds
        assert isinstance(arguments, dict)
        assert isinstance(duration, int)
        if is_product(arguments["op_name"]):
            in_products, done = in_products + duration, done + operations(arguments)
        else:
            elsewhere += duration
    rate = done / (in_products / 1e6)
    return {
        "% of time in products": round(100 * in_products / (in_products + elsewhere), 1),
        "10⁹ operations/s in them": round(rate / 1e9, 1),
        "peak": round(reached / 1e9, 1),
        "% of the peak": round(100 * rate / reached, 1),
    }


def main() -> None:
    """Print the figures."""
    if not (SHARED / "treebanks").is_dir():
        print(f"skipped: no treebanks at {SHARED / 'treebanks'}")
        return
    print("  ".join(f"{name} {value:g}" for name, value in measure().items()))


if __name__ == "__main__":
    main()
