"""Where direct speech begins and ends: quotation marks of every Dutch style, paired paragraph by paragraph.

Purely textual: no parse is needed. The trouble is in the marks that are also apostrophes (’s nachts, foto's, F-16’s)
and in quotations that go on over paragraphs, each opened again and only the last closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What may close each opening mark. ",," is typed for „ by papers whose keyboards lack it.
_CLOSERS = {
    "“": ("”", "“"),
    "„": ("”", "“"),
    "«": ("»",),
    "»": ("«",),
    ",,": ("’’", "''", "”", '"', "“"),
    "''": ("''",),
    "‘‘": ("’’",),
    '"': ('"', "”"),
    "‘": ("’",),
    "‚": ("’", "‘"),
    "'": ("'",),
    "’": ("’",),
}
_LONGEST = 4  # paragraphs that a quotation may go on for without being opened again
_DOUBLE = ("“", "„", "«", "»", ",,", '"', "''", "‘‘")
_MARK = re.compile(r",,(?=\S)|‘‘|’’|''|[“”„«»\"‘’‚']")
# Words that begin with an apostrophe: 's nachts, 't, 'm, 'n, 'k, 'r, 'ie, '90.
_APOSTROPHE_WORD = re.compile(r"['’‘](?:[stmnkr]|ie|em|er|\d\d)(?![\w'’])")


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech or quoted words `text[start:end]`, marks included; `inner` is the span without them.

    `closed` is False where the paragraph ended first: the speaker goes on in the next one. `depth` is 1 for a
    quotation inside another.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True
    depth: int = 0


def find_quotes(text: str, blocks: Iterable[tuple[int, int]] | None = None) -> list[Quote]:
    """The quotations of `text`, sorted by start (an outer one before what it holds).

    `blocks` are the paragraphs as in `Document.blocks`; without them the text is one paragraph. Marks never pair
    across paragraphs.
    """
    found: list[Quote] = []
    spans = list(blocks or [(0, len(text))])
    for number, (start, end) in enumerate(spans):
        quotes, loose = _paragraph(text, start, end)
        found.extend(quotes)
        if loose is not None:
            found.extend(_continued(text, loose, end, spans[number + 1 : number + 1 + _LONGEST]))
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _continued(text: str, loose: tuple[str, int, int], end: int, later: list[tuple[int, int]]) -> Iterator[Quote]:
    """A quotation left open at the end of its paragraph: it counts when a later paragraph closes it first thing."""
    mark, at, inner = loose
    between: list[Quote] = []
    for start, stop in later:
        if text.startswith(mark, start):  # the habit of opening each paragraph again
            yield Quote(at, end, (inner, end), False)
            yield from between
            return
        for match in _MARK.finditer(text, start, stop):
            closes = match.group() in _CLOSERS[mark] and match.start() > start
            if closes and _may_close(text, match.start(), match.end(), match.group(), stop):
                yield Quote(at, end, (inner, end), False)
                yield from between
                yield Quote(start, match.end(), (start, match.start()))
                return
            if match.group() in _CLOSERS and _may_open(text, match.start(), match.end(), match.group(), start, stop):
                return
        between.append(Quote(start, stop, (start, stop), False))


def _paragraph(text: str, start: int, end: int) -> tuple[list[Quote], tuple[str, int, int] | None]:
    """The quotations of one paragraph, and the mark (with where it and its words begin) that stayed open."""
    found: list[Quote] = []
    open_marks: list[tuple[str, int, int]] = []  # mark, where it stands, where what it opens begins
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        closes = next((i for i in reversed(range(len(open_marks))) if mark in _CLOSERS[open_marks[i][0]]), None)
        if closes is not None and _may_close(text, at, match.end(), mark, end):
            _, opened, inner = open_marks[closes]
            del open_marks[closes:]
            found.append(Quote(opened, match.end(), (inner, at), True, len(open_marks)))
        elif mark in _CLOSERS and len(open_marks) < 2 and _may_open(text, at, match.end(), mark, start, end):
            open_marks.append((mark, at, match.end()))
    # A straight or single mark without a partner was no quotation mark, unless the paragraph begins with it.
    for mark, at, inner in open_marks:
        if mark in ("“", "„", ",,", "«") or (at == start and mark in ("‘", '"')):
            return [*found, Quote(at, end, (inner, end), False)], None
    return found, open_marks[0] if open_marks else None


def _may_open(text: str, at: int, after: int, mark: str, start: int, end: int) -> bool:  # noqa: PLR0917
    if after >= end or text[after].isspace():
        return False
    before = text[at - 1] if at > start else " "
    if before.isalnum():
        return False
    if mark in ("'", "’", "‘") and _APOSTROPHE_WORD.match(text, at):
        # ‘t and 's are words; but a quotation may begin with a one-letter word only if it is closed soon after.
        return False
    if mark == "’":  # opens only where a typist had one mark for both ends: ’zo’
        return before.isspace() or before in "(:"
    if mark in ("'", "‘", "‚", '"', "''"):
        return before.isspace() or before in "([{:–—-/“„\"‘'" or before == " "
    return True


def _may_close(text: str, at: int, after: int, mark: str, end: int) -> bool:
    following = text[after] if after < end else " "
    if following.isalnum():
        return mark in _DOUBLE and mark != '"'
    if mark in ('"', "'", "“", "''"):  # the same mark opens too: what follows a blank opens
        return at > 0 and not text[at - 1].isspace()
    return not (mark == "’" and text[at - 1].isspace())
