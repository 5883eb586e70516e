"""Whom a figure happened to and who did it: each level on a sentence of its own, read with the bundled pipeline."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.tokens import Doc

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs import load_pack
from sayso.reading.actors import Actors
from sayso.reading.claim import Claim
from sayso.reading.parties import LEVELS, ROLES, WEAK, Parties
from sayso.reading.reader import read_claims


def parsed(text: str) -> Doc:
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    return bundled.parse(from_text(text, "test.txt", language="nl"))


@cache
def claims(text: str, pack: str) -> tuple[Claim, ...]:
    document = from_text(text, "test.txt", language="nl")
    return read_claims(parsed(text), document, load_pack(pack)).claims


def claim(text: str, number: str, pack: str = "ukraine") -> Claim:
    return next(c for c in claims(text, pack) if number in c.quantity.text)


def affected(text: str, number: str, pack: str = "ukraine") -> tuple[str | None, str | None]:
    """The side of a figure's victims, holder … and the level that found it."""
    found = claim(text, number, pack)
    rule = next((s.rule for s in found.steps if s.slot == "affected"), None)
    return found.affected.side if found.affected else None, rule


def agent(text: str, number: str, pack: str = "ukraine") -> tuple[str | None, str | None]:
    found = claim(text, number, pack)
    rule = next((s.rule for s in found.steps if s.slot == "agent"), None)
    return found.agent.side if found.agent else None, rule


OWN_WORDS = [
    ("Aan beide kanten sneuvelden 300 soldaten.", "300", "RU+UA", "both sides"),
    ("Oekraïne verloor vorige week 46 tanks.", "46", "UA", "who loses"),
    ("Kyiv kreeg vrijdag 600 lichamen terug.", "600", "UA", "who loses"),
    ("Vorige week zijn 87 Russische militairen gedood.", "87", "RU", "what is counted"),
    ("Twee compagnieën Russen zijn vernietigd.", "Twee", "RU", "what is counted"),
    ("Bij 40 van hen gaat het om Russen.", "40", "RU", "what is counted"),
    ("Bij de beschieting kwamen 7 burgers om het leven.", "7", "civilians", "what is counted"),
    ("De luchtmacht haalde 18 Shahed-drones neer.", "18", "RU", "what is counted"),
    ("Aan Oekraïense kant zijn 42 doden gevallen.", "42", "UA", "side named beside it"),
    ("Aan de kant van de Russen vielen 70 doden.", "70", "RU", "side named beside it"),
    ("Het dodental onder de Russen is opgelopen tot 70.", "70", "RU", "side named beside it"),
    ("In de stad zijn 230 mensen gedood.", "230", "civilians", "people, not soldiers"),
    ("In de stad zijn 20 huizen verwoest.", "20", "civilians", "people outside the fighting"),
    ("Zeker 75 procent van het dorp is in Russische handen.", "75", "RU", "in whose hands"),
    ("Oekraïne heeft 12 dorpen heroverd.", "12", "UA", "who does it"),
    ("Het Oekraïense leger heeft nog 400 tanks.", "400", "UA", "subject"),
    ("De Russische troepen staan op 12 kilometer van de stad.", "12", "RU", "subject, if it fights"),
    ("De Russen zijn 4 kilometer teruggedreven.", "4", "RU", "who is driven out"),
    ("Oekraïne krijgt 200 tanks.", "200", "UA", "receiver"),
    ("Rusland heeft 200 tanks gebouwd.", "200", "RU", "maker or user"),
    ("Rusland vuurde 40 raketten af op Oekraïne.", "40", "UA", "target"),
    ("Het Oekraïense leger sloeg 30 aanvallen af.", "30", "UA", "target"),
]


@pytest.mark.parametrize(("text", "number", "side", "rule"), OWN_WORDS)
def test_by_the_words_of_the_figure_itself(text: str, number: str, side: str, rule: str) -> None:
    assert affected(text, number) == (side, rule)


AROUND = [
    ("Het Oekraïense leger heeft 31 tanks vernietigd.", "31", "RU", "enemy of who did it"),
    ("Er zijn 120 Russische soldaten gedood en 80 gewond geraakt.", "80", "RU", "figure it goes on from"),
    (
        "Vorige week werden 900 Russische soldaten gedood. Gisteren kwamen er 200 om.",
        "200",
        "RU",
        "figure before, of the same family",
    ),
    (
        "Rusland verloor bij de rivier 20 vrachtwagens. Gisteren werden 6 vrachtwagens vernield.",
        "6",
        "RU",
        "same thing counted before",
    ),
    (
        "Oekraïne liet 300 Russische krijgsgevangenen vrij in ruil voor 250.",
        "250",
        "UA",
        "the other side's, in exchange",
    ),
    (
        "Rusland verloor 4 dorpen. Bij de rivier werden 6 dorpen veroverd.",
        "6",
        "UA",
        "ground that the other side lost",
    ),
    ("De Oekraïense luchtmacht haalde 18 van de 23 drones neer.", "23", "UA", "who shot down the rest"),
    ("Rusland lanceerde 60 raketten, waarvan er 40 zijn onderschept.", "40", "RU", "whose missiles they were"),
    (
        "Het Russische leger trekt zich terug. Er zijn 40 tanks achtergelaten.",
        "40",
        "RU",
        "whom the sentence before is about",
    ),
    (
        "De Oekraïners boekten winst. In een week tijd werden 6 dorpen bevrijd.",
        "6",
        "UA",
        "who speaks in the sentence before",
    ),
    (
        "Bij Avdiivka vocht een Russisch bataljon. Er sneuvelden 40 soldaten.",
        "40",
        "RU",
        "soldiers of the side talked about",
    ),
]


@pytest.mark.parametrize(("text", "number", "side", "rule"), AROUND)
def test_by_what_stands_around_the_figure(text: str, number: str, side: str, rule: str) -> None:
    assert affected(text, number) == (side, rule)


SPEAKERS = [
    ("Moskou erkent dat er 63 soldaten zijn gedood.", "63", "RU", "own side of who denies or admits"),
    ("Zelensky spreekt van 300 gedode soldaten.", "300", "RU", "enemy of a fighting speaker"),
    ("Volgens Syrsky heeft de vijand 300 tanks verloren.", "300", "RU", None),
    ("De woordvoerder van het Russische leger sprak van 300 strijders.", "300", "UA", "the other side's soldiers"),
    ("Een sergeant klaagt dat hij met 12 man een loopgraaf houdt.", "12", "UA", "own unit of a soldier who speaks"),
    ("De gouverneur van Belgorod meldt 12 beschietingen.", "12", "RU", "own side of the speaker"),
    (
        "De burgemeester van Cherson spreekt van 9 doden.",
        "9",
        "civilians",
        "people outside the fighting, told by a civil body",
    ),
    (
        "Er zitten 20.000 landgenoten in Russische cellen, zegt president Zelensky.",
        "20.000",
        "UA",
        None,
    ),
]


@pytest.mark.parametrize(("text", "number", "side", "rule"), SPEAKERS)
def test_by_who_tells_it(text: str, number: str, side: str, rule: str | None) -> None:
    found, level = affected(text, number)
    assert found == side
    assert rule in (None, level)


def test_we_and_they() -> None:
    text = "“Wij hadden 8 doden en zij 60”, zegt de Oekraïense generaal Syrsky."
    assert affected(text, "8")[0] == "UA"
    assert affected(text, "60")[0] == "RU"


def test_who_only_tells_a_figure_is_no_party_to_it() -> None:
    assert affected("Poetin had het over 40 tanks.", "40")[0] is None


def test_lads_are_soldiers_where_soldiers_are_talked_about() -> None:
    assert affected("Het peloton zit in de loopgraven. Er sneuvelden 8 jongens.", "8")[0] == "UA"
    assert affected("Op het schoolplein kwamen 8 jongens om het leven.", "8")[0] == "civilians"


def test_soldiers_are_nobody_outside_the_fighting() -> None:
    side, _ = affected("Volgens een ziekenhuis zijn er 9 soldaten overleden.", "9")
    assert side != "civilians"


def test_aid_that_names_no_receiver_goes_to_the_side_that_is_helped() -> None:
    assert affected("Nederland trekt 200 miljoen euro uit voor wapens.", "200")[0] == "UA"


OTHER_WARS = [
    ("gaza", "Bij Israëlische bombardementen zijn in Gaza 45 Palestijnen gedood.", "45", "PAL"),
    ("gaza", "Het Israëlische leger heeft 12 strijders van Hamas gedood.", "12", "HAMAS"),
    ("gaza", "Hezbollah vuurde 60 raketten af op Israël.", "60", "IL"),
    ("yemen", "Vorige maand kwamen 60 Jemenieten om het leven.", "60", "civilians"),
]


@pytest.mark.parametrize(("pack", "text", "number", "side"), OTHER_WARS)
def test_sides_of_other_wars(pack: str, text: str, number: str, side: str) -> None:
    assert affected(text, number, pack)[0] == side


AGENTS = [
    ("In totaal zijn 300 militairen door het Russische leger gedood.", "300", "RU", "who does it"),
    ("Oekraïne heeft 12 dorpen heroverd.", "12", "UA", "who does it"),
    ("Het Oekraïense leger heeft 12 soldaten gedood.", "12", "UA", "who does it"),
    ("Rusland voerde 12 luchtaanvallen uit op Charkiv.", "12", "RU", "who does it"),
    ("Met 40 raketten bestookte Rusland Oekraïense centrales.", "40", "RU", "who does it"),
    ("Bij Russische luchtaanvallen zijn 14 burgers gedood.", "14", "RU", "whose act it is"),
    ("Het Russische leger zegt 5 Oekraïense aanvallen te hebben afgeslagen.", "5", "UA", "whose act it is"),
    ("Van de 40 raketten die Rusland op Kiev afvuurde, werden er 30 onderschept.", "40", "RU", "who does it"),
    ("De luchtmacht haalde 12 van de 15 kruisraketten neer die Moskou had afgevuurd.", "15", "RU", "who does it"),
    (
        "Bij Russische beschietingen zijn 7 burgers omgekomen. Nog eens 12 mensen raakten gewond.",
        "12",
        "RU",
        "whose attack was told before",
    ),
    (
        "De Oekraïners boekten winst. In een week tijd werden 6 dorpen bevrijd.",
        "6",
        "UA",
        "who gains the ground",
    ),
    ("Zelensky spreekt van 300 gedode soldaten.", "300", "UA", "enemy who reports the loss"),
    ("Vorige maand zijn 300 Oekraïense militairen gevangengenomen.", "300", "RU", "enemy of whom it befell"),
    ("De Russen zijn 4 kilometer teruggedreven.", "4", "UA", "enemy of whom it befell"),
]


@pytest.mark.parametrize(("text", "number", "side", "rule"), AGENTS)
def test_who_did_it(text: str, number: str, side: str, rule: str) -> None:
    assert agent(text, number) == (side, rule)


def test_nobody_did_what_nobody_is_said_to_have_done() -> None:
    assert agent("Vorige week kwamen 7 burgers om het leven.", "7") == (None, None)
    assert agent("Oekraïne krijgt 200 tanks.", "200")[0] != "UA"


def test_every_role_has_levels_that_exist() -> None:
    assert set(ROLES.values()) == set(LEVELS)
    names = {name for levels in LEVELS.values() for name in levels}
    assert names >= WEAK
    text = "Oekraïne verloor vorige week 46 tanks."
    document = from_text(text, "test.txt", language="nl")
    pack = load_pack("ukraine")
    doc = parsed(text)
    assert names == set(Parties(doc, Actors(doc, document, pack), pack).levels)


def test_reading_twice_finds_the_same() -> None:
    text = "Aan beide kanten sneuvelden 300 soldaten. Volgens het Oekraïense leger zijn 40 tanks vernietigd."
    once = affected(text, "40")
    claims.cache_clear()
    assert affected(text, "40") == once


def test_a_part_of_the_soldiers_counted_is_theirs() -> None:
    text = "De Oekraïense brigade ging in mei naar het front. Van de 1.800 man die vertrokken, kwamen er zeventig om."
    assert affected(text, "zeventig") == ("UA", "soldiers counted in its sentence")


def test_soldiers_of_whom_nothing_nearer_speaks_are_of_whom_the_text_is_about() -> None:
    text = (
        "Rusland mobiliseert.\n\nRussische rekruten komen zonder laarzen aan, en Russische officieren drinken.\n\n"
        "Intussen lopen er zeker 52 zaken tegen dienstweigeraars."
    )
    assert affected(text, "52") == ("RU", "side that the text is about")


def test_peacekeepers_are_of_the_un_unless_their_state_has_a_part_in_the_war() -> None:
    assert affected("Bij Naqoura raakten drie Ghanese blauwhelmen gewond.", "drie", "gaza")[0] == "UN"


def test_who_has_suffered_losses_though_the_parse_finds_no_verb() -> None:
    text = "Rusland heeft sinds 1 maart bij Koepjansk ruim 900 doden en gewonden geleden en vier tanks verloren."
    assert affected(text, "900")[0] == "RU"


def test_of_them_are_those_just_counted() -> None:
    text = "Russische militairen evacueerden 5.000 inwoners. Zes van hen kwamen om toen hun auto werd beschoten."
    assert affected(text, "Zes")[0] == "civilians"
