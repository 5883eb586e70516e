"""What a place does in its sentence: something happens there, somebody is from there, it stands for its government.

Prepositions tell most of it, the noun that the phrase hangs on the rest ("de gouverneur van Donetsk", "de val van
Avdiivka"). Phrases that a place is only a part of are climbed through: in "in het noordwesten van Syrië" the
preposition that counts is "in".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.places.gazetteer import Entry
from sayso.places.toponyms import Toponym
from sayso.reading.grammar import grammar as little_words
from sayso.reading.syntax import predicate

SITE = 3.0  # something happens there
THEME = 2.0  # the sentence is about it: its subject or object
ORIGIN = 1.5  # left from there
LOOSE = 1.0  # named without saying how
LOCAL = 0.8  # whoever speaks there speaks about it
AWAY = 0.5  # on the way there
NOT_THERE = 0.0  # part of a title, a government, a speaker's whereabouts


_GRAMMAR = ("of", "belongs", "speaks_for", "against", "around", "edge", "inside", "genitive")


@dataclass(frozen=True, slots=True)
class Site:
    """A toponym in its sentence. `weight` is one of the grades above; `near` says "bij" rather than "in"."""

    toponym: Toponym
    head: Token  # of the name itself
    top: Token  # of the phrase that it places: "noordwesten" in "het noordwesten van Syrië"
    clause: Token
    weight: float
    near: bool = False


@cache
def _words(language: str) -> dict[str, Any]:
    table = lexicon(language, "places")
    grammar = table["grammar"]
    return {
        **{name: frozenset(grammar[name]) for name in _GRAMMAR},
        "says": little_words(language).according,
        "apart": little_words(language).apart,
        "preposition": {p: role for role, words in table["prepositions"].items() for p in words},
        "kinds": tuple(w for words in table["kinds"].values() for w in words),
        **{name: frozenset(table[name]["nouns"]) for name in ("events", "parts", "titles")},
        "event_ends": tuple(table["events"]["nouns"]),
        "compass": tuple(table["compounds"]["compass"]),
        "courts": frozenset(table["territory"]["courts"]),
        "bodies": frozenset(table["titles"]["bodies"]),
        "local": tuple(table["titles"]["local"]),
        "speech": frozenset(table["speech"]["verbs"]),
        "governing": frozenset(table["speech"]["governing"]),
        "holds": frozenset(table["speech"]["about_itself"]),
    }


def sites(doc: Doc, toponyms: list[Toponym], language: str) -> list[Site]:
    """The role of each toponym, in the same order."""
    words = _words(language)
    return [_site(doc, toponym, words) for toponym in toponyms]


def _site(doc: Doc, toponym: Toponym, words: dict[str, Any]) -> Site:
    site = _placed(doc, toponym, words)
    about = site.clause.dep_ in ("acl:relcl", "acl") and site.clause.lemma_ in words["governing"]
    return replace(site, weight=LOCAL) if about and site.weight > LOCAL else site


def _placed(doc: Doc, toponym: Toponym, words: dict[str, Any]) -> Site:
    head = doc[toponym.start : toponym.end].root
    top = _climb_kind(head, words)
    preposition = _preposition(doc, toponym, top, words)
    if words["apart"] and (site := _before_noun(doc, toponym, head, top, words)) is not None:
        return site
    noun = top.head
    role = words["preposition"].get(preposition)
    while preposition and noun.i < top.i and top.dep_ in ("nmod", "obl", "appos") and noun.pos_ in ("NOUN", "PROPN"):
        if preposition in words["of"] and _is(noun, "parts", words):
            if _is(noun, "local", words) and noun.dep_ in ("obl", "nmod") and _case(noun) in words["says"]:
                return Site(toponym, head, noun, predicate(noun), LOCAL)
            top, noun = noun, noun.head
            preposition = _case(top)
            role = words["preposition"].get(preposition)
            if not preposition:
                return Site(toponym, head, top, predicate(top), SITE if top.dep_ in ("obj", "obl") else THEME)
            continue
        if role == "near" and _is(noun, "bodies", words):  # "heeft het leger bij Soledar": where it is
            return Site(toponym, head, top, predicate(top), SITE, near=True)
        belongs = preposition in words["belongs"] and _is(noun, "titles", words)
        if belongs or _is(noun, "bodies", words) or _body_before(doc, toponym, words):
            local = _is(noun, "local", words) and preposition in words["speaks_for"] and not _government(toponym.entry)
            return Site(toponym, head, top, predicate(top), LOCAL if local else NOT_THERE)
        if preposition in words["of"] and not _is_event(noun, words):
            return Site(toponym, head, top, predicate(top), NOT_THERE if _government(toponym.entry) else LOOSE)
        break
    clause = predicate(top)
    if preposition and top.head.i != top.i and top.head.pos_ == "NOUN" and _is_event(top.head, words):
        if preposition in words["against"] and _government(toponym.entry):
            return Site(toponym, head, top, clause, NOT_THERE)  # whose war, not where
        return Site(toponym, head, top, clause, SITE, near=preposition in words["around"])
    if preposition:
        return Site(toponym, head, top, clause, _weight_by_case(doc, toponym, top, role, words), near=role == "near")
    return Site(toponym, head, top, clause, _weight_bare(toponym, top, words))


def _before_noun(doc: Doc, toponym: Toponym, head: Token, top: Token, words: dict[str, Any]) -> Site | None:
    """A place that stands before what it belongs to: "Kharkiv's mayor", "Gaza hospitals", "the Kherson shelling"."""
    if top.dep_ not in ("nmod:poss", "compound", "nmod", "amod") or top.head.i < top.i or _case(top):
        return None
    noun = top.head
    clause = predicate(noun)
    if _is(noun, "titles", words) or _is(noun, "bodies", words):
        local = _is(noun, "local", words) and not _government(toponym.entry)
        return Site(toponym, head, noun, clause, LOCAL if local else NOT_THERE)
    preposition = _case(noun)
    if any(c.pos_ == "PROPN" and _case(c) in words["of"] for c in noun.children):
        return Site(toponym, head, noun, clause, LOOSE)  # "the Black Sea port of Odesa"
    if noun.lower_ in words["parts"] or noun.lower_ in words["kinds"]:
        role = words["preposition"].get(preposition)
        if preposition:
            return Site(toponym, head, noun, clause, _weight_by_case(doc, toponym, noun, role, words), role == "near")
        return Site(toponym, head, noun, clause, THEME if noun.dep_ in ("nsubj", "nsubj:pass", "obj") else LOOSE)
    if _is_event(noun, words):
        return Site(toponym, head, noun, clause, NOT_THERE if _government(toponym.entry) else SITE)
    return Site(toponym, head, noun, clause, NOT_THERE if _government(toponym.entry) else LOOSE)


def _is_event(noun: Token, words: dict[str, Any]) -> bool:
    """Whether a noun is one for something that happens to a place."""
    return noun.lower_.endswith(words["event_ends"])


def _is(noun: Token, group: str, words: dict[str, Any]) -> bool:
    """Whether a noun is one of a group, or a compound that ends in one ("bezettingsbestuurder", "oostrand").

    In the number that the group has it in: who speaks is mostly one, and several men are rather those who were hit.
    """
    word, nouns = noun.lower_, words[group]
    if word in nouns or any(word.endswith(n) for n in nouns if len(n) > 4):
        return True
    return any(word.startswith(c) and word[len(c) :] in nouns for c in words["compass"])


def _case(token: Token) -> str:
    """The preposition of a phrase; of a chain such as "ten zuiden van" the first word."""
    return next((c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i), "")


def _preposition(doc: Doc, toponym: Toponym, top: Token, words: dict[str, Any]) -> str:
    for token in (top, doc[toponym.start : toponym.end].root):
        for case in token.children:
            if case.dep_ == "case" and case.i < token.i:
                earlier = doc[case.i - 1].lower_ if case.i else ""
                chain = case.lower_ in words["of"] and earlier in words["preposition"]  # "out of", "south of"
                return earlier if chain else case.lower_
    before = doc[toponym.start - 1] if toponym.start else None
    if before is not None and before.pos_ == "ADP":
        return before.lower_
    after = doc[toponym.end] if toponym.end < len(doc) else None
    if after is not None and after.dep_ == "compound:prt" and after.lower_ in words["inside"]:  # "de Gazastrook in"
        return "in"
    return ""


def _climb_kind(head: Token, words: dict[str, Any]) -> Token:
    """Of "de stad Bachmoet" the noun, whose preposition is the name's."""
    top = head.head if head.dep_ == "amod" else head  # "aan de Israëlische kant"
    while top.dep_ in ("appos", "flat", "nmod") and top.head.i < top.i and top.head.pos_ in ("NOUN", "PROPN"):
        if _case(top) or not top.head.lower_.endswith(words["kinds"]):
            break
        top = top.head
    return top


def _body_before(doc: Doc, toponym: Toponym, words: dict[str, Any]) -> bool:
    """Whether a body is named right before: "het ministerie van Defensie in Moskou"."""
    for i in range(toponym.start - 1, max(toponym.start - 6, doc[toponym.start].sent.start - 1), -1):
        token = doc[i]
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            return False
        if token.pos_ == "NOUN":
            return _is(token, "bodies", words)
    return False


def _weight_by_case(doc: Doc, toponym: Toponym, top: Token, role: str | None, words: dict[str, Any]) -> float:
    clause = predicate(top)
    if role == "never":
        return NOT_THERE
    if role is None and top.i != doc[toponym.start : toponym.end].root.i and _case(top) in words["edge"]:
        role = "at"  # "aan de Israëlische kant", "aan de rand van Bachmoet"
    if role in ("at", "near"):
        if _body_before(doc, toponym, words):
            return NOT_THERE
        if top.head.i == clause.i and clause.lemma_ in words["speech"] and clause.pos_ in ("VERB", "ADJ"):
            return LOCAL if toponym.entry.kind == "town" and not toponym.entry.capital else NOT_THERE
        aside = (
            top.i == doc[toponym.start : toponym.end].root.i
            and top.dep_ == "nmod"
            and top.head.dep_ not in ("nsubj", "obj", "nsubj:pass", "conj")
        )
        return LOOSE if aside and toponym.entry.kind == "country" else SITE
    if role == "from":
        return NOT_THERE if _government(toponym.entry) else ORIGIN
    if role == "to":
        return AWAY
    return NOT_THERE if _government(toponym.entry) else LOOSE


def _government(entry: Entry) -> bool:
    """Whether the name can stand for those who govern: a country's or its capital's."""
    return entry.kind == "country" or entry.capital


def _weight_bare(toponym: Toponym, top: Token, words: dict[str, Any]) -> float:
    """A place without a preposition: subject, object, in a headline, or on its own."""
    government = _government(toponym.entry)
    if top.dep_ in ("nsubj", "nsubj:pass"):
        if not government or top.lower_ in words["courts"]:
            return THEME
        country = toponym.entry.kind == "country"  # a capital that has something is those who govern there
        return THEME if country and predicate(top).lemma_ in words["holds"] else NOT_THERE
    if top.dep_ in ("obj", "iobj"):
        return THEME if not government else LOOSE
    return NOT_THERE if government else LOOSE
