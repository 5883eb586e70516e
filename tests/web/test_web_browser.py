"""A real Chromium goes through the app, as an analyst would; the screenshots of the docs are made on the way.

Needs Chromium (`apt-get install chromium`) and skips without it. SAYSO_SCREENS names a folder to put screenshots in.
The first tests read the sample through the page; where they could not, the later ones read it themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from ledger_samples import READER
from sayso.accounts.stored import compare_ledger
from sayso.documents.read import documents
from sayso.engine import read_into
from sayso.ledger import Ledger
from web_desk import CHROMIUM, EXAMPLES, Desk, House, house
from web_samples import hostile

pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
if TYPE_CHECKING:
    from playwright.sync_api import Route


@pytest.fixture(scope="module")
def bakhmut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server over a ledger that begins empty."""
    with house(tmp_path_factory.mktemp("browser") / "bakhmut.sqlite") as made:
        yield made


@pytest.fixture
def visitor(bakhmut: House) -> Iterator[Desk]:
    """Someone at the door, whatever the ledger holds."""
    page = bakhmut.context.new_page()
    yield Desk(bakhmut, page)
    page.close()


@pytest.fixture
def desk(visitor: Desk) -> Desk:
    """Someone inside, with the sample read and compared."""
    visitor.enter()
    with Ledger.open(visitor.house.ledger) as ledger:
        if not any(True for _ in ledger.questions()):
            read_into(ledger, documents([EXAMPLES], meta=EXAMPLES / "meta.csv"))
            compare_ledger(ledger)
    return visitor


def test_a_wrong_token_is_refused(visitor: Desk) -> None:
    answer = visitor.page.goto(f"{visitor.house.base}/?token=wrong")
    assert answer is not None
    assert answer.status == 403
    assert "not right" in visitor.page.inner_text("main")
    visitor.go("/sources")
    assert "token" in visitor.page.inner_text("h1").lower()
    visitor.house.wrong.clear()  # the browser tells of answers with 401 and 403


def test_reading_the_sample_by_upload(visitor: Desk) -> None:
    page = visitor.page
    visitor.enter()
    visitor.go("/")
    page.click("text=Read some articles")
    visitor.arrived("#files")
    page.set_input_files("#files", [str(path) for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".md"])
    page.fill("#published", "2023-03")
    visitor.shot("read")
    page.click("#start")
    page.wait_for_selector("text=See the overview", timeout=300_000)
    assert re.search(r"Done: \d\d documents read, \d+ claims", page.inner_text("#state"))
    page.click("text=See the overview")
    assert int(page.inner_text(".tiles li:nth-child(2) b").replace("\u00a0", "")) > 50
    visitor.shot("overview")


def test_files_chosen_before_the_script_ran_are_not_lost(desk: Desk) -> None:
    page = desk.page

    def late(route: Route) -> None:
        page.set_input_files("#files", [str(next(EXAMPLES.glob("*.txt")))])
        route.continue_()

    page.route("**/static/read.js*", late)
    try:
        desk.go("/read")
        page.wait_for_selector("#start:not([disabled])")
        assert page.inner_text("#chosen") == "1 file chosen."
    finally:
        page.unroute("**/static/read.js*")


def test_dropping_files_and_cancelling(desk: Desk) -> None:
    page = desk.page
    desk.go("/read")
    page.evaluate("""() => {
        const dropped = new DataTransfer(), words = n => `Bij Bachmoet vielen gisteren ${n + 2} doden.`;
        for (let n = 0; n < 40; n += 1) dropped.items.add(new File([words(n)], `d${n}.txt`));
        dropped.items.add(new File(["x"], "movie.mp4"));
        const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
        document.getElementById("drop").dispatchEvent(event);
    }""")
    page.wait_for_selector("#start:not([disabled])")
    assert page.inner_text("#chosen") == "40 files chosen, 1 of other kinds left out."
    page.click("#start")
    page.wait_for_selector("#cancel:not([hidden])")
    page.click("#cancel")
    page.wait_for_selector("#cancel", state="hidden")
    assert page.inner_text("#state").startswith("Cancelled.")
    assert page.inner_text("#start") == "Read"
    with Ledger.open(desk.house.ledger) as ledger:
        read = [entry.id for entry in ledger.documents() if re.search(r"d\d+\.txt$", entry.id)]
        assert len(read) < 40


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
    page.wait_for_url(f"{desk.house.base}/")
    chart = page.locator("#map").bounding_box()
    assert chart is not None
    page.mouse.move(chart["x"] + chart["width"] * 0.3, chart["y"] + chart["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] * 0.95, chart["y"] + chart["height"] * 0.9, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("box="))
    page.wait_for_selector(".chips")
    page.go_back()
    page.wait_for_url(f"{desk.house.base}/")


def test_a_question_and_its_claim_in_the_text(desk: Desk) -> None:
    page = desk.page
    desk.go("/?grade=contested")
    page.click("table.rows tbody a")
    desk.arrived("text=The accounts, in their words")
    desk.shot("question")
    figure = page.inner_text(".account p b")
    page.click(".account >> text=Read it in the text")
    desk.arrived("#text .q.now")
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
    with Ledger.open(desk.house.ledger) as ledger:
        assert [j.verdict for j in ledger.judgements()] == ["corrected", "withdrawn", "accepted", "rejected"]
        (claim, document), *more = ledger.verified()
        assert not more
        assert document.text[claim.start : claim.end] == claim.quantity.text


def test_adding_a_missed_claim_by_selecting(desk: Desk) -> None:
    page = desk.page
    desk.go("/documents")
    page.click("table.rows tbody a")
    desk.arrived("#text")
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
            "/login",
            "/question?id=none",
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
        if theme == "dark":
            desk.shot("overview-dark")
    page.evaluate("localStorage.removeItem('sayso-theme')")
    desk.go("/sources")
    desk.shot("sources")
    assert found == [], "\n".join(found)
    desk.house.wrong[:] = [told for told in desk.house.wrong if "404" not in told]  # the question that is not there


def test_it_fits_a_telephone(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    desk.go("/documents")
    document = page.get_attribute("table.rows tbody a", "href")
    desk.go("/?grade=contested")
    question = page.get_attribute("table.rows tbody a", "href")
    for path in ("/", "/?list=claims", "/documents", document, question, "/sources", "/review", "/read", "/about"):
        desk.go(str(path))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{path} is {wide} px wide"
    desk.go("/")
    desk.shot("telephone")


def test_a_hostile_article_is_harmless(desk: Desk) -> None:
    document, reading = hostile()
    with Ledger.open(desk.house.ledger) as ledger:
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
    assert desk.house.outside == []
    assert desk.house.wrong == []
