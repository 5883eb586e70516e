"""Wire items to plant, what papers do to them, and claims to point into the result."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.reading.claim import Claim, Quantity

_FULL_STOP = re.compile(r"(?<=[.!?”])\s+(?=[A-ZÀ-Ý„“(])")


@dataclass(frozen=True)
class Pointed:
    """A claim in a document, as far as copying needs it."""

    claim: Claim
    words: str


WIRES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("wire.toml").read_text(encoding="utf-8"))
BEFORE, AFTER = WIRES["own"]["before"].strip(), WIRES["own"]["after"].strip()  # about something else


def items() -> list[tuple[str, str, str]]:
    """Each wire item: its text, the words of its figure, and another paper's own report of it."""
    return [(entry["text"].strip(), entry["claim"], entry["other"].strip()) for entry in WIRES["item"]]


def formulas() -> list[tuple[str, str]]:
    return [(entry["text"], entry["claim"]) for entry in WIRES["formula"]]


def document(text: str, id: str) -> Document:
    return from_text(text, id, language="nl")


def pointed(document: Document, figure: str) -> Pointed:
    """The claim at the first `figure` of the document, whatever white space is in it; its sentence by simple rules."""
    pattern = r"\s+".join(re.escape(word).replace(r"\.", r"\.?") for word in figure.split())
    found = re.search(pattern, document.text, re.IGNORECASE)
    assert found is not None, f"{figure!r} is not in {document.text!r}"
    start, end = next(block for block in document.blocks if block[0] <= found.start() < block[1])
    for stop in _FULL_STOP.finditer(document.text, start, end):
        if stop.end() <= found.start():
            start = stop.end()
        elif stop.start() >= found.end():
            end = stop.start()
            break
    quantity = Quantity(found.group(), 1.0, 1.0, False, "person", None)
    claim = Claim(
        doc=document.id, id=f"{document.id}-{found.start()}", start=found.start(), end=found.end(),
        sentence=(start, end), kind="killed", quantity=quantity, affected=None, agent=None, source=(), place=None,
        period=None, certainty="stated", polarity="asserted", verification=None, confidence=1.0, reader="test",
    )  # fmt: skip
    return Pointed(claim, document.text[start:end])


def sentences(text: str) -> list[str]:
    return _FULL_STOP.split(text)


def _changed_name(text: str, figure: str) -> str:
    """Another spelling of each name of two words or more, and of the first name in the middle of a sentence."""
    names = sorted(set(re.findall(r"(?<=[a-zë,] )[A-Z][a-zë]{4,}", text)))
    for name in names[:2]:
        text = text.replace(name, name[:-2] + "yj")
    return text


def _moved_sentence(text: str, figure: str) -> str:
    parts = sentences(text)
    return " ".join([*parts[1:], parts[0]])


def _cut_end(text: str, figure: str) -> str:
    parts = sentences(text)
    last = next(i for i, part in enumerate(parts) if figure.rsplit(maxsplit=1)[-1] in part)
    return " ".join(parts[: max(last + 1, 1)])


def _speaker_left_out(text: str, figure: str) -> str:
    """Without what says who says it."""
    says = "aldus|heeft gouverneur|meldt|zegt|becijfert|schat|stelt|raamt|schrijft|zei|liet|maakte"
    return re.sub(rf", (?:{says})\b[^.,”]*(?=[.,])", "", text)


def _words_changed(text: str, figure: str) -> str:
    """Every twelfth word another."""
    kept = set(figure.split())
    return " ".join("dinges" if i % 12 == 7 and word not in kept else word for i, word in enumerate(text.split(" ")))


def _inside_paragraph(text: str, figure: str) -> str:
    return f"{BEFORE} {text} {AFTER}"


def _typeset_otherwise(text: str, figure: str) -> str:
    plain = text.replace("ë", "e").replace("é", "e").replace("„", '"').replace("”", '"')
    return re.sub(r"(?<=\d)\.(?=\d{3})", "", plain.replace("–", "-").replace("’", "'"))


KINDS: dict[str, Callable[[str, str], str]] = {
    "whole": lambda text, figure: text,
    "pasted as a paragraph": lambda text, figure: f"{BEFORE}\n\n{text}\n\n{AFTER}",
    "pasted into a paragraph": _inside_paragraph,
    "changed names": _changed_name,
    "moved sentence": _moved_sentence,
    "cut end": _cut_end,
    "hard-wrapped": lambda text, figure: textwrap.fill(f"{BEFORE} {text}", 58) + "\n\n" + textwrap.fill(AFTER, 58),
    "a sentence a paragraph": lambda text, figure: "\n\n".join(sentences(text)),
    "typeset otherwise": _typeset_otherwise,
    "speaker left out": _speaker_left_out,
    "a word in twelve changed": _words_changed,
    "changed names, pasted into a paragraph": lambda t, f: _inside_paragraph(_changed_name(t, f), f),
    "cut end, moved into a live blog": lambda t, f: f"12:04 | {BEFORE}\n\n11:31 | {_cut_end(t, f)}\n\n10:55 | {AFTER}",
}
