"""A plain text → Document: its paragraphs, what is not prose, its date and its language."""

from __future__ import annotations

from sayso.documents.blocks import paragraphs
from sayso.documents.dates import fill_in, published_in
from sayso.documents.document import Document, Published, Zone, ZoneKind
from sayso.documents.furniture import stands_alone
from sayso.documents.languages import detect_language
from sayso.documents.zones import find_zones

_HEAD = 600  # characters: a headline further down is a subhead


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
    zones, blocks = find_zones(text, paragraphs(text, stands_alone))
    return Document(
        id=id,
        text=text,
        title=title or _title(text, zones),
        publisher=publisher,
        url=url,
        published=fill_in(published_in(text, zones), published),
        language=language or detect_language(text),
        zones=tuple(zones),
        blocks=tuple(blocks),
    )


def _title(text: str, zones: list[Zone]) -> str | None:
    """The first headline if at most a lead stands before it, but not a kicker in capitals when a headline follows.

    Line breaks inside become spaces.
    """
    headlines = [zone for zone in zones if zone.kind is ZoneKind.HEADLINE]
    if not headlines or headlines[0].start > _HEAD:
        return None
    first = headlines[0]
    if text[first.start : first.end].isupper() and len(headlines) > 1:
        first = headlines[1] if not text[first.end : headlines[1].start].strip() else first
    return " ".join(text[first.start : first.end].split())
