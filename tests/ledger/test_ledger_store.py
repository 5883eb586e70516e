"""What goes into a ledger comes out, once, and nothing that was in it is lost. On SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text as sql

from ledger_samples import READER, TEXT, documents, readings, sample, texts
from sayso.documents.document import Document
from sayso.ledger import Ledger, LedgerError, Status, Stored
from sayso.ledger.safetext import decode, encode
from sayso.reading.claim import Reading

_EMPTY = Reading(claims=(), uncoded=(), sentences=3)


def test_a_document_and_its_reading_come_out_as_they_went_in(ledger: Ledger) -> None:
    document, reading = sample()
    assert ledger.store(document, reading) is Stored.ADDED
    assert ledger.document(document.id) == document
    assert sorted(ledger.claims(), key=lambda c: c.id) == sorted(reading.claims, key=lambda c: c.id)
    assert [c.start for c in ledger.claims()] == sorted(c.start for c in reading.claims)
    assert list(ledger.uncoded()) == [(document.id, reading.uncoded[0])]
    assert list(ledger.uncoded(doc="other")) == []
    assert [(p.path, p.reason, p.document) for p in ledger.problems()] == [
        (document.id, "one date unresolved", document.id)
    ]
    (entry,) = ledger.documents()
    assert (entry.id, entry.status, entry.reader, entry.sentences) == (document.id, Status.READ, READER, 4)
    assert (entry.claims, entry.uncoded, entry.published, entry.current) == (4, 1, document.published, True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents, readings)
def test_any_text_comes_out_as_it_went_in(ledger: Ledger, document: Document, reading: Reading) -> None:
    reading = replace(reading, claims=tuple(replace(claim, doc=document.id) for claim in reading.claims))
    stored = ledger.store(document, reading, reader="r")
    assert stored in Stored
    assert ledger.document(document.id) == document
    if stored is Stored.UNCHANGED:  # the same document with another reading: the first one stands
        return
    pairs = [pair for pair in ledger.evidence() if pair[0].doc == document.id]
    assert {document for _, document in pairs} <= {document}
    key = repr
    assert sorted((claim for claim, _ in pairs), key=key) == sorted(reading.claims, key=key)
    assert sorted((u for doc, u in ledger.uncoded() if doc == document.id), key=key) == sorted(reading.uncoded, key=key)
    assert [p.reason for p in ledger.problems() if p.path == document.id] == list(reading.problems)


@given(texts, texts)
def test_text_is_made_safe_one_to_one(one: str, other: str) -> None:
    assert decode(encode(one)) == one
    assert (encode(one) == encode(other)) == (one == other)
    encode(one).encode("utf-8")
    assert "\x00" not in encode(one)


def test_reading_again_adds_nothing(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading)
    before = list(ledger.claims())
    assert ledger.known(document, READER)
    assert ledger.store(document, reading) is Stored.UNCHANGED
    assert list(ledger.claims()) == before
    assert ledger.stats().old_versions == 0


def test_a_document_without_claims_is_known_too(ledger: Ledger) -> None:
    document, _ = sample()
    assert not ledger.known(document, READER)
    ledger.store(document, _EMPTY, reader=READER)
    assert ledger.known(document, READER)
    assert not ledger.known(document, "sayso 9")
    assert not ledger.known(replace(document, text=TEXT + "!"), READER)
    assert not ledger.known(replace(document, id="other"), READER)


def test_a_changed_file_replaces_its_claims_and_keeps_the_old_version(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading)
    other, other_reading = sample("krant/ander.txt")
    ledger.store(other, other_reading)
    changed = replace(document, text=TEXT + " Rectificatie.")
    kept = replace(reading, claims=reading.claims[:1], problems=())
    assert ledger.store(changed, kept) is Stored.REPLACED
    assert [c.id for c in ledger.claims(doc=document.id)] == [kept.claims[0].id]
    assert len(list(ledger.claims(doc=other.id))) == 4
    assert ledger.document(document.id) == changed
    old, new = ledger.documents(id=document.id, old=True)
    assert (old.current, new.current, old.claims, new.claims) == (False, True, 4, 1)
    assert new.first_read == old.first_read
    assert ledger.document(document.id, content_hash=old.content_hash) == document
    assert ledger.claim(reading.claims[1].id) == reading.claims[1]  # a link to an old claim still works
    assert [p.path for p in ledger.problems()] == [other.id]
    assert ledger.stats().old_versions == 1


def test_a_newer_reader_replaces_what_the_older_one_read(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading)
    document, better = sample(reader="sayso 9")
    assert ledger.store(document, better) is Stored.REPLACED
    assert {c.reader for c in ledger.claims()} == {"sayso 9"}
    assert [e.reader for e in ledger.documents(old=True)] == [READER, "sayso 9"]


def test_many_documents_are_stored_in_few_transactions(ledger: Ledger) -> None:
    names = [f"{n:02}.txt" for n in range(25)]
    stored = list(ledger.store_many((sample(name) for name in [*names, names[0]]), every=10, seconds=60))
    assert stored == [Stored.ADDED] * 25 + [Stored.UNCHANGED]
    assert [entry.id for entry in ledger.documents()] == names


def test_what_was_read_is_stored_even_if_reading_breaks_off(ledger: Ledger) -> None:
    def read():
        yield sample("a.txt")
        yield sample("b.txt")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ledger.store_many(read(), every=10, seconds=60))
    assert [entry.id for entry in ledger.documents()] == ["a.txt", "b.txt"]


def test_a_fault_in_one_document_stores_nothing_of_it(ledger: Ledger) -> None:
    ledger.store(*sample("a.txt"))
    document, reading = sample("a.txt", text=TEXT + "!")
    broken = replace(reading, uncoded=(replace(reading.uncoded[0], reason=None),))
    with pytest.raises(LedgerError, match=r"reason"):
        ledger.store(document, broken)
    assert ledger.document("a.txt").text == TEXT
    assert len(list(ledger.claims())) == 4


def test_documents_that_are_not_read_are_listed_with_the_reason(ledger: Ledger) -> None:
    french = Document("le.txt", "Au moins 200 morts.", language="fr")
    assert ledger.store_unread(french, "French is not read yet") is Stored.ADDED
    assert ledger.store_unread(french, "French is not read yet") is Stored.UNCHANGED
    assert not ledger.known(french, READER)
    (entry,) = ledger.documents(status=Status.UNREAD)
    assert (entry.reason, entry.claims, entry.reader) == ("French is not read yet", 0, None)
    assert ledger.store(french, _EMPTY, reader=READER) is Stored.REPLACED  # a later version reads French
    assert list(ledger.documents(status=Status.UNREAD)) == []


def test_a_failure_does_not_take_away_an_earlier_reading(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading)
    assert ledger.store_unread(document, "the parser gave up", failed=True) is Stored.UNCHANGED
    assert len(list(ledger.claims())) == 4
    assert "the parser gave up" in [p.reason for p in ledger.problems()]
    changed = replace(document, text=TEXT + "!")
    assert ledger.store_unread(changed, "the parser gave up", failed=True) is Stored.REPLACED
    assert [e.status for e in ledger.documents()] == [Status.FAILED]


def test_unreadable_inputs_are_listed_until_they_are_read(ledger: Ledger) -> None:
    assert ledger.note_unreadable("a.pdf", "encrypted", "remove the password")
    assert not ledger.note_unreadable("a.pdf", "encrypted", "remove the password")
    assert ledger.note_unreadable("a.pdf", "truncated")
    (problem,) = ledger.problems()
    assert (problem.path, problem.reason, problem.hint, problem.document) == ("a.pdf", "truncated", None, None)
    ledger.store(Document("a.pdf", "tekst"), _EMPTY)
    assert list(ledger.problems()) == []


@pytest.mark.parametrize(
    ("filters", "mentions"),
    [
        ({}, ["zeker 200", "zeker 200", "500 man", "elf raketten"]),
        ({"include_repeats": False}, ["zeker 200", "500 man", "elf raketten"]),
        ({"kind": "killed"}, ["zeker 200", "zeker 200"]),
        ({"kind": ["casualties", "attack"]}, ["500 man", "elf raketten"]),
        ({"side": "civilians"}, ["elf raketten"]),
        ({"side": "ru"}, ["zeker 200", "zeker 200", "500 man"]),
        ({"side": "R"}, []),
        ({"speaker": "prigozjin"}, ["500 man", "elf raketten"]),
        ({"speaker": "AGENCE"}, ["elf raketten"]),
        ({"speaker": "%"}, []),
        ({"place": "bákhmut"}, ["zeker 200", "zeker 200", "500 man"]),
        ({"place": "Bachm"}, ["zeker 200", "zeker 200", "500 man"]),
        ({"until": date(2023, 3, 31)}, ["zeker 200", "zeker 200"]),  # the others are of when they were published
        ({"since": date(2023, 4, 30)}, ["500 man", "elf raketten"]),
        ({"since": date(2023, 5, 1)}, []),
        ({"doc": "krant/bachmoet.txt", "kind": "attack"}, ["elf raketten"]),
        ({"doc": "*BACH*.txt", "kind": "attack"}, ["elf raketten"]),
        ({"doc": "krant/bachmoet.tx?", "kind": "attack"}, ["elf raketten"]),
        ({"doc": "bachmoet.txt"}, []),
    ],
)
def test_filters(ledger: Ledger, filters: dict, mentions: list[str]) -> None:
    ledger.store(*sample())
    assert [claim.quantity.text for claim in ledger.claims(**filters)] == mentions
    assert [claim.quantity.text for claim, _ in ledger.evidence(**filters)] == mentions


def test_claims_come_by_document_in_code_point_order(ledger: Ledger) -> None:
    names = ["b.txt", "B.txt", "a/1.txt", "a-1.txt", "é.txt", "_.txt"]
    for name in names:
        ledger.store(*sample(name))
    assert list(dict.fromkeys(c.doc for c in ledger.claims())) == sorted(names)
    assert [e.id for e in ledger.documents()] == sorted(names)


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    _, reading = sample()
    ledger.store(*sample())
    wanted = reading.claims[1]
    assert ledger.claim(wanted.id) == wanted
    assert ledger.claim(wanted.id[:6]) == wanted
    with pytest.raises(LedgerError, match=r"4 claims .* give more"):
        ledger.claim("c")
    for unknown in ("c00000000000", "", "%"):
        with pytest.raises(LedgerError, match="no claim"):
            ledger.claim(unknown)
    with pytest.raises(LedgerError, match=r"no document 'nergens'"):
        ledger.document("nergens")


def test_judgements_stand_beside_the_machines_answer(ledger: Ledger) -> None:
    document, reading = sample()
    ledger.store(document, reading)
    claim = reading.claims[1]
    ledger.judge(claim.id[:8], "Anna", "wrong", {"kind": "wounded"}, note="gewond, niet gedood \x00")
    ledger.judge(claim.id, "Bram", "right")
    ledger.judge(reading.claims[2].id, "Bram", "right")
    first, second = ledger.judgements(claim.id)
    assert (first.claim, first.reviewer, first.verdict, first.corrections) == (
        claim.id,
        "Anna",
        "wrong",
        {"kind": "wounded"},
    )
    assert first.note == "gewond, niet gedood \x00"
    assert (second.reviewer, second.verdict) == ("Bram", "right")
    assert len(list(ledger.judgements())) == 3
    assert ledger.claim(claim.id) == claim
    with pytest.raises(LedgerError, match="no claim"):
        ledger.judge("c00000000000", "Anna", "right")


def test_stats_count_everything_once(ledger: Ledger) -> None:
    ledger.store(*sample("a.txt"))
    ledger.store(*sample("b.txt"))
    ledger.store(*sample("b.txt", text=TEXT + "!"))
    ledger.store_unread(Document("fr.txt", "texte", language="fr"), "French is not read yet")
    ledger.note_unreadable("c.pdf", "encrypted")
    stats = ledger.stats()
    assert stats.documents == {Status.READ: 2, Status.UNREAD: 1}
    assert stats.languages == {"nl": 2, "fr": 1}
    assert (stats.sentences, stats.claims, stats.repeats, stats.quantities) == (8, 8, 2, 10)
    assert stats.kinds == {"killed": 4, "casualties": 2, "attack": 2}
    assert stats.uncoded == {"date": 2}
    assert (stats.problems, stats.old_versions, stats.judgements) == (3, 1, 0)


def test_a_long_answer_may_be_interleaved_with_writing(ledger: Ledger) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        ledger.store(*sample(name))
    seen = []
    for claim in ledger.claims(kind="attack"):
        seen.append(claim.doc)
        ledger.store(*sample(claim.doc, text=TEXT + "!"))
    assert seen == ["a.txt", "b.txt", "c.txt"]


def test_a_ledger_is_reopened_as_it_was(target: str) -> None:
    with Ledger.open(target) as ledger:
        ledger.store(*sample())
    with Ledger.open(target, create=False) as ledger:
        assert len(list(ledger.claims())) == 4


def test_plain_sql_finds_plain_text(ledger: Ledger) -> None:
    # The ledger is its users' own: text without control characters lies in it as it is.
    ledger.store(*sample())
    with ledger._database.engine.connect() as connection:
        query = sql("SELECT count(*) FROM claims WHERE affected_name = 'Wagner' AND place_text = 'Bachmoet'")
        assert connection.execute(query).scalar() == 1
