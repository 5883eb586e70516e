"""Document → Doc, with the real model: the text is kept to the character, trees are trees, memory is bounded."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.language.encoder import BUNDLED, load_encoder
from sayso.language.sentences import LONGEST_SENTENCE

pytestmark = pytest.mark.skipif(not (BUNDLED / "encoder.onnx").exists(), reason="no bundled language model")

nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("aeEnrst .,!?\n\r\t\u00a0\u200b\u200f\u0301\ufeff\x00’“”'\"-–😀👍🏽0123456789")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)


def parse(text, blocks=None):
    return pipeline("nl").parse(Document(id="t", text=text, blocks=((0, len(text)),) if blocks is None else blocks))


def heads_form_trees(doc):
    for token in doc:
        at, steps = token, 0
        while at.head.i != at.i:
            at, steps = at.head, steps + 1
            assert steps <= len(doc)
    for sent in doc.sents:
        assert sum(token.head.i == token.i for token in sent) == 1
        assert all(token.head in sent for token in sent)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nasty)
def test_text_is_kept_to_the_character(text):
    doc = parse(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    heads_form_trees(doc)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\r\nb",
        "\ufeffDe man.",
        "e\u0301e\u0301n man",
        "b\x00c",
        "شلום hij ging",
        "👨‍👩‍👧 lacht.",
        "x" * 5000,
        "\u00a0 \u00a0",
    ],
)
def test_odd_texts(text):
    doc = parse(text)
    assert doc.text == text
    heads_form_trees(doc)


def test_a_sentence_is_analysed():
    doc = parse("Volgens Kiev zijn gisteren twaalf Russische soldaten gesneuveld bij Bachmoet.")
    by_word = {t.text: t for t in doc}
    assert by_word["soldaten"].dep_.startswith("nsubj")
    assert by_word["soldaten"].head.text == "gesneuveld"
    assert by_word["twaalf"].dep_ == "nummod"
    assert by_word["Russische"].dep_ == "amod"
    assert by_word["Volgens"].dep_ == "case"
    assert by_word["gesneuveld"].dep_ == "ROOT"
    assert by_word["gesneuveld"].lemma_ == "sneuvelen"
    assert by_word["Bachmoet"].pos_ == "PROPN"
    assert {e.text: e.label_ for e in doc.ents}.get("Bachmoet") == "LOC"


def test_white_space_changes_nothing_about_the_tree():
    flat = "Het leger meldt dat er bij de stad twaalf doden zijn gevallen."
    broken = flat.replace(" er bij", "\r\ner  bij").replace(" doden", "\n\n \ndoden")
    one, other = parse(flat), parse(broken)
    words = [t for t in other if not t.is_space]
    assert [(t.text, t.dep_, t.pos_, t.head.text) for t in one] == [
        (t.text, t.dep_, t.pos_, t.head.text) for t in words
    ]
    for token in other:
        if token.is_space:
            assert token.dep_ == "dep"
            assert not any(True for _ in token.children if not _.is_space)


def test_sentences_never_cross_blocks():
    text = "Zware verliezen\n\nHet leger zwijgt\n\nen vecht"
    blocks = ((0, 15), (17, 33), (35, 43))
    for sent in parse(text, blocks).sents:
        start = next(t.idx for t in sent if not t.is_space)
        end = max(t.idx + len(t) for t in sent if not t.is_space)
        assert any(a <= start and end <= b for a, b in blocks)


def test_many_documents_give_the_same_as_each_alone():
    texts = [f"Op dag {i} vielen er {i * 7} doden bij {'de stad ' * (i % 5)}. Dat meldt het leger." for i in range(30)]
    documents = [Document(id=str(i), text=t, blocks=((0, len(t)),)) for i, t in enumerate(texts)]
    together = list(pipeline("nl").parse_many(documents))
    assert [doc.text for doc in together] == texts
    assert [doc.user_data["document"] for doc in together] == [str(i) for i in range(30)]
    for doc, document in zip(together, documents, strict=True):
        alone = pipeline("nl").parse(document)
        assert [(t.head.i, t.dep_, t.pos_, t.ent_type_) for t in doc] == [
            (t.head.i, t.dep_, t.pos_, t.ent_type_) for t in alone
        ]


def test_a_sentence_without_end_is_read_in_pieces():
    text = "woord en nog een woord, " * 2000
    doc = parse(text)
    assert doc.text == text
    assert max(len(sent) for sent in doc.sents) <= LONGEST_SENTENCE
    heads_form_trees(doc)


def test_the_model_is_loaded_once():
    assert pipeline("nl") is pipeline("nl")
    assert load_encoder() is load_encoder()


def test_a_missing_model_says_what_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"encoder\.onnx"):
        load_encoder(tmp_path)


def test_a_full_stop_behind_a_plain_word_ends_its_sentence() -> None:
    nlp = pipeline("nl")
    doc = nlp.parse(
        from_text(
            "Dat is 300 man, aldus de VN. Hij zei het tegen de pers. Volgens prof. Smit niet.", "a", language="nl"
        )
    )
    assert [str(sentence).strip().split()[-1] for sentence in doc.sents] == ["VN.", "pers.", "niet."]
    assert {"VN", "pers", "prof."} <= {token.text for token in doc}
