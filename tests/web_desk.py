"""What the browser tests share: a running server, a real Chromium at it, and a desk with a page open.

Chromium is Debian's (`apt-get install chromium`); without it these tests skip.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
EXAMPLES = Path(__file__).parent.parent / "examples" / "bakhmut"
SCREENS = os.environ.get("SAYSO_SCREENS")
PATIENCE = 60_000  # ms that a page may take: a busy machine is no fault of the app


@contextmanager
def serving(ledger: str, *options: str) -> Iterator[str]:
    """`sayso serve` over this ledger; gives the address that it printed, once it answers."""
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "serve", "--ledger", ledger, "--port", "0"]
    server = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server printed no address"
        for _ in range(300):
            try:
                urllib.request.urlopen(found[0].partition("?")[0] + "static/theme.js", timeout=10).close()
                break
            except urllib.error.URLError:
                time.sleep(0.2)
        else:
            raise AssertionError(f"the server at {found[0]} did not answer within a minute")
        yield found[0]
    finally:
        server.terminate()
        server.wait(20)


@dataclass
class House:
    """A server, and a browser that keeps its session from one page to the next."""

    url: str  # as printed, with the token
    ledger: str | Path
    context: Any
    wrong: list[str] = field(default_factory=list)  # what the pages' scripts and policy complained of
    outside: list[str] = field(default_factory=list)  # requests to anywhere else

    @property
    def base(self) -> str:
        return self.url.partition("/?")[0]


@contextmanager
def house(ledger: str | Path, *options: str) -> Iterator[House]:
    """A server over this ledger, and a browser for it."""
    from playwright.sync_api import sync_playwright

    with serving(str(ledger), *options) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1360, "height": 860}, accept_downloads=True, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        made = House(url, ledger, context)
        context.on("console", lambda m: made.wrong.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda error: made.wrong.append(str(error.error)))
        context.on("request", lambda r: None if r.url.startswith((made.base, "blob:")) else made.outside.append(r.url))
        yield made
        browser.close()


class Desk:
    """A page open in the house."""

    def __init__(self, house: House, page: Any) -> None:
        self.house, self.page = house, page

    def enter(self) -> None:
        """Come in with the token, unless there is a session already."""
        if not self.page.context.cookies():
            self.page.goto(self.house.url)
            assert "token=" not in self.page.url

    def go(self, path: str) -> None:
        """Open a page. Its scripts have run by then: they do before a page counts as loaded."""
        self.page.goto(self.house.base + path)

    def arrived(self, selector: str) -> None:
        """Wait for the page that a click leads to: for what it shows, and until its scripts have run."""
        self.page.wait_for_selector(selector)
        self.page.wait_for_load_state("load")

    def shot(self, name: str) -> None:
        """Take the picture of this name for the docs, if they are wanted."""
        if SCREENS:
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=Path(SCREENS) / f"{name}.png")
