"""A plain text → Document: its paragraphs, what is not prose, its date and its language."""

from __future__ import annotations

from functools import partial
from itertools import takewhile

from sayso.documents.blocks import Span, paragraphs
from sayso.documents.dates import fill_in, published_in
from sayso.documents.document import Document, Published, Zone, ZoneKind
from sayso.documents.furniture import is_kicker, stands_alone
from sayso.documents.languages import ENOUGH, detect_language
from sayso.documents.zones import find_zones


def from_text(
    text: str,
    id: str,
    *,
    published: Published | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Document:
    """The document that `text` is; `text` itself is kept unchanged, so offsets count in what was given.

    What the text says of its own date goes first; `published` fills in where it says nothing or less. The title is
    the first headline, the language is detected, unless they are given.
    """
    spoken = language or detect_language(text)  # to tell furniture by; what it is read in shows without the furniture
    zones, blocks = find_zones(text, paragraphs(text, partial(stands_alone, language=spoken)), spoken)
    return Document(
        id=id,
        text=text,
        title=title or _title(text, zones, blocks, spoken),
        publisher=publisher,
        url=url,
        published=fill_in(published_in(text, zones), published),
        language=language or (detect_language(_words(text, zones, blocks)) if _much_silent(text, zones) else spoken),
        zones=tuple(zones),
        blocks=tuple(blocks),
    )


_SILENT = frozenset({ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE})  # may be in another language


def _much_silent(text: str, zones: list[Zone]) -> bool:
    """Whether a fifth or more of what the language was told by is neither prose nor headline."""
    told_by = min(len(text), ENOUGH)
    silent = sum(min(zone.end, told_by) - zone.start for zone in zones if zone.kind in _SILENT and zone.start < told_by)
    return silent * 5 >= told_by


def _words(text: str, zones: list[Zone], blocks: list[Span]) -> str:
    """Enough of the prose and headlines to tell the language by: an embedded English tweet makes no English article."""
    silent = {zone.start for zone in zones if zone.kind in _SILENT}
    words, length = [], 0
    for start, end in blocks:
        if start not in silent:
            words.append(text[start : min(end, start + ENOUGH)])
            length += len(words[-1])
        if length >= ENOUGH:
            break
    return "\n".join(words) or text


def _title(text: str, zones: list[Zone], blocks: list[Span], language: str) -> str | None:
    """The first headline if no prose stands before it, but not a kicker when a headline follows.

    Line breaks inside become spaces.
    """
    kinds = {zone.start: zone.kind for zone in zones}
    head = list(takewhile(lambda block: block[0] in kinds, blocks))
    headlines = [index for index, (start, _) in enumerate(head) if kinds[start] is ZoneKind.HEADLINE]
    if not headlines:
        return None
    first, *others = headlines
    lines = {index: " ".join(text[slice(*head[index])].split()) for index in headlines[:2]}
    return lines[first + 1] if is_kicker(lines[first], language) and others[:1] == [first + 1] else lines[first]
