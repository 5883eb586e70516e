"""What in a text is not running prose: furniture, captions, datelines, headlines, pull quotes, questions.

The patterns of furniture are data (`language/nl/furniture.toml`); this module says how they are laid over the
paragraphs. Prose comes first: a rule has to fit a whole short block or its opening, never something in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.documents.blocks import Span
from sayso.documents.document import Zone, ZoneKind
from sayso.documents.pull_quotes import pull_quotes
from sayso.language.lexicon import lexicon

_SENTENCE_END = re.compile(r"[.!…][\"'”’»)\]]*$|[\"'”’»]\s*[.!…]$")
_OPENS_QUOTE = re.compile(r"[\"“‘„«]|,,|[–—-]\s*[\"“‘„]|''")
_NUMBERED = re.compile(r"(?:\d{1,2}[.):]?\s|[-•*·]\s|#\d)")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_HEADLINE = 160
_LONGEST_QUESTION = 220


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of furniture.toml; see there."""

    name: str
    zone: ZoneKind
    regex: re.Pattern[str]
    longest: int
    alone: bool
    cut: bool
    first: bool
    takes: str | None

    def match(self, block: str) -> re.Match[str] | None:
        if len(block) > self.longest:
            return None
        return self.regex.fullmatch(block) if self.alone else self.regex.match(block)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules for blocks, in the order of the file."""
    return tuple(
        Rule(
            name=entry["name"],
            zone=ZoneKind(entry["zone"]),
            regex=re.compile(entry["regex"]),
            longest=entry["longest"],
            alone=entry.get("alone", False),
            cut=entry.get("cut", False),
            first=entry.get("first", False),
            takes=entry.get("takes"),
        )
        for entry in lexicon("nl", "furniture")["rule"]
    )


def stands_alone(line: str) -> bool:
    """Whether a line is a block of its own in a hard-wrapped text, because it is furniture or a caption.

    Only rules for whole lines are asked, and rules for openings when the line is no sentence of prose.
    """
    return any(rule.match(line) for rule in rules() if rule.alone or (rule.zone is ZoneKind.FURNITURE and not rule.cut))


def find_zones(text: str, paragraphs: Iterable[Span]) -> tuple[list[Zone], list[Span]]:
    """The zones of `text`, and its paragraphs cut at the edges of zones (a dateline is a block of its own).

    Both lists are sorted and don't overlap.
    """
    pieces = list(_cut_datelines(text, paragraphs))
    pieces = list(_cut_tails(text, pieces))
    _spread(text, pieces)
    _mark_captions_above_credits(text, pieces)
    _mark_quotes_and_questions(text, pieces)
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


def _cut_datelines(text: str, paragraphs: Iterable[Span]) -> Iterator[_Piece]:
    """Each paragraph with its zone by the rules; date markers, datelines and clock times cut off its front."""
    texts = 0
    for begin, end in paragraphs:
        start = begin
        while True:
            block = text[start:end]
            rule, match = _first_match(block, start == 0 or not text[:start].strip(), texts < 3)
            if rule is None or match is None:
                break
            stop = start + len(match.group().rstrip()) if rule.cut else end
            yield _Piece(start, stop, rule.zone, rule.takes)
            start = stop + (len(text[stop:end]) - len(text[stop:end].lstrip()))
            if start >= end:
                break
        if start < end:
            texts += len(block) > _LONGEST_HEADLINE
            yield _Piece(start, end)


def _first_match(block: str, at_start: bool, near_head: bool) -> tuple[Rule | None, re.Match[str] | None]:
    for rule in rules():
        if rule.first and not at_start:
            continue
        match = rule.match(block)
        if match is not None and match.group():
            return rule, match
    return None, None


def _cut_tails(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Photo credits at the end of a block make it a caption; a foreign tweet with its link is furniture."""
    for piece in pieces:
        block = text[piece.start : piece.end]
        if piece.kind is not None:
            yield piece
        elif (tweet := _tweet(block)) is not None:
            if tweet > 0:
                yield _Piece(piece.start, piece.start + len(block[:tweet].rstrip()))
            yield _Piece(piece.start + tweet, piece.end, ZoneKind.FURNITURE)
        elif (credit := _credit(block)) is not None:
            before = len(block[:credit].rstrip())
            if len(block) <= lexicon("nl", "furniture")["credit"]["longest"]:
                yield _Piece(piece.start, piece.end, ZoneKind.CAPTION)
            else:
                yield _Piece(piece.start, piece.start + before)
                yield _Piece(piece.start + credit, piece.end, ZoneKind.CAPTION)
        else:
            yield piece


def _tweet(block: str) -> int | None:
    """Where the furniture of an embedded tweet begins in `block`: 0 for a foreign one, its signature for a Dutch one."""
    table = lexicon("nl", "furniture")["tweets"]
    signature = _compiled(table["signature"]).search(block[-400:])
    link = _compiled(table["link"]).search(block)
    if signature is None and (link is None or link.end() < len(block)):
        return None
    words = set(re.findall(r"[^\W\d_]+", block.lower()))
    if len(words & set(table["dutch"])) < 2:
        return 0
    if signature is not None:
        return max(len(block) - 400, 0) + signature.start()
    return link.start() if link is not None else None


def _credit(block: str) -> int | None:
    """Where the photo credit that ends `block` begins, if one does: "Beeld AP", "© REUTERS / 2023-12-03"."""
    table = lexicon("nl", "furniture")["credit"]
    found = _credit_opener(tuple(table["openers"])).finditer(block, max(len(block) - 120, 0))
    for match in found:
        tail = (
            block[match.end() :].strip().rstrip(")]").removesuffix(".")
            if match.group(1)[0] in "©("
            else block[match.end() :].strip().rstrip(")]")
        )
        names = [name for name in re.split(r"[\s/,&|+–-]+", tail) if name]
        if names and len(names) <= 10 and all(_is_credit(name, table) for name in names):
            return match.start(1)
    return None


def _is_credit(word: str, table: dict[str, Any]) -> bool:
    bare = word.strip("().:")
    return not bare or bare[0].isupper() or bare.lower() in table["agencies"] or bare.replace("-", "").isdigit()


@cache
def _credit_opener(openers: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(opener) for opener in openers)
    return re.compile(rf"(?:^|(?<=[\s.)’”\"'|(\[]))({words})\s*:?(?=\s|\w)")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _spread(text: str, pieces: list[_Piece]) -> None:
    """Headings of link lists take the links after them along: one line, or all that look like links."""
    taking: str | None = None
    for piece in pieces:
        block = text[piece.start : piece.end]
        if piece.takes is not None:
            taking = piece.takes
        elif taking is not None and piece.kind is None and _is_link(block):
            piece.kind = ZoneKind.FURNITURE
            taking = taking if taking == "list" else None
        elif piece.kind is None:
            taking = None


def _is_link(block: str) -> bool:
    return len(block) <= _LONGEST_HEADLINE and (bool(_NUMBERED.match(block)) or not _SENTENCE_END.search(block))


def _mark_captions_above_credits(text: str, pieces: list[_Piece]) -> None:
    """A line straight above a copyright line, at the head of a text, is the caption of its picture."""
    for piece, following in zip(pieces[:3], pieces[1:4], strict=False):
        between = text[piece.end : following.start]
        credit = text[following.start : following.end]
        if piece.kind is None and following.kind is ZoneKind.FURNITURE and between.count("\n") <= 1:
            block = text[piece.start : piece.end]
            if (
                re.match(r"(?i)copyright|©", credit)
                and len(block) <= _LONGEST_HEADLINE
                and not _SENTENCE_END.search(block)
            ):
                piece.kind = ZoneKind.CAPTION


def _mark_quotes_and_questions(text: str, pieces: list[_Piece]) -> None:
    prose = [piece for piece in pieces if piece.kind is None]
    blocks = [text[piece.start : piece.end] for piece in prose]
    questions = [
        index
        for index, block in enumerate(blocks[:-1])
        if index > 0 and block.rstrip("”\"’'").endswith("?") and len(block) <= _LONGEST_QUESTION
    ]
    answered = [
        index for index in questions if _OPENS_QUOTE.match(blocks[index + 1]) and not _OPENS_QUOTE.match(blocks[index])
    ]
    interview = len(answered) >= 2 or len(questions) >= 3
    for index in questions if interview else answered:
        prose[index].kind = ZoneKind.QUESTION
    if len(answered) >= 2:
        _mark_prompts(blocks, prose)
    for index in pull_quotes(blocks):
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
