"""A team at work: two browsers at two servers over one PostgreSQL, and no judgement is lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ledger_samples import READER, sample
from sayso.accounts.stored import compare_ledger
from sayso.ledger import Ledger
from web_desk import CHROMIUM, PATIENCE, house, serving

pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

DOCUMENTS = 8


def _begin(page: Any, url: str, name: str) -> None:
    """Come in with the token, and say who reviews."""
    page.goto(url)
    page.goto(f"{url.partition('?')[0]}review")
    page.fill("#reviewer", name)
    page.click("#who button")
    page.wait_for_selector(f"text=You review as {name}")
    page.locator("#reviewer").blur()


def test_two_reviewers_at_two_servers_lose_no_judgement(postgres: str) -> None:
    with Ledger.open(postgres) as ledger:
        for number in range(DOCUMENTS):
            ledger.store(*sample(f"krant/{number}.txt"), reader=READER)
        compare_ledger(ledger)
        claims = {claim.id for claim in ledger.claims(include_repeats=False)}
    with house(postgres) as first, serving(postgres) as url:
        other = first.context.browser.new_context(reduced_motion="reduce")
        other.set_default_timeout(PATIENCE)
        ada, bea = first.context.new_page(), other.new_page()
        _begin(ada, first.url, "Ada")
        _begin(bea, url, "Bea")
        pages = {"Ada": ada, "Bea": bea}
        pressed: Counter[str] = Counter()
        met = False
        for _ in range(3 * len(claims)):
            now = {name: page.get_attribute("#item [data-claim]", "data-claim") for name, page in pages.items()
                   if page.query_selector("#item [data-claim]")}  # fmt: skip
            if not now:
                break
            for name in now:  # neither waits for the other's answer
                pages[name].keyboard.press("a" if name == "Ada" else "x")
            for name, id in now.items():
                pages[name].wait_for_selector(f"#item [data-claim='{id}']", state="detached")
                pressed[name] += 1
                met = met or "had judged it too" in pages[name].inner_text("#said")
        assert not now, "the queue did not end"
        assert met, "the two never judged one claim, so nothing was tried"
        ada.keyboard.press("Control+z")
        ada.wait_for_selector("#item [data-claim]")
        assert first.wrong == []
        other.close()
    with Ledger.open(postgres) as ledger:
        made = Counter((j.reviewer, j.verdict) for j in ledger.judgements())
        assert made == {
            ("Ada", "accepted"): pressed["Ada"],
            ("Bea", "rejected"): pressed["Bea"],
            ("Ada", "withdrawn"): 1,
        }
        assert {j.claim for j in ledger.judgements()} == claims
