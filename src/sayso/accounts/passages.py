"""The passages of a document, signed so that copies of them are found again.

A passage is a paragraph of prose, a headline, or a direct quote; players, captions, datelines, pull quotes and an
interviewer's questions are none. Its words are compared without case, accents, punctuation, line breaks and
thousands separators, so that a paper's own typesetting makes no difference. A signature holds these words and a
MinHash over their 5-grams (Broder 1997, "On the resemblance and containment of documents"), whose seed and hash
are fixed: the same text has the same signature on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from sayso.documents.document import Document, ZoneKind
from sayso.reading.quotes import find_quotes

if TYPE_CHECKING:
    from datasketch import LeanMinHash

GRAM = 5  # words
PERMUTATIONS = 64
SEED = 1
_SCHEME = "affine32"  # of datasketch 2: permutations of 32-bit hashes
_SHORTEST_QUOTE = 6  # words; shorter ones are names and scare quotes

_UNREAD = (ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE, ZoneKind.PULL_QUOTE, ZoneKind.QUESTION)
# A hyphen at the end of a line may be the word's own or the typesetter's: within words all go, so that it is the same.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad](?:[ \t]*[\r\n]\s*)?(?=[^\W\d_])")
_THOUSANDS = re.compile(r"(?<=\d)[.,'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\u0300-\u036f\u00ad]")  # accents, once they stand apart from their letters


@dataclass(frozen=True, slots=True)
class Signature:
    """The passage `text[start:end]` of a document (code points).

    `minhash` is PERMUTATIONS little-endian 32-bit minima of the hashes of its 5-grams; `words` counts its words;
    `exact` is the words themselves, as they are compared, with a space between them, after a `"` if it is a quote.
    """

    start: int
    end: int
    minhash: bytes
    words: int
    exact: str

    @property
    def quote(self) -> bool:
        """Whether it is direct speech; that lies inside another passage, its paragraph."""
        return self.exact.startswith('"')

    @property
    def text(self) -> list[str]:
        """Its words as they are compared."""
        return self.exact.removeprefix('"').split()


def signatures(document: Document) -> list[Signature]:
    """The passages of `document`, sorted by start, a paragraph before the quotes in it. Pure: the text decides."""
    unread = [(zone.start, zone.end) for zone in document.zones if zone.kind in _UNREAD]
    blocks = [block for block in document.blocks or [(0, len(document.text))] if not _inside(block[0], unread)]
    spans = [(start, end, False) for start, end in blocks]
    for quote in find_quotes(document.text, blocks):
        spans.append((*quote.inner, True))
    found = []
    for start, end, quoted in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        plain = words(document.text[start:end])
        if len(plain) >= (_SHORTEST_QUOTE if quoted else 1):
            exact = ('"' if quoted else "") + " ".join(plain)
            found.append(Signature(start, end, minhash(plain), len(plain), exact))
    return found


def words(text: str) -> list[str]:
    """The words of `text` as they are compared: "Al-Aqsa" is one word, and so is "1.200"."""
    joined = _THOUSANDS.sub("", _HYPHEN.sub("", text))
    plain = joined if joined.isascii() else _MARK.sub("", unicodedata.normalize("NFKD", joined))
    return _WORD.findall(plain.casefold())


def grams(plain: Sequence[str]) -> list[int]:
    """The 32-bit hashes (CRC-32, the same everywhere) of the 5-grams of `plain`, in order: one for each start.

    A text of fewer than five words is one gram; an empty one has none.
    """
    coded = [word.encode("utf-8", "surrogatepass") for word in plain]
    starts = max(len(coded) - GRAM + 1, min(len(coded), 1))
    return [crc32(b" ".join(coded[i : i + GRAM])) for i in range(starts)]


def minhash(plain: Sequence[str]) -> bytes:
    """The signature of the set of 5-grams of `plain`; see `Signature.minhash`."""
    from datasketch import MinHash  # it takes a second to import: only who compares waits for it

    made = MinHash(PERMUTATIONS, SEED, hashfunc=int, permutations=_permutations(), scheme=_SCHEME)
    made.update_batch(grams(plain))
    return bytes(made.hashvalues.astype("<u4"))


def union(hashes: Sequence[bytes]) -> bytes:
    """The MinHash of several passages together: the least of each value. At least one."""
    return bytes(np.min([np.frombuffer(each, dtype="<u4") for each in hashes], axis=0))


def sketch(hashed: bytes) -> LeanMinHash:
    """A stored MinHash as the library has it, for its index."""
    from datasketch import LeanMinHash

    return LeanMinHash(seed=SEED, hashvalues=np.frombuffer(hashed, dtype="<u4").astype(np.uint32), scheme=_SCHEME)


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(PERMUTATIONS, SEED, hashfunc=int, scheme=_SCHEME).permutations


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether code point `at` lies in one of `spans`, which are sorted and don't overlap."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]
