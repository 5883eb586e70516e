"""Sources named without a verb: "volgens X", "aldus X", "naar eigen zeggen", "op gezag van X", "de bewering van X dat"."""

from __future__ import annotations

from sayso.reading.arguments import Arguments
from sayso.reading.cues import Words
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_LAST = ("aldus", "dixit")  # these follow what is said, all of it


class According:
    """Finds the frames whose cue is a preposition, a fixed phrase or a noun."""

    def __init__(self, tree: Tree, speakers: Speakers, arguments: Arguments, words: Words) -> None:
        self.tree = tree
        self.speakers = speakers
        self.arguments = arguments
        table = words.raw["according"]
        self._words = frozenset(table["words"])
        self._material = words.set_of("according", "material")
        self._possessive = frozenset(table["possessive"])
        self._before = [tuple(p.split()) for p in table["phrases"]]
        self._based = [tuple(p.split()) for p in table["based"]]
        self._own = [tuple(p.split()) for p in table["own"]]
        self._first = {p[0] for p in (*self._before, *self._based, *self._own)} | self._words | {"naar"}

    def frame(self, i: int, end: int) -> Frame | None:
        """The frame whose cue begins at token `i`; the sentence ends before token `end`."""
        if self.tree.words[i] in self._first:
            return self._own_account(i, end) or self._phrase(i, end) or self._preposition(i, end)
        return self._noun(i) if self.arguments.is_report(i) else None

    def _own_account(self, i: int, end: int) -> Frame | None:
        """ "naar eigen zeggen" is the subject's; "naar zijn zeggen" his who was spoken of."""
        tree = self.tree
        after = tree.phrase(i, end, self._own)
        if after is not None:
            return Frame("own account", "say", after - 1, (i, after), self.arguments.subject(tree.clause(after - 1)))
        if tree.words[i] not in ("naar", "volgens") or i + 2 >= end or tree.words[i + 2] not in self._possessive:
            return None
        owner = i + 1
        if tree.words[owner] not in self.speakers.possessives and tree.words[owner] != "hun":
            return None
        subject = self.arguments.subject(tree.clause(i + 2))
        person = self.speakers.antecedent(owner) if tree.words[owner] != "hun" else None
        return Frame("own account", "say", i + 2, (i, i + 3), person if person is not None else subject)

    def _phrase(self, i: int, end: int) -> Frame | None:
        tree = self.tree
        for phrases in (self._before, self._based):
            after = tree.phrase(i, end, phrases)
            if after is None:
                continue
            noun = self.arguments.noun_after(after, end)
            if noun is None:
                return None
            if phrases is self._based and (tree.words[noun] in self._material or not self.speakers.can_speak(noun)):
                return None
            inner = tree.words[i] not in ("volgens", "naar")
            return Frame("according", "say", noun, (i, after), self.arguments.owner(noun), inner=inner)
        return None

    def _preposition(self, i: int, end: int) -> Frame | None:
        tree, word = self.tree, self.tree.words[i]
        if word not in self._words:
            return None
        noun = self.arguments.governed(i, end)
        if noun is None:
            return None
        if tree.words[noun] in self.speakers.first_person:
            return Frame("according", "say", noun, (i, i + 1), None)
        speaker = self.arguments.owner(noun)
        told = self.arguments.medium_behind(noun)
        return Frame("according", "say", noun, (i, i + 1), speaker, told=told, after=word in _LAST)

    def _noun(self, i: int) -> Frame | None:
        """ "de bewering van X dat …"."""
        tree = self.tree
        for clause in tree.dependents(i, "acl", "ccomp"):
            if any(tree.words[k] == "dat" for k in tree.children[clause]):
                owner = self.arguments.owner(i)
                if owner != i:
                    return Frame("report", "say", i, (i, i + 1), owner, content=tree.subtree(clause))
        return None
