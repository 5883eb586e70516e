"""Where direct speech begins and ends, whatever marks a paper uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Wij gaan”, zei hij.", ["Wij gaan"]),
        ("„Wij gaan”, zei hij. „Nu.”", ["Wij gaan", "Nu."]),
        (",,Wij gaan’’, zei hij.", ["Wij gaan"]),
        (',,Wij gaan", zei hij.', ["Wij gaan"]),
        ("'Wij gaan', zei hij 's avonds.", ["Wij gaan"]),
        ('"Wij gaan", zei hij. "Nu."', ["Wij gaan", "Nu."]),
        ("‘De auto’s en de F-16’s zijn ’s nachts weg’, zei hij.", ["De auto’s en de F-16’s zijn ’s nachts weg"]),
        ("Foto’s van F-16’s, ’s nachts, in ’t donker.", []),
        ("«Wij gaan», zei hij.", ["Wij gaan"]),
        ("“Hij zei ‘nee’ en ging”, zei zij.", ["Hij zei ‘nee’ en ging", "nee"]),
        ("De commandant noemde het een ‘tactische terugtocht’.", ["tactische terugtocht"]),
    ],
)
def test_marks_pair(text: str, quoted: list[str]) -> None:
    assert [text[q.inner[0] : q.inner[1]] for q in find_quotes(text)] == quoted


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = "“Eerst dit.\n\n“Dan dat”, zei hij."
    first, second = find_quotes(text, [(0, 11), (13, len(text))])
    assert (first.closed, second.closed) == (False, True)


def test_a_quotation_goes_on_over_paragraphs_without_opening_again() -> None:
    text = "Hij zei: ‘Eerst dit.\n\nDan dat.’ Hij zweeg."
    first, second = find_quotes(text, [(0, 20), (22, len(text))])
    assert text[first.start : first.end] == "‘Eerst dit."
    assert text[second.start : second.end] == "Dan dat.’"


@given(st.text(alphabet="abc .,\n“”„‘’'\"«»1s😀", max_size=80))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    found = find_quotes(text)
    for quote in found:
        assert 0 <= quote.start <= quote.inner[0] <= quote.inner[1] <= quote.end <= len(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
