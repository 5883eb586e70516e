"""Which figures a note on checking is about.

"Dat kon niet worden bevestigd" is about the figures of whoever spoke last in the paragraph, "geen van beide" about the
last two speakers', "geen van die berichten" about the whole paragraph's, "de opgave uit Moskou" about all of Moscow's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.reading.checking import Checking
from sayso.reading.claim import Speaker, Verification
from sayso.reading.tree import Tree

if TYPE_CHECKING:
    from sayso.reading.attribution import Attribution
    from sayso.reading.denial import Denial

_RULES: dict[Verification, str] = {"unverified": "could not be checked", "confirmed": "confirmed by another"}


@dataclass(frozen=True, slots=True)
class Note:
    """`value` for the figures among tokens `start` to `end` whose speaker goes by one of `speakers` (None: anybody's)
    or is on `side`."""

    value: Verification
    rule: str
    cue: tuple[int, int]
    start: int
    end: int
    speakers: frozenset[str] | None
    side: str | None = None

    def covers(self, token: int, source: tuple[Speaker, ...]) -> bool:
        """Whether the note is about a figure at `token` that `source` gives."""
        if not self.start <= token < self.end or token == self.cue[0]:
            return False
        if self.speakers is None or names(source) & self.speakers:
            return True
        return self.side is not None and bool(source) and source[-1].side == self.side


class Verifications:
    """The notes of one document."""

    def __init__(self, tree: Tree, attribution: Attribution, denial: Denial, table: Mapping[str, Any]) -> None:
        self.tree = tree
        self.attribution = attribution
        self.denial = denial
        self._checking = Checking(tree, attribution.finder, table)
        self._both, self._several = frozenset(table["both"]), frozenset(table["several"])
        self._definite, self._several_reports = frozenset(table["definite"]), frozenset(table["several_reports"])
        self._all, self._none_of = frozenset(table["all"]), frozenset(table["none_of"])
        self._figures = [i for i in range(len(tree)) if tree.figure(i) and tree.labels[i] != "flat"]
        self.notes: list[Note] = []
        for start, end in tree.sentences:
            cue = self._checking.unchecked(start, end)
            note = self._about(start, end, cue, "unverified") if cue is not None else None
            if note is None:
                cue = self._checking.confirmed(start, end)
                note = self._about(start, end, cue, "confirmed") if cue is not None else None
            if note is not None:
                self.notes.append(note)

    def of(self, token: int, source: tuple[Speaker, ...]) -> Note | None:
        """The note about the figure at `token`, which `source` gives, or None; a denied figure has none."""
        found = next((note for note in self.notes if note.covers(token, source)), None)
        return found if found is not None and self.denial.of(token) is None else None

    def _about(self, start: int, end: int, verb: int, value: Verification) -> Note | None:
        rule, cue = _RULES[value], (verb, verb + 1)
        first, last = self._checking.clause(verb, start, end)
        words = set(self.tree.words[first:last])
        both = bool(words & self._both)
        named = self._named(start, end) if value == "unverified" and not both else None
        if named is not None:
            return Note(value, f"{rule}, the named speaker's", cue, 0, len(self.tree), *named)
        paragraph = self._paragraph_start(start)
        before = [f for f in self._figures if paragraph <= f < verb]
        if both:
            two = self._last_speakers(before, 2)
            if len(before) == 1:  # the other one stands in the paragraph before
                paragraph = self._paragraph_start(max(0, paragraph - 1))
                two = self._last_speakers([f for f in self._figures if paragraph <= f < verb], 2)
            keys = frozenset(name for source in two for name in names(source))
            return Note(value, f"{rule}, both speakers'", cue, paragraph, verb, keys) if keys else None
        if self._whole(start, end):
            return Note(value, f"{rule}, the paragraph's", cue, paragraph, end, None)
        inside = [f for f in before if f >= start]
        points_back = self._points_back(first, verb)
        after = [f for f in self._figures if verb < f < end]
        if inside or (after and not points_back and value == "unverified"):
            source = self._source(inside[-1] if inside else after[0])
            return Note(value, f"{rule}, in this sentence", cue, start, end, names(source) or None)
        if before:
            return self._last_account(before, verb, end, Note(value, rule, cue, start, end, None))
        earlier = [f for f in self._figures if f < start and self._source(f)]
        if earlier and points_back:
            return Note(value, f"{rule}, the speaker before", cue, 0, start, names(self._source(earlier[-1])))
        return None

    def _last_account(self, before: list[int], verb: int, end: int, note: Note) -> Note:
        """The figures of whoever spoke last in the paragraph, the one who doubts them left out."""
        doubter = names(self._source(verb))
        others = [f for f in before if not doubter & names(self._source(f))] or before
        keys = names(self._source(others[-1]))
        if note.value == "confirmed" or not keys:
            start = self.tree.sentence(others[-1])[0]
            return Note(note.value, note.rule, note.cue, start, verb, keys or None)
        return Note(note.value, note.rule, note.cue, self._paragraph_start(verb), end, keys)

    def _named(self, start: int, end: int) -> tuple[frozenset[str], str | None] | None:
        """Whose figures the note names: "de opgave uit Moskou", "de Russische cijfers"."""
        tree, speakers = self.tree, self.attribution.speakers
        for i in range(start, end):
            if tree.words[i] not in self._checking.nouns or any(map(tree.figure, tree.subtree(i))):
                continue
            for child in tree.children[i]:
                case = tree.case(child)
                owner = (
                    tree.labels[child] in ("nmod", "obl") and case in tree.grammar.report_of - tree.grammar.at_speaker
                )
                owner = owner or (tree.labels[child] == "nmod:poss" and case in tree.grammar.genitive)
                if owner and tree.words[child] in self._several:
                    return None
                national = tree.labels[child] == "amod" and tree.doc[child].text[:1].isupper()
                if (owner and speakers.can_speak(child)) or national:
                    party = speakers.party(child)
                    if owner or party is not None:
                        speaker = speakers.speaker(child, None)
                        return names((speaker,)), party.side if party is not None else speaker.side
        return None

    def _whole(self, start: int, end: int) -> bool:
        """ "Geen van die berichten", "alle cijfers"."""
        words = [w for w in self.tree.words[start:end] if w.strip()]
        for at, word in enumerate(words):
            if word in self._definite and words[at + 1 : at + 2] and words[at + 1] in self._several_reports:
                return True
            if word in self._all and any(w in self._checking.nouns for w in words[at : at + 5]):
                return word not in self._none_of or not self.tree.grammar.of.isdisjoint(words[at : at + 3])
        return False

    def _points_back(self, first: int, verb: int) -> bool:
        """Whether the note's clause opens with a word for figures told before: "De cijfers, die …", "Dat …"."""
        opening = [w for w in self.tree.words[first : min(verb, first + 6)] if w.strip()]
        return any(w in self._checking.nouns or w in self._checking.pointing for w in opening)

    def _source(self, token: int) -> tuple[Speaker, ...]:
        return self.attribution.source(self.tree.doc[token])

    def _last_speakers(self, figures: list[int], count: int) -> list[tuple[Speaker, ...]]:
        found: list[tuple[Speaker, ...]] = []
        for figure in reversed(figures):
            source = self._source(figure)
            if len(found) < count and source and not any(names(source) & names(other) for other in found):
                found.append(source)
        return found

    def _paragraph_start(self, token: int) -> int:
        block_of = self.attribution.block_of
        return next((i + 1 for i in range(token - 1, -1, -1) if block_of[i] != block_of[token]), 0)


def names(source: tuple[Speaker, ...]) -> frozenset[str]:
    """What the innermost speaker goes by, folded for comparison."""
    if not source:
        return frozenset()
    last = source[-1]
    return frozenset(" ".join(name.casefold().split()) for name in (last.text, last.name, last.actor) if name)
