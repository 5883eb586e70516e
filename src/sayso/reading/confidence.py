"""How likely a claim is right on kind, figure, affected side and source together.

A logistic model over the rules that filled the slots (the same that `sayso why` prints): each rule has a weight in
confidence.toml, fitted on annotated texts by `benchmarks/reading/calibrate.py`. A rule that was never seen weighs
nothing.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from sayso.reading.claim import Step

SLOTS = ("kind", "affected", "source")


def signals(steps: Iterable[Step], unit: str) -> list[str]:
    """What the model looks at: the rule of each of the three slots that can go wrong, and the unit."""
    rules = {step.slot: step.rule for step in reversed(list(steps))}
    return [
        f"{slot}: {_kind_of(rules[slot]) if slot == 'kind' else rules[slot]}" if slot in rules else f"{slot}: -"
        for slot in SLOTS
    ] + [f"unit: {unit}"]


def confidence(steps: Sequence[Step], unit: str) -> float:
    """A probability from 0 to 1, with three decimals."""
    weights = _weights()
    z = weights["bias"] + sum(weights.get(signal, 0.0) for signal in signals(steps, unit))
    return round(1 / (1 + math.exp(-z)), 3)


def _kind_of(rule: str) -> str:
    """Frames are too many to weigh each: "dying (verb), far off" counts as "(verb), far off"."""
    _, bracket, rest = rule.partition(" (")
    if bracket:
        return "(" + rest
    return "in the sentence before" if rule.endswith("in the sentence before") else rule


@cache
def _weights() -> dict[str, float]:
    table = tomllib.loads(files("sayso.reading").joinpath("confidence.toml").read_text(encoding="utf-8"))
    return {"bias": table["bias"], **table["weights"]}
