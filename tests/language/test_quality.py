"""The bundled model's accuracy never falls below the floors pinned in `quality.toml`."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from sayso.language.encoder import BUNDLED

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not (BUNDLED / "encoder.onnx").exists(), reason="no bundled language model")
def test_floors(shared, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    figures = import_module("benchmarks.language.measure").measure(quick=True)
    floors = tomllib.loads((ROOT / "quality.toml").read_text(encoding="utf-8"))["language"]
    for part, values in floors.items():
        for name, floor in values.items():
            assert figures[part][name] >= floor, f"{part}: {name} {figures[part][name]} is below its floor {floor}"
