#!/usr/bin/env python3
"""Make bakhmut/10-twintig-procent.pdf: a newspaper page with hard-wrapped lines, with a running foot.

    pip install fpdf2 && python examples/make_pdf.py

The made file is checked in, since the annotations count characters in its text; fpdf2 is needed for nothing else.
"""

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

TITLE = "Wie heeft die laatste twintig procent?"
PARAGRAPHS = [
    "Van onze redactie buitenland",
    "BACHMOET/KYIV, vrijdag 14 april 2023 – Meer dan 80 procent van Bachmoet is veroverd, zei Jevgeni Prigozjin "
    "dinsdag in een video. De oprichter van Wagner wees op een kaart de wijken aan die zijn mannen nog moesten "
    "nemen. Het bestuurscentrum, de fabrieken en de pakhuizen zouden al in Russische handen zijn.",
    "Een dag eerder was Denis Poesjilin, de leider van de bezette delen van Donetsk, nog voorzichtiger. Hij hield "
    "het op 75 procent.",
    "Het Oekraïense leger bestrijdt beide opgaven. Legerwoordvoerder Serhi Tsjerevaty ontkende "
    "tegenover zender CNN dat Wagner 80 procent van de stad in handen heeft. Oekraïne beheerst er volgens hem "
    "aanzienlijk meer dan 20 procent van. ‘Ik heb net een brigadecommandant aan de lijn "
    "gehad. Prigozjin moet ten minste iets van een overwinning laten zien.’ In een etmaal tijd telde hij in de stad "
    "24 gevechten en 207 beschietingen.",
    "Wie gelijk heeft, is van buitenaf niet vast te stellen. Londen meldt dat Oekraïense eenheden zich uit een "
    "aantal stellingen ordelijk hebben moeten terugtrekken. Onder de ruïnes schuilen nog enkele duizenden burgers.",
    "Uitgelekt",
    "Hoeveel levens de slag kost, staat misschien in de geheime Amerikaanse documenten die deze maand op internet "
    "opdoken. Daarin schat het Pentagon de Russische verliezen in de hele oorlog op 189.500 tot 223.000 man, "
    "meldt persbureau Reuters, dat een van de stukken inzag. Van hen zouden er 35.500 tot 43.000 zijn gesneuveld. "
    "Aan Oekraïense zijde gaat het om 124.500 tot 131.000 militairen, onder wie 15.500 tot 17.500 doden.",
    "Kyiv noemt de stukken vals. De Oekraïense verliezen zijn in werkelijkheid veel lager, zei presidentieel adviseur "
    "Mychajlo Podoljak, zonder een ander getal te geven. Het Pentagon onderzoekt of er met de cijfers is geknoeid: "
    "op een tweede versie, die via Russische kanalen rondging, heeft Rusland hooguit 17.500 doden te betreuren en "
    "Oekraïne 61.000 tot 71.500.",
    "Prigozjin zei donderdag dat zijn eenheden in het westen van de stad nog maar enkele tientallen meters per "
    "dag winnen.",
]
WIDTH = 120  # millimetres: a narrow column breaks the lines often


def main() -> None:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime(2023, 4, 14, tzinfo=UTC))
    pdf.set_title(TITLE)
    pdf.set_margin(25)
    pdf.core_fonts_encoding = "windows-1252"
    pdf.add_page()
    pdf.set_font("Times", "B", 18)
    pdf.multi_cell(WIDTH, 9, TITLE, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    pdf.set_font("Times", size=11)
    for paragraph in PARAGRAPHS:
        pdf.multi_cell(WIDTH, 5.2, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2.6)
    pdf.set_y(-30)
    pdf.set_font("Times", "I", 8)
    pdf.cell(text="De Zuiderlantaarn | vrijdag 14 april 2023 | pagina 7")
    pdf.output(str(Path(__file__).parent / "bakhmut" / "10-twintig-procent.pdf"))


if __name__ == "__main__":
    main()
