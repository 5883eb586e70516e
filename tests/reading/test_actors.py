"""Who is meant: names, titles, offices, bodies, groups and pronouns, in sentences of our own."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.document import Document, Precision, Published
from sayso.language import pipeline
from sayso.packs import packs_for
from sayso.reading.actors import Actors
from sayso.reading.claim import Party, Speaker

WAR = "Het Russische leger trok Bachmoet binnen. Oekraïne vecht terug. "  # enough for the pack of Ukraine


@cache
def read(text: str, day: date | None = None) -> Actors:
    try:
        language = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(str(error))
    published = Published(day, Precision.DAY) if day else Published()
    document = Document("t", text, published=published)
    doc = language.parse(document)
    return Actors(doc, document, packs_for(doc, document))


def party(text: str, word: str, day: date | None = None, nth: int = -1) -> Party:
    """The party of the `nth` token of `text` that is `word` (the last one unless told)."""
    actors = read(text, day)
    found = actors.party([t for t in actors.doc if t.text == word][nth])
    assert found is not None, f"{word!r} is nobody in {text!r}"
    return found


@pytest.mark.parametrize(
    ("text", "word", "side", "name"),
    [
        ("Dat zegt burgemeester Ihor Terechov van Charkiv.", "burgemeester", "UA", "Ihor Terechov"),
        ("Dat zegt Ihor Terechov, burgemeester van Charkiv. Terechov zweeg.", "Terechov", "UA", "Ihor Terechov"),
        ("De leider van de militie, Jevgeni Prigozjin, was boos.", "leider", "RU", "Jevgeni Prigozjin"),
        ("Jevgeni Prigozjin was boos. De Wagner-baas dreigt.", "Wagner-baas", "RU", "Jevgeni Prigozjin"),
        ("Generaal Petro Horbatenko sprak. De generaal lachte.", "generaal", "UA", "Petro Horbatenko"),
        ("Dat meldt het Britse ministerie van Defensie.", "ministerie", "UK", "Britse ministerie van Defensie"),
        (
            "Het Russische ministerie van Defensie telt mee. Het ministerie zwijgt verder.",
            "ministerie",
            "RU",
            "Russische ministerie van Defensie",
        ),
        ("Dat meldt denktank ISW. De denktank twijfelt.", "denktank", None, "ISW"),
        ("Moskou ontkent dat.", "Moskou", "RU", "Moskou"),
        ("Dat meldt persbureau Reuters.", "persbureau", None, "Reuters"),
    ],
)
def test_who_speaks(text: str, word: str, side: str | None, name: str) -> None:
    found = party(WAR + text, word)
    assert (found.side, found.name) == (side, name)


@pytest.mark.parametrize(
    ("text", "word", "side"),
    [
        ("Er sneuvelden 200 Russische militairen.", "militairen", "RU"),
        ("Er sneuvelden 200 Russen.", "Russen", "RU"),
        ("Er sneuvelden 200 strijders van Wagner.", "strijders", "RU"),
        ("Er sneuvelden 200 Wagnerstrijders.", "Wagnerstrijders", "RU"),
        ("Er kwamen twintig Oekraïense burgers om.", "burgers", "civilians"),
        ("Er kwamen twintig kinderen om.", "kinderen", "civilians"),
        ("Er werden twintig flats verwoest.", "flats", "civilians"),
        ("Aan de Oekraïense kant vielen tien doden.", "kant", "UA"),
        ("Aan beide kanten vielen tien doden.", "kanten", "RU+UA"),
        ("De separatisten van Donetsk verloren tien man.", "separatisten", "RU"),
        ("Prigozjin zegt dat zijn mannen sneuvelen.", "mannen", "RU"),
        ("Er sneuvelden soldaten.", "soldaten", None),
    ],
)
def test_whose_they_are(text: str, word: str, side: str | None) -> None:
    assert party(WAR + text, word).side == side


@pytest.mark.parametrize(
    ("day", "actor"),
    [(date(2023, 3, 8), "sergei-shoigu"), (date(2024, 8, 8), "andrei-belousov")],
)
def test_an_office_is_whoevers_it_was_on_the_day(day: date, actor: str) -> None:
    found = party(WAR + "De Russische minister van Defensie sprak.", "minister", day)
    assert found.actor == actor
    assert found.text == "Russische minister van Defensie"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Dat zei Mychajlo Podoljak. Hij noemde geen cijfers.", "Hij", "Mychajlo Podoljak"),
        ("Dat zei Hanna Maljar. Volgens haar klopt het.", "haar", "Hanna Maljar"),
        ("De Russen vluchtten. Ze lieten tanks achter.", "Ze", "Russen"),
    ],
)
def test_pronouns(text: str, word: str, name: str) -> None:
    assert party(WAR + text, word).name == name


def test_the_first_person_is_the_speakers_once_heard() -> None:
    text = WAR + "Ramzan Kadyrov zei dat onze soldaten moe zijn."
    actors = read(text)
    kadyrov = next(t for t in actors.doc if t.text == "Kadyrov")
    who = actors.party(kadyrov)
    assert who is not None
    speaker = Speaker("Ramzan Kadyrov", 0, 0, who.actor, who.name, who.side, None)
    actors.hear(lambda token: (speaker,) if token.i > kadyrov.i else ())
    soldiers = actors.party(next(t for t in actors.doc if t.text == "soldaten"))
    assert soldiers is not None
    assert soldiers.side == "RU"


def test_the_enemy_and_our_own_are_the_speakers() -> None:
    actors = read(WAR + "De vijand verloor 300 man, zei Oleksandr Sirski. Hij noemde geen eigen verliezen.")
    enemy = actors.party(next(t for t in actors.doc if t.text == "vijand"))
    own = actors.party(next(t for t in actors.doc if t.text == "verliezen"))
    assert enemy is not None
    assert own is not None
    assert (enemy.side, own.side) == ("RU", "UA")


def test_a_town_is_nobody() -> None:
    actors = read(WAR + "De slag om Bachmoet duurt voort.")
    assert actors.party([t for t in actors.doc if t.text == "Bachmoet"][-1]) is None


def test_why() -> None:
    actors = read(WAR + "Er sneuvelden 200 Russische militairen.")
    step = actors.explain(next(t for t in actors.doc if t.text == "militairen"))
    assert step is not None
    assert step.rule == "nationality adjective"
    assert step.evidence is not None
    assert step.evidence.text == "Russische militairen"


def test_without_a_pack_nationality_words_still_speak() -> None:
    found = party("De Peruaanse en Noorse reddingswerkers hielpen Noorse soldaten.", "soldaten")
    assert found.side == "NO"


def test_a_name_over_a_line_break_is_whole() -> None:
    found = party(WAR + "Dat zegt gouverneur Oleksandr \n\nProkoedin van Cherson.", "Oleksandr")
    assert found.name == "Oleksandr Prokoedin"


WORDS = st.sampled_from(
    [
        "De",
        "het",
        "Russische",
        "leger",
        "van",
        "Kiev",
        "hij",
        "zijn",
        "generaal",
        "beide",
        "kanten",
        "\n\n",
        "Wagner-baas",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_spans_are_what_they_say(words: list[str]) -> None:
    text = " ".join(words)
    actors = read(text)
    for token in actors.doc:
        found = actors.party(token)
        if found is not None:
            assert found.start is not None
            assert found.end is not None
            assert text[found.start : found.end] == found.text
