"""The words that say what is measured: which frames a sentence evokes, and what the table of frames may hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.language.lexicon import lexicon
from sayso.reading.frames import Trigger, Triggers

TABLE = lexicon("nl", "kinds")
ROLES = {"counted", "subject", "object", "indirect", "mover", "holder", "target", "launcher", "receiver", "owner"}
KINDS = {
    "killed", "wounded", "captured", "missing", "casualties", "displaced", "population", "strength", "deployment",
    "advance", "retreat", "control", "position", "attack", "intercepted", "equipment_loss", "unit_loss", "damage",
    "supply", "legal", "other",
}  # fmt: skip
CLASSES = {
    "person", "fighter", "ground", "territory", "share", "ratio", "money", "item", "hardware", "vehicle", "aircraft",
    "drone", "missile", "shell", "gun", "ship", "place", "building", "unit", "attack", "time", "case",
}  # fmt: skip


def triggers(text: str) -> list[Trigger]:
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    doc = bundled.parse(from_text(text, "test.txt", language="nl"))
    found = Triggers(doc)
    return [trigger for sentence in doc.sents for trigger in found.of(sentence)]


def frames(text: str) -> set[str]:
    return {trigger.frame.name for trigger in triggers(text)}


def test_a_verb_evokes_its_frame_in_every_form() -> None:
    for text in ("Zij sneuvelen.", "Hij sneuvelde.", "Ze zijn gesneuveld.", "Ze zouden sneuvelen."):
        assert "dying" in frames(text), text


def test_a_separable_verb_is_found_apart_and_together() -> None:
    for text in ("De mannen kwamen bij de aanval om.", "De mannen zijn omgekomen."):
        assert "dying" in frames(text), text


def test_a_verb_without_its_particle_is_another_verb() -> None:
    assert "dying" not in frames("De mannen kwamen gisteren.")


def test_a_fixed_phrase_needs_all_its_words() -> None:
    assert "dying" in frames("Ze zijn om het leven gekomen.")
    assert "dying" not in frames("Ze zijn naar de stad gekomen.")


def test_the_words_of_a_phrase_stand_near_its_verb() -> None:
    phrase = next(
        t
        for t in triggers("Bij de ramp kwamen de mannen om het leven.")
        if t.frame.name == "dying" and len(t.words) > 2
    )
    assert {t.lower_ for t in phrase.words} >= {"kwamen", "om", "het", "leven"}


def test_a_compound_evokes_the_frame_of_its_last_part() -> None:
    assert "attacking" in frames("Het waren nachtelijke mortierbeschietingen.")


def test_a_predicate_takes_the_meaning_of_raken() -> None:
    found = frames("De mannen raakten gewond.")
    assert "wounding" in found
    assert "striking" not in found


def test_an_idiom_says_nothing_of_its_own() -> None:
    assert "having" not in frames("Hij heeft het over dertig man.")


def test_auxiliaries_evoke_nothing() -> None:
    assert "having" not in frames("Het leger heeft de stad verlaten.")


def test_units_belong_to_classes_the_most_specific_first() -> None:
    found = Triggers(pipeline_or_skip("Ja."))
    assert found.classes("drone") == ("drone", "hardware")
    assert found.classes("person") == ("person",)
    assert "person" in found.classes(None)


@pytest.mark.parametrize("frame", TABLE["frame"], ids=lambda f: f["name"])
def test_the_table_holds_known_kinds_classes_and_roles(frame: dict[str, Any]) -> None:
    assert set(frame["kinds"].values()) <= KINDS
    assert set(frame["kinds"]) <= CLASSES
    assert frame["affected"] in ROLES
    assert frame.get("agent", "none") in {"subject", "by", "counted", "none"}


@pytest.mark.parametrize("frame", TABLE["frame"], ids=lambda f: f["name"])
def test_the_last_word_of_a_verb_entry_is_an_infinitive(frame: dict[str, Any]) -> None:
    for entry in frame.get("verbs", ()):
        verb = entry.split()[-1].rpartition("|")[2]
        assert verb.endswith("n"), entry
        assert verb not in {"van", "aan", "in", "een"}, entry


def test_no_word_stands_twice_in_a_list() -> None:
    twice = [(frame["name"], word) for frame in TABLE["frame"] for word in repeated(frame)]
    assert twice == []


def repeated(frame: dict[str, Any]) -> Iterator[str]:
    for part in ("nouns", "verbs", "adjectives"):
        words = frame.get(part, [])
        yield from sorted({w for w in words if words.count(w) > 1})


def pipeline_or_skip(text: str) -> Any:
    try:
        return pipeline("nl").parse(from_text(text, "test.txt", language="nl"))
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
