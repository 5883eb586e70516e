"""Map tiles: only from the server that the user names, and that server learns no more than which tiles are shown."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ledger_samples import READER, sample
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from sayso.web.access import policy
from web_desk import CHROMIUM, Desk, house

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f00050001ff"
    "56c72f0d0000000049454e44ae426082"
)


@contextmanager
def pictures() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """A server of pictures on this machine: its address, and what it was asked (path, referrer)."""
    asked: list[tuple[str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("Referer")))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PICTURE)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "tiles.sqlite"
    with Ledger.open(path) as opened:
        opened.store(*sample(), reader=READER)
        compare_ledger(opened)
    return path


def test_the_policy_lets_that_origin_through_for_pictures_alone() -> None:
    rules = dict(
        rule.strip().split(" ", 1) for rule in policy("https://tiles.example:8443/a/{z}/{x}/{y}.png").split(";")
    )
    assert rules["img-src"] == "'self' https://tiles.example:8443"
    assert [name for name, sources in rules.items() if "tiles.example" in sources] == ["img-src"]
    assert "http" not in policy()


_PLACED = """() => [...document.querySelectorAll("#tiles image")]
    .map(one => ["x", "y", "width", "height"].map(name => Number(one.getAttribute(name))))"""
_LOADED = """url => new Promise(done => {
    const picture = new Image();
    picture.onload = () => done(true);
    picture.onerror = () => done(false);
    picture.src = url;
})"""


@needs_browser
def test_tiles_come_from_the_server_that_was_named_and_nowhere_else(ledger: Path) -> None:
    with (
        pictures() as (tiles, asked),
        pictures() as (elsewhere, asked_elsewhere),
        house(ledger, "--tiles", f"{tiles}/t/{{z}}/{{x}}/{{y}}.png") as made,
    ):
        desk = Desk(made, made.context.new_page())
        desk.enter()
        desk.go("/")
        desk.page.wait_for_load_state("networkidle")
        placed = desk.page.evaluate(_PLACED)
        assert len(placed) == len({path for path, _ in asked}) >= 4
        for path, referrer in asked:
            found = re.fullmatch(r"/t/(\d+)/(\d+)/(\d+)\.png", path)
            assert found, path
            zoom, *at = (int(number) for number in found.groups())
            assert all(0 <= number < 2**zoom for number in at), path
            assert referrer is None  # not even the address of this app
        assert min(x for x, *_ in placed) <= 0  # together they cover the whole drawing
        assert max(x + width for x, _, width, _ in placed) >= 1000
        assert min(y for _, y, *_ in placed) <= 0
        assert max(y + height for _, y, _, height in placed) >= 640
        assert made.wrong == []
        assert all(url.startswith(tiles) for url in made.outside)
        assert desk.page.evaluate(_LOADED, f"{tiles}/again.png")
        assert not desk.page.evaluate(_LOADED, f"{elsewhere}/spy.png")
        assert asked_elsewhere == []


@needs_browser
def test_without_the_option_no_picture_comes_from_anywhere(ledger: Path) -> None:
    with pictures() as (elsewhere, asked), house(ledger) as made:
        desk = Desk(made, made.context.new_page())
        desk.enter()
        desk.go("/")
        desk.page.wait_for_load_state("networkidle")
        assert desk.page.locator("#map .land").count() > 0
        assert desk.page.evaluate(_PLACED) == []
        assert made.outside == []
        assert not desk.page.evaluate(_LOADED, f"{elsewhere}/spy.png")
        assert asked == []
