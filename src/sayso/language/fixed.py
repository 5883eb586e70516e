"""Fixed expressions, which a small treebank can't teach: a parsed sentence gets them as one word each (`fixed.toml`).

"Op het gebied van", "ter sprake", "in het leven (roepen)": in Universal Dependencies the first word is the head, the
others hang on it as `fixed`. The parser knows those that it was taught and takes the others apart word by word; here
they are put together again, and what hung on one of their words gets its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from sayso.language.lemmas import lemma
from sayso.language.lexicon import lexicon

_NUMBER, _YEAR = re.compile(r"\d+([.,]\d+)?"), re.compile(r"[12]\d\d\d")
_MARKS = frozenset({"case", "mark", "cc"})  # such a group hangs on the phrase behind it
_SMALL = _MARKS | {"det", "punct", "fixed", "advmod"}
_CLAUSES = frozenset({"root", "conj", "advcl", "acl", "acl:relcl", "parataxis", "ccomp", "csubj"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "SYM"})
_VERBS = frozenset({"VERB", "AUX"})
_PARTICLE = "compound:prt"
_VERB_REACH = 12  # words between an idiom and its verb


@dataclass(slots=True)
class Tree:
    """A parsed sentence: parallel lists. `heads` are word indices, the root's is its own."""

    words: Sequence[str]
    tags: Sequence[str]
    heads: list[int]
    relations: list[str]

    def children(self, parents: range) -> list[int]:
        """What hangs on the words of a stretch, without the stretch itself."""
        return [i for i, head in enumerate(self.heads) if head in parents and i not in parents]

    def is_sound(self) -> bool:
        """Whether every word leads to the root."""
        for start in range(len(self.heads)):
            at = start
            for _ in self.heads:
                if self.heads[at] == at:
                    break
                at = self.heads[at]
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Entry:
    """An expression of one table; see the head of `fixed.toml`."""

    words: tuple[str, ...]
    table: dict[str, Any]
    verbs: frozenset[str]


class Fixed:
    """The fixed expressions of a language."""

    def __init__(self, language: str) -> None:
        """Reads `fixed.toml`; a language without one has none."""
        self._language = language
        self._by_start: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)  # by their first two words
        for table in _tables(language):
            for entry in _entries(table):
                self._by_start[entry.words[:2]].append(entry)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def occur(self, words: Sequence[str]) -> bool:
        """Whether an expression may begin somewhere in a sentence; most have none, and need no tree."""
        return not self._by_start.keys().isdisjoint(pairwise(_plain(words)))

    def settle(self, tree: Tree) -> None:
        """Put the expressions of a sentence together, in place."""
        plain = _plain(tree.words)
        free = 0
        for at, start in enumerate(pairwise(plain)):
            entries = self._by_start.get(start, ()) if at >= free else ()
            entry = next((e for e in entries if self._fits(tree, plain, at, e)), None)
            if entry is not None:
                free = at + len(entry.words)
                self._put(tree, range(at, free), entry)

    def _fits(self, tree: Tree, plain: list[str], at: int, entry: _Entry) -> bool:
        end, table = at + len(entry.words), entry.table
        if tuple(plain[at:end]) != entry.words:
            return False
        following = tree.tags[end] if end < len(plain) else ""
        if ("before" in table and following not in table["before"]) or following in table.get("unless", ()):
            return False
        if "after" in table and (not at or plain[at - 1] not in table["after"]):
            return False
        if table.get("relation") not in _MARKS and tree.relations[end - 1] == "case" and tree.heads[end - 1] >= end:
            return False  # "langzaam aan de oppervlakte"
        return not entry.verbs or self._verb(tree, range(at, end), entry.verbs) is not None

    def _verb(self, tree: Tree, stretch: range, verbs: frozenset[str]) -> int | None:
        """The verb that an idiom belongs to: above it in the tree, else the nearest."""

        def is_it(i: int) -> bool:
            return tree.tags[i] in _VERBS and lemma(tree.words[i], "VERB", self._language) in verbs

        for i in _above(tree, tree.heads[_top(tree, stretch)]):
            if i not in stretch and is_it(i):
                return i
        near = range(max(0, stretch.start - _VERB_REACH), min(len(tree.words), stretch.stop + _VERB_REACH))
        found = [i for i in near if i not in stretch and is_it(i)]
        return min(found, key=lambda i: abs(i - stretch.start), default=None)

    def _put(self, tree: Tree, stretch: range, entry: _Entry) -> None:
        first, top = stretch[0], _top(tree, stretch)
        if all(tree.heads[i] == first and tree.relations[i] == "fixed" for i in stretch[1:]):
            return  # the parser knew
        heads, relations = list(tree.heads), list(tree.relations)
        relation = entry.table.get("relation")
        below = tree.children(stretch)
        if relation in _MARKS:
            phrase = _phrase(tree, stretch)
            if phrase is None:
                return
            self._open(tree, stretch, top, phrase, below)
            governor = phrase
            clause = tree.tags[phrase] in _VERBS and relation == "case"
            tree.relations[first] = entry.table.get("clausal", relation) if clause else relation
            new_place = phrase
        else:
            verb = self._verb(tree, stretch, entry.verbs) if entry.verbs else None
            governor = verb if verb is not None else tree.heads[top]
            if relation == _PARTICLE and verb is None:  # "geweld ter discussie stelt": not the noun's
                governor = next((i for i in _above(tree, governor) if tree.tags[i] in _VERBS), governor)
            predicate = tree.relations[top] in _CLAUSES or any(tree.relations[i] == "cop" for i in below)
            own = tree.relations[top]
            if governor == top or governor in stretch:
                governor, own = first, "root"
            tree.relations[first] = own if predicate and verb is None else _relation(entry.table, tree, governor) or own
            new_place = first
        tree.heads[first] = governor
        for i in stretch[1:]:
            tree.heads[i], tree.relations[i] = first, "fixed"
        for i in below:
            if tree.heads[i] in stretch and i != new_place:
                tree.heads[i] = new_place
        if not tree.is_sound():
            tree.heads[:], tree.relations[:] = heads, relations

    @staticmethod
    def _open(tree: Tree, stretch: range, top: int, phrase: int, below: list[int]) -> None:
        """Give the phrase behind a preposition the place that a word of the preposition had in the tree."""
        leads = next((i for i in below if i == phrase or phrase in _under(tree, i)), None)
        if leads is None:
            return
        root = tree.heads[top] == top
        tree.heads[leads] = leads if root else tree.heads[top]
        if tree.relations[top] not in _SMALL:
            tree.relations[leads] = tree.relations[top]


def _plain(words: Sequence[str]) -> list[str]:
    """The words as the table writes them."""
    return [
        "#" if word[0].isdigit() and _NUMBER.fullmatch(word) and not _YEAR.fullmatch(word) else word.lower()
        for word in words
    ]


def _tables(language: str) -> list[dict[str, Any]]:
    try:
        tables: list[dict[str, Any]] = lexicon(language, "fixed")["expressions"]
    except FileNotFoundError:
        return []
    return tables


def _entries(table: dict[str, Any]) -> Iterator[_Entry]:
    for words in table.get("words", ()):
        yield _Entry(tuple(words.split()), table, frozenset())
    idioms: dict[str, set[str]] = defaultdict(set)
    for verb, expressions in table.get("verbs", {}).items():
        for words in expressions:
            idioms[words].add(verb.replace("_", ""))
    for words, verbs in idioms.items():
        yield _Entry(tuple(words.split()), table, frozenset(verbs))


def _top(tree: Tree, stretch: range) -> int:
    """The word of a stretch by which it hangs on the rest: the last that is more than a small word there."""
    outward = [i for i in stretch if tree.heads[i] not in stretch or tree.heads[i] == i]
    weighty = [i for i in outward if tree.relations[i] not in _SMALL]
    return (weighty or outward)[-1]


def _above(tree: Tree, at: int) -> tuple[int, int, int]:
    """A word, what it hangs on, and what that hangs on."""
    return at, tree.heads[at], tree.heads[tree.heads[at]]


def _phrase(tree: Tree, stretch: range) -> int | None:
    """The head of the phrase that a preposition or conjunction of several words brings in."""
    for i in reversed(stretch):
        if tree.relations[i] in _MARKS and tree.heads[i] >= stretch.stop:
            return tree.heads[i]
    behind = [i for i in tree.children(stretch) if i >= stretch.stop and tree.relations[i] != "punct"]
    return behind[0] if behind else None


def _under(tree: Tree, top: int) -> set[int]:
    found, waiting = {top}, [top]
    while waiting:
        at = waiting.pop()
        new = [i for i, head in enumerate(tree.heads) if head == at and i not in found]
        found.update(new)
        waiting += new
    return found


def _relation(table: dict[str, Any], tree: Tree, governor: int) -> str | None:
    """What the table says for a group that hangs on this word; None when it keeps what it has."""
    tag = tree.tags[governor]
    default: str | None = table.get("relation")
    if tag in _NOUNS:
        return table.get("nominal", default)
    return table.get("numeral", default) if tag == "NUM" else default


@cache
def fixed(language: str) -> Fixed:
    """The expressions of a language, read once."""
    return Fixed(language)
