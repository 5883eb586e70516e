"""The quantities that were seen but made no claim, as JSON Lines: each with its sentence and why."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, BinaryIO

from sayso.exporting.jsonl import dumps
from sayso.ledger import Ledger


def rows(ledger: Ledger, doc: str | None = None) -> Iterator[dict[str, Any]]:
    """A line for each quantity, by document and place in it; `doc` is a document's id, with * and ? for anything.

    The sentence is cut as the reader cuts it, so it need not be stored.
    """
    from sayso.language import sentence_spans  # late, for it takes the tokenizer's half second

    id, language, text = None, "", ""
    spans: list[tuple[int, int]] = []
    for of, quantity in ledger.uncoded():
        if doc is not None and not fnmatchcase(of, doc):
            continue
        if of != id:  # they come document by document
            document = ledger.document(of)
            id, language, text, spans = of, document.language, document.text, sentence_spans(document)
        start, end = next((s for s in spans if s[0] <= quantity.start < s[1]), (quantity.start, quantity.end))
        yield {
            "doc": of,
            "language": language,
            "start": quantity.start,
            "end": quantity.end,
            "text": quantity.text,
            "reason": quantity.reason,
            "sentence": {"start": start, "end": end, "text": text[start:end]},
        }


def write(ledger: Ledger, doc: str | None, out: BinaryIO) -> int:
    """Write the quantities; returns how many."""
    number = 0
    for row in rows(ledger, doc):
        out.write(dumps(row).encode() + b"\n")
        number += 1
    return number
