"""Claims for the tests of comparing, made of one sentence each."""

from __future__ import annotations

import re
from datetime import date

from sayso.documents.document import Document, Precision, Published
from sayso.places import gazetteer
from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Speaker

_SPEAKERS = {"UA": ("generale staf", "ua-general-staff"), "RU": ("ministerie", "ru-ministry-of-defence")}
_DAY = ("2023-03-10", "2023-03-10")


def told(
    id: str,
    text: str,
    amount: float | None = None,
    *,
    speaker: str | None,
    side: str | None,
    kind: str = "killed",
    unit: str = "person",
    per: str | None = None,
    place: str | None = "Bakhmut",
    days: tuple[str, str] | None = _DAY,
    said: str | None = "2023-03-11",
    polarity: str = "asserted",
    doc: str | None = None,
    nth: int = 0,
) -> tuple[Claim, Document]:
    """A claim of the `nth` figure in brackets in `text` (a number, unless `amount` says it), by a side or a name."""
    bracket = list(re.finditer(r"\[(.+?)\]", text))[nth]
    plain = text.replace("[", "").replace("]", "")
    start = bracket.start() - 2 * nth
    words = bracket[1]
    value = amount if amount is not None else float(re.sub(r"\D", "", words))
    document = Document(
        id=doc or id,
        text=plain,
        publisher=f"De {(doc or id).upper()}-krant",
        published=Published(date.fromisoformat(said), Precision.DAY) if said else Published(),
        blocks=((0, len(plain)),),
    )
    name, actor = _SPEAKERS.get(speaker or "", (speaker or "", None))
    source = (Speaker(name, 0, 0, actor, name, speaker if len(speaker) == 2 else None, None),) if speaker else ()
    claim = Claim(
        doc=document.id,
        id=id,
        start=start,
        end=start + len(words),
        sentence=(0, len(plain)),
        kind=kind,
        quantity=Quantity(words, value, value, False, unit, per),
        affected=Party(side, None, None, None, None, None) if side else None,
        agent=None,
        source=source,
        place=_place(place) if place else None,
        period=Period(*days, 1, "") if days else None,
        certainty="stated",
        polarity="denied" if polarity == "denied" else "asserted",
        verification=None,
        confidence=1.0,
        reader="test",
    )
    return claim, document


def _place(name: str) -> Place:
    entry = gazetteer().lookup(name)[0]
    precision = {"country": 6, "region": 4}.get(entry.kind, 1)
    return Place(entry.name, entry.geonameid, entry.lat, entry.lon, precision, name, None, None)
