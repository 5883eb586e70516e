"""A figure whose parties are sought, what was found for it, and the figures before it that may lend theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.reading.claim import Party, Speaker
from sayso.reading.kinds import Measure
from sayso.reading.quantities import Mention
from sayso.reading.syntax import predicate

PEOPLE = frozenset({"killed", "wounded", "captured", "missing", "casualties"})
THINGS = frozenset({"equipment_loss", "unit_loss", "damage"})
GROUND = frozenset({"advance", "retreat", "control"})
MEANS = frozenset({"strength", "deployment"})
AID = frozenset({"supply"})
FIRE = frozenset({"attack", "intercepted"})
MOVED = frozenset({"displaced", "population", "other"})
FAMILIES = (PEOPLE | {"displaced", "population"}, THINGS | PEOPLE, GROUND, MEANS, AID, FIRE, MOVED | PEOPLE)

# What only a side that fights has, does or loses.
FOUGHT_FOR = frozenset(
    {"equipment_loss", "unit_loss", "strength", "deployment", "advance", "retreat", "control", "intercepted"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A party and the name of the rule that found it."""

    party: Party
    rule: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a figure before this one was found to be: a neighbour to take a missing party from."""

    mention: Mention
    kind: str
    affected: Party | None
    agent: Party | None
    paragraph: int
    sentence: int


@dataclass(slots=True)
class Figure:
    """A figure whose parties are sought, with all that is known of it so far.

    `doer` is who did it by the figure's own words, `agent` who did it by whatever level. `earlier` are the figures read
    before it, in the order of reading; `paragraph` and `sentence` count from 0.
    """

    mention: Mention
    measure: Measure
    source: tuple[Speaker, ...]
    denied: bool
    paragraph: int
    sentence: int
    earlier: Sequence[Earlier]
    agent: Party | None = None
    doer: Party | None = None

    @property
    def kind(self) -> str:
        return self.measure.kind

    @property
    def frame(self) -> str | None:
        """The frame of the word that says what is measured (kinds.toml)."""
        return self.measure.trigger.frame.name if self.measure.trigger is not None else None

    @property
    def verb(self) -> Token | None:
        """The verb (or predicate) of the clause that says what is measured."""
        trigger = self.measure.trigger
        if trigger is None:
            return predicate(self.mention.token)
        if trigger.form == "verb" or trigger.token.pos_ in ("VERB", "AUX"):
            return trigger.token.head if trigger.token.dep_ == "cop" else trigger.token
        return predicate(trigger.token)

    @property
    def before(self) -> Earlier | None:
        """The figure read just before this one."""
        return self.earlier[-1] if self.earlier else None

    def counts(self, token: Token) -> bool:
        """Whether `token` is the number itself or the noun that it counts."""
        mention = self.mention
        counted = mention.noun is not None and token.i == mention.noun.i
        return token.i == mention.token.i or counted or mention.start <= token.idx < mention.end

    def told_by(self, token: Token) -> bool:
        """Whether `token` stands in the name of the figure's own speaker."""
        return bool(self.source) and self.source[-1].start <= token.idx < self.source[-1].end


def inferred(side: str) -> Party:
    """A side that no words of the text name: no mention."""
    return Party(side, None, None, None, None, None)


def related(a: str, b: str) -> bool:
    """Whether two kinds may share a party: both of people, both of losses, both of ground, or the same."""
    return a == b or any(a in family and b in family for family in FAMILIES)


def lends(before: Earlier, figure: Figure) -> bool:
    """Whether a figure may take its party from `before`; who is shot at and who shot are never the same."""
    return related(before.kind, figure.kind) and {before.kind, figure.kind} != FIRE
