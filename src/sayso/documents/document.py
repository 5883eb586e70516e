"""The value that everything starts from: a text as it was read, with what is known about it.

Offsets everywhere in sayso count Unicode code points of `Document.text`, half-open: `text[start:end]` is the span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How much of a publication date is known: a month is not a day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published. `day` is the first day that the precision allows, or None when unknown."""

    day: date | None = None
    precision: Precision = Precision.UNKNOWN


class ZoneKind(StrEnum):
    """What a stretch of text is when it is not running prose."""

    FURNITURE = "furniture"  # players, "read also", cookies, credits, adverts: never a claim
    CAPTION = "caption"  # the words under a picture, with its credit: never a claim
    DATELINE = "dateline"  # place, date and agency before the first sentence: never a claim
    HEADLINE = "headline"  # title and subheads: prose without a full stop, claims allowed
    PULL_QUOTE = "pull_quote"  # repeats the body: its claims are marked as repeats
    QUESTION = "question"  # an interviewer's question: no claims, but it names who and what


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch `text[start:end]` that is read otherwise than prose. Zones don't overlap and are sorted by `start`."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read.

    `id` is the path relative to the folder that was read (POSIX slashes), or the URL; `text` is stored unchanged and
    is what every offset counts in; `blocks` are the paragraphs as `(start, end)` spans of `text`, sorted, together
    covering everything but the blank space between them (a hard-wrapped paragraph is one block although the text
    has line breaks, even blank lines, inside it).
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Published = field(default_factory=Published)
    language: str = "nl"
    zones: tuple[Zone, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    author: str | None = None
    notes: tuple[str, ...] = ()  # what the reader should know of how it was read: "read as Windows-1252"
