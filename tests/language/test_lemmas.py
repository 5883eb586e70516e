"""Dictionary forms by tag."""

import pytest

from sayso.language.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "tag", "form"),
    [
        ("zegt", "VERB", "zeggen"),
        ("opgenomen", "VERB", "opnemen"),
        ("uitgevoerd", "VERB", "uitvoeren"),
        ("sneuvelden", "VERB", "sneuvelen"),
        ("gesneuveld", "VERB", "sneuvelen"),
        ("verloor", "VERB", "verliezen"),
        ("heroverde", "VERB", "heroveren"),
        ("bezweken", "VERB", "bezwijken"),
        ("spelen", "VERB", "spelen"),
        ("spelen", "NOUN", "spel"),
        ("werken", "VERB", "werken"),
        ("omgekomen", "VERB", "omkomen"),
        ("terugtrokken", "VERB", "terugtrekken"),
        ("beschoten", "VERB", "beschieten"),
        ("zijn", "AUX", "zijn"),
        ("zouden", "AUX", "zullen"),
        ("leden", "NOUN", "lid"),
        ("leden", "VERB", "lijden"),
        ("doden", "NOUN", "dode"),
        ("doden", "VERB", "doden"),
        ("tanks", "NOUN", "tank"),
        ("bommen", "NOUN", "bom"),
        ("raketten", "NOUN", "raket"),
        ("wapens", "NOUN", "wapen"),
        ("Russische", "ADJ", "Russisch"),
        ("Europese", "ADJ", "Europees"),
        ("zware", "ADJ", "zwaar"),
        ("Bachmoet", "PROPN", "Bachmoet"),
        ("Tientallen", "NUM", "Tientallen"),
        ("Volgens", "ADP", "volgens"),
    ],
)
def test_forms(word, tag, form):
    assert lemma(word, tag) == form


@pytest.mark.parametrize("word", ["", "e", "en", "s", "ge", "gen", "aan", "😀", "-", "'"])
@pytest.mark.parametrize("tag", ["VERB", "NOUN", "ADJ", "X"])
def test_scraps_are_no_trouble(word, tag):
    assert isinstance(lemma(word, tag), str)
