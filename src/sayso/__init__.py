"""sayso reads news about a war and keeps the ledger: on whose say-so do we know what.

In a notebook:

    import sayso

    for claim in sayso.read("folder"):
        print(claim.kind, claim.quantity.text, claim.source, claim.doc)

    with sayso.Ledger.open("ledger.sqlite") as ledger:
        killed = list(ledger.claims(kind="killed", side="RU"))

    for question in sayso.compare("folder").questions:
        print(question.label, question.grade, question.estimate.best)

Importing it is fast: the language model and the libraries are loaded by what needs them first.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.accounts.values import Comparison, Question, Relation
    from sayso.api import ReadWarning, compare, read, read_text
    from sayso.documents.document import Document
    from sayso.ledger import Ledger, LedgerError
    from sayso.reading.claim import Claim, Reading

__version__ = "0.1.0"

_HOME = {
    "compare": "sayso.api",
    "read": "sayso.api",
    "read_text": "sayso.api",
    "ReadWarning": "sayso.api",
    "Comparison": "sayso.accounts.values",
    "Question": "sayso.accounts.values",
    "Relation": "sayso.accounts.values",
    "Claim": "sayso.reading.claim",
    "Reading": "sayso.reading.claim",
    "Document": "sayso.documents.document",
    "Ledger": "sayso.ledger",
    "LedgerError": "sayso.ledger",
}

__all__ = [
    "Claim",
    "Comparison",
    "Document",
    "Ledger",
    "LedgerError",
    "Question",
    "ReadWarning",
    "Reading",
    "Relation",
    "compare",
    "read",
    "read_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
