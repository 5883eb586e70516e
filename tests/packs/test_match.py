"""Names are found in texts, and the pack is chosen by them. Plain tokens do: no language model is needed."""

import pytest
import spacy
from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.packs import load_pack, packs_for
from sayso.packs.match import Found, Names


def tokens(text: str) -> Doc:
    doc = spacy.blank("nl")(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text[0].isupper() else "PUNCT" if token.is_punct else "NOUN"
    return doc


def found(text: str, pack: str = "ukraine") -> list[tuple[str, str]]:
    doc = tokens(text)
    return [(doc[f.start : f.end].text, f.id) for f in Names(load_pack(pack)).find(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volgens Sergej Sjojgoe was het stil.", [("Sergej Sjojgoe", "sergei-shoigu")]),
        ("Dat meldt het Institute for the Study of War.", [("Institute for the Study of War", "isw")]),
        ("Vladimir Zelenski sprak.", [("Vladimir Zelenski", "volodymyr-zelensky")]),
        ("Poetins kok was boos.", [("Poetins kok", "yevgeny-prigozhin")]),
        ("De VN telden mee, de vn niet.", [("VN", "un")]),
        ("Wat is dat?", []),
        ("Het dorp Tsjasiv Jar viel.", [("Tsjasiv Jar", "Chasiv Yar")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_bare_surname_of_somebody_else_is_not_the_packs_person() -> None:
    assert found("Jan Smirnov woont hier. Smirnov lacht.") == []
    assert found("Aleksej Smirnov meldt. Smirnov lacht.") == [
        ("Aleksej Smirnov", "aleksei-smirnov"),
        ("Smirnov", "aleksei-smirnov"),
    ]


def test_compounds() -> None:
    doc = tokens("De Wagner-baas stuurt Wagnertroepen; een NAVO-woordvoerder zweeg.")
    assert [(f.id, f.rest) for f in Names(load_pack("ukraine")).find(doc)] == [
        ("wagner", "baas"),
        ("wagner", "troepen"),
        ("nato", "woordvoerder"),
    ]


def test_nationality_words_take_the_packs_side() -> None:
    doc = tokens("Britse, Palestijnse en Noorse artsen; de Russen; Damascus.")
    sides = [f.id for f in Names(load_pack("gaza")).find(doc)]
    assert sides == ["UK", "PAL", "NO", "RU", "SY"]


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        ("Oekraïense troepen trokken Robotyne binnen, zegt het Russische leger.", "ukraine"),
        ("In Khan Younis kwamen Palestijnen om, meldt Israël; Hamas zwijgt.", "gaza"),
        ("De RSF belegert El Fasher in Darfur, zegt het Sudanese leger.", "sudan"),
        ("M23 nam Goma in; Rwanda ontkent, Congo protesteert.", "congo"),
        ("Azerbeidzjan nam Stepanakert in Nagorno-Karabach in.", "karabakh"),
        ("Ethiopische troepen vielen Mekelle aan; het TPLF vluchtte naar Adwa.", "tigray"),
        ("De Houthi's beschoten Marib; Saudi-Arabië bombardeerde Sanaa.", "yemen"),
        ("Syrische rebellen namen Aleppo en Hama in op Assad.", "syria"),
        ("De gemeente Assen bouwt een brug.", "world"),
        ("Russische huurlingen van Wagner trokken Mali in; in Mali vielen 40 doden.", "world"),
    ],
)
def test_the_text_chooses_the_pack(text: str, pack: str) -> None:
    assert packs_for(tokens(text), Document("t", text)).id == pack


def test_a_given_name_is_no_nation() -> None:
    doc = tokens("De Franse arts Frans Heijnen telt twaalf gewonden.")
    for token in doc[3:5]:
        token.ent_type_ = "PER"
    assert [doc[f.start].text for f in Names(load_pack("world"), "nl").find(doc)] == ["Franse"]


def test_found_is_a_value() -> None:
    assert Found(0, 1, "side", "RU", "people") == Found(0, 1, "side", "RU", "people")
