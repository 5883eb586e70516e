"""Furniture is found, and prose that looks like it is left alone: both ways, on sentences made for this."""

import pytest

from sayso.documents.document import ZoneKind
from sayso.documents.text import from_text

BEFORE = "Kop boven het stuk\n\nHet leger meldde gevechten bij de brug. Meer is er niet bekend.\n\n"
AFTER = "\n\nDe gouverneur sprak later van een rustige nacht. Ook de burgemeester zei dat."


def kind_of(line: str) -> ZoneKind | None:
    """The zone of a line that stands between two paragraphs, None for prose; headlines count as prose."""
    document = from_text(BEFORE + line + AFTER, "x.txt")
    start, end = len(BEFORE), len(BEFORE) + len(line)
    kinds = {zone.kind for zone in document.zones if zone.start < end and start < zone.end}
    kinds.discard(ZoneKind.HEADLINE)
    assert len(kinds) <= 1
    return kinds.pop() if kinds else None


FURNITURE = [
    "Videospeler inladen...",
    "Bekijk ook: Zo werkt een drone van 40 kilo",
    "BEKIJK - De burgemeester reageert op de aanval (3:12)",
    "KIJK. Drone filmt 12 vernielde tanks",
    "Lees ook: 7 vragen over de brug",
    "LEES OOK | 40 dagen in de kelder",
    "► Lees ook: 7 vragen over de brug",
    "Lees verder onder de foto",
    "Tekst gaat verder onder de kaart",
    "(tekst loopt door onder de video)",
    "Onze excuses Helaas kunnen wij dit bericht niet tonen: het heeft 2 social media-elementen. Aanvaard de cookies.",
    "Wij gebruiken cookies van 391 partners. Akkoord?",
    "Om deze video te kunnen zien, moet je de cookies accepteren",
    "Advertentie",
    "Advertentie: 6 weken lezen voor 2 euro",
    "Probeer onze krant 4 weken voor 5 euro",
    "Je hebt nog 3 gratis artikelen",
    "Meld je aan voor onze nieuwsbrief van 07.00 uur",
    "Download onze app (4,8 sterren)",
    "Deel dit artikel (98)",
    "214 reacties",
    "Laad nog 15 berichten",
    "Foto 3 van 12",
    "Tips? Mail redactie@krant.example of bel 06-12345678",
    "Voor giften: Giro 777",
    "Copyright 2023 De Krant. Alle rechten voorbehouden.",
    "© De Krant 2023",
    "Een versie van dit artikel verscheen ook in de krant van 12 juni 2023.",
    "Tags: brug, leger, 40 kilometer",
    "Leestijd: 4 minuten",
    "Pagina 12",
]

CAPTIONS = [
    "Volledig scherm Een flat met 40 woningen na de aanval. © REUTERS",
    "Soldaten bij een houwitser van 155 mm. Beeld AP",
    "Soldaten bij een houwitser van 155 mm Foto Jan Jansen / AFP",
    "Soldaten bij een houwitser van 155 mm. (Foto: ANP)",
    "Soldaten bij een houwitser van 155 mm.beeld afp / Jan de Vries",
    "Een getroffen flat. © Getty Images / 2023-12-03",
    "Foto: Reuters (3), kaart: redactie",
    "AFP / Getty Images",
]

DATELINES = [
    "08.14 uur",
    "Woensdag 24 mei 2023",
    "24-05-2023, 10:30",
    "Gepubliceerd op 12 juni 2023 om 10:30",
    "Laatste update: 2 uur geleden",
    "CHARKIV – ODESA",
    "ANP - BRUSSEL 12/03/2024 09:40",
    "GOMA, 4 februari 2025",
    "Door Jan van der Vries",
]

PROSE = [
    "Deze video kan niet onafhankelijk worden geverifieerd. Er zouden 40 mensen zijn gedood.",
    "Helaas kunnen wij deze cijfers niet controleren, zegt de waarnemer over de 300 doden.",
    "Wij en onze bondgenoten verloren 40 man bij de brug.",
    "Een eerdere versie van dit artikel meldde ten onrechte dat er 50 doden waren.",
    "Om de schade in de 40 dorpen te zien, moet je naar het oosten.",
    "Delen van de stad zijn verwoest: 300 huizen zijn onbewoonbaar.",
    "Door Russische beschietingen zijn 12 burgers gedood.",
    "Voor 50 euro per maand vechten er 3.000 huurlingen mee.",
    "Populair is de leider niet: 300 van zijn mannen deserteerden.",
    "Kijk. Er zijn 400 man gesneuveld, dat is de waarheid.",
    "Luister. Ik heb 500 man verloren.",
    "Advertenties op Telegram beloven 2.000 dollar aan wie tekent.",
    "In samenwerking met het Rode Kruis werden 300 burgers geëvacueerd.",
    "Bij de aanval kwamen 40 mensen om, meldt AFP",
    "Op sociale media staat een foto van 12 vernielde tanks",
    "Woede om foto Zelensky bij 40 graven",
    "Bron van zorg zijn de 300 vermisten.",
    "Meest getroffen zijn de 40 dorpen aan de rivier.",
    "Meest recent waren de 40 doden van zaterdag.",
    "Gisteren vielen er 300 doden.",
    "23 maart: 40 doden in Cherson.",
    "Tip van de geheime dienst voorkwam een aanslag op 300 mensen.",
    "Lees de lijst van 300 namen en je begrijpt het.",
    "Volg het spoor van de 300 tanks en je komt in het oosten.",
    "Krijg je een oproep, dan ben je een van de 300.000.",
    "Win je de slag, dan verlies je 300 man.",
    "Stuur ons 300 tanks, vroeg de president.",
    "Charkiv, 40 kilometer van de grens, verloor 300 inwoners.",
    "NAVO-chef: 300.000 militairen paraat",
    "Foto's van de 12 tanks gaan rond.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_found(line):
    assert kind_of(line) is ZoneKind.FURNITURE


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions_are_found(line):
    assert kind_of(line) is ZoneKind.CAPTION


@pytest.mark.parametrize("line", DATELINES)
def test_datelines_are_found(line):
    assert kind_of(line) is ZoneKind.DATELINE


@pytest.mark.parametrize("line", PROSE)
def test_prose_stays_prose(line):
    assert kind_of(line) is None


def test_foreign_tweets_are_furniture_and_dutch_ones_are_not():
    english = (
        "Overnight 12 drones hit the port of the city. pic.twitter.com/AbC123 — City News (@citynews) 1 december 2022"
    )
    dutch = "Vannacht zijn de haven en het station door 12 drones geraakt. pic.twitter.com/AbC123"
    assert kind_of(english) is ZoneKind.FURNITURE
    document = from_text(BEFORE + dutch + AFTER, "x.txt")
    marked = [document.text[zone.start : zone.end] for zone in document.zones if zone.kind is ZoneKind.FURNITURE]
    assert marked == ["pic.twitter.com/AbC123"]


def test_a_list_of_most_read_articles_is_furniture_to_its_end():
    links = ["1. Club wint met 3-1", "2. 5 tips voor de tuin", "3. Weg twee weken dicht"]
    document = from_text(BEFORE + "\n".join(["Meest gelezen", *links]), "x.txt")
    marked = [document.text[zone.start : zone.end] for zone in document.zones if zone.kind is ZoneKind.FURNITURE]
    assert marked == ["Meest gelezen", *links]


def test_the_link_under_read_also_is_furniture_and_the_subhead_after_it_is_not():
    text = BEFORE + "Lees ook\nHoe 300 soldaten maandenlang standhielden in een fabriek\nZware nacht" + AFTER
    document = from_text(text, "x.txt")
    kinds = {document.text[zone.start : zone.end]: zone.kind for zone in document.zones}
    assert kinds["Hoe 300 soldaten maandenlang standhielden in een fabriek"] is ZoneKind.FURNITURE
    assert kinds["Zware nacht"] is ZoneKind.HEADLINE
