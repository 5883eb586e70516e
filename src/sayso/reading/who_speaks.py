"""Figures that count who speaks and not what is told: "two officials said", "volgens drie bronnen"."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.reading.cues import words_of_speech
from sayso.reading.syntax import children

MOST = 20  # sources that a reporter counts; more of them are people in the news
_TOLD = ("ccomp", "parataxis")
_SAYING = frozenset({"object", "clause", "estimate", "deny"})


class WhoSpeaks:
    """Tells speakers by the verbs and phrases of the lexicon of speech, in one language."""

    def __init__(self, language: str) -> None:
        self._words = words_of_speech(language)
        names = ("nouns", "witnesses", "troops")
        self._sources = frozenset().union(*(self._words.set_of("speakers", name) for name in names))
        table = self._words.raw["according"]
        self._according = frozenset(table["words"])
        self._phrases = [tuple(phrase.split()) for phrase in table["phrases"]]

    def speaks(self, number: Token, noun: Token) -> bool:
        """Whether `noun`, which `number` counts, names sources who say something."""
        if self._sources.isdisjoint((noun.lower_, noun.lemma_.lower())):
            return False
        while noun.dep_ == "conj" and noun.head.i < noun.i:  # "three sources and two diplomats"
            noun = noun.head
        if self._is_according(number, noun):
            return True
        return noun.dep_ == "nsubj" and self._says(noun.head)

    def _is_according(self, number: Token, noun: Token) -> bool:
        if any(c.lower_ in self._according for c in children(noun, "case")):
            return True
        before = tuple(t.lower_ for t in number.doc[max(0, number.i - 6) : number.i])
        return any(before[-len(phrase) :] == phrase for phrase in self._phrases)

    def _says(self, verb: Token) -> bool:
        """Whether a verb of saying has something said: a clause, a quotation, or a clause that it stands in."""
        particle = next((c.lower_ for c in children(verb, "compound:prt")), "")
        said = self._words.verbs.get((verb.lower_, particle))
        if self._words.group.get(said or "") not in _SAYING:
            return False
        told = (*_TOLD, "obj") if self._words.group[said or ""] == "object" else _TOLD
        return verb.dep_ == "parataxis" or any(True for _ in children(verb, *told))
