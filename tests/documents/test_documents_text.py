"""Whatever the text: it is kept as it is, and blocks and zones lie inside it, in order, without overlap."""

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.document import Document
from sayso.documents.languages import detect_language
from sayso.documents.text import from_text

PIECES = [
    "Het leger meldde dat bij de brug zeker veertig militairen zijn gedood.",
    "Meest gelezen",
    "1. Club wint met 3-1",
    "Lees ook",
    "Videospeler inladen...",
    " date 2023-05 ",
    "KYIV (ANP) - ",
    "17.52 – ",
    "Soldaten bij een brug. Beeld AP",
    "Hoeveel doden?",
    "“Veertig.”",
    "Woensdag 24 mei 2023",
    "pic.twitter.com/x — A (@b) 1 mei 2023",
    "\u200f\u0645\u0631\u062d\u0628\u0627 40",
    "e\u0301e\u0301n 👩‍👩‍👧 tank",
    "\ufeff",
    "\x00",
    "©",
    "*",
]
BREAKS = ["\n", "\r\n", "\n\n", "\r", " ", "\u2028", "\x0c", "\x85", "", " \n\n"]
made_texts = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=60), st.sampled_from(BREAKS)), max_size=25
).map(lambda parts: "".join(piece + between for piece, between in parts))


def check(document: Document, text: str) -> None:
    assert document.text == text
    for spans in (list(document.blocks), [(zone.start, zone.end) for zone in document.zones]):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = {place for start, end in document.blocks for place in range(start, end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in inside)
    blocks = set(document.blocks)
    assert all((zone.start, zone.end) in blocks for zone in document.zones)
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in blocks)


@settings(max_examples=400, deadline=None)
@given(made_texts)
def test_blocks_and_zones_of_any_text(text):
    check(from_text(text, "x.txt"), text)


def test_300_documents_recombined_from_paragraphs():
    shuffled = random.Random(7)
    for _ in range(300):
        text = "".join(shuffled.choice(PIECES) + shuffled.choice(BREAKS) for _ in range(shuffled.randrange(40)))
        check(from_text(text, "x.txt"), text)


def test_a_sentence_of_a_megabyte_is_one_block():
    text = "en toen kwam er nog een tank " * 35_000
    document = from_text(text, "x.txt")
    assert len(document.blocks) == 1


def test_time_grows_with_the_length_only():
    text = "\n".join(f"{PIECES[0][:-1]} bij kilometer {number}." for number in range(20_000))
    check(from_text(text, "x.txt"), text)


def test_languages():
    assert (
        detect_language("De Oekraïense luchtmacht heeft 18 drones neergehaald, meldt Serhi Hajdaj in Severodonetsk.")
        == "nl"
    )
    assert detect_language("The Ukrainian air force shot down 18 drones, according to Serhiy Haidai.") == "en"
    assert detect_language("Die ukrainische Luftwaffe hat nach eigenen Angaben 18 Drohnen abgeschossen.") == "de"
    assert detect_language("Повітряні сили України збили вісімнадцять дронів цієї ночі.") == "uk"
    assert detect_language("12 345 !!") == "und"
    assert from_text("Zwaar: 18 doden.", "x.txt", language="nl").language == "nl"
