"""The report: one HTML file that shows the ledger without a program or a network, fit to be mailed or printed.

Nothing in it comes from elsewhere, nothing in it runs (a Content-Security-Policy forbids both), and every word that
came out of an article is escaped.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sayso import __version__
from sayso.accounts.values import Grade
from sayso.documents.document import Document
from sayso.ledger import Ledger, Status
from sayso.ledger.counting import Chosen
from sayso.reading.claim import Claim
from sayso.showing import wording
from sayso.showing.answers import answers
from sayso.showing.chart import panels, side_colours
from sayso.showing.mapping import world
from sayso.showing.marks import marks
from sayso.showing.question import levels
from sayso.showing.safe import safe
from sayso.showing.table import Shown, heading, several
from sayso.showing.timeline import timeline

ROWS = 1500  # claims in the table; more make a page that no one reads and no mail takes
PLACES, PERIODS = 150, 300  # on the map, in the timeline
UNCODED = 500  # quantities listed that made no claim
_AROUND = 320  # characters of a sentence shown on either side of the figure
_SHOWN_MARKS = {"quantity": "q", "source": "s", "cue": "c", "affected": "a", "agent": "g", "place": "p", "period": "p"}


class ReportError(Exception):
    """The report could not be written. The message is meant for the user as it stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as the page shows it."""

    claim: Claim
    document: Document
    figure: str
    affected: wording.Who
    agent: wording.Who
    place: str
    when: str
    speaker: wording.Who
    via: str
    firmness: str
    words: list[tuple[str, str]]  # the sentence in pieces, each with the class that marks it, or ""


def write_report(ledger: Ledger, target: str | os.PathLike[str]) -> None:
    """Write the report on all claims of `ledger` to the file `target`. Raises ReportError, LedgerError."""
    put(report(ledger).encode("utf-8"), target)


def put(content: bytes, target: str | os.PathLike[str]) -> None:
    """Write the file at once or not at all. Raises ReportError."""
    path = Path(target)
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink()
    except OSError as error:
        raise ReportError(
            f"the report can't be written to {path}: {error.strerror or error}. Name another file"
        ) from error


def report(ledger: Ledger, *, unfolded: bool = False) -> str:
    """The report on all claims of `ledger` as a page of HTML, everything in it `unfolded` for paper."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sayso.showing", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html").render(_contents(ledger), unfolded=unfolded)


def _finalize(value: Any) -> Any:
    """Nothing from outside reaches the page with control characters or marks that turn the direction of writing."""
    return safe(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _contents(ledger: Ledger) -> dict[str, Any]:
    from markupsafe import Markup

    evidence = list(ledger.evidence(include_repeats=False))
    shown = Shown(evidence, ROWS).evidence
    speaking = (origin.side for question in ledger.questions() for origin in question.origins if origin.side)
    colours = side_colours((claim for claim, _ in evidence), speaking)
    full, short, grades, questions_left = answers(ledger, colours, {claim.id for claim, _ in shown})
    claims_of = Counter(document.id for _, document in evidence)
    return {
        "version": __version__,
        "made": datetime.now(UTC),
        "ledger": Path(ledger.where).name,
        "heading": heading(evidence),
        "stats": ledger.stats(),
        "tiles": _tiles([claim for claim, _ in evidence]),
        "compared": ledger.compared(),
        "answers": [(answer, Markup(answer.svg)) for answer in full],
        "short": short,
        "grades": [(grade, grades[grade]) for grade in Grade if grades[grade]],
        "questions": sum(grades.values()),
        "questions_left": questions_left,
        **_drawn(ledger),
        "asked": {claim.id: claim.question for claim, _ in shown},
        "first_of": _first_of(shown),
        "wording": wording,
        "levels": levels,
        "colours": colours,
        "panels": [(panel, Markup(panel.svg)) for panel in panels(shown, colours)],
        "kinds": [
            (kind, wording.kind_title(kind), [_row(*pair) for pair in pairs])
            for kind, pairs in groupby(shown, key=lambda pair: pair[0].kind)
        ],
        "left_out": len(evidence) - len(shown),
        "speakers": _speakers(evidence),
        "sources": [(e, claims_of[e.id], _link(e.url), wording.published(e.published)) for e in ledger.documents()],
        **_not_understood(ledger),
        "several": several,
        "published": wording.published,
        "link": _link,
    }


def _drawn(ledger: Ledger) -> dict[str, Any]:
    """The timeline and the map of all claims, and the first claim shown of each place for the map to lead to."""
    with ledger.counted(Chosen()) as counted:
        places = counted.places(PLACES)
        periods = counted.periods(PERIODS)
        return {
            "timeline": timeline(counted.days(said=False), counted.days(said=True), periods, None, None),
            "places": places,
            "map": world(places, None),
            "placeless": counted.placeless(),
        }


def _tiles(claims: list[Claim]) -> list[tuple[str, str]]:
    def share(number: int) -> str:
        return f"{number / len(claims):.0%}" if claims else "–"

    return [
        (wording.number(len(claims)), "claims"),
        (share(sum(1 for c in claims if c.source)), "with a named source"),
        (share(sum(1 for c in claims if c.certainty == "hedged")), "hedged"),
        (share(sum(1 for c in claims if c.verification == "unverified")), "said to be unverified"),
        (wording.number(sum(1 for c in claims if c.polarity == "denied")), "denied"),
    ]


def _first_of(shown: Iterable[tuple[Claim, Document]]) -> dict[str, str]:
    """The first claim that the page shows of each place."""
    found: dict[str, str] = {}
    for claim, _ in shown:
        if claim.place is not None:
            found.setdefault(claim.place.name, claim.id)
    return found


def _row(claim: Claim, document: Document) -> Row:
    speaker, via = wording.says(claim, document)
    when = wording.period(claim.period)
    return Row(
        claim,
        document,
        wording.figure(claim.quantity, claim.kind),
        wording.who(claim.affected),
        wording.who(claim.agent),
        claim.place.name if claim.place else "",
        when or (f"({wording.published(document.published)})" if document.published.day else ""),
        speaker,
        via,
        wording.firmness(claim),
        _pieces(claim, document),
    )


def _pieces(claim: Claim, document: Document) -> list[tuple[str, str]]:
    """The sentence (of a very long one, what is near the figure) in pieces, with what marks each."""
    start, end = max(claim.sentence[0], claim.start - _AROUND), min(claim.sentence[1], claim.end + _AROUND)
    here = [m for m in marks(claim, document) if m.label in _SHOWN_MARKS and start <= m.start and m.end <= end]
    edges = sorted({start, end, *(edge for m in here for edge in (m.start, m.end))})
    pieces = [("… ", "")] if start > claim.sentence[0] else []
    for left, right in pairwise(edges):
        over = [m for m in here if m.start <= left and right <= m.end]
        label = next((name for name in _SHOWN_MARKS if any(m.label == name for m in over)), "")
        pieces.append((document.text[left:right], _SHOWN_MARKS.get(label, "")))
    return [*pieces, (" …", "")] if end < claim.sentence[1] else pieces


def _speakers(evidence: Iterable[tuple[Claim, Document]]) -> list[tuple[wording.Who, int, int, str]]:
    """Who is quoted most, named as comparing names them: claims, those of them hedged or denied, about what."""
    from sayso.accounts.speakers import voice

    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim, document in evidence:
        if claim.source:
            speaker = voice(claim, document)
            claims[speaker.name, speaker.side or ""].append(claim)
    most = sorted(claims, key=lambda who: (-len(claims[who]), who))[:12]
    return [
        (
            wording.Who(side or None, words),
            len(claims[words, side]),
            sum(1 for c in claims[words, side] if c.certainty == "hedged" or c.polarity == "denied"),
            ", ".join(
                kind.replace("_", " ") for kind, _ in Counter(c.kind for c in claims[words, side]).most_common(3)
            ),
        )
        for words, side in most
    ]


def _not_understood(ledger: Ledger) -> dict[str, Any]:
    uncoded = list(ledger.uncoded())
    texts: dict[str, Document] = {}
    listed = []
    for id, quantity in uncoded[:UNCODED]:
        if id not in texts:
            texts = {id: ledger.document(id)}  # they come document by document
        text = texts[id].text
        around = (text[max(0, quantity.start - 40) : quantity.start], text[quantity.end : quantity.end + 40])
        listed.append((id, quantity, around))
    return {
        "uncoded": listed,
        "uncoded_count": len(uncoded),
        "reasons": Counter(quantity.reason.partition(" (")[0] for _, quantity in uncoded).most_common(),
        "unread": list(ledger.documents(status=Status.UNREAD)),
        "failed": list(ledger.documents(status=Status.FAILED)),
        "problems": list(ledger.problems()),
    }


def _link(url: str | None) -> str | None:
    """The address, if it is one of a web page: never a script's or a file's."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
