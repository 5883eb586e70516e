"""What a text leaves to its other claims: a headline says what the body says, a noun is left out, days go on.

Reading fills the slots of each claim from its own sentence and the ones around it. Comparing can see more: it knows
the other figures of the text, and which of them are the same figure said again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from sayso.accounts import where, whom
from sayso.accounts.cues import counted, noun_after, says_none
from sayso.accounts.measures import compare, exceeds, figure_of, measure_of, same_bound
from sayso.accounts.standing import Standing
from sayso.accounts.statement import Statement
from sayso.documents.document import Document, ZoneKind
from sayso.reading.claim import Claim

UNNAMED = ("people", "soldiers", "civilians")  # what a figure counts that names no group
_NEARBY = 400  # characters: so far back a day is still understood
_SEAT = 8  # characters between a speaker and its seat: " in "
_CLOSE = 200  # … and a noun
_HERE = frozenset({Standing.EQUAL, Standing.INSIDE, Standing.AROUND})
_TOLLS = frozenset({"killed", "wounded", "casualties", "captured", "missing"})


def completed(claims: Sequence[Claim], document: Document) -> tuple[list[Claim], dict[str, str]]:
    """The claims of a document, in order, with the speakers and without the places that the rest of the text tells.

    The second part says which claim each pull quote and each headline says again (ids).
    """
    claims = [_rejecting(claim, claims, document) for claim in claims]
    by_id = {claim.id: claim for claim in claims}
    body = [_placed(claim, document) for claim in claims if not claim.repeats and not _in_headline(claim, document)]
    body = [_sourced(claim, body, document) for claim in body]
    in_body = {claim.id: claim for claim in body}
    found, again = [], {}
    for claim in claims:
        original = by_id.get(claim.repeats or "")
        if original is None and _in_headline(claim, document):
            original = next((other for other in body if _same_saying(claim, other)), None)
        if original is None:
            found.append(in_body.get(claim.id, claim))
        else:
            found.append(_said_again(claim, in_body.get(original.id, original)))
            again[claim.id] = original.id
    return found, again


def _rejecting(claim: Claim, claims: Sequence[Claim], document: Document) -> Claim:
    """A claim of "no 272 dead" as a denial, where its text has the 272 from somebody else; "no 300 metres" without that
    are fewer than 300."""
    figure = claim.quantity
    bound = figure.high
    if claim.polarity == "denied" or bound is None or figure.low not in (None, bound):
        return claim
    if not says_none(document.language, document.text, claim.start, claim.end):
        return claim
    measure, exact = measure_of(claim), replace(figure, low=bound, high=bound)
    for other in claims:
        if other.polarity == "denied" or other.source[-1:] == claim.source[-1:]:
            continue
        same = compare(measure, measure_of(other)) is not Standing.DISJOINT
        if same and same_bound(figure_of(exact), figure_of(other.quantity)):
            return replace(claim, polarity="denied", quantity=exact)
    return claim


def _placed(claim: Claim, document: Document) -> Claim:
    """A claim without a place that only says where its speaker sits: "the ministry in Moscow"."""
    place = claim.place
    if place is None or place.start is None or place.end is None:
        return claim
    for speaker in claim.source:
        between = document.text[speaker.end : place.start]
        if speaker.start <= place.start < speaker.end or (len(between) < _SEAT and between.strip().count(" ") == 0):
            return replace(claim, place=None) if place.start >= speaker.start else claim
    return claim


def _in_headline(claim: Claim, document: Document) -> bool:
    return any(z.kind is ZoneKind.HEADLINE and z.start <= claim.start < z.end for z in document.zones)


def _same_saying(headline: Claim, claim: Claim) -> bool:
    """Whether a headline gives a figure of the text below it, by a speaker that it may be short for ("Kiev")."""
    mine, other = measure_of(headline), measure_of(claim)
    if mine.kind != other.kind or mine.rate != other.rate or mine.unit not in (other.unit, "item"):
        return False
    sides = {speaker.side for speaker in (*headline.source[-1:], *claim.source[-1:])} - {None}
    return same_bound(figure_of(headline.quantity), figure_of(claim.quantity)) and len(sides) <= 1


def _said_again(claim: Claim, original: Claim) -> Claim:
    """`original` where `claim` says it again."""
    return replace(
        original,
        id=claim.id,
        start=claim.start,
        end=claim.end,
        sentence=claim.sentence,
        quantity=replace(claim.quantity, unit=original.quantity.unit),
        repeats=claim.repeats,
        source=original.source or claim.source,
    )


def _sourced(claim: Claim, body: Sequence[Claim], document: Document) -> Claim:
    """A claim without a speaker, with the one whom the next sentence names for what else befell the same people.

    "Five were killed. Twelve were wounded, says the governor": both are the governor's. But two figures for one and
    the same thing have two speakers.
    """
    if claim.source or claim.repeats or claim.kind not in _TOLLS or _in_headline(claim, document):
        return claim
    after = [c for c in body if c.sentence[0] >= claim.sentence[1] and _block(c, document) == _block(claim, document)]
    following = [c for c in after if c.sentence == after[0].sentence] if after else []
    gap = document.text[claim.sentence[1] : following[0].sentence[0]] if following else "?"
    named = next((c for c in following if c.source and c.kind in _TOLLS and _of_one_side(c, claim)), None)
    if named is None or gap.strip() or any(_rivals(c, claim) for c in after):
        return claim
    return replace(claim, source=named.source)


def itemised(claims: Sequence[Claim]) -> dict[str, str]:
    """Claims that a sentence breaks a figure down into, with that figure's claim (ids): "131 killed: 102 men, seventeen
    women and twelve children". That they add up to it is the proof."""
    found: dict[str, str] = {}
    by_sentence: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_sentence[claim.sentence].append(claim)
    for together in by_sentence.values():
        for i, whole in enumerate(together):
            alike = [c for c in together[i + 1 :] if _countable(c, whole)]
            sums = list(accumulate(c.quantity.low or 0 for c in alike))
            if len(alike) > 1 and whole.quantity.low in sums[1:] and whole.id not in found:
                found |= {c.id: whole.id for c in alike[: sums.index(whole.quantity.low) + 1]}
    return found


def _countable(part: Claim, whole: Claim) -> bool:
    """Whether two figures of a sentence, exact ones of one kind and speaker, can be a part and its whole."""
    same = (part.kind, part.quantity.unit, part.polarity) == (whole.kind, whole.quantity.unit, whole.polarity)
    exact = all(c.quantity.low is not None and not c.quantity.approx for c in (part, whole))
    return same and exact and part.source[-1:] == whole.source[-1:] and part.quantity.per is whole.quantity.per is None


def _block(claim: Claim, document: Document) -> int:
    return bisect_right(document.blocks, claim.start, key=lambda block: block[0])


def _of_one_side(a: Claim, b: Claim) -> bool:
    return (a.affected.side if a.affected else None) == (b.affected.side if b.affected else None)


def _rivals(a: Claim, b: Claim) -> bool:
    """Whether two claims give figures for one measure, or the one for a part of the other's."""
    return compare(measure_of(a), measure_of(b)) is not Standing.DISJOINT


def filled_in(made: Sequence[Statement]) -> list[Statement]:
    """The statements of a document, in order, with what they leave to the others."""
    found: list[Statement] = []
    by_id: dict[str, Statement] = {}
    for each in made:
        statement = _of_the_same(each, found)
        statement = _at_the_same_time(statement, found)
        statement = _told_apart(statement, by_id.get(statement.subset_of or ""), found)
        found.append(statement)
        by_id[statement.id] = statement
    return found


def _near(statement: Statement, before: Statement) -> bool:
    return 0 <= statement.claim.start - before.claim.end < _NEARBY


def _of_the_same(statement: Statement, found: Sequence[Statement]) -> Statement:
    """A claim whose noun is left out ("er zijn er drie") counts what the last one of its kind counts."""
    measure = statement.measure
    last = next((s for s in reversed(found) if (s.measure.kind, s.measure.unit) == (measure.kind, measure.unit)), None)
    if last is not None and statement.old and exceeds(statement.figure, last.figure):  # "forty of them children. It was
        last = next((s for s in found if s.id == last.subset_of), last)  # 133 last week": of all, since counts go up
    if not statement.elided or last is None or statement.when.total or statement.claim.start - last.claim.end > _CLOSE:
        return statement
    who = statement.who
    if who.group in UNNAMED and last.who.group not in UNNAMED and _of_one_side(statement.claim, last.claim):
        who = last.who
    if measure.thing is None:
        measure = replace(measure, thing=last.measure.thing)
    return replace(statement, who=who, measure=measure)


def _at_the_same_time(statement: Statement, found: Sequence[Statement]) -> Statement:
    """A toll that says no days is of the days of the toll just before it, at the same place."""
    time = statement.when
    if statement.old:
        return _as_it_was(statement, found)
    if not found:
        return statement
    last = found[-1]
    if statement.denied:
        last = next((s for s in reversed(found) if _rejected(statement, s)), last)
        if _rejected(statement, last) and whom.compare(statement.who, last.who) in (Standing.INSIDE, Standing.AROUND):
            statement = replace(statement, who=last.who)  # "no 460 people" are the 460 patients
    if time.dated or time.total or time.before or time.span:
        return statement
    same = statement.measure == last.measure and statement.who == last.who
    kinds = (statement.measure.kind, last.measure.kind)
    tolls = all(kind in _TOLLS for kind in kinds) and statement.measure.unit == last.measure.unit == "person"
    there = statement.where is None or last.where is None or statement.where.id == last.where.id
    speakers = {s.speaker.key for s in (statement, last) if s.claim.source}
    if (
        (len(speakers) > 1 and not same)
        or not tolls
        or not there
        or not _near(statement, last)
        or statement.measure.rate != last.measure.rate
    ):
        return statement
    if last.when.dated or last.when.total:
        return replace(statement, when=last.when, where=statement.where or last.where)
    return statement


def _rejected(denial: Statement, other: Statement) -> bool:
    """Whether a denial rejects the figure of a claim above it."""
    return not other.denied and denial.measure == other.measure and same_bound(denial.figure, other.figure)


def again(statements: Sequence[Statement], originals: Mapping[str, str]) -> list[Statement]:
    """The statements, those that say another one again with all that it says."""
    by_id = {s.id: s for s in statements}
    return [
        replace(s, measure=o.measure, who=o.who, where=o.where, when=o.when, subset_of=o.subset_of)
        if (o := by_id.get(originals.get(s.id, ""))) is not None
        else s
        for s in statements
    ]


def _as_it_was(statement: Statement, found: Sequence[Statement]) -> Statement:
    """A figure that was given before ("on Friday it was still 112"): its day is the saying's, not the event's."""
    alike = [s for s in reversed(found) if s.measure == statement.measure and s.who.sides == statement.who.sides]
    there = [s for s in alike if None in (s.where, statement.where) or where.compare(s.where, statement.where) in _HERE]
    last = next((s for s in there if s.speaker.key == statement.speaker.key), next(iter(there), None))
    if last is None or not _near(statement, last) or statement.when.total or statement.when.before:
        return statement
    known = statement.claim.source and (statement.speaker.side or statement.speaker.person)
    if known and statement.speaker.key != last.speaker.key:
        return statement
    return replace(statement, when=last.when, where=statement.where or last.where)


def _told_apart(statement: Statement, whole: Statement | None, found: Sequence[Statement]) -> Statement:
    """A claim that counts some of those of `whole` as one about some of them, unless something else tells that.

    They are called by the noun of their figure; by more words where its sentence has others of that name ("102 by
    gunfire, 17 by shells")."""
    if whole is None:
        return statement
    who = statement.who
    if statement.measure.unit == "person" and who.group in (whole.who.group, None, *UNNAMED):
        known = whole.who.group in (None, *UNNAMED)
        who = replace(who, group=who.group if known else whole.who.group, part=who.part or whole.who.part)
        statement = replace(statement, who=who)
    place = statement.where or whole.where
    alike = statement.measure == whole.measure and replace(who, some=None) == replace(whole.who, some=None)
    if alike and place is not None and whole.where is not None and place.id == whole.where.id:
        end = statement.claim.end - statement.claim.sentence[0]
        within = f"{whole.who.some}>" if whole.who.some else ""
        some = replace(who, some=f"{within}{noun_after(statement.words, end) or 'some'}")
        beside = [s for s in found if s.subset_of == whole.id and s.claim.sentence == statement.claim.sentence]
        if any(s.who == some and s.measure == statement.measure for s in beside):
            some = replace(who, some=f"{within}{counted(statement.words, end).casefold() or 'others'}")
        statement = replace(statement, who=some)
    own = statement.when.dated or statement.when.total or statement.when.before
    return replace(statement, where=place, when=statement.when if own else whole.when)
