"""A toll that no word gives a side is of the sides of its parts."""

from __future__ import annotations

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.reading.reader import read_claims


def sides(text: str) -> list[str | None]:
    document = from_text(text, "t.txt")
    claims = read_claims(pipeline("nl").parse(document), document).claims
    return [c.affected.side if c.affected is not None else None for c in claims]


def test_a_toll_is_of_all_the_sides_of_its_parts() -> None:
    text = (
        "Het Syrische leger verloor Aleppo aan de rebellen van HTS. "
        "Het Observatorium telde zaterdag 327 doden: 183 rebellen, honderd militairen en 44 burgers."
    )
    assert sides(text) == ["REBELS+SY+civilians", "REBELS", "SY", "civilians"]


def test_a_toll_of_civilians_stays_theirs() -> None:
    assert sides("Bij de Russische aanval op Charkiv kwamen negen mensen om, onder wie drie kinderen.") == [
        "civilians",
        "civilians",
    ]
