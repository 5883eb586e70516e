"""Reads a text of a test with the real pipeline and looks up what attribution and firmness say of a figure in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from spacy.tokens import Doc, Token

from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs import packs_for
from sayso.reading.actors import Actors
from sayso.reading.attribution import Attribution
from sayso.reading.certainty import Firmness


@cache
def read(text: str, language: str = "nl") -> tuple[Doc, Attribution, Firmness]:
    """The parse of a text with its sources and firmness; skips where no model is installed."""
    try:
        parser = pipeline(language)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    document: Document = replace(from_text(text, "test.txt"), language=language)
    doc = parser.parse(document)
    attribution = Attribution(doc, document, Actors(doc, document, packs_for(doc, document)))
    return doc, attribution, Firmness(doc, document, attribution)


def figure(text: str, words: str, nth: int = 0, language: str = "nl") -> Token:
    """The token of the `nth` place where `words` stands alone in `text`."""
    doc, _, _ = read(text, language)
    places = [m.start() for m in re.finditer(rf"(?<![\w.,]){re.escape(words)}(?![\w]|[.,]\d)", text)]
    return next(t for t in doc if t.idx <= places[nth] < t.idx + len(t))


def speaker(text: str, words: str, nth: int = 0) -> str | None:
    """What the innermost speaker of a figure is called, its referent in brackets; None for the outlet."""
    _, attribution, _ = read(text)
    source = attribution.source(figure(text, words, nth))
    return f"{source[-1].text} ({source[-1].name})" if source else None
