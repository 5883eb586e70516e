"""What one written number word is worth: "driehonderdeenentachtigduizend", "twintigtal", "tweederde".

Number words are read by their pieces (a table in numbers.toml), so that every compound up to the billions is known
without being listed. How words go together to a number is for numbers.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Form = Literal["cardinal", "tally", "times", "together", "vague", "fraction", "ordinal"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """What one written word is as a number; `high` ends a vague one's range."""

    value: float
    form: Form
    high: float = 0.0


class Numerals:
    """The number words of one language, from its numbers.toml."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._pieces: dict[str, int] = table["pieces"]
        self.links = frozenset(table["links"])
        self._scales: dict[str, int] = table["scales"]
        self._halves: dict[str, float] = table["halves"]
        self._fractions: dict[str, float] = table["fractions"]
        self._vague: dict[str, list[float]] = table["vague"]
        self._irregular: dict[str, int] = table["ordinals"]
        self._suffixes: dict[str, list[str]] = table["suffixes"]
        parts = "|".join(sorted({*self._pieces, *self.links}, key=len, reverse=True))
        self._compound = re.compile(f"(?:{parts})+")
        self._part = re.compile(parts)
        self.numeral = lru_cache(maxsize=1 << 16)(self._numeral)

    def cardinal(self, word: str) -> float | None:
        """What a cardinal number word is worth: "vijfentwintighonderd" is 2500; None for any other word."""
        if not self._compound.fullmatch(word):
            return None
        total = group = unit = 0
        linked = False
        for part in self._part.findall(word):
            if part in self.links:
                if linked or not (unit or group or total):
                    return None
                linked = True
                continue
            value = self._pieces[part]
            if value < 10:
                if unit or group % 100:
                    return None
                unit = value
            elif value < 20:
                if unit or group % 100:
                    return None
                group += value
            elif value < 100:
                if bool(unit) != linked or group % 100:
                    return None
                group, unit = group + value + unit, 0
            elif value == 100:
                if group + unit >= 100 or (linked and unit):
                    return None
                group, unit = max(group + unit, 1) * 100, 0
            else:
                if total and total < value:
                    return None
                total, group, unit = total + max(group + unit, 1) * value, 0, 0
            linked = False
        return None if linked else float(total + group + unit)

    def _numeral(self, word: str) -> Numeral | None:
        """What one written word is as a number, if it is one."""
        if word in self._vague:
            low, high = self._vague[word]
            return Numeral(low, "vague", high)
        if word in self._fractions:
            return Numeral(self._fractions[word], "fraction")
        if word in self._halves:
            return Numeral(self._halves[word], "cardinal")
        if word in self._irregular:
            return Numeral(self._irregular[word], "ordinal")
        value = self.cardinal(word)
        if value is not None:
            return Numeral(value, "cardinal")
        if (value := self._half_scale(word) or self._written_share(word)) is not None:
            return Numeral(value, "fraction" if value < 1 else "cardinal")
        for suffix in self._suffixes["half"]:
            if word.endswith(suffix) and (value := self.cardinal(word.removesuffix(suffix))):
                return Numeral(value + 0.5, "cardinal")
        for form in ("tally", "times", "ordinal"):
            for suffix in self._suffixes[form]:
                stem = word.removesuffix(suffix)
                if stem == word:
                    continue
                value = self._irregular.get(stem + suffix.rstrip("n")) or self.cardinal(stem)
                if value and (form != "ordinal" or value > 1):
                    return Numeral(value, form)
        return None

    def _half_scale(self, word: str) -> float | None:
        """ "anderhalfduizend", "vierenhalfmiljoen": a half number and its scale in one word."""
        for scale, factor in self._scales.items():
            stem = word.removesuffix(scale)
            if factor >= 100 and stem != word and (half := self.numeral(stem)) and half.value % 1 and half.value > 1:
                return half.value * factor
        return None

    def _written_share(self, word: str) -> float | None:
        """ "tweederde", "eenvijfde": a fraction in one word."""
        for suffix in self._suffixes["ordinal"]:
            for size in range(3, 8):
                above = self.cardinal(word[:size]) if word.endswith(suffix) and len(word) > size + 4 else None
                below = self.numeral(word[size:]) if above and above < 10 else None
                if above and below and below.form == "ordinal" and above < below.value <= 10:
                    return above / below.value
        return None
