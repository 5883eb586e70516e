"""Fixed expressions are one word to a tree, whatever the parser made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.text import from_text
from sayso.language.fixed import Tree, fixed
from sayso.language.pipeline import pipeline

WORDS = "in het leven ter discussie op gebied van roepen stelt min of meer 3 - 0".split()  # noqa: SIM905


def tree(*rows: tuple[str, str, int, str]) -> Tree:
    words, tags, heads, relations = zip(*rows, strict=True)
    return Tree(words, tags, list(heads), list(relations))


def settled(found: Tree) -> list[tuple[str, str, str]]:
    fixed("nl").settle(found)
    return [(w, r, found.words[h]) for w, r, h in zip(found.words, found.relations, found.heads, strict=True)]


def test_the_phrase_behind_a_preposition_of_several_words_takes_its_place():
    found = tree(
        ("Zij", "PRON", 1, "nsubj"),
        ("won", "VERB", 1, "root"),
        ("met", "ADP", 3, "case"),
        ("behulp", "NOUN", 1, "obl"),
        ("van", "ADP", 5, "case"),
        ("tanks", "NOUN", 3, "nmod"),
    )
    assert settled(found)[2:] == [
        ("met", "case", "tanks"),
        ("behulp", "fixed", "met"),
        ("van", "fixed", "met"),
        ("tanks", "obl", "won"),
    ]


def test_an_idiom_hangs_on_its_verb_wherever_the_parser_put_it():
    found = tree(
        ("wie", "PRON", 4, "nsubj"),
        ("geweld", "NOUN", 4, "obj"),
        ("aan", "ADP", 3, "case"),
        ("kaak", "NOUN", 1, "nmod"),
        ("stelt", "VERB", 4, "root"),
    )
    found.words = ("wie", "geweld", "ter", "discussie", "stelt")
    assert settled(found)[2:4] == [("ter", "compound:prt", "stelt"), ("discussie", "fixed", "ter")]


def test_an_idiom_without_its_verb_is_left_alone():
    rows = [("in", "ADP", 1, "case"), ("leven", "NOUN", 2, "obl"), ("gelooft", "VERB", 2, "root")]
    found = tree(rows[0], ("het", "DET", 2, "det"), ("leven", "NOUN", 3, "obl"), ("gelooft", "VERB", 3, "root"))
    before = (list(found.heads), list(found.relations))
    settled(found)
    assert (found.heads, found.relations) == before


def test_what_the_parser_knew_stays():
    found = tree(
        ("min", "ADV", 3, "advmod"), ("of", "CCONJ", 0, "fixed"), ("meer", "ADV", 0, "fixed"), ("af", "ADJ", 3, "root")
    )
    assert settled(found)[0] == ("min", "advmod", "af")


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_language_without_a_table_has_none(language):
    assert not fixed(language).occur(["ter", "discussie"])


@given(st.data())
def test_any_tree_stays_one_tree(data):
    words = data.draw(st.lists(st.sampled_from(WORDS)))
    heads: list[int] = []
    order = data.draw(st.permutations(range(len(words))))
    place = {word: rank for rank, word in enumerate(order)}
    for i in range(len(words)):
        above = [j for j in range(len(words)) if place[j] < place[i]]
        heads.append(data.draw(st.sampled_from(above)) if above else i)
    names = st.sampled_from(["case", "obl", "nmod", "det", "conj", "mark"])
    relations = ["root" if heads[i] == i else data.draw(names) for i in range(len(words))]
    tags = [data.draw(st.sampled_from(["ADP", "NOUN", "VERB", "DET", "NUM"])) for _ in words]
    found = Tree(words, tags, heads, relations)
    fixed("nl").settle(found)
    assert found.is_sound()
    assert sum(h == i for i, h in enumerate(found.heads)) == min(1, len(words))
    assert [r == "root" for r in found.relations] == [h == i for i, h in enumerate(found.heads)]


def test_the_pipeline_puts_them_together():
    doc = pipeline("nl").parse(from_text("Hij werkt op het gebied van de bestrijding van armoede.", "x"))
    assert [t.head.text for t in doc if t.dep_ == "fixed"] == ["op", "op", "op"]
