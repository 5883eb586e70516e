"""Dictionary forms of words, by tag: exceptions and rules for Dutch, fewer for English, over simplemma's word table.

simplemma gives a word one dictionary form, whatever it is in its sentence ("werken" the verb, "leden" of "lijden");
the tag of the parser settles which. Forms of irregular verbs and plurals are data (`nl/verbs.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import simplemma

from sayso.language.lexicon import lexicon

_UNCHANGED = frozenset({"PROPN", "PUNCT", "NUM", "SYM", "X", "SPACE"})
_LOWERED = frozenset({"ADP", "CCONJ", "SCONJ", "PRON", "ADV", "INTJ", "DET"})
_ADJECTIVES = {"sche": "sch", "ige": "ig", "lijke": "lijk", "bare": "baar", "ese": "ees", "ase": "aas", "se": "s"}
_VOWELS = frozenset("aeiouyéëïöü")


@lru_cache(maxsize=200_000)
def lemma(word: str, tag: str, language: str = "nl") -> str:
    """The dictionary form of `word` with UPOS tag `tag`: itself for names, numbers and marks, lower case otherwise.

    A separable verb in one word keeps its prefix ("opgenomen": "opnemen"); written apart, each word has its own.
    """
    if tag in _UNCHANGED:
        return word
    lower = word.lower()
    if tag in _LOWERED:
        return lower
    if language == "en":
        return _english(lower, tag)
    if language != "nl":
        return _listed(lower, language)
    if tag in ("VERB", "AUX"):
        return _verb(lower)
    listed = _listed(lower)
    if tag == "NOUN":
        return _noun(lower, listed)
    return _adjective(lower, listed)


def _listed(word: str, language: str = "nl") -> str:
    """What simplemma says, without the marks between the parts of compounds; the word itself when it refuses."""
    try:
        return str(simplemma.lemmatize(word, lang=language)).replace("_", "")
    except ValueError:
        return word


def _english(word: str, tag: str) -> str:
    """English: irregular verbs by their list; only plurals and inflected verbs change, "wounded" the adjective not."""
    if tag in ("VERB", "AUX"):
        return _english_verbs().get(word) or _listed(word, "en").lower()
    if tag == "NOUN":
        listed = _listed(word, "en").lower()
        return word if word.endswith(("ed", "ing")) or listed[:2] != word[:2] else listed
    return word


@cache
def _english_verbs() -> dict[str, str]:
    """Every form of the irregular verbs to its infinitive; the commoner verb is listed first."""
    forms: dict[str, str] = {}
    for infinitive, others in lexicon("en", "conjugation")["irregular"].items():
        for form in (infinitive, *others):
            forms.setdefault(form, infinitive)
    return forms


def _known(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="nl"))


def _verb(word: str) -> str:
    irregular = _irregular().get(word)
    if irregular:
        return irregular
    if word.endswith("e") and (bare := _irregular().get(word[:-1])):  # "verloren" has none, "gewonnene", "gebrachte" do
        return bare
    listed = _listed(word)
    # The table takes "spelen" for the plural of "spel"; an infinitive is never shorter than its other present forms.
    if word == listed + "en":
        return word
    if listed.endswith("n") and not listed.endswith("een"):
        return listed
    if word.endswith("en"):
        return _from_past_plural(word) or word
    return next((form for form in _infinitives(word) if _known(form)), listed)


def _from_past_plural(word: str) -> str | None:
    if word.endswith(("ten", "den")) and len(word) > 5 and not _known(word):
        return next((form for form in _spelled(word[:-3]) if _known(form)), None)
    return None


def _infinitives(word: str) -> Iterator[str]:
    """Guesses at the infinitive of a regular form: present "-t", past "-te/-de", participle "ge-…-t/-d"."""
    for ending in ("dde", "tte", "de", "te", "d", "t", ""):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: len(word) - len(ending)]
            yield from _spelled(stem)
            yield from _spelled(stem + "d")
            for prefix in ("", *_separable()):
                if stem.startswith(prefix + "ge") and len(stem) > len(prefix) + 3:
                    yield from (prefix + form for form in _spelled(stem[len(prefix) + 2 :]))


def _spelled(stem: str) -> Iterator[str]:
    """A stem with "-en", by the rules of Dutch spelling: maak-maken, zet-zetten, geloof-geloven, reis-reizen."""
    if len(stem) < 2:
        return
    last = {"f": "v", "s": "z"}.get(stem[-1], stem[-1])
    if len(stem) > 2 and stem[-2] == stem[-3] and stem[-2] in "aeou" and stem[-1] not in _VOWELS:
        yield stem[:-2] + last + "en"
        yield stem[:-2] + stem[-1] + "en"
    elif stem[-1] not in _VOWELS and stem[-2] in _VOWELS and (len(stem) == 2 or stem[-3] not in _VOWELS):
        yield stem + stem[-1] + "en"
    yield stem[:-1] + last + "en"
    yield stem + "en"
    yield stem + "n"


def _noun(word: str, listed: str) -> str:
    table = lexicon("nl", "verbs")
    if word in table["plurals"]:
        return str(table["plurals"][word])
    if word in table["singulars"]:
        return word
    if word.endswith("s") and word[:-1] in table["singulars"]:
        return word[:-1]
    if listed.endswith("en") and not word.endswith("en"):
        return word  # "boer" is no form of "boeren" when it is a noun
    if word.endswith("en") and listed.endswith("en") and len(word) > 4:
        return next((form for form in _singulars(word) if _known(form)), word if listed != word else listed)
    return listed


def _singulars(word: str) -> Iterator[str]:
    """Guesses at the singular of a plural in "-en", by the same spelling rules the other way round."""
    stem = word[:-2]
    if len(stem) < 3:
        return
    last = {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    elif stem[-2] in "aeou" and stem[-3] not in _VOWELS:
        yield stem[:-1] + stem[-2] + last
    yield stem[:-1] + last
    yield stem


def _adjective(word: str, listed: str) -> str:
    if not word.endswith("e"):
        return word if listed.endswith("en") and not word.endswith("en") else listed
    if listed.lower() == word[:-1]:
        return listed
    ending = next((e for e in _ADJECTIVES if word.endswith(e)), None)
    if ending:
        form = word[: -len(ending)] + _ADJECTIVES[ending]
        return form.capitalize() if listed[:1].isupper() else form  # "Europees" keeps its capital
    if listed.endswith("en") or listed == word:
        return next((form for form in _singulars(word + "n") if _known(form)), word)
    return listed


@cache
def _separable() -> tuple[str, ...]:
    prefixes: list[str] = lexicon("nl", "verbs")["separable"]
    return tuple(sorted(prefixes, key=len, reverse=True))


@cache
def _irregular() -> dict[str, str]:
    """Every form of the irregular verbs, with their prefixes, to its infinitive; simple verbs win over guesses."""
    table = lexicon("nl", "verbs")
    rows = [row.split(" ") for row in table["strong"]]
    forms: dict[str, str] = {}
    for infinitive, past, pasts, participle in rows:
        for form in (infinitive, past, pasts, participle):
            forms.setdefault(form, infinitive)
    forms |= table["present"]
    for infinitive, past, pasts, participle in rows:
        for prefix in table["separable"]:
            for form in (infinitive, past, pasts, participle):
                forms.setdefault(prefix + form, prefix + infinitive)
        bare = participle.removeprefix("ge")
        for prefix in table["inseparable"]:
            for form in (infinitive, past, pasts, bare):
                if not infinitive.startswith(("ge", "be", "ver", "ont")):
                    forms.setdefault(prefix + form, prefix + infinitive)
    for form, infinitive in table["present"].items():
        for prefix in table["separable"]:
            forms.setdefault(prefix + form, prefix + infinitive)
    return forms
