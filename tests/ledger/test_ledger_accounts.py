"""What comparing came to goes into a ledger and comes out, on SQLite and PostgreSQL; older ledgers are brought up."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from accounts_samples import reports
from ledger_samples import sample, texts
from sayso.accounts.stored import compare_ledger
from sayso.accounts.values import (
    Comparison,
    Estimate,
    Flag,
    Grade,
    Level,
    Levels,
    Origin,
    Question,
    Relation,
    RelationKind,
)
from sayso.ledger import Ledger, LedgerError, comparing, opening
from sayso.ledger.comparing import Entered, Passage

LEVELS = Levels(Level.EQUAL, Level.CONTAINED, Level.UNKNOWN, Level.OVERLAPPING)


def _enter(ledger: Ledger, by: str = "test") -> dict[str, int]:
    """Enter all documents in one block; the keys of their claims by id."""
    lacking = ledger.lacking(by)
    found = list(ledger.versions(lacking.new))
    ledger.enter({v.key: [Entered(key, "b") for key, _ in v.claims] for v in found}, lacking.gone, {})
    return {claim.id: key for version in found for key, claim in version.claims}


def _question(claims: list[str], **more: object) -> Question:
    half = max(1, len(claims) // 2)
    origins = tuple(
        Origin(f"o{n}", f"Speaker {n}", "RU", Flag.ADMISSION, tuple(some), 200.0, None, True, False)
        for n, some in enumerate((claims[:half], claims[half:]))
        if some
    )
    question = Question(
        id="q1",
        label="Russians killed",
        kind="killed",
        unit="person",
        per=None,
        affected="RU",
        actor="wagner",
        place="Bakhmut",
        geonameid=713174,
        lat=48.6,
        lon=38.0,
        start="2023-03-01",
        end=None,
        cumulative=True,
        claims=tuple(claims),
        origins=origins,
        grade=Grade.ADMITTED,
        estimate=Estimate(200.0, 250.5, None, "careful", "as it is"),
    )
    return replace(question, **more)  # type: ignore[arg-type]


def _comparison(question: Question) -> Comparison:
    a, b = sorted(question.claims[:2])
    relation = Relation(a, b, RelationKind.AGREES, question.id, LEVELS, "they overlap")
    return Comparison((question,), (relation,), dict.fromkeys(sorted(question.claims), Flag.ADMISSION), {})


def test_a_comparison_comes_out_as_it_went_in(ledger: Ledger) -> None:
    ledger.store(*sample())
    claims = sorted(_enter(ledger), reverse=True)
    made = _comparison(_question(claims))
    ((block, (number, keys)),) = ledger.to_do().items()
    assert (block, len(keys)) == ("b", 1)
    assert ledger.put_block(block, number, made) == (1, 0)
    assert ledger.comparison() == made
    assert ledger.to_do() == {}
    assert ledger.question("q1") == ledger.question("q") == made.questions[0]
    assert list(ledger.relations(question="q1")) == list(made.relations)
    assert ledger.flags("q1") == made.flags
    assert ledger.put_block(block, number, made) is None  # nothing is to do any more


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts, st.none() | texts, st.floats(allow_nan=False, allow_infinity=False))
def test_any_words_come_out_as_they_went_in(ledger: Ledger, label: str, why: str, side: str | None, low: float) -> None:
    ledger.store(*sample())
    claims = sorted(_enter(ledger, by=f"{label!r} {why!r} {side!r} {low!r}"))
    made = _comparison(_question(claims, label=label, place=side, estimate=Estimate(low, None, low, label, why)))
    made = replace(made, relations=(replace(made.relations[0], why=why),))
    origins = tuple(replace(origin, speaker=label, side=side) for origin in made.questions[0].origins)
    made = replace(made, questions=(replace(made.questions[0], origins=origins),))
    for block, (number, _) in ledger.to_do().items():
        ledger.put_block(block, number, made)
    assert ledger.comparison() == made


def test_only_what_changed_is_written(ledger: Ledger) -> None:
    ledger.store(*sample())
    claims = sorted(_enter(ledger))
    one, other = _question(claims[:2]), _question(claims[2:], id="q2")
    both = Comparison((one, other), (), dict.fromkeys(claims, Flag.ADMISSION), {})
    assert _put(ledger, both) == (2, 0)
    assert _put(ledger, both) == (0, 0)
    regraded = replace(both, questions=(replace(one, grade=Grade.CONTESTED), other))
    assert _put(ledger, regraded) == (1, 0)
    assert [question.grade for question in ledger.questions()] == [Grade.CONTESTED, Grade.ADMITTED]
    merged = Comparison((_question(claims, id="q2"),), (), both.flags, {})
    assert _put(ledger, merged) == (1, 1)
    assert ledger.comparison() == merged


def _put(ledger: Ledger, comparison: Comparison) -> tuple[int, int] | None:
    with ledger._writing() as connection:
        comparing._touch(connection, ["b"], comparing._next(connection))
    number, _ = ledger.to_do()["b"]
    return ledger.put_block("b", number, comparison)


def test_a_block_that_changed_meanwhile_is_still_to_do(ledger: Ledger) -> None:
    ledger.store(*sample("a.txt"))
    claims = sorted(_enter(ledger))
    number, _ = ledger.to_do()["b"]
    ledger.store(*sample("b.txt"))
    _enter(ledger)
    assert ledger.put_block("b", number, _comparison(_question(claims))) is None
    later, keys = ledger.to_do()["b"]
    assert (later > number, len(keys)) == (True, 2)
    assert list(ledger.questions()) == []


def test_passages_are_kept_with_their_document(ledger: Ledger) -> None:
    ledger.store(*sample())
    lacking = ledger.lacking("test")
    signed = [Passage(0, 9, 2, '"twee woorden', bytes(range(256))), Passage(10, 20, 1, "woord", b"")]
    ledger.enter({key: [] for key in lacking.new}, (), dict.fromkeys(lacking.new, signed))
    assert ledger.passages([lacking.new[0]]) == {lacking.new[0]: signed}
    ledger.enter({}, lacking.new, {})
    assert ledger.passages([lacking.new[0]]) == {}


def test_questions_that_are_not_there(ledger: Ledger) -> None:
    for unknown in ("q1", ""):
        with pytest.raises(LedgerError, match=r"no question .*sayso questions.*sayso compare"):
            ledger.question(unknown)
    ledger.store(*sample())
    claims = sorted(_enter(ledger))
    _put(ledger, Comparison((_question(claims[:2]), _question(claims[2:], id="q2")), (), {}, {}))
    with pytest.raises(LedgerError, match=r"several questions .*\(q1, q2\): give more"):
        ledger.question("q")


def test_real_reports_are_compared_on_every_database(ledger: Ledger) -> None:
    for document, reading in reports():
        ledger.store(document, reading)
    compare_ledger(ledger)
    before = ledger.comparison()
    assert len(before.questions) > 5
    ledger.store(*reports()[0], reader="another reader, the same claims")
    done = compare_ledger(ledger)
    assert (done.documents, done.gone, done.written, done.removed) == (1, 1, 0, 0)
    assert ledger.comparison() == before
    assert {claim.question for claim in ledger.claims()} == {question.id for question in before.questions}


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(target: str) -> None:
    server = "://" in target
    database = opening._server(target, 5) if server else opening._sqlite(Path(target), create=True, timeout=5)
    config = Config()
    config.set_main_option("script_location", str(files("sayso.ledger") / "migrations"))
    with database.engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for name, value in (("schema", "0001"), ("written by", "sayso 0.1.0")):
            connection.execute(
                text("INSERT INTO meta (name, value) VALUES (:name, :value)"), {"name": name, "value": value}
            )
    assert "questions" not in inspect(database.engine).get_table_names()
    database.engine.dispose()
    with Ledger.open(target) as ledger:
        assert {"questions", "relations", "passages"} <= set(inspect(ledger._database.engine).get_table_names())
        ledger.store(*sample())
        assert len(list(ledger.claims())) == 4
        compare_ledger(ledger)
        assert ledger.question_count() > 0
    with Ledger.open(target, create=False) as ledger:
        assert ledger.question_count() > 0
