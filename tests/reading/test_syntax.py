"""Questions asked of a tree, on trees that the tests build themselves and on sentences that the pipeline parses."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.reading import syntax

VOCAB = spacy.blank("nl").vocab


def tree(*rows: tuple[str, str, str, int]) -> Doc:
    """A Doc of (word, tag, label, index of its head)."""
    words, tags, labels, heads = zip(*rows, strict=True)
    return Doc(VOCAB, list(words), pos=list(tags), deps=list(labels), heads=list(heads))


def parsed(text: str) -> Doc:
    try:
        return pipeline("nl").parse(from_text(text, "test.txt", language="nl"))
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


RELATIVE = tree(
    ("tanks", "NOUN", "ROOT", 0),
    ("die", "PRON", "nsubj", 3),
    ("gisteren", "ADV", "advmod", 3),
    ("brandden", "VERB", "acl:relcl", 0),
)
CONTROL = tree(
    ("Kyiv", "PROPN", "nsubj", 1),
    ("zegt", "VERB", "ROOT", 1),
    ("dorpen", "NOUN", "obj", 4),
    ("te", "ADP", "mark", 4),
    ("houden", "VERB", "xcomp", 1),
)
LIST = tree(
    ("tanks", "NOUN", "obj", 5),
    (",", "PUNCT", "punct", 2),
    ("kanonnen", "NOUN", "conj", 0),
    ("en", "CCONJ", "cc", 4),
    ("vliegtuigen", "NOUN", "conj", 0),
    ("verloren", "VERB", "ROOT", 5),
)


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    assert syntax.antecedent(RELATIVE[1]) == RELATIVE[0]
    assert syntax.subject(RELATIVE[3]) == RELATIVE[0]
    assert syntax.antecedent(RELATIVE[0]) == RELATIVE[0]


def test_an_infinitive_has_the_subject_of_its_governor() -> None:
    assert syntax.subject(CONTROL[4]) == CONTROL[0]
    assert syntax.objects(CONTROL[4]) == [CONTROL[2]]


def test_the_predicate_is_the_head_of_the_clause() -> None:
    assert syntax.predicate(RELATIVE[2]) == RELATIVE[3]
    assert syntax.predicate(LIST[4]) == LIST[5]


def test_who_did_it_in_a_passive() -> None:
    doc = parsed("De tanks werden door het leger vernietigd.")
    verb = word(doc, "vernietigd")
    assert syntax.is_passive(verb)
    assert syntax.by_agent(verb) == word(doc, "leger")
    assert syntax.subject(verb) == word(doc, "tanks")


def test_an_active_verb_has_subject_and_object() -> None:
    doc = parsed("Het leger vernietigde de tanks.")
    verb = word(doc, "vernietigde")
    assert not syntax.is_passive(verb)
    assert syntax.subject(verb) == word(doc, "leger")
    assert syntax.objects(verb) == [word(doc, "tanks")]
    assert syntax.by_agent(verb) is None


def test_a_conjoined_verb_shares_the_subject() -> None:
    doc = parsed("De soldaten staken de rivier over en veroverden het dorp.")
    assert syntax.subject(word(doc, "veroverden")) == word(doc, "soldaten")


def test_obliques_are_found_by_their_preposition() -> None:
    doc = parsed("Nederland levert raketten aan Oekraïne.")
    found = [p for t in doc if (p := syntax.oblique(t, "aan")) is not None]
    assert found == [word(doc, "Oekraïne")]
    assert syntax.case(found[0]) == "aan"
    assert all(syntax.oblique(t, "tegen") is None for t in doc)
