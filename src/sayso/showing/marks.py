"""Which words of a document fill which slots of a claim, and the stretches of its text that show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.documents.document import Document
from sayso.reading.claim import Claim

LONGEST = 600  # characters of a sentence shown on either side of the figure: some texts have no full stops
_AROUND = 70  # characters shown on either side of words that stand outside the claim's own sentence
_FROM_STEPS = ("kind", "period", "certainty", "polarity", "verification")  # slots whose words only their steps point at


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """`text[start:end]` fills the slot `label`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]`, with the marks that lie in it; `whole` if neither end cuts a sentence short."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    whole: bool


def marks(claim: Claim, document: Document) -> list[Mark]:
    """The words behind each slot, by where they stand. Words of other versions of the text are left out."""
    found = {Mark(claim.start, claim.end, "quantity")}
    for label, part in (("affected", claim.affected), ("agent", claim.agent), ("place", claim.place)):
        if part is not None and part.start is not None and part.end is not None:
            found.add(Mark(part.start, part.end, label))
    for number, link in enumerate(claim.source):
        found.add(Mark(link.start, link.end, "source" if number == len(claim.source) - 1 else "passed on by"))
        if link.cue is not None:
            found.add(Mark(link.cue.start, link.cue.end, "cue"))
    for step in claim.steps:
        if step.slot in _FROM_STEPS and step.evidence is not None:
            found.add(Mark(step.evidence.start, step.evidence.end, step.slot))
    if claim.period is not None and claim.period.text and not any(mark.label == "period" for mark in found):
        start = document.text.find(claim.period.text, *claim.sentence)
        if start >= 0:
            found.add(Mark(start, start + len(claim.period.text), "period"))
    return sorted(mark for mark in found if 0 <= mark.start < mark.end <= len(document.text))


def stretches(claim: Claim, document: Document) -> list[Stretch]:
    """The claim's sentence, and what surrounds each slot's words that stand elsewhere, in the order of the text."""
    every = marks(claim, document)
    start, end = max(claim.sentence[0], claim.start - LONGEST), min(claim.sentence[1], claim.end + LONGEST)
    windows = [(start, end, (start, end) == claim.sentence)]
    windows += [_around(mark, document) for mark in every if not (start <= mark.start and mark.end <= end)]
    return [
        Stretch(
            *window[:2], tuple(mark for mark in every if window[0] <= mark.start and mark.end <= window[1]), window[2]
        )
        for window in _merged(windows)
    ]


def _around(mark: Mark, document: Document) -> tuple[int, int, bool]:
    block = next((b for b in document.blocks if b[0] <= mark.start < b[1]), (0, len(document.text)))
    start, end = max(block[0], mark.start - _AROUND), min(max(block[1], mark.end), mark.end + _AROUND)
    text = document.text
    if start > block[0]:  # no half words
        start = next((n + 1 for n in range(start, mark.start) if text[n].isspace()), start)
    if end < block[1]:
        end = next((n for n in range(end, mark.end, -1) if text[n].isspace()), end)
    return start, end, (start, end) == block


def _merged(windows: Iterable[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    merged: list[tuple[int, int, bool]] = []
    for start, end, whole in sorted(windows):
        if merged and start <= merged[-1][1]:
            before = merged.pop()
            merged.append((before[0], max(before[1], end), before[2] and whole))
        else:
            merged.append((start, end, whole))
    return merged
