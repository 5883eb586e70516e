"""The report: one file, nothing from elsewhere, nothing that runs, and every word escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ledger_samples import sample
from sayso.documents.document import Document
from sayso.ledger import Ledger
from sayso.reading.claim import Party, Reading, Uncoded
from sayso.showing.report import ReportError, report, write_report

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> [bold]x[/bold] {{ 7*7 }} {% raw %} ${7*7}"
    " \u202egnirts\x1b[2J\x00 --> ]]> &lt; javascript:alert(1)"
)
LEGAL_HREF = re.compile(r"#[\w-]+|https?://[^\s]+")


class Page(HTMLParser):
    """Collects the elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile(name: str) -> tuple[Document, Reading]:
    """The sample with the hostile words in every field that comes from an article or a pack."""
    document, reading = sample(name)
    text = HOSTILE + " " + document.text
    moved = len(HOSTILE) + 1
    claims = []
    for claim in reading.claims:
        party = Party(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, len(HOSTILE))
        speakers = tuple(replace(s, text=HOSTILE, name=HOSTILE, side=HOSTILE, start=0, end=5) for s in claim.source)
        claims.append(
            replace(
                claim,
                doc=document.id,
                start=claim.start + moved,
                end=claim.end + moved,
                sentence=(0, len(text)),
                affected=party,
                agent=party,
                source=speakers,
                quantity=replace(claim.quantity, unit=HOSTILE, per=HOSTILE),
                place=replace(claim.place, name=HOSTILE) if claim.place else None,
                period=replace(claim.period, text=HOSTILE) if claim.period else None,
                kind=HOSTILE if claim.kind == "attack" else claim.kind,
            )
        )
    document = replace(document, text=text, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)", author=HOSTILE)
    return document, Reading(tuple(claims), (Uncoded(0, 30, HOSTILE[:30], HOSTILE),), 3, (HOSTILE,))


def page_of(tmp_path: Path, *pairs: tuple[Document, Reading]) -> str:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for document, reading in pairs:
            ledger.store(document, reading)
        ledger.note_unreadable("kapot<b>.pdf", HOSTILE, HOSTILE)
        ledger.store_unread(replace(sample("fr.txt")[0], language="fr", title=HOSTILE), HOSTILE)
        return report(ledger)


def test_nothing_comes_from_elsewhere_and_nothing_runs(tmp_path: Path) -> None:
    page = Page(page_of(tmp_path, sample("a.txt"), hostile("<b>x</b>.txt"), hostile("y.txt")))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
        "audio",
        "video",
        "image",
        "use",
    }
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"src", "srcset", "background", "formaction", "xlink:href"} & attributes.keys()
        if "href" in attributes:
            assert LEGAL_HREF.fullmatch(attributes["href"] or ""), (tag, attributes)
        assert "url(" not in (attributes.get("style") or "")
    policy = next(a["content"] for t, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy


def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    html = page_of(tmp_path, hostile("x.txt"))
    page = Page(html)
    assert "<script" not in html
    assert "{{ 7*7 }} {% raw %} ${7*7}" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert not set("\u202e\x1b\x00") & set(html)
    assert html.isprintable() or {c for c in html if not c.isprintable()} <= set("\n\u00a0\u202f")


def test_every_claim_stands_with_its_sentence(tmp_path: Path) -> None:
    document, reading = sample()
    html = page_of(tmp_path, (document, reading))
    page = Page(html)
    rows = [a["id"] for tag, a in page.elements if tag == "tr" and a.get("id")]
    assert set(rows) == {claim.id for claim in reading.claims if claim.repeats is None}
    assert '<span class="q">zeker 200</span>' in html
    assert '<span class="s">het leger</span>' in html
    assert "zijn in maart zeker 200" in page.text
    assert "one date unresolved" in page.text
    assert "kapot<b>.pdf" in page.text
    assert ">https" not in html
    assert 'href="https://example.org/1?a=1&amp;b=2"' in html


def test_charts_are_drawn_and_described(tmp_path: Path) -> None:
    html = page_of(tmp_path, sample("a.txt"), sample("b.txt"))
    page = Page(html)
    drawings = [a for tag, a in page.elements if tag == "svg"]
    assert {"timeline", "map"} < {a["class"] for a in drawings}
    assert all(a["aria-label"] for a in drawings)
    charts = [a for a in drawings if a["class"] == "chart"]
    assert charts
    assert all(chart["role"] == "group" and "figures from" in (chart["aria-label"] or "") for chart in charts)
    links = [a["href"] for tag, a in page.elements if tag == "a" and (a.get("href") or "").startswith("#c")]
    ids = {a["id"] for _, a in page.elements if "id" in a}
    assert {link[1:] for link in links if link} <= ids
    assert "vega.github.io" not in html


def test_an_empty_ledger_has_a_report(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        html = report(ledger)
    assert "The ledger has no claims." in html


def test_many_claims_stay_small(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        pairs = [sample(f"{n}.txt") for n in range(1000)]
        for _ in ledger.store_many(pairs):
            pass
        html = report(ledger)
    assert len(html.encode()) < 3_000_000
    assert "1\u00a0500 claims left out" in html


def test_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.store(*sample())
        write_report(ledger, tmp_path / "report.html")
        with pytest.raises(ReportError, match=r"can't be written to .*nergens.*Name another file"):
            write_report(ledger, tmp_path / "nergens" / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert {path.suffix for path in tmp_path.iterdir()} <= {".sqlite", ".html", ".sqlite-wal", ".sqlite-shm"}
