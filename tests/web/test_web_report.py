"""The report in a real browser, the network off: it is whole, accessible, and every figure leads to its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts_samples import reports
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from sayso.showing.report import write_report
from web_desk import CHROMIUM

sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a ledger of some questions, contested and not."""
    folder = tmp_path_factory.mktemp("report")
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        for document, reading in reports():
            ledger.store(document, reading, reader="sayso test")
        compare_ledger(ledger)
        write_report(ledger, folder / "report.html")
    return folder / "report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, file: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The report open without a network, in the theme and width that the test asks for."""
    theme, width = getattr(request, "param", ("light", 1360))
    context = browser.new_context(offline=True, color_scheme=theme, viewport={"width": width, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda made: asked.append(made.url))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert (wrong, asked) == ([], [file.as_uri()])


@pytest.mark.parametrize("page", [("light", 1360), ("dark", 1360), ("light", 390)], indirect=True)
def test_it_is_accessible_and_fits(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for details in page.query_selector_all("details:not([open]) > summary"):
        details.click()
    found = [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"][:3]
    ]
    assert found == [], "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_every_figure_of_a_question_leads_to_its_sentence_in_two_clicks(page: Any) -> None:
    articles = page.query_selector_all("article")
    assert len(articles) >= 2
    for article in articles:
        article.query_selector("details > summary").click()
        for account in article.query_selector_all("ol.accounts > li"):
            assert account.query_selector("b").is_visible()
            assert len(account.query_selector("blockquote").inner_text()) > 20
        for bar in article.query_selector_all("svg a[href^='#'], svg a"):
            target = bar.get_attribute("href") or bar.get_attribute("xlink:href")
            assert page.query_selector(f"[id='{target[1:]}'] blockquote").is_visible()
    short = page.query_selector("details:has(th:has-text('Who says so')) > summary")
    if short:
        short.click()
    for row in page.query_selector_all("details tbody tr:has(td.figure)"):
        target = row.query_selector("a").get_attribute("href")
        row.query_selector("a").click()
        assert page.query_selector(f"[id='{target[1:]}'] blockquote").is_visible()
    assert page.query_selector_all("svg.timeline .up, svg.timeline .period")
    assert all(page.query_selector(link.get_attribute("href")) for link in page.query_selector_all("svg.map a"))


def test_paper_shows_what_the_screen_folds(page: Any) -> None:
    sentence = page.query_selector("article ol.accounts blockquote")
    assert not sentence.is_visible()
    page.emulate_media(media="print")
    assert sentence.bounding_box()["height"] > 0
    assert page.evaluate("getComputedStyle(document.querySelector('table.claims tr')).display") == "table-row"
