""" "De stad", "die provincie", "het land": nouns that mean a place named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.toponyms import Toponym


def with_anaphors(doc: Doc, toponyms: list[Toponym], language: str, aside: Collection[int] = ()) -> list[Toponym]:
    """`toponyms` and, between them in the order of the text, the nouns that point back to one of them.

    "De stad" is the one that the text has named most, "die stad" the last one (seats of government left out, since they
    mostly stand for it, and those that begin at a token in `aside`, where nothing happens); a region is the last one
    named or the one that the last town lies in; "in de hoofdstad" is that of the last country, named itself or by a
    place in it.
    """
    words = lexicon(language, "places")["anaphora"]
    known = {i: t for t in toponyms for i in range(t.start, t.end)}
    found: list[Toponym] = []
    last: dict[str, Entry] = {}
    towns: Counter[Entry] = Counter()
    for token in doc:
        toponym = known.get(token.i)
        if toponym is not None:
            if token.i == toponym.start:
                found.append(toponym)
                town = toponym.entry if toponym.entry.kind == "town" and not toponym.entry.capital else None
                if town is not None:
                    last["that town"] = town
                if town is None or token.i not in aside:
                    _remember(toponym.entry, last)
                    towns.update([town] if town else ())
            continue
        kind = _kind(token, words) if token.pos_ == "NOUN" else None
        if kind is None or not _points_back(token, known, words):
            continue
        pointing = any(c.lower_ in words["pointing"] for c in token.children)
        entry = last.get("that town" if kind == "town" and pointing else kind)
        if entry is None:
            continue
        if kind == "capital":
            entry = _capital(token, entry)
            if entry is None:
                continue
        if kind == "town" and not pointing and towns[entry] < max(towns.values()):
            entry = towns.most_common(1)[0][0]
        found.append(Toponym(token.i, token.i + 1, entry, anaphor=True))
    return found


def _remember(entry: Entry, last: dict[str, Entry]) -> None:
    if entry.country:
        last["capital"] = entry  # of whose country
    if entry.kind == "country":
        last["country"] = entry
    elif entry.kind == "region":
        last["region"] = entry
    elif entry.kind == "town" and not entry.capital:
        last["town"] = entry
        if entry.country and entry.region and (region := gazetteer().region(entry.country, entry.region)) is not None:
            last["region"] = region


def _capital(noun: Token, named: Entry) -> Entry | None:
    """The capital of the country of the place `named`; None for "de hoofdstad zwijgt", those who govern there."""
    if named.country is None or not any(c.dep_ == "case" for c in noun.children):
        return None
    return gazetteer().capital(named.country)


def _kind(token: Token, words: dict[str, Any]) -> str | None:
    word = token.lower_
    if word in words["capital"]:
        return "capital"
    if word in words["not_towns"]:
        return None
    if word in words["region"]:
        return "region"
    if word in words["country"]:
        return "country"
    return "town" if word.endswith(tuple(words["town"])) else None


def _points_back(token: Token, known: dict[int, Toponym], words: dict[str, Any]) -> bool:
    """Whether the noun is definite and nothing beside it says which one is meant."""
    if token.i + 1 < len(token.doc) and token.i + 1 in known:
        return False
    definite = False
    for child in token.children:
        if child.dep_ == "det" and child.lower_ in words["determiners"]:
            definite = True
        of = child.dep_ == "nmod" and not any(c.lower_ in words["having"] for c in child.children)
        if child.i in known or child.dep_ == "nummod" or of or (child.dep_ == "appos" and child.pos_ == "PROPN"):
            return False
    return definite
