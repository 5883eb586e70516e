"""Trim the vocabulary of 250,002 pieces to those that texts in our languages need.

Kept: every piece that the training texts use, every single letter of the scripts below, then the likeliest pieces of
Latin and Cyrillic script until the list is full. Test files are not looked at.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from sayso.language.subwords import WORD_MARK, Subwords
from training.treebanks import LANGUAGES, SHARED, trained, wikiann
from training.weights import Weights

SIZE = 64_000
_SINGLE = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")
_FILL = ("LATIN", "CYRILLIC")


def scripts(piece: str) -> set[str]:
    """The scripts of a piece's letters, by the first word of their Unicode names."""
    return {unicodedata.name(c, "?").split(" ")[0] for c in piece if c.isalpha()}


def choose(weights: Weights, words: Iterable[str], size: int = SIZE) -> list[int]:
    """Ids of the pieces to keep, ascending; ids 0-3 are the special ones and always stay."""
    full = Subwords(weights.pieces, weights.scores, weights.normal)
    keep = set(range(4))
    for word in set(words):
        keep.update(full.cut(word))
    for i, piece in enumerate(weights.pieces):
        bare = piece.lstrip(WORD_MARK)
        if len(bare) <= 1 and (not bare.isalpha() or scripts(bare) <= set(_SINGLE)):
            keep.add(i)
    likeliest = sorted(range(4, len(weights.pieces)), key=lambda i: -weights.scores[i])
    for i in likeliest:
        if len(keep) >= size:
            break
        if scripts(weights.pieces[i]) <= set(_FILL):
            keep.add(i)
    return sorted(keep)


def training_words(shared: Path = SHARED) -> Iterable[str]:
    """Every word of the texts that are trained on."""
    for language in LANGUAGES:
        for sentence in trained(language, shared):
            yield from sentence.words
        if (shared / "treebanks" / f"wikiann-{language}-train.conllu").exists():
            for item in wikiann(language, "train", shared):
                yield from item.words


# Papers print what treebanks write with plain marks; the network sees the plain ones.
TYPOGRAPHY = {ord(c): '"' for c in "“”„‟«»"} | {ord(c): "'" for c in "‘’‚‛‹›´`"} | {ord(c): "-" for c in "‐‑‒–—―−"}


def write(weights: Weights, keep: list[int], path: Path) -> None:
    """Write `vocabulary.json.gz` as `sayso.language.subwords` reads it. The same input gives the same bytes."""
    table = {
        "pieces": [weights.pieces[i] for i in keep],
        "scores": [round(weights.scores[i], 4) for i in keep],
        "normal": weights.normal | TYPOGRAPHY,
    }
    path.write_bytes(gzip.compress(json.dumps(table, ensure_ascii=False).encode("utf-8"), mtime=0))
