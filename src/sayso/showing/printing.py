"""The report as a PDF: the same page, unfolded, printed by a Chromium on this machine.

A browser prints what it shows, with the links within the document, and needs no second way of drawing. The page comes
from a file, its own policy lets nothing run or load, and the browser gets an empty profile and no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sayso.ledger import Ledger
from sayso.showing.report import ReportError, put, report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_LONGEST = 600  # seconds; a large ledger's report is some hundred pages


def browser() -> str | None:
    """The program that prints: the first Chromium that there is."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((path for path in (*found, *_ELSEWHERE) if path and Path(path).is_file()), None)


def write_pdf(ledger: Ledger, target: str | os.PathLike[str]) -> None:
    """Write the report on all claims of `ledger` as a PDF to the file `target`. Raises ReportError, LedgerError."""
    program = browser()
    if program is None:
        raise ReportError(
            "a PDF is printed by Chromium, Chrome or Edge, and none of them is on this machine. Install one (Debian:"
            " apt install chromium), or write the report as HTML and print that from a browser"
        )
    page = report(ledger, unfolded=True)
    with tempfile.TemporaryDirectory(prefix="sayso-print-") as folder:
        source, made = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(page, encoding="utf-8")
        command = [program, "--headless", f"--user-data-dir={folder}/profile", "--disable-gpu", "--no-first-run"]
        command += ["--disable-extensions", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]
        if sys.platform == "linux" and os.geteuid() == 0:
            command.append("--no-sandbox")  # its sandbox refuses to run as root
        command += ["--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri()]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReportError(f"{program} could not print the report: {error}") from error
        if not made.is_file():
            words = done.stderr.decode(errors="replace").strip().splitlines()
            raise ReportError(f"{program} printed nothing (exit {done.returncode}): {words[-1] if words else ''}")
        put(made.read_bytes(), target)
