"""Figures of languages that are parsed but not coded: each is listed with its sentence, and none becomes a claim.

Such a language needs no more than a table of its numbers (numbers.toml) and of its full stops (sentences.toml). What
the figure counts and who says so is not known; that it is there, and what it is worth, is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.reading.claim import Reading, Uncoded
from sayso.reading.numbers import Number, number_grammar
from sayso.reading.words import Words, split

LISTED = ("de", "fr", "ru")  # languages whose figures are listed
_SILENT = frozenset({ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE, ZoneKind.QUESTION})
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Listed:
    """A number in a text that is not coded: `text[start:end]` in `sentence` (both in code points), worth `low..high`.

    `reason` says why it is no figure (a date, a year, part of a name), or that its language is not coded.
    """

    start: int
    end: int
    low: float
    high: float
    sentence: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class _Refusals:
    """What numbers that measure nothing stand next to."""

    language: str
    months: frozenset[str]
    hours: frozenset[str]
    year_before: frozenset[str]
    year_after: frozenset[str]
    ordinal_endings: frozenset[str]


def list_figures(doc: Doc, document: Document) -> Reading:
    """The reading of a document in a language that is not coded: no claims, all numbers uncoded, each with its reason.

    Raises FileNotFoundError when the language has no numbers.toml.
    """
    text = document.text
    uncoded = tuple(Uncoded(f.start, f.end, text[f.start : f.end], f.reason) for f in listed(doc, document))
    return Reading((), uncoded, sum(1 for _ in doc.sents))


def listed(doc: Doc, document: Document) -> Iterator[Listed]:
    """All numbers of a document in reading order, with their worth and sentence. `doc` is its parse."""
    numbers = number_grammar(document.language)
    refusals = _refusals(document.language)
    tokens = {token.idx: token for token in doc}
    for start, end in document.blocks or ((0, len(document.text)),):
        words = split(document.text, start, end)
        i = 0
        while i < len(words):
            number = numbers.at(words, i) if numbers.may_start(words, i) else None
            if number is None:
                if words.kinds[i] == "numeral":  # "24.02.2022", "1.2.3": digits, but no number
                    yield _found(doc, document, words, Number(i, i, 0, 0, "cardinal", 0, 1, True), "date or version")
                i += 1
                continue
            reason = _zone(document, words.starts[number.first]) or _why_not(words, number, refusals, tokens)
            yield _found(doc, document, words, number, reason or f"not coded: {refusals.language}")
            i = number.last + 1


def _found(doc: Doc, document: Document, words: Words, number: Number, reason: str) -> Listed:
    start, end = words.starts[number.first], words.ends[number.last]
    span = doc.char_span(start, end, alignment_mode="expand")
    sentence = span[0].sent if span is not None and len(span) else doc[:]
    return Listed(start, end, number.low, number.high, (sentence.start_char, sentence.end_char), reason)


def _zone(document: Document, start: int) -> str | None:
    return next((z.kind.value for z in document.zones if z.kind in _SILENT and z.start <= start < z.end), None)


def _why_not(words: Words, number: Number, refusals: _Refusals, tokens: dict[int, Token]) -> str | None:
    """Why a number measures nothing, or None."""
    if number.form == "ordinal":
        return "ordinal"
    if not number.digits:
        return None
    first, last = number.first, number.last
    text, before, after = words.lowers[first], words.lower(first - 1), words.lower(last + 1)
    touched = first > 0 and words.touch(first - 1)
    if touched and (words.kind(first - 1) == "word" or (before in "-–" and words.kind(first - 2) == "word")):
        return "part of a name"  # "Т-72", "F-16"
    if touched and before in ":/" and words.kind(first - 2) == "numeral":
        return "clock time or date"
    dotted = after == "." and words.touch(last)
    behind = words.lower(last + 2) if dotted or after in ("-", "–") else after
    if number.low <= 31 and behind in refusals.months:
        return "date"
    if words.touch(last) and after in ":/" and words.kind(last + 2) == "numeral":
        return "clock time or date"
    minutes = before in refusals.hours and words.kind(first - 2) == "numeral"  # "18 h 30"
    if (number.low <= 24 and after in refusals.hours) or (number.low < 60 and minutes):
        return "clock time"
    if words.touch(last) and behind in refusals.ordinal_endings:
        return "ordinal"
    token = tokens.get(words.starts[first])
    if token is not None and number.low < 100 and token.text == text + "." and _goes_on(token):
        return "ordinal"  # "am 24. Tag"
    if first == last and len(text) == 4 and text.isdigit():
        introduced = before in refusals.months or after in refusals.year_after
        if introduced or (number.low in _YEARS and _is_year(before, token, refusals)):
            return "year"
    return None


def _goes_on(token: Token) -> bool:
    """Whether the sentence of `token` goes on behind it."""
    return token.i + 1 < token.sent.end


def _is_year(before: str, token: Token | None, refusals: _Refusals) -> bool:
    """Whether four digits that can be a year are one: nothing stands behind them that they could count.

    Behind "im Jahr" or "seit" only a noun is counted ("in 2000 Fällen").
    """
    following = token.nbor() if token is not None and _goes_on(token) else None
    if following is None:
        return True
    if before in refusals.year_before:
        return following.pos_ != "NOUN"
    return following.pos_ not in ("NOUN", "PROPN", "ADJ") and following.dep_ != "amod"


@cache
def _refusals(language: str) -> _Refusals:
    table = lexicon(language, "numbers")
    none = table["not_figures"]
    names = ("months", "hours", "year_before", "year_after", "ordinal_endings")
    return _Refusals(table["style"]["name"], *(frozenset(none[name]) for name in names))
