"""Reports of one battle to compare: documents with a claim or two each, made of sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.documents.document import Document, Precision, Published
from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Reading, Speaker
from sayso.reading.ids import claim_id

READER = "sayso 0.0-test"
BAKHMUT = ("Bakhmut", 713174, 48.5942, 37.9989)
SPEAKERS = {  # mention: actor, name, side
    "het Oekraïense leger": ("ua-army", "Armed Forces of Ukraine", "UA"),
    "Prigozjin": ("yevgeny-prigozhin", "Yevgeny Prigozhin", "RU"),
    "het Russische ministerie van Defensie": ("ru-ministry-of-defence", "Ministry of Defence of Russia", "RU"),
    "het Pentagon": ("pentagon", "Pentagon", "US"),
}
_COUNTED = {"RU": "Russische soldaten", "UA": "Oekraïense soldaten", "civilians": "burgers"}
_VERBS = {"killed": "gedood", "wounded": "gewond geraakt", "captured": "gevangengenomen"}


@dataclass(frozen=True)
class Said:
    """One figure in a report: `speaker` is a key of SPEAKERS, or None for the outlet's own voice."""

    low: float
    speaker: str | None
    high: float | None = -1  # -1: the same as `low`
    kind: str = "killed"
    affected: str = "RU"
    days: tuple[str, str] | None = ("2023-03-06", "2023-03-12")
    denied: bool = False
    place: tuple[str, int, float, float] | None = BAKHMUT


def report(
    name: str, day: str | None, *said: Said, outlet: str = "De Proefkrant", extra: str = ""
) -> tuple[Document, Reading]:
    """A document that says all of `said`, a paragraph each, published on `day`."""
    text, claims = "", []
    for each in said:
        start = len(text)
        figure = (
            f"{each.low:.0f}"
            if each.high == -1
            else f"{each.low:.0f} tot {each.high:.0f}"
            if each.high
            else (f"zeker {each.low:.0f}")
        )
        source = f"Volgens {each.speaker} zijn" if each.speaker else "Bij de gevechten zijn"
        place = f" bij {each.place[0]}" if each.place else ""
        text += f"{source}{place} {figure} {_COUNTED[each.affected]} {_VERBS[each.kind]}.{extra}"
        claims.append(_claim(name, text, start, figure, each))
        text += "\n\n"
    text = text.rstrip()
    published = Published(date.fromisoformat(day), Precision.DAY) if day else Published()
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    url = f"https://example.org/{name.removesuffix('.txt')}"
    document = Document(name, text, name, outlet, url, published, blocks=tuple(blocks))
    return document, Reading(tuple(claims), (), len(claims))


def _claim(name: str, text: str, sentence: int, figure: str, said: Said) -> Claim:
    start = text.index(figure, sentence)
    end = start + len(figure)
    source: tuple[Speaker, ...] = ()
    if said.speaker:
        at = text.index(said.speaker, sentence)
        source = (Speaker(said.speaker, at, at + len(said.speaker), *SPEAKERS[said.speaker], None),)
    place = None
    if said.place:
        at = text.index(said.place[0], sentence)
        place = Place(*said.place, 1, said.place[0], at, at + len(said.place[0]))
    whom = _COUNTED[said.affected]
    at = text.index(whom, sentence)
    return Claim(
        doc=name,
        id=claim_id(name, text, start, end, said.kind),
        start=start,
        end=end,
        sentence=(sentence, len(text)),
        kind=said.kind,
        quantity=Quantity(figure, said.low, said.low if said.high == -1 else said.high, False, "person", None),
        affected=Party(said.affected, None, None, whom, at, at + len(whom)),
        agent=None,
        source=source,
        place=place,
        period=Period(*said.days, 3, "vorige week") if said.days else None,
        certainty="stated",
        polarity="denied" if said.denied else "asserted",
        verification=None,
        confidence=0.9,
        reader=READER,
    )


def reports() -> list[tuple[Document, Reading]]:
    """A dozen reports: a wire text in three papers, two sides that contradict, an admission, other weeks and kinds."""
    army, boss, ministry, pentagon = SPEAKERS
    later = ("2023-03-20", "2023-03-26")
    return [
        report("a.txt", "2023-03-13", Said(500, army)),
        report("b.txt", "2023-03-13", Said(500, army), outlet="Het Avondblad"),
        report("c.txt", "2023-03-14", Said(500, army), outlet="De Ochtend"),
        report("d.txt", "2023-03-14", Said(120, ministry), Said(300, ministry, affected="UA")),
        report("e.txt", "2023-03-15", Said(450, boss, high=None)),
        report("f.txt", "2023-03-15", Said(400, pentagon, high=600), Said(80, None, kind="captured")),
        report("g.txt", "2023-03-16", Said(280, army, affected="UA")),
        report("h.txt", "2023-03-27", Said(200, army, days=later)),
        report("i.txt", "2023-03-28", Said(200, army, days=later, denied=True), Said(20, None, affected="civilians")),
        report("j.txt", "2023-03-16", Said(500, None, days=None)),
        report("k.txt", None, Said(700, pentagon, kind="wounded", days=None, place=None)),
        report("l.txt", "2023-03-29", Said(20, army, affected="civilians", days=later, high=None)),
    ]
