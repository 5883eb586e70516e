"""Which place a figure is about: nearest words first, then the paragraph, then the document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs.load import load_pack
from sayso.reading.where import Places

Ask = Callable[..., str | None]
FLOOR = 0.85  # of the places in gold; see the bars


def parsed(text: str, language: str = "nl") -> tuple[Doc, Document]:
    try:
        bundled = pipeline(language)
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", language=language)
    return bundled.parse(document), document


def token(doc: Doc, number: str) -> Token:
    return next(t for t in doc if t.text == number)


def place_of(
    text: str, number: str, pack: str = "ukraine", kind: str | None = None, language: str = "nl"
) -> str | None:
    doc, document = parsed(text, language)
    place = Places(doc, document, load_pack(pack)).place(token(doc, number), kind)
    return place.name if place else None


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("Bij Bachmoet zijn gisteren 87 Russische militairen gedood.", "87", "Bakhmut"),
        ("Het leger verloor 42 man in Avdiivka.", "42", "Avdiivka"),
        ("Rond Lyman sneuvelden 12 soldaten; bij Koepjansk waren het er 30.", "30", "Kupiansk"),
        ("Er vielen vijf doden in Charkov en drie in Soemy.", "drie", "Sumy"),
        ("Er vielen zes doden, vier in Charkov en twee in Soemy.", "twee", "Sumy"),
        ("Izjoem, een stadje met vroeger 45.000 inwoners, ligt in puin.", "45.000", "Izium"),
        ("Bij de beschieting van Nikopol kwamen 4 burgers om het leven.", "4", "Nikopol"),
        ("De soldaten staan op 12 kilometer ten zuiden van Bachmoet.", "12", "Bakhmut"),
        ("In de stad Soedzja, 9 kilometer van de grens, is niemand meer.", "9", "Sudzha"),
        ("In de regio Charkiv zijn 22 brandweerlieden omgekomen.", "22", "Kharkiv Oblast"),
        ("In Robotyne, een dorp ten zuiden van Orichiv, zijn 3 burgers gedood.", "3", "Robotyne"),
        ("Bij een inslag in een kliniek in Koepjansk, ten oosten van Charkiv, zijn 9 mensen gedood.", "9", "Kupiansk"),
        ("In Kyiv vielen 3 doden, bij Bachmoet 5.", "5", "Bakhmut"),
        ("Kiev: 221 Russen gedood bij Bachmoet", "221", "Bakhmut"),
        ("Het Russische leger bij Soledar heeft 700 militairen gedood.", "700", "Soledar"),
        ("In het dorp Robotyne in de provincie Zaporizja verloor het leger 60 tanks.", "60", "Robotyne"),
        ("Bij Soledar, even boven Bachmoet, sneuvelden 90 soldaten.", "90", "Soledar"),
        ("Bij beschietingen van de stad Nikopol kwamen 4 burgers om.", "4", "Nikopol"),
        ("Lyman is beschoten. Dat kostte 4 levens, melden de autoriteiten in Nikopol.", "4", "Lyman"),
    ],
)
def test_the_nearest_place_that_is_where_it_happened(text: str, number: str, place: str) -> None:
    assert place_of(text, number) == place


def test_the_place_of_the_sentence_before_carries() -> None:
    text = "Bij Voehledar reed een colonne in een mijnenveld. Daarbij gingen 31 tanks verloren."
    assert place_of(text, "31") == "Vuhledar"


def test_a_title_a_ministry_and_a_government_are_not_the_place() -> None:
    text = (
        "Zware strijd om Avdiivka\n\nBij Avdiivka is weer een dag hevig gevochten, meldt het leger.\n\n"
        "Het ministerie van Defensie in Moskou zegt dat 61 soldaten zijn gedood."
    )
    assert place_of(text, "61") == "Avdiivka"


@pytest.mark.parametrize(
    "speaker",
    [
        "De generale staf in Kiev telt 34 vernielde tanks.",
        "Daarbij gingen 34 tanks verloren, zo luidt het in Kiev.",
        "De waarnemersmissie van de VN in Oekraïne telde 34 doden.",
    ],
)
def test_where_a_speaker_sits_is_not_the_place(speaker: str) -> None:
    text = f"Zware strijd om Avdiivka\n\nBij Avdiivka is weer een dag hevig gevochten.\n\n{speaker}"
    assert place_of(text, "34") == "Avdiivka"


def test_a_toll_since_the_war_began_is_that_of_the_war() -> None:
    text = (
        "Doden bij konvooi in Gaza-stad\n\nIn Gaza-stad zijn donderdag 112 mensen gedood toen een menigte op een "
        "konvooi met meel afkwam, meldt het ministerie.\n\nHet dodental sinds 7 oktober staat nu op 30.035."
    )
    assert place_of(text, "112", "gaza", "killed") == "Gaza City"
    assert place_of(text, "30.035", "gaza", "killed") == "Gaza Strip"


def test_de_stad_is_the_town_named_most() -> None:
    text = (
        "Bachmoet wordt beschoten. In Bachmoet is geen stroom.\n\nIn Marioepol was dat eerder zo. "
        "In de stad wonen nog 4500 mensen."
    )
    assert place_of(text, "4500") == "Bakhmut"


def test_de_stad_is_no_town_abroad_that_somebody_fled_to() -> None:
    text = (
        "ARNHEM – Anna uit Bachmoet woont in Arnhem. In Arnhem slaapt ze slecht.\n\n"
        "In de stad houden nog 12.000 mensen het uit. In Tilburg viel regen. In die stad staan 40 bedden."
    )
    assert place_of(text, "12.000") == "Bakhmut"
    assert place_of(text, "40") == "Tilburg"


def test_the_region_of_the_last_town() -> None:
    text = "Charkiv wordt elke nacht beschoten. In die provincie zijn 17 kazernes geraakt."
    assert place_of(text, "17") == "Kharkiv Oblast"


def test_who_speaks_for_a_place_speaks_about_it() -> None:
    text = "Er zijn 35 huizen ondergelopen, zegt gouverneur Oleksandr Prokoedin van Cherson."
    assert place_of(text, "35") in ("Kherson", "Kherson Oblast")


def test_a_delivery_belongs_to_no_place_that_is_only_mentioned() -> None:
    text = (
        "De bondgenoten vergaderden in Brussel over steun.\n\nWat wachten kost, zagen we in Avdiivka.\n\n"
        "Nederland levert 100 tanks."
    )
    assert place_of(text, "100", kind="supply") is None


def test_a_text_without_places_has_none() -> None:
    assert place_of("Er zijn 12 mensen gewond geraakt.", "12") is None
    assert place_of("Een generaal noemde in het Congres 774 doden.", "774") is None  # no town in Arizona
    between = "Between 4 and 11 June 40 people were killed."
    assert place_of(between, "40", "gaza", "killed", "en") != "Jounieh"


def test_the_answer_is_explained_by_its_words() -> None:
    doc, document = parsed("Bij Bachmoet zijn 87 militairen gedood.")
    places = Places(doc, document, load_pack("ukraine"))
    place, step = places.place(token(doc, "87")), places.explain(token(doc, "87"))
    assert place is not None
    assert step is not None
    assert step.evidence is not None
    assert place.text == step.evidence.text == "Bachmoet"
    assert (place.start, place.end) == (step.evidence.start, step.evidence.end) == (4, 12)
    assert place.precision == 2
    assert place.geonameid is not None
    assert [m.name for m in places.mentions] == ["Bakhmut"]


WORDS = [
    "Bachmoet",
    "de stad",
    "bij",
    "12",
    "doden",
    "Moskou",
    "zei",
    ".",
    "\n\n",
    "🙂",
    "e\u0301",
    "\u200f",
    "\r\n",
    "van",
    "Gaza-stad",
    "9 km",
    "Poetin",
    ";",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_text_gives_places_whose_offsets_are_their_words(words: list[str]) -> None:
    doc, document = parsed(" ".join(words))
    places = Places(doc, document, load_pack("ukraine"))
    for t in doc:
        place = places.place(t)
        if place is not None and place.text is not None:
            assert document.text[place.start : place.end] == place.text
    for mention in places.mentions:
        assert document.text[mention.start : mention.end] == mention.text


def test_seeds(shared: Path) -> None:
    from sayso.packs import packs_for

    right = total = 0
    gold: dict[str, list[dict[str, object]]] = {}
    for line in (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        if claim.get("place"):
            gold.setdefault(claim["doc"], []).append(claim)
    for name, claims in gold.items():
        doc, document = parsed((shared / "seeds" / name).read_bytes().decode())
        places = Places(doc, document, packs_for(doc, document))
        for claim in claims:
            span = doc.char_span(claim["start"], claim["end"], alignment_mode="expand")
            figure = next((t for t in span if t.pos_ == "NUM"), span[0])
            kind = claim["kind"] if isinstance(claim["kind"], str) else claim["kind"][0]
            place = places.place(figure, kind)
            total += 1
            right += place is not None and (claim["place"] in place.name or place.name in claim["place"])
    assert right / total >= FLOOR


def test_the_capital_is_that_of_the_country_spoken_of() -> None:
    attack = "Bij luchtaanvallen op de Libanese stad Baalbek vielen 24 doden."
    assert place_of(f"{attack} In een voorstad van de hoofdstad vielen er elf.", "elf", pack="gaza") == "Beirut"
    assert place_of(f"{attack} In de Oekraïense hoofdstad waren dat er zeven.", "zeven", pack="gaza") == "Kyiv"
    assert place_of(f"{attack} De hoofdstad meldt elf gewonden.", "elf", pack="gaza") == "Baalbek"


def test_one_item_of_a_live_blog_gives_the_others_no_place() -> None:
    blog = """Oorlog in Soedan: volg hier het laatste nieuws

08u12

De paramilitairen zeggen de zendmast van Omdurman in handen te hebben. Daar zouden tien militairen zijn omgekomen.

07u40

Het dodental onder burgers is gestegen tot 530, laat de artsenunie weten in een verklaring op Facebook."""
    assert place_of(blog, "tien", pack="sudan", kind="killed") == "Omdurman"
    assert place_of(blog, "530", pack="sudan", kind="killed") == "Sudan"


def test_what_is_counted_over_a_long_time_is_not_of_the_town_that_the_text_is_about() -> None:
    doc, document = parsed(
        "Zware strijd om Avdiivka\n\nBij Avdiivka is weer een dag hevig gevochten, meldt het leger.\n\n"
        "Er zijn 700 tanks verloren gegaan, 900 mensen gevlucht en 300 soldaten gesneuveld."
    )
    places = Places(doc, document, load_pack("ukraine"))

    def name(number: str, kind: str, overall: bool) -> str | None:
        place = places.place(token(doc, number), kind, overall)
        return place.name if place else None

    assert name("700", "equipment_loss", False) == "Avdiivka"
    assert name("700", "equipment_loss", True) is None
    assert name("300", "killed", True) == "Ukraine"
    assert name("900", "displaced", True) == "Avdiivka"


def test_a_delivery_has_no_town_that_only_the_title_names() -> None:
    title = "Zware strijd om Avdiivka\n\nBij Avdiivka is weer een dag hevig gevochten, meldt het leger.\n\n"
    assert place_of(title + "Nederland levert 100 tanks.", "100", kind="supply") is None


def test_a_capital_that_speaks_is_no_place_but_a_town_with_so_many_people_is_the_one_named_before() -> None:
    fight = "Bij Janyatag is een wagen beschoten."
    assert place_of(f"{fight} Moskou heeft het over 5 gesneuvelde militairen.", "5") != "Moscow"
    assert place_of("Lyman ligt stil. De stad met 20.000 inwoners is verlaten.", "20.000") == "Lyman"


def test_a_country_in_the_genitive_is_no_village() -> None:
    assert place_of("In Syriës hoofdstad zijn 12 mensen gedood.", "12", "syria", "killed") != "Cires-les-Mello"


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("Drones struck silos in the Black Sea port of Odesa, where three men died.", "three", "Odesa"),
        ("In the West Bank, troops moved out of Jenin after a raid in which 21 people died.", "21", "Jenin"),
        ("In Lyman 600 homes burned, two hundred of them on the Russian-occupied side.", "600", "Lyman"),
        ("Russia fired 40 missiles at Ukrainian cities overnight.", "40", "Ukraine"),
    ],
)
def test_english_phrases_of_place(text: str, number: str, place: str) -> None:
    pack = "gaza" if "Jenin" in text else "ukraine"
    assert place_of(text, number, pack, language="en") == place


def test_where_a_speaker_comes_from_is_not_the_place() -> None:
    text = 'Lyman is under fire. "We buried 40 people," said Olena, a volunteer from Nikopol.'
    assert place_of(text, "40", language="en") == "Lyman"


def test_occupied_by_russia_is_not_in_russia() -> None:
    text = "Many homes burned, 200 of them on the Russian-occupied side."
    assert place_of(text, "200", kind="damage", language="en") == "Ukraine"


def test_what_is_hit_and_who_judges_are_where_their_country_is() -> None:
    assert place_of("Rusland heeft Oekraïense steden bestookt met 40 drones.", "40") == "Ukraine"
    assert place_of("Russische rechtbanken veroordeelden 12 soldaten.", "12", kind="legal") == "Russia"


def test_a_subheading_says_where_the_paragraph_below_it_plays() -> None:
    text = (
        "Heavy fighting near Lyman\n\nTroops fought all day near Lyman, the army said, and shells fell on the road.\n\n"
        "Kupiansk under fire\n\nShelling killed 14 people."
    )
    assert place_of(text, "14", language="en") == "Kupiansk"
