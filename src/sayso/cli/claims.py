"""The verbs that read articles and show their claims."""

# ruff: noqa: PLR0917 - the options of a command are the arguments of its function
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import (
    FAILED,
    SOME_FAILED,
    STOPPED,
    Doc,
    Kind,
    LedgerOption,
    Place,
    Repeats,
    Side,
    Since,
    Speaker,
    Until,
    command,
    filters_of,
    open_ledger,
    say,
    screen,
    tab_separated,
)

if TYPE_CHECKING:
    from sayso.engine import Run


@command
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files, folders (with all folders in them), or - for standard input."),
    ],
    ledger: LedgerOption = "ledger.sqlite",
    meta: Annotated[
        str | None,
        typer.Option(metavar="FILE.csv", help="What is known of the files: file, published, publisher, url."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="When they were published, where nothing says so (2023-05-24, 2023-05)."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them, where nothing says so.")] = None,
    pack: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="Read with this conflict pack (see sayso packs); else each text chooses."),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FOLDER", help="Parse texts in its language with this spaCy pipeline, not the bundled model."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes read at once.")] = 1,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Then write a report, one HTML file, of the ledger.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary, only errors.")] = False,
) -> None:
    """Read articles into the ledger.

    Reads .txt, .html, .pdf, and .jsonl or .csv with a column text. What was read before is not read again, and what
    can't be read is listed; nothing is lost when you stop it.
    """
    from rich.console import Console

    from sayso.documents.read import documents
    from sayso.engine import read_into
    from sayso.ledger import Ledger
    from sayso.packs import PackError, load_pack
    from sayso.showing.progress import Watch, summary
    from sayso.workers import collect_rarely

    try:
        intake = documents(paths, meta=meta, published=published, publisher=publisher)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    try:
        if pack is not None:
            load_pack(pack)
    except (PackError, OSError) as error:
        raise typer.BadParameter(str(error), param_hint="--pack") from None
    if pipeline is not None:
        from sayso.language import pipeline as load_pipeline

        try:
            load_pipeline(name=pipeline)
        except (OSError, ValueError) as error:
            raise typer.BadParameter(str(error), param_hint="--pipeline") from None
    console = Console(stderr=True, highlight=False, markup=False)
    with Ledger.open(ledger) as opened:
        watch = Watch(console, intake.files, quiet=quiet)
        collect_rarely()
        try:
            with watch:
                run = read_into(opened, intake, pack=pack, pipeline=pipeline, jobs=jobs, progress=watch)
        except KeyboardInterrupt:
            count = sum(opened.stats().documents.values())
            say(f"stopped. {count} documents are in {opened.where}; run the same command again and it goes on.")
            raise typer.Exit(STOPPED) from None
        if quiet:
            _only_errors(run)
        else:
            summary(console, run, watch.seconds, opened.where)
        if report is not None:
            from sayso.cli.accounts import compared
            from sayso.showing.report import write_report

            compared(opened, needed=False, quiet=quiet)
            write_report(opened, report)
            if not quiet:
                say(f"the report is {report}")
    if run.unreadable or run.failed:
        raise typer.Exit(SOME_FAILED if run.documents > len(run.failed) else FAILED)


def _only_errors(run: Run) -> None:
    for item in run.unreadable:
        say(str(item))
    for id, reason in run.failed:
        say(f"{id}: {reason}")


@command
def show(
    ledger: LedgerOption = "ledger.sqlite",
    kind: Kind = None,
    side: Side = None,
    speaker: Speaker = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    doc: Doc = None,
    repeats: Repeats = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="Show so many claims, the surest of each kind; 0 shows all.")
    ] = 60,
    json: Annotated[bool, typer.Option("--json", help="One claim a line as JSON, with every field.")] = False,
    tsv: Annotated[
        bool, typer.Option("--tsv", help="Values between tabs, one claim a line, for other programs.")
    ] = False,
) -> None:
    """Show who says what: how many, of whom, by whom, where, when, how firmly, and where that was read."""
    filters = filters_of(kind, side, speaker, place, since, until, doc, repeats)
    with open_ledger(ledger) as opened:
        if json:
            from sayso.exporting.jsonl import claim_to_json, dumps
            from sayso.showing.safe import safe_json

            for claim in opened.claims(**filters):
                typer.echo(safe_json(dumps(claim_to_json(claim))))
            return
        if tsv:
            from sayso.exporting.table import COLUMNS, row

            tab_separated(COLUMNS, (row(claim, document) for claim, document in opened.evidence(**filters)))
            return
        from sayso.showing.table import show_claims

        show_claims(screen(), opened, filters, limit)


@command
def why(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or as much of it as is unique.")],
    ledger: LedgerOption = "ledger.sqlite",
) -> None:
    """Explain a claim: the sentence with its slots marked, and the rules and words that filled each."""
    from sayso.showing.why import explain

    with open_ledger(ledger) as opened:
        explain(screen(), opened, claim)


@command
def stats(ledger: LedgerOption = "ledger.sqlite") -> None:
    """Count documents, sentences and quantities: coded, left uncoded and why, and what could not be read."""
    from sayso.showing.stats import show_stats

    with open_ledger(ledger) as opened:
        show_stats(screen(), opened)


@command
def packs() -> None:
    """List the conflicts that sayso knows the sides, actors and places of."""
    from sayso.showing.packs import show_packs

    show_packs(screen())
