"""Who speaks: one voice for a person in all spellings, for a ministry and its spokesman, for an office by its day."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from sayso.accounts.speakers import Voice, agencies, same_voice, voice
from sayso.documents.document import Document, Precision, Published, Zone, ZoneKind
from sayso.reading.claim import Claim, Party, Period, Quantity, Speaker


def mention(text: str, *, name: str | None = None, actor: str | None = None, side: str | None = None) -> Speaker:
    return Speaker(text, 0, len(text), actor, name, side, None)


def claim(*source: Speaker, affected: str | None = "RU", period: Period | None = None) -> Claim:
    quantity = Quantity("200", 200.0, 200.0, False, "person", None)
    party = Party(affected, None, None, None, None, None) if affected else None
    return Claim(
        "a.txt", "c1", 0, 3, (0, 3), "killed", quantity, party, None, source, None, period,
        "stated", "asserted", None, 1.0, "test",
    )  # fmt: skip


def document(day: str | None = "2023-03-14", **fields: object) -> Document:
    published = Published(date.fromisoformat(day), Precision.DAY) if day else Published()
    return replace(Document("a.txt", "Tekst.", publisher="De Krant", published=published), **fields)  # type: ignore[arg-type]


def heard(text: str, day: str | None = "2023-03-14", affected: str | None = "RU", **fields: str) -> Voice:
    return voice(claim(mention(text, **fields), affected=affected), document(day))


def test_one_person_in_all_spellings_and_by_his_post() -> None:
    voices = [
        heard("Prigozjin"),
        heard("de Wagner-baas", name="Jevgeny Prigozhin", actor="yevgeny-prigozhin", side="RU"),
        heard("Jevgeny Prigozhin"),
        heard("Євген Пригожин"),
        heard("Poetins kok"),
    ]
    assert {v.key for v in voices} == {"yevgeny-prigozhin"}
    assert voices[0].person
    assert voices[0].side == "RU"


@pytest.mark.parametrize(
    ("text", "side", "day", "key"),
    [
        ("minister van Defensie", "RU", "2023-03-14", "sergei-shoigu"),
        ("minister van Defensie", "UA", "2023-03-14", "oleksii-reznikov"),
        ("Oekraïense minister van Defensie", None, "2024-01-01", "rustem-umerov"),
        ("Russische minister van Defensie", None, "2025-01-01", "andrei-belousov"),
        ("Russische defensieminister", None, "2023-03-14", "sergei-shoigu"),
        ("gouverneur van Donetsk", "UA", "2023-03-14", "pavlo-kyrylenko"),
        ("Israëlische premier", None, "2023-11-01", "benjamin-netanyahu"),
    ],
)
def test_an_office_is_who_held_it(text: str, side: str | None, day: str, key: str) -> None:
    assert voice(claim(mention(text, side=side)), document(day)).key == key


def test_an_office_without_a_day_is_nobody_in_particular() -> None:
    undated = heard("minister van Defensie", None, side="RU")
    assert undated.key not in ("sergei-shoigu", "andrei-belousov")
    assert undated == heard("minister van Defensie", None, side="RU")
    period = Period("2023-03-01", "2023-03-07", 2, "week")
    dated = voice(claim(mention("minister van Defensie", side="RU"), period=period), document(None))
    assert dated.key == "sergei-shoigu"


@pytest.mark.parametrize(
    "group",
    [
        [("Russische ministerie van Defensie", {}), ("woordvoerder van het ministerie", {"side": "RU"}),
         ("Igor Konasjenkov", {}), ("Russische leger", {}), ("ministerie", {"actor": "ru-ministry-of-defence"})],
        [("Oekraïense generale staf", {}), ("Oekraïense leger", {}), ("staf", {"actor": "ua-general-staff"}),
         ("legerwoordvoerder Jan Kowalski", {"name": "Jan Kowalski", "side": "UA"})],
        [("Israëlische leger", {}), ("Daniel Hagari", {"actor": "daniel-hagari", "side": "IL"}), ("IDF", {})],
        [("gezondheidsministerie van Gaza", {}), ("gezondheidsministerie", {"side": "PAL"})],
        [("Dmitri Peskov", {}), ("Kremlin", {}), ("woordvoerder van het Kremlin", {})],
        [("Soedanese leger", {}), ("SAF", {}), ("leger", {"actor": "saf-army", "side": "SAF"})],
        [("Hamas", {}), ("Hamas-woordvoerder", {}), ("een woordvoerder van Hamas", {})],
        [("M23", {}), ("woordvoerder van de rebellen", {"side": "M23"})],
        [("geheime dienst SBU", {}), ("SBU", {}), ("woordvoerder van de SBU", {})],
        [("Oekraïne", {"actor": "ua", "side": "UA"}), ("Kyiv", {"actor": "ua-government", "side": "UA"})],
        [("gouverneur van Tsjeljabinsk", {"side": "RU"}),
         ("de gouverneur van Tsjeljabinsk", {"name": "gouverneur van Tsjeljabinsk", "side": "RU"})],
        [("Oekraïense autoriteiten", {}), ("lokale autoriteiten", {"side": "UA"}), ("Oekraïense functionarissen", {})],
    ],
)  # fmt: skip
def test_bodies_and_who_speaks_for_them_are_one_voice(group: list[tuple[str, dict[str, str]]]) -> None:
    voices = [heard(text, affected=None, **fields) for text, fields in group]
    assert len({v.key for v in voices}) == 1, voices
    assert not voices[0].person


def test_different_voices_stay_apart() -> None:
    keys = [
        heard(text, **fields).key
        for text, fields in [
            ("Kremlin", {}), ("Russische ministerie van Defensie", {}), ("Oekraïense ministerie van Defensie", {}),
            ("Oekraïense leger", {}), ("Oekraïense luchtmacht", {}), ("Oekraïense autoriteiten", {}),
            ("Russische autoriteiten", {}), ("Zelensky", {"side": "UA"}), ("Prigozjin", {}),
            ("Kadyrov", {"side": "RU"}),
            ("VN", {}), ("Pentagon", {}), ("Britse ministerie van Defensie", {}),
        ]
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)


def test_people_in_no_pack_are_known_by_their_names() -> None:
    full, scholarly = heard("Atef al-Kahlout", name="Atef al-Kahlout"), heard("Atif al-Kahlut")
    assert full.person
    assert same_voice(full, scholarly)
    assert same_voice(full, heard("al-Kahlout"))
    assert not same_voice(full, heard("Samir al-Kahlout"))
    assert not same_voice(replace(full, side="PAL"), replace(scholarly, side="IL"))
    assert not same_voice(full, heard("Prigozjin"))


def test_a_surname_that_many_bear_is_not_guessed() -> None:
    assert heard("Johnson", affected="RU").key.startswith("person ")
    assert heard("Boris Johnson").key == "boris-johnson"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("een inwoner", {"name": "inwoner"}),
        ("inwoner van Balaklija", {"side": "civilians"}),
        ("een officier van Wagner", {"side": "RU"}),
        ("lerares Hala Ibrahim's collega", {"name": "collega"}),
        ("de 37-jarige Natalja", {"name": "Natalja"}),
        ("twee bronnen", {}),
    ],
)
def test_unnamed_witnesses_are_their_text_s_own(text: str, fields: dict[str, str]) -> None:
    source = claim(mention(text, **fields))
    here = voice(source, document())
    assert not same_voice(here, voice(source, document(id="b.txt")))
    assert here == voice(source, document())


def test_without_a_source_the_outlet_speaks() -> None:
    assert voice(claim(), document()) == voice(claim(), document(id="b.txt"))
    assert voice(claim(), document(publisher="Reuters")).key == "reuters"
    assert voice(claim(), document(publisher=None)).key != voice(claim(), document(publisher=None, id="b.txt")).key


def test_the_innermost_speaker_counts() -> None:
    chain = (mention("Reuters", actor="reuters"), mention("Prigozjin"))
    assert voice(claim(*chain), document()).key == "yevgeny-prigozhin"
    assert agencies(claim(*chain), document()) == ("reuters",)


def test_agencies_of_chain_and_dateline() -> None:
    text = "MOSKOU (ANP/RTR) - Er vielen doden, meldt AFP niet."
    zones = (Zone(0, 19, ZoneKind.DATELINE),)
    assert agencies(claim(), document(text=text, zones=zones)) == ("anp", "reuters")
    said = claim(mention("persbureau RIA Novosti"))
    assert agencies(said, document(text=text, zones=zones)) == ("ria", "anp", "reuters")
    assert agencies(claim(), document()) == ()
    assert agencies(claim(), document(author="Interfax-Ukraine")) == ("interfax-ukraine",)


def test_a_hundred_thousand_claims_take_seconds() -> None:
    names = ["Prigozjin", "Russische leger", "een inwoner", "Oekraïense minister van Defensie", "Piet Jansen"]
    documents = [document(f"2023-{1 + n % 12:02}-14", id=f"{n}.txt") for n in range(1000)]
    claims = [claim(mention(name, side=side)) for name in names for side in ("RU", "UA", None)]
    start = time.perf_counter()
    for n in range(100_000):
        voice(claims[n % len(claims)], documents[n % 1000])
        agencies(claims[n % len(claims)], documents[n % 1000])
    assert time.perf_counter() - start < 10


def test_an_abbreviation_is_a_body_whatever_noun_stands_with_it() -> None:
    alone, with_noun = heard("NIS", name="NIS", side="KR"), heard("inlichtingendienst NIS", name="NIS", side="KR")
    assert alone == replace(with_noun, name=alone.name)
    assert not alone.person
    assert heard("NOVAK", name="Novak", side="UA").person
