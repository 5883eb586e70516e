"""A plain text → Document: its paragraphs, what is not prose, its date and its language."""

from __future__ import annotations

from itertools import takewhile

from sayso.documents.blocks import Span, paragraphs
from sayso.documents.dates import fill_in, published_in
from sayso.documents.document import Document, Published, Zone, ZoneKind
from sayso.documents.furniture import stands_alone
from sayso.documents.languages import detect_language
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
    zones, blocks = find_zones(text, paragraphs(text, stands_alone))
    return Document(
        id=id,
        text=text,
        title=title or _title(text, zones, blocks),
        publisher=publisher,
        url=url,
        published=fill_in(published_in(text, zones), published),
        language=language or detect_language(text),
        zones=tuple(zones),
        blocks=tuple(blocks),
    )


def _title(text: str, zones: list[Zone], blocks: list[Span]) -> str | None:
    """The first headline if no prose stands before it, but not a kicker in capitals when a headline follows.

    Line breaks inside become spaces.
    """
    kinds = {zone.start: zone.kind for zone in zones}
    head = list(takewhile(lambda block: block[0] in kinds, blocks))
    lines = [" ".join(text[start:end].split()) for start, end in head if kinds[start] is ZoneKind.HEADLINE]
    return next((line for line in lines[:2] if not line.isupper()), lines[0] if lines else None)
