"""One person, many names: Prigozjin, Yevgeny Prigozhin, J.V. Prigozjin, "Prigoschin, Jewgenij", Євген Пригожин.

Names are taken apart into words (persons.toml has the titles, particles and customs), and two names are one person's
when the words of the shorter one are found, in order, in the longer one: surname with surname, given name with given
name or its initial or its form in another language. How one word is spelt is spellings.py's.

A surname alone is everybody's who bears it: `same_person` isn't transitive.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sayso.accounts.spellings import arabic, latin_letters, readings, same_word
from sayso.packs.names import given_groups, key

_DATA: dict[str, Any] = tomllib.loads(files("sayso.accounts").joinpath("persons.toml").read_text(encoding="utf-8"))
_TITLES = frozenset(_DATA["titles"])
_PARTICLES = frozenset(_DATA["particles"])
_HYPHENED = frozenset(_DATA["hyphened_particles"])
_BOUND = {form: name for name, forms in _DATA["bound"].items() for form in forms}
_JUNIOR = frozenset(_DATA["junior"])
_DROPPED = frozenset(_DATA["dropped"])
_INITIALS = frozenset((x, y) for group in _DATA["initials"] for x in group for y in group)
_SKELETON = [(re.compile(old), new) for old, new in _DATA["skeleton"]]
_ARABIC = {ord(letter): latin for letter, latin in _DATA["arabic_letters"].items()}
_ASIDE = re.compile(r"[«\"“”„][^«»\"“”„]*[»\"”“]|\([^)]*\)|(?<!\w)['‘][^'’]*['’](?!\w)")
_DIN = re.compile(r"(?<=\w\w)[\s-]+(?:al|ad|ed|ud|el|eddi|oed)[\s-]*d(?:i|ie|ee)ne?\b")
_GOD = re.compile(r"\s+الله\b")
_HYPHENS = re.compile("[-‐‑–]+")
_INITIAL_PAIR = re.compile(r"^(?:\w{1,2}\.)+\w?$")
_LONGEST_SYLLABLES = 8  # letters of a Chinese or Korean given name, as written in one word: "Zhengfei"


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart, given names first. `first` and `last` are how many words its first and last part have."""

    words: tuple[str, ...]
    first: int = 1
    last: int = 1
    junior: bool = False

    @property
    def surname(self) -> tuple[str, ...]:
        """The words of the surname: several where it is double."""
        return self.words[-self.last :]


@lru_cache(maxsize=1 << 18)
def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's, in any spelling and in Latin, Cyrillic or Arabic script. Symmetric.

    A surname alone, or with an initial, is compatible with every bearer; a given name alone with nobody's surname.
    Titles ("generaal", "dr."), nicknames in quotation marks and patronymics that one of the names leaves out don't
    matter. Empty names are nobody's.
    """
    return any(_one(x, y) for x in _orders(a) for y in _orders(b))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A coarse key for finding candidates: of `same_person` names it is equal, of others often too.

    It is made of the few consonants of the surname that every language writes alike. Names that are the same only by
    one half of a double surname have different keys.
    """
    orders = _orders(name)
    if not orders:
        return ""
    words = orders[-1].words
    text = _letters(words[0] if _known(words[0], "called_by_first") else words[-1])
    for pattern, new in _SKELETON:
        text = pattern.sub(new, text)
    return text


def given_alone(name: str) -> bool:
    """Whether `name` is just a given name, as far as these are known: "Natalja", who could be anybody."""
    orders = _orders(name)
    return len(orders) == 1 and len(orders[0].words) == 1 and bool(_groups(orders[0].words[0]))


# ---------------------------------------------------------------- comparing


def _one(a: Name, b: Name) -> bool:
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) == 1:
        called = long.words[:1] if _known(long.words[0], "called_by_first") else ()  # Abiy Ahmed is Abiy
        return any(_same_surname(short.words[0], word) for word in (*called, *long.surname))
    if a.junior != b.junior:
        return False
    if short.last == len(short.words) and long.last < len(long.words):
        return len(long.words) > len(short.words) and _all_same(short.words, long.words[-len(short.words) :])
    return _given_first(short, long) or _double_surname(short, long)


def _given_first(short: Name, long: Name) -> bool:
    """First with first, last with last, what is between in order: "Donald Trump" in "Donald J. Trump"."""
    surnames = range(len(long.words) - long.last, len(long.words))
    last = next((i for i in reversed(surnames) if _same_surname(short.words[-1], long.words[i])), None)
    if last is None:
        return False
    given = short.words[:-1]
    at = next((i + 1 for i in range(min(long.first, last)) if _same_given(given[0], long.words[i])), 0)
    for word in given[1:]:
        at = at and next((i + 1 for i in range(at, last) if _same_given(word, long.words[i])), 0)
    return at > 0


def _double_surname(short: Name, long: Name) -> bool:
    """ "Bruins Slot" is the end of "Hanke Bruins Slot"; "Saddam Hussein" isn't "Uday Saddam Hussein"."""
    return (
        len(short.words) < len(long.words)
        and not _groups(short.words[0])
        and len(short.words[0]) > 1
        and _all_same(short.words, long.words[-len(short.words) :])
    )


def _all_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(map(_same_surname, a, b))


def _same_surname(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 1 and same_word(a, b)


@lru_cache(maxsize=1 << 16)
def _same_given(a: str, b: str) -> bool:
    """Whether two given names can be one: alike, one the other's initial, or one name in two languages."""
    if min(len(a), len(b)) == 1:
        return any(_same_initial(x, y) for x in _forms(a) for y in _forms(b))
    one, other = _groups(a), _groups(b)
    if one and other:
        return not one.isdisjoint(other)
    if arabic(a) != arabic(b) and (one or other):
        script, group = (b, one) if one else (a, other)
        return any(same_word(script, name) for number in group for name in _group_names()[number])
    return same_word(a, b)


def _letters(word: str) -> str:
    """`word` in Latin letters, for comparing initials and for keys."""
    if arabic(word):
        return "".join(c for c in unicodedata.normalize("NFKC", word).translate(_ARABIC) if c.isascii())
    return latin_letters(word)


def _same_initial(a: str, b: str) -> bool:
    return bool(a and b) and (a[0] == b[0] or (a[0], b[0]) in _INITIALS)


def _forms(word: str) -> set[str]:
    """A given name and the forms that it has in other languages, in Latin letters."""
    if len(word) == 1:
        return {_letters(word)}
    return {_letters(word), *(name for number in _groups(word) for name in _group_names()[number])}


@cache
def _group_names() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.casefold() for name in group) for group in given_groups())


@cache
def _groups_by() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """The groups of given names by key, and by how they sound."""
    by_key: dict[str, set[int]] = {}
    by_sound: dict[str, set[int]] = {}
    for number, names in enumerate(_group_names()):
        for name in names:
            by_key.setdefault(key(name), set()).add(number)
            for sound in readings(name):
                by_sound.setdefault(sound, set()).add(number)
    return ({k: frozenset(v) for k, v in by_key.items()}, {k: frozenset(v) for k, v in by_sound.items()})


@lru_cache(maxsize=1 << 15)
def _groups(word: str) -> frozenset[int]:
    """The groups of given names that `word` belongs to, none for a word that isn't known as one."""
    by_key, by_sound = _groups_by()
    known = by_key.get(key(word))
    if known is not None and not arabic(word):
        return known
    none: frozenset[int] = frozenset()
    return none.union(*(by_sound.get(sound, none) for sound in readings(word)))


# ---------------------------------------------------------------- taking apart


@lru_cache(maxsize=1 << 16)
def _orders(name: str) -> tuple[Name, ...]:
    """`name` taken apart in each way that it may be meant; in the last one the surname is last."""
    read = _read(name)
    if read is None:
        return ()
    words = read.words
    if len(words) < 2:
        return (read,)
    if len(words) == 2 and words[0] in _BOUND:
        return (Name((_BOUND[words[0]] + words[1],)), read)  # "Ben Gvir", as against Ben Wallace
    turned = replace(read, words=words[read.first :] + words[: read.first], first=1, last=read.first)
    if all(len(word) == 1 for word in words[1:]):
        return (turned,)  # "Prigozjin J.V."
    if _family_first(words) or (not _groups(words[0]) and len(words[0]) > 1 and _groups(words[-1])):
        return (read, turned)  # "Xi Jinping", "Orbán Viktor"
    return (read,) if read.first == read.last == 1 else (_joined(read), read)


def _joined(name: Name) -> Name:
    """Double names written as one word: Amir-Abdollahian, Amirabdollahian."""
    words, first, last = name.words, name.first, name.last
    if first == len(words):
        return Name(("".join(words),), junior=name.junior)
    return Name(("".join(words[:first]), *words[first:-last], "".join(words[-last:])), junior=name.junior)


def _family_first(words: tuple[str, ...]) -> bool:
    """Whether this is a Chinese, Korean or Vietnamese name in its own order."""
    return _known(words[0], "family_first") and sum(map(len, words[1:])) <= _LONGEST_SYLLABLES


@lru_cache(maxsize=1 << 14)
def _known(word: str, table: str) -> bool:
    return key(word) in _keys(table)


@cache
def _keys(table: str) -> frozenset[str]:
    return frozenset(key(name) for name in _DATA[table])


def _read(name: str) -> Name | None:
    text = unicodedata.normalize("NFC", _ASIDE.sub(" ", name)).casefold().replace("i̇", "i")
    before, comma, after = text.partition(",")
    if comma and after.strip().strip(".") not in _JUNIOR:
        text = f"{after} {before}"
    text = _GOD.sub("الله", _DIN.sub("din", text.replace(",", " ")))
    parts = text.split()
    while len(parts) > 1 and _is_title(parts[0].strip(".")):
        parts = parts[1:]
    junior = any(part.strip(".") in _JUNIOR for part in parts[1:])
    groups: list[list[str]] = []
    bound = ""
    for part in parts:
        pieces = _pieces(part)
        if not pieces or (part.strip(".") in _JUNIOR | _DROPPED and groups):
            continue
        first, *rest = pieces
        if first in _BOUND and (groups or rest or _BOUND[first] in ("abu", "abdul")):
            bound += first if arabic(first) else _BOUND[first]
            pieces = rest
        elif first in _PARTICLES and len(parts) > 1:
            pieces = rest
        if pieces:
            groups.append([bound + pieces[0], *pieces[1:]])
            bound = ""
    if bound:
        groups.append([bound])
    words = tuple(word for group in groups for word in group)
    if not words:
        return None
    return Name(words, len(groups[0]), len(groups[-1]), junior)


def _is_title(word: str) -> bool:
    """Whether it is a title, or ends in one: "VN-chef"."""
    return word in _TITLES or ("-" in word and word.rsplit("-", 1)[1] in _TITLES)


def _pieces(part: str) -> list[str]:
    """The words of what stands between two spaces: "al-Burhan" has one, "Lvova-Belova" two, "J.V." two initials."""
    if _INITIAL_PAIR.match(part):
        return [latin_letters(letters)[0] for letters in part.split(".") if letters]
    pieces = [re.sub(r"[^\w'’‘ʼʹʺ′]", "", piece) for piece in _HYPHENS.split(part)]
    pieces = [piece.strip("'’‘ʼ") for piece in pieces if piece.strip("'’‘ʼ_")]
    if len(pieces) > 1 and pieces[0] in _HYPHENED:
        pieces = pieces[1:]
    if len(pieces) > 1 and pieces[-1] in _DROPPED:
        pieces = pieces[:-1]
    return [_without_article(piece) for piece in pieces]


def _without_article(word: str) -> str:
    if arabic(word) and word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word
