"""What made no claim goes out with its sentence and the reason."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.documents.text import from_text
from sayso.exporting import ExportError, export
from sayso.ledger import Ledger
from sayso.reading.claim import Reading, Uncoded

FRENCH = "Trois jours plus tard.  Selon l'armée, 340 soldats ont été tués le 24 février. On ne sait pas plus."
DUTCH = "Op 24 februari was dat bekend. Meer is er niet."


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger.open(tmp_path / "ledger.sqlite")
    french = from_text(FRENCH, "fr.txt", language="fr")
    places = [(FRENCH.index(text), text, why) for text, why in (("340", "not coded: French"), ("24", "date"))]
    quantities = tuple(Uncoded(at, at + len(text), text, why) for at, text, why in places)
    opened.store(french, Reading((), quantities, 3))
    opened.store(from_text(DUTCH, "nl.txt", language="nl"), Reading((), (Uncoded(3, 5, "24", "date"),), 2))
    return opened


def lines(ledger: Ledger, **filters: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    count = export(ledger, "uncoded", out, **filters)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == count
    return found


def test_each_with_its_sentence(ledger: Ledger) -> None:
    first, second, third = lines(ledger)
    assert (first["doc"], first["language"], first["text"], first["reason"]) == (
        "fr.txt",
        "fr",
        "340",
        "not coded: French",
    )
    sentence = "Selon l'armée, 340 soldats ont été tués le 24 février."
    assert first["sentence"] == second["sentence"] == {"start": 24, "end": 24 + len(sentence), "text": sentence}
    assert FRENCH[first["start"] : first["end"]] == "340"
    assert third["sentence"]["text"] == "Op 24 februari was dat bekend."


def test_by_document_only(ledger: Ledger) -> None:
    assert [line["doc"] for line in lines(ledger, doc="nl*", include_repeats=True, kind=None)] == ["nl.txt"]
    with pytest.raises(ExportError, match="by document only, not by kind"):
        lines(ledger, kind=["killed"])
