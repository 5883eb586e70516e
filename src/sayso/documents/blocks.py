"""Where the paragraphs of a text are.

Most texts have one line a paragraph. Text that came out of a PDF is hard-wrapped: each line ends where the column
ended, often with a blank line after *every* line, so that a paragraph's end shows only in a line that stopped early.
`paragraphs` finds whole paragraphs in both. The text itself is never touched: a block is a pair of offsets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.language.lexicon import lexicon

Span = tuple[int, int]

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$|[.!?…][\"'”’»)\]]*\s*[\"'”’»)\]]*$")
_CONTINUES = re.compile(r"[a-zà-ÿ,;)\]%€&–—]")
_WIDEST = 130  # columns of a printed page hold fewer characters than this; a paragraph on one line holds more


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its span without the space around it, its indent, and the blank lines before it."""

    start: int
    end: int
    indent: int
    gap: int
    words: str

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.words))

    @property
    def continues(self) -> bool:
        """Whether its first character can't begin a paragraph."""
        return bool(_CONTINUES.match(self.words))


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order."""
    found: list[Line] = []
    start, gap = 0, 0
    breaks = [match.span() for match in _BREAK.finditer(text)]
    for stop, following in [*breaks, (len(text), len(text))]:
        raw = text[start:stop]
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            found.append(Line(start + indent, start + indent + len(words), indent, gap, words))
            gap = 0
        else:
            gap += 1
        start = following
    return found


def paragraphs(text: str, stands_alone: Callable[[str], bool] = lambda line: False) -> list[Span]:
    """The paragraphs of `text` as spans, sorted.

    `stands_alone` says of a line's words that it is a block of its own however the text is wrapped (furniture).
    """
    found = lines(text)
    if is_wrapped(found):
        return _unwrapped(found, stands_alone)
    spans: list[Span] = []
    for stack in _stacks(found, stands_alone):
        spans += _unwrapped(stack, stands_alone) if _is_one(stack) else [(line.start, line.end) for line in stack]
    return spans


def _unwrapped(found: list[Line], stands_alone: Callable[[str], bool]) -> list[Span]:
    """The paragraphs of hard-wrapped lines."""
    page = _Page(found)
    spans: list[Span] = []
    previous: Line | None = None
    for line in found:
        if previous is None or page.breaks(previous, line, stands_alone):
            spans.append((line.start, line.end))
        else:
            spans[-1] = (spans[-1][0], line.end)
        previous = line
    return spans


def is_wrapped(found: list[Line]) -> bool:
    """Whether line breaks fall where the column ended rather than where paragraphs end.

    Two signs together: hardly any line is longer than a printed column, and many lines of nearly full width stop in
    the middle of a sentence that the next one goes on with.
    """
    if len(found) < 3:
        return False
    if sum(line.length > _WIDEST for line in found) > len(found) * 0.02:
        return False
    width = _width(found)
    pairs = [(a, b) for a, b in pairwise(found) if a.length >= 0.6 * width and a.length >= 25]
    cut = sum(_cuts(a, b) for a, b in pairs)
    return cut >= 2 and cut >= 0.2 * len(pairs)


def _stacks(found: list[Line], stands_alone: Callable[[str], bool]) -> list[list[Line]]:
    """Runs of short lines without a blank line between them; any longer line, and furniture, is a run of its own."""
    stacks: list[list[Line]] = []
    ends = True
    for line in found:
        alone = line.length > _WIDEST or stands_alone(line.words)
        if ends or alone or line.gap:
            stacks.append([line])
        else:
            stacks[-1].append(line)
        ends = alone
    return stacks


def _is_one(stack: list[Line]) -> bool:
    """Whether a run of lines is one hard-wrapped paragraph in a text that isn't wrapped otherwise.

    Its lines but the last are about as long as each other, and one at least breaks off in a sentence.
    """
    if len(stack) < 2:
        return False
    full = stack[:-1]
    widest = max(line.length for line in stack)
    even = all(line.length >= max(0.6 * widest, 20) for line in full)
    return even and any(_cuts(a, b) for a, b in pairwise(stack))


def _cuts(line: Line, following: Line) -> bool:
    """Whether the break between two lines stands in the middle of a sentence."""
    return not line.ends_sentence and (following.continues or _unfinished(line))


class _Page:
    """The measures of one hard-wrapped text: the width of its column and the usual space between its lines."""

    def __init__(self, found: list[Line]) -> None:
        self.width = _width(found)
        inside = Counter(b.gap for a, b in pairwise(found) if _cuts(a, b))
        self.gap = inside.most_common(1)[0][0] if inside else 0
        room = sorted(self._room(a, b) for a, b in pairwise(found) if not a.ends_sentence and b.continues)
        self.ragged = max(0, room[int(len(room) * 0.95)]) if room else 0

    def breaks(self, line: Line, following: Line, stands_alone: Callable[[str], bool]) -> bool:
        """Whether a new block begins with `following`."""
        if self.ends_paragraph(line, following):
            return True
        if following.continues or _unfinished(line):
            return False
        # Furniture amid prose: only where the prose could have ended, since its words may open any line by chance.
        return stands_alone(line.words) or (line.ends_sentence and stands_alone(following.words))

    def ends_paragraph(self, line: Line, following: Line) -> bool:
        """Whether a paragraph ends with `line`.

        A break is one of the column when the next word would not have fitted; otherwise the writer meant it.
        """
        if following.continues and (not line.ends_sentence or _unfinished(line)):
            return False
        if _unfinished(line):
            return False
        if _is_capitals(line.words) or _is_capitals(following.words):
            return True
        room = self._room(line, following)
        if not line.ends_sentence:
            return room > 0.15 * self.width
        small_subhead = following.continues and following.length < 0.4 * self.width and not following.ends_sentence
        return room > self.ragged + 1 or following.gap > self.gap or following.indent > line.indent or small_subhead

    def _room(self, line: Line, following: Line) -> int:
        """How many columns stay empty after `line` although the first word of the next would fit there."""
        return self.width - line.length - 1 - len(following.words.split(None, 1)[0])


def _width(found: list[Line]) -> int:
    """The column's width: the length that one line in ten reaches, so that a stray long line does not count."""
    lengths = sorted(line.length for line in found)
    return lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))]


def _unfinished(line: Line) -> bool:
    """Whether the line's last word asks for more: an article, a preposition, a comma, a hyphen."""
    if line.words[-1] in ",;-–—(&/":
        return True
    return line.words.rsplit(None, 1)[-1] in _unfinished_words()


@cache
def _unfinished_words() -> frozenset[str]:
    return frozenset(word for code in ("nl", "en") for word in lexicon(code, "furniture")["layout"]["unfinished"])


def _is_capitals(words: str) -> bool:
    """Whether a line is set in capitals, as a kicker or a dateline is."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) >= 3 and len(words) < 60 and all(letter.isupper() for letter in letters)
