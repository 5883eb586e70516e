"""Names in a text: which tokens name an actor or a place of the pack, or a country, people or capital.

Names are compared by key (names.py), word by word, longest first. An abbreviation needs its capitals ("IS" isn't the
verb), other names the capitals that they are written with. A compound counts by its first part: "Wagner-baas",
"Hamasstrijders", "VN-woordvoerder" are found with `rest` "baas", "strijders", "woordvoerder".
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.packs.names import bases, key, plain, same_given, words
from sayso.packs.pack import Actor, Pack

_HYPHENS = re.compile("[-‐‑–/]")
_COMPOUND_KINDS = frozenset(
    {"militia", "unit", "organisation", "government", "service", "agency", "medium", "army", "ministry", "thinktank"}
)
_DIRECTIONS = re.compile("^(?:noordoost|noordwest|zuidoost|zuidwest|noord|oost|zuid|west|pro|anti|niet)-", re.I)
# Offices whose holder is named by the bare surname, without having been introduced.
_EMINENT = frozenset(
    {
        "president", "prime minister", "minister of defence", "minister of foreign affairs", "supreme commander",
        "commander-in-chief", "chief of the general staff", "chancellor", "secretary-general", "supreme leader",
        "leader", "vice president", "foreign policy chief", "deputy minister of defence", "crown prince",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: tokens `start` to `end` (exclusive).

    `kind` is "actor" (`id` is the actor's), "place" (`id` is its name in the pack) or "side" (`id` is the side's).
    `how` tells what was matched: name, surname, place, country, capital, people, adjective; `iso` is the country, if
    it is one; `rest` is the noun that the name is compounded with, lower case, or empty.
    """

    start: int
    end: int
    kind: str
    id: str
    how: str
    iso: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    surface: str
    found: tuple[str, str, str]  # kind, id, how

    def fits(self, texts: list[str]) -> bool:
        """Whether the text's words have the capitals that this name needs."""
        if self.surface.isupper():
            # An abbreviation is compared letter by letter, and a short one keeps its capitals: "IS" isn't "is".
            return plain("".join(texts)) == plain(self.surface).replace(" ", "") and (
                len(self.surface) > 3 or all(t.isupper() for t in texts)
            )
        if any(c.isupper() for c in self.surface):
            return any(c.isupper() for t in texts for c in t)
        return True


class Names:
    """The names of one pack, ready to be looked for in texts."""

    def __init__(self, pack: Pack, language: str = "nl") -> None:
        self.pack = pack
        self._actors = {actor.id: actor for actor in pack.actors}
        self.by_first: dict[str, list[_Name]] = defaultdict(list)
        self.surnames: dict[str, list[Actor]] = defaultdict(list)
        self.compounds: dict[str, str] = {}
        for actor in pack.actors:
            for name in actor.names:
                self._add(name, ("actor", actor.id, "name"))
                if not actor.person and " " not in name and actor.kind in _COMPOUND_KINDS:
                    self.compounds[name.casefold()] = actor.id
            if actor.person:
                surname = words(actor.name)[-1]
                if len(surname) > 2 and len(words(actor.name)) > 1:
                    self.surnames[surname].append(actor)
        for place in pack.places:
            for name in place.names:
                self._add(name, ("place", place.name, "place"))
        for names in self.by_first.values():
            names.sort(key=lambda n: -len(n.words))
        self.nationality = _nationality(language, pack)
        self.heads = _compound_heads(language)
        self.particles = frozenset(lexicon(language, "actors")["words"]["particles"])
        little = lexicon(language, "grammar")
        self._several: tuple[str, ...] = tuple(little["people_plural"])
        self._after_title = frozenset(little["after_title"])

    def actor(self, id: str) -> Actor:
        """The actor with this id, which must be the pack's."""
        return self._actors[id]

    def capital(self, text: str) -> dict[str, str] | None:
        """What a place name says as a country's or its government's: the fields of `Found` that differ, or None."""
        iso, side, how = self.nationality.get(_folded(text), ("", "", ""))
        return {"id": side, "how": how, "iso": iso} if how in ("capital", "country") else None

    def plural(self, people: str) -> bool:
        """Whether a word for people is a plural: "Russen", "Oekraïners", "Israëli's", but not "Rus"."""
        return people.endswith(self._several) or (people.endswith("s") and _folded(people[:-1]) in self.nationality)

    def _add(self, name: str, found: tuple[str, str, str]) -> None:
        parts = words(name)
        entry = _Name(parts, name, found)
        if parts and not any(n.words == parts and n.found[0] == found[0] for n in self.by_first[parts[0]]):
            self.by_first[parts[0]].append(entry)

    # ------------------------------------------------------------------ in a document

    def find(self, doc: Doc) -> list[Found]:
        """All names in `doc`, in order, not overlapping: the longest first, then people by their surname."""
        pieces = _pieces(doc)
        taken = [False] * len(doc)
        found: list[Found] = []
        at = 0
        while at < len(pieces):
            hit = self._at(doc, pieces, at)
            if hit is None:
                at += 1
                continue
            result, used = hit
            found.append(result)
            for i in range(result.start, result.end):
                taken[i] = True
            at += used
        found += self._people(doc, taken, found)
        found.sort(key=lambda f: f.start)
        return found

    def _at(self, doc: Doc, pieces: list[_Piece], at: int) -> tuple[Found, int] | None:
        first = pieces[at]
        for base in first.keys:
            for name in self.by_first.get(base, ()):
                count = len(name.words)
                run = pieces[at : at + count]
                if len(run) < count or any(piece.breaks for piece in run[1:]):
                    continue
                if any(part not in piece.keys for part, piece in zip(name.words, run, strict=True)):
                    continue
                if any(part != piece.keys[0] for part, piece in zip(name.words[:-1], run, strict=False)):
                    continue  # only the last word of a name is put into the genitive
                if not name.fits([piece.text for piece in run]):
                    continue
                last = run[-1]
                rest = "" if last.last else _rest(doc[last.token].text, last.end)
                if not first.first and first.token == last.token and rest == "" and name.found[0] == "place":
                    continue  # "Oost-Bachmoet" is for the place reader
                kind, id, how = name.found
                start = self._widened(doc, first.token)
                used = count + _run(pieces, at + count, last.token)
                return Found(start, last.token + 1, kind, id, how, "", rest), used
        return self._country(doc, pieces, at) or self._compound(doc, first)

    def _widened(self, doc: Doc, token: int) -> int:
        """An Arabic article that is written apart belongs to the name."""
        if token and doc[token - 1].text in ("Al", "El", "al", "el", "The"):
            return token - 1
        if token > 1 and doc[token - 1].text == "-" and doc[token - 2].text.casefold() in ("al", "el"):
            return token - 2
        return token

    def _country(self, doc: Doc, pieces: list[_Piece], at: int) -> tuple[Found, int] | None:
        first = pieces[at]
        if not first.first or not first.capital:
            return None
        token = doc[first.token]
        for count in (3, 2):
            run = pieces[at : at + count]
            if len(run) == count and not any(p.breaks for p in run[1:]) and len({p.token for p in run}) > 1:
                known = self.nationality.get(_folded("".join(p.text for p in run)))
                if known:
                    return Found(first.token, run[-1].token + 1, "side", known[1], known[2], known[0]), count
        text = _DIRECTIONS.sub("", token.text)
        for form in (token.text, *bases(text)):
            known = self.nationality.get(_folded(form))
            if known is None or (known[2] == "people" and len(form) <= 4 and token.is_sent_start):
                continue
            if known[2] in ("adjective", "country") and _given_name(doc, first.token):
                continue
            used = _run(pieces, at, first.token)
            return Found(first.token, first.token + 1, "side", known[1], known[2], known[0]), used
        head, rest = _split_compound(token.text)
        if rest and (known := self.nationality.get(_folded(head))) and known[2] in ("country", "capital"):
            used = _run(pieces, at, first.token)
            return Found(first.token, first.token + 1, "side", known[1], known[2], known[0], rest), used
        return None

    def _compound(self, doc: Doc, piece: _Piece) -> tuple[Found, int] | None:
        """ "Wagnerbaas", "Hamasstrijders": a known name and a known noun written as one word."""
        text = piece.text
        if len(text) < 6 or not text[0].isupper():
            return None
        lower = text.casefold()
        for cut in range(len(lower) - 3, 2, -1):
            id = self.compounds.get(lower[:cut])
            if id is None:
                continue
            rest = lower[cut:]
            for noun in (rest, rest.removeprefix("s")):
                if noun in self.heads:
                    return Found(piece.token, piece.token + 1, "actor", id, "name", "", noun), 1
        return None

    def _people(self, doc: Doc, taken: list[bool], found: list[Found]) -> list[Found]:
        """People of the pack by given name and surname, then by surname alone once they have been introduced."""
        named = {f.id for f in found}
        others: set[str] = set()  # surnames that the text gives to somebody else
        full: list[Found] = []
        bare: list[tuple[int, list[Actor]]] = []
        for token in doc:
            text = token.text
            if taken[token.i] or len(text) < 3 or not text[0].isupper() or token.is_punct:
                continue
            owners = next((o for form in bases(text) if (o := self._owners(form))), None)
            if owners is None:
                continue
            given = self._given(doc, token, taken)
            if not given:
                bare.append((token.i, owners))
                continue
            owner = next((a for a in owners if _same_person(a, [t.text for t in given])), None)
            if owner is None:
                others.add(key(bases(text)[-1]))
                continue
            named.add(owner.id)
            full.append(Found(given[0].i, token.i + 1, "actor", owner.id, "name"))
        for i, owners in bare:
            known = [a for a in owners if a.id in named]
            if not known and not any(key(form) in others for form in bases(doc[i].text)):
                known = [a for a in owners if self._plain_surname(doc[i], a)]
            if known:
                full.append(Found(i, i + 1, "actor", known[0].id, "surname"))
        return full

    def _owners(self, form: str) -> list[Actor] | None:
        parts = words(form)
        return self.surnames.get(parts[-1]) if parts else None

    def _given(self, doc: Doc, token: Token, taken: list[bool]) -> list[Token]:
        """The given names, initials and particles before a surname."""
        given: list[Token] = []
        for i in range(token.i - 1, max(-1, token.i - 6), -1):
            other = doc[i]
            if other.is_space:
                continue
            text = other.text
            name = text[0].isupper() and (other.pos_ == "PROPN" or other.ent_type_ == "PER") and not taken[i]
            if name and not other.is_punct and not self._title(other) and not self._complement(doc, i):
                given.insert(0, other)
            elif text in self.particles and (given or (i and doc[i - 1].text[0].isupper())):
                continue
            else:
                break
        return given

    def _complement(self, doc: Doc, i: int) -> bool:
        """Whether the word belongs to the title before it: "minister van Defensie Gallant"."""
        return i > 1 and doc[i - 1].text in self._after_title and not doc[i - 2].text[0].isupper()

    def _title(self, token: Token) -> bool:
        return token.lower_ in self.heads

    def _plain_surname(self, token: Token, actor: Actor) -> bool:
        """Whether a bare surname may be this person: eminent, or called by a title."""
        before = token.nbor(-1) if token.i else None
        if before is not None and before.is_space and token.i > 1:
            before = token.nbor(-2)
        if before is not None and self._title(before) and bool(actor.offices):
            return True
        if token.ent_type_ == "LOC" or token.pos_ not in ("PROPN", "X", "NOUN"):
            return False
        eminent = any(office.title in _EMINENT for office in actor.offices)
        return (eminent or token.ent_type_ == "PER") and len(token.text) > 4 and actor.side in self.pack.sides


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a token between hyphens, with the keys it may be matched by."""

    token: int
    text: str
    keys: tuple[str, ...]
    first: bool  # it begins its token
    last: bool  # it ends its token
    end: int  # where it ends within its token
    breaks: bool  # a comma, a full stop or the like stands before it
    capital: bool  # its token has a capital letter somewhere


@lru_cache(maxsize=2)  # the packs are chosen by the same names that the chosen ones then look for
def _pieces(doc: Doc) -> list[_Piece]:
    pieces: list[_Piece] = []
    breaks = False
    for token in doc:
        text = token.text
        if text.isspace() or text in ("-", "–", "’", "'"):
            breaks = breaks or text.count("\n") > 2
            continue
        parts = _parts(text)
        breaks = breaks or parts is None
        capital = text != text.lower()
        for part, keys, first, last, end in parts or ():
            pieces.append(_Piece(token.i, part, keys, first, last, end, breaks, capital))
            breaks = False
    return pieces


@lru_cache(maxsize=1 << 17)
def _parts(text: str) -> tuple[tuple[str, tuple[str, ...], bool, bool, int], ...] | None:
    """The parts of a token between hyphens, without articles: text, keys, whether first, whether last, end.

    None for punctuation, which no name runs over.
    """
    spans = [m.span() for m in re.finditer(r"[^-‐‑–/]+", text)]
    kept: list[tuple[str, tuple[str, ...], bool, bool, int]] = []
    letters = False
    for number, (start, end) in enumerate(spans):
        part = text[start:end]
        inner = plain(part).split()
        letters = letters or bool(inner)
        if inner and (kept or inner[0] not in _ARTICLES):
            keys = tuple(dict.fromkeys("".join(words(form)) for form in bases(part)))
            kept.append((part, keys, not kept, number == len(spans) - 1, end))
    return tuple(kept) if letters else None


_ARTICLES = frozenset({"al", "el", "de", "the", "het"})


def _run(pieces: list[_Piece], at: int, token: int) -> int:
    """How many of the pieces from `at` on are of this token."""
    end = at
    while end < len(pieces) and pieces[end].token == token:
        end += 1
    return end - at


def _given_name(doc: Doc, token: int) -> bool:
    """ "Frans Heijnen", "Chad Miller": a given name that is also a word for a nation, right before a surname."""
    if token + 1 >= len(doc) or doc[token].ent_type_ != "PER":
        return False
    surname = doc[token + 1]
    return surname.ent_type_ == "PER" and surname.text[0].isupper()


def _rest(text: str, end: int) -> str:
    return _HYPHENS.split(text[end + 1 :])[-1].casefold()


def _split_compound(text: str) -> tuple[str, str]:
    parts = _HYPHENS.split(text)
    return (parts[0], parts[-1].casefold()) if len(parts) == 2 and parts[1][:1].islower() else (text, "")


def _folded(text: str) -> str:
    return plain(text).replace(" ", "")


def _same_person(actor: Actor, given: list[str]) -> bool:
    """Whether these given names may be this person's: the first one decides."""
    for name in actor.names:
        parts = name.split()
        if len(parts) > 1 and (same_given(parts[0], given[0]) or same_given(parts[0], given[-1])):
            return True
    return False


def _nationality(language: str, pack: Pack) -> dict[str, tuple[str, str, str]]:
    """Folded word → (country, side, how)."""
    known: dict[str, tuple[str, str, str]] = {}
    tables = lexicon(language, "sides")

    def add(words_: list[str], iso: str, side: str, how: str) -> None:
        for word in words_:
            known.setdefault(_folded(word), (iso, side, how))

    for iso, table in tables["countries"].items():
        side = pack.side_of_country(iso)
        add(table["names"], iso, side, "country")
        add([form for adjective in table["adjective"] for form in _inflected(adjective)], iso, side, "adjective")
        add(table["people"], iso, side, "people")
        add(table["capital"], iso, side, "capital")
    for id, table in tables["peoples"].items():
        if table["side"] in pack.sides or len(table["side"]) == 2:
            add([f for adjective in table["adjective"] for f in _inflected(adjective)], id, table["side"], "adjective")
            add(table["people"], id, table["side"], "people")
    for iso, name in Locale(language).territories.items():
        if len(iso) == 2 and iso.isalpha():
            add([name], iso, pack.side_of_country(iso), "country")
    return known


def _inflected(adjective: str) -> list[str]:
    """ "Russisch", "Russische"; "Congolees", "Congolese"."""
    return [adjective, (adjective[:-3] + "es" if adjective.endswith("ees") else adjective) + "e"]


def _compound_heads(language: str) -> frozenset[str]:
    tables = lexicon(language, "actors")
    nouns = " ".join([*tables["roles"].values(), *tables["bodies"].values(), *tables["groups"].values()])
    return frozenset(nouns.split())
