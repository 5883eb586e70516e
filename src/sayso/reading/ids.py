"""Claim ids that stay: the same document and the same reading give the same ids on every run, machine and hash seed.

A claim's id is made of where it stands and what it measures, not of the reader's version, so that a reviewer's
judgement still finds its claim after an upgrade that reads it the same way.
"""

from __future__ import annotations

import json
from base64 import b32encode
from hashlib import blake2b

_LENGTH = 11  # base-32 digits: 55 bits, so two of a million claims share an id once in 70,000 ledgers


def digest(parts: list[object], size: int) -> bytes:
    """`size` bytes that tell one list of plain values from every other."""
    # JSON in ASCII separates the parts beyond doubt and holds NUL and lone surrogates, which UTF-8 refuses.
    return blake2b(json.dumps(parts, ensure_ascii=True).encode("ascii"), digest_size=size).digest()


def claim_id(document_id: str, text: str, start: int, end: int, kind: str, *, occurrence: int = 0) -> str:
    """The id of the claim of `kind` whose mention is `text[start:end]`; `text` is the document's, offsets code points.

    Other changes of the text leave the id as it is. `occurrence` numbers the claims for which all the rest is the same
    ("500 aan beide kanten" may make two), from 0. The id is `c` and eleven letters or digits: never a number to a
    spreadsheet, never a formula.
    """
    digits = b32encode(digest([document_id, text[start:end], start, end, kind, occurrence], 8)).decode("ascii").lower()
    return "c" + digits[:_LENGTH]
