"""The bundled model's accuracy never falls below the floors pinned in `quality.toml`."""

import tomllib
from pathlib import Path

import pytest
from benchmarks.language.measure import measure

from sayso.language.encoder import BUNDLED

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not (BUNDLED / "encoder.onnx").exists(), reason="no bundled language model")
@pytest.mark.usefixtures("shared")
def test_floors():
    figures = measure(quick=True)
    floors = tomllib.loads((ROOT / "quality.toml").read_text(encoding="utf-8"))["language"]
    for part, values in floors.items():
        for name, floor in values.items():
            assert figures[part][name] >= floor, f"{part}: {name} {figures[part][name]} is below its floor {floor}"
