"""From a parsed document to its claims: each slot is filled by its own module, this one puts them together.

Reading is a pure function of the document, its parse and the pack. A slot that fails leaves that slot empty and says so
in `Reading.problems`; it never empties the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc, Token

import sayso
from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs import Pack, packs_for
from sayso.reading.actors import Actors
from sayso.reading.attribution import Attribution
from sayso.reading.certainty import Firmness
from sayso.reading.claim import Claim, Polarity, Quantity, Reading, Span, Speaker, Step, Uncoded
from sayso.reading.confidence import confidence
from sayso.reading.constructions import after
from sayso.reading.grammar import grammar
from sayso.reading.ids import claim_id
from sayso.reading.kinds import Measure, Measures, Neighbour
from sayso.reading.nouns import nouns
from sayso.reading.parties import WEAK, Earlier, Figure, Found, Parties
from sayso.reading.quantities import Mention, find_quantities
from sayso.reading.rejected import rejected
from sayso.reading.tolls import of_all_sides
from sayso.reading.units import unit_table
from sayso.reading.when import Periods, is_long
from sayso.reading.where import Places

LANGUAGES = ("nl", "en")  # languages that have reading data


def reader_name(pack: str | None = None) -> str:
    """What stands in a claim's `reader`: name, version, and the pack where the user chose one."""
    return f"sayso {sayso.__version__}" + (f" with {pack}" if pack else "")


ECHO = "as the same figure in the text"
T = TypeVar("T")


def read_claims(doc: Doc, document: Document, pack: Pack | None = None) -> Reading:
    """All figure claims of a document, in the order of its text, and the quantities that made none.

    `doc` is the document's parse (`doc.text == document.text`, UD labels); without `pack` the document is read with the
    packs that its own actors and places point to.
    """
    return _Reader(doc, document, pack).read()


class _Reader:
    def __init__(self, doc: Doc, document: Document, pack: Pack | None) -> None:
        self.doc = doc
        self.document = document
        self.chosen = pack
        self.pack = pack if pack is not None else packs_for(doc, document)
        self.problems: list[str] = []
        self.actors = Actors(doc, document, self.pack)
        self.attribution = Attribution(doc, document, self.actors, self.actors.tree)
        self.actors.hear(self.attribution.source)
        self.firmness = Firmness(doc, document, self.attribution)
        self.places = Places(doc, document, self.pack)
        self.periods = Periods(doc, document, self.pack.events)
        self.parties = Parties(doc, self.actors, self.pack, document.language)
        self.sentence_number = {s.start: n for n, s in enumerate(doc.sents)}

    def read(self) -> Reading:
        scan = find_quantities(self.doc, self.document)
        self.measures = Measures(self.doc, scan.mentions, self.document.language)
        earlier: list[Earlier] = []
        claims: list[Claim] = []
        uncoded: list[Uncoded] = list(scan.skipped)
        # Headlines are read last: what their few words leave out, the same figure in the body says.
        for mention in sorted(scan.mentions, key=lambda m: (self._headline(m), m.start)):
            try:
                claims.append(self._claim(mention, earlier, claims))
            except Exception as error:  # one bad figure never empties a document
                problem = f"{type(error).__name__}: {error}"
                self.problems.append(f"{mention.start}-{mention.end} {mention.text!r}: {problem}")
                uncoded.append(Uncoded(mention.start, mention.end, mention.text, f"could not be read ({problem})"))
        claims = of_all_sides(sorted(claims, key=lambda c: c.start), self.document.text, self.document.language)
        claims = self._mark_repeats(claims)
        uncoded.sort(key=lambda u: u.start)
        return Reading(tuple(claims), tuple(uncoded), len(self.sentence_number), tuple(self.problems))

    def _claim(self, mention: Mention, earlier: list[Earlier], claims: list[Claim]) -> Claim:
        """One figure's claim; it is added to `earlier`, for the figures that go on from it."""
        token, steps = mention.token, list[Step]()
        polarity: Polarity = self._slot(mention, "polarity", lambda: self.firmness.polarity(token)) or "asserted"
        echoed = self._echoed(mention, claims)
        measured, unit = self._what(mention, earlier, echoed)
        if (no_such := rejected(mention, claims, polarity == "denied", self.document.language)) is not None:
            mention, polarity = no_such, "denied"
            steps.append(Step("polarity", "rejects a figure that was asserted before"))
        steps.append(_step("kind", measured.rule, measured))
        source = self._slot(mention, "source", lambda: self._exact(self.attribution.source(token))) or ()
        steps += self._slot(mention, "source", lambda: self.attribution.explain(token)) or []
        sentence = token.sent
        number = self.sentence_number[sentence.start]
        figure = Figure(
            mention, measured, source, polarity == "denied", self._paragraph(mention.start), number, earlier
        )
        affected, agent = self._whose(figure, echoed)
        steps += [_found_step(slot, f) for slot, f in (("affected", affected), ("agent", agent)) if f is not None]
        happened_to = affected.party if affected is not None else None
        done_by = agent.party if agent is not None else None
        earlier.append(Earlier(mention, measured.kind, happened_to, done_by, figure.paragraph, number))
        period = self._slot(mention, "period", lambda: self.periods.period(token, measured.kind))
        overall = mention.per is not None or unit == "ratio" or (period is not None and is_long(period))
        steps += self._slot(mention, "why", lambda: self._why(token, measured.kind, overall)) or []
        return Claim(
            doc=self.document.id,
            id=claim_id(self.document.id, self.document.text, mention.start, mention.end, measured.kind),
            start=mention.start,
            end=mention.end,
            sentence=_trimmed(self.document.text, sentence.start_char, sentence.end_char),
            kind=measured.kind,
            quantity=Quantity(mention.text, mention.low, mention.high, mention.approx, unit, mention.per),
            affected=happened_to,
            agent=done_by,
            source=source,
            place=self._slot(mention, "place", lambda: self.places.place(token, measured.kind, overall)),
            period=period,
            certainty=self._slot(mention, "certainty", lambda: self.firmness.certainty(token)) or "stated",
            polarity=polarity,
            verification=self._slot(mention, "verification", lambda: self.firmness.verification(token, source)),
            confidence=confidence(steps, unit),
            reader=reader_name(None if self.chosen is None else self.chosen.id),
            steps=tuple(steps),
        )

    def _what(self, mention: Mention, earlier: list[Earlier], echoed: Claim | None) -> tuple[Measure, str]:
        """What the figure measures, and its unit."""
        number, paragraph = self.sentence_number[mention.token.sent.start], self._paragraph(mention.start)
        near = [
            Neighbour(
                e.kind,
                e.mention.unit,
                e.mention.end,
                e.sentence == number,
                e.paragraph == paragraph,
                e.mention.high or e.mention.low,
            )
            for e in reversed(earlier[-4:])
        ]
        measured = self.measures.measure(mention, near, fighters=self._fighters(mention), of=self._share_of(mention))
        if echoed is not None and (measured.kind == "other" or (self._headline(mention) and measured.strength < 0.6)):
            measured = Measure(echoed.kind, measured.trigger, ECHO, 0.6)
        return measured, self._unit(mention, measured, near, echoed)

    def _whose(self, figure: Figure, echoed: Claim | None) -> tuple[Found | None, Found | None]:
        """Whom it happened to, and who did it."""
        agent = self._slot(figure.mention, "agent", lambda: self.parties.agent(figure))
        affected = self._slot(figure.mention, "affected", lambda: self.parties.affected(figure))
        weak = affected is None or affected.rule in WEAK
        if weak and echoed is not None and echoed.affected is not None and self._headline(figure.mention):
            affected = Found(echoed.affected, ECHO)
        return affected, agent

    def _why(self, token: Token, kind: str, overall: bool) -> list[Step]:
        """The rules behind place, period, certainty, polarity and verification."""
        found = (self.places.explain(token, kind, overall), self.periods.explain(token, kind))
        return [step for step in found if step is not None] + self.firmness.explain(token)

    def _exact(self, source: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """The speakers as the text has them: a name that runs over a line break keeps it; `name` is without."""
        return tuple(replace(s, text=self.document.text[s.start : s.end]) for s in source)

    def _headline(self, mention: Mention) -> bool:
        return self._zone(mention.start) is ZoneKind.HEADLINE

    def _slot(self, mention: Mention, slot: str, fill: Callable[[], T | None]) -> T | None:
        """A slot's value, or None and a listed problem when its module fails."""
        try:
            return fill()
        except Exception as error:  # one bad slot never empties a claim
            self.problems.append(f"{mention.start}-{mention.end} {slot}: {type(error).__name__}: {error}")
            return None

    def _zone(self, start: int) -> ZoneKind | None:
        return next((z.kind for z in self.document.zones if z.start <= start < z.end), None)

    def _echoed(self, mention: Mention, claims: list[Claim]) -> Claim | None:
        """The claim with the same figure elsewhere: what a headline's few words leave out, the body says."""
        apart = grammar(self.document.language).apart
        for claim in claims:
            q = claim.quantity
            same = (q.low is not None and q.low == mention.low) or (q.high is not None and q.high == mention.high)
            alike = not apart or mention.unit in (None, "item", q.unit) or q.unit == "item"
            if same and alike and q.per in (mention.per, None):
                return claim
        return None

    def _unit(self, mention: Mention, measured: Measure, near: list[Neighbour], echoed: Claim | None) -> str:
        """The unit that the words name, or that the kind implies, or that the figure it goes on from has."""
        if measured.kind == "attack" and mention.unit == "time":
            return "attack"
        if mention.unit is not None and not self._nameless(mention, measured.kind):
            return mention.unit
        if echoed is not None and echoed.kind == measured.kind:
            return echoed.quantity.unit
        inherited = next((n.unit for n in near if n.same_sentence and n.kind == measured.kind and n.unit), None)
        return inherited or UNIT_OF.get(measured.kind, "item")

    def _nameless(self, mention: Mention, kind: str) -> bool:
        """Whether what is counted are people by what befell them: "33 innocents killed", a noun that no table knows."""
        if mention.unit != "item" or mention.noun is None or kind not in BEFALL:
            return False
        return (
            grammar(self.document.language).apart
            and unit_table(self.document.language).known(mention.noun.lower_) is None
        )

    def _share_of(self, mention: Mention) -> str | None:
        if mention.unit != "percent":
            return None
        if mention.noun is None:
            return "territory" if self._of_place(mention) else None
        territory = lexicon(self.document.language, "kinds")["territory"]
        if mention.noun.lower_ in territory or mention.noun.ent_type_ == "LOC" or mention.noun.pos_ == "PROPN":
            return "territory"
        return unit_table(self.document.language).known(mention.noun.lower_)

    def _of_place(self, mention: Mention) -> bool:
        """ "80 procent van Bachmoet": a share of a place, not of an actor."""
        words = after(mention, 3)
        little = grammar(self.document.language)
        if little.apart and any(t.lower_ in little.genitive for t in after(mention, 7)):
            return False  # "half of the enclave's people"
        if len(words) < 2 or words[0].lower_ not in ("van", "of"):
            return False
        name = next((t for t in words[1:] if t.pos_ == "PROPN" or t.ent_type_), None)
        if name is None or words[1].pos_ not in ("PROPN", "ADJ", "DET"):
            return False
        return name.ent_type_ == "LOC" or (name.pos_ == "PROPN" and self.actors.party(name) is None)

    def _fighters(self, mention: Mention) -> bool:
        """Whether soldiers are counted, by the noun."""
        noun = nouns(self.document.language).look(mention.noun.lower_) if mention.noun is not None else None
        if mention.noun is not None and mention.noun.lower_ in lexicon(self.document.language, "kinds")["head_count"]:
            return (mention.low or mention.high or 0) > 1  # "met tachtig man"
        return noun is not None and noun.group == "force"

    def _paragraph(self, start: int) -> int:
        return sum(1 for block in self.document.blocks if block[1] <= start)

    def _mark_repeats(self, claims: list[Claim]) -> list[Claim]:
        """A pull quote's figures are marked as repeats of the same figures in the body, where the body has them."""
        zones = [z for z in self.document.zones if z.kind is ZoneKind.PULL_QUOTE]
        if not zones:
            return claims
        body: dict[tuple[object, ...], str] = {}
        quoted = {c.id: any(z.start <= c.start < z.end for z in zones) for c in claims}
        for claim in claims:
            if not quoted[claim.id]:
                body.setdefault(_figure(claim), claim.id)
        return [replace(c, repeats=body.get(_figure(c))) if quoted[c.id] else c for c in claims]


_PERSONS = (
    "killed wounded captured missing casualties displaced population strength deployment legal"  # what counts people
)
BEFALL = frozenset({"killed", "wounded", "captured", "missing", "casualties", "displaced"})
UNIT_OF = {**dict.fromkeys(_PERSONS.split(), "person"), "attack": "attack"}


def _figure(claim: Claim) -> tuple[object, ...]:
    q = claim.quantity
    return q.low, q.high, q.unit, q.per


def _step(slot: str, rule: str, measured: Measure) -> Step:
    if measured.trigger is None:
        return Step(slot, rule)
    token = measured.trigger.token
    return Step(slot, rule, Span(token.idx, token.idx + len(token), token.text))


def _found_step(slot: str, found: Found) -> Step:
    party = found.party
    if party.text is None or party.start is None or party.end is None:
        return Step(slot, found.rule)
    return Step(slot, found.rule, Span(party.start, party.end, party.text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
