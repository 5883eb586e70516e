"""Nothing that an article holds drives the terminal that it is printed on."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.showing.safe import safe, safe_json


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("gewoon", "gewoon"),
        ("\x1b[31mrood\x1b]0;titel\x07", "\ufffd[31mrood\ufffd]0;titel\ufffd"),
        ("een\r\ntwee\tdrie\u2028vier", "een twee drie vier"),
        ("\u202egnirts\u202c \u2066x\u2069", "gnirts x"),
        ("\x9b2J\x85nieuw", "\ufffd2J nieuw"),
        ("half \ud83d emoji 😀", "half \ufffd emoji 😀"),
        ("ge\xadbroken\u200b woord\ufeff", "gebroken woord"),
        ("[bold]geen opmaak[/bold]", "[bold]geen opmaak[/bold]"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        (None, ""),
    ],
)
def test_what_is_printed(text: str | None, printed: str) -> None:
    assert safe(text) == printed


@settings(deadline=None)
@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Ll", "Lo"])))
def test_no_control_character_is_left(text: str) -> None:
    for character in safe(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_json_says_the_same(value: dict[str, str]) -> None:
    line = json.dumps(value, ensure_ascii=False)
    assert json.loads(safe_json(line)) == value
    assert not set("\x1b\x9b\u202e\u2066\n") & set(safe_json(line))
