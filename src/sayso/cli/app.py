"""What the verbs share: the program itself, how its errors read, and the options that several of them have."""

# ruff: noqa: PLR0917 - the options of a command are the arguments of its function
from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Ledger

FAILED, USAGE, SOME_FAILED, STOPPED = 1, 2, 3, 130  # 130 is what a shell calls "ended by Ctrl-C"

app = typer.Typer(
    name="sayso",
    help="On whose say-so? Reads news about a war and keeps the ledger of its figures: who claims how many were"
    " killed, captured, gained or sent, of whom, where, when and how firmly, each traceable to the words.",
    epilog="Begin with: sayso read FOLDER, then: sayso show, and sayso questions. Exit codes: 0 done, 1 failed,"
    " 2 wrong usage, 3 done but some inputs could not be read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

P = ParamSpec("P")


def command(verb: Callable[P, None]) -> Callable[P, None]:
    """Make `verb` a command whose errors are a sentence, not a traceback."""

    @wraps(verb)
    def plainly(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            verb(*args, **kwargs)
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            say("stopped.")
            raise typer.Exit(STOPPED) from None
        except Exception as error:
            if _debugging():
                raise
            if type(error).__name__ not in (
                "LedgerError",
                "ExportError",
                "ReportError",
                "NotCompared",
                "ServeError",
                "FileNotFoundError",
            ):
                error = RuntimeError(
                    f"this should not have happened: {type(error).__name__}: {error}."
                    " Run it again as `sayso --debug …` and report what it prints"
                )
            say(str(error))
            raise typer.Exit(FAILED) from None

    app.command(no_args_is_help=verb.__name__ in ("read", "why", "question", "diff"))(plainly)
    return plainly


def _debugging() -> bool:
    return bool(os.environ.get("SAYSO_DEBUG"))


def say(words: str) -> None:
    """A message to the user, on standard error."""
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


def open_ledger(target: str) -> Ledger:
    """A ledger that has to be there."""
    from sayso.ledger import Ledger

    return Ledger.open(target, create=False)


def tab_separated(columns: Collection[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows with a header, values between tabs, quoted as spreadsheets and pandas expect: where a quote opens."""
    import csv

    writer = csv.writer(sys.stdout, csv.excel_tab, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cells[name] is None else cells[name] for name in columns] for cells in rows)


def screen() -> Console:
    """Standard output; without a terminal it is as wide as COLUMNS says, or else wide enough for a claim a line."""
    from rich.console import Console

    from sayso.showing.layout import PIPED

    width = (
        None if sys.stdout.isatty() else int(columns) if (columns := os.environ.get("COLUMNS", "")).isdigit() else PIPED
    )
    return Console(width=width, highlight=False, markup=False, emoji=False)


def filters_of(
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
        "since": day_of(since, "--since", last=False),
        "until": day_of(until, "--until", last=True),
        "doc": doc,
        "include_repeats": repeats,
    }


def day_of(words: str | None, option: str, *, last: bool) -> date | None:
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
