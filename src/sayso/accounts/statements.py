"""A claim as comparing sees it: with its speaker, its publication, and what it measures, of whom, where and when."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sayso.accounts.cues import Cues, counted, cues, group_in, noun_after, thing_in
from sayso.accounts.measures import Figure, Measure, figure_of, measure_of, same_bound
from sayso.accounts.speakers import Voice, agencies, voice
from sayso.accounts.when import When, when
from sayso.accounts.where import Where, where
from sayso.accounts.whom import Whom, whom
from sayso.documents.document import Document, Precision, ZoneKind
from sayso.reading.claim import Claim

_NEAR = 4  # where_prec from which a place is a region or a country: no single incident's
_NEARBY = 400  # characters: so far back a noun is still understood
_UNNAMED = ("people", "soldiers", "civilians")  # what a figure counts that names no group
_OPEN = frozenset({"vehicle", "building", "place", "aircraft", "item", "attack", "gun", "case", "shell"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with what comparing needs of its document. `said`: first and last possible day of publication (ISO), None
    where unknown; `words` the sentence; `country` the ISO code of where it is about, or its document mostly."""

    claim: Claim
    said: tuple[str, str] | None
    outlet: str | None
    speaker: Voice
    agencies: tuple[str, ...]  # that the text names for it
    words: str
    measure: Measure
    figure: Figure
    who: Whom
    where: Where | None
    when: When
    country: str
    corrects: bool  # says a figure anew
    old: bool  # names the figure that was replaced
    elided: bool  # its noun is left out
    subset_of: str | None  # the id of the claim, in the same sentence, that this one counts some of

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def doc(self) -> str:
        return self.claim.doc

    @property
    def low(self) -> float | None:
        """The least that the figure allows, in the measure's unit; None is open."""
        return self.figure.low

    @property
    def high(self) -> float | None:
        """The most that the figure allows."""
        return self.figure.high

    @property
    def denied(self) -> bool:
        """Whether its speaker rejects the figure."""
        return self.claim.polarity == "denied"

    @property
    def block(self) -> str:
        """What no question and no relation leaves: the family of measures, and the country."""
        return f"{self.measure.family} {self.country}"

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By publication, then as it stands in the text; undated ones last."""
        return (self.said[0] if self.said else "9999", self.doc, self.claim.start, self.id)


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
    by_id = {claim.id: claim for claim in claims}
    completed = [_completed(claim, claims, by_id, document) for claim in claims]
    made = [_statement(claim, completed, document, said) for claim in completed]
    countries = Counter(s.where.country for s in made if s.where is not None and s.where.country)
    main = min(countries, key=lambda c: (-countries[c], c)) if countries else ""
    made = [s if s.country else replace(s, country=main or _home(s.who)) for s in made]
    by_number = {s.id: s for s in made}
    return [_told_apart(s, by_number.get(s.subset_of or "")) for s in _filled_in(made)]


def _filled_in(made: Sequence[Statement]) -> list[Statement]:
    """The claims, in order, those whose noun is left out with what the one before them counts: "er zijn er drie"."""
    found: list[Statement] = []
    last: dict[tuple[str, str], Statement] = {}
    for each in made:
        key = (each.measure.kind, each.measure.unit)
        before = last.get(key)
        near = before is not None and each.claim.start - before.claim.end < _NEARBY
        last[key] = _as_before(each, before) if before is not None and near and each.elided else each
        found.append(last[key])
    return found


def _as_before(statement: Statement, before: Statement) -> Statement:
    """A claim with the group, or the sort of thing, that the claim before it counts, where it names none."""
    who, measure = statement.who, statement.measure
    if who.group in _UNNAMED and before.who.sides == who.sides:
        who = replace(who, group=before.who.group)
    if measure.thing is None:
        measure = replace(measure, thing=before.measure.thing)
    return replace(statement, who=who, measure=measure)


def _told_apart(statement: Statement, whole: Statement | None) -> Statement:
    """A claim that counts some of those of `whole` as one about some of them, unless something else tells that."""
    if whole is None:
        return statement
    who = statement.who
    if statement.measure.unit == "person" and who.group in (whole.who.group, None, *_UNNAMED):
        known = whole.who.group in (None, *_UNNAMED)
        who = replace(who, group=who.group if known else whole.who.group, part=who.part or whole.who.part)
        statement = replace(statement, who=who)
    place = statement.where or whole.where
    alike = statement.measure == whole.measure and replace(who, some=None) == replace(whole.who, some=None)
    if alike and place is not None and whole.where is not None and place.id == whole.where.id:
        said = noun_after(statement.words, statement.claim.end - statement.claim.sentence[0])
        within = f"{whole.who.some}>" if whole.who.some else ""
        statement = replace(statement, who=replace(who, some=f"{within}{said or 'some'}"))
    own = statement.when.dated or statement.when.total or statement.when.before
    when_ = statement.when if own else whole.when
    return replace(statement, where=place, when=when_)


def _home(who: Whom) -> str:
    """Where nothing else says which country a figure is about: a name for its sides."""
    return "+".join(side for side in who.sides if side != "civilians") or "somewhere"


def _completed(claim: Claim, claims: Sequence[Claim], by_id: dict[str, Claim], document: Document) -> Claim:
    """A pull quote says what its original says; a headline without a source what the text below it says."""
    original = by_id.get(claim.repeats or "")
    if original is None and not claim.source and _headline(claim, document):
        figure = figure_of(claim.quantity)
        original = next(
            (
                other
                for other in claims
                if other.source
                and measure_of(other) == measure_of(claim)
                and same_bound(figure_of(other.quantity), figure)
                and not _headline(other, document)
            ),
            None,
        )
    if original is None:
        return claim
    if claim.repeats:
        return replace(
            original, id=claim.id, start=claim.start, end=claim.end, sentence=claim.sentence, repeats=claim.repeats
        )
    return replace(
        claim,
        source=original.source,
        affected=claim.affected or original.affected,
        place=claim.place or original.place,
        period=claim.period or original.period,
    )


def _headline(claim: Claim, document: Document) -> bool:
    return any(z.kind is ZoneKind.HEADLINE and z.start <= claim.start < z.end for z in document.zones)


def _statement(claim: Claim, claims: Sequence[Claim], document: Document, said: tuple[str, str] | None) -> Statement:
    begin, stop = claim.sentence
    sentence = document.text[begin:stop]
    start, end = claim.start - begin, claim.end - begin
    before = [c for c in claims if c.end <= claim.start]
    same = [c for c in before if c.sentence == claim.sentence]
    previous = same[-1].end - begin if same else None
    words = cues(document.language, sentence, start, end, previous)
    noun = counted(sentence, end)
    mention = claim.affected.text if claim.affected is not None and claim.affected.text else ""
    thing = None
    if claim.quantity.unit in _OPEN:
        thing = thing_in(document.language, sentence[start:end] + noun, claim.quantity.text)
    measure = measure_of(claim, thing)
    speaker = voice(claim, document)
    group = None
    if measure.unit == "person":
        group = group_in(document.language, noun, mention)
    whole = _whole(claim, same or before[-1:], words)
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
        elided=words.elided,
        subset_of=whole,
    )


def _whole(claim: Claim, before: Sequence[Claim], words: Cues) -> str | None:
    """The claim that this one counts some of: the nearest of those before it that counts the same sort."""
    if not words.subset:
        return None
    unit = claim.quantity.unit
    alike = [c for c in before if c.quantity.unit == unit]
    return alike[-1].id if alike else None


def _when(claim: Claim, words: Cues, said: tuple[str, str] | None, place: Where | None) -> When:
    undated = claim.period is None or claim.period.start is None
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
