"""Where sentences end: rules over tokens, with the abbreviations of the language as data.

A paragraph is a hard border, whatever it ends with (headlines have no full stop); line breaks and blank lines inside
a paragraph are not, since papers copied from PDF are hard-wrapped. A sentence ends at `. ! ? …` and the quotes and
brackets that close there, also inside a quotation that goes on, and before it gets longer than any that people write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from sayso.language.lexicon import lexicon

LONGEST_SENTENCE = 300  # words; what goes on longer is no sentence, and reading costs the square of the length

_STOPS = re.compile(r"^(?:[.!?…]+)$")
_CLOSING = frozenset("\"'”’»)]}›“‘„") | {"''", "´´", "``"}  # these close when no space stands before them
_ONLY_CLOSING = frozenset("”»)]}") | {"''", "´´"}  # these always do
_OPENING = frozenset("\"'“‘„«([{‹”’—–-") | {"``", ",,", "--"}
_BULLETS = frozenset("•●▪■◦‣►▶*·")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*$")
_CLITICS = frozenset({"'s", "’s", "‘s", "'t", "’t", "‘t", "'n", "’n", "'k", "’k"})  # "'s Avonds" begins a sentence


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The three word lists of `nl/sentences.toml`, lower case and without their last full stop."""

    never_final: frozenset[str]
    maybe_final: frozenset[str]
    starters: frozenset[str]


@cache
def abbreviations(language: str) -> Abbreviations:
    """The lists of a language; read once."""
    table = lexicon(language, "sentences")
    return Abbreviations(*(frozenset(table[name]) for name in ("never_final", "maybe_final", "starters")))


def is_abbreviation(word: str, language: str) -> bool:
    """Whether a word with a full stop is one that the lists know; in capitals it is a name that ends a sentence."""
    lists = abbreviations(language)
    bare = word.rstrip(".").lower()
    return not word.isupper() and (bare in lists.never_final or bare in lists.maybe_final)


def sentence_starts(doc: Doc, blocks: Sequence[tuple[int, int]], language: str = "nl") -> list[int]:
    """Indices of the tokens that begin a sentence, ascending, the first token (0) among them; [] for an empty Doc.

    `blocks` are `(start, end)` code-point spans of `doc.text`, sorted. White space never begins a sentence but at the
    very start of the text.
    """
    words = [(token.i, token.idx, token.text) for token in doc if not token.is_space]
    splitter = _Splitter([w[2] for w in words], [w[1] for w in words], doc.text, abbreviations(language))
    borders = iter(sorted({edge for block in blocks for edge in block}))
    border = next(borders, None)
    starts = [0] if len(doc) else []
    begun = 0  # the word that the present sentence begins with
    for k, (i, begin, _) in enumerate(words):
        crossed = False
        while border is not None and border <= begin:
            crossed, border = True, next(borders, None)
        if k and (crossed or k - begun >= LONGEST_SENTENCE or splitter.ends_before(k, begun)):
            starts.append(i)
            begun = k
    return starts


@dataclass(frozen=True, slots=True)
class _Splitter:
    """The words of a text (white space left out), their first code points, and the rules."""

    words: list[str]
    begins: list[int]
    text: str
    lists: Abbreviations

    def ends_before(self, k: int, begun: int) -> bool:
        """Does the sentence that began at word `begun` end between the words `k - 1` and `k`?"""
        word = self.words[k]
        gap = self._apart(k)
        if gap and word in _BULLETS and "\n" in self.text[self.begins[k - 1] : self.begins[k]]:
            return True
        if word in _ONLY_CLOSING or (not gap and word in _CLOSING):
            return False
        last = k - 1  # step back over what closes, to the word with the stop
        while last > begun and (
            self.words[last] in _ONLY_CLOSING or (self.words[last] in _CLOSING and not self._apart(last))
        ):
            last -= 1
        stop, closed = self.words[last], last < k - 1
        if stop[-1] not in ".!?…" or (last == begun and _STOPS.match(stop)):
            return False
        if not gap and not (closed and word in _OPENING) and not (stop == "." and not closed and word[0].isupper()):
            return False
        following = self.words[k : k + 3]
        if _STOPS.match(stop):
            return self._stop_is_final(last, begun, closed, following)
        if stop[-1] == ".":
            return self._abbreviation_is_final(stop, closed, following)
        return stop[0].isalpha() and _looks_initial(following)  # a mark that the tokenizer left on its word

    def _apart(self, k: int) -> bool:
        return k > 0 and self.begins[k] > self.begins[k - 1] + len(self.words[k - 1])

    def _stop_is_final(self, last: int, begun: int, closed: bool, following: list[str]) -> bool:
        before = self.words[last - 1]
        if self.words[last] == "." and not self._apart(last):
            if not closed and last == begun + 1 and before.isdigit() and len(before) <= 3:
                return False  # "1. Het eerste punt"
            if before.lower() in self.lists.never_final and not (before.isupper() and len(before) > 1):
                return False
            if not closed and "." in before and before.lower() in self.lists.maybe_final:
                return self._begins_surely(following)
        return _looks_initial(following)

    def _abbreviation_is_final(self, stop: str, closed: bool, following: list[str]) -> bool:
        key = stop[:-1].lower()
        if closed:
            return _looks_initial(following)
        if key in self.lists.maybe_final:
            return self._begins_surely(following)
        if key in self.lists.never_final:
            return False
        if _INITIALS.match(stop):  # "J. de Vries", "A.F.Th. van der Heijden", but "in de V.S. De president"
            return len(stop) > 2 and stop.isupper() and self._begins_surely(following)
        return self._begins_surely(following) if "." in key else _looks_initial(following)

    def _begins_surely(self, following: list[str]) -> bool:
        word = _first_word(following)
        return _looks_initial(following) and (
            following[0] != word or (word[:1].isupper() and word.lower() in self.lists.starters)
        )


def _first_word(following: list[str]) -> str:
    return next((word for word in following if word not in _OPENING), following[-1])


def _looks_initial(following: list[str]) -> bool:
    """Can a sentence begin with these words? Not with a small letter, nor with a mark that belongs to what precedes."""
    word = _first_word(following)
    if word in _CLITICS:
        return True
    head = word.lstrip("'‘’\"“„") or word
    return not head[0].islower() and head[0] not in ",;:.!?…)]}%"
