"""The gazetteer finds a place in any usual spelling, and its file survives whatever a machine does to it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.places import Entry, gazetteer
from sayso.places.building import ascii_name, ukrainian
from sayso.places.gazetteer import one_off


def best(name: str, country: str, kind: str = "town") -> Entry:
    return next(e for e in gazetteer().lookup(name) if e.country == country and e.kind == kind)


@pytest.mark.parametrize(
    ("spelling", "country", "name"),
    [
        ("Bachmoet", "UA", "Bakhmut"),
        ("Bakhmut", "UA", "Bakhmut"),
        ("Koepjansk", "UA", "Kupiansk"),
        ("Kupyansk", "UA", "Kupiansk"),
        ("Tsjasiv Jar", "UA", "Chasiv Yar"),
        ("Makijivka", "UA", "Makiivka"),
        ("Marioepol", "UA", "Mariupol"),
        ("Izjoem", "UA", "Izium"),
        ("Voehledar", "UA", "Vuhledar"),
        ("Olesjky", "UA", "Oleshky"),
        ("Zaporizja", "UA", "Zaporizhzhia"),
        ("Severodonetsk", "UA", "Severodonetsk"),
        ("Sievierodonetsk", "UA", "Severodonetsk"),
        ("Soedzja", "RU", "Sudzha"),
        ("Beiroet", "LB", "Beirut"),
        ("Gaza", "PS", "Gaza City"),
        ("Khan Younis", "PS", "Khan Yunis"),
        ("Beit Hanoun", "PS", "Beit Hanoun"),
        ("Goma", "CD", "Goma"),
        ("El Fasher", "SD", "El Fasher"),
        ("Chartoem", "SD", "Khartoum"),
        ("Mekelle", "ET", "Mekelle"),
        ("Hama", "SY", "Hama"),
    ],
)
def test_spellings_of_a_town_find_one_entry(spelling: str, country: str, name: str) -> None:
    found = best(spelling, country)
    assert found.name == name
    assert found.geonameid is not None
    assert found.lat is not None


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Rusland", "RU", "country"),
        ("Oekraïne", "UA", "country"),
        ("Soedan", "SD", "country"),
        ("Donetsk Oblast", "UA", "region"),
        ("Kursk Oblast", "RU", "region"),
        ("Gaza Strip", "PS", "region"),
        ("Idlib Governorate", "SY", "region"),
        ("North Kivu", "CD", "region"),
        ("Nord-Kivu", "CD", "region"),
        ("Tigray", "ET", "region"),
        ("Donbas", "UA", "area"),
        ("Darfur", "SD", "area"),
        ("Nagorno-Karabakh", "AZ", "area"),
    ],
)
def test_countries_and_regions_lie_somewhere(name: str, country: str, kind: str) -> None:
    entry = best(name, country, kind)
    assert entry.lat is not None
    assert entry.lon is not None


def test_a_town_knows_its_region() -> None:
    town = best("Bachmoet", "UA")
    assert town.country is not None
    assert town.region is not None
    region = gazetteer().region(town.country, town.region)
    assert region is not None
    assert region.name == "Donetsk Oblast"


def test_a_misprint_is_found_only_in_the_countries_asked_for() -> None:
    near = gazetteer().near
    assert "Kostiantynivka" in {e.name for e in near("konstiantinivka", frozenset({"UA"}))}
    assert not [e for e in near("konstiantinivka", frozenset({"BE"})) if e.country == "UA"]


@given(st.text(max_size=30))
def test_any_name_can_be_looked_up(name: str) -> None:
    assert all(isinstance(entry, Entry) for entry in gazetteer().lookup(name))


@given(st.text("abc", max_size=8), st.integers(0, 8), st.sampled_from("abc"))
def test_one_letter_off_is_symmetric_and_sees_every_edit(word: str, at: int, letter: str) -> None:
    inserted = word[:at] + letter + word[at:]
    assert one_off(word, inserted)
    assert one_off(inserted, word)
    changed = word[:at] + letter + word[at + 1 :] if at < len(word) else word
    assert one_off(word, changed)
    assert not one_off(word, word + "xy")


def test_romanisation_follows_the_official_one() -> None:
    assert [ukrainian(n) for n in ("Avdiyivka", "Kryvyy Rih", "Zaporizhzhya", "Kyiv")] == [
        "Avdiivka",
        "Kryvyi Rih",
        "Zaporizhzhia",
        "Kyiv",
    ]
    assert ascii_name("Khān Yūnis") == "Khan Yunis"


def test_opening_is_quick(tmp_path: Path) -> None:
    gazetteer()  # built by now
    began = time.perf_counter()
    gazetteer.__wrapped__()
    assert time.perf_counter() - began < 0.3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_without_a_writable_cache_it_still_opens(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    _lookup_with_cache(closed)


def test_a_cache_that_is_a_file_is_passed_over(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("not a folder")
    _lookup_with_cache(taken)


def _lookup_with_cache(folder: Path) -> None:
    code = "from sayso.places import gazetteer; print(gazetteer().lookup('Bachmoet')[0].name)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "SAYSO_CACHE": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "Bakhmut"
