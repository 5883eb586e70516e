"""The command line: one function a verb, each a few lines over the library.

Nothing heavy is imported before a command runs, so that `sayso --help` answers at once. Results go to standard output,
all else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs could not be read.
"""

# ruff: noqa: PLR0917 - the options of a command are the arguments of its function
from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.engine import Run
    from sayso.ledger import Ledger

FAILED, USAGE, SOME_FAILED, STOPPED = 1, 2, 3, 130  # 130 is what a shell calls "ended by Ctrl-C"

app = typer.Typer(
    name="sayso",
    help="On whose say-so? Reads news about a war and keeps the ledger of its figures: who claims how many were"
    " killed, captured, gained or sent, of whom, where, when and how firmly, each traceable to the words.",
    epilog="Begin with: sayso read FOLDER, then: sayso show. Exit codes: 0 done, 1 failed, 2 wrong usage,"
    " 3 done but some inputs could not be read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

P = ParamSpec("P")


def _command(verb: Callable[P, None]) -> Callable[P, None]:
    """Make `verb` a command whose errors are a sentence, not a traceback."""

    @wraps(verb)
    def plainly(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            verb(*args, **kwargs)
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            _say("stopped.")
            raise typer.Exit(STOPPED) from None
        except Exception as error:
            if _debugging():
                raise
            if type(error).__name__ not in ("LedgerError", "ExportError", "ReportError", "FileNotFoundError"):
                error = RuntimeError(
                    f"this should not have happened: {type(error).__name__}: {error}."
                    " Run it again as `sayso --debug …` and report what it prints"
                )
            _say(str(error))
            raise typer.Exit(FAILED) from None

    app.command(no_args_is_help=verb.__name__ in ("read", "why"))(plainly)
    return plainly


def _debugging() -> bool:
    return bool(os.environ.get("SAYSO_DEBUG"))


def _say(words: str) -> None:
    from sayso.showing.safe import safe

    typer.echo(f"sayso: {safe(words)}", err=True)


LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger", "-l", metavar="FILE|URL", envvar="SAYSO_LEDGER", help="The ledger: a file, or a PostgreSQL URL."
    ),
]
Kind = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="Only figures of this kind (killed, advance, …); may be repeated."),
]
Side = Annotated[str | None, typer.Option(help="Only what happened to this side (RU, UA, civilians, …).")]
Speaker = Annotated[str | None, typer.Option(help="Only what this speaker says: part of a name, or a side.")]
Place = Annotated[str | None, typer.Option(help="Only figures about this place: part of its name.")]
Since = Annotated[
    str | None, typer.Option(metavar="DAY", help="Only what is about this day or later (2023-03-01, 2023-03).")
]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Only what is about this day or earlier.")]
Doc = Annotated[str | None, typer.Option(help="Only this document; * and ? stand for anything.")]
Repeats = Annotated[bool, typer.Option("--repeats", help="Also pull quotes, which repeat what the text says.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the whole traceback of an error.")] = False,
) -> None:
    if debug:
        os.environ["SAYSO_DEBUG"] = "1"


@_command
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

    try:
        intake = documents(paths, meta=meta, published=published, publisher=publisher)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    try:
        if pack is not None:
            load_pack(pack)
    except (PackError, OSError) as error:
        raise typer.BadParameter(str(error), param_hint="--pack") from None
    console = Console(stderr=True, highlight=False, markup=False)
    with Ledger.open(ledger) as opened:
        watch = Watch(console, intake.files, quiet=quiet)
        try:
            with watch:
                run = read_into(opened, intake, pack=pack, jobs=jobs, progress=watch)
        except KeyboardInterrupt:
            count = sum(opened.stats().documents.values())
            _say(f"stopped. {count} documents are in {opened.where}; run the same command again and it goes on.")
            raise typer.Exit(STOPPED) from None
        if quiet:
            _only_errors(run)
        else:
            summary(console, run, watch.seconds, opened.where)
        if report is not None:
            from sayso.showing.report import write_report

            write_report(opened, report)
            if not quiet:
                _say(f"the report is {report}")
    if run.unreadable or run.failed:
        raise typer.Exit(SOME_FAILED if run.documents > len(run.failed) else FAILED)


def _only_errors(run: Run) -> None:
    for item in run.unreadable:
        _say(str(item))
    for id, reason in run.failed:
        _say(f"{id}: {reason}")


@_command
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
    filters = _filters(kind, side, speaker, place, since, until, doc, repeats)
    with _open(ledger) as opened:
        if json:
            from sayso.exporting.jsonl import claim_to_json, dumps
            from sayso.showing.safe import safe_json

            for claim in opened.claims(**filters):
                typer.echo(safe_json(dumps(claim_to_json(claim))))
            return
        if tsv:
            from sayso.exporting.table import COLUMNS, row

            typer.echo("\t".join(COLUMNS))
            for claim, document in opened.evidence(**filters):
                cells = row(claim, document)
                typer.echo("\t".join("" if cells[name] is None else str(cells[name]) for name in COLUMNS))
            return
        from sayso.showing.table import show_claims

        show_claims(_console(), opened, filters, limit)


@_command
def why(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or as much of it as is unique.")],
    ledger: LedgerOption = "ledger.sqlite",
) -> None:
    """Explain a claim: the sentence with its slots marked, and the rules and words that filled each."""
    from sayso.showing.why import explain

    with _open(ledger) as opened:
        explain(_console(), opened, claim)


@_command
def stats(ledger: LedgerOption = "ledger.sqlite") -> None:
    """Count documents, sentences and quantities: coded, left uncoded and why, and what could not be read."""
    from sayso.showing.stats import show_stats

    with _open(ledger) as opened:
        show_stats(_console(), opened)


@_command
def export(
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="jsonl, csv, parquet or geojson.")],
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
) -> None:
    """Write the claims, or those that the filters choose, to a file for other programs."""
    from sayso.exporting import FORMATS
    from sayso.exporting import export as write

    if to not in FORMATS:
        raise typer.BadParameter(f"there is no format {to!r}: choose one of {', '.join(FORMATS)}", param_hint="--to")
    if output == "-" and to == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text: name a file with -o", param_hint="--to")
    filters = _filters(kind, side, speaker, place, since, until, doc, repeats=True)
    with _open(ledger) as opened:
        if output == "-" and sys.stdout.isatty():
            _export_to_terminal(opened, to, filters)
            return
        count = write(opened, to, output, **filters)
        if output != "-":
            _say(f"{count} claims are in {output}")


def _export_to_terminal(ledger: Ledger, to: str, filters: dict[str, Any]) -> None:
    from io import StringIO

    from sayso.exporting import export as write
    from sayso.showing.safe import safe, safe_json

    text = StringIO()
    write(ledger, to, text, **filters)
    for line in text.getvalue().split("\n")[:-1]:
        typer.echo(safe(line) if to == "csv" else safe_json(line))


@_command
def packs() -> None:
    """List the conflicts that sayso knows the sides, actors and places of."""
    from sayso.showing.packs import show_packs

    show_packs(_console())


def _open(target: str) -> Ledger:
    from sayso.ledger import Ledger

    return Ledger.open(target, create=False)


def _console() -> Console:
    """Standard output; without a terminal it is as wide as COLUMNS says, or else wide enough for a claim a line."""
    from rich.console import Console

    from sayso.showing.layout import PIPED

    width = (
        None if sys.stdout.isatty() else int(columns) if (columns := os.environ.get("COLUMNS", "")).isdigit() else PIPED
    )
    return Console(width=width, highlight=False, markup=False, emoji=False)


def _filters(
    kind: list[str] | None,
    side: str | None,
    speaker: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    doc: str | None,
    repeats: bool,
) -> dict[str, Any]:
    """The filters of `Ledger.claims`. Raises BadParameter for what can't be one."""
    from sayso.showing.wording import KINDS

    for name in kind or []:
        if name not in KINDS:
            raise typer.BadParameter(f"there is no kind {name!r}: {', '.join(KINDS)}", param_hint="--kind")
    return {
        "kind": kind or None,
        "side": side,
        "speaker": speaker,
        "place": place,
        "since": _day(since, "--since", last=False),
        "until": _day(until, "--until", last=True),
        "doc": doc,
        "include_repeats": repeats,
    }


def _day(words: str | None, option: str, *, last: bool) -> date | None:
    """The day meant: a month or year stands for its first day, or for its last."""
    if words is None:
        return None
    from calendar import monthrange

    from sayso.documents.dates import parse_date
    from sayso.documents.document import Precision

    found = parse_date(words)
    if found.day is None:
        raise typer.BadParameter(f"{words!r} is no date; write 2023-03-01, 2023-03 or 2023", param_hint=option)
    day = found.day
    if last and found.precision is Precision.YEAR:
        return date(day.year, 12, 31)
    if last and found.precision is Precision.MONTH:
        return date(day.year, day.month, monthrange(day.year, day.month)[1])
    return day


def main() -> None:
    """What the `sayso` program runs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without these letters shows question marks, no error
            stream.reconfigure(errors="replace")
    app(prog_name="sayso")
