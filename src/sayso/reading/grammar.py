"""The little words of a language, by what they do (grammar.toml): the one place where rules ask for "van" or "of"."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from sayso.language.lexicon import lexicon

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sets of lower-case words, each named after its key in grammar.toml, which explains them."""

    of: Words
    by: Words
    genitive: Words
    owners: Words
    located: Words
    counted_of: Words
    counted_from: Words
    toll_of: Words
    concerning: Words
    receivers: tuple[str, ...]  # likeliest first
    targets: Words
    towards: Words
    with_: Words
    according: Words
    about: Words
    inside: Words
    near_speaker: Words
    at_speaker: Words
    from_report: Words
    in_report: Words
    origin: Words
    report_of: Words
    report_on: Words
    sender: Words
    towards_whom: Words
    told_behind: Words
    medium_behind: Words
    medium_of_source: Words
    informants: tuple[str, ...]  # endings
    name_links: Words
    phrase_links: Words
    where: Words
    title_of: Words
    after_title: Words
    since: Words
    infinitive: Words
    have: Words
    undergone: Words
    perfect_be: Words
    passive: Words
    back: Words
    made: Words
    ongoing: tuple[str, ...]  # endings
    off: Words
    plural_endings: tuple[str, ...]
    that: Words
    that_or_how: Words
    as_: Words
    so: Words
    relative: Words
    object_relative: Words
    free_relative: Words
    pointing: Words
    pointing_wide: Words
    expletive: Words
    reflexive: Words
    and_but: Words
    authority: Words
    not_particles: Words
    men: Words
    believers: Words
    own: Words
    he_or_she: Words
    possessive_of_bodies: Words
    their: Words
    both: Words
    one_person: Words
    single: Words
    neuter_article: Words
    common_article: Words
    article: Words
    definite: Words
    plural_nouns: tuple[str, ...]  # endings
    plural_people: tuple[str, ...]  # endings
    plural_words: Words
    portfolio_before: Words
    name_breaks: Words
    name_joins: Words
    country: Words
    several_bodies: tuple[str, ...]  # endings
    people_plural: tuple[str, ...]  # endings
    female_endings: tuple[str, ...]
    male_endings: tuple[str, ...]
    female: Words
    apart: bool  # compounds are written apart, the name before the noun: "Hamas fighters"
    subject_first: bool  # the subject stands before its verb, also behind what is said: "…, the ministry said"


@cache
def grammar(language: str) -> Grammar:
    """The little words of `language`, read once. Raises FileNotFoundError when it has no grammar.toml."""
    table = lexicon(language, "grammar")
    kinds = {field.name: str(field.type) for field in fields(Grammar)}
    made = {"bool": bool, "Words": frozenset, "tuple[str, ...]": tuple}
    return Grammar(**{name: made[kind](table[name.rstrip("_")]) for name, kind in kinds.items()})
