"""A real Chromium goes through the app, as an analyst would; the screenshots of the docs are made on the way.

Needs Chromium (`apt-get install chromium`) and skips without it. SAYSO_SCREENS names a folder to put screenshots in.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from ledger_samples import READER
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from web_samples import hostile

sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "bakhmut"
SCREENS = os.environ.get("SAYSO_SCREENS")


class Desk:
    """A browser window at a running server, over a ledger that begins empty."""

    def __init__(self, page: sync_api.Page, url: str, ledger: Path) -> None:
        self.page, self.url, self.ledger = page, url, ledger
        self.base = url.partition("/?")[0]
        self.wrong: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((self.base, "blob:")) else self.outside.append(r.url))

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def shot(self, name: str) -> None:
        if SCREENS:
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=Path(SCREENS) / f"{name}.png")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("browser")
    ledger = folder / "bakhmut.sqlite"
    server = subprocess.Popen(
        [sys.executable, "-c", "from sayso.cli import main; main()", "serve", "--ledger", str(ledger), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server printed no address"
        server.stdout.readline()
        with sync_api.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            context = browser.new_context(
                viewport={"width": 1360, "height": 860}, accept_downloads=True, reduced_motion="reduce"
            )
            page = context.new_page()
            for _ in range(100):
                try:
                    page.goto(found[0].partition("?")[0] + "static/theme.js")
                    break
                except sync_api.Error:
                    page.wait_for_timeout(200)
            yield Desk(page, found[0], ledger)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


def test_a_wrong_token_is_refused(desk: Desk) -> None:
    answer = desk.page.goto(f"{desk.base}/?token=wrong")
    assert answer is not None
    assert answer.status == 403
    assert "not right" in desk.page.inner_text("main")
    desk.go("/sources")
    assert "token" in desk.page.inner_text("h1").lower()
    desk.wrong.clear()


def test_reading_the_sample_by_upload(desk: Desk) -> None:
    page = desk.page
    page.goto(desk.url)
    assert "token=" not in page.url
    page.click("text=Read some articles")
    page.set_input_files("#files", [str(path) for path in sorted(EXAMPLES.glob("*.txt"))])
    page.fill("#published", "2023-03")
    desk.shot("read")
    page.click("#start")
    page.wait_for_selector("text=See the overview", timeout=180_000)
    assert re.search(r"Done: \d\d documents read, \d+ claims", page.inner_text("#state"))
    page.click("text=See the overview")
    assert int(page.inner_text(".tiles li:nth-child(2) b").replace("\u00a0", "")) > 50
    desk.shot("overview")


def test_files_chosen_before_the_script_ran_are_not_lost(desk: Desk) -> None:
    page = desk.page

    def late(route: sync_api.Route) -> None:
        page.set_input_files("#files", [str(next(EXAMPLES.glob("*.txt")))])
        route.continue_()

    page.route("**/static/read.js*", late)
    try:
        desk.go("/read")
        page.wait_for_selector("#start:not([disabled])")
        assert page.inner_text("#chosen") == "1 file chosen."
    finally:
        page.unroute("**/static/read.js*")


def test_filtering_by_brush(desk: Desk) -> None:
    page = desk.page
    desk.go("/")
    before = page.inner_text(".tiles li:nth-child(2)")
    line = page.locator("#timeline").bounding_box()
    assert line is not None
    page.mouse.move(line["x"] + line["width"] * 0.6, line["y"] + 20)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 0.8, line["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("since=.*until="))
    page.wait_for_selector(".chips")
    assert page.inner_text(".tiles li:nth-child(2)") != before
    desk.shot("brushed")
    chosen = page.url
    page.reload()
    assert page.url == chosen
    page.click("text=Clear all")
    page.wait_for_url(f"{desk.base}/")
    chart = page.locator("#map").bounding_box()
    assert chart is not None
    page.mouse.move(chart["x"] + chart["width"] * 0.3, chart["y"] + chart["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] * 0.95, chart["y"] + chart["height"] * 0.9, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("box="))
    page.wait_for_selector(".chips")
    page.go_back()
    page.wait_for_url(f"{desk.base}/")


def test_a_question_and_its_claim_in_the_text(desk: Desk) -> None:
    page = desk.page
    desk.go("/?grade=contested")
    page.click("table.rows tbody a")
    page.wait_for_selector("text=The accounts, in their words")
    desk.shot("question")
    figure = page.inner_text(".account p b")
    page.click(".account >> text=Read it in the text")
    page.wait_for_selector("#text .q.now")
    assert figure.replace("\u00a0", " ") in page.inner_text("details[open] summary").replace("\u00a0", " ")
    desk.shot("document")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("J")
    assert page.inner_text("h1")


def test_correcting_a_span_undoing_and_exporting(desk: Desk) -> None:
    page = desk.page
    desk.go("/review")
    page.fill("#reviewer", "Ada")
    page.click("#who button")
    page.wait_for_selector("text=You review as Ada")
    page.locator("#reviewer").blur()
    page.keyboard.press("c")
    desk.shot("review")
    id = page.get_attribute("#item [data-claim]", "data-claim")
    page.evaluate("""() => {
        const node = document.querySelector("#text .q[data-claims]").firstChild, range = document.createRange();
        range.setStart(node, 0); range.setEnd(node, Math.min(3, node.length));
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    words = page.evaluate("getSelection().toString()")
    page.click("[data-pick=quantity]")
    page.fill("#correct [name=low]", "7")
    page.fill("#correct [name=high]", "7")
    page.click("text=Save the correction")
    page.wait_for_selector("text=1 corrected")
    with page.expect_download() as taken:
        page.click("text=Export the verified claims")
    (line,) = [json.loads(line) for line in Path(taken.value.path()).read_text().splitlines()]
    assert (line["id"], line["quantity"]["text"], line["quantity"]["low"]) == (id, words.strip(), 7)
    page.keyboard.press("Control+z")
    page.wait_for_selector("text=0 corrected")
    assert page.get_attribute("#item [data-claim]", "data-claim") == id
    for key, words in (("a", "1 accepted"), ("x", "1 rejected")):
        page.keyboard.press(key)
        page.wait_for_selector(f"text={words}")
    page.keyboard.press("Space")
    with Ledger.open(desk.ledger) as ledger:
        assert [j.verdict for j in ledger.judgements()] == ["corrected", "withdrawn", "accepted", "rejected"]
        (claim, document), *more = ledger.verified()
        assert not more
        assert document.text[claim.start : claim.end] == claim.quantity.text


def test_adding_a_missed_claim_by_selecting(desk: Desk) -> None:
    page = desk.page
    desk.go("/documents")
    page.click("table.rows tbody a")
    page.wait_for_selector("#text")
    page.locator("#text").dblclick(position={"x": 60, "y": 30})
    page.wait_for_selector("#missed:not([hidden])")
    page.fill("#missed [name=low]", "3")
    page.fill("#missed [name=high]", "3")
    page.click("text=Add the claim")
    page.wait_for_selector(".badge.added")


def test_every_page_is_accessible(desk: Desk) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, axe = desk.page, Axe()
    desk.go("/documents")
    document = page.get_attribute("table.rows tbody a", "href")
    desk.go("/")
    question = page.get_attribute("table.rows tbody a", "href")
    found: list[str] = []
    for theme in ("light", "dark"):
        for path in (
            "/",
            "/?list=claims",
            question,
            "/documents",
            document,
            "/sources",
            "/review",
            "/read",
            "/about",
            "/api",
        ):
            desk.go(str(path))
            page.evaluate(f"localStorage.setItem('sayso-theme', '{theme}')")
            desk.go(str(path))
            if path == "/review":
                page.keyboard.press("c")
            for rule in axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]:
                if rule["impact"] in ("serious", "critical"):
                    found += [f"{theme} {path}: {rule['id']}: {node['html'][:160]}" for node in rule["nodes"][:3]]
        desk.go("/")
        desk.shot(f"overview-{theme}")
    page.evaluate("localStorage.removeItem('sayso-theme')")
    desk.go("/sources")
    desk.shot("sources")
    assert found == [], "\n".join(found)


def test_it_fits_a_telephone(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    try:
        for path in ("/", "/?list=claims", "/documents", "/sources", "/review", "/read", "/about"):
            desk.go(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 390, f"{path} is {wide} px wide"
        desk.go("/")
        desk.shot("telephone")
    finally:
        page.set_viewport_size({"width": 1360, "height": 860})


def test_a_hostile_article_is_harmless(desk: Desk) -> None:
    document, reading = hostile()
    with Ledger.open(desk.ledger) as ledger:
        ledger.store(document, reading, reader=READER)
        compare_ledger(ledger)
        question = next(q.id for q in ledger.questions() if reading.claims[0].id in q.claims)
    id = quote(document.id, safe="")
    for path in (
        "/",
        "/?list=claims",
        "/documents",
        "/sources",
        f"/document?id={id}",
        f"/question?id={question}",
        f"/review?claim={reading.claims[0].id}",
        "/about",
    ):
        desk.go(path)
        assert desk.page.evaluate("window.hacked") is None, path
        assert "<script>" in desk.page.inner_text("main") or path in ("/", "/sources", "/about"), path
    desk.go(f"/document?id={id}")
    words = desk.page.evaluate("document.getElementById('text').textContent")
    assert len(words) == len(document.text)


def test_nothing_came_from_elsewhere_and_nothing_went_wrong(desk: Desk) -> None:
    assert desk.outside == []
    assert desk.wrong == []
