"""Treebank sentences with other words in them keep their trees."""

import random

from training.substitutes import Substitutes, uses
from training.treebanks import Sentence


def sentence(*rows: tuple[str, str, str, int, str]) -> Sentence:
    words, tags, fine, heads, relations = (list(column) for column in zip(*rows, strict=True))
    return Sentence(words, tags, heads, relations, fine, ["_"] * len(words), [True] * len(words))


def clause(verb: str, noun: str) -> Sentence:
    return sentence(
        ("Zij", "PRON", "VNW", 2, "nsubj"),
        (verb, "VERB", "WW|pv", 0, "root"),
        ("de", "DET", "LID", 4, "det"),
        (noun, "NOUN", "N|soort|ev", 2, "obj"),
    )


SLEEPS = sentence(("Zij", "PRON", "VNW", 2, "nsubj"), ("slaapt", "VERB", "WW|pv", 0, "root"))
BANK = [clause("ziet", "brug"), clause("bouwt", "kade"), SLEEPS]


def varied(listed: dict[str, list[str]] | None = None) -> list[Sentence]:
    substitutes = Substitutes(BANK, listed)
    return [substitutes.vary(BANK[0], 1.0, random.Random(seed)) for seed in range(30)]


def test_words_change_and_the_tree_does_not():
    found = varied()
    assert {tuple(s.words) for s in found} == {
        ("Zij", verb, "de", noun) for verb in ("ziet", "bouwt") for noun in ("brug", "kade")
    }
    assert all((s.heads, s.relations, s.tags) == (BANK[0].heads, BANK[0].relations, BANK[0].tags) for s in found)


def test_a_verb_without_an_object_does_not_stand_in_for_one_with():
    assert all("slaapt" not in s.words for s in varied())


def test_a_word_list_gives_words_of_the_same_form():
    nouns = {s.words[3] for s in varied({"N|soort|ev": ["sluis"], "WW|pv|verl": ["liep"]})}
    assert nouns == {"brug", "kade", "sluis"}


def test_parts_of_one_expression_stay():
    name = sentence(("koning", "NOUN", "N", 0, "root"), ("Albert", "PROPN", "N", 1, "flat"))
    assert uses(name) == [None, None]
