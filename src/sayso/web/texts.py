"""The text of a document in pieces, each with what marks it, so that a page can show every claim where it stands.

Offsets stay those of the text, code point for code point: what a browser would swallow or turn around (a carriage
return, marks of direction, controls) is replaced one for one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.documents.document import Document, ZoneKind
from sayso.reading.claim import Claim
from sayso.showing.marks import marks

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SHOWN = {
    "quantity": "q",
    "source": "s",
    "passed on by": "s",
    "cue": "c",
    "affected": "a",
    "agent": "g",
    "place": "p",
    "period": "p",
}
FAMILIES = {
    **dict.fromkeys(("killed", "wounded", "casualties", "captured", "missing"), "people"),
    **dict.fromkeys(("displaced", "population"), "civil"),
    **dict.fromkeys(("advance", "retreat", "control", "position"), "ground"),
    **dict.fromkeys(("attack", "intercepted", "damage"), "fire"),
    **dict.fromkeys(("deployment", "strength", "supply", "equipment_loss", "unit_loss"), "force"),
}  # what colours the figures; the kind itself is always written beside them
GREY = (ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` with the classes that mark it, and the claims whose figure it is (or is part of)."""

    start: int
    text: str
    classes: str
    claims: tuple[str, ...]
    slots: str  # "claim:slot claim:slot …", for whoever looks at one claim alone


def shown(text: str) -> str:
    """The text, character for character, without what would hide in it or turn it around."""
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def pieces(document: Document, claims: Iterable[Claim]) -> list[Piece]:
    """The whole text in pieces."""
    text = shown(document.text)
    over: dict[tuple[int, int], list[tuple[str, str, str]]] = defaultdict(list)  # (claim, slot's class, kind)
    edges = {0, len(text)}
    for claim in claims:
        for mark in marks(claim, document):
            if mark.label in _SHOWN:
                over[mark.start, mark.end].append((claim.id, _SHOWN[mark.label], claim.kind))
    for start, end in over:
        edges |= {start, end}
    for zone in document.zones:
        edges |= {max(0, zone.start), min(len(text), zone.end)}
    spans = sorted(over.items())
    found, open_spans, at = [], [], 0
    for start, end in pairwise(sorted(edges)):
        while at < len(spans) and spans[at][0][0] <= start:
            open_spans.append(spans[at])
            at += 1
        open_spans = [span for span in open_spans if span[0][1] > start]
        found.append(_piece(document, text, start, end, [mark for _, of in open_spans for mark in of]))
    return found


def _piece(document: Document, text: str, start: int, end: int, over: Sequence[tuple[str, str, str]]) -> Piece:
    classes = dict.fromkeys(slot for _, slot, _ in over)
    figures = [(id, kind) for id, slot, kind in over if slot == "q"]
    names = list(classes)
    if figures:
        names.append(f"k-{FAMILIES.get(figures[0][1], 'other')}")
    zone = next((z for z in document.zones if z.start <= start and end <= z.end), None)
    if zone is not None:
        names.append("grey" if zone.kind in GREY else f"zone-{zone.kind}")
    slots = " ".join(dict.fromkeys(f"{id}:{slot}" for id, slot, _ in over))
    return Piece(start, text[start:end], " ".join(names), tuple(dict.fromkeys(id for id, _ in figures)), slots)
