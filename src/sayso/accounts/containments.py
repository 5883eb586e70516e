"""What lies in what whatever the language: groups of people, sides, regions; and when the wars began (data)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def containments() -> dict[str, Any]:
    """The tables of containments.toml: `groups`, `sides`, `regions`, `beginnings`. Shared: don't change them."""
    return tomllib.loads(files("sayso.accounts").joinpath("containments.toml").read_text(encoding="utf-8"))
