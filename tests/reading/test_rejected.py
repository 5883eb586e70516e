"""What "geen 500" says: fewer, or that somebody's 500 is not so."""

import pytest

from sayso.documents.text import from_text
from sayso.language import pipeline
from sayso.packs import load_pack
from sayso.reading.claim import Claim
from sayso.reading.reader import read_claims


def last(text: str) -> Claim:
    """The last claim of a text about Gaza."""
    try:
        bundled = pipeline("nl")
    except FileNotFoundError as error:
        pytest.skip(f"the bundled pipeline is not here: {error}")
    document = from_text(text, "test.txt", language="nl")
    return read_claims(bundled.parse(document), document, load_pack("gaza")).claims[-1]


def test_a_number_that_was_asserted_is_denied_as_it_is() -> None:
    claim = last("Volgens Hamas zijn 500 mensen gedood. ‘Er zijn geen 500 mensen gedood’, zei de legerwoordvoerder.")
    assert (claim.polarity, claim.quantity.low, claim.quantity.high, claim.quantity.text) == ("denied", 500, 500, "500")
    assert any(step.slot == "polarity" for step in claim.steps)


def test_a_number_that_nobody_gave_is_a_bound() -> None:
    claim = last("Volgens Hamas zijn 500 mensen gedood. Er zijn geen 300 mensen gedood, zei de legerwoordvoerder.")
    assert (claim.polarity, claim.quantity.low, claim.quantity.high) == ("asserted", None, 300)


def test_the_number_of_something_else_is_a_bound() -> None:
    claim = last("Het leger vuurde 300 raketten af. Er zijn geen 300 mensen gedood, zei de burgemeester.")
    assert (claim.polarity, claim.quantity.low, claim.quantity.high) == ("asserted", None, 300)
