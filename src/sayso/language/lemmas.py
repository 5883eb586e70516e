"""Dictionary forms of Dutch words, by table (simplemma) and tag."""

from __future__ import annotations

from functools import lru_cache

import simplemma

_UNCHANGED = frozenset({"PROPN", "PUNCT", "NUM", "SYM", "X", "SPACE"})
_LOWERED = frozenset({"ADP", "CCONJ", "SCONJ", "PRON", "ADV", "INTJ", "DET"})


@lru_cache(maxsize=200_000)
def lemma(word: str, tag: str, language: str = "nl") -> str:
    """The dictionary form of `word` with UPOS tag `tag`: itself for names, numbers and marks, lower case otherwise."""
    if tag in _UNCHANGED:
        return word
    lower = word.lower()
    if tag in _LOWERED:
        return lower
    return str(simplemma.lemmatize(lower, lang=language))
