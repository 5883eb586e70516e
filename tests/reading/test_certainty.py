"""Stated or hedged, asserted or denied, checked or not: in sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from sourced import figure, read

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "firmness.toml").read_text("utf-8"))


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [f"{c['text'][:50]} [{c['figure']}]" for c in cases]


@pytest.mark.parametrize("case", TABLE["certainty"], ids=ids(TABLE["certainty"]))
def test_certainty(case: dict[str, Any]) -> None:
    language = case.get("language", "nl")
    _, _, firmness = read(case["text"], language)
    assert firmness.certainty(figure(case["text"], case["figure"], language=language)) == case["value"]


@pytest.mark.parametrize("case", TABLE["polarity"], ids=ids(TABLE["polarity"]))
def test_polarity(case: dict[str, Any]) -> None:
    language = case.get("language", "nl")
    _, _, firmness = read(case["text"], language)
    assert firmness.polarity(figure(case["text"], case["figure"], language=language)) == case["value"]


def test_a_printed_correction_denies_the_old_figure() -> None:
    text = "Rectificatie\nIn de krant van maandag stond dat er 500 huizen waren gesloopt. Dat moet 300 zijn.\n"
    _, _, firmness = read(text)
    assert firmness.polarity(figure(text, "500")) == "denied"
    assert firmness.polarity(figure(text, "300")) == "asserted"


def test_denying_one_figure_and_giving_another() -> None:
    text = "De woordvoerder ontkende dat er 200 man waren gevangengenomen en hield het op 15 vermisten."
    _, _, firmness = read(text)
    assert firmness.polarity(figure(text, "200")) == "denied"
    assert firmness.polarity(figure(text, "15")) == "asserted"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("De rebellen melden 12 doden. Die bewering kon niet onafhankelijk worden bevestigd.", "12", "unverified"),
        ("De rebellen zeggen dat ze 12 dorpen hebben, wat niet kon worden geverifieerd.", "12", "unverified"),
        ("Het leger meldt 300 doden; onafhankelijke bevestiging ontbreekt.", "300", "unverified"),
        ("Kiev meldt 60 doden. Moskou meldt er 40. Beide claims zijn niet te verifiëren.", "60", "unverified"),
        ("Kiev meldt 60 doden. Moskou meldt er 40. Beide claims zijn niet te verifiëren.", "40", "unverified"),
        ("Kiev meldt 60 doden. Moskou meldt er 40. De Russische cijfers zijn niet te verifiëren.", "60", None),
        ("Kiev meldt 60 doden. Moskou meldt er 40. Dat laatste cijfer is niet te verifiëren.", "60", None),
        ("Volgens Kiev zijn 60 tanks vernietigd, een getal dat niemand kan controleren.", "60", "unverified"),
        ("Hamas meldt 48 doden. Persbureau AFP kon die cijfers niet verifiëren.", "48", "unverified"),
        ("Hamas meldt 48 doden. Of dat klopt, is niet na te gaan.", "48", "unverified"),
        ("Hamas meldt 48 doden. Onafhankelijk is dat niet vast te stellen.", "48", "unverified"),
        ("Hamas meldt 48 doden. Of dat aantal klopt, weet niemand.", "48", "unverified"),
        ("Hamas meldt 48 doden.\n\nIsraël telt er 30. Geen van beide cijfers is te controleren.", "48", "unverified"),
        ("Hamas meldt 48 doden.\n\nIsraël telt er 30 en 9. Geen van beide cijfers is te controleren.", "48", None),
        ("Kiev is naar eigen zeggen twee kilometer opgerukt. Moskou bevestigt die terreinwinst.", "twee", "confirmed"),
        ("Hamas meldt 48 doden. Israël heeft niet gereageerd.", "48", None),
        ("Hamas meldt 48 doden. De VN bevestigt dat aantal.", "48", "confirmed"),
        ("Kiev zegt elf schepen te hebben geraakt. Satellietbeelden bevestigen dat.", "elf", "confirmed"),
        ("De politie bevestigde dat er vijf doden zijn.", "vijf", None),
        ("Moskou ontkent dat er 60 doden zijn. Dat kon niet worden geverifieerd.", "60", None),
        ("Bij Goma vielen volgens het leger 70 doden.\n\nDie opgave kon niet worden geverifieerd.", "70", "unverified"),
    ],
)
def test_verification(text: str, words: str, expected: str | None) -> None:
    _, attribution, firmness = read(text)
    token = figure(text, words)
    assert firmness.verification(token, attribution.source(token)) == expected


def test_steps_name_the_words() -> None:
    text = "Er zouden 70 doden zijn. Dat kon niet worden geverifieerd."
    _, _, firmness = read(text)
    steps = {step.slot: step.evidence.text for step in firmness.explain(figure(text, "70")) if step.evidence}
    assert steps["certainty"] == "zouden"
    assert steps["verification"] == "geverifieerd"
