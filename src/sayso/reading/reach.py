"""The value that attribution works with, a `Frame`, and how far its words reach inside their sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_CLAUSES = ("ccomp", "acl", "acl:relcl", "advcl")


@dataclass(slots=True)
class Frame:
    """One construction that names a source. Numbers are positions of tokens in the `Doc`."""

    rule: str
    stance: str  # say, estimate, deny or request
    head: int  # the verb or the noun of the phrase
    cue: tuple[int, int]  # first and one-past-last token of the words that make it a source
    speaker: int | None  # head of the speaker's mention; None when the speaker is "ik", or nobody
    content: set[int] = field(default_factory=set)
    told: int | None = None  # the medium that was told, or that passes it on
    verbal: bool = False  # the head is a verb of saying, not a phrase
    inner: bool = False  # "op gezag van X": X is the source of whoever speaks in the same clause
    back: bool = False  # "Dat zegt X": what is said stands in the sentences before
    whole: bool = False  # with `back`: the whole paragraph before, not only the sentence
    after: bool = False  # between commas or after what is said: reaches over the whole sentence
    hedged: bool = False


class Reach:
    """Fills the content of the frames of a sentence, which have to be known together: clauses with a source of their
    own are left out of their neighbour's."""

    def __init__(self, tree: Tree, speakers: Speakers) -> None:
        self.tree = tree
        self.speakers = speakers

    def fill(self, frames: list[Frame], end: int) -> None:
        """Set `content` of the frames of one sentence, which ends before token `end`."""
        tree = self.tree
        heads = {f.head if f.verbal else tree.clause(f.head) for f in frames}
        for frame in frames:
            if not frame.content and not frame.back:
                frame.content = self._of_verb(frame, heads) if frame.verbal else self._of_phrase(frame, heads)
            self._colon(frame, frames, end)
        self._divide([f for f in frames if not f.verbal and not f.inner and not f.after])
        for frame in frames:
            if frame.inner:  # "meldt X op gezag van Y": what X says is Y's
                clause = self._clause(frame)
                frame.content |= next((f.content for f in frames if f.verbal and clause in (f.head, f.speaker)), set())

    def _divide(self, frames: list[Frame]) -> None:
        """ "Volgens het leger 40, volgens Hamas zeven": phrases of one clause share it at the comma between them."""
        tree = self.tree
        for first, second in pairwise(frames):
            if first.rule != "according" or second.rule != "according" or not second.content & first.content:
                continue
            between = range(first.cue[0], second.cue[0])
            marks = [i for i in between if tree.doc[i].text in (",", ";", "–") or tree.tags[i] == "CCONJ"]
            if marks and tree.clause(first.head) == tree.clause(second.head):
                both = first.content | second.content
                first.content = {i for i in both if i < marks[-1]}
                second.content = {i for i in both if i > marks[-1]}

    def _clause(self, frame: Frame) -> int:
        """The clause that a phrase stands in; "citing" and the like are verbs, and no clauses of their own."""
        clause = self.tree.clause(frame.head)
        while frame.cue[0] <= clause < frame.cue[1] and self.tree.heads[clause] != clause:
            clause = self.tree.clause(clause)
        return clause

    def _of_phrase(self, frame: Frame, heads: set[int]) -> set[int]:
        """The clause that a prepositional phrase stands in, with what hangs on it but speaks for itself left out."""
        tree = self.tree
        clause = self._clause(frame)
        while tree.labels[clause] == "xcomp" and tree.heads[clause] != clause:
            clause = tree.heads[clause]
        subject = tree.dependent(clause, "nsubj")
        pointing = subject is not None and tree.words[subject] in tree.grammar.pointing
        marked = any(tree.labels[i] == "mark" for i in tree.subtree(clause))  # "…, al is dat volgens X te weinig"
        if pointing and not marked and tree.labels[clause] == "parataxis":
            clause = tree.heads[clause]  # "…: dat is de balans volgens X"
        if frame.after:
            clause = tree.root(clause)
        above = set(tree.ancestors(frame.head))
        barred = [n for n in self._loose_clauses(clause) if n in heads and n not in above]
        loose = [c for c in tree.dependents(frame.head, "nmod", "obl") if not tree.case(c)]  # a slip of the parser
        loose += [c for c in tree.dependents(frame.head, "acl", "ccomp") if self._content_clause(c)]
        mention = tree.subtree(frame.head, loose)
        if frame.rule == "own account":  # "naar hun schatting op 50.000": nothing behind it tells whose it is
            mention = set(range(*frame.cue))
        if frame.inner:  # a dat-clause that the parser hung on the speaker is what he says
            mention = tree.subtree(frame.head, [n for n in mention if tree.labels[n] in _CLAUSES])
        counted = (c for n in mention for c in tree.dependents(n, "flat", "nummod", "appos"))
        trailing = {
            c for c in counted if tree.figure(c) and c > frame.head and tree.tags[c] == "NUM"
        }  # "naar eigen zeggen 71"
        return tree.subtree(clause, barred) - (mention - trailing)

    def _content_clause(self, clause: int) -> bool:
        """ "Vast staat volgens de commissie dat …": a clause that no speaker's noun can have for its own."""
        tree = self.tree
        marks = (c for c in tree.children[clause] if tree.words[c] in tree.grammar.that)
        return any(tree.tags[c] == "SCONJ" or tree.labels[c] == "mark" for c in marks)

    def _of_verb(self, frame: Frame, heads: set[int]) -> set[int]:
        """What hangs on a verb of saying without its subject, and for an inserted verb all around it."""
        tree, head = self.tree, frame.head
        speaker = frame.speaker
        barred = {c for c in tree.dependents(head, "nsubj") if speaker is None or speaker in tree.subtree(c)}
        if speaker is not None and not barred:
            barred = {speaker}
        clauses = list(tree.dependents(head, "ccomp", "xcomp", "csubj"))
        for child in tree.children[head]:
            label = tree.labels[child]
            own_source = label in ("conj", "parataxis", "advcl") and child in heads
            setting = (
                frame.rule == "says that"
                and clauses
                and label in ("advcl", "obl")
                and child < min(clauses)
                and not any(tree.words[k] in tree.grammar.that for k in tree.children[child])
            )
            if own_source or setting or (label == "conj" and self._finite(child)):
                barred.add(child)
        content = tree.subtree(head, barred)
        if speaker is not None and speaker > head and not frame.after:
            content |= self._behind(speaker)
        if frame.after:
            root = tree.root(head)
            above = set(tree.ancestors(head))
            others = [n for n in self._loose_clauses(root) if n in heads and n not in above]
            content |= tree.subtree(root, [head, *others]) - self._of_speaker(frame)
        return content - {head}

    def _of_speaker(self, frame: Frame) -> set[int]:
        """ "…, zegt de burgemeester, die zelf twee zonen verloor": what is told of him, wherever it hangs."""
        tree, speaker = self.tree, frame.speaker
        if speaker is None or speaker < frame.head:
            return set()
        after = self.speakers.extent(speaker)[1]
        if (
            after + 1 >= len(tree)
            or tree.doc[after].text != ","
            or tree.words[after + 1] not in tree.grammar.object_relative
        ):
            return set()
        return tree.subtree(tree.clause(after + 1))

    def _behind(self, speaker: int) -> set[int]:
        """What the parse hung on a speaker but says how many: "spraken functionarissen van 300 doden"."""
        tree = self.tree
        phrases = (c for c in tree.dependents(speaker, "nmod", "obl") if c > speaker)
        counts = {c for c in tree.dependents(speaker, "flat") if self.speakers.swallowed(c)}
        clauses = [c for c in tree.dependents(speaker, "acl", "acl:relcl") if c > speaker and self._content_clause(c)]
        counts |= {i for c in clauses for i in tree.subtree(c)}
        return counts | {i for c in phrases if any(map(tree.figure, tree.subtree(c))) for i in tree.subtree(c)}

    def _colon(self, frame: Frame, frames: list[Frame], end: int) -> None:
        """What follows a colon is said by the last speaker before it."""
        if frame.back or (frame.after and not frame.verbal):
            return
        tree = self.tree
        colon = next((i for i in range(frame.head + 1, end) if tree.doc[i].text == ":"), None)
        if colon is None or any(frame.head < f.head < colon for f in frames if f is not frame):
            return
        if frame.after and colon > frame.head + 12:
            return
        frame.content |= set(range(colon + 1, end))

    def _loose_clauses(self, token: int) -> list[int]:
        """The coordinate and loosely joined clauses anywhere under `token`."""
        labels = self.tree.labels
        return [n for n in self.tree.subtree(token) if labels[n] in ("conj", "parataxis") and n != token]

    def _finite(self, token: int) -> bool:
        """Whether a coordinated word heads a clause with a subject of its own."""
        tree = self.tree
        if tree.tags[token] not in ("VERB", "AUX"):
            return tree.dependent(token, "cop") is not None
        infinitive = any(tree.words[c] in tree.grammar.infinitive for c in tree.children[token])
        return not infinitive and tree.dependent(token, "nsubj") is not None
