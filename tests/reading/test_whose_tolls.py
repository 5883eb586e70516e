"""Whose a toll is, and what befell whom, in constructions of reports from two sides."""

import pytest
from test_news_sentences import claims

SENTENCES = [
    (
        "ukraine",
        "De Russen bij Avdiivka verloren dinsdag 120 man, meldde het Oekraïense leger.",
        "120",
        "casualties",
        "RU",
    ),
    ("ukraine", "Kiev meldt dat de Russen in Cherson 3 kilometer zijn opgerukt.", "3 kilometer", "advance", "RU"),
    ("gaza", "Israël heeft bij Gaza 30 doden en gewonden geleden en vijf tanks verloren.", "30", "casualties", "IL"),
    ("ukraine", "Londen schat de Russische verliezen bij Bachmoet op 20.000 doden.", "20.000", "killed", "RU"),
    ("ukraine", "Het aantal gesneuvelde Oekraïense soldaten loopt op tot 31.000.", "31.000", "killed", "UA"),
    ("gaza", "Een arts in Rafah telde zes Palestijnse doden en 40 gewonden.", "40", "wounded", "PAL"),
    ("gaza", "De aanval heeft in het kamp Jabalia aan 90 Palestijnen het leven gekost.", "90", "killed", "PAL"),
    ("gaza", "Hamas nam 12 Israëlische burgers mee naar Gaza.", "12", "captured", "civilians"),
    (
        "gaza",
        "‘Gisteren zijn door ons 300 strijders van Hamas gedood’, zei Benjamin Netanyahu in Gaza.",
        "300",
        "killed",
        "HAMAS",
    ),
    ("ukraine", "De Russische soldaat zag er zelf dertig sneuvelen bij Avdiivka.", "dertig", "killed", "RU"),
]


@pytest.mark.parametrize(("war", "text", "figure", "kind", "side"), SENTENCES)
def test_whose_toll_and_what_befell_them(war: str, text: str, figure: str, kind: str, side: str) -> None:
    claim = claims(war, text)[figure]
    assert (claim.kind, claim.affected and claim.affected.side) == (kind, side)
