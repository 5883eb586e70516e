"""Which sentences go on with the account of the one before, and which ones "Dat meldt X" points back at."""

from __future__ import annotations

from collections.abc import Callable

from sayso.language.lexicon import lexicon
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree


class Carry:
    """Signals of continuation between neighbouring sentences of one paragraph."""

    def __init__(self, tree: Tree, speakers: Speakers, block_of: list[int], language: str = "nl") -> None:
        self.tree = tree
        self.speakers = speakers
        self.block_of = block_of
        table = lexicon(language, "speech")["carry"]
        self._numbers = frozenset(lexicon(language, "speech")["revising"]["nouns"].split())
        self._hedges = frozenset(table["hedges"])
        self._starts = frozenset(table["starts"].split())
        self._words = frozenset(table["words"].split())
        self._blocks: set[int] = set()  # paragraphs that a colon announced
        self._phrases = [tuple(p.split()) for p in table["phrases"]]

    def goes_on(self, number: int, before: Frame) -> tuple[int, int] | None:
        """The tokens that show that sentence `number` goes on with the account that the sentence before it left off
        with, or None."""
        tree = self.tree
        start, end = tree.sentences[number]
        item = self._announced(number)
        if item is not None:
            return item, item + 1
        if not self._same_paragraph(number - 1, number):
            return None
        if self._numbers_follow(number - 1, before):
            return start, start + 1
        words = [(i, tree.words[i]) for i in range(start, end) if tree.words[i].strip() and tree.tags[i] != "PUNCT"]
        if not words:
            return None
        for i, word in words:
            if word in self._hedges:
                return i, i + 1
        if words[0][1] in self._starts:
            return words[0][0], words[0][0] + 1
        for i, word in words:
            if word in self._words:
                return i, i + 1
        plain = [w for _, w in words]
        for at in range(len(plain)):
            for phrase in self._phrases:
                if tuple(plain[at : at + len(phrase)]) == phrase:
                    return words[at][0], words[at + len(phrase) - 1][0] + 1
        return None

    def _numbers_follow(self, number: int, before: Frame) -> bool:
        """ "De onderminister noemt wel getallen.": a sentence that only says that somebody gives figures."""
        tree = self.tree
        if not before.verbal or tree.sentence_of[before.head] != number:
            return False
        start, end = tree.sentences[number]
        if any(map(tree.figure, range(start, end))):
            return False
        named = (i for i in range(start, end) if tree.words[i] in self._numbers and tree.heads[i] == before.head)
        return any(tree.dependent(i, "det", "nmod:poss") is None for i in named)  # "bevestigde dat aantal" gives none

    def _announced(self, number: int) -> int | None:
        """The first word of a sentence that a colon at the end of the paragraph before announced, be it a line of a
        list or a sentence of the paragraph after it."""
        tree = self.tree
        first = self._first(number)
        before = self._earlier(number)
        if first is None or before is None:
            return None
        start, end = tree.sentences[before]
        announced = tree.span_text(start, end).rstrip().endswith(":")
        item = tree.doc[first].text[:1] in _BULLETS
        opening = self._first(before)
        listed = item and opening is not None and tree.doc[opening].text[:1] in _BULLETS
        if announced and not self._same_paragraph(before, number):
            self._blocks.add(self.block_of[first])
        inside = self.block_of[first] in self._blocks
        return first if inside or listed or (announced and item) else None

    def _first(self, number: int) -> int | None:
        """The first token of a sentence that is not blank."""
        start, end = self.tree.sentences[number]
        return next((i for i in range(start, end) if self.tree.words[i].strip()), None)

    def under(self, number: int) -> list[int]:
        """The sentences of the paragraph under the heading that is sentence `number`."""
        tree = self.tree
        found: list[int] = []
        for at in range(number + 1, len(tree.sentences)):
            first = self._first(at)
            if first is None:
                continue
            if found and self.block_of[first] != self.block_of[tree.sentences[found[0]][0]]:
                break
            found.append(at)
        return found

    def pointed_at(self, number: int, unsourced: Callable[[int], bool], whole: bool = False) -> list[int]:
        """The sentences that "Dat zegt X" in sentence `number` is about: the one before it and those it carries on,
        or with `whole` all of the paragraph that have no source."""
        found: list[int] = []
        at = self._earlier(number)
        if at is None:
            return found
        crossed = not self._same_paragraph(at, number)
        while at is not None and unsourced(at):
            found.append(at)
            before = self._earlier(at)
            if before is None or not self._same_paragraph(before, at):
                break
            if not crossed and not whole and self.goes_on(at, _NOBODY) is None:
                break
            at = before
        return found

    def _earlier(self, number: int) -> int | None:
        """The sentence before, blank ones passed over."""
        tree = self.tree
        for at in range(number - 1, -1, -1):
            start, end = tree.sentences[at]
            if any(tree.words[i].strip() and tree.tags[i] != "PUNCT" for i in range(start, end)):
                return at
        return None

    def _same_paragraph(self, a: int, b: int) -> bool:
        tree = self.tree
        return self.block_of[tree.sentences[a][0]] == self.block_of[tree.sentences[b][0]]


_BULLETS = ("-", "•", "–", "*", "·", "▪", "◦", "—", "►", "")
_NOBODY = Frame("nobody", "say", 0, (0, 0), None)
