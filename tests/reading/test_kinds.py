"""What figures measure: one test a construction, and sentences for every kind of the guide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.reading.kinds import Measure, Measures, Neighbour
from sayso.reading.quantities import Mention, find_quantities
from sayso.reading.reader import read_claims

KINDS = {
    "killed", "wounded", "captured", "missing", "casualties", "displaced", "population", "strength", "deployment",
    "advance", "retreat", "control", "position", "attack", "intercepted", "equipment_loss", "unit_loss", "damage",
    "supply", "legal", "other",
}  # fmt: skip


def kinds(text: str) -> dict[str, str]:
    """Mention → kind, for every figure of a text."""
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", language="nl")
    return {c.quantity.text: c.kind for c in read_claims(bundled.parse(document), document).claims}


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("Bij de aanval op de markt zijn 14 burgers omgekomen.", "14", "killed"),
        ("Volgens het leger werden 60 Russische soldaten gedood.", "60", "killed"),
        ("In het mortuarium liggen 23 lijken.", "23", "killed"),
        ("Bij de beschieting raakten 31 mensen gewond.", "31", "wounded"),
        ("Het hospitaal telt 45 gekwetsten.", "45", "wounded"),
        ("Het leger verloor in een week 700 soldaten.", "700", "casualties"),
        ("Er vielen 120 slachtoffers.", "120", "casualties"),
        ("De rebellen namen 90 soldaten gevangen.", "90", "captured"),
        ("Er zijn nog 18 dorpelingen vermist.", "18", "missing"),
        ("Zeker 80.000 mensen zijn gevlucht.", "Zeker 80.000", "displaced"),
        ("In de stad wonen nog 12.000 mensen.", "12.000", "population"),
        ("Het leger beschikt over 300 tanks.", "300", "strength"),
        ("Het ministerie mobiliseerde 50.000 reservisten.", "50.000", "deployment"),
        ("De Russen rukten vier kilometer op.", "vier kilometer", "advance"),
        ("Het leger heroverde elf dorpen.", "elf", "advance"),
        ("De troepen trokken zich acht kilometer terug.", "acht kilometer", "retreat"),
        ("Rusland controleert 70 procent van de stad.", "70 procent", "control"),
        ("De stad ligt op 20 kilometer van de grens.", "20 kilometer", "position"),
        ("Het leger voerde 25 luchtaanvallen uit.", "25", "attack"),
        ("Rusland vuurde 36 raketten af op Odesa.", "36", "attack"),
        ("De luchtafweer haalde 19 drones neer.", "19", "intercepted"),
        ("Het leger vernietigde zestien tanks.", "zestien", "equipment_loss"),
        ("Drie brigades zijn volledig weggevaagd.", "Drie", "unit_loss"),
        ("Bij de aanval werden 40 huizen verwoest.", "40", "damage"),
        ("Duitsland levert 14 tanks aan Oekraïne.", "14", "supply"),
        ("De rechtbank veroordeelde zeven militairen.", "zeven", "legal"),
    ],
)
def test_every_kind_has_its_words(text: str, figure: str, kind: str) -> None:
    assert kinds(text)[figure] == kind


def test_each_number_takes_its_own_noun() -> None:
    found = kinds("Er vielen negen doden en dertien gewonden.")
    assert found == {"negen": "killed", "dertien": "wounded"}


def test_numbers_share_a_verb() -> None:
    found = kinds("Het leger vernietigde 36 tanks en vijf vliegtuigen.")
    assert set(found.values()) == {"equipment_loss"}


def test_dead_and_wounded_under_one_number_are_casualties() -> None:
    assert kinds("Er vielen 200 doden en gewonden.") == {"200": "casualties"}


def test_a_unit_decides_between_the_kinds_of_a_verb() -> None:
    assert kinds("Het leger verloor 40 soldaten.")["40"] == "casualties"
    assert kinds("Het leger verloor 40 tanks.")["40"] == "equipment_loss"


def test_soldiers_who_leave_retreat_and_civilians_are_displaced() -> None:
    assert kinds("Zeker 900 soldaten sloegen op de vlucht.")["Zeker 900"] == "retreat"
    assert kinds("Zeker 900 burgers sloegen op de vlucht.")["Zeker 900"] == "displaced"


def test_arms_are_supplied_and_people_are_sent() -> None:
    assert kinds("Het land stuurt 500 soldaten naar het front.")["500"] == "deployment"
    assert kinds("Het land stuurt 50 tanks naar Oekraïne.")["50"] == "supply"


def test_a_part_measures_what_its_whole_does() -> None:
    assert kinds("Bij de aanval kwamen 14 burgers om, onder wie vijf kinderen.")["vijf"] == "killed"
    assert (
        kinds("Er kwamen 26 mensen om, onder wie elf vrouwen; veertig anderen liggen in het ziekenhuis.")["elf"]
        == "killed"
    )


def test_a_part_with_a_verb_of_its_own_measures_that() -> None:
    assert kinds("De luchtmacht telde 30 raketten, waarvan er 12 werden onderschept.")["12"] == "intercepted"


def test_the_whole_of_which_the_figure_before_is_a_part() -> None:
    found = kinds("De luchtafweer haalde 18 van de 23 drones neer.")
    assert found == {"18": "intercepted", "23": "attack"}


def test_the_whole_of_which_the_figure_behind_is_a_part() -> None:
    assert kinds("Van de 48.000 inwoners zijn er 30.000 vertrokken.") == {"48.000": "population", "30.000": "displaced"}


def test_that_says_the_figure_again() -> None:
    found = kinds("In mei kwamen 800 burgers om. Dat zijn er 950, zegt de burgemeester.")
    assert found["950"] == "killed"


def test_a_figure_without_words_goes_on_from_the_one_before() -> None:
    found = kinds("Volgens Kyiv zijn 600 Russen gesneuveld. Moskou houdt het op 70.")
    assert found["70"] == "killed"


def test_a_figure_that_stands_alone_takes_the_sentence_behind() -> None:
    found = kinds("De week in cijfers\n\n60 procent\nDat deel van het land controleert het leger nog.")
    assert found["60 procent"] == "control"


def test_a_counted_noun_says_it_whatever_its_unit() -> None:
    assert kinds("De getuige zag elf lijkzakken.")["elf"] == "killed"


def test_nothing_said_is_other() -> None:
    doc, measures, mentions = measured("Hij noemde er 77.")
    assert doc is not None
    assert measures.measure(mentions[0], [], fighters=False).kind == "other"


def test_soldiers_are_strength_where_nothing_else_is_said() -> None:
    _, measures, mentions = measured("Het ging om 77 soldaten.")
    assert measures.measure(mentions[0], [], fighters=True).kind == "strength"


def test_money_and_cases_have_their_defaults() -> None:
    assert kinds("Het gaat om 20 miljoen euro.")["20 miljoen euro"] == "supply"


def test_a_neighbour_lends_its_kind_only_to_the_same_unit() -> None:
    _, measures, mentions = measured("Hij noemde er 77.")
    fits = Neighbour("wounded", mentions[0].unit, 0, same_sentence=False, same_paragraph=True)
    other = Neighbour("advance", "km", 0, same_sentence=False, same_paragraph=True)
    assert measures.measure(mentions[0], [fits], fighters=False).kind == "wounded"
    if mentions[0].unit is not None:
        assert measures.measure(mentions[0], [other], fighters=False).kind != "advance"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "soldaten",
                "doden",
                "van",
                "de",
                "tanks",
                "vernield",
                ",",
                "en",
                "kilometer",
                "procent",
                "zijn",
                "er",
                "90",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_heap_of_words_gives_kinds_of_the_guide(words: list[str]) -> None:
    doc, measures, mentions = measured(" ".join(words) + ".")
    for mention in mentions:
        found = measures.measure(mention, [], fighters=False)
        assert isinstance(found, Measure)
        assert found.kind in KINDS
        assert 0 < found.strength <= 1
        assert found.trigger is None or found.trigger.token.doc is doc


def measured(text: str) -> tuple[Doc, Measures, list[Mention]]:
    """A text's parse, its measures and its figures."""
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", language="nl")
    doc = bundled.parse(document)
    mentions = find_quantities(doc, document).mentions
    return doc, Measures(doc, mentions), mentions


def test_with_so_many_is_strength() -> None:
    assert kinds("Na een maand waren ze nog maar met 41.")["41"] == "strength"
    assert kinds("We lagen daar met z'n zestigen.")["zestigen"] == "strength"


def test_the_fixed_words_of_a_verb_say_more_than_the_verb() -> None:
    assert kinds("Wagner haalde 40.000 mannen uit de gevangenissen.")["40.000"] == "deployment"
    assert kinds("Bussen haalden 40.000 mensen weg uit de stad.")["40.000"] == "displaced"


def test_the_victims_taken_up_are_those_told_of_before() -> None:
    found = kinds("Bij de aanval vielen zestig doden. Twaalf van de slachtoffers waren kinderen.")
    assert found["Twaalf"] == "killed"


def test_what_befell_patients_and_suspects_says_more_than_what_they_were() -> None:
    assert kinds("Gisteren werden tachtig patiënten geëvacueerd.")["tachtig"] == "displaced"
    assert kinds("Het leger pakte dertig verdachten op.")["dertig"] == "captured"
