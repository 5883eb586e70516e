"""Documents and readings to store and export: a few written out, and hypothesis strategies for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

from hypothesis import strategies as st

from sayso.documents.document import Document, Precision, Published, Zone, ZoneKind
from sayso.reading.claim import (
    Certainty,
    Claim,
    Party,
    Period,
    Place,
    Polarity,
    Quantity,
    Reading,
    Span,
    Speaker,
    Step,
    Uncoded,
    Verification,
)
from sayso.reading.ids import claim_id

READER = "sayso 0.0-test"
TEXT = (
    "Kiev: zeker 200 Russen gedood bij Bachmoet\n\n"
    "Volgens het leger zijn in maart zeker 200 Russen gedood bij Bachmoet."
    " Wagner-baas Prigozjin zegt dat de stad hem 500 man kostte.\n\nRond Donetsk sloegen elf raketten in, meldt AFP."
)


def _span(words: str, after: int = 0) -> tuple[int, int, str]:
    start = TEXT.index(words, after)
    return start, start + len(words), words


def sample(name: str = "krant/bachmoet.txt", *, text: str = TEXT, reader: str = READER) -> tuple[Document, Reading]:
    """A document with three claims: one of them repeated in a pull quote, two attributed, two placed."""
    body = TEXT.index("Volgens")
    document = Document(
        id=name,
        text=text,
        title="Zeker 200 Russen gedood",
        publisher="De Proefkrant",
        url="https://example.org/1?a=1&b=2",
        published=Published(date(2023, 4, 1), Precision.MONTH),
        zones=(Zone(0, TEXT.index("\n"), ZoneKind.PULL_QUOTE),),
        blocks=((0, body - 2), (body, len(TEXT))),
    )
    russians = Party("RU", None, "Russia", "Russen", *_span("Russen", body)[:2])
    army_start, army_end, army = _span("het leger")
    first = Claim(
        doc=name,
        id="",
        start=_span("zeker 200", body)[0],
        end=_span("zeker 200", body)[1],
        sentence=(body, TEXT.index(" Wagner-baas")),
        kind="killed",
        quantity=Quantity("zeker 200", 200, None, False, "person", None),
        affected=russians,
        agent=None,
        source=(Speaker(army, army_start, army_end, "UA-army", "Ukrainian army", "UA", Span(*_span("Volgens"))),),
        place=Place("Bakhmut", 709932, 48.5953, 38.0, 2, "Bachmoet", *_span("Bachmoet", body)[:2]),
        period=Period("2023-03-01", "2023-03-31", 4, "in maart"),
        certainty="stated",
        polarity="asserted",
        verification="unverified",
        confidence=0.91,
        reader=reader,
        steps=(Step("kind", "verb of killing", Span(*_span("gedood", body))), Step("agent", "none named")),
    )
    repeat = replace(first, start=_span("zeker 200")[0], end=_span("zeker 200")[1], sentence=(0, 42), source=())
    start, end, words = _span("500 man")
    speaker = Speaker(*(_span("Prigozjin")[2], *_span("Prigozjin")[:2]), "prigozhin", "Jevgeni Prigozjin", "RU", None)
    second = replace(
        first,
        start=start,
        end=end,
        kind="casualties",
        quantity=Quantity(words, 500, 500, False, "person", None),
        affected=Party("RU", "wagner", "Wagner", None, None, None),
        source=(speaker,),
        period=None,
        verification=None,
        confidence=0.5,
        steps=(),
    )
    start, end, words = _span("elf raketten")
    third = replace(
        second,
        start=start,
        end=end,
        kind="attack",
        quantity=Quantity(words, 11, 11, False, "missile", None),
        affected=Party("UA+civilians", None, None, None, None, None),
        source=(Speaker("AFP", *_span("AFP")[:2], "AFP", "Agence France-Presse", None, Span(*_span("meldt"))), speaker),
        place=None,
    )
    claims = tuple(replace(c, id=claim_id(name, text, c.start, c.end, c.kind)) for c in (repeat, first, second, third))
    claims = (replace(claims[0], repeats=claims[1].id), *claims[1:])
    return document, Reading(
        claims, (Uncoded(*_span("maart"), "date"),), sentences=4, problems=("one date unresolved",)
    )


# Any text that Python can hold: NUL, the escape character itself and lone surrogates come up often.
texts = st.text(
    st.one_of(st.characters(), st.sampled_from("\x00\x10\ud83d\ude00\udcff=+-@\t\n\r\x85\u2028 \"',;é\u0301😀א")),
    max_size=12,
)
_offsets = st.integers(0, 2**31 - 1)
_numbers = st.floats(allow_nan=False, allow_infinity=False)
_some_text = st.none() | texts
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
_spans = st.builds(Span, _offsets, _offsets, texts)
_parties = st.builds(
    Party, st.sampled_from(["RU", "UA+civilians"]), *[_some_text] * 3, st.none() | _offsets, st.none() | _offsets
)

claims = st.builds(
    Claim,
    doc=st.just("doc"),
    id=st.from_regex(r"c[a-z2-7]{11}", fullmatch=True),
    start=_offsets,
    end=_offsets,
    sentence=st.tuples(_offsets, _offsets),
    kind=texts,
    quantity=st.builds(
        Quantity,
        texts,
        st.none() | _numbers,
        st.none() | _numbers,
        st.booleans(),
        texts,
        st.sampled_from([None, "day"]),
    ),
    affected=st.none() | _parties,
    agent=st.none() | _parties,
    source=st.lists(
        st.builds(Speaker, texts, _offsets, _offsets, _some_text, _some_text, _some_text, st.none() | _spans),
        max_size=3,
    ).map(tuple),
    place=st.none()
    | st.builds(
        Place,
        texts,
        st.none() | _offsets,
        st.none() | st.floats(-90, 90),
        st.none() | st.floats(-180, 180),
        st.integers(1, 7),
        _some_text,
        st.none() | _offsets,
        st.none() | _offsets,
    ),
    period=st.none() | st.builds(Period, st.none() | _days, st.none() | _days, st.integers(1, 5), texts, st.booleans()),
    certainty=st.sampled_from(get_args(Certainty)),
    polarity=st.sampled_from(get_args(Polarity)),
    verification=st.none() | st.sampled_from(get_args(Verification)),
    confidence=st.floats(0, 1),
    reader=texts,
    question=_some_text,
    repeats=_some_text,
    steps=st.lists(st.builds(Step, texts, texts, st.none() | _spans), max_size=3).map(tuple),
)

documents = st.builds(
    Document,
    id=texts,
    text=texts,
    title=_some_text,
    publisher=_some_text,
    url=_some_text,
    published=st.builds(Published, st.dates(), st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]))
    | st.just(Published()),
    language=st.sampled_from(["nl", "fr"]),
    zones=st.lists(st.builds(Zone, _offsets, _offsets, st.sampled_from(ZoneKind)), max_size=2).map(tuple),
    blocks=st.lists(st.tuples(_offsets, _offsets), max_size=2).map(tuple),
)

readings = st.builds(
    Reading,
    claims=st.lists(claims, max_size=3).map(tuple),
    uncoded=st.lists(st.builds(Uncoded, _offsets, _offsets, texts, texts), max_size=2).map(tuple),
    sentences=st.integers(0, 100),
    problems=st.lists(texts, max_size=2).map(tuple),
)
