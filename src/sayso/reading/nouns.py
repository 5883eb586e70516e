"""Common nouns that name an actor: roles ("gouverneur"), bodies ("ministerie"), groups ("militairen", "burgers").

The nouns are data (language/nl/actors.toml). A compound counts by its end: "legerwoordvoerder" is a woordvoerder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.language.lexicon import lexicon

SHORTEST_END = 5  # letters that the known end of an unlisted compound must have


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun says about whom it names; `base` is the listed noun, `prefix` what it is compounded with."""

    base: str
    prefix: str = ""
    role: str | None = None  # the office or profession of one person
    body: str | None = None  # an actor's kind: army, ministry, medium …
    group: str | None = None  # force, civilian, object (a civilian building), neutral, sources

    @property
    def person(self) -> bool:
        return self.role is not None


class Nouns:
    """The nouns of one language. `nouns(language)` gives the shared instance."""

    def __init__(self, language: str) -> None:
        tables = lexicon(language, "actors")
        self.roles = _by_word(tables["roles"])
        self.bodies = _by_word(tables["bodies"])
        groups = {**tables["groups"]}
        one = groups.pop("force_one")
        groups["force"] += " " + one
        groups["object"] = groups.pop("civilian_objects")
        self.groups: dict[str, str] = {}
        for group in ("force", "civilian", "object", "neutral", "sources"):
            for word in groups[group].split():
                self.groups.setdefault(word, group)
        self.whole = frozenset(tables["words"]["whole"])
        self._known = self.roles.keys() | self.bodies.keys() | self.groups.keys()
        self._ends = {w for w in self._known if len(w) >= SHORTEST_END and w not in self.whole}
        self._longest_end = max(map(len, self._ends))
        self._seen: dict[str, Noun | None] = {}

    def look(self, word: str) -> Noun | None:
        """What `word` (lower case) names, or None."""
        if word not in self._seen:
            self._seen[word] = self._look(word)
        return self._seen[word]

    def _look(self, word: str) -> Noun | None:
        if word in self._known:
            return self._noun(word, "")
        head = word.rsplit("-", 1)[-1]
        if head != word and head in self._known:
            return self._noun(head, word[: -len(head) - 1])
        if word in self.whole:
            return None
        for start in range(max(3, len(word) - self._longest_end), len(word) - SHORTEST_END + 1):
            if (end := word[start:]) in self._ends:
                return self._noun(end, word[:start].rstrip("-"))
        return None

    def _noun(self, base: str, prefix: str) -> Noun:
        return Noun(base, prefix, self.roles.get(base), self.bodies.get(base), self.groups.get(base))


@cache
def nouns(language: str) -> Nouns:
    """The nouns of `language`, read once."""
    return Nouns(language)


def _by_word(table: dict[str, str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, words in table.items():
        for word in words.split():
            known.setdefault(word.casefold(), name)
    return known
