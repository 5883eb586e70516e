"""Treebank sentences with some of their words changed for others of the same form and use.

A small treebank is soon known by heart; sentences of which a part of the nouns, adjectives, numerals and verbs were
swapped teach the tree and not the words (after Gulordava et al. 2018, whose nonce sentences test a model; and Şahin
and Steedman 2018 on making more of small treebanks). A word of the treebank only stands in for one with the same tags,
features and relation, a verb also only for one with the same kinds of complements; a word of a word list (see
`wordlist`) for one with the same fine tag.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from training.treebanks import Sentence

OPEN = {"NOUN", "ADJ", "NUM", "VERB"}
BOUND = {"fixed", "flat", "goeswith", "compound"}  # words that are part of one expression
COMPLEMENTS = {"nsubj", "obj", "iobj", "ccomp", "xcomp", "csubj", "expl", "compound", "cop", "aux"}
SMALL = "small"
LISTED = 0.5  # share of swaps for which a word list is asked, where it has the form

Use = tuple[str, ...]


class Substitutes:
    """The words of a treebank by form and use, and those of a word list by form."""

    def __init__(self, sentences: list[Sentence], listed: Mapping[str, list[str]] | None = None) -> None:
        pool: dict[Use, set[str]] = defaultdict(set)
        for sentence in sentences:
            for use, word in zip(uses(sentence), sentence.words, strict=True):
                if use:
                    pool[use].add(word)
        self._pool = {use: sorted(words) for use, words in pool.items() if len(words) > 1}
        self._listed = listed or {}

    def vary(self, sentence: Sentence, share: float, chance: random.Random) -> Sentence:
        """The sentence with about `share` of its changeable words swapped."""
        words = list(sentence.words)
        for i, use in enumerate(uses(sentence)):
            if use is None or chance.random() >= share:
                continue
            words[i] = chance.choice(self._choices(use, chance) or [words[i]])
        return replace(sentence, words=words)

    def _choices(self, use: Use, chance: random.Random) -> list[str]:
        own = self._pool.get(use, [])
        if use[4] != SMALL or (own and chance.random() >= LISTED):
            return own
        return self._listed.get(use[1], own)


def uses(sentence: Sentence) -> list[Use | None]:
    """What every word must share with its stand-in: tag, fine tag, features, relation, shape, complements.

    None for words that stay.
    """
    below: list[set[str]] = [set() for _ in sentence.words]
    bound = [False] * len(sentence.words)
    for i, (head, relation) in enumerate(zip(sentence.heads, sentence.relations, strict=True)):
        plain = relation.split(":")[0]
        if plain in BOUND:
            bound[i] = True
            if head:
                bound[head - 1] = True
        if head and plain in COMPLEMENTS:
            below[head - 1].add(relation)
    found: list[Use | None] = []
    for i, word in enumerate(sentence.words):
        tag = sentence.tags[i]
        if tag not in OPEN or bound[i]:
            found.append(None)
            continue
        frame = sorted(below[i]) if tag == "VERB" else []
        shape = "capital" if word[:1].isupper() else "figure" if word[:1].isdigit() else SMALL
        found.append((tag, sentence.fine[i], sentence.features[i], sentence.relations[i], shape, *frame))
    return found
