"""Which words name places, which place is meant, and what it does in its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs.load import load_pack
from sayso.places.roles import LOCAL, NOT_THERE, SITE, sites
from sayso.places.toponyms import find_toponyms


@pytest.fixture(scope="module")
def parse():  # type: ignore[no-untyped-def]
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")

    def run(text: str) -> tuple[Doc, Document]:
        document = from_text(text, "test.txt", language="nl")
        return bundled.parse(document), document

    return run


def named(parse, text: str, pack: str = "ukraine") -> dict[str, str]:  # type: ignore[no-untyped-def]
    doc, document = parse(text)
    return {doc[t.start : t.end].text: t.entry.name for t in find_toponyms(doc, document, load_pack(pack))}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Bij Tsjasiv Jar wordt al weken zwaar gevochten.", "Tsjasiv Jar", "Chasiv Yar"),
        ("In de provincie Cherson staan tientallen dorpen onder water.", "Cherson", "Kherson Oblast"),
        ("In de stad Cherson vielen granaten.", "Cherson", "Kherson"),
        ("De granaten kwamen neer in de Donetsk-regio.", "Donetsk-regio", "Donetsk Oblast"),
        ("Het leger rukt op in het zuiden van Oekraïne.", "Oekraïne", "Ukraine"),
        ("Bij Konstjantynivka ontplofte een bom.", "Konstjantynivka", "Kostiantynivka"),
    ],
)
def test_a_name_is_the_place_that_the_words_around_it_say(parse, text: str, words: str, name: str) -> None:  # type: ignore[no-untyped-def]
    found = named(parse, text)
    assert found[words] in (name, name.replace("Kostiantynivka", "Kostyantynivka"))


def test_gaza_is_the_strip_and_gaza_stad_the_town(parse) -> None:  # type: ignore[no-untyped-def]
    found = named(parse, "In Gaza is geen water meer. In Gaza-stad staan mensen in de rij.", "gaza")
    assert found["Gaza"] == "Gaza Strip"
    assert found["Gaza-stad"] == "Gaza City"


def test_persons_armed_groups_and_factories_are_no_towns(parse) -> None:  # type: ignore[no-untyped-def]
    found = named(parse, "Volgens Hamas vochten ook mannen van Wagner mee, zegt Sergej Lyman in fabriek Orel.")
    assert not {"Hamas", "Wagner", "Lyman", "Orel"} & found.keys()


@pytest.mark.parametrize(
    ("text", "place", "weight"),
    [
        ("Bij Bachmoet sneuvelden honderd soldaten.", "Bakhmut", SITE),
        ("Bij de beschieting van Cherson kwamen twee mensen om.", "Kherson", SITE),
        ("Moskou ontkent dat er tanks verloren zijn gegaan.", "Moscow", NOT_THERE),
        ("Het ministerie van Defensie in Moskou telde veertig doden.", "Moscow", NOT_THERE),
        ("Dat zegt de burgemeester van Nikopol.", "Nikopol", LOCAL),
    ],
)
def test_what_a_place_does_in_its_sentence(parse, text: str, place: str, weight: float) -> None:  # type: ignore[no-untyped-def]
    doc, document = parse(text)
    found = sites(doc, find_toponyms(doc, document, load_pack("ukraine")), "nl")
    assert {s.toponym.entry.name: s.weight for s in found}[place] == weight


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Bachmoet",
                "de",
                "stad",
                "Gaza-stad",
                "in",
                "Zuid-",
                "-stad",
                "Poetins",
                "VS",
                "🙂",
                "é",
                "\n\n",
                "Rusland",
                ".",
                "’s",
                "Al-",
                "\u200f",
            ]
        ),
        min_size=1,
        max_size=20,
    )
)
def test_any_words_give_mentions_in_order(parse, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    doc, document = parse(" ".join(words))
    end = 0
    for toponym in find_toponyms(doc, document, load_pack("ukraine")):
        assert end <= toponym.start < toponym.end <= len(doc)
        end = toponym.end
