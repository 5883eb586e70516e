"""What figures are measured and counted in: "vierkante kilometer" is km2, "Hamasstrijders" are persons.

Measures and counted nouns are a table (units.toml). Nouns are listed in the singular; their plurals are made by rule,
and a compound is of its last part's unit. Where the table ends, endings decide ("-lingen", "-isten": persons), and
what remains is `item`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sayso.language.lexicon import lexicon

_MODEL = re.compile(r"([a-z]+|2[as])-?\d")
_VOWELS = "aeiouy"
_SHORTEST_PART = 4  # letters that the last part of a compound must have to tell its unit


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measurement: the guide's unit and how many of it one of these is ("mijl": km, 1.609)."""

    unit: str
    factor: float


class UnitTable:
    """The units of one language, from its units.toml. Make it with `unit_table`, which keeps it."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.measures = {word: Measure(unit, factor) for word, (unit, factor) in table["measures"].items()}
        self.squared = frozenset(table["squared"]["words"])
        self.square_factors: dict[str, float] = table["squared"]["factors"]
        self.cubed = frozenset(table["cubed"]["words"])
        self.money: dict[str, Any] = table["money"]
        self.nothing: str = table["pseudo"]["nothing"]["reason"]
        self.duration: str = table["pseudo"]["duration"]["reason"]
        self.calibre: str = table["pseudo"]["calibre"]["reason"]
        self.classifiers = frozenset(table["classifiers"]["words"])
        self.scales = frozenset(table["classifiers"]["scales"])
        self.function_words = frozenset({*table["classifiers"]["never"], *table["classifiers"]["verbs"]})
        self.grammar = {name: frozenset(words) for name, words in table["grammar"].items()}
        self.victims = frozenset(table["victims"]["words"])
        self.victims_after = self.victims | frozenset(table["victims"]["after"])
        self.victim_particles = {word: frozenset(verbs) for word, verbs in table["victims"]["particles"].items()}
        self.not_of_victims = frozenset(table["victims"].get("particles_of_things", ()))
        self.pronouns = frozenset(table["victims"]["pronouns"])
        self.hyphened = frozenset(table["victims"]["hyphened"])
        self._models: dict[str, str] = {
            prefix: unit for unit, prefixes in table["models"].items() for prefix in prefixes
        }
        self.collectives = {word: unit for unit, words in table["collectives"].items() for word in words}
        self.counts = frozenset(table["counts"]["words"])
        self.attacks = frozenset(table["attacks"]["words"])
        self.rates: dict[str, Any] = table["rates"]
        self._persons: dict[str, list[str]] = table["persons"]
        style = table.get("style", {})
        plurals = english_plurals if style.get("plurals") == "en" else dutch_plurals
        self.joined: bool = style.get("compounds", True)  # compounds are one word
        self.head_last: bool = style.get("head_last", False)
        self._plural_ends = tuple(style.get("plural_endings", ("en", "s")))
        self._plural_words = frozenset(style.get("plural_words", ()))
        self.written: dict[tuple[str, ...], str] = {}
        for words, one in table.get("written", {}).items():
            if words == "measures":
                self.measures |= {word: Measure(unit, factor) for word, (unit, factor) in one.items()}
            else:
                self.written[tuple(words.split())] = one
        self._whole = {form for noun in table["whole"]["words"] for form in plurals(noun)}
        self._diminutives: list[str] = sorted(table["diminutives"]["endings"], key=len, reverse=True)
        self._nouns: dict[str, str] = {}
        for unit, nouns in table["nouns"].items():
            for noun in nouns.split():
                for form in plurals(noun.replace("_", " ")):
                    self._nouns.setdefault(form, unit)
                    if len(noun) < _SHORTEST_PART and len(form) < _SHORTEST_PART + 2:
                        self._whole.add(form)  # "omen" would tell "gekomen"
        self._pseudo: dict[str, str] = {}
        self._pseudo_endings: list[tuple[str, str]] = []
        for entry in table["pseudo"].values():
            self._pseudo.update(dict.fromkeys(entry["words"], entry["reason"]))
            self._pseudo_endings += [(suffix, entry["reason"]) for suffix in entry.get("suffixes", [])]
        self.known = lru_cache(maxsize=1 << 16)(self._known)
        self.reason = lru_cache(maxsize=1 << 16)(self._reason)

    def _known(self, noun: str) -> str | None:
        """The unit of a counted noun (lower case) that the table or an ending knows, else None."""
        bare = noun.removesuffix("'s").removesuffix("'")
        for word in dict.fromkeys((noun, bare, bare.rpartition("-")[2], bare.partition("-")[0])):
            unit = self._nouns.get(word)
            if unit:
                return unit
            for start in range(1, len(word) - _SHORTEST_PART + 1) if self.joined else ():
                unit = self._nouns.get(word[start:])
                if unit and word[start:] not in self._whole:
                    return unit
        for ending in self._diminutives:
            stem = bare.removesuffix(ending)
            if stem != bare and len(stem) >= 3 and (unit := self._nouns.get(stem) or self.known(stem)):
                return unit
        if (model := _MODEL.match(noun)) and (unit := self._models.get(model.group(1))):
            return unit
        if any(noun.endswith(other) for other in self._persons["except"]):
            return None
        if any(noun.endswith(suffix) and len(noun) > len(suffix) + 2 for suffix in self._persons["suffixes"]):
            return "person"
        prefix = any(part in noun[:8] for part in self._persons["participle_prefixes"])
        if prefix and len(noun) > 7 and noun.endswith(tuple(self._persons["participle_endings"])):
            return "person"
        return None

    def _reason(self, noun: str) -> str | None:
        """Why counting this noun (lower case) makes no figure: it measures time or heat, or counts nothing here."""
        if reason := self._pseudo.get(noun):
            return reason
        for suffix, reason in self._pseudo_endings:
            if noun.endswith(suffix) and noun not in self._nouns:
                return reason
        return None

    def plural(self, noun: str) -> bool:
        """Whether a noun (lower case) looks like a plural."""
        return noun.endswith(self._plural_ends) or noun in self._plural_words

    def is_people(self, name: str) -> bool:
        """Whether a capitalised plural looks like a nationality or a party's people: "Oekraïners", "Azeri's"."""
        return name[:1].isupper() and not name.isupper() and name.endswith(tuple(self._persons["capitalised"]))


def english_plurals(noun: str) -> set[str]:
    """A noun and the plurals that English spelling gives it."""
    forms = {noun, noun + "s"}
    if noun.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms.add(noun + "es")
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        forms.add(noun[:-1] + "ies")
    if noun.endswith("fe"):
        forms.add(noun[:-2] + "ves")
    if noun.endswith("f"):
        forms.add(noun[:-1] + "ves")
    if noun.endswith("man"):
        forms.add(noun[:-3] + "men")
    return forms


def dutch_plurals(noun: str) -> set[str]:
    """A noun and every plural that Dutch spelling could give it (too many is harmless: nobody writes the others)."""
    forms = {noun, noun + "s", noun + "'s", noun + "en", noun + "n", noun + "es"}
    if len(noun) < 3:
        return forms
    last, before, third = noun[-1], noun[-2], noun[-3]
    if last not in _VOWELS and before in _VOWELS:
        if third in _VOWELS:
            single = noun[:-2] + last if before == third else noun
            voiced = {"f": "v", "s": "z"}.get(last)
            forms.add(single + "en")
            if voiced:
                forms |= {single[:-1] + voiced + "en", noun[:-1] + voiced + "en"}
        else:
            forms.add(noun + last + "en")
    if last in "fs":
        forms.add(noun[:-1] + {"f": "v", "s": "z"}[last] + "en")
    if noun.endswith("heid"):
        forms.add(noun[:-4] + "heden")
    if noun.endswith("man"):
        forms |= {noun[:-3] + "mannen", noun[:-3] + "lieden", noun[:-3] + "lui"}
    if noun.endswith("ie"):
        forms |= {noun + "ën", noun[:-2] + "iën"}
    if noun.endswith("ee"):
        forms.add(noun + "ën")
    if noun.endswith("um"):
        forms |= {noun[:-2] + "a", noun + "s"}
    if noun.endswith("us"):
        forms.add(noun[:-2] + "i")
    return forms


@cache
def unit_table(language: str) -> UnitTable:
    """The units of a language. Raises FileNotFoundError when it has no units.toml."""
    return UnitTable(lexicon(language, "units"))
