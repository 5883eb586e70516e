"""Sentence borders in the kinds of text that Dutch papers print."""

import pytest
import spacy

from sayso.language.sentences import sentence_starts


@pytest.fixture(scope="module")
def tokenizer():
    return spacy.blank("nl").tokenizer


def split(tokenizer, text, blocks=None):
    doc = tokenizer(text)
    starts = sentence_starts(doc, blocks if blocks is not None else [(0, len(text))])
    return [doc[a:b].text.strip() for a, b in zip(starts, [*starts[1:], len(doc)], strict=True)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Er vielen doden.", "Dat meldt het leger."],
        ["De trein komt om 08.14 uur aan in St. Petersburg.", "Daar wacht de a.i. directeur."],
        ["Dr. J.P. de Vries en gen. b.d. Mart Smit spraken over nr. 5.", "Zij zwegen over de rest."],
        ["Het gaat om ca. 500 man, d.w.z. een bataljon.", "Meer is er niet."],
        ["Tanks, kanonnen, enz.", "De rest volgt later."],
        ["Hij woont in de V.S.", "Dat is ver."],
        ["“Wij gaan door.", "Niemand houdt ons tegen”, zei hij.", "Daarna vertrok hij."],
        ["“Wij gaan door.”", "De generaal lachte."],
        ["“Wij gaan door!” riep hij.", "Niemand antwoordde."],
        ["'Dat is niet waar', zegt ze.", "'s Avonds belt ze terug."],
        ["Is dat zo?", "Ja.", "Het is zo!"],
        ["Hij aarzelde… en vertrok.", "Niemand zag hem…", "De volgende dag was hij terug."],
        ["Er waren 3.500 doden en 1.200,5 ton puin.", "In 2022 was dat anders."],
        ["Dat was in 2022.", "10.000 mensen vluchtten."],
        ["(Lees ook het interview.)", "De stad viel."],
        ["Minister mr. A. van Dam (56) zegt niets.", "Ook prof. dr. B.C. Bos zwijgt."],
        [",,Dan pas is er vrede.''", "Meer zei hij niet."],
    ],
)
def test_running_text(tokenizer, sentences):
    assert split(tokenizer, " ".join(sentences)) == sentences


def test_blocks_are_borders_without_a_full_stop(tokenizer):
    text = (
        "Zware verliezen bij de stad\n\nHet leger meldt twaalf doden.\n\nSlijtageslag\n\nOok gisteren viel er een bom"
    )
    blocks = []
    at = 0
    for part in text.split("\n\n"):
        blocks.append((at, at + len(part)))
        at += len(part) + 2
    assert split(tokenizer, text, blocks) == text.split("\n\n")


def test_lines_inside_a_block_are_no_borders(tokenizer):
    text = "Het leger meldt dat er bij de\r\nstad twaalf doden\n\nzijn gevallen. De strijd\ngaat door."
    assert split(tokenizer, text) == [
        "Het leger meldt dat er bij de\r\nstad twaalf doden\n\nzijn gevallen.",
        "De strijd\ngaat door.",
    ]


def test_bullets_on_lines_of_their_own(tokenizer):
    assert split(tokenizer, "Er zijn drie eisen:\n• geld\n• wapens") == ["Er zijn drie eisen:", "• geld", "• wapens"]


def test_numbered_points_stay_whole(tokenizer):
    assert split(tokenizer, "1. De stad is gevallen. 2. Het leger zwijgt.") == [
        "1. De stad is gevallen.",
        "2. Het leger zwijgt.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "...", "”", "a", "!?"])
def test_odd_text_gives_at_most_one_sentence(tokenizer, text):
    doc = tokenizer(text)
    assert sentence_starts(doc, [(0, len(text))]) == ([0] if len(doc) else [])
