"""The floors of quality.toml for comparing: on gold claims, and end to end. Raise them when it gets better."""

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE.parents[2] / "quality.toml").read_text(encoding="utf-8"))["accounts"]


@pytest.fixture(scope="module")
def scorer():
    """score.py of this folder, as a module."""
    sys.path.insert(0, str(HERE))
    spec = importlib.util.spec_from_file_location("accounts_score_floors", HERE / "score.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(HERE))


@pytest.mark.parametrize(("way", "name"), [(way, name) for way, sets in FLOORS.items() for name in sets])
def test_comparing_stays_above_its_floor(way, name, scorer):
    result = scorer.score(name, way == "read")
    measured = {
        "pairs": result["pairs"]["f1"],
        "questions": result["questions"]["f1"],
        "counts": result["counts"],
        **{kind: figures["f1"] for kind, figures in result["relations"].items()},
    }
    floors = FLOORS[way][name]
    below = {what: (round(measured[what], 3), floor) for what, floor in floors.items() if measured[what] < floor}
    assert not below, f"below the floor (measured, floor): {below}"
