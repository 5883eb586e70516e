"""Questions in the terminal, one in full, what changed, and in the report: right, safe, and within the width."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from accounts_samples import SPEAKERS, Said, report, reports
from sayso.accounts.differences import differences
from sayso.accounts.stored import compare_ledger
from sayso.accounts.values import Comparison, Estimate, Grade
from sayso.ledger import Ledger
from sayso.reading.claim import Reading
from sayso.showing import wording
from sayso.showing.diff import differences_to_json, show_differences
from sayso.showing.question import question_in_full, show_question
from sayso.showing.questions import COLUMNS, Questions, flat, show_questions
from sayso.showing.report import report as page_of


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        for document, reading in reports():
            opened.store(document, reading)
        compare_ledger(opened)
        yield opened


def console(width: int = 160) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False), out


def shown(ledger: Ledger, width: int = 160, limit: int = 0) -> str:
    screen, out = console(width)
    show_questions(screen, ledger, list(ledger.questions()), limit)
    return out.getvalue().replace("\u00a0", " ")


def of_week(ledger: Ledger):
    """The question of the wire text: Russians killed at Bakhmut in the week to 12 March."""
    home = {id: question for question in ledger.questions() for id in question.claims}
    return home[next(ledger.claims(doc="a.txt")).id]


def test_a_question_a_line_with_who_says_what(ledger: Ledger) -> None:
    lines = shown(ledger).splitlines()
    every = list(ledger.questions())
    assert lines[0].startswith(f"{len(every)} questions, ")
    week = of_week(ledger)
    (line,) = [line for line in lines if line.rstrip().endswith(week.id[:5]) or week.id[:6] in line]
    assert wording.support(week) in line
    assert str(week.grade) in line
    assert "UA Armed Forces of Ukraine 500" in line or "…" in line
    assert lines[-1].startswith("`sayso question q")


@pytest.mark.parametrize("width", [20, 80, 112, 130, 160, 300])
def test_it_keeps_to_the_width(ledger: Ledger, width: int) -> None:
    lines = shown(ledger, width).splitlines()
    table = lines[2 : next(n for n, line in enumerate(lines) if line.startswith("`sayso")) - 1]
    assert max(cell_len(line) for line in table) <= width


def test_a_limit_keeps_the_best_supported(ledger: Ledger) -> None:
    some = Questions(ledger.questions(), 2)
    most = sorted((len(q.origins) for q in ledger.questions()), reverse=True)[:2]
    assert sorted((len(q.origins) for q in some.questions), reverse=True) == most
    assert "more questions: --limit 0 shows all" in shown(ledger, limit=2)


def test_rows_for_other_programs(ledger: Ledger) -> None:
    for question in ledger.questions():
        row = flat(question)
        assert list(row) == list(COLUMNS)
        assert not any(isinstance(cell, str) and set(cell) & set("\t\n\r") for cell in row.values())
        assert (row["reports"], row["origins"]) == (len(question.claims), len(question.origins))


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Estimate(150, 200, 300, "", ""), "200 (150–300)"),
        (Estimate(200, 200, 200, "", ""), "200"),
        (Estimate(200, 200, None, "", ""), "≥ 200"),
        (Estimate(None, 200, 200, "", ""), "≤ 200"),
        (Estimate(150, 200, None, "", ""), "200 (≥ 150)"),
        (Estimate(None, 200, None, "", ""), "200"),
        (Estimate(None, None, None, "", ""), "nothing asserted"),
    ],
)
def test_estimates_in_words(estimate: Estimate, words: str) -> None:
    assert wording.estimate(estimate).replace("\u00a0", " ") == words


def test_one_question_in_full(ledger: Ledger) -> None:
    week = of_week(ledger)
    screen, out = console()
    show_question(screen, ledger, week.id[:8])
    text = out.getvalue().replace("\u00a0", " ")
    assert text.startswith(f"{week.label}  {week.id}\n")
    assert f"by the rule “{week.estimate.rule}”: {week.estimate.how[:30]}" in text
    for claim, document in ledger.evidence(question=week.id):
        assert f"{document.id}:{claim.start}-{claim.end}" in text
        assert document.text[slice(*claim.sentence)] in text
        assert document.url is not None
        assert document.url in text
        assert claim.id in text
    header = next(line for line in text.splitlines() if line.startswith("PUBLISHED"))
    assert header.split()[1:3] == ["RU", "UA"]  # the sides beside each other
    assert "[1] [2] [3] repeat each other" in text or "[1] repeats [2]" in text
    assert "differs from" in text
    inside = [r for r in ledger.relations(question=week.id) if {r.a, r.b} <= set(week.claims)]
    for relation in inside:
        assert relation.why[:40] in " ".join(text.split())


def test_one_question_as_json(ledger: Ledger) -> None:
    week = of_week(ledger)
    whole = json.loads(json.dumps(question_in_full(ledger, week.id)))
    assert [account["id"] for account in whole["accounts"]] == list(week.claims)
    assert {account["origin"] for account in whole["accounts"]} == {origin["id"] for origin in whole["said_by"]}
    assert all(account["words"] and account["url"] for account in whole["accounts"])
    assert len(whole["relations"]) == len(list(ledger.relations(question=week.id)))


def test_a_total_with_many_parts_tells_some(ledger: Ledger) -> None:
    for n in range(30):
        days = (f"2023-05-{n + 1:02}", f"2023-05-{n + 1:02}")
        ledger.store(*report(f"day{n:02}.txt", "2023-06-01", Said(10 + n, "het Oekraïense leger", days=days)))
    month = Said(5000, "het Pentagon", days=("2023-05-01", "2023-05-31"))
    ledger.store(*report("month.txt", "2023-06-02", month))
    compare_ledger(ledger)
    (claim,) = ledger.claims(doc="month.txt")
    whole = ledger.question(claim.question or "")
    pairs = list(ledger.relations(question=whole.id))
    screen, out = console()
    show_question(screen, ledger, whole.id)
    assert len(pairs) > 25
    assert f"… and {len(pairs) - 25} more pairs" in out.getvalue()
    assert out.getvalue().count("is part of [1]") == 25


def test_what_changed(ledger: Ledger) -> None:
    before = ledger.comparison()
    ledger.store(*report("m.txt", "2023-03-17", Said(2000, "het Pentagon", affected="UA"), outlet="De Nieuwe"))
    ledger.store(*report("n.txt", "2023-03-17", Said(3, None, kind="captured", affected="UA")))
    compare_ledger(ledger)
    found = differences(before, ledger.comparison())
    assert (found.claims_new, found.claims_gone, len(found.appeared), found.vanished) == (2, 0, 1, ())
    (change,) = [change for change in found.changed if change.added]
    assert change.revised
    screen, out = console()
    show_differences(screen, found, "old", "new")
    text = out.getvalue().replace("\u00a0", " ")
    assert text.startswith("From old to new: 2 new claims, 1 figure revised")
    assert "1 new question." in text
    assert " → " in text
    assert "+1" in text
    lines = list(differences_to_json(found))
    assert [line["change"] for line in lines] == ["changed"] * len(found.changed) + ["appeared"]
    assert lines[0]["claims_new"] == list(change.added)


def test_nothing_changed(ledger: Ledger) -> None:
    now = ledger.comparison()
    assert differences(now, now).nothing
    screen, out = console()
    show_differences(screen, differences(now, now), "a", "b")
    assert out.getvalue() == "From a to b: nothing changed.\n"


def test_a_grade_that_moved_is_told(ledger: Ledger) -> None:
    now = ledger.comparison()
    single = next(question for question in now.questions if question.grade is Grade.SINGLE)
    moved = replace(single, grade=Grade.CONTESTED)
    then = Comparison(tuple(moved if q is single else q for q in now.questions), now.relations, now.flags, {})
    found = differences(then, now)
    assert [change.graded for change in found.changed] == [True]
    screen, out = console()
    show_differences(screen, found, "a", "b")
    assert "contested → single" in out.getvalue()


def test_questions_are_followed_when_their_ids_change(ledger: Ledger) -> None:
    now = ledger.comparison()
    renamed = tuple(replace(question, id=f"q{n:011}") for n, question in enumerate(now.questions))
    assert differences(Comparison(renamed, (), {}, {}), now).nothing
    read_elsewhere = tuple(
        replace(q, id=f"q{n}", claims=tuple(f"x{id}" for id in q.claims)) for n, q in enumerate(now.questions)
    )
    found = differences(Comparison(read_elsewhere, (), {}, {}), now)
    assert (found.appeared, found.vanished) == ((), ())


def test_hostile_words_never_reach_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b]8;;http://x\x07[bold red]Baas[/] \u202eabc\n\tRegel :smile: <script>alert(1)</script>"
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        for document, reading in reports()[:6]:
            named = tuple(
                replace(
                    claim,
                    source=tuple(replace(link, name=hostile, actor=None, text=hostile) for link in claim.source),
                    place=replace(claim.place, name=hostile, geonameid=None, text=hostile) if claim.place else None,
                )
                for claim in reading.claims
            )
            ledger.store(replace(document, publisher=hostile, url=hostile), Reading(named, (), 1))
        compare_ledger(ledger)
        for width in (60, 160, 400):
            printed = shown(ledger, width)
            assert not set("\x1b\x07\u202e\t") & set(printed)
            assert "😄" not in printed
        for question in ledger.questions():
            screen, out = console()
            show_question(screen, ledger, question.id)
            assert not set("\x1b\x07\u202e\t") & set(out.getvalue())
        page = page_of(ledger)
        assert "<script" not in page
        assert not set("\x1b\x07\u202e") & set(page)


def test_the_report_shows_each_question(ledger: Ledger) -> None:
    page = page_of(ledger)
    week = of_week(ledger)
    assert f'<article id="{week.id}">' in page
    article = page.split(f'<article id="{week.id}">')[1].split("</article>")[0]
    assert article.count("<svg") == 1
    assert f'class="grade {week.grade}"' in article
    assert wording.support(week) in article
    for name in {name for _, name, _ in SPEAKERS.values()} & {origin.speaker for origin in week.origins}:
        assert name in article
    assert article.count("<li>") == len(week.claims) + len(list(ledger.relations(question=week.id)))
    singles = [question for question in ledger.questions() if len(question.origins) == 1]
    assert all(f'<tr id="{question.id}">' in page for question in singles)
    assert "var(--side-1)" in article


def test_a_report_without_a_comparison_says_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        ledger.store(*reports()[0])
        assert "have not been compared" in page_of(ledger)
