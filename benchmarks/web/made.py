"""A large made ledger: 10,000 documents of 10 claims each, read by nobody, compared by sayso itself.

Names and places are of the war in Ukraine, figures and dates come from a seeded generator: nothing in it was reported.

    python -m benchmarks.web.made out/large.sqlite
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sayso.accounts.stored import compare_ledger
from sayso.documents.document import Document, Precision, Published
from sayso.ledger import Ledger
from sayso.reading.claim import Claim, Party, Period, Place, Quantity, Reading, Span, Speaker, Step
from sayso.reading.ids import claim_id

FIRST, DAYS = date(2022, 2, 24), 900
SPEAKERS = [
    ("het Oekraïense leger", "ukrainian-army", "Ukrainian army", "UA"),
    ("het Russische ministerie van Defensie", "russian-mod", "Russian Ministry of Defence", "RU"),
    ("de gouverneur", None, "Pavlo Kyrylenko", "UA"),
    ("Zelensky", "zelensky", "Volodymyr Zelensky", "UA"),
    ("Prigozjin", "prigozhin", "Yevgeny Prigozhin", "RU"),
    ("de VN", "un", "United Nations", "UN"),
    ("het Britse ministerie", "uk-mod", "British Ministry of Defence", "GB"),
    ("de burgemeester", None, "Oleksii Reva", "UA"),
]
KINDS = [
    ("killed", "person", "gedood"),
    ("wounded", "person", "gewond"),
    ("captured", "person", "gevangengenomen"),
    ("equipment_loss", "vehicle", "uitgeschakeld"),
    ("attack", "missile", "afgevuurd"),
    ("displaced", "person", "geëvacueerd"),
]
PLACES = [
    ("Bakhmut", 709932, 48.5953, 38.0003),
    ("Avdiivka", 712569, 48.1399, 37.7427),
    ("Kharkiv", 706483, 49.9808, 36.2527),
    ("Kherson", 706448, 46.6558, 32.6178),
    ("Mariupol", 701822, 47.0951, 37.5413),
    ("Kyiv", 703448, 50.4547, 30.5238),
    ("Zaporizhzhia", 687700, 47.8517, 35.1171),
    ("Sievierodonetsk", 693468, 48.9486, 38.4932),
    ("Odesa", 698740, 46.4775, 30.7326),
    ("Vuhledar", 689487, 47.7797, 37.2490),
    ("Lyman", 702320, 48.9850, 37.8110),
    ("Kupiansk", 704022, 49.7100, 37.6150),
    ("Donetsk", 709717, 48.0230, 37.8022),
    ("Luhansk", 702658, 48.5671, 39.3171),
    ("Belgorod", 578072, 50.6107, 36.5802),
]


@dataclass(frozen=True, slots=True)
class Made:
    """A made figure: who says what, and where its sentence and its words stand in the text."""

    kind: str
    unit: str
    verb: str
    speaker: tuple[str, str | None, str, str]
    place: tuple[str, int, float, float]
    victims: str
    figure: int
    at_least: bool
    begun: date
    ends: date
    sentence: tuple[int, int]
    words: tuple[int, int]


def articles(documents: int, claims: int, seed: int = 5) -> Iterator[tuple[Document, Reading]]:
    """So many made documents with so many claims each; the same for the same seed."""
    rnd = Random(seed)
    places = PLACES + [(f"Dorp {n}", 9_000_000 + n, 46.5 + rnd.random() * 4, 32 + rnd.random() * 7) for n in range(300)]
    for number in range(documents):
        day = FIRST + timedelta(days=rnd.randrange(DAYS))
        text, made = f"Bericht {number}\n\n", []
        for _ in range(claims):
            kind, unit, verb = rnd.choice(KINDS)
            speaker = rnd.choice(SPEAKERS)
            place = rnd.choice(places[:15] if rnd.random() < 0.7 else places)
            victims = rnd.choice(["RU", "UA", "civilians"])
            figure, at_least = round(10 ** rnd.uniform(0.3, 4)), rnd.random() < 0.2
            begun = day - timedelta(days=rnd.randrange(20))
            ends = begun + timedelta(days=rnd.choice([0, 0, 0, 2, 6, 29]))
            words = f"zeker {figure}" if at_least else str(figure)
            sentence = f"Volgens {speaker[0]} zijn bij {place[0]} {words} {victims} {verb}."
            start = len(text)
            at = start + sentence.index(f" {words} ") + 1
            text += sentence + " "
            made.append(
                Made(
                    *(kind, unit, verb, speaker, place, victims, figure, at_least, begun, ends),
                    sentence=(start, start + len(sentence)),
                    words=(at, at + len(words)),
                )
            )
        document = Document(
            id=f"made/{number:05}.txt",
            text=text,
            title=f"Bericht {number}",
            publisher=f"Krant {rnd.randrange(60)}",
            published=Published(day, Precision.DAY),
            blocks=((0, text.index("\n")), (text.index("\n") + 2, len(text))),
        )
        yield document, Reading(tuple(_claim(document, one, rnd) for one in made), (), claims)


def _claim(document: Document, made: Made, rnd: Random) -> Claim:
    text, (start, end) = document.text, made.words

    def span(what: str) -> tuple[int, int]:
        found = text.index(what, made.sentence[0])
        return found, found + len(what)

    placed = rnd.random() < 0.85
    dated = rnd.random() < 0.7
    mention, actor, full, side = made.speaker
    name, geonameid, lat, lon = made.place
    low, begun, ends = float(made.figure), made.begun.isoformat(), made.ends.isoformat()
    return Claim(
        doc=document.id,
        id=claim_id(document.id, text, start, end, made.kind),
        start=start,
        end=end,
        sentence=made.sentence,
        kind=made.kind,
        quantity=Quantity(text[start:end], low, None if made.at_least else low, False, made.unit, None),
        affected=Party(made.victims, None, None, made.victims, *span(f"{made.victims} {made.verb}")),
        agent=None,
        source=(Speaker(mention, *span(mention), actor, full, side, Span(*span("Volgens"), "Volgens")),),
        place=Place(name, geonameid, lat, lon, 1 if geonameid < 9_000_000 else 2, name, *span(name))
        if placed
        else None,
        period=Period(begun, ends, 1 if begun == ends else 2, "made") if dated else None,
        certainty=rnd.choice(["stated", "stated", "hedged"]),
        polarity="denied" if rnd.random() < 0.03 else "asserted",
        verification=None,
        confidence=round(rnd.uniform(0.3, 1), 3),
        reader="made",
        steps=(
            Step("kind", "verb of the figure", Span(*span(made.verb), made.verb)),
            Step("source", "according to", None),
        ),
    )


def main(target: str, documents: int = 10_000, claims: int = 10) -> None:
    """Make the ledger at `target` anew."""
    for path in (Path(target + end) for end in ("", "-wal", "-shm")):
        path.unlink(missing_ok=True)
    with Ledger.open(target) as ledger:
        for _ in ledger.store_many(articles(documents, claims), reader="made", every=500):
            pass
        print("stored; comparing", flush=True)
        print(compare_ledger(ledger))


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:]))
