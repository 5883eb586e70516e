"""A claim as comparing sees it: with its speaker, its publication, and what it measures, of whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.accounts.measures import Figure, Measure
from sayso.accounts.speakers import Voice
from sayso.accounts.when import When
from sayso.accounts.where import Where
from sayso.accounts.whom import Whom
from sayso.reading.claim import Claim


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
    none: bool  # its words are "none of so many"
    subset_of: str | None  # the id of the claim, in the same sentence, that this one counts some of
    order: tuple[str, str, int, str] = field(init=False, repr=False, compare=False)  # undated ones last

    def __post_init__(self) -> None:
        """Note by what it is put in order, which is asked again and again: publication, then its place in the text."""
        order = (self.said[0] if self.said else "9999", self.doc, self.claim.start, self.id)
        object.__setattr__(self, "order", order)

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
