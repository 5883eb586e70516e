"""On whose say-so: every construction that names a source, in sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sourced import figure, read, speaker

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sources.toml").read_text("utf-8"))["case"]


# The rule is there, but the bundled model gives these sentences another tree. One that comes out right is no fault.
MISPARSED = pytest.mark.xfail(strict=False, reason="the bundled language model parses this sentence wrongly")


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, marks=[MISPARSED] if c.get("misparsed") else []) for c in CASES],
    ids=[f"{c['text'][:50]} [{c['figure']}]" for c in CASES],
)
def test_source_of_a_figure(case: dict[str, Any]) -> None:
    language = case.get("language", "nl")
    _, attribution, _ = read(case["text"], language)
    source = attribution.source(figure(case["text"], case["figure"], language=language))
    if "source" not in case:
        assert source == ()
        return
    assert source, f"nobody; {attribution.explain(figure(case['text'], case['figure'], language=language))}"
    names = f"{source[-1].text} {source[-1].name}".casefold()
    assert case["source"].casefold() in names
    passed_on = [f"{link.text} {link.name}" for link in source[:-1]]
    assert len(passed_on) == len(case.get("chain", []))
    for expected, link in zip(case.get("chain", []), passed_on, strict=True):
        assert expected in link


def test_the_mention_and_the_cue_are_in_the_text() -> None:
    text = "Er vielen veertien doden, meldt gouverneur Ljoebov Parchomenko."
    _, attribution, _ = read(text)
    (link,) = attribution.source(figure(text, "veertien"))
    assert text[link.start : link.end] == link.text == "gouverneur Ljoebov Parchomenko"
    assert link.cue is not None
    assert text[link.cue.start : link.cue.end] == link.cue.text == "meldt"


def test_steps_name_the_rule_and_the_words() -> None:
    text = "De politie telt acht doden. Nog eens vijf mensen worden vermist."
    _, attribution, _ = read(text)
    (said,) = attribution.explain(figure(text, "acht"))
    (carried,) = attribution.explain(figure(text, "vijf"))
    assert said.slot == "source"
    assert said.evidence is not None
    assert said.evidence.text == "telt"
    assert "carrying on" in carried.rule
    (own,) = read("Er vielen acht doden.")[1].explain(figure("Er vielen acht doden.", "acht"))
    assert own.evidence is None


INTERVIEW = """‘Zij hebben de granaten’

De Finse kolonel Jarmo Lindqvist gaf les aan Oekraïense officieren. Hij is net terug.

Hoe staat het front ervoor?
‘Beroerd. Een commandant vertelde me dat hij nog veertig procent van zijn infanterie heeft. In de loopgraven zitten er zeshonderd.’

Gelooft u Kiev?
‘Ik denk dat het er zevenhonderd zijn. De Britten melden er duizend.’
"""  # noqa: E501


def test_answers_are_the_interviewees() -> None:
    assert "Lindqvist" in (speaker(INTERVIEW, "zeshonderd") or "")
    assert "Lindqvist" in (speaker(INTERVIEW, "zevenhonderd") or "")


def test_a_quoted_paragraph_behind_a_statement_is_an_answer_too() -> None:
    more = f"{INTERVIEW}\nDe minister noemt dat onzin.\n\n‘Ik heb er zelf 412 geteld.’\n"
    assert "Lindqvist" in (speaker(more, "412") or "")


def test_what_an_interviewee_passes_on_is_anothers() -> None:
    _, attribution, _ = read(INTERVIEW)
    outer, inner = attribution.source(figure(INTERVIEW, "veertig"))
    assert "Lindqvist" in outer.text
    assert inner.text == "commandant"
    assert "Britten" in (speaker(INTERVIEW, "duizend") or "")


@pytest.mark.parametrize(
    ("headline", "words", "expected"),
    [
        ("Gouverneur: 1.300 huizen zonder stroom", "1.300", "Gouverneur"),
        ("LIVE | Israël: 70 doelen bestookt", "70", "Israël"),
        ("Rebellenleider: 300 man gevangen", "300", "Rebellenleider"),
        pytest.param("Koepjansk: drie jaar, duizend dagen", "duizend", None, marks=MISPARSED),  # for a person
    ],
)
def test_a_headline_names_its_source_before_a_colon(headline: str, words: str, expected: str | None) -> None:
    text = f"{headline}\n\nHet was een onrustige nacht aan het front. Er werd veel geschoten.\n"
    assert (expected or "None") in str(speaker(text, words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # before, after, between, over several sentences, and without any name beside it
        ("De burgemeester zei: “Wij tellen zestien doden.”", "zestien", "burgemeester"),
        ("„We hadden negen tanks. Nu zijn het er twee”, zegt sergeant Pavlo Melnyk.", "negen", "Melnyk"),
        ("‘Er lagen elf mijnen’, zegt boer Mykola Zjoek. ‘En verderop nog dertig.’", "dertig", "Zjoek"),
        ("Arts Salma Idris is moe. “We kregen vannacht zestig gewonden binnen.”", "zestig", "Idris"),
        (',,Wij schoten vijf drones neer", aldus kapitein Igor Bodnar.', "vijf", "Bodnar"),
        ("“Twaalf huizen zijn weg.\n\n“En drie scholen ook”, zegt Omar Saleh.", "drie", "Saleh"),
        ("Kolonel Pitsenko: ‘Wij verloren vijftig man.’", "vijftig", "Pitsenko"),
    ],
)
def test_a_quotation_belongs_to_whoever_is_named_beside_it(text: str, words: str, expected: str) -> None:
    assert expected in (speaker(text, words) or "")


def test_pointing_back_reaches_over_the_paragraph_break() -> None:
    text = "Bij Soemy zijn vier doden gevallen. Er raakten zestien mensen gewond.\n\nDat meldt de Oekraïense politie."
    assert "politie" in (speaker(text, "vier") or "")
    assert "politie" in (speaker(text, "zestien") or "")


def test_a_new_subject_is_not_carried_along() -> None:
    text = "De gouverneur meldt tien doden. De stad Soemy ligt dertig kilometer van de grens."
    assert speaker(text, "dertig") is None


def test_headings_and_lists_say_whose_account_follows() -> None:
    text = "Het leger meldt de volgende verliezen:\n\n- 980 militairen\n- 12 tanks\n- 31 drones\n"
    assert "leger" in (speaker(text, "12") or "")
    assert "leger" in (speaker(text, "31") or "")


def test_two_clauses_have_two_sources() -> None:
    text = "Volgens het leger zijn 40 strijders gedood, volgens Hamas zeven."
    assert "leger" in (speaker(text, "40") or "")
    assert "Hamas" in (speaker(text, "zeven") or "")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="ab 12.:“”‘’'\"\n,é\u202e😀", max_size=60))
def test_any_text_is_read(text: str) -> None:
    doc, attribution, firmness = read(text)
    for token in doc:
        for link in attribution.source(token):
            assert doc.text[link.start : link.end] == link.text or "\n" in doc.text[link.start : link.end]
        firmness.certainty(token)
        firmness.polarity(token)
        firmness.verification(token, attribution.source(token))
