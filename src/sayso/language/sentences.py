"""Where sentences end: rules over tokens, with the abbreviations of the language as data.

A paragraph is a hard border, whatever it ends with (headlines have no full stop); line breaks and blank lines inside
a paragraph are not, since papers copied from PDF are hard-wrapped. A sentence ends at `. ! ? …` and the quotes and
brackets that close there, also inside a quotation that goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from sayso.language.lexicon import lexicon

_STOPS = re.compile(r"^(?:[.!?…]+|[!?.]+…)$")
_CLOSING = frozenset("\"'”’»)]}›“‘„") | {"''", "´´", "``"}
_OPENING = frozenset("\"'“‘„«([{‹”’—–-") | {"``", ",,", "--"}
_BULLETS = frozenset("•●▪■◦‣►▶*·")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*$")
_CLITICS = frozenset({"'s", "’s", "‘s", "'t", "’t", "‘t", "'n", "’n", "'k", "’k"})


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


def sentence_starts(doc: Doc, blocks: Sequence[tuple[int, int]], language: str = "nl") -> list[int]:
    """Indices of the tokens that begin a sentence, ascending, the first token (0) among them; [] for an empty Doc.

    `blocks` are `(start, end)` code-point spans of `doc.text`, sorted. White space never begins a sentence but at the
    very start of the text.
    """
    words = [token.text for token in doc]
    if not words:
        return []
    begins = [token.idx for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    real = [i for i, token in enumerate(doc) if not token.is_space]
    lists = abbreviations(language)
    starts = [0]
    borders = iter(sorted({start for start, _ in blocks} | {end for _, end in blocks}))
    border = next(borders, None)
    first = True  # is this the first word of a sentence?
    sentence_words = 0
    for position, i in enumerate(real):
        crossed = False
        while border is not None and border <= begins[i]:
            crossed, border = True, next(borders, None)
        if first:
            first = False
        elif crossed or _ends_before(position, real, words, spaced, begins, lists, sentence_words):
            starts.append(i)
            sentence_words = 0
        sentence_words += 1
    return starts


def _ends_before(
    position: int,
    real: list[int],
    words: list[str],
    spaced: list[bool],
    begins: list[int],
    lists: Abbreviations,
    so_far: int,
) -> bool:
    """Does a sentence end between the words at `position - 1` and `position`?"""
    here = real[position]
    word = words[here]
    last = real[position - 1]
    gap = here - last > 1 or spaced[last]
    if word in _BULLETS and gap and "\n" in "".join(words[last + 1 : here]):
        return True
    # Step back over what closes: a quote or bracket with nothing between it and the word before it.
    at = position - 1
    closed = 0
    while at > 0 and words[real[at]] in _CLOSING and begins[real[at]] == _end(real[at - 1], words, begins):
        at -= 1
        closed += 1
    stop = words[real[at]]
    if closed >= so_far:
        return False
    if not gap and not (closed and _opens(word)) and not (stop == "." and word[:1].isupper() and at == position - 1):
        return False
    if not gap and word in _CLOSING:
        return False
    following = [words[i] for i in real[position : position + 3]]
    if _STOPS.match(stop):
        if stop in {"...", "…", ".."}:
            return _looks_initial(following) and not (closed == 0 and so_far == 1)
        if stop == "." and closed == 0 and _enumerates(real, words, at, so_far):
            return False
        if stop == "." and at > 0:
            before = words[real[at - 1]]
            if before.lower() in lists.never_final and _end(real[at - 1], words, begins) == begins[real[at]]:
                return before.isupper() and len(before) > 1 and _looks_initial(following)
        return _looks_initial(following)
    if stop.endswith(".") and len(stop) > 1:
        return _ends_with_abbreviation(stop, following, lists, closed)
    # "Weg!," and the like: a stop stuck to the word by the tokenizer
    return stop[-1] in "!?" and stop[0].isalpha() and _looks_initial(following)


def _end(i: int, words: list[str], begins: list[int]) -> int:
    return begins[i] + len(words[i])


def _opens(word: str) -> bool:
    return word in _OPENING


def _enumerates(real: list[int], words: list[str], at: int, so_far: int) -> bool:
    """ "1. Eerste punt": a short number that is all there is before the full stop."""
    return so_far == 2 and at > 0 and words[real[at - 1]].isdigit() and len(words[real[at - 1]]) <= 3


def _ends_with_abbreviation(stop: str, following: list[str], lists: Abbreviations, closed: int) -> bool:
    key = stop[:-1].lower()
    if closed:
        return _looks_initial(following)
    if key in lists.maybe_final:
        return _begins_surely(following, lists)
    if key in lists.never_final:
        return False
    if _INITIALS.match(stop):
        # "J. de Vries", "A.F.Th. van der Heijden", but "in de V.S. De president"
        return len(stop) > 2 and _begins_surely(following, lists) and stop.isupper()
    if "." in key:
        return _begins_surely(following, lists)
    return _looks_initial(following)


def _first_letters(following: list[str]) -> tuple[str, bool]:
    """The first word that isn't an opening mark, and whether marks were skipped."""
    for n, word in enumerate(following):
        if word not in _OPENING:
            return word, n > 0
    return (following[-1] if following else ""), False


def _looks_initial(following: list[str]) -> bool:
    word, _ = _first_letters(following)
    if not word:
        return False
    if word in _CLITICS:
        return True
    head = word.lstrip("'‘’\"“„") or word
    return not head[0].islower() and head[0] not in ",;:.!?…)]}%"


def _begins_surely(following: list[str], lists: Abbreviations) -> bool:
    word, opened = _first_letters(following)
    return _looks_initial(following) and (opened or (word[:1].isupper() and word.lower() in lists.starters))
