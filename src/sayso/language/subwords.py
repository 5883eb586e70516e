"""Words to the sub-word pieces that the encoder knows: a unigram model with a Viterbi search, one word at a time.

The pieces of the multilingual-e5 vocabulary never cross a word's start, so that cutting word by word (each with the
mark "▁" before it) gives the same pieces as cutting the whole line, and every distinct word is cut only once.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
WORD_MARK = "▁"
LONGEST_WORD = 48  # code points of a word that are looked at: longer ones are keyboard noise, addresses or base64
CACHE_SIZE = 200_000


class Subwords:
    """A trimmed unigram vocabulary. `cut(word)` gives the ids of a word's pieces, at least one."""

    def __init__(self, pieces: list[str], scores: list[float], normal: dict[int, str]) -> None:
        self._scores = {p: (i, s) for i, (p, s) in enumerate(zip(pieces, scores, strict=True)) if i > UNKNOWN and p}
        self._longest = max(map(len, self._scores), default=1)
        self._unknown_score = min(scores) - 10.0
        self._normal = normal
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Subwords:
        """Read `vocabulary.json.gz`: pieces, their log probabilities, and the map that normalises code points."""
        table = json.loads(gzip.decompress(path.read_bytes()))
        return cls(table["pieces"], table["scores"], {int(k): v for k, v in table["normal"].items()})

    def cut(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of `word`; of a very long word only the first `LONGEST_WORD` code points count."""
        ids = self._cache.get(word)
        if ids is None:
            if len(self._cache) >= CACHE_SIZE:  # bounded, however many documents one process reads
                self._cache.clear()
            ids = self._cache[word] = self._search(self.normalise(word))
        return ids

    def normalise(self, word: str) -> str:
        """NFC, then the vocabulary's own code-point map; inner spaces become word marks."""
        mapped = unicodedata.normalize("NFC", word[:LONGEST_WORD]).translate(self._normal)
        return WORD_MARK + WORD_MARK.join(mapped.split())

    def _search(self, word: str) -> tuple[int, ...]:
        size = len(word)
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        piece, start = [UNKNOWN] * (size + 1), [0] * (size + 1)
        for i in range(size):
            here = best[i]
            for j in range(i + 1, min(size, i + self._longest) + 1):
                found = self._scores.get(word[i:j])
                if found is not None and here + found[1] > best[j]:
                    best[j], piece[j], start[j] = here + found[1], found[0], i
            if here + self._unknown_score > best[i + 1]:
                best[i + 1], piece[i + 1], start[i + 1] = here + self._unknown_score, UNKNOWN, i
        ids = []
        at = size
        while at > 0:
            ids.append(piece[at])
            at = start[at]
        return tuple(reversed(ids)) or (UNKNOWN,)
