"""Fit the weights of src/sayso/reading/confidence.toml and print how well they are calibrated.

    python benchmarks/reading/calibrate.py [--write]

Fits a ridge-penalised logistic regression of "kind, figure, affected and source are all right" on the rules that
filled the slots, over the annotated documents (the project's own, and the shared ones where they are there); the
reliability table is made by leaving out one document in five in turn.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from score import HELD_OUT_SETS, gold_sets, read_set
from scoring import STRICT, score, slots_right

from sayso.exporting.jsonl import claim_to_json
from sayso.reading.confidence import signals

TARGET = Path(__file__).parents[2] / "src/sayso/reading/confidence.toml"
RIDGE = 2.0
RARE = 4  # a rule seen less often gets no weight


def samples() -> list[tuple[str, list[str], bool]]:
    """(document, signals, right) of every claim of the sets that may be tuned on; a claim that gold lacks is wrong."""
    rows = []
    for name, (folder, gold_file, _) in gold_sets().items():
        if name in HELD_OUT_SETS or not gold_file.exists() or not folder.exists():
            continue
        gold, read = read_set(name)
        claims = {c.id: c for _, found in read for c in found}
        result = score([claim_to_json(c) for c in claims.values()], gold)
        judged = [(p, all(slots_right(p, g)[s] for s in STRICT)) for p, g in result.matches]
        for predicted, right in [*judged, *((p, False) for p in result.spurious)]:
            claim = claims[predicted["id"]]
            rows.append((claim.doc, signals(claim.steps, claim.quantity.unit), right))
    return rows


def fit(rows: list[tuple[str, list[str], bool]], names: list[str]) -> np.ndarray:
    """Bias and weights by Newton's method."""
    column = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for i, (_, found, _) in enumerate(rows):
        for signal in found:
            if signal in column:
                x[i, column[signal]] = 1
    y = np.array([right for *_, right in rows], dtype=float)
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w -= np.linalg.solve(hessian, gradient)
    return w


def probability(w: np.ndarray, names: list[str], found: list[str]) -> float:
    column = {name: i + 1 for i, name in enumerate(names)}
    return float(1 / (1 + np.exp(-(w[0] + sum(w[column[s]] for s in found if s in column)))))


def main() -> None:
    rows = samples()
    counts: dict[str, int] = {}
    for _, found, _ in rows:
        for signal in found:
            counts[signal] = counts.get(signal, 0) + 1
    names = sorted(name for name, n in counts.items() if n >= RARE)
    documents = sorted({doc for doc, *_ in rows})
    guesses = []
    for fold in range(5):
        left_out = set(documents[fold::5])
        w = fit([r for r in rows if r[0] not in left_out], names)
        guesses += [(probability(w, names, found), right) for doc, found, right in rows if doc in left_out]
    print("confidence  claims  said  right")
    for tenth in range(10):
        low, high = tenth / 10, (tenth + 1) / 10
        said = [p for p, _ in guesses if low <= p < high]
        right = [r for p, r in guesses if low <= p < high]
        if said:
            print(f"{low:.1f}-{high:.1f}    {len(said):6d}  {np.mean(said):.2f}  {np.mean(right):.2f}")
    brier = np.mean([(p - r) ** 2 for p, r in guesses])
    print(f"Brier score {brier:.3f}, of always saying the mean {np.var([r for _, r in guesses]):.3f}")
    if "--write" in sys.argv:
        w = fit(rows, names)
        lines = ["# Written by benchmarks/reading/calibrate.py.", f"bias = {w[0]:.3f}", "", "[weights]"]
        lines += [f'"{name}" = {value:.3f}' for name, value in zip(names, w[1:], strict=True)]
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
