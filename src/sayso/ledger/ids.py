"""What tells one version of a document from another."""

from __future__ import annotations

from sayso.documents.document import Document
from sayso.reading.ids import digest


def content_hash(document: Document) -> str:
    """What tells one version of a document from another: its text and all that is known about it, except its id."""
    published = document.published
    parts: list[object] = [
        document.text,
        document.title,
        document.publisher,
        document.url,
        published.day.isoformat() if published.day else None,
        str(published.precision),
        document.language,
        [[zone.start, zone.end, str(zone.kind)] for zone in document.zones],
        [list(block) for block in document.blocks],
    ]
    return digest(parts, 16).hex()
