"""One word of a name in any spelling: Prigozhin, Prigozjin, Prigoschin, Prigojine, Prigożyn, Пригожин, بريغوجين.

A spelling doesn't say what language it follows ("ch" is kh in Dutch, tch in English, sh in French), so a word is read
by the rules of each (spellings.toml) and has a handful of readings; words are one if a reading of one is a reading of
the other, give or take the vowels that papers disagree on. Arabic script, which leaves out short vowels, becomes a
pattern that the readings are held against. Coarser keys that have no language are in sayso.packs.names.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.packs.names import key

_DATA: dict[str, Any] = tomllib.loads(files("sayso.accounts").joinpath("spellings.toml").read_text(encoding="utf-8"))
_Rule = tuple[re.Pattern[str], tuple[str, ...]]
_VOWELS = "aeiou"
_NO_SOUND = re.compile("['’‘ʼʹʺ′″`´]")


def _rules(rows: Iterable[Any]) -> list[_Rule]:
    return [(re.compile(old), (new,) if isinstance(new, str) else tuple(new)) for old, new in rows]


_LANGUAGES = {name: _rules(rows) for name, rows in _DATA["language"].items()}
_FOLD = _rules(_DATA["fold"]["rules"])
_CYRILLIC = {ord(letter): latin for letter, latin in _DATA["cyrillic"].items()}
_ARABIC_CONSONANTS: dict[str, str] = _DATA["arabic"]["consonants"]
_ARABIC_VOWELS: dict[str, str] = _DATA["arabic"]["vowels"]
_ONE_FORM = str.maketrans("ٱىیکة", "اييكه", "ـ")


def _pairs(groups: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((x, y) for group in groups for x in group for y in group)


_ALIKE = _pairs(_DATA["vowels"]["alike"])
_ALIKE_AT_END = _pairs(_DATA["vowels"]["alike_at_end"])
_LEFT_OUT = frozenset(_DATA["vowels"]["left_out"])


def arabic(word: str) -> bool:
    """Whether `word` is written in Arabic script."""
    return any("\u0600" <= c <= "\u06ff" for c in word)


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> frozenset[str]:
    """What `word` may sound like, by the languages it may be spelt in; empty for Arabic script.

    Letters a-z, with S for sh, C for tch, Z for zh or dzh, h for any of g, h and kh.
    """
    if arabic(word):
        return frozenset()
    text = unicodedata.normalize("NFC", _NO_SOUND.sub("", word.casefold()).replace("i̇", "i"))
    latin = text.translate(_CYRILLIC)
    if latin != text:
        return frozenset(_folded(sound) for sound in _read(_without_marks(latin), _LANGUAGES["english"]))
    spoken = {text, *(sound for rules in _LANGUAGES.values() for sound in _read(text, rules))}
    return frozenset(_folded(sound) for sound in spoken)


@lru_cache(maxsize=1 << 16)
def latin_letters(word: str) -> str:
    """`word` in small Latin letters without marks, Cyrillic as English writes it."""
    return _without_marks(_NO_SOUND.sub("", word.casefold()).translate(_CYRILLIC)).replace("ł", "l").replace("ı", "i")


def _read(text: str, rules: list[_Rule]) -> set[str]:
    """All that `text` comes to by `rules`, one for each choice of sounds."""
    done = {text}
    for pattern, sounds in rules:
        done = {pattern.sub(sound, t) for t in done for sound in sounds} if pattern.search(text) else done
    return done


@lru_cache(maxsize=1 << 17)
def _folded(sound: str) -> str:
    sound = _without_marks(sound)
    for pattern, (new,) in _FOLD:
        sound = pattern.sub(new, sound)
    return sound


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 18)
def same_word(a: str, b: str) -> bool:
    """Whether two words can be one word of a name, in whatever spelling or script each is. Symmetric."""
    if a == b:
        return True
    if arabic(a) or arabic(b):
        return _same_in_arabic(a, b)
    if key(a) == key(b) != "":
        return True
    one, other = readings(a), readings(b)
    if not one.isdisjoint(other):
        return True
    return any(_close(x, y) for x in one for y in other)


def _close(a: str, b: str) -> bool:
    """Whether two readings differ only in vowels that papers disagree on."""
    if abs(len(a) - len(b)) > 2 or _consonants(a) != _consonants(b):
        return False
    one, other = _vowels(a), _vowels(b)
    last = len(one) - 1
    missing = 0
    for at, (x, y) in enumerate(zip(one, other, strict=True)):
        if x == y:
            continue
        if x and y:
            alike = _ALIKE_AT_END if at == last else _ALIKE
            if not any((c, d) in alike for c in x for d in y):
                return False
        else:
            missing += 1
            if at in (0, last) or missing > 1 or last < 3 or not set(x + y) <= _LEFT_OUT:
                return False
    return last >= 2


@lru_cache(maxsize=1 << 17)
def _consonants(reading: str) -> str:
    return "".join(c for c in reading if c not in _VOWELS)


@lru_cache(maxsize=1 << 17)
def _vowels(reading: str) -> tuple[str, ...]:
    """The vowels before each consonant and at the end: "dagalo" gives "", "a", "a", "o"."""
    return tuple(re.split(f"[^{_VOWELS}]", reading))


# ---------------------------------------------------------------- Arabic script


def _same_in_arabic(a: str, b: str) -> bool:
    if arabic(a) and arabic(b):
        return _bare(a) == _bare(b)
    script, latin = (a, b) if arabic(a) else (b, a)
    return any(_pattern(script).fullmatch(reading) for reading in readings(latin))


def _bare(word: str) -> str:
    """Without vowel marks, with one form of alif, ya and ta marbuta."""
    return _without_marks(word).translate(_ONE_FORM)


@lru_cache(maxsize=1 << 15)
def _pattern(word: str) -> re.Pattern[str]:
    """The readings that an Arabic spelling can stand for."""
    text = _without_marks(word).replace("ٱ", "ا").replace("تش", "چ").replace("عبدالله", "عبدله")
    parts: list[str] = []
    short = False  # a consonant came last: a short vowel may follow
    for at, letter in enumerate(text):
        first, last = at == 0, at == len(text) - 1
        sound = _ARABIC_CONSONANTS.get(letter)
        if sound is not None:
            if letter == text[at - 1] and not first:
                sound += "?"  # readings have no doubled letters
            elif letter == "ن" and text[at + 1 : at + 2] == "ب":
                sound = "[nm]"  # Jumblatt
            elif last and sound == "h":
                sound = f"[{_VOWELS}]?h?"
            parts.append((f"[{_VOWELS}]{{0,2}}" if short else "") + sound)
            short = True
        elif letter in _ARABIC_VOWELS:
            sound = _ARABIC_VOWELS[letter]
            if first and letter in "اع" and text[1:2] not in _ARABIC_VOWELS:
                sound = f"[{_VOWELS}]{{1,2}}"  # the short vowel that it carries
            parts.append((f"[{_VOWELS}]?" if short else "") + sound)
            short = False
    return re.compile("".join(parts))
