"""On whose say-so: the source chain of any token of a document, outermost first, empty for the outlet's own voice.

Four layers, each able to explain itself. Inside a sentence the constructions of speech.py. Quotations belong to whoever
is named beside them, or else to whoever spoke last. A sentence that plainly goes on with the account before it keeps
its source (carry.py), and "Dat meldt X" gives one to the sentences before. In an interview all answers are the
interviewee's, in a headline what follows "Gouverneur:" the governor's.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.reading.carry import Carry
from sayso.reading.claim import Span, Speaker, Step
from sayso.reading.headlines import colon_frames, heading_frames, headline_frames
from sayso.reading.quotes import find_quotes
from sayso.reading.quoting import Quoting
from sayso.reading.reach import Frame
from sayso.reading.retelling import Retelling
from sayso.reading.speakers import PartyFinder, Speakers
from sayso.reading.speech import Finder
from sayso.reading.tree import Tree

_LINE = 3  # words of a line that is a figure alone


@dataclass(frozen=True, slots=True)
class Link:
    """A frame as it applies to one token, and by which layer: the sentence, a quotation, the sentence before."""

    frame: Frame
    via: str
    evidence: tuple[int, int] | None = None  # tokens that show it, where the cue is not enough


class Attribution:
    """The sources of one document. Computed once; look-ups cost a list index."""

    def __init__(
        self, doc: Doc, document: Document, actors: PartyFinder | None = None, tree: Tree | None = None
    ) -> None:
        self.document = document
        self.tree = tree = tree or Tree(doc, document.language)
        self.speakers = Speakers(tree, actors, document.language)
        self.block_of = _blocks(tree, document)
        zones = {kind: _tokens_in(tree, document, kind) for kind in ZoneKind}
        self.headline = zones[ZoneKind.HEADLINE]
        self.finder = Finder(tree, self.speakers, document.language)
        self.frames = self.finder.frames()
        self.frames += headline_frames(tree, self.speakers, self.headline)
        taken = {tree.sentence_of[f.head] for f in self.frames}
        self.frames += colon_frames(tree, self.speakers, taken, self.finder.arguments)
        self.headings = heading_frames(tree, self.frames, self.headline)
        self.speakers.remember([f.speaker for f in self.frames if f.speaker is not None])
        self.quotes = find_quotes(document.text, document.blocks or None)
        self._links: list[list[Link]] = [[] for _ in range(len(tree))]
        for frame in self.frames:
            for token in frame.content:
                self._links[token].append(Link(frame, "sentence"))
        self.quoting = Quoting(tree, self.speakers, self.frames, self.quotes, self.block_of, zones)
        self._quote_links()
        self._pull_quote_links(zones[ZoneKind.PULL_QUOTE])
        self.carry = Carry(tree, self.speakers, self.block_of, document.language)
        self.retelling = Retelling(tree, self.speakers, document.language)
        self._order()
        self._carry_on()
        self._cache: dict[int, tuple[Speaker, ...]] = {}

    def source(self, token: Token) -> tuple[Speaker, ...]:
        """Who says what `token` is part of: outermost link first, innermost speaker last, empty for the outlet.

        Each `Speaker` has the offsets of its mention and of its cue in `Document.text`.
        """
        if token.i not in self._cache:
            self._cache[token.i] = self._chain(token.i)
        return self._cache[token.i]

    def explain(self, token: Token) -> list[Step]:
        """The rules and words that made the chain of `token`, outermost first; one step for the outlet's own voice."""
        links = [link for link in self._links[token.i] if link.frame.speaker is not None]
        if not links:
            return [Step("source", "outlet's own voice: no source is named here")]
        steps = []
        for link in links:
            rule = link.frame.rule if link.via == "sentence" else f"{link.frame.rule}, by {link.via}"
            steps.append(Step("source", rule, self._span(link.evidence or link.frame.cue)))
        return steps

    def links(self, token: int) -> list[Link]:
        """The frames over token number `token`, outermost first, those of an "ik" among them."""
        return self._links[token]

    # -- layers ------------------------------------------------------------------------------------------------------

    def _quote_links(self) -> None:
        for number, frame in self.quoting.attributed.items():
            span = self.quoting.spans[number]
            for token in range(*span):
                # Inside the quotation only what is said inside it counts; the outer sentence governs through its quote.
                inside = [k for k in self._links[token] if span[0] <= k.frame.head < span[1] or k.frame is frame]
                inside = [k for k in inside if k.frame is not frame]
                self._links[token] = [Link(frame, "quotation", (span[0], span[0] + 1)), *inside]
        for span, frame in self.quoting.answers:
            for token in range(*span):
                links = self._links[token]
                if not any(k.frame.speaker == frame.speaker for k in links):
                    inner = [k for k in links if k.frame.cue[0] >= span[0]]
                    self._links[token] = [Link(frame, "interview"), *inner]

    def _pull_quote_links(self, zones: list[tuple[int, int]]) -> None:
        """A pull quote without marks is said by whoever signs it."""
        for start, end in zones:
            frame = self.quoting.signature(end)
            for token in range(start, end):
                if frame is not None and not self._links[token]:
                    self._links[token] = [Link(frame, "pull quote")]

    def _order(self) -> None:
        for token, links in enumerate(self._links):
            if len(links) > 1:
                self._links[token] = self._nest(links)

    def _nest(self, links: list[Link]) -> list[Link]:
        """Outermost first: who passes on comes before who is passed on; clauses side by side keep the nearest only."""
        fixed = [k for k in links if k.via != "sentence"]
        loose = [k for k in links if k.via == "sentence"]

        def outer(a: Frame, b: Frame) -> bool:
            """Whether `a` passes on `b`."""
            if (
                b.inner
                and not a.inner
                and (a.head == self.tree.clause(b.head) or b.head in a.content or a.content & b.content)
            ):
                return True
            if a.inner and not b.inner:
                return False
            if a.after != b.after:
                return a.after
            return b.head in a.content and not (a.head in b.content and len(a.content) <= len(b.content))

        loose.sort(key=lambda k: len(k.frame.content), reverse=True)
        chain: list[Link] = []
        for link in sorted(
            loose, key=lambda k: sum(outer(k.frame, o.frame) for o in loose if o is not k), reverse=True
        ):
            if chain and not outer(chain[-1].frame, link.frame):
                chain.pop()  # side by side: the smaller one, nearer to the token, stays
            chain.append(link)
        return fixed + chain

    def _carry_on(self) -> None:
        """Give sentences without a source the one they go on with, and those before "Dat zegt X" theirs."""
        tree = self.tree
        back = {tree.sentence_of[f.head]: f for f in self.frames if f.back and f.speaker is not None}
        back = {number: f for number, f in back.items() if number not in self.headings}
        count = len(tree.sentences)
        for number, frame in back.items():
            for earlier in self.carry.pointed_at(number, self._unsourced, frame.whole):
                self._fill(earlier, Link(frame, "pointing back"))
        for number, frame in self.headings.items():
            for later in self.carry.under(number):
                if self._unsourced(later):
                    self._fill(later, Link(frame, "the heading above"))
        self._head_lines()
        last: dict[int, Link | None] = {}
        for number in range(count):
            start, end = tree.sentences[number]
            active = self._active(start, end)
            if active is None and number in back:
                active = Link(back[number], "sentence")
            before = last.get(number - 1)
            if number and before is not None and before.frame.stance != "deny":
                evidence = self.carry.goes_on(number, before.frame)
                if evidence is None and self.block_of[start] == self.block_of[tree.sentences[number - 1][0]]:
                    evidence = self.retelling.goes_on(number, before.frame)
                if evidence is not None:
                    filled = self._fill(number, Link(before.frame, "carrying on", evidence))
                    if active is None and filled:
                        active = before
            last[number] = active

    def _head_lines(self) -> None:
        """ "910", and under it "Het aantal doden volgens het ministerie.": a bare figure is of the line below."""
        tree = self.tree
        for number in range(len(tree.sentences) - 1):
            start, end = tree.sentences[number]
            alone = [i for i in range(start, end) if tree.words[i].strip()]
            if not alone or len(alone) > _LINE or not any(map(tree.figure, alone)) or not self._unsourced(number):
                continue
            below = tree.sentences[number + 1]
            bare = "\n" in tree.text[tree.starts[alone[-1]] : tree.starts[below[0]] + 1]
            if bare and not any(tree.tags[i] in ("VERB", "AUX", "PUNCT") for i in alone):
                other = any(map(tree.figure, range(*below)))  # then only what the line is about is of the figure
                words = [i for i in range(*below) if tree.words[i].strip()]
                about = [i for i in words if i == words[0] or tree.heads[i] == i or not other]
                links = next((self._links[i] for i in about if self._links[i]), [])
                if links:
                    self._fill(number, Link(links[-1].frame, "the line below"))

    def _unsourced(self, number: int) -> bool:
        start, end = self.tree.sentences[number]
        return not any(self._links[i] for i in range(start, end))

    def _fill(self, number: int, link: Link) -> bool:
        """Put `link` on the tokens of a sentence that have no source; whether there were any."""
        start, end = self.tree.sentences[number]
        empty = [i for i in range(start, end) if not self._links[i]]
        if (
            any(f.cue[0] >= start and f.cue[1] <= end and not f.back for f in self.frames if f.speaker is not None)
            and link.via == "carrying on"
        ):
            return False
        for token in empty:
            self._links[token] = [link]
        return bool(empty)

    def _active(self, start: int, end: int) -> Link | None:
        """The source whose account the sentence leaves off with."""
        counts: dict[int, tuple[int, Link]] = {}
        for i in range(start, end):
            if self._links[i]:
                link = self._links[i][-1]
                seen = counts.get(id(link.frame), (0, link))
                counts[id(link.frame)] = (seen[0] + 1, link)
        found = [c for c in counts.values() if c[1].frame.speaker is not None]
        return max(found, key=lambda c: (c[0], c[1].frame.head))[1] if found else None

    # -- the answer --------------------------------------------------------------------------------------------------

    def _chain(self, token: int) -> tuple[Speaker, ...]:
        chain: list[Speaker] = []
        for link in self._links[token]:
            frame = link.frame
            if frame.speaker is None:
                continue
            cue = self._span(frame.cue)
            made = []
            if frame.told is not None:
                made.append(self.speakers.speaker(frame.told, cue))
            if chain and self.speakers.cataphor(frame.speaker, chain[-1].start):
                continue  # "het gaat volgens hem om 300 man, zei de minister"
            made.append(self.speakers.speaker(frame.speaker, cue))
            for speaker in made:
                chain = [s for s in chain if not _same(s, speaker)]
                chain.append(speaker)
        return tuple(chain)

    def _span(self, tokens: tuple[int, int]) -> Span:
        start, end = self.tree.starts[tokens[0]], self.tree.ends[tokens[1] - 1]
        return Span(start, end, self.tree.text[start:end])


def _same(a: Speaker, b: Speaker) -> bool:
    if a.start == b.start:
        return True
    return bool(a.name and b.name and a.name.casefold() == b.name.casefold())


def _blocks(tree: Tree, document: Document) -> list[int]:
    """For each token the number of its paragraph."""
    blocks = document.blocks or ((0, len(document.text)),)
    numbers, at = [], 0
    for start in tree.starts:
        while at + 1 < len(blocks) and start >= blocks[at + 1][0]:
            at += 1
        numbers.append(at)
    return numbers


def _tokens_in(tree: Tree, document: Document, kind: ZoneKind) -> list[tuple[int, int]]:
    """The zones of one kind as token spans."""
    spans = (tree.tokens_in(zone.start, zone.end) for zone in document.zones if zone.kind is kind)
    return [span for span in spans if span[0] < span[1]]
