"""Verb forms by rule."""

import pytest

from sayso.language.conjugation import forms, index

IRREGULAR = {"zeggen": ["zegt", "zei", "zeiden", "gezegd"], "schrijven": ["schrijft", "schreef", "geschreven"]}


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("melden", ["meldt", "meldde", "gemeld"]),
        ("beweren", ["beweert", "beweerde", "beweerd"]),
        ("ramen", ["raamt", "raamde", "geraamd"]),
        ("vrezen", ["vreest", "vreesde", "gevreesd"]),
        ("schatten", ["schat", "schatte", "geschat"]),
        ("twitteren", ["twittert", "twitterde", "getwitterd"]),
        ("evacueren", ["evacueert", "evacueerde", "geëvacueerd"]),
        ("repatriëren", ["repatrieert", "repatrieerde", "gerepatrieerd"]),
        ("interneren", ["interneerde", "geïnterneerd"]),
        ("zeggen", ["zei", "gezegd", "zeggend"]),
        ("beschrijven", ["beschreef", "beschreven"]),
    ],
)
def test_forms(verb: str, expected: list[str]) -> None:
    assert set(expected) <= forms(verb, IRREGULAR)


def test_a_separable_verb_is_found_apart_and_together() -> None:
    found = index(["toe|zeggen"], IRREGULAR)
    assert found["zei", "toe"] == found["toegezegd", ""] == found["toezeggen", ""] == "toe|zeggen"
    assert ("zei", "") not in found
