"""Who speaks, across texts: "Prigozjin", "de Wagner-baas" and "Євген Пригожин" are one voice, a ministry and its
spokesman another.

What the reader resolved is kept: a pack's actor id is a voice. What it left open is looked up in all bundled packs
together, since another text's pack may know it: names in any spelling (names.py), offices by the day of publication,
bodies by their side. Nobody is guessed: a mention that could be several people is a voice of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from sayso.accounts.everyone import actors, all_packs, armies, by_name, names_in, offices, only_named, own_side, people
from sayso.accounts.names import given_alone, name_key, same_person
from sayso.accounts.spellings import arabic
from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs import Actor, Side
from sayso.packs.names import key, plain
from sayso.reading.affiliation import Owner
from sayso.reading.claim import Claim, Speaker
from sayso.reading.nouns import Noun, nouns

_DATA: dict[str, Any] = loads(files("sayso.accounts").joinpath("voices.toml").read_text(encoding="utf-8"))
_ONE_VOICE: dict[str, str] = {id: row[0] for row in _DATA["one_voice"] for id in row}
_ARMY = frozenset(_DATA["army"])
_AUTHORITIES = frozenset(_DATA["authorities"]["bodies"])
_OFFICIALS = frozenset((*_DATA["authorities"]["roles"], *_DATA["authorities"]["people"]))
_ONE_HOLDER = frozenset(_DATA["one_holder"])
_WORD = re.compile(r"[\w'’ʼ-]+(?:\.(?=\w))?", re.UNICODE)
_PERSON = "person "
_ABBREVIATION = 6  # letters
_NOBODY = Side("", "")
_OF = frozenset({"van", "in", "uit", "bij", "voor", "namens"})
_LANGUAGE = "nl"  # whose words are looked for where a language has no lexicon of its own


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks. Equal keys are one voice; so are some with other keys (`same_voice`).

    `key` is an actor's id, or made of a person's name, a side and an office, an outlet, or of the one text that
    an unnamed witness speaks in. `name` is for showing, `side` as in the packs, `person` whether it is one person
    speaking for themselves.
    """

    key: str
    name: str
    side: str | None
    person: bool


def voice(claim: Claim, document: Document) -> Voice:
    """Who says what `claim` says: the innermost speaker of its source chain, the outlet where the chain is empty.

    A spokesman is the voice of whom he speaks for, a general staff that of its army, unnamed authorities are one voice
    for each side. Unnamed others ("een inwoner", "een bron") are voices of this document only.
    """
    if not claim.source:
        return _outlet(document.publisher) if document.publisher else Voice(document.id, document.id, None, False)
    link = claim.source[-1]
    day = document.published.day
    if day is None and claim.period is not None and claim.period.end:
        with suppress(ValueError):  # a reviewer's, or another program's
            day = date.fromisoformat(claim.period.end)
    sides = tuple(sorted({p.side for p in (claim.affected, claim.agent) if p is not None and p.side}))
    found = _voice(
        link.actor, link.name, link.text, side=link.side, sides=sides, day=day, language=_language(document.language)
    )
    if found.key:
        return found
    return Voice(f"{document.id}: {key(found.name)}", found.name, found.side, found.person)


@lru_cache(maxsize=1 << 16)
def same_voice(a: Voice, b: Voice) -> bool:
    """Whether two voices are one: by key, or people whose names can be one person's and whose sides don't differ."""
    if a.key == b.key:
        return True
    if not (a.person and b.person and (a.key.startswith(_PERSON) or b.key.startswith(_PERSON))):
        return False
    return (a.side is None or b.side is None or a.side == b.side) and same_person(a.name, b.name)


def agencies(claim: Claim, document: Document) -> tuple[str, ...]:
    """The ids of the news agencies that the text is from or names for the claim, each once.

    Those of the claim's chain come first, outermost first, then those of the datelines, the author and the publisher.
    """
    named = [id for link in claim.source for id in _agencies_of(link)]
    named += _agencies_in(tuple(_datelines(document)))
    return tuple(dict.fromkeys(named))


@cache
def _language(language: str) -> str:
    return language if (files("sayso.language") / language / "actors.toml").is_file() else _LANGUAGE


# ---------------------------------------------------------------- one mention


@lru_cache(maxsize=1 << 16)
def _voice(
    actor: str | None,
    name: str | None,
    text: str,
    *,
    side: str | None,
    sides: tuple[str, ...],
    day: date | None,
    language: str,
) -> Voice:
    """The voice of a mention; one without a key is its document's own. `sides` are those that the claim is about."""
    side = own_side(side)
    known = actors().get(actor or "") or (None if actor else by_name(name or text, side))
    if known is not None:
        return _of_actor(known, day)
    called = name or text
    if name is not None and text.casefold() in _pronouns(language):  # "Hij", of somebody whom only his office names
        text = name
    if actor is not None:
        return _body(actor, called, side)
    phrase = _phrase(text, name, side, language)
    if phrase.spokesman and (body := phrase.body()) is not None:
        return _body(body, called, phrase.side)
    if phrase.proper:
        if phrase.noun is not None and phrase.noun.body:  # "ziekenhuis Ndosho"
            kind = "body" if _abbreviated(phrase.proper) else phrase.noun.base
            return Voice(f"{kind} {key(phrase.proper)}", called, phrase.side, False)
        if _abbreviated(phrase.proper):
            return Voice(f"body {key(phrase.proper)}", called, phrase.side, False)
        return _of_person(phrase.proper, phrase.side, sides, day)
    office = phrase.office(day)
    if office is not None:
        return office
    body = phrase.body()
    if body is not None:
        return _body(body, called, phrase.side)
    return Voice("", called, phrase.side, phrase.noun is not None and phrase.noun.person)


@cache
def _pronouns(language: str) -> frozenset[str]:
    words = lexicon(language, "speech")["speakers"]["pronouns"], lexicon(language, "parties")["speaker_again"]
    return frozenset(word for some in words for word in some)


def _abbreviated(name: str) -> bool:
    """Whether a name is an abbreviation, "NIS", and nobody's in capitals: a body, whatever noun stands with it."""
    if not (1 < len(name) <= _ABBREVIATION and name.isalpha() and name.isupper()):
        return False
    return not any(same_person(own, name) for _, own in people().get(name_key(name), ()))


def _outlet(publisher: str) -> Voice:
    known = by_name(publisher, None)
    if known is not None and not known.person:
        return Voice(_one_voice(known.id), publisher, known.side, False)
    return Voice(f"outlet {key(publisher)}", publisher, None, False)


def _of_actor(actor: Actor, day: date | None) -> Voice:
    """A pack's actor; one who is a spokesman on that day is the body that he speaks for."""
    for office in actor.offices:
        if office.title == "spokesperson" and office.of and actor.side and office.held_on(day):
            if office.of in actors():
                return _body(office.of, actors()[office.of].name, actors()[office.of].side)
            if len(office.of) == 2 and office.of.isupper():
                return _body(f"{actor.side.lower()}-government", actor.name, actor.side)
            if office.of.islower():  # a body of his side; a place has a capital, and its spokesman is himself
                return _body(f"{actor.side.lower()}-{office.of.replace(' ', '-')}", actor.name, actor.side)
    if actor.person:
        return Voice(actor.id, actor.name, actor.side, True)
    return _body(actor.id, actor.name, actor.side)


def _body(id: str, name: str, side: str | None) -> Voice:
    id = _one_voice(id)
    known = actors().get(id)
    return Voice(id, known.name if known else name, known.side if known else side, False)


def _of_person(name: str, side: str | None, sides: tuple[str, ...], day: date | None) -> Voice:
    """Somebody whom the reader's pack doesn't know: of another pack, or a name."""
    whole = " " in name.strip()
    wanted = (side,) if side else sides
    found = {
        actor.id: actor
        for actor, own in people().get(name_key(name), ())
        if (actor.side in wanted or (whole and side is None)) and same_person(own, name)
    }
    if len(found) == 1:
        return _of_actor(next(iter(found.values())), day)
    return Voice("" if given_alone(name) else _PERSON + key(name), name, side, True)


@lru_cache(maxsize=1 << 14)
def _one_voice(id: str) -> str:
    """The id that stands for all ids of this voice."""
    if id in _ONE_VOICE:
        return _ONE_VOICE[id]
    side, _, part = id.partition("-")
    if part in _ARMY or (id in actors() and actors()[id].kind == "army"):
        army = armies().get(side if part in _ARMY else (actors()[id].side or "").lower())
        if army is not None and (part in _ARMY or id == army):
            return army
        if part in _ARMY:
            return _ONE_VOICE.get(f"{side}-army", f"{side}-army")
    country = not part and id not in actors() and (len(id) == 2 or id.upper() in all_packs().sides)  # "ua"
    if part not in _AUTHORITIES and not country:
        return id
    militia = actors().get(side)  # a militia is its side's authorities
    return side if militia is not None and militia.kind == "militia" else f"{side}-government"


# ---------------------------------------------------------------- the words of a mention


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What the words of a mention say: a role or a body, whose it is, and the proper name in it."""

    text: str
    noun: Noun | None  # the noun that heads it
    bodies: tuple[Noun, ...]  # nouns for bodies, the head's compound first
    named: str | None  # the id of an actor that is named in it
    side: str | None
    proper: str  # a person's name, or empty
    language: str

    @property
    def officials(self) -> bool:
        """Whether it is "functionarissen" or one of them, which is all that is known."""
        return self.noun is not None and (self.noun.role in _OFFICIALS or self.noun.base in _OFFICIALS)

    @property
    def spokesman(self) -> bool:
        return self.noun is not None and self.noun.role == "spokesperson"

    def office(self, day: date | None) -> Voice | None:
        """Who held the office on `day`; the office itself where the day isn't known."""
        if self.noun is None or self.side is None:
            return None
        if self.officials:
            return _body(f"{self.side.lower()}-government", self.text, self.side)
        if self.noun.role is None:
            return None
        holder = offices(day, self.language).holder(self.noun, self.text, Owner(self.side, self.named, "comparing", 0))
        if holder is None and (self.noun.role not in _ONE_HOLDER or not any(map(str.isupper, self.text))):
            return None
        if holder is None or day is None:  # whoever held it then
            return Voice(f"{self.side} {key(self.text)}", self.text, self.side, False)
        return _of_actor(holder, day)

    def body(self) -> str | None:
        """The id of the body that speaks."""
        if self.noun is not None and self.noun.role and not self.spokesman:
            return None  # "een officier van Wagner" doesn't speak for it
        if self.named is not None and (
            self.spokesman or not self.bodies or any(noun.body == actors()[self.named].kind for noun in self.bodies)
        ):
            return self.named
        if self.side is None or all_packs().sides.get(self.side, _NOBODY).civilian:
            return None
        for noun in self.bodies:
            return offices(None, self.language).part(self.side, noun, self.text)
        return f"{self.side.lower()}-government" if self.spokesman else None


def _prefix(word: str, noun: Noun, language: str) -> Noun | None:
    """What a compound begins with: the army in "legerwoordvoerder"."""
    known = nouns(language)
    prefix = noun.prefix or next(
        (word[: -len(role)] for role in known.roles if word != role and word.endswith(role)), ""
    )
    return known.look(prefix.rstrip("-")) or known.look(prefix.removesuffix("s")) if prefix else None


@lru_cache(maxsize=1 << 15)
def _phrase(text: str, name: str | None, side: str | None, language: str) -> _Phrase:
    known = nouns(language)
    nations = names_in(language).nationality
    small = frozenset(lexicon(language, "actors")["words"]["particles"])
    topics = {word.casefold() for word in lexicon(language, "actors")["words"]["portfolios"]}
    head: Noun | None = None
    bodies: list[Noun] = []
    proper: list[str] = []
    owner = False  # what follows "van" is whose the noun is
    for number, word in enumerate(_WORD.findall(text)):
        lower = word.casefold()
        capital = any(c.isupper() for c in word) or arabic(word)
        nation = nations.get(plain(word).replace(" ", "")) if capital else None
        noun = None if capital and proper else known.look(lower)
        if noun is not None or nation is not None or lower in topics:
            side = side or (nation[1] if nation else None)
            proper, owner = [], owner and noun is None
        elif (capital and not owner) or (proper and lower in small):
            proper.append(word)
        else:
            proper, owner = [], owner or (number > 0 and lower in _OF)
        if noun is not None:
            head = head or noun
            bodies += [n for n in (_prefix(lower, noun, language), noun) if n is not None and n.body]
    named = next((a.id for a in map(only_named, _grams(text)) if a is not None and not a.person), None)
    if name is not None and name != text and _is_name(name, language):
        proper = [name]
    if named is not None and not (name and proper == [name]):
        proper = []
    return _Phrase(text, head, tuple(bodies), named, own_side(side), " ".join(proper), language)


def _is_name(text: str, language: str) -> bool:
    """Whether all words are proper names: "Jevgeni Prigozjin", but not "Russische leger"."""
    words = [word for word in _WORD.findall(text) if word not in lexicon(language, "actors")["words"]["particles"]]
    return bool(words) and all(
        (any(c.isupper() for c in word) or arabic(word))
        and nouns(language).look(word.casefold()) is None
        and plain(word).replace(" ", "") not in names_in(language).nationality
        for word in words
    )


def _grams(text: str) -> Iterator[str]:
    """Runs of up to four words that begin with a capital, the longest first, then what compounds begin with."""
    words = _WORD.findall(text)
    for size in (4, 3, 2, 1):
        for at in range(len(words) - size + 1):
            if any(c.isupper() for c in words[at]):
                yield " ".join(words[at : at + size])
    for word in words:
        head, hyphen, _ = word.partition("-")
        if hyphen and any(c.isupper() for c in head):
            yield head


# ---------------------------------------------------------------- news agencies


@lru_cache(maxsize=1 << 15)
def _agency_ids(actor: str | None, text: str) -> tuple[str, ...]:
    known = actors().get(actor or "")
    if known is not None:
        return (known.id,) if known.kind == "agency" else ()
    return _agencies_in((text,))


def _agencies_of(link: Speaker) -> tuple[str, ...]:
    return _agency_ids(link.actor, link.name or link.text)


def _datelines(document: Document) -> Iterator[str]:
    for zone in document.zones:
        if zone.kind is ZoneKind.DATELINE:
            yield document.text[zone.start : zone.end]
    yield from (known for known in (document.author, document.publisher) if known)


@lru_cache(maxsize=1 << 13)
def _agencies_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    pattern, ids = _agency_names()
    return tuple(dict.fromkeys(ids[m[0].casefold()] for text in texts for m in pattern.finditer(text)))


@cache
def _agency_names() -> tuple[re.Pattern[str], dict[str, str]]:
    ids = {name.casefold(): a.id for a in actors().values() if a.kind == "agency" for name in a.names}
    names = "|".join(re.escape(name) for name in sorted(ids, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE), ids
