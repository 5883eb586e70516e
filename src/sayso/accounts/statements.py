"""Claims with their documents into statements: each slot in the terms in which it is compared."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from sayso.accounts.cues import Cues, counted, cues, group_in, make_in, says_none, thing_in
from sayso.accounts.discourse import again, completed, filled_in, itemised
from sayso.accounts.measures import figure_of, measure_of
from sayso.accounts.speakers import agencies, voice
from sayso.accounts.statement import Statement
from sayso.accounts.when import When, ordinal, when
from sayso.accounts.where import Where, where
from sayso.accounts.whom import Whom, whom
from sayso.documents.document import Document, Precision
from sayso.reading.claim import Claim

__all__ = ["Statement", "said_of", "statements"]

_CLOSE = 40  # characters: the noun that a figure counts stands so near behind it
_TAKEN = ("convicts", "prisoners of war")
_OPEN = frozenset({"vehicle", "building", "place", "aircraft", "item", "attack", "gun", "case", "shell"})


def statements(evidence: Iterable[tuple[Claim, Document]]) -> list[Statement]:
    """The claims that can be compared, each given with its document, as statements; by document id and place in it.

    All claims of a document belong together: a headline speaks for the source that its text names, a pull quote
    repeats what the text says, and a figure without a place may be about what the rest is about.
    """
    pairs = sorted(
        ((claim, document) for claim, document in evidence if claim.quantity is not None),
        key=lambda pair: (pair[1].id, pair[0].start, pair[0].end, pair[0].id),
    )
    found: list[Statement] = []
    for _, of in groupby(pairs, key=lambda pair: pair[1].id):
        each = list(of)
        found += _of_document([claim for claim, _ in each], each[0][1])
    return found


def said_of(document: Document) -> tuple[str, str] | None:
    """The first and last day (ISO) on which a document may have been published; None where nothing is known."""
    published = document.published
    day = published.day
    if day is None or published.precision is Precision.UNKNOWN:
        return None
    if published.precision is Precision.DAY:
        return day.isoformat(), day.isoformat()
    if published.precision is Precision.MONTH:
        last = date(day.year, day.month, monthrange(day.year, day.month)[1])
        return date(day.year, day.month, 1).isoformat(), last.isoformat()
    return date(day.year, 1, 1).isoformat(), date(day.year, 12, 31).isoformat()


def _of_document(claims: Sequence[Claim], document: Document) -> list[Statement]:
    said = said_of(document)
    whole, originals = completed(claims, document)
    items = itemised(whole)
    made = [_statement(claim, whole, document, said, items.get(claim.id)) for claim in whole]
    countries = Counter(s.where.country for s in made if s.where is not None and s.where.country)
    main = min(countries, key=lambda c: (-countries[c], c)) if countries else ""
    made = again(
        filled_in([s for s in made if s.id not in originals]) + [s for s in made if s.id in originals],
        originals,
    )
    return [s if s.country else replace(s, country=_country(s) or main or _home(s.who)) for s in made]


def _country(statement: Statement) -> str | None:
    return statement.where.country if statement.where is not None else None


def _home(who: Whom) -> str:
    """Where nothing else says which country a figure is about: a name for its sides."""
    return "+".join(side for side in who.sides if side != "civilians") or "somewhere"


def _statement(
    claim: Claim, claims: Sequence[Claim], document: Document, said: tuple[str, str] | None, whole: str | None
) -> Statement:
    """`whole` is the id of the claim that it counts some of, where that is known already."""
    begin, stop = claim.sentence
    sentence = document.text[begin:stop]
    start, end = claim.start - begin, claim.end - begin
    before = [c for c in claims if c.end <= claim.start]
    same = [c for c in before if c.sentence == claim.sentence]
    previous = same[-1].end - begin if same else None
    days = claim.period.text if claim.period is not None else None
    words = cues(document.language, sentence, (start, end), previous, days)
    noun = counted(sentence, end)
    party = claim.affected
    counts = party is not None and party.text and party.start is not None and 0 <= party.start - claim.end < _CLOSE
    mention = party.text or "" if party is not None and counts else ""
    thing = None
    if claim.quantity.unit in _OPEN:
        thing = thing_in(document.language, sentence[start:end] + noun, claim.quantity.text) or make_in(noun)
    measure = measure_of(claim, thing, lost=words.lost)
    speaker = voice(claim, document)
    group = None
    if measure.unit == "person":
        group = group_in(document.language, noun, mention)
        if claim.kind == "captured" and group in _TAKEN:
            group = None  # that they are prisoners says nothing of who they were
    if whole is None:
        asserted = [c for c in before if c.polarity == claim.polarity]
        whole = _whole(claim, same or asserted[-1:], words)
    place = where(claim.place)
    who = whom(claim, measure, group=group, country=place.country if place is not None else None)
    if words.taken_in and claim.kind in ("killed", "wounded", "casualties") and measure.unit == "person":
        who = replace(who, some=f"taken in, {document.id}" if not claim.source else f"taken in, {speaker.key}")
    return Statement(
        claim=claim,
        said=said,
        outlet=document.publisher,
        speaker=speaker,
        agencies=agencies(claim, document),
        words=sentence,
        measure=measure,
        figure=figure_of(claim.quantity),
        who=who,
        where=place,
        when=_when(claim, words, said, place),
        country=(place.country or "") if place is not None else "",
        corrects=words.correction or words.old,
        old=words.old,
        elided=words.elided and not words.toll,  # a toll is of all
        none=says_none(document.language, document.text, claim.start, claim.end),
        subset_of=whole,
    )


def _whole(claim: Claim, before: Sequence[Claim], words: Cues) -> str | None:
    """The claim that this one counts some of: the nearest of those before it that counts the same sort."""
    if not words.subset:
        return None
    unit = claim.quantity.unit
    alike = [c for c in before if c.quantity.unit == unit]
    return alike[-1].id if alike else None


def _since(words: Cues, said: tuple[str, str] | None) -> int | None:
    """The day since which a figure counts; of a month without a year the last one before it was said."""
    if words.since is None or said is None:
        return None
    day, month, year = words.since
    last = date.fromisoformat(said[1])
    for candidate in (year,) if year else (last.year, last.year - 1):
        try:
            start = date(candidate, month, day or 1)
        except ValueError:
            return None
        if start <= last:
            return start.toordinal()
    return None


def _ordinals(said: tuple[str, str] | None) -> tuple[int, int] | None:
    return (ordinal(said[0]), ordinal(said[1])) if said else None


def _when(claim: Claim, words: Cues, said: tuple[str, str] | None, place: Where | None) -> When:
    since = _since(words, said) if claim.period is None and claim.quantity.per is None else None
    if since is not None:
        return When(since, ordinal(said[1]) if said else None, total=True, said=_ordinals(said))
    if words.from_its_day and claim.period is not None and claim.period.start == claim.period.end and said is not None:
        return When(ordinal(claim.period.start or said[0]), ordinal(said[1]), total=True, said=_ordinals(said))
    undated = claim.period is None or claim.period.start is None
    if words.toll and said is not None and claim.period is not None and claim.period.start == said[0] == said[1]:
        return when(None, said, incident=place is not None and place.small)  # the day of counting
    wide = place is None or not place.small
    toll = undated and words.toll and claim.quantity.per is None
    total = undated and claim.quantity.per is None and (words.total or (toll and wide and not words.incident))
    rising = words.toll and not wide
    incident = not total and claim.quantity.unit == "person" and (words.incident or rising)
    exact = said is not None and said[0] == said[1]
    return when(
        claim.period,
        said,
        total=total and not (words.incident and not wide),
        span=undated and (words.long or (words.short and not exact)),
        before=words.before and undated,
        incident=incident,
        night=words.night,
    )
