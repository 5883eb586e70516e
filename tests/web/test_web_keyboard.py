"""Everything by keyboard alone, and the focus always seen. No mouse is used here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ledger_samples import READER, sample
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from web_desk import CHROMIUM, Desk, House, house

pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

# What one can do something with and see, in the order of the page; a choice among radio buttons would be one stop.
_STOPS = """() => {
    const all = document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]");
    return [...all].filter(e => !e.disabled && e.tabIndex >= 0 && e.type !== "hidden" && e.checkVisibility())
        .map((e, n) => { e.dataset.stop = n; return n; });
}"""
# Which stop has the focus, and whether it, or what is drawn around it, shows that.
_FOCUSED = """() => {
    const e = document.activeElement;
    const seen = [e, e.closest("label"), e.querySelector("circle")].filter(Boolean).some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return [e.dataset?.stop ?? null, seen, e.outerHTML.slice(0, 120)];
}"""


@pytest.fixture(scope="module")
def house_of_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server over two documents."""
    path = tmp_path_factory.mktemp("keyboard") / "two.sqlite"
    with Ledger.open(path) as ledger:
        for name, outlet in (("krant/een.txt", "De Proefkrant"), ("krant/twee.txt", "De Andere Krant")):
            document, reading = sample(name)
            ledger.store(replace(document, publisher=outlet), reading, reader=READER)
        compare_ledger(ledger)
    with house(path) as made:
        yield made


@pytest.fixture
def desk(house_of_two: House) -> Iterator[Desk]:
    page = house_of_two.context.new_page()
    made = Desk(house_of_two, page)
    made.enter()
    yield made
    page.close()


def _document(name: str) -> str:
    return f"/document?id={quote(f'krant/{name}.txt', safe='')}"


def _tab_to(page: Any, selector: str) -> None:
    """Press Tab until what this selects has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


@pytest.mark.parametrize("path", ["/", "/?list=claims&side=RU", "/documents", "/sources", "/review", "/read", "/about"])
def test_tab_reaches_everything_and_shows_where_it_is(desk: Desk, path: str) -> None:
    desk.go(path)
    page = desk.page
    stops = page.evaluate(_STOPS)
    reached, unseen = set(), []
    for _ in range(len(stops) * 3 + 10):  # a date is three stops of its own
        page.keyboard.press("Tab")
        stop, seen, html = page.evaluate(_FOCUSED)
        if stop is None:
            continue
        reached.add(int(stop))
        if not seen:
            unseen.append(html)
    assert len(stops) > 10
    assert not (missing := sorted(set(stops) - reached)), [
        page.evaluate("n => document.querySelector(`[data-stop='${n}']`).outerHTML.slice(0, 120)", n) for n in missing
    ]
    assert unseen == []


def test_the_skip_link_and_the_dialog_of_keys(desk: Desk) -> None:
    page = desk.page
    desk.go("/sources")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help:not([open])", state="attached")
    for key, path in (("d", "/documents"), ("r", "/review"), ("s", "/sources"), ("o", "/")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"{desk.house.base}{path}")


def test_filters_days_and_an_area(desk: Desk) -> None:
    page = desk.page
    desk.go("/")
    every = page.inner_text(".tiles li:nth-child(2) b")
    page.keyboard.press("/")
    page.keyboard.type("donetsk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?text=donetsk")
    page.wait_for_selector(".chips")
    assert page.inner_text(".tiles li:nth-child(2) b") != every
    assert page.evaluate("document.activeElement.id") == "f-text"  # where one was before the page changed
    _tab_to(page, ".chips a.chip")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chips", state="detached")
    _tab_to(page, "a[href*='box=']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?box=*")
    page.wait_for_selector(".chips")


def test_a_review_from_name_to_undo(desk: Desk) -> None:
    page = desk.page
    desk.go("/review")
    _tab_to(page, "#reviewer")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You review as Ada")
    first = page.get_attribute("#item [data-claim]", "data-claim")
    for key, words in (("a", "1 accepted"), ("Control+z", "0 accepted"), ("x", "1 rejected"), ("Control+z", "0 rej")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#tally:has-text('{words}')")
    page.keyboard.press("Space")
    page.wait_for_selector(f"#item [data-claim]:not([data-claim={first}])")


def test_a_correction_with_words_chosen_by_arrows(desk: Desk) -> None:
    page = desk.page
    desk.go("/review")
    _tab_to(page, "#reviewer")
    page.keyboard.press("Control+a")
    page.keyboard.type("Bea")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You review as Bea")
    id = page.get_attribute("#item [data-claim]", "data-claim")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.evaluate("document.activeElement.blur()")
    _tab_to(page, "#text")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    words = page.evaluate("getSelection().toString()").strip()
    assert len(words.split()) == 2
    _tab_to(page, "[data-pick=quantity]")
    page.keyboard.press("Enter")
    assert words in page.inner_text("[data-pick=quantity]")
    _tab_to(page, "#correct button.good:not([data-pick])")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tally:has-text('1 corrected')")
    with Ledger.open(desk.house.ledger) as ledger:
        (made,) = [judgement for judgement in ledger.judgements(id) if judgement.verdict == "corrected"]
        document = ledger.document(ledger.claim(id).doc)
        span = made.corrections["span"]
        assert document.text[span["start"] : span["end"]] == words
    page.keyboard.press("Control+z")
    page.wait_for_selector("#tally:has-text('0 corrected')")


def test_a_document_its_claims_and_one_that_was_missed(desk: Desk) -> None:
    page = desk.page
    desk.go("/documents")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    desk.arrived("#text")
    desk.go(_document("een"))
    for n, key in enumerate("jjk"):
        page.keyboard.press(key)
        opened = page.evaluate("[...document.querySelectorAll('.claims details')].findIndex(d => d.open)")
        assert opened == (0, 1, 0)[n]
        assert page.evaluate("document.activeElement.matches('details[open] > summary')")
        assert page.query_selector("#text .q.now")
    with page.expect_navigation():
        page.keyboard.press("J")
    assert "twee" in page.url
    with page.expect_navigation():
        page.keyboard.press("K")
    assert "een" in page.url
    _tab_to(page, "#text")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    words = page.evaluate("getSelection().toString()").strip()
    assert page.inner_text("#missed-words") == words
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "kind"
    _tab_to(page, "#missed [name=low]")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    _tab_to(page, "#missed [name=high]")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge.added")
    with Ledger.open(desk.house.ledger) as ledger:
        (added,) = [judgement for judgement in ledger.judgements() if judgement.verdict == "added"]
        assert added.corrections["quantity"]["text"] == words


def test_files_are_chosen_by_their_button(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    file = tmp_path / "kort.txt"
    file.write_text("Er vielen gisteren drie doden.")
    page.on("filechooser", lambda chooser: chooser.set_files(str(file)))  # listens well before the key
    desk.go("/read")
    _tab_to(page, "#files")
    page.keyboard.press("Enter")
    page.wait_for_selector("#start:not([disabled])")
    _tab_to(page, "#start")
