"""Verb forms by rule, Dutch and English, so that a lexicon lists infinitives only.

Makes too many forms rather than too few ("beweerden" and the non-word "bewerde"): a form that no Dutch text holds
costs nothing. Separable verbs are written "toe|geven", phrasal ones "give|in".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PREFIXES = (
    "be",
    "ver",
    "ont",
    "her",
    "er",
    "ge",
    "om",
    "over",
    "onder",
    "weer",
    "voor",
    "mis",
    "tegen",
    "vol",
    "open",
)
_VOWELS = "aeiou"


def forms(infinitive: str, irregular: Mapping[str, Iterable[str]], language: str = "nl") -> set[str]:
    """All finite and infinite forms of a verb without its separable particle; `irregular` maps base verbs to theirs."""
    if language == "en":
        return {infinitive, *(irregular[infinitive] if infinitive in irregular else _english(infinitive))}
    if infinitive in irregular:
        return {infinitive, infinitive + "d", infinitive + "de", *irregular[infinitive]}
    for prefix in _PREFIXES:
        base = infinitive.removeprefix(prefix)
        if base != infinitive and base in irregular:
            strong = [form for form in irregular[base] if not form.startswith("ge") or base.startswith("ge")]
            past = [form.removeprefix("ge") for form in irregular[base] if form.startswith("ge")]
            return {infinitive, infinitive + "d", *(prefix + form for form in (*strong, *past))}
    made = {infinitive, infinitive + "d", infinitive + "de"}
    for stem in _stems(infinitive):
        endings = ("", "t", "d", "de", "den", "te", "ten")
        made.update(stem + ending for ending in endings)
        made.update(_past_prefix(stem) + ending for ending in ("", "t", "d"))
    return made


def _past_prefix(stem: str) -> str:
    """ "gedood", but "geëvacueerd" and "geïnterneerd"."""
    return "ge" + {"e": "ë", "i": "ï"}.get(stem[:1], stem[:1]) + stem[1:]


def _stems(infinitive: str) -> set[str]:
    if not infinitive.endswith("en"):
        return {infinitive.removesuffix("n")}
    stem = infinitive[:-2]
    stems = {stem}
    if re.search(r"([bcdfgklmnprstvwz])\1$", stem):
        stems = {stem[:-1]}
    elif re.search(rf"(?<![{_VOWELS}])[aeou][bcdfgklmnprstvwz]$", stem):
        stems.add(stem[:-1] + stem[-2] + stem[-1])
    for end, long in (("uer", "ueer"), ("iër", "ieer"), ("eër", "eëer")):  # evacueren, repatriëren, creëren
        if stem.endswith(end):
            stems.add(stem.removesuffix(end) + long)
    hard = {"v": "f", "z": "s"}
    return {s[:-1] + hard[s[-1]] if s[-1:] in hard else s for s in stems}


def _english(infinitive: str) -> set[str]:
    """Third person, past and -ing form of a regular English verb; a last consonant also doubled ("stopped")."""
    if infinitive.endswith("e"):
        stem = infinitive[:-1]
        return {infinitive + "s", infinitive + "d", stem + "ing", infinitive + "ing"}
    if re.search(r"[^aeiou]y$", infinitive):
        return {infinitive[:-1] + "ies", infinitive[:-1] + "ied", infinitive + "ing"}
    made = {infinitive + ending for ending in ("s", "es", "ed", "ing")}
    if re.search(r"[aeiou][bdgklmnprt]$", infinitive):
        made |= {infinitive + infinitive[-1] + ending for ending in ("ed", "ing")}
    return made


def split(verb: str, language: str = "nl") -> tuple[str, str]:
    """Base and particle of a verb as listed, "" for none: Dutch "toe|geven" and English "give|in"."""
    if language == "en":
        base, _, particle = verb.partition("|")
    else:
        particle, _, base = verb.rpartition("|")
    return base, particle


def index(
    verbs: Iterable[str], irregular: Mapping[str, Iterable[str]], language: str = "nl"
) -> dict[tuple[str, str], str]:
    """Map (form, particle) to the verb as listed, particle "" where form holds all of it: ("toegegeven", ""),
    ("gaf", "toe") and ("zegt", "") are keys."""
    found: dict[tuple[str, str], str] = {}
    for verb in verbs:
        base, particle = split(verb, language)
        for form in forms(base, irregular, language):
            found.setdefault((form, particle), verb)
            if particle and language == "nl":
                found.setdefault((particle + form, ""), verb)
                found.setdefault((particle + "te" + form, ""), verb)
    return found
