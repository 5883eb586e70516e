"""Pull quotes: a short block that says again, nearly word for word, what a paragraph of the body says."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from sayso.documents.furniture import LANGUAGES
from sayso.language.lexicon import lexicon

_WORD = re.compile(r"\w+")
_FEWEST_WORDS, _MOST_WORDS = 6, 60
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_COMMONEST = 50  # a word pair found in more blocks than this tells nothing about where a quote came from


def pull_quotes(blocks: list[str], language: str = "nl") -> list[int]:
    """The indexes of the blocks that repeat another, longer one; of two equal blocks the later is the repeat.

    A block without a full stop (set apart by the editors, often shortened) may differ more than a sentence of prose,
    which has to be nearly the same word for word. The first block is never one: titles quote too.
    """
    same = lexicon(language if language in LANGUAGES else "nl", "furniture")["pull_quotes"]["same"]
    words = [[same.get(word, word) for word in _WORD.findall(block.lower())] for block in blocks]
    pairs = [set(pairwise(line)) for line in words]
    where: dict[tuple[str, str], list[int]] = {}
    for index, found in enumerate(pairs):
        for pair in found:
            where.setdefault(pair, []).append(index)
    repeats = []
    for index, block in enumerate(blocks):
        if index == 0 or not _FEWEST_WORDS <= len(words[index]) <= _MOST_WORDS:
            continue
        shared = Counter(
            other
            for pair in pairs[index]
            if len(where[pair]) <= _COMMONEST
            for other in where[pair]
            if other != index and (len(pairs[other]) > len(pairs[index]) or other < index)
        )
        if not shared:
            continue
        other, count = shared.most_common(1)[0]
        same_pairs = count / len(pairs[index])
        body = set(words[other])
        same_words = sum(word in body for word in words[index]) / len(words[index])
        set_apart = not _SENTENCE_END.search(block)
        if (same_words >= 0.85 and same_pairs >= 0.55) if set_apart else (same_words >= 0.95 and same_pairs >= 0.85):
            repeats.append(index)
    return repeats
