"""A plain text → Document: its paragraphs, what is not prose, its date and its language."""

from __future__ import annotations

from sayso.documents.blocks import paragraphs
from sayso.documents.dates import fill_in, published_in
from sayso.documents.document import Document, Published, Zone, ZoneKind
from sayso.documents.languages import detect_language
from sayso.documents.zones import find_zones, stands_alone


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
    """The first headline, when no prose stands before it; line breaks inside become spaces."""
    for zone in zones:
        if zone.kind is ZoneKind.HEADLINE:
            words = " ".join(text[zone.start : zone.end].split())
            return words if len(text[: zone.start].strip()) < 600 else None
    return None
