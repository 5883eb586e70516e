"""Sides and kinds are told apart in the common colour blindnesses, and can be read, in the light and the dark theme.

Dichromats' sight is simulated by the matrices of Machado, Oliveira and Fernandes (2009) at full severity, on linear
light; the distance of two colours is CIEDE2000 (Sharma, Wu and Dalal 2005). 2 is seen side by side, 10 at a glance.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

SIGHTS = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
SIDES = tuple(f"side-{number}" for number in range(1, 7))
KINDS = ("people", "civil", "ground", "fire", "force", "other")
APART = 10.0
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def _palette() -> dict[str, tuple[str, str]]:
    text = files("sayso.showing").joinpath("palette.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def _linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.asarray(np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4))


def _lab(light: np.ndarray) -> tuple[float, float, float]:
    xyz = _TO_XYZ @ np.clip(light, 0, 1) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return float(116 * f[1] - 16), float(500 * (f[0] - f[1])), float(200 * (f[1] - f[2]))


def _apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    more = 1 + 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = np.hypot(a1 * more, b1), np.hypot(a2 * more, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * more)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    hue = (h1 + h2) if not c1 * c2 else (h1 + turn / 2) % 360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lm, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * np.cos(np.radians(hue - 30)) + 0.24 * np.cos(np.radians(2 * hue))
    t += 0.32 * np.cos(np.radians(3 * hue + 6)) - 0.2 * np.cos(np.radians(4 * hue - 63))
    sl, sc, sh = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2), 1 + 0.045 * c, 1 + 0.015 * c * t
    rt = -2 * np.sqrt(c**7 / (c**7 + 25**7)) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)))


def _contrast(one: str, other: str) -> float:
    """WCAG 2's, of two colours."""
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ _linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_distance_is_that_of_the_published_examples() -> None:
    assert _apart((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert _apart((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)
    assert _apart((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619)) == pytest.approx(2.0373, abs=1e-4)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("names", [SIDES, KINDS], ids=["sides", "kinds"])
def test_they_are_told_apart(names: tuple[str, ...], sight: str, theme: int) -> None:
    palette = _palette()
    seen = {name: _lab(SIGHTS[sight] @ _linear(palette[name][theme])) for name in names}
    near = {pair: _apart(seen[pair[0]], seen[pair[1]]) for pair in combinations(names, 2)}
    assert min(near.values()) >= APART, min(near, key=lambda pair: near[pair])


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_they_can_be_read(theme: int) -> None:
    palette = {name: of[theme] for name, of in _palette().items()}
    for name in (*SIDES, "ink", "soft", "link", "good", "bad"):
        for ground in ("paper", "band"):
            assert _contrast(palette[name], palette[ground]) >= 4.5, (name, ground)
    for kind in KINDS:
        assert _contrast(palette["ink"], palette[kind]) >= 4.5, kind


def test_no_mark_is_told_by_its_colour_alone() -> None:
    marks = files("sayso.showing").joinpath("palette.css").read_text(encoding="utf-8")
    lines = {
        name: re.findall("solid|dotted|dashed|double|wavy", rule)
        for name, rule in re.findall(r"^\.(\w) {(.*)}", marks, re.M)
    }
    assert sorted(lines) == ["a", "c", "g", "p", "s"]
    assert len({tuple(line) for line in lines.values()}) == len(lines)
    page = files("sayso.web").joinpath("static/app.css").read_text(encoding="utf-8")
    signs = dict(re.findall(r'\.k-(\w+)::after { content: "(.)"', page))
    assert sorted(signs) == sorted(set(KINDS) - {"other"})  # what has no sign is no other kind
    assert len(set(signs.values())) == len(signs)
