"""Every language that is read has every table that reading asks for, with the same keys."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import sayso.language

TABLES = Path(sayso.language.__file__).parent
NAMES = (
    "actors certainty dates furniture grammar kinds nonfigures numbers parties periods places sentences sides"
    " speech units"
)
# Lists by a word or a name of the language itself, whose keys are no names of rules.
BY_WORD = {
    "actors": {"takes_up", "roles"},
    "dates": {"months"},
    "furniture": {"pull_quotes.same"},
    "kinds": {"idioms"},
    "nonfigures": {"idioms.verbs"},
    "numbers": {"pieces", "scales", "ordinals", "halves", "fractions", "vague", "vague_scales", "together.words"}
    | {"ratios.with_comparison", "ratios.words_alone", "bounding.particles"},
    "periods": {"weekdays", "words", "feasts", "parts_of_years", "telling.with_figures", "grammar.year_off"}
    | {"anaphors", "counted", "days_on", "grammar.parts_of_months"},
    "places": {"exonyms", "translated"},
    "sides": {"countries", "peoples"},
    "speech": {"irregular"},  # in conjugation.toml, for English
    "units": {"measures", "squared.factors", "collectives", "models", "victims.particles"}
    | {"rates.per", "rates.plural", "rates.adverbs"},
}


def keys(table: dict[str, Any], closed: set[str], at: str = "") -> set[str]:
    """The paths of a table's keys, without those below the paths in `closed` (these themselves only if not ours)."""
    found: set[str] = set()
    for key, value in table.items():
        path = f"{at}.{key}" if at else key
        if path in closed:
            continue
        found.add(path)
        if isinstance(value, dict):
            found |= keys(value, closed, path)
    return found


@pytest.mark.parametrize("name", NAMES.split())
def test_english_has_what_dutch_has(name: str) -> None:
    dutch, english = (tomllib.loads((TABLES / code / f"{name}.toml").read_text("utf-8")) for code in ("nl", "en"))
    closed = BY_WORD.get(name, set())
    assert sorted(keys(dutch, closed) - keys(english, closed)) == []
