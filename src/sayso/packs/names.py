"""One name, many spellings: Shoigu, Sjojgoe and Шойгу have one key.

The rules are data (names.toml). Keys are for comparing only, never for showing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_RULES = tomllib.loads(files("sayso.packs").joinpath("names.toml").read_text(encoding="utf-8"))
_CYRILLIC: dict[int, str] = {ord(letter): latin for letter, latin in _RULES["cyrillic"].items()}
_CYRILLIC_UKRAINIAN = _CYRILLIC | {ord("г"): "h"}
_LETTERS: list[tuple[str, str]] = [(old, new) for old, new in _RULES["letters"]]
_PATTERNS = [(re.compile(pattern), new) for pattern, new in _RULES["patterns"]]
_ARTICLES = frozenset(_RULES["articles"])
_HYPHENED_ARTICLE = re.compile(rf"(?<!\w)(?:{'|'.join(_RULES['hyphened_articles'])})[-‐‑](?=\w)")
_APOSTROPHES = re.compile("['’‘ʼʹ`´]")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_GENITIVE = re.compile(r"(?:['’]s?|(?<=\w\w\w)s)$")


@lru_cache(maxsize=1 << 17)
def plain(name: str) -> str:
    """`name` without case, diacritics, Cyrillic, apostrophes and punctuation: what is left are words and spaces."""
    text = name.casefold()
    if not text.isascii():
        text = text.translate(_CYRILLIC_UKRAINIAN if re.search("[іїєґ]", text) else _CYRILLIC)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _HYPHENED_ARTICLE.sub("", _APOSTROPHES.sub("", text))
    return _NOT_A_LETTER.sub(" ", text).strip()


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> str:
    """The key of one word that `plain` made."""
    for old, new in _LETTERS:
        if old in word:
            word = word.replace(old, new)
    for pattern, new in _PATTERNS:
        word = pattern.sub(new, word)
    return word


@lru_cache(maxsize=1 << 17)
def words(name: str) -> tuple[str, ...]:
    """The keys of the words of `name`, without leading or inner articles ("al-", "de") unless nothing else is there."""
    parts = plain(name).split()
    kept = [part for part in parts if part not in _ARTICLES] or parts
    return tuple(word_key(part) for part in kept)


def key(name: str) -> str:
    """What all spellings of a name have in common: equal keys, same name.

    Folds case, diacritics, Cyrillic and the usual transliterations into Dutch and English (oe/u, zj/zh, tsj/ch, ch/kh,
    sj/sh, j/y/i, doubled letters). A genitive -s is left alone, since many names end in s: see `bases`.
    """
    return " ".join(words(name))


@lru_cache(maxsize=1 << 17)
def bases(word: str) -> tuple[str, ...]:
    """The spellings that `word` may be a genitive of, itself first: "Poetins" gives "Poetins" and "Poetin"."""
    shorter = _GENITIVE.sub("", word)
    return (word, shorter) if shorter and shorter != word else (word,)


def given_groups() -> tuple[tuple[str, ...], ...]:
    """The given names that are one name in several languages, group by group."""
    return tuple(tuple(group) for group in _RULES["given"])


@cache
def _given_groups() -> dict[str, int]:
    return {key(name): number for number, group in enumerate(given_groups()) for name in group}


def same_given(a: str, b: str) -> bool:
    """Whether two given names can be one: equal by key, an initial of the other, or one name in two languages."""
    one, other = key(a), key(b)
    if not one or not other or one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    groups = _given_groups()
    return one in groups and groups.get(one) == groups.get(other)
