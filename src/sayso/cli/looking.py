"""The verbs for looking and reviewing: the web app, the report, and how the reader did by the judgements."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.accounts import compared
from sayso.cli.app import LedgerOption, command, open_ledger, say, screen


@command
def serve(
    ledger: LedgerOption = "ledger.sqlite",
    host: Annotated[
        str, typer.Option(help="The address to answer on. Any but this machine's own needs a password.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port, or the next free one; 0 is any.")] = 8742,
    password_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="A file with the password; else SAYSO_PASSWORD is it.")
    ] = None,
    tiles: Annotated[
        str | None, typer.Option(metavar="URL", help="Map tiles, such as https://…/{z}/{x}/{y}.png; else none.")
    ] = None,
) -> None:
    """Open the ledger in the browser: look at it, filter it, review it, read more into it.

    It prints an address with a token in it; whoever has that gets in. Nothing is fetched from the network.
    """
    from sayso.web.serve import ServeError
    from sayso.web.serve import serve as run

    password = os.environ.get("SAYSO_PASSWORD") or None
    if password_file is not None:
        try:
            password = Path(password_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ServeError(f"the password file {password_file} can't be read: {error}") from error
        if not password:
            raise ServeError(f"the password file {password_file} is empty")
    run(ledger, host=host, port=port, password=password, tiles=tiles, say=typer.echo)


class To(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    PDF = "pdf"


@command
def report(
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else report.html or report.pdf.")
    ] = None,
    ledger: LedgerOption = "ledger.sqlite",
    to: Annotated[
        To | None, typer.Option(help="html, or pdf, which a Chromium prints; else what the file's name ends in.")
    ] = None,
) -> None:
    """Write the ledger as one HTML file (or PDF) that can be mailed, printed and read without a network or a server."""
    from sayso.showing.printing import write_pdf
    from sayso.showing.report import write_report

    to = to or (To.PDF if output is not None and output.lower().endswith(".pdf") else To.HTML)
    target = output or f"report.{to}"
    with open_ledger(ledger) as opened:
        compared(opened, needed=False)
        (write_pdf if to is To.PDF else write_report)(opened, target)
        say(f"the report is {target}")


@command
def score(
    ledger: LedgerOption = "ledger.sqlite",
    json: Annotated[bool, typer.Option("--json", help="The numbers as one line of JSON.")] = False,
) -> None:
    """Measure the reader against the reviewers' judgements: what was right, slot by slot, and what was missed."""
    from sayso.showing.score import score_of, show_score

    with open_ledger(ledger) as opened:
        found = score_of(opened)
        if json:
            from sayso.exporting.jsonl import dumps

            typer.echo(dumps(found))
            return
        show_score(screen(), found)
