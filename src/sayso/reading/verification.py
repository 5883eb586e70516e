"""Notes that figures could not be checked, or that somebody else confirms them, and which figures they are about.

"Dat kon niet worden bevestigd" is about the figures of whoever spoke last in the paragraph, "geen van beide" about the
last two speakers', "geen van die berichten" about the whole paragraph's, "de opgave uit Moskou" about all of Moscow's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.reading.claim import Speaker, Verification
from sayso.reading.tree import Tree

if TYPE_CHECKING:
    from sayso.reading.attribution import Attribution
    from sayso.reading.denial import Denial


@dataclass(frozen=True, slots=True)
class Note:
    """`value` for the figures among tokens `start` to `end` whose speaker is one of `speakers` (None: anybody's)."""

    value: Verification
    rule: str
    cue: tuple[int, int]
    start: int
    end: int
    speakers: frozenset[str] | None
    side: str | None = None


class Verifications:
    """The notes of one document."""

    def __init__(self, tree: Tree, attribution: Attribution, denial: Denial, table: Mapping[str, Any]) -> None:
        self.tree = tree
        self.attribution = attribution
        self.denial = denial
        self._verbs = frozenset(table["verbs"].split())
        self._split = frozenset(table["split"])
        self._particles = frozenset(table["particles"])
        self._negative = frozenset(table["negative"])
        self._possible = frozenset(table["possible"])
        self._words = frozenset(table["words"].split())
        self._nouns = frozenset(table["nouns"].split())
        self._pointing = frozenset(table["pointing"])
        self._both = frozenset(table["both"])
        self._all = frozenset(table["all"])
        self._confirming = frozenset(table["confirming"])
        self._figures = [
            i for i in range(len(tree)) if tree.figure(i) and tree.labels[i] != "flat"
        ]
        self.notes = self._notes()

    def of(self, token: int, source: tuple[Speaker, ...]) -> Note | None:
        """The note about the figure at `token`, which `source` gives, or None; a denied figure has none."""
        if not self.notes:
            return None
        names = _names(source)
        for note in self.notes:
            if not note.start <= token < note.end or note.cue[0] <= token < note.cue[1]:
                continue
            if note.speakers is not None and not names & note.speakers:
                if note.side is None or not source or source[-1].side != note.side:
                    continue
            if self.denial.of(token) is None:
                return note
        return None

    def _notes(self) -> list[Note]:
        notes = []
        for number, (start, end) in enumerate(self.tree.sentences):
            cue = self._unchecked(start, end)
            if cue is not None:
                notes += self._about(number, start, end, cue, "unverified")
                continue
            cue = self._confirmed(start, end)
            if cue is not None:
                notes += self._about(number, start, end, cue, "confirmed")
        return notes

    def _unchecked(self, start: int, end: int) -> int | None:
        """The verb of a note that something could not be checked."""
        tree = self.tree
        words = tree.words[start:end]
        for i in range(start, end):
            word = tree.words[i]
            if word in self._words:
                return i
            if word not in self._verbs or (
                word in self._split and not self._particles & set(tree.words[max(start, i - 3) : i + 3])
            ):
                continue
            clause = self._clause_words(i, start, end)
            if not clause & self._negative or not clause & self._possible:
                continue
            if word in ("bevestiging", "verificatie", "controle") and not {
                "onafhankelijke",
                "daarvan",
                "ervan",
                "hiervan",
            } & set(words):
                continue
            if (
                word in ("bevestigen", "bevestigd", "erkennen")
                and self._personal_subject(i)
                and not {"onafhankelijk", "onafhankelijke"} & clause
                and not clause & {"kon", "konden", "kan", "kunnen"}
            ):
                continue  # "Moskou heeft dat niet bevestigd": a party keeps silent, nobody checked
            return i
        return None

    def _clause_words(self, i: int, start: int, end: int) -> set[str]:
        """The words between the punctuation around token `i`."""
        tree = self.tree
        stops = (";", ":", ".", "–", "—", "(", ")")
        first = next((k + 1 for k in range(i - 1, start - 1, -1) if tree.doc[k].text in stops), start)
        last = next((k for k in range(i + 1, end) if tree.doc[k].text in stops), end)
        return set(tree.words[first:last])

    def _personal_subject(self, verb: int) -> bool:
        subject = self.tree.dependent(verb, "nsubj")
        return (
            subject is not None
            and self.tree.words[subject] not in self._nouns
            and self.attribution.speakers.can_speak(subject)
        )

    def _confirmed(self, start: int, end: int) -> int | None:
        """The verb by which somebody else vouches: "het leger bevestigt dat", "zijn door de VN geverifieerd"."""
        tree = self.tree
        finder = self.attribution.finder
        for i in range(start, end):
            if tree.tags[i] not in ("VERB", "AUX", "ADJ") or finder.cues.verb(i, end) not in self._confirming:
                continue
            near = {tree.words[c] for c in tree.children[i]}
            if near & {"niet", "geen", "nooit", "noch"}:
                continue
            if tree.dependent(i, "ccomp") is not None:
                continue
            agent = finder.agent_of(i)
            if agent is not None or near & {"onafhankelijk"}:
                subject = tree.dependent(i, "nsubj:pass", "nsubj")
                if subject is not None and (
                    tree.words[subject] in self._nouns or tree.words[subject] in self._pointing
                ):
                    return i
                continue
            objects = [
                c
                for c in tree.dependents(i, "obj", "nsubj")
                if tree.words[c] in ("dat", "dit") or (tree.words[c] in self._nouns and self._points(c))
            ]
            if objects and finder.arguments.speaker_of(i) not in (None, *objects):
                return i
        return None

    def _points(self, noun: int) -> bool:
        return any(
            self.tree.words[c] in ("dat", "die", "deze", "dit", "het", "de") for c in self.tree.dependents(noun, "det")
        )

    # -- what a note is about ------------------------------------------------------------------------------------------

    def _about(self, number: int, start: int, end: int, verb: int, value: Verification) -> list[Note]:
        tree = self.tree
        cue = (verb, verb + 1)
        clause = self._clause_words(verb, start, end)
        rule = "could not be checked" if value == "unverified" else "confirmed by another"
        named = self._named(verb, start, end) if value == "unverified" else None
        if named is not None and not clause & {"beide", "allebei"}:
            keys, side = named
            return [Note(value, f"{rule}, the named speaker's", cue, 0, len(tree), keys, side)]
        paragraph = self._paragraph_start(start)
        before = [f for f in self._figures if paragraph <= f < verb]
        inside = [f for f in before if f >= start]
        if clause & {"beide", "allebei", "beider"}:
            speakers = self._last_speakers(before, 2)
            return (
                [
                    Note(
                        value,
                        f"{rule}, both speakers'",
                        cue,
                        paragraph,
                        verb,
                        frozenset().union(*map(_names, speakers)),
                    )
                ]
                if speakers
                else []
            )
        if self._whole(verb, start, end):
            return [Note(value, f"{rule}, the paragraph's", cue, paragraph, end, None)]
        if inside and (value == "confirmed" or self._relative(verb) or not self._fresh_subject(verb, start)):
            source = self._source(inside[-1])
            return [Note(value, rule, cue, start, end, _names(source) or None)]
        if before:
            quoted = self._source_of_note(verb)
            others = [f for f in before if not quoted or not _names(self._source(f)) & _names(quoted)] or before
            last = others[-1]
            source = self._source(last)
            first = self._account_start(others, source) if value == "unverified" else tree.sentence(last)[0]
            stop = end if value == "unverified" else verb
            return [Note(value, rule, cue, first, stop, _names(source) or None)]
        earlier = [f for f in self._figures if f < start and self._source(f)]
        if earlier and number and self._fresh_subject(verb, start):
            source = self._source(earlier[-1])
            return [Note(value, f"{rule}, the speaker before", cue, 0, start, _names(source))]
        return []

    def _account_start(self, figures: list[int], source: tuple[Speaker, ...]) -> int:
        """Where the run of figures by the last speaker begins, other speakers' between them passed over."""
        tree, names = self.tree, _names(source)
        first = figures[-1]
        for figure in reversed(figures):
            found = _names(self._source(figure))
            if found & names or (not names and not found and tree.sentence_of[figure] == tree.sentence_of[figures[-1]]):
                first = figure
        return tree.sentence(first)[0] if not names else first

    def _source(self, figure: int) -> tuple[Speaker, ...]:
        return self.attribution.source(self.tree.doc[figure])

    def _source_of_note(self, verb: int) -> tuple[Speaker, ...]:
        return self.attribution.source(self.tree.doc[verb])

    def _last_speakers(self, figures: list[int], count: int) -> list[tuple[Speaker, ...]]:
        found: list[tuple[Speaker, ...]] = []
        for figure in reversed(figures):
            source = self._source(figure)
            if source and not any(_names(source) & _names(other) for other in found):
                found.append(source)
                if len(found) == count:
                    break
        return found

    def _named(self, verb: int, start: int, end: int) -> tuple[frozenset[str], str | None] | None:
        """Whose figures the note names: "de opgave uit Moskou", "de Russische cijfers"."""
        tree, speakers = self.tree, self.attribution.speakers
        for i in range(start, end):
            if tree.words[i] not in self._nouns:
                continue
            for child in tree.children[i]:
                party = None
                if (
                    tree.labels[child] in ("nmod", "obl")
                    and tree.case(child) in ("van", "uit", "door")
                    and speakers.can_speak(child)
                ):
                    if tree.words[child] in ("mannen", "partijen", "kanten", "landen", "kampen"):
                        return None
                    party = speakers.party(child)
                    speaker = speakers.speaker(child, None)
                    return _names((speaker,)), party.side if party is not None else speaker.side
                if tree.labels[child] == "amod" and (tree.doc[child].text[:1].isupper()):
                    party = speakers.party(child) or speakers.party(i)
                    if party is not None and party.side is not None:
                        return _names((speakers.speaker(child, None),)), party.side
        return None

    def _whole(self, verb: int, start: int, end: int) -> bool:
        """ "Geen van die berichten", "alle cijfers"."""
        words = [w for w in self.tree.words[start:end] if w.strip()]
        for at, word in enumerate(words):
            if word in ("geen", "alle", "al") and any(w in self._nouns for w in words[at : at + 5]):
                return word != "geen" or "van" in words[at : at + 3]
        return False

    def _relative(self, verb: int) -> bool:
        return any(self.tree.labels[n] in ("acl:relcl", "acl") for n in self.tree.ancestors(verb))

    def _fresh_subject(self, verb: int, start: int) -> bool:
        """Whether the note's sentence opens with a word for figures, so that it points back: "De cijfers, die …"."""
        tree = self.tree
        opening = [tree.words[i] for i in range(start, min(verb, start + 6)) if tree.words[i].strip()]
        return any(w in self._nouns or w in self._pointing for w in opening)

    def _paragraph_start(self, token: int) -> int:
        block = self.attribution.block_of[token]
        at = token
        while at > 0 and self.attribution.block_of[at - 1] == block:
            at -= 1
        return at


def _names(source: tuple[Speaker, ...]) -> frozenset[str]:
    """What the innermost speaker goes by."""
    if not source:
        return frozenset()
    last = source[-1]
    return frozenset(" ".join(n.casefold().split()) for n in (last.text, last.name, last.actor) if n)
