"""A statement as a line of text, to be kept: making it again from its document takes ten times as long.

Only what comparing asks of a claim is kept of it: not its place and period, which the statement has in its own terms,
nor how it was read.
"""

from __future__ import annotations

import json
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sayso.accounts.measures import Figure, Measure
from sayso.accounts.speakers import Voice
from sayso.accounts.statement import Statement
from sayso.accounts.when import When
from sayso.accounts.where import Where
from sayso.accounts.whom import Whom
from sayso.reading.claim import Claim, Party, Quantity, Speaker

_CLAIM = attrgetter("doc", "id", "start", "end", "sentence", "kind", "polarity")
_QUANTITY = attrgetter("text", "low", "high", "approx", "unit", "per")
_PARTY = attrgetter("side", "actor", "name", "text", "start", "end")
_SPEAKER = attrgetter("text", "start", "end", "actor", "name", "side")
_VOICE = attrgetter("key", "name", "side", "person")
_MEASURE = attrgetter("kind", "unit", "rate", "thing")
_FIGURE = attrgetter("low", "high", "approx")
_WHOM = attrgetter("sides", "part", "group", "some", "gain")
_WHERE = attrgetter("chain", "id", "name", "kind", "around", "country", "lat", "lon", "geonameid", "population")
_WHEN = attrgetter("said", "start", "end", "total", "span", "before", "incident", "night")
_REST = attrgetter("said", "outlet", "agencies", "words", "country", "corrects", "old", "elided", "none", "subset_of")
_MANY = 1 << 16
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

# Many statements are about the same people, place and days: one object serves them all.
_voice = lru_cache(_MANY)(Voice)
_measure = lru_cache(_MANY)(Measure)
_whom = lru_cache(_MANY)(Whom)
_when = lru_cache(_MANY)(When)


def to_text(statement: Statement) -> str:
    """The statement as JSON, in ASCII."""
    claim, where = statement.claim, statement.where
    return _encode(
        (
            _CLAIM(claim),
            _QUANTITY(claim.quantity),
            claim.affected and _PARTY(claim.affected),
            claim.agent and _PARTY(claim.agent),
            [(*_SPEAKER(link), None) for link in claim.source],
            _VOICE(statement.speaker),
            _MEASURE(statement.measure),
            _FIGURE(statement.figure),
            _WHOM(statement.who),
            where and _WHERE(where),
            _WHEN(statement.when),
            _REST(statement),
        )
    )


def of_text(text: str) -> Statement:
    """The statement that `to_text` was given, but for what it leaves out of the claim."""
    head, quantity, affected, agent, source, speaker, measure, figure, who, where, time, rest = json.loads(text)
    doc, id, start, end, sentence, kind, polarity = head
    said, outlet, agencies, words, country, corrects, old, elided, none, subset_of = rest
    return Statement(
        claim=Claim(
            doc=doc,
            id=id,
            start=start,
            end=end,
            sentence=(sentence[0], sentence[1]),
            kind=kind,
            quantity=Quantity(*quantity),
            affected=Party(*affected) if affected else None,
            agent=Party(*agent) if agent else None,
            source=tuple(Speaker(*link) for link in source),
            place=None,
            period=None,
            certainty="stated",
            polarity=polarity,
            verification=None,
            confidence=1.0,
            reader="",
        ),
        said=_pair(said),
        outlet=outlet,
        speaker=_voice(*speaker),
        agencies=tuple(agencies),
        words=words,
        measure=_measure(*measure),
        figure=Figure(*figure),
        who=_whom(tuple(who[0]), *who[1:]),
        where=_where(tuple(where[0]), *where[1:]) if where else None,
        when=_when(time[1], time[2], time[3], _pair(time[0]), *time[4:]),
        country=country,
        corrects=corrects,
        old=old,
        elided=elided,
        none=none,
        subset_of=subset_of,
    )


def _pair(values: Any) -> Any:
    return None if values is None else (values[0], values[1])


@lru_cache(_MANY)
def _where(chain: tuple[str, ...], id: str, name: str, *rest: Any) -> Where:
    return Where(id, name, chain, *rest)
