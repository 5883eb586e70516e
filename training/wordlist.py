"""Dutch words by the form that the treebanks' tags give them, from the tables of `spacy-lookups-data` (MIT).

The treebanks are small: most verbs, nouns and adjectives of the language occur in none of them. `word_forms` knows many
more, but neither their genders nor their complements; a noun takes the gender of the noun of the treebank that it ends
in ("rookgranaat" that of "granaat").
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from importlib.resources import files
from typing import Any

from sayso.language.lexicon import lexicon
from training.treebanks import Sentence

SINGULAR = "N|soort|ev|basis|{}|stan"
PLURAL = "N|soort|mv|basis"
SUFFIX = 4  # letters that a noun's last part has at least


def word_forms(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Words by fine tag (`Sentence.fine`); only words that are one part of speech in all tables."""
    index, exceptions, lookup = _table("index"), _table("exc"), _table("lookup")
    kinds = {kind: set(index[kind]) | set(exceptions[kind]) for kind in ("noun", "verb", "adj")}
    found: dict[str, set[str]] = defaultdict(set)

    def kind_of(lemma: str) -> str | None:
        of = [kind for kind, lemmas in kinds.items() if lemma in lemmas]
        return of[0] if len(of) == 1 else None

    genders = _genders(sentences)
    for lemma in index["noun"]:
        if _plain(lemma) and kind_of(lemma) == "noun" and (gender := _gender(lemma, genders)):
            found[SINGULAR.format(gender)].add(lemma)
    for lemma in index["verb"]:
        if _plain(lemma) and kind_of(lemma) == "verb" and lemma.endswith("n"):
            found["WW|inf|vrij|zonder"].add(lemma)
            found["WW|inf|nom|zonder|zonder-n"].add(lemma)
    for lemma in index["adj"]:
        if _plain(lemma) and kind_of(lemma) == "adj" and not lemma.endswith(("e", "d")):
            found["ADJ|prenom|basis|zonder"].add(lemma)
            found["ADJ|vrij|basis|zonder"].add(lemma)
    for form, lemma in lookup.items():
        if _plain(form) and kind_of(form) is None and form != lemma and (tag := _tag(form, lemma, kind_of(lemma))):
            found[tag].add(form)
    for forms in lexicon("nl", "verbs")["strong"]:
        _, past, plural, participle, *_ = forms.split()
        found["WW|pv|verl|ev"].add(past)
        found["WW|pv|verl|mv"].add(plural)
        found["WW|vd|vrij|zonder"].add(participle)
    return {tag: sorted(words) for tag, words in found.items()}


def _tag(form: str, lemma: str, kind: str | None) -> str | None:
    """The fine tag of an inflected form by its ending; None where the ending leaves it open."""
    if kind == "noun" and form.endswith(("en", "s")) and not form.endswith("tjes"):
        return PLURAL
    if kind == "adj" and form.endswith("e"):
        return "ADJ|prenom|basis|met-e|stan"
    participle = "ge" in form and "ge" not in lemma
    if kind == "verb" and participle and form.startswith("ge") and form.endswith(("d", "t")):
        return "WW|vd|vrij|zonder"
    # A finite form in one word ("opbelde") only stands in subordinate clauses.
    if kind == "verb" and not participle and not lemma.startswith(tuple(lexicon("nl", "verbs")["separable"])):
        if form.endswith(("de", "te")) and not form.endswith("ende"):
            return "WW|pv|verl|ev"
        if form.endswith(("den", "ten")):
            return "WW|pv|verl|mv"
        if form.endswith("t"):
            return "WW|pv|tgw|met-t"
    return None


def _genders(sentences: list[Sentence]) -> dict[str, str]:
    """The gender of every singular noun of the treebank."""
    found = {}
    for sentence in sentences:
        for word, fine in zip(sentence.words, sentence.fine, strict=True):
            parts = fine.split("|")
            if parts[:4] == ["N", "soort", "ev", "basis"] and parts[4] in ("zijd", "onz") and len(word) >= SUFFIX:
                found[word.lower()] = parts[4]
    return found


def _gender(noun: str, genders: dict[str, str]) -> str | None:
    """That of the longest known noun at its end."""
    return next((g for at in range(len(noun) - SUFFIX + 1) if (g := genders.get(noun[at:]))), None)


def _plain(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word.islower()


def _table(name: str) -> dict[str, Any]:
    path = files("spacy_lookups_data") / "data" / f"nl_lemma_{name}.json.gz"
    table: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return table
