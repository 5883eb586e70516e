"""Language knowledge is data: `lexicon("nl", "speech")` is `language/nl/speech.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(language: str, name: str) -> dict[str, Any]:
    """The table `name` of a language, as TOML gives it. Shared between callers: don't change it.

    Raises FileNotFoundError naming the missing file when the language has no such table.
    """
    path = files("sayso.language") / language / f"{name}.toml"
    if not path.is_file():
        raise FileNotFoundError(f"no lexicon {name!r} for language {language!r}: expected {path}")
    return tomllib.loads(path.read_text(encoding="utf-8"))
