"""What befell whom by whose hand, in the two languages: one passage a construction, in who.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs import load_pack
from sayso.reading.claim import Claim, Party
from sayso.reading.reader import read_claims

TABLE: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "who.toml").read_text("utf-8"))["passage"]


@cache
def claims(text: str, language: str, pack: str) -> tuple[Claim, ...]:
    try:
        bundled = pipeline(language)
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", language=language)
    return read_claims(bundled.parse(document), document, load_pack(pack)).claims


def side(party: Party | None) -> str:
    return (party.side if party is not None else None) or "nobody"


@pytest.mark.parametrize("case", TABLE, ids=[f"{c['text'][:50]} [{c['figure']}]" for c in TABLE])
def test_what_befell_whom_by_whose_hand(case: dict[str, Any]) -> None:
    """Slots that a case doesn't name are not its matter; the last figure of those words is meant."""
    found = [c for c in claims(case["text"], case["language"], case["pack"]) if c.quantity.text == case["figure"]]
    assert found, "no such figure"
    read = {"kind": found[-1].kind, "affected": side(found[-1].affected), "agent": side(found[-1].agent)}
    assert read == {slot: case.get(slot, value) for slot, value in read.items()}
