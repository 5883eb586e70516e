"""What in a text is not running prose: furniture, captions, datelines, headlines, pull quotes, questions.

Each paragraph is first judged by its own words (`furniture`), then by its place among the others: the links under
"most read", the line above a copyright notice, the question before a quoted answer, the short line without a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.documents import furniture
from sayso.documents.blocks import Span
from sayso.documents.dates import parse_date
from sayso.documents.document import Precision, Zone, ZoneKind
from sayso.documents.pull_quotes import pull_quotes

_SENTENCE_END = re.compile(r"[.!…][\"'”’»)\]]*$|[\"'”’»]\s*[.!…]$")
_OPENS_QUOTE = re.compile(r"[\"“‘„«]|,,|[–—-]\s*[\"“‘„]|''")
_NUMBERED = re.compile(r"(?:\d{1,2}[.):]?\s|[-•*·]\s|#\d)")
_ASKED = re.compile(r"[^\"“„«?!]{5,220}\?[ \t]+(?=[\"“„«])")  # a question with its quoted answer right behind it
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_HEADLINE = 160
_LONGEST_SUBHEAD = 40
_LONGEST_QUESTION = 220


def find_zones(text: str, paragraphs: Sequence[Span], language: str = "nl") -> tuple[list[Zone], list[Span]]:
    """The zones of `text`, by the furniture of its `language`, and its paragraphs cut at the edges of zones.

    A dateline is a block of its own. Both lists are sorted and don't overlap.
    """
    pieces = list(_cut_endings(text, list(_cut_openings(text, paragraphs, language)), language))
    pieces = _cut_questions(text, pieces)
    _spread(text, pieces)
    _mark_captions_above_credits(text, pieces)
    _mark_quotes_and_questions(text, pieces, language)
    _mark_headlines(text, pieces)
    zones = [Zone(piece.start, piece.end, piece.kind) for piece in pieces if piece.kind is not None]
    return zones, [(piece.start, piece.end) for piece in pieces]


@dataclass(slots=True)
class _Piece:
    """A block on its way to a zone; `kind` None is prose."""

    start: int
    end: int
    kind: ZoneKind | None = None
    takes: str | None = None


def _cut_openings(text: str, paragraphs: Sequence[Span], language: str) -> Iterator[_Piece]:
    """Each paragraph with its zone by the rules; date markers, datelines and clock times are cut off its front."""
    head = _head(text, paragraphs, language)
    for index, (begin, end) in enumerate(paragraphs):
        start = begin
        while start < end:
            block = text[start:end]
            at_start, at_head = index == 0 and start == begin, index < head and start == begin
            found = furniture.first_match(block, language, at_start=at_start, at_head=at_head)
            if found is None:
                yield _Piece(start, end)
                break
            rule, match = found
            stop = start + len(match.group().rstrip()) if rule.cut else end
            yield _Piece(start, stop, rule.zone, rule.takes)
            start = end - len(text[stop:end].lstrip())


def _head(text: str, paragraphs: Sequence[Span], language: str) -> int:
    """How many paragraphs from the first can open with the text's date: up to the first one of prose.

    None where several open with a date, as in a chronology, or where the title has one already.
    """
    dated = sum(furniture.opens_with_date(text[start:end], language) for start, end in paragraphs)
    if dated != 1:
        return 0
    for index, (start, end) in enumerate(paragraphs):
        block = text[start:end]
        if len(block) > _LONGEST_HEADLINE or block.rstrip("\"'”’»)").endswith("."):
            return index + 1
        if parse_date(block).precision is Precision.DAY:
            return 0
    return len(paragraphs)


def _cut_endings(text: str, pieces: list[_Piece], language: str) -> Iterator[_Piece]:
    """A photo credit at the end of a short block makes it a caption; a tweet's link and signature are furniture.

    A date after a headline is a dateline.
    """
    for piece in pieces:
        block = text[piece.start : piece.end]
        if piece.kind is not None:
            yield piece
        elif (cut := furniture.tweet(block, language)) is not None:
            yield from _split(text, piece, cut, ZoneKind.FURNITURE)
        elif len(block) <= _LONGEST_HEADLINE and (cut := furniture.trailing_date(block, language)) is not None:
            yield from _split(text, piece, cut, ZoneKind.DATELINE)
        elif (cut := furniture.credit(block, language)) is not None:
            whole = len(block) <= furniture.longest_caption(language)
            yield from _split(text, piece, 0 if whole else cut, ZoneKind.CAPTION)
        else:
            yield piece


def _cut_questions(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """An interview may print each question in the paragraph of its answer: they are cut apart, where several are."""
    asked = [_ASKED.match(text[p.start : p.end]) if p.kind is None else None for p in pieces]
    if sum(match is not None for match in asked) < 3:
        return pieces
    cut: list[_Piece] = []
    for piece, match in zip(pieces, asked, strict=True):
        if match is None:
            cut.append(piece)
            continue
        question = piece.start + len(match.group().rstrip())
        cut += [_Piece(piece.start, question, ZoneKind.QUESTION), _Piece(piece.start + match.end(), piece.end)]
    return cut


def _split(text: str, piece: _Piece, cut: int, kind: ZoneKind) -> Iterator[_Piece]:
    """`piece` in two, the second from `cut` characters on being a zone; only the second if nothing is before it."""
    before = len(text[piece.start : piece.start + cut].rstrip())
    if before:
        yield _Piece(piece.start, piece.start + before)
    yield _Piece(piece.start + cut, piece.end, kind)


def _spread(text: str, pieces: list[_Piece]) -> None:
    """Headings of link lists take the links after them along: one (and more that are too long for subheads), or all."""
    taking: str | None = None
    for piece in pieces:
        block = text[piece.start : piece.end]
        if piece.kind is not None:
            taking = piece.takes or taking
            continue
        if taking is None or not _is_link(block) or (taking == "more" and len(block) < _LONGEST_SUBHEAD):
            taking = None
        else:
            piece.kind = ZoneKind.FURNITURE
            taking = "more" if taking == "line" else taking


def _is_link(block: str) -> bool:
    return len(block) <= _LONGEST_HEADLINE and (bool(_NUMBERED.match(block)) or not _SENTENCE_END.search(block))


def _mark_captions_above_credits(text: str, pieces: list[_Piece]) -> None:
    """A line straight above a copyright line, at the head of a text, is the caption of its picture."""
    for piece, following in pairwise(pieces[:4]):
        between = text[piece.end : following.start]
        credit = text[following.start : following.end]
        if piece.kind is None and following.kind is ZoneKind.FURNITURE and between.count("\n") <= 1:
            block = text[piece.start : piece.end]
            short = len(block) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(block)
            if short and re.match(r"(?i)copyright|©", credit):
                piece.kind = ZoneKind.CAPTION


def _mark_quotes_and_questions(text: str, pieces: list[_Piece], language: str) -> None:
    prose = [piece for piece in pieces if piece.kind is None]
    blocks = [text[piece.start : piece.end] for piece in prose]
    questions = [
        index
        for index, block in enumerate(blocks[:-1])
        if index > 0 and block.rstrip("”\"’'").endswith("?") and len(block) <= _LONGEST_QUESTION
    ]
    quoted = [bool(_OPENS_QUOTE.match(block)) for block in blocks]
    answered = [index for index in questions if quoted[index + 1] and not quoted[index]]
    interview = len(answered) >= 2 or len(questions) >= 3
    for index in questions if interview else answered:
        prose[index].kind = ZoneKind.QUESTION
    if len(answered) >= 2:
        _mark_prompts(blocks, prose)
    for index in pull_quotes(blocks, language):
        if prose[index].kind is None:
            prose[index].kind = ZoneKind.PULL_QUOTE
            _mark_signature(text, pieces, prose[index])


def _mark_prompts(blocks: list[str], prose: list[_Piece]) -> None:
    """In an interview a short statement between two quoted answers is the interviewer's too, unless it has figures."""
    for index in range(2, len(blocks) - 1):
        block = blocks[index]
        quoted = _OPENS_QUOTE.match(blocks[index - 1]) and _OPENS_QUOTE.match(blocks[index + 1])
        asked = prose[index - 2].kind is ZoneKind.QUESTION
        if quoted and asked and len(block) <= 120 and not _OPENS_QUOTE.match(block) and not re.search(r"\d", block):
            prose[index].kind = ZoneKind.QUESTION


def _mark_signature(text: str, pieces: list[_Piece], quote: _Piece) -> None:
    """The line under a pull quote that says whose words they are ("Jan Jansen - leider van de groep")."""
    index = pieces.index(quote)
    if index + 1 < len(pieces) and pieces[index + 1].kind is None:
        block = text[pieces[index + 1].start : pieces[index + 1].end]
        if len(block) <= 90 and not _SENTENCE_END.search(block) and re.search(r"\s[-–—]\s|,\s", block):
            pieces[index + 1].kind = ZoneKind.PULL_QUOTE


def _mark_headlines(text: str, pieces: list[_Piece]) -> None:
    """Short blocks without a full stop: the title, the subheads, the heads of a live blog."""
    opening = True  # nothing but datelines, captions and furniture so far, or a dateline just before
    for piece in pieces:
        block = text[piece.start : piece.end]
        if piece.kind is None:
            asks = block.endswith("?") and opening
            bare = not _SENTENCE_END.search(block) and not block.endswith(("?", ":", ",", ";"))
            if len(block) <= _LONGEST_HEADLINE and _LETTER.search(block) and (asks or bare):
                piece.kind = ZoneKind.HEADLINE
        opening = piece.kind is ZoneKind.DATELINE or (opening and piece.kind in (ZoneKind.CAPTION, ZoneKind.FURNITURE))
