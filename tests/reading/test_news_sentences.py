"""Sentences as papers write them, one a construction: what is measured, whose it is, who says it."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.reading.claim import Claim
from sayso.reading.reader import read_claims

WARS = {
    "ukraine": "De oorlog tussen Rusland en Oekraïne duurt voort.",
    "gaza": "In de Gazastrook vechten Israël en Hamas.",
    "sudan": "In Sudan vecht het leger tegen de RSF.",
    "lebanon": "Israël en Hezbollah bestoken elkaar.",
    "congo": "In Oost-Congo rukken de M23-rebellen op tegen het Congolese leger.",
    "syria": "Het Syrische leger en de strijders van HTS vechten om Aleppo.",
}


@cache
def claims(war: str, sentence: str) -> dict[str, Claim]:
    """The claims of a sentence by their mention, read behind one that says which war it is about."""
    document = from_text(f"{WARS[war]} {sentence}\n", "t.txt")
    read = read_claims(pipeline("nl").parse(document), document).claims
    return {c.quantity.text: c for c in read}


@pytest.mark.parametrize(
    ("war", "sentence", "figure", "kind", "side"),
    [
        ("ukraine", "Er sneuvelden volgens Kyiv 300 Russen, nog eens 500 raakten gewond.", "500", "wounded", "RU"),
        ("ukraine", "De luchtafweer haalde 23 van de 28 Shahed-drones uit de lucht.", "28", "attack", "UA"),
        ("ukraine", "Kyiv kreeg er vannacht opnieuw negentig drones over zich heen.", "negentig", "attack", "UA"),
        ("ukraine", "Kyiv trok 400 militairen terug uit Sjevtsjenkove.", "400", "retreat", "UA"),
        ("ukraine", "Drie van de zwaargewonden zijn later overleden.", "Drie", "killed", "civilians"),
        ("ukraine", "Een raket doodde negen leden van één familie.", "negen", "killed", "civilians"),
        ("ukraine", "Het leger raakte in één nacht zes Leopards kwijt.", "zes", "equipment_loss", "UA"),
        ("ukraine", "Zweden stuurt acht Archer-kanonnen, Finland drie mijnenruimtanks.", "drie", "supply", "UA"),
        ("ukraine", "De EU maakt 50 miljard euro vrij.", "50 miljard euro", "supply", "UA"),
        ("ukraine", "Zo'n 400 Oekraïners zitten in overvolle tentenkampen.", "Zo'n 400", "displaced", "civilians"),
        ("ukraine", "Het aantal inwoners liep terug van 43.000 naar 5.000.", "5.000", "population", "civilians"),
        ("ukraine", "Kyiv telde 31.000 gesneuvelden.", "31.000", "killed", "UA"),
        ("gaza", "Bij de inval werden negen Palestijnen doodgeschoten en 20 opgepakt.", "20", "captured", "PAL"),
        ("gaza", "Hamas houdt nog 101 mensen gegijzeld.", "101", "captured", "IL"),
        ("gaza", "Volgens het leger zijn er 5.000 strijders gedood.", "5.000", "killed", "HAMAS"),
        ("sudan", "Het leger heroverde vijf wijken van Khartoem.", "vijf", "advance", "SAF"),
        ("lebanon", "Zestigduizend Israëliërs kunnen niet terug naar huis.", "Zestigduizend", "displaced", "civilians"),
        ("lebanon", "Israël evacueerde 28 dorpen aan de grens.", "28", "displaced", "civilians"),
        ("congo", "Zeventien blauwhelmen kwamen om bij de slag om Goma.", "Zeventien", "killed", "UN"),
        ("syria", "Bij de gevechten kwamen 65 regeringssoldaten en 82 rebellen om.", "82", "killed", "REBELS"),
        ("syria", "Rusland voerde tien luchtaanvallen uit op Idlib.", "tien", "attack", "REBELS"),
    ],
)
def test_what_is_measured_and_whose_it_is(war: str, sentence: str, figure: str, kind: str, side: str) -> None:
    claim = claims(war, sentence)[figure]
    assert (claim.kind, claim.affected and claim.affected.side) == (kind, side)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Er zijn 300 doden gevallen, heeft het ministerie laten weten.", "ministerie"),
        ("Er zouden 300 doden zijn, vernam persbureau Reuters van twee functionarissen.", "functionarissen"),
        ("Tegenover persbureau Reuters spraken twee functionarissen van 300 doden.", "functionarissen"),
        ("‘300 doden’, zucht chirurg Jevhen Hordijenko.", "Hordijenko"),
        ("In Moskou heet het dat er 300 Oekraïners zijn gedood.", "Moskou"),
        ("Het aantal doden bedraagt volgens schattingen van het Pentagon 300.", "Pentagon"),
        ("De VN sluit niet uit dat er 300 doden zijn.", "VN"),
        ("Hulporganisaties vrezen voor 300 doden.", "Hulporganisaties"),
        ("Het gaat volgens hem om 300 man, zei minister Reznikov.", "Reznikov"),
        ("Er worden 300 mensen vermist, schrijft de moeder van een dienstplichtige.", "moeder"),
        ("Onderminister Maljar noemt wel getallen. In een week zijn 300 dorpen bevrijd.", "Maljar"),
        ("Olena (61) zit op een stoep. ‘Wij zijn met ons 300 gevlucht. Mijn broer bleef achter.’", "Olena"),
    ],
)
def test_who_says_it(sentence: str, speaker: str) -> None:
    claim = next(c for text, c in claims("ukraine", sentence).items() if "300" in text)
    said = claim.source[-1]
    assert speaker in f"{said.text} {said.name}"
