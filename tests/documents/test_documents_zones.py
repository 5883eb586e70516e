"""Zones that a block has by its place among others: datelines, headlines, pull quotes, questions."""

import pytest

from sayso.documents.document import ZoneKind
from sayso.documents.text import from_text


def zones(text: str) -> dict[str, str]:
    document = from_text(text, "x.txt")
    return {document.text[zone.start : zone.end]: zone.kind.value for zone in document.zones}


BODY = "De generaal zei dat bij de brug zeker veertig militairen zijn gedood. De gouverneur sprak dat tegen."


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSKOU/KYIV (ANP/RTR) -",
        "CHERSON, zondag 11 juni 2023.",
        "KYIV, donderdag 16 maart 2023 –",
        "ODESA, maandag 2 mei 2022 (eigen berichtgeving) –",
        "GAZA-STAD (DPA), maandag 6 mei 2024 -",
        "BEIROET -",
        "TEL AVIV —",
        "Kiev (Belga) -",
        "Den Haag, 3 mei 2023 –",
        "(ANP) -",
        "17.52 –",
        "08:14",
        "UPDATE -",
    ],
)
def test_datelines_are_cut_off_the_sentence(dateline):
    document = from_text(f"{dateline} {BODY}", "x.txt")
    (zone,) = document.zones
    assert (zone.kind, document.text[zone.start : zone.end]) == (ZoneKind.DATELINE, dateline)
    assert [document.text[start:end] for start, end in document.blocks] == [dateline, BODY]


def test_the_date_marker_is_metadata_and_a_dateline_may_follow_it():
    text = f" date 2023-01 KYIV (ANP) - {BODY}\n"
    assert zones(text) == {"date 2023-01": "dateline", "KYIV (ANP) -": "dateline"}


def test_titles_kickers_and_subheads_are_headlines():
    text = f"COLUMN\n\nBeloofd is beloofd\n\n{BODY}\n\nZware nacht\n\nMeer is er niet bekend.\n"
    assert zones(text) == {"COLUMN": "headline", "Beloofd is beloofd": "headline", "Zware nacht": "headline"}
    assert from_text(text, "x.txt").title == "Beloofd is beloofd"


def test_a_question_in_the_title_is_a_headline():
    assert zones(f" date 2024-05 Waar moeten ze heen?\n\n{BODY}\n")["Waar moeten ze heen?"] == "headline"


def test_the_questions_of_an_interview_are_questions_and_the_answers_prose():
    text = (
        f"‘Het wordt een lange winter’\n\n{BODY}\n\n"
        "Hoeveel tanks zijn er nog?\n“Zo'n veertig, schat ik.”\n\n"
        "En de soldaten?\n“Dat weet niemand.”\n\n"
        "De minister noemt het een succes.\n“Dat moet hij wel zeggen.”\n\n"
        "Moskou telt 300 doden.\n“Dat klopt niet.”\n"
    )
    found = zones(text)
    assert [block for block, kind in found.items() if kind == "question"] == [
        "Hoeveel tanks zijn er nog?",
        "En de soldaten?",
        "De minister noemt het een succes.",
    ]


QUOTED = (
    'De leider van de militie is niet te spreken over het verlies. "Het kostte mij 300 mannen om die heuvel te nemen. '
    'Het is een heel belangrijke heuvel en ze zijn er gewoon vandoor gegaan."'
)


def test_questions_in_the_paragraphs_of_their_answers_are_cut_off():
    answers = [f'Hoe gaat het met brigade {n}? "Er zijn nog {n}0 man over en niemand komt ze helpen."' for n in "123"]
    found = zones("Kop boven het stuk\n\nEen inleiding over de man die er was.\n\n" + "\n\n".join(answers))
    assert [text for text, kind in found.items() if kind == "question"] == [a.split(' "')[0] for a in answers]
    alone = zones(f"Kop boven het stuk\n\n{BODY}\n\n{answers[0]}")
    assert "question" not in alone.values()


def test_a_pull_quote_repeats_the_body_and_takes_its_signature_along():
    pull = "Het is een heel belangrijke heuvel die mij 300 mannen kostte, ze zijn er gewoon vandoor gegaan"
    text = (
        f"Kop boven het stuk\n\n{QUOTED}\n\n{BODY}\n\n{pull}\n\nJan Jansen - leider van de militie\n\n{BODY[:60]} dus."
    )
    found = zones(text)
    assert found[pull] == "pull_quote"
    assert found["Jan Jansen - leider van de militie"] == "pull_quote"


def test_prose_that_shares_words_with_the_body_is_no_pull_quote():
    again = "Om die heuvel te nemen verloor de militie volgens hem 300 mannen, en hij is er niet over te spreken."
    assert again not in zones(f"Kop\n\n{QUOTED}\n\n{again}\n\n{BODY}")


def test_a_line_above_a_copyright_notice_at_the_head_is_a_caption():
    text = f"Soldaat bij de brug\nCopyright 2023 Persbureau. All rights reserved.\n\nKop boven het stuk\n\n{BODY}\n"
    assert zones(text)["Soldaat bij de brug"] == "caption"
    assert from_text(text, "x.txt").title == "Kop boven het stuk"


def test_a_wrapped_caption_is_one_caption():
    text = (
        "De oorlog is nergens zo hevig als bij deze brug en niemand weet hoe \n\n"
        "lang de verdedigers het er nog zullen uithouden zonder munitie. \n"
        " Soldaten van de brigade moeten dag in dag uit nieuwe aanvallen op \n\n"
        "hun post afslaan.beeld afp / Jan Jansen \n\n"
        "ODESA – CHARKIV \n\n"
        "De toekomst van de streek hangt volgens de generaal van deze brug af, \n\n"
        "want wie de rivier beheerst, beheerst de weg naar de hoofdstad. \n"
    )
    document = from_text(text, "x.txt")
    kinds = {document.text[zone.start : zone.end][:8]: zone.kind.value for zone in document.zones}
    assert kinds == {"Soldaten": "caption", "ODESA – ": "dateline"}
    assert len(document.blocks) == 4


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("Liveblog oorlog | Maandag 24 oktober 2022\n\n21.40 uur\nAanvallen afgeslagen", "Liveblog oorlog", 24),
        ("18/02/2023 - 06:45 - Buitenland\n\nHet front wankelt", "Het front wankelt", 18),
        ("Column Jan Jansen\n\nDe boekhouders", "De boekhouders", None),
        ("Het front wankelt\n\nDoor Jan Jansen\n\nmei 2023", "Het front wankelt", 1),
    ],
)
def test_dates_and_kickers_around_the_title(head, title, day):
    document = from_text(f"{head}\n\n{BODY}\n", "x.txt")
    assert document.title == title
    assert (document.published.day.day if document.published.day else None) == day
