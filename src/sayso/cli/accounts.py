"""The verbs that compare claims and show what came of it, and the one that writes it all out."""

# ruff: noqa: PLR0917 - the options of a command are the arguments of its function
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.app import (
    Doc,
    Kind,
    LedgerOption,
    Place,
    Side,
    Since,
    Speaker,
    Until,
    command,
    day_of,
    filters_of,
    open_ledger,
    say,
    screen,
    tab_separated,
)

if TYPE_CHECKING:
    from datetime import date

    from sayso.accounts.values import Comparison
    from sayso.ledger import Ledger

_WHAT = {
    "questions": "question",
    "relations": "relation",
    "ucdp": "row",
    "uncoded": "line",
    "geojson": "feature",
}  # an export counts
Grade = Annotated[
    str | None, typer.Option(help="Only questions so graded: contested, admitted, agreed, corroborated or single.")
]


class NotCompared(Exception):  # noqa: N818 - it says what is wrong
    """The claims have not been compared, and it would take too long to do it unasked. The message says what to run."""


@command
def compare(
    ledger: LedgerOption = "ledger.sqlite",
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Then write a report, one HTML file, of the ledger.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Compare the claims: which answer one question, who repeats, agrees with or contradicts whom, what it comes to.

    Only what was read or changed since the last time is compared again.
    """
    with open_ledger(ledger) as opened:
        _compare(opened, quiet=quiet)
        if report is not None:
            from sayso.showing.report import write_report

            write_report(opened, report)
            if not quiet:
                say(f"the report is {report}")


@command
def questions(
    ledger: LedgerOption = "ledger.sqlite",
    kind: Kind = None,
    side: Side = None,
    speaker: Speaker = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    doc: Doc = None,
    grade: Grade = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="Show so many, those with most origins; 0 shows all.")
    ] = 40,
    json: Annotated[bool, typer.Option("--json", help="One question a line as JSON.")] = False,
    tsv: Annotated[
        bool, typer.Option("--tsv", help="Values between tabs, one question a line, for other programs.")
    ] = False,
) -> None:
    """Show the questions that claims answer: the range, how well it is supported, and who says what.

    A question passes a filter if one of its claims does.
    """
    from sayso.accounts.values import Grade as Grades

    if grade is not None and grade not in list(Grades):
        raise typer.BadParameter(f"there is no grade {grade!r}: {', '.join(Grades)}", param_hint="--grade")
    filters = filters_of(kind, side, speaker, place, since, until, doc, repeats=True)
    with open_ledger(ledger) as opened:
        compared(opened)
        found = [q for q in opened.questions(**filters) if grade in (None, str(q.grade))]
        if json:
            from sayso.exporting.accounts import question_to_json
            from sayso.exporting.jsonl import dumps
            from sayso.showing.safe import safe_json

            for question in found:
                typer.echo(safe_json(dumps(question_to_json(question))))
            return
        from sayso.showing.questions import COLUMNS, flat, show_questions

        if tsv:
            tab_separated(COLUMNS, map(flat, found))
            return
        chosen = grade is not None or any(v is not None for n, v in filters.items() if n != "include_repeats")
        show_questions(screen(), opened, found, limit, chosen=chosen)


@command
def question(
    id: Annotated[str, typer.Argument(metavar="ID", help="The question's id, or as much of it as is unique.")],
    ledger: LedgerOption = "ledger.sqlite",
    json: Annotated[bool, typer.Option("--json", help="All of it as one line of JSON.")] = False,
) -> None:
    """Show every account of a question over time, in its own words, why each pair relates, and the estimate."""
    from sayso.showing.question import question_in_full, show_question

    with open_ledger(ledger) as opened:
        compared(opened)
        if json:
            from sayso.exporting.jsonl import dumps
            from sayso.showing.safe import safe_json

            typer.echo(safe_json(dumps(question_in_full(opened, id))))
            return
        show_question(screen(), opened, id)


@command
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A ledger; or a day: what was published by then.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The ledger, or the day, to see the changes of.")],
    ledger: LedgerOption = "ledger.sqlite",
    json: Annotated[bool, typer.Option("--json", help="One changed question a line as JSON.")] = False,
) -> None:
    """Show what changed between two ledgers, or two days of one: new claims, figures revised, grades moved."""
    from sayso.accounts.differences import differences
    from sayso.showing.diff import differences_to_json, show_differences

    before, after = _either(old, new, ledger)
    found = differences(before, after)
    if json:
        from sayso.exporting.jsonl import dumps
        from sayso.showing.safe import safe_json

        for line in differences_to_json(found):
            typer.echo(safe_json(dumps(line)))
        return
    show_differences(screen(), found, old, new)


def _either(old: str, new: str, ledger: str) -> tuple[Comparison, Comparison]:
    """The comparisons of two ledgers, or of one ledger as far as it was published on two days."""
    days = [_day(words) for words in (old, new)]
    if days[0] is not None and days[1] is not None:
        from sayso.accounts.stored import compare_until

        with open_ledger(ledger) as opened:
            return compare_until(opened, days[0]), compare_until(opened, days[1])
    if any(days):
        raise typer.BadParameter("give two ledgers, or two days (2023-03-01) of one ledger", param_hint="OLD NEW")
    found = []
    for target in (old, new):
        with open_ledger(target) as opened:
            compared(opened)
            found.append(opened.comparison())
    return found[0], found[1]


def _day(words: str) -> date | None:
    """The last day meant, if these words are a date and not the name of a file."""
    if "://" in words or Path(words).exists():
        return None
    try:
        return day_of(words, "OLD NEW", last=True)
    except typer.BadParameter:
        return None


@command
def export(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="FORMAT", help="jsonl, csv, parquet, geojson, questions, relations, uncoded or ucdp."
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is standard output.")
    ] = "-",
    ledger: LedgerOption = "ledger.sqlite",
    kind: Kind = None,
    side: Side = None,
    speaker: Speaker = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    doc: Doc = None,
    verified: Annotated[
        bool, typer.Option("--verified", help="Only what reviewers accepted, corrected or added, with corrections.")
    ] = False,
) -> None:
    """Write the claims, or what comparing them came to, to a file for other programs."""
    from sayso.exporting import COMPARED, FORMATS
    from sayso.exporting import export as write
    from sayso.exporting.export import OF_CLAIMS

    if to not in FORMATS:
        raise typer.BadParameter(f"there is no format {to!r}: choose one of {', '.join(FORMATS)}", param_hint="--to")
    if verified and to not in OF_CLAIMS:
        raise typer.BadParameter(f"verified claims go out as {', '.join(OF_CLAIMS)}", param_hint="--verified")
    if output == "-" and to == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text: name a file with -o", param_hint="--to")
    from sayso.showing.table import several

    filters = filters_of(kind, side, speaker, place, since, until, doc, repeats=True)
    with open_ledger(ledger) as opened:
        if verified:
            filters["verified"] = True
        elif to in COMPARED or (to == "geojson" and opened.compared()):
            compared(opened, needed=to in COMPARED)
        if output == "-" and sys.stdout.isatty():
            _export_to_terminal(opened, to, filters)
            return
        count = write(opened, to, output, **filters)
        if output != "-":
            say(f"{several(count, _WHAT.get(to, 'claim'))} {'is' if count == 1 else 'are'} in {output}")


def _export_to_terminal(ledger: Ledger, to: str, filters: dict[str, Any]) -> None:
    from io import StringIO

    from sayso.exporting import export as write
    from sayso.showing.safe import safe, safe_json

    text = StringIO()
    write(ledger, to, text, **filters)
    for line in text.getvalue().split("\n")[:-1]:
        typer.echo(safe(line) if to in ("csv", "ucdp") else safe_json(line))


def compared(ledger: Ledger, *, needed: bool = True, quiet: bool = False) -> None:
    """See to it that the claims have been compared: do it if it is quick, say so if it is not.

    Raises NotCompared if it is `needed`, was never done and can't be done at once.
    """
    from sayso.accounts.stored import QUICK, up_to_date
    from sayso.showing.table import several

    if up_to_date(ledger):
        return
    if not ledger.read_only and sum(ledger.stats().kinds.values()) <= QUICK:
        _compare(ledger, quiet=True)
        if not quiet:
            say("compared the claims first, as some were not compared yet (sayso compare).")
        return
    state, run = ledger.compared(), f"run `sayso compare --ledger {ledger.where}`"
    if ledger.read_only:
        run = "it can't be written: copy it to where it may be, and compare it there"
    if state is not None:
        since = several(state.waiting, "document")
        say(f"the comparison is older than the ledger: {since} came or went since; {run}.")
    elif needed:
        raise NotCompared(f"the claims of {ledger.where} have not been compared yet: {run}")
    else:
        say(f"the claims have not been compared, so there are no questions in it: {run}.")


def _compare(ledger: Ledger, *, quiet: bool) -> None:
    from rich.console import Console

    from sayso.accounts.stored import compare_ledger
    from sayso.showing.progress import Comparing, compared_summary

    console = Console(stderr=True, highlight=False, markup=False)
    with Comparing(console, quiet=quiet) as watch:
        done = compare_ledger(ledger, progress=watch)
    if not quiet:
        compared_summary(console, done, watch.seconds, ledger.where)
