"""Paragraphs: one a line, or hard-wrapped with or without blank lines between the lines."""

import textwrap

import pytest

from sayso.documents.blocks import is_wrapped, lines, paragraphs

PARAGRAPHS = [
    "De gouverneur van de provincie zei dinsdag dat bij de beschieting van het dorp aan de rivier zeker veertien "
    "mensen gewond zijn geraakt, van wie drie ernstig. Reddingswerkers zochten tot diep in de nacht naar overlevenden.",
    "Volgens de legerleiding werden in dezelfde nacht negentien drones onderschept. De overige vier kwamen terecht op "
    "een verlaten fabrieksterrein, waar brand uitbrak die pas tegen de ochtend onder controle was.",
    "In de hoofdstad bleef het deze keer stil, al ging het luchtalarm er drie keer af.",
]


def texts(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in paragraphs(text)]


def test_a_line_is_a_paragraph_in_ordinary_text():
    assert texts("\n\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert texts("\r\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert not is_wrapped(lines("\n".join(PARAGRAPHS)))


@pytest.mark.parametrize("width", [60, 72, 95])
@pytest.mark.parametrize("between", ["\n", "\n\n", " \n\n", "\r\n"])
def test_wrapped_lines_become_whole_paragraphs(width, between):
    wrapped = [line for paragraph in PARAGRAPHS for line in textwrap.wrap(paragraph, width)]
    found = texts(between.join(wrapped))
    assert found[-1].endswith(PARAGRAPHS[2])
    assert " ".join(found) == " ".join(PARAGRAPHS)
    assert all(block.endswith(".") for block in found)


def test_blank_lines_between_wrapped_paragraphs_are_their_ends():
    text = "\n\n".join("\n".join(textwrap.wrap(paragraph, 70)) for paragraph in PARAGRAPHS)
    assert texts(text) == PARAGRAPHS


def test_titles_and_subheads_of_wrapped_text_stand_alone():
    body = ["\n\n".join(textwrap.wrap(paragraph, 80)) for paragraph in PARAGRAPHS]
    text = "\n\n".join(
        ["Stille nacht in de hoofdstad", "REPORTAGE", body[0], " zware nacht", body[1], "Luchtalarm", body[2]]
    )
    found = texts(text)
    assert found[:3] == ["Stille nacht in de hoofdstad", "REPORTAGE", PARAGRAPHS[0]]
    assert "zware nacht" in found
    assert "Luchtalarm" in found


def test_an_indented_line_begins_a_paragraph():
    first = textwrap.wrap(PARAGRAPHS[0], 70)
    second = textwrap.wrap(PARAGRAPHS[1], 70, initial_indent="  ")
    assert texts("\n".join(first + second)) == PARAGRAPHS[:2]


def test_a_hyphen_at_the_end_of_a_line_goes_on():
    text = "\n\n".join(
        [
            "De leider van het huurlingen-",
            "leger zei dat hij de stad wilde",
            "innemen, maar de verdedigers die",
            "er waren, hielden stand.",
        ]
    )
    assert len(texts(text)) == 1


LONG = (
    "Het leger heeft in de nacht opnieuw geschoten op de voorsteden van de hoofdstad, waarbij volgens de burgemeester "
    "aan de rand van de stad doden vielen."
)


@pytest.mark.parametrize("width", [30, 45, 60, 90])
def test_one_wrapped_paragraph_among_others_is_one_block(width):
    wrapped = PARAGRAPHS[0].replace(". ", " en ")
    text = "\n\n".join(["Kop", LONG, "\n".join(textwrap.wrap(wrapped, width)), LONG, LONG])
    assert [" ".join(block.split()) for block in texts(text)] == ["Kop", LONG, wrapped, LONG, LONG]


def test_a_list_of_titles_among_long_paragraphs_is_no_paragraph():
    titles = "Kop boven een lijstje van dingen\nTweede regel met een hoofdletter\nDerde regel ook zo"
    text = f"{LONG}\n\n{titles}\n\n{LONG}\n\n{LONG}"
    assert len(texts(text)) == 6


def test_short_sentences_on_their_own_lines_are_not_wrapped():
    text = "Het is stil.\nDe brug is weg.\nNiemand weet waarom.\nMorgen komt er nieuws.\n"
    assert len(texts(text)) == 4


def test_an_empty_text_has_no_paragraphs():
    assert paragraphs("") == []
    assert paragraphs(" \n\t\r\n ") == []
