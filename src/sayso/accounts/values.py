"""What comparing starts from and what it makes. The words are those of docs/accounts.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How two claims stand to each other in one respect."""

    EQUAL = "equal"
    CONTAINED = "contained"
    OVERLAPPING = "overlapping"
    UNKNOWN = "unknown"
    DISJOINT = "disjoint"


class RelationKind(StrEnum):
    """What one claim is to another."""

    REPEATS = "repeats"
    AGREES = "agrees"
    DIFFERS = "differs"
    UPDATES = "updates"
    PART_OF = "part_of"
    DENIES = "denies"


class Flag(StrEnum):
    """How a claim's speaker stands to its figure."""

    ADMISSION = "admission"
    THIRD_PARTY = "third_party"
    OWN_VOICE = "own_voice"
    INTERESTED = "interested"


class Grade(StrEnum):
    """How well a question's figure is supported."""

    CONTESTED = "contested"
    ADMITTED = "admitted"
    AGREED = "agreed"
    CORROBORATED = "corroborated"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Levels:
    """The four respects in which a pair is compared."""

    measure: Level
    who: Level
    where: Level
    when: Level


@dataclass(frozen=True, slots=True)
class Relation:
    """What claim `a` is to claim `b` (ids). Symmetric relations have `a < b`; of `updates` `a` is the newer, of
    `part_of` the part, of `denies` the denier. `why` is a sentence for a reader."""

    a: str
    b: str
    kind: RelationKind
    question: str
    levels: Levels
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One speaker saying a thing once: `claims` are its reports, in order of publication."""

    id: str
    speaker: str  # the name to show: of the innermost speaker, else of the outlet
    side: str | None
    flag: Flag
    claims: tuple[str, ...]
    low: float | None  # what it commits to: its last figure
    high: float | None
    approx: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a question comes to; None is an open bound. `rule` names how, `how` says it in a sentence."""

    low: float | None
    best: float | None
    high: float | None
    rule: str
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """A set of claims that answer the same thing. `claims` are ids in order of publication; `reports` is their number.

    The id is made of what is asked (measure, who, where, when) and of the smallest claim id in it.
    """

    id: str
    label: str  # in plain English: "Russian soldiers killed at Bakhmut, 8-14 March 2023"
    kind: str
    unit: str
    per: str | None
    affected: str | None  # the side
    actor: str | None  # the part of it that is named
    place: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    start: str | None  # ISO days
    end: str | None
    cumulative: bool
    claims: tuple[str, ...]
    origins: tuple[Origin, ...]
    grade: Grade
    estimate: Estimate

    @property
    def reports(self) -> int:
        """How many claims answer it, repeats included."""
        return len(self.claims)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that comparing claims came to: `flags` by claim id; in `left_out` what can't be compared, with why."""

    questions: tuple[Question, ...]
    relations: tuple[Relation, ...]
    flags: Mapping[str, Flag]
    left_out: Mapping[str, str]
