"""Where a token stands in its document: in which sentence, which paragraph, which zone, which item of a live blog."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from sayso.documents.document import Document, ZoneKind


class Layout:
    """The sentences, paragraphs and zones of one document, to be looked up by token or by offset."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._doc = doc
        self.document = document
        self.sentences = [(s.start, s.end) for s in doc.sents]
        self.starts = [start for start, _ in self.sentences]
        # where the words of each sentence begin
        self.offsets = [next((t.idx for t in s if not t.is_space), s.start_char) for s in doc.sents]
        self._blocks = [start for start, _ in document.blocks]
        self._zone_starts = [z.start for z in document.zones]
        clocks = [
            z.start for z in document.zones if z.kind is ZoneKind.DATELINE and is_clock(document.text[z.start : z.end])
        ]
        # where the items of a live blog begin, as token numbers: at a clock time; any other text is one item
        self.items = [0, *(self.starts[self.sentence_at(start)] for start in clocks)]

    def sentence(self, token: int) -> int:
        return bisect_right(self.starts, token) - 1

    def sentence_at(self, offset: int) -> int:
        span = self._doc.char_span(offset, offset + 1, alignment_mode="expand")
        return self.sentence(span.start) if span is not None else 0

    def block(self, offset: int) -> int:
        """The number of the paragraph."""
        return max(bisect_right(self._blocks, offset) - 1, 0)

    def block_of(self, sentence: int) -> int:
        """The number of the paragraph that a sentence stands in."""
        return self.block(self.offsets[sentence])

    def first_of_block(self, offset: int) -> int:
        """The number of the first sentence of the paragraph."""
        return self.sentence_at(self._blocks[self.block(offset)]) if self._blocks else 0

    def item(self, token: int) -> int:
        """The first token of the item of a live blog."""
        return self.items[bisect_right(self.items, token) - 1]

    def zone(self, offset: int) -> ZoneKind | None:
        n = bisect_right(self._zone_starts, offset) - 1
        zones = self.document.zones
        return zones[n].kind if n >= 0 and offset < zones[n].end else None

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """The offsets of tokens `start` to `end` (exclusive), and their words."""
        last = self._doc[end - 1]
        first, behind = self._doc[start].idx, last.idx + len(last)
        return first, behind, self.document.text[first:behind]


def is_clock(dateline: str) -> bool:
    """Whether a dateline is the time of a live blog's item: "08.14 uur", "17:52 –", "08u12"."""
    words = dateline.split()
    return 0 < len(words) <= 3 and len(words[0]) in (4, 5) and words[0][-2:].isdigit() and not words[0][-3].isdigit()
