"""Who speaks in a quotation: whoever is named beside it, or spoke just before it, or answers in the interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sayso.documents.document import ZoneKind
from sayso.reading.quotes import Quote
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree

_FEW = 3  # a quotation of fewer words is a borrowed expression


class Quoting:
    """The quotations of a document that are speech, and their speakers.

    `attributed` maps the number of a quotation (in `spans`, token spans) to the frame that speaks it; `answers` are
    the answer paragraphs of an interview with the interviewee's frame.
    """

    def __init__(  # noqa: PLR0917
        self,
        tree: Tree,
        speakers: Speakers,
        frames: list[Frame],
        quotes: list[Quote],
        block_of: list[int],
        zones: Mapping[ZoneKind, list[tuple[int, int]]],
    ) -> None:
        self.tree = tree
        self.speakers = speakers
        self.block_of = block_of
        self.zones = zones
        self.spans = [self._tokens(q) for q in quotes if q.depth == 0]
        self.quotes = [q for q in quotes if q.depth == 0]
        self._quoted = [False] * len(tree)
        for start, end in self.spans:
            for i in range(start, end):
                self._quoted[i] = True
        self.outside = [f for f in frames if not self._quoted[f.head] and f.speaker is not None and not f.back]
        self.all_outside = [f for f in frames if not self._quoted[f.head] and f.speaker is not None]
        self._by_sentence: dict[int, list[Frame]] = {}
        for frame in self.all_outside:
            self._by_sentence.setdefault(tree.sentence_of[frame.head], []).append(frame)
        self.interviewee = self._interviewee(frames)
        self.attributed: dict[int, Frame] = {}
        self._attribute()
        self.answers = self._answers()

    def _tokens(self, quote: Quote) -> tuple[int, int]:
        first = self.tree.token_at(quote.start)
        last = self.tree.token_at(max(quote.start, quote.end - 1))
        return first, last + 1

    def _attribute(self) -> None:
        previous: tuple[int, Frame] | None = None  # the last speech of the paragraph
        for number, (span, quote) in enumerate(zip(self.spans, self.quotes, strict=True)):
            if not self._is_speech(span, quote):
                continue
            if self._in_zone(span[0], ZoneKind.HEADLINE):
                continue
            frame = self._beside(span) or self._pull_quote(span)
            if frame is None and previous is not None and self._continues(previous[0], number):
                frame = previous[1]
            if frame is None:
                frame = self._before(span)
            if (
                frame is None
                and previous is not None
                and not self.zones[ZoneKind.QUESTION]
                and self._next_paragraph(previous[0], number)
            ):
                frame = previous[1]
            if frame is None:
                frame = self._behind(span)
            if frame is not None:
                self.attributed[number] = frame
                previous = (number, frame)

    def _is_speech(self, span: tuple[int, int], quote: Quote) -> bool:
        """Whether the quotation is a saying of its own and no borrowed words inside somebody's sentence."""
        tree, text = self.tree, self.tree.text
        words = [i for i in range(*span) if tree.tags[i] not in ("PUNCT", "SPACE")]
        inner = text[quote.inner[0] : quote.inner[1]].rstrip()
        before = text[: quote.start].rstrip()
        after = text[quote.end : quote.end + 2].lstrip()
        starts = span[0] == tree.sentence(span[0])[0] or before.endswith(":")
        if len(words) >= 2 and inner[-1:] in ".!?…," and (starts or len(words) >= _FEW):
            return True
        if not quote.closed:
            return True
        if starts and after[:1] == "," and len(words) >= 2:
            return True
        return starts and len(words) > _FEW

    def _beside(self, span: tuple[int, int]) -> Frame | None:
        """The frame in the sentence of the quotation, or before a colon: after its end first, then before its start."""
        tree = self.tree
        numbers = range(tree.sentence_of[span[0]], tree.sentence_of[span[1] - 1] + 1)
        frames = [f for n in numbers for f in self._by_sentence.get(n, []) if not f.back]
        block = self.block_of[span[0]]
        follow = numbers[-1] + 1
        tail = tree.text[tree.ends[span[1] - 1] : tree.ends[span[1] - 1] + 3].lstrip("\n ")
        if tail[:1] == "," or (tail[:1].islower() and span[1] == tree.sentences[numbers[-1]][1]):
            frames += [f for f in self._by_sentence.get(follow, []) if not f.back]
        after = [f for f in frames if f.head >= span[1] and self._near(span[1], f.head)]
        if after:
            return min(after, key=lambda f: f.head)
        before = [f for f in frames if f.head < span[0] and not self._quote_between(f.head, span[0])]
        if before:
            return max(before, key=lambda f: f.head)
        start = numbers[0] - 1
        while start >= 0 and not tree.doc[tree.sentences[start][0] : tree.sentences[start][1]].text.strip():
            start -= 1
        if start >= 0 and self.block_of[tree.sentences[start][0]] in (block, block - 1):
            first, end = tree.sentences[start]
            if tree.text[tree.starts[first] : tree.ends[end - 1]].rstrip().endswith(":"):
                found = self._by_sentence.get(start)
                if found:
                    return max(found, key=lambda f: f.head)
        if tree.text[: tree.starts[span[0]]].rstrip().endswith(":"):
            person = self._person(tree.sentences[numbers[0]][0], span[0])
            if person is not None:
                return Frame("quoted after", "say", person, (span[0], span[0] + 1), person)
        return None

    def _near(self, start: int, head: int) -> bool:
        """Whether nothing but a comma and light words stands between the end of a quotation and the verb of saying."""
        between = [i for i in range(start, head) if self.tree.tags[i] not in ("PUNCT", "SPACE")]
        return len(between) <= 12 and not any(self.tree.doc[i].text in (".", ";", "!", "?") for i in range(start, head))

    def _quote_between(self, start: int, end: int) -> bool:
        return any(self._quoted[i] for i in range(start, end))

    def _continues(self, earlier: int, number: int) -> bool:
        """Whether the quotation goes on after an earlier one of the same paragraph without another speaker between."""
        first, second = self.spans[earlier], self.spans[number]
        if self.block_of[first[0]] != self.block_of[second[0]]:
            return not self.quotes[earlier].closed and self.block_of[second[0]] == self.block_of[first[0]] + 1
        between = [
            f for f in self.all_outside if first[1] <= f.head < second[0] and f is not self.attributed.get(earlier)
        ]
        return not between

    def _next_paragraph(self, earlier: int, number: int) -> bool:
        """Whether the quotation opens the paragraph after the one that the earlier quotation closed."""
        first, second = self.spans[earlier], self.spans[number]
        gap = self.tree.text[self.tree.ends[first[1] - 1] : self.tree.starts[second[0]]]
        return self.block_of[second[0]] == self.block_of[first[0]] + 1 and not gap.strip(" \n\r\t.")

    def _before(self, span: tuple[int, int]) -> Frame | None:
        """The speaker of the sentence before the quotation, or else the person that it is about."""
        tree = self.tree
        block = self.block_of[span[0]]
        number = tree.sentence_of[span[0]] - 1
        tried = 0
        while number >= 0 and tried < 2:
            start, end = tree.sentences[number]
            if not tree.text[tree.starts[start] : tree.ends[end - 1]].strip():
                number -= 1
                continue
            if self.block_of[end - 1] != block:
                return None
            frames = self._by_sentence.get(number)
            if frames:
                return max(frames, key=lambda f: (not f.inner, f.head))
            person = self._person(start, end)
            if person is not None:
                return Frame("quoted after", "say", person, (span[0], span[0] + 1), person)
            number, tried = number - 1, tried + 1
        return None

    def _behind(self, span: tuple[int, int]) -> Frame | None:
        """ "‘Er waren tien doden.’ Olena veegt haar tranen weg.": whom the sentence behind a quotation is about."""
        tree, number = self.tree, self.tree.sentence_of[span[1] - 1] + 1
        if self.zones[ZoneKind.QUESTION] or number >= len(tree.sentences):
            return None
        start, end = tree.sentences[number]
        same = self.block_of[start] == self.block_of[span[1] - 1] and not self._quoted[start]
        person = self._person(start, end) if same else None
        if person is None or not any(tree.labels[i] == "nsubj" for i in (person, tree.heads[person])):
            return None
        return Frame("quoted before", "say", person, (span[1] - 1, span[1]), person)

    def _person(self, start: int, end: int) -> int | None:
        """Whom a sentence is about: its subject when that is a person, or the only person it names."""
        tree = self.tree
        people = [i for i in self.speakers.people() if start <= i < end and not self._quoted[i]]
        for i in range(start, end):
            if tree.labels[i] == "nsubj" and not self._quoted[i]:
                named = next((p for p in people if p == i or tree.heads[p] == i), None)
                if named is not None:
                    return named
                if tree.words[i] in self.speakers.nouns or tree.words[i] in tree.grammar.he_or_she:
                    return i
        return people[0] if len(people) == 1 else None

    def _in_zone(self, token: int, kind: ZoneKind) -> bool:
        return any(start <= token < end for start, end in self.zones[kind])

    def _pull_quote(self, span: tuple[int, int]) -> Frame | None:
        return self.signature(span[1]) if self._in_zone(span[0], ZoneKind.PULL_QUOTE) else None

    def signature(self, token: int) -> Frame | None:
        """The name under a pull quote: a short paragraph after it that begins with a person."""
        tree = self.tree
        block = self.block_of[min(token, len(tree) - 1)]
        for i in range(token, min(token + 12, len(tree))):
            if tree.entities[i] == "PER" and self.block_of[i] in (block, block + 1):
                return Frame("signature", "say", i, (i, i + 1), i)
        return None

    def _interviewee(self, frames: list[Frame]) -> Frame | None:
        """In a text with an interviewer's questions: the person whom the paragraphs before them let speak."""
        questions = self.zones[ZoneKind.QUESTION]
        if not questions:
            return None
        first = questions[0][0]
        for frame in frames:
            if frame.speaker is not None and frame.head < first and self._personal(frame.speaker):
                return frame
        lead = [p for p in self.speakers.people() if p < first]
        subjects = [i for i in range(first) if self.tree.labels[i] == "nsubj"]
        named = [p for s in subjects for p in lead if p in self.tree.subtree(s)]
        full = [p for p in lead if self.speakers.extent(p)[1] - self.speakers.extent(p)[0] > 1]
        person = next(iter([*(p for p in named if p in full), *full, *named, *lead]), None)
        return Frame("interviewee", "say", person, (person, person + 1), person) if person is not None else None

    def _personal(self, speaker: int) -> bool:
        tree = self.tree
        first, end = self.speakers.extent(speaker)
        return (
            any(tree.entities[i] == "PER" for i in range(first, end)) or tree.words[speaker] in self.speakers.pronouns
        )

    def _answers(self) -> list[tuple[tuple[int, int], Frame]]:
        questions = self.zones[ZoneKind.QUESTION]
        if self.interviewee is None or not questions:
            return []
        frame = replace(self.interviewee, rule="interviewee", content=set(), told=None)
        answers = []
        closed = [
            z
            for kind in (ZoneKind.QUESTION, ZoneKind.FURNITURE, ZoneKind.HEADLINE, ZoneKind.CAPTION)
            for z in self.zones[kind]
        ]
        for (_, start), following in zip(questions, [*questions[1:], (len(self.tree), 0)], strict=True):
            end = following[0]
            block = self.block_of[start] if start < len(self.tree) else -1
            run = start
            while run < end and not any(a <= run < b for a, b in closed):
                run += 1
            # After the last question only the paragraphs that are quoted, or one, are still an answer.
            if following[1] == 0:
                run = next((i for i in range(start, run) if self.block_of[i] > block + 1 and not self._quoted[i]), run)
            if run > start:
                answers.append(((start, run), frame))
        answered = answers[-1][0][1] if answers else questions[0][1]
        whole = (s for n, s in enumerate(self.spans) if n not in self.attributed and s[0] >= answered)
        # A question may be no question, "De minister ontkent dat": what is quoted behind it is an answer all the same.
        return answers + [(span, frame) for span in whole if self._fills_its_block(span)]

    def _fills_its_block(self, span: tuple[int, int]) -> bool:
        block, tree = self.block_of[span[0]], self.tree
        start = next((i + 1 for i in range(span[0] - 1, -1, -1) if self.block_of[i] != block), 0)
        end = next((i for i in range(span[1], len(tree)) if self.block_of[i] != block), len(tree))
        return not any(tree.words[i].strip() for i in (*range(start, span[0]), *range(span[1], end)))
