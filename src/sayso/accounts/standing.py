"""How one value stands to another: a level with its direction, so that a part can be told from its whole."""

from __future__ import annotations

from enum import Enum

from sayso.accounts.values import Level


class Standing(Enum):
    """How `a` stands to `b`. `INSIDE`: a lies in b. `AROUND`: b lies in a."""

    EQUAL = "equal"
    INSIDE = "inside"
    AROUND = "around"
    OVERLAPPING = "overlapping"
    UNKNOWN = "unknown"
    DISJOINT = "disjoint"

    __hash__ = object.__hash__  # each is one object; hashing its name takes longer than comparing

    @property
    def level(self) -> Level:
        """The level as it is shown: without the direction."""
        return _LEVELS[self]

    @property
    def flipped(self) -> Standing:
        """How `b` stands to `a`."""
        return _FLIPPED.get(self, self)


_LEVELS = {
    Standing.EQUAL: Level.EQUAL,
    Standing.INSIDE: Level.CONTAINED,
    Standing.AROUND: Level.CONTAINED,
    Standing.OVERLAPPING: Level.OVERLAPPING,
    Standing.UNKNOWN: Level.UNKNOWN,
    Standing.DISJOINT: Level.DISJOINT,
}
_FLIPPED = {Standing.INSIDE: Standing.AROUND, Standing.AROUND: Standing.INSIDE}
